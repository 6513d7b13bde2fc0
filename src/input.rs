//! From files to a [`Case`]: every fault in every file in one go, each with its place.
//!
//! A case folder holds one table a file and the policy ([`read_case`]); a host program reads from
//! wherever it keeps the same tables through a [`Source`] ([`read_case_from`]). A cell that cannot
//! be read becomes a [`Fault`] and a neutral value, so that the rest is
//! checked too and nothing is reported that only follows. [`write_case`] is the way back.
//!
//! Nothing that could be a rule is passed over in silence: what is close to a known column or file
//! and none is a fault, whatever else is not read is a [`Warning`], and what is plausible but odd
//! is one too.
//!
//! [`lock`](lock()) puts what a plan says into the table of decisions.
//!
//! What may be personal data is never shown: [`text`](crate::text) decides what a message shows of
//! a cell.

mod arrivals;
mod book;
mod boundary;
mod column;
mod decided;
mod decisions;
mod dwellings;
mod file_name;
mod folder_of;
mod judgements;
mod lock;
mod log;
mod names;
mod near;
mod odd;
mod places;
mod policy;
mod policy_text;
mod row;
mod sheet;
mod source;
mod template;
mod text;
mod value;
mod work;
mod write;

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

pub use book::Book;
pub use decided::WrittenDecisions;
pub use file_name::{file_name, sheet_name};
pub use folder_of::{folder_tables, write_folder};
pub use lock::{Locked, lock};
pub use log::Warning;
pub use source::{CaseFiles, Folder, Source};
pub use template::write_template;
#[cfg(feature = "xlsx")]
pub use template::{case_book, template_book};
pub use write::{case_tables, write_case};

use self::log::Log;
use self::sheet::Sheet;
use crate::files::sha256;
use crate::geo::Point;
use crate::model::{
    Case, CaseParts, Decision, Fault, FaultKind, Faults, InputFile, Surroundings, Table,
};
use crate::rules::broken_decisions;
use crate::text::{Language, Said, said};
use crate::travel::{TravelTime, travel_times};

/// A case, and what in its files may not be meant.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reading {
    /// The case.
    pub case: Case,
    /// The travel times that its policy asks for, by which its decisions were looked at.
    pub travel: Arc<dyn TravelTime>,
    /// What to look at, though it is not wrong.
    pub warnings: Vec<Warning>,
    /// What lies around, for a map.
    pub surroundings: Surroundings,
    /// The files that were read.
    pub files: Vec<InputFile>,
    /// The last of the case's decisions: those that people wrote into the workbook of a plan.
    pub decided: Vec<Decision>,
}

/// Reads the case in a folder, or in a workbook.
///
/// # Errors
/// With every fault in the files.
pub fn read_case(path: &Path) -> Result<Reading, Faults> {
    read_case_from(&CaseFiles::open(path)?)
}

/// The language in which a case asks to be told what is wrong with it, if its policy can be read.
pub fn language_of(source: &impl Source) -> Language {
    let mut log = Log::default();
    names::check(source, &mut log);
    policy::read(source, &mut log).language
}

/// Reads a case from wherever its tables are kept.
///
/// ```
/// use std::collections::BTreeMap;
/// use boligplacering::{input::read_case_from, model::Table};
///
/// let tables = BTreeMap::from([
///     (Table::Persons, b"person;household;arrival\nP1;H1;25-03-2016".to_vec()),
///     (Table::Dwellings, b"dwelling;lat;lon;beds\nD1;55,7705;9,6994;2".to_vec()),
///     (Table::Sites, b"site;lat;lon".to_vec()),
///     (Table::Openings, b"opening;site;step".to_vec()),
/// ]);
/// let reading = read_case_from(&tables).unwrap();
/// assert_eq!(reading.case.households().len(), 1);
/// ```
///
/// # Errors
/// With every fault in the tables.
pub fn read_case_from(source: &impl Source) -> Result<Reading, Faults> {
    let mut log = Log::default();
    names::check(source, &mut log);
    let policy = policy::read(source, &mut log);
    let log_ref = &mut log;
    let households =
        table(source, Table::Persons, log_ref, |sheet, log| arrivals::read(sheet, &policy, log));
    let mut decisions = table(source, Table::Decisions, log_ref, |sheet, log| {
        decisions::read(sheet, &households, log)
    });
    let decided = source.decided();
    let written =
        decided.map_or(Vec::new(), |decided| decided.read(&decisions, &households, log_ref));
    decisions.extend_from_slice(&written);
    let parts = CaseParts {
        dwellings: table(source, Table::Dwellings, log_ref, dwellings::read),
        sites: table(source, Table::Sites, log_ref, work::sites),
        openings: table(source, Table::Openings, log_ref, |sheet, log| {
            work::openings(sheet, &policy, log)
        }),
        travel_times: table(source, Table::TravelTimes, log_ref, judgements::travel_times),
        suitability: table(source, Table::Suitability, log_ref, judgements::suitability),
        preferences: table(source, Table::Preferences, log_ref, judgements::preferences),
        decisions,
        households,
        policy,
    };
    let surroundings = surroundings(source, log_ref);
    if log_ref.faults.is_empty() {
        odd::look(&parts, log_ref);
    }
    let read = Case::new(parts).map(|case| (travel_times(&case), case));
    let found = match &read {
        Ok((travel, case)) if log.faults.is_empty() => broken_decisions(case, travel),
        Ok(_) => Vec::new(),
        Err(faults) => faults.as_slice().to_vec(),
    };
    log.add(found);
    let mut files = log.input_files();
    files.extend(decided.map(|decided| decided.file(written.len())));
    let warnings = log.end()?;
    let (travel, case) = read?;
    Ok(Reading { case, travel, warnings, surroundings, files, decided: written })
}

