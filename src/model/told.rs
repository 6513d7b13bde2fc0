//! A fault as a sentence, in each language.

use std::collections::BTreeMap;
use std::fmt;

use super::{Fault, Faults, Table};
use crate::text::{Language, column_letters, said};

impl Fault {
    /// The fault in a language; displayed it is English.
    pub fn in_language(&self, language: Language) -> String {
        told(&[self], language)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

impl Faults {
    /// The faults in a language, those of one kind in one column as one; displayed they are English.
    pub fn in_language(&self, language: Language) -> String {
        let kinds = self.kinds();
        let told: Vec<String> = kinds.iter().map(|kind| told(kind, language)).collect();
        told.join("\n")
    }

    /// Those of one kind in one column together, in the order of the first of each.
    fn kinds(&self) -> Vec<Vec<&Fault>> {
        let mut kinds: Vec<Vec<&Fault>> = Vec::new();
        let mut known = BTreeMap::new();
        for fault in self.as_slice() {
            let at = *known.entry(fault.column_and_kind()).or_insert(kinds.len());
            match kinds.get_mut(at) {
                Some(kind) => kind.push(fault),
                None => kinds.push(vec![fault]),
            }
        }
        kinds
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

/// Faults of one kind in one column, told as one.
fn told(faults: &[&Fault], language: Language) -> String {
    let Some(first) = faults.first() else { return String::new() };
    let has = |english, danish| match language {
        Language::English => english,
        Language::Danish => danish,
    };
    let table = name(first.table, language);
    let origin = match (first.table, language) {
        (Table::Folder | Table::Book, Language::Danish) => table,
        _ => first.file.as_deref().unwrap_or(table),
    };
    let lines: Vec<u64> = faults.iter().filter_map(|fault| fault.line).collect();
    let rows: Vec<u64> =
        faults.iter().filter_map(|fault| fault.row).map(|row| row as u64).collect();
    let column = first.column.filter(|_| faults.len() == 1 || first.table != Table::Policy);
    let mut text = match (lines.is_empty(), rows.as_slice()) {
        _ if first.in_sheet => in_sheet(origin, &lines, column, language),
        (false, _) => format!("{origin}, {}", places(Noun::Line, &lines, language)),
        (true, []) => origin.to_owned(),
        (true, [row]) => format!("{table}[{row}]"),
        (true, rows) => format!("{table}, {}", places(Noun::Entry, rows, language)),
    };
    let head = has("column", "kolonne");
    match (column, &first.field) {
        (Some(_), Some(field)) if first.in_sheet => text += &format!(" ({field})"),
        (Some(_), None) if first.in_sheet => {}
        (Some(column), Some(field)) => text += &format!(", {head} {column} ({field})"),
        (None, Some(field)) => text += &format!(", {field}"),
        (Some(column), None) => text += &format!(", {head} {column}"),
        (None, None) => {}
    }
    text += ": ";
    let mut found: Vec<&str> = (faults.iter().take(MOST_PLACES))
        .filter_map(|fault| Some(fault.found.as_ref()?.in_language(language)))
        .collect();
    found.dedup();
    if !found.is_empty() {
        text += &format!("{} {}; ", has("found", "fandt"), listed(&found, language));
    }
    let expected = first.expected.in_language(language);
    text += &format!("{} {expected}", has("expected", "forventede"));
    let others: Vec<String> = (faults.iter().take(MOST_PLACES))
        .filter_map(|fault| match (fault.other_line, fault.other_row) {
            (Some(line), _) if fault.in_sheet => Some(match fault.column {
                Some(column) => cell(column, line),
                None => format!("{} {line}", has("row", "række")),
            }),
            (Some(line), _) => Some(format!("{} {line}", has("line", "linje"))),
            (None, Some(row)) => Some(format!("{}[{row}]", name(fault.table, language))),
            (None, None) => None,
        })
        .collect();
    if !others.is_empty() {
        let mut others: Vec<&str> = others.iter().map(String::as_str).collect();
        others.dedup();
        text += &format!("; {} {}", has("compare", "sammenlign"), listed(&others, language));
    }
    if !first.advice.is_empty() {
        text += &format!(". {}", first.advice.in_language(language));
    }
    text + "."
}

/// What a number counts.
#[derive(Clone, Copy)]
pub(crate) enum Noun {
    Line,
    Row,
    Entry,
}

/// How many places of the same fault are told.
const MOST_PLACES: usize = 3;

/// Places in a sheet of a workbook: cells as `boliger!C7`, rows or a column.
pub(crate) fn in_sheet(
    sheet: &str,
    rows: &[u64],
    column: Option<usize>,
    language: Language,
) -> String {
    match (rows, column) {
        ([], None) => sheet.to_owned(),
        ([], Some(column)) => {
            let letters = column_letters(column.saturating_sub(1));
            let column = said!("column {letters}", "kolonne {letters}");
            format!("{sheet}, {}", column.in_language(language))
        }
        (rows, None) => format!("{sheet}, {}", places(Noun::Row, rows, language)),
        (rows, Some(column)) => {
            format!("{sheet}!{}", enumerated(rows, |row| cell(column, row), language))
        }
    }
}

/// A cell as a spreadsheet names it; row and column count from 1.
fn cell(column: usize, row: u64) -> String {
    format!("{}{row}", column_letters(column.saturating_sub(1)))
}

/// A few places by their numbers, and how many more there are.
pub(crate) fn places(noun: Noun, numbers: &[u64], language: Language) -> String {
    let noun = match (noun, numbers.len()) {
        (_, 0) => return String::new(),
        (Noun::Line, 1) => said!("line", "linje"),
        (Noun::Line, _) => said!("lines", "linje"),
        (Noun::Row, 1) => said!("row", "række"),
        (Noun::Row, _) => said!("rows", "række"),
        (Noun::Entry, 1) => said!("entry", "post"),
        (Noun::Entry, _) => said!("entries", "post"),
    };
    let told = enumerated(numbers, |number| number.to_string(), language);
    format!("{} {told}", noun.in_language(language))
}

/// The first few of some numbers, each as it is named, and how many more there are.
fn enumerated(numbers: &[u64], named: impl Fn(u64) -> String, language: Language) -> String {
    let told: Vec<String> =
        numbers.iter().take(MOST_PLACES + 1).map(|number| named(*number)).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let [first @ .., from] = told.as_slice() else { return String::new() };
    let Some(more) = numbers.len().checked_sub(MOST_PLACES).filter(|more| *more > 1) else {
        return listed(&told, language);
    };
    let (first, to) = (first.join(", "), numbers.last().map_or(String::new(), |to| named(*to)));
    match language {
        Language::English => format!("{first} and {more} more from {from} to {to}"),
        Language::Danish => format!("{first} og {more} mere fra {from} til {to}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[&str], language: Language) -> String {
    let and = match language {
        Language::English => "and",
        Language::Danish => "og",
    };
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} {and} {last}", before.join(", ")),
    }
}

/// The part of a case that a table is.
fn name(table: Table, language: Language) -> &'static str {
    let danish = match table {
        Table::Folder => "sagsmappen",
        Table::Book => "projektmappen",
        Table::Policy => "politik",
        Table::Persons => "personer",
        Table::Dwellings => "boliger",
        Table::Sites => "arbejdssteder",
        Table::Openings => "stillinger",
        Table::TravelTimes => "rejsetider",
        Table::Suitability => "egnethed",
        Table::Preferences => "ønsker",
        Table::Decisions => "beslutninger",
        Table::Decided => "beslutninger i en plan",
        Table::Boundary => "grænse",
        Table::Places => "steder",
        Table::Households => "husstande",
        Table::Previous => "tidligere plan",
        Table::Solution => "løsningsfil",
    };
    match language {
        Language::English => table.name(),
        Language::Danish => danish,
    }
}
