//! Branch and bound over few plans, with the steps of its proof.

mod bound;
mod branch;
mod counts;
mod cuts;
mod cutting;
mod fork;
mod gains;
mod halves;
mod held;
mod lately;
mod look;
mod noted;
mod priced;
mod program;
mod scarcity;
mod sift;
mod split;
mod tableau;

use std::collections::BTreeSet;

use super::corner::Basis;
use super::master::Master;
use super::pool::Pool;
use super::prices::WholePrices;
use super::rows::Rows;
use crate::problem::Problem;
use crate::proof::{Prices, Step};

use counts::Counts;
pub(super) use cuts::Cut;
use cutting::Cutting;
use fork::Ways;
pub(super) use gains::Gains;
pub(super) use lately::Lately;
use noted::Noted;
use program::Program;

/// Households and the plans that are left for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) households: Vec<u32>,
    pub(super) plans: Vec<Vec<u32>>,
}

impl Part {
    /// All households, without a plan yet.
    pub(super) fn all(households: usize) -> Self {
        let plans = vec![Vec::new(); households];
        Self { households: (0..households as u32).collect(), plans }
    }

    /// All plans in play.
    #[cfg(all(test, feature = "synthetic"))]
    fn in_play(master: &Master) -> Self {
        Self { plans: master.plans.clone(), ..Self::all(master.plans.len()) }
    }

    /// How many plans are left.
    pub(super) fn count(&self) -> usize {
        self.plans.iter().map(Vec::len).sum()
    }

    /// Whether a household has no plan left.
    fn has_no_choice(&self) -> bool {
        self.plans.iter().any(Vec::is_empty)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    Proof,
    /// First nodes are followed by a search for choices, which takes as long as some dozen nodes.
    ProofAndLooks,
    /// A choice alone, by dives.
    Choice,
}

/// A choice: its value, and (household, plan).
pub(super) type Chosen = (i64, Vec<(u32, u32)>);

/// What a search came to.
pub(super) struct Found {
    /// No choice comes below this.
    pub(super) lower: i64,
    /// The best choice that is better than what was known.
    pub(super) best: Option<Chosen>,
    /// The proof of `lower`.
    pub(super) steps: Vec<Noted>,
}

pub(super) struct Search<'a> {
    pub(super) problem: &'a Problem,
    pub(super) rows: &'a Rows,
    pub(super) pool: &'a Pool,
    pub(super) costs: &'a [i64],
    pub(super) capacities: &'a [i64],
    pub(super) base: &'a WholePrices,
    /// By row, told from the base.
    pub(super) y: Vec<f64>,
    /// By plan.
    pub(super) x: Vec<f64>,
    /// Nodes that may still be looked at.
    pub(super) nodes: usize,
    /// How many forks are tried at a node.
    pub(super) probes: usize,
    /// How many nodes lead to this one; 0 at first.
    pub(super) depth: usize,
    /// How often cuts are added at the first node of a part at most; far fewer at others.
    pub(super) cutting: usize,
    /// With more plans than this a relaxation begins with few of them.
    pub(super) sift_above: usize,
    /// What relaxations start from, ...
    pub(super) start: Option<&'a Basis>,
    /// ... and how many of the cuts known it keeps to the full, the first ones.
    pub(super) start_cuts: u32,
    /// The plan of each household in a choice that is known, if one is: corners near it are preferred.
    pub(super) near: &'a [u32],
    pub(super) aim: Aim,
    /// How many times plans away from the known choice cost more than usual, at first.
    pub(super) pull: f64,
    /// If more than this is missing after the cuts of the first node, it is the last one.
    pub(super) hopeless: f64,
    /// Cuts made so far, ...
    pub(super) cuts: Vec<Cut>,
    /// ... how many of them were known before, ...
    pub(super) known: u32,
    /// ... and those that first nodes ended with.
    pub(super) tight: BTreeSet<u32>,
    /// Where plans are more than this, numbers are branched on: ...
    pub(super) count_above: usize,
    /// ... those of what may be counted.
    pub(super) counts: Counts,
    /// What was in the bases that first nodes ended with.
    pub(super) ended: Basis,
    /// (household, plan) of parts of choices that are better than the known one, but not as good as looked for.
    pub(super) aside: Vec<(u32, u32)>,
    /// What forks were worth so far.
    pub(super) gains: Gains,
    /// Where a tier is held and plans are many, what corners had of late.
    pub(super) lately: Option<Lately>,
    pub(super) stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Search<'a> {
    /// A search that looks at its first node only, without cuts; from prices told from the base, and
    /// weights of plans.
    pub(super) fn new(
        pool: &'a Pool,
        master: &'a Master,
        capacities: &'a [i64],
        (y, x): (Vec<f64>, Vec<f64>),
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        let problem = master.tables.problem;
        Self::of(
            problem,
            (pool, &master.costs),
            (&master.rows, capacities, &master.base),
            (y, x),
            stop,
        )
    }

