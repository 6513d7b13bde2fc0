//! A fault as a sentence, in each language.

use std::collections::BTreeMap;
use std::fmt;

use super::{Fault, Faults, Table};
use crate::text::{Language, said};

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
        (Table::Folder, Language::Danish) => table,
        _ => first.file.as_deref().unwrap_or(table),
    };
    let lines: Vec<u64> = faults.iter().filter_map(|fault| fault.line).collect();
    let rows: Vec<u64> =
        faults.iter().filter_map(|fault| fault.row).map(|row| row as u64).collect();
    let mut text = match (lines.is_empty(), rows.as_slice()) {
        (false, _) => format!("{origin}, {}", places(Noun::Line, &lines, language)),
        (true, []) => origin.to_owned(),
        (true, [row]) => format!("{table}[{row}]"),
        (true, rows) => format!("{table}, {}", places(Noun::Entry, rows, language)),
    };
    let column = first.column.filter(|_| faults.len() == 1 || first.table != Table::Policy);
    let head = has("column", "kolonne");
    match (column, &first.field) {
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
    Entry,
}

/// How many places of the same fault are told.
const MOST_PLACES: usize = 3;

/// A few places by their numbers, and how many more there are.
pub(crate) fn places(noun: Noun, numbers: &[u64], language: Language) -> String {
    let noun = match (noun, numbers.len()) {
        (Noun::Line, 1) => said!("line", "linje"),
        (Noun::Line, _) => said!("lines", "linje"),
        (Noun::Entry, 1) => said!("entry", "post"),
        (Noun::Entry, _) => said!("entries", "post"),
    };
    let told: Vec<String> = numbers.iter().take(MOST_PLACES).map(u64::to_string).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let told = match (numbers, language) {
        ([], _) => return String::new(),
        ([_, _, _, last], _) => {
            let last = last.to_string();
            listed(&[told.join(", ").as_str(), &last], language)
        }
        ([_, _, _, from, .., to], Language::English) => {
            let more = numbers.len() - MOST_PLACES;
            format!("{} and {more} more from {from} to {to}", told.join(", "))
        }
        ([_, _, _, from, .., to], Language::Danish) => {
            let more = numbers.len() - MOST_PLACES;
            format!("{} og {more} mere fra {from} til {to}", told.join(", "))
        }
        _ => listed(&told, language),
    };
    format!("{} {told}", noun.in_language(language))
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
        Table::Policy => "politik",
        Table::Persons => "personer",
        Table::Dwellings => "boliger",
        Table::Sites => "arbejdssteder",
        Table::Openings => "stillinger",
        Table::TravelTimes => "rejsetider",
        Table::Suitability => "egnethed",
        Table::Preferences => "ønsker",
        Table::Decisions => "beslutninger",
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
