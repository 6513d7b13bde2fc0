//! Travel times of a host program: trips that are longer one way than the other, that depend on
//! the shift, or that are no trips at all.

#[path = "support/json.rs"]
mod json;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use boligplacering::check::{Violation, check};
use boligplacering::model::{Case, Decision, Mode, Ruling, TravelSource, TravelTimeEntry};
use boligplacering::plan::Plan;
use boligplacering::problem::{Cost, Infeasible, Problem, Solution};
use boligplacering::rules::{Reason, Rules, broken_decisions};
use boligplacering::solve::{Method, Options, Outcome, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::{Limits, RoundTrip, StraightLine, Table, TravelTime, travel_times};
use json::{Change, changed};
use serde_json::json;
use support::{Dice, tiny_case};

/// Trips at random, another for each dwelling, mode and stop, a stop being a site and a shift;
/// some cannot be made, and some are no number of minutes.
#[derive(Debug)]
struct Timetable {
    seed: u64,
    stops: Vec<usize>,
}

impl Timetable {
    fn of(case: &Case, seed: u64) -> Arc<dyn TravelTime> {
        let of = |opening: &boligplacering::model::Opening| (opening.site.clone(), opening.shift);
        let mut known = Vec::new();
        let stops = case.openings().iter().map(|opening| {
            known.iter().position(|other| *other == of(opening)).unwrap_or_else(|| {
                known.push(of(opening));
                known.len() - 1
            })
        });
        Arc::new(Self { seed, stops: stops.collect() })
    }
}

impl TravelTime for Timetable {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        let number = (dwelling * 100 + self.stops[opening]) * 4 + mode as usize;
        let mut dice = Dice::new(self.seed.wrapping_add(1_000_003 * number as u64));
        let most = if dice.one_in(3) { 12 } else { 90 };
        let mut way = || match dice.below(40) {
            0 => [-1, i64::MIN, 1_000_000, i64::MAX][dice.below(4)],
            _ => dice.below(most) as i64,
        };
        let trip = RoundTrip::new(way(), way());
        (!dice.one_in(5)).then_some(trip)
    }

    fn stop(&self, opening: usize) -> usize {
        usize::MAX - 7 * self.stops[opening]
    }
}

/// Every way takes a minute longer.
#[derive(Debug)]
struct Slower(Arc<dyn TravelTime>);

impl TravelTime for Slower {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        let trip = self.0.trip(dwelling, opening, mode)?;
        Some(RoundTrip::new(trip.there.saturating_add(1), trip.back.saturating_add(1)))
    }
}

/// Nothing but what a host has to tell.
#[derive(Debug)]
struct OnlyTrips(Arc<dyn TravelTime>);

impl TravelTime for OnlyTrips {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        self.0.trip(dwelling, opening, mode)
    }
}

/// The trip that a seeker makes, by the rule as it is written: minutes one way, and how.
fn commute(
    case: &Case,
    travel: &dyn TravelTime,
    who: (usize, usize),
    dwelling: usize,
    opening: usize,
) -> Option<(i64, Mode)> {
    let seeker = case.households()[who.0].members[who.1].job_seeker.as_ref().unwrap();
    let (mut daily, mut own) =
        (case.policy().travel.max_daily_minutes, seeker.max_commute.unwrap_or(i64::MAX));
    if settled(case, who).is_some() {
        (daily, own) = (i64::MAX, 65_535);
    }
    let mut best = None;
    for mode in [Mode::Walk, Mode::Bicycle, Mode::Bus, Mode::Car] {
        let Some(trip) = travel.trip(dwelling, opening, mode) else { continue };
        let (there, back) = (trip.there, trip.back);
        let is_way = |minutes: i64| (0..=999_999).contains(&minutes);
        if !seeker.travel_modes().contains(&mode) || !is_way(there) || !is_way(back) {
            continue;
        }
        let half = (there + back) / 2 + (there + back) % 2;
        let is_quicker = best.is_none_or(|(minutes, _)| half < minutes);
        if there + back <= daily && there <= own && back <= own && is_quicker {
            best = Some((half, mode));
        }
    }
    best
}

