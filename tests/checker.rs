//! What `check` says of one small plan and of everything that can be wrong in it, worked out by
//! hand.

#[path = "support/json.rs"]
mod json;

use boligplacering::check::{Tally, Violation, check};
use boligplacering::model::{Case, Decision, Term};
use boligplacering::plan::Plan;
use boligplacering::rules::Reason;
use boligplacering::travel::travel_times;
use json::{Change, changed};
use serde_json::{Value, json};

/// Three households received on a Monday at noon. Anna and her child live in D1, and she works in
/// O1; Bo lives in D2 and works in O2; Carl and his child are left out. D3 and O3 are free.
fn town() -> Value {
    json!({
        "households": [
            {"id": "H1", "arrival": "2016-04-04T12:00:00", "members": [
                {"id": "anna", "job_seeker": {"best_step": "ordinary", "modes": ["bicycle"]}},
                {"id": "anna's child"},
            ]},
            {"id": "H2", "arrival": "2016-04-04T12:00:00", "members": [
                {"id": "bo", "job_seeker": {"modes": ["walk", "bus"]}},
            ]},
            {"id": "H3", "arrival": "2016-04-04T12:00:00", "members": [
                {"id": "carl", "job_seeker": {"best_step": "ordinary"}},
                {"id": "carl's child"},
            ]},
        ],
        "dwellings": [
            {"id": "D1", "location": place(), "beds": 2, "rent": 4000.50},
            {"id": "D2", "location": place(), "beds": 1, "rent": 3000.49},
            {"id": "D3", "location": place(), "beds": 2},
        ],
        "sites": [{"id": "S1", "location": place()}, {"id": "S2", "location": place()}],
        "openings": [
            {"id": "O1", "site": "S1", "step": "wage_subsidy"},
            {"id": "O2", "site": "S2", "step": "guidance", "start": "2016-04-07",
             "days": ["thu", "fri"], "shift": {"from": "08:30", "to": "15:00"}},
            {"id": "O3", "site": "S1", "step": "ordinary"},
        ],
        "travel_times": [
            trip("D1", "S1", "bicycle", 20.0),
            trip("D2", "S1", "walk", 50.0),
            trip("D2", "S2", "walk", 30.0),
            trip("D2", "S2", "bus", 14.5),
            trip("D3", "S1", "bicycle", 40.0),
            trip("D3", "S2", "walk", 90.0),
        ],
        "suitability": [
            {"person": "anna", "opening": "O1", "verdict": {"penalty": 11}},
            {"person": "anna", "opening": "O3", "verdict": {"penalty": 13}},
            {"person": "bo", "opening": "O1", "verdict": {"penalty": 17}},
        ],
        "preferences": [
            {"household": "H1", "dwelling": "D1", "verdict": {"penalty": 7}},
            {"household": "H1", "dwelling": "D3", "verdict": {"penalty": 5}},
            {"household": "H2", "dwelling": "D1", "verdict": {"penalty": 3}},
        ],
        "policy": {
            "travel": {"source": "table"},
            "objective": [
                {"unhoused": 1},
                {"unplaced": 1},
                {"ladder": 10, "commute": 1},
                {"late": 1},
                {"preference": 1, "suitability": 100},
                {"rent": 1},
                {"moved": 1},
            ],
        },
    })
}

fn place() -> Value {
    json!({"easting": 543_900.0, "northing": 6_181_000.0})
}

fn trip(dwelling: &str, site: &str, mode: &str, minutes: f64) -> Value {
    json!({"dwelling": dwelling, "site": site, "mode": mode, "minutes": minutes})
}

