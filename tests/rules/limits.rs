//! The rules of one household, one dwelling and one opening, on both sides of every limit.

use boligplacering::model::{Case, Fault, FaultKind, Table};
use boligplacering::rules::{Reason, Rules, Start, broken_decisions};
use boligplacering::travel::travel_times;
use jiff::civil::DateTime;
use serde_json::{Value, json};

use crate::json::{Change, changed};

/// A seeker with a child, received on a Friday at noon, one dwelling and one opening; nothing
/// speaks against either, and the trip takes 20 minutes by bicycle and 45 on foot.
fn pair() -> Value {
    let place = json!({"easting": 543_900.0, "northing": 6_181_000.0});
    json!({
        "households": [{"id": "H", "arrival": "2016-04-01T12:00:00", "members": [
            {"id": "child"},
            {"id": "seeker", "job_seeker": {"best_step": "internship"}},
        ]}],
        "dwellings": [{"id": "D", "location": place, "beds": 2}],
        "sites": [{"id": "S", "location": place}],
        "openings": [{"id": "O", "site": "S", "step": "internship"}],
        "travel_times": [
            {"dwelling": "D", "site": "S", "mode": "walk", "minutes": 45.0},
            {"dwelling": "D", "site": "S", "mode": "bicycle", "minutes": 20.0},
        ],
        "policy": {"travel": {"source": "table"}, "deadline": {}},
    })
}

const CHILD: (usize, usize) = (0, 0);
const SEEKER: (usize, usize) = (0, 1);

fn case(changes: &[Change]) -> Case {
    serde_json::from_value(changed(&pair(), changes)).unwrap()
}

fn housing(changes: &[Change]) -> Result<i64, Reason> {
    Rules::new(&case(changes)).housing(0, 0)
}

fn work(changes: &[Change]) -> Result<(Start, i64), Reason> {
    Rules::new(&case(changes)).work(SEEKER, 0)
}

/// The minutes of the trip from the dwelling to the site.
fn trip(changes: &[Change]) -> Result<i64, Reason> {
    let case = case(changes);
    let trip = Rules::new(&case).trip(&travel_times(&case), SEEKER, 0, 0);
    trip.map(|trip| trip.minutes)
}

/// What a table asks of `rule`: each row the changes, and the answer.
fn assert_rows<T: PartialEq + std::fmt::Debug>(
    rule: fn(&[Change]) -> Result<T, Reason>,
    rows: impl IntoIterator<Item = (Vec<Change>, Result<T, Reason>)>,
) {
    for (changes, answer) in rows {
        assert_eq!(rule(&changes), answer, "{changes:?}");
    }
}

/// That the table is about `reason` alone: each row the changes, and whether it is in the way.
fn assert_reason<T: PartialEq + std::fmt::Debug>(
    rule: fn(&[Change]) -> Result<T, Reason>,
    reason: Reason,
    rows: impl IntoIterator<Item = (Vec<Change>, bool)>,
) {
    for (changes, refused) in rows {
        let found = rule(&changes).err();
        assert_eq!(found, refused.then_some(reason), "{changes:?}");
    }
}

fn arrival(at: &str) -> Change {
    ("/households/0/arrival", json!(at))
}

fn seeker(field: &str, value: Value) -> Change {
    let mut seeker = json!({"best_step": "internship"});
    seeker[field] = value;
    ("/households/0/members/1/job_seeker", seeker)
}

fn opening(field: &str, value: Value) -> Change {
    openings(&[(field, value)])
}

fn openings(fields: &[(&str, Value)]) -> Change {
    let mut opening = json!({"id": "O", "site": "S", "step": "internship"});
    for (field, value) in fields {
        opening[*field] = value.clone();
    }
    ("/openings/0", opening)
}

fn judged_home(verdict: Value) -> Change {
    ("/preferences", json!([{"household": "H", "dwelling": "D", "verdict": verdict}]))
}

fn judged_work(person: &str, verdict: Value) -> Change {
    ("/suitability", json!([{"person": person, "opening": "O", "verdict": verdict}]))
}

fn decided_home(dwelling: &str, decision: &str) -> Value {
    json!({"housing": {"household": "H", "dwelling": dwelling, "decision": decision}})
}

fn decided_work(person: &str, opening: &str, decision: &str) -> Value {
    json!({"work": {"person": person, "opening": opening, "decision": decision}})
}

fn decisions(decisions: &[Value]) -> Change {
    ("/decisions", json!(decisions))
}

/// Another dwelling, `E`, behind the first.
fn dwelling_e() -> Change {
    let mut home = pair()["dwellings"][0].clone();
    home["id"] = json!("E");
    ("/dwellings/-", home)
}

/// Another opening, `P`, behind the first.
fn opening_p() -> Change {
    ("/openings/-", json!({"id": "P", "site": "S", "step": "internship"}))
}

#[test]
fn nothing_speaks_against_the_pair_that_the_tables_change() {
    assert_eq!(housing(&[]), Ok(0));
    let start = Start { at: at("2016-04-04T08:00"), hours: 68, late_hours: 20 };
    assert_eq!(work(&[]), Ok((start, 0)));
    assert_eq!(trip(&[]), Ok(20));
}

