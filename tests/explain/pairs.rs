//! Each answer is held against all solutions of tiny cases: prices, who moves, and that everything has an answer.

use std::collections::BTreeMap;

use crate::support::tiny_case;
use boligplacering::explain::{Alternative, Answer, Baseline, Explainer, Move, Scope};
use boligplacering::problem::{Cost, Problem, Solution};
use boligplacering::rules::Rules;
use boligplacering::solve::{Progress, Stop};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Case, Options, place, solve};

/// All solutions, each with its cost.
fn all_solutions(problem: &Problem) -> Vec<(Cost, Solution)> {
    let mut all = vec![Solution::nothing(problem)];
    let takes = |with: &dyn Fn(&mut Solution, Option<usize>), all: Vec<Solution>, count: usize| {
        let choices = || (0..count).map(Some).chain([None]);
        let each = all.into_iter().flat_map(|solution| {
            choices().map(move |choice| (solution.clone(), choice)).collect::<Vec<_>>()
        });
        each.map(|(mut solution, choice)| {
            with(&mut solution, choice);
            solution
        })
        .collect()
    };
    for h in 0..problem.households().len() {
        all = takes(&|solution, choice| solution.homes[h] = choice, all, problem.homes().len());
    }
    for s in 0..problem.seekers().len() {
        all =
            takes(&|solution, choice| solution.openings[s] = choice, all, problem.openings().len());
    }
    all.into_iter().filter_map(|solution| Some((problem.cost(&solution).ok()?, solution))).collect()
}

/// How many of all takers have something else, those who are left out aside.
fn moved(
    from: &Solution,
    to: &Solution,
    home: impl Fn(usize) -> bool,
    work: impl Fn(usize) -> bool,
) -> i64 {
    let homes = (0..from.homes.len()).filter(|h| home(*h) && from.homes[*h] != to.homes[*h]);
    let work =
        (0..from.openings.len()).filter(|s| work(*s) && from.openings[*s] != to.openings[*s]);
    (homes.count() + work.count()) as i64
}

/// Counts answers by kind.
fn kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Planned => "planned",
        Answer::Forbidden(_) => "forbidden",
        Answer::AgainstDecisions => "against decisions",
        Answer::Possible(other) if other.is_equally_good() => "equally good",
        Answer::Possible(_) => "possible",
        _ => "unknown",
    }
}

/// The best of the solutions that have something, and the fewest others who move among the best.
fn best<'a>(
    solutions: impl Iterator<Item = &'a (Cost, Solution)> + Clone,
    others: impl Fn(&Solution) -> i64,
) -> Option<(&'a Cost, i64)> {
    let (cost, _) = solutions.clone().min_by_key(|(cost, _)| cost)?;
    let fewest = solutions.filter(|(other, _)| other == cost).map(|(_, solution)| others(solution));
    Some((cost, fewest.min()?))
}

fn assert_price(other: &Alternative, base: &Cost, expected: Option<(&Cost, i64)>, name: &str) {
    let (cost, fewest) = expected.expect(name);
    let exact: Vec<i64> = other.price.iter().map(|price| price.exact().expect(name)).collect();
    let difference: Vec<i64> = cost.iter().zip(base).map(|(other, base)| other - base).collect();
    assert_eq!(exact, difference, "{name}");
    assert_eq!((other.others, other.is_fewest), (fewest, true), "{name}");
}

#[test]
fn every_pair_has_the_answer_that_all_solutions_give() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..900 {
        let case = tiny_case(seed);
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).unwrap();
        if problem.seekers().len() > 3 {
            continue;
        }
        let (options, rules) = (Options::default().with_threads(1), Rules::new(&case));
        let outcome = solve(&problem, &options);
        let Some(proposal) = outcome.proposal() else { continue };
        let (base, plan) = (outcome.cost().unwrap(), outcome.solution().unwrap());
        let month = Baseline::new(&case, &travel, &problem, &proposal);
        let explainer = Explainer::new(&month, &options);
        let all = all_solutions(&problem);
        for h in 0..problem.households().len() {
            let answers = explainer.homes(h);
            assert_eq!(answers.len(), case.dwellings().len());
            for (d, answer) in answers.iter().enumerate() {
                let name = format!("seed {seed}: household {h}, dwelling {d}");
                assert_eq!(*answer, explainer.home(h, d), "{name}");
                let those = all.iter().filter(|(_, solution)| solution.homes[h] == Some(d));
                let own = problem.households()[h].seekers();
                let others = |to: &Solution| moved(plan, to, |o| o != h, |s| !own.contains(&s));
                match answer {
                    Answer::Planned => assert_eq!(plan.homes[h], Some(d), "{name}"),
                    Answer::Forbidden(_) => assert!(rules.housing(h, d).is_err(), "{name}"),
                    Answer::Possible(other) => {
                        assert_price(other, base, best(those.clone(), others), &name);
                        assert_moves(&case, other, &name);
                    }
                    Answer::AgainstDecisions => assert_eq!(those.count(), 0, "{name}"),
                    other => panic!("{name}: {other:?}"),
                }
                *kinds.entry(kind(answer)).or_default() += 1;
            }
        }
        for s in 0..problem.seekers().len() {
            let answers = explainer.openings(s);
            assert_eq!(answers.len(), case.openings().len());
            for (o, answer) in answers.iter().enumerate() {
                let name = format!("seed {seed}: seeker {s}, opening {o}");
                assert_eq!(*answer, explainer.opening(s, o), "{name}");
                let those = all.iter().filter(|(_, solution)| solution.openings[s] == Some(o));
                let others = |to: &Solution| moved(plan, to, |_| true, |other| other != s);
                match answer {
                    Answer::Planned => assert_eq!(plan.openings[s], Some(o), "{name}"),
                    Answer::Forbidden(refusals) => {
                        assert!(!refusals.is_empty() && those.count() == 0, "{name}");
                    }
                    Answer::Possible(other) => {
                        assert_price(other, base, best(those.clone(), others), &name);
                        assert_moves(&case, other, &name);
                    }
                    Answer::AgainstDecisions => assert_eq!(those.count(), 0, "{name}"),
                    other => panic!("{name}: {other:?}"),
                }
                *kinds.entry(kind(answer)).or_default() += 1;
            }
        }
    }
    for kind in ["planned", "forbidden", "against decisions", "equally good", "possible"] {
        assert!(kinds.get(kind).is_some_and(|count| *count > 30), "{kind}: {kinds:?}");
    }
}

