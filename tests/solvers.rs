//! Every method against the one that looks at all solutions, and against each other.

mod support;

use boligplacering::check::{Claimed, check, verify_infeasible, verify_proof};
use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::solve::{Method, Options, Outcome, Progress, Stop, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::travel::travel_times;
use support::{Dice, tiny_case};

/// What a method finds; what it claims is proven.
fn by(problem: &Problem, method: Method) -> Outcome {
    let mut options = Options::default();
    options.method = &method;
    let outcome = solve(problem, &options);
    let checked = match (outcome.cost(), outcome.bound(), outcome.proof()) {
        (Some(cost), Some(bound), Some(proof)) => {
            verify_proof(problem, Claimed { values: cost, bounds: bound }, proof)
        }
        (None, None, Some(proof)) => verify_infeasible(problem, proof),
        claimed => {
            assert_eq!(claimed, (None, None, None), "{method}: {outcome:?}");
            Ok(())
        }
    };
    assert_eq!(checked, Ok(()), "{method}: {outcome:?}");
    outcome
}

/// The methods that prove what they find; they need more time the later they are.
fn exact_methods() -> impl Iterator<Item = Method> {
    [
        Method::Decompose,
        Method::Auto,
        Method::Columns,
        Method::ColumnsHighs,
        Method::Milp,
        Method::MilpHighs,
    ]
    .into_iter()
    .filter(|method| method.is_built_in())
}

/// The plan of an outcome passes the check and comes to the cost that the solver claims.
fn assert_checked(
    case: &Case,
    outcome: &Outcome,
    method: Method,
    previous: Option<&Plan>,
    name: &str,
) {
    let travel = travel_times(case);
    let Some(plan) = outcome.proposal().and_then(|p| Plan::new(case, &travel, &p)) else {
        assert!(outcome.solution().is_none(), "{name}");
        return;
    };
    match check(case, &travel, &plan, previous) {
        Ok(tally) => assert_eq!(Some(&tally.values), outcome.cost(), "{name} {method}"),
        Err(violations) => panic!("{name} {method}: {violations:?}"),
    }
}

#[test]
fn every_method_agrees_with_all_solutions_on_tiny_cases() {
    let (mut solved, mut infeasible, mut beaten) = (0, 0, 0);
    for seed in 0..10_000 {
        let name = format!("seed {seed}");
        let case = tiny_case(seed);
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let all = by(&problem, Method::Exhaustive);
        assert_checked(&case, &all, Method::Exhaustive, None, &name);
        let many = if seed < 4000 { usize::MAX } else { 1 };
        for method in exact_methods().take(many) {
            let outcome = by(&problem, method);
            assert_checked(&case, &outcome, method, None, &name);
            match &all {
                Outcome::Optimal { cost, .. } => {
                    assert!(outcome.is_optimal(), "{name} {method}: {outcome:?}");
                    assert_eq!(outcome.cost(), Some(cost), "{name} {method}");
                }
                Outcome::Infeasible { .. } => {
                    let agrees = matches!(outcome, Outcome::Infeasible { .. });
                    assert!(agrees, "{name} {method}: {outcome:?}");
                }
                other => panic!("{name}: {other:?}"),
            }
        }
        let by_hand = by(&problem, Method::Greedy);
        assert_checked(&case, &by_hand, Method::Greedy, None, &name);
        if let (Some(by_hand), Some(best)) = (by_hand.cost(), all.cost()) {
            assert!(by_hand >= best, "{name}: greedy beats the best");
            beaten += u32::from(by_hand > best);
        }
        match all {
            Outcome::Infeasible { .. } => infeasible += 1,
            _ => solved += 1,
        }
    }
    // The cases are worth looking at: greedy often misses, decisions sometimes collide.
    assert!(solved > 9000 && infeasible > 0 && beaten > 500, "{solved} {infeasible} {beaten}");
}

#[test]
fn every_method_agrees_when_a_plan_exists_already() {
    for seed in 0..600 {
        let name = format!("seed {seed}");
        let mut dice = Dice::new(seed + 1_000_000);
        let case = tiny_case(seed);
        let travel = travel_times(&case);
        let before = by(&Problem::new(&case, &travel).unwrap(), Method::Greedy);
        let previous = before.proposal().and_then(|p| Plan::new(&case, &travel, &p));
        let Some(previous) = previous else { continue };
        let mut parts = case.into_parts();
        let gone = dice.below(parts.dwellings.len());
        let dwelling = parts.dwellings.remove(gone).id;
        parts.travel_times.retain(|entry| entry.dwelling != dwelling);
        parts.preferences.retain(|entry| entry.dwelling != dwelling);
        parts.decisions.clear();
        let case = Case::new(parts).unwrap();
        let before = previous.as_previous(&case);
        let problem = Problem::with_previous(&case, &travel_times(&case), &before).unwrap();
        let all = by(&problem, Method::Exhaustive);
        for method in exact_methods().chain([Method::Exhaustive]) {
            let outcome = by(&problem, method);
            assert_eq!(outcome.cost(), all.cost(), "{name} {method}");
            assert_checked(&case, &outcome, method, Some(&previous), &name);
        }
    }
}

/// All that `decompose` says of invented months, the `others` say too, tier by tier.
fn assert_agreed(others: &[Method], recipes: &[Synthetic], seeds: u64) {
    for recipe in recipes {
        for seed in 1..=seeds {
            let name = format!("{recipe:?} seed {seed}");
            let case = recipe.seed(seed).case().unwrap();
            let problem = Problem::new(&case, &travel_times(&case)).unwrap();
            let best = by(&problem, Method::Decompose);
            assert!(best.is_optimal(), "{name}");
            assert_checked(&case, &best, Method::Decompose, None, &name);
            for method in others {
                let outcome = by(&problem, *method);
                assert!(outcome.is_optimal(), "{name} {method}");
                assert_eq!(outcome.cost(), best.cost(), "{name} {method}");
                assert_checked(&case, &outcome, *method, None, &name);
            }
        }
    }
}

#[test]
fn microlp_agrees_on_hundreds_of_months() {
    let others = [Method::Milp, Method::Columns];
    let (loose, tight) = (Synthetic::new, Synthetic::tight);
    assert_agreed(&others, &[loose(8), tight(8), loose(9), tight(9)], 60);
    assert_agreed(&others, &[loose(10), tight(10)], 12);
}

/// The program of `milp` says all that a month is: it owes nothing to `decompose`. That of
/// `columns` is made of plans that `decompose` has priced: there, only the search is checked.
#[cfg(feature = "highs")]
mod with_highs {
    use super::*;

    #[test]
    fn milp_agrees_on_months_of_15_to_30() {
        assert_agreed(&[Method::MilpHighs], &[Synthetic::new(15), Synthetic::tight(15)], 10);
        assert_agreed(&[Method::MilpHighs], &[Synthetic::new(30), Synthetic::tight(30)], 1);
    }

    #[test]
    fn columns_agrees_on_months_of_15_to_30() {
        let (loose, tight) = (Synthetic::new, Synthetic::tight);
        let others = [Method::ColumnsHighs];
        assert_agreed(&others, &[loose(15), tight(15), loose(20), loose(25)], 25);
        assert_agreed(&others, &[tight(20), tight(25), loose(30)], 6);
    }
}

/// Wherever it is stopped, there is a plan, and what is told of it is proven.
#[test]
fn stopped_at_any_moment() {
    for microseconds in [0, 10, 100, 1_000, 3_000, 10_000, 30_000] {
        for (size, seed) in [(3, 1), (8, 2), (20, 3), (40, 4)] {
            for recipe in [Synthetic::new(size), Synthetic::tight(size)] {
                let case = recipe.seed(seed).case().unwrap();
                let problem = Problem::new(&case, &travel_times(&case)).unwrap();
                let mut options = Options::default();
                let limit = std::time::Duration::from_micros(microseconds);
                options.time_limit = Some(limit);
                let outcome = solve(&problem, &options);
                let (cost, proof) = (outcome.cost().unwrap(), outcome.proof().unwrap());
                verify_proof(&problem, Claimed { values: cost, bounds: &proof.bounds() }, proof)
                    .unwrap();
            }
        }
    }
}

/// Looked at so often, the clock says that time is up: the same moment each time.
fn after_looks(looks: u64) -> Options<'static> {
    let looked = std::sync::atomic::AtomicU64::new(0);
    let limit = std::time::Duration::from_nanos(looks);
    Options::default().with_time_limit(limit).with_clock(move || {
        let looked = looked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        std::time::Duration::from_nanos(looked)
    })
}