#[test]
fn a_restricted_area_is_never_used() {
    assert_reason(
        housing,
        Reason::RestrictedArea,
        [
            (vec![("/dwellings/0/restricted", json!(true))], true),
            (vec![("/dwellings/0/restricted", json!(false))], false),
        ],
    );
}

#[test]
fn a_household_needs_a_bed_for_everybody() {
    let beds = |beds: i64| vec![("/dwellings/0/beds", json!(beds))];
    assert_reason(
        housing,
        Reason::TooFewBeds,
        [(beds(1), true), (beds(2), false), (beds(3), false)],
    );
}

#[test]
fn a_dwelling_is_ready_by_the_hours_of_the_roof() {
    let row = |reception: &str, from: &str, roof: i64| {
        vec![
            arrival(reception),
            ("/dwellings/0/available_from", json!(from)),
            ("/policy/deadline/roof_hours", json!(roof)),
        ]
    };
    assert_reason(
        housing,
        Reason::NotAvailableYet,
        [
            (row("2016-04-01T12:00:00", "2016-03-01", 0), false),
            (row("2016-04-01T12:00:00", "2016-04-01", 0), false),
            (row("2016-04-01T12:00:00", "2016-04-02", 0), true),
            (row("2016-04-01T12:00:00", "2016-04-02", 11), true),
            (row("2016-04-01T12:00:00", "2016-04-02", 12), false),
            (row("2016-04-01T12:01:00", "2016-04-02", 11), true),
            (row("2016-04-01T13:00:01", "2016-04-02", 11), false),
            (row("2016-04-01T00:00:00", "2016-04-01", 0), false),
            (row("2016-04-01T00:00:00", "2016-04-02", 23), true),
            (row("2016-04-01T00:00:00", "2016-04-02", 24), false),
            // The last Sunday of March has 23 hours, that of October 25.
            (row("2016-03-26T12:00:00", "2016-03-28", 34), true),
            (row("2016-03-26T12:00:00", "2016-03-28", 35), false),
            (row("2016-10-29T12:00:00", "2016-10-31", 36), true),
            (row("2016-10-29T12:00:00", "2016-10-31", 37), false),
        ],
    );
}

#[test]
fn the_hours_of_the_roof_are_plain_hours_by_any_clock() {
    let row = |roof: i64| {
        vec![
            ("/policy/deadline/clock", json!("working_days")),
            ("/dwellings/0/available_from", json!("2016-04-04")),
            ("/policy/deadline/roof_hours", json!(roof)),
        ]
    };
    assert_reason(housing, Reason::NotAvailableYet, [(row(59), true), (row(60), false)]);
}

#[test]
fn a_dwelling_is_not_gone_before_the_day_of_reception() {
    let row = |reception: &str, to: &str| {
        vec![arrival(reception), ("/dwellings/0/available_to", json!(to))]
    };
    assert_reason(
        housing,
        Reason::NoLongerAvailable,
        [
            (row("2016-04-01T12:00:00", "2016-03-31"), true),
            (row("2016-04-01T00:00:00", "2016-03-31"), true),
            (row("2016-04-01T00:00:00", "2016-04-01"), false),
            (row("2016-04-01T23:59:59", "2016-04-01"), false),
            (row("2016-04-01T12:00:00", "2016-04-02"), false),
        ],
    );
}

#[test]
fn what_a_household_needs_is_all_among_the_features() {
    let row = |needs: Value, features: Value| {
        vec![("/households/0/needs", needs), ("/dwellings/0/features", features)]
    };
    assert_reason(
        housing,
        Reason::MissingFeatures,
        [
            (row(json!([]), json!(["pets"])), false),
            (row(json!(["pets"]), json!(["pets"])), false),
            (row(json!(["pets"]), json!(["pets", "step_free"])), false),
            (row(json!(["pets", "step_free"]), json!(["pets"])), true),
            (row(json!(["pets"]), json!(["step_free"])), true),
            (row(json!(["pets"]), json!([])), true),
        ],
    );
}

#[test]
fn a_reserved_dwelling_is_for_one_of_its_groups() {
    let row = |groups: Value, reserved_for: Value| {
        vec![("/households/0/group", groups), ("/dwellings/0/reserved_for", reserved_for)]
    };
    assert_reason(
        housing,
        Reason::ReservedForOthers,
        [
            (row(json!([]), json!([])), false),
            (row(json!(["women"]), json!([])), false),
            (row(json!(["women"]), json!(["women"])), false),
            (row(json!(["Women"]), json!([" wo men"])), false),
            (row(json!(["women"]), json!(["women", "students"])), false),
            (row(json!(["women", "old"]), json!(["students", "women"])), false),
            (row(json!([]), json!(["women"])), true),
            (row(json!(["students"]), json!(["women"])), true),
        ],
    );
}

#[test]
fn who_does_not_share_lives_where_one_household_does() {
    let row = |share: Value, households: Value| {
        vec![("/households/0/share", share), ("/dwellings/0/households", households)]
    };
    assert_reason(
        housing,
        Reason::DoesNotShare,
        [
            (row(json!(true), json!(1)), false),
            (row(json!(true), json!(2)), false),
            (row(json!(false), json!(1)), false),
            (row(json!(false), json!(2)), true),
        ],
    );
}

