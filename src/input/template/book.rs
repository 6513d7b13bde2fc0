mod cell;
mod choices;
mod form;
mod guide;
mod look;
mod outline;
mod records;
mod settings;
mod table;

use std::io;

use self::choices::Choices;
use self::records::Records;
use self::table::TableSheet;
use super::{TABLES, tables};
use crate::files::book::{unwritten, workbook};
use crate::input::file_name::sheet_name;
use crate::input::log::Log;
use crate::input::policy;
use crate::input::source::Source;
use crate::input::text::decode;
use crate::model::Table;
use crate::text::Language;

/// A workbook to fill in, as the bytes of an `.xlsx` file: what to do, a sheet for each table with its headings and one
/// example row, which begins with `#` and is never read, the default policy, and the lists that drop-downs offer. A
/// note on each heading says what belongs under it; formats and drop-downs reach down some two thousand rows.
///
/// ```
/// use boligplacering::input::template_book;
/// use boligplacering::text::Language;
///
/// let book = template_book(Language::Danish).unwrap();
/// std::fs::write(std::env::temp_dir().join("måned.xlsx"), book).unwrap();
/// ```
///
/// # Errors
/// Where the workbook cannot be made.
pub fn template_book(language: Language) -> io::Result<Vec<u8>> {
    case_book(&tables(language)?, language)
}

/// A case as a workbook that people go on with, dressed as [`template_book`] is: every table as it stands, with its
/// headings, comments, unknown columns and order of rows. Names of sheets, notes and drop-downs are in `language`.
///
/// A cell is a number, a date or a time where its column holds such and it reads back as the same value; all else is
/// text.
///
/// ```
/// use boligplacering::input::{case_book, case_tables};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
///
/// let case = Synthetic::new(8).case().unwrap();
/// let book = case_book(&case_tables(&case).unwrap(), Language::English).unwrap();
/// assert!(book.starts_with(b"PK"));
/// ```
///
/// # Errors
/// Where a table cannot be read or has no headings, or something does not go into a workbook and comes out the same: a
/// text of more than 32,767 characters, some control characters, a list in which a comma is no separator. The error
/// names the sheet, and the cell where it is one, and never shows it.
pub fn case_book(source: &impl Source, language: Language) -> io::Result<Vec<u8>> {
    let mut sheets = Vec::new();
    for (table, columns) in TABLES {
        if let Some(bytes) = source.read(table)? {
            let name = sheet_name(table, language);
            let records = Records::of(table, &bytes).ok_or_else(|| unreadable(name))?;
            sheets.push(TableSheet::new(table, name, columns, records)?);
        }
    }
    let policy = policy::read(source, &mut Log::default());
    let choices = Choices::new(&policy, &sheets, language);
    let settings = text_of(source, Table::Policy, language)?;
    let outline = text_of(source, Table::Boundary, language)?;
    let written = || {
        let mut book = workbook()?;
        guide::write(book.add_worksheet(), language)?;
        for sheet in &sheets {
            sheet.write(book.add_worksheet(), &choices)?;
        }
        if let Some(text) = settings {
            let sheet = book.add_worksheet().set_name(sheet_name(Table::Policy, language))?;
            settings::write(sheet, &text, &policy)?;
        }
        if let Some(text) = outline {
            let sheet = book.add_worksheet().set_name(sheet_name(Table::Boundary, language))?;
            outline::write(sheet, &text)?;
        }
        choices.write(book.add_worksheet())?;
        book.save_to_buffer()
    };
    written().map_err(unwritten)
}

/// The text of a file that is no table.
fn text_of(source: &impl Source, table: Table, language: Language) -> io::Result<Option<String>> {
    let Some(bytes) = source.read(table)? else { return Ok(None) };
    let text = decode(&bytes).ok_or_else(|| unreadable(sheet_name(table, language)))?;
    Ok(Some(text.into_owned()))
}

fn unreadable(sheet: &str) -> io::Error {
    let message = format!("{sheet}: no text, or no headings in it");
    io::Error::new(io::ErrorKind::InvalidData, message)
}
