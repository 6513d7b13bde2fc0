use serde::{Deserialize, Serialize};

use super::RoundTrip;

/// How long somebody may be on the way to work and back, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Limits {
    /// There and back together, at most.
    pub daily: i64,
    /// There, and back, each at most.
    pub each_way: i64,
}

impl Limits {
    /// Those of a trip that is made already, whatever the rules say of it. Who is on the way for longer than that
    /// goes nowhere: 45 days.
    pub(crate) const ANY_LENGTH: Self =
        Self { daily: 2 * u16::MAX as i64, each_way: u16::MAX as i64 };

    /// These limits, or wider ones that just allow a trip.
    pub(crate) fn or_of(self, trip: RoundTrip) -> Self {
        let each_way = self.each_way.max(trip.there).max(trip.back);
        Self { daily: self.daily.max(trip.both()), each_way }
    }

    /// No trip within these limits takes more minutes one way: half of the day's, rounded up,
    /// because 20 there and 21 back are 21 one way; or down, where a trip is `same_both_ways`.
    pub fn longest(self, same_both_ways: bool) -> i64 {
        let up = if same_both_ways { 0 } else { self.daily.rem_euclid(2) };
        (self.daily.div_euclid(2) + up).min(self.each_way)
    }

    /// These limits for trips of at most so many minutes one way.
    pub(crate) fn of_trips_within(self, minutes: i64) -> Self {
        Self { daily: self.daily.min(minutes.saturating_mul(2)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_trip_is_within_the_limits_and_nothing_longer_is() {
        for (daily, each_way) in (0..12).flat_map(|daily| (0..12).map(move |way| (daily, way))) {
            let limits = Limits { daily, each_way };
            let trips = (0..15).flat_map(|there| (0..15).map(move |back| (there, back)));
            let within = trips.map(|(there, back)| RoundTrip::new(there, back));
            let within: Vec<RoundTrip> = within.filter(|trip| trip.within(limits)).collect();
            let longest = |trips: &mut dyn Iterator<Item = &RoundTrip>| {
                trips.map(|trip| trip.one_way()).max()
            };
            assert_eq!(longest(&mut within.iter()), Some(limits.longest(false)), "{limits:?}");
            let mut same = within.iter().filter(|trip| trip.there == trip.back);
            assert_eq!(longest(&mut same), Some(limits.longest(true)), "{limits:?}");
        }
    }

    #[test]
    fn shorter_trips_are_those_of_so_many_minutes_one_way() {
        let limits = Limits { daily: 17, each_way: 10 };
        for minutes in 0..12 {
            for (there, back) in (0..12).flat_map(|there| (0..12).map(move |back| (there, back))) {
                let trip = RoundTrip::new(there, back);
                let expected = trip.within(limits) && trip.one_way() <= minutes;
                assert_eq!(trip.within(limits.of_trips_within(minutes)), expected);
            }
        }
    }
}
