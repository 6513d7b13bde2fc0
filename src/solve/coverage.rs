use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::reach::next_door;
use crate::problem::{Home, Problem};

/// Which homes serve which openings next door: as many seekers as may live in a home can work at its
/// doorstep, and no more. Openings that are worth something and served by no home are worth nothing.
///
/// The openings served are worth the most that can be: the dearest come first, and others give way along
/// an alternating path, or to one that is dearer (the greedy method on a transversal matroid; Edmonds and
/// Fulkerson, "Transversals and matroid partition", 1965). Where no path leads on, all homes reached are
/// full of openings that are no cheaper: they get a price, which proves that.
pub(super) struct Coverage {
    /// For each home the openings it serves, one entry a position.
    served: Vec<Vec<u32>>,
    /// For each home what room for one more seeker would be worth.
    prices: Vec<i64>,
    /// For each home how many seekers a household that can live there has at most.
    most_seekers: Vec<i64>,
    /// For each site the homes next door, ascending.
    homes: Vec<Vec<u32>>,
    /// For each opening what one of its positions is worth.
    values: Vec<i64>,
}

impl Coverage {
    /// `homes` are those next door to each site, `values` what openings are worth.
    pub(super) fn new(problem: &Problem, homes: Vec<Vec<u32>>, values: Vec<i64>) -> Self {
        let count = problem.homes().len();
        let most_seekers = most_seekers(problem);
        let most = most_seekers.iter().copied().max().unwrap_or(0);
        let served = vec![Vec::new(); count];
        let mut coverage = Self { served, prices: vec![0; count], most_seekers, homes, values };
        // First with room for one seeker of each household: then few homes have to serve more.
        for seekers in 1..=most {
            coverage.cover(problem, seekers);
        }
        coverage
    }

    /// For each home the openings it serves.
    pub(super) fn served(&self, home: usize) -> &[u32] {
        &self.served[home]
    }

    /// What room for one more seeker of each household in a home would be worth.
    pub(super) fn price(&self, home: usize) -> i64 {
        self.prices[home]
    }

    /// How many seekers a household that can live in a home has at most.
    pub(super) fn most_seekers(&self, home: usize) -> i64 {
        self.most_seekers[home]
    }

    /// What is lost at least: the worth of all openings that no home can serve.
    pub(super) fn lost(&self, problem: &Problem) -> i128 {
        let times = |count: i64, of: i64| i128::from(count) * i128::from(of);
        let reliefs = problem.openings().iter().enumerate();
        let reliefs = reliefs.map(|(o, of)| times(of.positions, self.relief(problem, o)));
        let rooms = problem.homes().iter().zip(&self.prices).zip(&self.most_seekers);
        let rooms =
            rooms.map(|((home, price), most)| times(home.households, *price) * i128::from(*most));
        reliefs.sum::<i128>() - rooms.sum::<i128>()
    }

    /// By how much less than its value an opening need be priced: homes next door have a price as well.
    pub(super) fn relief(&self, problem: &Problem, opening: usize) -> i64 {
        let homes = &self.homes[problem.openings()[opening].site];
        let least = homes.iter().map(|home| self.prices[*home as usize]).min();
        least.map_or(0, |least| least.min(self.values[opening]))
    }

    /// Serves what is worth most, with so many seekers a household.
    fn cover(&mut self, problem: &Problem, seekers: i64) {
        let mut held = vec![0; self.values.len()];
        self.served.iter().flatten().for_each(|opening| held[*opening as usize] += 1);
        let mut queue = BinaryHeap::new();
        for (opening, (of, held)) in (0u32..).zip(problem.openings().iter().zip(held)) {
            let value = self.values[opening as usize];
            if value > 0 && !self.homes[of.site].is_empty() {
                // More positions than people could have are as good as fewer.
                let open = (held..of.positions).take(problem.seekers().len());
                queue.extend(open.map(|_| (value, Reverse(opening))));
            }
        }
        self.prices.fill(0);
        let rooms = problem.homes().iter().zip(&self.most_seekers);
        let rooms: Vec<i64> =
            rooms.map(|(home, most)| home.households.saturating_mul(*most.min(&seekers))).collect();
        let mut search = Search::new(self.prices.len(), self.values.len());
        while let Some((value, Reverse(opening))) = queue.pop() {
            search.start(opening);
            match self.end_of_path(problem, &rooms, &mut search) {
                Some((home, gives_way)) => {
                    if let Some(other) = gives_way {
                        self.give_up(home, other);
                        queue.push((self.values[other as usize], Reverse(other)));
                    }
                    self.shift(home, &search);
                }
                None => search.homes.iter().for_each(|home| self.prices[*home as usize] = value),
            }
        }
    }

