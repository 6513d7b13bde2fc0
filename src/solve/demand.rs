use super::coverage::{Coverage, homes_next_door};
use super::transport::{NO_WAY, Transport};
use crate::problem::{Menu, Opening, Problem};

/// Who asks for what: seekers by menu, openings by kind. An opening that is next door to no home is a
/// minute away at least, any other may be no way at all. With homes left aside, what is best is a
/// transport problem, and small. Then some openings that are worth something turn out to have too few
/// homes next door ([`Coverage`]). Where people are many, nearly everybody can work next door, and
/// this is nearly the whole problem.
pub(super) struct Demand {
    /// Places are kinds next door to some home, then kinds next door to none.
    transport: Transport,
    /// For each opening its place.
    places: Vec<u32>,
    coverage: Coverage,
    /// What all households and seekers come to at least.
    bound: i128,
}

impl Demand {
    /// With a weight for each tier. Solved as far as `stop` allows.
    pub(super) fn new(problem: &Problem, weights: &[i64], stop: &dyn Fn() -> bool) -> Self {
        let weigh = |cost: &[i64]| -> i64 { weights.iter().zip(cost).map(|(w, c)| w * c).sum() };
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let mut asking = vec![0; problem.opening_menus.len()];
        problem.seekers().iter().for_each(|seeker| asking[seeker.menu] += 1);
        let homes = homes_next_door(problem);
        let is_near = |opening: &Opening| !homes[opening.site].is_empty();
        let place = |opening: &Opening| {
            if is_near(opening) { opening.kind } else { kinds + opening.kind }
        };
        let places: Vec<u32> = problem.openings().iter().map(|o| place(o) as u32).collect();
        let mut positions = vec![0; 2 * kinds];
        for (opening, place) in problem.openings().iter().zip(&places) {
            positions[*place as usize] += opening.positions;
        }
        let minute = problem.trip_tier().map_or(0, |trip| weights[trip.tier]);
        let cost = |menu: &Menu, kind: usize, minutes: i64| {
            let opening = *problem.openings_of_kind(kind).first()? as usize;
            let trip = minute * problem.trip_cost(opening, minutes);
            Some(weigh(menu.cost_of_kind(kind)?) + trip)
        };
        let costs = |menu: &Menu| -> Vec<i64> {
            let places = (0..2 * kinds).map(|place| (place % kinds, (place / kinds) as i64));
            places.map(|(kind, minutes)| cost(menu, kind, minutes).unwrap_or(NO_WAY)).collect()
        };
        let mut transport = Transport::new(
            asking.clone(),
            positions.clone(),
            problem.opening_menus.iter().map(costs).collect(),
            problem.opening_menus.iter().map(|menu| weigh(menu.none())).collect(),
        );
        transport.send_cheapest(stop);
        // Whoever comes from farther away pays for a minute at least, which makes up for so much.
        let value = |(opening, place): (usize, &u32)| {
            let trip = minute.saturating_mul(problem.trip_cost(opening, 1));
            transport.prices()[*place as usize].min(trip)
        };
        let values = places.iter().enumerate().map(value).collect();
        let coverage = Coverage::new(problem, homes, values);
        let least = |menu: &Menu| {
            menu.kinds().map(|(_, cost)| weigh(cost)).chain([weigh(menu.none())]).min()
        };
        let of_homes: Vec<i64> = problem.home_menus.iter().filter_map(least).collect();
        let times = |(count, of): (&i64, i64)| i128::from(*count) * i128::from(of);
        let bound = problem.households().iter().map(|h| i128::from(of_homes[h.menu])).sum::<i128>()
            + (asking.iter().enumerate())
                .map(|(menu, count)| times((count, transport.pays(menu))))
                .sum::<i128>()
            - positions.iter().zip(transport.prices().iter().copied()).map(times).sum::<i128>()
            + coverage.lost(problem);
        Self { transport, places, coverage, bound }
    }

    /// What every solution comes to at least.
    pub(super) fn bound(&self) -> i128 {
        self.bound
    }

    /// The prices that show it: of a household's place in a home, ...
    pub(super) fn price_of_place(&self, home: usize) -> i64 {
        self.coverage.price(home).saturating_mul(self.coverage.most_seekers(home))
    }

    /// ... and of a position in an opening.
    pub(super) fn price_of_position(&self, problem: &Problem, opening: usize) -> i64 {
        self.price(opening) - self.coverage.relief(problem, opening)
    }

    /// What a position in an opening is worth, homes left aside.
    pub(super) fn price(&self, opening: usize) -> i64 {
        self.transport.prices()[self.places[opening] as usize]
    }

    /// The openings that are best filled from a home.
    pub(super) fn served(&self, home: usize) -> &[u32] {
        self.coverage.served(home)
    }

    /// For each menu of openings how many of those who have it are best placed in a kind, next door.
    pub(super) fn best_placed(&self, kind: usize) -> &[i64] {
        self.transport.sent(kind)
    }

    /// How much more an opening of a kind next door costs than the best on a menu, prices included;
    /// `None` if it is not on it.
    pub(super) fn excess(&self, menu: usize, kind: usize) -> Option<i64> {
        self.transport.excess(menu, kind)
    }
}
