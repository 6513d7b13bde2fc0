//! The objective of a stage, laid out for pricing.

use std::collections::HashMap;

use crate::problem::{Menu, Problem};
use crate::proof::{Prices, Room};

/// What stands for "not on the menu": larger than any cost that is let in.
pub(super) const NEVER: i64 = i64::MAX / 8;

/// One whole number for every plan: `Σ weights[tier] · cost[tier]`.
#[derive(Debug, Clone)]
pub(super) struct Objective {
    /// One weight a tier.
    pub(super) weights: Vec<i64>,
    /// What a decision that is not kept costs; `None`: such a plan is no plan.
    pub(super) broken: Option<i64>,
    /// The tier that is held, if one is: its plans are told by what they cost there, too.
    pub(super) held: Option<usize>,
}

impl Objective {
    /// The weighted sum of tiers; no decision is broken, no tier held.
    pub(super) fn of(weights: &[i64]) -> Self {
        Self { weights: weights.to_vec(), broken: None, held: None }
    }
}

/// The objective by menu entry.
pub(super) struct Tables<'a> {
    pub(super) problem: &'a Problem,
    pub(super) objective: Objective,
    /// Of one minute on one day.
    pub(super) trip: i64,
    /// For each menu of homes, by kind of home; `NEVER` for what is not on it.
    homes: Vec<Vec<i64>>,
    /// For each menu of homes, of having none.
    home_none: Vec<i64>,
    /// For each menu of openings, by kind of opening; `NEVER` for what is not on it.
    openings: Vec<Vec<i64>>,
    /// For each menu of openings, of having none.
    opening_none: Vec<i64>,
    /// The tier held, if one is, by menu entry.
    held: Option<Box<Tables<'a>>>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(problem: &'a Problem, objective: Objective) -> Self {
        let weigh =
            |cost: &[i64]| -> i64 { objective.weights.iter().zip(cost).map(|(w, c)| w * c).sum() };
        let by_kind = |menu: &Menu| -> Vec<i64> {
            let mut costs = Vec::new();
            for (kind, cost) in menu.kinds() {
                costs.resize(kind, NEVER);
                costs.push(weigh(cost));
            }
            costs
        };
        Self {
            trip: problem.trip_tier().map_or(0, |trip| objective.weights[trip.tier] * trip.weight),
            homes: problem.home_menus.iter().map(by_kind).collect(),
            home_none: problem.home_menus.iter().map(|menu| weigh(menu.none())).collect(),
            openings: problem.opening_menus.iter().map(by_kind).collect(),
            opening_none: problem.opening_menus.iter().map(|menu| weigh(menu.none())).collect(),
            held: objective.held.map(|tier| Box::new(Self::of_tier(problem, tier))),
            problem,
            objective,
        }
    }

    /// One tier by itself.
    pub(super) fn of_tier(problem: &'a Problem, tier: usize) -> Self {
        let mut weights = vec![0; problem.tiers()];
        weights[tier] = 1;
        Self::new(problem, Objective::of(&weights))
    }

    /// The tier held, if one is.
    pub(super) fn held(&self) -> Option<&Self> {
        self.held.as_deref()
    }

    /// Whether whoever has a menu spares the tier held something by an opening of a kind, with so many minutes
    /// of trips on all its days together.
    pub(super) fn spares(&self, menu: usize, kind: usize, minutes: i64) -> bool {
        self.held.as_ref().is_some_and(|held| {
            of_kind(&held.openings[menu], kind) + held.trip * minutes < held.opening_none[menu]
        })
    }

    /// What homes on a menu cost, by kind; kinds after the last on it are left out.
    pub(super) fn homes(&self, menu: usize) -> &[i64] {
        &self.homes[menu]
    }

    /// The same for openings.
    pub(super) fn openings(&self, menu: usize) -> &[i64] {
        &self.openings[menu]
    }

    /// What it costs to have no home, for each household with a menu of homes.
    pub(super) fn home_none(&self, menu: usize) -> i64 {
        self.home_none[menu]
    }

    /// The same for openings.
    pub(super) fn opening_none(&self, menu: usize) -> i64 {
        self.opening_none[menu]
    }

    /// What it costs that a household has no home; `None`: it must have one.
    pub(super) fn unhoused(&self, household: usize) -> Option<i64> {
        let household = &self.problem.households()[household];
        let broken = if household.must { self.objective.broken? } else { 0 };
        Some(self.home_none[household.menu] + broken)
    }

    /// What it costs that a seeker has no opening; `None`: they must have one.
    pub(super) fn unplaced(&self, seeker: usize) -> Option<i64> {
        let seeker = &self.problem.seekers()[seeker];
        let broken = if seeker.must { self.objective.broken? } else { 0 };
        Some(self.opening_none[seeker.menu] + broken)
    }

    /// The objective of a plan.
    pub(super) fn cost_of(&self, pool: &Pool, plan: u32) -> i64 {
        let household = pool.household[plan as usize] as usize;
        self.plan_cost(household, pool.home(plan), pool.openings(plan))
    }

    /// The objective of one household's part of a solution, which must keep the menus.
    pub(super) fn plan_cost(&self, h: usize, home: Option<u32>, openings: &[u32]) -> i64 {
        let household = &self.problem.households()[h];
        let mut cost = match home {
            None => self.unhoused(h).unwrap_or(NEVER),
            Some(home) => {
                of_kind(&self.homes[household.menu], self.problem.homes()[home as usize].kind)
            }
        };
        for (s, opening) in household.seekers().zip(openings) {
            cost += if *opening == NONE {
                self.unplaced(s).unwrap_or(NEVER)
            } else {
                let seeker = &self.problem.seekers()[s];
                let opening = &self.problem.openings()[*opening as usize];
                let minutes = match (self.trip, home) {
                    (0, _) | (_, None) => 0,
                    (_, Some(home)) => {
                        let trips = self.problem.trips();
                        trips.minutes(seeker.travel, home as usize, opening.site).unwrap_or(0)
                    }
                };
                of_kind(&self.openings[seeker.menu], opening.kind)
                    + self.trip * minutes * opening.days
            };
        }
        cost
    }
}

