//! The simplex method, for relaxations of few plans: exact corners where the first-order method
//! only comes near. The dual one is quick again after a plan is taken away or a cut is added, the
//! primal one after plans come into play.
//!
//! Nothing rests on its accuracy: prices are rounded, and bounds computed from them in whole numbers.

mod dual;
mod factors;
mod primal;
mod rows;

use std::sync::{Arc, OnceLock};

use super::restricted::Restricted;
use factors::{Factors, ZERO};

/// A variable is a column, or the slack of row `i` as `SLACK + i`.
const SLACK: u32 = 1 << 31;
/// Reduced costs and values may be beyond 0 by this much, and so small a share of a pivot changes no weight.
const TINY: f64 = 1e-9;
/// What counts as a pivot.
const PIVOT: f64 = 1e-7;
/// Costs are changed by as much, so that few are equal.
const PERTURBED: f64 = 1e-5;
/// Capacities are larger by as much, or up to twice as much, for the primal method.
const LOOSENED: f64 = 1e-6;
/// The basis is factorized anew after so many pivots.
const PIVOTS: usize = 64;

/// Columns taken away are forgotten once less than this share of all is left.
const MANY_GONE: (usize, usize) = (3, 4);

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

/// Blocks of columns of which one is to be chosen, and capacities; then cuts. With a basis.
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
    factors: Factors,
    /// Of the basic variable of each row.
    values: Vec<f64>,
    /// Reduced costs of columns; infinite for those that cannot come into the basis.
    reduced: Vec<f64>,
    /// By row: of a block what its choice costs, of others the negative of a price.
    y: Vec<f64>,
    /// For the dual method the squared norm of each row of the basis inverse: exact from the slacks on,
    /// 1 to begin with for rows and bases that come from elsewhere.
    weights: Vec<f64>,
    pivots: usize,
    /// Whether prices are not those of the basis: on a ray beyond them, or from before columns or costs
    /// changed. Then the next solve computes them anew.
    beyond: bool,
}

#[derive(Debug, Clone)]
struct Columns {
    costs: Vec<f64>,
    starts: Vec<u32>,
    entries: Vec<(u32, f64)>,
    /// The same by row, once it is asked for.
    by_row: OnceLock<ByRow>,
}

/// For each row its columns and amounts, which are small whole numbers.
#[derive(Debug, Clone)]
struct ByRow {
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl ByRow {
    fn new(columns: &Columns) -> Self {
        let rows = columns.entries.iter().map(|(row, _)| *row as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0; rows + 1];
        columns.entries.iter().for_each(|(row, _)| starts[*row as usize + 1] += 1);
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); columns.entries.len()];
        for column in 0..columns.costs.len() {
            for (row, amount) in columns.of(column) {
                let next = &mut next[*row as usize];
                entries[*next as usize] = (column as u32, *amount as f32);
                *next += 1;
            }
        }
        Self { starts, entries }
    }
}

impl Columns {
    fn new() -> Self {
        Self { costs: Vec::new(), starts: vec![0], entries: Vec::new(), by_row: OnceLock::new() }
    }

    fn push(&mut self, cost: f64, entries: impl Iterator<Item = (u32, f64)>) {
        self.costs.push(cost);
        self.entries.extend(entries);
        self.starts.push(self.entries.len() as u32);
        self.by_row.take();
    }

    fn of(&self, column: usize) -> &[(u32, f64)] {
        &self.entries[self.starts[column] as usize..self.starts[column + 1] as usize]
    }

    fn by_row(&self) -> &ByRow {
        self.by_row.get_or_init(|| ByRow::new(self))
    }

    fn times(&self, column: usize, row: &[f64]) -> f64 {
        self.of(column).iter().map(|(r, amount)| row[*r as usize] * amount).sum()
    }

    /// Fills in what all columns come to times a row, which is 0 at many places.
    fn all_times(&self, row: &[f64], products: &mut [f64]) {
        let ByRow { starts, entries } = self.by_row();
        products.fill(0.0);
        for (range, value) in starts.windows(2).zip(row).filter(|(_, value)| value.abs() > ZERO) {
            for (column, amount) in &entries[range[0] as usize..range[1] as usize] {
                products[*column as usize] += value * f64::from(*amount);
            }
        }
    }
}

