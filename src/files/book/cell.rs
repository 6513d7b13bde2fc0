use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::looks::Looks;
use crate::model::{Kroner, TimeOfDay};
use crate::text::{inert, tidy};

/// The longest text of a cell, in units of UTF-16.
pub(crate) const MOST_UNITS: usize = 32_767;
/// Larger numbers lose digits in a spreadsheet.
const MOST_EXACT: u64 = 999_999_999_999_999;

/// What stands in a cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Nothing yet: people write here.
    Input,
    /// An id or a code, which stays a text even if it looks like a number.
    Id(String),
    /// A text; [`Cell::text`] makes it.
    Text(String),
    /// A text that looks otherwise than others.
    Styled(String, Arc<Format>),
    /// A whole number.
    Whole(i64),
    /// A number of tenths.
    Tenths(i64),
    /// A number with as many decimals as it has.
    Number(f64),
    /// An amount.
    Money(Kroner),
    /// A day.
    Day(Date),
    /// A moment on Danish clocks.
    Moment(DateTime),
    /// A time of day.
    Time(TimeOfDay),
}

impl Cell {
    /// A text from anywhere, on one line.
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        Self::lines([text])
    }

    /// A text of several lines from anywhere.
    pub(crate) fn lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let lines = lines.into_iter().map(|line| tidy(line.as_ref()).into_owned());
        let text = lines.collect::<Vec<_>>().join("\n");
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// An id, if there is one.
    pub(crate) fn id(id: Option<impl ToString>) -> Self {
        id.map_or(Self::Empty, |id| Self::Id(id.to_string()))
    }

    /// A number of things.
    pub(crate) fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// How many characters as wide as a digit its longest line has as it is shown.
    pub(crate) fn characters(&self) -> usize {
        match self {
            Self::Empty | Self::Input => 0,
            Self::Id(text) | Self::Text(text) | Self::Styled(text, _) => {
                text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
            }
            Self::Whole(number) => number.to_string().len(),
            Self::Tenths(tenths) => tenths.to_string().len() + 1,
            Self::Number(number) => number.to_string().len(),
            Self::Money(amount) => amount.rounded().to_string().len() * 4 / 3 + 4,
            Self::Day(_) => 10,
            Self::Moment(_) => 15,
            Self::Time(_) => 5,
        }
    }

    /// Whether it can stand on several lines.
    pub(crate) fn wraps(&self) -> bool {
        matches!(self, Self::Id(_) | Self::Text(_) | Self::Styled(..))
    }

    /// On how many lines it stands in a column of a width.
    pub(super) fn lines_within(&self, width: usize) -> usize {
        match self {
            Self::Id(text) | Self::Text(text) | Self::Styled(text, _) => lines_within(text, width),
            _ => 1,
        }
    }

    /// Writes it at a row and column.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        looks: &Looks,
        (row, column): (u32, u16),
    ) -> Result<(), XlsxError> {
        let text = |text: &str, sheet: &mut Worksheet, format: &Format| {
            sheet.write_string_with_format(row, column, fitting(text), format).map(drop)
        };
        let number = |number: f64, sheet: &mut Worksheet, format: &Format| {
            sheet.write_number_with_format(row, column, number, format).map(drop)
        };
        match self {
            Self::Empty => sheet.write_blank(row, column, &looks.empty).map(drop),
            Self::Input => sheet.write_blank(row, column, &looks.input).map(drop),
            Self::Id(id) => text(id, sheet, &looks.id),
            // Who goes into the cell and out again runs nothing.
            Self::Text(live) if inert(live) != *live => text(live, sheet, &looks.quoted),
            Self::Text(plain) => text(plain, sheet, &looks.text),
            Self::Styled(styled, format) => text(styled, sheet, format),
            Self::Whole(whole) if whole.unsigned_abs() > MOST_EXACT => {
                text(&whole.to_string(), sheet, &looks.id)
            }
            Self::Whole(whole) => number(*whole as f64, sheet, &looks.whole),
            Self::Tenths(tenths) => number(*tenths as f64 / 10.0, sheet, &looks.tenths),
            Self::Number(any) => number(*any, sheet, &looks.number),
            Self::Money(amount) => number(f64::from(*amount), sheet, &looks.money),
            Self::Day(day) => match excel_day(*day) {
                Ok(at) if is_agreed(*day) => {
                    sheet.write_datetime_with_format(row, column, &at, &looks.day).map(drop)
                }
                _ => text(&day.to_string(), sheet, &looks.id),
            },
            Self::Moment(at) => match excel_moment(*at) {
                Ok(moment) if is_agreed(at.date()) => {
                    sheet.write_datetime_with_format(row, column, &moment, &looks.moment).map(drop)
                }
                _ => text(&at.to_string(), sheet, &looks.id),
            },
            Self::Time(time) => number(f64::from(time.minutes()) / 1440.0, sheet, &looks.time),
        }
    }
}

