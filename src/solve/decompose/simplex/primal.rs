//! The primal method: from a solution to the best one, also of columns that come later.

use std::sync::Arc;

use super::{Columns, End, PIVOT, PIVOTS, SLACK, Simplex, TINY, entries, keep};

/// What counts as a reduced cost below 0.
const REDUCED: f64 = 1e-7;

impl Simplex {
    /// Puts a column of each block into a basis that has none yet: a solution within capacities.
    pub(in super::super) fn choose(&mut self, chosen: impl Iterator<Item = usize>) {
        for (row, c) in chosen.enumerate() {
            let column = self.column(c as u32);
            self.enter(row, c as u32, (&self.inverse_row(row), &column));
        }
        self.value_anew();
        self.beyond = true;
    }

    /// Adds columns, each with its block, its cost, and what it uses of capacities.
    pub(in super::super) fn add_columns<'c>(
        &mut self,
        more: impl Iterator<Item = (u32, f64, &'c [(u32, u32)])>,
    ) {
        let columns = Arc::make_mut(&mut self.columns);
        for (block, cost, uses) in more {
            columns.push(cost, entries(self.blocks, block as usize, uses));
            self.gone.push(false);
            self.basic.push(false);
            self.reduced.push(0.0);
        }
        self.beyond = true;
    }

    /// Whether a column is in the basis.
    pub(in super::super) fn is_basic(&self, column: usize) -> bool {
        self.basic[column]
    }

    /// Forgets columns that are not in the basis, and sets what the others cost, and what a unit of
    /// each capacity costs if it is left over.
    pub(in super::super) fn tell_anew(
        &mut self,
        kept: &[bool],
        costs: impl Iterator<Item = f64>,
        slack_costs: impl Iterator<Item = f64>,
    ) {
        let mut columns = Columns { costs: Vec::new(), starts: vec![0], entries: Vec::new() };
        let mut now = vec![0; kept.len()];
        let kept_columns = kept.iter().enumerate().filter(|(_, kept)| **kept);
        for ((new, (old, _)), cost) in (0..).zip(kept_columns).zip(costs) {
            now[old] = new;
            columns.push(cost, self.columns.of(old).iter().copied());
        }
        self.columns = Arc::new(columns);
        for variable in self.basis.iter_mut().filter(|variable| **variable < SLACK) {
            *variable = now[*variable as usize];
        }
        keep(&mut self.gone, kept);
        keep(&mut self.basic, kept);
        keep(&mut self.reduced, kept);
        for (own, cost) in self.slack_costs[self.blocks..].iter_mut().zip(slack_costs) {
            *own = cost;
        }
        self.beyond = true;
    }

    /// Lowers the cost of a solution within capacities until it is least: the primal method, for
    /// columns that come later. With so many pivots at most.
    pub(in super::super) fn descend(&mut self, pivots: usize, stop: &dyn Fn() -> bool) -> End {
        if std::mem::take(&mut self.beyond) {
            self.price_anew();
        }
        // Devex reference weights of columns, then of what is left over of rows.
        let n = self.gone.len();
        let mut weights = vec![1.0; n + self.rows()];
        for count in 0..pivots {
            if count % 16 == 15 && stop() {
                return End::Stopped;
            }
            if self.pivots >= PIVOTS {
                self.invert();
            }
            let Some((entering, reduced)) = self.cheapest(&weights) else {
                return End::Optimal;
            };
            let column = self.column(entering);
            let Some(row) = self.blocking(&column) else { return End::Stopped };
            let (rho, pivot) = (self.inverse_row(row), column[row]);
            let price = reduced / pivot;
            let at = |variable: u32| match variable < SLACK {
                true => variable as usize,
                false => n + (variable - SLACK) as usize,
            };
            let own = weights[at(entering)] / (pivot * pivot);
            let (of_columns, of_slacks) = weights.split_at_mut(n);
            let reduced_costs = self.reduced.iter_mut().zip(of_columns).enumerate();
            for (c, (reduced, weight)) in reduced_costs.filter(|(c, _)| !self.basic[*c]) {
                let share = self.columns.times(c, &rho);
                *reduced -= price * share;
                *weight = weight.max(share * share * own);
            }
            for (weight, share) in of_slacks.iter_mut().zip(&rho) {
                *weight = weight.max(share * share * own);
            }
            let moved = (self.values[row] / pivot).max(0.0);
            let left = self.pivot(row, entering, (&rho, &column), (moved, price));
            weights[at(left)] = own.max(1.0);
        }
        End::Stopped
    }

    /// The variable whose reduced cost is farthest below 0, by the reference weights.
    fn cheapest(&self, weights: &[f64]) -> Option<(u32, f64)> {
        let mut best = None;
        let mut most = 0.0;
        let mut offer = |variable: u32, reduced: f64, weight: f64| {
            if reduced < -REDUCED && reduced * reduced > most * weight {
                (best, most) = (Some((variable, reduced)), reduced * reduced / weight);
            }
        };
        let (columns, slacks) = weights.split_at(self.gone.len());
        for (c, weight) in columns.iter().enumerate() {
            if !self.basic[c] && !self.gone[c] {
                offer(c as u32, self.reduced[c], *weight);
            }
        }
        for row in (self.blocks..self.rows()).filter(|row| !self.slack_basic[*row]) {
            offer(SLACK + row as u32, self.slack_costs[row] - self.y[row], slacks[row]);
        }
        best
    }

    /// The row whose basic variable is first to reach 0 when a column comes in, and of such the one
    /// with the largest pivot.
    fn blocking(&self, column: &[f64]) -> Option<usize> {
        let shares = column.iter().zip(&self.values).enumerate();
        let falling = shares.filter(|(_, (share, _))| **share > PIVOT);
        let limits = falling.clone().map(|(_, (share, value))| (value.max(0.0) + TINY) / share);
        let limit = limits.fold(f64::INFINITY, f64::min);
        let first = falling.filter(|(_, (share, value))| value.max(0.0) <= limit * **share);
        first.max_by(|a, b| a.1.0.total_cmp(b.1.0)).map(|(row, _)| row)
    }
}
