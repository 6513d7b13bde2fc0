//! The method `greedy` against its definition, worked out the long way.

mod support;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use boligplacering::Case;
use boligplacering::check::check;
use boligplacering::model::{CaseParts, Decision, Objective, Policy, Ruling, Term};
use boligplacering::plan::Plan;
use boligplacering::problem::{Cost, Problem, Solution};
use boligplacering::solve::{Method, Options, Stop, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use support::tiny_case;

/// The longest-waiting household first, each to the home and then, seeker by seeker, to the
/// openings that are best for itself among what is left; whoever has something decided before.
fn by_definition(problem: &Problem) -> Option<Solution> {
    let mut solution = Solution {
        homes: vec![None; problem.households().len()],
        openings: vec![None; problem.seekers().len()],
    };
    let mut beds: Vec<i64> = problem.homes().iter().map(|home| home.beds).collect();
    let mut places: Vec<i64> = problem.homes().iter().map(|home| home.households).collect();
    let mut positions: Vec<i64> = problem.openings().iter().map(|o| o.positions).collect();
    for household in problem.households().iter().filter(|household| household.must) {
        for (home, _) in problem.homes_for(household) {
            beds[home] -= household.size;
            places[home] -= 1;
        }
    }
    for seeker in problem.seekers().iter().filter(|seeker| seeker.must) {
        problem.openings_for(seeker).for_each(|(opening, _)| positions[opening] -= 1);
    }
    let decided = |h: &usize| {
        let household = &problem.households()[*h];
        household.must || household.seekers().any(|s| problem.seekers()[s].must)
    };
    let queue = problem.queue().iter().copied();
    let (first, then): (Vec<usize>, Vec<usize>) = queue.partition(decided);
    for h in first.into_iter().chain(then) {
        let household = &problem.households()[h];
        let mut best: Option<(Cost, usize, Vec<Option<usize>>)> = None;
        for (home, cost) in problem.homes_for(household) {
            let fits = beds[home] >= household.size && places[home] >= 1;
            if !fits && !household.must {
                continue;
            }
            let mut left = positions.clone();
            let jobs = household.seekers().map(|s| job(problem, s, home, &mut left));
            let Some(jobs) = jobs.collect::<Option<Vec<_>>>() else { continue };
            let mut sum = cost.to_vec();
            for (cost, _) in &jobs {
                sum.iter_mut().zip(cost).for_each(|(sum, part)| *sum += part);
            }
            if best.as_ref().is_none_or(|(least, ..)| sum < *least) {
                best = Some((sum, home, jobs.into_iter().map(|(_, opening)| opening).collect()));
            }
        }
        let Some((_, home, openings)) = best else {
            if decided(&h) {
                return None;
            }
            continue;
        };
        solution.homes[h] = Some(home);
        if !household.must {
            beds[home] -= household.size;
            places[home] -= 1;
        }
        for (s, opening) in household.seekers().zip(openings) {
            solution.openings[s] = opening;
            if let Some(opening) = opening.filter(|_| !problem.seekers()[s].must) {
                positions[opening] -= 1;
            }
        }
    }
    Some(solution)
}

/// The best that a seeker can have from a home, none being what it costs; `None` if they must.
fn job(
    problem: &Problem,
    s: usize,
    home: usize,
    positions: &mut [i64],
) -> Option<(Cost, Option<usize>)> {
    let seeker = &problem.seekers()[s];
    let best = (problem.openings_for(seeker))
        .filter(|(opening, _)| seeker.must || positions[*opening] > 0)
        .filter_map(|(opening, cost)| {
            let site = problem.openings()[opening].site;
            let minutes = problem.trips().minutes(seeker.travel, home, site)?;
            let mut cost = cost.to_vec();
            if let Some(trip) = problem.trip_tier() {
                cost[trip.tier] += problem.trip_cost(opening, minutes);
            }
            (minutes <= seeker.limit).then_some((cost, opening))
        })
        .min();
    match best {
        Some((cost, opening)) => {
            // A decided opening was set aside before, and yet counts once more for others of the
            // household: they leave a position of it to whoever comes later.
            positions[opening] -= 1;
            Some((cost, Some(opening)))
        }
        None => (!seeker.must).then(|| (problem.opening_menu(seeker).none().to_vec(), None)),
    }
}

fn assert_by_definition(case: &Case, name: &str) {
    let problem = Problem::new(case, &travel_times(case)).unwrap();
    let mut options = Options::default();
    options.method = &Method::Greedy;
    let found = solve(&problem, &options);
    assert_eq!(found.solution(), by_definition(&problem).as_ref(), "{name}");
}

#[test]
fn tiny_cases() {
    for seed in 0..4000 {
        assert_by_definition(&tiny_case(seed), &format!("seed {seed}"));
    }
}

/// One tier a group of terms, with weights.
fn policy(tiers: &[&[(Term, i64)]]) -> Policy {
    let objective = tiers.iter().map(|tier| tier.iter().copied().collect::<Objective>());
    let mut policy = Policy::default();
    policy.objective = objective.collect();
    policy
}

#[test]
fn invented_cases_whatever_counts() {
    let policies = [
        Policy::default(),
        policy(&[&[(Term::Commute, 1)], &[(Term::Unhoused, 1)], &[(Term::Unplaced, 1)]]),
        policy(&[&[(Term::Unplaced, 300), (Term::Commute, 1), (Term::Ladder, 20)]]),
        policy(&[&[(Term::Rent, 1), (Term::Commute, 40), (Term::Unplaced, 5000)]]),
        policy(&[&[(Term::Unplaced, 1)], &[(Term::Late, 1)], &[(Term::Commute, 2)]]),
        policy(&[&[(Term::Unhoused, 1), (Term::Ladder, 1)], &[(Term::Late, 1)]]),
    ];
    for seed in 0..4 {
        for (index, policy) in policies.iter().enumerate() {
            for recipe in [Synthetic::new(40), Synthetic::tight(60)] {
                let mut parts = recipe.seed(seed).case().unwrap().into_parts();
                parts.policy = policy.clone();
                let case = Case::new(parts).unwrap();
                assert_by_definition(&case, &format!("{recipe:?} seed {seed} policy {index}"));
            }
        }
    }
}

/// Whoever is stopped has a whole plan at once: what is decided is kept, and nothing is too full.
#[test]
fn stopped_at_any_look_it_places_everybody_it_can() {
    let free = Synthetic::tight(300).case().unwrap();
    let problem = Problem::new(&free, &travel_times(&free)).unwrap();
    let by_hand = solve(&problem, &Options::default().with_method(&Method::Greedy));
    let decided = by_hand.solution().unwrap();
    let mut parts = CaseParts::from(free);
    let households = parts.households.iter().enumerate().skip(250).step_by(10);
    for (h, household) in households {
        let Some(home) = decided.homes[h] else { continue };
        let (household, dwelling) = (household.id.clone(), parts.dwellings[home].id.clone());
        parts.decisions.push(Decision::housing(household, dwelling, Ruling::Must));
    }
    assert!(parts.decisions.len() > 2);
    let case = Case::new(parts).unwrap();
    let travel = travel_times(&case);
    let problem = Problem::new(&case, &travel).unwrap();
    let stopped = |looks: u64| {
        let looked = AtomicU64::new(0);
        let clock = move || Duration::from_nanos(looked.fetch_add(1, Ordering::Relaxed));
        let options = Options::default().with_time_limit(Duration::from_nanos(looks));
        solve(&problem, &options.with_method(&Method::Greedy).with_clock(clock))
    };
    let whole = stopped(u64::MAX >> 1);
    assert_eq!(whole.stop(), None);
    let mut housed = Vec::new();
    for looks in [0, 1, 2, 30, 100, 200, 280] {
        let outcome = stopped(looks);
        assert_eq!(outcome.stop(), Some(Stop::TimeLimit), "{looks}");
        assert_eq!(outcome.cost(), stopped(looks).cost(), "the same each time");
        let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
        housed.push(check(&case, &travel, &plan, None).unwrap().housed);
    }
    assert!(housed.iter().all(|housed| *housed > 200), "{housed:?}");
}