/// What a kind costs.
pub(super) fn of_kind(costs: &[i64], kind: usize) -> i64 {
    costs.get(kind).copied().unwrap_or(NEVER)
}

/// No opening.
pub(super) const NONE: u32 = u32::MAX;

/// Rows: places of homes, then rooms of shared homes, then positions of openings.
///
/// The first room of a shared home is its beds. The others say nothing new of whole households, but
/// cut off fractions of them (Chvátal-Gomory cuts of rank 1): five beds have room for five sixths
/// of two households of three, every third bed for one of the two.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    homes: usize,
    /// The first row of the rooms of each home.
    first_rooms: Vec<u32>,
    rooms: Vec<(u32, Room)>,
    openings: usize,
}

impl Rows {
    pub(super) fn of(problem: &Problem) -> Self {
        let homes = problem.homes().len();
        let largest =
            problem.households().iter().map(|household| household.size).max().unwrap_or(1);
        let mut first_rooms = Vec::with_capacity(homes + 1);
        let mut rooms = Vec::new();
        let mut known = HashMap::new();
        for (d, home) in problem.homes().iter().enumerate() {
            first_rooms.push((homes + rooms.len()) as u32);
            if home.households > 1 {
                let of_home = known
                    .entry((home.households, home.beds))
                    .or_insert_with(|| rooms_of(home.households, home.beds, largest));
                rooms.extend(of_home.iter().map(|room| (d as u32, *room)));
            }
        }
        first_rooms.push((homes + rooms.len()) as u32);
        Self { homes, openings: homes + rooms.len(), first_rooms, rooms }
    }

    pub(super) fn count(&self, problem: &Problem) -> usize {
        self.openings + problem.openings().len()
    }

    pub(super) fn place(&self, home: usize) -> usize {
        home
    }

    /// The rows of a home's rooms, its beds first; none where it is not shared.
    pub(super) fn rooms(&self, home: usize) -> impl Iterator<Item = (usize, Room)> {
        let rows = self.first_rooms[home] as usize..self.first_rooms[home + 1] as usize;
        rows.map(|row| (row, self.rooms[row - self.homes].1))
    }

    pub(super) fn opening(&self, opening: usize) -> usize {
        self.openings + opening
    }

    pub(super) fn capacities(&self, problem: &Problem) -> Vec<i64> {
        let mut capacities = Vec::with_capacity(self.count(problem));
        capacities.extend(problem.homes().iter().map(|home| home.households));
        let capacity = |(home, room): &(u32, Room)| {
            let home = problem.homes()[*home as usize];
            holds(*room, home.households, home.beds)
        };
        capacities.extend(self.rooms.iter().map(capacity));
        capacities.extend(problem.openings().iter().map(|opening| opening.positions));
        capacities
    }

    /// Prices of rows as a proof lists them.
    pub(super) fn listed(&self, scale: i64, prices: impl Iterator<Item = (u32, i64)>) -> Prices {
        let mut listed = Prices { scale, ..Prices::default() };
        for (row, price) in prices.filter(|(_, price)| *price != 0) {
            match self.what(row as usize) {
                Row::Place(home) => listed.places.push((home, price)),
                Row::Room(home, room) => listed.rooms.push((home, room, price)),
                Row::Opening(opening) => listed.openings.push((opening, price)),
            }
        }
        listed
    }

