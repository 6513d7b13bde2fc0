//! Prices in whole numbers.

use super::rows::Rows;
use crate::proof::Prices;

/// Prices of rows, and of one unit of the objective, in whole numbers.
#[derive(Debug, Clone)]
pub(super) struct WholePrices {
    /// What 1 of the objective is.
    pub(super) scale: i64,
    /// By row.
    pub(super) rows: Vec<i64>,
}

impl WholePrices {
    pub(super) fn free(rows: usize, scale: i64) -> Self {
        Self { scale, rows: vec![0; rows] }
    }

    /// What no price at all is for a row, told from these.
    pub(super) fn nothing(&self, row: usize) -> f64 {
        -(self.rows[row] as f64) / self.scale as f64
    }

    /// A price told from these, in whole numbers, 0 at least.
    pub(super) fn whole(&self, row: usize, told: f64) -> i64 {
        (self.rows[row] + whole(told, self.scale)).max(0)
    }

    /// As a proof lists them.
    pub(super) fn listed(&self, rows: &Rows) -> Prices {
        rows.listed(self.scale, (0u32..).zip(self.rows.iter().copied()))
    }
}

/// Prices differ from their base by no more than this: sums of them stay in 64 bits.
const LARGEST: f64 = (1i64 << 50) as f64;

/// A price in whole numbers.
fn whole(price: f64, scale: i64) -> i64 {
    (price * scale as f64).round().clamp(-LARGEST, LARGEST) as i64
}

/// The same of what some plan uses so much of: sums of that stay in 64 bits, too.
pub(super) fn whole_of(price: f64, scale: i64, most: i64) -> i64 {
    whole(price, scale).min(LARGEST as i64 / most)
}
