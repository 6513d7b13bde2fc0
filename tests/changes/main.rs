//! When something falls through: who has something else than in the earlier plan and why, and a plan that is locked.

#[path = "../support/json.rs"]
mod json;
mod lock;
mod program;
#[path = "../support/run.rs"]
mod run;
#[path = "../support/mod.rs"]
mod support;

use std::sync::atomic::AtomicBool;

use boligplacering::changes::{Cause, Changed, changes};
use boligplacering::check::check;
use boligplacering::explain::{Answer, Baseline, Move};
use boligplacering::model::{Case, Term};
use boligplacering::plan::{Plan, Status};
use boligplacering::problem::{Change as Otherwise, Problem};
use boligplacering::report::{changes_differ, changes_file, changes_told};
use boligplacering::rules::{Lacking, Reason};
use boligplacering::solve::{Options, solve};
use boligplacering::text::Language;
use boligplacering::travel::travel_times;
use boligplacering::{place, place_with};
use json::{Change, changed};
use serde_json::{Value, json};
use support::{Dice, tiny_case};

/// Two seekers on their own, A and B, homes D and E a walk apart, and work beside each home.
fn month(changes: &[Change]) -> Case {
    let at = |metres: f64| json!({"easting": 543_900.0 + metres, "northing": 6_181_000.0});
    let household = |id: &str| {
        json!({"id": id, "arrival": "2016-04-01T12:00:00", "members": [
            {"id": format!("p{id}"), "job_seeker": {"best_step": "internship", "modes": ["walk"]}},
        ]})
    };
    let all = json!({
        "households": [household("A"), household("B")],
        "dwellings": [
            {"id": "D", "location": at(0.0), "beds": 1, "rent": 4000.0},
            {"id": "E", "location": at(4000.0), "beds": 1, "rent": 4000.0},
        ],
        "sites": [{"id": "S", "location": at(0.0)}, {"id": "T", "location": at(4000.0)}],
        "openings": [
            {"id": "O", "site": "S", "step": "internship"},
            {"id": "P", "site": "T", "step": "internship"},
        ],
        "preferences": [{"household": "A", "dwelling": "E", "verdict": {"penalty": 1}}],
        "policy": {},
    });
    serde_json::from_value(changed(&all, changes)).unwrap()
}

/// The plan of the month as it was: A in D and O, B in E and P.
fn before() -> Plan {
    let plan = place(&month(&[]), &Options::default()).unwrap().plan;
    let homes: Vec<_> =
        plan.households.iter().map(|h| h.dwelling.as_ref().unwrap().as_str()).collect();
    assert_eq!(homes, ["D", "E"]);
    plan
}

struct After {
    case: Case,
    plan: Plan,
    changes: Vec<Changed>,
}

/// What changes when the month becomes another one.
fn after(case: Case, previous: &Plan, options: &Options) -> After {
    let case = case.close_to_previous();
    let travel = travel_times(&case);
    let problem = Problem::with_previous(&case, &travel, &previous.as_previous(&case)).unwrap();
    let outcome = solve(&problem, &Options::default());
    let proposal = outcome.proposal().unwrap();
    let plan = Plan::new(&case, &travel, &proposal).unwrap();
    let base = Baseline::new(&case, &travel, &problem, &proposal);
    let changes = changes(&base, previous, options);
    After { case, plan, changes }
}

fn changes_of(changes: &[Change]) -> After {
    after(month(changes), &before(), &Options::default())
}

/// Who has changed: the id, and what they have now.
fn who(changed: &Changed) -> (&str, &str) {
    match &changed.what {
        Move::Household { household, to, .. } => {
            (household.as_str(), to.as_ref().map_or("", |id| id.as_str()))
        }
        Move::Person { person, to, .. } => {
            (person.as_str(), to.as_ref().map_or("", |id| id.as_str()))
        }
        _ => unreachable!(),
    }
}

impl After {
    fn all(&self) -> Vec<(&str, &str)> {
        self.changes.iter().map(who).collect()
    }

    fn told(&self, language: Language) -> String {
        changes_told(&self.case, &self.plan, &self.changes, language)
    }
}