/// The plan made by hand is told first, every other is better, and what is told in the end is proven.
#[test]
fn plans_are_told_from_the_first_on() {
    let case = Synthetic::tight(160).seed(1).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let by_hand = by(&problem, Method::Greedy);
    for looks in [1, 300, 3_000] {
        let told = std::sync::Mutex::new(Vec::new());
        let hear = |progress: &Progress| told.lock().unwrap().extend(progress.cost.clone());
        let options = after_looks(looks).with_progress(&hear);
        let outcome = solve(&problem, &options);
        let (cost, proof) = (outcome.cost().unwrap(), outcome.proof().unwrap());
        verify_proof(&problem, Claimed { values: cost, bounds: &proof.bounds() }, proof).unwrap();
        let told = told.lock().unwrap();
        assert_eq!((told.first(), told.last()), (by_hand.cost(), Some(cost)));
        assert!(told.is_sorted_by(|before, after| before >= after));
    }
}

/// What a library cannot hold is refused before it is built.
#[test]
fn a_case_that_is_too_large_for_a_library_is_refused() {
    let case = Synthetic::new(100).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let outcome = solve(&problem, &Options::default().with_method(&Method::Milp));
    assert!(matches!(outcome, Outcome::NoPlan { stop: Stop::TooLarge }), "{outcome:?}");
    let [english, danish] = Language::ALL.map(|language| Stop::TooLarge.in_language(language));
    assert!(english.ends_with("take the method auto") && danish.ends_with("tag metoden auto"));
}
