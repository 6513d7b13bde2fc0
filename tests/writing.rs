//! Old or new, never half: what a folder holds while plans are written to it, by whomever, and what is never written to.

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use boligplacering::check::check;
use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::report::{Claim, ClaimError, Extras, Holder, Seconds, Summary, files, write};
use boligplacering::solve::{Method, Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::travel::travel_times;
use run::{place, program};
use serde_json::Value;
use tempfile::TempDir;

/// The program, which goes on beside the test.
fn begin(arguments: &[&str]) -> Child {
    let mut command = Command::new(program("place"));
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A case of some households in a folder.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(households: &str) -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        place(&["template", &desk.text("case"), "--synthetic", households]).code(0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// All that stands in a folder, with the content of files.
    fn content(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.path(name)).unwrap().map(Result::unwrap);
        let content = entries.map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap_or_default())
        });
        content.collect()
    }
}

/// Those files of a plan whose bytes depend on nothing but the plan.
fn lasting(mut content: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    content.retain(|name, _| !["summary.json", "report.html", "plan.xlsx"].contains(&&**name));
    content
}

#[test]
fn a_hundred_pairs_of_threads_leave_the_files_of_one_plan() {
    let case = Synthetic::tight(6).case().unwrap();
    let travel = travel_times(&case);
    let problem = Problem::new(&case, &travel).unwrap();
    let sets = [Method::Greedy, Method::Auto].map(|method| {
        let outcome = solve(&problem, &Options::default().with_method(&method));
        let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
        let tally = check(&case, &travel, &plan, None).unwrap();
        let summary = Summary::new(&plan, &tally, Seconds::default());
        let proof = outcome.proof().unwrap().clone();
        let expected = files(&case, &plan, &proof, &summary).unwrap();
        (plan, proof, summary, expected)
    });
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut held = 0;
    for _ in 0..100 {
        let written: Vec<_> = std::thread::scope(|scope| {
            let writers = sets.each_ref().map(|(plan, proof, summary, _)| {
                scope.spawn(|| write(&out, &case, plan, proof, summary, Extras::default()))
            });
            writers.map(|writer| writer.join().unwrap()).into_iter().collect()
        });
        assert!(written.iter().any(Result::is_ok), "{written:?}");
        for error in written.into_iter().filter_map(Result::err) {
            let held_by = error.get_ref().and_then(|error| error.downcast_ref::<ClaimError>());
            assert!(matches!(held_by, Some(ClaimError::Held { .. })), "{error:?}");
            held += 1;
        }
        let is_whole = |expected: &[(&str, Vec<u8>)]| {
            expected.iter().all(|(name, content)| fs::read(out.join(name)).unwrap() == *content)
        };
        assert!(sets.iter().any(|(.., expected)| is_whole(expected)));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside");
    }
    println!("{held} of 200 came second");
}

#[test]
fn a_hundred_pairs_of_programs_leave_the_files_of_one_plan() {
    let desk = Desk::new("8");
    let case = desk.text("case");
    let methods = ["auto", "greedy"];
    let alone = methods.map(|method| {
        place(&[
            "plan",
            &case,
            "--method",
            method,
            "--out",
            &desk.text(method),
            "--quiet",
            "--prices",
            "none",
        ])
        .code(0);
        lasting(desk.content(method))
    });
    assert_ne!(alone[0], alone[1]);
    let out = desk.text("out");
    for _ in 0..100 {
        let pair = methods.map(|method| {
            begin(&[
                "plan", &case, "--method", method, "--out", &out, "--quiet", "--prices", "none",
            ])
        });
        let done = pair.map(|program| program.wait_with_output().unwrap());
        let codes = done.each_ref().map(|done| done.status.code().unwrap());
        assert!(codes.contains(&0) && codes.iter().all(|code| *code < 2), "{codes:?}");
        for second in done.iter().filter(|done| done.status.code() == Some(1)) {
            let told = String::from_utf8_lossy(&second.stderr);
            assert!(told.contains("another run is writing there"), "{told}");
        }
        let content = desk.content("out");
        let summary: Value = serde_json::from_slice(&content["summary.json"]).unwrap();
        let of = usize::from(summary["method"] == "greedy");
        assert_eq!(lasting(content), alone[of]);
    }
    let beside = fs::read_dir(desk.dir.path()).unwrap().count();
    assert_eq!(beside, 4, "the case and three folders of plans, and nothing hidden");
}