    /// What a row is.
    pub(super) fn what(&self, row: usize) -> Row {
        if row < self.homes {
            Row::Place(row as u32)
        } else if row < self.openings {
            let (home, room) = self.rooms[row - self.homes];
            Row::Room(home, room)
        } else {
            Row::Opening((row - self.openings) as u32)
        }
    }
}

/// What a household of this size uses of a room.
pub(super) fn used(room: Room, size: i64) -> i64 {
    (room.places + room.beds * size) / room.divisor
}

/// What a room of a home holds.
fn holds(room: Room, places: i64, beds: i64) -> i64 {
    (room.places * places + room.beds * beds) / room.divisor
}

/// Divisors of rooms are no larger than this.
const LARGEST_DIVISOR: i64 = 8;

/// The beds of a home, and what else follows from its places and beds: no room that another one
/// makes needless.
fn rooms_of(places: i64, beds: i64, largest: i64) -> Vec<Room> {
    let sizes = largest.min(beds);
    let mut rooms: Vec<(Room, i64, Vec<i64>)> = Vec::new();
    let plain = Room { places: 1, beds: 0, divisor: 1 };
    let divided = (2..=sizes.clamp(2, LARGEST_DIVISOR) + 1).flat_map(|divisor| {
        let weights = (0..divisor).flat_map(move |beds| (0..divisor).map(move |a| (a, beds)));
        weights.map(move |(places, beds)| Room { places, beds, divisor })
    });
    for room in [plain, Room::BEDS].into_iter().chain(divided) {
        let holds = holds(room, places, beds);
        let uses: Vec<i64> = (1..=sizes).map(|size| used(room, size)).collect();
        // One room makes another needless if every size uses as large a share of it.
        let covers = |one: &(Room, i64, Vec<i64>), other: &(Room, i64, Vec<i64>)| {
            one.2.iter().zip(&other.2).all(|(a, b)| a * other.1 >= b * one.1)
        };
        let own = (room, holds, uses);
        if room.divisor == 1 || !rooms.iter().any(|other| covers(other, &own)) {
            rooms.retain(|other| other.0.divisor == 1 || !covers(&own, other));
            rooms.push(own);
        }
    }
    let rooms = rooms.into_iter().map(|(room, ..)| room);
    let mut rooms: Vec<Room> = rooms.filter(|room| *room != plain).collect();
    rooms.sort_unstable();
    rooms
}

/// What is scarce in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    Place(u32),
    /// Places and beds of a home together.
    Room(u32, Room),
    Opening(u32),
}

/// Plans of households: what columns of the relaxation stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    pub(super) household: Vec<u32>,
    home: Vec<u32>,
    openings: Vec<u32>,
    opening_starts: Vec<u32>,
    uses: Vec<(u32, u32)>,
    use_starts: Vec<u32>,
    /// For each digest the last plan that has it, ...
    known: HashMap<u64, u32>,
    /// ... and for each plan the one before it with the same digest.
    earlier: Vec<u32>,
}

impl Pool {
    pub(super) fn len(&self) -> usize {
        self.home.len()
    }

    /// The number of a plan, which is added if it is new.
    pub(super) fn add(
        &mut self,
        problem: &Problem,
        rows: &Rows,
        household: u32,
        home: u32,
        openings: &[u32],
    ) -> u32 {
        let next = self.home.len() as u32;
        let digest = digest([household, home].iter().chain(openings));
        let last = self.known.get(&digest).copied().unwrap_or(NONE);
        let mut plan = last;
        while plan != NONE {
            let own = plan as usize;
            let what = (self.household[own], self.home[own], self.openings(plan));
            if what == (household, home, openings) {
                return plan;
            }
            plan = self.earlier[own];
        }
        self.known.insert(digest, next);
        self.earlier.push(last);
        if next == 0 {
            self.opening_starts.push(0);
            self.use_starts.push(0);
        }
        self.household.push(household);
        self.home.push(home);
        self.openings.extend_from_slice(openings);
        self.opening_starts.push(self.openings.len() as u32);
        let at = Some(home).filter(|home| *home != NONE);
        let used = uses(problem, rows, household as usize, at, openings);
        let first = self.uses.len();
        for (row, amount) in used {
            match self.uses[first..].iter_mut().find(|(other, _)| *other == row as u32) {
                Some((_, sum)) => *sum += amount as u32,
                None => self.uses.push((row as u32, amount as u32)),
            }
        }
        self.use_starts.push(self.uses.len() as u32);
        next
    }

    pub(super) fn openings(&self, plan: u32) -> &[u32] {
        let plan = plan as usize;
        &self.openings[self.opening_starts[plan] as usize..self.opening_starts[plan + 1] as usize]
    }

