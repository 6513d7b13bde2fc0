//! Prices of a tier with cuts: they come nearer to what it comes to, so that fewer plans matter.

use super::super::corner::Basis;
use super::super::pool::Pool;
use super::super::search::{Bounded, Cut, Part, Search};
use super::super::tables::NEVER;
use super::{CUTTING, Warm};

pub(super) struct Tight {
    /// The prices, and what they prove of the listed plans.
    pub(super) bounded: Bounded,
    /// Cuts that have a price, and those they are made of; what plans use of them is not filled in.
    pub(super) cuts: Vec<Cut>,
    /// The least reduced cost of each household.
    pub(super) least: Vec<i64>,
    /// Listed plans by how much theirs exceeds that, and by how much it does without cuts.
    pub(super) near: Vec<(i64, i64, u32)>,
    /// What the relaxation with the cuts that have a price ended with: nothing is left over of them.
    pub(super) basis: Basis,
}

impl Tight {
    /// The prices of a tier, from plans listed and the choice that is the best one.
    pub(super) fn new(
        warm: &Warm,
        at: usize,
        (pool, choice, near): (&Pool, &[u32], &[(i64, u32)]),
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Self {
        let tier = &warm.tiers[at];
        let mut part = Part::all(choice.len());
        for (_, plan) in near {
            part.plans[pool.household(*plan) as usize].push(*plan);
        }
        let costs = tier.tables.costs(pool, part.plans.iter().flatten().chain(choice));
        part.plans.iter_mut().for_each(|plans| plans.sort_unstable());
        let mut search = Search {
            near: choice,
            cutting: CUTTING,
            ..Search::of(
                warm.problem,
                (pool, &costs),
                (&warm.rows, &warm.capacities, &tier.prices),
                (vec![0.0; tier.prices.rows.len()], vec![0.0; pool.len()]),
                stop,
            )
        };
        search.know(tier.cuts.clone(), None);
        let (bounded, cuts, basis) = search.priced_with_cuts(&part, tier.weigh(&warm.cost[..=at]));
        search.know(cuts.clone(), None);
        search.use_cuts(&part);
        let charges = search.charges(&bounded);
        let value = |plan: u32| search.value(plan, &bounded, &charges);
        let mut least = vec![NEVER; choice.len()];
        for (_, plan) in near {
            let least = &mut least[pool.household(*plan) as usize];
            *least = value(*plan).min(*least);
        }
        let exceeding = |(gap, plan): &(i64, u32)| {
            (value(*plan) - least[pool.household(*plan) as usize], *gap, *plan)
        };
        let mut near: Vec<_> = near.iter().map(exceeding).collect();
        near.sort_unstable();
        Self { bounded, cuts, least, near, basis }
    }
}