fn plan() -> Value {
    let tier =
        |value: i64, weights: Value| json!({"weights": weights, "value": value, "bound": value});
    json!({
        "version": 1,
        "status": "optimal",
        "method": "auto",
        "tiers": [
            tier(1, json!({"unhoused": 1})),
            tier(1, json!({"unplaced": 1})),
            // One step and two; 20 minutes on five days and 15 on two.
            tier(10 * (1 + 2) + 5 * 20 + 2 * 15, json!({"ladder": 10, "commute": 1})),
            // Bo begins 68 ½ hours after reception, 20 ½ after the target.
            tier(21, json!({"late": 1})),
            tier(7 + 100 * 11, json!({"preference": 1, "suitability": 100})),
            tier(4001 + 3000, json!({"rent": 1})),
            tier(0, json!({"moved": 1})),
        ],
        "households": [
            {"household": "H1", "dwelling": "D1", "persons": [
                {"person": "anna", "note": "", "job": {
                    "opening": "O1", "site": "S1", "step": "wage_subsidy",
                    "mode": "bicycle", "commute_minutes": 20,
                    "start": "2016-04-05T08:00:00", "hours_after_reception": 20,
                    "provisional": false,
                }},
                {"person": "anna's child", "note": "", "job": null},
            ]},
            {"household": "H2", "dwelling": "D2", "persons": [
                {"person": "bo", "note": "", "job": {
                    "opening": "O2", "site": "S2", "step": "guidance",
                    "mode": "bus", "commute_minutes": 15,
                    "start": "2016-04-07T08:30:00", "hours_after_reception": 69,
                    "provisional": true,
                }},
            ]},
            {"household": "H3", "dwelling": null, "persons": [
                {"person": "carl", "note": "", "job": null},
                {"person": "carl's child", "note": "", "job": null},
            ]},
        ],
        "unplaced": [household_left_out("H3"), person_left_out("carl")],
    })
}

fn household_left_out(id: &str) -> Value {
    json!({"who": {"household": id}, "reason": "no_room_left", "text": ""})
}

fn person_left_out(id: &str) -> Value {
    json!({"who": {"person": id}, "reason": "household_unhoused", "text": ""})
}

const ANNA: &str = "/households/0/persons/0/job";
const BO: &str = "/households/1/persons/0/job";

fn work_of_anna() -> Value {
    plan().pointer(ANNA).unwrap().clone()
}

fn work_of_bo() -> Value {
    plan().pointer(BO).unwrap().clone()
}

fn checked(
    case: &[Change],
    plan_changes: &[Change],
    previous: Option<&Plan>,
) -> Result<Tally, Vec<Violation>> {
    let case: Case = serde_json::from_value(changed(&town(), case)).unwrap();
    let plan: Plan = serde_json::from_value(changed(&plan(), plan_changes)).unwrap();
    check(&case, &travel_times(&case), &plan, previous).map_err(|wrong| wrong.as_slice().to_vec())
}

/// Everything that is wrong, values of tiers left aside.
fn wrong(case: &[Change], plan: &[Change]) -> Vec<Violation> {
    let mut violations = checked(case, plan, None).err().unwrap_or_default();
    violations.retain(|violation| !matches!(violation, Violation::Value { .. }));
    violations
}

fn housing(household: &str, dwelling: &str, reason: Reason) -> Violation {
    let (household, dwelling) = (household.parse().unwrap(), dwelling.parse().unwrap());
    Violation::Housing { household, dwelling, reason }
}

fn work(person: &str, opening: &str, reason: Reason) -> Violation {
    let (person, opening) = (person.parse().unwrap(), opening.parse().unwrap());
    Violation::Work { person, opening, reason }
}

fn no_ground(person: &str) -> Violation {
    Violation::NoGround { person: person.parse().unwrap() }
}

fn not_kept(decision: &Value) -> Violation {
    let decision: Decision = serde_json::from_value(decision.clone()).unwrap();
    Violation::Decision { decision }
}

fn housing_decision(household: &str, dwelling: &str, decision: &str) -> Value {
    json!({"housing": {"household": household, "dwelling": dwelling, "decision": decision}})
}

fn work_decision(person: &str, opening: &str, decision: &str) -> Value {
    json!({"work": {"person": person, "opening": opening, "decision": decision}})
}

/// Carl and his child live in a dwelling after all, and he still has no work.
fn carl_lives_in(dwelling: &str) -> [Change; 2] {
    [("/households/2/dwelling", json!(dwelling)), ("/unplaced", json!([person_left_out("carl")]))]
}

