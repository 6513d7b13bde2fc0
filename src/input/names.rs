//! The names of files in a case folder, and of sheets in a workbook: which table each is, and what is close to one and
//! none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::book::{What, open_elsewhere};
use super::file_name::{TABLES, file_name, sheet_name};
use super::log::Log;
use super::near::{is_harmless, nearest};
use super::source::Source;
use crate::files::{BESIDE_A_PLAN, EARLIER, PLAN_FILES};
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

/// The table that a sheet of this name is, and the name without regard to how it is written.
pub(super) fn sheet_table_of(name: &str) -> Option<(Table, &'static str)> {
    let keys = [heading_key(name), heading_key(bare_stem(name.trim()))];
    TABLES.iter().find_map(|(table, names)| {
        let stems = names.map(|name| name.split_once('.').map_or(name, |(stem, _)| stem));
        let is_meant = |stem: &&&str| keys.contains(&heading_key(stem));
        stems.iter().find(is_meant).map(|stem| (*table, *stem))
    })
}

/// A file or a sheet that is none of the tables, as far as its name tells.
#[derive(Clone, Copy)]
struct Stranger<'n> {
    name: &'n str,
    is_sheet: bool,
}

/// Tells of files and sheets that stand for the same table, that are close to a table and none, and that
/// nobody reads; and of what is remarkable in sheets that are read.
pub(super) fn check(source: &(impl Source + ?Sized), log: &mut Log) {
    let names = source.names();
    let mut found: BTreeMap<Table, Vec<Said>> = BTreeMap::new();
    let mut strangers = Vec::new();
    log.faults.extend_from_slice(source.faults());
    log.is_book = source.is_book();
    for name in &names {
        match table_of(name) {
            Some((table, known)) => {
                log.files.entry(table).or_insert(known);
                found.entry(table).or_default().push(Said::plain(shown(name, known)));
            }
            None if is_silent(name) => {}
            None => strangers.push(Stranger { name, is_sheet: false }),
        }
    }
    for book in source.books() {
        if book.is_open() {
            log.warn(Table::Book, None, None, open_elsewhere());
        }
        for sheet in book.sheets() {
            match sheet.table {
                Some((table, _)) => {
                    let name = sheet.shown();
                    let sheets = found.entry(table).or_default();
                    sheets.push(said!("the sheet {name}", "arket {name}"));
                    log.sheets.entry(table).or_insert_with(|| Arc::clone(sheet));
                }
                None if sheet.is_empty || is_silent_sheet(&sheet.name) => {}
                None => strangers.push(Stranger { name: &sheet.name, is_sheet: true }),
            }
        }
    }
    for shown in found.values().filter(|shown| shown.len() > 1) {
        let each = |language| shown.iter().map(move |one| one.in_language(language));
        let [english, danish] = Language::ALL.map(|language| each(language).collect::<Vec<_>>());
        let whole = if log.is_book { Table::Book } else { Table::Folder };
        let fault =
            Fault::new(whole, FaultKind::Repeated, said!("each table once", "hver tabel én gang"));
        log.faults.push(fault.found(Said::new(english.join(" and "), danish.join(" og "))).advise(
            said!(
                "Remove all but one, or begin their names with #",
                "Fjern alle på nær én, eller begynd deres navne med #"
            ),
        ));
    }
    remark(log);
    let absent = || TABLES.iter().filter(|(table, _)| !found.contains_key(table));
    for Stranger { name, is_sheet } in strangers {
        let whole = if is_sheet { Table::Book } else { Table::Folder };
        let stem = bare_stem(name);
        let is_meant = |(_, other): &&(Table, &str)| heading_key(other) == heading_key(stem);
        let instead = INSTEAD.iter().find(is_meant).map(|(table, _)| *table);
        let instead = instead.filter(|table| !found.contains_key(table));
        let names = absent().flat_map(|(table, names)| names.map(|name| (*table, name)));
        let near = nearest(stem, names.map(|(table, name)| (table, bare_stem(name))));
        match instead.or(near.map(|(table, _)| table)) {
            _ if holds_cpr(stem) => {
                let fault = Fault::new(
                    whole,
                    FaultKind::PersonalData,
                    said!("no CPR number", "intet CPR-nummer"),
                );
                let advice = said!(
                    "Give it another name; this one is not shown here",
                    "Giv det et andet navn; dette vises ikke her"
                );
                let found = match is_sheet {
                    true => said!(
                        "what reads as a CPR number in the name of a sheet",
                        "noget i navnet på et ark, der kan læses som et CPR-nummer"
                    ),
                    false => said!(
                        "what reads as a CPR number in the name of a file",
                        "noget i navnet på en fil, der kan læses som et CPR-nummer"
                    ),
                };
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
                log.faults.push(match is_sheet {
                    true => almost_known_sheet(name, table),
                    false => almost_known(name, table),
                });
            }
            None if name.ends_with('/') => {}
            None => {
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                let plain = (1..=5).contains(&ending.len())
                    && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
                let ending = if plain { format!(" (.{ending})") } else { String::new() };
                let count = name.chars().count();
                let message = match is_sheet {
                    true => said!(
                        "an unknown sheet with a name of {count} characters is not read",
                        "et ukendt ark med et navn på {count} tegn læses ikke"
                    ),
                    false => said!(
                        "an unknown file with a name of {count} characters{ending} is not read",
                        "en ukendt fil med et navn på {count} tegn{ending} læses ikke"
                    ),
                };
                log.warn(whole, None, None, message);
            }
        }
    }
}

