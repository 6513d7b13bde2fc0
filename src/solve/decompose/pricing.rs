//! The cheapest plans of every household at given prices, exactly.

mod jobs;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::tables::{NEVER, NONE, Pool, Rows, Tables, WholePrices, used};
use crate::problem::Problem;

/// A plan and its reduced cost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quote {
    pub(super) value: i64,
    pub(super) home: u32,
    pub(super) openings: Vec<u32>,
}

/// Finds cheapest plans. It remembers what it saw at earlier prices: from a home, the cheapest job
/// of a seeker costs at least what it cost then, less the largest fall of a price since.
pub(super) struct Pricer<'a> {
    pub(super) tables: &'a Tables<'a>,
    problem: &'a Problem,
    rows: Rows,
    /// Seekers with equal menus, travel and limits.
    kinds: Vec<SeekerKind>,
    /// For each household kind.
    households: Vec<HouseholdKind>,
    openings_at: Vec<Vec<u32>>,
    /// For each seeker kind and home: a lower bound on the cheapest job, as of `fallen`.
    seen: Vec<i64>,
    fallen: i64,
    last: WholePrices,
    /// By row, what is left of it, where only that may be used.
    left: Option<Vec<i64>>,
    /// For each menu of openings: prices included.
    priced: Vec<Vec<i64>>,
    least: Vec<i64>,
    /// For each menu the least at each site; only where trips cost something.
    least_at: Vec<Vec<i64>>,
    /// Every trip is made on so many days a week at least.
    days: i64,
    /// For each menu the openings, cheapest first; only where trips cost nothing.
    order: Vec<Vec<u32>>,
    minutes: Vec<Vec<u16>>,
    sites: usize,
}

struct SeekerKind {
    menu: usize,
    travel: usize,
    limit: i64,
    none: Option<i64>,
}

pub(super) struct HouseholdKind {
    /// The households, each with its seekers in the order of `seekers`, counted from its first.
    pub(super) households: Vec<(u32, Vec<u32>)>,
    menu: usize,
    size: i64,
    none: Option<i64>,
    seekers: Vec<usize>,
}

/// What is wanted of a household kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Plans below this are wanted, ...
    pub(super) below: i64,
    /// ... the cheapest so many of them, one a home; `None`: all of them.
    pub(super) most: Option<usize>,
}

/// What a household kind can have.
#[derive(Debug, Clone, Default)]
pub(super) struct Offer {
    /// The least reduced cost of any plan; `NEVER` if it has none.
    pub(super) least: i64,
    /// Wanted plans, the cheapest first.
    pub(super) plans: Vec<Quote>,
}

impl HouseholdKind {
    /// Openings in the order of the kind's seekers, put in the order of the household's own.
    pub(super) fn in_own_order(&self, household: u32, openings: &[u32]) -> Vec<u32> {
        let mut own = vec![NONE; openings.len()];
        if let Ok(at) = self.households.binary_search_by_key(&household, |(h, _)| *h) {
            for (seat, opening) in self.households[at].1.iter().zip(openings) {
                own[*seat as usize] = *opening;
            }
        }
        own
    }
}

impl<'a> Pricer<'a> {
    pub(super) fn new(tables: &'a Tables<'a>) -> Self {
        let problem = tables.problem;
        let rows = Rows::of(problem);
        let mut kinds = Vec::new();
        let mut known = BTreeMap::new();
        let mut households: Vec<HouseholdKind> = Vec::new();
        for (h, household) in problem.households().iter().enumerate() {
            let mut own: Vec<(usize, u32)> = Vec::new();
            for (at, s) in household.seekers().enumerate() {
                let seeker = &problem.seekers()[s];
                let key = (seeker.menu, seeker.travel, seeker.limit, seeker.must);
                let kind = *known.entry(key).or_insert_with(|| {
                    kinds.push(SeekerKind {
                        menu: seeker.menu,
                        travel: seeker.travel,
                        limit: seeker.limit,
                        none: tables.unplaced(s),
                    });
                    kinds.len() - 1
                });
                own.push((kind, at as u32));
            }
            own.sort_unstable();
            if household.kind == households.len() {
                households.push(HouseholdKind {
                    households: Vec::new(),
                    menu: household.menu,
                    size: household.size,
                    none: tables.unhoused(h),
                    seekers: own.iter().map(|(kind, _)| *kind).collect(),
                });
            }
            let order = own.iter().map(|(_, at)| *at).collect();
            households[household.kind].households.push((h as u32, order));
        }
        let mut openings_at: Vec<Vec<u32>> = Vec::new();
        for (j, opening) in problem.openings().iter().enumerate() {
            if openings_at.len() <= opening.site {
                openings_at.resize(opening.site + 1, Vec::new());
            }
            openings_at[opening.site].push(j as u32);
        }
        let sites = openings_at.len();
        let mut minutes = Vec::new();
        if tables.trip == 0 {
            let travels = kinds.iter().map(|kind: &SeekerKind| kind.travel + 1).max().unwrap_or(0);
            for travel in 0..travels {
                let mut of = vec![u16::MAX; problem.homes().len() * sites];
                for home in 0..problem.homes().len() {
                    for (site, m) in problem.trips().row(travel, home) {
                        if site < sites {
                            of[home * sites + site] = m as u16;
                        }
                    }
                }
                minutes.push(of);
            }
        }
        Self {
            seen: vec![i64::MIN / 4; kinds.len() * problem.homes().len()],
            fallen: 0,
            last: WholePrices { scale: 0, rows: Vec::new() },
            left: None,
            priced: Vec::new(),
            least: Vec::new(),
            least_at: Vec::new(),
            days: problem.openings().iter().map(|opening| opening.days).min().unwrap_or(0),
            order: Vec::new(),
            kinds,
            households,
            openings_at,
            minutes,
            sites,
            tables,
            problem,
            rows,
        }
    }

