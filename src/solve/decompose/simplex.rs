//! The simplex method, for relaxations of few plans: exact corners where the first-order method
//! only comes near. The dual one is quick again after a plan is taken away or a cut is added, the
//! primal one after plans come into play.
//!
//! The basis inverse is kept column by column. It is mostly zeros here, as the columns are, and the
//! updates skip them. Nothing rests on its accuracy: prices are rounded, and bounds computed from
//! them in whole numbers.

use std::sync::Arc;

use super::relaxation::Restricted;

/// A variable is a column, or the slack of row `i` as `SLACK + i`.
const SLACK: u32 = 1 << 31;
/// Reduced costs and values may be beyond 0 by this much, and so small a share of a pivot changes no weight.
const TINY: f64 = 1e-9;
/// What counts as 0 in the inverse, ...
const ZERO: f64 = 1e-12;
/// ... as a value, ...
const INFEASIBLE: f64 = 1e-6;
/// ... and as a pivot.
const PIVOT: f64 = 1e-7;
/// What counts as a reduced cost below 0 in the primal method.
const REDUCED: f64 = 1e-7;
/// Costs are changed by as much, so that few are equal.
const PERTURBED: f64 = 1e-5;
/// The inverse is computed anew after so many pivots.
const PIVOTS: usize = 400;

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Optimal,
    /// The bound is as high as asked for.
    Enough,
    /// There is no solution; `Simplex::prices` show it, as far as asked for.
    Infeasible,
    /// Stopped, or given up; the prices are still good for a bound.
    Stopped,
}

/// Blocks of columns of which one is to be chosen, and capacities; then cuts.
#[derive(Debug, Clone)]
pub(super) struct Simplex {
    columns: Arc<Columns>,
    blocks: usize,
    /// What each row holds: blocks, capacities, cuts.
    holds: Vec<f64>,
    /// What a unit of each row costs if it is left over.
    slack_costs: Vec<f64>,
    /// Columns that may not be used.
    gone: Vec<bool>,
    /// The basic variable of each row.
    basis: Vec<u32>,
    basic: Vec<bool>,
    slack_basic: Vec<bool>,
    /// The basis inverse, by column.
    inverse: Vec<Vec<f64>>,
    /// Of the basic variable of each row.
    values: Vec<f64>,
    /// Reduced costs of columns.
    reduced: Vec<f64>,
    /// By row: of a block what its choice costs, of others the negative of a price.
    y: Vec<f64>,
    /// Devex reference weights of basic variables, by row.
    weights: Vec<f64>,
    pivots: usize,
    /// Whether prices are on a ray beyond those of the basis: then the next solve computes them anew.
    beyond: bool,
}

#[derive(Debug, Clone)]
struct Columns {
    costs: Vec<f64>,
    starts: Vec<u32>,
    entries: Vec<(u32, f64)>,
}

impl Columns {
    fn push(&mut self, cost: f64, entries: impl Iterator<Item = (u32, f64)>) {
        // The golden ratio spreads them evenly.
        let spread = (self.costs.len() as f64 * 0.618_033_988_749_895).fract();
        self.costs.push(cost + PERTURBED * spread);
        self.entries.extend(entries);
        self.starts.push(self.entries.len() as u32);
    }

    fn of(&self, column: usize) -> &[(u32, f64)] {
        &self.entries[self.starts[column] as usize..self.starts[column + 1] as usize]
    }

    fn times(&self, column: usize, row: &[f64]) -> f64 {
        self.of(column).iter().map(|(r, amount)| row[*r as usize] * amount).sum()
    }
}