/// Where somebody lives and works already, if they do both.
fn settled(case: &Case, (h, m): (usize, usize)) -> Option<(usize, usize)> {
    let (household, person) = (&case.households()[h], &case.households()[h].members[m]);
    let (mut home, mut work) = (None, None);
    for decision in case.decisions().iter().filter(|decision| decision.has_begun()) {
        match decision {
            Decision::Housing { household: of, dwelling, .. } if *of == household.id => {
                home = case.dwelling_index(dwelling);
            }
            Decision::Work { person: of, opening, .. } if *of == person.id => {
                work = case.opening_index(opening);
            }
            _ => {}
        }
    }
    home.zip(work)
}

/// A tiny case with an odd limit for the day now and then, and limits of people's own.
fn case(seed: u64) -> Case {
    let mut dice = Dice::new(seed + 77);
    let mut parts = tiny_case(seed).into_parts();
    parts.policy.travel.max_daily_minutes = 25 + dice.below(140) as i64;
    let people = parts.households.iter_mut().flat_map(|household| &mut household.members);
    for seeker in people.filter_map(|person| person.job_seeker.as_mut()) {
        if dice.one_in(2) {
            seeker.max_commute = Some(10 + dice.below(60) as i64);
        }
    }
    let first = parts.households.iter().find_map(|household| {
        let person = household.members.iter().find(|person| person.job_seeker.is_some())?;
        Some((household.id.clone(), person.id.clone()))
    });
    if let Some((household, person)) = first.filter(|_| dice.one_in(4)) {
        // They live and work somewhere already.
        let home = parts.dwellings[dice.below(parts.dwellings.len())].id.clone();
        let opening = parts.openings[dice.below(parts.openings.len())].id.clone();
        parts.decisions = vec![
            Decision::housing(household, home, Ruling::Must).begun(),
            Decision::work(person, opening, Ruling::Must).begun(),
        ];
    }
    let case = Case::new(parts).unwrap();
    if broken_decisions(&case, &Timetable::of(&case, seed)).is_empty() {
        return case;
    }
    let mut parts = case.into_parts();
    parts.decisions.clear();
    Case::new(parts).unwrap()
}

/// Household and member of each job seeker.
fn seekers(case: &Case) -> Vec<(usize, usize)> {
    let people = (case.households().iter().enumerate())
        .flat_map(|(h, household)| (0..household.members.len()).map(move |m| (h, m)));
    people.filter(|(h, m)| case.households()[*h].members[*m].job_seeker.is_some()).collect()
}

fn by(problem: &Problem, method: Method) -> Outcome {
    let mut options = Options::default();
    options.method = &method;
    solve(problem, &options)
}

#[test]
fn the_trips_of_a_problem_are_those_that_the_rule_allows() {
    let (mut trips, mut odd, mut longer) = (0, 0, 0);
    for seed in 0..1500 {
        let case = case(seed);
        let travel = Timetable::of(&case, seed);
        let problem = Problem::new(&case, &travel).unwrap();
        let rules = Rules::new(&case);
        for (asked, who) in problem.seekers().iter().zip(seekers(&case)) {
            if let Some((home, o)) = settled(&case, who) {
                let expected = commute(&case, &travel, who, home, o);
                let trip = rules.trip(&travel, who, home, o);
                assert_eq!(trip.ok().map(|trip| (trip.minutes, trip.mode)), expected);
                let (minutes, _) = expected.expect("else the decision breaks a rule");
                let site = problem.openings()[o].site;
                assert_eq!(problem.trips().minutes(asked.travel, home, site), Some(minutes));
                assert!(minutes <= asked.limit, "seed {seed}");
                longer += usize::from(2 * minutes > case.policy().travel.max_daily_minutes + 1);
                continue;
            }
            for home in 0..case.dwellings().len() {
                let mut row = BTreeSet::new();
                for (o, opening) in problem.openings().iter().enumerate() {
                    let expected = commute(&case, &travel, who, home, o);
                    let trip = rules.trip(&travel, who, home, o);
                    assert_eq!(trip.ok().map(|trip| (trip.minutes, trip.mode)), expected);
                    let minutes = problem.trips().minutes(asked.travel, home, opening.site);
                    assert_eq!(minutes, expected.map(|(minutes, _)| minutes), "seed {seed}");
                    row.extend(minutes.map(|minutes| (minutes, opening.site)));
                    let longest = (case.policy().travel.max_daily_minutes + 1) / 2;
                    odd += usize::from(case.policy().travel.max_daily_minutes % 2 == 1)
                        * usize::from(minutes == Some(longest));
                }
                assert!(row.iter().all(|(minutes, _)| *minutes <= asked.limit), "seed {seed}");
                let found = problem.trips().row(asked.travel, home);
                assert!(found.map(|(site, minutes)| (minutes, site)).eq(row.iter().copied()));
                trips += row.len();
            }
        }
    }
    // Enough was looked at, also of trips that only an odd number of minutes a day allows.
    assert!(trips > 3000 && odd > 5 && longer > 20, "{trips} {odd} {longer}");
}

