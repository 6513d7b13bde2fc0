use serde::{Deserialize, Serialize};

use super::Limits;

/// A way to work and a way back, each in whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RoundTrip {
    /// Minutes from the dwelling to work.
    pub there: i64,
    /// Minutes from work to the dwelling.
    pub back: i64,
}

/// A way that takes so many minutes is none: nobody is on it for two years.
const NO_WAY: i64 = 1_000_000;

impl RoundTrip {
    /// So many minutes there, and so many back.
    pub fn new(there: i64, back: i64) -> Self {
        Self { there, back }
    }

    /// So many minutes each way.
    pub fn same(minutes: i64) -> Self {
        Self::new(minutes, minutes)
    }

    /// Minutes there and back together.
    pub fn both(self) -> i64 {
        self.there.saturating_add(self.back)
    }

    /// Minutes one way: half of both together, rounded up.
    ///
    /// ```
    /// use boligplacering::travel::RoundTrip;
    ///
    /// assert_eq!(RoundTrip::new(20, 25).one_way(), 23);
    /// assert_eq!(RoundTrip::same(20).one_way(), 20);
    /// ```
    pub fn one_way(self) -> i64 {
        self.both().div_euclid(2) + self.both().rem_euclid(2)
    }

    /// Whether somebody with `limits` can make the trip every day.
    ///
    /// Whatever a host's travel time answers is asked here before anything is counted with it: a
    /// way of less than no minutes, or of a million and more, is within no limits.
    pub fn within(self, limits: Limits) -> bool {
        self.minutes_beyond(limits) == Some(0)
    }

    /// By how many minutes the longer way, or one way of both together, is beyond `limits`; `None` for a way
    /// that is none.
    pub(crate) fn minutes_beyond(self, limits: Limits) -> Option<i64> {
        let is_way = |way: i64| (0..NO_WAY).contains(&way);
        if !is_way(self.there) || !is_way(self.back) {
            return None;
        }
        let daily = self.both().saturating_sub(limits.daily);
        let daily = daily.div_euclid(2) + daily.rem_euclid(2);
        let longer = self.there.max(self.back).saturating_sub(limits.each_way);
        Some(daily.max(longer).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_is_half_of_both_rounded_up() {
        for (there, back, expected) in [(0, 0, 0), (0, 1, 1), (1, 1, 1), (20, 23, 22), (7, 0, 4)] {
            assert_eq!(RoundTrip::new(there, back).one_way(), expected);
            assert_eq!(RoundTrip::new(back, there).one_way(), expected);
        }
    }

    #[test]
    fn a_trip_is_within_its_limits_on_both_sides_of_each() {
        let limits = Limits { daily: 41, each_way: 25 };
        let within = |there, back| RoundTrip::new(there, back).within(limits);
        for none in [i64::MIN, -1, NO_WAY, i64::MAX] {
            assert_eq!(RoundTrip::new(none, 5).minutes_beyond(limits), None);
            assert_eq!(RoundTrip::new(5, none).minutes_beyond(limits), None);
        }
        assert!(within(16, 25) && within(25, 16) && within(20, 21) && within(0, 0));
        assert!(!within(17, 25) && !within(26, 0) && !within(0, 26) && !within(21, 21));
    }

    #[test]
    fn what_is_no_number_of_minutes_is_within_no_limits() {
        let limits = Limits { daily: i64::MAX, each_way: i64::MAX };
        assert!(RoundTrip::same(NO_WAY - 1).within(limits));
        for minutes in [-1, i64::MIN, NO_WAY, i64::MAX] {
            for trip in
                [RoundTrip::new(minutes, 1), RoundTrip::new(1, minutes), RoundTrip::same(minutes)]
            {
                assert!(!trip.within(limits), "{trip:?}");
                assert!(trip.one_way() <= trip.both().max(1), "{trip:?}");
            }
        }
    }
}
