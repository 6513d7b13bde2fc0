mod place;

use std::borrow::Cow;
use std::collections::BTreeSet;

use csv::StringRecord;
use jiff::civil::{Date, DateTime};

use super::book::BookSheet;
use super::column::Column;
use super::log::Log;
use super::value::{self, Wrong};
use crate::model::{
    Address, Fault, FaultKind, IdError, Policy, StepId, Table, Tag, Tags, TimeOfDay,
};
use crate::text::{Said, holds_cpr, is_production_unit, plain, said, said_of, said_of_id};

/// One row of a table. A cell that cannot be read is a fault in the log and reads as empty.
pub(super) struct Row<'a> {
    table: Table,
    line: u64,
    record: &'a StringRecord,
    /// Whether a comma separates the items of a list.
    commas: bool,
    /// Whether the row has as many cells as it should; if not, its cells are no faults.
    sound: bool,
    /// The sheet of a workbook that the row stands in.
    book: Option<&'a BookSheet>,
    log: &'a mut Log,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        table: Table,
        line: u64,
        record: &'a StringRecord,
        commas: bool,
        sound: bool,
        log: &'a mut Log,
    ) -> Self {
        Self { table, line, record, commas, sound, book: None, log }
    }

    /// The same row, of a sheet in a workbook.
    pub(super) fn in_book(self, book: Option<&'a BookSheet>) -> Self {
        Self { book, ..self }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What a person sees in a cell, trimmed; empty where there is none.
    pub(super) fn cell(&self, column: Column) -> Cow<'a, str> {
        let text = column.at.and_then(|at| self.record.get(at)).unwrap_or_default().trim();
        match text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
            // How spreadsheets are made to keep a number as text.
            Some(inner) if !inner.contains('"') => Cow::Borrowed(inner.trim()),
            _ => match text.strip_prefix('\'') {
                Some(rest) if column.at == Some(0) && is_taken_for_comment(rest) => {
                    Cow::Borrowed(rest)
                }
                _ => plain(text),
            },
        }
    }

    /// Whether somebody sees something in a cell.
    pub(super) fn has(&self, column: Column) -> bool {
        !value::visible(&self.cell(column)).is_empty()
    }

    /// A value that may be left out.
    pub(super) fn read<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let cell = self.cell(column);
        let text = value::visible(cell.strip_prefix('\'').unwrap_or(&cell));
        if text.is_empty() {
            return None;
        }
        if !value::is_decimal_or_date(&text) && holds_cpr(&text) {
            self.personal(column);
            return None;
        }
        parse(&text).map_err(|wrong| self.wrong(column, wrong)).ok()
    }

    /// A moment that may be left out.
    pub(super) fn moment(&mut self, column: Column) -> Option<DateTime> {
        match self.serial(column) {
            Some(text) => value::date_time(&text).ok(),
            None => self.read(column, value::date_time),
        }
    }

    /// A time of day that may be left out.
    pub(super) fn time(&mut self, column: Column) -> Option<TimeOfDay> {
        let book = self.book;
        self.read(column, |text| {
            let fraction = book.and_then(|_| value::time_of_fraction(text));
            value::time_of_day(fraction.as_deref().unwrap_or(text))
        })
    }

    /// The moment that a number in a sheet means, which has lost its format as a date; warns of it.
    fn serial(&mut self, column: Column) -> Option<String> {
        let is_1904 = self.book?.counts_from_1904;
        let moment = value::moment_of_serial(&self.cell(column), is_1904)?;
        let message = said!(
            "a number without the format of a date is read as the date that the spreadsheet means by it",
            "et tal uden datoformat læses som den dato, regnearket mener med det"
        );
        self.log.warn(self.table, Some(self.line), column.at.map(|at| at + 1), message);
        Some(moment)
    }

    /// A day that may be left out; warns where a time of day stands behind it.
    pub(super) fn date(&mut self, column: Column) -> Option<Date> {
        let (date, timed) = match self.serial(column) {
            Some(text) => value::date(&text).ok()?,
            None => self.read(column, value::date)?,
        };
        if timed {
            let message = said!(
                "only the day counts here, not the time behind it",
                "kun dagen tæller her, ikke klokkeslættet efter den"
            );
            self.log.warn(self.table, Some(self.line), column.at.map(|at| at + 1), message);
        }
        Some(date)
    }

    /// A value that must be there.
    pub(super) fn required<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        if column.at.is_some() && !self.has(column) {
            self.missing(column, said!("a value", "en værdi"));
        }
        self.read(column, parse)
    }

    /// A list that is read whole.
    pub(super) fn list<T: Ord>(
        &mut self,
        column: Column,
        list: impl Fn(&str, bool) -> Result<BTreeSet<T>, Wrong>,
    ) -> BTreeSet<T> {
        let commas = self.commas;
        self.read(column, |text| list(text, commas)).unwrap_or_default()
    }

    /// A list of words.
    pub(super) fn words<T: Ord>(
        &mut self,
        column: Column,
        word: impl Fn(&str) -> Result<T, Wrong>,
    ) -> BTreeSet<T> {
        self.list(column, |text, commas| value::words(text, commas, &word))
    }

    /// A list of tags.
    pub(super) fn tags(&mut self, column: Column) -> Tags {
        let cell = self.cell(column);
        if holds_cpr(&cell) {
            self.personal(column);
            return Tags::new();
        }
        let mut tags = Tags::new();
        if value::is_uncalculated(&cell) {
            self.uncalculated(column);
        }
        for item in value::items(&cell, self.commas) {
            if value::is_spreadsheet_error(item) {
                self.warn_error(column);
            }
            let tag = Tag::new(item);
            if !value::is_no_tag(&tag) {
                tags.insert(tag);
            }
        }
        tags
    }

    /// Free text.
    pub(super) fn text(&mut self, column: Column) -> String {
        let text = self.cell(column);
        if value::is_uncalculated(&text) {
            self.uncalculated(column);
            return String::new();
        }
        if value::is_spreadsheet_error(&text) {
            self.warn_error(column);
            return String::new();
        }
        if holds_cpr(&text) {
            self.personal(column);
            return String::new();
        }
        text.into_owned()
    }

    /// The name of an employer, or the number of a production unit.
    pub(super) fn employer(&mut self, column: Column) -> String {
        let text = self.cell(column);
        if is_production_unit(&text) { text.into_owned() } else { self.text(column) }
    }

    /// A step of the ladder, by any of its names.
    pub(super) fn step(&mut self, column: Column, policy: &Policy) -> Option<StepId> {
        let cell = self.cell(column);
        value::step(&value::visible(&cell), policy).cloned().or_else(|| self.id(column))
    }

    /// A step of the ladder that may be left out.
    pub(super) fn optional_step(&mut self, column: Column, policy: &Policy) -> Option<StepId> {
        if self.has(column) { self.step(column, policy) } else { None }
    }

    /// The three columns of an address.
    pub(super) fn address(&mut self, [street, postcode, locality]: [Column; 3]) -> Address {
        Address {
            street: self.text(street),
            postcode: self.text(postcode),
            locality: self.text(locality),
        }
    }

    /// An id that may be left out.
    pub(super) fn optional_id<Id>(&mut self, column: Column) -> Option<Id>
    where
        Id: for<'t> TryFrom<&'t str, Error = IdError>,
    {
        if self.has(column) { self.id(column) } else { None }
    }

    /// An id; where the cell holds none, one that nothing else has, so that the rest of the row
    /// can be checked too.
    pub(super) fn id<Id>(&mut self, column: Column) -> Option<Id>
    where
        Id: for<'t> TryFrom<&'t str, Error = IdError>,
    {
        let text = self.cell(column);
        let error = match Id::try_from(text.as_ref()) {
            Ok(id) if !value::is_spreadsheet_error(&text) => return Some(id),
            Ok(_) => {
                self.fault(
                    column,
                    FaultKind::BadId,
                    said!("an id", "et id"),
                    said!("Mend the formula of the cell", "Ret formlen i cellen"),
                );
                return self.stand_in(column);
            }
            Err(error) => error,
        };
        match error {
            _ if column.at.is_none() => {}
            IdError::CprNumber => self.personal(column),
            IdError::Empty => self.missing(column, said!("an id", "et id")),
            IdError::TooLong => {
                self.fault(
                    column,
                    FaultKind::BadId,
                    said!("an id of at most 64 bytes", "et id på højst 64 bytes"),
                    Said::default(),
                );
            }
            _ => {
                let expected = said!(
                    "an id without control characters and invisible ones",
                    "et id uden kontroltegn og usynlige tegn"
                );
                self.fault(
                    column,
                    FaultKind::BadId,
                    expected,
                    said!("Type the id anew", "Skriv id'et igen"),
                );
            }
        }
        self.stand_in(column)
    }

    /// An id that nothing else has.
    fn stand_in<Id>(&self, column: Column) -> Option<Id>
    where
        Id: for<'t> TryFrom<&'t str, Error = IdError>,
    {
        let stand_in = format!("?{} {}", self.line, column.name);
        Id::try_from(stand_in.as_str()).ok()
    }

    fn wrong(&mut self, column: Column, Wrong { expected, advice }: Wrong) {
        self.fault(column, FaultKind::BadValue, expected, advice);
    }

    pub(super) fn missing(&mut self, column: Column, expected: Said) {
        let fault = self.new_fault(column, FaultKind::Missing, expected);
        self.push(fault.advise(said!("Fill in the cell", "Udfyld cellen")));
    }

    fn personal(&mut self, column: Column) {
        let fault = self.new_fault(
            column,
            FaultKind::PersonalData,
            said!("no CPR number", "intet CPR-nummer"),
        );
        let advice = match column.name {
            "site" | "employer" => {
                said!(
                    "The number of a production unit is ten digits and nothing else; what was found is not shown here",
                    "Et P-nummer er ti cifre og intet andet; det fundne vises ikke her"
                )
            }
            _ => said!(
                "Use an id of the case system; the number is not shown here",
                "Brug et id fra fagsystemet; nummeret vises ikke her"
            ),
        };
        self.push_personal(fault, advice);
    }

    /// A CPR number in a cell that nothing else looks at.
    pub(super) fn personal_at(&mut self, at: usize) {
        let mut fault = Fault::new(
            self.table,
            FaultKind::PersonalData,
            said!("no CPR number", "intet CPR-nummer"),
        );
        (fault.line, fault.column) = (Some(self.line), Some(at + 1));
        self.push_personal(
            fault,
            said!(
                "Take the number out, or the column; it is not shown here",
                "Fjern nummeret eller kolonnen; det vises ikke her"
            ),
        );
    }

    /// Where a CPR number stands matters even if the row is at fault as a whole.
    fn push_personal(&mut self, fault: Fault, advice: Said) {
        self.log.faults.push(
            fault
                .found(said!(
                    "what reads as a CPR number",
                    "noget, der kan læses som et CPR-nummer"
                ))
                .advise(advice),
        );
    }

    /// A formula whose value is not known.
    fn uncalculated(&mut self, column: Column) {
        self.fault(column, FaultKind::BadValue, said!("a value", "en værdi"), Said::default());
    }

    fn warn_error(&mut self, column: Column) {
        let message = said!(
            "an error value of the spreadsheet is read as empty",
            "en fejlværdi fra regnearket læses som tom"
        );
        self.log.warn(self.table, Some(self.line), column.at.map(|at| at + 1), message);
    }

    /// A fault in a cell, with what the cell holds as far as a message may show it.
    pub(super) fn fault(&mut self, column: Column, kind: FaultKind, expected: Said, advice: Said) {
        let mut fault = self.new_fault(column, kind, expected).advise(advice);
        let cell = self.cell(column);
        let ids = ["person", "household", "dwelling", "site", "opening"];
        let is_id = ids.contains(&column.name);
        if value::is_uncalculated(&cell) {
            fault.found = Some(said!(
                "a formula whose value was never calculated",
                "en formel, hvis værdi aldrig er beregnet"
            ));
            self.push(fault.advise(said!(
                "Open the workbook in Excel, save it, and try again",
                "Åbn projektmappen i Excel, gem den, og prøv igen"
            )));
            return;
        }
        fault.found = match cell.as_ref() {
            "" => None,
            text if value::is_spreadsheet_error(text) => {
                Some(said!("an error value of the spreadsheet", "en fejlværdi fra regnearket"))
            }
            text if is_id => Some(said_of_id(text)),
            text => Some(said_of(text)),
        };
        self.push(fault);
    }

    fn new_fault(&self, column: Column, kind: FaultKind, expected: Said) -> Fault {
        let mut fault = Fault::new(self.table, kind, expected);
        fault.line = Some(self.line);
        fault.column = column.at.map(|at| at + 1);
        fault.field = Some(column.shown.into());
        fault
    }

    fn push(&mut self, fault: Fault) {
        if self.sound {
            self.log.faults.push(fault);
        }
    }

    /// Says of the last fault which line it contradicts.
    pub(super) fn compare(&mut self, line: u64) {
        if let Some(fault) = self.log.faults.last_mut().filter(|_| self.sound) {
            fault.other_line = Some(line);
        }
    }

    /// Notes that tags of a household stand on this line.
    pub(super) fn note_tags(&mut self, household: usize, field: &'static str, tags: &Tags) {
        for tag in tags {
            self.log.tags.entry((household, field, tag.clone())).or_insert(self.line);
        }
    }

    /// Notes that the next entry of the table stands on this line.
    pub(super) fn note(&mut self) {
        let line = self.line;
        self.log.place(self.table).lines.push(line);
    }
}

/// Whether the first cell of a row would make the row a comment but for apostrophes before it.
pub(super) fn is_taken_for_comment(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with('#')
}