/// Whoever moves has something else than before.
fn assert_moves(case: &Case, other: &Alternative, name: &str) {
    assert!(!other.moves.is_empty(), "{name}");
    assert!(other.moves.len() as i64 >= other.others, "{name}");
    for one in &other.moves {
        match one {
            Move::Household { household, from, to } => {
                assert!(from != to && case.household_index(household).is_some(), "{name}");
            }
            Move::Person { person, from, to } => {
                assert!(from != to && case.person_index(person).is_some(), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_is_not_worked_out_in_time_is_told_as_between_two_numbers() {
    let case = Synthetic::tight(40).case().unwrap();
    let travel = travel_times(&case);
    let problem = Problem::new(&case, &travel).unwrap();
    let placement = place(&case, &Options::default()).unwrap();
    // Each question has no time by itself; where nobody has any more none is begun.
    let options = Options::default().with_time_limit(std::time::Duration::ZERO);
    let stopped = std::sync::atomic::AtomicBool::new(true);
    let cancelled = Options::default().with_cancel(&stopped);
    let proposal = placement.outcome.proposal().unwrap();
    let month = Baseline::new(&case, &travel, &problem, &proposal);
    let (hurried, cancelled) =
        (Explainer::new(&month, &options), Explainer::new(&month, &cancelled));
    let patient = Options::default();
    let patient = Explainer::new(&month, &patient);
    let mut open = 0;
    for h in 0..4 {
        for (hurried, patient) in hurried.homes(h).iter().zip(patient.homes(h)) {
            let (Answer::Possible(hurried), Answer::Possible(patient)) = (hurried, &patient) else {
                assert!(matches!(hurried, Answer::Unknown(_)) || *hurried == patient);
                continue;
            };
            for (price, exact) in hurried.price.iter().zip(&patient.price) {
                let exact = exact.exact().unwrap();
                assert!((price.at_least..=price.at_most).contains(&exact), "{price:?}, {exact}");
            }
            open += usize::from(!hurried.is_exact());
        }
        for answer in cancelled.homes(h) {
            assert!(matches!(answer, Answer::Unknown(Stop::Cancelled) | Answer::Planned));
        }
    }
    assert!(open > 0);
}

#[test]
fn a_list_for_which_there_is_no_time_begins_nothing_and_says_so() {
    for recipe in [Synthetic::new(40), Synthetic::tight(40)] {
        let case = recipe.case().unwrap();
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).unwrap();
        let placement = place(&case, &Options::default()).unwrap();
        let proposal = placement.outcome.proposal().unwrap();
        let month = Baseline::new(&case, &travel, &problem, &proposal);
        let stopped = std::sync::atomic::AtomicBool::new(true);
        let told = |_: &Progress| panic!("something is solved");
        let options = Options::default().with_cancel(&stopped).with_progress(&told);
        let list = Explainer::new(&month, &options).price_list(Scope::Everything);
        assert!(list.is_of(&placement.plan));
        let homes = list.households.iter().flat_map(|of| &of.homes).map(|home| &home.answer);
        let openings = list.persons.iter().flat_map(|of| &of.openings).map(|o| &o.answer);
        for answer in homes.chain(openings) {
            assert!(matches!(answer, Answer::Unknown(Stop::Cancelled) | Answer::Planned));
        }
        assert!(list.left_out.iter().all(|left| left.remedies.is_empty()));
        assert!(list.left_out.iter().all(|left| left.instead_of_others.is_none()));
        let turns = list.calls.iter().flat_map(|call| &call.turns);
        assert!(turns.into_iter().all(|turn| turn.lost.is_empty() && turn.moves.is_empty()));
        // What a position more would gain is between nothing and all that there is to gain.
        let gains = list.scarce.iter().flat_map(|scarce| scarce.gains.iter().flatten());
        assert!(gains.into_iter().all(|price| price.at_least <= price.at_most));
        assert!(list.decided.each.iter().all(|kept| kept.price.is_empty()));
    }
}
