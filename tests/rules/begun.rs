//! What has begun: of a household where it lives already, and a person where they work already, no rule is asked but
//! for capacity, and for the trip while the household still moves.

use boligplacering::check::check;
use boligplacering::model::{Case, Decision, FaultKind, Ruling, Tag};
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::rules::{Reason, Rules, broken_decisions};
use boligplacering::solve::{Method, Options, Outcome, solve};
use boligplacering::travel::{TravelTime, travel_times};
use boligplacering::{Claimed, verify_proof};
use serde_json::{Value, json};

use crate::json::{Change, changed};
use crate::support::{Dice, tiny_case};

const SEEKER: (usize, usize) = (0, 1);

/// A seeker with a child, received on a Friday at noon, two homes 20 and 50 minutes from the only work, and one that
/// no way leads to; nothing speaks against any of them.
fn case(changes: &[Change]) -> Case {
    let place = json!({"easting": 543_900.0, "northing": 6_181_000.0});
    let home = |id: &str| json!({"id": id, "location": place, "beds": 2, "rent": 5000.0});
    let trip = |home: &str, minutes: f64| json!({"dwelling": home, "site": "S", "mode": "bus", "minutes": minutes});
    let all = json!({
        "households": [{"id": "H", "arrival": "2016-04-01T12:00:00", "members": [
            {"id": "child"},
            {"id": "seeker", "job_seeker": {"best_step": "internship"}},
        ]}],
        "dwellings": [home("D"), home("E"), home("F")],
        "sites": [{"id": "S", "location": place}],
        "openings": [{"id": "O", "site": "S", "step": "internship"}],
        "travel_times": [trip("D", 20.0), trip("E", 50.0)],
        "policy": {"travel": {"source": "table"}, "deadline": {}},
    });
    serde_json::from_value(changed(&all, changes)).unwrap()
}

fn home(dwelling: &str, begun: bool) -> Value {
    json!({"housing": {"household": "H", "dwelling": dwelling, "decision": "must", "begun": begun}})
}

fn work(begun: bool) -> Value {
    json!({"work": {"person": "seeker", "opening": "O", "decision": "must", "begun": begun}})
}

fn decisions(decisions: &[Value]) -> Change {
    ("/decisions", json!(decisions))
}

fn broken(changes: &[Change]) -> Vec<String> {
    let case = case(changes);
    let faults = broken_decisions(&case, &travel_times(&case));
    assert!(faults.iter().all(|fault| fault.kind == FaultKind::BrokenRule));
    let code = |text: &str| text.split_whitespace().nth(6).unwrap().to_owned();
    faults.iter().map(|fault| code(&fault.found.as_ref().unwrap().to_string())).collect()
}

/// The best plan of a case, checked, with its proof.
fn planned(case: &Case) -> Plan {
    let travel = travel_times(case);
    let problem = Problem::new(case, &travel).unwrap();
    let outcome = solve(&problem, &Options::default());
    assert!(outcome.is_optimal());
    let plan = Plan::new(case, &travel, &outcome.proposal().unwrap()).unwrap();
    let tally = check(case, &travel, &plan, None).unwrap();
    let proof = outcome.proof().unwrap();
    let claimed = Claimed { values: &tally.values, bounds: &tally.values };
    verify_proof(&problem, claimed, proof).unwrap();
    plan
}

