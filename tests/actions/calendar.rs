//! The same as a table and as a calendar.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use boligplacering::actions::{Action, actions};
use boligplacering::input::read_case;
use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::report::{action_told, actions_file, calendar_file};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::{Language, plain};
use serde_json::json;

use crate::{month, planned, planned_alone};

/// What a reader of the format finds in a calendar: the properties of each event, parameters with their names.
fn events(file: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(file).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.replace("\r\n", "").chars().all(|c| !c.is_control()));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let whole = text.replace("\r\n ", "");
    let mut events: Vec<BTreeMap<String, String>> = Vec::new();
    let mut is_open = false;
    for line in whole.lines() {
        let (name, value) = line.split_once(':').unwrap();
        match (name, value) {
            ("BEGIN", "VEVENT") => {
                assert!(!is_open);
                is_open = true;
                events.push(BTreeMap::new());
            }
            ("END", "VEVENT") => is_open = false,
            _ if is_open => {
                let is_new = events.last_mut().unwrap().insert(name.to_owned(), unescaped(value));
                assert_eq!(is_new, None, "{name} twice");
            }
            _ => {}
        }
    }
    events
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' => text.push('\n'),
                other => text.push(other),
            },
            ';' | ',' => panic!("not escaped: {value}"),
            _ => text.push(character),
        }
    }
    text
}

fn all_of(case: &Case) -> (Plan, Vec<Action>) {
    let plan = planned_alone(case);
    let all = actions(case, &plan, None);
    (plan, all)
}

/// Whether a table and a calendar say of each action what it is.
fn look(case: &Case, language: Language) {
    let (plan, all) = all_of(case);
    let file = calendar_file(case, &plan, &all, language).unwrap();
    let events = events(&file);
    assert_eq!(events.len(), all.len());
    let ids: BTreeSet<&str> = events.iter().map(|event| event["UID"].as_str()).collect();
    assert_eq!(ids.len(), all.len(), "no two events are known by the same");
    for (event, action) in events.iter().zip(&all) {
        assert_eq!(event["SUMMARY"], action_told(case, &plan, action, language));
        let day = action.due.strftime("%Y%m%d").to_string();
        let next = action.due.tomorrow().unwrap().strftime("%Y%m%d").to_string();
        assert_eq!((&event["DTSTART;VALUE=DATE"], &event["DTEND;VALUE=DATE"]), (&day, &next));
        assert_eq!(event["DTSTAMP"], format!("{day}T000000Z"));
        for id in action.households.iter().map(|id| id.as_str()) {
            assert!(event["DESCRIPTION"].contains(id));
        }
    }
    let table = actions_file(case, &plan, &all, language).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&table[3..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), all.len());
    for (row, action) in rows.iter().zip(&all) {
        assert_eq!(row.len(), 11);
        assert_eq!(&row[0], action.due.to_string());
        assert_eq!((&row[1], &row[2]), (action.role.name(), action.task.name()));
        assert_eq!(plain(&row[9]), action_told(case, &plan, action, language));
        assert_eq!(&row[10], "", "to be ticked off");
        assert!(!row[9].starts_with(['=', '+', '-', '@']));
    }
    assert_eq!(file, calendar_file(case, &plan, &all, language).unwrap());
    assert_eq!(table, actions_file(case, &plan, &all, language).unwrap());
}

#[test]
fn table_and_calendar_say_what_each_action_is_in_both_languages() {
    for households in [0, 3, 9, 40] {
        let case = Synthetic::tight(households).seed(2).case().unwrap();
        Language::ALL.into_iter().for_each(|language| look(&case, language));
    }
}

#[test]
fn texts_of_any_sort_break_neither_table_nor_calendar() {
    for text in [
        "=1+1",
        "a;b,c\\n\"d\"",
        "END:VEVENT\r\nEND:VCALENDAR",
        "vej\u{202e}\u{0}\u{7}\u{feff} 1",
        &"\u{a0}".repeat(200),
        &"\u{3000}æ ".repeat(200),
        &"😀".repeat(200),
        &format!("{}{}", "æ".repeat(67), "x ".repeat(200)),
    ] {
        for language in Language::ALL {
            let case = month(&[
                ("/sites/0/employer", json!(text)),
                ("/dwellings/0/address/street", json!(text)),
                ("/dwellings/0/address/locality", json!(text)),
            ]);
            look(&case, language);
        }
    }
}

#[test]
fn an_event_is_known_by_what_it_is_about_whatever_becomes_of_others() {
    let ids = |case: &Case, language: Language| -> BTreeMap<String, String> {
        let (plan, all) = all_of(case);
        let file = calendar_file(case, &plan, &all, language).unwrap();
        let named = all.iter().map(|action| action.task.name().to_owned());
        named.zip(events(&file).into_iter().map(|event| event["UID"].clone())).collect()
    };
    let before = ids(&month(&[]), Language::Danish);
    assert_eq!(before, ids(&month(&[]), Language::English));
    // Another home, other days, no work: what is still to be done is the same.
    let policy = json!({"actions": {"lease_days": 20}});
    let changed = [("/policy", policy), ("/dwellings/0/id", json!("E")), ("/openings", json!([]))];
    let mut after = ids(&month(&changed), Language::Danish);
    assert!(after.remove("find_work").is_some());
    assert!(after.len() < before.len());
    assert!(after.iter().all(|(task, id)| before[task] == *id));
    // The next month's people may have the same ids.
    let next =
        ids(&month(&[("/households/0/arrival", json!("2016-05-02T12:00:00"))]), Language::Danish);
    assert!(next.iter().all(|(task, id)| before[task] != *id));
}

#[test]
fn the_calendar_of_april() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = read_case(&root.join("data/hedensted/2016-04")).unwrap().case;
    let (plan, calls) = planned(&case);
    let all = actions(&case, &plan, Some(&calls));
    let file = calendar_file(&case, &plan, &all, Language::Danish).unwrap();
    events(&file);
    let golden = fs::read_to_string(root.join("tests/golden/actions-2016-04.ics")).unwrap();
    assert_eq!(String::from_utf8(file).unwrap().replace("\r\n", "\n"), golden);
}