#[test]
fn a_right_plan_comes_to_what_was_worked_out_by_hand() {
    let tally = checked(&[], &[], None).unwrap();
    assert_eq!(tally.values, [1, 1, 160, 21, 1107, 7001, 0]);
    let terms: Vec<Vec<(Term, i64)>> =
        tally.terms.into_iter().map(|tier| tier.into_iter().collect()).collect();
    assert_eq!(
        terms,
        [
            vec![(Term::Unhoused, 1)],
            vec![(Term::Unplaced, 1)],
            vec![(Term::Ladder, 3), (Term::Commute, 130)],
            vec![(Term::Late, 21)],
            vec![(Term::Preference, 7), (Term::Suitability, 11)],
            vec![(Term::Rent, 7001)],
            vec![(Term::Moved, 0)],
        ]
    );
    assert_eq!((tally.households, tally.housed), (3, 2));
    assert_eq!((tally.seekers, tally.placed), (3, 2));
    assert_eq!(tally.commutes, [15, 20]);
}

#[test]
fn somebody_without_work_counts_once_and_who_seeks_none_never() {
    let nobody = [(ANNA, json!(null)), (BO, json!(null))];
    let left = (
        "/unplaced",
        json!([
            household_left_out("H3"),
            person_left_out("anna"),
            person_left_out("bo"),
            person_left_out("carl"),
        ]),
    );
    let zero = |tier: &'static str| (tier, json!(0));
    let values = [
        ("/tiers/1/value", json!(3)),
        ("/tiers/1/bound", json!(3)),
        zero("/tiers/2/value"),
        zero("/tiers/2/bound"),
        zero("/tiers/3/value"),
        zero("/tiers/3/bound"),
        ("/tiers/4/value", json!(7)),
        ("/tiers/4/bound", json!(7)),
    ];
    let changes = [&nobody[..], &[left], &values].concat();
    let tally = checked(&[], &changes, None).unwrap();
    assert_eq!(tally.values, [1, 3, 0, 0, 7, 7001, 0]);
    assert_eq!((tally.seekers, tally.placed), (3, 0));
    assert!(tally.commutes.is_empty());
}

#[test]
fn a_plan_of_another_version_is_refused() {
    for version in [0, 2] {
        let found = checked(&[], &[("/version", json!(version))], None);
        assert_eq!(found, Err(vec![Violation::Version { version }]));
    }
}

#[test]
fn the_households_of_a_plan_are_those_of_the_case_in_order() {
    let of = |order: &[usize]| -> Value {
        order.iter().map(|h| plan()["households"][*h].clone()).collect()
    };
    for households in [of(&[0, 1]), of(&[1, 2]), of(&[1, 0, 2]), of(&[0, 1, 2, 2]), of(&[])] {
        let found = wrong(&[], &[("/households", households.clone())]);
        assert!(found.contains(&Violation::Households), "{households}");
    }
    let renamed = wrong(&[], &[("/households/1/household", json!("H22"))]);
    assert_eq!(renamed, [Violation::Households]);
}

#[test]
fn the_people_of_a_household_are_those_of_the_case_in_order() {
    let person = |at: usize| plan()["households"][2]["persons"][at].clone();
    let members = |household: &str| Violation::Members { household: household.parse().unwrap() };
    for persons in [
        json!([person(0)]),
        json!([person(1), person(0)]),
        json!([person(0), person(1), person(1)]),
    ] {
        let found = wrong(&[], &[("/households/2/persons", persons.clone())]);
        assert_eq!(found, [members("H3")], "{persons}");
    }
    let renamed = wrong(&[], &[("/households/1/persons/0/person", json!("bob"))]);
    assert_eq!(renamed, [members("H2")]);
}

#[test]
fn the_households_after_one_with_wrong_people_are_checked_too() {
    let found =
        wrong(&[("/openings/1/positions", json!(0))], &[("/households/0/persons", json!([]))]);
    let members = Violation::Members { household: "H1".parse().unwrap() };
    let full = Violation::OpeningFull { opening: "O2".parse().unwrap() };
    assert_eq!(found, [members, full]);
}

