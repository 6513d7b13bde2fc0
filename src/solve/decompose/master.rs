//! The relaxation over all plans, by column generation.

use super::ceil;
use super::corner::Corner;
use super::pool::{NONE, Pool};
use super::prices::WholePrices;
use super::pricing::{Pricer, Wanted};
use super::reach::Reach;
use super::relaxation::{Accuracy, Iterate, Relaxed, relax, start};
use super::restriction::Restriction;
use super::rows::Rows;
use super::simplex::spread;
use super::tables::{NEVER, Tables};
use crate::problem::Problem;

/// What one round came to.
pub(super) struct Round {
    /// Whether weights of plans keep capacities, nearly, ...
    pub(super) within: bool,
    /// ... and are near the best ones; at corners, whether they are those of the best one.
    pub(super) near: bool,
    /// Of all plans, in units of 1/scale.
    pub(super) bound: i128,
    /// The same of the plans in play only.
    pub(super) restricted: i128,
    /// Whether the prices were held back: they say nothing of those aimed at.
    pub(super) held_back: bool,
}

/// The plans in play, and prices.
pub(super) struct Master<'a> {
    pub(super) tables: &'a Tables<'a>,
    pub(super) pricer: Pricer<'a>,
    pub(super) rows: Rows,
    pub(super) capacities: Vec<i64>,
    /// For each household its plans.
    pub(super) plans: Vec<Vec<u32>>,
    /// Where the simplex method stands, if there are few plans.
    pub(super) corner: Option<Corner>,
    /// By row, told from `base`: where the relaxation stands, which need not be its best prices.
    pub(super) y: Vec<f64>,
    pub(super) base: WholePrices,
    /// The objective, by plan; `NEVER` for those not in play.
    pub(super) costs: Vec<i64>,
    /// By plan.
    pub(super) x: Vec<f64>,
    pub(super) weight: f64,
    pub(super) step: f64,
    /// How near to the best prices the next ones are, at corners: 1 would be the best ones themselves. What few
    /// plans make of prices swings widely, and half way there much is gained already. (Wentges,
    /// "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming", 1997.)
    pub(super) near: f64,
    /// How far from the best prices the next ones may be, with the first-order method; it is told from the
    /// first plans in play.
    reach: Option<Reach>,
    /// The best prices so far and their bound, in units of 1/scale; `NOT_PRICED` if nothing was
    /// priced yet.
    pub(super) best: (i128, WholePrices),
    /// The last prices that plans came into play at.
    last: WholePrices,
}

/// The bound before any pricing.
pub(super) const NOT_PRICED: i128 = i128::MIN / 4;
/// The simplex method is used up to so many rows, ...
const SMALL: usize = 2000;
/// ... and so many where openings are scarce: what few plans make of prices is far off there, and corners are
/// many.
const SMALL_WHERE_SCARCE: usize = 600;
/// Prices are not held back more than this.
const MOST_NEAR: f64 = 0.5;
/// A household that has twice as many plans in play keeps the cheapest so many; ...
const KEPT: usize = 24;
/// ... so many where households are many: the bound misses what each of them misses.
const KEPT_BY_MANY: usize = 40;
/// Households are many from so many on, ...
const MANY: usize = 2000;
/// ... and from so many on where openings are scarce.
const MANY_WHERE_SCARCE: usize = 500;

/// Whether relaxations are solved by the simplex method.
pub(super) fn is_small(problem: &Problem, rows: &Rows) -> bool {
    let most = if is_scarce(problem) { SMALL_WHERE_SCARCE } else { SMALL };
    problem.households().len() + rows.count() <= most
}

/// Whether households are many for the first-order method.
fn are_many(problem: &Problem) -> bool {
    let many = if is_scarce(problem) { MANY_WHERE_SCARCE } else { MANY };
    problem.households().len() >= many
}

/// Whether openings are scarce.
fn is_scarce(problem: &Problem) -> bool {
    let positions: i64 = problem.openings().iter().map(|opening| opening.positions).sum();
    positions < problem.seekers().len() as i64
}

impl<'a> Master<'a> {
    pub(super) fn new(tables: &'a Tables<'a>, base: WholePrices) -> Self {
        let rows = Rows::of(tables.problem);
        Self {
            pricer: Pricer::new(tables),
            capacities: rows.capacities(tables.problem),
            plans: vec![Vec::new(); tables.problem.households().len()],
            corner: None,
            y: vec![0.0; base.rows.len()],
            costs: Vec::new(),
            x: Vec::new(),
            weight: 0.0,
            step: 0.0,
            near: 0.0,
            reach: None,
            best: (NOT_PRICED, base.clone()),
            last: base.clone(),
            base,
            rows,
            tables,
        }
    }

