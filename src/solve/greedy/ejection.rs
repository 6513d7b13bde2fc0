mod spots;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::doorstep::Doorstep;
use super::{Left, Placement};
use crate::problem::{Household, Problem, Solution};
use spots::Spots;

/// Ejection chains: a household takes a spot that another one is in the way of, which takes a third one's,
/// and so on, until a spot is free (Glover, "Ejection chains, reference structures and alternating path
/// methods for traveling salesman problems", 1996). All spots are next door to work.
pub(super) struct Ejection<'a, 'd> {
    problem: &'a Problem,
    doorstep: &'d Doorstep<'a>,
    /// For each opening its price, in units of `1/SCALE`.
    prices: Vec<i64>,
    /// For each household its spot.
    spots: Vec<Option<Spot>>,
    /// What nobody has.
    beds: Vec<i64>,
    places: Vec<i64>,
    positions: Vec<i64>,
    /// Of those who have a spot: who lives in each home, and whose seekers work in each opening.
    dwellers: Vec<Vec<u32>>,
    workers: Vec<Vec<u32>>,
    /// For each household the search in which it was last ejected.
    ejected: Vec<u32>,
    searches: u32,
}

/// A home with an opening next door for each seeker.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    /// How much more the openings cost than is paid at the margin, without their prices; in units of
    /// `1/SCALE`.
    cost: i64,
    home: u32,
    openings: Vec<u32>,
}

/// A household that needs another spot.
struct Ejected {
    household: u32,
    /// Who takes its spot, of those ejected before, and where that will be.
    by: Option<(usize, Spot)>,
    /// How much more the spots taken cost than those left.
    cost: i64,
}

/// Who goes where.
type Moves = Vec<(u32, Spot)>;

/// What 1 of the objective is in costs: openings with few homes next door are worth a little more, since
/// others are easily filled later.
const SCALE: i64 = 64;
/// Chains have so many households at most.
const DEEPEST: usize = 8;
/// So many households are ejected in the search for a chain, times the effort.
const EJECTED: usize = 120;
/// For an opening so many seekers are asked, times the effort, ...
const ASKED: usize = 100;
/// ... and so many chains begun, times the effort.
const BEGUN: usize = 40;
/// What having no spot costs more than having one.
const NOWHERE: i64 = 1 << 46;

impl<'a, 'd> Ejection<'a, 'd> {
    /// Those who have a home in `solution` are next door to work, `left` being what is left.
    pub(super) fn new(doorstep: &'d Doorstep<'a>, left: &Left, solution: &Solution) -> Self {
        let problem = doorstep.problem;
        let price = |opening: usize| match doorstep.demand.price(opening) {
            0 => 0,
            price => price * SCALE + SCALE / (1 + doorstep.next_door_to(opening, 0).len() as i64),
        };
        let mut ejection = Self {
            problem,
            doorstep,
            prices: (0..problem.openings().len()).map(price).collect(),
            spots: vec![None; problem.households().len()],
            beds: left.beds.clone(),
            places: left.places.clone(),
            positions: left.positions.clone(),
            dwellers: vec![Vec::new(); problem.homes().len()],
            workers: vec![Vec::new(); problem.openings().len()],
            ejected: vec![0; problem.households().len()],
            searches: 0,
        };
        for (h, household) in problem.households().iter().enumerate() {
            let openings = solution.openings[household.seekers()].iter();
            let openings: Option<Vec<u32>> = openings.map(|o| o.map(|o| o as u32)).collect();
            if let (Some(home), Some(openings)) = (solution.homes[h], openings) {
                let costs = household.seekers().zip(&openings);
                let cost = costs.filter_map(|(s, opening)| ejection.cost(s, *opening)).sum();
                ejection.enlist(h as u32, Spot { cost, home: home as u32, openings });
            }
        }
        ejection
    }

    /// Looks for spots for `without`, who have none, for cheaper ones for others, and for somebody for
    /// each opening that is worth something and that nobody has; as far as `stop` allows.
    pub(super) fn improve(&mut self, effort: usize, without: &[usize], stop: &dyn Fn() -> bool) {
        for root in self.roots(without) {
            if stop() {
                return;
            }
            self.searches += 1;
            if let Some(moves) = self.chain(vec![self.root(root)], effort) {
                self.make(moves);
            }
        }
        for opening in self.unfilled() {
            if stop() {
                return;
            }
            while self.positions[opening as usize] > 0 && self.fill(opening, effort) {}
        }
    }

    /// Households without a spot, then those with a dear one, the dearest first.
    fn roots(&self, without: &[usize]) -> Vec<u32> {
        let without = without.iter().map(|h| *h as u32);
        let without = without.filter(|h| self.spots[*h as usize].is_none());
        let excess = |spot: &Spot| {
            spot.cost + spot.openings.iter().map(|o| self.prices[*o as usize]).sum::<i64>()
        };
        let mut dear: Vec<(Reverse<i64>, u32)> = (0u32..)
            .zip(&self.spots)
            .filter_map(|(h, spot)| Some((Reverse(excess(spot.as_ref()?)), h)))
            .filter(|(excess, _)| excess.0 > 0)
            .collect();
        dear.sort_unstable();
        without.chain(dear.into_iter().map(|(_, h)| h)).collect()
    }

