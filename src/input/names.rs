//! The names of files in a case folder: which table each is, and what is close to one and none.

use std::collections::BTreeMap;

use super::file_name::{TABLES, file_name};
use super::log::Log;
use super::near::{is_harmless, nearest};
use crate::files::{BESIDE_A_PLAN, PLAN_FILES};
use crate::model::{Fault, FaultKind, Table};
use crate::text::{Language, Said, heading_key, holds_cpr, legible, said};

/// What people name these files instead.
const INSTEAD: [(Table, &str); 21] = [
    (Table::Persons, "persons"),
    (Table::Persons, "personer"),
    (Table::Persons, "flygtninge"),
    (Table::Persons, "refugees"),
    (Table::Persons, "husstande"),
    (Table::Persons, "households"),
    (Table::Dwellings, "homes"),
    (Table::Dwellings, "housing"),
    (Table::Dwellings, "lejemål"),
    (Table::Sites, "virksomheder"),
    (Table::Sites, "employers"),
    (Table::Openings, "jobs"),
    (Table::Openings, "praktikpladser"),
    (Table::TravelTimes, "transporttider"),
    (Table::Preferences, "præferencer"),
    (Table::Decisions, "afgørelser"),
    (Table::Boundary, "kommune"),
    (Table::Boundary, "municipality"),
    (Table::Boundary, "outline"),
    (Table::Places, "byer"),
    (Table::Places, "towns"),
];

/// The table that a file of this name is, and the name without regard to how it is written.
pub(super) fn table_of(name: &str) -> Option<(Table, &'static str)> {
    let key = file_key(name);
    TABLES.iter().find_map(|(table, names)| {
        names.iter().find(|name| file_key(name) == key).map(|name| (*table, *name))
    })
}

/// A name of a file as people read it: that of a heading, with its ending apart.
fn file_key(name: &str) -> (String, String) {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    (heading_key(stem), heading_key(ending))
}

/// Tells of files that stand for the same table, that are close to a table and none, and that
/// nobody reads.
pub(super) fn check(names: &[String], log: &mut Log) {
    let mut found: BTreeMap<Table, Vec<(&str, &'static str)>> = BTreeMap::new();
    let mut strangers = Vec::new();
    for name in names {
        match table_of(name) {
            Some((table, known)) => found.entry(table).or_default().push((name, known)),
            None if is_silent(name) => {}
            None => strangers.push(name),
        }
    }
    for (table, files) in &found {
        log.files.extend(files.first().map(|(_, known)| (*table, *known)));
        if files.len() > 1 {
            let shown: Vec<String> = files.iter().map(|(name, known)| shown(name, known)).collect();
            let fault = Fault::new(
                Table::Folder,
                FaultKind::Repeated,
                said!("each table once", "hver tabel én gang"),
            );
            log.faults.push(
                fault.found(Said::new(shown.join(" and "), shown.join(" og "))).advise(said!(
                    "Remove all but one, or begin their names with #",
                    "Fjern alle på nær én, eller begynd deres navne med #"
                )),
            );
        }
    }
    let absent = || TABLES.iter().filter(|(table, _)| !found.contains_key(table));
    for name in strangers {
        let stem = bare_stem(name);
        let is_meant = |(_, other): &&(Table, &str)| heading_key(other) == heading_key(stem);
        let instead = INSTEAD.iter().find(is_meant).map(|(table, _)| *table);
        let instead = instead.filter(|table| !found.contains_key(table));
        let names = absent().flat_map(|(table, names)| names.map(|name| (*table, name)));
        let near = nearest(stem, names.map(|(table, name)| (table, bare_stem(name))));
        match instead.or(near.map(|(table, _)| table)) {
            _ if holds_cpr(stem) => {
                let fault = Fault::new(
                    Table::Folder,
                    FaultKind::PersonalData,
                    said!("no CPR number", "intet CPR-nummer"),
                );
                let advice = said!(
                    "Give the file another name; this one is not shown here",
                    "Giv filen et andet navn; dette vises ikke her"
                );
                let found = said!(
                    "what reads as a CPR number in the name of a file",
                    "noget i navnet på en fil, der kan læses som et CPR-nummer"
                );
                log.faults.push(fault.found(found).advise(advice));
            }
            Some(table) if name.ends_with('/') => {
                let known = file_name(table, Language::English);
                let danish = file_name(table, Language::Danish);
                let message = said!(
                    "a folder with nearly the name of {known} is not read",
                    "en mappe med næsten samme navn som {danish} læses ikke"
                );
                log.warn(Table::Folder, None, None, message);
            }
            Some(table) => {
                log.nearly_there.insert(table);
                log.faults.push(almost_known(name, table));
            }
            None if name.ends_with('/') => {}
            None => {
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                let plain = (1..=5).contains(&ending.len())
                    && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
                let ending = if plain { format!(" (.{ending})") } else { String::new() };
                let count = name.chars().count();
                log.warn(
                    Table::Folder,
                    None,
                    None,
                    said!(
                        "an unknown file with a name of {count} characters{ending} is not read",
                        "en ukendt fil med et navn på {count} tegn{ending} læses ikke"
                    ),
                );
            }
        }
    }
}

/// The name of a file that is a table, as it stands in the folder: the `known` one where it may hold something
/// personal.
pub(super) fn shown(name: &str, known: &str) -> String {
    let stem = bare_stem(name).trim_end_matches(|c: char| "() 0123456789".contains(c));
    if is_harmless(stem, bare_stem(known)) { legible(name).into_owned() } else { known.to_owned() }
}

/// Whether a file is a comment, or of a plan that was written here.
fn is_silent(name: &str) -> bool {
    let mut others = PLAN_FILES.iter().chain(&BESIDE_A_PLAN);
    name.starts_with(['#', '.']) || others.any(|other| file_key(other) == file_key(name))
}

/// A name without its endings, of which Windows hides the last.
fn bare_stem(name: &str) -> &str {
    const ENDINGS: [&str; 10] =
        ["csv", "toml", "txt", "tsv", "xlsx", "xls", "ods", "geojson", "json", "bak"];
    match name.rsplit_once('.') {
        None => name.trim_end_matches('/'),
        Some((stem, ending)) if ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)) => {
            bare_stem(stem)
        }
        _ => name,
    }
}

