mod beside;
mod header;

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::book::BookSheet;
use super::column::{Column, PlaceColumns};
use super::log::Log;
use super::row::Row;
use super::text::{delimiter, line_breaks, named_delimiter, records};
use super::value::{begins_comment, is_decimal_or_date};
use crate::model::{Fault, FaultKind, Table};
use crate::text::{holds_cpr, said};

const LONGEST_LINE: usize = 64 * 1024;

/// A table as text, read row by row.
pub(super) struct Sheet<'t> {
    table: Table,
    text: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    /// The line on which the byte `counted` stands.
    line: u64,
    counted: usize,
    /// How many cells a row has.
    width: usize,
    /// What stands above each cell of a row.
    headings: Vec<Heading>,
    /// The headings, as people read them.
    keys: Vec<String>,
    /// Where the required columns stand.
    required: Vec<usize>,
    /// Columns that are not there, but were meant by some heading.
    meant: Vec<&'static str>,
    /// Whether there is no header, so that rows mean nothing.
    is_headless: bool,
    /// The sheet of a workbook that it is.
    book: Option<Arc<BookSheet>>,
    /// How many records were read.
    records: usize,
}

/// What stands above a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    None,
    /// The name of a column that is read.
    Known,
    /// A comment, or something unknown.
    Unread,
}

impl<'t> Sheet<'t> {
    /// The table in `text`, read up to its header; `None` where it has none.
    pub(super) fn open(table: Table, text: &'t str, log: &mut Log) -> Option<Self> {
        if text.trim().is_empty() {
            let fault = Fault::new(
                table,
                FaultKind::Empty,
                said!("a header line and rows", "en linje med overskrifter og rækker"),
            );
            let advice = match log.sheets.contains_key(&table) {
                true => said!(
                    "Fill the sheet, or delete it if it is not needed",
                    "Udfyld arket, eller slet det, hvis det ikke skal bruges"
                ),
                false => said!(
                    "Fill the file, or write an empty one with `template`",
                    "Udfyld filen, eller lav en tom med `template`"
                ),
            };
            log.faults.push(fault.advise(advice));
            return None;
        }
        if let Some((before, _)) = text.split_once('\0') {
            let mut fault = Fault::new(table, FaultKind::Malformed, said!("text", "tekst"));
            fault.line = Some(1 + line_breaks(before.as_bytes()));
            let advice =
                said!("Save the file anew, as CSV in UTF-8", "Gem filen igen som CSV i UTF-8");
            log.faults.push(fault.found(said!("a NUL byte", "en NUL-byte")).advise(advice));
            return None;
        }
        let named = named_delimiter(text);
        let (text, line) = match named {
            Some((_, length)) => (text.get(length..).unwrap_or_default(), 2),
            None => (text, 1),
        };
        let is_header = |(_, record): &(u64, &str)| is_of_the_table(record);
        let header = records(text).find(is_header).unwrap_or_default().1;
        let book = log.sheets.get(&table).cloned();
        let delimiter = match named {
            _ if book.is_some() => b';',
            Some((sign @ (';' | ',' | '\t'), _)) => sign as u8,
            _ => delimiter(header),
        };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut sheet = Self {
            table,
            text,
            delimiter,
            reader,
            record: StringRecord::new(),
            line,
            counted: 0,
            width: 0,
            headings: Vec::new(),
            keys: Vec::new(),
            required: Vec::new(),
            meant: Vec::new(),
            is_headless: false,
            book,
            records: 0,
        };
        while sheet.advance(log) {
            if !sheet.record.iter().all(|cell| cell.trim().is_empty()) && !sheet.is_comment() {
                return Some(sheet);
            }
        }
        if log.is_complete(table) {
            let fault = Fault::new(
                table,
                FaultKind::Empty,
                said!("headings, and rows below them", "overskrifter og rækker under dem"),
            );
            log.faults.push(fault.found(said!("comments only", "kun kommentarer")));
        }
        None
    }

    /// What stands between cells.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The next row that is one of the table.
    pub(super) fn next<'a>(&'a mut self, log: &'a mut Log) -> Option<Row<'a>> {
        while !self.is_headless && self.advance(log) {
            let blank = self.record.iter().all(|cell| cell.trim().is_empty());
            if blank || self.is_comment() || self.is_beside(log) {
                continue;
            }
            let sound = self.check_width(log);
            let (table, line, commas) = (self.table, self.line, self.delimiter != b',');
            let book = self.book.as_deref();
            let mut row = Row::new(table, line, &self.record, commas, sound, log).in_book(book);
            for at in self.unread() {
                let cell = self.record.get(at).unwrap_or_default();
                if !is_decimal_or_date(cell.trim()) && holds_cpr(cell) {
                    row.personal_at(at);
                }
            }
            return Some(row);
        }
        None
    }

