//! The exact method of this crate: a decomposition into household plans.
//!
//! (module page below)
mod chain;
mod close;
mod dive;
mod improve;
mod master;
mod pricing;
mod relaxation;
mod restriction;
mod search;
mod tables;

use super::{Options, Outcome, Progress, Stop};
use crate::problem::{Cost, Problem, Solution};
use crate::proof::{PROOF_VERSION, Proof, TierProof};
use chain::Chain;
use master::Stage;
use pricing::Pricer;
use tables::{NONE, Objective, Pool, Rows, Tables, WholePrices};

pub(super) fn solve(problem: &Problem, options: &Options) -> Outcome {
    run(problem, options, None)
}

/// Runs on as many threads as `options` say; what comes out does not depend on it.
fn run(problem: &Problem, options: &Options, given: Option<&Solution>) -> Outcome {
    let run = || Solver::new(problem, options).run(given);
    #[cfg(feature = "parallel")]
    {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.max(1));
        if let Ok(pool) = pool.build() {
            return pool.install(run);
        }
    }
    run()
}

/// What another method claims, confirmed in whole numbers: that `claimed` is a best solution, or
/// that there is none.
pub(super) fn confirm(problem: &Problem, options: &Options, claimed: Option<Solution>) -> Outcome {
    let outcome = run(problem, options, claimed.as_ref());
    let stop = Some(options.stop().unwrap_or(Stop::Unconfirmed));
    match (outcome, claimed) {
        (Outcome::Infeasible { proof }, None) => Outcome::Infeasible { proof },
        (outcome, Some(solution)) => {
            match (outcome.cost(), outcome.proof(), problem.cost(&solution)) {
                (Some(known), Some(proof), Ok(cost)) if *known == cost => {
                    let stop = stop.filter(|_| !outcome.is_optimal());
                    Outcome::of(problem, solution, proof.clone(), stop)
                }
                _ => Outcome::of(problem, solution, Proof::of_floor(&problem.floor()), stop),
            }
        }
        _ => Outcome::NoPlan { stop: stop.unwrap_or(Stop::Unconfirmed) },
    }
}

/// A solution as a plan for each household.
type Choice = Vec<u32>;

struct Solver<'a> {
    problem: &'a Problem,
    options: &'a Options<'a>,
    rows: Rows,
    pool: Pool,
    /// The best solution so far.
    best: Option<(Cost, Choice)>,
    /// What the last relaxation made of each plan.
    x: Vec<f64>,
    /// Whether solutions are only proven, not looked for.
    given: bool,
    /// Whether a later tier outweighed an earlier one somewhere.
    outweighed: bool,
}

/// How much more an earlier tier weighs than one household's choice can change: more only where
/// it was not enough.
const MARGINS: [i64; 5] = [2, 16, 128, 1024, 1 << 14];

impl<'a> Solver<'a> {
    fn new(problem: &'a Problem, options: &'a Options<'a>) -> Self {
        Self {
            problem,
            options,
            rows: Rows::of(problem),
            pool: Pool::default(),
            best: None,
            x: Vec::new(),
            given: false,
            outweighed: false,
        }
    }

    fn run(mut self, given: Option<&Solution>) -> Outcome {
        let problem = self.problem;
        let chain = Chain::new(problem, MARGINS[0]);
        if let Some(solution) = given {
            self.given = true;
            let choice = self.choice(solution);
            self.offer(choice);
        }
        if self.best.is_none() {
            let choice = self.one_by_one(&chain);
            if !self.offer(choice.clone())
                && let Err(outcome) = self.keep_decisions(&chain, choice)
            {
                return outcome;
            }
        }
        let mut proofs = self.prove(&chain);
        for margin in &MARGINS[1..] {
            if !self.outweighed || self.options.stop().is_some() {
                break;
            }
            self.outweighed = false;
            proofs = self.prove(&Chain::new(problem, *margin));
        }
        let Some((_, choice)) = self.best.take() else {
            return Outcome::NoPlan { stop: Stop::SolverFailed };
        };
        let proof = Proof { version: PROOF_VERSION, tiers: proofs, infeasible: Vec::new() };
        Outcome::of(problem, self.solution(&choice), proof, self.options.stop())
    }

    /// The relaxations, tier by tier: what each tier comes to at least if the tiers before it
    /// come to what they do at least.
    fn relax_all(&mut self, chain: &Chain) -> Vec<Stage> {
        let tiers = self.problem.tiers();
        let floor = self.problem.floor();
        let mut stages: Vec<Stage> = Vec::with_capacity(tiers);
        let mut aims: Vec<i64> = Vec::with_capacity(tiers);
        let mut prices = WholePrices::free(self.rows.count(self.problem), chain.scale);
        for (tier, floor) in floor.iter().enumerate() {
            prices.rows.iter_mut().for_each(|price| *price *= chain.multipliers[tier]);
            let mut stage = Stage::new(chain, tier, *floor, prices);
            let reached = self
                .best
                .as_ref()
                .is_some_and(|(cost, _)| cost[..tier] == aims && cost[tier] == *floor);
            if !reached {
                self.relax(&mut stage, &aims);
            }
            aims.push(stage.lower(&aims));
            prices = stage.prices.clone();
            stages.push(stage);
            self.tell(0);
        }
        stages
    }

