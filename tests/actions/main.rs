//! The action plan: who has to do what by when, and the table and the calendar of it.

mod calendar;
#[path = "../support/json.rs"]
mod json;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use boligplacering::actions::{Action, Task, actions};
use boligplacering::explain::{Baseline, Call, Explainer};
use boligplacering::model::{Case, HouseholdId, PersonId, Role};
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::rules::Rules;
use boligplacering::solve::{Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::time::is_working_day;
use boligplacering::travel::travel_times;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use json::{Change, changed};
use serde_json::json;
use support::tiny_case;

/// The plan of a case, and whom to call.
fn planned(case: &Case) -> (Plan, Vec<Call>) {
    let (travel, options) = (travel_times(case), Options::default());
    let problem = Problem::new(case, &travel).unwrap();
    let outcome = solve(&problem, &options);
    let proposal = outcome.proposal().unwrap();
    let plan = Plan::new(case, &travel, &proposal).unwrap();
    let base = Baseline::new(case, &travel, &problem, &proposal);
    (plan, Explainer::new(&base, &options).calls())
}

/// Whether there is no later working day until `limit`.
fn is_last_working_day(day: Date, limit: Date) -> bool {
    let later = day.series(1.day()).skip(1).take_while(|later| *later <= limit);
    day <= limit && is_working_day(day) && later.into_iter().all(|later| !is_working_day(later))
}

fn before(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap()
}

/// The one action of a kind that is for a household.
fn one<'a>(all: &'a [Action], kind: &str, household: &HouseholdId) -> Option<&'a Action> {
    let mut of = all
        .iter()
        .filter(|action| action.task.name() == kind && action.households.contains(household));
    let first = of.next();
    assert!(of.next().is_none(), "{household} has {kind} twice");
    first
}

fn one_of_person<'a>(all: &'a [Action], kind: &str, person: &PersonId) -> Option<&'a Action> {
    let mut of =
        all.iter().filter(|action| action.task.name() == kind && action.persons.contains(person));
    let first = of.next();
    assert!(of.next().is_none(), "{person} has {kind} twice");
    first
}

/// Whether nobody is forgotten and every day is right.
fn look(case: &Case, plan: &Plan, calls: Option<&[Call]>, all: &[Action]) {
    let (rules, days) = (Rules::new(case), case.policy().actions);
    let order = |a: &Action| (a.due, a.role, a.households.clone(), a.persons.clone());
    assert!(all.is_sorted_by_key(order));
    let last_days: BTreeMap<&PersonId, Date> = calls
        .into_iter()
        .flatten()
        .filter_map(|call| Some((&call.person, call.last_day?)))
        .collect();
    for action in all {
        assert_eq!(action.role, action.task.role());
        assert!(action.households.is_sorted() && !action.households.is_empty());
        assert!(action.persons.is_sorted());
    }
    for placed in &plan.households {
        let h = case.household_index(&placed.household).unwrap();
        let household = &case.households()[h];
        let received = household.arrival.date();
        let stays = rules.begun_dwelling(h).is_some();
        let [lease, keys, receive] =
            ["lease", "keys", "receive"].map(|kind| one(all, kind, &household.id));
        assert_eq!(receive.is_some(), !stays);
        assert_eq!(lease.is_some(), placed.dwelling.is_some() && !stays);
        assert_eq!(keys.is_some(), lease.is_some());
        if let Some(receive) = receive {
            let Task::Receive { at, dwelling, .. } = &receive.task else { panic!() };
            assert_eq!((receive.due, *at), (received, household.arrival));
            assert_eq!(*dwelling, placed.dwelling);
        }
        if let Some((lease, keys)) = lease.zip(keys) {
            let Task::Lease { dwelling, move_in } = &lease.task else { panic!() };
            assert_eq!(Some(dwelling), placed.dwelling.as_ref());
            let home = &case.dwellings()[case.dwelling_index(dwelling).unwrap()];
            let free = home.available_from.unwrap_or(Date::MIN);
            assert_eq!(*move_in, received.max(free));
            assert!(is_last_working_day(lease.due, before(*move_in, days.lease_days)));
            assert!(keys.due == free || is_last_working_day(keys.due, *move_in));
            assert!(free <= keys.due && keys.due <= *move_in);
        }
        for (m, placed) in placed.persons.iter().enumerate() {
            let person = &household.members[m];
            let works = rules.begun_opening((h, m)).is_some();
            let agreement = one_of_person(all, "agreement", &person.id);
            let first_day = one_of_person(all, "first_day", &person.id);
            assert_eq!(agreement.is_some(), placed.job.is_some() && !works);
            assert_eq!(first_day.is_some(), agreement.is_some());
            if let (Some(job), Some(agreement), Some(first)) = (&placed.job, agreement, first_day) {
                let day = job.start.date();
                assert!(is_last_working_day(agreement.due, before(day, days.agreement_days)));
                assert_eq!(first.due, day);
                let Task::Agreement { site, start, beginners } = &agreement.task else { panic!() };
                assert!(*site == job.site && *start <= job.start);
                let own = beginners.iter().find(|one| one.person == person.id).unwrap();
                assert_eq!(
                    (&own.opening, &own.step, own.start),
                    (&job.opening, &job.step, job.start)
                );
                assert_eq!((own.mode, own.commute_minutes), (job.mode, job.commute_minutes));
            }
            let is_open = person.job_seeker.as_ref().is_some_and(|of| of.best_step.is_none());
            let talk = one_of_person(all, "talk", &person.id);
            assert_eq!(talk.is_some(), is_open && !works, "{}", person.id);
            if let Some(talk) = talk {
                assert!(is_working_day(talk.due));
                assert_eq!(talk.task, Task::Talk { lives_here: stays });
                assert!(agreement.is_none_or(|agreement| talk.due <= agreement.due));
                match last_days.get(&person.id) {
                    Some(last) => assert!(talk.due <= *last),
                    None => {
                        assert!(agreement.is_none_or(|agreement| talk.due < agreement.due));
                        assert!(lease.is_none_or(|lease| talk.due < lease.due));
                        assert!(receive.is_none() || talk.due < received);
                    }
                }
            }
            let is_child = person.birth_year.is_some_and(|year| received.year() - year < 18);
            let enrol = one_of_person(all, "enrol", &person.id);
            assert_eq!(enrol.is_none(), is_child);
            if let Some(enrol) = enrol {
                let month = received.checked_add(1.month()).unwrap();
                let Task::Enrol { lessons_by } = enrol.task else { panic!() };
                assert!(lessons_by <= month && is_working_day(enrol.due));
                assert!(is_last_working_day(enrol.due, before(month, days.class_days)));
            }
        }
    }
}

