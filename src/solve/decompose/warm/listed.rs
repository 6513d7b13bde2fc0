//! The plans of a tier that come next, at its prices and at prices with cuts.

use std::collections::HashMap;

use super::super::master::Master;
use super::super::pool::Pool;
use super::super::pricing::Wanted;
use super::super::tables::NEVER;
use super::tight::Tight;
use super::{Options, Warm};

/// So many plans are listed for a tier, and so many for each household: few at first, and many where these do not do.
const LISTED: [(usize, usize); LISTINGS] = [(200, 40), (2_000, 300)];
pub(super) const LISTINGS: usize = 2;
/// So many of each household at each home are its first ones there.
const FIRST: usize = 3;

pub(super) struct Listed {
    pub(super) pool: Pool,
    /// The plan of each household in the best solution.
    pub(super) choice: Vec<u32>,
    /// They are all whose reduced cost exceeds the least of their household by less than this.
    pub(super) complete: i64,
    /// For each household the first ones at each home.
    pub(super) first: Vec<Vec<(i64, u32)>>,
    pub(super) tight: Tight,
}

impl Listed {
    /// The plans of a tier; `None` if households have too many that are equally good, or it was stopped.
    pub(super) fn new(warm: &Warm, at: usize, listing: usize, options: &Options) -> Option<Self> {
        let (problem, tier) = (warm.problem, &warm.tiers[at]);
        let stop = || options.stop().is_some();
        let mut master = Master::new(&tier.tables, tier.prices.clone());
        let (few, each) = LISTED[listing];
        let most = few + each * problem.households().len();
        // Twice as far as before, as long as that is not too much; from a whole unit of the objective on, if that is not.
        let (mut complete, mut offers) = (tier.prices.scale, None);
        while complete < NEVER / 4 {
            let kinds = master.pricer.household_kinds();
            let below: Vec<i64> = (kinds.iter())
                .map(|kind| tier.least[kind.households[0].0 as usize].saturating_add(2 * complete))
                .collect();
            let within = |kind: usize| Wanted { below: below[kind], most: None };
            match master.pricer.offers(&tier.prices, within, most, &stop) {
                Some(more) => (complete, offers) = (2 * complete, Some(more)),
                None if offers.is_none() && complete > 1 && !stop() => complete /= 2,
                None => break,
            }
        }
        if stop() {
            return None;
        }
        let mut pool = Pool::default();
        let mut near = Vec::new();
        for (kind, offer) in master.pricer.household_kinds().iter().zip(&offers?) {
            for (h, order) in &kind.households {
                for quote in &offer.plans {
                    let gap = quote.value - tier.least[*h as usize];
                    if gap < complete {
                        let openings = quote.in_order(order);
                        let plan = pool.add(problem, &warm.rows, *h, quote.home, &openings);
                        near.push((gap, plan));
                    }
                }
            }
        }
        near.sort_unstable();
        let mut first = vec![Vec::new(); problem.households().len()];
        let mut at_home = vec![HashMap::new(); problem.households().len()];
        for (gap, plan) in &near {
            let household = pool.household(*plan) as usize;
            let there = at_home[household].entry(pool.home(*plan)).or_insert(0);
            if *there < FIRST {
                *there += 1;
                first[household].push((*gap, *plan));
            }
        }
        let choice = pool.choice(problem, &warm.rows, &warm.solution);
        let tight = Tight::new(warm, at, (&pool, &choice, &near), &stop);
        Some(Self { pool, choice, complete, first, tight })
    }
}
