use jiff::ToSpan;
use jiff::civil::Date;

use super::holidays::working_day_from;

/// The day on which responsibility passes to the municipality for somebody `referred` on a day:
/// the 1st of the month after the first whole month, moved to the next weekday if it falls on a
/// weekend or public holiday (Integrationsloven § 4(2)).
///
/// ```
/// use boligplacering::time::takeover_day;
/// use jiff::civil::date;
///
/// assert_eq!(takeover_day(date(2015, 5, 15)), date(2015, 7, 1));
/// assert_eq!(takeover_day(date(2016, 3, 9)), date(2016, 5, 2)); // 1 May was a Sunday
/// ```
pub fn takeover_day(referred: Date) -> Date {
    let first = referred.first_of_month().checked_add(2.months()).unwrap_or(Date::MAX);
    working_day_from(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn first_and_last_day_of_a_month_share_a_takeover_day() {
        assert_eq!(takeover_day(date(2016, 2, 1)), date(2016, 4, 1));
        assert_eq!(takeover_day(date(2016, 2, 29)), date(2016, 4, 1));
    }

    #[test]
    fn new_year_is_moved_past_the_holiday_and_the_weekend() {
        assert_eq!(takeover_day(date(2015, 11, 30)), date(2016, 1, 4));
        assert_eq!(takeover_day(date(2020, 11, 3)), date(2021, 1, 4));
        // 1 April 2018 was Easter Sunday.
        assert_eq!(takeover_day(date(2018, 2, 14)), date(2018, 4, 3));
    }

    #[test]
    fn the_end_of_time_does_not_panic() {
        assert_eq!(takeover_day(Date::MAX), Date::MAX);
    }
}