#[test]
fn the_rent_is_what_the_household_can_pay_at_most() {
    let row = |rent: Value, most: Value| {
        vec![("/dwellings/0/rent", rent), ("/households/0/max_rent", most)]
    };
    assert_reason(
        housing,
        Reason::RentTooHigh,
        [
            (row(json!(5000.00), json!(5000.00)), false),
            (row(json!(5000.01), json!(5000.00)), true),
            (row(json!(4999.99), json!(5000.00)), false),
            (row(json!(1.00), json!(0.00)), true),
            (row(json!(0.00), json!(0.00)), false),
            (row(json!(null), json!(0.00)), false),
            (row(json!(5000.00), json!(null)), false),
        ],
    );
}

#[test]
fn a_home_has_the_penalty_of_its_preference() {
    let home = |list: &[Value]| vec![dwelling_e(), decisions(list)];
    assert_rows(
        housing,
        [
            (vec![judged_home(json!({"penalty": 0}))], Ok(0)),
            (vec![judged_home(json!({"penalty": 17}))], Ok(17)),
            (vec![judged_home(json!("never"))], Err(Reason::RuledOut)),
            (home(&[decided_home("D", "never")]), Err(Reason::RuledOut)),
            (home(&[decided_home("E", "never")]), Ok(0)),
            (home(&[decided_home("D", "must")]), Ok(0)),
            (home(&[decided_home("E", "must")]), Err(Reason::DecidedOtherwise)),
            (
                vec![judged_home(json!({"penalty": 17})), decisions(&[decided_home("D", "must")])],
                Ok(17),
            ),
            (
                vec![judged_home(json!("never")), decisions(&[decided_home("D", "must")])],
                Err(Reason::RuledOut),
            ),
        ],
    );
}

#[test]
fn only_job_seekers_work() {
    let case = case(&[]);
    let rules = Rules::new(&case);
    assert_eq!(rules.work(CHILD, 0), Err(Reason::NotAJobSeeker));
    assert!(rules.work(SEEKER, 0).is_ok());
}

#[test]
fn what_is_not_in_the_case_is_refused() {
    let case = case(&[]);
    let rules = Rules::new(&case);
    assert_eq!(rules.housing(0, 1), Err(Reason::RuledOut));
    assert_eq!(rules.housing(1, 0), Err(Reason::RuledOut));
    assert_eq!(rules.work(SEEKER, 1), Err(Reason::RuledOut));
    assert_eq!(rules.work((1, 0), 0), Err(Reason::RuledOut));
    assert_eq!(rules.work((0, 2), 0), Err(Reason::NotAJobSeeker));
}

#[test]
fn a_seeker_takes_their_best_step_or_one_below() {
    let row =
        |best: Value, step: &str| vec![seeker("best_step", best), opening("step", json!(step))];
    assert_reason(
        work,
        Reason::AboveBestStep,
        [
            (row(json!("internship"), "ordinary"), true),
            (row(json!("internship"), "wage_subsidy"), true),
            (row(json!("internship"), "internship"), false),
            (row(json!("internship"), "utility"), false),
            (row(json!("internship"), "guidance"), false),
            (row(json!("ordinary"), "ordinary"), false),
            (row(json!("guidance"), "utility"), true),
        ],
    );
}

#[test]
fn a_seeker_who_is_not_clarified_takes_the_step_that_the_policy_assumes() {
    let row = |assumed: &'static str, step: &str| {
        vec![
            seeker("best_step", json!(null)),
            opening("step", json!(step)),
            ("/policy/assume_step", json!(assumed)),
        ]
    };
    assert_reason(
        work,
        Reason::AboveBestStep,
        [
            (row("internship", "wage_subsidy"), true),
            (row("internship", "internship"), false),
            (row("utility", "internship"), true),
            (row("ordinary", "ordinary"), false),
        ],
    );
}

#[test]
fn steps_are_counted_down_from_the_best() {
    for (best, step, steps) in [
        (json!("internship"), "internship", 0),
        (json!("internship"), "utility", 1),
        (json!("ordinary"), "guidance", 4),
        (json!(null), "guidance", 2),
    ] {
        let case = case(&[seeker("best_step", best), opening("step", json!(step))]);
        let seeker = case.households()[0].members[1].job_seeker.as_ref().unwrap();
        assert_eq!(Rules::new(&case).steps_down(seeker, &case.openings()[0]), steps, "{step}");
    }
}

#[test]
fn a_person_has_every_skill_and_language_that_is_asked_for() {
    for (field, reason) in
        [("skills", Reason::MissingSkills), ("languages", Reason::MissingLanguages)]
    {
        let row = |has: Value, asked: Value| vec![seeker(field, has), opening(field, asked)];
        assert_reason(
            work,
            reason,
            [
                (row(json!([]), json!([])), false),
                (row(json!(["a", "b"]), json!([])), false),
                (row(json!(["a", "b"]), json!(["a", "b"])), false),
                (row(json!(["a", "b"]), json!(["b"])), false),
                (row(json!(["a"]), json!(["a", "b"])), true),
                (row(json!([]), json!(["b"])), true),
            ],
        );
    }
}