#[test]
fn the_second_is_told_who_writes_and_a_killed_one_is_in_nobodys_way() {
    let desk = Desk::new("400");
    let (case, out) = (desk.text("case"), desk.text("out"));
    let lock = desk.path(".out.place-lock");
    // All prices of many households take their time.
    let mut first = begin(&["plan", &case, "--out", &out, "--time-limit", "1h", "--prices", "all"]);
    while fs::read(&lock).unwrap_or_default().is_empty() {
        assert!(first.try_wait().unwrap().is_none(), "it ended before it could be looked at");
        std::thread::yield_now();
    }
    let told = place(&["plan", &case, "--out", &out, "--quiet"]).code(1).stderr;
    let who = format!("nothing written: another run is writing there (process {}, ", first.id());
    assert!(told.contains(&who), "{told}");
    let told = place(&["plan", &case, "--out", &out, "--quiet", "--lang", "da"]).code(1).stderr;
    assert!(told.contains("intet er skrevet: en anden kørsel skriver der (proces "), "{told}");
    assert!(!desk.path("out").exists());

    first.kill().unwrap();
    first.wait().unwrap();
    assert!(lock.exists(), "nobody could remove it");
    place(&["plan", &case, "--out", &out, "--quiet", "--method", "greedy"]).code(0);
    assert_eq!(fs::read_dir(desk.dir.path()).unwrap().count(), 2, "the case and the plan");
}

#[test]
fn a_folder_that_is_made_in_vain_is_removed() {
    let desk = Desk::new("3");
    let deep = desk.path("a/b/out");
    drop(Claim::new(&deep, &Holder::default()).unwrap());
    assert!(!desk.path("a").exists());
    let claim = Claim::new(&deep, &Holder::default()).unwrap();
    fs::create_dir(&deep).unwrap();
    drop(claim);
    assert_eq!(fs::read_dir(desk.path("a/b")).unwrap().count(), 1);
}

#[test]
fn two_ways_to_a_folder_are_one() {
    let desk = Desk::new("3");
    fs::create_dir(desk.path("out")).unwrap();
    let claim = Claim::new(&desk.path("out"), &Holder::default()).unwrap();
    for other in ["case/../out", "out/", "./out"] {
        let second = Claim::new(&desk.path(other), &Holder::default());
        assert!(matches!(second, Err(ClaimError::Held { .. })), "{other}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.path("out"), desk.path("link")).unwrap();
        let second = Claim::new(&desk.path("link"), &Holder::default());
        let error = second.unwrap_err();
        assert!(error.said().in_language(Language::Danish).starts_with("en anden kørsel"));
    }
    drop(claim);
}

/// A file is begun, and only kept when it is whole.
#[test]
fn a_file_that_is_not_kept_leaves_the_earlier_one() {
    use std::io::Write;

    let desk = Desk::new("3");
    let path = desk.path("table");
    fs::write(&path, "old").unwrap();
    let claim = Claim::new(&path, &Holder::default()).unwrap();
    let mut new = claim.begin().unwrap();
    new.write_all(b"half").unwrap();
    drop(new);
    assert_eq!(fs::read(&path).unwrap(), b"old");
    let mut new = claim.begin().unwrap();
    new.write_all(b"new").unwrap();
    new.keep().unwrap();
    claim.write(b"newer").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"newer");
    drop(claim);
    assert_eq!(fs::read_dir(desk.dir.path()).unwrap().count(), 2);
}

