//! A tier that is held: choices may come to no more there than what is known. It is the first cut, and follows
//! from nothing.

use std::ops::Range;

use super::cuts::Origin;
use super::{Chosen, Cut, Search};

impl Cut {
    /// What a tier is held to, and what plans cost there.
    pub(in super::super) fn held(holds: i64, costs: impl Iterator<Item = (u32, i64)>) -> Self {
        let mut uses: Vec<(u32, i64)> = costs.filter(|(_, cost)| *cost > 0).collect();
        uses.sort_unstable();
        Self { divisor: 1, holds, uses, origin: Origin::Held, ..Self::default() }
    }

    /// Whether it is a tier that is held, and made of nothing.
    pub(super) fn is_held(&self) -> bool {
        self.origin == Origin::Held
    }
}

impl Search<'_> {
    /// The tier held, if one is.
    pub(super) fn held(&self) -> Option<&Cut> {
        self.cuts.first().filter(|cut| cut.is_held())
    }

    /// Its number, if one is; all others come after.
    pub(super) fn held_number(&self) -> Range<u32> {
        0..u32::from(self.held().is_some())
    }

    /// Whether a choice keeps to what the tier held may come to.
    pub(super) fn keeps_held(&self, (_, choice): &Chosen) -> bool {
        self.held().is_none_or(|cut| {
            let cost = |plan: u32| {
                let at = cut.uses.binary_search_by_key(&plan, |(plan, _)| *plan);
                at.map_or(0, |at| cut.uses[at].1)
            };
            choice.iter().map(|(_, plan)| cost(*plan)).sum::<i64>() <= cut.holds
        })
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::{Cut, NO_CHOICE, Part, Search};
    use crate::solve::decompose::in_play::with_plans_in_play;

    #[test]
    fn a_tier_that_is_held_stays_in_a_relaxation_that_does_not_reach_it() {
        with_plans_in_play(1, 16, |_, solver, master| {
            let part = Part::in_play(master);
            let stop = || false;
            let at = (master.y.clone(), master.x.clone());
            let mut search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
            let costs = part.plans.iter().flatten().map(|plan| (*plan, 1));
            search.know(Vec::new(), Some(Cut::held(1_000, costs)));
            let mut program = search.program(&part, &search.contended(&part));
            search.cornered(&part, &mut program, NO_CHOICE, usize::MAX);
            assert!(search.separate(&part, &mut program), "nothing is cut off");
            assert_eq!(program.cuts.first(), Some(&0));
            assert!(program.cuts.len() > 1);
        });
    }
}