#[test]
fn the_shift_lies_within_the_hours_of_the_person() {
    let row = |hours: &str, shift: &str| {
        let span = |text: &str| {
            let (from, to) = text.split_once('-').unwrap();
            json!({"from": from, "to": to})
        };
        vec![seeker("hours", span(hours)), opening("shift", span(shift))]
    };
    assert_reason(
        work,
        Reason::OutsideHours,
        [
            (row("08:00-16:00", "08:00-16:00"), false),
            (row("08:01-16:00", "08:00-16:00"), true),
            (row("08:00-15:59", "08:00-16:00"), true),
            (row("07:00-17:00", "08:00-16:00"), false),
            (row("08:00-24:00", "16:00-00:00"), false),
            (row("00:00-08:00", "22:00-06:00"), true),
            (row("22:00-06:00", "22:00-06:00"), false),
            (row("22:01-06:00", "22:00-06:00"), true),
            (row("22:00-05:59", "22:00-06:00"), true),
            (row("20:00-07:00", "08:00-16:00"), true),
            (row("00:00-24:00", "22:00-06:00"), false),
        ],
    );
    assert_eq!(work(&[opening("shift", json!({"from": "23:00", "to": "07:00"}))]).err(), None);
}

#[test]
fn work_has_the_penalty_of_its_suitability() {
    let decided = |list: &[Value]| vec![opening_p(), decisions(list)];
    let penalty = |changes: &[Change]| work(changes).map(|(_, penalty)| penalty);
    for (changes, answer) in [
        (vec![judged_work("seeker", json!({"penalty": 0}))], Ok(0)),
        (vec![judged_work("seeker", json!({"penalty": 23}))], Ok(23)),
        (vec![judged_work("child", json!({"penalty": 23}))], Ok(0)),
        (vec![judged_work("seeker", json!("never"))], Err(Reason::RuledOut)),
        (vec![judged_work("child", json!("never"))], Ok(0)),
        (decided(&[decided_work("seeker", "O", "never")]), Err(Reason::RuledOut)),
        (decided(&[decided_work("child", "O", "never")]), Ok(0)),
        (decided(&[decided_work("seeker", "P", "never")]), Ok(0)),
        (decided(&[decided_work("seeker", "O", "must")]), Ok(0)),
        (decided(&[decided_work("seeker", "P", "must")]), Err(Reason::DecidedOtherwise)),
        (decided(&[decided_work("child", "P", "must")]), Ok(0)),
    ] {
        assert_eq!(penalty(&changes), answer, "{changes:?}");
    }
}

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// The start of the opening with these fields, for somebody received then.
fn start(reception: &str, fields: &[(&str, Value)], deadline: Value) -> Result<Start, Reason> {
    work(&[arrival(reception), openings(fields), ("/policy/deadline", deadline)])
        .map(|(start, _)| start)
}

fn first(reception: &str, fields: &[(&str, Value)], deadline: Value) -> Result<String, Reason> {
    start(reception, fields, deadline).map(|start| start.at.to_string())
}

fn shift(from: &str) -> (&'static str, Value) {
    let to = if from == "23:00" { "07:00" } else { "23:00" };
    ("shift", json!({"from": from, "to": to}))
}

const EVERY_DAY: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn every_day() -> (&'static str, Value) {
    ("days", json!(EVERY_DAY))
}

#[test]
fn work_begins_on_the_first_of_its_weekdays_from_reception_on() {
    // 1 April 2016 was a Friday.
    for (days, from, expected) in [
        (json!(["fri"]), "12:00", "2016-04-01T12:00:00"),
        (json!(["fri", "sat"]), "11:59", "2016-04-02T11:59:00"),
        (json!(["sat"]), "00:00", "2016-04-02T00:00:00"),
        (json!(["sun"]), "08:00", "2016-04-03T08:00:00"),
        (json!(["mon"]), "08:00", "2016-04-04T08:00:00"),
        (json!(["tue"]), "12:00", "2016-04-05T12:00:00"),
        (json!(EVERY_DAY), "08:00", "2016-04-02T08:00:00"),
    ] {
        let fields = [("days", days.clone()), shift(from)];
        let found = first("2016-04-01T12:00:00", &fields, json!({}));
        assert_eq!(found.as_deref(), Ok(expected), "{days}");
    }
    let wednesday = start("2016-04-01T12:00:00", &[("days", json!(["wed"]))], json!({}));
    assert_eq!(wednesday, Err(Reason::StartsTooLate));
    let seconds = first("2016-04-01T12:00:01", &[every_day(), shift("12:00")], json!({}));
    assert_eq!(seconds.as_deref(), Ok("2016-04-02T12:00:00"), "a second after noon");
}

