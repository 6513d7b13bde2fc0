use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const DAY: u16 = 24 * 60;

/// A time on the clock, `00:00` to `24:00`, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// `hour`:`minute`; `None` outside 00:00 to 24:00.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && minutes <= DAY).then_some(Self(minutes))
    }

    /// Minutes since midnight, 0 to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = &'static str;

    /// Reads `hh:mm` or `h:mm`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            let plain = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        text.trim()
            .split_once(':')
            .and_then(|(hour, minute)| Self::new(digits(hour, 1..=2)?, digits(minute, 2..=2)?))
            .ok_or("a time of day is written hh:mm, from 00:00 to 24:00")
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

/// The hours of a working day at an opening; `to` before `from` runs over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shift {
    /// When the shift begins.
    pub from: TimeOfDay,
    /// When it ends; not the same time as `from`.
    pub to: TimeOfDay,
}

impl Default for Shift {
    /// 08:00 to 16:00.
    fn default() -> Self {
        Self { from: TimeOfDay(8 * 60), to: TimeOfDay(16 * 60) }
    }
}

/// The hours of the day in which a person can work, such as a parent's day-care hours; `to`
/// before `from` runs over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    /// The earliest that work may begin.
    pub from: TimeOfDay,
    /// The latest that work may end.
    pub to: TimeOfDay,
}

impl Hours {
    /// The hours between two times of which either may be left open; `None` where both are.
    pub fn between(from: Option<TimeOfDay>, to: Option<TimeOfDay>) -> Option<Self> {
        (from.is_some() || to.is_some())
            .then(|| Self { from: from.unwrap_or(TimeOfDay(0)), to: to.unwrap_or(TimeOfDay(DAY)) })
    }

    /// Whether the whole of `shift` lies within these hours.
    ///
    /// ```
    /// use boligplacering::model::{Hours, Shift};
    ///
    /// let hours = Hours { from: "07:30".parse().unwrap(), to: "16:00".parse().unwrap() };
    /// assert!(hours.contain(Shift::default()));
    /// let late = Shift { from: "15:00".parse().unwrap(), to: "23:00".parse().unwrap() };
    /// assert!(!hours.contain(late));
    /// ```
    pub fn contain(self, shift: Shift) -> bool {
        self.minutes_short_of(shift) == 0
    }

    /// By how many minutes these hours must begin earlier and end later, together, for `shift` to lie within
    /// them: as few as will do.
    ///
    /// ```
    /// use boligplacering::model::{Hours, Shift};
    ///
    /// let hours = Hours { from: "08:30".parse().unwrap(), to: "15:30".parse().unwrap() };
    /// assert_eq!(hours.minutes_short_of(Shift::default()), 60); // from 08:00 to 16:00
    /// ```
    pub fn minutes_short_of(self, shift: Shift) -> i64 {
        self.stretched(shift).length() - self.length()
    }

    /// These hours, but as many minutes longer as will do for `shift` to lie within them.
    ///
    /// ```
    /// use boligplacering::model::{Hours, Shift};
    ///
    /// let hours = Hours { from: "08:30".parse().unwrap(), to: "17:00".parse().unwrap() };
    /// let stretched = hours.stretched(Shift::default()); // from 08:00 to 16:00
    /// assert_eq!(stretched, Hours { from: "08:00".parse().unwrap(), ..hours });
    /// ```
    pub fn stretched(self, shift: Shift) -> Self {
        let day = i64::from(DAY);
        let (window, work) = (self.length(), length(shift.from, shift.to));
        let wait = length(self.from, shift.from) % day;
        // The shift may begin within the hours, and they end later if need be, or they begin with it.
        let later = (wait + work - window).max(0);
        let earlier = (day - wait) % day;
        let longer = (work - earlier - window).max(0);
        let least = later.min(earlier + longer);
        if least >= day - window {
            Self { from: TimeOfDay(0), to: TimeOfDay(DAY) }
        } else if least == later {
            Self { from: self.from, to: if later > 0 { shift.to } else { self.to } }
        } else {
            Self { from: shift.from, to: if longer > 0 { shift.to } else { self.to } }
        }
    }

    fn length(self) -> i64 {
        length(self.from, self.to)
    }
}

/// The minutes from a time to the next other one.
fn length(from: TimeOfDay, to: TimeOfDay) -> i64 {
    i64::from(if to < from { to.0 + DAY - from.0 } else { to.0 - from.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> (TimeOfDay, TimeOfDay) {
        let (from, to) = text.split_once('-').unwrap();
        (from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn times_are_strict() {
        for good in ["00:00", "8:05", "24:00"] {
            assert!(good.parse::<TimeOfDay>().is_ok(), "{good}");
        }
        for bad in ["24:01", "8", "8:5", "08:60", "-1:00", "+8:00", "8:00:00", ""] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
    }

    #[test]
    fn shifts_and_windows_may_run_over_midnight() {
        let holds = |hours, shift| {
            let ((from, to), (starts, ends)) = (span(hours), span(shift));
            Hours { from, to }.contain(Shift { from: starts, to: ends })
        };
        assert!(holds("08:00-16:00", "08:00-16:00"));
        assert!(!holds("08:00-16:00", "07:59-16:00"));
        assert!(!holds("08:00-16:00", "22:00-06:00"));
        assert!(!holds("08:00-24:00", "22:00-06:00"));
        assert!(holds("00:00-24:00", "22:00-06:00"));
        assert!(holds("20:00-07:00", "22:00-06:00"));
        assert!(holds("20:00-07:00", "00:00-06:00"));
        assert!(!holds("20:00-07:00", "06:00-14:00"));
        assert!(holds("16:00-24:00", "16:00-24:00"));
        assert!(holds("16:00-00:00", "16:00-24:00"));
    }
}
