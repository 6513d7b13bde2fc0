//! Cells as values: dates, numbers, words of closed lists.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};

use crate::model::{DwellingKind, Kroner, Mode, Ruling, TimeOfDay, Verdict, Weekday};

/// Why a cell is not the value it should be.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) expected: Cow<'static, str>,
    pub(super) advice: Cow<'static, str>,
}

impl Wrong {
    fn new(expected: impl Into<Cow<'static, str>>, advice: impl Into<Cow<'static, str>>) -> Self {
        Self { expected: expected.into(), advice: advice.into() }
    }
}

pub(super) const NOON: Time = Time::constant(12, 0, 0, 0);

/// A day; a time of day after it is read and dropped.
pub(super) fn date(text: &str) -> Result<Date, Wrong> {
    date_and_time(text).map(|(date, _)| date)
}

/// A moment on Danish clocks; a date alone means noon.
pub(super) fn date_time(text: &str) -> Result<DateTime, Wrong> {
    let (date, time) = date_and_time(text)?;
    Ok(date.to_datetime(time.unwrap_or(NOON)))
}

fn date_and_time(text: &str) -> Result<(Date, Option<Time>), Wrong> {
    let wrong = || {
        let advice = match text.split(['-', ' ', 'T']).nth(2) {
            Some(year) if year.len() == 2 && text.find('-') == Some(2) => {
                "Write the year with four digits"
            }
            _ => "",
        };
        Wrong::new("a date, yyyy-mm-dd or dd-mm-yyyy, perhaps with a time hh:mm", advice)
    };
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(clock(time.trim()).ok_or_else(wrong)?)),
        None => (text, None),
    };
    Ok((calendar_day(day).ok_or_else(wrong)?, time))
}

fn calendar_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = match (first.len(), last.len()) {
        (4, 2) => (first, last),
        (2, 4) => (last, first),
        _ => return None,
    };
    if parts.next().is_some() || month.len() != 2 || !text.bytes().all(is_date_byte) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn is_date_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'-'
}

/// `hh:mm`, or `hh:mm:ss` as spreadsheets write it.
fn clock(text: &str) -> Option<Time> {
    let two = |part: &str| {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.split(':');
    let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
    let second = parts.next().map_or(Some(0), two)?;
    Time::new(hour, minute, second, 0).ok().filter(|_| parts.next().is_none())
}

pub(super) fn time_of_day(text: &str) -> Result<TimeOfDay, Wrong> {
    text.parse()
        .or_else(|_| text.strip_suffix(":00").unwrap_or_default().parse())
        .map_err(|_| Wrong::new("a time of day, hh:mm, from 00:00 to 24:00", ""))
}

/// A number with decimal point or decimal comma.
pub(super) fn number(text: &str) -> Result<f64, Wrong> {
    parts_of(text)
        .and_then(|_| text.replace(',', ".").parse().ok())
        .ok_or_else(|| Wrong::new("a number, with no thousands separator", ""))
}

/// A whole number; a fraction of zeros is allowed unless it may be thousands.
pub(super) fn whole(text: &str) -> Result<i64, Wrong> {
    let (whole, fraction) = ungrouped(text, "a whole number")?;
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(Wrong::new("a whole number", "Write it without a fraction"));
    }
    whole.parse().map_err(|_| Wrong::new("a whole number of at most 18 digits", ""))
}

/// An amount in kroner, with øre at most.
pub(super) fn kroner(text: &str) -> Result<Kroner, Wrong> {
    let expected = "an amount in kroner, with two decimals at most";
    let (_, fraction) = ungrouped(text, expected)?;
    if fraction.len() > 2 {
        return Err(Wrong::new(expected, "Round it to whole øre"));
    }
    number(text).map(Kroner::from)
}

/// A number as sign with whole digits, and the digits of its fraction, if nothing in it can be
/// meant to separate thousands.
fn ungrouped<'a>(text: &'a str, expected: &'static str) -> Result<(&'a str, &'a str), Wrong> {
    let Some((whole, fraction)) = parts_of(text) else {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let grouped = !digits.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'".contains(c));
        let advice = if grouped { "Write it with no thousands separator" } else { "" };
        return Err(Wrong::new(expected, advice));
    };
    if fraction.len() == 3 {
        let advice = format!("Write {whole}{fraction} if the sign separates thousands");
        return Err(Wrong::new(expected, advice));
    }
    Ok((whole, fraction))
}

/// Minutes, a begun one not counted.
pub(super) fn whole_minutes(text: &str) -> Result<i64, Wrong> {
    number(text).map(|minutes| minutes.floor() as i64)
}

/// A number as sign with whole digits, and the digits of its fraction.
fn parts_of(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let sound = !digits.is_empty() && plain(digits) && plain(fraction);
    (sound && !text.ends_with(['.', ','])).then_some((whole, fraction))
}

pub(super) fn yes_no(text: &str) -> Result<bool, Wrong> {
    match lower(text).as_ref() {
        "yes" | "ja" | "true" | "sand" | "1" | "x" => Ok(true),
        "no" | "nej" | "false" | "falsk" | "0" => Ok(false),
        _ => Err(Wrong::new("yes or no (ja, nej, true, false, 1, 0, x, or empty for no)", "")),
    }
}

