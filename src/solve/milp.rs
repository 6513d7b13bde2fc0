//! The assignment as an integer linear program, solved tier by tier.
//!
//! Variables are `x[household, home]` and `z[seeker, home, opening]`, linked for each seeker and
//! home by `Σ_o z ≤ x`; homes hold so many beds and households, openings so many people. For the
//! first seeker of a household the link is solved for `x`: with its slack `y`, "housed there, this
//! seeker without work", `x = y + Σ_o z` everywhere, which says the same with a fraction of the
//! rows, since most households have one seeker.
//!
//! Tiers are joined into one objective where that is exact ([`Stage`]). Tiers that are done are held:
//! what cannot keep them is left out ([`Choices::hold`]); a departure from them is penalised; and
//! only if the solution departs from them nevertheless, they are held by rows of their own, which
//! make the program much slower. Where the penalised solution keeps them, it is a best one: of
//! all that keep them it costs least, since for those the penalty is the same.
//!
//! Nothing is taken as proven but a finished search with no gap, whose objective agrees with the
//! exact cost of the solution rounded to whole numbers.

use super::choices::Choices;
use super::decompose::confirm;
use super::greedy::by_hand;
use super::library::{Failure, Library, Program, Sum};
use super::stage::{JOINED_WIDTH, PROVABLE_WIDTH, Stage};
use super::{Options, Outcome, Progress, Stop};
use crate::problem::{Cost, Problem, Solution};

/// More choices are not put to a library: with twice as many it does not heed a limit for seconds, and wants gigabytes.
const MOST_CHOICES: usize = 1 << 18;

pub(super) fn solve(problem: &Problem, options: &Options, library: Library) -> Outcome {
    let tiers = problem.tiers();
    let Some(mut choices) = Choices::up_to(MOST_CHOICES, problem) else {
        return Outcome::NoPlan { stop: Stop::TooLarge };
    };
    let by_hand = by_hand(problem, &|| options.stop().is_some());
    let mut best: Option<(Cost, Solution)> =
        by_hand.and_then(|solution| Some((problem.cost(&solution).ok()?, solution)));
    let mut proven = 0;
    let stop = loop {
        options.tell(&Progress::new(proven, tiers, best.as_ref().map(|(cost, _)| cost.clone())));
        if proven == tiers {
            break None;
        }
        if let Some((cost, _)) = &best
            && cost[proven] == choices.floor(proven)
        {
            choices.hold(proven, cost[proven]);
            proven += 1;
            continue;
        }
        if let Some(stop) = options.stop() {
            break Some(stop);
        }
        let stage = Stage::from(proven, tiers, &choices);
        let held = best.as_ref().map_or(&[][..], |(cost, _)| &cost[..proven]);
        let start = best.as_ref().filter(|_| library.heeds_a_start());
        match best_of_stage(problem, &choices, &stage, held, start, options, library) {
            Ok(answer) => {
                let end = stage.tiers.end;
                let beaten =
                    best.as_ref().is_some_and(|(cost, _)| cost[..end] < answer.cost[..end]);
                if best.as_ref().is_none_or(|(cost, _)| answer.cost < *cost) {
                    best = Some((answer.cost, answer.solution));
                }
                if !answer.proven || beaten {
                    break Some(options.stop().unwrap_or(Stop::SolverFailed));
                }
                let (cost, _) = best.as_ref().expect("an answer was just kept");
                for tier in stage.tiers.clone() {
                    choices.hold(tier, cost[tier]);
                }
                proven = end;
            }
            Err(Failure::Infeasible) if best.is_none() => return confirm(problem, options, None),
            Err(_) => break Some(options.stop().unwrap_or(Stop::SolverFailed)),
        }
    };
    let Some((_, solution)) = best else {
        return Outcome::NoPlan { stop: stop.unwrap_or(Stop::SolverFailed) };
    };
    if proven == tiers {
        return confirm(problem, options, Some(solution));
    }
    Outcome::unproven(problem, solution, stop)
}

/// What the solver says of one stage, in whole numbers.
struct Answer {
    solution: Solution,
    cost: Cost,
    /// Whether no solution that keeps the tiers held is better in the tiers of the stage.
    proven: bool,
}

