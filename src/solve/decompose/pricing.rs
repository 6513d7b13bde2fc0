//! The cheapest plans of every household at given prices, exactly.

mod cheapest;
mod groups;
mod inquiry;
mod jobs;
mod market;
mod nearby;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::pool::{NONE, uses};
use super::prices::WholePrices;
use super::rows::Rows;
use super::tables::{NEVER, Tables};
use crate::problem::Problem;
use inquiry::Inquiry;
use market::Market;
use nearby::Nearby;

/// A plan and its reduced cost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quote {
    pub(super) value: i64,
    pub(super) home: u32,
    pub(super) openings: Vec<u32>,
}

/// Finds cheapest plans.
#[derive(Clone)]
pub(super) struct Pricer<'a> {
    tables: &'a Tables<'a>,
    problem: &'a Problem,
    rows: Rows,
    /// Seekers with equal menus, travel and limits.
    kinds: Vec<SeekerKind>,
    /// For each household kind.
    households: Vec<HouseholdKind>,
    market: Market,
    /// Where trips cost something.
    nearby: Option<Nearby>,
}

#[derive(Clone)]
struct SeekerKind {
    menu: usize,
    travel: usize,
    limit: i64,
    none: Option<i64>,
}

impl SeekerKind {
    /// A job that costs as much as this, its price aside, is no better than none, unless it spares a tier
    /// that is held.
    fn idle(&self, scale: i64) -> i64 {
        self.none.map_or(NEVER, |none| none * scale)
    }
}

#[derive(Clone)]
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

impl Quote {
    /// The openings, in the order of the kind's seekers, put in that of a household's own.
    pub(super) fn in_order(&self, order: &[u32]) -> Vec<u32> {
        let mut own = vec![NONE; self.openings.len()];
        for (seat, opening) in order.iter().zip(&self.openings) {
            own[*seat as usize] = *opening;
        }
        own
    }
}

/// How many plans may be listed, for all households together.
struct Budget {
    spent: AtomicUsize,
    most: usize,
}

impl Budget {
    fn new(most: usize) -> Self {
        Self { spent: AtomicUsize::new(0), most }
    }

    /// Spends it on so many more plans; whether it was enough.
    fn spend(&self, more: usize) -> bool {
        self.spent.fetch_add(more, Ordering::Relaxed).saturating_add(more) <= self.most
    }
}

impl<'a> Pricer<'a> {
    pub(super) fn new(tables: &'a Tables<'a>) -> Self {
        let problem = tables.problem;
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
        Self {
            market: Market::new(problem),
            nearby: Nearby::new(tables),
            rows: Rows::of(problem),
            kinds,
            households,
            tables,
            problem,
        }
    }

    pub(super) fn household_kinds(&self) -> &[HouseholdKind] {
        &self.households
    }

    /// Takes over new prices.
    fn set(&mut self, prices: &WholePrices) {
        self.market.set(self.tables, &self.rows, prices);
        if let Some(nearby) = &mut self.nearby {
            nearby.set(self.tables, &self.market);
        }
    }

    /// What every household kind can have at `prices`; `None` if `stop` said so before all were
    /// priced, or if all households together have more than `at_most` plans where all are wanted.
    pub(super) fn offers(
        &mut self,
        prices: &WholePrices,
        wanted: impl Fn(usize) -> Wanted + Sync,
        at_most: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Offer>> {
        self.set(prices);
        let budget = Budget::new(at_most);
        let ask = |k: usize| {
            if stop() { None } else { Inquiry::new(self, k, stop).offer(wanted(k), &budget) }
        };
        let kinds = 0..self.households.len();
        #[cfg(feature = "parallel")]
        if rayon::current_num_threads() > 1 {
            return kinds.into_par_iter().map(ask).collect();
        }
        kinds.map(ask).collect()
    }

    /// The least reduced cost of every household kind at `prices`; `None` if `stop` said so before.
    pub(super) fn least(
        &mut self,
        prices: &WholePrices,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<i64>> {
        let cheapest = |_| Wanted { below: i64::MIN, most: Some(1) };
        let offers = self.offers(prices, cheapest, usize::MAX, stop)?;
        Some(offers.iter().map(|offer| offer.least).collect())
    }

    /// The best plan of each household in turn within what is left of every row; `left` is lowered by what they
    /// take. Who has no plan is left out.
    pub(super) fn one_by_one(
        &mut self,
        prices: &WholePrices,
        left: &mut [i64],
        households: impl Iterator<Item = usize>,
    ) -> Vec<(u32, Quote)> {
        self.set(prices);
        let taken = self.take_turns(left, households, &|| false);
        self.market.open(self.problem);
        taken
    }

    /// The same for several queues, each by itself.
    pub(super) fn in_turn(
        &mut self,
        prices: &WholePrices,
        capacities: &[i64],
        queues: &[Vec<usize>],
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Vec<Vec<(u32, Quote)>> {
        self.set(prices);
        let take = |queue: &Vec<usize>| {
            self.clone().take_turns(&mut capacities.to_vec(), queue.iter().copied(), stop)
        };
        #[cfg(feature = "parallel")]
        if rayon::current_num_threads() > 1 {
            return queues.par_iter().map(take).collect();
        }
        queues.iter().map(take).collect()
    }

    fn take_turns(
        &mut self,
        left: &mut [i64],
        households: impl Iterator<Item = usize>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Vec<(u32, Quote)> {
        let budget = Budget::new(usize::MAX);
        (0..left.len()).for_each(|row| self.market.leave(&self.rows, row, left));
        let mut taken = Vec::new();
        for h in households {
            if stop() {
                break;
            }
            let k = self.problem.households()[h].kind;
            let wanted = Wanted { below: NEVER, most: Some(1) };
            let offer = Inquiry::new(self, k, stop).offer(wanted, &budget);
            let Some(mut quote) = offer.and_then(|offer| offer.plans.into_iter().next()) else {
                continue;
            };
            let alike = &self.households[k].households;
            if let Ok(at) = alike.binary_search_by_key(&(h as u32), |(h, _)| *h) {
                quote.openings = quote.in_order(&alike[at].1);
            }
            let home = Some(quote.home).filter(|home| *home != NONE);
            for (row, amount) in uses(self.problem, &self.rows, h, home, &quote.openings) {
                left[row] -= amount;
                self.market.leave(&self.rows, row, left);
            }
            taken.push((h as u32, quote));
        }
        taken
    }
}
