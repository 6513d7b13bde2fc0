use super::super::demand::Demand;
use super::super::reach::next_door;
use super::{Left, Placement, Reach};
use crate::problem::{Household, Problem, Solution};

/// Places households where nobody has a way to work: each in a home next door to openings of kinds
/// that are best for all together, as [`Demand`] tells.
pub(super) struct Doorstep<'a> {
    pub(super) problem: &'a Problem,
    pub(super) reach: &'a Reach<'a>,
    pub(super) demand: &'a Demand,
    travels: usize,
    /// For each site and travel the homes next door, ascending.
    homes: Vec<Vec<u32>>,
    /// For each home what the openings next door are worth to others: who can choose takes the home
    /// where that is least.
    worth: Vec<i64>,
    /// For each menu of openings who has it.
    pub(super) seekers: Vec<Vec<u32>>,
    /// For each menu of homes and each kind whether no other on the menu costs less.
    best_homes: Vec<Vec<bool>>,
    /// For each kind its openings that may be free and have a free home next door, those with fewest
    /// homes first.
    openings: Vec<Vec<u32>>,
    /// For each kind and menu how many of those who have it may still be placed there.
    quotas: Vec<Vec<i64>>,
}

/// A place for a household, and how much it costs more than the best.
struct Found {
    excess: i64,
    worth: i64,
    home: usize,
    openings: Vec<Option<usize>>,
}

/// For a household so many homes are looked at in vain, for a kind of opening.
const LOOKED_AT: usize = 4000;

impl<'a> Doorstep<'a> {
    pub(super) fn new(problem: &'a Problem, reach: &'a Reach<'a>, demand: &'a Demand) -> Self {
        let travels = problem.seekers().iter().map(|seeker| seeker.travel + 1).max().unwrap_or(0);
        let sites = problem.openings().iter().map(|opening| opening.site + 1).max().unwrap_or(0);
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let mut homes = vec![Vec::new(); sites * travels];
        let mut worth = vec![0; problem.homes().len()];
        for (home, worth) in worth.iter_mut().enumerate() {
            for site in next_door(problem, 0, home) {
                let prices = reach.openings_at(site).iter();
                *worth += prices.map(|at| demand.price(at.opening as usize)).sum::<i64>();
            }
            for travel in 0..travels {
                for site in next_door(problem, travel, home) {
                    homes[site * travels + travel].push(home as u32);
                }
            }
        }
        let openings = (0..kinds).map(|kind| {
            let mut openings = problem.openings_of_kind(kind).to_vec();
            openings.sort_by_cached_key(|opening| {
                let site = problem.openings()[*opening as usize].site;
                (homes[site * travels].len(), *opening)
            });
            openings
        });
        let openings = openings.collect();
        let quotas = (0..kinds).map(|kind| demand.best_placed(kind).to_vec()).collect();
        let home_kinds = problem.homes().iter().map(|home| home.kind + 1).max().unwrap_or(0);
        let best_homes = problem.home_menus.iter().map(|menu| {
            let least = menu.kinds().map(|(_, cost)| cost).min();
            let is_best = |kind| least.is_some() && menu.cost_of_kind(kind) == least;
            (0..home_kinds).map(is_best).collect()
        });
        let best_homes = best_homes.collect();
        let mut seekers = vec![Vec::new(); problem.opening_menus.len()];
        (0u32..).zip(problem.seekers()).for_each(|(s, seeker)| seekers[seeker.menu].push(s));
        Self {
            problem,
            reach,
            demand,
            travels,
            homes,
            worth,
            seekers,
            best_homes,
            openings,
            quotas,
        }
    }

    /// Places whoever can be: first where `Demand` would have them, those with more seekers first,
    /// then as well as can be, as far as `stop` allows. Returns who has no place.
    pub(super) fn place(
        &mut self,
        left: &mut Left,
        into: &mut Solution,
        stop: &dyn Fn() -> bool,
    ) -> Vec<usize> {
        let problem = self.problem;
        let mut queue: Vec<usize> = problem.queue().to_vec();
        queue.retain(|h| {
            let household = &problem.households()[*h];
            let mut seekers = household.seekers();
            household.seekers > 0
                && !household.must
                && !seekers.any(|s| problem.seekers()[s].must || problem.seekers()[s].limit < 0)
        });
        queue.sort_by_key(|h| std::cmp::Reverse(problem.households()[*h].seekers));
        self.place_pairs(left, &mut queue, into, stop);
        for by_quota in [true, false] {
            queue.retain(|h| {
                if stop() {
                    return true;
                }
                let household = &problem.households()[*h];
                let Some(found) = self.best(left, household, by_quota) else { return true };
                self.take(left, *h, (found.home, found.openings), by_quota, into);
                false
            });
        }
        queue
    }

    /// Homes from which several openings are best filled get households of so many seekers, if these are
    /// best placed there.
    fn place_pairs(
        &mut self,
        left: &mut Left,
        queue: &mut Vec<usize>,
        into: &mut Solution,
        stop: &dyn Fn() -> bool,
    ) {
        let problem = self.problem;
        let mut several = queue.clone();
        several.retain(|h| problem.households()[*h].seekers > 1);
        for (home, of) in problem.homes().iter().enumerate() {
            if stop() {
                break;
            }
            let served = self.demand.served(home);
            if served.len() as i64 <= of.households {
                continue;
            }
            let found = several.iter().enumerate().find_map(|(at, h)| {
                let household = &problem.households()[*h];
                let lives = left.fits(household, home) && self.is_best(household.menu, of.kind);
                Some((at, self.all_best(left, household, served).filter(|_| lives)?))
            });
            if let Some((at, openings)) = found {
                self.take(left, several.remove(at), (home, openings), true, into);
            }
        }
        queue.retain(|h| into.homes[*h].is_none());
    }

