//! What a person sees in a cell, as text.

use calamine::{DataRef, ExcelDateTime};

use crate::input::value::{DAY, day, seconds};

/// A cell as text, and whether it holds more than it shows.
pub(super) struct Seen {
    pub(super) text: String,
    /// A time of day stands behind the date, and is not shown.
    pub(super) hides_time: bool,
}

/// What a person sees in a cell with this value and number format; `is_1904`: days count from 1904.
pub(super) fn seen(value: &DataRef<'_>, format: &str, is_1904: bool) -> Seen {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => padded(*number, format).unwrap_or_else(|| number.to_string()),
        DataRef::Bool(value) => value.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(at) => return moment(at, format, is_1904),
    };
    Seen { text, hides_time: false }
}

/// A date, a time of day, or both, whichever the format shows.
fn moment(at: &ExcelDateTime, format: &str, is_1904: bool) -> Seen {
    let serial = at.as_f64();
    let plain = |text| Seen { text, hides_time: false };
    let Some(seconds) = seconds(serial) else { return plain(serial.to_string()) };
    if at.is_duration() {
        return plain(clock(seconds));
    }
    let shown = Shown::by(format);
    let (days, in_day) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    // A serial number below 1 is no date but a time.
    if !shown.date || days == 0 {
        return plain(clock(in_day));
    }
    let Some(date) = day(days, is_1904) else { return plain(serial.to_string()) };
    if shown.time && in_day != 0 {
        return plain(format!("{date} {}", clock(in_day)));
    }
    Seen { text: date.to_string(), hides_time: in_day != 0 }
}

/// A time of day, which may be 24:00 or later where it is a length of time.
fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match rest {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{rest:02}"),
    }
}

/// What of a moment a number format shows.
struct Shown {
    date: bool,
    time: bool,
}

impl Shown {
    fn by(format: &str) -> Self {
        let signs = signs(format).replace("am/pm", "").replace("a/p", "");
        let time = signs.contains(['h', 's']);
        // Where hours or seconds stand, m is minutes.
        let date = signs.contains(['d', 'y']) || (signs.contains('m') && !time);
        Self { date: date || !time, time: time || !date }
    }
}

/// The signs of a format's first section that stand for a part of the value, in lower case: without texts and brackets.
fn signs(format: &str) -> String {
    let mut signs = String::new();
    let mut rest = format.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '"' => drop(rest.by_ref().find(|c| *c == '"')),
            '[' => drop(rest.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(rest.next()),
            ';' => break,
            _ => signs.extend(sign.to_lowercase()),
        }
    }
    signs
}

/// A whole number with the zeros and texts that its format puts around it: ids look so. Behind a space it is a unit.
fn padded(number: f64, format: &str) -> Option<String> {
    let mut sides = [String::new(), String::new()];
    let (mut zeros, mut side) = (0, 0);
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        let literal = match sign {
            ';' => break,
            '0' | '#' | '?' if side == 0 || sides[1].is_empty() => {
                side = 1;
                zeros += usize::from(sign == '0');
                continue;
            }
            '"' => signs.by_ref().take_while(|sign| *sign != '"').collect(),
            '\\' | '!' => signs.next()?.to_string(),
            '_' => signs.next().map(|_| " ".to_owned())?,
            '*' => signs.next().map(|_| String::new())?,
            '[' => bracketed(&signs.by_ref().take_while(|sign| *sign != ']').collect::<String>())?,
            '-' | '+' | '(' | ')' | ':' | ' ' | '/' | '\'' => sign.to_string(),
            _ if sign.is_alphabetic() && !"dmyhsgeabn".contains(sign.to_ascii_lowercase()) => {
                sign.to_string()
            }
            _ => return None,
        };
        sides[side].push_str(&literal);
    }
    let [before, behind] = sides;
    let is_whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
    let has_text = !before.trim().is_empty() || behind.starts_with(|sign| sign != ' ');
    let is_id = side == 1 && zeros <= 18 && (zeros > 1 || has_text);
    let shown = || format!("{before}{number:0zeros$}{behind}").trim().to_owned();
    (is_whole && is_id).then(shown)
}

/// What brackets in a format show: a currency its sign, a colour nothing; `None` for a condition.
fn bracketed(inside: &str) -> Option<String> {
    match inside.strip_prefix('$') {
        Some(currency) => Some(currency.split('-').next().unwrap_or_default().to_owned()),
        None => inside.chars().all(char::is_alphanumeric).then(String::new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn at(serial: f64, format: &str) -> String {
        let at = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false);
        moment(&at, format, false).text
    }

    #[test]
    fn a_moment_is_what_its_format_shows() {
        assert_eq!(at(42_454.0, "dd-mm-yyyy"), "2016-03-25");
        assert_eq!(at(42_454.5, "dd-mm-yyyy hh:mm"), "2016-03-25 12:00");
        assert_eq!(at(42_454.0, "dd-mm-yyyy hh:mm"), "2016-03-25");
        assert_eq!(at(42_454.5, "mm-dd-yy"), "2016-03-25");
        assert_eq!(at(42_454.312_5, "hh:mm"), "07:30");
        assert_eq!(at(0.312_5, "[$-F400]h:mm:ss\\ AM/PM"), "07:30");
        assert_eq!(at(2.0 / 3.0, "hh:mm"), "16:00");
        assert_eq!(at(42_454.999_999_9, "d/m/yyyy h:mm"), "2016-03-26");
        assert_eq!(at(60.0, "dd-mm-yyyy"), "1900-02-29".replace("02-29", "03-01"));
        let hidden = ExcelDateTime::new(42_454.25, ExcelDateTimeType::DateTime, false);
        assert!(moment(&hidden, "mmmm yyyy", false).hides_time);
        let long = ExcelDateTime::new(1.0, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(moment(&long, "[h]:mm", false).text, "24:00");
    }

    #[test]
    fn ids_have_the_zeros_of_their_format() {
        let shown = |format| padded(12.0, format);
        assert_eq!(shown("0000").as_deref(), Some("0012"));
        assert_eq!(shown("\"H-\"000").as_deref(), Some("H-012"));
        assert_eq!(shown("\"B-\"0").as_deref(), Some("B-12"));
        for format in [
            "\\P-00",
            "\"P\"-00",
            "P-00",
            "[Blue]\"P-\"00",
            "\"P-\"00_)",
            "\"P-\"00;\"N\"0",
            "[$P-]\\-00",
        ] {
            assert_eq!(shown(format).as_deref(), Some("P-12"), "{format}");
        }
        for format in [
            "0",
            "General",
            "#,##0",
            "0.00",
            "0%",
            "0 \"kr.\"",
            "@",
            "",
            "[<9]\"P\"0",
            "0.00E+00",
            "Standard",
        ] {
            assert_eq!(shown(format), None, "{format}");
        }
        assert_eq!(padded(1.5, "0000"), None);
    }
}
