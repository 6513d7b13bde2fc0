use std::collections::BTreeMap;

use jiff::civil::DateTime;
#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::kinds::{Classes, Members};
use super::offer;
use super::{Cost, Home, Household, Opening, Previous, Problem, Seeker, TripTier, Trips};
use crate::model::{Case, Faults, JobSeeker, Mode, Term};
use crate::rules::{Rules, broken_decisions};
use crate::travel::{TravelTime, travel_times};

pub(super) fn build(case: &Case, previous: Option<&Previous>) -> Result<Problem, Faults> {
    Faults::check(broken_decisions(case))?;
    let rules = Rules::new(case);
    let weights = Weights::new(case);
    let seekers: Vec<SeekerOf> = (case.households().iter().enumerate())
        .flat_map(|(h, household)| {
            household.members.iter().enumerate().filter_map(move |(m, person)| {
                let seeker = person.job_seeker.as_ref()?;
                Some(SeekerOf { household: h, member: m, arrival: household.arrival, seeker })
            })
        })
        .collect();
    let offered_homes = offer::homes(&rules, &weights, previous);
    let offered_openings = offer::openings(&rules, &weights, &seekers, previous);
    let (trips, travel_of) = trips(&rules, &seekers);

    let mut problem = Problem {
        tiers: weights.tiers,
        trip_tier: weights.of(Term::Commute).map(|(tier, weight)| TripTier { tier, weight }),
        households: Vec::with_capacity(case.households().len()),
        seekers: Vec::with_capacity(seekers.len()),
        homes: (case.dwellings().iter().zip(&offered_homes.kind_of))
            .map(|(dwelling, kind)| Home {
                beds: dwelling.beds,
                households: dwelling.households,
                kind: *kind,
            })
            .collect(),
        openings: (case.openings().iter().zip(&offered_openings.kind_of))
            .map(|(opening, kind)| Opening {
                positions: opening.positions,
                site: case.site_index(&opening.site).unwrap_or(usize::MAX),
                days: i64::try_from(opening.days.len()).unwrap_or(7),
                kind: *kind,
            })
            .collect(),
        homes_of_kind: Members::new(&offered_homes.kind_of),
        openings_of_kind: Members::new(&offered_openings.kind_of),
        home_menus: offered_homes.menus,
        opening_menus: offered_openings.menus,
        trips,
        queue: queue(case),
    };
    for (s, of) in seekers.iter().enumerate() {
        problem.seekers.push(Seeker {
            household: of.household,
            menu: offered_openings.menu_of[s],
            travel: travel_of[s],
            limit: rules.longest_trip(of.seeker),
            must: rules.decided_opening(of.who()).is_some(),
        });
    }
    let mut first_seeker = 0;
    for (h, household) in case.households().iter().enumerate() {
        let seekers = household.seekers().count();
        problem.households.push(Household {
            size: household.size(),
            menu: offered_homes.menu_of[h],
            first_seeker,
            seekers,
            must: rules.decided_dwelling(h).is_some(),
            kind: 0,
        });
        first_seeker += seekers;
    }
    let kinds = Classes::new(problem.households.iter().map(|household| {
        let own = &problem.seekers[household.seekers()];
        let mut likes: Vec<_> = own.iter().map(|s| (s.menu, s.travel, s.limit, s.must)).collect();
        likes.sort_unstable();
        (household.size, household.menu, household.must, likes)
    }));
    for (household, kind) in problem.households.iter_mut().zip(kinds.of) {
        household.kind = kind;
    }
    Ok(problem)
}

/// A seeker of the case, and where they stand in it.
pub(super) struct SeekerOf<'a> {
    household: usize,
    member: usize,
    pub(super) arrival: DateTime,
    pub(super) seeker: &'a JobSeeker,
}

impl SeekerOf<'_> {
    /// Household and member.
    pub(super) fn who(&self) -> (usize, usize) {
        (self.household, self.member)
    }
}

/// The tier and weight of each term in use.
pub(super) struct Weights {
    tiers: usize,
    terms: [Option<(usize, i64)>; Term::ALL.len()],
}

