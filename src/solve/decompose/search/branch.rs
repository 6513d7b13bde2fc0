use super::super::tables::NONE;
use super::cuts::Noted;
use super::gains::Gains;
use super::program::Program;
use super::{NO_CHOICE, Part, Probed, Search, Way, up};
use crate::proof::{Property, Step};

/// Shares nearer to 0 or 1 are sure.
const UNSURE: f64 = 1e-6;
/// A half is tried with so many pivots.
const PIVOTS: usize = 300;
/// Once so many properties in a row are no better than the best, that is branched on.
const IN_VAIN: usize = 8;

/// What trying a half came to.
struct Half {
    /// In units of 1/scale.
    bound: i128,
    /// No choice comes below this.
    lower: i64,
    /// Why there is none below what is looked for, if so.
    proof: Option<Vec<Noted>>,
}

impl Search<'_> {
    /// What to branch on: what the relaxation is least sure of, or what a probe finds best.
    pub(super) fn choose(
        &mut self,
        part: &mut Part,
        program: &mut Program,
        way: &mut Way,
    ) -> Probed {
        let mut shares = self.shares(part);
        let is_unsure = |(_, share): &(Property, f64)| (UNSURE..1.0 - UNSURE).contains(share);
        if self.probes > 0 && shares.iter().any(is_unsure) {
            shares.retain(is_unsure);
            return self.probe(part, program, way, shares);
        }
        let doubt = |(_, share): &(Property, f64)| (share - 0.5).abs();
        shares.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
        shares.first().map_or(Probed::Nothing, |(property, _)| Probed::Branch(*property))
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
        for (expected, property, share) in ranked {
            let mut worth = expected;
            if !self.gains.knows(property) {
                let (yes, no) = self.halves(part, property);
                if yes.plans.iter().any(Vec::is_empty) || no.plans.iter().any(Vec::is_empty) {
                    continue;
                }
                let known = program.bound();
                let mut rises = [0.0; 2];
                let mut closed = None;
                for (at, half) in [&yes, &no].into_iter().enumerate() {
                    let tried = self.try_half(half, program, way.ub);
                    if let Some(proof) = tried.proof {
                        way.closed = way.closed.min(tried.lower);
                        closed = Some((at, proof));
                        break;
                    }
                    let risen = known.map_or(0, |known| (tried.bound - known).max(0));
                    rises[at] = risen as f64 / self.base.scale as f64;
                }
                if let Some((at, proof)) = closed {
                    way.step(Step::Branch(property));
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
                self.gains.note(property, share, rises);
                worth = Gains::worth(rises);
            }
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, property));
                in_vain = 0;
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

    /// The relaxation of a half, with the proof that it holds no choice below `ub` if that follows.
    fn try_half(&mut self, half: &Part, program: &Program, ub: i64) -> Half {
        let mut half = half.clone();
        let mut proof = Vec::new();
        if self.fit(&mut half) {
            proof.push(Noted::Step(Step::Fit));
        }
        if half.plans.iter().any(Vec::is_empty) {
            proof.push(Noted::free());
            return Half { bound: 0, lower: NO_CHOICE, proof: Some(proof) };
        }
        let (bounded, _) = self.cornered(&half, &mut program.clone(), ub, PIVOTS);
        let lower = up(bounded.bound, self.base.scale, self.lattice(&half));
        let proof = (lower >= ub).then(|| {
            proof.push(Noted::Step(Step::Prices(self.prices(&bounded))));
            proof
        });
        Half { bound: bounded.bound, lower, proof }
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
