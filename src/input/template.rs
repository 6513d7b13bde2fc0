#[cfg(feature = "xlsx")]
mod book;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

#[cfg(feature = "xlsx")]
pub use book::{case_book, template_book};

use super::column::Spec;
use super::file_name::file_name;
use super::policy_text::policy_text;
use super::{arrivals, decisions, dwellings, judgements, places, work};
use crate::files::{csv_table, write_new};
use crate::model::{Policy, Table};
use crate::text::Language;

/// The tables of a case, in the order in which people fill them in, with their columns; the last is for the map only.
const TABLES: [(Table, &[Spec]); 9] = [
    (Table::Persons, &arrivals::COLUMNS),
    (Table::Dwellings, &dwellings::COLUMNS),
    (Table::Sites, &work::SITES),
    (Table::Openings, &work::OPENINGS),
    (Table::TravelTimes, &judgements::TRAVEL_TIMES),
    (Table::Suitability, &judgements::SUITABILITY),
    (Table::Preferences, &judgements::PREFERENCES),
    (Table::Decisions, &decisions::COLUMNS),
    (Table::Places, &places::COLUMNS),
];

/// Writes a case folder to fill in, with names of files and headings in `language`: each table
/// with one example row, which begins with `#` and is never read, and the default policy with a
/// comment on every key. Nothing that is there is overwritten.
///
/// # Errors
/// Where one of the files is there already or cannot be written.
pub fn write_template(dir: &Path, language: Language) -> io::Result<()> {
    let tables = tables(language)?.into_iter();
    let files: Vec<_> = tables.map(|(table, file)| (file_name(table, language), file)).collect();
    write_new(dir, &files)
}

/// The files of a case to fill in.
fn tables(language: Language) -> io::Result<BTreeMap<Table, Vec<u8>>> {
    let policy = policy_text(&Policy { language, ..Policy::default() }).into_bytes();
    let mut files = BTreeMap::from([(Table::Policy, policy)]);
    for (table, columns) in TABLES.into_iter().filter(|(table, _)| *table != Table::Places) {
        files.insert(table, example(columns, language)?);
    }
    Ok(files)
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

#[cfg(all(test, feature = "xlsx"))]
mod tests {
    use super::*;
    use crate::input::column::{Kind, Words};
    use crate::input::value;

    #[test]
    fn every_column_says_what_it_means_in_both_languages() {
        for spec in TABLES.iter().flat_map(|(_, columns)| columns.iter()) {
            let [english, danish] = Language::ALL.map(|language| spec.meaning(language));
            for text in [english, danish] {
                assert!(text.ends_with('.') && text.len() > 10, "{}: {text}", spec.name);
            }
            assert_ne!(english, danish, "{}", spec.name);
        }
    }

    #[test]
    fn every_example_is_of_its_kind() {
        for spec in TABLES.iter().flat_map(|(_, columns)| columns.iter()) {
            for language in Language::ALL {
                let [_, text] = spec.template(language);
                let is_of_kind = match spec.kind {
                    _ if text.is_empty() => true,
                    Kind::Number => value::number(text).is_ok(),
                    Kind::Whole(least) => value::whole(text).is_ok_and(|n| n >= least.into()),
                    Kind::Money => value::kroner(text).is_ok(),
                    Kind::Date | Kind::Moment => value::date(text).is_ok(),
                    Kind::TimeOfDay => value::time_of_day(text).is_ok(),
                    Kind::Word(Words::Penalties) => value::verdict(text).is_ok(),
                    Kind::Word(words) => {
                        let choices = words.choices(&Policy::default(), language);
                        choices.iter().any(|choice| choice == text)
                    }
                    Kind::Id | Kind::IdOf(_) | Kind::Text | Kind::Tags => true,
                };
                assert!(is_of_kind, "{}: {text}", spec.name);
            }
        }
    }
}