/// A third home, F, as far again.
fn home_f() -> Change {
    let location = json!({"easting": 551_900.0, "northing": 6_181_000.0});
    ("/dwellings/-", json!({"id": "F", "location": location, "beds": 1}))
}

fn decided(household: &str, dwelling: &str, decision: &str, begun: bool) -> Change {
    let one =
        json!({"household": household, "dwelling": dwelling, "decision": decision, "begun": begun});
    ("/decisions", json!([{"housing": one}]))
}

#[test]
fn nobody_changes_without_need() {
    let same = changes_of(&[home_f()]);
    assert_eq!(same.changes, []);
    assert!(same.told(Language::English).contains("everybody keeps what they had"));
    // Not for a shorter trip either, unless the policy says so.
    let mut closer = before();
    let (a, b) = ("E".parse().unwrap(), "D".parse().unwrap());
    (closer.households[0].dwelling, closer.households[1].dwelling) = (Some(a), Some(b));
    let kept = after(month(&[]), &closer, &Options::default());
    assert_eq!(kept.changes, []);
    let tiers = json!([{"unhoused": 1}, {"unplaced": 1}, {"commute": 1, "moved": 0}]);
    let moved = after(month(&[("/policy/objective", tiers)]), &closer, &Options::default());
    assert_eq!(moved.all(), [("A", "D"), ("B", "E")]);
    assert!(moved.told(Language::English).contains("The policy does not keep changes few."));
}

#[test]
fn what_is_gone_is_told_so() {
    let gone = ("/dwellings/0/id", json!("X"));
    let preferences = ("/preferences", json!([]));
    let after = changes_of(&[gone, preferences]);
    assert_eq!(after.all(), [("A", "X")]);
    assert_eq!(after.changes[0].cause, Cause::Gone);
    let told = after.told(Language::English);
    let expected = "A gets X instead of D: the earlier dwelling is no longer in the files\n";
    assert!(told.contains(expected), "{told}");
    assert!(
        told.contains("No plan that is as good in what matters more has fewer changes: proven.")
    );
    let told = after.told(Language::Danish);
    assert!(
        told.contains("A får X i stedet for D: den tidligere bolig står ikke længere i filerne")
    );
    let opening = ("/openings/0/id", json!("Q"));
    let after = changes_of(&[opening]);
    assert_eq!(after.all(), [("pA", "Q")]);
    assert!(
        after.told(Language::English).contains("the earlier opening is no longer in the files")
    );
}

#[test]
fn an_opening_that_takes_nobody_any_more_is_told_so() {
    let none = json!({"id": "O", "site": "S", "step": "internship", "positions": 0});
    let after = changes_of(&[("/openings/0", none), ("/openings/1/positions", json!(2))]);
    assert_eq!(after.all(), [("pA", "P")]);
    assert_eq!(after.changes[0].cause, Cause::NoPositions);
    let told = after.told(Language::English);
    assert!(told.contains("pA gets P instead of O: the earlier opening has no positions any more"));
    assert!(after.told(Language::Danish).contains("har ingen pladser længere"));
}

#[test]
fn what_is_decided_is_told_before_all_else() {
    for (begun, english, danish) in [
        (false, ": it is decided so\n", ": det er besluttet\n"),
        (true, ": they live there already\n", ": de bor der allerede\n"),
    ] {
        let after = changes_of(&[home_f(), decided("A", "F", "must", begun)]);
        assert_eq!(after.changes[0].cause, Cause::Decided { begun });
        assert_eq!(after.all()[0], ("A", "F"));
        assert!(after.told(Language::English).contains(english));
        assert!(after.told(Language::Danish).contains(danish));
    }
    let work = json!({"person": "pA", "opening": "P", "decision": "must", "begun": true});
    let after = changes_of(&[("/decisions", json!([{"work": work}]))]);
    assert!(
        after.told(Language::English).contains("pA gets P instead of O: they work there already")
    );
}

