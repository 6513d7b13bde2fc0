use super::ground::Ground;
use super::nearest::Nearest;
use super::pricing::Pricing;

/// What can be said of homes and openings at some prices, whoever may take them.
pub(super) struct Market {
    /// The homes in their blocks, with the price for the smallest household; in each block the
    /// cheapest first.
    pub(super) homes: Vec<(i64, u32)>,
    /// For each block where the homes with a price begin.
    priced: Vec<usize>,
    /// For each way of travelling, the kinds of openings that have a position.
    kinds: Vec<Vec<Option<Kind>>>,
}

/// The homes of one block without a price, or those with one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shelf {
    pub(super) block: usize,
    pub(super) is_free: bool,
    /// Where they are among the homes.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Openings of one kind.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The lowest price.
    pub(super) price: i64,
    pub(super) reached: Reached,
    /// On how many days of a week a trip is made.
    pub(super) days: i64,
}

/// The lowest cost with the trip that an opening is at least away from some homes.
///
/// Openings that only homes with a price are near to can do with lower prices themselves, and would
/// look cheap from all the others too.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    /// From homes without a price.
    pub(super) free: i64,
    /// From any home.
    pub(super) anywhere: i64,
}

impl Market {
    pub(super) fn new(ground: &Ground, pricing: Pricing) -> Self {
        let smallest = ground.shapes.iter().map(|shape| shape.size).min().unwrap_or(0);
        let priced = |home: &u32| (pricing.tariff.home(*home, smallest), *home);
        let mut homes: Vec<(i64, u32)> = ground.blocks.homes().iter().map(priced).collect();
        let mut free = Vec::new();
        let priced = ground.blocks.ranges().map(|block| {
            let homes = &mut homes[block.clone()];
            homes.sort_unstable();
            let count = homes.partition_point(|(price, _)| *price == 0);
            free.extend(homes[..count].iter().map(|(_, home)| *home));
            block.start + count
        });
        let priced = priced.collect();
        let from_free;
        let nearest = if free.len() < homes.len() {
            from_free = Nearest::new(ground.problem, &ground.sites, &free);
            &from_free
        } else {
            &ground.nearest
        };
        let travels = 0..ground.nearest.travels();
        let kinds = travels.map(|travel| kinds(ground, pricing, nearest, travel)).collect();
        Self { homes, priced, kinds }
    }

    /// The homes of a block: those without a price, and those with one.
    pub(super) fn shelves(&self, ground: &Ground, block: usize) -> [Shelf; 2] {
        let (range, priced) = (ground.blocks.range(block), self.priced[block]);
        [
            Shelf { block, is_free: true, start: range.start, end: priced },
            Shelf { block, is_free: false, start: priced, end: range.end },
        ]
    }

    /// The kinds of openings that have a position.
    pub(super) fn kinds(&self, travel: usize) -> &[Option<Kind>] {
        &self.kinds[travel]
    }
}

impl Reached {
    /// The lower of both, each by itself.
    pub(super) fn min(self, other: Self) -> Self {
        Self { free: self.free.min(other.free), anywhere: self.anywhere.min(other.anywhere) }
    }

    /// Both, and something else.
    pub(super) fn plus(self, cost: i64) -> Self {
        Self { free: self.free + cost, anywhere: self.anywhere + cost }
    }
}

fn kinds(
    ground: &Ground,
    pricing: Pricing,
    from_free: &Nearest,
    travel: usize,
) -> Vec<Option<Kind>> {
    let Pricing { objective, scale, tariff } = pricing;
    let mut kinds = Vec::new();
    for vacancy in ground.sites.openings() {
        if kinds.len() <= vacancy.kind {
            kinds.resize(vacancy.kind + 1, None);
        }
        let known = &ground.problem.openings()[vacancy.opening as usize];
        let (price, days) = (tariff.opening(vacancy.opening), known.days);
        let trip = |nearest: &Nearest| {
            scale * (objective.minute * (days * nearest.minutes(travel, known.site)))
        };
        let reached = Reached { free: trip(from_free), anywhere: trip(&ground.nearest) };
        let reached = reached.plus(price);
        let kind = kinds[vacancy.kind].get_or_insert(Kind { price, reached, days });
        kind.price = kind.price.min(price);
        kind.reached = kind.reached.min(reached);
    }
    kinds
}
