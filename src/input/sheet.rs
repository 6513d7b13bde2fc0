use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::log::Log;
use super::near::{Nearness, is_harmless, nearest};
use super::row::Row;
use super::text::{delimiter, line_breaks, named_delimiter, records};
use super::value::{is_decimal_or_date, is_spreadsheet_error, number};
use crate::model::{Fault, FaultKind, Table};
use crate::text::{Language, heading_key, holds_cpr, legible, shown};

const LONGEST_LINE: usize = 64 * 1024;

/// More are a mistake of the export.
const MOST_COLUMNS: usize = 1000;

/// How far down headings are looked for where the first line holds none.
const MOST_TITLE_LINES: usize = 20;

/// A column a table may have: its names in files and whether it must be there.
pub(super) struct Spec {
    name: &'static str,
    /// Danish names, separated by `|`.
    danish: &'static str,
    /// What people write for it instead, separated by `|`; told, never guessed.
    instead: &'static str,
    /// What a template shows of it, in English and in Danish.
    example: [&'static str; 2],
    required: bool,
}

impl Spec {
    fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.danish.split('|'))
    }

    fn all_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.names().chain(self.instead.split('|').filter(|name| !name.is_empty()))
    }

    /// The names for a message.
    fn told(&self) -> String {
        let danish = self.danish.split('|').next().unwrap_or_default();
        if self.name == danish { self.name.into() } else { format!("{} ({danish})", self.name) }
    }

    /// The same column, with words that people write for it instead.
    pub(super) const fn not(self, instead: &'static str) -> Self {
        Self { instead, ..self }
    }

    /// The same column, with what a template shows of it.
    pub(super) const fn like(self, example: &'static str) -> Self {
        Self { example: [example; 2], ..self }
    }

    /// The same column, with what a template shows of it in English and in Danish.
    pub(super) const fn like_in(self, english: &'static str, danish: &'static str) -> Self {
        Self { example: [english, danish], ..self }
    }

    /// Heading and example for a template.
    pub(super) fn template(&self, language: Language) -> [&'static str; 2] {
        let [english, danish] = self.example;
        match language {
            Language::English => [self.name, english],
            Language::Danish => [self.danish.split('|').next().unwrap_or(self.name), danish],
        }
    }
}

pub(super) const fn required(name: &'static str, danish: &'static str) -> Spec {
    Spec { name, danish, instead: "", example: ["", ""], required: true }
}