    /// Openings of those given for all seekers of a household, if each is best for them.
    fn all_best(
        &self,
        left: &Left,
        household: &Household,
        of: &[u32],
    ) -> Option<Vec<Option<usize>>> {
        let mut openings = Vec::with_capacity(household.seekers);
        for s in household.seekers() {
            let menu = self.problem.seekers()[s].menu;
            let is_best = |opening: &usize| {
                let kind = self.problem.openings()[*opening].kind;
                let taken = openings.iter().filter(|other| **other == Some(*opening)).count();
                self.demand.excess(menu, kind) == Some(0) && left.positions[*opening] > taken as i64
            };
            openings.push(Some(of.iter().map(|opening| *opening as usize).find(is_best)?));
        }
        Some(openings)
    }

    fn take(
        &mut self,
        left: &mut Left,
        h: usize,
        (home, openings): (usize, Vec<Option<usize>>),
        by_quota: bool,
        into: &mut Solution,
    ) {
        let problem = self.problem;
        for (s, opening) in problem.households()[h].seekers().zip(&openings) {
            let kind = opening.map(|opening| problem.openings()[opening].kind);
            if let Some(kind) = kind.filter(|_| by_quota) {
                self.quotas[kind][problem.seekers()[s].menu] -= 1;
            }
        }
        left.take(problem, h, Placement { home, openings, cost: Vec::new() }, into);
    }

    /// The best place for a household.
    fn best(&mut self, left: &Left, household: &Household, by_quota: bool) -> Option<Found> {
        let problem = self.problem;
        let seeker = &problem.seekers()[household.first_seeker];
        let mut kinds: Vec<(i64, usize)> = (0..self.openings.len())
            .filter(|kind| !by_quota || self.quotas[*kind][seeker.menu] > 0)
            .filter(|kind| left.free_of_kind[*kind] > 0)
            .filter_map(|kind| Some((self.demand.excess(seeker.menu, kind)?, kind)))
            .collect();
        kinds.sort_unstable();
        let mut best: Option<Found> = None;
        for (excess, kind) in kinds {
            if best.as_ref().is_some_and(|best| excess >= best.excess) {
                break;
            }
            let mut openings = std::mem::take(&mut self.openings[kind]);
            let mut seen = 0;
            let mut of_use = |opening: &u32| {
                let opening = *opening as usize;
                if left.positions[opening] < 1 {
                    return false;
                }
                if seen > LOOKED_AT || best.as_ref().is_some_and(|best| excess >= best.excess) {
                    return true;
                }
                let mut is_free = false;
                for home in self.next_door_to(opening, seeker.travel) {
                    let home = *home as usize;
                    seen += 1;
                    is_free |= left.is_free(home);
                    let own = self.look_at(left, household, home, (opening, excess), by_quota);
                    if let Some(found) = own
                        && best.as_ref().is_none_or(|best| {
                            (found.excess, found.worth) < (best.excess, best.worth)
                        })
                    {
                        best = Some(found);
                    }
                }
                is_free
            };
            openings.retain(&mut of_use);
            self.openings[kind] = openings;
        }
        best
    }

    /// How many kinds of openings there are.
    pub(super) fn kinds(&self) -> usize {
        self.openings.len()
    }

    /// Whether no home on a menu costs less than those of a kind.
    pub(super) fn is_best(&self, menu: usize, kind: usize) -> bool {
        self.best_homes[menu].get(kind).copied().unwrap_or(false)
    }

    pub(super) fn next_door_to(&self, opening: usize, travel: usize) -> &[u32] {
        &self.homes[self.problem.openings()[opening].site * self.travels + travel]
    }

    /// The best openings next door to a home for all seekers, the first taking `opening`.
    fn look_at(
        &self,
        left: &Left,
        household: &Household,
        home: usize,
        (opening, excess): (usize, i64),
        by_quota: bool,
    ) -> Option<Found> {
        let problem = self.problem;
        // Homes that cost more than the best of the menu are left to others.
        if !left.fits(household, home) || !self.is_best(household.menu, left.kinds[home] as usize) {
            return None;
        }
        let mut found =
            Found { excess, worth: self.worth[home], home, openings: vec![Some(opening)] };
        for s in household.seekers().skip(1) {
            let seeker = &problem.seekers()[s];
            let sites = next_door(problem, seeker.travel, home);
            let jobs = sites.flat_map(|site| self.reach.openings_at(site));
            let own = jobs
                .filter(|at| !by_quota || self.quotas[at.kind as usize][seeker.menu] > 0)
                .filter(|at| {
                    let taken = found.openings.iter();
                    let taken = taken.filter(|other| **other == Some(at.opening as usize)).count();
                    left.positions[at.opening as usize] > taken as i64
                })
                .filter_map(|at| {
                    let excess = self.demand.excess(seeker.menu, at.kind as usize)?;
                    Some((excess, at.opening as usize))
                })
                .min()?;
            found.excess += own.0;
            found.openings.push(Some(own.1));
        }
        Some(found)
    }
}