#[test]
fn a_dwelling_that_is_not_in_the_case_is_named_and_nobody_works_from_there() {
    let found = wrong(&[], &[("/households/0/dwelling", json!("D9"))]);
    let unknown = Violation::UnknownDwelling { dwelling: "D9".parse().unwrap() };
    assert_eq!(found, [unknown, no_ground("anna")]);
}

#[test]
fn an_opening_that_is_not_in_the_case_is_named() {
    let found = wrong(&[], &[("/households/0/persons/0/job/opening", json!("O9"))]);
    assert_eq!(found, [Violation::UnknownOpening { opening: "O9".parse().unwrap() }]);
}

#[test]
fn a_household_lives_where_every_rule_allows_it() {
    let pet = json!({"id": "D1", "location": place(), "beds": 2, "features": ["pets"]});
    let never = json!([{"household": "H1", "dwelling": "D1", "verdict": "never"}]);
    for (reason, changes) in [
        (Reason::RestrictedArea, vec![("/dwellings/0/restricted", json!(true))]),
        (Reason::TooFewBeds, vec![("/dwellings/0/beds", json!(1))]),
        (Reason::NotAvailableYet, vec![("/dwellings/0/available_from", json!("2016-04-05"))]),
        (Reason::NoLongerAvailable, vec![("/dwellings/0/available_to", json!("2016-04-03"))]),
        (
            Reason::MissingFeatures,
            vec![("/dwellings/0", pet), ("/households/0/needs", json!(["step_free"]))],
        ),
        (Reason::RentTooHigh, vec![("/households/0/max_rent", json!(4000.49))]),
        (Reason::RuledOut, vec![("/preferences", never)]),
        (Reason::RuledOut, vec![("/decisions", json!([housing_decision("H1", "D1", "never")]))]),
    ] {
        let mut expected = vec![housing("H1", "D1", reason)];
        if reason == Reason::TooFewBeds {
            expected.push(Violation::DwellingFull { dwelling: "D1".parse().unwrap() });
        }
        assert_eq!(wrong(&changes, &[]), expected, "{changes:?}");
    }
    for changes in [
        vec![("/dwellings/0/available_from", json!("2016-04-04"))],
        vec![("/dwellings/0/available_to", json!("2016-04-04"))],
        vec![("/households/0/max_rent", json!(4000.50))],
        vec![("/decisions", json!([housing_decision("H1", "D2", "never")]))],
        vec![("/decisions", json!([housing_decision("H2", "D1", "never")]))],
    ] {
        assert!(checked(&changes, &[], None).is_ok(), "{changes:?}");
    }
}

#[test]
fn a_person_works_where_every_rule_allows_it() {
    let anna = "/households/0/members/0/job_seeker";
    let seeker = |field: &str, value: Value| {
        let mut seeker = json!({"best_step": "ordinary", "modes": ["bicycle"]});
        seeker[field] = value;
        vec![(anna, seeker)]
    };
    let never = json!([{"person": "anna", "opening": "O1", "verdict": "never"}]);
    for (reason, changes) in [
        (Reason::AboveBestStep, seeker("best_step", json!("internship"))),
        (Reason::MissingSkills, vec![("/openings/0/skills", json!(["care"]))]),
        (Reason::MissingLanguages, vec![("/openings/0/languages", json!(["english"]))]),
        (Reason::OutsideHours, seeker("hours", json!({"from": "08:01", "to": "16:00"}))),
        (Reason::Closed, vec![("/openings/0/closes", json!("2016-04-04"))]),
        (Reason::StartsTooLate, vec![("/openings/0/start", json!("2016-04-09"))]),
        (Reason::TooFar, seeker("max_commute", json!(19))),
        (Reason::TooFar, seeker("modes", json!(["walk"]))),
        (Reason::TooFar, vec![("/travel_times/0/minutes", json!(90.5))]),
        (Reason::RuledOut, vec![("/suitability", never)]),
        (Reason::RuledOut, vec![("/decisions", json!([work_decision("anna", "O1", "never")]))]),
    ] {
        assert_eq!(wrong(&changes, &[]), [work("anna", "O1", reason)], "{changes:?}");
    }
    for changes in [
        seeker("best_step", json!("wage_subsidy")),
        seeker("hours", json!({"from": "08:00", "to": "16:00"})),
        seeker("max_commute", json!(20)),
        vec![("/openings/0/closes", json!("2016-04-05"))],
        vec![("/openings/0/start", json!("2016-04-05"))],
        vec![("/decisions", json!([work_decision("anna", "O2", "never")]))],
        vec![("/decisions", json!([work_decision("bo", "O1", "never")]))],
    ] {
        assert_eq!(wrong(&changes, &[]), [], "{changes:?}");
    }
}

