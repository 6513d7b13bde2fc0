//! When something falls through: who has something else than in the earlier plan and why, and a plan that is locked.

#[path = "support/json.rs"]
mod json;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use boligplacering::changes::{Cause, Changed, changes};
use boligplacering::check::check;
use boligplacering::explain::{Answer, Move};
use boligplacering::input::{lock, read_case_from};
use boligplacering::model::{Case, Decision, Ruling, Table, Term};
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
    let changes = changes(&case, &travel, &problem, &proposal, previous, options);
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
    std::mem::swap(&mut closer.households[0].dwelling, &mut { None });
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
        told.contains("rules say no to the earlier one now: the rent is 500 kr. too high"),
        "{told}"
    );
    let gone = after_no_longer_seeking();
    assert_eq!(gone.all(), [("pA", "")]);
    let told = gone.told(Language::English);
    assert!(told.contains("pA loses O and gets nothing: rules say no"), "{told}");
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
        let changes = changes(&case, &travel, &problem, &proposal, &previous, &Options::default());
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

type Tables = BTreeMap<Table, Vec<u8>>;

fn tables(decisions: Option<Vec<u8>>) -> Tables {
    let mut tables: Tables = [
        (Table::Persons, "person;household;arrival;job_seeker;best_step\nP-1;Hø-1;2016-04-01;yes;internship\nP-2;H-2;2016-04-01;no;\n"),
        (Table::Dwellings, "dwelling;lat;lon;beds\nD-1;55.7705;9.6994;2\nD,2;55.7805;9.6994;2\n"),
        (Table::Sites, "site;lat;lon\nS-1;55.7705;9.6994\n"),
        (Table::Openings, "opening;site;step\nO-1;S-1;internship\n"),
    ]
    .map(|(table, text)| (table, text.into()))
    .into();
    tables.extend(decisions.map(|decisions| (Table::Decisions, decisions)));
    tables
}

fn locked(before: Option<Vec<u8>>, households: &[&str]) -> Result<Vec<u8>, String> {
    let mut tables = tables(before);
    let reading = read_case_from(&tables).unwrap();
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let households: Vec<_> = households.iter().map(|id| id.parse().unwrap()).collect();
    let locked =
        lock(&tables, &reading, &plan, &households).map_err(|faults| faults.to_string())?;
    // Planned anew it is the same plan, and locked again the same table.
    tables.insert(Table::Decisions, locked.table.clone());
    let again = read_case_from(&tables).unwrap_or_else(|faults| panic!("{faults}"));
    let places = |plan: &Plan| -> Vec<_> {
        let of = |person: &boligplacering::plan::PlacedPerson| person.job.clone();
        let all = plan.households.iter();
        all.map(|h| (h.dwelling.clone(), h.persons.iter().map(of).collect::<Vec<_>>())).collect()
    };
    let same = place(&again.case, &Options::default()).unwrap().plan;
    assert_eq!(places(&same), places(&plan));
    let twice = lock(&tables, &again, &plan, &households).unwrap();
    assert_eq!((&twice.table, twice.new.len()), (&locked.table, 0));
    assert_eq!(twice.known.len(), locked.known.len() + locked.new.len());
    assert_eq!(again.case.decisions().len(), reading.case.decisions().len() + locked.new.len());
    Ok(locked.table)
}