    /// The same of plans with costs, of rows with capacities and a base.
    pub(super) fn of(
        problem: &'a Problem,
        (pool, costs): (&'a Pool, &'a [i64]),
        (rows, capacities, base): (&'a Rows, &'a [i64], &'a WholePrices),
        (y, x): (Vec<f64>, Vec<f64>),
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Self {
            problem,
            rows,
            pool,
            costs,
            capacities,
            base,
            y,
            x,
            nodes: 1,
            probes: 0,
            depth: 0,
            cutting: 0,
            sift_above: sift::MANY,
            start: None,
            start_cuts: 0,
            near: &[],
            aim: Aim::Proof,
            pull: 1.0,
            hopeless: f64::INFINITY,
            cuts: Vec::new(),
            known: 0,
            tight: BTreeSet::new(),
            count_above: usize::MAX,
            counts: Counts::default(),
            ended: Basis::default(),
            aside: Vec::new(),
            gains: Gains::default(),
            lately: None,
            stop,
        }
    }
}

/// The relaxation of a part.
#[derive(Clone)]
pub(super) struct Bounded {
    /// In units of 1/scale.
    pub(super) bound: i128,
    pub(super) prices: WholePrices,
    rows: Vec<u32>,
    /// The price of each cut.
    cuts: Vec<i64>,
}

/// What was found on the way from a node on.
struct Way {
    /// Choices below this are looked for.
    ub: i64,
    best: Option<Chosen>,
    steps: Vec<Noted>,
    /// Proofs of halves closed, which come after all steps, the last one first.
    after: Vec<Vec<Noted>>,
    /// No choice in a half closed comes below this.
    closed: i64,
}

impl Way {
    fn step(&mut self, step: Step) {
        self.steps.push(Noted::Step(step));
    }

    /// Takes over a choice if it is better; whether it is.
    fn offer(&mut self, choice: Option<Chosen>) -> bool {
        let better = choice.as_ref().is_some_and(|(value, _)| *value < self.ub);
        if let Some((value, _)) = choice.as_ref().filter(|_| better) {
            self.ub = *value;
            self.best = choice;
        }
        better
    }
}

/// What a node came to.
enum Turn {
    /// No choice comes below this.
    Done(i64),
    /// Less is left.
    Narrowed(Box<(Part, Program)>),
}

/// What trying forks came to.
enum Probed {
    /// Some ways are closed.
    Narrowed,
    /// None is; this has the best ways, with the share on the first.
    Branch(Ways, f64),
    /// There is nothing to try.
    Nothing,
}

/// A relaxation is given so many pivots, and so many for each of its rows.
const PIVOTS: (usize, usize) = (1000, 40);
/// With more plans than this a search is wide: a choice is harder to find than a bound, and is looked for from the
/// first node on.
pub(super) const WIDE: usize = 20_000;
/// Nodes are no deeper than this.
const DEEPEST: usize = 250;

/// Infinity: no choice at all.
pub(super) const NO_CHOICE: i64 = i64::MAX / 4;

impl Search<'_> {
    /// Looks for a choice below `ub`, and proves that there is none below what it returns: at most
    /// `ub`, or the best choice found, since plans that lead there are not looked at.
    pub(super) fn run(&mut self, part: Part, ub: i64) -> Found {
        self.run_among(part, ub, None)
    }

