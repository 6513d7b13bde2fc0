//! A tier with a smaller multiplier, the one before it being held.
//!
//! An earlier tier is often proven by rounding up: its relaxation comes to less, and that much less, times the
//! multiplier, is missing from the bound of the next tier. A smaller multiplier loses less there, but lets
//! choices that are worse in the earlier tier come below the target. So that tier is held: it is a capacity, of
//! which solutions use no more than what is known.

use super::Solver;
use super::master::Master;
use super::search::{Cut, Part};
use super::stage::Stage;
use super::tables::Tables;

/// One part in so many of what is open is worth another relaxation.
const WORTH: f64 = 4.0;

impl Solver<'_> {
    /// A stage with a smaller multiplier, the tier before being held: of a few, each the root of the last one, that
    /// at which its relaxation comes to most; `None` if none comes to more than the stage's own relaxation did,
    /// whatever a search has shown since, as one that holds the tier begins that much farther on.
    pub(super) fn holding(&mut self, stage: &Stage, relaxed: i64) -> Option<Stage> {
        let before = stage.before?;
        let values = self.values(stage.tier);
        let mut multiplier = stage.weights[before];
        let mut best: Option<Stage> = None;
        while multiplier > 1 && self.options.stop().is_none() {
            multiplier = multiplier.isqrt();
            let mut held = best.as_ref().unwrap_or(stage).holding(before, multiplier);
            self.relax(&mut held);
            let short = values[before] as f64 - held.relaxed_before;
            let open = (self.value(stage.tier) - held.lower(&values)) as f64;
            if best.as_ref().is_none_or(|best| held.lower(&values) > best.lower(&values)) {
                best = Some(held);
            }
            // Smaller ones gain no more than that, and one that is too small is made up for by the price of what is
            // held.
            if short * multiplier as f64 <= open / WORTH {
                break;
            }
        }
        best.filter(|best| best.lower(&values) > relaxed)
    }

    /// Whether a good part of what is open at a stage is missing because its relaxation is short of what is
    /// known of the tier before.
    pub(super) fn is_short_before(&self, stage: &Stage) -> bool {
        let Some(before) = stage.before else { return false };
        let values = self.values(stage.tier);
        let short = values[before] as f64 - stage.relaxed_before;
        let open = self.value(stage.tier) - stage.lower(&values);
        short * stage.weights[before] as f64 >= open as f64 / WORTH
    }

    /// What the last relaxation comes to in a tier.
    pub(super) fn relaxed_to(&self, tier: usize) -> f64 {
        let tables = Tables::of_tier(self.problem, tier);
        let plans = (0..self.pool.len() as u32).zip(&self.x);
        let weighed = |(plan, x): (u32, &f64)| x * tables.cost_of(&self.pool, plan) as f64;
        plans.filter(|(_, x)| **x > 0.0).map(weighed).sum()
    }

    /// The tier held, if one is, as a capacity of the plans of a part.
    pub(super) fn held(&self, master: &Master, part: &Part) -> Option<Cut> {
        let tables = master.tables;
        let (cost, _) = self.best.as_ref()?;
        let (tier, held) = tables.objective.held.zip(tables.held())?;
        let plans = part.plans.iter().flatten();
        Some(Cut::held(cost[tier], plans.map(|plan| (*plan, held.cost_of(&self.pool, *plan)))))
    }
}

#[cfg(all(test, feature = "synthetic"))]
pub(super) mod tests {
    use crate::problem::{Problem, Solution};
    use crate::solve::decompose::prices::WholePrices;
    use crate::solve::decompose::{Chain, MARGINS, Solver, Stage};
    use crate::solve::{Options, Outcome, solve};
    use crate::synthetic::Synthetic;
    use crate::travel::travel_times;

    /// A solver that knows a solution, and a tier without a price.
    pub(in crate::solve::decompose) fn begun<'a>(
        problem: &'a Problem,
        options: &'a Options<'a>,
        solution: &Solution,
        chain: &Chain,
        tier: usize,
    ) -> (Solver<'a>, Stage) {
        let mut solver = Solver::new(problem, options);
        let choice = solver.choice(solution);
        solver.offer(choice);
        let free = WholePrices::free(solver.rows.count(), chain.scale);
        let stage = Stage::new(chain, tier, solver.floor[tier], free);
        (solver, stage)
    }

    #[test]
    fn a_tier_is_held_although_a_search_has_come_farther_than_relaxations() {
        let mut holding = 0;
        for seed in 1..=10 {
            let case = Synthetic::tight(20).seed(seed).case().unwrap();
            let problem = Problem::new(&case, &travel_times(&case)).unwrap();
            let options = Options::default();
            let Outcome::Optimal { solution, cost, .. } = solve(&problem, &options) else {
                panic!("seed {seed} is small");
            };
            let chain = Chain::new(&problem, MARGINS[0]);
            let tier = problem.tiers() - 1;
            let held = |searched: bool| {
                let (mut solver, mut stage) = begun(&problem, &options, &solution, &chain, tier);
                solver.relax(&mut stage);
                let relaxed = stage.lower(&cost[..tier]);
                if searched {
                    stage.take(stage.weigh(&cost), Vec::new());
                    assert_eq!(stage.lower(&cost[..tier]), cost[tier]);
                }
                solver.holding(&stage, relaxed).map(|held| held.lower(&cost[..tier]))
            };
            let told = held(true);
            assert_eq!(told, held(false), "seed {seed}");
            holding += usize::from(told.is_some());
        }
        assert!(holding > 0, "nothing was held");
    }
}
