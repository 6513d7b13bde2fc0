use csv::{ReaderBuilder, StringRecord};

use super::log::{Log, Warning};
use super::row::Row;
use super::text::{delimiter, line_breaks, may_hold_cpr};
use crate::model::{Fault, FaultKind, Table};

const LONGEST_LINE: usize = 64 * 1024;

/// A column a table may have: its names in files and whether it must be there.
pub(super) struct Spec {
    name: &'static str,
    /// Danish names, separated by `|`.
    danish: &'static str,
    required: bool,
}

impl Spec {
    fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.danish.split('|'))
    }
}

pub(super) const fn required(name: &'static str, danish: &'static str) -> Spec {
    Spec { name, danish, required: true }
}

pub(super) const fn optional(name: &'static str, danish: &'static str) -> Spec {
    Spec { name, danish, required: false }
}

/// A known column, and where it stands in this file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The English name, which is that of the field in the model.
    pub(super) name: &'static str,
    /// The name that the file uses.
    pub(super) shown: &'static str,
    /// The index of its cells, if the file has it.
    pub(super) at: Option<usize>,
}

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
}

impl<'t> Sheet<'t> {
    /// The table in `text`, read up to its header; `None` where it has none.
    pub(super) fn open(table: Table, text: &'t str, log: &mut Log) -> Option<Self> {
        if text.trim().is_empty() {
            let fault = Fault::new(table, FaultKind::Empty, "a header line and rows");
            log.faults.push(fault.advise("Fill the file, or write an empty one with `template`"));
            return None;
        }
        if let Some((before, _)) = text.split_once('\0') {
            let mut fault = Fault::new(table, FaultKind::Malformed, "text");
            fault.line = Some(1 + line_breaks(before.as_bytes()));
            let advice = "Save the file anew, as CSV in UTF-8";
            log.faults.push(fault.found("a NUL byte").advise(advice));
            return None;
        }
        let delimiter = delimiter(text);
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let record = StringRecord::new();
        let mut sheet =
            Self { table, text, delimiter, reader, record, line: 1, counted: 0, width: 0 };
        sheet.advance(log).then_some(sheet)
    }

    /// Where the columns of `specs` stand; the record read last must be the header.
    pub(super) fn columns<const N: usize>(
        &mut self,
        specs: [Spec; N],
        log: &mut Log,
    ) -> [Column; N] {
        let mut columns =
            specs.each_ref().map(|s| Column { name: s.name, shown: s.name, at: None });
        for (at, header) in self.record.iter().enumerate() {
            let header = header.trim().to_lowercase();
            if header.is_empty() {
                continue;
            }
            self.width = at + 1;
            let known = specs.iter().zip(&mut columns).find_map(|(spec, column)| {
                spec.names().find(|name| *name == header).map(|name| (name, column))
            });
            match known {
                None => log.warnings.push(self.unknown_column(at, &header, &specs)),
                Some((name, column)) if column.at.is_none() => {
                    (column.at, column.shown) = (Some(at), name);
                }
                Some((_, column)) => {
                    let mut fault = Fault::new(self.table, FaultKind::Repeated, "a column once");
                    (fault.line, fault.column) = (Some(self.line), Some(at + 1));
                    fault.field = Some(column.name.into());
                    log.faults.push(fault.advise("Remove one of the two columns"));
                }
            }
        }
        for (spec, column) in specs.iter().zip(&columns) {
            if spec.required && column.at.is_none() {
                let names = if spec.name == spec.danish {
                    format!("a column {}", spec.name)
                } else {
                    format!("a column {} ({})", spec.name, spec.danish)
                };
                self.lacks(column.name, names, log);
            }
        }
        log.place(self.table).columns = columns.to_vec();
        columns
    }

    /// A fault of the header: something that it lacks.
    pub(super) fn lacks(&self, field: &str, expected: impl Into<String>, log: &mut Log) {
        let mut fault = Fault::new(self.table, FaultKind::Missing, expected);
        (fault.line, fault.field) = (Some(self.line), Some(field.into()));
        log.faults.push(fault.advise("Add the column"));
    }

    fn unknown_column(&self, at: usize, header: &str, specs: &[Spec]) -> Warning {
        let nearest = specs
            .iter()
            .flat_map(Spec::names)
            .max_by(|a, b| {
                let near = |name| strsim::jaro_winkler(header, name);
                near(a).total_cmp(&near(b))
            })
            .unwrap_or_default();
        let name = if may_hold_cpr(header) { String::new() } else { format!(" {header}") };
        Warning {
            table: self.table,
            line: Some(self.line),
            column: Some(at + 1),
            message: format!(
                "the column{name} is unknown and not read; the nearest known one is {nearest}"
            ),
        }
    }

    /// The next row that is not blank.
    pub(super) fn next<'a>(&'a mut self, log: &'a mut Log) -> Option<Row<'a>> {
        while self.advance(log) {
            if !self.record.iter().all(|cell| cell.trim().is_empty()) {
                let sound = self.check_width(log);
                let (table, line, commas) = (self.table, self.line, self.delimiter != b',');
                return Some(Row::new(table, line, &self.record, commas, sound, log));
            }
        }
        None
    }

    fn check_width(&self, log: &mut Log) -> bool {
        let cells = self.record.len();
        let surplus = self.record.iter().skip(self.width).any(|cell| !cell.trim().is_empty());
        if cells >= self.width && !surplus {
            return true;
        }
        let expected = format!("{} cells", self.width);
        let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
        fault.line = Some(self.line);
        let advice = "Check for a missing or surplus separator or quotation mark";
        log.faults.push(fault.found(format!("{cells} cells")).advise(advice));
        false
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
        self.line += line_breaks(text.get(self.counted..start).unwrap_or_default());
        self.counted = start;
        let end = self.position();
        let record = text.get(start..end).unwrap_or_default();
        if record.len() > LONGEST_LINE || (end == text.len() && is_unclosed(record, self.delimiter))
        {
            let expected = "a line of at most 64 KiB, with its quotation marks closed";
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            let advice = "Look for a quotation mark that is never closed";
            log.faults.push(fault.found("a line without end").advise(advice));
            return false;
        }
        true
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
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