#[test]
fn a_locked_table_keeps_what_it_was() {
    let utf16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let rows = "H-2;;D-1;;must\n;P-1;;O-1;must\nHø-1;;D,2;;must\n";
    for (before, expected) in [
        (
            "household;person;dwelling;opening;decision\nHø-1;;D,2;;must\n",
            "H-2;;D-1;;must\n;P-1;;O-1;must\n",
        ),
        (
            "household;person;dwelling;opening;decision\r\n#x\r\n\r\nHø-1;;D,2;;must",
            "\r\nH-2;;D-1;;must\r\n;P-1;;O-1;must\r\n",
        ),
        (
            "sep=;\nnote;decision;opening;dwelling;person;household;begun\n;must;;D,2;;Hø-1;\n",
            ";must;;D-1;;H-2;\n;must;O-1;;P-1;;\n",
        ),
        (
            "Husstand\tPerson\tBolig\tStilling\tAfgørelse\nHø-1\t\tD,2\t\tskal\n",
            "H-2\t\tD-1\t\tskal\n\tP-1\t\tO-1\tskal\n",
        ),
        (
            "household,person,dwelling,opening,decision\nHø-1,,\"D,2\",,must\n",
            "H-2,,D-1,,must\n,P-1,,O-1,must\n",
        ),
    ] {
        let text = String::from_utf8(locked(Some(before.into()), &[]).unwrap()).unwrap();
        assert_eq!(text, format!("{before}{expected}"));
        let marked = format!("\u{feff}{before}");
        let bytes = locked(Some(marked.clone().into()), &[]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{marked}{expected}"));
        let bytes = locked(Some(utf16(before)), &[]).unwrap();
        assert_eq!(bytes, utf16(&format!("{before}{expected}")));
        let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u32 as u8).collect() };
        let bytes = locked(Some(latin(before)), &[]).unwrap();
        assert_eq!(bytes, latin(&format!("{before}{expected}")));
    }
    let new = String::from_utf8(locked(None, &[]).unwrap()).unwrap();
    let header = "\u{feff}household;person;dwelling;opening;decision\r\n";
    assert!(new.starts_with(header) && new.lines().count() == 4, "{new}");
    assert!(rows.lines().all(|row| new.contains(row) || row.contains("D")), "{new}");
}

