use std::fmt;

use serde::{Deserialize, Serialize};

/// Something wrong in what a case is made of: where, what was found, what was expected and what
/// to do. No message shows what may be personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fault {
    /// The part of the case.
    pub table: Table,
    /// Which entry of it, from 0, in the order of [`CaseParts`](super::CaseParts).
    pub row: Option<usize>,
    /// The line of the file, from 1, where there is a file.
    pub line: Option<u64>,
    /// The column of the file, from 1, where there is a file.
    pub column: Option<usize>,
    /// The field or column by name.
    pub field: Option<String>,
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What was found, unless it may be personal data.
    pub found: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub advice: String,
}

impl Fault {
    /// A fault in a table, with no place in it yet.
    pub fn new(table: Table, kind: FaultKind, expected: impl Into<String>) -> Self {
        Self {
            table,
            row: None,
            line: None,
            column: None,
            field: None,
            kind,
            found: None,
            expected: expected.into(),
            advice: String::new(),
        }
    }

    /// The same fault in an entry's field.
    #[must_use]
    pub fn at(mut self, row: usize, field: impl Into<String>) -> Self {
        self.row = Some(row);
        self.field = Some(field.into());
        self
    }

    /// The same fault, with what was found.
    #[must_use]
    pub fn found(mut self, found: impl fmt::Display) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// The same fault, with what to do about it.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.row) {
            (Some(line), _) => write!(f, "{}, line {line}", self.table.file())?,
            (None, Some(row)) => write!(f, "{}[{row}]", self.table.name())?,
            (None, None) => f.write_str(self.table.file())?,
        }
        match (self.column, &self.field) {
            (Some(column), Some(field)) => write!(f, ", column {column} ({field})")?,
            (None, Some(field)) => write!(f, ", {field}")?,
            (Some(column), None) => write!(f, ", column {column}")?,
            (None, None) => {}
        }
        f.write_str(": ")?;
        if let Some(found) = &self.found {
            write!(f, "found {found}; ")?;
        }
        write!(f, "expected {}", self.expected)?;
        if !self.advice.is_empty() {
            write!(f, ". {}", self.advice)?;
        }
        f.write_str(".")
    }
}

/// All faults of a case, sorted by place.
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
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
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
    /// Households, where the fault is not in one person's entry.
    Households,
    /// The previous plan.
    Previous,
}

impl Table {
    /// The name of the part in [`CaseParts`](super::CaseParts).
    pub fn name(self) -> &'static str {
        match self {
            Table::Folder => "folder",
            Table::Policy => "policy",
            Table::Persons => "persons",
            Table::Dwellings => "dwellings",
            Table::Sites => "sites",
            Table::Openings => "openings",
            Table::TravelTimes => "travel_times",
            Table::Suitability => "suitability",
            Table::Preferences => "preferences",
            Table::Decisions => "decisions",
            Table::Households => "households",
            Table::Previous => "previous plan",
        }
    }

    /// The file in a case folder.
    pub fn file(self) -> &'static str {
        match self {
            Table::Folder => "case folder",
            Table::Policy => "policy.toml",
            Table::Persons | Table::Households => "arrivals.csv",
            Table::Dwellings => "dwellings.csv",
            Table::Sites => "sites.csv",
            Table::Openings => "openings.csv",
            Table::TravelTimes => "travel_times.csv",
            Table::Suitability => "suitability.csv",
            Table::Preferences => "preferences.csv",
            Table::Decisions => "decisions.csv",
            Table::Previous => "previous plan",
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
    /// A CPR number where an id belongs.
    PersonalData,
    /// An id that is empty, too long or has control characters.
    BadId,
    /// An id, or a pair of ids, that stands twice.
    Duplicate,
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
