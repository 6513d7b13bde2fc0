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
//! This is the only file that names `good_lp`. Its solvers' words are translated with care:
//! nothing is taken as proven but a finished search with no gap, whose objective agrees with the
//! exact cost of the solution rounded to whole numbers.

use good_lp::{
    Expression, IntoAffineExpression, ProblemVariables, ResolutionError, Solution as _,
    SolutionStatus, SolverModel, Variable, WithTimeLimit, variable,
};

use super::choices::Choices;
use super::decompose::confirm;
use super::greedy::by_hand;
use super::stage::{JOINED_WIDTH, PROVABLE_WIDTH, Stage};
use super::{Options, Outcome, Progress, Stop};
use crate::problem::{Cost, Problem, Solution};
use crate::proof::Proof;

/// The solver library behind `good_lp`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Backend {
    #[cfg(feature = "microlp")]
    Microlp,
    #[cfg(feature = "highs")]
    Highs,
}

impl Backend {
    /// Whether the solver is given a solution to start from. HiGHS is not: built without
    /// optimisation it took a start given through `good_lp` 1.15 for the best solution.
    fn heeds_a_start(self) -> bool {
        match self {
            #[cfg(feature = "microlp")]
            Backend::Microlp => true,
            #[cfg(feature = "highs")]
            Backend::Highs => false,
        }
    }
}