#[test]
fn columns_that_are_missing_are_put_behind_the_others() {
    let before = "# skal\nHusstand;Bolig;Beslutning;;note\n\nHø-1;D,2;skal;;\"a;b\"\n# H-2;x\n";
    let text = String::from_utf8(locked(Some(before.into()), &[]).unwrap()).unwrap();
    let expected = "# skal\nHusstand;Bolig;Beslutning;;note;person;stilling\n\nHø-1;D,2;skal;;\"a;b\";;\n# H-2;x\n\
        H-2;D-1;skal;;;;\n;;skal;;;P-1;O-1\n";
    assert_eq!(text, expected);
    // Only what is needed is put there.
    let before = "household;dwelling;decision\n";
    let text = String::from_utf8(locked(Some(before.into()), &["H-2"]).unwrap()).unwrap();
    assert_eq!(text.lines().next(), Some("household;dwelling;decision"));
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn what_a_table_decides_otherwise_is_told_and_nothing_written() {
    let mut all = tables(None);
    let reading = read_case_from(&all).unwrap();
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let home = plan.households[0].dwelling.clone().unwrap();
    let other = if home.as_str() == "D-1" { "D,2" } else { "D-1" };
    let decided = format!(
        "household;person;dwelling;opening;decision\nH-2;;{other};;must\n;P-1;;O-1;never\nHø-1;;{home};;never\n"
    );
    all.insert(Table::Decisions, decided.into());
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &plan, &[]).unwrap_err();
    assert_eq!(told.as_slice().len(), 2, "{told}");
    let told = told.to_string();
    for part in [
        "decisions.csv, line 2",
        "decisions.csv, line 3",
        "household H-2 must have dwelling",
        "P-1 must not have opening O-1",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Another household is free to be locked, if that keeps every rule.
    let told = lock(&all, &reading, &plan, &["Hø-1".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.contains("P-1 must not have opening O-1") && !told.contains("H-2"), "{told}");
    let crowded = format!("household;dwelling;decision\nHø-1;{home};must\n");
    all.insert(Table::Decisions, crowded.into());
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &plan, &["H-2".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.starts_with("plan.json") && told.contains("no_room_left"), "{told}");
}

#[test]
fn a_plan_of_another_case_is_not_locked() {
    let all = tables(None);
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &before(), &[]).unwrap_err();
    let told = told.to_string();
    for part in ["household is known", "dwelling is known", "person is known", "opening is known"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let told = lock(&all, &reading, &plan, &["H-9".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.contains("found H-9; expected a household of the plan"), "{told}");
    // What has fallen through since is left out by naming the others.
    let mut fewer = all.clone();
    let gone = plan.households[0].dwelling.as_ref().unwrap().as_str();
    let dwellings = String::from_utf8(all[&Table::Dwellings].clone()).unwrap();
    let kept: String = dwellings
        .lines()
        .filter(|line| !line.starts_with(gone))
        .map(|line| format!("{line}\n"))
        .collect();
    fewer.insert(Table::Dwellings, kept.into());
    let reading = read_case_from(&fewer).unwrap();
    let told = lock(&fewer, &reading, &plan, &[]).unwrap_err().to_string();
    assert!(told.contains("every dwelling is known"), "{told}");
    let locked = lock(&fewer, &reading, &plan, &["Hø-1".parse().unwrap()]).unwrap();
    assert_eq!(locked.new.len(), 2);
    assert!(
        locked
            .new
            .iter()
            .all(|decision| decision.ruling() == Ruling::Must && !decision.has_begun())
    );
}

#[test]
fn ids_that_read_as_something_else_are_locked_as_they_are() {
    for id in ["=1+1", "#H", "'#H", "a;b", "a\"b", "x,y", "-5"] {
        let mut parts = month(&[]).into_parts();
        parts.preferences.clear();
        parts.households[0].id = id.parse().unwrap();
        let case = Case::new(parts).unwrap();
        let dir = tempfile::tempdir().unwrap();
        boligplacering::input::write_case(&case, dir.path()).unwrap();
        let folder = boligplacering::input::Folder::open(dir.path()).unwrap();
        let reading = boligplacering::input::read_case(dir.path()).unwrap();
        let plan = place(&reading.case, &Options::default()).unwrap().plan;
        let locked =
            lock(&folder, &reading, &plan, &[]).unwrap_or_else(|told| panic!("{id}: {told}"));
        locked.write(&folder.file_of(Table::Decisions).unwrap()).unwrap();
        let again = boligplacering::input::read_case(dir.path()).unwrap();
        assert_eq!(again.case.decisions(), locked.new);
        let is_first = |decision: &Decision| matches!(decision, Decision::Housing { household, .. } if household.as_str() == id);
        assert!(again.case.decisions().iter().any(is_first), "{id}");
    }
}

/// A folder in which the invented month of the repository is planned.
struct Desk {
    dir: tempfile::TempDir,
}

const MONTH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/hedensted/2016-04");

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        for entry in fs::read_dir(MONTH).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, desk.path(path.file_name().unwrap().to_str().unwrap())).unwrap();
            }
        }
        desk.place(&["plan"], &["--quiet"], 0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn change(&self, name: &str, from: &str, to: &str) {
        let before = self.read(name);
        assert!(before.contains(from), "{from} is not in {name}");
        fs::write(self.path(name), before.replacen(from, to, 1)).unwrap();
    }

    /// What a command says of the folder.
    fn place(&self, command: &[&str], more: &[&str], code: i32) -> String {
        let tests = std::env::current_exe().unwrap();
        let built = tests.parent().and_then(Path::parent).unwrap();
        let program = built.join("examples").join(format!("place{}", std::env::consts::EXE_SUFFIX));
        assert!(program.is_file(), "build it first: cargo build --example place");
        let folder = self.dir.path().to_str().unwrap();
        let arguments = [command, &[folder], more].concat();
        let done = assert_cmd::Command::new(program).args(&arguments).assert().code(code);
        let output = done.get_output();
        String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap()
    }

    fn plan(&self, out: &str) -> Value {
        serde_json::from_str(&self.read(&format!("{out}/plan.json"))).unwrap()
    }
}

