use csv::{ReaderBuilder, StringRecord};

use crate::input::column::Column;
use crate::input::log::Log;
use crate::input::row::{Row, is_taken_for_comment};
use crate::input::sheet::Sheet;
use crate::input::text::{decode, named_delimiter};
use crate::input::value::begins_comment;
use crate::model::Table;

/// The records of a table's file, blank ones left out.
pub(super) struct Records {
    pub(super) rows: Vec<Record>,
    /// Which one has the headings.
    pub(super) header: usize,
    /// Whether a comma inside a cell separates nothing.
    pub(super) commas_are_text: bool,
}

/// A row as its reader sees it.
pub(super) struct Record {
    pub(super) cells: Vec<String>,
    /// Whether it is for people only.
    pub(super) is_comment: bool,
}

impl Records {
    /// The records of a file; `None` where there is no text in it, or no headings.
    pub(super) fn of(table: Table, bytes: &[u8]) -> Option<Self> {
        let text = decode(bytes)?;
        let delimiter = Sheet::open(table, &text, &mut Log::default())?.delimiter();
        let below = named_delimiter(&text).and_then(|(_, length)| text.get(length..));
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(below.unwrap_or(&text).as_bytes());
        let mut rows = Vec::new();
        let mut header = None;
        for record in reader.records() {
            let record = record.ok()?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let is_comment = begins_comment(record.get(0).unwrap_or_default());
            let cells = if header.is_none() && !is_comment {
                header = Some(rows.len());
                record.iter().map(|cell| cell.trim().to_owned()).collect()
            } else {
                seen(table, &record)
            };
            rows.push(Record { cells, is_comment });
        }
        let mut records = Self { rows, header: header?, commas_are_text: delimiter == b',' };
        records.mark();
        Some(records)
    }

    /// Puts an apostrophe where the first cell of a row would make it a comment.
    fn mark(&mut self) {
        let filled = |record: &Record| record.cells.iter().position(|cell| !cell.is_empty());
        let Some(left) = self.rows.iter().filter_map(filled).min() else { return };
        for (at, row) in self.rows.iter_mut().enumerate() {
            if row.is_comment || at == self.header {
                continue;
            }
            if let Some(first) = row.cells.get_mut(left).filter(|cell| is_taken_for_comment(cell)) {
                first.insert(0, '\'');
            }
        }
    }

    /// The headings.
    pub(super) fn headings(&self) -> &[String] {
        self.rows.get(self.header).map_or(&[], |row| &row.cells)
    }

    /// The first row that is one of the table: below the headings, and the example there.
    pub(super) fn first(&self) -> usize {
        let below = self.rows.iter().enumerate().skip(self.header + 1);
        let mut own = below.filter(|(_, row)| !row.is_comment).map(|(at, _)| at);
        own.next().unwrap_or(self.rows.len())
    }
}

/// What a person sees in the cells of a record.
fn seen(table: Table, record: &StringRecord) -> Vec<String> {
    let mut log = Log::default();
    let row = Row::new(table, 0, record, false, true, &mut log);
    let cell = |at| row.cell(Column { name: "", shown: "", at: Some(at) }).into_owned();
    (0..record.len()).map(cell).collect()
}