fn best_of_stage(
    problem: &Problem,
    choices: &Choices,
    stage: &Stage,
    held: &[i64],
    start: Option<&(Cost, Solution)>,
    options: &Options,
    library: Library,
) -> Result<Answer, Failure> {
    let keeps = |cost: &Cost| cost[..held.len()] == *held;
    for rows in [false, true] {
        let compact = Compact::new(problem, choices, stage, held, rows, start);
        let answer = compact.solve(problem, choices, options, library)?;
        if keeps(&answer.cost) || !answer.proven {
            return Ok(answer);
        }
    }
    Err(Failure::Solver)
}

/// The program of a stage.
struct Compact {
    program: Program,
    /// `x`: for each choice of a home, the variables whose sum it is: the jobs of the first
    /// seeker from there, and `y` unless they must have one.
    homes: Vec<Vec<usize>>,
    /// `z`: for each choice of a job.
    jobs: Vec<usize>,
    objective: Weighted,
}

/// The objective of one solve: a whole weight for each tier.
struct Weighted {
    weights: Vec<i64>,
    width: i64,
}

impl Weighted {
    fn new(choices: &Choices, stage: &Stage, held: usize, tiers: usize) -> Self {
        let mut weights = vec![0; tiers];
        weights[stage.tiers.clone()].copy_from_slice(&stage.weights);
        let mut width = stage.width;
        for (tier, weight) in weights.iter_mut().enumerate().take(held) {
            let slack = choices.width(tier);
            if slack > 0 {
                *weight = (JOINED_WIDTH / slack).clamp(1, stage.width.saturating_add(1));
                width = width.saturating_add(weight.saturating_mul(slack));
            }
        }
        Self { weights, width }
    }
}

/// In 128 bits: a large weight may meet a large cost that is the same for every choice.
fn weigh(weights: &[i64], cost: impl Fn(usize) -> i64) -> i128 {
    let parts = weights.iter().enumerate();
    parts.map(|(tier, weight)| i128::from(*weight) * i128::from(cost(tier))).sum()
}

impl Compact {
    fn new(
        problem: &Problem,
        choices: &Choices,
        stage: &Stage,
        held: &[i64],
        hold_by_rows: bool,
        start: Option<&(Cost, Solution)>,
    ) -> Self {
        let mut program = Program::default();
        let start = start.map(|(_, solution)| choices.chosen(solution));
        let jobs: Vec<usize> = (0..choices.jobs.len())
            .map(|at| program.add(start.as_ref().map(|(_, jobs)| jobs[at])))
            .collect();
        let mut leads = vec![Vec::new(); choices.homes.len()];
        let mut at_work = vec![false; choices.homes.len()];
        for (at, (seeker, home, _)) in choices.jobs.iter().enumerate() {
            let household = problem.seekers()[*seeker].household;
            if problem.households()[household].first_seeker == *seeker {
                leads[*home].push(jobs[at]);
                at_work[*home] |= start.as_ref().is_some_and(|(_, jobs)| jobs[at]);
            }
        }
        let homes = (choices.homes.iter().zip(leads).zip(at_work).enumerate())
            .map(|(at, (((household, _), mut parts), at_work))| {
                let lead = problem.households()[*household].seekers().next();
                let may_idle = lead.is_none_or(|seeker| !choices.must_place[seeker]);
                let initial = start.as_ref().map(|(homes, _)| homes[at] && !at_work);
                parts.extend(may_idle.then(|| program.add(initial)));
                parts
            })
            .collect();
        let mut compact = Self {
            program,
            homes,
            jobs,
            objective: Weighted::new(choices, stage, held.len(), problem.tiers()),
        };
        compact.link(problem, choices);
        compact.fill(problem, choices);
        if hold_by_rows {
            for (tier, value) in
                held.iter().enumerate().filter(|(tier, _)| choices.width(*tier) > 0)
            {
                let mut alone = vec![0; problem.tiers()];
                alone[tier] = 1;
                let (none, cost) = compact.change(choices, &alone);
                compact.program.at_most(cost, (i128::from(*value) - none) as f64);
            }
        }
        compact
    }

