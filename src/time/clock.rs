use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::is_working_day;

/// How the hours from reception to work are counted (a local choice).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Clock {
    /// Every hour counts.
    #[default]
    Calendar,
    /// Only hours on days that are neither Saturday, Sunday nor a public holiday.
    WorkingDays,
}

static COPENHAGEN: TimeZone = jiff::tz::get!("Europe/Copenhagen");

/// The moment at which Danish clocks show `local`.
///
/// A time that the change to summer time skips is read an hour later, a time that the change
/// back repeats as the first of the two.
pub fn moment(local: DateTime) -> Timestamp {
    COPENHAGEN.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
}

/// What Danish clocks show at a moment.
pub fn shown(moment: Timestamp) -> DateTime {
    COPENHAGEN.to_datetime(moment)
}

/// Whether the change to summer time skips `local`, so that Danish clocks never show it.
pub fn is_skipped(local: DateTime) -> bool {
    matches!(COPENHAGEN.to_ambiguous_timestamp(local).offset(), AmbiguousOffset::Gap { .. })
}

impl Clock {
    /// Seconds that this clock runs between two moments, given as Danish wall-clock times; 0 if
    /// `to` is not after `from`.
    ///
    /// ```
    /// use boligplacering::time::Clock;
    /// use jiff::civil::date;
    ///
    /// // From Good Friday noon to Tuesday morning; the clocks went forward on Easter Sunday.
    /// let (from, to) = (date(2016, 3, 25).at(12, 0, 0, 0), date(2016, 3, 29).at(8, 0, 0, 0));
    /// assert_eq!(Clock::Calendar.seconds_between(from, to), 91 * 3600);
    /// assert_eq!(Clock::WorkingDays.seconds_between(from, to), 8 * 3600);
    /// ```
    pub fn seconds_between(self, from: DateTime, to: DateTime) -> i64 {
        let (start, end) = (moment(from).as_second(), moment(to).as_second());
        match self {
            Clock::Calendar => (end - start).max(0),
            Clock::WorkingDays => days(from.date(), to.date())
                .filter(|day| is_working_day(*day))
                .map(|day| {
                    let opens = moment(day.at(0, 0, 0, 0)).as_second();
                    let closes = match day.tomorrow() {
                        Ok(next) => moment(next.at(0, 0, 0, 0)).as_second(),
                        Err(_) => end,
                    };
                    (end.min(closes) - start.max(opens)).max(0)
                })
                .sum(),
        }
    }

    /// The last moment on Danish clocks until which this clock runs no more than so many hours from `from`.
    ///
    /// ```
    /// use boligplacering::time::Clock;
    /// use jiff::civil::date;
    ///
    /// // Good Friday noon; the clocks went forward on Easter Sunday, and Easter Monday is a holiday.
    /// let from = date(2016, 3, 25).at(12, 0, 0, 0);
    /// assert_eq!(Clock::Calendar.hours_after(from, 96), date(2016, 3, 29).at(13, 0, 0, 0));
    /// assert_eq!(Clock::WorkingDays.hours_after(from, 12), date(2016, 3, 29).at(12, 0, 0, 0));
    /// ```
    pub fn hours_after(self, from: DateTime, hours: i64) -> DateTime {
        let (start, mut left) = (moment(from).as_second(), hours.max(0).saturating_mul(3600));
        let on_clocks =
            |second: i64| shown(Timestamp::from_second(second).unwrap_or(Timestamp::MAX));
        if self == Clock::Calendar {
            return on_clocks(start.saturating_add(left));
        }
        for day in days(from.date(), Date::MAX).filter(|day| is_working_day(*day)) {
            let opens = moment(day.at(0, 0, 0, 0)).as_second().max(start);
            let Ok(next) = day.tomorrow() else { break };
            let open = moment(next.at(0, 0, 0, 0)).as_second() - opens;
            if left < open {
                return on_clocks(opens.saturating_add(left));
            }
            left -= open.max(0);
        }
        DateTime::MAX
    }
}

fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// Whole hours in `seconds`, a begun hour counting as whole.
pub fn whole_hours_up(seconds: i64) -> i64 {
    seconds.div_euclid(3600) + i64::from(seconds.rem_euclid(3600) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_may_have_23_or_25_hours() {
        let midnight = |y, m, d| date(y, m, d).at(0, 0, 0, 0);
        let hours = |a, b| Clock::Calendar.seconds_between(a, b) / 3600;
        assert_eq!(hours(midnight(2016, 3, 27), midnight(2016, 3, 28)), 23);
        assert_eq!(hours(midnight(2016, 10, 30), midnight(2016, 10, 31)), 25);
    }

    #[test]
    fn clocks_skip_an_hour_in_spring_and_repeat_one_in_autumn() {
        let at = |month, day, hour, minute| date(2016, month, day).at(hour, minute, 0, 0);
        let skipped = [(1, 59), (2, 0), (2, 59), (3, 0)].map(|(h, m)| is_skipped(at(3, 27, h, m)));
        assert_eq!(skipped, [false, true, true, false]);
        assert!(!is_skipped(at(10, 30, 2, 30)) && !is_skipped(at(3, 26, 2, 30)));
        assert_eq!(moment(at(3, 27, 2, 30)), moment(at(3, 27, 3, 30)));
        let hours = |from, to| moment(to).duration_since(moment(from)).as_hours();
        assert_eq!(hours(at(10, 30, 1, 30), at(10, 30, 2, 30)), 1);
        assert_eq!(hours(at(10, 30, 2, 30), at(10, 30, 3, 30)), 2);
    }

    #[test]
    fn limits_of_the_good_friday_reception() {
        let reception = date(2016, 3, 25).at(12, 0, 0, 0);
        let seconds = |to| Clock::Calendar.seconds_between(reception, to);
        assert_eq!(seconds(date(2016, 3, 27).at(13, 0, 0, 0)), 48 * 3600);
        assert_eq!(seconds(date(2016, 3, 29).at(13, 0, 0, 0)), 96 * 3600);
    }

    #[test]
    fn working_days_skip_weekends_and_easter() {
        let wednesday = date(2016, 3, 23).at(12, 0, 0, 0);
        let hours = |to| Clock::WorkingDays.seconds_between(wednesday, to) / 3600;
        assert_eq!(hours(date(2016, 3, 24).at(0, 0, 0, 0)), 12);
        assert_eq!(hours(date(2016, 3, 29).at(0, 0, 0, 0)), 12);
        assert_eq!(hours(date(2016, 3, 29).at(12, 0, 0, 0)), 24);
        assert_eq!(hours(date(2016, 3, 22).at(0, 0, 0, 0)), 0);
    }

    #[test]
    fn so_many_hours_after_is_the_last_moment_within_them() {
        for clock in [Clock::Calendar, Clock::WorkingDays] {
            for (day, hour) in [(1, 0), (23, 12), (25, 12), (26, 8), (27, 1), (27, 4), (31, 23)] {
                let from = date(2016, 3, day).at(hour, 30, 0, 0);
                for hours in [0, 1, 12, 24, 48, 96, 200] {
                    let last = clock.hours_after(from, hours);
                    let within = |at| clock.seconds_between(from, at) <= hours * 3600;
                    assert!(last >= from && within(last), "{clock:?} {from} {hours}: {last}");
                    assert!(!within(last + 1.minute()), "{clock:?} {from} {hours}: {last}");
                }
            }
        }
    }

    #[test]
    fn begun_hours_are_whole() {
        assert_eq!([0, 1, 3600, 3601, -1, -3600].map(whole_hours_up), [0, 1, 1, 2, 0, -1]);
    }
}
