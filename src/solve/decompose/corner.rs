//! The relaxation of few plans at a corner, by the simplex method: the dual one for the plans in play at
//! first, the primal one as more come into play.

use super::pool::Pool;
use super::prices::WholePrices;
use super::restricted::Restricted;
use super::simplex::{End, Simplex, keep, loosened};
use super::tables::NEVER;

/// A best corner of the plans in play so far; its rows are the rows of all plans.
pub(super) struct Corner {
    simplex: Simplex,
    /// The plan of each column.
    plans: Vec<u32>,
    /// By plan whether it is a column.
    known: Vec<bool>,
    /// For each household what costs are told from, in units of 1/scale.
    offsets: Vec<i64>,
}

/// What is in the basis of a corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    /// Ascending.
    pub(super) plans: Vec<u32>,
    /// By row: whether what is left over of it is.
    pub(super) slack: Vec<bool>,
}

/// So many pivots a row are made in a round at most: few plans are not worth more, and prices on the way
/// tell which are missing as well.
const PIVOTS: usize = 2;

impl Corner {
    /// The best corner of the plans in play, by the dual method from no plan at all: far fewer pivots
    /// than from a choice. Should that fail, what is in `choice`, one plan a household within `capacities`.
    pub(super) fn new(
        pool: &Pool,
        costs: &[i64],
        base: &WholePrices,
        capacities: &[i64],
        in_play: &[Vec<u32>],
        choice: &[u32],
        stop: &dyn Fn() -> bool,
    ) -> Self {
        let scale = base.scale as f64;
        let mut problem = Restricted::new();
        let mut offsets = Vec::with_capacity(in_play.len());
        for plans in in_play {
            let values = plans.iter().map(|plan| pool.value(*plan, costs[*plan as usize], base));
            let least = values.clone().min().unwrap_or(0);
            for (plan, value) in plans.iter().zip(values) {
                problem.push((value - least) as f64 / scale, pool.uses(*plan).iter().copied());
            }
            problem.end_block();
            offsets.push(least);
        }
        let held = capacities.iter().enumerate();
        problem.capacities = held.map(|(row, holds)| loosened(row, *holds as f64)).collect();
        problem.floors = (0..base.rows.len()).map(|row| base.nothing(row)).collect();
        let mut simplex = Simplex::new(&problem);
        let plans: Vec<u32> = in_play.iter().flatten().copied().collect();
        if simplex.solve(f64::INFINITY, usize::MAX, stop) != End::Optimal {
            let chosen = (0..plans.len()).filter(|column| {
                let plan = plans[*column];
                choice[pool.household(plan) as usize] == plan
            });
            simplex = Simplex::new(&problem);
            simplex.choose(chosen);
        }
        simplex.set_costs(problem.costs.into_iter());
        let mut known = vec![false; pool.len()];
        plans.iter().for_each(|plan| known[*plan as usize] = true);
        Self { simplex, plans, known, offsets }
    }

    /// Goes on with other costs and another base: of what is not in use, only plans in play stay.
    pub(super) fn tell_anew(&mut self, pool: &Pool, costs: &[i64], base: &WholePrices) {
        let kept: Vec<bool> = (self.plans.iter().enumerate())
            .map(|(column, plan)| self.simplex.is_basic(column) || costs[*plan as usize] < NEVER)
            .collect();
        keep(&mut self.plans, &kept);
        self.known.fill(false);
        self.plans.iter().for_each(|plan| self.known[*plan as usize] = true);
        let value = |plan: &u32| pool.value(*plan, costs[*plan as usize], base);
        self.offsets.fill(i64::MAX);
        for plan in &self.plans {
            let offset = &mut self.offsets[pool.household(*plan) as usize];
            *offset = value(plan).min(*offset);
        }
        let told = self.plans.iter().map(|plan| {
            let household = pool.household(*plan);
            (value(plan) - self.offsets[household as usize]) as f64 / base.scale as f64
        });
        let slack_costs = base.rows.iter().map(|price| *price as f64 / base.scale as f64);
        self.simplex.tell_anew(&kept, told, slack_costs);
    }

    /// What is in the basis.
    pub(super) fn basis(&self) -> Basis {
        let mut plans: Vec<u32> = self.basic().collect();
        plans.sort_unstable();
        Basis { plans, slack: self.simplex.slack().to_vec() }
    }

    /// The plans in the basis.
    pub(super) fn basic(&self) -> impl Iterator<Item = u32> {
        let plans = self.plans.iter().enumerate();
        plans.filter(|(column, _)| self.simplex.is_basic(*column)).map(|(_, plan)| *plan)
    }

    /// Moves to the best corner of all plans in play, or towards it; whether it is there.
    pub(super) fn descend(
        &mut self,
        pool: &Pool,
        costs: &[i64],
        base: &WholePrices,
        in_play: &[Vec<u32>],
        stop: &dyn Fn() -> bool,
    ) -> bool {
        self.known.resize(pool.len(), false);
        let first = self.plans.len();
        for plan in in_play.iter().flatten() {
            if !std::mem::replace(&mut self.known[*plan as usize], true) {
                self.plans.push(*plan);
            }
        }
        let scale = base.scale as f64;
        self.simplex.add_columns(self.plans[first..].iter().map(|plan| {
            let household = pool.household(*plan);
            let value = pool.value(*plan, costs[*plan as usize], base);
            let cost = (value - self.offsets[household as usize]) as f64 / scale;
            (household, cost, pool.uses(*plan))
        }));
        self.simplex.descend(PIVOTS * self.simplex.rows(), stop) == End::Optimal
    }

    /// The prices of rows, told from the base.
    pub(super) fn prices(&self) -> Vec<f64> {
        self.simplex.prices().collect()
    }

    /// Plans and their weights.
    pub(super) fn solution(&self) -> impl Iterator<Item = (u32, f64)> {
        self.plans.iter().copied().zip(self.simplex.solution())
    }
}
