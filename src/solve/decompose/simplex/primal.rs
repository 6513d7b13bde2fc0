//! The primal method: from a solution to the best one, also of columns that come later.

use std::sync::Arc;

use super::{End, PIVOT, PIVOTS, SLACK, Simplex, TINY, entries, loosening};

/// What counts as a reduced cost below 0.
const REDUCED: f64 = 1e-7;
/// So many columns are candidates at a time.
const CANDIDATES: usize = 400;
/// So many pivots a row are made at most to go on from a basis of another problem.
const STARTING: usize = 20;
/// After the dual method capacities are loosened so many times as much: it leaves values that are about as far below
/// 0 as they are loosened otherwise, and no pivot would move anything.
const LOOSER: f64 = 10.0;

impl Simplex {
    /// Puts a column of each block into a basis that has none yet: a solution within capacities.
    pub(in super::super) fn choose(&mut self, chosen: impl Iterator<Item = usize>) {
        for (row, c) in chosen.enumerate() {
            self.basis[row] = c as u32;
            self.basic[c] = true;
            self.slack_basic[row] = false;
        }
        self.factorize();
        self.value_anew();
        self.beyond = true;
    }

    /// Goes on from a basis of nearly the same problem, these columns and of each capacity whether what is
    /// left over of it is basic, to a best one; if that does not come to an end, all is as it was.
    pub(in super::super) fn start_from(
        &mut self,
        columns: impl Iterator<Item = usize>,
        slack: &[bool],
        stop: &dyn Fn() -> bool,
    ) {
        let before = self.clone();
        self.slack_basic[..self.blocks].fill(false);
        self.slack_basic[self.blocks..].copy_from_slice(slack);
        self.factorize_of(columns.map(|column| (column as u32, 1.0)).collect());
        self.value_anew();
        if self.settle(STARTING * self.rows(), stop) != End::Optimal {
            *self = before;
        }
    }

    /// Goes on to a best basis from any, as it is after columns came in: what has a reduced cost below 0
    /// costs so much more until the dual method has found a solution, and from there the primal one goes on.
    /// With so many pivots of each at most. Capacities are loosened meanwhile, so that the dual method may have
    /// a little left to do.
    pub(in super::super) fn settle(&mut self, pivots: usize, stop: &dyn Fn() -> bool) -> End {
        self.price_anew();
        self.beyond = false;
        let columns = 0..self.gone.len();
        let below = columns.filter(|c| !self.gone[*c] && self.reduced[*c] < 0.0);
        let shifted: Vec<(usize, f64)> = below.map(|c| (c, self.columns.costs[c])).collect();
        let slack_costs = self.slack_costs.clone();
        for row in (self.blocks..self.rows()).filter(|row| !self.slack_basic[*row]) {
            self.slack_costs[row] = self.slack_costs[row].max(self.y[row]);
        }
        if shifted.is_empty() && slack_costs == self.slack_costs {
            return End::Optimal;
        }
        let costs = &mut Arc::make_mut(&mut self.columns).costs;
        for (c, _) in &shifted {
            costs[*c] -= std::mem::take(&mut self.reduced[*c]);
        }
        let holds = self.holds.clone();
        for (row, holds) in self.holds[self.blocks..].iter_mut().enumerate() {
            *holds += LOOSER * loosening(row);
        }
        self.value_anew();
        let mut end = self.solve(f64::INFINITY, pivots, stop);
        let costs = &mut Arc::make_mut(&mut self.columns).costs;
        shifted.into_iter().for_each(|(c, cost)| costs[c] = cost);
        self.slack_costs = slack_costs;
        self.beyond = true;
        if end == End::Optimal {
            end = self.descend(pivots, stop);
        }
        self.holds = holds;
        self.value_anew();
        end
    }