#[test]
fn work_begins_on_the_day_of_start_at_the_earliest() {
    for (opens, expected) in [
        ("2016-03-01", Ok("2016-04-02T08:00:00")),
        ("2016-04-01", Ok("2016-04-02T08:00:00")),
        ("2016-04-02", Ok("2016-04-02T08:00:00")),
        ("2016-04-03", Ok("2016-04-03T08:00:00")),
        ("2016-04-05", Ok("2016-04-05T08:00:00")),
        ("2016-04-06", Err(Reason::StartsTooLate)),
        ("2099-12-31", Err(Reason::StartsTooLate)),
    ] {
        let found =
            first("2016-04-01T12:00:00", &[every_day(), ("start", json!(opens))], json!({}));
        assert_eq!(found.as_deref().map_err(|reason| *reason), expected, "{opens}");
    }
}

#[test]
fn work_begins_on_the_day_of_closes_at_the_latest() {
    for (closes, expected) in [
        ("2016-04-05", Ok("2016-04-04T08:00:00")),
        ("2016-04-04", Ok("2016-04-04T08:00:00")),
        ("2016-04-03", Err(Reason::Closed)),
        ("2016-03-31", Err(Reason::Closed)),
    ] {
        let found = first("2016-04-01T12:00:00", &[("closes", json!(closes))], json!({}));
        assert_eq!(found.as_deref().map_err(|reason| *reason), expected, "{closes}");
    }
    let one_day = |day: &str| [("start", json!(day)), ("closes", json!(day)), every_day()];
    let found = first("2016-04-01T12:00:00", &one_day("2016-04-02"), json!({}));
    assert_eq!(found.as_deref(), Ok("2016-04-02T08:00:00"));
    let found = first("2016-04-01T12:00:00", &one_day("2016-04-01"), json!({}));
    assert_eq!(found, Err(Reason::Closed));
}

#[test]
fn nobody_begins_on_a_public_holiday() {
    for (reception, expected) in [
        // New Year, Maundy Thursday to Easter Monday, Great Prayer Day, Ascension Day, Whit
        // Sunday and Monday, Christmas.
        ("2015-12-31T12:00:00", "2016-01-02T08:00:00"),
        ("2016-03-23T12:00:00", "2016-03-26T08:00:00"),
        ("2016-03-26T12:00:00", "2016-03-29T08:00:00"),
        ("2016-04-21T12:00:00", "2016-04-23T08:00:00"),
        ("2016-05-04T12:00:00", "2016-05-06T08:00:00"),
        ("2016-05-14T12:00:00", "2016-05-17T08:00:00"),
        ("2016-12-24T12:00:00", "2016-12-27T08:00:00"),
        // No holidays: Christmas Eve, Labour Day, Constitution Day; Great Prayer Day from 2024.
        ("2016-12-23T12:00:00", "2016-12-24T08:00:00"),
        ("2016-04-30T12:00:00", "2016-05-01T08:00:00"),
        ("2016-06-04T12:00:00", "2016-06-05T08:00:00"),
        ("2023-05-04T12:00:00", "2023-05-06T08:00:00"),
        ("2024-04-25T12:00:00", "2024-04-26T08:00:00"),
    ] {
        let found = first(reception, &[every_day()], json!({}));
        assert_eq!(found.as_deref(), Ok(expected), "{reception}");
    }
}

#[test]
fn work_begins_at_the_earliest_hours_at_the_earliest() {
    for (earliest, expected) in [
        (0, "2016-04-04T12:00:00"),
        (24, "2016-04-05T12:00:00"),
        (25, "2016-04-06T12:00:00"),
        (48, "2016-04-06T12:00:00"),
        (49, "2016-04-07T12:00:00"),
        (96, "2016-04-08T12:00:00"),
    ] {
        let deadline = json!({"work_earliest_hours": earliest});
        let found = first("2016-04-04T12:00:00", &[shift("12:00")], deadline);
        assert_eq!(found.as_deref(), Ok(expected), "{earliest}");
    }
    let found = first("2016-04-04T12:00:01", &[shift("12:00")], json!({"work_earliest_hours": 24}));
    assert_eq!(found.as_deref(), Ok("2016-04-06T12:00:00"), "a second after noon");
}

#[test]
fn work_begins_at_the_limit_at_the_latest() {
    for (limit, from, expected) in [
        (20, "08:00", Ok(20)),
        (19, "08:00", Err(Reason::StartsTooLate)),
        (20, "08:01", Err(Reason::StartsTooLate)),
        (0, "12:00", Ok(0)),
        (0, "12:01", Err(Reason::StartsTooLate)),
    ] {
        let deadline = json!({"work_limit_hours": limit});
        let found = start("2016-04-04T12:00:00", &[shift(from)], deadline);
        assert_eq!(found.map(|start| start.hours), expected, "{limit} {from}");
    }
}