/// Tells what is remarkable in the sheets that are read.
fn remark(log: &mut Log) {
    for (table, sheet) in log.sheets.clone() {
        for remark in &sheet.remarks {
            if remark.what != What::Merged {
                log.warn(table, remark.row, remark.column, remark.what.said());
                continue;
            }
            let expected = said!("each value in a cell of its own", "hver værdi i sin egen celle");
            let mut fault = Fault::new(table, FaultKind::Malformed, expected);
            (fault.line, fault.column) = (remark.row, remark.column);
            log.faults.push(fault.found(remark.what.said()).advise(said!(
                "Unmerge the cells and fill in each",
                "Ophæv fletningen af cellerne, og udfyld dem hver for sig"
            )));
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
pub(super) fn is_silent(name: &str) -> bool {
    let mut others = PLAN_FILES.iter().chain(&BESIDE_A_PLAN);
    name.starts_with(['#', '.'])
        || name.starts_with("~$")
        || (is_book(name) && name.starts_with(EARLIER))
        || others.any(|other| file_key(other) == file_key(name))
}

/// Whether a sheet is a comment, or one of those that help to fill in the others.
fn is_silent_sheet(name: &str) -> bool {
    let helpers = ["lists", "lister", "how to", "vejledning"];
    name.starts_with('#') || helpers.iter().any(|helper| heading_key(helper) == heading_key(name))
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
    let stem = bare_stem(name);
    let found = if names.iter().any(|known| is_harmless(stem, bare_stem(known))) {
        let name = legible(name);
        said!("a file {name}", "en fil {name}")
    } else {
        let count = name.chars().count();
        said!("a file with a name of {count} characters", "en fil med et navn på {count} tegn")
    };
    let (expected, advice) = if is_book(name) {
        let [sheet, ark] =
            [Language::English, Language::Danish].map(|language| sheet_name(table, language));
        (
            said!(
                "a sheet {sheet} ({ark}) in the workbook",
                "arket {ark} ({sheet}) i projektmappen"
            ),
            said!(
                "Give the sheet that name if it is that table; begin the name of the file with # if it is not to be read",
                "Giv arket det navn, hvis det er den tabel; begynd filens navn med #, hvis den ikke skal læses"
            ),
        )
    } else {
        (
            said!("{english} ({danish})", "{danish} ({english})"),
            said!(
                "Give the file that name if it is that table; begin its name with # if it is not to be read",
                "Giv filen det navn, hvis det er den tabel; begynd dens navn med #, hvis den ikke skal læses"
            ),
        )
    };
    Fault::new(Table::Folder, FaultKind::AlmostKnown, expected).found(found).advise(advice)
}

/// Whether a file has the name of a workbook that can be read, with or without macros.
pub(super) fn is_book(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_one = ["xlsx", "xlsm"].iter().any(|book| ending.eq_ignore_ascii_case(book));
    cfg!(feature = "xlsx") && is_one
}

fn almost_known_sheet(name: &str, table: Table) -> Fault {
    let names = [Language::English, Language::Danish].map(|language| sheet_name(table, language));
    let [english, danish] = names;
    let expected = said!("the sheet {english} ({danish})", "arket {danish} ({english})");
    let found = if names.iter().any(|known| is_harmless(bare_stem(name), known)) {
        let name = legible(name);
        said!("a sheet {name}", "et ark {name}")
    } else {
        let count = name.chars().count();
        said!("a sheet with a name of {count} characters", "et ark med et navn på {count} tegn")
    };
    Fault::new(Table::Book, FaultKind::AlmostKnown, expected).found(found).advise(said!(
        "Give the sheet that name if it is that table; begin its name with # if it is not to be read",
        "Giv arket det navn, hvis det er den tabel; begynd dets navn med #, hvis det ikke skal læses"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names(Vec<String>);

    impl Source for Names {
        fn read(&self, _: Table) -> std::io::Result<Option<Vec<u8>>> {
            Ok(None)
        }

        fn names(&self) -> Vec<String> {
            self.0.clone()
        }
    }

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
        let names = Names(names.iter().map(|name| (*name).to_owned()).collect());
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
    fn a_workbook_with_the_name_of_a_table_lacks_its_sheet() {
        let (faults, _) = told(&["arrivals.xlsx"]);
        assert!(
            faults[0].contains("expected a sheet arrivals (ankomster) in the workbook"),
            "{faults:?}"
        );
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
