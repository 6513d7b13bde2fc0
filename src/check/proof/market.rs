use super::ground::Ground;
use super::search::Pricing;

/// What can be said of homes and openings at some prices, whoever may take them.
pub(super) struct Market {
    /// The homes in their blocks, with the price for the smallest household; in each block the
    /// cheapest first.
    pub(super) homes: Vec<(i64, u32)>,
    /// For each way of travelling, the kinds of openings that have a position.
    kinds: Vec<Vec<Option<Kind>>>,
}

/// Openings of one kind.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The lowest price.
    pub(super) price: i64,
    /// The lowest price with the trip that the opening is at least away from any home.
    pub(super) reached: i64,
    /// On how many days of a week a trip is made.
    pub(super) days: i64,
}

impl Market {
    pub(super) fn new(ground: &Ground, pricing: Pricing) -> Self {
        let smallest = ground.shapes.iter().map(|shape| shape.size).min().unwrap_or(0);
        let priced = |home: &u32| (pricing.tariff.home(*home, smallest), *home);
        let mut homes: Vec<(i64, u32)> = ground.blocks.homes().iter().map(priced).collect();
        ground.blocks.ranges().for_each(|block| homes[block].sort_unstable());
        let travels = 0..ground.nearest.travels();
        Self { homes, kinds: travels.map(|travel| kinds(ground, pricing, travel)).collect() }
    }

    /// The kinds of openings that have a position.
    pub(super) fn kinds(&self, travel: usize) -> &[Option<Kind>] {
        &self.kinds[travel]
    }
}

fn kinds(ground: &Ground, pricing: Pricing, travel: usize) -> Vec<Option<Kind>> {
    let Pricing { objective, scale, tariff } = pricing;
    let mut kinds = Vec::new();
    for vacancy in ground.sites.openings() {
        if kinds.len() <= vacancy.kind {
            kinds.resize(vacancy.kind + 1, None);
        }
        let known = &ground.problem.openings()[vacancy.opening as usize];
        let (price, days) = (tariff.opening(vacancy.opening), known.days);
        let trip = objective.minute * (days * ground.nearest.minutes(travel, known.site));
        let reached = price + scale * trip;
        let kind = kinds[vacancy.kind].get_or_insert(Kind { price, reached, days });
        kind.price = kind.price.min(price);
        kind.reached = kind.reached.min(reached);
    }
    kinds
}