    /// At most one home a household and one opening a seeker, from that home.
    fn link(&mut self, problem: &Problem, choices: &Choices) {
        let mut of_household = vec![Sum::new(); choices.must_house.len()];
        for ((household, _), x) in choices.homes.iter().zip(&self.homes) {
            of_household[*household].extend(x.iter().map(|part| (1.0, *part)));
        }
        for (taken, must) in of_household.into_iter().zip(&choices.must_house) {
            if *must {
                self.program.exactly(taken, 1.0);
            } else {
                self.program.at_most(taken, 1.0);
            }
        }
        let mut jobs = &self.jobs[..];
        for choice in choices.jobs.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (seeker, home, _) = choice[0];
            let (own, others) = jobs.split_at(choice.len());
            jobs = others;
            let household = problem.seekers()[seeker].household;
            if problem.households()[household].first_seeker == seeker {
                continue;
            }
            let taken = own.iter().map(|part| (1.0, *part));
            let more = taken.chain(self.homes[home].iter().map(|part| (-1.0, *part))).collect();
            if choices.must_place[seeker] {
                self.program.exactly(more, 0.0);
            } else {
                self.program.at_most(more, 0.0);
            }
        }
    }

    /// Homes and openings hold no more than they can, where more might come.
    fn fill(&mut self, problem: &Problem, choices: &Choices) {
        let mut beds = vec![(Sum::new(), 0); problem.homes().len()];
        let mut places = beds.clone();
        for ((household, home), x) in choices.homes.iter().zip(&self.homes) {
            let size = problem.households()[*household].size;
            for part in x {
                beds[*home].0.push((size as f64, *part));
                places[*home].0.push((1.0, *part));
            }
            beds[*home].1 += size;
            places[*home].1 += 1;
        }
        let mut positions = vec![(Sum::new(), 0); problem.openings().len()];
        for ((.., opening), z) in choices.jobs.iter().zip(&self.jobs) {
            positions[*opening].0.push((1.0, *z));
            positions[*opening].1 += 1;
        }
        let mut limit = |(taken, most): (Sum, i64), room: i64| {
            if most > room {
                self.program.at_most(taken, room as f64);
            }
        };
        for ((home, beds), places) in problem.homes().iter().zip(beds).zip(places) {
            // Whoever may live alone in a home fits its beds.
            if home.households > 1 {
                limit(beds, home.beds);
            }
            limit(places, home.households);
        }
        for (opening, positions) in problem.openings().iter().zip(positions) {
            limit(positions, opening.positions);
        }
    }

    /// A cost as what it is when nobody takes anything, and what each choice changes.
    fn change(&self, choices: &Choices, weights: &[i64]) -> (i128, Sum) {
        let home_none: Vec<i128> = (0..choices.must_house.len())
            .map(|h| weigh(weights, |tier| choices.home_none(h, tier)))
            .collect();
        let job_none: Vec<i128> = (0..choices.must_place.len())
            .map(|s| weigh(weights, |tier| choices.job_none(s, tier)))
            .collect();
        let mut change = Sum::with_capacity(self.homes.len() + self.jobs.len());
        for (at, ((household, _), x)) in choices.homes.iter().zip(&self.homes).enumerate() {
            let cost = weigh(weights, |tier| choices.home_cost(at, tier)) - home_none[*household];
            change.extend(x.iter().map(|part| (cost as f64, *part)));
        }
        for (at, ((seeker, ..), z)) in choices.jobs.iter().zip(&self.jobs).enumerate() {
            let cost = weigh(weights, |tier| choices.job_cost(at, tier)) - job_none[*seeker];
            change.push((cost as f64, *z));
        }
        (home_none.iter().chain(&job_none).sum(), change)
    }

    fn solve(
        self,
        problem: &Problem,
        choices: &Choices,
        options: &Options,
        library: Library,
    ) -> Result<Answer, Failure> {
        let (none, objective) = self.change(choices, &self.objective.weights);
        let solved = self.program.minimise(objective, options, library)?;
        let homes: Vec<bool> =
            self.homes.iter().map(|x| x.iter().any(|part| solved.chosen[*part])).collect();
        let jobs: Vec<bool> = self.jobs.iter().map(|z| solved.chosen[*z]).collect();
        let solution = choices.solution(&homes, &jobs);
        let cost = problem.cost(&solution).map_err(|_| Failure::Solver)?;
        let exact = weigh(&self.objective.weights, |tier| cost[tier]);
        let agrees = ((exact - none) as f64 - solved.objective).abs() < 0.5;
        let proven = solved.finished && agrees && self.objective.width <= PROVABLE_WIDTH;
        Ok(Answer { solution, cost, proven })
    }
}