#[test]
fn nobody_is_forgotten_and_every_day_is_right_in_invented_months() {
    for (households, seed) in [(0, 1), (3, 1), (8, 2), (15, 3), (40, 4)] {
        for case in [Synthetic::new(households), Synthetic::tight(households)] {
            let case = case.seed(seed).case().unwrap();
            let (plan, calls) =
                if households < 15 { planned(&case) } else { (planned_alone(&case), Vec::new()) };
            for calls in [None, Some(calls.as_slice())] {
                let all = actions(&case, &plan, calls);
                look(&case, &plan, calls, &all);
                assert_eq!(all, actions(&case, &plan, calls));
            }
        }
    }
}

fn planned_alone(case: &Case) -> Plan {
    boligplacering::place(case, &Options::default()).unwrap().plan
}

#[test]
fn nobody_is_forgotten_and_every_day_is_right_with_every_oddity() {
    for seed in 0..150 {
        let case = tiny_case(seed);
        let travel = travel_times(&case);
        let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
        let Some(proposal) = outcome.proposal() else { continue };
        let plan = Plan::new(&case, &travel, &proposal).unwrap();
        look(&case, &plan, None, &actions(&case, &plan, None));
        if seed < 40 {
            let (plan, calls) = planned(&case);
            look(&case, &plan, Some(&calls), &actions(&case, &plan, Some(&calls)));
        }
    }
}

/// A parent who is not clarified, with a child, a home and an internship beside it.
pub(crate) fn month(changes: &[Change]) -> Case {
    let at = json!({"easting": 543_900.0, "northing": 6_181_000.0});
    let all = json!({
        "households": [{"id": "H", "arrival": "2016-04-01T12:00:00", "members": [
            {"id": "P", "birth_year": 1990, "job_seeker": {"modes": ["walk"]}},
            {"id": "Q", "birth_year": 1998},
            {"id": "R", "birth_year": 1999},
        ]}],
        "dwellings": [{"id": "D", "location": at, "beds": 3,
            "address": {"street": "Engvej 7", "postcode": "7160", "locality": "Tørring"}}],
        "sites": [{"id": "S", "location": at, "employer": "Savværk",
            "address": {"street": "", "postcode": "7160", "locality": "Tørring"}}],
        "openings": [{"id": "O", "site": "S", "step": "internship"}],
        "policy": {"deadline": {"roof_hours": 96}},
    });
    serde_json::from_value(changed(&all, changes)).unwrap()
}

/// What has to be done, in short.
fn told(changes: &[Change]) -> Vec<String> {
    let case = month(changes);
    let plan = planned_alone(&case);
    let all = actions(&case, &plan, None);
    all.iter().map(|action| format!("{} {}", action.due, action.task.name())).collect()
}

