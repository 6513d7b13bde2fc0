//! What is done when the time is up: whoever is left gets the first that will do.

use std::cmp::Ordering;

use super::{Left, Placement};
use crate::problem::{Cost, Problem, Seeker, Solution};
use crate::solve::reach::{Job, Reach};

/// So many sites are looked at from a home, ...
const SITES: usize = 256;
/// ... or so many that have something free.
const FREE_SITES: usize = 8;

/// Places `households`, of whom nothing is decided, one after the other: each in the first free home of the cheapest kind
/// it fits, its seekers in the best opening at the nearest sites that have one for them.
pub(super) fn place(
    problem: &Problem,
    reach: &Reach,
    left: &mut Left,
    households: impl Iterator<Item = usize>,
    solution: &mut Solution,
) {
    let mut homes = Homes::new(problem);
    for h in households {
        let Some(home) = homes.first(problem, left, h) else { continue };
        let mut openings = Vec::new();
        for s in problem.households()[h].seekers() {
            openings.push(opening(problem, reach, left, (s, home), &openings));
        }
        left.take(problem, h, Placement { home, openings, cost: Cost::new() }, solution);
    }
}

/// The homes that may be free, kind by kind.
struct Homes {
    /// For each kind how many of its homes, from the first on, are full for everybody.
    full: Vec<usize>,
}

impl Homes {
    fn new(problem: &Problem) -> Self {
        let kinds = problem.homes().iter().map(|home| home.kind + 1).max().unwrap_or(0);
        Self { full: vec![0; kinds] }
    }

    /// The first free home of the cheapest kind that a household fits.
    fn first(&mut self, problem: &Problem, left: &Left, h: usize) -> Option<usize> {
        let household = &problem.households()[h];
        let mut best: Option<(&[i64], usize)> = None;
        for (kind, cost) in problem.home_menu(household).kinds() {
            if best.is_some_and(|(least, _)| least <= cost) {
                continue;
            }
            let of_kind = problem.homes_of_kind(kind);
            let full = &mut self.full[kind];
            while of_kind.get(*full).is_some_and(|home| !left.is_free(*home as usize)) {
                *full += 1;
            }
            let mut free = of_kind[*full..].iter().map(|home| *home as usize);
            if let Some(home) = free.find(|home| left.is_free(*home) && left.fits(household, *home))
            {
                best = Some((cost, home));
            }
        }
        best.map(|(_, home)| home)
    }
}

/// The best opening for a seeker at the nearest sites that have one, unless none is better.
fn opening(
    problem: &Problem,
    reach: &Reach,
    left: &Left,
    (s, home): (usize, usize),
    taken: &[Option<usize>],
) -> Option<usize> {
    let seeker: &Seeker = &problem.seekers()[s];
    let menu = problem.opening_menu(seeker);
    if !menu.kinds().any(|(kind, _)| left.free_of_kind[kind] > 0) {
        return None;
    }
    let is_free = |opening: usize| {
        let own = taken.iter().filter(|taken| **taken == Some(opening)).count();
        left.positions[opening] > i64::try_from(own).unwrap_or(i64::MAX)
    };
    let near = reach.row(seeker, home).take(SITES);
    let near = near.take_while(|(_, minutes)| *minutes <= seeker.limit);
    let best_there = |(site, minutes): (usize, i64)| {
        let openings = reach.openings_at(site).iter().map(|at| at.opening as usize);
        let jobs = openings.filter(|opening| is_free(*opening));
        jobs.filter_map(|opening| reach.job(s, opening, minutes)).min_by(Job::order)
    };
    let best = near.filter_map(best_there).take(FREE_SITES).min_by(Job::order)?;
    let is_better = best.costs().cmp(menu.none().iter().copied()) == Ordering::Less;
    is_better.then_some(best.opening)
}
