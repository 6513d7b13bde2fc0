//! The linear relaxation of a restricted problem, by a first-order method.
//!
//! Minimise `c·x` over `x ≥ 0` with `Σ x = 1` in every block (the plans of one household) and
//! `A x ≤ b` (the capacities). With prices `y ≥ 0` on the capacities,
//! `q(y) = Σ_blocks min (c + Aᵀy) − b·y` bounds the optimum from below whatever `y` is, so any
//! accuracy gives a valid bound.
//!
//! The method is the primal-dual hybrid gradient method with the improvements of PDLP (Applegate
//! et al., "Practical large-scale linear programming using primal-dual hybrid gradient", 2021):
//! steps as long as the last ones show to be safe, restarts from the average, a primal weight
//! that balances both sides. The blocks are kept exactly, by projecting onto the simplex. A row that is
//! used by many columns, and a block whose columns use much, take shorter steps (Pock and Chambolle,
//! "Diagonal preconditioning for first order primal-dual algorithms in convex optimization", 2011):
//! capacities that thousands ask for are priced as soon as those that few do.

use std::ops::Range;

use super::restricted::{Restricted, over};

/// Where the method stands: kept from one solve to the next of nearly the same problem.
#[derive(Debug, Clone)]
pub(super) struct Iterate {
    /// A weight for each column.
    pub(super) x: Vec<f64>,
    /// A price for each row.
    pub(super) y: Vec<f64>,
    /// The primal weight; 0: not known yet.
    pub(super) weight: f64,
    /// The step; 0: not known yet.
    pub(super) step: f64,
}

/// What a solve came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relaxed {
    /// The cost of `x`, with what is left over at floors, and too much at ceilings.
    pub(super) primal: f64,
    /// The best bound of any prices seen.
    pub(super) dual: f64,
    /// By how much `x` exceeds capacities: Euclidean norm.
    pub(super) excess: f64,
}

impl Relaxed {
    /// Whether capacities are kept, nearly.
    pub(super) fn is_within(&self) -> bool {
        self.excess < 0.5
    }

    /// Whether more iterations would hardly change it.
    pub(super) fn is_near(&self) -> bool {
        self.is_within() && (self.primal - self.dual).abs() < 1.0
    }
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accuracy {
    /// Stop when primal and dual are this close, and capacities are nearly kept.
    pub(super) gap: f64,
    /// Stop when the bound is above this: enough is proven.
    pub(super) enough: f64,
    /// Stop after so many iterations.
    pub(super) iterations: usize,
}

/// A step is shortened at most so often.
const ATTEMPTS: usize = 60;
/// A price is at its ceiling if it is nearer than this share of its range.
const AT_CEILING: f64 = 0.01;
/// Every so many iterations the point is looked at.
const LOOK: usize = 25;

/// Shares out every block to its cheapest column at prices `y`.
pub(super) fn start(p: &Restricted, y: Vec<f64>) -> Iterate {
    let mut x = vec![0.0; p.columns()];
    for block in 0..p.blocks() {
        let value = |c: usize| {
            p.costs[c] + p.uses(c).iter().map(|(r, a)| y[*r as usize] * f64::from(*a)).sum::<f64>()
        };
        if let Some(best) = p.block(block).min_by(|a, b| value(*a).total_cmp(&value(*b))) {
            x[best] = 1.0;
        }
    }
    Iterate { x, y, weight: 0.0, step: 0.0 }
}

/// Improves `at` until `accuracy` is reached, or `stop` says so; returns what it came to, and the prices of the best
/// bound seen.
pub(super) fn relax(
    p: &Restricted,
    at: &mut Iterate,
    accuracy: Accuracy,
    stop: &dyn Fn() -> bool,
) -> (Relaxed, Vec<f64>) {
    let mut method = Method::new(p, at);
    let mut error_at_restart = f64::INFINITY;
    let mut last_error = f64::INFINITY;
    let mut k = 0;
    loop {
        if k % LOOK == 0 {
            let (relaxed, error, average) = method.look();
            error_at_restart = error_at_restart.min(error);
            let done = (relaxed.primal - relaxed.dual).abs() <= accuracy.gap
                && error <= 4.0 * accuracy.gap
                && relaxed.excess <= 0.05
                || method.best.0 >= accuracy.enough
                || k >= accuracy.iterations
                || stop();
            if done {
                if average {
                    method.move_to_average();
                }
                (at.x, at.y) = (method.x, method.y);
                (at.weight, at.step) = (method.weight, method.step);
                let (dual, prices) = method.best;
                return (Relaxed { dual, ..relaxed }, prices);
            }
            let restart = method.since > 0
                && (error <= 0.2 * error_at_restart
                    || error <= 0.8 * error_at_restart && error > last_error
                    || method.since >= 36 * k / 100 + 2 * LOOK);
            last_error = error;
            if restart {
                if average {
                    method.move_to_average();
                }
                method.restart();
                (error_at_restart, last_error) = (error, f64::INFINITY);
            }
        }
        method.advance(k);
        k += 1;
    }
}

/// The iterates of the method and their running average.
struct Method<'a> {
    p: &'a Restricted,
    /// Lots of blocks, each of some thousand columns: what threads take.
    lots: Vec<Range<usize>>,
    /// For each row how much all columns use of it.
    used: Vec<f64>,
    /// For each block how much its columns use at most.
    using: Vec<f64>,
    weight: f64,
    step: f64,
    x: Vec<f64>,
    y: Vec<f64>,
    /// `A x`.
    ax: Vec<f64>,
    reduced: Vec<f64>,
    next: Point,
    /// Sums weighted by steps since the last restart, and the sum of these steps.
    sum: Point,
    steps: f64,
    /// Where the last restart was.
    origin: (Vec<f64>, Vec<f64>),
    /// Iterations since.
    since: usize,
    /// The best bound of any prices seen, and these.
    best: (f64, Vec<f64>),
}