impl Simplex {
    /// The problem with its floors as costs of what is left over.
    pub(super) fn new(p: &Restricted) -> Self {
        let (blocks, n) = (p.blocks(), p.columns());
        let mut columns = Columns::new();
        for block in 0..blocks {
            for c in p.block(block) {
                let cost = p.costs[c] + PERTURBED * spread(c);
                columns.push(cost, entries(blocks, block, p.uses(c)));
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
            factors: Factors::default(),
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

    /// What a row holds.
    pub(super) fn holds(&self, row: usize) -> f64 {
        self.holds[row]
    }

    /// What a column uses: (row, amount).
    pub(super) fn used(&self, column: usize) -> &[(u32, f64)] {
        self.columns.of(column)
    }

    /// What rows hold, added up by multipliers of rows.
    pub(super) fn capacity(&self, multipliers: &[f64]) -> f64 {
        multipliers.iter().zip(&self.holds).map(|(multiplier, holds)| multiplier * holds).sum()
    }

    /// What all columns use of rows, added up by weights of rows.
    pub(super) fn weighed(&self, weights: &[i64]) -> Vec<i64> {
        let ByRow { starts, entries } = self.columns.by_row();
        let mut sums = vec![0; self.gone.len()];
        for (range, weight) in starts.windows(2).zip(weights).filter(|(_, weight)| **weight != 0) {
            for (column, amount) in &entries[range[0] as usize..range[1] as usize] {
                sums[*column as usize] += weight * *amount as i64;
            }
        }
        sums
    }

    /// Takes columns away.
    pub(super) fn remove(&mut self, columns: impl Iterator<Item = usize>) {
        columns
            .for_each(|column| (self.gone[column], self.reduced[column]) = (true, f64::INFINITY));
    }

    /// Forgets the columns taken away that are not in the basis, if they are many; then tells for each
    /// column whether it is kept.
    pub(super) fn forget_gone(&mut self) -> Option<Vec<bool>> {
        let gone = self.gone.iter().zip(&self.basic);
        let kept: Vec<bool> = gone.map(|(gone, basic)| !gone || *basic).collect();
        let left = kept.iter().filter(|kept| **kept).count();
        (left * MANY_GONE.1 < kept.len() * MANY_GONE.0).then(|| {
            self.forget(&kept);
            kept
        })
    }

    /// Forgets columns that are not in the basis.
    fn forget(&mut self, kept: &[bool]) {
        let mut columns = Columns::new();
        let mut now = vec![0; kept.len()];
        let kept_columns = kept.iter().enumerate().filter(|(_, kept)| **kept);
        for (new, (old, _)) in (0..).zip(kept_columns) {
            now[old] = new;
            columns.push(self.columns.costs[old], self.columns.of(old).iter().copied());
        }
        self.columns = Arc::new(columns);
        for variable in self.basis.iter_mut().filter(|variable| **variable < SLACK) {
            *variable = now[*variable as usize];
        }
        keep(&mut self.gone, kept);
        keep(&mut self.basic, kept);
        keep(&mut self.reduced, kept);
    }

    /// For each basic variable whose value is not whole the multipliers of rows that make its
    /// equation: its row of the inverse.
    pub(super) fn fractional(&self) -> impl Iterator<Item = Vec<f64>> {
        let values = self.values.iter().enumerate();
        let rows = values.filter(|(_, value)| (*value - value.round()).abs() > 1e-4);
        rows.map(|(row, _)| self.inverse_row(row))
    }

    /// A row of the basis inverse.
    fn inverse_row(&self, row: usize) -> Vec<f64> {
        let mut unit = vec![0.0; self.rows()];
        unit[row] = 1.0;
        self.factors.solve_transposed(&mut unit);
        unit
    }

    /// Computes prices and reduced costs from the basis.
    fn price_anew(&mut self) {
        for (y, variable) in self.y.iter_mut().zip(&self.basis) {
            *y = match variable {
                column if *column < SLACK => self.columns.costs[*column as usize],
                slack => self.slack_costs[(slack - SLACK) as usize],
            };
        }
        self.factors.solve_transposed(&mut self.y);
        for (c, reduced) in self.reduced.iter_mut().enumerate() {
            *reduced = if self.basic[c] || self.gone[c] {
                f64::INFINITY
            } else {
                self.columns.costs[c] - self.columns.times(c, &self.y)
            };
        }
    }

    /// Factorizes the basis, and computes anew all that follows from it.
    fn invert(&mut self) {
        self.factorize();
        self.value_anew();
        self.price_anew();
    }

    /// Factorizes the basis.
    fn factorize(&mut self) {
        let basic = self.basis.iter().copied().zip(self.weights.iter().copied());
        self.factorize_of(basic.filter(|(variable, _)| *variable < SLACK).collect());
    }

    /// Factorizes the basis of these columns, with their weights, and of the slacks that are basic. A
    /// column that depends on others leaves it for the slack of a row.
    fn factorize_of(&mut self, structural: Vec<(u32, f64)>) {
        let columns: Vec<&[(u32, f64)]> =
            structural.iter().map(|(column, _)| self.columns.of(*column as usize)).collect();
        let mut weights = vec![1.0; self.rows()];
        for (variable, weight) in self.basis.iter().zip(&self.weights) {
            if *variable >= SLACK {
                weights[(*variable - SLACK) as usize] = *weight;
            }
        }
        let (factors, places) = Factors::new(&columns, &self.slack_basic);
        for (column, _) in &structural {
            self.basic[*column as usize] = false;
        }
        for (row, place) in places.into_iter().enumerate() {
            self.slack_basic[row] = place.is_none();
            self.basis[row] = match place {
                None => SLACK + row as u32,
                Some(at) => {
                    let (column, weight) = structural[at];
                    self.basic[column as usize] = true;
                    weights[row] = weight;
                    column
                }
            };
        }
        self.factors = factors;
        self.weights = weights;
        self.pivots = 0;
    }

    /// Computes the values of basic variables from the basis.
    fn value_anew(&mut self) {
        self.values.copy_from_slice(&self.holds);
        self.factors.solve(&mut self.values);
    }

    /// `B⁻¹ a` for the column of a variable.
    fn column(&self, variable: u32) -> Vec<f64> {
        let mut column = vec![0.0; self.rows()];
        if variable >= SLACK {
            column[(variable - SLACK) as usize] = 1.0;
        } else {
            for (row, amount) in self.columns.of(variable as usize) {
                column[*row as usize] = *amount;
            }
        }
        self.factors.solve(&mut column);
        column
    }

    /// Makes a variable with this column the basic one of a row; returns the one that leaves.
    fn enter(&mut self, row: usize, entering: u32, column: &[f64]) -> u32 {
        self.factors.exchange(row, column);
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

    /// Takes a variable with this column into the basis, in the place of that of a row. It comes to
    /// `moved`, and the row's basic variable to 0 and to a reduced cost of `-price`. Returns the
    /// variable that leaves.
    fn pivot(
        &mut self,
        row: usize,
        entering: u32,
        (rho, column): (&[f64], &[f64]),
        (moved, price): (f64, f64),
    ) -> u32 {
        add_times(&mut self.y, rho, price);
        add_times(&mut self.values, column, -moved);
        self.values[row] = moved;
        let left = self.enter(row, entering, column);
        if left < SLACK {
            let left = left as usize;
            self.reduced[left] = if self.gone[left] { f64::INFINITY } else { -price };
        }
        if entering < SLACK {
            self.reduced[entering as usize] = f64::INFINITY;
        }
        left
    }
}

/// What a column of a block uses of all rows: its block, and capacities after all blocks.
fn entries(blocks: usize, block: usize, uses: &[(u32, u32)]) -> impl Iterator<Item = (u32, f64)> {
    let used = uses.iter().map(move |(row, amount)| (blocks as u32 + row, f64::from(*amount)));
    std::iter::once((block as u32, 1.0)).chain(used)
}

/// A capacity, larger by a little that differs from row to row: then few pivots gain nothing. A corner
/// that is best is so for the capacities themselves, as long as these are whole and this is little.
pub(super) fn loosened(row: usize, holds: f64) -> f64 {
    holds + loosening(row)
}

fn loosening(row: usize) -> f64 {
    LOOSENED * (1.0 + spread(row))
}

/// A share for each of many, evenly spread by the golden ratio.
pub(super) fn spread(at: usize) -> f64 {
    (at as f64 * 0.618_033_988_749_895).fract()
}

/// Leaves only what is kept.
pub(super) fn keep<T>(of: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    of.retain(|_| kept.next().is_some_and(|kept| *kept));
}

fn add_times(sum: &mut [f64], values: &[f64], by: f64) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += by * value);
}

#[cfg(test)]
mod tests;
