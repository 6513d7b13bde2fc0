use super::transport::{NO_WAY, Transport};
use crate::problem::{Menu, Opening, Problem};

/// Who asks for what, homes left aside: seekers by menu, openings by kind. An opening that is next
/// door to no home is a minute away at least, any other may be no way at all. What is then best is a
/// transport problem, and small. Where people are many, nearly everybody can work next door, and it
/// is nearly the whole problem.
pub(super) struct Demand {
    /// Places are kinds next door to some home, then kinds next door to none.
    transport: Transport,
    /// For each opening its place.
    places: Vec<u32>,
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
        let is_near = near(problem);
        let place = |opening: &Opening| {
            if is_near[opening.site] { opening.kind } else { kinds + opening.kind }
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
        let least = |menu: &Menu| {
            menu.kinds().map(|(_, cost)| weigh(cost)).chain([weigh(menu.none())]).min()
        };
        let homes: Vec<i64> = problem.home_menus.iter().filter_map(least).collect();
        let times = |(count, of): (&i64, i64)| i128::from(*count) * i128::from(of);
        let bound = problem.households().iter().map(|h| i128::from(homes[h.menu])).sum::<i128>()
            + (asking.iter().enumerate())
                .map(|(menu, count)| times((count, transport.pays(menu))))
                .sum::<i128>()
            - positions.iter().zip(transport.prices().iter().copied()).map(times).sum::<i128>();
        Self { transport, places, bound }
    }

    /// What every solution comes to at least.
    pub(super) fn bound(&self) -> i128 {
        self.bound
    }

    /// The price of a position in an opening that shows it.
    pub(super) fn price(&self, opening: usize) -> i64 {
        self.transport.prices()[self.places[opening] as usize]
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

/// For each site whether it is next door to some home that is on a menu.
fn near(problem: &Problem) -> Vec<bool> {
    let sites = problem.openings().iter().map(|opening| opening.site + 1).max().unwrap_or(0);
    let travels = problem.seekers().iter().map(|seeker| seeker.travel + 1).max().unwrap_or(0);
    let mut near = vec![false; sites];
    for (home, of) in problem.homes().iter().enumerate() {
        if problem.home_menus.iter().all(|menu| menu.cost_of_kind(of.kind).is_none()) {
            continue;
        }
        for travel in 0..travels {
            let row = problem.trips().row(travel, home);
            let next_door = row.take_while(|(_, minutes)| *minutes == 0);
            next_door.for_each(|(site, _)| near[site] = true);
        }
    }
    near
}