    pub(super) fn household_kinds(&self) -> &[HouseholdKind] {
        &self.households
    }

    /// Takes over new prices.
    fn set(&mut self, prices: &WholePrices) {
        let openings = self.rows.opening(0)..prices.rows.len();
        if self.last.scale != prices.scale {
            self.seen.fill(i64::MIN / 4);
            self.fallen = 0;
        } else {
            let fall = openings.clone().map(|row| self.last.rows[row] - prices.rows[row]);
            self.fallen += fall.max().unwrap_or(0).max(0);
        }
        self.last = prices.clone();
        self.priced = (self.tables.openings.iter())
            .map(|costs| {
                (costs.iter().zip(&prices.rows[openings.clone()]))
                    .map(
                        |(cost, price)| {
                            if *cost >= NEVER { NEVER } else { cost * prices.scale + price }
                        },
                    )
                    .collect()
            })
            .collect();
        self.least = self.priced.iter().map(|p| p.iter().copied().min().unwrap_or(NEVER)).collect();
        self.order.clear();
        if self.tables.trip != 0 {
            self.least_at = (self.priced.iter())
                .map(|priced| {
                    let least = |here: &Vec<u32>| here.iter().map(|j| priced[*j as usize]).min();
                    self.openings_at.iter().map(|here| least(here).unwrap_or(NEVER)).collect()
                })
                .collect();
        } else {
            for priced in &self.priced {
                let mut order: Vec<u32> =
                    (0..priced.len() as u32).filter(|j| priced[*j as usize] < NEVER).collect();
                order.sort_unstable_by_key(|j| (priced[*j as usize], *j));
                self.order.push(order);
            }
        }
    }

    /// What every household kind can have at `prices`.
    pub(super) fn offers(
        &mut self,
        prices: &WholePrices,
        wanted: impl Fn(usize) -> Wanted + Sync,
    ) -> Vec<Offer> {
        self.set(prices);
        let ask = |k: usize| {
            let mut learnt = Vec::new();
            (self.offer(k, wanted(k), &mut learnt), learnt)
        };
        let kinds = 0..self.households.len();
        #[cfg(feature = "parallel")]
        let answers: Vec<_> = if rayon::current_num_threads() > 1 {
            kinds.into_par_iter().map(ask).collect()
        } else {
            kinds.map(ask).collect()
        };
        #[cfg(not(feature = "parallel"))]
        let answers: Vec<_> = kinds.map(ask).collect();
        let mut offers = Vec::with_capacity(answers.len());
        for (offer, learnt) in answers {
            self.learn(learnt);
            offers.push(offer);
        }
        offers
    }

    /// Remembers lower bounds. Nothing that is asked for depends on them but the time it takes.
    fn learn(&mut self, learnt: Vec<(usize, i64)>) {
        for (at, bound) in learnt {
            let memory = &mut self.seen[at];
            *memory = (*memory).max(bound + self.fallen);
        }
    }

    fn home_value(&self, kind: &HouseholdKind, home: u32, cost: i64) -> i64 {
        let place = self.last.rows[self.rows.place(home as usize)];
        let rooms = self.rows.rooms(home as usize);
        let rooms = rooms.map(|(row, room)| self.last.rows[row] * used(room, kind.size));
        cost * self.last.scale + place + rooms.sum::<i64>()
    }

    fn has_room(&self, kind: &HouseholdKind, home: u32) -> bool {
        self.left.as_ref().is_none_or(|left| {
            left[self.rows.place(home as usize)] >= 1
                && self
                    .rows
                    .rooms(home as usize)
                    .next()
                    .is_none_or(|(row, _)| left[row] >= kind.size)
        })
    }