    /// Where a path of the search ends: a home with room, or one with an opening that is worth less than
    /// the first.
    fn end_of_path(
        &self,
        problem: &Problem,
        rooms: &[i64],
        search: &mut Search,
    ) -> Option<(u32, Option<u32>)> {
        let value = self.values[search.openings[0] as usize];
        let mut at = 0;
        while let Some(opening) = search.openings.get(at).copied() {
            at += 1;
            for home in &self.homes[problem.openings()[opening as usize].site] {
                if self.prices[*home as usize] > 0 || !search.reach_home(*home, opening) {
                    continue;
                }
                let served = &self.served[*home as usize];
                if (served.len() as i64) < rooms[*home as usize] {
                    return Some((*home, None));
                }
                if let Some(other) = served.iter().find(|o| self.values[**o as usize] < value) {
                    return Some((*home, Some(*other)));
                }
                served.iter().for_each(|other| search.reach_opening(*other, *home));
            }
        }
        None
    }

    /// Shifts openings along the path that ends at a home.
    fn shift(&mut self, mut home: u32, search: &Search) {
        loop {
            let opening = search.by_opening[home as usize];
            self.served[home as usize].push(opening);
            if opening == search.openings[0] {
                break;
            }
            home = search.by_home[opening as usize];
            self.give_up(home, opening);
        }
    }

    fn give_up(&mut self, home: u32, opening: u32) {
        let served = &mut self.served[home as usize];
        if let Some(at) = served.iter().position(|other| *other == opening) {
            served.swap_remove(at);
        }
    }
}

/// A search for alternating paths, breadth first.
struct Search {
    /// Openings and homes reached.
    openings: Vec<u32>,
    homes: Vec<u32>,
    /// For each home reached the opening it was reached from, for each opening the home.
    by_opening: Vec<u32>,
    by_home: Vec<u32>,
    reached_homes: Vec<bool>,
    reached_openings: Vec<bool>,
}

impl Search {
    fn new(homes: usize, openings: usize) -> Self {
        Self {
            openings: Vec::new(),
            homes: Vec::new(),
            by_opening: vec![0; homes],
            by_home: vec![0; openings],
            reached_homes: vec![false; homes],
            reached_openings: vec![false; openings],
        }
    }

    fn start(&mut self, opening: u32) {
        self.homes.drain(..).for_each(|home| self.reached_homes[home as usize] = false);
        self.openings.drain(..).for_each(|o| self.reached_openings[o as usize] = false);
        self.reached_openings[opening as usize] = true;
        self.openings.push(opening);
    }

    /// Whether a home was not reached before.
    fn reach_home(&mut self, home: u32, by: u32) -> bool {
        let is_new = !std::mem::replace(&mut self.reached_homes[home as usize], true);
        if is_new {
            self.by_opening[home as usize] = by;
            self.homes.push(home);
        }
        is_new
    }

    fn reach_opening(&mut self, opening: u32, by: u32) {
        if !std::mem::replace(&mut self.reached_openings[opening as usize], true) {
            self.by_home[opening as usize] = by;
            self.openings.push(opening);
        }
    }
}