#[test]
fn a_home_that_falls_through_moves_as_few_as_can_be() {
    let desk = Desk::new();
    let (previous, new) = (desk.text("out/plan.json"), desk.text("new"));
    let with = |more: &[&'static str]| -> Vec<String> {
        let given = ["--previous", &previous, "--out", &new].map(str::to_owned);
        given.into_iter().chain(more.iter().map(|one| (*one).to_owned())).collect()
    };
    let run = |command: &[&str], more: Vec<String>, code: i32| {
        desk.place(command, &more.iter().map(String::as_str).collect::<Vec<_>>(), code)
    };
    // D-11 is ready too late.
    desk.change("dwellings.csv", "4200;2016-03-01", "4200;2016-06-01");
    let told = run(&["plan"], with(&[]), 0);
    assert!(
        told.contains("What has changed since the earlier plan, and why\n  H-02 gets "),
        "{told}"
    );
    assert!(told.contains("has fewer changes: proven."), "{told}");
    assert!(told.trim_end().ends_with(", changes.csv"), "{told}");
    let changes = desk.read("new/changes.csv");
    assert!(changes.lines().nth(1).unwrap().starts_with("H-02;;dwelling;D-11;"), "{changes}");
    assert_eq!(desk.plan("new")["tiers"][3]["weights"], json!({"moved": 1}));
    // Every command that knows the earlier plan knows the tier.
    let verify = |code: i32| desk.place(&["verify"], &[&new, "--previous", &previous], code);
    verify(0);
    let explained = desk.place(&["explain"], &["--previous", &previous, "H-02"], 0);
    assert!(explained.contains("from the earlier plan"), "{explained}");
    let lp = desk.text("out/new.lp");
    desk.place(&["export"], &["--lp", &lp, "--previous", &previous, "--tier", "7"], 1);
    desk.place(&["export"], &["--lp", &lp, "--previous", &previous, "--tier", "1"], 0);
    // What is written of the changes is checked.
    let right = desk.read("new/changes.csv");
    desk.change("new/changes.csv", "D-11", "D-10");
    assert!(verify(4).contains("changes.csv, line 2"));
    fs::remove_file(desk.path("new/changes.csv")).unwrap();
    assert!(verify(4).contains("changes.csv: cannot be read"));
    // A plan made without an earlier one has no changes.
    fs::write(desk.path("new/changes.csv"), right).unwrap();
    desk.place(&["plan"], &["--out", &new, "--quiet"], 0);
    assert!(!desk.path("new/changes.csv").exists());
    fs::write(desk.path("new/changes.csv"), "").unwrap();
    assert!(desk.place(&["verify"], &[&new], 4).contains("made without an earlier plan"));
    // The policy may say otherwise.
    let policy = desk.read("policy.toml");
    let rest = "\n[[objective]]\nunhoused = 1\n[[objective]]\nunplaced = 1\n[[objective]]\ncommute = 1\nmoved = 0\n";
    let head = policy.split("[[objective]]").next().unwrap();
    fs::write(desk.path("policy.toml"), format!("{head}{rest}")).unwrap();
    let told = run(&["plan"], with(&[]), 0);
    assert!(
        !told.contains("warning") && told.contains("The policy does not keep changes few."),
        "{told}"
    );
    assert_eq!(desk.plan("new")["tiers"].as_array().unwrap().len(), 3);
    verify(0);
    // Without time for questions the rest is told all the same.
    fs::write(desk.path("policy.toml"), policy).unwrap();
    run(&["plan"], with(&["--time-limit", "0"]), 0);
    verify(0);
}

#[test]
fn an_imported_plan_tells_its_changes_too() {
    let desk = Desk::new();
    let solution = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/answers/month-cbc.sol");
    let (previous, new) = (desk.text("out/plan.json"), desk.text("new"));
    let told = desk.place(&["import"], &[solution, "--previous", &previous, "--out", &new], 0);
    assert!(told.contains("What has changed since the earlier plan, and why"), "{told}");
    assert!(desk.path("new/changes.csv").exists());
    desk.place(&["verify"], &[&new, "--previous", &previous], 0);
}

