//! Rows that come and go: cuts.

use std::sync::Arc;

use super::{Columns, SLACK, Simplex, keep};

impl Simplex {
    /// Adds rows: (column, amount), and what the row holds. What is left over of them costs nothing.
    pub(in super::super) fn add(&mut self, rows: &[(Vec<(u32, f64)>, f64)]) {
        let first = self.holds.len() as u32;
        let old = &self.columns;
        let mut more: Vec<Vec<(u32, f64)>> = vec![Vec::new(); old.costs.len()];
        for (at, (amounts, _)) in (first..).zip(rows) {
            for (column, amount) in amounts {
                more[*column as usize].push((at, *amount));
            }
        }
        let mut columns = Columns::new();
        for (column, more) in more.iter().enumerate() {
            columns.push(old.costs[column], old.of(column).iter().chain(more).copied());
        }
        self.columns = Arc::new(columns);
        for (at, (_, holds)) in (first..).zip(rows) {
            self.values.push(0.0);
            self.holds.push(*holds);
            self.slack_costs.push(0.0);
            self.basis.push(SLACK + at);
            self.slack_basic.push(true);
            self.y.push(0.0);
            self.weights.push(1.0);
        }
        self.factorize();
        self.value_anew();
    }

    /// Of the last `count` rows, forgets those that are not reached, unless they stay; tells for each
    /// whether it is kept.
    pub(in super::super) fn forget_slack(
        &mut self,
        count: usize,
        stays: impl Fn(usize) -> bool,
    ) -> Vec<bool> {
        let first = self.rows() - count;
        let mut kept_rows = vec![true; self.rows()];
        let mut kept_places = vec![true; self.rows()];
        for (place, variable) in self.basis.iter().enumerate() {
            let row = variable.wrapping_sub(SLACK) as usize;
            if *variable >= SLACK && row >= first && !stays(row - first) {
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
        let mut columns = Columns::new();
        for column in 0..old.costs.len() {
            let left = old.of(column).iter().filter(|(row, _)| kept_rows[*row as usize]);
            let left = left.map(|(row, amount)| (renumbered[*row as usize], *amount));
            columns.push(old.costs[column], left);
        }
        self.columns = Arc::new(columns);
        keep(&mut self.basis, &kept_places);
        keep(&mut self.weights, &kept_places);
        keep(&mut self.holds, &kept_rows);
        keep(&mut self.slack_costs, &kept_rows);
        keep(&mut self.slack_basic, &kept_rows);
        keep(&mut self.y, &kept_rows);
        self.values.truncate(self.holds.len());
        self.factorize();
        self.value_anew();
        kept
    }
}