/// For each home how many seekers a household that can live there has at most.
fn most_seekers(problem: &Problem) -> Vec<i64> {
    let households = problem.households().iter();
    let likes: BTreeSet<(usize, usize, i64)> =
        households.map(|household| (household.seekers, household.menu, household.size)).collect();
    let most = |home: &Home| {
        let lives = |&&(_, menu, size): &&(usize, usize, i64)| {
            size <= home.beds && problem.home_menus[menu].cost_of_kind(home.kind).is_some()
        };
        likes.iter().rev().find(lives).map_or(0, |(seekers, ..)| *seekers as i64)
    };
    problem.homes().iter().map(most).collect()
}

/// For each site the homes next door, however somebody travels, that are on some menu, ascending.
pub(super) fn homes_next_door(problem: &Problem) -> Vec<Vec<u32>> {
    let sites = problem.openings().iter().map(|opening| opening.site + 1).max().unwrap_or(0);
    let travels = problem.seekers().iter().map(|seeker| seeker.travel + 1).max().unwrap_or(0);
    let mut homes: Vec<Vec<u32>> = vec![Vec::new(); sites];
    for (home, of) in (0u32..).zip(problem.homes()) {
        if problem.home_menus.iter().all(|menu| menu.cost_of_kind(of.kind).is_none()) {
            continue;
        }
        for travel in 0..travels {
            for site in next_door(problem, travel, home as usize) {
                if homes[site].last() != Some(&home) {
                    homes[site].push(home);
                }
            }
        }
    }
    homes
}

#[cfg(all(test, feature = "synthetic"))]
pub(super) mod tests {
    use super::{Coverage, homes_next_door};
    use crate::geo::Point;
    use crate::model::Case;
    use crate::problem::Problem;
    use crate::synthetic::Synthetic;
    use crate::travel::travel_times;

    /// An invented case whose homes and sites are all in a few villages, where nobody has a way: few homes
    /// and many sites in the first.
    pub(in crate::solve) fn villages(households: usize, seed: u64) -> Problem {
        let case = Synthetic::new(households).seed(seed).case().unwrap();
        let mut parts = case.into_parts();
        let village = |number: usize| Point::new(540_000.0 + 4_000.0 * number as f64, 6_180_000.0);
        for (at, dwelling) in parts.dwellings.iter_mut().enumerate() {
            dwelling.location = village((at % 8).div_ceil(3));
        }
        for (at, site) in parts.sites.iter_mut().enumerate() {
            site.location = village((at % 7) / 2);
        }
        let case = Case::new(parts).unwrap();
        Problem::new(&case, &travel_times(&case)).unwrap()
    }

    /// The most that positions from `at` on are worth that fit into what is left of homes, by trying all.
    fn most(at: usize, of: &[(i64, &[u32])], left: &mut [i64]) -> i64 {
        let Some((value, homes)) = of.get(at) else { return 0 };
        let mut best = most(at + 1, of, left);
        for home in *homes {
            if left[*home as usize] > 0 {
                left[*home as usize] -= 1;
                best = best.max(value + most(at + 1, of, left));
                left[*home as usize] += 1;
            }
        }
        best
    }

    #[test]
    fn what_is_lost_is_what_no_home_can_serve() {
        let mut lossy = 0;
        for seed in 1..60 {
            let problem = villages(2, seed);
            let homes = homes_next_door(&problem);
            let values: Vec<i64> = (0..problem.openings().len())
                .map(|o| ((o as u64 * 7 + seed) % 4) as i64 * 5)
                .collect();
            let coverage = Coverage::new(&problem, homes.clone(), values.clone());
            let mut positions: Vec<(i64, &[u32])> = Vec::new();
            for (of, value) in problem.openings().iter().zip(&values) {
                if !homes[of.site].is_empty() {
                    positions.extend((0..of.positions).map(|_| (*value, &homes[of.site][..])));
                }
            }
            let mut room: Vec<i64> = (problem.homes().iter().enumerate())
                .map(|(home, of)| of.households * coverage.most_seekers(home))
                .collect();
            let all: i64 = positions.iter().map(|(value, _)| value).sum();
            let lost = all - most(0, &positions, &mut room);
            assert_eq!(coverage.lost(&problem), i128::from(lost), "{seed}");
            lossy += usize::from(lost > 0);
        }
        assert!(lossy > 10, "{lossy}");
    }
}