/// What lies around, from the two files for the map.
fn surroundings(source: &impl Source, log: &mut Log) -> Surroundings {
    let mut surroundings = Surroundings::default();
    if let Some(bytes) = bytes(source, Table::Boundary, false, log)
        && let Some(text) = decoded(&bytes, Table::Boundary, log)
    {
        boundary::read(&text, &mut surroundings, log);
    }
    surroundings.places = table(source, Table::Places, log, places::read);
    surroundings
}

/// Stands in for a place that cannot be read.
const HEDENSTED: Point = Point::new(543_879.0, 6_180_761.0);

fn table<T>(
    source: &impl Source,
    table: Table,
    log: &mut Log,
    read: impl FnOnce(Sheet<'_>, &mut Log) -> Vec<T>,
) -> Vec<T> {
    let required = [Table::Persons, Table::Dwellings, Table::Sites, Table::Openings];
    let Some(bytes) = bytes(source, table, required.contains(&table), log) else {
        return Vec::new();
    };
    let Some(text) = decoded(&bytes, table, log) else { return Vec::new() };
    match Sheet::open(table, &text, log) {
        Some(sheet) => read(sheet, log),
        None => Vec::new(),
    }
}

/// The content of a file; a fault where it cannot be read, or is missing and required.
fn bytes(source: &impl Source, table: Table, required: bool, log: &mut Log) -> Option<Vec<u8>> {
    let languages = [Language::English, Language::Danish];
    let [english, danish] = languages.map(|language| file_name(table, language));
    let expected = said!("a file {english}", "filen {danish}");
    let fault = Fault::new(table, FaultKind::Unreadable, expected);
    match source.read(table) {
        Ok(Some(bytes)) => {
            let in_book = log.sheets.get(&table).and_then(|_| holder(source, table));
            let hash = in_book.map_or_else(|| sha256(&bytes), |book| book.sha256().to_owned());
            log.read.insert(table, (source.name_of(table).into_owned(), hash));
            return Some(bytes);
        }
        Ok(None) if !required || log.nearly_there.contains(&table) => {}
        Ok(None) if log.is_book => {
            let [english, danish] = languages.map(|language| sheet_name(table, language));
            let expected = said!("a sheet {english}", "arket {danish}");
            let fault = Fault::new(table, FaultKind::Unreadable, expected);
            log.faults.push(fault.found(said!("no such sheet", "intet ark")).advise(said!(
                "Give the sheet with this table that name, or write a workbook to fill in with `template --xlsx`",
                "Giv arket med denne tabel det navn, eller lav en projektmappe at udfylde med `template --xlsx`"
            )));
        }
        Ok(None) => {
            log.faults.push(
                fault
                    .found(said!("no such file", "ingen fil"))
                    .advise(said!("Add the file to the case folder", "Læg filen i sagsmappen")),
            );
        }
        Err(error) => {
            let found = match error.kind() {
                ErrorKind::IsADirectory => said!("a folder", "en mappe"),
                ErrorKind::NotFound => {
                    said!("a link that leads nowhere", "et link, der ikke fører nogen steder hen")
                }
                ErrorKind::NotSeekable => said!("no file", "noget, der ikke er en fil"),
                kind => Said::kind(kind),
            };
            let advice = said!(
                "Check that it is a file, closed in other programs, and who may read it",
                "Se efter, om det er en fil, om den er lukket i andre programmer, og hvem der må læse den"
            );
            log.faults.push(fault.found(found).advise(advice));
        }
    }
    None
}

/// The workbook in which a table stands.
fn holder(source: &impl Source, table: Table) -> Option<&Book> {
    source.books().iter().find(|book| book.sheet(table).is_some())
}

fn decoded<'b>(bytes: &'b [u8], table: Table, log: &mut Log) -> Option<Cow<'b, str>> {
    let text = text::decode(bytes);
    if text.is_none() {
        let fault = Fault::new(
            table,
            FaultKind::Malformed,
            said!(
                "text in the encoding of its mark",
                "tekst i den tegnkodning, som filens mærke angiver"
            ),
        );
        log.faults.push(fault.advise(said!(
            "Save the file anew, as CSV in UTF-8",
            "Gem filen igen som CSV i UTF-8"
        )));
    }
    text
}