impl Simplex {
    /// The problem with its floors as costs of what is left over.
    pub(super) fn new(p: &Restricted) -> Self {
        let (blocks, n) = (p.blocks(), p.columns());
        let mut columns = Columns { costs: Vec::new(), starts: vec![0], entries: Vec::new() };
        for block in 0..blocks {
            for c in p.block(block) {
                columns.push(p.costs[c], entries(blocks, block, p.uses(c)));
            }
        }
        let holds: Vec<f64> =
            std::iter::repeat_n(1.0, blocks).chain(p.capacities.iter().copied()).collect();
        let slack_costs: Vec<f64> =
            std::iter::repeat_n(0.0, blocks).chain(p.floors.iter().map(|floor| -floor)).collect();
        let m = holds.len();
        let mut simplex = Self {
            columns: Arc::new(columns),
            blocks,
            slack_costs,
            gone: vec![false; n],
            basis: (0..m as u32).map(|row| SLACK + row).collect(),
            basic: vec![false; n],
            slack_basic: vec![true; m],
            inverse: identity(m),
            values: holds.clone(),
            holds,
            reduced: vec![0.0; n],
            y: vec![0.0; m],
            weights: vec![1.0; m],
            pivots: 0,
            beyond: false,
        };
        simplex.block_costs();
        simplex.price_anew();
        simplex
    }

    /// Puts a column of each block into a basis that has none yet: a solution within capacities.
    pub(super) fn choose(&mut self, chosen: impl Iterator<Item = usize>) {
        for (row, c) in chosen.enumerate() {
            let (rho, column) = (self.inverse_row(row), self.column(c));
            self.exchange(row, &rho, &column);
            self.enter(row, c as u32);
        }
        self.value_anew();
        self.price_anew();
    }

    /// Adds columns, each with its block, its cost, and what it uses of capacities.
    pub(super) fn add_columns<'c>(
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
    pub(super) fn is_basic(&self, column: usize) -> bool {
        self.basic[column]
    }

