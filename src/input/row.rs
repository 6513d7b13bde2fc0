use csv::StringRecord;

use super::log::Log;
use super::sheet::{Column, Sheet};
use super::text::shown;
use super::value::{self, Wrong};
use crate::geo::{Location, Point, locate};
use crate::model::{Address, Fault, FaultKind, IdError, Table, Tags, looks_like_cpr};

/// One row of a table. A cell that cannot be read is a fault in the log and reads as empty.
pub(super) struct Row<'a> {
    table: Table,
    line: u64,
    record: &'a StringRecord,
    /// Whether a comma separates the items of a list.
    commas: bool,
    /// Whether the row has as many cells as it should; if not, its cells are no faults.
    sound: bool,
    log: &'a mut Log,
}

/// The columns that say where something is.
pub(super) struct PlaceColumns {
    degrees: [Column; 2],
    metres: [Column; 2],
}

impl PlaceColumns {
    /// The columns, of which one pair must be there.
    pub(super) fn new(
        degrees: [Column; 2],
        metres: [Column; 2],
        sheet: &Sheet<'_>,
        log: &mut Log,
    ) -> Self {
        let columns = Self { degrees, metres };
        if columns.first().is_none() {
            let expected =
                "columns lat and lon (bredde, længde), or easting and northing (øst, nord)";
            sheet.lacks("lat", expected, log);
        }
        columns
    }

    /// The first column of a pair that is there.
    fn first(&self) -> Option<Column> {
        let pairs = [self.degrees, self.metres].into_iter();
        pairs.filter(|pair| pair.iter().all(|c| c.at.is_some())).map(|[first, _]| first).next()
    }
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
        Self { table, line, record, commas, sound, log }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The trimmed text of a cell, empty where there is none.
    pub(super) fn cell(&self, column: Column) -> &'a str {
        let text = column.at.and_then(|at| self.record.get(at)).unwrap_or_default().trim();
        plain(text)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        !self.cell(column).is_empty()
    }

    /// A value that may be left out.
    pub(super) fn read<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        parse(text).map_err(|wrong| self.wrong(column, wrong)).ok()
    }

    /// A value that must be there.
    pub(super) fn required<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        if column.at.is_some() && !self.has(column) {
            self.missing(column, "a value");
        }
        self.read(column, parse)
    }

    /// A list of words.
    pub(super) fn words<T: Ord>(
        &mut self,
        column: Column,
        word: impl Fn(&str) -> Result<T, Wrong>,
    ) -> std::collections::BTreeSet<T> {
        let commas = self.commas;
        self.read(column, |text| value::words(text, commas, word)).unwrap_or_default()
    }

    /// A list of tags.
    pub(super) fn tags(&mut self, column: Column) -> Tags {
        let text = self.cell(column);
        if value::items(text, self.commas).any(looks_like_cpr) {
            self.personal(column);
            return Tags::new();
        }
        value::items(text, self.commas).map(str::to_owned).collect()
    }

    /// Free text.
    pub(super) fn text(&mut self, column: Column) -> String {
        let text = self.cell(column);
        if looks_like_cpr(text) {
            self.personal(column);
            return String::new();
        }
        text.to_owned()
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
        let error = match Id::try_from(text) {
            Ok(id) => return Some(id),
            Err(error) => error,
        };
        match error {
            _ if column.at.is_none() => {}
            IdError::CprNumber => self.personal(column),
            IdError::Empty => self.missing(column, "an id"),
            IdError::ControlCharacter => {
                self.fault(column, FaultKind::BadId, "an id without control characters", "");
            }
            _ => self.fault(column, FaultKind::BadId, "an id of at most 64 bytes", ""),
        }
        let stand_in = format!("?{} {}", self.line, column.name);
        Id::try_from(stand_in.as_str()).ok()
    }

    /// Where something is; `None` where the cells do not say.
    pub(super) fn place(&mut self, columns: &PlaceColumns) -> Option<Point> {
        columns.first()?;
        let degrees = self.pair(columns.degrees)?;
        let metres = self.pair(columns.metres)?;
        let [lat, _] = columns.degrees;
        let from_degrees = match degrees {
            Some((latitude, longitude)) => {
                let point = Point::from_wgs84(latitude, longitude);
                let known = |point: Option<Point>| {
                    point.is_some_and(|point| locate(point) != Location::Elsewhere)
                };
                if known(point) {
                    point
                } else {
                    let advice = if known(Point::from_wgs84(longitude, latitude)) {
                        "Latitude and longitude are swapped: latitude is near 56 here, longitude near 10"
                    } else {
                        "Check the degrees: latitude is near 56 here, longitude near 10"
                    };
                    let expected = "a place on land in or near Denmark";
                    self.fault(lat, FaultKind::BadPlace, expected, advice);
                    return None;
                }
            }
            None => None,
        };
        let point = metres.map(|(easting, northing)| Point::new(easting, northing));
        if let (Some(metres), Some(degrees)) = (point, from_degrees)
            && metres.metres_to(degrees) > 100.0
        {
            let [easting, _] = columns.metres;
            let expected = "the place that the degrees give";
            let advice = "Correct one of the two pairs or remove it";
            self.fault(easting, FaultKind::Contradiction, expected, advice);
        }
        if point.is_none() && from_degrees.is_none() {
            if let Some(column) = columns.first() {
                self.missing(column, "coordinates: lat and lon, or easting and northing");
            }
            return None;
        }
        point.or(from_degrees)
    }

    /// Both numbers of a pair or none; `None` where there is a fault in them.
    fn pair(&mut self, [first, second]: [Column; 2]) -> Option<Option<(f64, f64)>> {
        match (self.has(first), self.has(second)) {
            (false, false) => Some(None),
            (true, false) | (false, true) => {
                let absent = if self.has(first) { second } else { first };
                self.missing(absent, "both coordinates of the pair");
                self.read(first, value::number);
                self.read(second, value::number);
                None
            }
            (true, true) => {
                match (self.read(first, value::number), self.read(second, value::number)) {
                    (Some(a), Some(b)) => Some(Some((a, b))),
                    _ => None,
                }
            }
        }
    }

    fn wrong(&mut self, column: Column, Wrong { expected, advice }: Wrong) {
        self.fault(column, FaultKind::BadValue, &expected, &advice);
    }

    pub(super) fn missing(&mut self, column: Column, expected: &str) {
        let fault = self.new_fault(column, FaultKind::Missing, expected);
        self.push(fault.advise("Fill in the cell"));
    }

    fn personal(&mut self, column: Column) {
        let fault = self.new_fault(column, FaultKind::PersonalData, "no CPR number");
        let advice = "Use an id of the case system; the number is not shown here";
        self.push(fault.found("what reads as a CPR number").advise(advice));
    }

    /// A fault in a cell, with what the cell holds.
    pub(super) fn fault(&mut self, column: Column, kind: FaultKind, expected: &str, advice: &str) {
        let mut fault = self.new_fault(column, kind, expected).advise(advice);
        fault.found = shown(self.cell(column)).filter(|text| !text.is_empty());
        self.push(fault);
    }

    fn new_fault(&self, column: Column, kind: FaultKind, expected: &str) -> Fault {
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

    /// Notes that the next entry of the table stands on this line.
    pub(super) fn note(&mut self) {
        let line = self.line;
        self.log.place(self.table).lines.push(line);
    }
}

/// The text that a cell stands for: an apostrophe keeps a spreadsheet from running what follows.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}