#[test]
fn begun_hours_after_reception_and_after_the_target_are_whole() {
    // From Monday noon to Wednesday: 44, 47 hours and 59 minutes, 48, ...
    for (from, hours, late) in [
        ("08:00", 44, 0),
        ("11:00", 47, 0),
        ("11:01", 48, 0),
        ("11:59", 48, 0),
        ("12:00", 48, 0),
        ("12:01", 49, 1),
        ("13:00", 49, 1),
        ("13:01", 50, 2),
    ] {
        let found =
            start("2016-04-04T12:00:00", &[("days", json!(["wed"])), shift(from)], json!({}));
        let at = at(&format!("2016-04-06T{from}"));
        assert_eq!(found, Ok(Start { at, hours, late_hours: late }), "{from}");
    }
    let late = |target: i64| {
        let deadline = json!({"work_target_hours": target});
        start("2016-04-04T12:00:00", &[], deadline).unwrap().late_hours
    };
    assert_eq!([0, 1, 19, 20, 21].map(late), [20, 19, 1, 0, 0]);
}

#[test]
fn hours_are_counted_on_the_clock_of_copenhagen() {
    // 27 March 2016 had 23 hours, 30 October 25.
    let spring = start("2016-03-26T12:00:00", &[("days", json!(["tue"]))], json!({}));
    assert_eq!(spring, Ok(Start { at: at("2016-03-29T08:00"), hours: 67, late_hours: 19 }));
    let autumn = start("2016-10-29T12:00:00", &[("days", json!(["tue"]))], json!({}));
    assert_eq!(autumn, Ok(Start { at: at("2016-11-01T08:00"), hours: 69, late_hours: 21 }));
    for (reception, days, limit, expected) in [
        ("2016-03-26T12:00:00", "tue", 67, None),
        ("2016-03-26T12:00:00", "tue", 66, Some(Reason::StartsTooLate)),
        ("2016-10-29T12:00:00", "tue", 69, None),
        ("2016-10-29T12:00:00", "tue", 68, Some(Reason::StartsTooLate)),
    ] {
        let deadline = json!({"work_limit_hours": limit});
        let found = start(reception, &[("days", json!([days]))], deadline);
        assert_eq!(found.err(), expected, "{reception} {limit}");
    }
}

#[test]
fn the_clock_of_working_days_stands_still_on_other_days() {
    let clock = |field: &str, hours: i64| {
        let mut deadline = json!({"clock": "working_days"});
        deadline[field] = json!(hours);
        deadline
    };
    // Friday noon to Monday 8 o'clock: 12 and 8 hours. Wednesday noon before Easter to Tuesday
    // after it, 8 o'clock, the same.
    for reception in ["2016-04-01T12:00:00", "2016-03-23T12:00:00"] {
        let found = |deadline| start(reception, &[], deadline);
        let limit = |hours| found(clock("work_limit_hours", hours));
        assert_eq!(limit(20).map(|start| (start.hours, start.late_hours)), Ok((20, 0)));
        assert_eq!(limit(19), Err(Reason::StartsTooLate));
        assert_eq!(found(clock("work_target_hours", 19)).map(|start| start.late_hours), Ok(1));
        let earliest = |hours| found(clock("work_earliest_hours", hours)).map(|start| start.hours);
        assert_eq!([20, 21, 44, 45].map(earliest), [Ok(20), Ok(44), Ok(44), Ok(68)]);
    }
    // On Saturday 0 hours have passed since Friday night, but not before reception.
    let saturday = |reception: &str| {
        first(reception, &[every_day()], clock("work_limit_hours", 0)).map_err(|_| ())
    };
    assert_eq!(saturday("2016-04-02T07:59:00").as_deref(), Ok("2016-04-02T08:00:00"));
    assert_eq!(saturday("2016-04-02T08:01:00").as_deref(), Ok("2016-04-03T08:00:00"));
    assert_eq!(saturday("2016-04-03T08:01:00"), Err(()));
}

#[test]
fn everybody_has_the_start_of_their_own_reception_and_opening() {
    let later = json!({"id": "I", "arrival": "2016-04-04T12:00:00", "members": [
        {"id": "other", "job_seeker": {"best_step": "internship"}},
    ]});
    let same = json!({"id": "J", "arrival": "2016-04-01T12:00:00", "members": [
        {"id": "third", "job_seeker": {"best_step": "internship"}},
    ]});
    let tuesday = json!({"id": "P", "site": "S", "step": "internship", "days": ["tue"],
                         "shift": {"from": "10:00", "to": "15:00"}});
    let like_o = json!({"id": "Q", "site": "S", "step": "internship"});
    let case = case(&[
        ("/households/-", later),
        ("/households/-", same),
        ("/openings/-", tuesday),
        ("/openings/-", like_o),
    ]);
    let rules = Rules::new(&case);
    let starts = |person| [0, 1, 2].map(|opening| rules.work(person, opening).unwrap().0.hours);
    assert_eq!(starts(SEEKER), [68, 94, 68]);
    assert_eq!(starts((1, 0)), [20, 22, 20]);
    assert_eq!(starts((2, 0)), [68, 94, 68]);
}

