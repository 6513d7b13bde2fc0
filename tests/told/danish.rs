//! The program in Danish: which language it speaks, that no English word is in it, and that a plan is the same.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::english::english_words;
use crate::run::{Done, program};

/// Runs the program in `folder`; what it prints and tells, and its exit code.
fn place(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let run = Done::by(Command::new(program("place")).current_dir(folder).args(arguments));
    (run.said(), run.code.unwrap())
}

/// The same, which must succeed.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let (text, code) = place(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {text}");
    text
}

/// A folder with a case in `m`: a month of the repository or an invented one. What is English data in it is not.
fn cases() -> Vec<TempDir> {
    let new = || tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    for month in ["2016-04", "2016-05"] {
        let dir = new();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted").join(month);
        fs::create_dir(dir.path().join("m")).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|e| e.path().is_file())
        {
            fs::copy(entry.path(), dir.path().join("m").join(entry.file_name())).unwrap();
        }
        // Employers of one month have English names.
        let sites = dir.path().join("m/sites.csv");
        if let Ok(text) = fs::read_to_string(&sites) {
            let named = text.lines().map(|line| match line.split(';').nth(1) {
                Some(name) if line.starts_with("S-") => line.replace(name, "Virksomhed"),
                _ => line.to_owned(),
            });
            fs::write(&sites, named.collect::<Vec<_>>().join("\n")).unwrap();
        }
        cases.push(dir);
    }
    for more in [&["--seed", "2"][..], &["--tight"], &["--tight", "--seed", "3"]] {
        let dir = new();
        let arguments = [&["template", "m", "--synthetic", "9"][..], more].concat();
        done(dir.path(), &arguments);
        cases.push(dir);
    }
    cases
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn assert_danish(text: &str) {
    let data = ["step_free", "Invented", "Employer"];
    for line in text.lines() {
        let line = data.iter().fold(line.to_owned(), |line, word| line.replace(word, ""));
        assert_eq!(english_words(&line), [""; 0], "{line}");
    }
}

#[test]
fn what_is_told_in_danish_has_no_english_word() {
    for dir in cases() {
        let told = |arguments: &[&str]| {
            let text = done(dir.path(), &[arguments, &["--lang", "da"]].concat());
            assert_danish(&text);
            assert!(!text.trim().is_empty());
        };
        told(&["check", "m"]);
        told(&["plan", "m", "--out", "da"]);
        told(&["verify", "m", "da"]);
        told(&["explain", "m"]);
        told(&["export", "m", "--lp", "m.lp"]);
        for (file, said) in [("placements.csv", 11), ("unplaced.csv", 3), ("actions.csv", 9)] {
            let text = fs::read_to_string(dir.path().join("da").join(file)).unwrap();
            for row in text.lines().skip(1) {
                assert_danish(row.split(';').nth(said).unwrap());
            }
        }
        let page = fs::read_to_string(dir.path().join("da/report.html")).unwrap();
        let texts = texts_of(&page);
        assert!(texts.contains("Hvorfor dette?") && texts.contains("Kortet"));
        assert_danish(&texts);
    }
}

/// What people read of a page, a line each: what is between tags, and the names of what has none.
fn texts_of(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
    let mut texts = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        for name in ["aria-label=\"", "title=\""] {
            texts.extend(tag.split(name).skip(1).filter_map(|rest| rest.split('"').next()));
        }
        texts.push(text);
    }
    let lines: Vec<String> = texts.iter().map(|text| text.replace("&#39;", "'")).collect();
    lines.join("\n")
}

#[test]
fn a_plan_is_the_same_in_every_language_but_for_its_words() {
    for dir in cases() {
        for language in ["en", "da"] {
            done(dir.path(), &["plan", "m", "--out", language, "--lang", language]);
        }
        let [english, danish] = ["en", "da"].map(|language| {
            let mut plan = json(&dir.path().join(language).join("plan.json"));
            assert_eq!(plan["language"], language);
            plan["language"].take();
            let households = plan["households"].as_array_mut().unwrap();
            for household in households {
                for person in household["persons"].as_array_mut().unwrap() {
                    person["note"].take();
                }
            }
            for left in plan["unplaced"].as_array_mut().unwrap() {
                assert!(left["text"].take().as_str().is_some_and(|text| !text.is_empty()));
            }
            plan
        });
        assert_eq!(english, danish);
        for same in ["proof.json", "plan.geojson"] {
            let [english, danish] = ["en", "da"]
                .map(|language| fs::read(dir.path().join(language).join(same)).unwrap());
            assert_eq!(english, danish, "{same}");
        }
    }
}

#[test]
fn a_single_home_or_opening_is_always_named() {
    let mut named = 0;
    for dir in cases() {
        for (language, of) in [("en", " of "), ("da", " af ")] {
            done(dir.path(), &["plan", "m", "--out", language, "--lang", language]);
            let plan = json(&dir.path().join(language).join("plan.json"));
            for left in plan["unplaced"].as_array().unwrap() {
                let text = left["text"].as_str().unwrap();
                let counted = text.contains(of);
                for part in text.split("; ").filter(|part| counted && part.starts_with("1 ")) {
                    assert!(part.contains(" ("), "{part} of {text}");
                    named += 1;
                }
            }
        }
    }
    assert!(named > 0);
}