    /// The same where prices, of the cuts known as well, have taken away plans before.
    pub(super) fn run_among(&mut self, part: Part, ub: i64, filter: Option<Prices>) -> Found {
        self.use_cuts(&part);
        if part.count() > self.count_above {
            self.counts = Counts::new(self, &part);
        }
        let mut found = self.within(part, ub, None);
        let made = self.held_number().end..self.known;
        let filter = filter.map(|prices| Noted::Step(Step::Filter(prices)));
        found.steps.splice(0..0, made.map(Noted::Cut).chain(filter));
        found
    }

    fn within(&mut self, part: Part, ub: i64, program: Option<Program>) -> Found {
        let mut way = Way { ub, best: None, steps: Vec::new(), after: Vec::new(), closed: ub };
        self.depth += 1;
        let mut turn = self.node(part, program, &mut way);
        let lower = loop {
            match turn {
                Turn::Done(lower) => break lower,
                // What is left is looked at anew.
                Turn::Narrowed(left) => turn = self.node(left.0, Some(left.1), &mut way),
            }
        };
        self.depth -= 1;
        way.after.into_iter().rev().for_each(|own| way.steps.extend(own));
        Found { lower: lower.min(way.closed).min(way.ub), best: way.best, steps: way.steps }
    }

    fn node(&mut self, mut part: Part, mut program: Option<Program>, way: &mut Way) -> Turn {
        let mut bounded;
        let first = program.is_none();
        let mut cutting = Cutting::new(self.cutting, first);
        // Plans that some corner had a share of.
        let mut corners = BTreeSet::new();
        loop {
            if self.fit(&mut part) {
                way.step(Step::Fit);
            }
            if part.has_no_choice() {
                way.steps.push(Noted::free());
                return Turn::Done(NO_CHOICE);
            }
            let lattice = self.lattice(&part);
            let program = match &mut program {
                Some(program) => program,
                None => {
                    let contended = self.contended(&part);
                    let (free, parts) = self.components(&part, &contended);
                    if parts.len() != 1 || !free.is_empty() {
                        return Turn::Done(self.split(&part, free, parts, way));
                    }
                    program.insert(self.program(&part, &contended))
                }
            };
            let pivots = PIVOTS.0 + PIVOTS.1 * program.simplex.rows();
            let (now, corner) = self.cornered(&part, program, way.ub, pivots);
            bounded = now;
            let lower = up(bounded.bound, self.base.scale, lattice);
            if lower < way.ub {
                way.offer(self.rounded(&part).filter(|choice| self.keeps_held(choice)));
            }
            if lower >= way.ub {
                if first {
                    self.note_end(program);
                }
                way.step(Step::Prices(self.prices(&bounded)));
                return Turn::Done(lower);
            }
            let before = part.count();
            let removed = self.filter(&mut part, &bounded, way.ub, lattice);
            if removed > 0 {
                way.step(Step::Filter(self.prices(&bounded)));
            }
            if (self.stop)() || part.has_no_choice() {
                break;
            }
            if removed * 20 > before {
                continue;
            }
            let plans = part.plans.iter().flatten();
            corners.extend(plans.filter(|plan| self.x[**plan as usize] > 1e-6));
            let cuts = self.cuts.len() as u32;
            if corner
                && cutting.goes_on(bounded.bound, way.ub, self.base.scale)
                && self.separate(&part, program)
            {
                way.steps.extend((cuts..self.cuts.len() as u32).map(Noted::Cut));
                continue;
            }
            if first {
                self.note_end(program);
                if missing(bounded.bound, way.ub, self.base.scale) > self.hopeless {
                    self.nodes = self.nodes.min(1);
                }
            }
            if first && self.aim == Aim::ProofAndLooks {
                let found = self.look(&part, program, &bounded, &mut corners, way);
                if way.offer(found.clone()) {
                    cutting.begin_anew();
                    continue;
                }
                self.aside.extend(found.into_iter().flat_map(|(_, plans)| plans));
            }
            break;
        }
        self.nodes = self.nodes.saturating_sub(1);
        if part.has_no_choice() {
            way.steps.push(Noted::free());
            return Turn::Done(NO_CHOICE);
        }
        let lower = up(bounded.bound, self.base.scale, self.lattice(&part));
        let goes_on = self.nodes > 0 && self.depth < DEEPEST && !(self.stop)();
        let Some(mut program) = program.filter(|_| goes_on) else {
            way.step(Step::Prices(self.prices(&bounded)));
            return Turn::Done(lower);
        };
        // What is counted is shared by all.
        if program.sides.is_empty() {
            let (free, parts) = self.components(&part, &self.contended(&part));
            if parts.len() > 1 {
                return Turn::Done(self.split(&part, free, parts, way));
            }
        }
        if self.aim == Aim::Choice
            && let Some(sure) = self.nearly_sure(&part)
        {
            // A quarter of the nodes is for what comes after, if that was wrong; the weights stay those it
            // ended with, which lead elsewhere than this node's own did.
            let after = self.nodes / 4;
            self.nodes -= after;
            let found = self.within(sure, way.ub, Some(program.clone()));
            way.offer(found.best);
            self.nodes += after;
        }
        let (ways, share) = match self.choose(&mut part, &mut program, way) {
            Probed::Branch(ways, share) => (ways, share),
            Probed::Narrowed => return Turn::Narrowed(Box::new((part, program))),
            Probed::Nothing => {
                way.step(Step::Prices(self.prices(&bounded)));
                return Turn::Done(lower);
            }
        };
        let mut go = |(mut part, mut program): (Part, Program), first: bool| {
            self.take_way(&mut part, &mut program, &ways, first);
            let found = self.within(part, way.ub, Some(program));
            way.offer(found.best);
            (found.lower, found.steps)
        };
        let again = (part.clone(), program.clone());
        let (one, other) = if share >= 0.5 {
            let one = go((part, program), true);
            (one, go(again, false))
        } else {
            let other = go((part, program), false);
            (go(again, true), other)
        };
        way.steps.push(ways.noted());
        way.steps.extend(one.1);
        way.steps.extend(other.1);
        Turn::Done(one.0.min(other.0))
    }