/// On how many lines a text stands that is so many characters wide, parted between words where it can be.
pub(super) fn lines_within(text: &str, width: usize) -> usize {
    let width = width.max(1);
    if text.len() <= width && !text.contains('\n') {
        return 1;
    }
    let lines = text.split('\n').map(|line| {
        let (mut lines, mut at) = (1, 0);
        for word in line.split(' ') {
            let letters = word.chars().count();
            if at > 0 && at + letters > width {
                (lines, at) = (lines + 1, 0);
            }
            let whole = letters.saturating_sub(1) / width;
            lines += whole;
            at += letters - whole * width + 1;
        }
        lines
    });
    lines.sum()
}

/// A day as spreadsheets count it.
///
/// # Errors
/// Outside the years 1900 to 9999.
pub(crate) fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let [month, date] = [day.month(), day.day()].map(i8::unsigned_abs);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(0), month, date)
}

/// A moment as spreadsheets count it.
///
/// # Errors
/// As of [`excel_day`].
pub(crate) fn excel_moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let [hour, minute, second] = [at.hour(), at.minute(), at.second()].map(i8::unsigned_abs);
    excel_day(at.date())?.and_hms(hour.into(), minute, second)
}

/// Whether spreadsheets agree on the number of a day: in 1900 they do not.
fn is_agreed(day: Date) -> bool {
    day.year() > 1900
}

/// As much of a text as a cell can hold.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_UNITS {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= MOST_UNITS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, MOST_UNITS, fitting, lines_within};

    #[test]
    fn lines_are_parted_between_words() {
        for (text, width, lines) in [
            ("", 5, 1),
            ("abcde", 5, 1),
            ("abc de", 5, 2),
            ("ab cd ef", 5, 2),
            ("abcdefghijkl", 5, 3),
            ("ab\ncd\nef", 5, 3),
            ("æøåæø", 5, 1),
            ("a", 0, 1),
        ] {
            assert_eq!(lines_within(text, width), lines, "{text} in {width}");
        }
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        for letter in ["a", "ø", "👪"] {
            let width = letter.chars().map(char::len_utf16).sum::<usize>();
            for count in
                [MOST_UNITS / width - 1, MOST_UNITS / width, MOST_UNITS / width + 1, 40_000]
            {
                let text = letter.repeat(count);
                let cut = fitting(&text);
                assert!(cut.encode_utf16().count() <= MOST_UNITS);
                assert_eq!(cut == text, count * width <= MOST_UNITS, "{count} {letter}");
            }
        }
    }

    #[test]
    fn a_width_is_that_of_what_is_shown() {
        assert_eq!(Cell::lines(["ab", "abcd\u{7}", "æ"]).characters(), 4);
        assert!(
            Cell::Money(crate::model::Kroner::new(1_234_567)).characters() >= "1.234.567 kr.".len()
        );
        assert!(matches!(Cell::text("\u{202e}"), Cell::Empty));
    }
}
