use std::collections::BTreeSet;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::super::pool::NONE;
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
/// A half is tried with so many pivots.
const PIVOTS: usize = 300;
/// So many properties are tried together, on as many threads as there are.
const ABREAST: usize = 4;
/// Once so many properties in a row are no better than the best, that is branched on.
const IN_VAIN: usize = 8;

/// What trying a property came to.
enum Tried {
    /// It was tried often enough before.
    Known,
    /// By how much it raises the bound: of plans that have it, and of those that have not.
    Rises([f64; 2]),
    /// The plans that have it, or else those that have not, are in no choice below `lower`.
    Closed { yes: bool, lower: i64, proof: Vec<Noted> },
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
                return self.probe(part, program, way, shares);
            }
        }
        let doubt = |(_, share): &(Property, f64)| {
            if self.aim == Aim::Choice { 1.0 - share } else { (share - 0.5).abs() }
        };
        shares.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
        shares.first().map_or(Probed::Nothing, |(property, _)| Probed::Branch(*property))
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

    /// Tries properties both ways, the most promising first. A half that cannot be better is closed at
    /// once, and its proof goes to the steps or, if it comes second, after them.
    fn probe(
        &mut self,
        part: &mut Part,
        program: &mut Program,
        way: &mut Way,
        shares: Vec<(Property, f64)>,
    ) -> Probed {
        let expected = |(property, share)| (self.gains.expected(property, share), property, share);
        let mut ranked: Vec<_> = shares.into_iter().map(expected).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.truncate(self.probes);
        let mut best: Option<(f64, Property)> = None;
        let (mut narrowed, mut in_vain) = (false, 0);
        let x = self.x.clone();
        for batch in ranked.chunks(ABREAST) {
            let both = |(_, property, _): &_| self.try_both(part, program, *property, way.ub);
            #[cfg(feature = "parallel")]
            let tried: Vec<Tried> = batch.par_iter().map(both).collect();
            #[cfg(not(feature = "parallel"))]
            let tried: Vec<Tried> = batch.iter().map(both).collect();
            let mut closed = false;
            for ((expected, property, share), tried) in batch.iter().zip(tried) {
                let worth = match tried {
                    Tried::Known => *expected,
                    Tried::Rises(rises) => {
                        self.gains.note(*property, *share, rises);
                        Gains::worth(rises)
                    }
                    Tried::Closed { yes, lower, proof } => {
                        let halves = self.halves(part, *property);
                        if [&halves.0, &halves.1].map(Part::has_no_choice) == [false; 2] {
                            way.closed = way.closed.min(lower);
                            way.step(Step::Branch(*property));
                            if yes {
                                way.steps.extend(proof);
                                *part = halves.1;
                            } else {
                                way.after.push(proof);
                                *part = halves.0;
                            }
                            closed = true;
                        }
                        continue;
                    }
                };
                if best.is_none_or(|(most, _)| worth > most) {
                    best = Some((worth, *property));
                    in_vain = 0;
                }
                in_vain += 1;
            }
            if closed {
                self.cornered(part, program, way.ub, PIVOTS);
                (narrowed, in_vain) = (true, 0);
            }
            if in_vain >= IN_VAIN {
                break;
            }
        }
        if narrowed {
            return Probed::Narrowed;
        }
        self.x = x;
        best.map_or(Probed::Nothing, |(_, property)| Probed::Branch(property))
    }

    fn try_both(&self, part: &Part, program: &Program, property: Property, ub: i64) -> Tried {
        if self.gains.knows(property) {
            return Tried::Known;
        }
        let (yes, no) = self.halves(part, property);
        let known = program.bound().unwrap_or(0);
        let mut rises = [0.0; 2];
        for (yes, half, risen) in [(true, yes, 0), (false, no, 1)] {
            match self.try_half(half, program, ub) {
                Ok(bound) => {
                    rises[risen] = (bound - known).max(0) as f64 / self.base.scale as f64;
                }
                Err((lower, proof)) => return Tried::Closed { yes, lower, proof },
            }
        }
        Tried::Rises(rises)
    }

    /// The bound of a half in units of 1/scale; or if it holds no choice below `ub`, what choices come
    /// to at least, and why.
    fn try_half(
        &self,
        mut half: Part,
        program: &Program,
        ub: i64,
    ) -> Result<i128, (i64, Vec<Noted>)> {
        let mut proof = Vec::new();
        if self.fit(&mut half) {
            proof.push(Noted::Step(Step::Fit));
        }
        if half.has_no_choice() {
            proof.push(Noted::free());
            return Err((NO_CHOICE, proof));
        }
        let (bounded, _) = self.solved(&half, &mut program.clone(), ub, PIVOTS);
        let lower = up(bounded.bound, self.base.scale, self.lattice(&half));
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
                let household = self.pool.household[plan as usize] as usize;
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

    pub(super) fn halves(&self, part: &Part, property: Property) -> (Part, Part) {
        let (mut yes, mut no) = (part.clone(), part.clone());
        self.keep(&mut yes, property, true);
        self.keep(&mut no, property, false);
        (yes, no)
    }

    /// Leaves only plans that have a property, or only those that have not.
    fn keep(&self, part: &mut Part, property: Property, having: bool) {
        let household = self.whose(property);
        if let Some(at) = part.households.iter().position(|h| *h == household) {
            part.plans[at].retain(|plan| self.has(*plan, property) == having);
        }
    }

    pub(super) fn likely(&self, part: &Part, property: Property) -> bool {
        let household = self.whose(property);
        let at = part.households.iter().position(|h| *h == household).unwrap_or(0);
        let plans = part.plans[at].iter().filter(|plan| self.has(**plan, property));
        plans.map(|plan| self.x[*plan as usize]).sum::<f64>() >= 0.5
    }
}

fn is_unsure((_, share): &(Property, f64)) -> bool {
    (UNSURE..1.0 - UNSURE).contains(share)
}