#[test]
fn nobody_works_who_seeks_no_work_or_has_no_dwelling() {
    let child = wrong(&[], &[("/households/0/persons/1/job", work_of_anna())]);
    assert_eq!(child, [no_ground("anna's child")]);
    let unhoused = wrong(
        &[],
        &[
            ("/households/2/persons/0/job", work_of_anna()),
            ("/unplaced", json!([household_left_out("H3")])),
        ],
    );
    assert_eq!(unhoused, [no_ground("carl")]);
}

#[test]
fn every_detail_of_a_placement_follows_from_the_case() {
    let details = |person: &str| Violation::Details { person: person.parse().unwrap() };
    for (path, value) in [
        ("/households/0/persons/0/job/site", json!("S2")),
        ("/households/0/persons/0/job/step", json!("ordinary")),
        ("/households/0/persons/0/job/mode", json!("walk")),
        ("/households/0/persons/0/job/commute_minutes", json!(19)),
        ("/households/0/persons/0/job/commute_minutes", json!(21)),
        ("/households/0/persons/0/job/start", json!("2016-04-05T08:01:00")),
        ("/households/0/persons/0/job/start", json!("2016-04-06T08:00:00")),
        ("/households/0/persons/0/job/hours_after_reception", json!(19)),
        ("/households/0/persons/0/job/hours_after_reception", json!(21)),
        ("/households/0/persons/0/job/provisional", json!(true)),
    ] {
        let found = checked(&[], &[(path, value.clone())], None);
        assert_eq!(found, Err(vec![details("anna")]), "{path}: {value}");
    }
    for (path, value) in [
        ("/households/1/persons/0/job/mode", json!("walk")),
        ("/households/1/persons/0/job/hours_after_reception", json!(68)),
        ("/households/1/persons/0/job/provisional", json!(false)),
    ] {
        let found = checked(&[], &[(path, value.clone())], None);
        assert_eq!(found, Err(vec![details("bo")]), "{path}: {value}");
    }
    assert!(checked(&[], &[("/households/0/persons/0/note", json!("see"))], None).is_ok());
}

#[test]
fn a_dwelling_holds_its_beds_and_its_household_places_and_no_more() {
    let full = [Violation::DwellingFull { dwelling: "D1".parse().unwrap() }];
    // Anna and Carl with a child each in D1, and then Bo as well.
    let two = carl_lives_in("D1");
    let three = [
        &two[..],
        &[
            ("/households/1/dwelling", json!("D1")),
            (BO, json!(null)),
            ("/unplaced", json!([person_left_out("bo"), person_left_out("carl")])),
        ],
    ]
    .concat();
    for (plan, beds, households, fits) in [
        (&two[..], 4, 2, true),
        (&two, 5, 3, true),
        (&two, 3, 2, false),
        (&two, 4, 1, false),
        (&two, 100, 1, false),
        (&three, 5, 3, true),
        (&three, 4, 3, false),
        (&three, 5, 2, false),
    ] {
        let case =
            [("/dwellings/0/beds", json!(beds)), ("/dwellings/0/households", json!(households))];
        let expected = if fits { &[] } else { &full[..] };
        assert_eq!(wrong(&case, plan), expected, "{beds} beds, {households} households");
    }
}