    fn positions(&self, opening: u32) -> i64 {
        match &self.left {
            Some(left) => left[self.rows.opening(opening as usize)],
            None => self.problem.openings()[opening as usize].positions,
        }
    }

    /// The best plan of each household in turn within what is left of every row; `left` is
    /// lowered by what they take. Who has no plan is left out.
    pub(super) fn one_by_one(
        &mut self,
        pool: &mut Pool,
        prices: &WholePrices,
        left: &mut Vec<i64>,
        households: impl Iterator<Item = usize>,
    ) -> Vec<(u32, u32)> {
        self.set(prices);
        // What is learnt here holds within what is left only.
        let seen = self.seen.clone();
        let mut taken = Vec::new();
        for h in households {
            let k = self.problem.households()[h].kind;
            self.left = Some(std::mem::take(left));
            let wanted = Wanted { below: NEVER, most: Some(1) };
            let mut learnt = Vec::new();
            let mut offer = self.offer(k, wanted, &mut learnt);
            self.learn(learnt);
            *left = self.left.take().unwrap_or_default();
            if offer.plans.is_empty() {
                continue;
            }
            let quote = offer.plans.swap_remove(0);
            let openings = self.households[k].in_own_order(h as u32, &quote.openings);
            let plan = pool.add(self.problem, &self.rows, h as u32, quote.home, &openings);
            for (row, amount) in pool.uses(plan) {
                left[*row as usize] -= i64::from(*amount);
            }
            taken.push((h as u32, plan));
        }
        self.seen = seen;
        taken
    }

    fn offer(&self, k: usize, wanted: Wanted, learnt: &mut Vec<(usize, i64)>) -> Offer {
        let kind = &self.households[k];
        let homes = self.problem.homes().len();
        let mut offer = Offer { least: NEVER, plans: Vec::new() };
        let mut best: BinaryHeap<i64> = BinaryHeap::new();
        let mut cutoff = wanted.below;
        if let Some(none) = kind.none {
            let value = none * self.last.scale
                + kind
                    .seekers
                    .iter()
                    .map(|s| self.kinds[*s].none.map_or(NEVER / 8, |n| n * self.last.scale))
                    .sum::<i64>();
            if kind.seekers.iter().all(|s| self.kinds[*s].none.is_some()) {
                offer.least = value;
                if value < wanted.below {
                    let openings = vec![NONE; kind.seekers.len()];
                    offer.plans.push(Quote { value, home: NONE, openings });
                }
            }
        }
        // A lower bound for every home.
        let floor = |s: &usize| {
            let kind = &self.kinds[*s];
            let none = kind.none.map_or(NEVER, |n| n * self.last.scale);
            none.min(self.least[kind.menu])
        };
        let floors: Vec<i64> = kind.seekers.iter().map(floor).collect();
        if floors.iter().any(|f| *f >= NEVER) {
            return offer;
        }
        let mut queue = Vec::new();
        let limit = |offer: &Offer, cutoff: i64| offer.least.max(cutoff);
        for (home, cost) in &self.tables.homes[kind.menu] {
            let mut bound = self.home_value(kind, *home, *cost);
            for (s, floor) in kind.seekers.iter().zip(&floors) {
                bound += floor.max(&(self.seen[s * homes + *home as usize] - self.fallen));
            }
            if bound < limit(&offer, cutoff) && self.has_room(kind, *home) {
                queue.push(Reverse((bound, *home, *cost)));
            }
        }
        let mut queue = BinaryHeap::from(queue);
        while let Some(Reverse((bound, home, cost))) = queue.pop() {
            if bound >= limit(&offer, cutoff) {
                break;
            }
            let own = self.home_value(kind, home, cost);
            let room = limit(&offer, cutoff) - own;
            match wanted.most {
                Some(most) => {
                    let Some((value, openings)) = self.best_jobs(kind, &floors, home, room, learnt)
                    else {
                        continue;
                    };
                    let value = own + value;
                    offer.least = offer.least.min(value);
                    if value < cutoff {
                        offer.plans.push(Quote { value, home, openings });
                        best.push(value);
                        if best.len() >= most {
                            if best.len() > most {
                                best.pop();
                            }
                            if let Some(worst) = best.peek() {
                                cutoff = cutoff.min(*worst);
                            }
                        }
                    }
                }
                None => {
                    let before = offer.plans.len();
                    self.all_jobs(kind, &floors, home, own, wanted.below, learnt, &mut offer.plans);
                    let least = offer.plans[before..].iter().map(|q| q.value).min();
                    offer.least = offer.least.min(least.unwrap_or(NEVER));
                }
            }
        }
        offer.plans.sort_unstable();
        if let Some(most) = wanted.most {
            offer.plans.truncate(most.max(1));
        }
        offer
    }
}