fn almost_known(name: &str, table: Table) -> Fault {
    let names = [Language::English, Language::Danish].map(|language| file_name(table, language));
    let [english, danish] = names;
    let expected = said!("{english} ({danish})", "{danish} ({english})");
    let stem = bare_stem(name);
    let found = if names.iter().any(|known| is_harmless(stem, bare_stem(known))) {
        let name = legible(name);
        said!("a file {name}", "en fil {name}")
    } else {
        let count = name.chars().count();
        said!("a file with a name of {count} characters", "en fil med et navn på {count} tegn")
    };
    Fault::new(Table::Folder, FaultKind::AlmostKnown, expected).found(found).advise(
        said!(
            "Give the file that name if it is that table; begin its name with # if it is not to be read",
            "Giv filen det navn, hvis det er den tabel; begynd dens navn med #, hvis den ikke skal læses"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_in_two_languages() {
        for name in ["decisions.csv", "Beslutninger.CSV", "BESLUTNINGER (2).csv"] {
            assert_eq!(table_of(name).map(|(table, _)| table), Some(Table::Decisions), "{name}");
        }
        for name in ["travel times.csv", "Travel-Times.csv", "rejsetider.csv"] {
            assert_eq!(table_of(name).map(|(table, _)| table), Some(Table::TravelTimes), "{name}");
        }
        for name in ["decisions.txt", "decision.csv", "decisions", "decisions.csv.txt"] {
            assert_eq!(table_of(name), None, "{name}");
        }
    }

    fn told(names: &[&str]) -> (Vec<String>, usize) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut log = Log::default();
        check(&names, &mut log);
        let faults = log.faults.iter().map(ToString::to_string).collect();
        log.faults.clear();
        (faults, log.end().unwrap().len())
    }

    #[test]
    fn files_close_to_a_table_are_faults() {
        for (name, meant) in [
            ("decision.csv", "decisions.csv"),
            ("beslutning.csv", "decisions.csv"),
            ("policy.toml.txt", "policy.toml"),
            ("policy.txt", "policy.toml"),
            ("Kopi af boliger.csv", "dwellings.csv"),
            ("openings - Kopi.csv", "openings.csv"),
            ("arrivals.xlsx", "arrivals.csv"),
            ("ønske.csv", "preferences.csv"),
            ("jobs.csv", "openings.csv"),
            ("boundary.json", "boundary.geojson"),
            ("kommunegrænse.geojson", "boundary.geojson"),
            ("places.geojson", "places.csv"),
        ] {
            let (faults, _) = told(&[name]);
            assert!(faults.len() == 1 && faults[0].contains(meant), "{name}: {faults:?}");
            let (faults, warnings) = told(&[name, meant]);
            assert_eq!((faults.len(), warnings), (0, 1), "{name}");
        }
    }

    #[test]
    fn other_files_are_warned_of_or_known() {
        let quiet =
            [".gitignore", "#decisions.csv", "places.csv", "Grænse.geojson", "summary.json"];
        assert_eq!(told(&quiet), (vec![], 0));
        assert_eq!(told(&["out/", "2016/"]), (vec![], 0));
        assert_eq!(told(&["beslutninger/"]), (vec![], 1));
        assert_eq!(told(&["referat.docx", "Thumbs.db", "classes.csv"]), (vec![], 3));
    }

    #[test]
    fn a_table_in_two_files_is_a_fault() {
        let (faults, _) = told(&["arrivals.csv", "ankomster.csv"]);
        let expected = "folder: found arrivals.csv and ankomster.csv; expected each table \
            once. Remove all but one, or begin their names with #.";
        assert_eq!(faults, [expected]);
        let (faults, _) = told(&["decisions (1).csv", "decisions.csv"]);
        assert!(faults[0].contains("decisions (1).csv and decisions.csv"), "{faults:?}");
    }
}
