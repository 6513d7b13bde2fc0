//! The restricted problem, which the first-order method works on, in lots that threads take.

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// A restricted problem: blocks of columns, and capacities.
#[derive(Debug, Clone, Default)]
pub(super) struct Restricted {
    /// The columns of block `i` are `starts[i]..starts[i + 1]`.
    pub(super) starts: Vec<u32>,
    /// What each column costs.
    pub(super) costs: Vec<f64>,
    /// The uses of column `p` are `use_starts[p]..use_starts[p + 1]`.
    pub(super) use_starts: Vec<u32>,
    /// Rows used, and how much of them.
    pub(super) uses: Vec<(u32, u32)>,
    /// What each row holds.
    pub(super) capacities: Vec<f64>,
    /// The least price that each row may have: prices may be told from a base.
    pub(super) floors: Vec<f64>,
    /// The highest price: more may be used at it than the row holds.
    pub(super) ceilings: Vec<f64>,
}

impl Restricted {
    pub(super) fn new() -> Self {
        Self { starts: vec![0], use_starts: vec![0], ..Self::default() }
    }

    pub(super) fn blocks(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn block(&self, block: usize) -> Range<usize> {
        self.starts[block] as usize..self.starts[block + 1] as usize
    }

    pub(super) fn columns(&self) -> usize {
        self.costs.len()
    }

    pub(super) fn uses(&self, column: usize) -> &[(u32, u32)] {
        &self.uses[self.use_starts[column] as usize..self.use_starts[column + 1] as usize]
    }

    /// Adds a column to the block that is being filled.
    pub(super) fn push(&mut self, cost: f64, uses: impl Iterator<Item = (u32, u32)>) {
        self.costs.push(cost);
        self.uses.extend(uses);
        self.use_starts.push(self.uses.len() as u32);
    }

    /// Ends the block that is being filled.
    pub(super) fn end_block(&mut self) {
        self.starts.push(self.costs.len() as u32);
    }
}

/// Lots have so many columns, or a few more.
const LOT: usize = 1 << 13;

impl Restricted {
    /// The blocks in lots.
    pub(super) fn lots(&self) -> Vec<Range<usize>> {
        let mut lots = Vec::new();
        let mut first = 0;
        for end in 1..=self.blocks() {
            let full = (self.starts[end] - self.starts[first]) as usize >= LOT;
            if full || end == self.blocks() {
                lots.push(first..end);
                first = end;
            }
        }
        lots
    }

    /// Works on lots, each with its part of two values a column; the sum of what they come to.
    pub(super) fn over_columns(
        &self,
        lots: &[Range<usize>],
        mut one: &mut [f64],
        mut other: &mut [f64],
        work: impl Fn(Range<usize>, &mut [f64], &mut [f64]) -> f64 + Sync,
    ) -> f64 {
        let mut parts = Vec::with_capacity(lots.len());
        for lot in lots {
            let columns = (self.starts[lot.end] - self.starts[lot.start]) as usize;
            let (of_one, of_other);
            (of_one, one) = one.split_at_mut(columns);
            (of_other, other) = other.split_at_mut(columns);
            parts.push((lot.clone(), of_one, of_other));
        }
        #[cfg(feature = "parallel")]
        if parts.len() > 1 && rayon::current_num_threads() > 1 {
            let parts = parts.into_par_iter().map(|(lot, one, other)| work(lot, one, other));
            return parts.collect::<Vec<f64>>().iter().sum();
        }
        parts.into_iter().map(|(lot, one, other)| work(lot, one, other)).sum()
    }

    /// Reduced costs `c + Aᵀy` of the columns of a lot.
    pub(super) fn reduced(&self, lot: Range<usize>, y: &[f64], into: &mut [f64]) {
        let first = self.starts[lot.start] as usize;
        let mut from = self.use_starts[first] as usize;
        for (c, into) in (first..).zip(into) {
            let to = self.use_starts[c + 1] as usize;
            let mut value = self.costs[c];
            for (row, amount) in &self.uses[from..to] {
                value += y[*row as usize] * f64::from(*amount);
            }
            *into = value;
            from = to;
        }
    }

    /// What column weights use: `A x`.
    pub(super) fn product(&self, x: &[f64], into: &mut [f64]) {
        into.fill(0.0);
        let mut from = 0;
        for (c, x) in x.iter().enumerate() {
            let to = self.use_starts[c + 1] as usize;
            if *x != 0.0 {
                for (row, amount) in &self.uses[from..to] {
                    into[*row as usize] += x * f64::from(*amount);
                }
            }
            from = to;
        }
    }

    /// The bound of prices.
    pub(super) fn dual(&self, lots: &[Range<usize>], y: &[f64]) -> f64 {
        let least = |lot: &Range<usize>| {
            let first = self.starts[lot.start];
            let mut reduced = vec![0.0; (self.starts[lot.end] - first) as usize];
            self.reduced(lot.clone(), y, &mut reduced);
            let own = |block| {
                let own = self.starts[block] - first..self.starts[block + 1] - first;
                &reduced[own.start as usize..own.end as usize]
            };
            lot.clone().map(|i| own(i).iter().copied().fold(f64::INFINITY, f64::min)).sum::<f64>()
        };
        over(lots, least) - y.iter().zip(&self.capacities).map(|(y, b)| y * b).sum::<f64>()
    }

    pub(super) fn cost(&self, x: &[f64]) -> f64 {
        x.iter().zip(&self.costs).map(|(x, c)| x * c).sum()
    }

    /// What a household typically pays for its next best plan instead of its best one.
    pub(super) fn typical_difference(&self) -> f64 {
        let mut seconds: Vec<f64> = Vec::with_capacity(self.blocks());
        for block in 0..self.blocks() {
            let (mut first, mut second) = (f64::INFINITY, f64::INFINITY);
            for cost in &self.costs[self.block(block)] {
                if *cost < first {
                    (first, second) = (*cost, first);
                } else if *cost < second {
                    second = *cost;
                }
            }
            let more = second - first;
            if more.is_finite() && more > 0.0 {
                seconds.push(more);
            }
        }
        seconds.sort_unstable_by(f64::total_cmp);
        seconds.get(seconds.len() / 2).map_or(1.0, |more| more.max(1.0))
    }
}

/// The sum of what lots come to, in their order.
pub(super) fn over(lots: &[Range<usize>], work: impl Fn(&Range<usize>) -> f64 + Sync) -> f64 {
    #[cfg(feature = "parallel")]
    if lots.len() > 1 && rayon::current_num_threads() > 1 {
        return lots.par_iter().map(&work).collect::<Vec<f64>>().iter().sum();
    }
    lots.iter().map(work).sum()
}