#[test]
fn every_dwelling_that_is_too_full_is_named_and_no_other() {
    let case = [("/dwellings/1/beds", json!(2)), ("/dwellings/2/beds", json!(1))];
    let plan = [
        ("/households/0/dwelling", json!("D2")),
        ("/households/2/dwelling", json!("D2")),
        (ANNA, json!(null)),
        ("/unplaced", json!([person_left_out("anna"), person_left_out("carl")])),
    ];
    assert_eq!(wrong(&case, &plan), [Violation::DwellingFull { dwelling: "D2".parse().unwrap() }]);
}

#[test]
fn an_opening_takes_its_positions_and_no_more() {
    let full = [Violation::OpeningFull { opening: "O2".parse().unwrap() }];
    let at = |minutes: i64, provisional: bool| {
        let mut job = work_of_bo();
        job["mode"] = json!("walk");
        job["commute_minutes"] = json!(minutes);
        job["provisional"] = json!(provisional);
        job
    };
    // Carl, who lives in D3 then, works beside Bo.
    let carl = [
        ("/households/2/dwelling", json!("D3")),
        ("/households/2/persons/0/job", at(90, false)),
        ("/unplaced", json!([])),
    ];
    for (plan, positions, fits) in
        [(&[][..], 0, false), (&[], 1, true), (&carl, 1, false), (&carl, 2, true), (&carl, 3, true)]
    {
        let expected = if fits { &[] } else { &full[..] };
        let case = [("/openings/1/positions", json!(positions))];
        assert_eq!(wrong(&case, plan), expected, "{positions} positions");
    }
}

#[test]
fn seekers_of_one_household_may_share_an_opening_that_has_the_positions() {
    let sister = json!({"best_step": "ordinary", "modes": ["bicycle"]});
    let plan = [("/households/0/persons/1/job", work_of_anna())];
    for (positions, expected) in
        [(1, &[Violation::OpeningFull { opening: "O1".parse().unwrap() }][..]), (2, &[])]
    {
        let case = [
            ("/households/0/members/1/job_seeker", sister.clone()),
            ("/openings/0/positions", json!(positions)),
        ];
        assert_eq!(wrong(&case, &plan), expected, "{positions} positions");
    }
}

#[test]
fn a_must_that_is_kept_is_right() {
    for decision in [
        housing_decision("H1", "D1", "must"),
        work_decision("anna", "O1", "must"),
        work_decision("bo", "O2", "must"),
    ] {
        assert!(checked(&[("/decisions", json!([decision.clone()]))], &[], None).is_ok());
    }
}

#[test]
fn a_must_that_is_not_kept_is_named_beside_the_rule_that_it_makes() {
    let elsewhere = Reason::DecidedOtherwise;
    for (decision, rule) in [
        (housing_decision("H1", "D3", "must"), Some(housing("H1", "D1", elsewhere))),
        (housing_decision("H3", "D3", "must"), None),
        (work_decision("anna", "O3", "must"), Some(work("anna", "O1", elsewhere))),
        (work_decision("bo", "O1", "must"), Some(work("bo", "O2", elsewhere))),
        (work_decision("carl", "O3", "must"), None),
        (work_decision("anna's child", "O3", "must"), None),
    ] {
        let mut expected: Vec<Violation> = rule.into_iter().collect();
        expected.push(not_kept(&decision));
        let found = wrong(&[("/decisions", json!([decision.clone()]))], &[]);
        assert_eq!(found, expected, "{decision}");
    }
}

#[test]
fn every_decision_that_is_not_kept_is_named() {
    let kept = housing_decision("H2", "D2", "must");
    let left = [housing_decision("H3", "D3", "must"), work_decision("carl", "O3", "must")];
    let decisions = json!([left[0], kept, left[1]]);
    let found = wrong(&[("/decisions", decisions)], &[]);
    assert_eq!(found, [not_kept(&left[0]), not_kept(&left[1])]);
}

