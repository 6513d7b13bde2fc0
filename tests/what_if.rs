//! What a changed problem comes to, from what is known of the problem itself: the same as from nothing, with proof.

#[path = "support/dice.rs"]
mod dice;

use boligplacering::model::Case;
use boligplacering::problem::{Change, Problem};
use boligplacering::solve::{Method, Options, Outcome, WhatIf, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Claimed, verify_infeasible, verify_proof};
use dice::Dice;
use rayon::prelude::*;

fn problem(case: &Case) -> Problem {
    Problem::new(case, &travel_times(case)).unwrap()
}

/// Some change of a problem, of any kind.
fn some_change(problem: &Problem, dice: &mut Dice) -> Change {
    let household = dice.below(problem.households().len());
    let home = dice.below(problem.homes().len());
    let opening = dice.below(problem.openings().len().max(1));
    let seeker = dice.below(problem.seekers().len().max(1));
    let more = if dice.below(2) == 0 { -1 } else { 1 };
    match dice.below(13) {
        0 | 1 => Change::ForceHome { household, home },
        2 | 3 => Change::ForbidHome { household, home },
        4 => Change::ForceOpening { seeker, opening },
        5 => Change::ForbidOpening { seeker, opening },
        6 => Change::Places { home, more },
        7 => Change::Beds { home, more },
        8 => Change::House { household },
        9 => Change::Place { seeker },
        10 => Change::FreeHousehold { household },
        11 => Change::FreeSeeker { seeker },
        _ => Change::Positions { opening, more },
    }
}

/// A few changes together; half of the time they forbid what a solution has.
fn some_changes(what_if: &WhatIf, dice: &mut Dice) -> Vec<Change> {
    let problem = what_if.problem();
    let count = 1 + dice.below(3);
    let known = what_if.outcome().solution();
    (0..count)
        .map(|_| {
            let household = dice.below(problem.households().len());
            match known.and_then(|solution| solution.homes[household]) {
                Some(home) if dice.below(2) == 0 => Change::ForbidHome { household, home },
                _ => some_change(problem, dice),
            }
        })
        .collect()
}

/// Asserts that an answer is what solving from nothing comes to, and that its proof holds.
fn assert_same(changed: &Problem, answer: &Outcome, cold: &Outcome, what: &str) {
    assert_eq!(answer.cost(), cold.cost(), "{what}");
    match answer {
        Outcome::Optimal { solution, cost, proof, .. } => {
            assert_eq!(changed.cost(solution).as_ref(), Ok(cost), "{what}");
            assert_eq!(
                verify_proof(changed, Claimed { values: cost, bounds: cost }, proof),
                Ok(()),
                "{what}"
            );
        }
        Outcome::Infeasible { proof } => {
            assert!(matches!(cold, Outcome::Infeasible { .. }), "{what}");
            assert_eq!(verify_infeasible(changed, proof), Ok(()), "{what}");
        }
        other => panic!("{what}: {other:?}"),
    }
}

fn tiny(seed: u64) -> Synthetic {
    let households = 2 + seed as usize % 3;
    if seed.is_multiple_of(2) { Synthetic::tight(households) } else { Synthetic::new(households) }
}

#[test]
fn tiny_problems_changed_come_to_what_all_their_solutions_come_to() {
    let mut by_hand = Options::default();
    by_hand.method = &Method::Exhaustive;
    (1..=5_000u64).into_par_iter().for_each(|seed| {
        let problem = problem(&tiny(seed).seed(seed).case().unwrap());
        let what_if = WhatIf::new(&problem, &Options::default());
        let mut dice = Dice::new(seed);
        // A chain: each link is the problem of the next question as well.
        let changes = some_changes(&what_if, &mut dice);
        let changed = problem.with(&changes);
        let answer = what_if.with(&changes);
        assert_same(&changed, &answer, &solve(&changed, &by_hand), &format!("{seed}: {changes:?}"));
        let next = WhatIf::new(&changed, &Options::default());
        let more = some_changes(&next, &mut dice);
        let answer = next.with(&more);
        let changed = changed.with(&more);
        let all = [changes, more].concat();
        assert_same(&changed, &answer, &solve(&changed, &by_hand), &format!("{seed}: {all:?}"));
    });
}

#[test]
fn problems_of_fifteen_to_thirty_households_changed_come_to_what_they_do_from_nothing() {
    (1..=200u64).into_par_iter().for_each(|seed| {
        let households = 15 + seed as usize % 16;
        let family =
            if seed % 2 == 0 { Synthetic::tight(households) } else { Synthetic::new(households) };
        let problem = problem(&family.seed(seed).case().unwrap());
        let what_if = WhatIf::new(&problem, &Options::default());
        let mut dice = Dice::new(seed);
        for _ in 0..5 {
            let changes = some_changes(&what_if, &mut dice);
            let changed = problem.with(&changes);
            let cold = solve(&changed, &Options::default());
            assert_same(&changed, &what_if.with(&changes), &cold, &format!("{seed}: {changes:?}"));
        }
    });
}

#[test]
fn answers_depend_neither_on_the_order_of_questions_nor_on_threads() {
    let problem = problem(&Synthetic::tight(20).case().unwrap());
    let mut options = Options::default();
    options.threads = 2;
    let (one, other) =
        (WhatIf::new(&problem, &Options::default()), WhatIf::new(&problem, &options));
    let questions: Vec<[Change; 1]> = (0..problem.households().len())
        .flat_map(|household| (0..3).map(move |home| [Change::ForceHome { household, home }]))
        .collect();
    let forwards: Vec<Outcome> = questions.iter().map(|changes| one.with(changes)).collect();
    let mut backwards: Vec<Outcome> =
        questions.par_iter().rev().map(|changes| other.with(changes)).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
}

#[test]
fn what_is_not_there_cannot_be_had_and_changes_nothing() {
    let problem = problem(&Synthetic::new(4).case().unwrap());
    let what_if = WhatIf::new(&problem, &Options::default());
    let (nobody, nowhere) = (usize::MAX, usize::MAX);
    for changes in [
        [Change::ForbidHome { household: 0, home: nowhere }],
        [Change::ForceHome { household: nobody, home: 0 }],
        [Change::ForbidOpening { seeker: nobody, opening: nowhere }],
        [Change::Beds { home: nowhere, more: -5 }],
        [Change::Positions { opening: 0, more: i64::MAX }],
        [Change::Places { home: 0, more: 0 }],
    ] {
        assert_eq!(what_if.with(&changes).cost(), what_if.outcome().cost(), "{changes:?}");
    }
    let forced = [Change::ForceHome { household: 0, home: nowhere }];
    let Outcome::Infeasible { proof } = what_if.with(&forced) else { panic!("no such home") };
    assert_eq!(verify_infeasible(&problem.with(&forced), &proof), Ok(()));
}