/// Every choice of a home for each household and of an opening for each seeker, or of none.
fn solutions(case: &Case) -> Option<Vec<Solution>> {
    let (homes, openings) = (case.dwellings().len() + 1, case.openings().len() + 1);
    let (households, seekers) = (case.households().len(), seekers(case).len());
    let count = homes.pow(households as u32) * openings.pow(seekers as u32);
    let digits = |mut number: usize, base: usize, length: usize| -> Vec<Option<usize>> {
        let digit = |_| {
            let digit = (number % base).checked_sub(1);
            number /= base;
            digit
        };
        (0..length).map(digit).collect()
    };
    let solution = |number: usize| Solution {
        homes: digits(number / openings.pow(seekers as u32), homes, households),
        openings: digits(number, openings, seekers),
    };
    (count <= 6000).then(|| (0..count).map(solution).collect())
}

/// What the best of all plans costs of which each trip is one that the rule allows.
fn best_of_all(
    case: &Case,
    travel: &dyn TravelTime,
    problem: &Problem,
    solutions: &[Solution],
) -> Option<Cost> {
    let seekers = seekers(case);
    let is_allowed = |solution: &Solution| {
        (problem.seekers().iter().zip(&seekers).zip(&solution.openings)).all(
            |((of, who), opening)| match (solution.homes[of.household], *opening) {
                (Some(home), Some(opening)) => commute(case, travel, *who, home, opening).is_some(),
                _ => true,
            },
        )
    };
    let cost_of = |solution: &Solution| match problem.cost(solution) {
        Ok(cost) => {
            assert!(is_allowed(solution), "{solution:?}");
            Some(cost)
        }
        Err(Infeasible::Trip(_)) => {
            assert!(!is_allowed(solution), "{solution:?}");
            None
        }
        Err(_) => None,
    };
    solutions.iter().filter_map(cost_of).min()
}

/// The plan of `outcome` passes the check with its own travel times, and with no slower ones.
fn assert_checked(case: &Case, travel: &Arc<dyn TravelTime>, outcome: &Outcome, name: &str) {
    let plan = Plan::new(case, travel, &outcome.proposal().unwrap()).unwrap();
    let tally = check(case, travel, &plan, None).unwrap_or_else(|wrong| panic!("{name} {wrong:?}"));
    assert_eq!(Some(&tally.values), outcome.cost(), "{name}");
    let refused = check(case, &Slower(travel.clone()), &plan, None).is_err();
    assert_eq!(refused, tally.placed > 0, "{name}");
    for home in &plan.households {
        let dwelling = home.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        for placed in &home.persons {
            let Some(job) = &placed.job else { continue };
            let who = case.person_index(&placed.person).unwrap();
            let opening = case.opening_index(&job.opening).unwrap();
            let trip = commute(case, travel, who, dwelling.unwrap(), opening);
            assert_eq!(trip, Some((job.commute_minutes, job.mode)), "{name}");
        }
    }
}

