//! Proximity search: better solutions near the best one known (Fischetti and Monaci, "Proximity search for 0-1
//! mixed-integer convex programming", 2014).
//!
//! Where thousands of weights are equally good, the relaxation mixes plans of nearly everybody, and tells little.
//! Here a household pays a *toll* for any plan but that of the best solution: of all weights that are as good, those
//! are left that are nearest, and of ten thousand households some dozen are mixed. A dive gives these the plans they
//! lean to most, a few at a time. Where that cannot be better any more, the last ones are taken back, and the first
//! of them is barred.

use super::master::Master;
use super::pool::Pool;
use super::relaxation::{Accuracy, Iterate, relax};
use super::restriction::Restriction;
use super::{Choice, Solver};

/// So many households may move for all that a proof misses.
const MOVES: f64 = 100.0;
/// Iterations of the first-order method at first, and after each time that some have moved.
const ITERATIONS: (usize, usize) = (400, 150);
/// Relaxations are that accurate, as a share of what a proof misses.
const ACCURACY: f64 = 0.004;
/// A household leans to a plan that has this share, ...
const LEANS: f64 = 0.02;
/// ... and surely to one that has this. ...
const SURE: f64 = 0.9;
/// Of those that lean somewhere one in so many moves at a time at least, ...
const PART: usize = 12;
/// ... and a single one after a move was taken back, which is done so often at most.
const MOST_BARRED: usize = 10;
/// A dive that takes longer leads too far away.
const MOST_TURNS: usize = 60;

impl Solver<'_> {
    /// Looks for better solutions near the best one, as long as they are found.
    pub(super) fn look_nearby(&mut self, master: &mut Master) {
        let stop = self.stop();
        while let Some((_, own)) = &self.best {
            own.iter().for_each(|plan| master.take(&self.pool, *plan));
            let Some(dive) = Dive::new(&self.pool, master, own) else { break };
            let Some(choice) = dive.run(&stop) else { break };
            let better = self.offer(choice);
            self.tell(0);
            if !better {
                break;
            }
        }
    }
}

/// A dive from a known choice on.
struct Dive<'a> {
    pool: &'a Pool,
    master: &'a Master<'a>,
    /// The known choice.
    own: &'a [u32],
    /// What it comes to.
    known: i64,
    /// What a proof misses.
    open: i64,
    /// Where the relaxation stands, by plan and row.
    at: Iterate,
    /// The plans given to households, ...
    given: Vec<Option<u32>>,
    /// ... what they leave of each row, ...
    left: Vec<i64>,
    /// ... and the turns in which they were given.
    turns: Vec<Turn>,
    /// By plan: those that lead nowhere.
    barred: Vec<bool>,
}

/// Plans given at a time, and where the relaxation stood before.
struct Turn {
    given: Vec<u32>,
    /// (plan, share), where there is one.
    shares: Vec<(u32, f64)>,
    y: Vec<f64>,
    weight: f64,
    step: f64,
}

impl<'a> Dive<'a> {
    /// `None` if nothing can be better.
    fn new(pool: &'a Pool, master: &'a Master, own: &'a [u32]) -> Option<Self> {
        let known = master.cost_of(own);
        let open = master.open(known);
        if open <= 0 {
            return None;
        }
        let mut x = vec![0.0; pool.len()];
        own.iter().for_each(|plan| x[*plan as usize] = 1.0);
        let y = master.told_from_base(&master.best.1);
        Some(Self {
            pool,
            master,
            own,
            known,
            open,
            at: Iterate { x, y, weight: master.weight, step: master.step },
            given: vec![None; own.len()],
            left: master.capacities.clone(),
            turns: Vec::new(),
            barred: vec![false; pool.len()],
        })
    }

