//! The program that sets the methods against each other.
//!
//! Cargo runs no tests inside of examples, so the part of it that has some is taken in here, with
//! what that part needs.

#![allow(dead_code, reason = "the rest of it is used by the program")]

#[path = "../examples/compare/agreement.rs"]
mod agreement;
#[path = "../examples/compare/process.rs"]
mod process;
#[path = "../examples/compare/record.rs"]
mod record;
#[path = "../examples/compare/scale.rs"]
mod scale;
#[path = "../examples/compare/source.rs"]
mod source;

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn compare(arguments: &[&str]) -> Command {
    let tests = std::env::current_exe().unwrap();
    let built = tests.parent().and_then(Path::parent).unwrap();
    let program = built.join("examples").join(format!("compare{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "build it first: cargo build --example compare");
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

#[test]
fn methods_are_compared_as_a_table_and_a_picture() {
    let out = tempfile::tempdir().unwrap();
    let dir = out.path().to_str().unwrap();
    let month = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted/2016-04");
    let month = month.to_str().unwrap();
    let sizes = ["--synthetic", "4,3", "--loose", "--tight", "--seeds", "2", "--first-seed", "7"];
    let methods = ["--methods", "exhaustive,greedy", "--out", dir, month];
    let done = compare(&[&sizes[..], &methods].concat()).assert().code(0);
    let told = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert_eq!(told.lines().count(), 1 + 2 * 9 + 1, "{told}");
    let progress = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(progress.contains("[18/18]"), "{progress}");

    let csv = fs::read_to_string(out.path().join("compare.csv")).unwrap();
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    let starts = |row: usize, start: &str| assert!(rows[row].starts_with(start), "{}", rows[row]);
    starts(0, "loose 3 seed 7,3,greedy,feasible,");
    starts(1, "loose 3 seed 7,3,exhaustive,optimal,");
    starts(15, "tight 4 seed 8,4,exhaustive,optimal,");
    assert!(rows[17].contains(",8,exhaustive,too large,,"), "{}", rows[17]);
    let cells = |row: &str| row.split(',').count();
    assert!(csv.lines().all(|row| cells(row) == cells(rows[0])), "{csv}");

    let svg = fs::read_to_string(out.path().join("compare.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    for part in [">invented, tight<", ">case folders<", ">exhaustive<", ">households<"] {
        assert!(svg.contains(part), "{part} is missing:\n{svg}");
    }
}

#[test]
fn a_limit_is_an_outcome() {
    let mut auto = compare(&["--synthetic", "8", "--methods", "auto", "--time-limit", "0"]);
    let told = String::from_utf8(auto.assert().code(0).get_output().stdout.clone()).unwrap();
    assert!(told.contains("feasible") || told.contains("time limit"), "{told}");
    #[cfg(target_os = "linux")]
    {
        let mut greedy = compare(&["--synthetic", "400", "--methods", "greedy"]);
        let done = greedy.args(["--memory-limit", "2"]).assert().code(0);
        let told = String::from_utf8(done.get_output().stdout.clone()).unwrap();
        assert!(told.contains("memory limit"), "{told}");
    }
}

#[test]
fn what_cannot_be_compared_is_told() {
    compare(&[]).assert().code(2);
    compare(&["--synthetic", "3", "--methods", "magic"]).assert().code(2);
    let done = compare(&["no-such-folder"]).assert().code(1);
    let told = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(told.contains("no-such-folder"), "{told}");
}