#[test]
fn no_plan_is_better_of_all_whose_trips_the_rule_allows() {
    let (mut looked, mut placed) = (0, 0);
    for seed in 0..2500 {
        let (case, name) = (case(seed), format!("seed {seed}"));
        let Some(solutions) = solutions(&case) else { continue };
        let travel = Timetable::of(&case, seed);
        let problem = Problem::new(&case, &travel).unwrap();
        let best = best_of_all(&case, &travel, &problem, &solutions);
        for method in [Method::Exhaustive, Method::Decompose] {
            let outcome = by(&problem, method);
            assert_eq!(outcome.cost(), best.as_ref(), "{name} {method}");
            if best.is_some() {
                assert!(outcome.is_optimal(), "{name} {method}");
                assert_checked(&case, &travel, &outcome, &name);
                let solution = outcome.solution().unwrap();
                placed += solution.openings.iter().flatten().count();
            }
        }
        if let Some(cost) = by(&problem, Method::Greedy).cost() {
            assert!(best.is_some_and(|best| *cost >= best), "{name}");
        }
        looked += 1;
    }
    assert!(looked > 1000 && placed > 1000, "{looked} {placed}");
}

#[test]
fn months_with_trips_that_differ_there_and_back_are_proven_and_checked() {
    for seed in 1..=6 {
        for recipe in [Synthetic::new(15), Synthetic::tight(15)] {
            let case = recipe.seed(seed).case().unwrap();
            let travel = Timetable::of(&case, seed);
            let problem = Problem::new(&case, &travel).unwrap();
            let outcome = by(&problem, Method::Decompose);
            assert!(outcome.is_optimal(), "{recipe:?} {seed}");
            assert_checked(&case, &travel, &outcome, &format!("{recipe:?} {seed}"));
        }
    }
}

/// Somebody who cycles or takes the bus to a site, by day or at night.
fn shifts(changes: &[Change]) -> Case {
    let place = json!({"easting": 543_900.0, "northing": 6_181_000.0});
    let case = json!({
        "households": [{"id": "H", "arrival": "2016-04-04T12:00:00", "members": [
            {"id": "P", "job_seeker": {"best_step": "ordinary", "modes": ["bicycle", "bus"]}},
        ]}],
        "dwellings": [{"id": "B", "location": place, "beds": 1}],
        "sites": [{"id": "S", "location": place}],
        "openings": [
            {"id": "day", "site": "S", "step": "ordinary"},
            {"id": "night", "site": "S", "step": "ordinary",
             "shift": {"from": "22:00", "to": "06:00"}},
        ],
        "policy": {"travel": {}},
    });
    serde_json::from_value(changed(&case, changes)).unwrap()
}

/// By day the bus takes 30 minutes there and 41 back; at night none runs, and cycling takes 50
/// there and 61 back.
#[derive(Debug)]
struct ByShift;

impl TravelTime for ByShift {
    fn trip(&self, _: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        match (opening, mode) {
            (0, Mode::Bus) => Some(RoundTrip::new(30, 41)),
            (_, Mode::Bicycle) => Some(RoundTrip::new(50, 61)),
            _ => None,
        }
    }
}

/// Where the person works, in how many minutes one way and how.
fn work(changes: &[Change]) -> Option<(String, i64, Mode)> {
    let case = shifts(changes);
    let travel: Arc<dyn TravelTime> = Arc::new(ByShift);
    let outcome = by(&Problem::new(&case, &travel).unwrap(), Method::Auto);
    let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
    check(&case, &travel, &plan, None).unwrap();
    let job = plan.households[0].persons[0].job.clone()?;
    Some((job.opening.to_string(), job.commute_minutes, job.mode))
}

