//! A tier that is held: choices may come to no more there than what is known. It is the first cut, and follows
//! from nothing.

use super::cuts::Origin;
use super::program::Program;
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

    /// Adds the tier held and the sides of counts to a relaxation that exceeds them; whether it does.
    pub(super) fn hold(&self, program: &mut Program) -> bool {
        let held = self.held().map(|_| 0).into_iter().chain(program.sides.iter().copied());
        let missing: Vec<u32> = held.filter(|cut| !program.cuts.contains(cut)).collect();
        !missing.is_empty() && self.add_exceeded(program, missing.into_iter())
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
