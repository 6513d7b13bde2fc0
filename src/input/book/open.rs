//! Opening a workbook.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, SheetVisible, Xlsx};

use super::grid::Grid;
use super::markup::{Markup, worksheets};
use super::package::{MOST_BYTES, Package};
use super::sheet::{BookSheet, Remark, What};
use super::unusable::Unusable;
use super::{Book, is_open_elsewhere};
use crate::files::sha256;
use crate::files::whole_file;
use crate::input::names::sheet_table_of;
use crate::input::source::unreadable;
use crate::model::{Fault, FaultKind, Faults, Table};
use crate::text::said;

impl Book {
    /// Opens the workbook at `path`.
    ///
    /// # Errors
    /// If there is none, or it cannot be read: with what it is instead, and what to do.
    pub fn open(path: &Path) -> Result<Self, Faults> {
        let bytes = content(path)?;
        let is_open = is_open_elsewhere(path);
        Ok(Self { is_open, ..Self::from_bytes(&bytes)? })
    }

    /// The workbook whose file has this content.
    ///
    /// # Errors
    /// If it is none that can be read: with what it is instead, and what to do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Faults> {
        let opened = opened(bytes, |name| sheet_table_of(name).is_some())?;
        let sheets = opened.into_iter().map(|sheet| sheet.into_table().map(Arc::new));
        let sheets = sheets.collect::<Result<_, _>>().map_err(Unusable::fault)?;
        Ok(Self { sha256: sha256(bytes), sheets, is_open: false })
    }
}

/// The content of the file at `path`.
fn content(path: &Path) -> Result<Vec<u8>, Faults> {
    let name = Table::Book.name();
    let expected = said!("a workbook (.xlsx)", "en projektmappe (.xlsx)");
    if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$")) {
        let mut fault = Fault::new(Table::Book, FaultKind::Unreadable, expected);
        fault.file = Some(name.to_owned());
        let found = said!(
            "a file that Excel keeps beside an open workbook",
            "en fil, som Excel lægger ved siden af en åben projektmappe"
        );
        return Err(Faults::from(fault.found(found).advise(said!(
            "Give the workbook itself: its name is the same without ~$",
            "Angiv selve projektmappen: dens navn er det samme uden ~$"
        ))));
    }
    if fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > MOST_BYTES as u64) {
        return Err(Unusable::TooMuch.fault().into());
    }
    whole_file(path).map_err(|error| unreadable(Table::Book, name, expected, &error).into())
}

/// A sheet of a workbook.
pub(in crate::input) struct Opened {
    pub(in crate::input) name: String,
    /// What stands in it, if that was wanted.
    pub(in crate::input) content: Option<(Grid, Markup)>,
    is_hidden: bool,
    is_empty: bool,
    pub(super) counts_from_1904: bool,
}

/// The sheets of the workbook with this content; those whose names are `wanted` with what stands in them.
pub(in crate::input) fn opened(
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Opened>, Faults> {
    let sheets = || {
        let mut package = Package::open(bytes)?;
        let parts = worksheets(&mut package)?;
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unusable::Damaged)?;
        let states = book.sheets_metadata().to_vec();
        let mut sheets = Vec::new();
        for (name, part) in parts {
            let xml = package.part(&part)?.unwrap_or_default();
            let content = match wanted(&name) {
                true => {
                    let markup = Markup::read(&xml)?;
                    Some((Grid::read(&mut book, &name, &markup)?, markup))
                }
                false => None,
            };
            let is_empty = content.is_none() && is_empty(&xml);
            let mut state = states.iter().filter(|other| other.name == name);
            sheets.push(Opened {
                content,
                is_hidden: state.any(|state| state.visible != SheetVisible::Visible),
                is_empty,
                counts_from_1904: book.has_1904_epoch(),
                name: name.trim().to_owned(),
            });
        }
        Ok(sheets)
    };
    sheets().map_err(|unusable: Unusable| unusable.fault().into())
}

/// Whether a worksheet has no value and no text.
fn is_empty(xml: &[u8]) -> bool {
    let ends: [&[u8]; 4] = [b"/v>", b"/t>", b":v>", b":t>"];
    !xml.windows(3).any(|end| ends.contains(&end))
}

impl Opened {
    /// The sheet as a table.
    fn into_table(self) -> Result<BookSheet, Unusable> {
        let Self { name, content, is_hidden, is_empty, counts_from_1904 } = self;
        let table = sheet_table_of(&name);
        let mut sheet =
            BookSheet { name, table, is_empty, counts_from_1904, ..BookSheet::default() };
        let hidden = Remark { row: None, column: None, what: What::Hidden };
        sheet.remarks.extend(Some(hidden).filter(|_| is_hidden));
        if let Some((grid, markup)) = content {
            sheet.fill(&grid, &markup)?;
        }
        Ok(sheet)
    }
}
