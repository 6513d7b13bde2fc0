use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::book::BookSheet;
use super::column::Column;
use super::file_name::{TABLES, file_name, sheet_name};
use crate::model::{Fault, FaultKind, Faults, InputFile, Noun, Table, Tag, in_sheet, places};
use crate::text::{Language, Said, said};

/// Something in the files that is not wrong but may not be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// The part of the case.
    pub table: Table,
    /// The file by its name, or the sheet of a workbook.
    pub file: Option<String>,
    /// Whether `file` is a sheet of a workbook; then lines are its rows.
    #[serde(default)]
    pub in_sheet: bool,
    /// The lines of the file, from 1, in which it was found.
    pub lines: Vec<u64>,
    /// The column of the file, from 1.
    pub column: Option<usize>,
    /// What it is about.
    pub message: Said,
}

impl Warning {
    /// The warning in a language; displayed it is English.
    pub fn in_language(&self, language: Language) -> String {
        let mut text = match (self.table, language) {
            (Table::Folder, Language::Danish) => "sagsmappen",
            (Table::Book, Language::Danish) => "projektmappen",
            _ => self.file.as_deref().unwrap_or(self.table.name()),
        }
        .to_owned();
        if self.in_sheet {
            text = in_sheet(&text, &self.lines, self.column, language);
            return format!("{text}: {}.", self.message.in_language(language));
        }
        if !self.lines.is_empty() {
            text += &format!(", {}", places(Noun::Line, &self.lines, language));
        }
        if let Some(column) = self.column {
            let column = said!("column {column}", "kolonne {column}");
            text += &format!(", {}", column.in_language(language));
        }
        format!("{text}: {}.", self.message.in_language(language))
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

/// What was found on the way from files to a case, and where everything stood.
#[derive(Default)]
pub(super) struct Log {
    pub(super) faults: Vec<Fault>,
    warnings: Vec<Warning>,
    /// Where a warning of a table, a column and a message stands among the others.
    warned: BTreeMap<(Table, Option<usize>, Said), usize>,
    places: BTreeMap<Table, Place>,
    /// The line in which a household's tag stands first, by the field: its rows add up.
    pub(super) tags: BTreeMap<(usize, &'static str, Tag), u64>,
    /// Line and column of every key of the policy, by its path.
    pub(super) policy: BTreeMap<String, (u64, usize)>,
    /// The names of the files, where they are not the English ones.
    pub(super) files: BTreeMap<Table, &'static str>,
    /// The sheets of a workbook that tables stand in.
    pub(super) sheets: BTreeMap<Table, Arc<BookSheet>>,
    /// Whether missing tables are missing sheets.
    pub(super) is_book: bool,
    /// The files that were read, with their SHA-256.
    pub(super) read: BTreeMap<Table, (String, String)>,
    /// Tables of which a file with nearly their name was found.
    pub(super) nearly_there: BTreeSet<Table>,
}

/// Where the entries and fields of a table stand in its file.
#[derive(Default)]
pub(super) struct Place {
    /// The line of each entry.
    pub(super) lines: Vec<u64>,
    pub(super) columns: Vec<Column>,
}

impl Log {
    pub(super) fn place(&mut self, table: Table) -> &mut Place {
        self.places.entry(table).or_default()
    }

    /// The line of an entry of a table.
    pub(super) fn line(&self, table: Table, row: usize) -> Option<u64> {
        self.places.get(&table)?.lines.get(row).copied()
    }

    /// The files that were read, in the order in which people know them.
    pub(super) fn input_files(&self) -> Vec<InputFile> {
        let file = |table: &Table| {
            let (name, sha256) = self.read.get(table)?;
            let rows = match table {
                Table::Boundary | Table::Policy => None,
                table => Some(self.places.get(table).map_or(0, |place| place.lines.len())),
            };
            Some(InputFile::new(name, rows, sha256))
        };
        TABLES.iter().filter_map(|(table, _)| file(table)).collect()
    }

    /// Whether every row of a table could be read.
    pub(super) fn is_complete(&self, table: Table) -> bool {
        !self.faults.iter().any(|fault| fault.table == table && fault.column.is_none())
    }

    /// Warns; what is warned of in several lines of a column is told once.
    pub(super) fn warn(
        &mut self,
        table: Table,
        line: Option<u64>,
        column: Option<usize>,
        message: Said,
    ) {
        let next = self.warnings.len();
        let at = *self.warned.entry((table, column, message.clone())).or_insert(next);
        match self.warnings.get_mut(at) {
            Some(warning) => warning.lines.extend(line),
            None => {
                let lines = line.into_iter().collect();
                let (file, in_sheet) = (None, false);
                self.warnings.push(Warning { table, file, in_sheet, lines, column, message });
            }
        }
    }

    /// Warns of a field of an entry.
    pub(super) fn warn_at(&mut self, table: Table, row: usize, field: &str, message: Said) {
        self.warn_in(self.line(table, row), table, field, message);
    }

    /// Warns of a tag that an entry has.
    pub(super) fn warn_of(
        &mut self,
        tag: &Tag,
        (table, row, field): (Table, usize, &'static str),
        message: Said,
    ) {
        let own = match table {
            Table::Households => self.tags.get(&(row, field, tag.clone())).copied(),
            _ => None,
        };
        self.warn_in(own.or_else(|| self.line(table, row)), table, field, message);
    }

    fn warn_in(&mut self, line: Option<u64>, table: Table, field: &str, message: Said) {
        // A household stands in the rows of its persons.
        let table = if table == Table::Households { Table::Persons } else { table };
        let column = self.places.get(&table).and_then(|place| place.column_of(field));
        self.warn(table, line, column.and_then(|column| column.at).map(|at| at + 1), message);
    }

    /// Adds what the model found, each fault at its place in the files, without those that only
    /// follow from a fault known already.
    pub(super) fn add(&mut self, faults: impl IntoIterator<Item = Fault>) {
        let places = |fault: &Fault| (english(fault.table), fault.line, fault.column);
        let known: BTreeSet<_> = self.faults.iter().map(places).collect();
        let whole_lines: BTreeSet<_> = (self.faults.iter())
            .filter(|fault| matches!(fault.kind, FaultKind::Malformed | FaultKind::NotTheTable))
            .map(|fault| (english(fault.table), fault.line))
            .collect();
        let incomplete: BTreeSet<_> = (self.faults.iter())
            .filter(|fault| fault.column.is_none() || concerns_ladder(fault))
            .map(|fault| fault.table)
            .collect();
        let follows = |fault: &Fault| {
            let target = fault.field.as_deref().and_then(|field| self.target(fault, field));
            known.contains(&places(fault))
                || whole_lines.contains(&(english(fault.table), fault.line))
                || (fault.kind == FaultKind::UnknownReference
                    && target.is_some_and(|table| incomplete.contains(&table)))
        };
        let new: Vec<Fault> = (faults.into_iter())
            .map(|fault| self.placed(fault))
            .filter(|fault| !follows(fault))
            .collect();
        self.faults.extend(new);
    }

    /// Ends the reading: `Err` with all faults if there are any, else all warnings.
    pub(super) fn end(mut self) -> Result<Vec<Warning>, Faults> {
        let file = |table: Table| match self.files.get(&table) {
            _ if self.is_book && TABLES.iter().any(|(other, _)| *other == table) => {
                (sheet_name(table, Language::English).to_owned(), true)
            }
            Some(name) => ((*name).to_owned(), false),
            None => (english(table).to_owned(), false),
        };
        for fault in &mut self.faults {
            if let Some(sheet) = self.sheets.get(&fault.table) {
                name_other(fault, sheet);
                let (name, line, column) = sheet.place(fault.line, fault.column);
                let other = fault.other_line.and_then(|line| sheet.place(Some(line), None).1);
                (fault.file, fault.in_sheet) = (Some(name), true);
                (fault.line, fault.column, fault.other_line) = (line, column, other);
            } else if !(fault.in_sheet || fault.table == Table::Decided && fault.file.is_some()) {
                let (name, in_sheet) = file(fault.table);
                (fault.file, fault.in_sheet) = (Some(name), in_sheet);
            }
        }
        for warning in &mut self.warnings {
            let (name, in_sheet) = match self.sheets.get(&warning.table) {
                Some(sheet) => {
                    let first = warning.lines.first().copied();
                    let (name, _, column) = sheet.place(first, warning.column);
                    let row = |line: &u64| sheet.place(Some(*line), None).1;
                    warning.lines = warning.lines.iter().filter_map(row).collect();
                    warning.column = column;
                    (name, true)
                }
                None => file(warning.table),
            };
            (warning.file, warning.in_sheet) = (Some(name), in_sheet);
            warning.lines.sort_unstable();
            warning.lines.dedup();
        }
        self.warnings
            .sort_by(|a, b| (a.table, &a.lines, a.column).cmp(&(b.table, &b.lines, b.column)));
        Faults::check(self.faults)?;
        Ok(self.warnings)
    }

    /// The table to which a reference leads.
    fn target(&self, fault: &Fault, field: &str) -> Option<Table> {
        let columns = self.places.get(&fault.table).map(|place| place.columns.as_slice());
        let mut columns = columns.unwrap_or_default().iter();
        let name = columns.find(|c| c.shown == field).map_or(field, |column| column.name);
        match name {
            "person" | "household" => Some(Table::Persons),
            "dwelling" => Some(Table::Dwellings),
            "site" => Some(Table::Sites),
            "opening" => Some(Table::Openings),
            "step" | "best_step" | "assume_step" => Some(Table::Policy),
            _ => None,
        }
    }

    fn placed(&self, mut fault: Fault) -> Fault {
        if fault.line.is_some() {
            return fault;
        }
        if fault.table == Table::Policy {
            if let Some((line, column)) =
                fault.field.as_deref().and_then(|field| self.policy.get(field))
            {
                (fault.line, fault.column) = (Some(*line), Some(*column));
            }
            return fault;
        }
        if fault.table == Table::Decisions {
            self.place_decision(&mut fault);
        }
        fault.line = fault.row.and_then(|row| self.line(fault.table, row));
        fault.other_line = fault.other_row.and_then(|row| self.line(fault.table, row));
        // A household stands in the rows of its persons.
        let columns = match fault.table {
            Table::Households => self.places.get(&Table::Persons),
            table => self.places.get(&table),
        };
        if let Some(column) = columns.and_then(|place| place.column_of(fault.field.as_deref()?)) {
            fault.column = column.at.map(|at| at + 1);
            fault.field = Some(column.shown.into());
        }
        if fault.table == Table::Households && fault.line.is_some() {
            (fault.table, fault.row) = (Table::Persons, None);
        }
        fault
    }
}

impl Log {
    /// Decisions that people wrote into a plan stand behind those of the case itself.
    fn place_decision(&self, fault: &mut Fault) {
        let own = self.places.get(&Table::Decisions).map_or(0, |place| place.lines.len());
        let Some(row) = fault.row.and_then(|row| row.checked_sub(own)) else { return };
        if !self.places.contains_key(&Table::Decided) {
            return;
        }
        (fault.table, fault.row) = (Table::Decided, Some(row));
        let Some(other) = fault.other_row.take() else { return };
        if let Some(other) = other.checked_sub(own) {
            fault.other_row = Some(other);
            return;
        }
        let file = self.files.get(&Table::Decisions).map_or(english(Table::Decisions), |name| name);
        let place = |language| match (
            self.sheets.get(&Table::Decisions),
            self.line(Table::Decisions, other),
        ) {
            (Some(sheet), Some(row)) => in_sheet(&sheet.shown(), &[row], None, language),
            (None, Some(line)) => format!("{file}, {}", places(Noun::Line, &[line], language)),
            (_, None) => file.to_owned(),
        };
        fault.found = Some(decided_already(Language::ALL.map(place)));
    }
}

/// Names the sheet and the cell of the decision that one in a plan contradicts.
fn name_other(fault: &mut Fault, sheet: &BookSheet) {
    let Some(other) = fault.other_line.filter(|_| fault.table == Table::Decided) else { return };
    let (name, row, column) = sheet.place(Some(other), fault.column);
    let cell = in_sheet(&name, row.as_slice(), column, Language::English);
    (fault.other_line, fault.other_row) = (None, None);
    fault.found = Some(decided_already([cell.clone(), cell]));
}

/// A decision on what is decided elsewhere; where, in English and in Danish.
fn decided_already([english, danish]: [String; 2]) -> Said {
    said!(
        "a decision on a pair that is decided already ({english})",
        "en afgørelse om et par, der allerede er afgjort ({danish})"
    )
}

fn english(table: Table) -> &'static str {
    file_name(table, Language::English)
}

/// Whether the steps of the ladder may be others than the policy means: its root is at fault.
fn concerns_ladder(fault: &Fault) -> bool {
    fault.table == Table::Policy && fault.field.as_deref().is_none_or(|path| !path.contains('.'))
}

impl Place {
    fn column_of(&self, field: &str) -> Option<Column> {
        let named = |name| self.columns.iter().find(|column| column.name == name).copied();
        match field {
            "location" => named("easting").filter(|c| c.at.is_some()).or_else(|| named("lat")),
            _ => named(field),
        }
    }
}