pub(super) fn mode(text: &str) -> Result<Mode, Wrong> {
    match lower(text).as_ref() {
        "walk" | "gang" => Ok(Mode::Walk),
        "bicycle" | "cykel" => Ok(Mode::Bicycle),
        "bus" => Ok(Mode::Bus),
        "car" | "bil" => Ok(Mode::Car),
        _ => Err(Wrong::new("walk, bicycle, bus or car (gang, cykel, bus, bil)", "")),
    }
}

pub(super) fn weekday(text: &str) -> Result<Weekday, Wrong> {
    match lower(text).as_ref() {
        "mon" | "man" => Ok(Weekday::Mon),
        "tue" | "tir" => Ok(Weekday::Tue),
        "wed" | "ons" => Ok(Weekday::Wed),
        "thu" | "tor" => Ok(Weekday::Thu),
        "fri" | "fre" => Ok(Weekday::Fri),
        "sat" | "lør" => Ok(Weekday::Sat),
        "sun" | "søn" => Ok(Weekday::Sun),
        _ => Err(Wrong::new("mon, tue, wed, thu, fri, sat or sun (man, tir … søn)", "")),
    }
}

pub(super) fn kind(text: &str) -> Result<DwellingKind, Wrong> {
    match lower(text).as_ref() {
        "permanent" => Ok(DwellingKind::Permanent),
        "temporary" | "midlertidig" => Ok(DwellingKind::Temporary),
        _ => Err(Wrong::new("permanent or temporary (midlertidig)", "")),
    }
}

pub(super) fn verdict(text: &str) -> Result<Verdict, Wrong> {
    match lower(text).as_ref() {
        "never" | "aldrig" => Ok(Verdict::Never),
        _ => match whole(text) {
            Ok(penalty) => Ok(Verdict::Penalty(penalty)),
            Err(wrong) => Err(Wrong {
                expected: "a whole number, 0 or more, or never (aldrig)".into(),
                ..wrong
            }),
        },
    }
}

pub(super) fn ruling(text: &str) -> Result<Ruling, Wrong> {
    match lower(text).as_ref() {
        "must" | "skal" => Ok(Ruling::Must),
        "never" | "aldrig" => Ok(Ruling::Never),
        _ => Err(Wrong::new("must or never (skal, aldrig)", "")),
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The items of a list, trimmed, the empty ones dropped.
pub(super) fn items(text: &str, commas: bool) -> impl Iterator<Item = &str> {
    text.split(move |c| c == '|' || (commas && c == ',')).map(str::trim).filter(|i| !i.is_empty())
}

/// A list of words of which each is read by `word`.
pub(super) fn words<T: Ord>(
    text: &str,
    commas: bool,
    word: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<BTreeSet<T>, Wrong> {
    items(text, commas).map(word).collect::<Result<_, _>>().map_err(|wrong| Wrong {
        expected: format!("a list of {}", wrong.expected).into(),
        ..wrong
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_read_both_ways_and_strictly() {
        for good in ["2016-03-25", "25-03-2016", "2016-03-25 13:45", "25-03-2016T13:45:00"] {
            assert_eq!(date(good).unwrap(), day(2016, 3, 25), "{good}");
        }
        for bad in [
            "25-03-16",
            "16-03-25",
            "2016-02-30",
            "25/03/2016",
            "+016-03-25",
            "2016-3-25",
            "2016-03-25 24:00",
            "2016-03-25 ",
            "2016-03-25 13",
            "2016-03-25-01",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
        assert_eq!(date("25-03-16").unwrap_err().advice, "Write the year with four digits");
        assert_eq!(date_time("2016-03-25").unwrap(), day(2016, 3, 25).at(12, 0, 0, 0));
    }

    #[test]
    fn numbers_have_a_point_or_a_comma() {
        assert_eq!(
            ["1", "-1,5", "55.7705", "+3.0"].map(|text| number(text).unwrap()),
            [1.0, -1.5, 55.7705, 3.0]
        );
        for bad in ["", "1.", ".5", "1e3", "1.000,5", "1 000", "nan", "inf", "−1"] {
            assert!(number(bad).is_err(), "{bad}");
        }
        assert_eq!(
            ["4500", "4500,00", "4500.0", "-2"].map(|text| whole(text).unwrap()),
            [4500, 4500, 4500, -2]
        );
        assert!(whole("4.500").unwrap_err().advice.contains("Write 4500"));
        assert_eq!(kroner("5950,5"), Ok(Kroner::from_oere(595_050)));
        assert_eq!(kroner("-3.07"), Ok(Kroner::from_oere(-307)));
        assert!(whole("4500,5").is_err() && kroner("4500,5001").is_err());
        for bad in ["4.000", "1.234.567", "4 500", "4.500,00"] {
            assert!(kroner(bad).unwrap_err().advice.contains("thousands"), "{bad}");
            assert!(whole(bad).unwrap_err().advice.contains("thousands"), "{bad}");
        }
        assert!(whole("99999999999999999999").is_err());
    }

    #[test]
    fn closed_words_have_two_languages_and_any_case() {
        assert_eq!(words("MAN|lør , Sun", true, weekday).unwrap().len(), 3);
        assert_eq!(words("gang,bus", false, mode).unwrap_err().advice, "");
        assert_eq!([yes_no("JA"), yes_no("x"), yes_no("Nej")], [Ok(true), Ok(true), Ok(false)]);
        assert_eq!(verdict("Aldrig"), Ok(Verdict::Never));
        assert_eq!(ruling("SKAL"), Ok(Ruling::Must));
    }
}
