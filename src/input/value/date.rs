use jiff::civil::{Date, DateTime, Time};

use super::Wrong;
use crate::model::TimeOfDay;
use crate::text::{Said, is_dash, said};

pub(in crate::input) const NOON: Time = Time::constant(12, 0, 0, 0);

/// A day, and whether a time of day that means something stands behind it.
pub(in crate::input) fn date(text: &str) -> Result<(Date, bool), Wrong> {
    let timed = |time: Option<Time>| time.is_some_and(|time| time != Time::midnight());
    date_and_time(text).map(|(date, time)| (date, timed(time)))
}

/// A moment on Danish clocks. A date alone means noon, and so does midnight exactly, which is what
/// databases and spreadsheets add to a date.
pub(in crate::input) fn date_time(text: &str) -> Result<DateTime, Wrong> {
    let (date, time) = date_and_time(text)?;
    Ok(date.to_datetime(time.filter(|time| *time != Time::midnight()).unwrap_or(NOON)))
}

pub(super) fn date_and_time(text: &str) -> Result<(Date, Option<Time>), Wrong> {
    let wrong = |advice| {
        Wrong::new(said!(
            "a date, yyyy-mm-dd or dd-mm-yyyy (also with . or /), perhaps with a time hh:mm",
            "en dato, åååå-mm-dd eller dd-mm-åååå (også med . eller /), eventuelt med et klokkeslæt tt:mm"
        ))
        .advise(advice)
    };
    let (day, time) = match text.split_once(|c: char| c == 'T' || c.is_whitespace()) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (text, None),
    };
    let mut parts = day.split(is_date_sign);
    let parts = [(); 4].map(|()| parts.next());
    let [Some(first), Some(month), Some(last), None] = parts else {
        return Err(wrong(Said::default()));
    };
    let short_year = first.len() < 3 && last.len() == 2;
    let date = calendar_day([first, month, last]).ok_or_else(|| match short_year {
        true => wrong(said!("Write the year with four digits", "Skriv årstallet med fire cifre")),
        false => wrong(Said::default()),
    })?;
    let Some(time) = time else { return Ok((date, None)) };
    let zoned = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
    let advice = match zoned {
        true => said!(
            "Write the time that Danish clocks show, without a zone",
            "Skriv det klokkeslæt, som danske ure viser, uden tidszone"
        ),
        false => Said::default(),
    };
    Ok((date, Some(clock(time).ok_or_else(|| wrong(advice))?)))
}

fn is_date_sign(character: char) -> bool {
    ['-', '.', '/'].contains(&character) || is_dash(character)
}

/// A day of year, month and day, or the other way round; which, its year of four digits tells.
fn calendar_day(parts: [&str; 3]) -> Option<Date> {
    let [first, month, last] = parts;
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let sound = parts.iter().all(plain) && year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok().filter(|_| sound)
}

/// `hh:mm` or `hh.mm`, or `hh:mm:ss` as spreadsheets and databases write it, a fraction of zeros
/// behind it.
fn clock(text: &str) -> Option<Time> {
    let colons = text.contains(':');
    let (text, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if colons => (whole, fraction),
        _ => (text, ""),
    };
    let two = |part: &str, least: usize| {
        let plain = (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.split(if colons { ':' } else { '.' });
    let (hour, minute) = (two(parts.next()?, 1)?, two(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |part| two(part, 2))?;
    let whole = parts.next().is_none() && fraction.bytes().all(|digit| digit == b'0');
    Time::new(hour, minute, second, 0).ok().filter(|_| whole)
}

/// `hh:mm`, `hh.mm` or `hh:mm:00`.
pub(in crate::input) fn time_of_day(text: &str) -> Result<TimeOfDay, Wrong> {
    let colons = if text.contains(':') { text.to_owned() } else { text.replace('.', ":") };
    let whole = colons.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(&colons);
    whole.parse().map_err(|_| {
        Wrong::new(said!(
            "a time of day, hh:mm or hh.mm, from 00:00 to 24:00",
            "et klokkeslæt, tt:mm eller tt.mm, fra 00.00 til 24.00"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_read_both_ways_and_strictly() {
        for good in [
            "2016-03-05",
            "05-03-2016",
            "5-3-2016",
            "5.3.2016",
            "5/3/2016",
            "5/3-2016",
            "2016/3/5",
            "2016.03.05",
            "2016-03-05 13:45",
            "05-03-2016T13:45:00",
            "05-03-2016 00:00:00",
            "2016-03-05T00:00:00.000",
            "5.3.2016 9.30",
            "05\u{2011}03\u{2011}2016",
        ] {
            let timed = good.contains(":45") || good.contains("9.30");
            assert_eq!(date(good).map_err(|_| good), Ok((day(2016, 3, 5), timed)));
        }
        for bad in [
            "25-03-16",
            "16-03-25",
            "2016-02-30",
            "+016-03-25",
            "2016-3-025",
            "2016-03-25 24:00",
            "2016-03-25 ",
            "2016-03-25 13",
            "2016-03-25 1:5",
            "2016-03-25-01",
            "2016-03",
            "20160325",
            "42461",
            "25--03-2016",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
        assert_eq!(date("2016-04-31").unwrap_err().advice, "");
        for short in ["25-03-16", "25.3.16", "25/3-16"] {
            assert_eq!(date(short).unwrap_err().advice, "Write the year with four digits");
        }
        for zoned in ["2016-03-25T12:00:00Z", "2016-03-25 12:00+01:00"] {
            assert!(date(zoned).unwrap_err().advice.to_string().contains("zone"), "{zoned}");
        }
    }

    #[test]
    fn midnight_exactly_is_a_date_alone() {
        for alone in ["2016-03-25", "25-03-2016 00:00", "25.3.2016 0:00", "2016-03-25T00:00:00"] {
            assert_eq!(date_time(alone).unwrap(), day(2016, 3, 25).at(12, 0, 0, 0), "{alone}");
        }
        assert_eq!(date_time("2016-03-25 00:01").unwrap(), day(2016, 3, 25).at(0, 1, 0, 0));
    }

    #[test]
    fn times_of_day_have_a_colon_or_a_point() {
        for good in ["7:00", "07:00", "7.00", "07.00", "07:00:00"] {
            assert_eq!(time_of_day(good).unwrap().minutes(), 420, "{good}");
        }
        for bad in ["7", "7:0", "25:00", "07:00:30", "7.5", "07.00.00:00", "kl 7"] {
            assert!(time_of_day(bad).is_err(), "{bad}");
        }
    }
}
