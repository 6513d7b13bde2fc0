use std::io::Cursor;

use boligplacering::jiff::civil::DateTime;
use calamine::{Data, Range, Reader, Xlsx};

/// A workbook that was read back.
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    /// How many cells hold a formula.
    pub(crate) formulas: usize,
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    rows: Vec<Vec<Data>>,
}

impl Book {
    pub(crate) fn read(bytes: Vec<u8>) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        let mut formulas = 0;
        let sheets = names.into_iter().map(|name| {
            formulas += book.worksheet_formula(&name).unwrap().used_cells().count();
            let range: Range<Data> = book.worksheet_range(&name).unwrap();
            let rows = range.rows().map(<[Data]>::to_vec).collect();
            Sheet { name, rows }
        });
        let sheets = sheets.collect();
        Self { sheets, formulas }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
    }

    pub(crate) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

impl Sheet {
    pub(crate) fn headings(&self) -> &[Data] {
        &self.rows[0]
    }

    /// The rows below the headings, up to the first that is empty.
    pub(crate) fn rows(&self) -> &[Vec<Data>] {
        let rows = &self.rows[1..];
        let is_empty = |row: &Vec<Data>| row.iter().all(|cell| *cell == Data::Empty);
        &rows[..rows.iter().position(is_empty).unwrap_or(rows.len())]
    }

    pub(crate) fn column(&self, heading: &str) -> usize {
        let at = self.headings().iter().position(|cell| text(cell) == heading);
        at.unwrap_or_else(|| panic!("{}: no column {heading}", self.name))
    }

    /// All cells that are texts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Data> {
        self.rows.iter().flatten().filter(|cell| matches!(cell, Data::String(_)))
    }
}

/// What stands in a cell of text.
pub(crate) fn text(cell: &Data) -> &str {
    match cell {
        Data::String(text) => text,
        Data::Empty => "",
        other => panic!("no text: {other:?}"),
    }
}

/// What stands in a cell of time, which is a time to a spreadsheet.
pub(crate) fn moment(cell: &Data) -> Option<DateTime> {
    let at = match cell {
        Data::Empty => return None,
        Data::DateTime(at) => at,
        other => panic!("no time: {other:?}"),
    };
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let [month, day, hour, minute, second] =
        [month, day, hour, minute, second].map(|part| i8::try_from(part).unwrap());
    let year = i16::try_from(year).unwrap();
    Some(DateTime::new(year, month, day, hour, minute, second, 0).unwrap())
}