    /// A choice near the known one that may be a better solution.
    fn run(mut self, stop: &dyn Fn() -> bool) -> Option<Choice> {
        let mut barred = 0;
        for turn in 0..MOST_TURNS {
            let plans = self.plans();
            let iterations = if turn == 0 { ITERATIONS.0 } else { ITERATIONS.1 };
            let may_be_better =
                !plans.iter().any(Vec::is_empty) && self.relax(&plans, iterations, stop);
            if stop() {
                break;
            }
            if !may_be_better {
                barred += 1;
                if barred > MOST_BARRED || !self.take_back() {
                    break;
                }
                continue;
            }
            let leaning = self.leaning(&plans);
            let choice = self.likeliest(&plans);
            let is_whole = |plan: &u32| self.at.x[*plan as usize] >= 1.0 - LEANS;
            if leaning.is_empty() || choice.iter().all(is_whole) {
                return Some(choice);
            }
            let at_least = if barred > 0 { 1 } else { leaning.len().div_ceil(PART) };
            self.give(&leaning, at_least);
        }
        None
    }

    /// For each household the plans that are left.
    fn plans(&self) -> Vec<Vec<u32>> {
        let is_left =
            |plan: &u32| !self.barred[*plan as usize] && self.pool.fits(*plan, &self.left);
        let own = |(plans, given): (&Vec<u32>, &Option<u32>)| match given {
            Some(plan) => vec![*plan],
            None => plans.iter().copied().filter(is_left).collect(),
        };
        self.master.plans.iter().zip(&self.given).map(own).collect()
    }

    /// Relaxes what is left, tolls included; whether it may be better than what is known.
    fn relax(&mut self, plans: &[Vec<u32>], iterations: usize, stop: &dyn Fn() -> bool) -> bool {
        let (base, at) = (&self.master.base, &mut self.at);
        let blocks = plans.iter().map(Vec::as_slice);
        let costs = &self.master.costs;
        let restriction =
            Restriction::new(self.pool, costs, base, blocks, |_| true, &self.master.capacities);
        let Restriction { problem: mut p, rows, plans: columns, offset, .. } = restriction;
        let toll = self.open as f64 / MOVES;
        for (cost, plan) in p.costs.iter_mut().zip(&columns) {
            if self.own[self.pool.household(*plan) as usize] != *plan {
                *cost += toll;
            }
        }
        let enough = self.known as f64 - offset as f64 / base.scale as f64;
        let gap = ACCURACY * self.open as f64;
        let y = rows.iter().zip(&p.floors).map(|(row, floor)| at.y[*row as usize].max(*floor));
        let mut local = Iterate {
            x: columns.iter().map(|plan| at.x[*plan as usize]).collect(),
            y: y.collect(),
            ..*at
        };
        let (relaxed, _) = relax(&p, &mut local, Accuracy { gap, enough, iterations }, stop);
        for (plan, x) in columns.iter().zip(&local.x) {
            at.x[*plan as usize] = *x;
        }
        for (row, y) in rows.iter().zip(&local.y) {
            at.y[*row as usize] = *y;
        }
        (at.weight, at.step) = (local.weight, local.step);
        relaxed.dual < enough
    }

    /// For each household the plan with the largest share.
    fn likeliest(&self, plans: &[Vec<u32>]) -> Choice {
        let share = |plan: &u32| self.at.x[*plan as usize];
        let likeliest =
            |plans: &Vec<u32>| plans.iter().copied().max_by(|a, b| share(a).total_cmp(&share(b)));
        plans.iter().filter_map(likeliest).collect()
    }

    /// What households lean to that have not been given a plan, by how much.
    fn leaning(&self, plans: &[Vec<u32>]) -> Vec<(f64, u32)> {
        let households = self.given.iter().zip(self.own).zip(plans);
        let others = households.filter(|((given, _), _)| given.is_none());
        let mut leaning: Vec<(f64, u32)> = others
            .flat_map(|((_, own), plans)| plans.iter().filter(move |plan| *plan != own))
            .map(|plan| (self.at.x[*plan as usize], *plan))
            .filter(|(share, _)| *share > LEANS)
            .collect();
        leaning.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        leaning
    }

