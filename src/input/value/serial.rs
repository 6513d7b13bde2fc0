//! Numbers by which spreadsheets mean days and times.

use jiff::Span;
use jiff::civil::{Date, Time};

/// The seconds of a day.
pub(in crate::input) const DAY: i64 = 86_400;

/// A serial number in whole seconds, if it is one.
pub(in crate::input) fn seconds(serial: f64) -> Option<i64> {
    let most = 2_958_466.0;
    (0.0..most).contains(&serial).then(|| (serial * DAY as f64).round() as i64)
}

/// The day with this serial number; below 61 Excel counts a 29 February 1900, which never was.
pub(in crate::input) fn day(serial: i64, is_1904: bool) -> Option<Date> {
    let first = match (is_1904, serial) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, ..=60) => Date::constant(1899, 12, 31),
        (false, _) => Date::constant(1899, 12, 30),
    };
    first.checked_add(Span::new().try_days(serial).ok()?).ok()
}

/// The moment that a bare number means, if it lies in this century.
pub(in crate::input) fn moment_of_serial(text: &str, is_1904: bool) -> Option<String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let seconds = seconds(text.parse().ok().filter(|_| plain)?)?;
    let date = day(seconds.div_euclid(DAY), is_1904)?;
    let in_day = seconds.rem_euclid(DAY);
    let part = |seconds: i64| i8::try_from(seconds).ok();
    let time = Time::new(part(in_day / 3600)?, part(in_day / 60 % 60)?, part(in_day % 60)?, 0);
    let time = time.ok()?;
    (2000..2100).contains(&date.year()).then(|| format!("{date} {time}"))
}

/// The time of day that a bare fraction of a day means.
pub(in crate::input) fn time_of_fraction(text: &str) -> Option<String> {
    let fraction: f64 = text.strip_prefix("0.").and_then(|_| text.parse().ok())?;
    let seconds = seconds(fraction).filter(|seconds| (1..DAY).contains(seconds))?;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(format!("{hours:02}:{minutes:02}:{rest:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_one_of_two_epochs() {
        assert_eq!(day(42_454, false), day(40_992, true));
        assert_eq!(day(1, false), Some(Date::constant(1900, 1, 1)));
        assert_eq!(day(61, false), Some(Date::constant(1900, 3, 1)));
    }

    #[test]
    fn bare_numbers_mean_moments_of_this_century() {
        assert_eq!(moment_of_serial("42454", false).as_deref(), Some("2016-03-25 00:00:00"));
        assert_eq!(moment_of_serial("42454.5", false).as_deref(), Some("2016-03-25 12:00:00"));
        for bad in ["2016", "20160325", "-1", "1e5", "nan", "", "42454,5", "2016-03-25"] {
            assert_eq!(moment_of_serial(bad, false), None, "{bad}");
        }
        assert_eq!(time_of_fraction("0.3125").as_deref(), Some("07:30:00"));
        for bad in ["0", "0.0", "1", "7.5", "07:30", "0.x", "1.5"] {
            assert_eq!(time_of_fraction(bad), None, "{bad}");
        }
    }
}