#[test]
fn what_is_odd_is_told_in_danish() {
    let dir = tempfile::tempdir().unwrap();
    for (file, text) in [
        (
            "ankomster.csv",
            "person;husstand;ankomst;fødselsår;jobsøgende;kompetencer;behov;visiteret;hudfarve\n\
             P1;H1;01-04-2016;2005;ja;svejsning;trinfri;;x\nP01;H2;01-04-2017;2010;;#I/T;;01-02-2016 08:00;\n\
             P3;H3;01-04-2016;1980;ja;;;;",
        ),
        (
            "boliger.csv",
            "bolig;bredde;længde;sengepladser;adresse;postnr;by;egenskaber\n\
             B1;55,7705;9,6994;4;Skolegade 4;8722;Hedensted;trinfrit\nB2;55,9;9,4;4;Skolegade 4;8722;Hedensted;",
        ),
        ("arbejdssteder.csv", "arbejdssted;bredde;længde\nA1;55,7705;9,6994"),
        ("stillinger.csv", "stilling;arbejdssted;trin;kompetencer\nJ1;A1;praktik;svejsningen"),
        ("politik.toml", "language = \"da\"\n[[objective]]\ncommute = 1\n"),
        ("noget.csv", ""),
    ] {
        fs::create_dir_all(dir.path().join("m")).unwrap();
        fs::write(dir.path().join("m").join(file), text).unwrap();
    }
    let told = done(dir.path(), &["check", "m"]);
    let warnings: Vec<&str> = told.lines().filter(|l| l.starts_with("advarsel: ")).collect();
    assert!(warnings.len() >= 12, "{told}");
    assert_danish(&told);
    for said in ["en jobsøgende under 15 år", "to id'er", "mere end 10 km væk", "læses ikke"] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_plan_is_verified_in_its_own_language_whoever_reads_it() {
    let dir = cases().pop().unwrap();
    done(dir.path(), &["plan", "m", "--lang", "da"]);
    let told = done(dir.path(), &["verify", "m", "m/out"]);
    assert!(told.starts_with("Verified: optimal."), "{told}");
    let told = done(dir.path(), &["verify", "m", "m/out", "--lang", "da"]);
    assert!(told.starts_with("Planen er efterprøvet: "), "{told}");
    let path = dir.path().join("m/out/plan.json");
    let plan = fs::read_to_string(&path).unwrap();
    fs::write(&path, plan.replace("\"language\": \"da\"", "\"language\": \"en\"")).unwrap();
    let (told, code) = place(dir.path(), &["verify", "m", "m/out", "--lang", "da"]);
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("en note, eller en begrundelse"), "{told}");
    assert_danish(&told);
    // Plans of earlier versions do not say: they are English.
    done(dir.path(), &["plan", "m"]);
    let plan = fs::read_to_string(&path).unwrap();
    fs::write(&path, plan.replace("  \"language\": \"en\",\n", "")).unwrap();
    done(dir.path(), &["verify", "m", "m/out"]);
}

#[test]
fn the_language_is_that_of_the_command_line_or_else_the_policys() {
    let dir = tempfile::tempdir().unwrap();
    done(dir.path(), &["template", "m", "--synthetic", "3", "--lang", "da"]);
    let danish = done(dir.path(), &["check", "m"]);
    assert!(danish.starts_with("3 husstande ") && danish.contains("\nIngen fejl, "), "{danish}");
    let english = done(dir.path(), &["--lang", "en", "check", "m"]);
    assert!(english.starts_with("3 households ") && english.contains("\nNo faults, "), "{english}");
    let policy = dir.path().join("m/policy.toml");
    let text = fs::read_to_string(&policy).unwrap();
    fs::write(&policy, text.replace("work_limit_hours = 96", "work_limit_hours = -1")).unwrap();
    let (told, code) = place(dir.path(), &["check", "m"]);
    assert_eq!(code, 1);
    assert!(told.contains("fandt -1; forventede hele timer fra 0 til 8784."), "{told}");
    assert!(told.ends_with("fejl, intet er skrevet\n"), "{told}");
    let (told, _) = place(dir.path(), &["check", "m", "--lang", "en"]);
    assert!(told.contains("found -1; expected whole hours from 0 to 8784."), "{told}");
    fs::write(&policy, "language = da").unwrap();
    let (told, _) = place(dir.path(), &["check", "m"]);
    assert!(told.ends_with("1 fault, nothing written\n"), "a policy that cannot be read: {told}");
    let (told, code) = place(dir.path(), &["check", "none", "--lang", "da"]);
    assert_eq!(code, 1);
    assert!(told.starts_with("sagsmappen: fandt intet; forventede en mappe"), "{told}");
}

#[test]
fn what_goes_wrong_is_told_in_danish() {
    let dir = cases().pop().unwrap();
    done(dir.path(), &["plan", "m", "--out", "out"]);
    for (arguments, code) in [
        (&["verify", "m", "nowhere"][..], 1),
        (&["verify", "m", "out", "--previous", "out/plan.json"], 4),
        (&["plan", "m", "--out", "out", "--previous", "out/plan.json"], 2),
        (&["plan", "m", "--out", "m/policy.toml"], 1),
        (&["plan", "m", "--time-limit", "0s", "--out", "other", "--method", "exhaustive"], 3),
        (&["template", "m"], 1),
        (&["explain", "m", "nobody"], 2),
        (&["export", "m", "--lp", "m.lp", "--tier", "9"], 1),
        (&["import", "m", "nothing.sol"], 1),
        (&["import", "m", "m/arrivals.csv"], 1),
    ] {
        let (told, found) = place(dir.path(), &[arguments, &["--lang", "da"]].concat());
        assert_eq!(found, code, "{arguments:?}: {told}");
        assert_danish(&told);
    }
}