impl Weights {
    fn new(case: &Case) -> Self {
        let objective = &case.policy().objective;
        let mut terms = [None; Term::ALL.len()];
        for (tier, weights) in objective.iter().enumerate() {
            for (term, weight) in weights {
                terms[*term as usize] = Some((tier, *weight));
            }
        }
        Self { tiers: objective.len(), terms }
    }

    fn of(&self, term: Term) -> Option<(usize, i64)> {
        self.terms[term as usize]
    }

    pub(super) fn cost<const N: usize>(&self, amounts: [(Term, i64); N]) -> Cost {
        let mut cost = vec![0; self.tiers];
        for (term, amount) in amounts {
            if let Some((tier, weight)) = self.of(term) {
                cost[tier] += weight * amount;
            }
        }
        cost
    }
}

/// Trips for every set of modes in use, up to the longest trip that anybody with those modes can
/// make: nobody's possible trip is left out.
fn trips(rules: &Rules, seekers: &[SeekerOf]) -> (Trips, Vec<usize>) {
    let case = rules.case();
    let times = travel_times(case);
    let mut travels: BTreeMap<Vec<Mode>, i64> = BTreeMap::new();
    for of in seekers {
        let limit = travels.entry(modes(of.seeker)).or_insert(0);
        *limit = rules.longest_trip(of.seeker).max(*limit);
    }
    let travel_of = seekers.iter().map(|of| travels.range(..modes(of.seeker)).count()).collect();
    let travels: Vec<(Vec<Mode>, i64)> = travels.into_iter().collect();
    let homes = 0..case.dwellings().len();
    #[cfg(feature = "parallel")]
    let homes = homes.into_par_iter();
    let from = |home| rows_from(home, times.as_ref(), &travels, case.sites().len());
    (Trips::new(homes.map(from).collect(), travels.len()), travel_of)
}

fn modes(seeker: &JobSeeker) -> Vec<Mode> {
    seeker.travel_modes().into_iter().collect()
}

/// For each way of travelling the sites in reach of `home`, the quickest first.
fn rows_from(
    home: usize,
    times: &dyn TravelTime,
    travels: &[(Vec<Mode>, i64)],
    sites: usize,
) -> Vec<Vec<(u32, u16)>> {
    let by_mode = Mode::ALL.map(|mode| {
        let limits = travels.iter().filter(|(modes, _)| modes.contains(&mode));
        let limit = limits.map(|(_, limit)| *limit).max()?;
        let mut minutes_to = vec![u16::MAX; sites];
        for (site, minutes) in times.reach(home, mode, limit) {
            minutes_to[site] = u16::try_from(minutes).unwrap_or(u16::MAX);
        }
        Some((mode, minutes_to))
    });
    let row = |(modes, limit): &(Vec<Mode>, i64)| {
        let mut quickest = vec![u16::MAX; sites];
        for (_, minutes_to) in by_mode.iter().flatten().filter(|(mode, _)| modes.contains(mode)) {
            for (quickest, minutes) in quickest.iter_mut().zip(minutes_to) {
                *quickest = (*quickest).min(*minutes);
            }
        }
        quickest_first(&quickest, *limit)
    };
    travels.iter().map(row).collect()
}

/// The sites at most `limit` minutes away, by minutes and then by index: sorted by counting, as
/// minutes are few and sites are many.
fn quickest_first(minutes_to: &[u16], limit: i64) -> Vec<(u32, u16)> {
    let buckets = usize::try_from(limit + 1).unwrap_or(0).min(usize::from(u16::MAX));
    let mut ends = vec![0; buckets];
    let reached = || {
        let sites = (0u32..).zip(minutes_to);
        sites.filter(|(_, minutes)| usize::from(**minutes) < buckets)
    };
    for (_, minutes) in reached() {
        ends[usize::from(*minutes)] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    let mut row = vec![(0, 0); total];
    for (site, minutes) in reached() {
        let at = &mut ends[usize::from(*minutes)];
        row[*at] = (site, *minutes);
        *at += 1;
    }
    row
}

/// The longest-waiting household first; who waits equally long, by id.
fn queue(case: &Case) -> Vec<usize> {
    let mut queue: Vec<usize> = (0..case.households().len()).collect();
    queue.sort_by_key(|h| case.households()[*h].arrival);
    queue
}