    /// Proves tier by tier what the best solution comes to; where it comes to more than the
    /// relaxation, better ones are searched for.
    fn prove(&mut self, chain: &Chain) -> Vec<TierProof> {
        let stages = self.relax_all(chain);
        let floor = self.problem.floor();
        let mut proofs: Vec<TierProof> = Vec::with_capacity(stages.len());
        let mut all_proven = true;
        for (tier, mut stage) in stages.into_iter().enumerate() {
            if all_proven && self.value(tier) > stage.lower(&self.values(tier)) {
                self.close(&mut stage);
            }
            let proof = if all_proven {
                stage.into_proof(&self.values(tier))
            } else {
                TierProof::free(tier, floor[tier])
            };
            all_proven &= proof.bound == self.value(tier);
            proofs.push(proof);
            self.tell(proofs.len());
        }
        proofs
    }

    /// What the best solution comes to in a tier.
    fn value(&self, tier: usize) -> i64 {
        self.best.as_ref().map_or(i64::MAX, |(cost, _)| cost[tier])
    }

    /// What the best solution comes to in the tiers before one.
    fn values(&self, tier: usize) -> Vec<i64> {
        self.best.as_ref().map_or(Vec::new(), |(cost, _)| cost[..tier].to_vec())
    }

    fn tell(&self, proven: usize) {
        let cost = self.best.as_ref().map(|(cost, _)| cost.clone());
        self.options.tell(Progress::new(proven, self.problem.tiers(), cost));
    }

    /// Takes over a choice if it is a better solution.
    fn offer(&mut self, choice: Choice) -> bool {
        let Ok(cost) = self.problem.cost(&self.solution(&choice)) else { return false };
        let better = self.best.as_ref().is_none_or(|(known, _)| cost < *known);
        if better {
            self.best = Some((cost, choice));
        }
        better
    }

    fn solution(&self, choice: &[u32]) -> Solution {
        let mut solution = Solution::default();
        for plan in choice {
            solution.homes.push(self.pool.home(*plan).map(|home| home as usize));
            let openings = self.pool.openings(*plan).iter();
            let openings = openings.map(|opening| Some(*opening).filter(|o| *o != NONE));
            solution.openings.extend(openings.map(|opening| opening.map(|o| o as usize)));
        }
        solution
    }

    fn choice(&mut self, solution: &Solution) -> Choice {
        let index = |at: Option<usize>| at.map_or(NONE, |at| at as u32);
        (self.problem.households().iter().enumerate())
            .map(|(h, household)| {
                let openings: Vec<u32> =
                    household.seekers().map(|s| index(solution.openings[s])).collect();
                let home = index(solution.homes[h]);
                self.pool.add(self.problem, &self.rows, h as u32, home, &openings).0
            })
            .collect()
    }

    /// A first choice, in the order of waiting: to each household what is best for itself. A
    /// decision may be left unkept.
    fn one_by_one(&mut self, chain: &Chain) -> Choice {
        let objective = Objective { weights: chain.weights.clone(), broken: Some(chain.broken) };
        let tables = Tables::new(self.problem, objective);
        let mut pricer = Pricer::new(&tables);
        let prices = WholePrices::free(self.rows.count(self.problem), 1);
        let mut left = self.rows.capacities(self.problem);
        let decided = |h: &usize| {
            let household = &self.problem.households()[*h];
            household.must || household.seekers().any(|s| self.problem.seekers()[s].must)
        };
        let (first, then): (Vec<usize>, Vec<usize>) =
            self.problem.queue().iter().partition(|h| decided(h));
        let queue = first.into_iter().chain(then);
        let mut choice = vec![NONE; self.problem.households().len()];
        for (h, plan) in pricer.one_by_one(&mut self.pool, &prices, &mut left, queue) {
            choice[h as usize] = plan;
        }
        choice
    }
}

fn fits(pool: &Pool, plan: u32, left: &[i64]) -> bool {
    pool.uses(plan).iter().all(|(row, amount)| i64::from(*amount) <= left[*row as usize])
}

/// The least whole number at or above `bound / scale`.
fn ceil(bound: i128, scale: i64) -> i64 {
    let whole = -((-bound).div_euclid(i128::from(scale)));
    let most = i128::from(search::NO_CHOICE);
    whole.clamp(-most, most) as i64
}