#[test]
fn rules_that_say_no_by_now_are_told_with_what_is_lacking() {
    let poor = ("/households/0/max_rent", json!(3500.0));
    let after = changes_of(&[home_f(), poor]);
    assert_eq!(after.all()[0], ("A", "F"));
    let Cause::Kept(Answer::Forbidden(refusals)) = &after.changes[0].cause else { panic!() };
    assert_eq!(refusals[0].reason, Reason::RentTooHigh);
    assert!(matches!(refusals[0].lacking, Some(Lacking::Rent(_))));
    let told = after.told(Language::English);
    assert!(
        told.contains("the earlier one is not possible now: the rent is 500 kr. too high"),
        "{told}"
    );
    let gone = after_no_longer_seeking();
    assert_eq!(gone.all(), [("pA", "")]);
    let told = gone.told(Language::English);
    assert!(
        told.contains("pA loses O and gets nothing: the earlier one is not possible now"),
        "{told}"
    );
    assert!(told.contains("the person does not seek work"), "{told}");
}

fn after_no_longer_seeking() -> After {
    changes_of(&[("/households/0/members/0", json!({"id": "pA"}))])
}

#[test]
fn who_has_the_earlier_place_is_told_with_the_price_of_keeping_it() {
    // Only one home is left for the two, and B wants it less.
    let one = [("/dwellings/1/restricted", json!(true)), ("/openings/0/positions", json!(2))];
    let wish =
        ("/preferences", json!([{"household": "A", "dwelling": "D", "verdict": {"penalty": 9}}]));
    let mut previous = before();
    previous.households[1].dwelling = Some("D".parse().unwrap());
    let after =
        after(month(&[one[0].clone(), one[1].clone(), wish]), &previous, &Options::default());
    let lost: Vec<_> = after.changes.iter().filter(|changed| who(changed).1.is_empty()).collect();
    assert!(!lost.is_empty());
    for changed in &lost {
        let Cause::Kept(answer) = &changed.cause else { panic!("{changed:?}") };
        assert!(matches!(answer, Answer::Possible(other) if other.is_exact()), "{answer:?}");
    }
    let home = lost.iter().find(|changed| matches!(changed.what, Move::Household { .. })).unwrap();
    assert_eq!(home.taken_by.len(), 1);
    let told = after.told(Language::English);
    assert!(told.contains("the earlier one is taken by "), "{told}");
    assert!(told.contains("if they kept the earlier one: "), "{told}");
}

