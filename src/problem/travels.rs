use std::collections::BTreeMap;

use super::build::SeekerOf;
use super::trips::Source;
use crate::model::{JobSeeker, Mode};
use crate::rules::Rules;
use crate::travel::{TravelTime, travel_times};

/// The travel times of a case for every set of modes in use, up to the longest trip that anybody
/// with those modes can make: nobody's possible trip is left out.
#[derive(Debug)]
pub(super) struct Travels {
    times: Box<dyn TravelTime>,
    /// Each set of modes with the longest trip.
    travels: Vec<(Vec<Mode>, i64)>,
    homes: usize,
    /// For each site whether an opening is there.
    work_at: Vec<bool>,
}

impl Travels {
    /// The travels of a case, and for each seeker theirs.
    pub(super) fn new(rules: &Rules, seekers: &[SeekerOf]) -> (Self, Vec<usize>) {
        let case = rules.case();
        let mut travels: BTreeMap<Vec<Mode>, i64> = BTreeMap::new();
        for of in seekers {
            let longest = travels.entry(modes(of.seeker)).or_insert(0);
            *longest = rules.longest_trip(of.seeker).max(*longest);
        }
        let travel_of =
            seekers.iter().map(|of| travels.range(..modes(of.seeker)).count()).collect();
        let mut work_at = vec![false; case.sites().len()];
        for site in case.openings().iter().filter_map(|opening| case.site_index(&opening.site)) {
            work_at[site] = true;
        }
        let travels = Self {
            times: travel_times(case),
            travels: travels.into_iter().collect(),
            homes: case.dwellings().len(),
            work_at,
        };
        (travels, travel_of)
    }
}

fn modes(seeker: &JobSeeker) -> Vec<Mode> {
    seeker.travel_modes().into_iter().collect()
}

impl Source for Travels {
    fn travels(&self) -> usize {
        self.travels.len()
    }

    fn homes(&self) -> usize {
        self.homes
    }

    fn sites(&self) -> usize {
        self.work_at.len()
    }

    fn longest(&self, travel: usize) -> i64 {
        self.travels[travel].1
    }

    fn minutes(&self, travel: usize, home: usize, site: usize) -> Option<i64> {
        let (modes, longest) = self.travels.get(travel)?;
        let minutes =
            modes.iter().filter_map(|mode| self.times.minutes(home, site, *mode)).min()?;
        (minutes <= *longest && self.work_at[site]).then_some(minutes)
    }

    fn within(&self, travel: usize, home: usize, limit: i64) -> Vec<(u16, u32)> {
        let reach = self.times.reach(home, &self.travels[travel].0, limit).into_iter();
        (reach.filter(|(site, _)| self.work_at[*site]))
            .filter_map(|(site, minutes)| {
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
    use crate::problem::build::seekers_of;
    use crate::synthetic::Synthetic;
    use crate::travel::quickest;

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
        let (travels, travel_of) = Travels::new(&rules, &seekers);
        let source = Arc::new(travels);
        let all: Vec<Trips> =
            kept.iter().map(|kept| Trips::keeping(source.clone(), *kept)).collect();
        for (of, travel) in seekers.iter().zip(&travel_of) {
            for home in 0..case.dwellings().len() {
                let reached = (0..case.sites().len()).filter_map(|site| {
                    case.openings().iter().find(|o| o.site == case.sites()[site].id)?;
                    let minutes = quickest(times.as_ref(), home, site, of.seeker)?.minutes;
                    (minutes <= rules.longest_trip(of.seeker)).then_some((minutes, site))
                });
                let mut expected: Vec<(i64, usize)> = reached.collect();
                expected.sort_unstable();
                for trips in &all {
                    let row = trips.row(*travel, home).map(|(site, minutes)| (minutes, site));
                    let own = row.take_while(|(m, _)| *m <= rules.longest_trip(of.seeker));
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
