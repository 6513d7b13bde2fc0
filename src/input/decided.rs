//! Decisions that people wrote into the workbook of a plan, or into a table of their own.

#[cfg(feature = "xlsx")]
mod in_book;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::book::{BookSheet, is_open_elsewhere, open_elsewhere};
use super::log::Log;
use super::sheet::Sheet;
use super::source::unreadable;
use super::{decisions, decoded};
use crate::files::{sha256, whole_file};
use crate::model::{Decision, Faults, Household, InputFile, Table};
use crate::text::said;

/// Decisions beyond those of the case itself.
///
/// In the workbook of a plan people write `must` or `never` into the column *decision*. In a row of the sheet
/// *placements*, `must` keeps home and opening; `never` forbids the opening, or the home where the row has no opening.
/// In a row of *households* a decision is about the home. The sheet *decisions* holds what was decided earlier.
#[derive(Debug, Clone)]
pub struct WrittenDecisions {
    /// A table as `decisions.csv`.
    content: Vec<u8>,
    sha256: String,
    /// Where its rows stand in a workbook.
    sheet: Option<Arc<BookSheet>>,
    workbook: Option<Vec<u8>>,
    /// Whether another program has it open.
    is_open: bool,
}

impl WrittenDecisions {
    /// The decisions in the file at `path`: a workbook, or a table as `decisions.csv`.
    ///
    /// # Errors
    /// If it cannot be read, or is a workbook without such sheets.
    pub fn open(path: &Path) -> Result<Self, Faults> {
        let bytes = whole_file(path).map_err(|error| {
            let expected = said!(
                "the workbook of a plan, or a table of decisions",
                "en plans projektmappe eller en tabel med beslutninger"
            );
            Faults::from(unreadable(Table::Decided, "--decisions", expected, &error))
        })?;
        Ok(Self { is_open: is_open_elsewhere(path), ..Self::from_bytes(&bytes)? })
    }

    /// The decisions in a file with this content.
    ///
    /// # Errors
    /// If it is a workbook without such sheets, or one that cannot be read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Faults> {
        #[cfg(feature = "xlsx")]
        if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return in_book::read(bytes);
        }
        let (content, sha256) = (bytes.to_vec(), sha256(bytes));
        Ok(Self { content, sha256, sheet: None, workbook: None, is_open: false })
    }

    /// Whether nobody has decided anything in the workbook.
    pub fn is_empty(&self) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| sheet.origins.is_empty())
    }

    /// The workbook as it was, if it is one.
    pub fn workbook(&self) -> Option<&[u8]> {
        self.workbook.as_deref()
    }

    /// What of it the case has not decided itself.
    pub(super) fn read(
        &self,
        own: &[Decision],
        households: &[Household],
        log: &mut Log,
    ) -> Vec<Decision> {
        log.sheets.extend(self.sheet.clone().map(|sheet| (Table::Decided, sheet)));
        if self.is_open {
            log.warn(Table::Decided, None, None, open_elsewhere());
        }
        let Some(text) = decoded(&self.content, Table::Decided, log) else { return Vec::new() };
        let Some(sheet) = Sheet::open(Table::Decided, &text, log) else { return Vec::new() };
        let read = decisions::read(sheet, households, log);
        let lines = std::mem::take(&mut log.place(Table::Decided).lines);
        // Whether something has begun already makes no other decision of it.
        let bare = |decision: &Decision| decision.clone().begun();
        let mut known: HashSet<Decision> = own.iter().map(bare).collect();
        let mut new = Vec::new();
        for (decision, line) in read.into_iter().zip(lines) {
            if known.insert(bare(&decision)) {
                log.place(Table::Decided).lines.push(line);
                new.push(decision);
            }
        }
        new
    }

    /// The file as one of those that were read.
    pub(super) fn file(&self, rows: usize) -> InputFile {
        let name = if self.sheet.is_some() { "plan.xlsx" } else { "--decisions" };
        InputFile::new(name, Some(rows), &self.sha256)
    }
}
