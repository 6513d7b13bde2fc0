//! What `place template` makes of a name, and what it leaves alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::months;
use crate::run::{Done, program};

/// Runs the program in a folder.
fn place(dir: &Path, arguments: &[&str]) -> Done {
    Done::by(Command::new(program("place")).current_dir(dir).args(arguments))
}

#[test]
fn a_workbook_stands_where_it_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    for (arguments, made) in [
        (&["a.xlsx"][..], "a.xlsx"),
        (&["b", "--xlsx"], "b/month.xlsx"),
        (&["b", "--xlsx", "--lang", "da"], "b/måned.xlsx"),
        (&["C.XLSX", "--synthetic", "3"], "C.XLSX"),
        (&["d", "--synthetic", "3", "--xlsx"], "d/month.xlsx"),
        (&["e", "--synthetic", "3"], "e/arrivals.csv"),
        (&["--from", "e/"], "e.xlsx"),
        (&["f/g.xlsx", "--from", "e"], "f/g.xlsx"),
        (&["f", "--from", "e", "--xlsx"], "f/month.xlsx"),
        (&["--from", "C.XLSX"], "C/arrivals.csv"),
        (&["h", "--from", "a.xlsx"], "h/policy.toml"),
    ] {
        let all = [&["template"], arguments].concat();
        let told = place(dir.path(), &all).code(0);
        assert!(dir.path().join(made).is_file(), "{arguments:?}");
        assert!(told.stderr.lines().all(|line| line.starts_with("warning: ")), "{arguments:?}");
        // Made once, it is left alone.
        let before = fs::read(dir.path().join(made)).unwrap();
        let told = place(dir.path(), &all).code(1).stderr;
        let kept = ["nothing is overwritten", "intet bliver overskrevet"];
        assert!(kept.iter().any(|words| told.contains(words)), "{told}");
        assert_eq!(fs::read(dir.path().join(made)).unwrap(), before);
    }
    for case in ["a.xlsx", "C.XLSX", "d/month.xlsx", "d", "e.xlsx", "h"] {
        place(dir.path(), &["check", case]).code(0);
    }
}

#[test]
fn from_the_folder_one_stands_in() {
    let dir = tempfile::tempdir().unwrap();
    place(dir.path(), &["template", "e", "--synthetic", "3"]).code(0);
    place(&dir.path().join("e"), &["template", "--from", "."]).code(0);
    assert!(dir.path().join("e.xlsx").is_file());
}

#[test]
fn a_case_with_faults_is_not_turned() {
    let dir = tempfile::tempdir().unwrap();
    let faulty = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/faulty/duplicate-id");
    let faulty = faulty.to_str().unwrap();
    let told = place(dir.path(), &["template", "a.xlsx", "--from", faulty]).code(1).stderr;
    assert!(told.contains("2 faults, nothing written"), "{told}");
    assert!(!dir.path().join("a.xlsx").exists());
}

#[test]
fn a_command_line_that_cannot_be_meant_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    place(dir.path(), &["template", "a.xlsx"]).code(0);
    for arguments in [
        &["template"][..],
        &["template", "--xlsx"],
        &["template", "b", "--from", "a.xlsx", "--synthetic", "3"],
        &["template", "b.xlsx", "--from", "a.xlsx"],
        &["template", "--from", "a.xlsx", "--xlsx"],
    ] {
        place(dir.path(), arguments).code(2);
    }
}

#[test]
fn a_month_gives_the_same_plan_as_folder_and_as_workbook() {
    let dir = tempfile::tempdir().unwrap();
    for month in months() {
        let name = month.file_name().unwrap().to_str().unwrap();
        let month = month.to_str().unwrap();
        let book = format!("{name}.xlsx");
        place(dir.path(), &["template", &book, "--from", month]).code(0);
        place(dir.path(), &["template", "--from", &book]).code(0);
        let out = |case: &str| -> PathBuf {
            let out = dir.path().join(format!("out-{}", case.replace(['/', '\\', ':'], "-")));
            let path = out.to_str().unwrap();
            place(dir.path(), &["plan", case, "--out", path, "--quiet", "--prices", "none"])
                .code(0);
            out
        };
        let plans = [month, &book, name].map(out);
        for file in ["placements.csv", "unplaced.csv", "plan.json", "actions.csv", "plan.geojson"] {
            let [one, two, three] =
                [0, 1, 2].map(|at: usize| fs::read_to_string(plans[at].join(file)).unwrap());
            assert!(one == two && two == three, "{name}: {file}");
        }
    }
}
