use super::super::prices::WholePrices;
use super::super::rows::{Row, Rows, used};
use super::super::tables::{NEVER, Tables, of_kind};
use super::groups::Groups;
use crate::problem::Problem;

/// What homes and openings cost at given prices, laid out as pricing reads them.
#[derive(Clone)]
pub(super) struct Market {
    /// What 1 of the objective is; 0: no prices yet.
    pub(super) scale: i64,
    /// For each home its kind.
    pub(super) home_kinds: Vec<u32>,
    /// For each size of household what each home costs it beside the menu; `NEVER` where there is
    /// no room.
    homes: Vec<(i64, Vec<i64>)>,
    /// The openings at site `s`, ascending, stand from `starts[s]` to `starts[s + 1]`.
    starts: Vec<u32>,
    offered: Vec<Offered>,
    /// Where each opening stands there.
    places: Vec<u32>,
    /// For each kind its openings, the cheapest first; only where trips cost nothing.
    pub(super) order: Vec<Vec<u32>>,
    /// For each kind what its cheapest opening costs.
    cheapest: Vec<i64>,
    /// For each menu of openings what its cheapest opening costs, wherever it is.
    pub(super) least: Vec<i64>,
    /// Every trip is made on so many days a week at least.
    pub(super) days: i64,
}

/// An opening as it stands in the market.
#[derive(Clone, Copy)]
pub(super) struct Offered {
    pub(super) price: i64,
    pub(super) opening: u32,
    pub(super) kind: u32,
    pub(super) days: u32,
    /// How many may have it still.
    pub(super) positions: u32,
}

impl Market {
    pub(super) fn new(problem: &Problem) -> Self {
        let mut sizes: Vec<i64> = problem.households().iter().map(|h| h.size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let homes = sizes.into_iter().map(|size| (size, vec![NEVER; problem.homes().len()]));
        let mut order: Vec<u32> = (0..problem.openings().len() as u32).collect();
        order.sort_by_key(|opening| problem.openings()[*opening as usize].site);
        let mut starts = vec![0];
        let mut places = vec![0; order.len()];
        let mut offered = Vec::with_capacity(order.len());
        for (place, opening) in (0u32..).zip(order) {
            let of = &problem.openings()[opening as usize];
            starts.resize((of.site + 1).max(starts.len()), place);
            places[opening as usize] = place;
            let (kind, days) = (of.kind as u32, of.days as u32);
            offered.push(Offered { price: 0, opening, kind, days, positions: 0 });
        }
        starts.push(offered.len() as u32);
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let mut market = Self {
            scale: 0,
            home_kinds: problem.homes().iter().map(|home| home.kind as u32).collect(),
            homes: homes.collect(),
            starts,
            offered,
            places,
            order: Vec::new(),
            cheapest: vec![NEVER; kinds],
            least: Vec::new(),
            days: problem.openings().iter().map(|opening| opening.days).min().unwrap_or(0),
        };
        market.open(problem);
        market
    }

    /// Nobody has taken any position.
    pub(super) fn open(&mut self, problem: &Problem) {
        for (of, place) in problem.openings().iter().zip(&self.places) {
            let positions = u32::try_from(of.positions).unwrap_or(u32::MAX);
            self.offered[*place as usize].positions = positions;
        }
    }

    /// Takes over new prices.
    pub(super) fn set(&mut self, tables: &Tables, rows: &Rows, prices: &WholePrices) {
        self.scale = prices.scale;
        for (size, homes) in &mut self.homes {
            for (home, value) in homes.iter_mut().enumerate() {
                let beds = rows.rooms(home).map(|(row, room)| prices.rows[row] * used(room, *size));
                *value = prices.rows[rows.place(home)] + beds.sum::<i64>();
            }
        }
        self.cheapest.fill(NEVER);
        for offered in &mut self.offered {
            let price = prices.rows[rows.opening(offered.opening as usize)];
            let kind = offered.kind as usize;
            offered.price = price;
            self.cheapest[kind] = price.min(self.cheapest[kind]);
        }
        self.least = (0..tables.problem.opening_menus.len())
            .map(|menu| {
                let costs = tables.openings(menu).iter().zip(&self.cheapest);
                let costs = costs.filter(|(cost, _)| **cost < NEVER);
                costs.map(|(cost, price)| cost * prices.scale + price).min().unwrap_or(NEVER)
            })
            .collect();
        if tables.trip == 0 {
            self.order = (0..self.cheapest.len())
                .map(|kind| {
                    let mut order = tables.problem.openings_of_kind(kind).to_vec();
                    order.sort_unstable_by_key(|j| (self.offered(*j).price, *j));
                    order
                })
                .collect();
        }
    }

    /// For each group what its cheapest opening costs, wherever it is.
    pub(super) fn least_of_groups(&self, groups: &Groups) -> Vec<i64> {
        let mut least = vec![NEVER; groups.count];
        for (cheapest, group) in self.cheapest.iter().zip(&groups.of) {
            let least = &mut least[*group as usize];
            *least = (*cheapest).min(*least);
        }
        least
    }

    /// Takes over what is left of a row.
    pub(super) fn leave(&mut self, rows: &Rows, row: usize, left: &[i64]) {
        match rows.what(row) {
            Row::Place(home) | Row::Room(home, _) => {
                let home = home as usize;
                let places = left[rows.place(home)];
                let beds = rows.rooms(home).next().map_or(i64::MAX, |(row, _)| left[row]);
                for (size, homes) in &mut self.homes {
                    if places < 1 || beds < *size {
                        homes[home] = NEVER;
                    }
                }
            }
            Row::Opening(opening) => {
                let place = self.places[opening as usize] as usize;
                self.offered[place].positions = u32::try_from(left[row].max(0)).unwrap_or(u32::MAX);
            }
        }
    }

    /// What each home costs a household of this size beside the menu.
    pub(super) fn homes(&self, size: i64) -> &[i64] {
        match self.homes.binary_search_by_key(&size, |(size, _)| *size) {
            Ok(at) => &self.homes[at].1,
            Err(_) => &[],
        }
    }

    /// The openings at a site, ascending.
    pub(super) fn at(&self, site: usize) -> &[Offered] {
        match (self.starts.get(site), self.starts.get(site + 1)) {
            (Some(start), Some(end)) => &self.offered[*start as usize..*end as usize],
            _ => &[],
        }
    }

    pub(super) fn offered(&self, opening: u32) -> &Offered {
        &self.offered[self.places[opening as usize] as usize]
    }

    /// What an opening costs whoever has a menu with these costs, without the trip; `NEVER` if they
    /// cannot have it.
    pub(super) fn value(&self, costs: &[i64], offered: &Offered) -> i64 {
        let cost = of_kind(costs, offered.kind as usize);
        if cost < NEVER && offered.positions > 0 {
            cost * self.scale + offered.price
        } else {
            NEVER
        }
    }
}