pub(super) const fn optional(name: &'static str, danish: &'static str) -> Spec {
    Spec { name, danish, instead: "", example: ["", ""], required: false }
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
        let named = named_delimiter(text);
        let (text, line) = match named {
            Some((_, length)) => (text.get(length..).unwrap_or_default(), 2),
            None => (text, 1),
        };
        let header = records(text).find(|(_, record)| !is_blank(record)).unwrap_or_default().1;
        let delimiter = match named {
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
        };
        while sheet.advance(log) {
            if !sheet.record.iter().all(|cell| cell.trim().is_empty()) && !sheet.is_comment() {
                return Some(sheet);
            }
        }
        None
    }

    /// Where the columns of `specs` stand; the record read last must be the header.
    pub(super) fn columns<const N: usize>(
        &mut self,
        specs: [Spec; N],
        log: &mut Log,
    ) -> [Column; N] {
        let mut columns =
            specs.each_ref().map(|s| Column { name: s.name, shown: s.name, at: None });
        if self.has_title(&specs, log) || self.is_too_wide(log) || self.is_one_cell(log) {
            return columns;
        }
        let keys = specs.each_ref().map(|spec| spec.names().map(heading_key).collect::<Vec<_>>());
        let mut strangers = Vec::new();
        self.headings = vec![Heading::None; self.record.len()];
        for (at, place) in self.headings.iter_mut().enumerate() {
            let heading = self.record.get(at).unwrap_or_default().trim();
            if heading.is_empty() {
                continue;
            }
            self.width = at + 1;
            if holds_cpr(heading) {
                let mut fault = Fault::new(self.table, FaultKind::PersonalData, "no CPR number");
                (fault.line, fault.column) = (Some(self.line), Some(at + 1));
                let advice = "Take the number out of the heading; it is not shown here";
                log.faults.push(fault.found("what reads as a CPR number").advise(advice));
            }
            let key = heading_key(heading);
            let meaning = keys.iter().position(|names| names.contains(&key));
            let Some((spec, column)) = meaning.and_then(|n| specs.get(n).zip(columns.get_mut(n)))
            else {
                *place = Heading::Unread;
                if !is_remark(heading) {
                    strangers.push(at);
                }
                continue;
            };
            *place = Heading::Known;
            match column.at {
                None => {
                    column.at = Some(at);
                    column.shown =
                        (spec.names().find(|name| heading_key(name) == key)).unwrap_or(spec.name);
                }
                Some(first) => {
                    let expected = "one column of this meaning";
                    let mut fault = Fault::new(self.table, FaultKind::Repeated, expected);
                    (fault.line, fault.column) = (Some(self.line), Some(at + 1));
                    fault.field = Some(spec.name.into());
                    let found = format!("a second one beside column {}", first + 1);
                    let advice = "Remove one of the two, or begin its heading with #";
                    log.faults.push(fault.found(found).advise(advice));
                }
            }
        }
        for at in strangers {
            let absent = specs.iter().zip(&columns).filter(|(_, column)| column.at.is_none());
            let names = absent.flat_map(|(spec, _)| spec.all_names().map(move |name| (spec, name)));
            let heading = self.record.get(at).unwrap_or_default().trim();
            match nearest(heading, names) {
                Some((spec, how)) => {
                    log.faults.push(self.almost_known(at, heading, spec, how));
                    self.meant.push(spec.name);
                }
                None => {
                    let message = format!(
                        "the column under an unknown heading of {} characters ({} in a \
                         spreadsheet) is not read; a comment is headed note, or begins with #",
                        heading.chars().count(),
                        spreadsheet_column(at)
                    );
                    log.warn(self.table, Some(self.line), Some(at + 1), message);
                }
            }
        }
        if !self.headings.contains(&Heading::Known) && self.meant.is_empty() {
            self.is_headless = true;
            log.faults.push(self.no_headings(&specs));
            return columns;
        }
        for (spec, column) in specs.iter().zip(&columns) {
            if spec.required && column.at.is_none() {
                self.lacks(&[column.name], format!("a column {}", spec.told()), log);
            }
        }
        let required = specs.iter().zip(&columns).filter(|(spec, _)| spec.required);
        self.required = required.filter_map(|(_, column)| column.at).collect();
        self.keys = self.record.iter().map(heading_key).collect();
        log.place(self.table).columns = columns.to_vec();
        columns
    }

    /// A fault of the header: one of `fields` that it lacks, unless a heading meant one of them.
    pub(super) fn lacks(
        &self,
        fields: &[&'static str],
        expected: impl Into<Cow<'static, str>>,
        log: &mut Log,
    ) {
        if self.is_headless || fields.iter().any(|field| self.meant.contains(field)) {
            return;
        }
        let mut fault = Fault::new(self.table, FaultKind::Missing, expected);
        fault.line = Some(self.line);
        fault.field = fields.first().map(|field| (*field).into());
        log.faults.push(fault.advise("Add the column"));
    }

    fn is_too_wide(&mut self, log: &mut Log) -> bool {
        let count = self.record.len();
        if count > MOST_COLUMNS {
            let expected = format!("at most {MOST_COLUMNS} columns");
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            log.faults.push(fault.found(count.to_string()));
            self.is_headless = true;
        }
        self.is_headless
    }

    fn almost_known(&self, at: usize, heading: &str, spec: &Spec, how: Nearness) -> Fault {
        let expected = format!("the heading {}", spec.told());
        let mut fault = Fault::new(self.table, FaultKind::AlmostKnown, expected);
        (fault.line, fault.column) = (Some(self.line), Some(at + 1));
        let what = if spec.all_names().any(|name| is_harmless(heading, name)) {
            format!("the heading {}", legible(heading))
        } else {
            format!("a heading of {} characters", heading.chars().count())
        };
        let how = match how {
            Nearness::Letters => "",
            Nearness::Cut => ", cut short",
            Nearness::Words => ", with a word more or less",
        };
        let advice = "Write it so if that is meant; begin the heading with # if the column is not \
            to be read";
        fault.found(format!("{what}{how}")).advise(advice)
    }

    /// Whether a title stands where the headings should; a fault tells so.
    fn has_title(&mut self, specs: &[Spec], log: &mut Log) -> bool {
        let known = |cells: &mut dyn Iterator<Item = String>| {
            let keys: Vec<String> = cells.map(|cell| heading_key(&cell)).collect();
            specs.iter().filter(|s| s.names().any(|name| keys.contains(&heading_key(name)))).count()
        };
        let here = known(&mut self.record.iter().map(str::to_owned));
        if here >= 2 {
            return false;
        }
        let first = self.line;
        let below = self.text.get(self.counted..).unwrap_or_default();
        let headings = records(below).take(MOST_TITLE_LINES).skip(1).find(|(_, record)| {
            let sign = char::from(delimiter(record));
            let mut cells = record.split(sign).map(|cell| cell.trim().trim_matches('"').to_owned());
            known(&mut cells) > here.max(1)
        });
        let Some((line, _)) = headings else { return false };
        self.is_headless = true;
        let title: Vec<&str> =
            self.record.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let expected = "the headings in the first line";
        let mut fault = Fault::new(self.table, FaultKind::NotTheTable, expected);
        fault.line = Some(first);
        let advice = format!(
            "The headings stand in line {}: delete what is above them, or begin each of those \
             lines with #",
            first + line - 1
        );
        let found = format!("a title ({})", shown(&title.join(" ")));
        log.faults.push(fault.found(found).advise(advice));
        true
    }

    fn no_headings(&self, specs: &[Spec]) -> Fault {
        let names: Vec<String> =
            specs.iter().filter(|spec| spec.required).map(Spec::told).collect();
        let expected = format!("the headings, among them {}", names.join(", "));
        let mut fault = Fault::new(self.table, FaultKind::Missing, expected);
        fault.line = Some(self.line);
        let advice = "Write the headings above the first row, with ; , or tab between them";
        fault.found("a first line without any known heading").advise(advice)
    }

    /// Whether something else than the delimiter stands between the headings; a fault tells so.
    fn is_one_cell(&mut self, log: &mut Log) -> bool {
        let heading = self.record.get(0).unwrap_or_default();
        if self.record.len() == 1 && heading.contains([';', ',', '\t', '|']) {
            let expected = "headings with ; , or tab between them";
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            let advice = "Save the table anew as CSV, and take out a line sep= that names another";
            log.faults.push(fault.found("one long heading").advise(advice));
            self.is_headless = true;
        }
        self.is_headless
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
            let mut row = Row::new(table, line, &self.record, commas, sound, log);
            for at in self.unread() {
                let cell = self.record.get(at).unwrap_or_default();
                if holds_cpr(cell) && !is_decimal_or_date(cell.trim()) {
                    row.personal_at(at);
                }
            }
            return Some(row);
        }
        None
    }

    /// The cells of a row that nothing else looks at.
    fn unread(&self) -> impl Iterator<Item = usize> {
        let known = |at: &usize| self.headings.get(*at) == Some(&Heading::Known);
        (0..self.record.len()).filter(move |at| !known(at))
    }

    /// Whether the row is one that somebody wrote for people.
    fn is_comment(&self) -> bool {
        let first = self.record.get(0).unwrap_or_default().trim();
        first.starts_with('#') && !is_spreadsheet_error(first)
    }

    /// Whether the row is none of the table's, a row of sums or a line of text; a fault tells so.
    fn is_beside(&self, log: &mut Log) -> bool {
        let filled: Vec<(usize, &str)> = (self.record.iter().enumerate())
            .map(|(at, cell)| (at, cell.trim()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let numbers = |cells: &[(usize, &str)]| cells.iter().all(|(_, cell)| is_figure(cell));
        let lacks_ids = || {
            self.required.iter().all(|at| {
                let cell = self.record.get(*at).unwrap_or_default().trim();
                cell.is_empty() || (is_figure(cell) && *at != self.required[0])
            })
        };
        let advice = "Delete the row, or begin its first cell with #";
        let same = |(at, cell): &(usize, &str)| {
            self.keys.get(*at).is_some_and(|key| *key == heading_key(cell))
        };
        let (found, advice) = match filled.as_slice() {
            [first, second, ..] if same(first) && same(second) => ("the headings again", advice),
            [(_, first), rest @ ..] if is_sum_word(first) && numbers(rest) => {
                ("a row of sums", advice)
            }
            cells if !self.required.is_empty() && lacks_ids() && numbers(cells) => {
                ("figures and no id, as in a row of sums", "Delete the row, or fill in its ids")
            }
            [(at, only)]
                if self.width >= 3
                    && !is_figure(only)
                    && (only.contains(char::is_whitespace) || !self.required.contains(at)) =>
            {
                ("a line of text and nothing else", advice)
            }
            _ => return false,
        };
        let mut fault = Fault::new(self.table, FaultKind::NotTheTable, "a row of the table");
        fault.line = Some(self.line);
        log.faults.push(fault.found(found).advise(advice));
        true
    }

    fn check_width(&self, log: &mut Log) -> bool {
        let cells = self.record.len();
        let filled = |at: &usize| self.record.get(*at).is_some_and(|cell| !cell.trim().is_empty());
        let unheaded =
            |at: &usize| self.headings.get(*at).is_none_or(|heading| *heading == Heading::None);
        let stray = (0..cells).filter(filled).find(unheaded);
        if cells >= self.width && stray.is_none() {
            return true;
        }
        let (kind, found, expected, advice) = match stray {
            Some(at) => (
                FaultKind::NotTheTable,
                format!("a {} cell, under no heading", ordinal(at + 1)),
                "nothing beside the table".to_owned(),
                "If it is a note, head its column note; else look for a surplus separator or a \
                 missing quotation mark",
            ),
            None => (
                FaultKind::Malformed,
                counted(cells),
                counted(self.width),
                "Check for a missing separator or quotation mark",
            ),
        };
        let mut fault = Fault::new(self.table, kind, expected);
        fault.line = Some(self.line);
        log.faults.push(fault.found(found).advise(advice));
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
            let advice =
                "Look for a quotation mark that is never closed, or for far too many columns";
            log.faults.push(fault.found("a line without end").advise(advice));
            return false;
        }
        true
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

fn counted(cells: usize) -> String {
    format!("{cells} cell{}", if cells == 1 { "" } else { "s" })
}

/// The letters of a column in a spreadsheet; the first is A.
fn spreadsheet_column(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match at / 26 {
        0 => last.into(),
        before => spreadsheet_column(before - 1) + &String::from(last),
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Whether a line holds separators only.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || ";,\t\"".contains(c))
}

/// Whether a heading says that its column is for people.
fn is_remark(heading: &str) -> bool {
    let remarks = ["note", "bemærkning", "bemærkninger", "kommentar"];
    heading.starts_with('#') || remarks.contains(&heading_key(heading).as_str())
}

fn is_sum_word(cell: &str) -> bool {
    let sums = ["ialt", "sum", "total", "totalt", "samlet", "subtotal", "gennemsnit"];
    sums.contains(&heading_key(cell.trim_end_matches(':')).as_str())
}

/// Whether a cell is a number, as in a row of sums.
fn is_figure(cell: &str) -> bool {
    number(cell).is_ok() || super::value::kroner(cell).is_ok()
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
        assert_eq!(lines("sep=;\r\na;b\r\n1;2\r\n#3;4\r\n5;6"), [3, 5]);
        assert_eq!(lines("# what it is\na;b\n1;2"), [3]);
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(spreadsheet_column),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
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
