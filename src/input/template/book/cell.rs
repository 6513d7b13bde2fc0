use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, XlsxError};

use crate::input::column::{Kind, Words};
use crate::input::value;
use crate::model::{TimeOfDay, Verdict};

/// A cell as a workbook keeps it.
#[derive(Debug, PartialEq)]
pub(super) enum Cell {
    Text,
    Number(f64),
    Date(Date),
    Moment(DateTime),
    TimeOfDay(TimeOfDay),
}

impl Cell {
    /// The value that a text has in a column; text where there is none, or it would not come back the same.
    pub(super) fn of(kind: Kind, text: &str) -> Self {
        let bare = text.strip_prefix('\'').unwrap_or(text);
        Self::value(kind, &value::visible(bare)).unwrap_or(Self::Text)
    }

    fn value(kind: Kind, text: &str) -> Option<Self> {
        Some(match kind {
            Kind::Number => {
                let number = value::number(text).ok()?;
                kept(number, |shown| value::number(shown) == Ok(number))?
            }
            Kind::Whole(_) => {
                let whole = value::whole(text).ok()?;
                kept(whole as f64, |shown| value::whole(shown) == Ok(whole))?
            }
            Kind::Money => {
                let kroner = value::kroner(text).ok()?;
                kept(kroner.into(), |shown| value::kroner(shown) == Ok(kroner))?
            }
            Kind::Word(Words::Penalties) => {
                let Ok(Verdict::Penalty(penalty)) = value::verdict(text) else { return None };
                let same = Ok(Verdict::Penalty(penalty));
                kept(penalty as f64, |shown| value::verdict(shown) == same)?
            }
            Kind::Date => {
                let (date, timed) = value::date(text).ok()?;
                Self::Date(Some(date).filter(|date| !timed && is_in_calendar(*date))?)
            }
            Kind::Moment => {
                let (date, timed) =
                    value::date(text).ok().filter(|(date, _)| is_in_calendar(*date))?;
                if timed { Self::Moment(value::date_time(text).ok()?) } else { Self::Date(date) }
            }
            Kind::TimeOfDay => {
                let time = value::time_of_day(text).ok()?;
                // The end of a day is the beginning of one on the clock of a spreadsheet.
                Self::TimeOfDay(Some(time).filter(|time| time.minutes() < 24 * 60)?)
            }
            Kind::Id | Kind::IdOf(_) | Kind::Text | Kind::Tags | Kind::Word(_) => return None,
        })
    }
}

/// A number that a spreadsheet keeps to its last digit, of which it has fifteen.
fn kept(number: f64, reads_back: impl Fn(&str) -> bool) -> Option<Cell> {
    let shown = number.to_string();
    let digits = shown.bytes().filter(u8::is_ascii_digit).count();
    (digits <= 15 && !shown.starts_with("-0") && reads_back(&shown)).then_some(Cell::Number(number))
}

/// Whether spreadsheets agree on the number of a day: before March 1900 they do not.
fn is_in_calendar(date: Date) -> bool {
    date >= jiff::civil::date(1900, 3, 1)
}

pub(super) fn time_of_day(time: TimeOfDay) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_hms(time.minutes() / 60, (time.minutes() % 60) as u8, 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_reads_back_the_same_is_a_value() {
        let at = |hour, minute, second| date(2016, 4, 1).at(hour, minute, second, 0);
        for (kind, text, cell) in [
            (Kind::Number, "55,7705", Cell::Number(55.7705)),
            (Kind::Number, "-0", Cell::Text),
            (Kind::Number, "0.1234567890123456", Cell::Text),
            (Kind::Whole(1), "4,00", Cell::Number(4.0)),
            (Kind::Whole(1), "4.000", Cell::Text),
            (Kind::Whole(1), "'4", Cell::Number(4.0)),
            (Kind::Whole(1), "9007199254740993", Cell::Text),
            (Kind::Money, "5.500,50 kr.", Cell::Number(5500.5)),
            (Kind::Money, "gratis", Cell::Text),
            (Kind::Word(Words::Penalties), "10", Cell::Number(10.0)),
            (Kind::Word(Words::Penalties), "aldrig", Cell::Text),
            (Kind::Word(Words::YesNo), "1", Cell::Text),
            (Kind::Date, "1.4.2016", Cell::Date(date(2016, 4, 1))),
            (Kind::Date, "01-04-2016 12:30", Cell::Text),
            (Kind::Date, "01-01-1900", Cell::Text),
            (Kind::Moment, "01-04-2016 00:00", Cell::Date(date(2016, 4, 1))),
            (Kind::Moment, "2016-04-01T12:00:07", Cell::Moment(at(12, 0, 7))),
            (Kind::TimeOfDay, "7.30", Cell::TimeOfDay("07:30".parse().unwrap())),
            (Kind::TimeOfDay, "24:00", Cell::Text),
            (Kind::Id, "0012", Cell::Text),
            (Kind::Text, "8722", Cell::Text),
        ] {
            assert_eq!(Cell::of(kind, text), cell, "{kind:?} {text}");
        }
    }
}
