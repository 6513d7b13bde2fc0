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
#[path = "support/run.rs"]
mod run;
#[path = "../examples/compare/scale.rs"]
mod scale;
#[path = "../examples/compare/source.rs"]
mod source;

use std::fs;
use std::path::Path;
use std::process::Command;

use run::{Done, program};

fn compare(arguments: &[&str]) -> Done {
    Done::by(Command::new(program("compare")).args(arguments))
}

#[test]
fn methods_are_compared_as_a_table_and_a_picture() {
    let out = tempfile::tempdir().unwrap();
    let dir = out.path().to_str().unwrap();
    let month = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted/2016-04");
    let month = month.to_str().unwrap();
    let sizes = ["--synthetic", "4,3", "--loose", "--tight", "--seeds", "2", "--first-seed", "7"];
    let methods = ["--methods", "exhaustive,greedy", "--out", dir, month];
    let done = compare(&[&sizes[..], &methods].concat()).code(0);
    assert_eq!(done.stdout.lines().count(), 1 + 2 * 9 + 1, "{}", done.stdout);
    assert!(done.stderr.contains("[18/18]"), "{}", done.stderr);

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
    let auto = ["--synthetic", "8", "--methods", "auto", "--time-limit", "0"];
    let told = compare(&auto).code(0).stdout;
    assert!(told.contains("feasible") || told.contains("time limit"), "{told}");
    #[cfg(target_os = "linux")]
    {
        let greedy = ["--synthetic", "400", "--methods", "greedy", "--memory-limit", "2"];
        let told = compare(&greedy).code(0).stdout;
        assert!(told.contains("memory limit"), "{told}");
    }
}

#[test]
fn what_cannot_be_compared_is_told() {
    compare(&[]).code(2);
    compare(&["--synthetic", "3", "--methods", "magic"]).code(2);
    let told = compare(&["no-such-folder"]).code(1).stderr;
    assert!(told.contains("no-such-folder"), "{told}");
}