/// Weights, prices and what the weights use.
struct Point {
    x: Vec<f64>,
    y: Vec<f64>,
    ax: Vec<f64>,
}

impl Point {
    fn zero(columns: usize, rows: usize) -> Self {
        Self { x: vec![0.0; columns], y: vec![0.0; rows], ax: vec![0.0; rows] }
    }
}

impl<'a> Method<'a> {
    fn new(p: &'a Restricted, at: &Iterate) -> Self {
        let (columns, rows) = (p.columns(), p.capacities.len());
        let mut ax = vec![0.0; rows];
        p.product(&at.x, &mut ax);
        let mut used = vec![0.0; rows];
        p.product(&vec![1.0; columns], &mut used);
        used.iter_mut().for_each(|used| *used = used.max(1.0));
        let of_column = |c| p.uses(c).iter().map(|(_, amount)| f64::from(*amount)).sum::<f64>();
        let of_block = |block| p.block(block).map(of_column).fold(1.0, f64::max);
        let using: Vec<f64> = (0..p.blocks()).map(of_block).collect();
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
        let known = |value: f64| (value > 0.0).then_some(value);
        Self {
            p,
            weight: known(at.weight)
                .unwrap_or_else(|| p.typical_difference() * (mean(&used) / mean(&using)).sqrt()),
            step: known(at.step).unwrap_or(1.0),
            lots: p.lots(),
            used,
            using,
            x: at.x.clone(),
            y: at.y.clone(),
            ax,
            reduced: vec![0.0; columns],
            next: Point::zero(columns, rows),
            sum: Point::zero(columns, rows),
            steps: 0.0,
            origin: (at.x.clone(), at.y.clone()),
            since: 0,
            best: (f64::NEG_INFINITY, at.y.clone()),
        }
    }

