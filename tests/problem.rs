//! A problem says of every pair what the rules of the case say of it.

mod support;

use boligplacering::model::{Case, Kroner, Term};
use boligplacering::plan::Plan;
use boligplacering::problem::{Cost, Previous, Problem};
use boligplacering::rules::Rules;
use boligplacering::solve::{Method, Options, solve};
use boligplacering::travel::travel_times;
use support::tiny_case;

fn cost<const N: usize>(case: &Case, amounts: [(Term, i64); N]) -> Cost {
    let tier = |weights: &boligplacering::model::Objective| {
        let part = |(term, amount): &(Term, i64)| weights.get(term).unwrap_or(&0) * amount;
        amounts.iter().map(part).sum()
    };
    case.policy().objective.iter().map(tier).collect()
}

fn moved(before: Option<Option<usize>>, now: Option<usize>) -> (Term, i64) {
    (Term::Moved, i64::from(before.is_some_and(|before| before != now)))
}

fn assert_menus(case: &Case, previous: &Previous, name: &str) {
    let problem = Problem::with_previous(case, &travel_times(case), previous).unwrap();
    let rules = Rules::new(case);
    for (h, household) in problem.households().iter().enumerate() {
        let before = previous.homes.get(h).copied().flatten();
        let none = cost(case, [(Term::Unhoused, 1), moved(before, None)]);
        assert_eq!(problem.home_menu(household).none(), none, "{name}");
        for (d, dwelling) in case.dwellings().iter().enumerate() {
            let rent = dwelling.rent.map_or(0, Kroner::rounded);
            let expected = rules.housing(h, d).ok().map(|penalty| {
                let judged = [(Term::Preference, penalty), (Term::Rent, rent)];
                cost(case, [judged[0], judged[1], moved(before, Some(d))])
            });
            assert_eq!(problem.home_cost(household, d), expected.as_deref(), "{name} {h} {d}");
        }
    }
    let people = (case.households().iter().enumerate())
        .flat_map(|(h, household)| (0..household.members.len()).map(move |m| (h, m)))
        .filter_map(|(h, m)| Some(((h, m), case.households()[h].members[m].job_seeker.as_ref()?)));
    for (s, (who, person)) in people.enumerate() {
        let seeker = &problem.seekers()[s];
        let before = previous.openings.get(s).copied().flatten();
        let none = cost(case, [(Term::Unplaced, 1), moved(before, None)]);
        assert_eq!(problem.opening_menu(seeker).none(), none, "{name}");
        for (o, opening) in case.openings().iter().enumerate() {
            let expected = rules.work(who, o).ok().map(|(start, penalty)| {
                let steps = (Term::Ladder, rules.steps_down(person, opening));
                let late = (Term::Late, start.late_hours);
                let judged = (Term::Suitability, penalty);
                cost(case, [steps, late, judged, moved(before, Some(o))])
            });
            assert_eq!(problem.opening_cost(seeker, o), expected.as_deref(), "{name} {s} {o}");
        }
    }
    assert_kinds(&problem, name);
}

/// Every home and opening is of its kind, and menus list kinds as they list homes and openings.
fn assert_kinds(problem: &Problem, name: &str) {
    for (index, home) in problem.homes().iter().enumerate() {
        assert!(problem.homes_of_kind(home.kind).contains(&(index as u32)), "{name}");
    }
    for (index, opening) in problem.openings().iter().enumerate() {
        let kind = problem.openings_of_kind(opening.kind);
        assert!(kind.contains(&(index as u32)) && kind.is_sorted(), "{name}");
        let days = kind.iter().map(|other| problem.openings()[*other as usize].days);
        assert!(days.eq(kind.iter().map(|_| opening.days)), "{name}");
    }
    for household in problem.households() {
        let mut listed: Vec<_> = (problem.home_menu(household).kinds())
            .flat_map(|(kind, cost)| problem.homes_of_kind(kind).iter().map(move |h| (*h, cost)))
            .map(|(home, cost)| (home as usize, cost))
            .collect();
        listed.sort_unstable();
        assert!(listed.into_iter().eq(problem.homes_for(household)), "{name}");
    }
    for seeker in problem.seekers() {
        let mut listed: Vec<_> = (problem.opening_menu(seeker).kinds())
            .flat_map(|(kind, cost)| problem.openings_of_kind(kind).iter().map(move |o| (*o, cost)))
            .map(|(opening, cost)| (opening as usize, cost))
            .collect();
        listed.sort_unstable();
        assert!(listed.into_iter().eq(problem.openings_for(seeker)), "{name}");
    }
}

#[test]
fn menus_by_kind_say_what_the_rules_say_of_every_pair() {
    for seed in 0..4000 {
        assert_menus(&tiny_case(seed), &Previous::default(), &format!("seed {seed}"));
    }
}

#[test]
fn menus_by_kind_know_what_was_before() {
    let mut options = Options::default();
    options.method = &Method::Greedy;
    for seed in 0..1000 {
        let case = tiny_case(seed);
        let travel = travel_times(&case);
        let before = solve(&Problem::new(&case, &travel).unwrap(), &options);
        if let Some(plan) = before.proposal().and_then(|p| Plan::new(&case, &travel, &p)) {
            assert_menus(&case, &plan.as_previous(&case), &format!("seed {seed}"));
        }
    }
}
