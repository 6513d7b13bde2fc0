use super::ground::Ground;
use super::search::Pricing;

/// What can be said of homes and openings at some prices, whoever may take them.
pub(super) struct Market {
    /// The homes in their blocks, with the price for the smallest household; in each block the
    /// cheapest first.
    pub(super) homes: Vec<(i64, u32)>,
    /// The kinds of openings, those that have a position.
    pub(super) kinds: Vec<Option<Kind>>,
}

/// Openings of one kind.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The lowest price.
    pub(super) price: i64,
    /// On how many days of a week a trip is made.
    pub(super) days: i64,
}

impl Market {
    pub(super) fn new(ground: &Ground, Pricing { tariff, .. }: Pricing) -> Self {
        let smallest = ground.shapes.iter().map(|shape| shape.size).min().unwrap_or(0);
        let priced = |home: &u32| (tariff.home(*home, smallest), *home);
        let mut homes: Vec<(i64, u32)> = ground.blocks.homes().iter().map(priced).collect();
        ground.blocks.ranges().for_each(|block| homes[block].sort_unstable());
        let mut kinds = Vec::new();
        for vacancy in ground.sites.openings() {
            let known = &ground.problem.openings()[vacancy.opening as usize];
            if kinds.len() <= known.kind {
                kinds.resize(known.kind + 1, None);
            }
            let price = tariff.opening(vacancy.opening);
            let kind = kinds[known.kind].get_or_insert(Kind { price, days: known.days });
            kind.price = kind.price.min(price);
        }
        Self { homes, kinds }
    }
}