    pub(super) fn home(&self, plan: u32) -> Option<u32> {
        Some(self.home[plan as usize]).filter(|home| *home != NONE)
    }

    /// Rows used, and how much of them.
    pub(super) fn uses(&self, plan: u32) -> &[(u32, u32)] {
        let plan = plan as usize;
        &self.uses[self.use_starts[plan] as usize..self.use_starts[plan + 1] as usize]
    }

    /// The reduced cost of a plan that costs `cost`.
    pub(super) fn value(&self, plan: u32, cost: i64, prices: &WholePrices) -> i64 {
        let used = self.uses(plan).iter();
        cost * prices.scale
            + used.map(|(row, amount)| prices.rows[*row as usize] * i64::from(*amount)).sum::<i64>()
    }
}

/// FNV-1a, word by word.
fn digest<'a>(words: impl Iterator<Item = &'a u32>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Prices of rows, and of one unit of the objective, in whole numbers.
#[derive(Debug, Clone)]
pub(super) struct WholePrices {
    /// What 1 of the objective is.
    pub(super) scale: i64,
    /// By row.
    pub(super) rows: Vec<i64>,
}

impl WholePrices {
    pub(super) fn free(rows: usize, scale: i64) -> Self {
        Self { scale, rows: vec![0; rows] }
    }

    /// What no price at all is for a row, told from these.
    pub(super) fn nothing(&self, row: usize) -> f64 {
        -(self.rows[row] as f64) / self.scale as f64
    }

    /// As a proof lists them.
    pub(super) fn listed(&self, rows: &Rows) -> Prices {
        rows.listed(self.scale, (0u32..).zip(self.rows.iter().copied()))
    }
}

/// Prices differ from their base by no more than this: sums of them stay in 64 bits.
const LARGEST: f64 = (1i64 << 50) as f64;

/// A price in whole numbers.
pub(super) fn whole(price: f64, scale: i64) -> i64 {
    (price * scale as f64).round().clamp(-LARGEST, LARGEST) as i64
}

/// The same of what some plan uses so much of: sums of that stay in 64 bits, too.
pub(super) fn whole_of(price: f64, scale: i64, most: i64) -> i64 {
    whole(price, scale).min(LARGEST as i64 / most)
}

/// What a plan uses: rows and amounts; an opening twice where two work there.
pub(super) fn uses<'a>(
    problem: &'a Problem,
    rows: &'a Rows,
    household: usize,
    home: Option<u32>,
    openings: &'a [u32],
) -> impl Iterator<Item = (usize, i64)> + 'a {
    let size = problem.households()[household].size;
    let homes = home.into_iter().flat_map(move |home| {
        let rooms = rows.rooms(home as usize).map(move |(row, room)| (row, used(room, size)));
        std::iter::once((rows.place(home as usize), 1)).chain(rooms.filter(|(_, used)| *used > 0))
    });
    let taken = openings.iter().filter(|opening| **opening != NONE);
    homes.chain(taken.map(move |opening| (rows.opening(*opening as usize), 1)))
}

#[cfg(test)]
mod tests {
    use super::{holds, rooms_of, used};
    use crate::proof::Room;

    /// Calls `each` with all multisets of sizes that fit, as how many there are of each size.
    fn packings(places: i64, beds: i64, each: &mut impl FnMut(&[i64])) {
        fn from(size: i64, places: i64, beds: i64, now: &mut [i64], each: &mut impl FnMut(&[i64])) {
            if size as usize > now.len() {
                each(now);
                return;
            }
            for count in 0..=places.min(beds / size) {
                now[size as usize - 1] = count;
                from(size + 1, places - count, beds - count * size, now, each);
            }
            now[size as usize - 1] = 0;
        }
        from(1, places, beds, &mut vec![0; beds as usize], each);
    }

    #[test]
    fn rooms_hold_whoever_fits() {
        for (places, beds) in (2..=4).flat_map(|places| (2..=8).map(move |beds| (places, beds))) {
            let rooms = rooms_of(places, beds, beds);
            assert_eq!(rooms[0], Room::BEDS);
            assert!(rooms.is_sorted_by(|a, b| a < b));
            packings(places, beds, &mut |counts| {
                for room in &rooms {
                    let all: i64 = (1..).zip(counts).map(|(s, count)| count * used(*room, s)).sum();
                    assert!(all <= holds(*room, places, beds), "{places}, {beds}: {room:?}");
                }
            });
        }
    }

    #[test]
    fn two_households_of_three_do_not_share_five_beds() {
        let rooms = rooms_of(2, 5, 5);
        let one_of_both = |room: &Room| used(*room, 3) == 1 && holds(*room, 2, 5) == 1;
        assert!(rooms.iter().any(one_of_both));
    }
}