#[test]
fn whoever_is_left_out_is_named_once_and_nobody_else() {
    let (h3, carl) = (household_left_out("H3"), person_left_out("carl"));
    assert!(checked(&[], &[("/unplaced", json!([carl, h3]))], None).is_ok(), "in any order");
    for list in [
        json!([]),
        json!([h3]),
        json!([carl]),
        json!([h3, carl, carl]),
        json!([h3, h3, carl]),
        json!([h3, carl, person_left_out("carl's child")]),
        json!([h3, carl, person_left_out("anna's child")]),
        json!([h3, carl, person_left_out("anna")]),
        json!([h3, carl, household_left_out("H1")]),
        json!([h3, household_left_out("carl")]),
        json!([person_left_out("H3"), carl]),
        json!([h3, person_left_out("charles")]),
    ] {
        let found = checked(&[], &[("/unplaced", list.clone())], None);
        assert_eq!(found, Err(vec![Violation::Unplaced]), "{list}");
    }
}

#[test]
fn somebody_housed_who_finds_no_work_is_named_alone() {
    let jobless = [
        (ANNA, json!(null)),
        (
            "/unplaced",
            json!([household_left_out("H3"), person_left_out("anna"), person_left_out("carl")]),
        ),
    ];
    assert_eq!(wrong(&[], &jobless), []);
    assert_eq!(wrong(&[], &jobless[..1]), [Violation::Unplaced]);
    let housed = carl_lives_in("D3");
    assert_eq!(wrong(&[], &housed), []);
    assert_eq!(wrong(&[], &housed[..1]), [Violation::Unplaced]);
}

#[test]
fn who_lives_or_works_elsewhere_than_before_has_moved() {
    let before = |place: &'static str, value: Value| vec![(place, value)];
    let at = |job: Value, opening: &str| {
        let mut job = job;
        job["opening"] = json!(opening);
        job
    };
    for (name, previous, moved) in [
        ("nothing has changed", vec![], 0),
        ("H1 lived elsewhere", before("/households/0/dwelling", json!("D3")), 1),
        ("H1 had no dwelling", before("/households/0/dwelling", json!(null)), 1),
        ("H3 had a dwelling", before("/households/2/dwelling", json!("D3")), 1),
        ("H1 lived where nothing is left", before("/households/0/dwelling", json!("D9")), 1),
        ("Anna worked elsewhere", before(ANNA, at(work_of_anna(), "O3")), 1),
        ("Anna worked in what is gone", before(ANNA, at(work_of_anna(), "O9")), 1),
        ("Anna had no work", before(ANNA, json!(null)), 1),
        ("Carl had work", before("/households/2/persons/0/job", work_of_anna()), 1),
        (
            "H1 and both of its seekers elsewhere",
            vec![
                ("/households/0/dwelling", json!("D3")),
                (ANNA, json!(null)),
                (BO, at(work_of_bo(), "O1")),
            ],
            3,
        ),
        (
            "the same work begins on another day",
            before("/households/0/persons/0/job/start", json!("2016-04-06T08:00:00")),
            0,
        ),
        ("a child had work", before("/households/0/persons/1/job", work_of_anna()), 0),
        ("H1 was not there", before("/households/0/household", json!("H0")), 0),
        ("Anna was not there", before("/households/0/persons/0/person", json!("an")), 0),
        (
            "Anna was not there, and H1 lived elsewhere",
            vec![
                ("/households/0/persons/0/person", json!("an")),
                ("/households/0/dwelling", json!("D3")),
            ],
            1,
        ),
        ("nobody was there", before("/households", json!([])), 0),
    ] {
        let previous: Plan = serde_json::from_value(changed(&plan(), &previous)).unwrap();
        let value = [("/tiers/6/value", json!(moved)), ("/tiers/6/bound", json!(moved))];
        let tally = checked(&[], &value, Some(&previous));
        assert_eq!(tally.map(|tally| tally.values[6]), Ok(moved), "{name}");
    }
}

#[test]
fn nobody_has_moved_where_nothing_is_compared() {
    let moved = [("/tiers/6/value", json!(1)), ("/tiers/6/bound", json!(1))];
    let found = checked(&[], &moved, None);
    assert_eq!(found, Err(vec![Violation::Value { tier: 6, claimed: 1, value: 0 }]));
}