#[test]
fn of_a_home_that_is_lived_in_only_beds_count() {
    let to = |path: &'static str, value: Value| vec![(path, value)];
    for (rule, changes) in [
        (Reason::RestrictedArea, to("/dwellings/0/restricted", json!(true))),
        (Reason::NotAvailableYet, to("/dwellings/0/available_from", json!("2016-04-03"))),
        (Reason::NoLongerAvailable, to("/dwellings/0/available_to", json!("2016-03-31"))),
        (Reason::MissingFeatures, to("/households/0/needs", json!(["step_free"]))),
        (Reason::RentTooHigh, to("/households/0/max_rent", json!(4999.0))),
        (Reason::ReservedForOthers, to("/dwellings/0/reserved_for", json!(["students"]))),
        (Reason::DoesNotShare, {
            vec![("/households/0/share", json!(false)), ("/dwellings/0/households", json!(2))]
        }),
        (Reason::RuledOut, {
            to("/preferences", json!([{"household": "H", "dwelling": "D", "verdict": "never"}]))
        }),
    ] {
        let with = |begun: bool| [&changes[..], &[decisions(&[home("D", begun)])]].concat();
        assert_eq!(broken(&with(false)), [rule.code()]);
        assert_eq!(broken(&with(true)), [""; 0], "{rule:?}");
        let case = case(&with(true));
        let rules = Rules::new(&case);
        assert!(rules.housing_refusals(0, 0).is_empty() && rules.housing(0, 0).is_ok());
        let others = rules.housing_refusals(0, 1);
        assert!(others.iter().any(|no| no.reason == Reason::DecidedOtherwise));
        let plan = planned(&case);
        assert_eq!(plan.households[0].dwelling.as_ref().unwrap().as_str(), "D", "{rule:?}");
        assert!(plan.households[0].persons[0].note.starts_with("lives there already"));
    }
    let crowded = [("/dwellings/0/beds", json!(1)), decisions(&[home("D", true)])];
    assert_eq!(broken(&crowded), ["too_few_beds"]);
}

#[test]
fn of_work_that_is_done_already_no_rule_of_the_pair_counts() {
    let seeker = |field: &str, value: Value| {
        let mut seeker = json!({"best_step": "internship"});
        seeker[field] = value;
        vec![("/households/0/members/1/job_seeker", seeker)]
    };
    let opening = |field: &str, value: Value| {
        let mut opening = json!({"id": "O", "site": "S", "step": "internship"});
        opening[field] = value;
        vec![("/openings/0", opening)]
    };
    for (rule, changes) in [
        (Reason::AboveBestStep, opening("step", json!("ordinary"))),
        (Reason::MissingSkills, opening("skills", json!(["welding"]))),
        (Reason::MissingLanguages, opening("languages", json!(["english"]))),
        (Reason::OutsideHours, seeker("hours", json!({"from": "09:00", "to": "12:00"}))),
        (Reason::Closed, opening("closes", json!("2016-04-01"))),
        (Reason::StartsTooLate, opening("start", json!("2016-04-20"))),
        (Reason::RuledOut, {
            let verdict = json!([{"person": "seeker", "opening": "O", "verdict": "never"}]);
            vec![("/suitability", verdict)]
        }),
    ] {
        let with = |begun: bool| [&changes[..], &[decisions(&[work(begun)])]].concat();
        assert_eq!(broken(&with(false)), [rule.code()]);
        assert_eq!(broken(&with(true)), [""; 0], "{rule:?}");
        let case = case(&with(true));
        let rules = Rules::new(&case);
        assert!(rules.work_refusals(SEEKER, 0).is_empty() && rules.work(SEEKER, 0).is_ok());
        let plan = planned(&case);
        let placed = &plan.households[0].persons[1];
        assert_eq!(placed.job.as_ref().unwrap().opening.as_str(), "O", "{rule:?}");
        assert!(placed.note.contains("works there already"), "{}", placed.note);
        assert_eq!(plan.tiers[2].value, 0, "no step below the best: {rule:?}");
    }
    let nobody = [("/households/0/members/1/job_seeker", json!(null)), decisions(&[work(true)])];
    assert_eq!(broken(&nobody), ["not_a_job_seeker"]);
    let full =
        [("/openings/0", json!({"id": "O", "site": "S", "step": "internship", "positions": 0}))];
    assert_eq!(broken(&[&full[..], &[decisions(&[work(true)])]].concat()), ["no_position_left"]);
}