pub(super) fn solve(problem: &Problem, options: &Options, backend: Backend) -> Outcome {
    let tiers = problem.tiers();
    let mut choices = Choices::new(problem);
    let mut best: Option<(Cost, Solution)> =
        by_hand(problem).and_then(|solution| Some((problem.cost(&solution).ok()?, solution)));
    let mut proven = 0;
    let stop = loop {
        options.tell(Progress::new(proven, tiers, best.as_ref().map(|(cost, _)| cost.clone())));
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
        let start = best.as_ref().filter(|_| backend.heeds_a_start());
        match best_of_stage(problem, &choices, &stage, held, start, options, backend) {
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
    Outcome::of(problem, solution, Proof::of_floor(&problem.floor()), stop)
}

/// What the solver says of one stage, in whole numbers.
struct Answer {
    solution: Solution,
    cost: Cost,
    /// Whether no solution that keeps the tiers held is better in the tiers of the stage.
    proven: bool,
}

enum Failure {
    Infeasible,
    Solver,
}

fn best_of_stage(
    problem: &Problem,
    choices: &Choices,
    stage: &Stage,
    held: &[i64],
    start: Option<&(Cost, Solution)>,
    options: &Options,
    backend: Backend,
) -> Result<Answer, Failure> {
    let keeps = |cost: &Cost| cost[..held.len()] == *held;
    for rows in [false, true] {
        let program = Program::new(problem, choices, stage, held, rows, start);
        let answer = program.solve(problem, choices, options, backend)?;
        if keeps(&answer.cost) || !answer.proven {
            return Ok(answer);
        }
    }
    Err(Failure::Solver)
}

struct Program {
    variables: ProblemVariables,
    /// `x`: for each choice of a home, the variables whose sum it is: the jobs of the first
    /// seeker from there, and `y` unless they must have one.
    homes: Vec<Vec<Variable>>,
    /// `z`: for each choice of a job.
    jobs: Vec<Variable>,
    objective: Weighted,
    rows: Vec<good_lp::Constraint>,
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

impl Program {
    fn new(
        problem: &Problem,
        choices: &Choices,
        stage: &Stage,
        held: &[i64],
        hold_by_rows: bool,
        start: Option<&(Cost, Solution)>,
    ) -> Self {
        let mut variables = ProblemVariables::new();
        let start = start.map(|(_, solution)| choices.chosen(solution));
        let mut binary = |initial: Option<bool>| match initial {
            Some(initial) => {
                variables.add(variable().binary().initial(f64::from(u8::from(initial))))
            }
            None => variables.add(variable().binary()),
        };
        let jobs: Vec<Variable> = (0..choices.jobs.len())
            .map(|at| binary(start.as_ref().map(|(_, jobs)| jobs[at])))
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
                parts.extend(may_idle.then(|| binary(initial)));
                parts
            })
            .collect();
        let mut program = Self {
            variables,
            homes,
            jobs,
            objective: Weighted::new(choices, stage, held.len(), problem.tiers()),
            rows: Vec::new(),
        };
        program.link(problem, choices);
        program.fill(problem, choices);
        if hold_by_rows {
            for (tier, value) in
                held.iter().enumerate().filter(|(tier, _)| choices.width(*tier) > 0)
            {
                let mut alone = vec![0; problem.tiers()];
                alone[tier] = 1;
                let (none, cost) = program.expression(choices, &alone);
                program.rows.push(cost.leq((i128::from(*value) - none) as f64));
            }
        }
        program
    }

    /// At most one home a household and one opening a seeker, from that home.
    fn link(&mut self, problem: &Problem, choices: &Choices) {
        let mut of_household = vec![Expression::default(); choices.must_house.len()];
        for ((household, _), x) in choices.homes.iter().zip(&self.homes) {
            x.iter().for_each(|part| of_household[*household] += part);
        }
        for (taken, must) in of_household.into_iter().zip(&choices.must_house) {
            self.rows.push(if *must { taken.eq(1.0) } else { taken.leq(1.0) });
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
            let taken: Expression = own.iter().sum();
            let more = taken - self.homes[home].iter().sum::<Expression>();
            self.rows.push(if choices.must_place[seeker] { more.eq(0.0) } else { more.leq(0.0) });
        }
    }

    /// Homes and openings hold no more than they can, where more might come.
    fn fill(&mut self, problem: &Problem, choices: &Choices) {
        let mut beds = vec![(Expression::default(), 0); problem.homes().len()];
        let mut places = beds.clone();
        for ((household, home), x) in choices.homes.iter().zip(&self.homes) {
            let size = problem.households()[*household].size;
            for part in x {
                beds[*home].0.add_mul(size as f64, *part);
                places[*home].0 += part;
            }
            beds[*home].1 += size;
            places[*home].1 += 1;
        }
        let mut positions = vec![(Expression::default(), 0); problem.openings().len()];
        for ((.., opening), z) in choices.jobs.iter().zip(&self.jobs) {
            positions[*opening].0 += z;
            positions[*opening].1 += 1;
        }
        let mut limit = |(taken, most): (Expression, i64), room: i64| {
            if most > room {
                self.rows.push(taken.leq(room as f64));
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
    fn expression(&self, choices: &Choices, weights: &[i64]) -> (i128, Expression) {
        let home_none: Vec<i128> = (0..choices.must_house.len())
            .map(|h| weigh(weights, |tier| choices.home_none(h, tier)))
            .collect();
        let job_none: Vec<i128> = (0..choices.must_place.len())
            .map(|s| weigh(weights, |tier| choices.job_none(s, tier)))
            .collect();
        let mut change = Expression::with_capacity(self.homes.len() + self.jobs.len());
        for (at, ((household, _), x)) in choices.homes.iter().zip(&self.homes).enumerate() {
            let cost = weigh(weights, |tier| choices.home_cost(at, tier)) - home_none[*household];
            x.iter().for_each(|part| change.add_mul(cost as f64, *part));
        }
        for (at, ((seeker, ..), z)) in choices.jobs.iter().zip(&self.jobs).enumerate() {
            let cost = weigh(weights, |tier| choices.job_cost(at, tier)) - job_none[*seeker];
            change.add_mul(cost as f64, *z);
        }
        (home_none.iter().chain(&job_none).sum(), change)
    }

    fn solve(
        self,
        problem: &Problem,
        choices: &Choices,
        options: &Options,
        backend: Backend,
    ) -> Result<Answer, Failure> {
        let (none, objective) = self.expression(choices, &self.objective.weights);
        let goal = self.variables.minimise(objective.clone());
        let ask =
            Question { objective, homes: self.homes, jobs: self.jobs, rows: self.rows, options };
        let solved = match backend {
            #[cfg(feature = "microlp")]
            Backend::Microlp => ask.put_to(goal.using(good_lp::microlp), false),
            #[cfg(feature = "highs")]
            Backend::Highs => {
                let model = (goal.using(good_lp::highs))
                    .set_parallel(good_lp::solvers::highs::HighsParallelType::Off)
                    .set_mip_rel_gap(0.0)
                    .and_then(|model| model.set_mip_abs_gap(1e-6))
                    .map_err(|_| Failure::Solver)?;
                ask.put_to(model, true)
            }
        }?;
        let solution = choices.solution(&solved.homes, &solved.jobs);
        let cost = problem.cost(&solution).map_err(|_| Failure::Solver)?;
        let exact = weigh(&self.objective.weights, |tier| cost[tier]);
        let agrees = ((exact - none) as f64 - solved.objective).abs() < 0.5;
        let proven = solved.finished && agrees && self.objective.width <= PROVABLE_WIDTH;
        Ok(Answer { solution, cost, proven })
    }
}

/// A program as `good_lp` takes it, but for the solver.
struct Question<'a> {
    objective: Expression,
    homes: Vec<Vec<Variable>>,
    jobs: Vec<Variable>,
    rows: Vec<good_lp::Constraint>,
    options: &'a Options<'a>,
}

struct Solved {
    /// For each choice of a home, and of a job, whether it is taken.
    homes: Vec<bool>,
    jobs: Vec<bool>,
    objective: f64,
    /// Whether the search was finished, with no gap between whole numbers.
    finished: bool,
}

impl Question<'_> {
    /// `within_gap` says that a solver which stops at its gap is finished, the gap being far
    /// below 1.
    fn put_to<Model>(self, model: Model, within_gap: bool) -> Result<Solved, Failure>
    where
        Model: SolverModel<Error = ResolutionError> + WithTimeLimit,
    {
        let mut model = match &self.options.time_limit {
            Some(limit) => model.with_time_limit(limit.left().as_secs_f64()),
            None => model,
        };
        for row in self.rows {
            model.add_constraint(row);
        }
        let values = model.solve().map_err(|error| match error {
            ResolutionError::Infeasible => Failure::Infeasible,
            _ => Failure::Solver,
        })?;
        let finished = match values.status() {
            SolutionStatus::Optimal => true,
            SolutionStatus::GapLimit => within_gap,
            SolutionStatus::TimeLimit => false,
        };
        let is_chosen = |variable: &Variable| values.value(*variable) > 0.5;
        Ok(Solved {
            homes: self.homes.iter().map(|x| x.iter().any(is_chosen)).collect(),
            jobs: self.jobs.iter().map(is_chosen).collect(),
            objective: self.objective.eval_with(&values),
            finished,
        })
    }
}
