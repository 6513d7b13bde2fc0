//! Shapes that are hard on solvers: everything alike, one of everything, huge numbers, nothing.
//! Whatever is claimed of them is proven.

#[path = "support/shapes.rs"]
mod shapes;

use boligplacering::check::{Claimed, verify_proof};
use boligplacering::model::{Case, CaseParts, Decision, Preference, Ruling, Term, Verdict};
use boligplacering::problem::Problem;
use boligplacering::solve::{Method, Options, Outcome, solve};
use boligplacering::travel::travel_times;
use shapes::{assignment, dwelling, household, parts, penalties, preferences, shared};
use std::time::Duration;

/// Solves within a minute, and verifies what is claimed.
fn solved(parts: CaseParts) -> (Problem, Outcome) {
    solved_within(parts, Duration::from_secs(60))
}

fn solved_within(parts: CaseParts, limit: Duration) -> (Problem, Outcome) {
    let case = Case::new(parts).unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let mut options = Options::default();
    options.time_limit = Some(limit);
    let outcome = solve(&problem, &options);
    let (cost, bound) = (outcome.cost().unwrap(), outcome.bound().unwrap());
    verify_proof(&problem, Claimed { values: cost, bounds: bound }, outcome.proof().unwrap())
        .unwrap();
    (problem, outcome)
}

#[test]
fn all_homes_alike() {
    let mut parts = parts(20);
    let like = parts.dwellings[0].clone();
    for home in &mut parts.dwellings {
        let id = home.id.clone();
        home.clone_from(&like);
        (home.id, home.beds, home.restricted) = (id, 7, false);
    }
    assert!(solved(parts).1.is_optimal());
}

#[test]
fn all_openings_at_one_site() {
    let mut parts = parts(20);
    let site = parts.sites[0].id.clone();
    for opening in &mut parts.openings {
        opening.site = site.clone();
    }
    solved(parts);
}

#[test]
fn a_household_with_six_seekers() {
    let mut parts = parts(6);
    let seeker = parts.households[0].members[0].job_seeker.clone();
    let mut large = household(999, 6);
    large.members.iter_mut().for_each(|person| person.job_seeker = seeker.clone());
    parts.households.push(large);
    parts.dwellings.push(dwelling(999, 6, 1));
    assert!(solved(parts).1.is_optimal());
}

#[test]
fn one_home_for_everybody() {
    let mut parts = parts(12);
    parts.dwellings = vec![dwelling(1, 40, 12)];
    solved(parts);
}

#[test]
fn nowhere_to_go_and_nobody_there() {
    let empty = solved(CaseParts::default()).1;
    assert!(empty.is_optimal());
    let mut homeless = parts(10);
    homeless.dwellings.clear();
    let (_, outcome) = solved(homeless);
    assert!(outcome.is_optimal());
    assert_eq!(outcome.cost().unwrap()[0], 10);
}

#[test]
fn a_pure_assignment_by_preference() {
    let parts = assignment(30, 1000);
    let penalties = penalties(&parts);
    let (_, outcome) = solved(parts);
    assert!(outcome.is_optimal());
    assert_eq!(*outcome.cost().unwrap().last().unwrap(), least_cost(&penalties));
}

#[test]
fn too_few_homes_and_decisions() {
    for seed in 0..60 {
        let mut parts = CaseParts::default();
        parts.households = (0..6).map(|n| household(n, 1)).collect();
        parts.dwellings = (0..3 + seed % 5).map(|n| dwelling(n, 1, 1)).collect();
        preferences(&mut parts, [2, 12, 1_000_000][seed % 3]);
        for (at, preference) in parts.preferences.iter_mut().enumerate() {
            if (at * 7 + seed) % 4 == 0 {
                preference.verdict = Verdict::Never;
            }
        }
        if seed % 2 == 0 {
            parts.policy.objective = vec![[(Term::Unhoused, 5), (Term::Preference, 1)].into()];
        }
        let decided = (parts.preferences.iter())
            .find(|preference| preference.verdict != Verdict::Never)
            .map(|Preference { household, dwelling, .. }| {
                Decision::housing(household.clone(), dwelling.clone(), Ruling::Must)
            });
        parts.decisions.extend(decided);
        let (problem, outcome) = solved(parts);
        let mut options = Options::default();
        options.threads = 2;
        assert_eq!(solve(&problem, &options), outcome, "seed {seed}");
        options.method = &Method::Exhaustive;
        assert_eq!(solve(&problem, &options).cost(), outcome.cost(), "seed {seed}");
        assert!(outcome.is_optimal(), "seed {seed}");
    }
}

/// The least cost of a square assignment, by shortest augmenting paths (Jonker and Volgenant,
/// 1987).
fn least_cost(costs: &[Vec<i64>]) -> i64 {
    let n = costs.len();
    let (mut u, mut v) = (vec![0; n + 1], vec![0; n + 1]);
    let (mut matched, mut way) = (vec![0; n + 1], vec![0; n + 1]);
    for row in 1..=n {
        matched[0] = row;
        let mut at = 0;
        let mut least = vec![i64::MAX; n + 1];
        let mut used = vec![false; n + 1];
        while matched[at] != 0 {
            used[at] = true;
            let (mut delta, mut next) = (i64::MAX, 0);
            for column in 1..=n {
                if used[column] {
                    continue;
                }
                let own = matched[at];
                let reduced = costs[own - 1][column - 1] - u[own] - v[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=n {
                if used[column] {
                    u[matched[column]] += delta;
                    v[column] -= delta;
                } else if column > 0 {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            matched[at] = matched[way[at]];
            at = way[at];
        }
    }
    -v[0]
}

#[test]
fn penalties_of_a_billion() {
    let mut parts = parts(8);
    preferences(&mut parts, 1_000_000);
    let last = parts.policy.objective.last_mut().unwrap();
    last.insert(Term::Preference, 1_000);
    assert!(solved(parts).1.is_optimal());
}

/// The limit is only there so that the test ends: it is no measurement.
#[test]
fn shared_homes_as_many_knapsacks() {
    let beds = [38, 40, 43, 47, 48];
    let large = beds.map(|beds| shared(500, 21, beds, 24));
    for parts in large.into_iter().chain([shared(40, 5, 14, 8)]) {
        let homes = (parts.households.len(), parts.dwellings[0].beds);
        let (_, outcome) = solved_within(parts, Duration::from_secs(600));
        assert!(outcome.is_optimal(), "households and beds {homes:?}: {:?}", outcome.cost());
    }
}
