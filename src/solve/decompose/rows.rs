//! What is scarce: the rows of the relaxation.

use std::collections::HashMap;

use crate::problem::Problem;
use crate::proof::{Prices, Room};

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
    first_opening: usize,
    count: usize,
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
        let first_opening = homes + rooms.len();
        let count = first_opening + problem.openings().len();
        Self { homes, first_rooms, rooms, first_opening, count }
    }

    pub(super) fn count(&self) -> usize {
        self.count
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
        self.first_opening + opening
    }

    pub(super) fn capacities(&self, problem: &Problem) -> Vec<i64> {
        let mut capacities = Vec::with_capacity(self.count);
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
        } else if row < self.first_opening {
            let (home, room) = self.rooms[row - self.homes];
            Row::Room(home, room)
        } else {
            Row::Opening((row - self.first_opening) as u32)
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
