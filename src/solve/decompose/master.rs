//! The relaxation over all plans, by column generation.

use super::pricing::{Pricer, Quote, Wanted};
use super::relaxation::{Accuracy, Iterate, Relaxed, relax, start};
use super::restriction::Restriction;
use super::tables::{NEVER, Pool, Rows, Tables, WholePrices};

/// The plans in play, and prices.
pub(super) struct Master<'a> {
    pub(super) tables: &'a Tables<'a>,
    pub(super) pricer: Pricer<'a>,
    pub(super) rows: Rows,
    pub(super) capacities: Vec<i64>,
    /// For each household its plans.
    pub(super) plans: Vec<Vec<u32>>,
    /// By row, told from `base`.
    pub(super) y: Vec<f64>,
    pub(super) base: WholePrices,
    /// The objective, by plan; `NEVER` for those not in play.
    pub(super) costs: Vec<i64>,
    /// By plan.
    pub(super) x: Vec<f64>,
    pub(super) weight: f64,
    pub(super) step: f64,
    /// The best prices so far and their bound, in units of 1/scale.
    pub(super) best: (i128, WholePrices),
}

impl<'a> Master<'a> {
    pub(super) fn new(tables: &'a Tables<'a>, base: WholePrices) -> Self {
        let rows = Rows::of(tables.problem);
        Self {
            pricer: Pricer::new(tables),
            capacities: rows.capacities(tables.problem),
            plans: vec![Vec::new(); tables.problem.households().len()],
            y: vec![0.0; base.rows.len()],
            costs: Vec::new(),
            x: Vec::new(),
            weight: 0.0,
            step: 0.0,
            best: (i128::MIN, base.clone()),
            base,
            rows,
            tables,
        }
    }

    pub(super) fn add(&mut self, pool: &mut Pool, h: u32, home: u32, openings: &[u32]) -> bool {
        let (plan, _) = pool.add(self.tables.problem, &self.rows, h, home, openings);
        self.take(pool, plan)
    }

    /// Brings a plan into play.
    pub(super) fn take(&mut self, pool: &Pool, plan: u32) -> bool {
        let h = pool.household[plan as usize] as usize;
        if self.costs.len() < pool.len() {
            self.costs.resize(pool.len(), NEVER);
            self.x.resize(pool.len(), 0.0);
        }
        let cost = &mut self.costs[plan as usize];
        if *cost < NEVER {
            return false;
        }
        *cost = self.tables.plan_cost(h, pool.home(plan), pool.openings(plan));
        if *cost < NEVER {
            self.plans[h].push(plan);
        }
        *cost < NEVER
    }

    /// One round: relax the restricted problem, price all plans, add the best ones.
    pub(super) fn round(
        &mut self,
        pool: &mut Pool,
        accuracy: Accuracy,
        most: usize,
    ) -> (Relaxed, i128, usize, i128) {
        let restriction = Restriction::new(
            pool,
            &self.costs,
            &self.base,
            self.plans.iter().map(Vec::as_slice),
            |_| true,
            &self.capacities,
        );
        let Restriction { problem: p, rows: global, plans: columns, .. } = restriction;
        self.x.resize(pool.len(), 0.0);
        let mut y: Vec<f64> = global.iter().map(|row| self.y[*row as usize]).collect();
        let mut at = if self.weight > 0.0 {
            let x = columns.iter().map(|plan| self.x[*plan as usize]).collect();
            Iterate { x, y, weight: self.weight, step: self.step }
        } else {
            start(&p, std::mem::take(&mut y))
        };
        let relaxed = relax(&p, &mut at, accuracy);
        for (plan, x) in columns.iter().zip(&at.x) {
            self.x[*plan as usize] = *x;
        }
        for (y, base) in self.y.iter_mut().zip(&self.base.rows) {
            *y = -(*base as f64) / self.base.scale as f64;
        }
        for (row, y) in global.iter().zip(&at.y) {
            self.y[*row as usize] = *y;
        }
        (self.weight, self.step) = (at.weight, at.step);
        let prices = self.whole_prices();
        // What each household pays now, by the rounded prices.
        let mut pays = vec![NEVER; p.blocks()];
        for (block, pays) in pays.iter_mut().enumerate() {
            for c in p.block(block) {
                let plan = columns[c];
                *pays = (*pays).min(pool.value(plan, self.costs[plan as usize], &prices));
            }
        }
        let mut restricted: i128 = pays.iter().map(|pays| i128::from(*pays)).sum();
        for (price, capacity) in prices.rows.iter().zip(&self.capacities) {
            restricted -= i128::from(*price) * i128::from(*capacity);
        }
        let (bound, added) = self.price(pool, prices, &pays, most);
        (relaxed, bound, added, restricted)
    }

    pub(super) fn whole_prices(&self) -> WholePrices {
        let scale = self.base.scale as f64;
        let rows = self.y.iter().zip(&self.base.rows);
        WholePrices {
            scale: self.base.scale,
            rows: rows.map(|(y, base)| (base + (y * scale).round() as i64).max(0)).collect(),
        }
    }

    /// The bound of `prices`; adds for each household the best plans below what it pays.
    pub(super) fn price(
        &mut self,
        pool: &mut Pool,
        prices: WholePrices,
        pays: &[i64],
        most: usize,
    ) -> (i128, usize) {
        let kinds = self.pricer.household_kinds();
        let below: Vec<i64> = kinds
            .iter()
            .map(|kind| {
                kind.households.iter().map(|(h, _)| pays[*h as usize]).max().unwrap_or(NEVER)
            })
            .collect();
        let offers =
            self.pricer.offers(&prices, |kind| Wanted { below: below[kind], most: Some(most) });
        let mut bound: i128 = 0;
        let mut added = 0;
        for (kind, offer) in offers.iter().enumerate() {
            let households = self.pricer.household_kinds()[kind].households.clone();
            bound += i128::from(offer.least) * households.len() as i128;
            for (h, _) in &households {
                for Quote { home, openings, value } in &offer.plans {
                    if *value >= pays[*h as usize] {
                        continue;
                    }
                    let own = self.pricer.household_kinds()[kind].in_own_order(*h, openings);
                    added += usize::from(self.add(pool, *h, *home, &own));
                }
            }
        }
        for (price, capacity) in prices.rows.iter().zip(&self.capacities) {
            bound -= i128::from(*price) * i128::from(*capacity);
        }
        if bound > self.best.0 {
            self.best = (bound, prices);
        }
        (bound, added)
    }
}