    /// Takes note of what a first node ended with.
    fn note_end(&mut self, program: &Program) {
        self.tight.extend(&program.cuts);
        program.add_to(&mut self.ended, self.capacities.len());
    }

    /// Only moves the prices and weights.
    pub(super) fn relax_only(&mut self, part: &Part, iterations: usize) {
        self.relaxed(part, iterations);
    }
}

/// How much `bound / scale` is short of `ub`.
pub(super) fn missing(bound: i128, ub: i64, scale: i64) -> f64 {
    (i128::from(ub) * i128::from(scale) - bound) as f64 / scale as f64
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The least value that the objective can have at or above `bound / scale`.
pub(super) fn up(bound: i128, scale: i64, (g, residue): (i64, i64)) -> i64 {
    let scale = i128::from(scale);
    let least = -((-bound).div_euclid(scale));
    let (g, residue) = (i128::from(g), i128::from(residue));
    let value = match g {
        0 if least <= residue => residue,
        0 => return NO_CHOICE,
        _ => least + (residue - least).rem_euclid(g),
    };
    value.clamp(-i128::from(NO_CHOICE), i128::from(NO_CHOICE)) as i64
}

/// A bound above this rounds up to `ub` at least.
fn below(ub: i64, g: i64, residue: i64) -> i64 {
    match g {
        0 => residue.min(ub),
        _ => ub - 1 - (ub - 1 - residue).rem_euclid(g),
    }
}