    /// Gives households the plans they lean to, at least so many, and what is sure, if they go together.
    fn give(&mut self, leaning: &[(f64, u32)], at_least: usize) {
        let Iterate { x, y, weight, step } = &self.at;
        let shares = (0u32..).zip(x.iter().copied()).filter(|(_, share)| *share > 0.0).collect();
        let mut turn =
            Turn { given: Vec::new(), shares, y: y.clone(), weight: *weight, step: *step };
        for (at, (share, plan)) in leaning.iter().enumerate() {
            if *share < SURE && at >= at_least {
                break;
            }
            let given = &mut self.given[self.pool.household(*plan) as usize];
            if given.is_none() && self.pool.fits(*plan, &self.left) {
                *given = Some(*plan);
                self.pool.take(*plan, &mut self.left);
                turn.given.push(*plan);
            }
        }
        self.turns.push(turn);
    }

    /// Takes back what was given last, and bars the first of it; whether anything was.
    fn take_back(&mut self) -> bool {
        let Some(Turn { given, shares, y, weight, step }) = self.turns.pop() else { return false };
        for plan in &given {
            self.given[self.pool.household(*plan) as usize] = None;
            self.pool.give_back(*plan, &mut self.left);
        }
        self.barred[given[0] as usize] = true;
        let mut x = std::mem::take(&mut self.at.x);
        x.fill(0.0);
        shares.iter().for_each(|(plan, share)| x[*plan as usize] = *share);
        self.at = Iterate { x, y, weight, step };
        true
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::in_play::with_plans_in_play;
    use super::super::tables::NEVER;
    use super::super::{Solver, ceil};
    use super::{Dive, Master};
    use crate::problem::Problem;
    use crate::solve::{Options, solve};

    /// Calls `check` with twenty households, their relaxation and a first choice.
    fn relaxed(seed: u64, check: impl FnOnce(&Problem, &mut Solver, &mut Master)) {
        with_plans_in_play(seed, 4, |problem, solver, master| {
            let prices = master.best.1.clone();
            master.price(&mut solver.pool, prices, |_| NEVER, 3, &|| false);
            solver.generate(master, |_, _| false);
            let (_, own) = solver.best.clone().unwrap();
            own.iter().for_each(|plan| master.take(&solver.pool, *plan));
            check(problem, solver, master);
        });
    }

    #[test]
    fn better_solutions_are_found_nearby() {
        let mut better = 0;
        for seed in 1..=20 {
            relaxed(seed, |problem, solver, master| {
                let (before, _) = solver.best.clone().unwrap();
                solver.look_nearby(master);
                let (after, choice) = solver.best.clone().unwrap();
                assert_eq!(problem.cost(&solver.solution(&choice)).unwrap(), after, "seed {seed}");
                let outcome = solve(problem, &Options::default());
                let least = outcome.cost().unwrap();
                assert!(after <= before && after >= *least, "seed {seed}");
                better += i32::from(after < before);
            });
        }
        assert!(better >= 5, "{better}");
    }

    #[test]
    fn what_is_taken_back_leaves_nothing_behind_but_a_bar() {
        let mut turns = 0;
        for seed in 1..=10 {
            relaxed(seed, |_, solver, master| {
                let (_, own) = solver.best.clone().unwrap();
                let Some(mut dive) = Dive::new(&solver.pool, master, &own) else { return };
                assert!(dive.open == master.cost_of(&own) - ceil(master.best.0, master.base.scale));
                let plans = dive.plans();
                dive.relax(&plans, 400, &|| false);
                let leaning = dive.leaning(&plans);
                let (left, x) = (dive.left.clone(), dive.at.x.clone());
                let Some((_, first)) = leaning.first() else { return };
                dive.give(&leaning, leaning.len());
                assert!(dive.left.iter().all(|left| *left >= 0), "seed {seed}");
                assert!(dive.left != left && dive.given.iter().any(Option::is_some), "seed {seed}");
                let plans = dive.plans();
                dive.relax(&plans, 25, &|| false);
                assert!(dive.take_back(), "seed {seed}");
                assert_eq!((&dive.left, &dive.at.x), (&left, &x), "seed {seed}");
                assert!(dive.given.iter().all(Option::is_none), "seed {seed}");
                assert!(dive.plans().iter().flatten().all(|plan| plan != first), "seed {seed}");
                assert!(!dive.take_back(), "seed {seed}");
                turns += 1;
            });
        }
        assert!(turns > 5, "{turns}");
    }
}
