use std::collections::BTreeSet;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::super::pool::NONE;
use super::fork::{Fork, Ways};
use super::gains::Gains;
use super::noted::Noted;
use super::program::Program;
use super::{Aim, NO_CHOICE, Part, Probed, Search, Way, up};
use crate::proof::{Property, Step};

/// Shares nearer to 0 or 1 are sure.
const UNSURE: f64 = 1e-6;
/// Where only a choice is looked for, shares from this on are nearly sure; ...
const NEARLY: f64 = 0.6;
/// ... one in so many of the households that are not sure have theirs fixed at once.
const AT_ONCE: usize = 2;
/// A way is tried with so many pivots.
const PIVOTS: usize = 300;
/// So many forks are tried together, on as many threads as there are.
const ABREAST: usize = 4;
/// Once so many properties in a row are no better than the best, that is branched on; ...
const IN_VAIN: usize = 8;
/// ... or so many counts, which are tried where plans are many.
const IN_VAIN_OF_COUNTS: usize = 2;

/// What trying a fork came to.
enum Tried {
    /// It was tried often enough before.
    Known,
    /// By how much its ways raise the bound.
    Rises([f64; 2]),
    /// On its first way, or else on its second, no choice is below `lower`.
    Closed { first: bool, lower: i64, proof: Vec<Noted> },
}

