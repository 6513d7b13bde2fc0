//! Some plans of some households, as a problem for the relaxation.

use super::relaxation::Restricted;
use super::tables::{Pool, WholePrices};

/// A restricted problem whose costs and prices are told from base prices: small numbers, however
/// large the costs are.
pub(super) struct Restriction {
    pub(super) problem: Restricted,
    /// The row of each local row.
    pub(super) rows: Vec<u32>,
    /// The plan of each column.
    pub(super) plans: Vec<u32>,
    /// The bound at base prices is this many units of 1/scale; bounds of the problem add to it.
    pub(super) offset: i128,
}

impl Restriction {
    /// `blocks`: for each household its plans. Only rows to `keep` count.
    pub(super) fn new<'b>(
        pool: &Pool,
        costs: &[i64],
        base: &WholePrices,
        blocks: impl Iterator<Item = &'b [u32]>,
        keep: impl Fn(u32) -> bool,
        capacities: &[i64],
    ) -> Self {
        let scale = base.scale as f64;
        let mut local = vec![u32::MAX; base.rows.len()];
        let (mut rows, mut plans) = (Vec::new(), Vec::new());
        let mut values: Vec<i64> = Vec::new();
        let mut offset: i128 = 0;
        let mut problem = Restricted::new();
        for block in blocks {
            let first = plans.len();
            for plan in block {
                let mut value = costs[*plan as usize] * base.scale;
                let used = pool.uses(*plan).iter().filter(|(row, _)| keep(*row));
                problem.push(
                    0.0,
                    used.map(|(row, amount)| {
                        let at = &mut local[*row as usize];
                        if *at == u32::MAX {
                            *at = rows.len() as u32;
                            rows.push(*row);
                        }
                        value += base.rows[*row as usize] * i64::from(*amount);
                        (*at, *amount)
                    }),
                );
                values.push(value);
                plans.push(*plan);
            }
            let least = values[first..].iter().min().copied().unwrap_or(0);
            offset += i128::from(least);
            for (cost, value) in problem.costs[first..].iter_mut().zip(&values[first..]) {
                *cost = (value - least) as f64 / scale;
            }
            problem.end_block();
        }
        for row in &rows {
            let (price, capacity) = (base.rows[*row as usize], capacities[*row as usize]);
            offset -= i128::from(price) * i128::from(capacity);
            problem.capacities.push(capacity as f64);
            problem.floors.push(-(price as f64) / scale);
        }
        Self { problem, rows, plans, offset }
    }
}
