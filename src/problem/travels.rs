use std::collections::BTreeMap;
use std::sync::Arc;

use super::seeker_of::SeekerOf;
use super::sites::Sites;
use super::trips::Source;
use crate::model::Mode;
use crate::rules::Rules;
use crate::travel::{Limits, TravelTime, quickest};

/// The travel times of a case for every way of travelling: nobody's possible trip is left out.
///
/// A way of travelling is a set of modes. Where a trip takes as long back as there, all with these
/// modes share it, up to the longest trip that any of them can make; where it does not, only those
/// with the same limits, and what they share is exactly what the rule allows them.
#[derive(Debug)]
pub(super) struct Travels {
    times: Arc<dyn TravelTime>,
    same_both_ways: bool,
    /// Each set of modes with its limits.
    travels: Vec<(Vec<Mode>, Limits)>,
    homes: usize,
    pub(super) sites: Sites,
}

impl Travels {
    /// The travels of a case, and for each seeker theirs.
    pub(super) fn new(
        rules: &Rules,
        times: &Arc<dyn TravelTime>,
        seekers: &[SeekerOf],
    ) -> (Self, Vec<usize>) {
        let same_both_ways = times.same_both_ways();
        let of_seeker = |of: &SeekerOf| {
            let modes: Vec<Mode> = of.seeker.travel_modes().into_iter().collect();
            let limits = rules.limits(times, of.who());
            ((modes, (!same_both_ways).then_some(limits)), limits)
        };
        let mut travels = BTreeMap::new();
        for of in seekers {
            let (travel, limits) = of_seeker(of);
            let widest = travels.entry(travel).or_insert(limits);
            widest.daily = limits.daily.max(widest.daily);
            widest.each_way = limits.each_way.max(widest.each_way);
        }
        let travel_of = seekers.iter().map(|of| travels.range(..of_seeker(of).0).count()).collect();
        let travels = Self {
            times: times.clone(),
            same_both_ways,
            travels: travels.into_iter().map(|((modes, _), limits)| (modes, limits)).collect(),
            homes: rules.case().dwellings().len(),
            sites: Sites::new(rules.case(), times),
        };
        (travels, travel_of)
    }
}

impl Source for Travels {
    fn travels(&self) -> usize {
        self.travels.len()
    }

    fn homes(&self) -> usize {
        self.homes
    }

    fn sites(&self) -> usize {
        self.sites.openings.len()
    }

    fn longest(&self, travel: usize) -> i64 {
        self.travels[travel].1.longest(self.same_both_ways)
    }

    fn minutes(&self, travel: usize, home: usize, site: usize) -> Option<i64> {
        let (modes, limits) = self.travels.get(travel)?;
        let opening = *self.sites.openings.get(site)?;
        let modes = modes.iter().copied();
        Some(quickest(self.times.as_ref(), home, opening, modes, *limits)?.minutes)
    }

    fn within(&self, travel: usize, home: usize, limit: i64) -> Vec<(u16, u32)> {
        let (modes, limits) = &self.travels[travel];
        let limits = limits.of_trips_within(limit);
        let reach = self.times.reach(home, &self.sites.openings, modes, limits).into_iter();
        // What a host answers may be anything: only what is within the limit goes on.
        (reach.filter(|(_, minutes)| *minutes <= limit))
            .filter_map(|(opening, minutes)| {
                let site = *self.sites.of.get(opening)?;
                Some((u16::try_from(minutes).ok()?, u32::try_from(site).ok()?))
            })
            .collect()
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Case, TravelSource, TravelTimeEntry};
    use crate::problem::Trips;
    use crate::problem::seeker_of::seekers_of;
    use crate::synthetic::Synthetic;
    use crate::travel::travel_times;

    /// An invented case in which every fifth trip or so is known, quicker or slower than before.
    fn case(households: usize, seed: u64, source: TravelSource, minutes: i64) -> Case {
        let mut parts = Synthetic::new(households).seed(seed).case().unwrap().into_parts();
        parts.policy.travel.source = source;
        parts.policy.travel.max_daily_minutes = minutes;
        for (d, dwelling) in parts.dwellings.iter().enumerate() {
            for (s, site) in parts.sites.iter().enumerate() {
                for mode in Mode::ALL {
                    let number = d * 7919 + s * 104_729 + mode as usize * 31 + seed as usize;
                    if number.is_multiple_of(19) {
                        parts.travel_times.push(TravelTimeEntry {
                            dwelling: dwelling.id.clone(),
                            site: site.id.clone(),
                            mode,
                            minutes: (number % 229) as f64 / 2.0,
                        });
                    }
                }
            }
        }
        Case::new(parts).unwrap()
    }

    /// All rows of everybody, sorted from all pairs, against rows of which so much is kept.
    fn assert_rows(case: &Case, kept: &[usize]) {
        let rules = Rules::new(case);
        let seekers = seekers_of(case);
        let times = travel_times(case);
        let (travels, travel_of) = Travels::new(&rules, &times, &seekers);
        let opening_at = travels.sites.openings.clone();
        let source = Arc::new(travels);
        let all: Vec<Trips> =
            kept.iter().map(|kept| Trips::keeping(source.clone(), *kept)).collect();
        for (of, travel) in seekers.iter().zip(&travel_of) {
            let longest = rules.limits(&times, of.who()).longest(times.same_both_ways());
            for home in 0..case.dwellings().len() {
                let reached = opening_at.iter().enumerate().filter_map(|(site, opening)| {
                    let trip = rules.trip(&times, of.who(), home, *opening).ok()?;
                    Some((trip.minutes, site))
                });
                let mut expected: Vec<(i64, usize)> = reached.collect();
                expected.sort_unstable();
                for trips in &all {
                    let row = trips.row(*travel, home).map(|(site, minutes)| (minutes, site));
                    let own = row.take_while(|(m, _)| *m <= longest);
                    assert!(own.eq(expected.iter().copied()), "{home} {:?}", of.seeker);
                    for (minutes, site) in &expected {
                        assert_eq!(trips.minutes(*travel, home, *site), Some(*minutes));
                    }
                }
            }
        }
    }

    #[test]
    fn rows_worked_out_on_the_way_are_those_of_all_pairs() {
        for (seed, source) in [TravelSource::StraightLine, TravelSource::Table].iter().enumerate() {
            for minutes in [0, 40, 180, 1440] {
                let case = case(14, seed as u64, *source, minutes);
                assert_rows(&case, &[1, 2, 7, 30, 1000]);
            }
        }
    }

    #[test]
    fn rows_of_equally_far_sites_are_those_of_all_pairs() {
        let mut parts = Synthetic::new(20).case().unwrap().into_parts();
        let middle = parts.sites[0].location;
        parts.sites.iter_mut().skip(1).step_by(2).for_each(|site| site.location = middle);
        assert_rows(&Case::new(parts).unwrap(), &[1, 5, 8, 100]);
    }
}
