//! The same with the program: what it writes beside a plan, and what it tells of a month.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::place;

/// A folder with a case of the repository.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(month: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted").join(month);
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, desk.path(path.file_name().unwrap().to_str().unwrap())).unwrap();
            }
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// What a command says of the folder; `OUT` stands for where it writes.
    fn place(&self, command: &str, more: &[&str], code: i32) -> String {
        let out = self.path("out");
        let out = |one: &&str| if *one == "OUT" { out.clone() } else { PathBuf::from(one) };
        let given = [PathBuf::from(command), self.0.path().to_owned()].into_iter();
        let arguments: Vec<PathBuf> = given.chain(more.iter().map(out)).collect();
        place(&arguments).code(code).said()
    }

    fn change(&self, name: &str, from: &str, to: &str) {
        let before = self.read(name);
        assert!(before.contains(from), "{from} is not in {name}");
        fs::write(self.path(name), before.replacen(from, to, 1)).unwrap();
    }
}

#[test]
fn every_pair_of_a_month_has_a_price_or_says_why_not() {
    for month in ["2016-04", "2016-05"] {
        let desk = Desk::new(month);
        desk.place("plan", &["--quiet"], 0);
        let prices: Value = serde_json::from_str(&desk.read("out/prices.json")).unwrap();
        let rows = |table: &str| {
            let bytes = fs::read(desk.path(table)).unwrap();
            bytes.split(|byte| *byte == b'\n').filter(|line| line.len() > 1).count() - 1
        };
        let askers = |name: &str| prices[name].as_array().unwrap().clone();
        let (households, persons) = (askers("households"), askers("persons"));
        assert_eq!(
            (households.len(), persons.len()),
            (8, if month == "2016-04" { 10 } else { 11 })
        );
        for (askers, list, table) in
            [(households, "homes", "dwellings.csv"), (persons, "openings", "openings.csv")]
        {
            for asker in askers {
                let answers = asker[list].as_array().unwrap();
                assert_eq!(answers.len(), rows(table), "{asker}");
                let planned = answers.iter().filter(|one| one["answer"] == "planned").count();
                assert!(planned <= 1);
                for one in answers {
                    let answer = &one["answer"];
                    let exact = |price: &Value| price["at_least"] == price["at_most"];
                    let tiers = prices["tiers"].as_array().unwrap().len();
                    let is_priced = answer["possible"]["price"]
                        .as_array()
                        .is_some_and(|all| all.len() == tiers && all.iter().all(exact));
                    let is_forbidden =
                        answer["forbidden"].as_array().is_some_and(|all| !all.is_empty());
                    let is_said =
                        ["planned", "against_decisions"].contains(&answer.as_str().unwrap_or(""));
                    assert!(is_priced || is_forbidden || is_said, "{one}");
                }
            }
        }
    }
}

#[test]
fn what_is_written_of_prices_and_calls_is_of_this_plan() {
    let desk = Desk::new("2016-05");
    let told = desk.place("plan", &[], 0);
    assert!(told.contains("P-05, of household H-02: no later than Thu 28 Apr 2016"), "{told}");
    assert!(told.contains("prices.json, clarify.csv\n"), "{told}");
    assert!(told.trim_end().ends_with("report.html"), "{told}");
    desk.place("verify", &["OUT"], 0);
    let calls = desk.read("out/clarify.csv");
    let first = "1;P-05;H-02;2016-05-02 12:00;2016-04-28;ordinary;no;";
    assert!(calls.lines().nth(1).unwrap().starts_with(first), "{calls}");
    desk.change("out/clarify.csv", "2016-04-28", "2016-04-29");
    let told = desk.place("verify", &["OUT"], 4);
    assert!(told.contains("clarify.csv: this is not what prices.json says"), "{told}");

    desk.place("plan", &["--quiet"], 0);
    desk.change("out/prices.json", "\"planned\"", "\"against_decisions\"");
    let told = desk.place("verify", &["OUT"], 4);
    assert!(told.contains("prices.json: is of another plan"), "{told}");
    fs::write(desk.path("out/prices.json"), "{\"version\":").unwrap();
    let told = desk.place("verify", &["OUT"], 4);
    assert!(told.contains("prices.json: line 1, column"), "{told}");

    // Whoever asks for none has none, and none of an earlier run.
    desk.place("plan", &["--quiet", "--prices", "none"], 0);
    assert!(!desk.path("out/prices.json").exists() && !desk.path("out/clarify.csv").exists());
    desk.place("verify", &["OUT"], 0);
    fs::write(desk.path("out/clarify.csv"), calls).unwrap();
    desk.place("verify", &["OUT"], 4);
}

#[test]
fn prices_are_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new("2016-05");
    let with = |threads: &str| {
        desk.place("plan", &["--quiet", "--threads", threads], 0);
        (desk.read("out/prices.json"), desk.read("out/clarify.csv"))
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn a_month_is_told_with_what_it_lacks_and_whom_to_call() {
    let desk = Desk::new("2016-05");
    for (language, parts) in [
        (
            "en",
            [
                "One change that would be enough for a home",
                "one more home for 9 people in Hedensted",
                "What decisions cost",
                "H-05 must have B-06, Fyrrevej 8, 7130 Juelsminde: costs nothing",
                "What is scarce, most first",
                "Whom to call, those first on whom most depends",
                "if internship (assumed): the plan stays as it is",
            ],
        ),
        (
            "da",
            [
                "Én ændring, som er nok til en bolig",
                "én bolig mere til 9 personer i Hedensted",
                "Hvad beslutninger koster",
                "H-05 skal have B-06, Fyrrevej 8, 7130 Juelsminde: koster intet",
                "Hvad der mangler, det vigtigste først",
                "Hvem der skal ringes til, de vigtigste først",
                "(antaget): planen ændres ikke",
            ],
        ),
    ] {
        let told = desk.place("explain", &["--lang", language], 0);
        for part in parts {
            assert!(told.contains(part), "{part} is missing:\n{told}");
        }
        assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    }
    let one = desk.place("explain", &["P-05"], 0);
    assert!(one.contains("Whom to call") && !one.contains("What is scarce"), "{one}");
}