    /// The columns that say where something is; one pair must be there.
    pub(super) fn place_columns(
        &self,
        degrees: [Column; 2],
        metres: [Column; 2],
        log: &mut Log,
    ) -> PlaceColumns {
        let columns = PlaceColumns { degrees, metres };
        if columns.first().is_none() {
            let expected = said!(
                "columns lat and lon (bredde, længde), or easting and northing (øst, nord)",
                "kolonnerne bredde og længde (lat, lon) eller øst og nord (easting, northing)"
            );
            self.lacks(&["lat", "lon", "easting", "northing"], expected, log);
        }
        columns
    }

    /// The cells of a row that nothing else looks at.
    fn unread(&self) -> impl Iterator<Item = usize> {
        let known = |at: &usize| self.headings.get(*at) == Some(&Heading::Known);
        (0..self.record.len()).filter(move |at| !known(at))
    }

    /// Whether the row is one that somebody wrote for people.
    fn is_comment(&self) -> bool {
        begins_comment(self.record.get(0).unwrap_or_default())
    }

    /// Reads the next record and counts lines up to it.
    ///
    /// The reader's own count is not used: after CRLF it is one line low.
    fn advance(&mut self, log: &mut Log) -> bool {
        let from = self.position();
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return false;
        }
        let text = self.text.as_bytes();
        let breaks = text.get(from..).unwrap_or_default();
        let start = from + breaks.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        match &self.book {
            Some(sheet) => self.line = sheet.rows.get(self.records).copied().unwrap_or_default(),
            None => {
                self.line += line_breaks(text.get(self.counted..start).unwrap_or_default());
            }
        }
        (self.counted, self.records) = (start, self.records + 1);
        let end = self.position();
        let record = text.get(start..end).unwrap_or_default();
        if record.len() > LONGEST_LINE || (end == text.len() && is_unclosed(record, self.delimiter))
        {
            if self.book.is_some() {
                let expected = said!("a row of at most 64 KiB", "en række på højst 64 KiB");
                let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
                fault.line = Some(self.line);
                log.faults.push(fault.advise(said!("Shorten its texts", "Forkort dens tekster")));
                return false;
            }
            let expected = said!(
                "a line of at most 64 KiB, with its quotation marks closed",
                "en linje på højst 64 KiB med lukkede anførselstegn"
            );
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            let advice = said!(
                "Look for a quotation mark that is never closed, or for far too many columns",
                "Se efter et anførselstegn, der aldrig lukkes, eller alt for mange kolonner"
            );
            log.faults.push(
                fault.found(said!("a line without end", "en linje uden ende")).advise(advice),
            );
            return false;
        }
        true
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

/// Whether a line is the header or a row, and none for people, as far as raw text tells.
pub(super) fn is_of_the_table(line: &str) -> bool {
    !is_blank(line) && !is_comment_line(line)
}

/// Whether a line is one for people, as far as raw text tells.
fn is_comment_line(line: &str) -> bool {
    line.trim_start_matches([' ', '"']).starts_with('#')
}

/// Whether a line holds separators only.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || ";,\t\"".contains(c))
}

/// Whether `record` ends inside quotation marks.
fn is_unclosed(record: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut may_open) = (false, true);
    for &byte in record {
        let mark = byte == b'"' && (quoted || may_open);
        quoted ^= mark;
        may_open = byte == delimiter || (mark && !quoted);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::column::{optional, required};
    use super::*;

    fn lines(text: &str) -> Vec<u64> {
        let mut log = Log::default();
        let mut sheet = Sheet::open(Table::Sites, text, &mut log).unwrap();
        sheet.columns([required("a", "a"), optional("b", "b")], &mut log);
        let mut lines = Vec::new();
        while let Some(row) = sheet.next(&mut log) {
            lines.push(row.line());
        }
        assert!(log.faults.is_empty(), "{:?}", log.faults);
        lines
    }

    #[test]
    fn lines_are_those_of_the_file() {
        for text in ["a;b\n1;2\n\n3;4\n;\n\"5\n\n\";6\n7;8", "\na;b\n\n1;2\n3;\"4\"\n\n\n5;6;;"] {
            let expected = if text.starts_with('\n') { vec![4, 5, 8] } else { vec![2, 4, 6, 9] };
            for end in ["\n", "\r\n", "\r"] {
                assert_eq!(lines(&text.replace('\n', end)), expected, "{end:?}");
            }
        }
        assert_eq!(lines("sep=;\r\na;b\r\n1;2\r\n#3;4\r\n5;6"), [3, 5]);
        assert_eq!(lines("# what it is, and more, and more\na;b\n1;2"), [3]);
    }

    #[test]
    fn an_open_quotation_mark_is_told_from_closed_ones() {
        for closed in ["a;b", "\"a\";b", "\"a\"\"\";b", "5\"\";b", "\"\";\"\"\"\"", "\"a\"b\""] {
            assert!(!is_unclosed(closed.as_bytes(), b';'), "{closed}");
        }
        for open in ["\"", "a;\"b", "\"a\"\";b", "a;\"\"\""] {
            assert!(is_unclosed(open.as_bytes(), b';'), "{open}");
        }
    }
}
