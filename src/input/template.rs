use std::io;
use std::path::Path;

use super::column::Spec;
use super::file_name::file_name;
use super::policy_text::policy_text;
use super::{arrivals, decisions, dwellings, judgements, work};
use crate::files::{csv_table, write_together};
use crate::model::{Policy, Table};
use crate::text::Language;

/// The tables of a case, in the order in which people fill them in, with their columns.
const TABLES: [(Table, &[Spec]); 8] = [
    (Table::Persons, &arrivals::COLUMNS),
    (Table::Dwellings, &dwellings::COLUMNS),
    (Table::Sites, &work::SITES),
    (Table::Openings, &work::OPENINGS),
    (Table::TravelTimes, &judgements::TRAVEL_TIMES),
    (Table::Suitability, &judgements::SUITABILITY),
    (Table::Preferences, &judgements::PREFERENCES),
    (Table::Decisions, &decisions::COLUMNS),
];

/// Writes a case folder to fill in, with names of files and headings in `language`: each table
/// with one example row, which begins with `#` and is never read, and the default policy with a
/// comment on every key. Nothing that is there is overwritten.
///
/// # Errors
/// Where one of the files is there already or cannot be written.
pub fn write_template(dir: &Path, language: Language) -> io::Result<()> {
    let name = |table| file_name(table, language);
    let policy = policy_text(&Policy { language, ..Policy::default() }).into_bytes();
    let mut files = vec![(name(Table::Policy), policy)];
    for (table, columns) in TABLES {
        files.push((name(table), example(columns, language)?));
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        let message = format!("{} is there already", dir.join(name).display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    write_together(dir, &files, &[])
}

/// A table with its headings and one row that shows what belongs under them.
fn example(columns: &[Spec], language: Language) -> io::Result<Vec<u8>> {
    let mark = match language {
        Language::English => "# example:",
        Language::Danish => "# eksempel:",
    };
    let (headings, mut cells): (Vec<String>, Vec<String>) = (columns.iter())
        .map(|column| column.template(language).map(str::to_owned))
        .map(|[heading, cell]| (heading, cell))
        .unzip();
    if let Some(first) = cells.first_mut() {
        *first = format!("{mark} {first}");
    }
    csv_table(headings, std::iter::once(Ok(cells)))
}
