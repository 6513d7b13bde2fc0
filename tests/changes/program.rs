//! The same with the program, on the invented month of the repository.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::run::place;

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
        let folder = self.dir.path().to_str().unwrap();
        let arguments = [command, &[folder], more].concat();
        place(&arguments).code(code).said()
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
    assert!(told.contains(", changes.csv, prices.json, clarify.csv\n"), "{told}");
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
    let told = desk.place(&["lock"], &[&out, "--household", "010190-1234"], 2);
    assert!(told.contains("--household") && !told.contains("0190"), "{told}");
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
