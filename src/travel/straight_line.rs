use super::workplaces::Workplaces;
use super::{Limits, RoundTrip, TravelTime, whole_minutes};
use crate::geo::Point;
use crate::model::{Case, Mode, Speed, TravelPolicy};
use crate::nearby::Places;

/// Travel along the straight line, lengthened by the detour factor of the mode.
///
/// `overhead_minutes + metres × detour / (speed_kmh × 1000 / 60)` minutes, rounded half up, there as
/// well as back, at any hour.
#[derive(Debug, Clone)]
pub struct StraightLine {
    policy: TravelPolicy,
    dwellings: Vec<Point>,
    sites: Vec<Point>,
    workplaces: Workplaces,
    /// The sites at which there is work, and an opening at each.
    at_work: Places,
    openings: Vec<usize>,
}

impl StraightLine {
    /// The straight lines of `case`.
    pub fn new(case: &Case) -> Self {
        let sites: Vec<Point> = case.sites().iter().map(|site| site.location).collect();
        let workplaces = Workplaces::new(case);
        let (at_work, openings): (Vec<Point>, Vec<usize>) =
            workplaces.openings().map(|(site, opening)| (sites[site], opening)).unzip();
        Self {
            policy: case.policy().travel,
            dwellings: case.dwellings().iter().map(|dwelling| dwelling.location).collect(),
            sites,
            workplaces,
            at_work: Places::new(at_work),
            openings,
        }
    }

    /// Minutes one way from a dwelling to a site.
    pub(super) fn minutes(&self, dwelling: usize, site: usize, mode: Mode) -> Option<i64> {
        let (from, to) = (self.dwellings.get(dwelling)?, self.sites.get(site)?);
        Some(whole_minutes(self.pace(mode).minutes(from.metres_to(*to))))
    }

    fn pace(&self, mode: Mode) -> Pace {
        self.policy.speed(mode).into()
    }
}

impl TravelTime for StraightLine {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        let site = self.workplaces.site_of(opening)?;
        Some(RoundTrip::same(self.minutes(dwelling, site, mode)?))
    }

    fn stop(&self, opening: usize) -> usize {
        self.workplaces.stop(opening)
    }

    fn same_both_ways(&self) -> bool {
        true
    }

    fn reach(
        &self,
        dwelling: usize,
        _: &[usize],
        modes: &[Mode],
        limits: Limits,
    ) -> Vec<(usize, i64)> {
        let limit = limits.longest(true);
        let Some(dwelling) = self.dwellings.get(dwelling) else { return Vec::new() };
        let paces: Vec<Pace> = modes.iter().map(|mode| self.pace(*mode)).collect();
        let radius = paces.iter().map(|pace| pace.metres_within(limit)).fold(0.0, f64::max);
        let mut reach = Vec::new();
        for (place, metres) in self.at_work.within(*dwelling, radius) {
            // Rounding keeps the order, so the quickest is rounded alone.
            let quickest = paces.iter().map(|pace| pace.minutes(metres)).fold(f64::MAX, f64::min);
            let minutes = whole_minutes(quickest);
            if minutes <= limit {
                reach.push((self.openings[place], minutes));
            }
        }
        reach
    }
}

/// A speed, ready for use.
#[derive(Debug, Clone, Copy)]
struct Pace {
    overhead_minutes: f64,
    detour: f64,
    metres_per_minute: f64,
}

impl From<Speed> for Pace {
    fn from(speed: Speed) -> Self {
        Self {
            overhead_minutes: speed.overhead_minutes,
            detour: speed.detour,
            metres_per_minute: speed.speed_kmh * 1000.0 / 60.0,
        }
    }
}

impl Pace {
    /// Minutes, not yet rounded.
    fn minutes(self, metres: f64) -> f64 {
        self.overhead_minutes + metres * self.detour / self.metres_per_minute
    }

    /// A distance beyond which no trip takes `limit` minutes or less.
    ///
    /// A trip counts as at most `limit` minutes exactly if its unrounded time is below
    /// `limit + 0.5`, that is if `metres < (limit + 0.5 − overhead) × speed / detour`. A metre is
    /// added, which is far above the rounding error of these operations at any distance on earth
    /// (relative error below 10⁻¹⁴, so below a micrometre in 50,000 km); each place found is then
    /// tested by its own time, so the bound loses nothing and lets nothing through.
    fn metres_within(self, limit: i64) -> f64 {
        let minutes = limit as f64 + 0.5 - self.overhead_minutes;
        if minutes < 0.0 {
            return 0.0;
        }
        minutes * self.metres_per_minute / self.detour + 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TravelPolicy;

    fn minutes(metres: f64, speed: Speed) -> i64 {
        whole_minutes(Pace::from(speed).minutes(metres))
    }

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
                let beyond = Pace::from(speed).metres_within(limit) + 0.001;
                let slow = f64::from(u8::from(speed.overhead_minutes < limit as f64 + 0.5));
                assert!(slow == 0.0 || minutes(beyond, speed) > limit, "{mode:?} {limit}");
            }
        }
    }
}