    /// The better of the current point and the average: what it comes to, its error, and whether
    /// it is the average.
    fn look(&mut self) -> (Relaxed, f64, bool) {
        let y = self.y.clone();
        let ax = std::mem::take(&mut self.ax);
        let current = self.measure(self.p.cost(&self.x), &ax, 1.0, y);
        self.ax = ax;
        if self.steps <= 0.0 {
            return (current.0, current.1, false);
        }
        let share = 1.0 / self.steps;
        let y = self.sum.y.iter().map(|y| y * share).collect();
        let cost = self.p.cost(&self.sum.x) * share;
        let ax = std::mem::take(&mut self.sum.ax);
        let average = self.measure(cost, &ax, share, y);
        self.sum.ax = ax;
        if average.1 < current.1 {
            (average.0, average.1, true)
        } else {
            (current.0, current.1, false)
        }
    }

    /// What weights that use `share · ax` come to at prices, and how far both are from the best.
    fn measure(&mut self, cost: f64, ax: &[f64], share: f64, y: Vec<f64>) -> (Relaxed, f64) {
        let dual = self.p.dual(&self.lots, &y);
        let (mut primal, mut excess, mut scaled) = (cost, 0.0, 0.0);
        for (r, ax) in ax.iter().enumerate() {
            let (floor, ceiling) = (self.p.floors[r], self.p.ceilings[r]);
            let over = share * ax - self.p.capacities[r];
            if over < 0.0 {
                primal += floor * over;
                continue;
            }
            excess += over * over;
            if ceiling.is_finite() && y[r] >= ceiling - AT_CEILING * (ceiling - floor) {
                primal += ceiling * over;
            } else {
                scaled += over * over / self.used[r];
            }
        }
        if dual > self.best.0 {
            self.best = (dual, y);
        }
        let error = (primal - dual).hypot(self.weight * f64::sqrt(scaled));
        (Relaxed { primal, dual, excess: f64::sqrt(excess) }, error)
    }

    fn move_to_average(&mut self) {
        let share = 1.0 / self.steps;
        let scaled = |into: &mut Vec<f64>, sum: &[f64]| {
            into.iter_mut().zip(sum).for_each(|(value, sum)| *value = sum * share);
        };
        scaled(&mut self.x, &self.sum.x);
        scaled(&mut self.y, &self.sum.y);
        scaled(&mut self.ax, &self.sum.ax);
    }

    /// Starts a new average, with a primal weight that fits how far both sides moved.
    fn restart(&mut self) {
        let (p, x, from) = (self.p, &self.x, &self.origin.0);
        let moved = |lot: &Range<usize>| {
            lot.clone()
                .map(|i| self.using[i] * squares(&x[p.block(i)], &from[p.block(i)]))
                .sum::<f64>()
        };
        let dx = over(&self.lots, moved).sqrt();
        let prices = self.y.iter().zip(&self.origin.1).zip(&self.used);
        let dy = prices.map(|((y, from), used)| (y - from).powi(2) * used).sum::<f64>().sqrt();
        if dx > 1e-10 && dy > 1e-10 {
            self.weight = (0.5 * (dy / dx).ln() + 0.5 * self.weight.ln()).exp();
        }
        self.origin = (self.x.clone(), self.y.clone());
        self.sum = Point::zero(self.x.len(), self.y.len());
        self.steps = 0.0;
        self.since = 0;
    }

    /// One step, as long as it proves to be safe: not longer than what it moves allows.
    fn advance(&mut self, k: usize) {
        let p = self.p;
        let count = (k + 2) as f64;
        for attempt in 1.. {
            let (tau, sigma) = (self.step / self.weight, self.step * self.weight);
            let Self { lots, x, y, using, reduced, next, .. } = self;
            let dx = p.over_columns(lots, reduced, &mut next.x, |lot, reduced, next| {
                if attempt == 1 {
                    p.reduced(lot.clone(), y, reduced);
                }
                let first = p.starts[lot.start] as usize;
                let mut moved = 0.0;
                for block in lot {
                    let at = p.block(block);
                    let own = at.start - first..at.end - first;
                    let (x, next) = (&x[at], &mut next[own.clone()]);
                    project(x, &reduced[own], tau / using[block], next);
                    moved += using[block] * squares(x, next);
                }
                moved
            });
            p.product(&self.next.x, &mut self.next.ax);
            let (mut interaction, mut moved) = (0.0, 0.0);
            for (r, next) in self.next.y.iter_mut().enumerate() {
                let slope = 2.0 * self.next.ax[r] - self.ax[r] - p.capacities[r];
                *next =
                    (self.y[r] + sigma * slope / self.used[r]).clamp(p.floors[r], p.ceilings[r]);
                let change = *next - self.y[r];
                interaction += change * (self.next.ax[r] - self.ax[r]);
                moved += change * change * self.used[r] / self.weight;
            }
            moved += self.weight * dx;
            let limit = 0.5 * moved / f64::abs(interaction);
            let used = self.step;
            let longest = (1.0 + count.powf(-0.6)) * used;
            self.step = longest.min((1.0 - count.powf(-0.3)) * limit);
            if !self.step.is_finite() || self.step <= 0.0 {
                self.step = used;
            }
            // Where nothing interacts, the limit is infinite or not a number.
            if used <= limit || limit.is_nan() || attempt == ATTEMPTS {
                self.take(used);
                return;
            }
        }
    }

