use super::super::demand::Demand;
use super::{Left, Placement, Reach};
use crate::problem::{Household, Problem, Solution};

/// Places households where nobody has a way to work: each in a home next door to openings of kinds
/// that are best for all together, as [`Demand`] tells.
pub(super) struct Doorstep<'a> {
    problem: &'a Problem,
    reach: &'a Reach<'a>,
    demand: &'a Demand,
    travels: usize,
    /// For each site and travel the homes next door, ascending.
    homes: Vec<Vec<u32>>,
    /// For each home what the openings next door are worth to others: who can choose takes the home
    /// where that is least.
    worth: Vec<i64>,
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
            for (site, _) in next_door(problem, 0, home) {
                let prices = reach.openings_at(site).iter();
                *worth += prices.map(|at| demand.price(at.opening as usize)).sum::<i64>();
            }
            for travel in 0..travels {
                for (site, _) in next_door(problem, travel, home) {
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
        Self { problem, reach, demand, travels, homes, worth, openings, quotas }
    }

    /// Places whoever can be: first where `Demand` would have them, those with more seekers first,
    /// then as well as can be. Who has no place is left out.
    pub(super) fn place(&mut self, left: &mut Left, into: &mut Solution) {
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
        for by_quota in [true, false] {
            queue.retain(|h| {
                let household = &problem.households()[*h];
                let Some(found) = self.best(left, household, by_quota) else { return true };
                for (s, opening) in household.seekers().zip(&found.openings) {
                    let kind = opening.map(|opening| problem.openings()[opening].kind);
                    if let Some(kind) = kind.filter(|_| by_quota) {
                        self.quotas[kind][problem.seekers()[s].menu] -= 1;
                    }
                }
                let Found { home, openings, .. } = found;
                left.take(problem, *h, Placement { home, openings, cost: Vec::new() }, into);
                false
            });
        }
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

    fn next_door_to(&self, opening: usize, travel: usize) -> &[u32] {
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
        if !left.fits(household, home) {
            return None;
        }
        // Homes that cost more than the best of the menu are left to others.
        let menu = problem.home_menu(household);
        let cost = menu.cost_of_kind(left.kinds[home] as usize)?;
        if menu.kinds().any(|(_, other)| other < cost) {
            return None;
        }
        let mut found =
            Found { excess, worth: self.worth[home], home, openings: vec![Some(opening)] };
        for s in household.seekers().skip(1) {
            let seeker = &problem.seekers()[s];
            let sites = next_door(problem, seeker.travel, home);
            let jobs = sites.flat_map(|(site, _)| self.reach.openings_at(site));
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

/// The sites next door to a home.
fn next_door(problem: &Problem, travel: usize, home: usize) -> impl Iterator<Item = (usize, i64)> {
    problem.trips().row(travel, home).take_while(|(_, minutes)| *minutes == 0)
}
