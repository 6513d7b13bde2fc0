use super::{TravelTime, whole_minutes};
use crate::model::{Case, Mode, Speed};
use crate::nearby::Places;

/// Travel along the straight line, lengthened by the detour factor of the mode.
///
/// `overhead_minutes + metres × detour / (speed_kmh × 1000 / 60)`, rounded half up.
pub struct StraightLine<'a> {
    case: &'a Case,
    sites: Places,
}

impl<'a> StraightLine<'a> {
    /// The straight lines of `case`.
    pub fn new(case: &'a Case) -> Self {
        Self { case, sites: Places::new(case.sites().iter().map(|site| site.location)) }
    }

    fn speed(&self, mode: Mode) -> Speed {
        self.case.policy().travel.speed(mode)
    }
}

impl TravelTime for StraightLine<'_> {
    fn minutes(&self, dwelling: usize, site: usize, mode: Mode) -> Option<i64> {
        let from = self.case.dwellings().get(dwelling)?.location;
        let to = self.case.sites().get(site)?.location;
        Some(minutes(from.metres_to(to), self.speed(mode)))
    }

    fn reach(&self, dwelling: usize, mode: Mode, limit: i64) -> Vec<(usize, i64)> {
        let Some(dwelling) = self.case.dwellings().get(dwelling) else { return Vec::new() };
        let speed = self.speed(mode);
        (self.sites.within(dwelling.location, metres_within(limit, speed)))
            .map(|(site, metres)| (site, minutes(metres, speed)))
            .filter(|(_, minutes)| *minutes <= limit)
            .collect()
    }
}

fn minutes(metres: f64, speed: Speed) -> i64 {
    whole_minutes(
        speed.overhead_minutes + metres * speed.detour / (speed.speed_kmh * 1000.0 / 60.0),
    )
}

/// A distance beyond which no trip takes `limit` minutes or less.
///
/// A trip counts as at most `limit` minutes exactly if its unrounded time is below
/// `limit + 0.5`, that is if `metres < (limit + 0.5 − overhead) × speed / detour`. A metre is
/// added, which is far above the rounding error of these operations at any distance on earth
/// (relative error below 10⁻¹⁴, so below a micrometre in 50,000 km); each place found is then
/// tested by its own time, so the bound loses nothing and lets nothing through.
fn metres_within(limit: i64, speed: Speed) -> f64 {
    let minutes = limit as f64 + 0.5 - speed.overhead_minutes;
    if minutes < 0.0 {
        return 0.0;
    }
    minutes * (speed.speed_kmh * 1000.0 / 60.0) / speed.detour + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TravelPolicy;

    #[test]
    fn minutes_are_rounded_half_up() {
        let speed = Speed { speed_kmh: 60.0, detour: 1.0, overhead_minutes: 0.0 };
        for (metres, expected) in [(499.0, 0), (500.0, 1), (1499.0, 1), (1500.0, 2)] {
            assert_eq!(minutes(metres, speed), expected);
        }
    }

    #[test]
    fn the_default_speeds() {
        let policy = TravelPolicy::default();
        let by = |mode| minutes(6_000.0, policy.speed(mode));
        // 6 km: 97.5, 1 + 31.2, 12 + 16.8 and 3 + 9.36 minutes.
        assert_eq!(Mode::ALL.map(by), [98, 32, 29, 12]);
    }

    #[test]
    fn the_bound_is_never_below_a_trip_within_the_limit() {
        for mode in Mode::ALL {
            let speed = TravelPolicy::default().speed(mode);
            for limit in 0..=90 {
                let beyond = metres_within(limit, speed) + 0.001;
                let slow = f64::from(u8::from(speed.overhead_minutes < limit as f64 + 0.5));
                assert!(slow == 0.0 || minutes(beyond, speed) > limit, "{mode:?} {limit}");
            }
        }
    }
}
