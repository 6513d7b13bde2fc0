//! Proofs of kinds that small problems seldom need, written all the same, for tests.

use super::super::coverage::tests::villages;
use super::held::tests::begun;
use super::in_play::with_plans_in_play;
use super::search::Search;
use super::tables::NEVER;
use super::{Chain, MARGINS, Options, Outcome, Solver, Start};
use crate::problem::{Cost, Problem};
use crate::proof::{Proof, Step, TierProof};
use crate::solve::solve;
use crate::synthetic::Synthetic;
use crate::travel::travel_times;

/// A proof of what a best solution of a problem comes to.
pub(crate) struct Rare {
    pub(crate) problem: Problem,
    pub(crate) cost: Cost,
    pub(crate) proof: Proof,
}

/// Proofs that hold a tier, with several multipliers.
pub(crate) fn tiers_held() -> Vec<Rare> {
    let mut proofs = Vec::new();
    for seed in 1..=40 {
        let case = Synthetic::tight(3 + seed as usize % 6).seed(seed).case().unwrap();
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let options = Options::default();
        let Outcome::Optimal { solution, cost, proof, .. } = solve(&problem, &options) else {
            panic!("seed {seed} is small");
        };
        let chain = Chain::new(&problem, MARGINS[0]);
        for (tier, multiplier) in (1..problem.tiers()).flat_map(|t| [1, 3, 20].map(|m| (t, m))) {
            let (mut solver, stage) = begun(&problem, &options, &solution, &chain, tier);
            let Some(before) = stage.before else { continue };
            let mut held = stage.holding(before, multiplier);
            solver.relax(&mut held);
            solver.search_all(&mut held, 1 << 12, false);
            let mut proof = proof.clone();
            proof.tiers[tier] = held.into_proof(&cost[..tier]);
            proofs.push(Rare { problem: problem.clone(), cost: cost.clone(), proof });
        }
    }
    proofs
}

/// Proofs of the last tier that count.
pub(crate) fn counted() -> Vec<Rare> {
    let mut proofs = Vec::new();
    for seed in 1..=10 {
        with_plans_in_play(seed, 16, |problem, solver, master| {
            let outcome = solve(problem, &Options::default());
            let (cost, mut proof) =
                (outcome.cost().unwrap().clone(), outcome.proof().unwrap().clone());
            let weights = Chain::new(problem, MARGINS[0]).weights;
            let value = cost.iter().zip(&weights).map(|(cost, weight)| cost * weight).sum();
            let stop = || false;
            let prices = master.base.clone();
            master.price(&mut solver.pool, prices, |_| NEVER, 1, &stop);
            let part = solver.plans_below(master, value, usize::MAX).unwrap();
            let at = (vec![0.0; master.y.len()], vec![0.0; solver.pool.len()]);
            let search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
            let mut search = Search { nodes: 1000, probes: 20, count_above: 0, ..search };
            let found = search.run(part, value);
            assert_eq!(found.lower, value, "seed {seed}");
            let mut steps = vec![Step::Filter(master.best.1.listed(&solver.rows))];
            steps.extend(search.written(found.steps));
            let last = problem.tiers() - 1;
            let multipliers = weights[..last].to_vec();
            proof.tiers[last] = TierProof { bound: cost[last], multipliers, held: None, steps };
            proofs.push(Rare { problem: problem.clone(), cost, proof });
        });
    }
    proofs
}

/// Proofs of few households, written as if they were very many.
pub(crate) fn of_very_many() -> Vec<Rare> {
    let mut proofs = Vec::new();
    for (households, seeds) in [(3, 1..40), (8, 1..20), (30, 1..4)] {
        for seed in seeds {
            let problem = villages(households, seed);
            let options = Options::default();
            let mut solver = Solver::new(&problem, &options);
            solver.very_many = 0;
            let outcome = solver.run(&Chain::new(&problem, MARGINS[0]), Start::Nothing);
            assert_eq!(outcome.cost(), solve(&problem, &options).cost());
            let Outcome::Optimal { cost, proof, .. } = outcome else {
                panic!("seed {seed} is small");
            };
            proofs.push(Rare { problem, cost, proof });
        }
    }
    proofs
}
