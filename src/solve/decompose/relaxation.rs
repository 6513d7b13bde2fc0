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
//! that balances both sides. The blocks are kept exactly, by projecting onto the simplex.

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
    /// The least price that each row may have, 0 or less: prices may be told from a base.
    pub(super) floors: Vec<f64>,
}

impl Restricted {
    pub(super) fn new() -> Self {
        Self { starts: vec![0], use_starts: vec![0], ..Self::default() }
    }

    pub(super) fn blocks(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn block(&self, block: usize) -> std::ops::Range<usize> {
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
    /// The cost of `x`.
    pub(super) primal: f64,
    /// The bound by `y`.
    pub(super) dual: f64,
    /// By how much `x` exceeds capacities, priced at `y`-like magnitudes: Euclidean norm.
    pub(super) excess: f64,
    pub(super) iterations: usize,
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

struct Work<'a> {
    p: &'a Restricted,
}

/// Column weights that share out every block evenly among its cheapest columns at prices `y`.
pub(super) fn start(p: &Restricted, y: Vec<f64>) -> Iterate {
    let mut x = vec![0.0; p.columns()];
    for block in 0..p.blocks() {
        let range = p.block(block);
        let value = |c: usize| {
            p.costs[c] + p.uses(c).iter().map(|(r, a)| y[*r as usize] * f64::from(*a)).sum::<f64>()
        };
        if let Some(best) = range.min_by(|a, b| value(*a).total_cmp(&value(*b))) {
            x[best] = 1.0;
        }
    }
    Iterate { x, y, weight: 0.0, step: 0.0 }
}

/// Improves `at` until `accuracy` is reached.
pub(super) fn relax(
    p: &Restricted,
    at: &mut Iterate,
    accuracy: Accuracy,
    stop: &dyn Fn() -> bool,
) -> Relaxed {
    let work = Work { p };
    work.run(at, accuracy, stop)
}

impl Work<'_> {
    fn rows(&self) -> usize {
        self.p.capacities.len()
    }

    /// Reduced costs `c + Aᵀy`.
    fn reduced(&self, y: &[f64], into: &mut [f64]) {
        let p = self.p;
        let mut from = 0usize;
        for (c, into) in into.iter_mut().enumerate() {
            let to = p.use_starts[c + 1] as usize;
            let mut value = self.p.costs[c];
            for (row, amount) in &p.uses[from..to] {
                value += y[*row as usize] * f64::from(*amount);
            }
            *into = value;
            from = to;
        }
    }

    fn product(&self, x: &[f64], into: &mut [f64]) {
        let p = self.p;
        into.fill(0.0);
        let mut from = 0usize;
        for (c, x) in x.iter().enumerate() {
            let to = p.use_starts[c + 1] as usize;
            if *x != 0.0 {
                for (row, amount) in &p.uses[from..to] {
                    into[*row as usize] += x * f64::from(*amount);
                }
            }
            from = to;
        }
    }

    /// Bound of `y`, given its reduced costs.
    fn dual(&self, y: &[f64], reduced: &[f64]) -> f64 {
        let mut bound = 0.0;
        for block in 0..self.p.blocks() {
            bound += reduced[self.p.block(block)].iter().copied().fold(f64::INFINITY, f64::min);
        }
        bound - y.iter().zip(&self.p.capacities).map(|(y, b)| y * b).sum::<f64>()
    }

    fn excess(&self, ax: &[f64]) -> f64 {
        ax.iter().zip(&self.p.capacities).map(|(a, b)| (a - b).max(0.0).powi(2)).sum::<f64>().sqrt()
    }

    fn cost(&self, x: &[f64]) -> f64 {
        x.iter().zip(&self.p.costs).map(|(x, c)| x * c).sum()
    }

    fn run(&self, at: &mut Iterate, accuracy: Accuracy, stop: &dyn Fn() -> bool) -> Relaxed {
        let p = self.p;
        let (n, m) = (p.columns(), self.rows());
        let mut weight = at.weight;
        if weight <= 0.0 {
            weight = self.typical_cost();
        }
        let mut step = if at.step > 0.0 { at.step } else { 0.3 };
        let mut x = at.x.clone();
        let mut y = at.y.clone();
        let mut rc = vec![0.0; n];
        let mut ax = vec![0.0; m];
        self.product(&x, &mut ax);
        let (mut x2, mut y2, mut ax2) = (vec![0.0; n], vec![0.0; m], vec![0.0; m]);
        let (mut sx, mut sy, mut sax, mut total) = (vec![0.0; n], vec![0.0; m], vec![0.0; m], 0.0);
        let (mut x0, mut y0) = (x.clone(), y.clone());
        let mut thresholds = vec![0.0; p.blocks()];
        let mut best = (f64::NEG_INFINITY, y.clone());
        let mut rc_avg = vec![0.0; n];
        let mut error_at_restart = f64::INFINITY;
        let mut last_error = f64::INFINITY;
        let mut since = 0usize;
        let mut k = 0usize;
        let mut result = Relaxed {
            primal: f64::INFINITY,
            dual: f64::NEG_INFINITY,
            excess: f64::INFINITY,
            iterations: 0,
        };
        loop {
            if k % 25 == 0 {
                // Look at the current point and at the average, and keep the better one.
                self.reduced(&y, &mut rc);
                let mut candidates = Vec::with_capacity(2);
                let dual = self.dual(&y, &rc);
                let ex = self.excess(&ax);
                let primal = self.cost(&x);
                candidates.push((self.error(primal, dual, ex, weight), primal, dual, ex, false));
                if dual > best.0 {
                    best = (dual, y.clone());
                }
                if total > 0.0 {
                    let inv = 1.0 / total;
                    let ya: Vec<f64> = sy.iter().map(|v| v * inv).collect();
                    self.reduced(&ya, &mut rc_avg);
                    let dual = self.dual(&ya, &rc_avg);
                    let axa: Vec<f64> = sax.iter().map(|v| v * inv).collect();
                    let ex = self.excess(&axa);
                    let primal =
                        sx.iter().zip(&self.p.costs).map(|(x, c)| x * c).sum::<f64>() * inv;
                    candidates.push((self.error(primal, dual, ex, weight), primal, dual, ex, true));
                    if dual > best.0 {
                        best = (dual, ya);
                    }
                }
                let chosen = *candidates
                    .iter()
                    .min_by(|a, b| a.0.total_cmp(&b.0))
                    .expect("there is always the current point");
                let (error, primal, dual, ex, average) = chosen;
                result = Relaxed { primal: primal, dual: best.0, excess: ex, iterations: k };
                if error_at_restart.is_infinite() {
                    error_at_restart = error;
                }
                let done = (primal - dual).abs() <= accuracy.gap
                    && ex * weight <= accuracy.gap * 4.0
                    && ex <= 0.05
                    || best.0 >= accuracy.enough
                    || k >= accuracy.iterations
                    || stop();
                let restart = since > 0
                    && (error <= 0.2 * error_at_restart
                        || error <= 0.8 * error_at_restart && error > last_error
                        || since >= 36 * k / 100 + 50);
                last_error = error;
                if done || restart {
                    if average {
                        let inv = 1.0 / total;
                        for (x, s) in x.iter_mut().zip(&sx) {
                            *x = s * inv;
                        }
                        for (y, s) in y.iter_mut().zip(&sy) {
                            *y = s * inv;
                        }
                        for (a, s) in ax.iter_mut().zip(&sax) {
                            *a = s * inv;
                        }
                    }
                    if !done {
                        let dx = distance(&x, &x0);
                        let dy = distance(&y, &y0);
                        if dx > 1e-10 && dy > 1e-10 {
                            weight = (0.5 * (dy / dx).ln() + 0.5 * weight.ln()).exp();
                        }
                    }
                    error_at_restart = error;
                    last_error = f64::INFINITY;
                    x0.copy_from_slice(&x);
                    y0.copy_from_slice(&y);
                    sx.fill(0.0);
                    sy.fill(0.0);
                    sax.fill(0.0);
                    total = 0.0;
                    since = 0;
                }
                if done {
                    break;
                }
            }
            // One step, as long as it proves to be safe.
            self.reduced(&y, &mut rc);
            loop {
                let tau = step / weight;
                let sigma = step * weight;
                for block in 0..p.blocks() {
                    let range = p.block(block);
                    project(
                        &x[range.clone()],
                        &rc[range.clone()],
                        tau,
                        &mut x2[range],
                        &mut thresholds[block],
                    );
                }
                self.product(&x2, &mut ax2);
                let mut interaction = 0.0;
                let mut dy2 = 0.0;
                for r in 0..m {
                    let new = (y[r] + sigma * (2.0 * ax2[r] - ax[r] - self.p.capacities[r]))
                        .max(self.p.floors[r]);
                    let d = new - y[r];
                    interaction += d * (ax2[r] - ax[r]);
                    dy2 += d * d;
                    y2[r] = new;
                }
                let dx2: f64 = x.iter().zip(&x2).map(|(a, b)| (a - b) * (a - b)).sum();
                let movement = 0.5 * weight * dx2 + 0.5 * dy2 / weight;
                let limit = if interaction.abs() > 0.0 {
                    movement / interaction.abs()
                } else {
                    f64::INFINITY
                };
                let used = step;
                let count = (k + 2) as f64;
                step = ((1.0 - count.powf(-0.3)) * limit).min((1.0 + count.powf(-0.6)) * step);
                if !step.is_finite() || step <= 0.0 {
                    step = used;
                }
                if used <= limit {
                    std::mem::swap(&mut x, &mut x2);
                    std::mem::swap(&mut y, &mut y2);
                    std::mem::swap(&mut ax, &mut ax2);
                    total += used;
                    for (s, x) in sx.iter_mut().zip(&x) {
                        *s += used * x;
                    }
                    for (s, y) in sy.iter_mut().zip(&y) {
                        *s += used * y;
                    }
                    for (s, a) in sax.iter_mut().zip(&ax) {
                        *s += used * a;
                    }
                    break;
                }
            }
            k += 1;
            since += 1;
        }
        at.x = x;
        at.y = best.1;
        at.weight = weight;
        at.step = step;
        result
    }

    /// What a household typically pays for its next best plan instead of its best one.
    fn typical_cost(&self) -> f64 {
        let mut seconds: Vec<f64> = Vec::with_capacity(self.p.blocks());
        for block in 0..self.p.blocks() {
            let (mut first, mut second) = (f64::INFINITY, f64::INFINITY);
            for cost in &self.p.costs[self.p.block(block)] {
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

    fn error(&self, primal: f64, dual: f64, excess: f64, weight: f64) -> f64 {
        ((primal - dual).powi(2) + (weight * excess).powi(2)).sqrt()
    }
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// The point of the simplex nearest to `x − tau·slope`. `guess` is the threshold of last time.
///
/// The nearest point is `max(0, v − θ)` with the θ for which it sums to 1 (Held, Wolfe and
/// Crowder, 1974). The sum falls in θ and is convex, so Newton steps from below reach it.
fn project(x: &[f64], slope: &[f64], tau: f64, into: &mut [f64], guess: &mut f64) {
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
    *guess = theta;
    for v in into.iter_mut() {
        *v = (*v - theta).max(0.0);
    }
}