    fn take(&mut self, step: f64) {
        std::mem::swap(&mut self.x, &mut self.next.x);
        std::mem::swap(&mut self.y, &mut self.next.y);
        std::mem::swap(&mut self.ax, &mut self.next.ax);
        let add = |sum: &mut [f64], values: &[f64]| {
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += step * value);
        };
        add(&mut self.sum.x, &self.x);
        add(&mut self.sum.y, &self.y);
        add(&mut self.sum.ax, &self.ax);
        self.steps += step;
        self.since += 1;
    }
}

/// The square of how far apart points are.
fn squares(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum()
}

/// The point of the simplex nearest to `x − tau·slope`.
///
/// The nearest point is `max(0, v − θ)` with the θ for which it sums to 1 (Held, Wolfe and
/// Crowder, 1974). The sum falls in θ and is convex, so Newton steps from below reach it.
fn project(x: &[f64], slope: &[f64], tau: f64, into: &mut [f64]) {
    if x.len() == 1 {
        into[0] = 1.0;
        return;
    }
    let mut most = f64::NEG_INFINITY;
    for ((into, x), slope) in into.iter_mut().zip(x).zip(slope) {
        *into = x - tau * slope;
        most = most.max(*into);
    }
    let mut theta = most - 1.0;
    for _ in 0..50 {
        let (mut sum, mut count) = (0.0, 0.0);
        for v in into.iter() {
            if *v > theta {
                sum += *v;
                count += 1.0;
            }
        }
        let next = (sum - 1.0) / count;
        if next <= theta + 1e-15 {
            break;
        }
        theta = next;
    }
    for v in into.iter_mut() {
        *v = (*v - theta).max(0.0);
    }
}

#[cfg(all(test, feature = "parallel"))]
mod tests {
    use super::super::restricted::Restricted;
    use super::super::simplex::spread;
    use super::{Accuracy, relax, start};

    #[test]
    fn lots_come_to_the_same_on_any_number_of_threads() {
        let (blocks, rows) = (3_000, 2_000);
        let mut p = Restricted::new();
        for column in 0..blocks * 10 {
            let row = (spread(column) * rows as f64) as u32;
            p.push((100.0 * spread(7 * column)).floor(), [(row, 1)].into_iter());
            if column % 10 == 9 {
                p.end_block();
            }
        }
        p.capacities = vec![2.0; rows];
        p.floors = vec![0.0; rows];
        p.ceilings = vec![f64::INFINITY; rows];
        assert!(p.lots().len() > 2);
        let accuracy = Accuracy { gap: 1e-3, enough: f64::INFINITY, iterations: 200 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut at = start(&p, vec![0.0; rows]);
                let (relaxed, prices) = relax(&p, &mut at, accuracy, &|| false);
                (relaxed.dual, relaxed.primal, at.x, at.y, prices)
            })
        };
        let alone = on(1);
        assert!(alone.0 > 0.0 && alone.2.iter().any(|x| *x > 0.0 && *x < 1.0));
        assert!(alone == on(2) && alone == on(3));
    }
}
