use std::io;

use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};

use super::cell::{self, Cell};
use super::choices::{Choices, range};
use super::form::note;
use super::look;
use super::records::{Record, Records};
use crate::files::book::{MOST_UNITS, excel_day, excel_moment, set_up};
use crate::input::column::{Kind, Spec};
use crate::model::Table;

/// How far down a sheet is ready to be filled in.
const LAST_ROW: usize = 1999;

/// A table on its way to a sheet of its own.
pub(super) struct TableSheet {
    pub(super) table: Table,
    name: &'static str,
    records: Records,
    /// What the columns are, as far as they are known.
    columns: Vec<Option<&'static Spec>>,
}

impl TableSheet {
    /// A table of which every cell can be kept.
    pub(super) fn new(
        table: Table,
        name: &'static str,
        specs: &'static [Spec],
        records: Records,
    ) -> io::Result<Self> {
        let mut columns = Vec::new();
        for heading in records.headings() {
            columns.push(specs.iter().find(|spec| spec.named(heading).is_some()));
        }
        let sheet = Self { table, name, records, columns };
        sheet.check()?;
        Ok(sheet)
    }

    /// Where the ids of a column stand, as a formula names it.
    pub(super) fn range_of(&self, column: &str) -> Option<String> {
        let is_meant = |spec: &Option<&Spec>| spec.is_some_and(|spec| spec.name == column);
        let at = self.columns.iter().position(is_meant)?;
        let first = self.records.first();
        Some(range(self.name, at, first, self.last() + 1 - first))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, choices: &Choices) -> Result<(), XlsxError> {
        sheet.set_name(self.name)?;
        if matches!(self.table, Table::Persons | Table::Dwellings | Table::Sites | Table::Openings)
        {
            sheet.set_tab_color(look::REQUIRED);
        }
        let header = index(self.records.header);
        set_up(sheet, self.name, header + 1)?;
        sheet.set_freeze_panes(header + 1, 1)?;
        for (at, column) in (0..).zip(self.columns.iter().enumerate()) {
            self.write_column(sheet, at, column, choices)?;
        }
        if let Some(last) = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).checked_sub(1) {
            // An id or a postcode is a text, though it may be made of digits.
            let digits = IgnoreError::NumberStoredAsText;
            sheet.ignore_error_range(header + 1, 0, index(self.last()), last, digits)?;
        }
        for (row, Record { cells, is_comment }) in (0..).zip(&self.records.rows) {
            if row == header {
                continue;
            }
            for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                write_cell(sheet, (row, column), self.kind(column.into()), text, *is_comment)?;
            }
        }
        Ok(())
    }

    /// Heading, note, formats and drop-down of a column.
    fn write_column(
        &self,
        sheet: &mut Worksheet,
        column: u16,
        (at, spec): (usize, &Option<&'static Spec>),
        choices: &Choices,
    ) -> Result<(), XlsxError> {
        let kind = self.kind(at);
        let (header, last) = (index(self.records.header), index(self.last()));
        sheet.set_column_width(column, self.width(at))?;
        sheet.set_column_format(column, &look::cells(kind))?;
        let heading = self.records.headings().get(at).map_or("", String::as_str);
        let is_required = spec.is_some_and(|spec| spec.required);
        sheet.write_string_with_format(header, column, heading, &look::heading(is_required))?;
        if let Some(spec) = spec {
            sheet.insert_note(header, column, &note(spec, choices))?;
            if let Some(validation) = choices.validation(kind)? {
                sheet.add_data_validation(header + 1, column, last, column, &validation)?;
            }
        }
        Ok(())
    }

    fn kind(&self, column: usize) -> Kind {
        self.columns.get(column).copied().flatten().map_or(Kind::Text, |spec| spec.kind)
    }

    /// The last row that is ready to be filled in.
    fn last(&self) -> usize {
        LAST_ROW.max(self.records.rows.len())
    }

    /// How wide a column is, in characters.
    fn width(&self, column: usize) -> f64 {
        let least = match self.kind(column) {
            Kind::Moment => 17,
            Kind::Date => 12,
            _ => 9,
        };
        let cells = self.records.rows.iter().filter_map(|row| row.cells.get(column));
        let longest = cells.map(|cell| cell.chars().count() + 2).max().unwrap_or(0);
        u32::try_from(longest.clamp(least, 40)).map_or(40.0, f64::from)
    }

    /// Refuses what a workbook would not give back the same.
    fn check(&self) -> io::Result<()> {
        for (row, Record { cells, .. }) in self.records.rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let is_list = match self.kind(column) {
                    Kind::Tags => true,
                    Kind::Word(words) => words.is_list(),
                    _ => false,
                };
                let what = if text.encode_utf16().count() > MOST_UNITS {
                    "a text of more than 32,767 characters"
                } else if is_escape(text) {
                    "a control character behind what spreadsheets write for one"
                } else if is_list && self.records.commas_are_text && text.contains(',') {
                    "a list with a comma in it, which would separate"
                } else {
                    continue;
                };
                return Err(unkept(self.name, row, column, what));
            }
        }
        Ok(())
    }
}

/// A cell that cannot be kept, by its place.
fn unkept(sheet: &str, row: usize, column: usize, what: &str) -> io::Error {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let cell = rust_xlsxwriter::utility::row_col_to_cell(index(row), column);
    io::Error::new(io::ErrorKind::InvalidInput, format!("{sheet}!{cell}: {what}"))
}

/// Whether a text has `_x0041` before a character that is itself written as `_x0001_`: spreadsheets would read the
/// two as one escape.
fn is_escape(text: &str) -> bool {
    text.match_indices("_x").any(|(at, _)| {
        let digits = text.get(at + 2..at + 6);
        let next = text.get(at + 6..).and_then(|rest| rest.chars().next());
        digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            && next.is_some_and(|next| {
                (next.is_ascii_control() && !matches!(next, '\t' | '\n' | '\u{7f}'))
                    || matches!(next, '\u{fffe}' | '\u{ffff}')
            })
    })
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: Kind,
    text: &str,
    is_comment: bool,
) -> Result<(), XlsxError> {
    let dressed = |format: Format| if is_comment { look::comment(format) } else { format };
    let own = dressed(look::cells(kind));
    match Cell::of(kind, text) {
        Cell::Number(amount) if kind == Kind::Money && amount.fract() != 0.0 => {
            let format = own.set_num_format("#,##0.00 \"kr.\"");
            sheet.write_number_with_format(row, column, amount, &format)
        }
        Cell::Number(number) => sheet.write_number_with_format(row, column, number, &own),
        Cell::Date(date) => {
            let format = dressed(look::cells(Kind::Date));
            sheet.write_datetime_with_format(row, column, excel_day(date)?, &format)
        }
        Cell::Moment(at) if at.second() != 0 => {
            let format = own.set_num_format("dd-mm-yyyy hh:mm:ss");
            sheet.write_datetime_with_format(row, column, excel_moment(at)?, &format)
        }
        Cell::Moment(at) => sheet.write_datetime_with_format(row, column, excel_moment(at)?, &own),
        Cell::TimeOfDay(time) => {
            sheet.write_datetime_with_format(row, column, cell::time_of_day(time)?, &own)
        }
        Cell::Text => {
            let format = dressed(look::cells(Kind::Text));
            sheet.write_string_with_format(row, column, text, &format)
        }
    }?;
    Ok(())
}

fn index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
