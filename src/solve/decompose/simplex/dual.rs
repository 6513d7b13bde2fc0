//! The dual method: from prices to the best ones, quick again after a column is gone or a row is added.
//! By steepest edges (Forrest and Goldfarb, "Steepest-edge simplex algorithms for linear programming",
//! 1992).

use super::{End, PIVOT, PIVOTS, SLACK, Simplex, TINY};

/// What counts as 0 as a value.
const INFEASIBLE: f64 = 1e-6;
/// No weight is less, whatever rounding does to it.
const LEAST_WEIGHT: f64 = 1e-4;
/// So many columns are looked at together.
const LANES: usize = 8;

impl Simplex {
    /// Raises the bound until no capacity is exceeded, it is `enough`, or there is no solution; with
    /// so many pivots at most. The bound is that of the problem given, with perturbed costs.
    pub(in super::super) fn solve(
        &mut self,
        enough: f64,
        pivots: usize,
        stop: &dyn Fn() -> bool,
    ) -> End {
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
            let column = self.column(entering);
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
            bound += step * value;
            self.weigh(row, &rho, &column);
            self.pivot(row, entering, (&rho, &column), (value / pivot, step));
        }
        End::Stopped
    }

    /// What the prices come to.
    pub(in super::super) fn bound(&self) -> f64 {
        self.y.iter().zip(&self.holds).map(|(y, holds)| y * holds).sum()
    }

    /// Brings the weights up to date for a column that takes the place of the basic variable of a
    /// row. That row's norm is known exactly each time, so no error in weights grows.
    fn weigh(&mut self, row: usize, rho: &[f64], column: &[f64]) {
        let own: f64 = rho.iter().map(|rho| rho * rho).sum();
        let mut along = rho.to_vec();
        self.factors.solve(&mut along);
        let pivot = column[row];
        for ((weight, share), along) in self.weights.iter_mut().zip(column).zip(&along) {
            if share.abs() > TINY {
                let ratio = share / pivot;
                *weight = (*weight + ratio * (ratio * own - 2.0 * along)).max(LEAST_WEIGHT);
            }
        }
        self.weights[row] = (own / (pivot * pivot)).max(LEAST_WEIGHT);
    }

    /// The row whose value is least feasible, measured along its edge.
    pub(super) fn leaving(&self) -> Option<usize> {
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
        self.columns.all_times(rho, alpha);
        let mut limit = f64::INFINITY;
        let rest = |reduced: f64| if reduced > 0.0 { reduced } else { 0.0 };
        // Few are within the limit, so that whole lanes are looked at without a branch.
        let mut near = Vec::new();
        let lanes = alpha.chunks(LANES).zip(self.reduced.chunks(LANES));
        for (first, (alpha, reduced)) in (0..).step_by(LANES).zip(lanes) {
            let lane = alpha.iter().zip(reduced);
            let is_within =
                |(alpha, reduced): (&f64, &f64)| rest(*reduced) <= limit * (sign * alpha);
            if lane.clone().fold(false, |any, of| any | is_within(of)) {
                near.push(first);
                for (alpha, reduced) in lane.filter(|(alpha, _)| sign * **alpha > PIVOT) {
                    limit = limit.min((rest(*reduced) + TINY) / (sign * alpha));
                }
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
        if limit == f64::INFINITY {
            return None;
        }
        let mut best = None;
        let mut most = PIVOT;
        for c in near.into_iter().flat_map(|first| first..alpha.len().min(first + LANES)) {
            let toward = sign * alpha[c];
            if toward > most && rest(self.reduced[c]) <= limit * toward {
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

    /// Whether a basic variable may only be 0.
    fn fixed(&self, variable: u32) -> bool {
        if variable < SLACK {
            self.gone[variable as usize]
        } else {
            ((variable - SLACK) as usize) < self.blocks
        }
    }
}
