use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Easter Sunday of `year`, by the anonymous Gregorian computus (J. Meeus, *Astronomical
/// Algorithms*, ch. 8).
///
/// ```
/// use boligplacering::time::easter_sunday;
/// use jiff::civil::date;
///
/// assert_eq!(easter_sunday(2016), date(2016, 3, 27));
/// ```
///
/// # Panics
/// Outside of the years from -9999 to 9999, which have no dates.
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    date(year, month as i8, day as i8)
}

/// Whether `day` is a Danish public holiday: 1 January, Maundy Thursday, Good Friday, Easter
/// Sunday and Monday, Great Prayer Day (the fourth Friday after Easter, until 2023; abolished by
/// Lov 214 of 06-03-2023), Ascension Day, Whit Sunday and Monday, 25 and 26 December.
pub fn is_public_holiday(day: Date) -> bool {
    if matches!((day.month(), day.day()), (1, 1) | (12, 25 | 26)) {
        return true;
    }
    let Ok(since_easter) = easter_sunday(day.year()).until(day) else {
        return false;
    };
    match since_easter.get_days() {
        -3 | -2 | 0 | 1 | 39 | 49 | 50 => true,
        26 => day.year() <= 2023,
        _ => false,
    }
}

/// Whether `day` is neither Saturday, Sunday nor a public holiday.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_public_holiday(day)
}

/// The last working day on or before `day`.
///
/// ```
/// use boligplacering::time::last_working_day;
/// use jiff::civil::date;
///
/// // Easter Saturday: Maundy Thursday and Good Friday are holidays, too.
/// assert_eq!(last_working_day(date(2016, 3, 26)), date(2016, 3, 23));
/// assert_eq!(last_working_day(date(2016, 3, 23)), date(2016, 3, 23));
/// ```
pub fn last_working_day(day: Date) -> Date {
    day.series(-1.day()).find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The first working day on or after `day`.
pub(super) fn working_day_from(day: Date) -> Date {
    let mut candidate = day;
    while !is_working_day(candidate) {
        match candidate.checked_add(1.day()) {
            Ok(next) => candidate = next,
            Err(_) => break,
        }
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_of_many_years() {
        for (y, m, d) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(y), date(y, m, d));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..=4099 {
            let easter = easter_sunday(year);
            assert_eq!(easter.weekday(), Weekday::Sunday, "{year}");
            assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&easter), "{year}");
        }
    }

    #[test]
    fn the_last_working_day_is_one_wherever_there_is_one() {
        for day in date(2016, 1, 1).series(1.day()).take(3 * 366) {
            let last = last_working_day(day);
            assert!(is_working_day(last) && last <= day, "{day}");
            assert!(
                last.series(1.day()).skip(1).take_while(|d| *d <= day).all(|d| !is_working_day(d))
            );
        }
        assert!(last_working_day(Date::MIN) <= Date::MIN);
    }

    #[test]
    fn holidays_of_2016_and_2023_and_2024() {
        let of = |year: i16| -> Vec<String> {
            date(year, 1, 1)
                .series(1.day())
                .take_while(|d| d.year() == year)
                .filter(|d| is_public_holiday(*d))
                .map(|d| d.to_string())
                .collect()
        };
        assert_eq!(
            of(2016).join(" "),
            "2016-01-01 2016-03-24 2016-03-25 2016-03-27 2016-03-28 2016-04-22 2016-05-05 \
             2016-05-15 2016-05-16 2016-12-25 2016-12-26"
        );
        assert!(is_public_holiday(date(2023, 5, 5)), "the last Great Prayer Day");
        assert!(!is_public_holiday(date(2024, 4, 26)));
    }
}