#[test]
fn a_month_from_the_first_talk_to_the_classes() {
    // Monday 28 March was Easter Monday, Friday 22 April Great Prayer Day.
    let usual = [
        "2016-03-22 talk",
        "2016-03-23 lease",
        "2016-03-30 agreement",
        "2016-04-01 keys",
        "2016-04-01 receive",
        "2016-04-04 first_day",
        "2016-04-21 enrol",
    ];
    assert_eq!(told(&[]), usual);
    let case = month(&[]);
    let all = actions(&case, &planned_alone(&case), None);
    let adults: Vec<_> = all[6].persons.iter().map(|id| id.as_str()).collect();
    assert_eq!(adults, ["P", "Q"], "who turns 18 that year is an adult");
    let roles: Vec<Role> = all.iter().map(|action| action.role).collect();
    use Role::{CompanyConsultant as Consultant, Housing, IntegrationUnit as Unit, Reception};
    assert_eq!(roles, [Unit, Housing, Consultant, Housing, Reception, Consultant, Unit]);
}

#[test]
fn whoever_is_clarified_needs_no_talk() {
    let step = ("/households/0/members/0/job_seeker/best_step", json!("internship"));
    assert!(told(&[step]).iter().all(|action| !action.ends_with("talk")));
}

#[test]
fn nobody_moves_in_or_has_the_keys_before_the_dwelling_is_free() {
    let case = month(&[("/dwellings/0/available_from", json!("2016-04-03"))]);
    let all = actions(&case, &planned_alone(&case), None);
    let due = |kind| one(&all, kind, &case.households()[0].id).unwrap();
    let Task::Receive { at, move_in, .. } = &due("receive").task else { panic!() };
    assert_eq!((at.date(), *move_in), (date(2016, 4, 1), Some(date(2016, 4, 3))));
    assert_eq!(due("keys").due, date(2016, 4, 3), "a Sunday, and no day before it is possible");
    assert_eq!(due("lease").due, date(2016, 3, 23), "a week before is Easter");
}

#[test]
fn what_has_begun_needs_nothing() {
    let lives = json!([{"housing": {"household": "H", "dwelling": "D", "decision": "must", "begun": true}}]);
    let expected =
        ["2016-03-29 talk", "2016-03-30 agreement", "2016-04-04 first_day", "2016-04-21 enrol"];
    assert_eq!(told(&[("/decisions", lives)]), expected);
    let works =
        json!([{"work": {"person": "P", "opening": "O", "decision": "must", "begun": true}}]);
    let expected =
        ["2016-03-23 lease", "2016-04-01 keys", "2016-04-01 receive", "2016-04-21 enrol"];
    assert_eq!(told(&[("/decisions", works)]), expected);
}

#[test]
fn whoever_has_no_home_or_work_is_talked_to_and_received() {
    let no_home = told(&[("/dwellings", json!([]))]);
    let expected =
        ["2016-03-29 find_home", "2016-03-31 talk", "2016-04-01 receive", "2016-04-21 enrol"];
    assert_eq!(no_home, expected);
    let no_work = told(&[("/openings", json!([]))]);
    assert!(no_work.contains(&"2016-03-31 find_work".to_owned()), "{no_work:?}");
    assert_eq!(no_work[0], "2016-03-22 talk", "before the lease");
}

#[test]
fn a_talk_is_on_the_last_day_that_helps_and_no_later_than_the_agreement() {
    let case = month(&[]);
    let (plan, calls) = planned(&case);
    let talk_of = |last_day: Option<Date>| {
        let mut calls = calls.clone();
        calls[0].last_day = last_day;
        let all = actions(&case, &plan, Some(&calls));
        one(&all, "talk", &case.households()[0].id).unwrap().due
    };
    assert_eq!(talk_of(Some(date(2016, 3, 18))), date(2016, 3, 18));
    assert_eq!(talk_of(Some(date(2016, 4, 1))), date(2016, 3, 30), "the agreement");
    assert_eq!(talk_of(None), date(2016, 3, 22), "nothing depends on it: before all else");
}

#[test]
fn the_longest_lead_that_a_policy_may_have_is_no_trouble() {
    let days = json!({"lease_days": 366, "agreement_days": 366, "class_days": 366});
    let all = told(&[("/policy/actions", days)]);
    assert_eq!(all[..2], ["2015-03-31 talk", "2015-04-01 lease"]);
    let none = json!({"lease_days": 0, "agreement_days": 0, "class_days": 0});
    let all = told(&[("/policy/actions", none)]);
    assert_eq!(all[..3], ["2016-03-31 talk", "2016-04-01 lease", "2016-04-01 keys"]);
}