#[test]
fn work_that_is_done_already_began_on_its_first_shift_or_at_reception() {
    let start = |fields: Value, deadline: Value| {
        let mut opening = json!({"id": "O", "site": "S", "step": "internship"});
        opening.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let changes =
            [("/openings/0", opening), ("/policy/deadline", deadline), decisions(&[work(true)])];
        let case = case(&changes);
        let start = Rules::new(&case).work(SEEKER, 0).unwrap().0;
        (start.at.to_string(), start.hours, start.late_hours)
    };
    let found = |at: &str, hours: i64, late: i64| (at.to_owned(), hours, late);
    // The ordinary start, if there is one.
    assert_eq!(start(json!({}), json!({})), found("2016-04-04T08:00:00", 68, 20));
    let from_48 = json!({"work_earliest_hours": 48});
    assert_eq!(start(json!({}), from_48), found("2016-04-04T08:00:00", 68, 20));
    // Too late or too early by the limits.
    let late = json!({"start": "2016-04-20"});
    assert_eq!(start(late, json!({})), found("2016-04-20T08:00:00", 452, 404));
    let short = json!({"work_limit_hours": 50, "work_earliest_hours": 10});
    assert_eq!(start(json!({}), short), found("2016-04-04T08:00:00", 68, 20));
    let closes = json!({"closes": "2016-04-04"});
    let from_80 = json!({"work_earliest_hours": 80});
    assert_eq!(start(closes, from_80), found("2016-04-04T08:00:00", 68, 20));
    // It closed before any shift.
    let closed = json!({"closes": "2016-04-03"});
    assert_eq!(start(closed, json!({})), found("2016-04-01T12:00:00", 0, 0));
}

#[test]
fn the_trip_counts_where_the_household_still_moves() {
    let least = ("/policy/travel", json!({"source": "table", "max_daily_minutes": 60}));
    // The seeker works already: only the near home will do.
    let moving = case(&[least.clone(), decisions(&[work(true)])]);
    assert_eq!(planned(&moving).households[0].dwelling.as_ref().unwrap().as_str(), "D");
    let far = |home_begun: bool, work_begun: bool| {
        [least.clone(), decisions(&[home("E", home_begun), work(work_begun)])]
    };
    for (home_begun, work_begun) in [(false, false), (true, false), (false, true)] {
        assert_eq!(broken(&far(home_begun, work_begun)), ["too_far"]);
    }
    // They live there already, too: the trip is what it is, and is counted.
    assert_eq!(broken(&far(true, true)), [""; 0]);
    let settled = case(&far(true, true));
    let plan = planned(&settled);
    assert_eq!(plan.households[0].persons[1].job.as_ref().unwrap().commute_minutes, 50);
    assert_eq!(plan.tiers[3].value, 250);
    let (rules, travel) = (Rules::new(&settled), travel_times(&settled));
    assert_eq!(rules.trip(&travel, SEEKER, 1, 0).unwrap().minutes, 50);
    assert_eq!(rules.trip_refusal(&travel, SEEKER, 1, 0), None);
    // But some way must lead there.
    let nowhere = [least, decisions(&[home("F", true), work(true)])];
    assert_eq!(broken(&nowhere), ["too_far"]);
}

#[test]
fn what_has_begun_contradicts_and_crowds_like_any_must() {
    assert_eq!(broken(&[decisions(&[home("D", true), home("E", true)])]), ["decided_otherwise"]);
    let other = json!({"id": "I", "arrival": "2016-04-01T12:00:00", "members": [{"id": "other"}]});
    let both = [
        home("D", true),
        json!({"housing": {"household": "I", "dwelling": "D", "decision": "must", "begun": true}}),
    ];
    assert_eq!(broken(&[("/households/-", other), decisions(&both)]), ["no_room_left"]);
    let never = json!({"housing": {"household": "H", "dwelling": "D", "decision": "never"}});
    let parts = case(&[decisions(&[never])]).into_parts();
    let mut begun = parts;
    begun.decisions = begun.decisions.into_iter().map(Decision::begun).collect();
    let faults = Case::new(begun).unwrap_err();
    assert_eq!(faults.as_slice()[0].kind, FaultKind::Contradiction);
    assert_eq!(faults.as_slice()[0].field.as_deref(), Some("begun"));
}