#[test]
fn a_trip_may_depend_on_the_shift() {
    let no_day = ("/openings/0/positions", json!(0));
    let daily = |minutes: i64| ("/policy/travel/max_daily_minutes", json!(minutes));
    let own = |minutes: i64| ("/households/0/members/0/job_seeker/max_commute", json!(minutes));
    let by_day = |minutes, mode| Some(("day".to_owned(), minutes, mode));
    let at_night = Some(("night".to_owned(), 56, Mode::Bicycle));
    assert_eq!(work(&[]), by_day(36, Mode::Bus));
    assert_eq!(work(std::slice::from_ref(&no_day)), at_night);
    // There and back are 71 minutes by bus and 111 by bicycle, the longer way 41 and 61.
    assert_eq!(work(&[daily(71)]), by_day(36, Mode::Bus));
    assert_eq!(work(&[daily(70)]), None);
    assert_eq!(work(&[no_day.clone(), daily(111)]), at_night);
    assert_eq!(work(&[no_day.clone(), daily(110)]), None);
    assert_eq!(work(&[own(41)]), by_day(36, Mode::Bus));
    assert_eq!(work(&[own(40)]), None);
    assert_eq!(work(&[no_day.clone(), own(61)]), at_night);
    assert_eq!(work(&[no_day, own(60)]), None);
}

#[test]
fn a_decision_is_looked_at_with_the_travel_times_given() {
    let must = |opening| {
        let decision = json!({"work": {"person": "P", "opening": opening, "decision": "must"}});
        [("/policy/travel/max_daily_minutes", json!(100)), ("/decisions", json!([decision]))]
    };
    let broken =
        |opening, travel: &dyn TravelTime| broken_decisions(&shifts(&must(opening)), travel).len();
    assert_eq!((broken("day", &ByShift), broken("night", &ByShift)), (0, 1));
    assert_eq!(broken("night", &travel_times(&shifts(&[]))), 0);
    let travel: Arc<dyn TravelTime> = Arc::new(ByShift);
    assert!(Problem::new(&shifts(&must("night")), &travel).is_err());
}

#[test]
fn a_plan_is_refused_with_other_travel_times() {
    let case = shifts(&[]);
    let travel: Arc<dyn TravelTime> = Arc::new(ByShift);
    let outcome = by(&Problem::new(&case, &travel).unwrap(), Method::Auto);
    let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
    let wrong = check(&case, &travel_times(&case), &plan, None).unwrap_err();
    assert!(
        wrong.as_slice().contains(&Violation::Details { person: "P".parse().unwrap() }),
        "{wrong:?}"
    );
    let tight = shifts(&[("/policy/travel/max_daily_minutes", json!(70))]);
    let wrong = check(&tight, &travel, &plan, None).unwrap_err();
    let too_far =
        |violation: &Violation| matches!(violation, Violation::Work { reason: Reason::TooFar, .. });
    assert!(wrong.as_slice().iter().any(too_far), "{wrong:?}");
}

/// An invented case in which every fifth trip or so is known.
fn partly_known(seed: u64, source: TravelSource) -> Case {
    let mut dice = Dice::new(seed);
    let mut parts = Synthetic::new(12).seed(seed).case().unwrap().into_parts();
    parts.policy.travel.source = source;
    for dwelling in &parts.dwellings {
        for site in &parts.sites {
            for mode in Mode::ALL {
                if !dice.one_in(5) {
                    continue;
                }
                let (dwelling, site) = (dwelling.id.clone(), site.id.clone());
                let minutes = dice.below(200) as f64 / 2.0;
                parts.travel_times.push(TravelTimeEntry::new(dwelling, site, mode, minutes));
            }
        }
    }
    Case::new(parts).unwrap()
}

/// A case's own travel times take as long back as there, say so, and say of what is near what each
/// trip says.
fn assert_own(case: &Case, travel: &Arc<dyn TravelTime>) {
    assert!(travel.same_both_ways());
    let site = |opening: &usize| travel.stop(*opening);
    let of: BTreeMap<usize, usize> = (0..case.openings().len()).map(|o| (site(&o), o)).collect();
    let openings: Vec<usize> = of.into_values().collect();
    for (o, opening) in case.openings().iter().enumerate() {
        assert_eq!(Some(travel.stop(o)), case.site_index(&opening.site));
    }
    for dwelling in 0..case.dwellings().len() {
        for opening in &openings {
            for trip in Mode::ALL.iter().filter_map(|mode| travel.trip(dwelling, *opening, *mode)) {
                assert_eq!(trip.there, trip.back);
            }
        }
        for modes in [&Mode::ALL[..], &Mode::ALL[..2], &Mode::ALL[3..], &[]] {
            for (daily, each_way) in [(0, 0), (41, 41), (60, 25), (180, 180), (1440, 70)] {
                let limits = Limits { daily, each_way };
                let reach = |travel: &dyn TravelTime| {
                    let reach = travel.reach(dwelling, &openings, modes, limits).into_iter();
                    let mut reach: Vec<_> = reach.map(|(o, m)| (travel.stop(o), m)).collect();
                    reach.sort_unstable();
                    reach
                };
                let each = OnlyTrips(travel.clone());
                let each = each.reach(dwelling, &openings, modes, limits).into_iter();
                let mut each: Vec<_> = each.map(|(o, m)| (site(&o), m)).collect();
                each.sort_unstable();
                assert_eq!(reach(travel), each, "{dwelling} {modes:?} {limits:?}");
            }
        }
    }
}