    /// Forgets columns that are not in the basis, and sets what the others cost, and what a unit of
    /// each capacity costs if it is left over.
    pub(super) fn tell_anew(
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

    /// An unused block costs as much as its cheapest column at first: then no reduced cost is
    /// negative.
    fn block_costs(&mut self) {
        for cost in &mut self.slack_costs[..self.blocks] {
            *cost = f64::INFINITY;
        }
        for c in 0..self.columns.costs.len() {
            let used = &self.columns.of(c)[1..];
            let rest: f64 =
                used.iter().map(|(row, amount)| self.slack_costs[*row as usize] * amount).sum();
            let block = self.columns.of(c)[0].0 as usize;
            let least = &mut self.slack_costs[block];
            *least = least.min(self.columns.costs[c] - rest);
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.holds.len()
    }

    /// The prices of capacities and cuts.
    pub(super) fn prices(&self) -> impl Iterator<Item = f64> {
        self.y[self.blocks..].iter().map(|y| -y)
    }

    /// The weights of columns.
    pub(super) fn solution(&self) -> Vec<f64> {
        let mut x = vec![0.0; self.gone.len()];
        for (variable, value) in self.basis.iter().zip(&self.values) {
            if *variable < SLACK {
                x[*variable as usize] = *value;
            }
        }
        x
    }

    /// The columns that may be used, with their weights.
    pub(super) fn left(&self) -> impl Iterator<Item = (usize, f64)> {
        let x = self.solution().into_iter().enumerate();
        x.filter(|(column, _)| !self.gone[*column])
    }

    /// What rows hold, added up by multipliers of rows.
    pub(super) fn capacity(&self, multipliers: &[f64]) -> f64 {
        multipliers.iter().zip(&self.holds).map(|(multiplier, holds)| multiplier * holds).sum()
    }

    /// What a column uses of rows, added up by weights of rows.
    pub(super) fn weighed(&self, column: usize, weights: &[i64]) -> i64 {
        let used = self.columns.of(column).iter();
        used.map(|(row, amount)| weights[*row as usize] * *amount as i64).sum()
    }

    /// Takes columns away.
    pub(super) fn remove(&mut self, columns: impl Iterator<Item = usize>) {
        columns.for_each(|column| self.gone[column] = true);
    }

    /// For each basic variable whose value is not whole the multipliers of rows that make its
    /// equation: its row of the inverse.
    pub(super) fn fractional(&self) -> impl Iterator<Item = Vec<f64>> {
        let values = self.values.iter().enumerate();
        let rows = values.filter(|(_, value)| (*value - value.round()).abs() > 1e-4);
        rows.map(|(row, _)| self.inverse_row(row))
    }

    fn inverse_row(&self, row: usize) -> Vec<f64> {
        self.inverse.iter().map(|column| column[row]).collect()
    }

    /// Adds rows: (column, amount), and what the row holds. What is left over of them costs nothing.
    pub(super) fn add(&mut self, rows: &[(Vec<(u32, f64)>, f64)]) {
        let first = self.holds.len() as u32;
        let old = &self.columns;
        let mut more: Vec<Vec<(u32, f64)>> = vec![Vec::new(); old.costs.len()];
        for (at, (amounts, _)) in (first..).zip(rows) {
            for (column, amount) in amounts {
                more[*column as usize].push((at, *amount));
            }
        }
        let mut columns =
            Columns { costs: old.costs.clone(), starts: vec![0], entries: Vec::new() };
        for (column, more) in more.iter().enumerate() {
            columns.entries.extend(old.of(column).iter().chain(more));
            columns.starts.push(columns.entries.len() as u32);
        }
        self.columns = Arc::new(columns);
        let m = self.holds.len() + rows.len();
        let mut row_of = vec![usize::MAX; self.gone.len()];
        for (row, variable) in self.basis.iter().enumerate().filter(|(_, v)| **v < SLACK) {
            row_of[*variable as usize] = row;
        }
        // What basic columns use of the new rows, by their own row.
        let basic: Vec<Vec<(usize, f64)>> = (rows.iter())
            .map(|(amounts, _)| {
                let amounts = amounts.iter().map(|(c, amount)| (row_of[*c as usize], *amount));
                amounts.filter(|(row, _)| *row < usize::MAX).collect()
            })
            .collect();
        for column in &mut self.inverse {
            for basic in &basic {
                column.push(-basic.iter().map(|(row, amount)| column[*row] * amount).sum::<f64>());
            }
        }
        for (at, ((_, holds), basic)) in (first..).zip(rows.iter().zip(&basic)) {
            let used: f64 = basic.iter().map(|(row, amount)| self.values[*row] * amount).sum();
            let mut inverse = vec![0.0; m];
            inverse[at as usize] = 1.0;
            self.inverse.push(inverse);
            self.values.push(holds - used);
            self.holds.push(*holds);
            self.slack_costs.push(0.0);
            self.basis.push(SLACK + at);
            self.slack_basic.push(true);
            self.y.push(0.0);
            self.weights.push(1.0);
        }
    }

    /// Of the last `count` rows, forgets those that are not reached; tells for each whether it is
    /// kept.
    pub(super) fn forget_slack(&mut self, count: usize) -> Vec<bool> {
        let first = self.rows() - count;
        let mut kept_rows = vec![true; self.rows()];
        let mut kept_places = vec![true; self.rows()];
        for (place, variable) in self.basis.iter().enumerate() {
            let row = variable.wrapping_sub(SLACK) as usize;
            if *variable >= SLACK && row >= first {
                (kept_rows[row], kept_places[place]) = (false, false);
            }
        }
        let kept = kept_rows[first..].to_vec();
        if kept.iter().all(|kept| *kept) {
            return kept;
        }
        let mut now = 0;
        let renumbered: Vec<u32> = (kept_rows.iter())
            .map(|kept| {
                now += u32::from(*kept);
                now - u32::from(*kept)
            })
            .collect();
        for variable in self.basis.iter_mut().filter(|variable| **variable >= SLACK) {
            *variable = SLACK + renumbered[(*variable - SLACK) as usize];
        }
        let old = &self.columns;
        let mut columns =
            Columns { costs: old.costs.clone(), starts: vec![0], entries: Vec::new() };
        for column in 0..old.costs.len() {
            let left = old.of(column).iter().filter(|(row, _)| kept_rows[*row as usize]);
            columns.entries.extend(left.map(|(row, amount)| (renumbered[*row as usize], *amount)));
            columns.starts.push(columns.entries.len() as u32);
        }
        self.columns = Arc::new(columns);
        keep(&mut self.basis, &kept_places);
        keep(&mut self.values, &kept_places);
        keep(&mut self.weights, &kept_places);
        keep(&mut self.holds, &kept_rows);
        keep(&mut self.slack_costs, &kept_rows);
        keep(&mut self.slack_basic, &kept_rows);
        keep(&mut self.y, &kept_rows);
        keep(&mut self.inverse, &kept_rows);
        self.inverse.iter_mut().for_each(|column| keep(column, &kept_places));
        kept
    }

    fn cost(&self, variable: u32) -> f64 {
        if variable < SLACK {
            self.columns.costs[variable as usize]
        } else {
            self.slack_costs[(variable - SLACK) as usize]
        }
    }

    /// Whether a basic variable may only be 0.
    fn fixed(&self, variable: u32) -> bool {
        if variable < SLACK {
            self.gone[variable as usize]
        } else {
            ((variable - SLACK) as usize) < self.blocks
        }
    }

    /// Computes prices and reduced costs from the basis.
    fn price_anew(&mut self) {
        let costs = self.basis.iter().map(|variable| self.cost(*variable));
        let costs: Vec<(usize, f64)> = costs.enumerate().filter(|(_, cost)| *cost != 0.0).collect();
        for (y, column) in self.y.iter_mut().zip(&self.inverse) {
            *y = costs.iter().map(|(row, cost)| cost * column[*row]).sum();
        }
        for (c, reduced) in self.reduced.iter_mut().enumerate() {
            *reduced = if self.basic[c] {
                0.0
            } else {
                self.columns.costs[c] - self.columns.times(c, &self.y)
            };
        }
    }

    /// Computes the inverse from the basis, and all that follows from it.
    fn invert(&mut self) {
        let m = self.rows();
        let wanted =
            std::mem::replace(&mut self.basis, (0..m as u32).map(|row| SLACK + row).collect());
        self.inverse = identity(m);
        self.basic.fill(false);
        let mut open: Vec<bool> = vec![true; m];
        for variable in &wanted {
            if *variable >= SLACK {
                open[(*variable - SLACK) as usize] = false;
            }
        }
        self.slack_basic.fill(true);
        let mut structural: Vec<u32> =
            wanted.into_iter().filter(|variable| *variable < SLACK).collect();
        structural.sort_unstable_by_key(|c| (self.columns.of(*c as usize).len(), *c));
        for c in structural {
            let column = self.column(c as usize);
            let best = (0..m)
                .filter(|row| open[*row])
                .max_by(|a, b| column[*a].abs().total_cmp(&column[*b].abs()));
            let Some(row) = best.filter(|row| column[*row].abs() > PIVOT) else { continue };
            open[row] = false;
            let rho = self.inverse_row(row);
            self.exchange(row, &rho, &column);
            self.basis[row] = c;
            self.basic[c as usize] = true;
            self.slack_basic[row] = false;
        }
        self.value_anew();
        self.price_anew();
        self.pivots = 0;
    }

    /// Computes the values of basic variables from the basis.
    fn value_anew(&mut self) {
        self.values.fill(0.0);
        for (column, holds) in self.inverse.iter().zip(&self.holds) {
            add_times(&mut self.values, column, *holds);
        }
    }

    /// `B⁻¹ a` for a column.
    fn column(&self, column: usize) -> Vec<f64> {
        let mut sum = vec![0.0; self.rows()];
        for (row, amount) in self.columns.of(column) {
            add_times(&mut sum, &self.inverse[*row as usize], *amount);
        }
        sum
    }

    /// Puts a column in the place of the basic variable of a row, in the inverse; `rho`: its row.
    fn exchange(&mut self, row: usize, rho: &[f64], column: &[f64]) {
        let pivot = column[row];
        let shares = column.iter().enumerate();
        let shares = shares.filter(|(other, share)| *other != row && share.abs() > ZERO);
        let shares: Vec<(usize, f64)> = shares.map(|(other, share)| (other, *share)).collect();
        for (inverse, own) in self.inverse.iter_mut().zip(rho).filter(|(_, own)| **own != 0.0) {
            let own = if own.abs() > ZERO { own / pivot } else { 0.0 };
            inverse[row] = own;
            shares.iter().for_each(|(other, share)| inverse[*other] -= share * own);
        }
    }

    /// Makes a variable the basic one of a row; returns the one that leaves.
    fn enter(&mut self, row: usize, entering: u32) -> u32 {
        let left = std::mem::replace(&mut self.basis[row], entering);
        for (variable, basic) in [(left, false), (entering, true)] {
            if variable < SLACK {
                self.basic[variable as usize] = basic;
            } else {
                self.slack_basic[(variable - SLACK) as usize] = basic;
            }
        }
        self.pivots += 1;
        left
    }

    /// Lowers the cost of a solution within capacities until it is least: the primal method, for
    /// columns that come later. With so many pivots at most.
    pub(super) fn descend(&mut self, pivots: usize, stop: &dyn Fn() -> bool) -> End {
        self.price_anew();
        self.beyond = true;
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
            let column = if entering < SLACK {
                self.column(entering as usize)
            } else {
                self.inverse[(entering - SLACK) as usize].clone()
            };
            let Some(row) = self.blocking(&column) else { return End::Stopped };
            let (rho, pivot) = (self.inverse_row(row), column[row]);
            let price = reduced / pivot;
            self.y.iter_mut().zip(&rho).for_each(|(y, rho)| *y += price * rho);
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
            for (value, share) in self.values.iter_mut().zip(&column) {
                *value -= moved * share;
            }
            self.values[row] = moved;
            self.exchange(row, &rho, &column);
            let left = self.enter(row, entering);
            weights[at(left)] = own.max(1.0);
            if left < SLACK {
                self.reduced[left as usize] = -price;
            }
            if entering < SLACK {
                self.reduced[entering as usize] = 0.0;
            }
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

    /// Raises the bound until no capacity is exceeded, it is `enough`, or there is no solution; with
    /// so many pivots at most. The bound is that of the problem given, with perturbed costs.
    pub(super) fn solve(&mut self, enough: f64, pivots: usize, stop: &dyn Fn() -> bool) -> End {
        let mut alpha = vec![0.0; self.gone.len()];
        if std::mem::take(&mut self.beyond) {
            self.price_anew();
        }
        let mut bound: f64 = self.bound();
        for count in 0.. {
            if bound >= enough {
                return End::Enough;
            }
            if count >= pivots || count % 16 == 15 && stop() {
                return End::Stopped;
            }
            if self.pivots >= PIVOTS {
                self.invert();
                bound = self.bound();
            }
            let Some(row) = self.leaving() else { return End::Optimal };
            let value = self.values[row];
            let rho = self.inverse_row(row);
            // Values below 0 rise to it, those of fixed variables fall to it.
            let sign = if value < 0.0 { -1.0 } else { 1.0 };
            let Some(entering) = self.entering(&rho, sign, &mut alpha) else {
                if self.pivots > 0 {
                    self.invert();
                    bound = self.bound();
                    if self.leaving() != Some(row) {
                        continue;
                    }
                }
                // Prices may rise along this ray without end.
                let needed = if enough.is_finite() { (enough - bound).max(0.0) + 1.0 } else { 1e3 };
                let step = needed / value;
                self.y.iter_mut().zip(&rho).for_each(|(y, rho)| *y += step * rho);
                self.beyond = true;
                return End::Infeasible;
            };
            let (pivot, reduced) = if entering < SLACK {
                (alpha[entering as usize], self.reduced[entering as usize])
            } else {
                let at = (entering - SLACK) as usize;
                (rho[at], self.slack_costs[at] - self.y[at])
            };
            let column = if entering < SLACK {
                self.column(entering as usize)
            } else {
                self.inverse[(entering - SLACK) as usize].clone()
            };
            if (column[row] - pivot).abs() > 1e-6 * (1.0 + pivot.abs()) || pivot.abs() < PIVOT {
                if self.pivots == 0 {
                    return End::Stopped;
                }
                self.invert();
                bound = self.bound();
                continue;
            }
            let step = reduced.max(0.0) / pivot;
            for (reduced, alpha) in self.reduced.iter_mut().zip(&alpha) {
                *reduced -= step * alpha;
            }
            self.y.iter_mut().zip(&rho).for_each(|(y, rho)| *y += step * rho);
            bound += step * value;
            let moved = value / pivot;
            for (value, share) in self.values.iter_mut().zip(&column) {
                *value -= moved * share;
            }
            self.values[row] = moved;
            let own = self.weights[row] / (pivot * pivot);
            for (weight, share) in self.weights.iter_mut().zip(&column) {
                if share.abs() > TINY {
                    *weight = weight.max(share * share * own);
                }
            }
            self.weights[row] = own.max(1.0);
            self.exchange(row, &rho, &column);
            let left = self.enter(row, entering);
            if left < SLACK {
                self.reduced[left as usize] = -step;
            }
            if entering < SLACK {
                self.reduced[entering as usize] = 0.0;
            }
        }
        End::Stopped
    }

    /// What the prices come to.
    fn bound(&self) -> f64 {
        self.y.iter().zip(&self.holds).map(|(y, holds)| y * holds).sum()
    }

    /// The row whose value is least feasible, by the reference weights.
    fn leaving(&self) -> Option<usize> {
        let mut best = None;
        let mut most = 0.0;
        for (row, value) in self.values.iter().enumerate() {
            let wrong = if *value < -INFEASIBLE {
                -value
            } else if *value > INFEASIBLE && self.fixed(self.basis[row]) {
                *value
            } else {
                continue;
            };
            let score = wrong * wrong / self.weights[row];
            if score > most {
                (best, most) = (Some(row), score);
            }
        }
        best
    }

    /// The variable whose reduced cost is first to reach 0, and of such the one with the largest
    /// pivot; fills in `alpha`, the row of the tableau.
    fn entering(&self, rho: &[f64], sign: f64, alpha: &mut [f64]) -> Option<u32> {
        let mut limit = f64::INFINITY;
        for (c, alpha) in alpha.iter_mut().enumerate() {
            *alpha = 0.0;
            if self.gone[c] || self.basic[c] {
                continue;
            }
            *alpha = self.columns.times(c, rho);
            let toward = sign * *alpha;
            if toward > PIVOT {
                limit = limit.min((self.reduced[c].max(0.0) + TINY) / toward);
            }
        }
        let slacks = self.blocks..self.rows();
        let free = |row: &usize| !self.slack_basic[*row];
        for row in slacks.clone().filter(free) {
            let toward = sign * rho[row];
            if toward > PIVOT {
                let reduced = self.slack_costs[row] - self.y[row];
                limit = limit.min((reduced.max(0.0) + TINY) / toward);
            }
        }
        let mut best = None;
        let mut most = PIVOT;
        for (c, alpha) in alpha.iter().enumerate() {
            let toward = sign * alpha;
            if toward > most && self.reduced[c].max(0.0) <= limit * toward {
                (best, most) = (Some(c as u32), toward);
            }
        }
        for row in slacks.filter(free) {
            let toward = sign * rho[row];
            let reduced = self.slack_costs[row] - self.y[row];
            if toward > most && reduced.max(0.0) <= limit * toward {
                (best, most) = (Some(SLACK + row as u32), toward);
            }
        }
        best
    }
}

/// What a column of a block uses of all rows: its block, and capacities after all blocks.
fn entries(blocks: usize, block: usize, uses: &[(u32, u32)]) -> impl Iterator<Item = (u32, f64)> {
    let used = uses.iter().map(move |(row, amount)| (blocks as u32 + row, f64::from(*amount)));
    std::iter::once((block as u32, 1.0)).chain(used)
}

fn keep<T>(of: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    of.retain(|_| kept.next().is_some_and(|kept| *kept));
}

fn add_times(sum: &mut [f64], values: &[f64], by: f64) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += by * value);
}

fn identity(m: usize) -> Vec<Vec<f64>> {
    let row = |at| {
        let mut row = vec![0.0; m];
        row[at] = 1.0;
        row
    };
    (0..m).map(row).collect()
}

#[cfg(test)]
mod tests;