impl Search<'_> {
    /// What to branch on: what a probe finds best; without probes what the relaxation is least sure of, or,
    /// where only a choice is looked for, what it is nearly sure of.
    pub(super) fn choose(
        &mut self,
        part: &mut Part,
        program: &mut Program,
        way: &mut Way,
    ) -> Probed {
        let mut shares = self.shares(part);
        if shares.iter().any(is_unsure) {
            shares.retain(is_unsure);
            if self.probes > 0 {
                let many = part.count() > self.count_above;
                let tallies = if many { self.unsure_tallies(part) } else { Vec::new() };
                if !tallies.is_empty() {
                    return self.probe(part, program, way, tallies, IN_VAIN_OF_COUNTS);
                }
                let forks = shares.into_iter().map(|(own, share)| (Fork::Property(own), share));
                return self.probe(part, program, way, forks.collect(), IN_VAIN);
            }
        }
        let doubt = |(_, share): &(Property, f64)| {
            if self.aim == Aim::Choice { 1.0 - share } else { (share - 0.5).abs() }
        };
        shares.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
        shares.first().map_or(Probed::Nothing, |(property, share)| {
            Probed::Branch(Ways::Property(*property), *share)
        })
    }

    /// What is left if several households get what the relaxation is nearly sure of; `None` if it is of
    /// one at most.
    pub(super) fn nearly_sure(&self, part: &Part) -> Option<Part> {
        let mut shares = self.shares(part);
        shares.retain(is_unsure);
        let unsure: BTreeSet<u32> = shares.iter().map(|(of, _)| self.whose(*of)).collect();
        shares.retain(|(_, share)| *share >= NEARLY);
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut left = part.clone();
        let mut fixed = BTreeSet::new();
        for (property, _) in shares {
            if fixed.len() < unsure.len().div_ceil(AT_ONCE) && fixed.insert(self.whose(property)) {
                self.keep(&mut left, property, true);
            }
        }
        (fixed.len() > 1).then_some(left)
    }

    /// Tries forks both ways, the most promising first, until so many in a row are in vain. A way on which
    /// nothing is better is closed at once, and its proof goes to the steps or, if it comes second, after
    /// them.
    fn probe(
        &mut self,
        part: &mut Part,
        program: &mut Program,
        way: &mut Way,
        forks: Vec<(Fork, f64)>,
        most_in_vain: usize,
    ) -> Probed {
        let expected = |(fork, share)| (self.gains.expected(fork, share), fork, share);
        let mut ranked: Vec<_> = forks.into_iter().map(expected).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.truncate(self.probes);
        let mut best: Option<(f64, Ways, f64)> = None;
        let (mut narrowed, mut in_vain) = (false, 0);
        let x = self.x.clone();
        let cuts = self.cuts.len();
        for batch in ranked.chunks(ABREAST) {
            let forks: Vec<_> =
                batch.iter().map(|(_, fork, _)| (*fork, self.ways(part, *fork))).collect();
            let both = |(fork, ways): &_| self.try_both(part, program, *fork, ways, way.ub);
            #[cfg(feature = "parallel")]
            let tried: Vec<Tried> = forks.par_iter().map(both).collect();
            #[cfg(not(feature = "parallel"))]
            let tried: Vec<Tried> = forks.iter().map(both).collect();
            let mut closed = false;
            for (((expected, fork, share), (_, ways)), tried) in batch.iter().zip(forks).zip(tried)
            {
                let worth = match tried {
                    Tried::Known => *expected,
                    Tried::Rises(rises) => {
                        self.gains.note(*fork, *share, rises);
                        Gains::worth(rises)
                    }
                    Tried::Closed { first, lower, proof } => {
                        if self.still_forks(part, &ways) {
                            way.closed = way.closed.min(lower);
                            way.steps.push(ways.noted());
                            if first {
                                way.steps.extend(proof);
                            } else {
                                way.after.push(proof);
                            }
                            self.take_way(part, program, &ways, !first);
                            closed = true;
                        }
                        continue;
                    }
                };
                if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                    best = Some((worth, ways, *share));
                    in_vain = 0;
                }
                in_vain += 1;
            }
            if closed {
                self.cornered(part, program, way.ub, PIVOTS);
                (narrowed, in_vain) = (true, 0);
            }
            if in_vain >= most_in_vain {
                break;
            }
        }
        let best = best.filter(|_| !narrowed).map(|(_, ways, share)| (ways, share));
        self.forget_sides(program, cuts, best.as_ref().map(|(ways, _)| ways));
        if narrowed {
            return Probed::Narrowed;
        }
        self.x = x;
        best.map_or(Probed::Nothing, |(ways, share)| Probed::Branch(ways, share))
    }

    fn try_both(&self, part: &Part, program: &Program, fork: Fork, ways: &Ways, ub: i64) -> Tried {
        if self.gains.knows(fork) {
            return Tried::Known;
        }
        let known = program.bound().unwrap_or(0);
        let mut rises = [0.0; 2];
        for (first, risen) in [(true, 0), (false, 1)] {
            let (mut part, mut program) = (part.clone(), program.clone());
            self.take_way(&mut part, &mut program, ways, first);
            match self.try_way(part, program, ub) {
                Ok(bound) => {
                    rises[risen] = (bound - known).max(0) as f64 / self.base.scale as f64;
                }
                Err((lower, proof)) => return Tried::Closed { first, lower, proof },
            }
        }
        Tried::Rises(rises)
    }

    /// The bound of what is left on a way in units of 1/scale; or if no choice there is below `ub`, what
    /// choices come to at least, and why.
    fn try_way(
        &self,
        mut part: Part,
        mut program: Program,
        ub: i64,
    ) -> Result<i128, (i64, Vec<Noted>)> {
        let mut proof = Vec::new();
        if self.fit(&mut part) {
            proof.push(Noted::Step(Step::Fit));
        }
        if part.has_no_choice() {
            proof.push(Noted::free());
            return Err((NO_CHOICE, proof));
        }
        let (bounded, _) = self.solved(&part, &mut program, ub, PIVOTS);
        let lower = up(bounded.bound, self.base.scale, self.lattice(&part));
        if lower < ub {
            return Ok(bounded.bound);
        }
        proof.push(Noted::Step(Step::Prices(self.prices(&bounded))));
        Err((lower, proof))
    }

    /// The share of the relaxation that has each property worth branching on.
    fn shares(&self, part: &Part) -> Vec<(Property, f64)> {
        let mut shares = Vec::new();
        for (household, plans) in part.households.iter().zip(&part.plans) {
            let homes = self.by(plans, |plan| self.pool.home(plan));
            let home = |(home, share)| (Property::Home { household: *household, home }, share);
            shares.extend(homes.into_iter().map(home));
            let seekers = self.problem.households()[*household as usize].seekers();
            for (at, seeker) in seekers.enumerate() {
                let openings = self.by(plans, |plan| self.opening(plan, at));
                let opening = |(opening, share)| {
                    (Property::Opening { seeker: seeker as u32, opening }, share)
                };
                shares.extend(openings.into_iter().map(opening));
            }
        }
        shares
    }

    /// What plans differ in, with the share of the relaxation that each has; nothing if they agree.
    fn by(&self, plans: &[u32], what: impl Fn(u32) -> Option<u32>) -> Vec<(Option<u32>, f64)> {
        let mut shares: Vec<(Option<u32>, f64)> = Vec::new();
        for plan in plans {
            let (own, x) = (what(*plan), self.x[*plan as usize]);
            match shares.iter_mut().find(|(other, _)| *other == own) {
                Some((_, sum)) => *sum += x,
                None => shares.push((own, x)),
            }
        }
        if shares.len() > 1 { shares } else { Vec::new() }
    }

    fn opening(&self, plan: u32, seat: usize) -> Option<u32> {
        Some(self.pool.openings(plan)[seat]).filter(|opening| *opening != NONE)
    }

    pub(super) fn has(&self, plan: u32, property: Property) -> bool {
        match property {
            Property::Home { home, .. } => self.pool.home(plan) == home,
            Property::Opening { seeker, opening } => {
                let household = self.pool.household(plan) as usize;
                let first = self.problem.households()[household].first_seeker;
                self.opening(plan, seeker as usize - first) == opening
            }
        }
    }

    pub(super) fn whose(&self, property: Property) -> u32 {
        match property {
            Property::Home { household, .. } => household,
            Property::Opening { seeker, .. } => {
                self.problem.seekers()[seeker as usize].household as u32
            }
        }
    }

    /// Leaves only plans that have a property, or only those that have not.
    pub(super) fn keep(&self, part: &mut Part, property: Property, having: bool) {
        let household = self.whose(property);
        if let Some(at) = part.households.iter().position(|h| *h == household) {
            part.plans[at].retain(|plan| self.has(*plan, property) == having);
        }
    }
}

fn is_unsure((_, share): &(Property, f64)) -> bool {
    (UNSURE..1.0 - UNSURE).contains(share)
}
