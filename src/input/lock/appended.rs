use std::borrow::Cow;
use std::collections::BTreeSet;

use csv::{ReaderBuilder, Terminator, WriterBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::input::decisions::COLUMNS;
use crate::input::log::Log;
use crate::input::row::is_taken_for_comment;
use crate::input::sheet::{Sheet, is_of_the_table};
use crate::input::text::{decode, named_delimiter, records};
use crate::model::{Decision, Table};
use crate::text::{Language, inert};

/// The mark of UTF-8, which keeps spreadsheets from taking it for something else.
const MARK: &str = "\u{feff}";

/// A table of decisions with more rows behind it, each a `must`; `None` if it cannot be read. What is there stays as it
/// is, byte for byte, but where a column is missing that the rows need.
pub(super) fn appended(table: Option<&[u8]>, new: &[Decision]) -> Option<Vec<u8>> {
    let Some(bytes) = table else {
        let header = COLUMNS[..5].iter().map(|spec| spec.name).collect::<Vec<_>>().join(";");
        let empty = format!("{MARK}{header}\r\n");
        return appended(Some(empty.as_bytes()), new);
    };
    if new.is_empty() {
        return Some(bytes.to_vec());
    }
    let text = decode(bytes)?;
    let layout = Layout::of(&text)?;
    let missing = layout.missing(new);
    let mut text = if missing.is_empty() { text } else { layout.widened(&text, &missing).into() };
    // The columns that were missing are there now.
    let layout = Layout::of(&text)?;
    let rows = layout.rows(new)?;
    let text = text.to_mut();
    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
        text.push_str(layout.line_end);
    }
    text.push_str(&rows);
    Some(encoded(text, bytes))
}

/// How a table is laid out.
struct Layout {
    delimiter: u8,
    line_end: &'static str,
    language: Language,
    /// Where each of the [`COLUMNS`] stands.
    at: [Option<usize>; 6],
    /// How many cells the longest row has.
    width: usize,
}

impl Layout {
    fn of(text: &str) -> Option<Self> {
        let mut log = Log::default();
        let mut sheet = Sheet::open(Table::Decisions, text, &mut log)?;
        let columns = sheet.columns(COLUMNS, &mut log);
        let [.., decision, _] = &columns;
        let danish = decision.shown != decision.name;
        let delimiter = sheet.delimiter();
        let line_end = match (text.contains("\r\n"), text.contains('\n'), text.contains('\r')) {
            (false, true, _) => "\n",
            (false, false, true) => "\r",
            _ => "\r\n",
        };
        let cells = |(_, record): (u64, &str)| cells(record, delimiter);
        Some(Self {
            delimiter,
            line_end,
            language: if danish { Language::Danish } else { Language::English },
            at: columns.map(|column| column.at),
            width: records(below_sep(text)).filter(is_row).map(cells).max().unwrap_or(0),
        })
    }

    /// The columns that rows need and the table has not, by their index among all.
    fn missing(&self, new: &[Decision]) -> Vec<usize> {
        let needed: BTreeSet<usize> =
            new.iter().flat_map(|one| filled(one).map(|(n, _)| n)).collect();
        needed.into_iter().filter(|n| self.at.get(*n).copied().flatten().is_none()).collect()
    }

    /// The same table with more columns behind all that it has.
    fn widened(&self, text: &str, missing: &[usize]) -> String {
        let delimiter = char::from(self.delimiter).to_string();
        let headings = missing.iter().filter_map(|n| COLUMNS.get(*n));
        let headings: Vec<&str> = headings.map(|spec| spec.template(self.language)[0]).collect();
        let head = text.len() - below_sep(text).len();
        let mut wider = text[..head].to_owned();
        let mut rest = &text[head..];
        let mut is_header = true;
        for (number, record) in records(&text[head..]) {
            let start = rest.find(record).unwrap_or(0);
            wider.push_str(&rest[..start]);
            wider.push_str(record);
            rest = &rest[start + record.len()..];
            if !is_row(&(number, record)) {
                continue;
            }
            let short = self.width - cells(record, self.delimiter).min(self.width);
            wider.push_str(&delimiter.repeat(short + usize::from(is_header)));
            if is_header {
                wider.push_str(&headings.join(&delimiter));
            } else {
                wider.push_str(&delimiter.repeat(headings.len()));
            }
            is_header = false;
        }
        wider + rest
    }

    /// Decisions as rows.
    fn rows(&self, new: &[Decision]) -> Option<String> {
        let terminator = match self.line_end {
            "\r\n" => Terminator::CRLF,
            end => Terminator::Any(*end.as_bytes().first()?),
        };
        let mut writer = WriterBuilder::new()
            .delimiter(self.delimiter)
            .terminator(terminator)
            .from_writer(Vec::new());
        for decision in new {
            let mut row = vec![String::new(); self.width];
            for (n, id) in filled(decision) {
                let cell = row.get_mut((*self.at.get(n)?)?)?;
                *cell = inert(&id.map_or(self.must().into(), Cow::Borrowed)).into_owned();
            }
            if let Some(first) = row.first_mut().filter(|first| is_taken_for_comment(first)) {
                first.insert(0, '\'');
            }
            writer.write_record(row).ok()?;
        }
        String::from_utf8(writer.into_inner().ok()?).ok()
    }

    fn must(&self) -> &'static str {
        match self.language {
            Language::English => "must",
            Language::Danish => "skal",
        }
    }
}

/// The columns that a row fills, by their index, with the ids; the decision has none.
fn filled(decision: &Decision) -> [(usize, Option<&str>); 3] {
    match decision {
        Decision::Housing { household, dwelling, .. } => {
            [(0, Some(household.as_str())), (2, Some(dwelling.as_str())), (4, None)]
        }
        Decision::Work { person, opening, .. } => {
            [(1, Some(person.as_str())), (3, Some(opening.as_str())), (4, None)]
        }
    }
}

/// The table below a line that names the delimiter.
fn below_sep(text: &str) -> &str {
    text.get(named_delimiter(text).map_or(0, |(_, length)| length)..).unwrap_or_default()
}

fn is_row((_, record): &(u64, &str)) -> bool {
    is_of_the_table(record)
}

/// How many cells a record has.
fn cells(record: &str, delimiter: u8) -> usize {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    let mut reader = builder.from_reader(record.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    first.map_or(0, |record| record.len())
}

/// Text in the encoding of `before`; in UTF-8 if that has not all of its letters.
fn encoded(text: &str, before: &[u8]) -> Vec<u8> {
    let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let marked = Encoding::for_bom(before);
    let mark = marked.map_or(&[][..], |(_, length)| before.get(..length).unwrap_or_default());
    let body = match marked.map(|(encoding, _)| encoding) {
        Some(encoding) if encoding == UTF_16LE => units(u16::to_le_bytes),
        Some(encoding) if encoding == UTF_16BE => units(u16::to_be_bytes),
        Some(encoding) if encoding == UTF_8 => text.as_bytes().to_vec(),
        _ if std::str::from_utf8(before).is_ok() => text.as_bytes().to_vec(),
        _ => match WINDOWS_1252.encode(text) {
            (bytes, _, false) => bytes.into_owned(),
            _ => return [MARK.as_bytes(), text.as_bytes()].concat(),
        },
    };
    [mark, &body].concat()
}
