use super::super::prices::WholePrices;
use super::super::relaxation::{Accuracy, Iterate, relax};
use super::super::restriction::Restriction;
use super::{Bounded, Chosen, Part, Search, gcd, up};
use crate::proof::Prices;

impl Search<'_> {
    /// Prices and a bound for a part by the first-order method, without cuts.
    pub(super) fn relaxed(&mut self, part: &Part, iterations: usize) -> Bounded {
        let contended = self.contended(part);
        let distinct: Vec<Vec<u32>> =
            part.plans.iter().map(|plans| self.distinct(plans, &contended)).collect();
        let r = Restriction::new(
            self.pool,
            self.costs,
            self.base,
            distinct.iter().map(Vec::as_slice),
            |row| contended[row as usize],
            self.capacities,
        );
        let y: Vec<f64> = r
            .rows
            .iter()
            .zip(&r.problem.floors)
            .map(|(row, floor)| self.y[*row as usize].max(*floor))
            .collect();
        let mut x: Vec<f64> = r.plans.iter().map(|plan| self.x[*plan as usize]).collect();
        for block in 0..r.problem.blocks() {
            let range = r.problem.block(block);
            let sum: f64 = x[range.clone()].iter().sum();
            if sum > 1e-9 {
                x[range].iter_mut().for_each(|x| *x /= sum);
            } else {
                x[range.start] = 1.0;
            }
        }
        let mut at = Iterate { x, y, weight: 0.0, step: 0.0 };
        let accuracy = Accuracy { gap: 0.01, enough: f64::INFINITY, iterations };
        let (_, best) = relax(&r.problem, &mut at, accuracy, self.stop);
        for (plan, x) in r.plans.iter().zip(&at.x) {
            self.x[*plan as usize] = *x;
        }
        let mut prices = WholePrices::free(self.base.rows.len(), self.base.scale);
        for (row, (y, best)) in r.rows.iter().zip(at.y.iter().zip(&best)) {
            self.y[*row as usize] = *y;
            prices.rows[*row as usize] = self.base.whole(*row as usize, *best);
        }
        let mut bounded = Bounded { bound: 0, prices, rows: r.rows, cuts: Vec::new() };
        self.add_up(part, &mut bounded);
        bounded
    }

    /// By plan, what it pays for cuts.
    pub(in super::super) fn charges(&self, bounded: &Bounded) -> Vec<i64> {
        let mut charges = vec![0; self.pool.len()];
        for (price, cut) in bounded.cuts.iter().zip(&self.cuts).filter(|(price, _)| **price != 0) {
            cut.uses.iter().for_each(|(plan, amount)| charges[*plan as usize] += price * amount);
        }
        charges
    }

    /// The reduced cost of a plan.
    pub(in super::super) fn value(&self, plan: u32, bounded: &Bounded, charges: &[i64]) -> i64 {
        self.pool.value(plan, self.costs[plan as usize], &bounded.prices) + charges[plan as usize]
    }

    /// Of plans that use the same of what is contended, the cheapest: the others cannot change
    /// the relaxation.
    pub(super) fn distinct(&self, plans: &[u32], contended: &[bool]) -> Vec<u32> {
        if plans.len() == 1 {
            return plans.to_vec();
        }
        let mut keyed = Vec::with_capacity(plans.len());
        for plan in plans {
            let mut key = [(u32::MAX, 0); 8];
            let mut at = 0;
            for used in self.pool.uses(*plan) {
                if contended[used.0 as usize] {
                    if at == key.len() {
                        return plans.to_vec();
                    }
                    key[at] = *used;
                    at += 1;
                }
            }
            key[..at].sort_unstable();
            keyed.push((key, self.costs[*plan as usize], *plan));
        }
        keyed.sort_unstable();
        keyed.dedup_by(|other, kept| other.0 == kept.0);
        keyed.into_iter().map(|(.., plan)| plan).collect()
    }

    /// The prices of a relaxation as a proof lists them, cuts by the number they have here.
    pub(in super::super) fn prices(&self, bounded: &Bounded) -> Prices {
        let mut rows = bounded.rows.clone();
        rows.sort_unstable();
        let prices = rows.into_iter().map(|row| (row, bounded.prices.rows[row as usize]));
        let mut listed = self.rows.listed(bounded.prices.scale, prices);
        let cuts = (0u32..).zip(&bounded.cuts).filter(|(_, price)| **price != 0);
        listed.cuts = cuts.map(|(id, price)| (id, *price)).collect();
        listed
    }

    /// The greatest common divisor of all differences, and what values are congruent to.
    pub(super) fn lattice(&self, part: &Part) -> (i64, i64) {
        let mut g = 0;
        let mut sum = 0;
        for plans in &part.plans {
            let first = self.costs[plans[0] as usize];
            sum += first;
            for plan in &plans[1..] {
                g = gcd(g, (self.costs[*plan as usize] - first).abs());
            }
        }
        (g, sum)
    }

    /// Takes away what is too dear to be in a choice below `ub`.
    pub(super) fn filter(
        &self,
        part: &mut Part,
        bounded: &Bounded,
        ub: i64,
        lattice: (i64, i64),
    ) -> usize {
        let mut removed = 0;
        let charges = self.charges(bounded);
        for plans in &mut part.plans {
            let value = |plan: u32| self.value(plan, bounded, &charges);
            let least = plans.iter().map(|plan| value(*plan)).min().unwrap_or(0);
            let before = plans.len();
            plans.retain(|plan| {
                let bound = bounded.bound + i128::from(value(*plan) - least);
                up(bound, self.base.scale, lattice) < ub
            });
            removed += before - plans.len();
        }
        removed
    }

    /// A choice near the relaxation, if one fits.
    pub(super) fn rounded(&self, part: &Part) -> Option<Chosen> {
        let mut order: Vec<(f64, usize)> = part
            .plans
            .iter()
            .enumerate()
            .map(|(i, plans)| {
                (plans.iter().map(|plan| self.x[*plan as usize]).fold(0.0, f64::max), i)
            })
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = self.capacities.to_vec();
        let mut value = 0;
        let mut choice = Vec::with_capacity(order.len());
        for (_, i) in order {
            let fits =
                |plan: &u32| self.uses(*plan).all(|(row, amount)| amount <= left[row as usize]);
            let plan = part.plans[i].iter().copied().filter(fits).max_by(|a, b| {
                let (xa, xb) = (self.x[*a as usize], self.x[*b as usize]);
                let (ca, cb) = (self.costs[*a as usize], self.costs[*b as usize]);
                xa.total_cmp(&xb).then(cb.cmp(&ca)).then(b.cmp(a))
            })?;
            for (row, amount) in self.uses(plan) {
                left[row as usize] -= amount;
            }
            value += self.costs[plan as usize];
            choice.push((part.households[i], plan));
        }
        Some((value, choice))
    }
}
