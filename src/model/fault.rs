use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{Language, Said, said_of, said_of_id};

/// Something wrong in what a case is made of: where, what was found, what was expected and what
/// to do. No message shows what may be personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fault {
    /// The part of the case.
    pub table: Table,
    /// The file by its name, where there is a file, or the sheet of a workbook.
    pub file: Option<String>,
    /// Whether `file` is a sheet of a workbook; then lines are its rows.
    #[serde(default)]
    pub in_sheet: bool,
    /// Which entry of it, from 0, in the order of [`CaseParts`](super::CaseParts).
    pub row: Option<usize>,
    /// The line of the file, from 1, where there is a file.
    pub line: Option<u64>,
    /// The column of the file, from 1, where there is a file.
    pub column: Option<usize>,
    /// The field or column by name.
    pub field: Option<Cow<'static, str>>,
    /// The entry that contradicts this one, from 0.
    pub other_row: Option<usize>,
    /// The line of the entry that contradicts this one, from 1, where there is a file.
    pub other_line: Option<u64>,
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What was found, unless it may be personal data.
    pub found: Option<Said>,
    /// What was expected.
    pub expected: Said,
    /// What to do about it.
    pub advice: Said,
}

impl Fault {
    /// A fault in a table, with no place in it yet.
    pub fn new(table: Table, kind: FaultKind, expected: Said) -> Self {
        Self {
            table,
            file: None,
            in_sheet: false,
            row: None,
            line: None,
            column: None,
            field: None,
            other_row: None,
            other_line: None,
            kind,
            found: None,
            expected,
            advice: Said::default(),
        }
    }

    /// The same fault in an entry's field.
    #[must_use]
    pub fn at(mut self, row: usize, field: impl Into<Cow<'static, str>>) -> Self {
        self.row = Some(row);
        self.field = Some(field.into());
        self
    }

    /// The same fault, with the entry that contradicts this one.
    #[must_use]
    pub fn against(mut self, row: usize) -> Self {
        self.other_row = Some(row);
        self
    }

    /// The same fault, with what was found in words of our own.
    #[must_use]
    pub fn found(mut self, words: Said) -> Self {
        self.found = Some(words);
        self
    }

    /// The same fault, with what was found in a cell, as far as [`shown`](crate::text::shown) lets it out.
    #[must_use]
    pub fn quoting(self, cell: impl fmt::Display) -> Self {
        self.found(said_of(&cell.to_string()))
    }

    /// The same fault, with the id that was found, as far as [`shown_id`](crate::text::shown_id) lets it out.
    #[must_use]
    pub fn quoting_id(self, id: impl fmt::Display) -> Self {
        self.found(said_of_id(&id.to_string()))
    }

    /// The same fault, with what to do about it.
    #[must_use]
    pub fn advise(mut self, advice: Said) -> Self {
        self.advice = advice;
        self
    }

    /// What faults that are told as one have in common: their column, and their kind by all that
    /// is said of it but figures.
    pub(super) fn column_and_kind(&self) -> impl Ord + use<'_> {
        // A key of the policy stands wherever somebody writes it.
        let column = self.column.filter(|_| self.table != Table::Policy);
        let advice = self.advice.in_language(Language::English);
        let advice = advice.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty());
        let place = (self.table, column, self.field.as_deref());
        (place, self.kind, &self.expected, advice.collect::<Vec<_>>())
    }
}

/// All faults of a case, sorted by place. Displayed, faults of one kind in one column are told as
/// one, with the first places and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// `Err` with the faults, sorted by place, if there are any.
    ///
    /// # Errors
    /// Where `faults` is not empty.
    pub fn check(mut faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by(|a, b| {
            let place = |f: &Fault| (f.table, f.line, f.column, f.row);
            place(a).cmp(&place(b)).then_with(|| a.field.cmp(&b.field))
        });
        Err(Self(faults))
    }

    /// The faults, sorted by place; one at least.
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// The faults, sorted by place; one at least.
    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    /// The same faults, in a file of this name.
    #[must_use]
    pub fn in_file(mut self, name: &str) -> Self {
        self.0.iter_mut().for_each(|fault| fault.file = Some(name.to_owned()));
        self
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl std::error::Error for Faults {}

/// A part of a case, and the file it is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Table {
    /// The folder itself.
    Folder,
    /// The workbook itself.
    Book,
    /// The policy.
    Policy,
    /// People, in the order of households and their members.
    Persons,
    /// Dwellings.
    Dwellings,
    /// Employer sites.
    Sites,
    /// Openings.
    Openings,
    /// Known travel times.
    TravelTimes,
    /// How openings suit persons.
    Suitability,
    /// How dwellings suit households.
    Preferences,
    /// Decisions already taken.
    Decisions,
    /// Decisions that people wrote into the workbook of a plan.
    Decided,
    /// The outline of the municipality, for the map only.
    Boundary,
    /// Places with a name, for the map only.
    Places,
    /// Households, where the fault is not in one person's entry.
    Households,
    /// The previous plan.
    Previous,
    /// A solution file of another solver.
    Solution,
}

impl Table {
    /// The name of the part in [`CaseParts`](super::CaseParts).
    pub fn name(self) -> &'static str {
        match self {
            Table::Folder => "folder",
            Table::Book => "workbook",
            Table::Policy => "policy",
            Table::Persons => "persons",
            Table::Dwellings => "dwellings",
            Table::Sites => "sites",
            Table::Openings => "openings",
            Table::TravelTimes => "travel_times",
            Table::Suitability => "suitability",
            Table::Preferences => "preferences",
            Table::Decisions => "decisions",
            Table::Decided => "decisions in a plan",
            Table::Boundary => "boundary",
            Table::Places => "places",
            Table::Households => "households",
            Table::Previous => "previous plan",
            Table::Solution => "solution file",
        }
    }
}

/// What kinds of fault there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// A folder or file that is not there or cannot be read.
    Unreadable,
    /// A file or list with nothing in it.
    Empty,
    /// A file that is not of its format: NUL bytes, a line without end, an odd number of cells.
    Malformed,
    /// A required column or value that is missing.
    Missing,
    /// The same column or key twice.
    Repeated,
    /// A CPR number, which belongs nowhere.
    PersonalData,
    /// An id that is empty, too long or has control or invisible characters.
    BadId,
    /// An id, or a pair of ids, that stands twice.
    Duplicate,
    /// Two ids of one kind that differ only in case, spaces, Unicode form or sort of dash.
    AlmostEqual,
    /// A column, key or file that is close to a known one and none.
    AlmostKnown,
    /// Something beside or above the table: a title, a note, a row of sums.
    NotTheTable,
    /// An id that no other table knows.
    UnknownReference,
    /// A value that is not of its kind: a date, a number, a word of a closed list.
    BadValue,
    /// A number or a date outside what is possible.
    OutOfRange,
    /// Coordinates in the sea, abroad or swapped.
    BadPlace,
    /// Values that contradict each other.
    Contradiction,
    /// A decision that breaks a rule.
    BrokenRule,
}