    /// Of each capacity whether what is left over of it is basic.
    pub(in super::super) fn slack(&self) -> &[bool] {
        &self.slack_basic[self.blocks..]
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

    /// Goes on with these costs of columns: the exact ones, where the dual method shifted them.
    pub(in super::super) fn set_costs(&mut self, costs: impl Iterator<Item = f64>) {
        let own = &mut Arc::make_mut(&mut self.columns).costs;
        own.iter_mut().zip(costs).for_each(|(own, cost)| *own = cost);
        self.beyond = true;
    }

    /// Changes what columns cost by so much.
    pub(in super::super) fn change_costs(&mut self, by: impl Iterator<Item = f64>) {
        let own = &mut Arc::make_mut(&mut self.columns).costs;
        own.iter_mut().zip(by).for_each(|(own, by)| *own += by);
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
        self.forget(kept);
        self.set_costs(costs);
        for (own, cost) in self.slack_costs[self.blocks..].iter_mut().zip(slack_costs) {
            *own = cost;
        }
    }

    /// Lowers the cost of a solution within capacities until it is least: the primal method, for
    /// columns that come later. With so many pivots at most.
    ///
    /// Reduced costs of all columns are computed only with new factors; until then columns come from
    /// those that were farthest below 0 (multiple pricing; Orchard-Hays, "Advanced linear-programming
    /// computing techniques", 1968).
    pub(in super::super) fn descend(&mut self, pivots: usize, stop: &dyn Fn() -> bool) -> End {
        let n = self.gone.len();
        // Devex reference weights of columns, then of what is left over of rows.
        let mut weights = vec![1.0; n + self.rows()];
        let mut left = pivots;
        loop {
            if self.pivots > 0 {
                self.invert();
            } else if self.beyond {
                self.price_anew();
            }
            self.beyond = false;
            let candidates = self.candidates(&weights);
            let mut any = false;
            while let Some((entering, reduced)) = self.cheapest(&candidates, &weights) {
                any = true;
                if self.pivots >= PIVOTS {
                    break;
                }
                self.beyond = true;
                let column = self.column(entering);
                let Some(row) = self.blocking(&column) else { return End::Stopped };
                if left == 0 || left.is_multiple_of(16) && stop() {
                    return End::Stopped;
                }
                left -= 1;
                self.take_in(entering, (row, &column), reduced, &candidates, &mut weights);
            }
            if !any {
                return End::Optimal;
            }
        }
    }

    /// The columns whose reduced costs are farthest below 0, by the reference weights.
    fn candidates(&self, weights: &[f64]) -> Vec<u32> {
        let columns = (0..self.gone.len()).filter(|c| !self.basic[*c] && !self.gone[*c]);
        let below = columns.filter(|c| self.reduced[*c] < -REDUCED);
        let mut ranked: Vec<(f64, u32)> =
            below.map(|c| (-self.reduced[c] * self.reduced[c] / weights[c], c as u32)).collect();
        if ranked.len() > CANDIDATES {
            ranked
                .select_nth_unstable_by(CANDIDATES, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            ranked.truncate(CANDIDATES);
        }
        let mut candidates: Vec<u32> = ranked.into_iter().map(|(_, c)| c).collect();
        candidates.sort_unstable();
        candidates
    }

    /// Takes a variable with this column into the basis, in the place of that of a row; brings the
    /// reduced costs and weights of candidates up to date.
    fn take_in(
        &mut self,
        entering: u32,
        (row, column): (usize, &[f64]),
        reduced: f64,
        candidates: &[u32],
        weights: &mut [f64],
    ) {
        let n = self.gone.len();
        let (rho, pivot) = (self.inverse_row(row), column[row]);
        let price = reduced / pivot;
        let at = |variable: u32| match variable < SLACK {
            true => variable as usize,
            false => n + (variable - SLACK) as usize,
        };
        let own = weights[at(entering)] / (pivot * pivot);
        for c in candidates.iter().map(|c| *c as usize).filter(|c| !self.basic[*c]) {
            let share = self.columns.times(c, &rho);
            self.reduced[c] -= price * share;
            weights[c] = weights[c].max(share * share * own);
        }
        for (weight, share) in weights[n..].iter_mut().zip(&rho) {
            *weight = weight.max(share * share * own);
        }
        let moved = (self.values[row] / pivot).max(0.0);
        let left = self.pivot(row, entering, (&rho, column), (moved, price));
        weights[at(left)] = own.max(1.0);
    }

    /// The variable whose reduced cost is farthest below 0, by the reference weights: a candidate, or
    /// what is left over of a row.
    fn cheapest(&self, candidates: &[u32], weights: &[f64]) -> Option<(u32, f64)> {
        let mut best = None;
        let mut most = 0.0;
        let mut offer = |variable: u32, reduced: f64, weight: f64| {
            if reduced < -REDUCED && reduced * reduced > most * weight {
                (best, most) = (Some((variable, reduced)), reduced * reduced / weight);
            }
        };
        let (columns, slacks) = weights.split_at(self.gone.len());
        for c in candidates.iter().map(|c| *c as usize).filter(|c| !self.basic[*c]) {
            offer(c as u32, self.reduced[c], columns[c]);
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
