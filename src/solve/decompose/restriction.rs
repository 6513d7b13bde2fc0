//! Some plans of some households, as a problem for the relaxation.

use super::pool::Pool;
use super::prices::WholePrices;
use super::restricted::Restricted;

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
    /// How other plans are told.
    pub(super) frame: Frame,
}

/// What columns of a restricted problem are told by.
pub(super) struct Frame {
    /// By row the local row, or [`LEFT_OUT`].
    local: Vec<u32>,
    /// For each household what costs are told from, in units of 1/scale.
    least: Vec<i64>,
}

const LEFT_OUT: u32 = u32::MAX;

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
        let frame = Frame { local: vec![LEFT_OUT; base.rows.len()], least: Vec::new() };
        let mut own = Self {
            problem: Restricted::new(),
            rows: Vec::new(),
            plans: Vec::new(),
            offset: 0,
            frame,
        };
        let mut values: Vec<i64> = Vec::new();
        for block in blocks {
            let first = own.plans.len();
            for plan in block {
                let mut value = costs[*plan as usize] * base.scale;
                let used = pool.uses(*plan).iter().filter(|(row, _)| keep(*row));
                own.problem.push(
                    0.0,
                    used.map(|(row, amount)| {
                        let at = &mut own.frame.local[*row as usize];
                        if *at == LEFT_OUT {
                            *at = own.rows.len() as u32;
                            own.rows.push(*row);
                        }
                        value += base.rows[*row as usize] * i64::from(*amount);
                        (*at, *amount)
                    }),
                );
                values.push(value);
                own.plans.push(*plan);
            }
            let least = values[first..].iter().min().copied().unwrap_or(0);
            own.offset += i128::from(least);
            own.frame.least.push(least);
            for (cost, value) in own.problem.costs[first..].iter_mut().zip(&values[first..]) {
                *cost = (value - least) as f64 / scale;
            }
            own.problem.end_block();
        }
        for at in 0..own.rows.len() {
            own.hold(own.rows[at] as usize, base, capacities);
        }
        own
    }

    /// Takes in rows that none of its plans uses: plans that come later may.
    pub(super) fn take_rows(
        &mut self,
        rows: impl Iterator<Item = usize>,
        base: &WholePrices,
        capacities: &[i64],
    ) {
        for row in rows {
            if self.frame.local[row] == LEFT_OUT {
                self.frame.local[row] = self.rows.len() as u32;
                self.rows.push(row as u32);
                self.hold(row, base, capacities);
            }
        }
    }

    /// Fills in what the next local row holds.
    fn hold(&mut self, row: usize, base: &WholePrices, capacities: &[i64]) {
        let (price, capacity) = (base.rows[row], capacities[row]);
        self.offset -= i128::from(price) * i128::from(capacity);
        self.problem.capacities.push(capacity as f64);
        self.problem.floors.push(base.nothing(row));
        self.problem.ceilings.push(f64::INFINITY);
    }
}

impl Frame {
    /// What a plan of a block costs and what it uses of local rows.
    pub(super) fn column(
        &self,
        pool: &Pool,
        cost: i64,
        base: &WholePrices,
        (block, plan): (u32, u32),
    ) -> (f64, Vec<(u32, u32)>) {
        let mut value = cost * base.scale - self.least[block as usize];
        let mut uses = Vec::with_capacity(pool.uses(plan).len());
        for (row, amount) in pool.uses(plan) {
            let local = self.local[*row as usize];
            if local != LEFT_OUT {
                value += base.rows[*row as usize] * i64::from(*amount);
                uses.push((local, *amount));
            }
        }
        (value as f64 / base.scale as f64, uses)
    }
}