#[test]
fn the_straight_line_and_the_table_are_the_same_both_ways() {
    for seed in 1..=3 {
        for source in [TravelSource::StraightLine, TravelSource::Table] {
            let case = partly_known(seed, source);
            assert_own(&case, &travel_times(&case));
            assert_own(&case, &(Arc::new(StraightLine::new(&case)) as Arc<dyn TravelTime>));
            assert_own(&case, &(Arc::new(Table::new(&case, None)) as Arc<dyn TravelTime>));
        }
    }
}

#[test]
fn whoever_tells_nothing_but_trips_gets_plans_as_good() {
    for seed in 1..=4 {
        for source in [TravelSource::StraightLine, TravelSource::Table] {
            let mut parts = partly_known(seed, source).into_parts();
            parts.policy.travel.max_daily_minutes = 61;
            let case = Case::new(parts).unwrap();
            let travel = travel_times(&case);
            let only: Arc<dyn TravelTime> = Arc::new(OnlyTrips(travel.clone()));
            let best = by(&Problem::new(&case, &travel).unwrap(), Method::Auto);
            let outcome = by(&Problem::new(&case, &only).unwrap(), Method::Auto);
            assert!(best.is_optimal() && outcome.is_optimal());
            assert_eq!(outcome.cost(), best.cost(), "seed {seed}");
            let plan = Plan::new(&case, &only, &outcome.proposal().unwrap()).unwrap();
            check(&case, &travel, &plan, None).unwrap();
        }
    }
}

/// Says of what is near whatever comes to its mind.
#[derive(Debug)]
struct Nonsense(Arc<dyn TravelTime>);

impl TravelTime for Nonsense {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        self.0.trip(dwelling, opening, mode)
    }

    fn same_both_ways(&self) -> bool {
        true
    }

    fn reach(&self, _: usize, openings: &[usize], _: &[Mode], _: Limits) -> Vec<(usize, i64)> {
        let nowhere = [(usize::MAX, 1), (0, -1), (0, i64::MIN), (0, i64::MAX), (0, 70_000)];
        openings.iter().map(|opening| (*opening, 0)).chain(nowhere).collect()
    }
}

#[test]
fn nonsense_of_a_host_is_no_reason_to_stop() {
    for seed in 0..40 {
        let case = case(seed);
        let travel: Arc<dyn TravelTime> = Arc::new(Nonsense(Timetable::of(&case, seed)));
        let Ok(problem) = Problem::new(&case, &travel) else { continue };
        for method in [Method::Greedy, Method::Exhaustive, Method::Decompose] {
            let outcome = by(&problem, method);
            let _ = outcome.proposal().and_then(|proposal| Plan::new(&case, &travel, &proposal));
        }
    }
}

#[test]
fn trips_and_limits_are_plain_values() {
    let trip = RoundTrip::new(20, 25);
    assert_eq!(serde_json::to_value(trip).unwrap(), json!({"there": 20, "back": 25}));
    assert_eq!(serde_json::from_value::<RoundTrip>(json!({"there": 7, "back": 7})).unwrap(), {
        RoundTrip::same(7)
    });
    let limits: Limits = serde_json::from_value(json!({"daily": 45, "each_way": 25})).unwrap();
    assert!(trip.within(limits));
}