#[test]
fn the_tiers_of_a_plan_are_those_of_the_policy() {
    let tiers = plan()["tiers"].clone();
    let of = |order: &[usize]| -> Value { order.iter().map(|at| tiers[*at].clone()).collect() };
    for changes in [
        ("/tiers", of(&[0, 1, 2, 3, 4, 5])),
        ("/tiers", of(&[0, 1, 2, 3, 4, 5, 6, 6])),
        ("/tiers", of(&[1, 0, 2, 3, 4, 5, 6])),
        ("/tiers", of(&[])),
        ("/tiers/2/weights", json!({"ladder": 10, "commute": 2})),
        ("/tiers/2/weights", json!({"ladder": 10})),
        ("/tiers/3/weights", json!({"late": 1, "moved": 0})),
    ] {
        let found = checked(&[], std::slice::from_ref(&changes), None);
        assert_eq!(found, Err(vec![Violation::Objective]), "{changes:?}");
    }
}

#[test]
fn every_tier_comes_to_what_the_plan_says() {
    for (value, bound, tier, right) in [
        ("/tiers/0/value", "/tiers/0/bound", 0, 1),
        ("/tiers/1/value", "/tiers/1/bound", 1, 1),
        ("/tiers/2/value", "/tiers/2/bound", 2, 160),
        ("/tiers/3/value", "/tiers/3/bound", 3, 21),
        ("/tiers/4/value", "/tiers/4/bound", 4, 1107),
        ("/tiers/5/value", "/tiers/5/bound", 5, 7001),
        ("/tiers/6/value", "/tiers/6/bound", 6, 0),
    ] {
        for claimed in [right - 1, right + 1] {
            let found = checked(&[], &[(value, json!(claimed)), (bound, json!(claimed))], None);
            assert_eq!(found, Err(vec![Violation::Value { tier, claimed, value: right }]));
        }
    }
}

#[test]
fn a_plan_is_optimal_exactly_if_every_bound_equals_its_value() {
    let bounds = |status: &str, first: i64, third: i64| -> [Change; 3] {
        [
            ("/status", json!(status)),
            ("/tiers/0/bound", json!(first)),
            ("/tiers/2/bound", json!(third)),
        ]
    };
    for (status, first, third, right) in [
        ("optimal", 1, 160, true),
        ("feasible", 1, 160, false),
        ("feasible", 1, 159, true),
        ("feasible", 0, 160, true),
        ("optimal", 1, 159, false),
        ("no_plan", 1, 159, false),
        ("no_plan", 1, 160, false),
        ("optimal", 0, 160, false),
        // No plan is better than its bound.
        ("feasible", 1, 161, false),
        ("feasible", 2, 160, false),
        ("feasible", 2, 159, false),
        // What is said of a tier while an earlier one is open need not hold.
        ("feasible", 0, 161, true),
    ] {
        let found = checked(&[], &bounds(status, first, third), None);
        let expected = if right { None } else { Some(vec![Violation::Bound]) };
        assert_eq!(found.err(), expected, "{status}, {first}, {third}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let case = [("/dwellings/0/restricted", json!(true)), ("/openings/1/positions", json!(0))];
    let plan = [
        ("/version", json!(7)),
        ("/households/0/persons/0/job/commute_minutes", json!(1)),
        ("/unplaced", json!([])),
        ("/tiers/0/value", json!(0)),
    ];
    let found = checked(&case, &plan, None);
    assert_eq!(
        found,
        Err(vec![
            Violation::Version { version: 7 },
            housing("H1", "D1", Reason::RestrictedArea),
            Violation::Details { person: "anna".parse().unwrap() },
            Violation::OpeningFull { opening: "O2".parse().unwrap() },
            Violation::Unplaced,
            Violation::Value { tier: 0, claimed: 0, value: 1 },
            Violation::Bound,
        ])
    );
}

#[test]
fn tiers_are_counted_from_one_where_people_read() {
    let violation = Violation::Value { tier: 0, claimed: 2, value: 3 };
    assert_eq!(violation.to_string(), "tier 1 comes to 3, not to 2");
}
