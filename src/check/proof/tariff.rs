use super::ProofFlaw;
use super::cuts::Cuts;
use crate::problem::{Home, Problem};
use crate::proof::{Prices, Room};

/// The prices of one step, by index.
#[derive(Default)]
pub(super) struct Tariff {
    places: Vec<i64>,
    /// For each home where the prices of its rooms begin and end.
    rooms: Vec<(usize, usize)>,
    /// Rooms and prices, home by home.
    of_rooms: Vec<(Room, i64)>,
    openings: Vec<i64>,
    cuts: Vec<i64>,
    /// How large households are at most.
    size: i64,
    highest: Highest,
}

/// What is paid at most by the prices of a tariff.
#[derive(Default, Clone, Copy)]
pub(super) struct Highest {
    pub(super) place: i64,
    /// For all rooms of a home together.
    pub(super) rooms: i128,
    pub(super) opening: i64,
    /// For all cuts together.
    pub(super) cuts: i128,
}

impl Tariff {
    /// Nothing has a price.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            places: vec![0; problem.homes().len()],
            rooms: vec![(0, 0); problem.homes().len()],
            openings: vec![0; problem.openings().len()],
            size: problem.households().iter().map(|household| household.size).max().unwrap_or(0),
            ..Self::default()
        }
    }

    /// What a home costs a household of `size`.
    pub(super) fn home(&self, home: u32, size: i64) -> i64 {
        let (from, to) = self.rooms[home as usize];
        let rooms = &self.of_rooms[from..to];
        let rooms = rooms.iter().map(|(room, price)| {
            let Room { places, beds, divisor } = room;
            (places + beds * size) / divisor * price
        });
        self.places[home as usize] + rooms.sum::<i64>()
    }

    /// What an opening costs.
    pub(super) fn opening(&self, opening: u32) -> i64 {
        self.openings[opening as usize]
    }

    /// Fills in what plans of a household pay for cuts, by index; those after the last pay nothing.
    pub(super) fn charge(&self, cuts: &Cuts, household: u32, charges: &mut Vec<i64>) {
        charges.clear();
        if self.highest.cuts == 0 {
            return;
        }
        for one in cuts.uses_of(household) {
            let plan = one.plan as usize;
            if charges.len() <= plan {
                charges.resize(plan + 1, 0);
            }
            charges[plan] += one.amount * self.cuts[one.cut as usize];
        }
    }

    pub(super) fn highest(&self) -> Highest {
        self.highest
    }

    /// Takes over prices that are [`well_formed`].
    pub(super) fn load(&mut self, prices: &Prices, cuts: &Cuts) {
        for (home, price) in &prices.places {
            self.places[*home as usize] = *price;
            self.highest.place = self.highest.place.max(*price);
        }
        for rooms in prices.rooms.chunk_by(|a, b| a.0 == b.0) {
            let from = self.of_rooms.len();
            self.of_rooms.extend(rooms.iter().map(|(_, room, price)| (*room, *price)));
            self.rooms[rooms[0].0 as usize] = (from, self.of_rooms.len());
            let most = rooms.iter().fold(0, |sum: i128, (_, room, price)| {
                sum.saturating_add(most_of(*room, self.size, *price))
            });
            self.highest.rooms = self.highest.rooms.max(most);
        }
        for (opening, price) in &prices.openings {
            self.openings[*opening as usize] = *price;
            self.highest.opening = self.highest.opening.max(*price);
        }
        self.cuts.resize(cuts.count().max(self.cuts.len()), 0);
        for (cut, price) in &prices.cuts {
            self.cuts[*cut as usize] = *price;
            let most = i128::from(*price) * i128::from(cuts.most(*cut));
            self.highest.cuts = self.highest.cuts.saturating_add(most);
        }
    }

    /// Forgets the prices loaded.
    pub(super) fn unload(&mut self, prices: &Prices) {
        prices.places.iter().for_each(|(home, _)| self.places[*home as usize] = 0);
        prices.rooms.iter().for_each(|(home, ..)| self.rooms[*home as usize] = (0, 0));
        prices.openings.iter().for_each(|(opening, _)| self.openings[*opening as usize] = 0);
        prices.cuts.iter().for_each(|(cut, _)| self.cuts[*cut as usize] = 0);
        self.of_rooms.clear();
        self.highest = Highest::default();
    }
}

