//! `place import`: what another solver found becomes a written plan, or nothing is written.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{Done, place};

const MONTH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/hedensted/2016-04");

fn golden(name: &str) -> String {
    format!("{}/tests/golden/answers/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A folder to write in.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
        self.text(name)
    }

    fn import(&self, folder: &str, solution: &str, more: &[&str]) -> Done {
        let out = self.text("out");
        place(&[&["import", folder, solution, "--out", &out], more].concat())
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&fs::read_to_string(self.path("out").join(name)).unwrap()).unwrap()
    }

    fn verify(&self, folder: &str) -> String {
        place(&["verify", folder, &self.text("out")]).code(0).stdout
    }
}

#[test]
fn the_best_plan_of_another_solver_is_proven_best() {
    for (file, solver, method) in
        [("month-cbc.sol", "CBC", "cbc"), ("month-tier-4-scip.sol", "SCIP", "scip")]
    {
        let desk = Desk::new();
        let told = desk.import(MONTH, &golden(file), &[]).code(0).stdout;
        let expected = format!("Imported: a solution of {solver}, from ");
        assert!(told.starts_with(&expected), "{told}");
        assert!(told.contains("\nOptimal: proven, no plan is better.\n"), "{told}");
        let plan = desk.json("plan.json");
        assert_eq!((&plan["method"], &plan["status"]), (&json!(method), &json!("optimal")));
        assert_eq!(desk.json("summary.json")["method"], json!(method));
        assert!(desk.verify(MONTH).starts_with("Verified: optimal."));
    }
}

#[test]
fn a_worse_plan_is_written_with_how_far_it_is_from_the_best() {
    let desk = Desk::new();
    let file = golden("month-tier-1-highs.sol");
    let told = desk.import(MONTH, &file, &["--threads", "1"]).code(0).stdout;
    let headline = "Feasible: every rule is kept, but a better plan exists, `place plan` finds it.\n\
                    Tier 2 comes to 10, in a best plan to 0: 10 less (100.0 %).\n";
    assert!(told.contains(headline), "{told}");
    let tiers = told.lines().filter(|line| line.starts_with("  ") && line.contains("(by hand: "));
    let proven: Vec<bool> = tiers.map(|line| line.ends_with("yes")).collect();
    assert_eq!(proven[..4], [true, false, false, false], "{told}");
    let plan = desk.json("plan.json");
    assert_eq!((&plan["method"], &plan["status"]), (&json!("highs"), &json!("feasible")));
    assert!(desk.verify(MONTH).starts_with("Verified: feasible"));

    let told = desk.import(MONTH, &file, &["--time-limit", "0"]).code(0).stdout;
    assert!(told.contains("a better plan may exist: the time limit was reached."), "{told}");
    assert!(told.contains("or more: 10 less at most (100.0 %)."), "{told}");
    desk.verify(MONTH);
    assert_eq!(desk.import(MONTH, &file, &["--quiet"]).code(0).stdout, "");
}

#[test]
fn faults_are_told_and_nothing_is_written() {
    let desk = Desk::new();
    let sound = fs::read_to_string(golden("month-cbc.sol")).unwrap();
    let halves = desk.write("halves.sol", &sound.replace("    1    ", "  0.5    "));
    let told = desk.import(MONTH, &halves, &[]).code(1).stderr;
    assert!(
        told.contains("halves.sol, lines 3, 4, 5 and 15 more from 6 to 20: found x_0_2 = 0.5"),
        "{told}"
    );
    assert!(told.trim_end().ends_with("19 faults, nothing written"), "{told}");
    let each = desk.import(MONTH, &halves, &["--all"]).code(1).stderr;
    assert_eq!(each.lines().count(), 20, "{each}");

    // Of another month; of no solver; infeasible, but the month is not; and not there.
    for (file, expected) in [
        (golden("cbc.sol"), "expected a variable of this case's program"),
        (format!("{MONTH}/arrivals.csv"), "expected a solution file of CBC, HiGHS, SCIP or Gurobi"),
        (golden("scip-infeasible.sol"), "line 1: found `infeasible`; expected a solution."),
        (golden("highs-time-limit.sol"), "line 5: found that the solver has none"),
        (desk.text("none.sol"), "none.sol: "),
    ] {
        let told = desk.import(MONTH, &file, &[]).code(1).stderr;
        assert!(told.contains(expected), "{told}");
    }
    assert!(!desk.path("out").exists());
    place(&["import", MONTH]).code(2);
}

#[test]
fn an_infeasible_month_is_told_as_by_plan() {
    let desk = Desk::new();
    desk.write("month/dwellings.csv", "dwelling;beds;lat;lon\nD1;4;55.77;9.70\nD2;4;55.71;10.01\n");
    desk.write("month/sites.csv", "site;lat;lon\nS;55.771;9.70\n");
    desk.write("month/openings.csv", "opening;site;step\nO;S;ordinary\n");
    desk.write(
        "month/arrivals.csv",
        "person;household;arrival;job_seeker;best_step;modes\n\
         P1;H1;2016-04-01;no;;\n\
         P2;H2;2016-04-01;yes;ordinary;walk\n",
    );
    let decisions = "household;dwelling;person;opening;decision\nH1;D1;;;must\n;;P2;O;must\n";
    desk.write("month/decisions.csv", decisions);
    let month = desk.text("month");
    let told = desk.import(&month, &golden("scip-infeasible.sol"), &[]).code(1).stderr;
    assert!(told.contains("cannot all be kept") && told.contains("proof.json proves it"), "{told}");
    assert!(desk.verify(&month).starts_with("Verified: there is no plan."));
}

#[test]
fn the_previous_plan_counts_and_is_kept() {
    let desk = Desk::new();
    let file = golden("month-cbc.sol");
    desk.import(MONTH, &file, &["--quiet"]).code(0);
    let previous = desk.text("out/plan.json");
    let told = desk.import(MONTH, &file, &["--previous", &previous]).code(2).stderr;
    assert!(told.contains("would be overwritten"), "{told}");
}