    /// Openings that are worth something and not full, those with the fewest homes next door first.
    fn unfilled(&self) -> Vec<u32> {
        let mut unfilled: Vec<u32> = (0u32..)
            .zip(self.positions.iter().zip(&self.prices))
            .filter(|(_, (positions, price))| **positions > 0 && **price > 0)
            .map(|(opening, _)| opening)
            .collect();
        unfilled.sort_by_key(|opening| {
            let homes = self.doorstep.next_door_to(*opening as usize, 0).len();
            (homes, Reverse(self.prices[*opening as usize]))
        });
        unfilled
    }

    /// What an opening costs a seeker more than they pay at the margin, without its price; `None` if it is
    /// not on their menu.
    fn cost(&self, seeker: usize, opening: u32) -> Option<i64> {
        let kind = self.problem.openings()[opening as usize].kind;
        let excess = self.doorstep.demand.excess(self.problem.seekers()[seeker].menu, kind)?;
        Some(excess * SCALE - self.prices[opening as usize])
    }

    fn household(&self, h: u32) -> &'a Household {
        &self.problem.households()[h as usize]
    }

    /// What somebody saves who leaves their spot.
    fn saved(&self, h: u32) -> i64 {
        self.spots[h as usize].as_ref().map_or(NOWHERE, |spot| spot.cost)
    }

    fn root(&self, household: u32) -> Ejected {
        Ejected { household, by: None, cost: -self.saved(household) }
    }

    /// Finds somebody for an opening who moves in next door, such that something is saved: where a place is
    /// free, or by a chain. Whether that was possible.
    fn fill(&mut self, opening: u32, effort: usize) -> bool {
        self.searches += 1;
        let homes = self.doorstep.next_door_to(opening as usize, 0);
        let mut begun = Vec::new();
        for s in self.askers(opening, ASKED * effort) {
            let h = self.problem.seekers()[s].household as u32;
            if self.ejected[h as usize] == self.searches {
                continue;
            }
            let all = [self.root(h)];
            let mut spots = Spots::new(self, &all, 0);
            homes.iter().for_each(|home| spots.look_at(*home, s, opening));
            let Spots { free, taken, .. } = spots;
            if let Some(spot) = free {
                if self.make(vec![(h, spot)]) {
                    return true;
                }
            } else if let Some((spot, other)) = taken.into_iter().next()
                && begun.len() < 2 * BEGUN * effort
            {
                let [root] = all;
                let cost = root.cost + spot.cost;
                if cost < 0 {
                    self.ejected[h as usize] = self.searches;
                    let by = Some((begun.len(), spot));
                    let cost = cost - self.saved(other);
                    begun.push(root);
                    begun.push(Ejected { household: other, by, cost });
                }
            }
        }
        self.chain(begun, effort).is_some_and(|moves| self.make(moves))
    }

    /// Seekers who are best placed in an opening and may save something there: those of large households
    /// first, then those whose spot costs most.
    fn askers(&self, opening: u32, most: usize) -> Vec<usize> {
        let kind = self.problem.openings()[opening as usize].kind;
        let of_menus = self.doorstep.seekers.iter().enumerate();
        let best = of_menus.filter(|(menu, _)| self.doorstep.demand.excess(*menu, kind) == Some(0));
        let seekers = best.flat_map(|(_, seekers)| seekers).map(|s| *s as usize);
        let mut askers: Vec<_> = seekers
            .filter_map(|s| {
                let h = self.problem.seekers()[s].household;
                let (spot, count) = (self.spots[h].as_ref()?, self.household(h as u32).seekers);
                let saves = count > 1 || spot.cost > -self.prices[opening as usize];
                saves.then(|| (Reverse((count, spot.cost)), mixed(s, self.searches), s))
            })
            .collect();
        if askers.len() > most {
            askers.select_nth_unstable(most);
            askers.truncate(most);
        }
        askers.sort_unstable();
        askers.into_iter().map(|(.., s)| s).collect()
    }

    /// A chain that goes on from some of those begun, and saves something.
    fn chain(&mut self, begun: Vec<Ejected>, effort: usize) -> Option<Moves> {
        let mut all = begun;
        let most = all.len() + EJECTED * effort;
        let is_only_root = all.len() == 1;
        let mut queue = BinaryHeap::new();
        for (at, ejected) in all.iter().enumerate() {
            self.ejected[ejected.household as usize] = self.searches;
            if ejected.by.is_some() || is_only_root {
                queue.push(Reverse((ejected.cost, usize::from(ejected.by.is_some()), at)));
            }
        }
        while let Some(Reverse((cost, depth, at))) = queue.pop() {
            let Spots { free, taken, .. } = self.spots_for(&all, at);
            if let Some(spot) = free {
                let mut moves = vec![(all[at].household, spot)];
                let mut last = &all[at];
                while let Some((by, spot)) = &last.by {
                    moves.push((all[*by].household, spot.clone()));
                    last = &all[*by];
                }
                return Some(moves);
            }
            for (spot, household) in taken {
                if all.len() == most || depth + 1 == DEEPEST {
                    break;
                }
                let ejected = &mut self.ejected[household as usize];
                if cost + spot.cost < 0 && std::mem::replace(ejected, self.searches) < self.searches
                {
                    let cost = cost + spot.cost - self.saved(household);
                    queue.push(Reverse((cost, depth + 1, all.len())));
                    all.push(Ejected { household, by: Some((at, spot)), cost });
                }
            }
        }
        None
    }

    /// Makes all moves if that is possible and saves something; whether it does.
    fn make(&mut self, moves: Moves) -> bool {
        let saved: i64 = moves.iter().map(|(h, _)| self.saved(*h)).sum();
        let before: Vec<(u32, Option<Spot>)> =
            moves.iter().map(|(h, _)| (*h, self.leave(*h))).collect();
        let cost: i64 = moves.iter().map(|(_, spot)| spot.cost).sum();
        let settled = moves.iter().take_while(|(h, spot)| self.settle(*h, spot)).count();
        if settled == moves.len() && cost < saved {
            return true;
        }
        for (h, _) in &moves[..settled] {
            self.leave(*h);
        }
        for (h, spot) in before {
            if let Some(spot) = spot {
                self.settle(h, &spot);
            }
        }
        false
    }

    /// Gives somebody a spot if it is free; whether it is.
    fn settle(&mut self, h: u32, spot: &Spot) -> bool {
        let (home, size) = (spot.home as usize, self.household(h).size);
        let taken = |o: &u32| spot.openings.iter().filter(|other| *other == o).count() as i64;
        let is_free = self.beds[home] >= size
            && self.places[home] >= 1
            && spot.openings.iter().all(|o| self.positions[*o as usize] >= taken(o));
        if is_free {
            self.beds[home] -= size;
            self.places[home] -= 1;
            spot.openings.iter().for_each(|o| self.positions[*o as usize] -= 1);
            self.enlist(h, spot.clone());
        }
        is_free
    }

    fn enlist(&mut self, h: u32, spot: Spot) {
        self.dwellers[spot.home as usize].push(h);
        spot.openings.iter().for_each(|o| self.workers[*o as usize].push(h));
        self.spots[h as usize] = Some(spot);
    }

    fn leave(&mut self, h: u32) -> Option<Spot> {
        let spot = self.spots[h as usize].take()?;
        self.beds[spot.home as usize] += self.household(h).size;
        self.places[spot.home as usize] += 1;
        self.dwellers[spot.home as usize].retain(|other| *other != h);
        for opening in &spot.openings {
            self.positions[*opening as usize] += 1;
            self.workers[*opening as usize].retain(|other| *other != h);
        }
        Some(spot)
    }

    /// Who is where, and what is left.
    pub(super) fn solution(&self) -> (Solution, Left) {
        let (mut solution, mut left) = (Solution::nothing(self.problem), Left::new(self.problem));
        for (h, spot) in self.spots.iter().enumerate() {
            if let Some(Spot { home, openings, .. }) = spot {
                let openings = openings.iter().map(|o| Some(*o as usize)).collect();
                let placement = Placement { home: *home as usize, openings, cost: Vec::new() };
                left.take(self.problem, h, placement, &mut solution);
            }
        }
        (solution, left)
    }
}

