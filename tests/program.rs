//! The program that planners run: what it writes, what it says, and how it ends.

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};

use run::{Done, place, program};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The files of a plan.
const ALWAYS: [&str; 4] = ["actions.csv", "actions.ics", "plan.xlsx", "report.html"];
const PRICES: [&str; 2] = ["prices.json", "clarify.csv"];
const FILES: [&str; 6] =
    ["placements.csv", "unplaced.csv", "plan.json", "proof.json", "summary.json", "plan.geojson"];

/// A folder with an invented case, tight so that somebody is left out.
struct Demo {
    dir: TempDir,
}

impl Demo {
    fn new() -> Self {
        let demo = Self { dir: tempfile::tempdir().unwrap() };
        place(&["template", demo.case(), "--synthetic", "8", "--tight"]).code(0);
        demo
    }

    fn planned() -> Self {
        let demo = Self::new();
        place(&["plan", demo.case(), "--quiet"]).code(0);
        demo
    }

    fn case(&self) -> &str {
        self.dir.path().to_str().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn out(&self) -> String {
        self.path("out").to_str().unwrap().to_owned()
    }

    fn verify(&self) -> Done {
        place(&["verify", self.case(), &self.out()])
    }

    /// Changes a file of the plan.
    fn tamper(&self, name: &str, change: impl FnOnce(String) -> String) {
        let path = self.path("out").join(name);
        let before = fs::read_to_string(&path).unwrap();
        let after = change(before.clone());
        assert_ne!(before, after);
        fs::write(path, after).unwrap();
    }

    fn tamper_json(&self, name: &str, change: impl FnOnce(&mut Value)) {
        self.tamper(name, |text| {
            let mut value = serde_json::from_str(&text).unwrap();
            change(&mut value);
            value.to_string()
        });
    }
}

/// The files of a plan, the seconds left out.
fn content(dir: &Path) -> Vec<String> {
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    (FILES.iter().map(|name| read(name)))
        .map(|text| text.split("\"seconds\"").next().unwrap().to_owned())
        .collect()
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_plan_is_written_told_and_verified() {
    let demo = Demo::new();
    let told = place(&["plan", demo.case()]).code(0).stdout;
    assert!(told.starts_with("Optimal: proven, no plan is better."), "{told}");
    for part in
        ["Who lives where", "Who works where", "Who is left out, and why", "by hand:", "Written to"]
    {
        assert!(told.contains(part), "{part} is missing:\n{told}");
    }
    let mut expected = [&FILES[..], &ALWAYS, &PRICES].concat();
    expected.sort_unstable();
    assert_eq!(names(&demo.path("out")), expected);
    let told = demo.verify().code(0).stdout;
    assert!(told.contains("nothing solved anew: no plan is better"), "{told}");
}

#[test]
fn lines_stay_narrow() {
    let demo = Demo::new();
    let optimal = place(&["plan", demo.case()]).code(0).stdout;
    let stopped = place(&["plan", demo.case(), "--time-limit", "0"]).code(0).stdout;
    assert!(stopped.starts_with("Feasible: every rule is kept"), "{stopped}");
    for line in
        optimal.lines().chain(stopped.lines()).filter(|line| !line.starts_with("Written to"))
    {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn why_and_why_not_is_explained_in_two_languages() {
    let demo = Demo::new();
    let explained = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["explain", demo.case()].into_iter().chain(more.iter().copied()).collect();
        place(&arguments).code(0).stdout
    };
    let plan: Value = {
        place(&["plan", demo.case(), "--quiet"]).code(0);
        serde_json::from_slice(&fs::read(demo.path("out/plan.json")).unwrap()).unwrap()
    };
    let households = plan["households"].as_array().unwrap();
    let all = explained(&[]);
    assert!(all.lines().all(|line| line.chars().count() <= 100), "{all}");
    for household in households {
        let id = household["household"].as_str().unwrap();
        let alone = explained(&[id]);
        assert!(all.contains(&alone), "{id}: {alone}");
        assert!(alone.starts_with(&format!("Household {id}: ")), "{alone}");
        let danish = explained(&[id, "--lang", "da"]);
        assert!(danish.starts_with(&format!("Husstand {id}: ")), "{danish}");
        assert!(danish.contains("\nAndre boliger, de bedste først\n"), "{danish}");
        if let Some(home) = household["dwelling"].as_str() {
            let planned = explained(&[id, home]);
            assert!(planned.contains(": is what the plan has\n"), "{planned}");
        }
        for person in household["persons"].as_array().unwrap() {
            let id = person["person"].as_str().unwrap();
            if let Some(opening) = person["job"]["opening"].as_str() {
                let planned = explained(&[id, opening, "--threads", "1"]);
                assert!(planned.contains(": is what the plan has\n"), "{planned}");
            }
        }
    }
    let id = households[0]["household"].as_str().unwrap();
    let home = households.iter().find_map(|household| household["dwelling"].as_str()).unwrap();
    for (wrong, text) in [
        (vec!["nobody"], "no household and no job seeker"),
        (vec![id, "nothing"], "there is no such thing"),
        (vec![home], "no household and no job seeker"),
    ] {
        let arguments: Vec<&str> = ["explain", demo.case()].into_iter().chain(wrong).collect();
        let refused = place(&arguments).code(2);
        assert!(refused.stderr.contains(text), "{}", refused.stderr);
    }
}

#[test]
fn quiet_prints_nothing() {
    let demo = Demo::new();
    let planned = place(&["plan", demo.case(), "--quiet"]).code(0);
    assert_eq!((planned.stdout, planned.stderr), (String::new(), String::new()));
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let demo = Demo::new();
    let write = |threads: &str, out: &str| {
        let out = demo.path(out);
        let arguments =
            ["plan", demo.case(), "--quiet", "--threads", threads, "--out", out.to_str().unwrap()];
        place(&arguments).code(0);
        content(&out)
    };
    assert_eq!(write("1", "one"), write("2", "two"));
}

#[test]
fn a_new_plan_replaces_the_old_and_leaves_other_files_alone() {
    let demo = Demo::planned();
    let before = content(&demo.path("out"));
    fs::write(demo.path("out/notes.txt"), "ours").unwrap();
    demo.tamper("placements.csv", |_| "old".to_owned());
    place(&["plan", demo.case(), "--quiet"]).code(0);
    assert_eq!(content(&demo.path("out")), before);
    assert_eq!(fs::read_to_string(demo.path("out/notes.txt")).unwrap(), "ours");
    assert_eq!(names(&demo.path("out")).len(), FILES.len() + 7);
}

#[test]
fn faults_are_told_and_nothing_is_written() {
    let demo = Demo::new();
    let arrivals = fs::read_to_string(demo.path("arrivals.csv")).unwrap();
    let row = arrivals.lines().nth(1).unwrap();
    let twice = format!("{arrivals}{row}\n{row}\n");
    fs::write(demo.path("arrivals.csv"), twice).unwrap();
    for command in ["plan", "check"] {
        let told = place(&[command, demo.case()]).code(1).stderr;
        assert!(told.starts_with("arrivals.csv, lines "), "{told}");
        assert!(told.trim_end().ends_with("2 faults, nothing written"), "{told}");
        assert_eq!(told.lines().count(), 2, "{told}");
        let each = place(&[command, demo.case(), "--all"]).code(1).stderr;
        assert_eq!(each.lines().count(), 3, "{each}");
    }
    assert!(!demo.path("out").exists());
    let told = place(&["plan", "no/such/folder"]).code(1).stderr;
    assert!(told.contains("1 fault, nothing written"), "{told}");
}

#[test]
fn warnings_reach_people_also_where_it_is_quiet() {
    let demo = Demo::new();
    let sites = fs::read_to_string(demo.path("sites.csv")).unwrap();
    fs::write(demo.path("sites.csv"), sites.replacen("employer", "telefon", 1)).unwrap();
    fs::write(demo.path("referat.docx"), "").unwrap();
    let told = place(&["plan", demo.case(), "--quiet"]).code(0).stderr;
    let warnings: Vec<&str> =
        told.lines().filter_map(|line| line.strip_prefix("warning: ")).collect();
    assert_eq!(warnings.len(), 2, "{told}");
    let summary = fs::read_to_string(demo.path("out/summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["warnings"], json!(warnings));
    demo.verify().code(0);
}

#[test]
fn a_month_in_which_nobody_arrives_is_a_warning() {
    let demo = Demo::new();
    let arrivals = fs::read_to_string(demo.path("arrivals.csv")).unwrap();
    fs::write(demo.path("arrivals.csv"), arrivals.lines().next().unwrap()).unwrap();
    let told = place(&["plan", demo.case(), "--quiet"]).code(0).stderr;
    let expected = "warning: arrivals.csv: nobody arrives, so there is nothing to plan.\n";
    assert_eq!(told, expected);
}

#[test]
fn the_previous_plan_is_never_overwritten() {
    let demo = Demo::planned();
    let before = content(&demo.path("out"));
    let previous = demo.path("out/plan.json").display().to_string();
    for out in [&[][..], &["--out", &demo.out()], &["--out", &format!("{}/../out", demo.out())]] {
        let arguments = [&["plan", demo.case(), "--previous", &previous][..], out].concat();
        let told = place(&arguments).code(2).stderr;
        assert!(told.contains("would be overwritten") && told.contains("--out"), "{told}");
        assert_eq!(content(&demo.path("out")), before);
    }
    let new = demo.path("new").display().to_string();
    let arguments = ["plan", demo.case(), "--previous", &previous, "--out", &new];
    place(&arguments).code(0);
    assert_eq!(content(&demo.path("out")), before);
}

#[test]
fn a_plan_names_the_earlier_one_it_was_made_with() {
    let demo = Demo::planned();
    let [previous, new, other] =
        ["out/plan.json", "new", "other.json"].map(|name| demo.path(name).display().to_string());
    place(&["plan", demo.case(), "--previous", &previous, "--out", &new]).code(0);
    let plan: Value =
        serde_json::from_str(&fs::read_to_string(demo.path("new/plan.json")).unwrap()).unwrap();
    let hash = plan["previous"].as_str().unwrap().to_owned();
    assert_eq!(hash.len(), 64);

    place(&["verify", demo.case(), &new, "--previous", &previous]).code(0);
    let told = place(&["verify", demo.case(), &new]).code(4).stderr;
    assert!(told.contains("give that file by --previous") && told.contains(&hash), "{told}");
    let text = fs::read_to_string(&previous).unwrap();
    fs::write(&other, text + "\n").unwrap();
    let told = place(&["verify", demo.case(), &new, "--previous", &other]).code(4).stderr;
    assert!(told.contains("another earlier plan"), "{told}");
    let told = place(&["verify", demo.case(), &demo.out(), "--previous", &previous]).code(4).stderr;
    assert!(told.contains("leave out --previous"), "{told}");
}

#[test]
fn a_template_may_be_danish() {
    let demo = Demo { dir: tempfile::tempdir().unwrap() };
    let told = place(&["template", demo.case(), "--lang", "da"]).code(0).stdout;
    assert!(told.contains("udfyld tabellerne"), "{told}");
    let arrivals = fs::read_to_string(demo.path("ankomster.csv")).unwrap();
    assert!(arrivals.starts_with("\u{feff}person;husstand;ankomst;"), "{arrivals}");
    assert!(arrivals.lines().nth(1).unwrap().starts_with("# eksempel: P-01;H-01;"), "{arrivals}");
    let told = place(&["check", demo.case()]).code(0).stderr;
    assert_eq!(told.lines().count(), 1, "nobody arrives: {told}");
    place(&["template", "x", "--lang", "de"]).code(2);
}

#[test]
fn the_examples_of_a_template_are_a_case_of_their_own() {
    for language in ["en", "da"] {
        let demo = Demo { dir: tempfile::tempdir().unwrap() };
        place(&["template", demo.case(), "--lang", language]).code(0);
        for name in names(&demo.path(".")) {
            let path = demo.path(&name);
            let text = fs::read_to_string(&path).unwrap();
            let read = text.replace("# example: ", "").replace("# eksempel: ", "");
            fs::write(&path, read).unwrap();
        }
        // The example of preferences says never, that of decisions must.
        let preferences = if language == "en" { "preferences.csv" } else { "ønsker.csv" };
        fs::remove_file(demo.path(preferences)).unwrap();
        let told = place(&["plan", demo.case()]).code(0);
        assert_eq!(told.stderr, "", "{language}");
        let housed = match language {
            "en" => "1 of 1 household housed, 1 of 1 job seeker placed",
            _ => "1 af 1 husstand har fået bolig, 1 af 1 jobsøgende en stilling",
        };
        assert!(told.stdout.contains(housed), "{}", told.stdout);
    }
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let demo = Demo::new();
    fs::write(demo.path("out"), "a file").unwrap();
    let told = place(&["plan", demo.case()]).code(1).stderr;
    assert!(told.contains("is not a folder"), "{told}");
}

#[test]
fn a_wrong_command_line_is_told() {
    for arguments in [
        &["plan"][..],
        &["plan", "x", "--method", "guess"],
        &["plan", "x", "--time-limit", "-1s"],
        &["plan", "x", "--time-limit", "soon"],
        &["plan", "x", "--threads", "0"],
        &["template", "x", "--tight"],
        &["nonsense"],
    ] {
        place(arguments).code(2);
    }
    let help = place(&["-h"]).code(0).stdout;
    assert!(help.contains("Exit codes:") && help.contains("Examples:"), "{help}");
}

#[test]
fn a_time_limit_is_said_in_any_unit() {
    let demo = Demo::new();
    for limit in ["60s", "2m", "500ms", "1h", "1.5"] {
        let arguments = ["plan", demo.case(), "--quiet", "--method", "greedy", "--time-limit"];
        place(&[&arguments[..], &[limit]].concat()).code(0);
    }
}

#[test]
fn without_a_plan_in_time_the_summary_says_so() {
    let demo = Demo { dir: tempfile::tempdir().unwrap() };
    place(&["template", demo.case(), "--synthetic", "60"]).code(0);
    let arguments = ["plan", demo.case(), "--method", "exhaustive"];
    let told = place(&arguments).code(3).stderr;
    assert!(told.contains("No plan:"), "{told}");
    let summary = fs::read_to_string(demo.path("out/summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!((&summary["status"], &summary["tiers"]), (&json!("no_plan"), &json!([])));
    assert_eq!(names(&demo.path("out")), ["summary.json"]);

    place(&["plan", demo.case(), "--method", "greedy", "--quiet"]).code(0);
    let earlier = content(&demo.path("out"));
    let told = place(&arguments).code(3).stderr;
    assert!(told.contains("earlier plan"), "{told}");
    assert_eq!(content(&demo.path("out")), earlier);
}

#[cfg(unix)]
#[test]
fn ctrl_c_writes_the_best_plan_so_far() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    let demo = Demo { dir: tempfile::tempdir().unwrap() };
    place(&["template", demo.case(), "--synthetic", "400", "--tight"]).code(0);
    let planning = Command::new(program("place"))
        .args(["plan", demo.case()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    sleep(Duration::from_secs(1));
    let interrupt = Command::new("kill").args(["-INT", &planning.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let done = planning.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    let (told, heard) =
        (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(told.contains("cancelled"), "{told}");
    assert!(heard.contains("Ctrl-C again"), "{heard}");
    assert_eq!(names(&demo.path("out")).len(), FILES.len() + ALWAYS.len());
}

#[test]
fn a_plan_that_claims_no_more_than_it_is_is_verified() {
    let demo = Demo::new();
    place(&["plan", demo.case(), "--method", "greedy", "--quiet"]).code(0);
    let told = demo.verify().code(0).stdout;
    assert!(told.starts_with("Verified: feasible"), "{told}");
}

#[test]
fn every_method_writes_a_proof_that_is_verified() {
    let demo = Demo { dir: tempfile::tempdir().unwrap() };
    place(&["template", demo.case(), "--synthetic", "3"]).code(0);
    for method in ["auto", "decompose", "greedy", "milp", "columns", "exhaustive"] {
        place(&["plan", demo.case(), "--method", method, "--quiet"]).code(0);
        let told = demo.verify().code(0).stdout;
        assert_eq!(told.starts_with("Verified: optimal"), method != "greedy", "{method}: {told}");
    }
}

#[test]
fn that_there_is_no_plan_is_written_and_verified() {
    let demo = Demo { dir: tempfile::tempdir().unwrap() };
    let write = |name: &str, text: &str| fs::write(demo.path(name), text).unwrap();
    // P2 is to work in town and walks: the one home there is promised to H1.
    write("dwellings.csv", "dwelling;beds;lat;lon\nD1;4;55.77;9.70\nD2;4;55.71;10.01\n");
    write("sites.csv", "site;lat;lon\nS;55.771;9.70\n");
    write("openings.csv", "opening;site;step\nO;S;ordinary\n");
    write(
        "arrivals.csv",
        "person;household;arrival;job_seeker;best_step;modes\n\
         P1;H1;2016-04-01;no;;\n\
         P2;H2;2016-04-01;yes;ordinary;walk\n",
    );
    let promised = "household;dwelling;person;opening;decision\nH1;D1;;;must\n";
    write("decisions.csv", &format!("{promised};;P2;O;must\n"));
    let told = place(&["plan", demo.case()]).code(1).stderr;
    assert!(told.contains("cannot all be kept") && told.contains("proof.json proves it"), "{told}");
    assert_eq!(names(&demo.path("out")), ["proof.json", "summary.json"]);
    let told = demo.verify().code(0).stdout;
    assert!(told.starts_with("Verified: there is no plan."), "{told}");

    // It is no proof of another case.
    write("decisions.csv", promised);
    let told = demo.verify().code(4).stderr;
    assert!(told.contains("proof.json, step "), "{told}");
}

/// Where the first proof of a plan's tier has prices that show something.
fn priced(proof: &mut Value) -> (usize, &mut Value) {
    let mut tiers = proof["tiers"].as_array_mut().unwrap().iter_mut().enumerate();
    let priced = tiers.find_map(|(at, tier)| {
        let mut steps = tier["steps"].as_array_mut().unwrap().iter_mut();
        let prices =
            steps.find_map(|step| step.get_mut("prices").filter(|p| p["openings"].is_array()));
        prices.map(|prices| (at, prices))
    });
    priced.expect("some tier needs prices")
}

#[test]
fn a_proof_that_was_tampered_with_is_refused() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 8] = [
        ("tier 4 (commute): the bound proven is", |proof| {
            let bound = proof["tiers"][3]["bound"].as_i64().unwrap();
            proof["tiers"][3]["bound"] = json!(bound + 1);
        }),
        ("the prices come to", |proof| priced(proof).1["openings"][0][1] = json!(1_000_000_000)),
        ("a price is negative", |proof| priced(proof).1["openings"][0][1] = json!(-1)),
        ("tier 5 (late + preference + suitability), step 1: steps are missing", |proof| {
            drop(proof["tiers"][4]["steps"].as_array_mut().unwrap().pop());
        }),
        ("the multiplier of tier 1 is negative", |proof| {
            proof["tiers"][4]["multipliers"][0] = json!(-1);
        }),
        ("not one for each tier", |proof| drop(proof["tiers"].as_array_mut().unwrap().pop())),
        ("the proof has version 2", |proof| proof["version"] = json!(2)),
        ("not of the form", |proof| proof["name"] = json!("somebody")),
    ];
    let demo = Demo::planned();
    demo.verify().code(0);
    let good = fs::read_to_string(demo.path("out/proof.json")).unwrap();
    assert_eq!(good.lines().count(), 1, "{good}");
    for (expected, change) in changes {
        demo.tamper_json("proof.json", change);
        let told = demo.verify().code(4).stderr;
        assert!(told.contains(expected) && told.contains("proof.json"), "{expected}: {told}");
        fs::write(demo.path("out/proof.json"), &good).unwrap();
    }
    // How it is laid out does not matter.
    demo.tamper("proof.json", |text| {
        serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap()).unwrap()
    });
    demo.verify().code(0);
    fs::remove_file(demo.path("out/proof.json")).unwrap();
    let told = demo.verify().code(4).stderr;
    assert!(told.contains("proof.json") && told.contains("`place plan` writes it"), "{told}");
}

#[test]
fn a_bound_below_the_value_is_no_proof_of_the_best_plan() {
    let demo = Demo::planned();
    for name in ["plan.json", "proof.json"] {
        demo.tamper_json(name, |value| {
            let bound = value["tiers"][3]["bound"].as_i64().unwrap();
            value["tiers"][3]["bound"] = json!(bound - 1);
        });
    }
    let told = demo.verify().code(4).stderr;
    assert!(told.contains("the bounds do not agree"), "{told}");
}

#[test]
fn a_plan_that_was_tampered_with_is_found_out() {
    for change in [
        |plan: &mut Value| plan["tiers"][3]["value"] = json!(1),
        |plan: &mut Value| plan["households"][0]["persons"][0]["note"] = json!("fine"),
        |plan: &mut Value| plan["unplaced"][0]["text"] = json!("no reason"),
        |plan: &mut Value| plan["status"] = json!("feasible"),
        |plan: &mut Value| plan["status"] = json!("no such status"),
        |plan: &mut Value| plan["version"] = json!(7),
        |plan: &mut Value| drop(plan["households"].as_array_mut().unwrap().pop()),
    ] {
        let demo = Demo::planned();
        demo.tamper_json("plan.json", change);
        let told = demo.verify().code(4).stderr;
        assert!(told.contains("Verification failed"), "{told}");
    }
    let demo = Demo::planned();
    demo.tamper("plan.json", |text| text[..text.len() / 2].to_owned());
    demo.verify().code(4);
}

#[test]
fn a_false_claim_of_the_best_plan_is_found_out() {
    let demo = Demo::new();
    place(&["plan", demo.case(), "--method", "greedy", "--quiet"]).code(0);
    let plan = fs::read_to_string(demo.path("out/plan.json")).unwrap();
    let plan: Value = serde_json::from_str(&plan).unwrap();
    for name in ["plan.json", "summary.json", "proof.json"] {
        demo.tamper_json(name, |file| {
            if name != "proof.json" {
                file["status"] = json!("optimal");
            }
            let tiers = file["tiers"].as_array_mut().unwrap();
            for (tier, planned) in tiers.iter_mut().zip(plan["tiers"].as_array().unwrap()) {
                tier["bound"] = planned["value"].clone();
            }
        });
    }
    // The summary is compared byte by byte, so write it as the program does.
    let summary: boligplacering::report::Summary =
        boligplacering::report::read_summary(&demo.path("out/summary.json")).unwrap();
    let text = serde_json::to_string_pretty(&summary).unwrap() + "\n";
    fs::write(demo.path("out/summary.json"), text).unwrap();
    let told = demo.verify().code(4).stderr;
    assert!(told.contains("proof.json, tier ") && told.contains("the prices come to"), "{told}");
}

#[test]
fn the_other_files_must_say_what_the_plan_says() {
    for (name, from, to) in [
        ("placements.csv", "B0", "C0"),
        ("unplaced.csv", "of ", "off "),
        ("plan.geojson", "55.", "54."),
        ("summary.json", "\"housed\": ", "\"housed\": 1"),
        ("actions.csv", "lease", "leash"),
        ("actions.ics", "DTSTART;VALUE=DATE:2", "DTSTART;VALUE=DATE:3"),
    ] {
        let demo = Demo::planned();
        demo.tamper(name, |text| text.replacen(from, to, 1));
        let told = demo.verify().code(4).stderr;
        assert!(told.contains(name), "{told}");
    }
    let demo = Demo::planned();
    fs::remove_file(demo.path("out/unplaced.csv")).unwrap();
    demo.verify().code(4);
    let demo = Demo::planned();
    fs::remove_file(demo.path("out/actions.ics")).unwrap();
    demo.verify().code(4);
    let told = place(&["verify", demo.case(), demo.case()]).code(1).stderr;
    assert!(told.contains("plan.json"), "{told}");
}

#[test]
fn a_new_plan_stays_close_to_the_previous_one() {
    let demo = Demo::planned();
    let policy = "[[objective]]\nunhoused = 1\n[[objective]]\nmoved = 1\n";
    fs::write(demo.path("policy.toml"), policy).unwrap();
    let (previous, new) = (demo.path("out/plan.json"), demo.path("new"));
    let (previous, new) = (previous.to_str().unwrap(), new.to_str().unwrap());
    place(&["plan", demo.case(), "--previous", previous, "--out", new, "--quiet"]).code(0);
    let read =
        |path: &str| -> Value { serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
    let (old, plan) = (read(previous), read(&format!("{new}/plan.json")));
    assert_eq!(plan["tiers"][1], json!({"weights": {"moved": 1}, "value": 0, "bound": 0}));
    assert_eq!(plan["households"][0]["dwelling"], old["households"][0]["dwelling"]);
    place(&["verify", demo.case(), new, "--previous", previous]).code(0);
}

#[test]
fn a_template_never_overwrites() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("empty");
    place(&["template", empty.to_str().unwrap()]).code(0);
    let before = names(&empty);
    assert!(before.contains(&"arrivals.csv".to_owned()), "{before:?}");
    for more in [&[][..], &["--synthetic", "3"]] {
        let arguments = [&["template", empty.to_str().unwrap()], more].concat();
        let told = place(&arguments).code(1).stderr;
        assert!(told.contains("is not empty"), "{told}");
    }
    assert_eq!(names(&empty), before);
}

#[test]
fn a_case_is_written_as_a_program_for_other_solvers() {
    let demo = Demo::planned();
    let (lp, plan) = (demo.path("demo.lp"), demo.path("out/plan.json"));
    let (file, plan) = (lp.to_str().unwrap(), plan.to_str().unwrap());
    let export = |more: &[&str]| place(&[&["export", demo.case(), "--lp", file], more].concat());
    let told = export(&[]).code(0).stdout;
    assert!(told.contains(" variables, ") && told.contains("Written to"), "{told}");
    let all = fs::read_to_string(&lp).unwrap();
    assert!(all.contains("\nMinimize\n") && all.ends_with("End\n"), "{all}");

    export(&["--tier", "4", "--plan", plan]).code(0);
    let one = fs::read_to_string(&lp).unwrap();
    let values: Value = serde_json::from_str(&fs::read_to_string(plan).unwrap()).unwrap();
    let held: Vec<String> = (0..3).map(|t| values["tiers"][t]["value"].to_string()).collect();
    export(&["--tier", "4", "--hold", &held.join(",")]).code(0);
    assert_eq!(fs::read_to_string(&lp).unwrap(), one);

    // What goes wrong leaves the earlier file as it is.
    let told = export(&["--tier", "4", "--hold", "0"]).code(1).stderr;
    assert!(told.contains("3 are needed, 1 given"), "{told}");
    assert!(export(&["--tier", "99"]).code(1).stderr.contains("no tier 99"));
    export(&["--hold", "0"]).code(2);
    assert_eq!(fs::read_to_string(&lp).unwrap(), one);
    let nowhere = demo.path("no/such/folder.lp");
    let told = place(&["export", demo.case(), "--lp", nowhere.to_str().unwrap()]).code(1);
    assert!(told.stderr.contains("nothing written"));
}

#[test]
fn the_months_in_the_repository_are_planned_and_verified() {
    let months = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted");
    for month in fs::read_dir(months).into_iter().flatten() {
        let month = month.unwrap().path();
        if !month.join("arrivals.csv").is_file() {
            continue;
        }
        let out = tempfile::tempdir().unwrap();
        let (month, out) = (month.to_str().unwrap(), out.path().to_str().unwrap());
        place(&["check", month]).code(0);
        place(&["plan", month, "--out", out]).code(0);
        place(&["verify", month, out]).code(0);
    }
}