    /// Brings into play that nobody of a household has anything, for each household.
    pub(super) fn add_nothing(&mut self, pool: &mut Pool) {
        for (h, household) in self.tables.problem.households().iter().enumerate() {
            self.add(pool, h as u32, NONE, &vec![NONE; household.seekers]);
        }
    }

    /// Brings a plan into play that may be new; returns its number.
    pub(super) fn add(&mut self, pool: &mut Pool, h: u32, home: u32, openings: &[u32]) -> u32 {
        let plan = pool.add(self.tables.problem, &self.rows, h, home, openings);
        self.take(pool, plan);
        plan
    }

    /// Brings a plan into play.
    pub(super) fn take(&mut self, pool: &Pool, plan: u32) {
        if self.costs.len() < pool.len() {
            self.costs.resize(pool.len(), NEVER);
            self.x.resize(pool.len(), 0.0);
        }
        if self.costs[plan as usize] < NEVER {
            return;
        }
        let cost = self.tables.cost_of(pool, plan);
        self.costs[plan as usize] = cost;
        if cost < NEVER {
            self.plans[pool.household(plan) as usize].push(plan);
        }
    }

    /// Brings into play what households take one after the other, each the best that is left, in so
    /// many different orders: plans that go together.
    pub(super) fn take_in_turn(
        &mut self,
        pool: &mut Pool,
        orders: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) {
        let queue = |order: usize| {
            let mut queue: Vec<usize> = (0..self.plans.len()).collect();
            queue.sort_by(|a, b| spread(a * order).total_cmp(&spread(b * order)).then(a.cmp(b)));
            queue
        };
        let queues: Vec<Vec<usize>> = (1..=orders).map(queue).collect();
        let taken = self.pricer.in_turn(&self.base, &self.capacities, &queues, stop);
        for (h, quote) in taken.into_iter().flatten() {
            self.add(pool, h, quote.home, &quote.openings);
        }
    }

    /// Relaxes by the simplex method from now on: from the corner of an earlier stage, or else from the best
    /// one of the plans in play.
    pub(super) fn start_from(
        &mut self,
        pool: &Pool,
        corner: Option<Corner>,
        choice: &[u32],
        stop: &(dyn Fn() -> bool + Sync),
    ) {
        self.corner = Some(match corner {
            Some(mut corner) => {
                corner.basic().for_each(|plan| self.take(pool, plan));
                corner.tell_anew(pool, &self.costs, &self.base);
                corner
            }
            None => {
                let (costs, capacities) = (&self.costs, &self.capacities);
                Corner::new(pool, costs, &self.base, capacities, &self.plans, choice, stop)
            }
        });
    }

