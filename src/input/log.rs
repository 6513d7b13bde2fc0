use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::sheet::Column;
use super::text::may_hold_cpr;
use crate::model::{Fault, FaultKind, Faults, Table};

/// Something in the files that is not wrong but may not be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// The part of the case.
    pub table: Table,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column of the file, from 1.
    pub column: Option<usize>,
    /// What it is about.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table.file())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}.", self.message)
    }
}

/// What was found on the way from files to a case, and where everything stood.
#[derive(Default)]
pub(super) struct Log {
    pub(super) faults: Vec<Fault>,
    pub(super) warnings: Vec<Warning>,
    places: BTreeMap<Table, Place>,
    /// Line and column of every key of the policy, by its path.
    pub(super) policy: BTreeMap<String, (u64, usize)>,
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

    /// Whether every row of a table could be read.
    pub(super) fn is_complete(&self, table: Table) -> bool {
        !self.faults.iter().any(|fault| fault.table == table && fault.column.is_none())
    }

    /// Adds what the model found, each fault at its place in the files, without those that only
    /// follow from a fault known already.
    pub(super) fn add(&mut self, faults: impl IntoIterator<Item = Fault>) {
        let places = |fault: &Fault| (fault.table.file(), fault.line, fault.column);
        let known: BTreeSet<_> = self.faults.iter().map(places).collect();
        let whole_lines: BTreeSet<_> = (self.faults.iter())
            .filter(|fault| fault.kind == FaultKind::Malformed)
            .map(|fault| (fault.table.file(), fault.line))
            .collect();
        let incomplete: BTreeSet<_> = (self.faults.iter())
            .filter(|fault| fault.column.is_none() || concerns_ladder(fault))
            .map(|fault| fault.table)
            .collect();
        let follows = |fault: &Fault| {
            let target = fault.field.as_deref().and_then(|field| self.target(fault, field));
            known.contains(&places(fault))
                || whole_lines.contains(&(fault.table.file(), fault.line))
                || (fault.kind == FaultKind::UnknownReference
                    && target.is_some_and(|table| incomplete.contains(&table)))
        };
        let new: Vec<Fault> = (faults.into_iter())
            .map(|fault| self.placed(fault))
            .filter(|fault| !follows(fault))
            .collect();
        self.faults.extend(new);
    }

    /// Ends the reading: `Err` with all faults if there are any.
    pub(super) fn check(&mut self) -> Result<(), Faults> {
        for fault in &mut self.faults {
            if fault.found.as_deref().is_some_and(may_hold_cpr) {
                fault.found = None;
            }
        }
        Faults::check(std::mem::take(&mut self.faults))
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
        if let Some(place) = self.places.get(&fault.table) {
            fault.line = fault.row.and_then(|row| place.lines.get(row).copied());
        }
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