/// A tiny case in which something fell through after a plan, and some of the plan has begun; that plan.
fn after_a_plan(seed: u64) -> Option<(Case, Plan)> {
    let mut dice = Dice::new(seed + 3_000_000);
    let before = tiny_case(seed);
    let travel = travel_times(&before);
    let problem = Problem::new(&before, &travel).unwrap();
    let outcome = solve(&problem, &Options::default().with_method(&Method::Greedy));
    let plan = Plan::new(&before, &travel, &outcome.proposal()?)?;
    let mut parts = before.into_parts();
    parts.decisions.clear();
    // Rules say no to much of it by now.
    parts.dwellings.iter_mut().for_each(|dwelling| dwelling.restricted = dice.one_in(2));
    for opening in parts.openings.iter_mut().filter(|_| dice.one_in(2)) {
        opening.skills.insert(Tag::new("welding"));
    }
    parts.policy.travel.max_daily_minutes = 20 + dice.below(60) as i64;
    let gone = parts.dwellings[dice.below(parts.dwellings.len())].id.clone();
    parts.dwellings.retain(|dwelling| dwelling.id != gone);
    parts.travel_times.retain(|entry| entry.dwelling != gone);
    parts.preferences.retain(|entry| entry.dwelling != gone);
    for placed in &plan.households {
        let home = placed.dwelling.clone().filter(|home| *home != gone);
        if let Some(home) = home.filter(|_| dice.one_in(2)) {
            let household = placed.household.clone();
            parts.decisions.push(Decision::housing(household, home, Ruling::Must).begun());
        }
        for person in &placed.persons {
            if let Some(job) = person.job.as_ref().filter(|_| dice.one_in(2)) {
                let (person, opening) = (person.person.clone(), job.opening.clone());
                parts.decisions.push(Decision::work(person, opening, Ruling::Must).begun());
            }
        }
    }
    let case = Case::new(parts).unwrap().close_to_previous();
    broken_decisions(&case, &travel_times(&case)).is_empty().then_some((case, plan))
}

#[test]
fn what_has_begun_stays_in_the_best_of_all_plans() {
    let (mut begun, mut moved) = (0, 0);
    for seed in 0..1500 {
        let Some((case, previous)) = after_a_plan(seed) else { continue };
        let travel = travel_times(&case);
        let problem = Problem::with_previous(&case, &travel, &previous.as_previous(&case)).unwrap();
        let by = |method: &Method| solve(&problem, &Options::default().with_method(method));
        let (all, outcome) = (by(&Method::Exhaustive), by(&Method::Decompose));
        assert_eq!(all.cost(), outcome.cost(), "seed {seed}");
        if matches!(outcome, Outcome::Infeasible { .. }) {
            continue;
        }
        let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
        let tally = check(&case, &travel, &plan, Some(&previous)).unwrap();
        let claimed = Claimed { values: &tally.values, bounds: &tally.values };
        verify_proof(&problem, claimed, outcome.proof().unwrap()).unwrap();
        assert_kept(&case, &plan, &travel);
        begun += case.decisions().len();
        moved += usize::from(tally.values.iter().any(|value| *value > 0));
    }
    assert!(begun > 300 && moved > 300, "{begun} {moved}");
}

/// Everything that has begun is in the plan, and the program's own rules agree with that.
fn assert_kept(case: &Case, plan: &Plan, travel: &dyn TravelTime) {
    let rules = Rules::new(case);
    for decision in case.decisions() {
        match decision {
            Decision::Housing { household, dwelling, .. } => {
                let placed = plan.household(household).unwrap();
                assert_eq!(placed.dwelling.as_ref(), Some(dwelling));
                let h = case.household_index(household).unwrap();
                assert_eq!(rules.begun_dwelling(h), case.dwelling_index(dwelling));
            }
            Decision::Work { person, opening, .. } => {
                let mut persons = plan.households.iter().flat_map(|household| &household.persons);
                let job = persons.find(|placed| placed.person == *person).unwrap().job.as_ref();
                assert_eq!(job.map(|job| &job.opening), Some(opening));
                let who = case.person_index(person).unwrap();
                assert_eq!(rules.begun_opening(who), case.opening_index(opening));
                let home = plan.households[who.0].dwelling.as_ref().unwrap();
                let (home, opening) =
                    (case.dwelling_index(home).unwrap(), case.opening_index(opening).unwrap());
                let trip = rules.trip(travel, who, home, opening).unwrap();
                assert_eq!(job.unwrap().commute_minutes, trip.minutes);
            }
            _ => {}
        }
    }
}