#[test]
fn a_trip_there_and_back_is_within_the_minutes_of_a_day() {
    let row = |minutes: f64, daily: i64| {
        vec![
            ("/travel_times/1/minutes", json!(minutes)),
            ("/travel_times/0/minutes", json!(200.0)),
            ("/policy/travel/max_daily_minutes", json!(daily)),
        ]
    };
    assert_rows(
        trip,
        [
            (row(90.0, 180), Ok(90)),
            (row(91.0, 180), Err(Reason::TooFar)),
            (row(90.4, 180), Ok(90)),
            (row(90.5, 180), Err(Reason::TooFar)),
            (row(90.0, 181), Ok(90)),
            (row(91.0, 181), Err(Reason::TooFar)),
            (row(90.0, 179), Err(Reason::TooFar)),
            (row(89.0, 179), Ok(89)),
            (row(91.0, 182), Ok(91)),
            (row(0.0, 0), Ok(0)),
            (row(0.4, 0), Ok(0)),
            (row(0.5, 0), Err(Reason::TooFar)),
            (row(0.5, 1), Err(Reason::TooFar)),
            (row(0.5, 2), Ok(1)),
        ],
    );
}

#[test]
fn a_trip_is_within_what_the_person_can_make() {
    let row = |most: i64, daily: i64| {
        vec![seeker("max_commute", json!(most)), ("/policy/travel/max_daily_minutes", json!(daily))]
    };
    assert_rows(
        trip,
        [
            (row(20, 180), Ok(20)),
            (row(19, 180), Err(Reason::TooFar)),
            (row(0, 180), Err(Reason::TooFar)),
            (row(20, 39), Err(Reason::TooFar)),
            (row(1000, 39), Err(Reason::TooFar)),
            (row(1000, 40), Ok(20)),
        ],
    );
    let next_door = ("/travel_times/1/minutes", json!(0.0));
    assert_eq!(trip(&[seeker("max_commute", json!(0)), next_door]), Ok(0));
}

#[test]
fn a_trip_is_made_by_the_quickest_of_the_modes_of_the_person() {
    assert_rows(
        trip,
        [
            (vec![seeker("modes", json!(["walk", "bicycle"]))], Ok(20)),
            (vec![seeker("modes", json!(["walk"]))], Ok(45)),
            (vec![seeker("modes", json!(["car"]))], Err(Reason::TooFar)),
            (vec![("/travel_times/0/minutes", json!(5.0))], Ok(5)),
            (vec![("/travel_times", json!([]))], Err(Reason::TooFar)),
        ],
    );
}

#[test]
fn what_is_decided_is_known_of_everybody() {
    let one = case(&[
        dwelling_e(),
        opening_p(),
        decisions(&[decided_home("E", "must"), decided_work("seeker", "P", "must")]),
    ]);
    let rules = Rules::new(&one);
    assert_eq!((rules.decided_dwelling(0), rules.decided_dwelling(1)), (Some(1), None));
    assert_eq!((rules.decided_opening(SEEKER), rules.decided_opening(CHILD)), (Some(1), None));
    assert_eq!(rules.case(), &one);
}

/// The rows of the decisions that break a rule, each with the code of the rule.
fn broken(changes: &[Change]) -> Vec<(usize, String)> {
    let code = |fault: Fault| {
        assert_eq!((fault.table, fault.kind), (Table::Decisions, FaultKind::BrokenRule));
        assert_eq!(fault.field.as_deref(), Some("decision"));
        let found = fault.found.unwrap().to_string();
        let rule = found.strip_prefix("a `must` that breaks the rule ").unwrap();
        (fault.row.unwrap(), rule.split(' ').next().unwrap().to_owned())
    };
    let case = case(changes);
    broken_decisions(&case, &travel_times(&case)).into_iter().map(code).collect()
}

fn assert_broken(changes: &[Change], expected: &[(usize, &str)]) {
    let found = broken(changes);
    let found: Vec<_> = found.iter().map(|(row, code)| (*row, code.as_str())).collect();
    assert_eq!(found, expected, "{changes:?}");
}

#[test]
fn a_must_that_keeps_every_rule_is_not_broken() {
    let musts = [decided_home("D", "must"), decided_work("seeker", "O", "must")];
    assert_broken(&[decisions(&musts)], &[]);
    assert_broken(&[], &[]);
}

#[test]
fn a_must_that_breaks_a_rule_names_it() {
    let home = [decided_home("D", "must")];
    let work = [decided_work("seeker", "O", "must")];
    for (musts, change, code) in [
        (&home, ("/dwellings/0/restricted", json!(true)), "restricted_area"),
        (&home, ("/dwellings/0/beds", json!(1)), "too_few_beds"),
        (&home, ("/dwellings/0/available_from", json!("2016-04-02")), "not_available_yet"),
        (&home, ("/dwellings/0/available_to", json!("2016-03-31")), "no_longer_available"),
        (&home, ("/households/0/needs", json!(["pets"])), "missing_features"),
        (&home, judged_home(json!("never")), "ruled_out"),
        (&work, opening("step", json!("ordinary")), "above_best_step"),
        (&work, opening("skills", json!(["care"])), "missing_skills"),
        (&work, opening("languages", json!(["english"])), "missing_languages"),
        (&work, seeker("hours", json!({"from": "09:00", "to": "17:00"})), "outside_hours"),
        (&work, opening("closes", json!("2016-04-03")), "closed"),
        (&work, opening("start", json!("2016-04-06")), "starts_too_late"),
        (&work, seeker("max_commute", json!(19)), "too_far"),
        (&work, judged_work("seeker", json!("never")), "ruled_out"),
    ] {
        assert_broken(&[decisions(musts), change], &[(0, code)]);
    }
    let child = [decided_home("D", "must"), decided_work("child", "O", "must")];
    assert_broken(&[decisions(&child)], &[(1, "not_a_job_seeker")]);
}

