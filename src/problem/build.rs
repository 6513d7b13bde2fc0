use std::collections::BTreeMap;

use jiff::civil::DateTime;
#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::{Cost, Home, Household, Menu, Opening, Previous, Problem, Seeker, TripTier, Trips};
use crate::model::{self, Case, Faults, Hours, JobSeeker, Kroner, Mode, Tags, Term};
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
    let (home_menus, home_menu_of) = home_menus(&rules, &weights, previous);
    let (opening_menus, opening_menu_of) = opening_menus(&rules, &weights, &seekers, previous);
    let (trips, travel_of) = trips(&rules, &seekers);

    let mut problem = Problem {
        tiers: weights.tiers,
        trip_tier: weights.of(Term::Commute).map(|(tier, weight)| TripTier { tier, weight }),
        households: Vec::with_capacity(case.households().len()),
        seekers: Vec::with_capacity(seekers.len()),
        homes: (case.dwellings().iter())
            .map(|dwelling| Home { beds: dwelling.beds, households: dwelling.households })
            .collect(),
        openings: (case.openings().iter())
            .map(|opening| Opening {
                positions: opening.positions,
                site: case.site_index(&opening.site).unwrap_or(usize::MAX),
                days: i64::try_from(opening.days.len()).unwrap_or(7),
            })
            .collect(),
        home_menus,
        opening_menus,
        trips,
        queue: queue(case),
    };
    for (s, of) in seekers.iter().enumerate() {
        problem.seekers.push(Seeker {
            household: of.household,
            menu: opening_menu_of[s],
            travel: travel_of[s],
            limit: rules.longest_trip(of.seeker),
            must: rules.decided_opening((of.household, of.member)).is_some(),
        });
    }
    let mut kinds = BTreeMap::new();
    let mut first_seeker = 0;
    for (h, household) in case.households().iter().enumerate() {
        let count = household.seekers().count();
        let own = &problem.seekers[first_seeker..first_seeker + count];
        let mut likes: Vec<_> = own.iter().map(|s| (s.menu, s.travel, s.limit, s.must)).collect();
        likes.sort_unstable();
        let must = rules.decided_dwelling(h).is_some();
        let key = (household.size(), home_menu_of[h], must, likes);
        let next = kinds.len();
        problem.households.push(Household {
            size: household.size(),
            menu: home_menu_of[h],
            first_seeker,
            seekers: count,
            must,
            kind: *kinds.entry(key).or_insert(next),
        });
        first_seeker += count;
    }
    Ok(problem)
}

/// A seeker of the case, and where they stand in it.
struct SeekerOf<'a> {
    household: usize,
    member: usize,
    arrival: DateTime,
    seeker: &'a JobSeeker,
}

/// The tier and weight of each term in use.
struct Weights {
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

    fn add<const N: usize>(&self, cost: &mut [i64], amounts: [(Term, i64); N]) {
        for (term, amount) in amounts {
            if let Some((tier, weight)) = self.of(term) {
                cost[tier] += weight * amount;
            }
        }
    }

    fn cost<const N: usize>(&self, amounts: [(Term, i64); N]) -> Cost {
        let mut cost = vec![0; self.tiers];
        self.add(&mut cost, amounts);
        cost
    }
}

/// Whether an entry differs from what was before; somebody new has not moved.
fn moved(before: Option<Option<usize>>, now: Option<usize>) -> i64 {
    i64::from(before.is_some_and(|before| before != now))
}

/// Makes each menu once for all who share its key.
struct Menus<Key> {
    menus: Vec<Menu>,
    known: BTreeMap<Key, usize>,
}

impl<Key: Ord> Menus<Key> {
    fn new() -> Self {
        Self { menus: Vec::new(), known: BTreeMap::new() }
    }

    fn get(&mut self, key: Key, make: impl FnOnce() -> Menu) -> usize {
        let menus = &mut self.menus;
        *self.known.entry(key).or_insert_with(|| {
            menus.push(make());
            menus.len() - 1
        })
    }
}

fn home_menus(
    rules: &Rules,
    weights: &Weights,
    previous: Option<&Previous>,
) -> (Vec<Menu>, Vec<usize>) {
    let case = rules.case();
    let mut menus = Menus::new();
    let of = (case.households().iter().enumerate())
        .map(|(h, household)| {
            let before = previous.and_then(|previous| *previous.homes.get(h)?);
            let individual = (rules.judged_household(h) || before.is_some()).then_some(h);
            let model::Household { arrival, needs, max_rent, .. } = household;
            menus.get((household.size(), arrival, needs, max_rent, individual), || {
                let mut menu = Menu::new(
                    weights.cost([(Term::Unhoused, 1), (Term::Moved, moved(before, None))]),
                );
                for (d, dwelling) in case.dwellings().iter().enumerate() {
                    if let Ok(penalty) = rules.housing(h, d) {
                        let amounts = [
                            (Term::Preference, penalty),
                            (Term::Rent, dwelling.rent.map_or(0, Kroner::rounded)),
                            (Term::Moved, moved(before, Some(d))),
                        ];
                        weights.add(menu.push(d), amounts);
                    }
                }
                menu
            })
        })
        .collect();
    (menus.menus, of)
}

fn opening_menus(
    rules: &Rules,
    weights: &Weights,
    seekers: &[SeekerOf],
    previous: Option<&Previous>,
) -> (Vec<Menu>, Vec<usize>) {
    let case = rules.case();
    let asked = |tags: fn(&model::Opening) -> &Tags| -> Tags {
        case.openings().iter().flat_map(tags).cloned().collect()
    };
    let (skills, languages) = (asked(|o| &o.skills), asked(|o| &o.languages));
    let mut menus = Menus::new();
    let of = (seekers.iter().enumerate())
        .map(|(s, of)| {
            let who = (of.household, of.member);
            let before = previous.and_then(|previous| *previous.openings.get(s)?);
            let individual = (rules.judged_person(who) || before.is_some()).then_some(s);
            let (best, _) = case.best_rank(of.seeker);
            let able: Vec<&String> = of.seeker.skills.intersection(&skills).collect();
            let speaks: Vec<&String> = of.seeker.languages.intersection(&languages).collect();
            let hours: Option<Hours> = of.seeker.hours;
            menus.get((of.arrival, best, able, speaks, hours, individual), || {
                let mut menu = Menu::new(
                    weights.cost([(Term::Unplaced, 1), (Term::Moved, moved(before, None))]),
                );
                for (o, opening) in case.openings().iter().enumerate() {
                    if let Ok((start, penalty)) = rules.work(who, o) {
                        let amounts = [
                            (Term::Ladder, rules.steps_down(of.seeker, opening)),
                            (Term::Late, start.late_hours),
                            (Term::Suitability, penalty),
                            (Term::Moved, moved(before, Some(o))),
                        ];
                        weights.add(menu.push(o), amounts);
                    }
                }
                menu
            })
        })
        .collect();
    (menus.menus, of)
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