/// What a household of `size` pays for a room, or what is divided on the way if that is more.
fn most_of(room: Room, size: i64, price: i64) -> i128 {
    let whole = i128::from(room.places) + i128::from(room.beds) * i128::from(size);
    (whole / i128::from(room.divisor)).saturating_mul(price.into()).max(whole)
}

/// Prices in order, of what there is, 0 or more; so many cuts are known.
pub(super) fn well_formed(
    problem: &Problem,
    cuts: usize,
    prices: &Prices,
) -> Result<(), ProofFlaw> {
    if prices.scale < 1 {
        return Err(ProofFlaw::Scale);
    }
    let there =
        |at: u32, count: usize, flaw| if (at as usize) < count { Ok(()) } else { Err(flaw) };
    let home = |home| there(home, problem.homes().len(), ProofFlaw::UnknownHome { home });
    in_order(prices.places.iter().copied(), home)?;
    in_order(
        prices.rooms.iter().map(|(home, room, price)| ((*home, *room), *price)),
        |(at, room)| {
            home(at)?;
            is_room(room)
        },
    )?;
    in_order(prices.openings.iter().copied(), |opening| {
        there(opening, problem.openings().len(), ProofFlaw::UnknownOpening { opening })
    })?;
    in_order(prices.cuts.iter().copied(), |cut| there(cut, cuts, ProofFlaw::UnknownCut { cut }))
}

fn in_order<K: Ord + Copy>(
    prices: impl Iterator<Item = (K, i64)>,
    known: impl Fn(K) -> Result<(), ProofFlaw>,
) -> Result<(), ProofFlaw> {
    let mut last = None;
    for (at, price) in prices {
        if last.replace(at).is_some_and(|last| last >= at) {
            return Err(ProofFlaw::PriceOrder);
        }
        known(at)?;
        if price < 0 {
            return Err(ProofFlaw::NegativePrice);
        }
    }
    Ok(())
}

fn is_room(Room { places, beds, divisor }: Room) -> Result<(), ProofFlaw> {
    if divisor < 1 {
        return Err(ProofFlaw::Divisor);
    }
    if places.min(beds) < 0 || places.max(beds) == 0 {
        return Err(ProofFlaw::RoomWeights);
    }
    Ok(())
}

/// Σ price · capacity; `None` if it is too large.
pub(super) fn worth(problem: &Problem, cuts: &Cuts, prices: &Prices) -> Option<i128> {
    let homes = problem.homes();
    let places = (prices.places.iter())
        .map(|(home, price)| (*price, homes[*home as usize].households.into()));
    let rooms = (prices.rooms.iter())
        .map(|(home, room, price)| (*price, capacity(*room, &homes[*home as usize])));
    let openings = (prices.openings.iter()).map(|(opening, price)| {
        (*price, i128::from(problem.openings()[*opening as usize].positions))
    });
    let cuts = prices.cuts.iter().map(|(cut, price)| (*price, cuts.capacity(*cut)));
    (places.chain(rooms).chain(openings).chain(cuts)).try_fold(0i128, |sum, (price, capacity)| {
        sum.checked_add(capacity.checked_mul(price.into())?)
    })
}

/// How much of a room a home has.
fn capacity(room: Room, home: &Home) -> i128 {
    let places = i128::from(room.places) * i128::from(home.households);
    let beds = i128::from(room.beds) * i128::from(home.beds);
    (places + beds).div_euclid(room.divisor.into())
}