#[test]
fn others_decisions_may_be_in_the_way() {
    let after = changes_of(&[home_f(), decided("B", "D", "must", false)]);
    let first = &after.changes[0];
    assert_eq!((who(first).0, &first.cause), ("A", &Cause::Kept(Answer::AgainstDecisions)));
    assert_eq!(first.taken_by, ["B"]);
    let told = after.told(Language::English);
    let expected = "the earlier one is taken by B; if they kept the earlier one: then not all decisions can be kept";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn work_too_far_from_the_new_home_is_told_so() {
    let limit = (
        "/households/0/members/0/job_seeker",
        json!({"best_step": "internship", "modes": ["walk"], "max_commute": 30}),
    );
    // D is for students now, and A is to live in E; the way from there to O is too long.
    let no_more = [decided("A", "D", "never", false), limit];
    let spare = ("/openings/1/positions", json!(2));
    let homes = ("/dwellings/1/beds", json!(2));
    let places = ("/dwellings/1/households", json!(2));
    let after = changes_of(&[&no_more[..], &[spare, homes, places]].concat());
    let work = after.changes.iter().find(|changed| who(changed).0 == "pA").unwrap();
    let Cause::Kept(Answer::Forbidden(refusals)) = &work.cause else { panic!("{work:?}") };
    assert!(refusals.iter().any(|refusal| refusal.reason == Reason::TooFar), "{refusals:?}");
    // Where another home would do, the price of that is told, too.
    let after = changes_of(&[
        ("/households/0/needs", json!(["garden"])),
        ("/dwellings/1/features", json!(["garden"])),
        (
            "/households/0/members/0/job_seeker",
            json!({"best_step": "internship", "modes": ["walk"], "max_commute": 30}),
        ),
        (
            "/dwellings/-",
            json!({"id": "G", "location": {"easting": 543_900.0, "northing": 6_181_000.0}, "beds": 1, "features": ["garden"], "rent": 9000.0}),
        ),
        ("/preferences", json!([{"household": "A", "dwelling": "G", "verdict": {"penalty": 5}}])),
        (
            "/policy/objective",
            json!([{"unhoused": 1}, {"preference": 1}, {"unplaced": 1}, {"moved": 1}]),
        ),
        ("/openings/1/positions", json!(2)),
        ("/dwellings/1/beds", json!(2)),
        ("/dwellings/1/households", json!(2)),
    ]);
    let work = after.changes.iter().find(|changed| who(changed) == ("pA", "P")).unwrap();
    assert!(
        work.trip.is_some() && matches!(work.cause, Cause::Kept(Answer::Possible(_))),
        "{work:?}"
    );
    let told = after.told(Language::English);
    assert!(told.contains("from the new dwelling the trip is"), "{told}");
    assert!(told.contains("preferences are worth 5 less"), "{told}");
}

#[test]
fn who_had_nothing_or_is_new_is_told_from_others() {
    let mut previous = before();
    previous.households[0].dwelling = None;
    previous.households[0].persons[0].job = None;
    let gained = after(month(&[]), &previous, &Options::default());
    assert_eq!(gained.all(), [("A", "D"), ("pA", "O")]);
    assert!(gained.changes.iter().all(|changed| changed.cause == Cause::HadNothing));
    let told = gained.told(Language::English);
    assert!(told.contains("A gets D: there was nothing for them before"), "{told}");
    previous.households.remove(0);
    assert_eq!(after(month(&[]), &previous, &Options::default()).changes, [], "A is new");
    let alone: Value = serde_json::to_value(month(&[])).unwrap();
    let alone: Case = serde_json::from_value(changed(
        &alone,
        &[("/households", json!([alone["households"][0]])), ("/preferences", json!([]))],
    ))
    .unwrap();
    assert_eq!(after(alone, &before(), &Options::default()).changes, [], "B has left");
}

#[test]
fn what_there_is_no_time_for_says_so() {
    let stop = AtomicBool::new(true);
    let options = Options::default().with_cancel(&stop);
    let case = month(&[home_f(), decided("B", "D", "must", false)]);
    let after = after(case, &before(), &options);
    assert!(matches!(after.changes[0].cause, Cause::Kept(Answer::Unknown(_))));
    assert!(after.changes[0].cause.is_solved());
    let told = after.told(Language::English);
    assert!(told.contains("if they kept the earlier one: not worked out in time"), "{told}");
    assert!(after.told(Language::Danish).contains("ikke regnet færdig i tide"));
}

#[test]
fn that_no_plan_has_fewer_changes_is_said_where_it_is_proven() {
    let After { case, mut plan, changes } =
        changes_of(&[home_f(), decided("A", "F", "must", false)]);
    let told = |plan: &Plan| {
        let text = changes_told(&case, plan, &changes, Language::English);
        text.lines().last().unwrap().trim().to_owned()
    };
    let at = plan.tiers.iter().position(|tier| tier.weights.contains_key(&Term::Moved)).unwrap();
    assert!(told(&plan).ends_with("has fewer changes: proven."));
    plan.tiers[at].bound -= 1;
    assert!(told(&plan).contains("is not proven; a best plan has "), "{}", told(&plan));
    plan.tiers[0].bound -= 1;
    assert_eq!(told(&plan), "That no plan has fewer changes is not proven.");
    plan.tiers[at].weights.insert(Term::Rent, 1);
    assert_eq!(told(&plan), "The policy weighs changes against other things in tier 4.");
    plan.tiers.drain(..at);
    plan.tiers[0].weights.remove(&Term::Rent);
    plan.tiers[0].bound = plan.tiers[0].value;
    assert_eq!(told(&plan), "No plan has fewer changes: proven.");
}

/// Tiny months of which something fell through: each difference is a change, each price is what solving says.
#[test]
fn each_difference_is_a_change_and_each_price_is_exact() {
    let (mut found, mut priced) = (0, 0);
    for seed in 0..1200 {
        let mut dice = Dice::new(seed + 5_000_000);
        let case = tiny_case(seed);
        let Ok(placed) = place(&case, &Options::default()) else { continue };
        let previous = placed.plan;
        let mut parts = case.into_parts();
        parts.decisions.clear();
        parts.dwellings.iter_mut().for_each(|home| home.restricted |= dice.one_in(4));
        parts.openings.iter_mut().for_each(|opening| opening.positions = dice.below(3) as i64);
        let case = Case::new(parts).unwrap().close_to_previous();
        let travel = travel_times(&case);
        let problem = Problem::with_previous(&case, &travel, &previous.as_previous(&case)).unwrap();
        let outcome = solve(&problem, &Options::default());
        let proposal = outcome.proposal().unwrap();
        let plan = Plan::new(&case, &travel, &proposal).unwrap();
        let base = Baseline::new(&case, &travel, &problem, &proposal);
        let changes = changes(&base, &previous, &Options::default());
        let tally = check(&case, &travel, &plan, Some(&previous)).unwrap();
        let moved = tally.terms.iter().find_map(|terms| terms.get(&Term::Moved)).copied();
        assert_eq!(moved, Some(changes.len() as i64), "seed {seed}");
        found += changes.len();
        for changed in &changes {
            let Cause::Kept(Answer::Possible(other)) = &changed.cause else { continue };
            let force = match &changed.what {
                Move::Household { household, from, .. } => Otherwise::ForceHome {
                    household: case.household_index(household).unwrap(),
                    home: case.dwelling_index(from.as_ref().unwrap()).unwrap(),
                },
                Move::Person { person, from, .. } => {
                    let (h, m) = case.person_index(person).unwrap();
                    let before = case.households()[h].members[..m].iter();
                    let own = before.filter(|person| person.job_seeker.is_some()).count();
                    Otherwise::ForceOpening {
                        seeker: problem.households()[h].first_seeker + own,
                        opening: case.opening_index(from.as_ref().unwrap()).unwrap(),
                    }
                }
                _ => unreachable!(),
            };
            let kept = solve(&problem.with(&[force]), &Options::default());
            let price =
                kept.cost().unwrap().iter().zip(proposal.cost).map(|(kept, now)| kept - now);
            assert!(
                price.eq(other.price.iter().map(|price| price.exact().unwrap())),
                "seed {seed}"
            );
            priced += 1;
        }
        let file = changes_file(&case, &plan, &changes, Language::Danish).unwrap();
        assert_eq!(changes_differ(&file, &case, &plan, &changes), None, "seed {seed}");
    }
    assert!(found > 500 && priced > 40, "{found} {priced}");
}

#[test]
fn a_table_of_changes_is_checked_but_for_what_took_solving() {
    let After { case, plan, changes } = changes_of(&[home_f(), decided("B", "D", "must", false)]);
    let file = changes_file(&case, &plan, &changes, Language::English).unwrap();
    let text = String::from_utf8(file).unwrap();
    assert!(text.starts_with(
        "\u{feff}household;person;what;from;to;from_address;to_address;why\r\nA;;dwelling;D;"
    ));
    let differ = |text: &str| changes_differ(text.as_bytes(), &case, &plan, &changes);
    assert_eq!(differ(&text), None);
    let cut: String = text.lines().take(2).map(|line| format!("{line}\r\n")).collect();
    for (wrong, line) in [
        (text.replace("A;;dwelling;D", "A;;dwelling;E"), 2),
        (text.replace("it is decided so", "because"), 3),
        (text.replace(";why", ";reason"), 1),
        (cut, 3),
        (format!("{text}A;;dwelling;D;E;;;so\r\n"), text.lines().count() + 1),
    ] {
        assert_eq!(differ(&wrong), Some(line), "{wrong}");
    }
    let other_price = text.replace("then not all decisions can be kept", "another price");
    assert_ne!(other_price, text);
    assert_eq!(differ(&other_price), None);
}

#[test]
fn a_plan_close_to_another_is_optimal_and_checked_in_one_call() {
    let previous = before();
    let case = month(&[home_f(), ("/dwellings/0/restricted", json!(true))]).close_to_previous();
    let placed =
        place_with(&case, &travel_times(&case), Some(&previous), &Options::default()).unwrap();
    assert_eq!(placed.plan.status, Status::Optimal);
    assert!(placed.tally.terms[3][&Term::Moved] >= 1);
}
