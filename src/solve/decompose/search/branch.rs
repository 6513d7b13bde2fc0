use super::super::tables::NONE;
use super::cuts::Noted;
use super::program::Program;
use super::{NO_CHOICE, Part, Probed, Search, Way, up};
use crate::proof::{Property, Step};

/// A half is tried with so many pivots.
const PIVOTS: usize = 40;
/// So many properties are tried in vain before the best of them is branched on.
const IN_VAIN: usize = 8;

impl Search<'_> {
    /// Tries the properties that the relaxation is least sure of, both ways. A half that cannot
    /// be better is closed at once, and its proof goes to `steps` or, if it comes second,
    /// `after`; `closed` is what such halves come to at least.
    pub(super) fn probe(
        &mut self,
        part: &mut Part,
        program: &mut Program,
        way: &mut Way,
    ) -> Probed {
        let mut shares = self.shares(part);
        shares.sort_by(|a, b| {
            let doubt = |share: f64| (share - 0.5).abs();
            doubt(a.1).total_cmp(&doubt(b.1))
        });
        shares.truncate(self.probes.max(4));
        if self.probes == 0 {
            let splits = |property: &Property| {
                let (yes, no) = self.halves(part, *property);
                !yes.plans.iter().any(Vec::is_empty) && !no.plans.iter().any(Vec::is_empty)
            };
            let first = shares.iter().map(|(property, _)| *property).find(splits);
            return first.map_or(Probed::Nothing, Probed::Branch);
        }
        let mut best: Option<(i128, Property)> = None;
        let (mut narrowed, mut in_vain) = (false, 0);
        let x = self.x.clone();
        for (property, _) in &shares {
            let (yes, no) = self.halves(part, *property);
            if yes.plans.iter().any(Vec::is_empty) || no.plans.iter().any(Vec::is_empty) {
                continue;
            }
            let mut bounds = [0i128; 2];
            let mut closed_half = None;
            for (at, half) in [&yes, &no].into_iter().enumerate() {
                let mut half = half.clone();
                let mut proof = Vec::new();
                if self.fit(&mut half) {
                    proof.push(Noted::Step(Step::Fit));
                }
                let lower = if half.plans.iter().any(Vec::is_empty) {
                    proof.push(Noted::free());
                    NO_CHOICE
                } else {
                    let (bounded, _) = self.cornered(&half, &mut program.clone(), way.ub, PIVOTS);
                    bounds[at] = bounded.bound;
                    let lower = up(bounded.bound, self.base.scale, self.lattice(&half));
                    if lower >= way.ub {
                        proof.push(Noted::Step(Step::Prices(self.prices(&bounded))));
                    }
                    lower
                };
                if lower >= way.ub {
                    way.closed = way.closed.min(lower);
                    closed_half = Some((at, proof));
                    break;
                }
            }
            if let Some((at, proof)) = closed_half {
                way.step(Step::Branch(*property));
                if at == 0 {
                    way.steps.extend(proof);
                    *part = no;
                } else {
                    way.after.push(proof);
                    *part = yes;
                }
                self.cornered(part, program, way.ub, PIVOTS);
                (narrowed, in_vain) = (true, 0);
                continue;
            }
            let score = bounds[0].min(bounds[1]) * 4 + bounds[0].max(bounds[1]);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, *property));
            }
            in_vain += 1;
            if in_vain == IN_VAIN {
                break;
            }
        }
        if narrowed {
            return Probed::Narrowed;
        }
        self.x = x;
        best.map_or(Probed::Nothing, |(_, property)| Probed::Branch(property))
    }

    /// The share of the relaxation that has each property worth branching on.
    pub(super) fn shares(&self, part: &Part) -> Vec<(Property, f64)> {
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
        let household = self.whose(property);
        let (mut yes, mut no) = (part.clone(), part.clone());
        if let Some(at) = part.households.iter().position(|h| *h == household) {
            yes.plans[at].retain(|plan| self.has(*plan, property));
            no.plans[at].retain(|plan| !self.has(*plan, property));
        }
        (yes, no)
    }

    pub(super) fn likely(&self, part: &Part, property: Property) -> bool {
        let household = self.whose(property);
        let at = part.households.iter().position(|h| *h == household).unwrap_or(0);
        let plans = part.plans[at].iter().filter(|plan| self.has(**plan, property));
        plans.map(|plan| self.x[*plan as usize]).sum::<f64>() >= 0.5
    }
}
