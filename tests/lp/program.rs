//! The program that other solvers read means what the problem means.

use std::path::Path;

use boligplacering::model::Case;
use boligplacering::problem::{Goal, LpError, Problem, Solution};
use boligplacering::solve::{Method, Options, Outcome, solve};
use boligplacering::travel::travel_times;

use crate::lp::{self, Program};
use crate::support::{Dice, tiny_case, tiny_parts};

fn by_all_solutions(problem: &Problem) -> Outcome {
    let mut options = Options::default();
    options.method = &Method::Exhaustive;
    solve(problem, &options)
}

/// The weight of each tier, as the file says.
fn weights(text: &str) -> Vec<i128> {
    let said = text.lines().filter_map(|line| line.split_once(": weight ")?.1.split_once(','));
    said.map(|(weight, _)| weight.parse().unwrap()).collect()
}

fn weighed(weights: &[i128], cost: &[i64]) -> i128 {
    weights.iter().zip(cost).map(|(weight, part)| weight * i128::from(*part)).sum()
}

/// Any answer, right or wrong.
fn guess(problem: &Problem, dice: &mut Dice) -> Solution {
    let mut one_of = |count: usize| dice.below(count + 1).checked_sub(1);
    Solution {
        homes: problem.households().iter().map(|_| one_of(problem.homes().len())).collect(),
        openings: problem.seekers().iter().map(|_| one_of(problem.openings().len())).collect(),
    }
}

#[test]
fn the_program_takes_what_the_problem_takes_at_the_same_cost() {
    let (mut right, mut wrong) = (0, 0);
    for seed in 0..800 {
        let case = tiny_case(seed);
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let text = lp::text(&problem, &Goal::AllTiers);
        let (program, weights) = (Program::parse(&text), weights(&text));
        let mut dice = Dice::new(seed);
        for _ in 0..60 {
            let solution = guess(&problem, &mut dice);
            let cost = problem.cost(&solution).ok();
            let value = program.value(&problem, &solution);
            let expected = cost.as_ref().map(|cost| weighed(&weights, cost));
            assert_eq!(value, expected, "seed {seed}: {solution:?}");
            if cost.is_some() { right += 1 } else { wrong += 1 }
        }
    }
    assert!(right > 4_000 && wrong > 4_000, "{right} {wrong}");
}

#[test]
fn the_best_of_all_tiers_is_the_best_of_all_solutions() {
    let (mut solved, mut infeasible) = (0, 0);
    for seed in 0..1400 {
        let case = tiny_case(seed);
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let text = lp::text(&problem, &Goal::AllTiers);
        let best = Program::parse(&text).best(&problem);
        match by_all_solutions(&problem) {
            Outcome::Optimal { cost, .. } => {
                // Very wide sums are beyond a solver in floating point; the file says so.
                if weighed(&weights(&text), &cost) < 1 << 24 {
                    let best = best.unwrap_or_else(|| panic!("seed {seed}: no solution"));
                    assert_eq!(problem.cost(&best), Ok(cost), "seed {seed}");
                    solved += 1;
                }
            }
            _ => {
                assert_eq!(best, None, "seed {seed}");

                infeasible += 1;
            }
        }
    }
    assert!(solved > 1_000 && infeasible > 0, "{solved} {infeasible}");
}

#[test]
fn one_tier_after_the_other_comes_to_the_best_of_all_solutions() {
    for seed in 0..300 {
        let case = tiny_case(seed);
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let Outcome::Optimal { cost, .. } = by_all_solutions(&problem) else { continue };
        for tier in 0..problem.tiers() {
            let goal = Goal::OneTier { tier, held: cost[..tier].to_vec() };
            let program = Program::parse(&lp::text(&problem, &goal));
            let best = program.best(&problem).unwrap_or_else(|| panic!("seed {seed}: no solution"));
            let value = program.value(&problem, &best);
            assert_eq!(value, Some(i128::from(cost[tier])), "seed {seed}, tier {tier}");
        }
        if cost[0] > 0 && problem.tiers() > 1 {
            let goal = Goal::OneTier { tier: 1, held: vec![cost[0] - 1] };
            let program = Program::parse(&lp::text(&problem, &goal));
            assert_eq!(program.best(&problem), None, "seed {seed}: the tier is not held");
        }
    }
}

#[test]
fn a_goal_that_does_not_fit_is_refused() {
    let case = tiny_case(1);
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let tiers = problem.tiers();
    let refused = |tier: usize, held: &[i64]| {
        let goal = Goal::OneTier { tier, held: held.to_vec() };
        problem.write_lp(Vec::new(), &goal).unwrap_err()
    };
    assert!(matches!(refused(tiers, &vec![0; tiers]), LpError::NoSuchTier { .. }));
    let told = refused(1, &[]).to_string();
    assert_eq!(told, "values to hold before tier 2: 1 are needed, 0 given");
    assert!(matches!(refused(0, &[1]), LpError::Held { tier: 0, given: 1 }));
}

/// To write it anew: `UPDATE_GOLDEN=1 cargo test --test lp`.
#[test]
fn the_file_is_what_it_was() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/tiny.lp");
    let mut parts = tiny_parts(839);
    parts.households.iter_mut().for_each(|household| household.share = true);
    parts.dwellings.iter_mut().for_each(|dwelling| dwelling.reserved_for.clear());
    let case = Case::new(parts).unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let text = lp::text(&problem, &Goal::AllTiers);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}
