//! The plans that can matter, for somebody else to choose among.

use super::chain::Chain;
use super::improve::LATE;
use super::master::Master;
use super::search::Part;
use super::stage::Stage;
use super::tables::{NEVER, Tables};
use super::{MARGINS, Outcome, Solver, Stop, confirm, on_threads};
use crate::problem::Problem;
use crate::solve::Options;

/// So few plans are listed at once, before solutions are looked for.
const FEW_PLANS: usize = 2_000;
/// More plans than this are not handed over.
const MOST_PLANS: usize = 400_000;

/// A choice of one plan a household, at the least cost, within what rows hold.
pub(in crate::solve) struct Listed {
    /// For each household its plans.
    pub(in crate::solve) plans: Vec<Vec<Column>>,
    /// For each household its plan in the best choice known.
    pub(in crate::solve) known: Vec<usize>,
    /// What each row holds.
    pub(in crate::solve) capacities: Vec<i64>,
}

/// A plan.
pub(in crate::solve) struct Column {
    pub(in crate::solve) cost: i64,
    /// Rows used, and how much of them.
    pub(in crate::solve) uses: Vec<(u32, u32)>,
}

/// For each household its plan in a choice, and whether none is better; `None`: there is no answer.
type Chooser<'a> = dyn Fn(&Listed) -> Option<(Vec<usize>, bool)> + Sync + 'a;

/// Relaxes tier by tier, and leaves it to `chooser` to choose among the plans that can matter.
/// What it claims is confirmed.
pub(in crate::solve) fn choose(problem: &Problem, options: &Options, chooser: &Chooser) -> Outcome {
    match on_threads(options.threads, || Solver::new(problem, options).choose(chooser)) {
        Outcome::Feasible { solution, stop: None, .. } => confirm(problem, options, Some(solution)),
        outcome => outcome,
    }
}

impl Solver<'_> {
    /// The best solution; not stopped, if all chosen by the chooser is said to be best.
    fn choose(mut self, chooser: &Chooser) -> Outcome {
        let problem = self.problem;
        let chain = Chain::new(problem, MARGINS[0]);
        self.assign_last(&chain);
        if self.best.is_none()
            && let Some(outcome) = self.begin(&chain)
        {
            return outcome;
        }
        let mut stop = None;
        for margin in MARGINS {
            self.outweighed = false;
            stop = self.choose_by_tier(&Chain::new(problem, margin), chooser).err();
            if !self.outweighed || stop.is_some() {
                break;
            }
        }
        let Some((_, choice)) = self.best.take() else {
            return Outcome::NoPlan { stop: Stop::SolverFailed };
        };
        let stop = stop.or(self.outweighed.then_some(Stop::SolverFailed));
        Outcome::unproven(problem, self.solution(&choice), stop)
    }

    fn choose_by_tier(&mut self, chain: &Chain, chooser: &Chooser) -> Result<(), Stop> {
        for (tier, stage) in self.relax_all(chain).iter().enumerate() {
            if self.value(tier) > stage.lower(&self.values(tier)) {
                self.choose_for(stage, chooser)?;
            }
            self.tell(tier + 1);
        }
        Ok(())
    }

    fn choose_for(&mut self, stage: &Stage, chooser: &Chooser) -> Result<(), Stop> {
        let objective = stage.objective();
        let tables = Tables::new(self.problem, objective);
        let mut master = self.master(&tables, stage);
        let asked = self.stop();
        master.price(&mut self.pool, stage.prices.clone(), |_| NEVER, 1, &asked);
        let mut part = self.plans_below(&mut master, self.known(stage), FEW_PLANS);
        if part.is_none() {
            self.look_for(&mut master, LATE);
            part = self.plans_below(&mut master, self.known(stage), MOST_PLANS);
        }
        if let Some(stop) = self.options.stop() {
            return Err(stop);
        }
        let mut part = part.ok_or(Stop::TooLarge)?;
        let listed = self.listed(&master, &mut part);
        let (chosen, finished) =
            chooser(&listed).ok_or_else(|| self.options.stop().unwrap_or(Stop::SolverFailed))?;
        let choice: Vec<u32> =
            part.plans.iter().zip(chosen).map(|(plans, chosen)| plans[chosen]).collect();
        let better = master.cost_of(&choice) < self.known(stage);
        self.outweighed |= !self.offer(choice) && better;
        self.x = master.x;
        if finished { Ok(()) } else { Err(self.options.stop().unwrap_or(Stop::SolverFailed)) }
    }

    /// The plans of a part, and those of the best choice.
    fn listed(&self, master: &Master, part: &mut Part) -> Listed {
        let best = self.best.iter().flat_map(|(_, choice)| choice);
        let known = (part.plans.iter_mut().zip(best))
            .map(|(plans, best)| {
                plans.iter().position(|plan| plan == best).unwrap_or_else(|| {
                    plans.push(*best);
                    plans.len() - 1
                })
            })
            .collect();
        let column = |plan: &u32| Column {
            cost: master.costs[*plan as usize],
            uses: self.pool.uses(*plan).to_vec(),
        };
        let plans = part.plans.iter().map(|plans| plans.iter().map(column).collect()).collect();
        Listed { plans, known, capacities: master.capacities.clone() }
    }
}