/// A number that looks random, to begin somewhere else each time.
fn mixed(what: usize, time: u32) -> u32 {
    (what as u32 ^ time.rotate_left(16)).wrapping_mul(0x9E37_79B9).rotate_left(13)
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::super::coverage::tests::villages;
    use super::super::super::demand::Demand;
    use super::super::{Doorstep, Ejection, Left, Reach, Solution};

    #[test]
    fn chains_save_something_and_lose_nobody() {
        let mut saved = 0;
        for seed in 1..30 {
            let problem = villages(60, seed);
            let weights = [1_000_000, 100_000, 10_000, 100, 1];
            let demand = Demand::new(&problem, &weights, &|| false);
            let reach = Reach::new(&problem);
            let (mut left, mut solution) = (Left::new(&problem), Solution::nothing(&problem));
            let mut doorstep = Doorstep::new(&problem, &reach, &demand);
            let without = doorstep.place(&mut left, &mut solution, &|| false);
            let weigh = |solution| -> i64 {
                let cost = problem.cost(solution).unwrap();
                cost.iter().zip(&weights).map(|(cost, weight)| cost * weight).sum()
            };
            let before = weigh(&solution);
            let mut ejection = Ejection::new(&doorstep, &left, &solution);
            ejection.improve(1, &without, &|| false);
            let after = weigh(&ejection.solution().0);
            assert!(demand.bound() <= i128::from(after) && after <= before, "{seed}");
            saved += usize::from(after < before);
        }
        assert!(saved > 20, "{saved}");
    }
}