#[test]
fn an_input_is_never_written_to() {
    let desk = Desk::new("3");
    let case = desk.text("case");
    place(&["plan", &case, "--quiet"]).code(0);
    let book = desk.text("plan.xlsx");
    place(&["template", "--from", &case, &book]).code(0);
    fs::copy(desk.path("case/decisions.csv"), desk.path("case/out/notes.csv")).unwrap();
    fs::copy(desk.path("case/decisions.csv"), desk.path("case/out/actions.csv")).unwrap();
    fs::copy(desk.path("case/out/plan.json"), desk.path("previous.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("case/sites.csv"), desk.path("link.lp")).unwrap();
    let previous = desk.text("previous.json");
    let plan = desk.text("case/out/plan.json");
    let decisions = desk.text("case/out/actions.csv");
    let dir = desk.text("");
    let inside = |name: &str| desk.text(&format!("case/{name}"));
    let mut refused: Vec<Vec<String>> = Vec::new();
    let mut refuse = |arguments: &[&str]| {
        refused.push(arguments.iter().map(|argument| argument.to_string()).collect());
    };
    for name in ["arrivals.csv", "policy.toml", "Ankomster.CSV", "stillinger.csv", "places.csv"] {
        refuse(&["export", &case, "--lp", &inside(name)]);
    }
    refuse(&["export", &case, "--lp", &desk.text("case/../case/openings.csv")]);
    refuse(&["export", &case, "--lp", &previous, "--previous", &previous]);
    refuse(&["export", &case, "--lp", &plan, "--tier", "1", "--plan", &plan]);
    refuse(&["export", &book, "--lp", &book]);
    refuse(&["export", &case, "--lp", &decisions, "--decisions", &decisions]);
    #[cfg(unix)]
    refuse(&["export", &case, "--lp", &desk.text("link.lp")]);
    refuse(&["plan", &book, "--out", &dir]);
    refuse(&["plan", &case, "--previous", &plan]);
    refuse(&["plan", &case, "--previous", &plan, "--out", &desk.text("nowhere/../case/out")]);
    refuse(&["plan", &case, "--decisions", &decisions]);
    refuse(&["import", &case, &plan]);
    refuse(&["lock", &case, &plan, "--out", &inside("dwellings.csv")]);
    refuse(&["lock", &case, &plan, "--out", &plan]);
    let before = (desk.content(""), desk.content("case"), desk.content("case/out"));
    for arguments in &refused {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let told = place(&arguments).code(2).stderr;
        assert!(told.contains("is read here and would be overwritten"), "{arguments:?}: {told}");
        let after = (desk.content(""), desk.content("case"), desk.content("case/out"));
        assert!(before == after, "{arguments:?}");
    }
}

#[test]
fn a_workbook_with_decisions_is_kept_where_the_new_plan_takes_its_place() {
    let desk = Desk::new("3");
    let case = desk.text("case");
    place(&["plan", &case, "--quiet"]).code(0);
    let given = fs::read(desk.path("case/out/plan.xlsx")).unwrap();
    place(&["plan", &case, "--quiet", "--decisions", &desk.text("case/out/plan.xlsx")]).code(0);
    assert_eq!(fs::read(desk.path("case/out/decided.xlsx")).unwrap(), given);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_no_table() {
    let desk = Desk::new("3");
    let case = desk.text("case");
    place(&["plan", &case, "--quiet"]).code(0);
    let pipe = desk.text("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for there in [&*pipe, "/dev/zero"] {
        for table in
            ["arrivals.csv", "sites.csv", "policy.toml", "decisions.csv", "boundary.geojson"]
        {
            let path = desk.path(&format!("case/{table}"));
            let before = fs::read(&path).ok();
            let _ = fs::remove_file(&path);
            std::os::unix::fs::symlink(there, &path).unwrap();
            for command in ["check", "plan"] {
                let told = place(&[command, &case]).code(1).stderr;
                assert!(told.contains(&format!("{table}: found no file")), "{told}");
            }
            fs::remove_file(&path).unwrap();
            if let Some(before) = before {
                fs::write(&path, before).unwrap();
            }
        }
        let out = desk.text("out");
        for arguments in [
            &["plan", &case, "--previous", there, "--out", &out][..],
            &["plan", &case, "--decisions", there, "--out", &out],
            &["import", &case, there, "--out", &out],
            &["lock", &case, there],
            &["export", &case, "--lp", &out, "--tier", "1", "--plan", there],
        ] {
            let told = place(arguments).code(1).stderr;
            assert!(told.contains("no file"), "{arguments:?}: {told}");
        }
        assert!(!desk.path("out").exists());
    }
}

#[test]
fn when_the_time_is_up_a_plan_is_written_without_comparison_and_says_so() {
    let desk = Desk::new("12");
    let case = desk.text("case");
    let done = place(&["plan", &case, "--time-limit", "0"]).code(0);
    let said = "no time was left to compare with what is reached by hand";
    assert_eq!(done.stderr, format!("warning: {said}\n"));
    let told = done.stdout;
    assert!(!told.contains("by hand:"), "{told}");
    let summary: Value =
        serde_json::from_slice(&fs::read(desk.path("case/out/summary.json")).unwrap()).unwrap();
    assert_eq!(summary["warnings"], serde_json::json!([said]));
    let page = fs::read_to_string(desk.path("case/out/report.html")).unwrap();
    assert!(page.contains(said));
    place(&["verify", &case, &desk.text("case/out")]).code(0);
    let done = place(&["plan", &case]).code(0);
    assert_eq!(done.stderr, "");
}

#[test]
fn a_month_that_cannot_be_written_in_time_has_no_plan() {
    let desk = Desk::new("13000");
    let case = desk.text("case");
    let told = place(&["plan", &case, "--time-limit", "1ms"]).code(3).stderr;
    assert!(told.contains("The time limit leaves no time to make a plan"), "{told}");
    let told = place(&["plan", &case, "--time-limit", "1ms", "--lang", "da"]).code(3).stderr;
    assert!(told.contains("Tidsgrænsen giver ikke tid til at lægge en plan"), "{told}");
    assert!(!desk.path("case/out").exists());
    let hidden = desk.content("case").into_keys().filter(|name| name.starts_with('.'));
    assert_eq!(hidden.count(), 0);
}

/// Ctrl-C before there is anything to keep ends the program; then it ends the search.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_program_or_the_search() {
    use std::os::unix::process::ExitStatusExt;

    let desk = Desk::new("400");
    let case = desk.text("case");
    let interrupt = |program: &Child| {
        let pid = program.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    };
    let program = begin(&["plan", &case, "--prices", "all"]);
    interrupt(&program);
    let status = program.wait_with_output().unwrap().status;
    assert!(status.code() == Some(3) || status.signal() == Some(2), "{status}");
    assert!(!desk.path("case/out").exists());

    let mut program = begin(&["plan", &case, "--prices", "all", "--time-limit", "1h"]);
    while fs::read(desk.path("case/.out.place-lock")).unwrap_or_default().is_empty() {
        assert!(program.try_wait().unwrap().is_none(), "it ended before it could be looked at");
        std::thread::yield_now();
    }
    interrupt(&program);
    let done = program.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    place(&["verify", &case, &desk.text("case/out")]).code(0);
}

/// A folder that is exchanged keeps what it is: who may use it, and what else is in it.
#[test]
fn a_folder_keeps_what_else_is_in_it() {
    let case: Case = Synthetic::new(3).case().unwrap();
    let travel = travel_times(&case);
    let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
    let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
    let tally = check(&case, &travel, &plan, None).unwrap();
    let summary = Summary::new(&plan, &tally, Seconds::default());
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    fs::create_dir_all(out.join("minutes/of")).unwrap();
    fs::write(out.join("minutes/of/May"), "kept").unwrap();
    fs::write(out.join("changes.csv"), "of an earlier plan").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&out, fs::Permissions::from_mode(0o2770)).unwrap();
    }
    write(&out, &case, &plan, outcome.proof().unwrap(), &summary, Extras::default()).unwrap();
    assert_eq!(fs::read(out.join("minutes/of/May")).unwrap(), b"kept");
    assert!(!out.join("changes.csv").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o7777, 0o2770);
    }
}