#[test]
fn a_must_that_breaks_a_rule_says_in_words_which() {
    let case = case(&[
        ("/dwellings/0/beds", json!(1)),
        decisions(&[decided_work("seeker", "O", "never"), decided_home("D", "must")]),
    ]);
    let faults = broken_decisions(&case, &travel_times(&case));
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        ["decisions[1], decision: found a `must` that breaks the rule too_few_beds (the dwelling \
          has too few beds); expected a `must` that keeps every rule. Change the decision, or what \
          the rule was applied to."]
    );
}

#[test]
fn a_never_breaks_nothing() {
    let nevers = [decided_home("D", "never"), decided_work("seeker", "O", "never")];
    let never_possible = ("/dwellings/0/restricted", json!(true));
    assert_broken(&[decisions(&nevers), never_possible], &[]);
}

#[test]
fn work_that_must_be_is_in_reach_of_a_dwelling_that_may_be() {
    let must = decided_work("seeker", "O", "must");
    // Nothing is known of trips from E.
    assert_broken(&[dwelling_e(), decisions(std::slice::from_ref(&must))], &[]);
    assert_broken(
        &[dwelling_e(), decisions(&[must.clone(), decided_home("D", "never")])],
        &[(0, "too_far")],
    );
    assert_broken(
        &[dwelling_e(), decisions(&[decided_home("E", "must"), must.clone()])],
        &[(1, "too_far")],
    );
    assert_broken(
        &[dwelling_e(), ("/dwellings/0/restricted", json!(true)), decisions(&[must])],
        &[(0, "too_far")],
    );
}

#[test]
fn two_musts_of_one_household_or_person_contradict_each_other() {
    let homes = [decided_home("D", "must"), decided_home("E", "must")];
    assert_broken(&[dwelling_e(), decisions(&homes)], &[(1, "decided_otherwise")]);
    let jobs = [decided_work("seeker", "P", "must"), decided_work("seeker", "O", "must")];
    assert_broken(&[opening_p(), decisions(&jobs)], &[(1, "decided_otherwise")]);
}

/// So many households of one seeker each, who are all decided to live in D and then to work in O.
fn decided_together(households: usize, [beds, places, positions]: [i64; 3]) -> Vec<Change> {
    let ids = || (0..households).map(|h| format!("X{h}"));
    let household = |id: String| {
        let member = json!({"id": format!("of {id}"), "job_seeker": {"best_step": "internship"}});
        json!({"id": id, "arrival": "2016-04-01T12:00:00", "members": [member]})
    };
    let home =
        |id: String| json!({"housing": {"household": id, "dwelling": "D", "decision": "must"}});
    let job = |id: String| decided_work(&format!("of {id}"), "O", "must");
    vec![
        ("/households", ids().map(household).collect()),
        ("/dwellings/0/beds", json!(beds)),
        ("/dwellings/0/households", json!(places)),
        ("/openings/0/positions", json!(positions)),
        ("/decisions", ids().map(home).chain(ids().map(job)).collect()),
    ]
}

#[test]
fn musts_together_are_within_beds_household_places_and_positions() {
    let (room, position) = ("no_room_left", "no_position_left");
    for (households, capacity, expected) in [
        (2, [2, 2, 2], &[][..]),
        (2, [1, 2, 2], &[(1, room)]),
        (2, [2, 1, 2], &[(1, room)]),
        (2, [2, 2, 1], &[(3, position)]),
        (1, [1, 1, 0], &[(1, position)]),
        (3, [3, 3, 3], &[]),
        (3, [2, 3, 3], &[(2, room)]),
        (3, [3, 2, 3], &[(2, room)]),
        (3, [3, 3, 2], &[(5, position)]),
        (3, [3, 1, 1], &[(1, room), (2, room), (4, position), (5, position)]),
    ] {
        assert_broken(&decided_together(households, capacity), expected);
    }
}

#[test]
fn beds_that_are_decided_are_counted_by_people() {
    let two = json!({"id": "I", "arrival": "2016-04-01T12:00:00", "members": [
        {"id": "third"}, {"id": "fourth"},
    ]});
    let must = json!({"housing": {"household": "I", "dwelling": "D", "decision": "must"}});
    let musts = decisions(&[decided_home("D", "must"), must]);
    for (beds, expected) in [(4, &[][..]), (3, &[(1, "no_room_left")])] {
        let room = [("/dwellings/0/beds", json!(beds)), ("/dwellings/0/households", json!(2))];
        let changes = [&[("/households/-", two.clone()), musts.clone()], &room[..]].concat();
        assert_broken(&changes, expected);
    }
}

#[test]
fn a_household_too_large_for_its_decided_dwelling_is_told_once() {
    let must = decisions(&[decided_home("D", "must")]);
    assert_broken(&[("/dwellings/0/beds", json!(1)), must], &[(0, "too_few_beds")]);
}