#[test]
fn a_plan_is_locked_whole_or_for_some() {
    let desk = Desk::new();
    let out = desk.text("out");
    let before = desk.read("decisions.csv");
    let elsewhere = desk.text("locked.csv");
    desk.place(&["lock"], &[&out, "--household", "H-02", "--out", &elsewhere], 0);
    assert_eq!(desk.read("decisions.csv"), before);
    let some = desk.read("locked.csv");
    assert_eq!(some, format!("{before}H-02;;D-11;;must\n;P-07;;O-11;must\n;P-08;;O-12;must\n"));
    // The table of the folder, by the name that it has.
    fs::rename(desk.path("decisions.csv"), desk.path("beslutninger.csv")).unwrap();
    fs::remove_file(desk.path("locked.csv")).unwrap();
    let told = desk.place(&["lock"], &[&desk.text("out/plan.json")], 0);
    assert!(
        told.contains("household H-02 must have dwelling D-11")
            && told.contains("beslutninger.csv"),
        "{told}"
    );
    assert!(!desk.path("decisions.csv").exists());
    let locked = desk.read("beslutninger.csv");
    assert!(locked.starts_with(&before), "{locked}");
    assert!(desk.place(&["lock"], &[&out], 0).starts_with("Nothing to write"));
    assert_eq!(desk.read("beslutninger.csv"), locked);
    let plan = desk.plan("out");
    desk.place(&["plan"], &["--quiet"], 0);
    for (old, new) in plan["households"]
        .as_array()
        .unwrap()
        .iter()
        .zip(desk.plan("out")["households"].as_array().unwrap())
    {
        assert_eq!(old["dwelling"], new["dwelling"]);
        for (old, new) in
            old["persons"].as_array().unwrap().iter().zip(new["persons"].as_array().unwrap())
        {
            assert_eq!(old["job"], new["job"]);
        }
    }
    // What is decided otherwise stays, and is told.
    desk.change("beslutninger.csv", "H-02;;D-11", "H-02;;D-08");
    let changed = desk.read("beslutninger.csv");
    let told = desk.place(&["lock"], &[&out], 1);
    assert!(
        told.contains("beslutninger.csv, line") && told.contains("H-02 must have dwelling D-08"),
        "{told}"
    );
    assert_eq!(desk.read("beslutninger.csv"), changed);
    desk.place(&["lock"], &[&desk.text("nothing")], 1);
}

#[test]
fn what_has_begun_is_read_and_stays_when_something_falls_through() {
    let desk = Desk::new();
    let out = desk.text("out");
    desk.place(&["lock"], &[&out, "--household", "H-02", "--household", "H-03"], 0);
    let table = desk.read("decisions.csv");
    let begun: String = (table.lines())
        .map(|line| match line {
            line if line.starts_with("household") => format!("{line};begyndt\n"),
            line if line.contains("H-02") || line.contains("P-07") && line.contains("must") => {
                format!("{line};ja\n")
            }
            line => format!("{line};\n"),
        })
        .collect();
    fs::write(desk.path("decisions.csv"), begun).unwrap();
    // They live there: it does not matter any more from when it was to be had.
    desk.change("dwellings.csv", "4200;2016-03-01", "4200;2016-06-01");
    let told = desk.place(
        &["plan"],
        &["--previous", &desk.text("out/plan.json"), "--out", &desk.text("new")],
        0,
    );
    assert!(told.contains("nothing: everybody keeps what they had"), "{told}");
    let placements = desk.read("new/placements.csv");
    let row = placements.lines().find(|line| line.starts_with("P-07;H-02;D-11;O-11;")).unwrap();
    assert!(row.contains("lives there already; works there already"), "{row}");
    desk.place(&["verify"], &[&desk.text("new"), "--previous", &desk.text("out/plan.json")], 0);
    // The same without having begun is a fault.
    desk.change("decisions.csv", "D-11;;must;ja", "D-11;;must;nej");
    let told = desk.place(&["check"], &[], 1);
    assert!(told.contains("not_available_yet"), "{told}");
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