    /// One round: relax the restricted problem, price all plans, add the best ones. `None` if it was
    /// stopped before all were priced.
    pub(super) fn round(
        &mut self,
        pool: &mut Pool,
        accuracy: Accuracy,
        most: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Round> {
        let (within, near, aim) = match self.corner.take() {
            Some(mut corner) => {
                let (is_best, aim) = self.descend(pool, &mut corner, stop);
                self.corner = Some(corner);
                (is_best, is_best, aim)
            }
            None => {
                let (relaxed, aim) = self.relaxed(pool, accuracy, stop);
                (relaxed.is_within(), relaxed.is_near(), aim)
            }
        };
        let (aimed, restricted) = self.restricted(pool, &aim);
        let held_back = self.near > 0.0;
        let (prices, pays) = if held_back {
            let prices = self.nearer(aim);
            let (pays, _) = self.restricted(pool, &prices);
            (prices, pays)
        } else {
            (aim, aimed)
        };
        let known = self.best.0;
        let bound = self.price(pool, prices, |h| pays[h as usize], most, stop)?;
        if let Some(reach) = &mut self.reach {
            reach.learn(restricted - known, bound - known);
        } else {
            let farther = MOST_NEAR.min((1.0 + self.near) * 0.5);
            self.near = if bound > known { self.near * 0.5 } else { farther };
        }
        Some(Round { within, near, bound, restricted, held_back })
    }

    /// Prices and weights by the simplex method; whether they are those of the best corner.
    fn descend(
        &mut self,
        pool: &Pool,
        corner: &mut Corner,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> (bool, WholePrices) {
        let is_best = corner.descend(pool, &self.costs, &self.base, &self.plans, stop);
        self.y = corner.prices();
        self.x.fill(0.0);
        self.x.resize(pool.len(), 0.0);
        for (plan, x) in corner.solution() {
            self.x[plan as usize] = x;
        }
        (is_best, self.whole_prices(&self.y))
    }

    /// Prices and weights by the first-order method.
    fn relaxed(
        &mut self,
        pool: &Pool,
        accuracy: Accuracy,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> (Relaxed, WholePrices) {
        let many = are_many(self.tables.problem);
        self.drop_dear(pool, if many { KEPT_BY_MANY } else { KEPT });
        let restriction = Restriction::new(
            pool,
            &self.costs,
            &self.base,
            self.plans.iter().map(Vec::as_slice),
            |_| true,
            &self.capacities,
        );
        let Restriction { problem: mut p, rows: global, plans: columns, .. } = restriction;
        self.x.resize(pool.len(), 0.0);
        let center = self.told_from_base(&self.best.1);
        let reach = self.reach.get_or_insert_with(|| Reach::new(&p, many));
        let floor = |(row, best): (usize, &f64)| reach.floor(*best, self.base.nothing(row));
        let floors: Vec<f64> = center.iter().enumerate().map(floor).collect();
        let mut y = Vec::with_capacity(global.len());
        for (r, row) in global.iter().enumerate() {
            let row = *row as usize;
            (p.floors[r], p.ceilings[r]) = (floors[row], reach.ceiling(center[row]));
            y.push(self.y[row].clamp(p.floors[r], p.ceilings[r]));
        }
        let mut at = if self.weight > 0.0 {
            let x = columns.iter().map(|plan| self.x[*plan as usize]).collect();
            Iterate { x, y, weight: self.weight, step: self.step }
        } else {
            start(&p, y)
        };
        let (relaxed, prices) = relax(&p, &mut at, accuracy, stop);
        for (plan, x) in columns.iter().zip(&at.x) {
            self.x[*plan as usize] = *x;
        }
        // What no plan in play uses is worth as little as may be.
        let mut best = floors.clone();
        self.y = floors;
        for (row, (y, price)) in global.iter().zip(at.y.iter().zip(&prices)) {
            (self.y[*row as usize], best[*row as usize]) = (*y, *price);
        }
        (self.weight, self.step) = (at.weight, at.step);
        (relaxed, self.whole_prices(&best))
    }

    /// Takes out of play what is dear at the last prices and not in use, where a household has more than
    /// twice the plans that are kept: what came into play last stays.
    fn drop_dear(&mut self, pool: &Pool, kept: usize) {
        for plans in &mut self.plans {
            if plans.len() <= 2 * kept {
                continue;
            }
            let (costs, prices) = (&mut self.costs, &self.last);
            let value = |plan: u32, costs: &[i64]| pool.value(plan, costs[plan as usize], prices);
            let mut ranked: Vec<(i64, u32)> =
                plans.iter().map(|p| (value(*p, costs), *p)).collect();
            ranked.select_nth_unstable(kept);
            for (_, plan) in ranked.drain(kept..) {
                if self.x[plan as usize] <= 0.0 {
                    costs[plan as usize] = NEVER;
                }
            }
            plans.retain(|plan| costs[*plan as usize] < NEVER);
        }
    }

    /// What each household pays at `prices` for the best of its plans in play, and what all comes
    /// to at least with these.
    fn restricted(&self, pool: &Pool, prices: &WholePrices) -> (Vec<i64>, i128) {
        let value = |plan: &u32| self.value(pool, *plan, prices);
        let pays = self.plans.iter().map(|plans| plans.iter().map(value).min().unwrap_or(NEVER));
        let pays: Vec<i64> = pays.collect();
        let all = pays.iter().map(|pays| i128::from(*pays)).sum::<i128>();
        (pays, all - self.worth(prices))
    }

    /// What all capacity is worth.
    fn worth(&self, prices: &WholePrices) -> i128 {
        let rows = prices.rows.iter().zip(&self.capacities);
        rows.map(|(price, capacity)| i128::from(*price) * i128::from(*capacity)).sum()
    }

    /// Prices between the best ones and `aim`.
    fn nearer(&self, mut aim: WholePrices) -> WholePrices {
        if self.best.0 > NOT_PRICED {
            for (price, best) in aim.rows.iter_mut().zip(&self.best.1.rows) {
                *price += ((*best - *price) as f64 * self.near).round() as i64;
            }
        }
        aim
    }

    /// Brings into play what is at most `window` above the least of its household.
    pub(super) fn take_near(&mut self, pool: &Pool, prices: &WholePrices, window: i64) {
        let mut least = vec![NEVER; self.plans.len()];
        let values: Vec<i64> = (0..pool.len() as u32)
            .map(|plan| {
                let h = pool.household(plan) as usize;
                let cost = self.tables.cost_of(pool, plan);
                let value = if cost < NEVER { pool.value(plan, cost, prices) } else { NEVER };
                least[h] = least[h].min(value);
                value
            })
            .collect();
        for (plan, value) in (0u32..).zip(values) {
            let least = least[pool.household(plan) as usize];
            if value < NEVER && value - least <= window {
                self.take(pool, plan);
            }
        }
    }

    /// Prices as the relaxation tells them.
    pub(super) fn told_from_base(&self, prices: &WholePrices) -> Vec<f64> {
        let scale = self.base.scale as f64;
        let rows = prices.rows.iter().zip(&self.base.rows);
        rows.map(|(price, base)| (price - base) as f64 / scale).collect()
    }

    /// The reduced cost of a plan in play.
    pub(super) fn value(&self, pool: &Pool, plan: u32, prices: &WholePrices) -> i64 {
        pool.value(plan, self.costs[plan as usize], prices)
    }

    /// What a choice of plans in play comes to in the objective.
    pub(super) fn cost_of(&self, choice: &[u32]) -> i64 {
        choice.iter().map(|plan| self.costs[*plan as usize]).sum()
    }

    /// By how much a choice that comes to `value` in the objective may be improved.
    pub(super) fn open(&self, value: i64) -> i64 {
        value.saturating_sub(ceil(self.best.0, self.base.scale))
    }

    /// Prices that are told from the base.
    fn whole_prices(&self, told: &[f64]) -> WholePrices {
        let rows = told.iter().enumerate().map(|(row, y)| self.base.whole(row, *y));
        WholePrices { scale: self.base.scale, rows: rows.collect() }
    }

    /// The bound of `prices`, and the least reduced cost of each household; `None` if it was stopped.
    pub(super) fn bound(
        &mut self,
        prices: &WholePrices,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<(i128, Vec<i64>)> {
        let of_kinds = self.pricer.least(prices, stop)?;
        let mut least = vec![NEVER; self.plans.len()];
        for (kind, own) in self.pricer.household_kinds().iter().zip(of_kinds) {
            kind.households.iter().for_each(|(h, _)| least[*h as usize] = own);
        }
        let all = least.iter().map(|least| i128::from(*least)).sum::<i128>();
        Some((all - self.worth(prices), least))
    }

    /// The bound of `prices`; adds for each household the best plans below what it pays. `None` if
    /// it was stopped: then nothing is proven, and nothing comes into play.
    pub(super) fn price(
        &mut self,
        pool: &mut Pool,
        prices: WholePrices,
        pays: impl Fn(u32) -> i64,
        most: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<i128> {
        let kinds = self.pricer.household_kinds();
        let below: Vec<i64> = kinds
            .iter()
            .map(|kind| kind.households.iter().map(|(h, _)| pays(*h)).max().unwrap_or(NEVER))
            .collect();
        let wanted = |kind: usize| Wanted { below: below[kind], most: Some(most) };
        let offers = self.pricer.offers(&prices, wanted, usize::MAX, stop)?;
        let mut bound = -self.worth(&prices);
        let mut plans = Vec::new();
        for (kind, offer) in self.pricer.household_kinds().iter().zip(&offers) {
            bound += i128::from(offer.least) * kind.households.len() as i128;
            for (h, order) in &kind.households {
                let better = offer.plans.iter().filter(|quote| quote.value < pays(*h));
                plans.extend(better.map(|quote| (*h, quote.home, quote.in_order(order))));
            }
        }
        for (h, home, openings) in plans {
            self.add(pool, h, home, &openings);
        }
        self.last.clone_from(&prices);
        if bound > self.best.0 {
            self.best = (bound, prices);
        }
        Some(bound)
    }
}
