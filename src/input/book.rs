//! A case as a workbook of Excel, a sheet a table: read as what people see in it.

#[cfg(feature = "xlsx")]
mod fill;
#[cfg(feature = "xlsx")]
mod grid;
#[cfg(feature = "xlsx")]
mod markup;
#[cfg(feature = "xlsx")]
mod open;
#[cfg(feature = "xlsx")]
mod package;
#[cfg(feature = "xlsx")]
mod seen;
mod sheet;
#[cfg(feature = "xlsx")]
mod unusable;

use std::borrow::Cow;
use std::io;
use std::path::Path;
use std::sync::Arc;

pub(super) use self::sheet::{BookSheet, What};
#[cfg(feature = "xlsx")]
pub(super) use self::{
    grid::{Grid, is_comment},
    open::opened,
    sheet::Origin,
};
use super::source::Source;
use crate::model::Table;
use crate::text::{Language, Said, said};

/// A workbook (.xlsx) in which tables of a case stand, a sheet each. The names of its sheets are those of the files
/// without their endings, read as people write them.
///
/// Cells count as what a person sees in them: dates, times of day and numbers by their formats, the values of formulas as
/// they were stored.
#[derive(Debug, Clone)]
pub struct Book {
    sha256: String,
    sheets: Vec<Arc<BookSheet>>,
    /// Whether another program has it open.
    is_open: bool,
}

impl Book {
    /// All sheets in their order.
    pub(super) fn sheets(&self) -> &[Arc<BookSheet>] {
        &self.sheets
    }

    /// The SHA-256 of the file, in hexadecimal.
    pub(super) fn sha256(&self) -> &str {
        &self.sha256
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether a table stands in it.
    #[cfg(feature = "xlsx")]
    pub(super) fn has_tables(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.table.is_some())
    }

    /// The sheet of a table.
    pub(super) fn sheet(&self, table: Table) -> Option<&Arc<BookSheet>> {
        let is_meant = |sheet: &&Arc<BookSheet>| sheet.table.is_some_and(|(own, _)| own == table);
        self.sheets.iter().find(is_meant)
    }
}

/// Whether a file lies beside that Excel or LibreOffice keeps there while it has this one open.
pub(super) fn is_open_elsewhere(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let beside = [format!("~${name}"), format!(".~lock.{name}#")];
    beside.iter().any(|other| path.with_file_name(other).exists())
}

/// What is said of a workbook that another program has open.
pub(super) fn open_elsewhere() -> Said {
    said!(
        "another program has the workbook open; what is not saved there is not read",
        "et andet program har projektmappen åben; det, der ikke er gemt der, læses ikke"
    )
}

impl Source for Book {
    /// The text that the file of the table would have.
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        Ok(self.sheet(table).map(|sheet| sheet.text.clone().into_bytes()))
    }

    fn name_of(&self, table: Table) -> Cow<'_, str> {
        match self.sheet(table) {
            Some(sheet) => Cow::Owned(sheet.shown()),
            None => Cow::Borrowed(super::sheet_name(table, Language::English)),
        }
    }

    fn books(&self) -> &[Book] {
        std::slice::from_ref(self)
    }

    fn is_book(&self) -> bool {
        true
    }
}
