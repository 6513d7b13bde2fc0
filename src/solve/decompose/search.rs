//! Branch and bound over few plans, with the steps of its proof.

use super::relaxation::{Accuracy, Iterate, relax};
use super::restriction::Restriction;
use super::tables::{NONE, Pool, Row, Rows, WholePrices};
use crate::problem::Problem;
use crate::proof::{self, Prices, Property, Step};

/// Households and the plans that are left for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) households: Vec<u32>,
    pub(super) plans: Vec<Vec<u32>>,
}

impl Part {
    /// All households, without a plan yet.
    pub(super) fn all(households: usize) -> Self {
        let plans = vec![Vec::new(); households];
        Self { households: (0..households as u32).collect(), plans }
    }
}

/// A choice: its value, and (household, plan).
pub(super) type Chosen = (i64, Vec<(u32, u32)>);

/// What a search came to.
pub(super) struct Found {
    /// No choice comes below this.
    pub(super) lower: i64,
    /// The best choice that is better than what was known.
    pub(super) best: Option<Chosen>,
    /// The proof of `lower`.
    pub(super) steps: Vec<Step>,
}

pub(super) struct Search<'a> {
    pub(super) problem: &'a Problem,
    pub(super) rows: &'a Rows,
    pub(super) pool: &'a Pool,
    pub(super) costs: &'a [i64],
    pub(super) capacities: &'a [i64],
    pub(super) base: &'a WholePrices,
    /// By row, told from the base.
    pub(super) y: Vec<f64>,
    /// By plan.
    pub(super) x: Vec<f64>,
    /// Nodes that may still be looked at.
    pub(super) nodes: usize,
    /// How many properties are tried at a node.
    pub(super) probes: usize,
    pub(super) stop: &'a dyn Fn() -> bool,
}

/// The relaxation of a part.
struct Bounded {
    /// In units of 1/scale.
    bound: i128,
    prices: WholePrices,
    rows: Vec<u32>,
}

/// What trying properties came to.
enum Probed {
    /// Some halves are closed.
    Narrowed,
    /// None is; this property has the best halves.
    Branch(Property),
    /// There is nothing to try.
    Nothing,
}

/// Infinity: no choice at all.
pub(super) const NO_CHOICE: i64 = i64::MAX / 4;

impl Search<'_> {
    /// Looks for a choice below `ub`, and proves that there is none below what it returns: `ub` at
    /// most, since plans that lead there are not looked at.
    pub(super) fn run(&mut self, part: Part, ub: i64) -> Found {
        let mut found = self.node(part, ub);
        found.lower = found.lower.min(ub);
        found
    }

    fn node(&mut self, mut part: Part, mut ub: i64) -> Found {
        let mut steps = Vec::new();
        let mut best = None;
        let mut weight = (0.0, 0.0);
        let mut last;
        let mut rounds = 0;
        loop {
            if self.fit(&mut part) {
                steps.push(Step::Fit);
            }
            if part.plans.iter().any(Vec::is_empty) {
                steps.push(Step::Prices(Prices { scale: 1, ..Prices::default() }));
                return Found { lower: NO_CHOICE, best, steps };
            }
            let contended = self.contended(&part);
            let (free, parts) = self.components(&part, &contended);
            if parts.is_empty() {
                let (value, choice) = self.cheapest(&part, &free);
                steps.push(Step::Prices(Prices { scale: 1, ..Prices::default() }));
                if value < ub {
                    best = Some((value, choice));
                }
                return Found { lower: value, best, steps };
            }
            if parts.len() > 1 || !free.is_empty() {
                let found = self.split(&part, free, parts, ub, &mut steps);
                return Found { lower: found.0, best: found.1.or(best), steps };
            }
            let iterations = if self.probes == 0 { 250 } else { 1000 };
            let bounded = self.relaxed(&part, &contended, ub, iterations, &mut weight);
            let lattice = self.lattice(&part);
            let lower = up(bounded.bound, self.base.scale, lattice);
            if lower >= ub {
                steps.push(Step::Prices(self.prices(&bounded)));
                return Found { lower, best, steps };
            }
            if let Some((value, choice)) = self.rounded(&part)
                && value < ub
            {
                ub = value;
                best = Some((value, choice));
                if lower >= ub {
                    steps.push(Step::Prices(self.prices(&bounded)));
                    return Found { lower, best, steps };
                }
            }
            let before: usize = part.plans.iter().map(Vec::len).sum();
            let removed = self.filter(&mut part, &bounded, ub, lattice);
            if removed > 0 {
                steps.push(Step::Filter(self.prices(&bounded)));
            }
            last = bounded;
            rounds += 1;
            if removed * 20 < before || rounds > 6 {
                break;
            }
        }
        self.nodes = self.nodes.saturating_sub(1);
        if part.plans.iter().any(Vec::is_empty) {
            steps.push(Step::Prices(Prices { scale: 1, ..Prices::default() }));
            return Found { lower: NO_CHOICE, best, steps };
        }
        let lattice = self.lattice(&part);
        let lower = up(last.bound, self.base.scale, lattice);
        if self.nodes == 0 || (self.stop)() {
            steps.push(Step::Prices(self.prices(&last)));
            return Found { lower, best, steps };
        }
        let mut after = Vec::new();
        let mut closed = NO_CHOICE;
        let property = match self.probe(&mut part, ub, &mut steps, &mut after, &mut closed) {
            Probed::Branch(property) => property,
            // What is left is looked at anew.
            Probed::Narrowed => {
                let found = self.run(part, ub);
                steps.extend(found.steps);
                after.into_iter().rev().for_each(|own| steps.extend(own));
                return Found { lower: found.lower.min(closed), best: found.best.or(best), steps };
            }
            Probed::Nothing => {
                steps.push(Step::Prices(self.prices(&last)));
                return Found { lower, best, steps };
            }
        };
        let (yes, no) = self.halves(&part, property);
        let y = self.y.clone();
        let first_yes = self.likely(&part, property);
        let mut run = |search: &mut Self, part: Part| {
            search.y.clone_from(&y);
            let found = search.run(part, ub);
            if let Some((value, _)) = &found.best
                && *value < ub
            {
                ub = *value;
                best.clone_from(&found.best);
            }
            found
        };
        let (yes, no) = if first_yes {
            let yes = run(self, yes);
            (yes, run(self, no))
        } else {
            let no = run(self, no);
            (run(self, yes), no)
        };
        steps.push(Step::Branch(property));
        steps.extend(yes.steps);
        steps.extend(no.steps);
        Found { lower: yes.lower.min(no.lower), best, steps }
    }

    /// Only moves the prices and weights.
    pub(super) fn relax_only(&mut self, part: &Part, iterations: usize) {
        let contended = self.contended(part);
        self.relaxed(part, &contended, NO_CHOICE, iterations, &mut (0.0, 0.0));
    }

    /// Takes away plans that no longer fit, as [`Step::Fit`] says.
    fn fit(&self, part: &mut Part) -> bool {
        let rows = self.capacities.len();
        // What every household uses of a row at least, and how often a row was seen.
        let mut sure = vec![0i64; rows];
        let mut seen = vec![(0u32, 0u32); rows];
        let mut own: Vec<Vec<(u32, i64)>> = Vec::with_capacity(part.plans.len());
        for plans in &part.plans {
            let mut least: Vec<(u32, i64)> = Vec::new();
            if plans.len() == 1 {
                least.extend(self.uses(plans[0]));
            } else {
                for plan in plans {
                    for (row, amount) in self.pool.uses(*plan) {
                        let seen = &mut seen[*row as usize];
                        seen.1 = if seen.0 == 0 { *amount } else { seen.1.min(*amount) };
                        seen.0 += 1;
                    }
                }
                for (row, _) in plans.first().map_or(&[][..], |plan| self.pool.uses(*plan)) {
                    let (count, amount) = seen[*row as usize];
                    if count as usize == plans.len() {
                        least.push((*row, i64::from(amount)));
                    }
                }
                for plan in plans {
                    for (row, _) in self.pool.uses(*plan) {
                        seen[*row as usize] = (0, 0);
                    }
                }
            }
            for (row, amount) in &least {
                sure[*row as usize] += amount;
            }
            own.push(least);
        }
        let mut any = false;
        loop {
            let mut changed = false;
            for (plans, own) in part.plans.iter_mut().zip(&mut own) {
                let before = plans.len();
                plans.retain(|plan| {
                    self.uses(*plan).all(|(row, amount)| {
                        let mine = own.iter().find(|(other, _)| *other == row);
                        let others = sure[row as usize] - mine.map_or(0, |(_, amount)| *amount);
                        others + amount <= self.capacities[row as usize]
                    })
                });
                if plans.len() == before {
                    continue;
                }
                changed = true;
                let Some((first, others)) = plans.split_first() else { return true };
                let mut least: Vec<(u32, i64)> = self.uses(*first).collect();
                for plan in others {
                    least.retain_mut(|(row, least)| {
                        let used = self.uses(*plan).find(|(other, _)| other == row);
                        *least = (*least).min(used.map_or(0, |(_, amount)| amount));
                        *least > 0
                    });
                    if least.is_empty() {
                        break;
                    }
                }
                for (row, amount) in &*own {
                    sure[*row as usize] -= amount;
                }
                for (row, amount) in &least {
                    sure[*row as usize] += amount;
                }
                *own = least;
            }
            any |= changed;
            if !changed {
                return any;
            }
        }
    }

    fn uses(&self, plan: u32) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.pool.uses(plan).iter().map(|(row, amount)| (*row, i64::from(*amount)))
    }

    /// Rows that could be asked for more than they hold.
    fn contended(&self, part: &Part) -> Vec<bool> {
        let mut most = vec![0i64; self.capacities.len()];
        let mut own = vec![0i64; self.capacities.len()];
        for plans in &part.plans {
            for plan in plans {
                for (row, amount) in self.uses(*plan) {
                    let (most, own) = (&mut most[row as usize], &mut own[row as usize]);
                    *most += (amount - *own).max(0);
                    *own = amount.max(*own);
                }
            }
            for plan in plans {
                for (row, _) in self.uses(*plan) {
                    own[row as usize] = 0;
                }
            }
        }
        most.iter().zip(self.capacities).map(|(most, capacity)| most > capacity).collect()
    }

    /// Households that use no contended row, and groups of households that share some.
    fn components(&self, part: &Part, contended: &[bool]) -> (Vec<usize>, Vec<Vec<usize>>) {
        let count = part.households.len();
        let mut parent: Vec<usize> = (0..count).collect();
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        let mut first = vec![usize::MAX; contended.len()];
        let mut bound = vec![false; count];
        for (i, plans) in part.plans.iter().enumerate() {
            for plan in plans {
                for (row, _) in self.uses(*plan) {
                    if contended[row as usize] {
                        bound[i] = true;
                        let other = &mut first[row as usize];
                        if *other == usize::MAX {
                            *other = i;
                        } else if *other != i {
                            let (a, b) = (root(&mut parent, i), root(&mut parent, *other));
                            parent[a.max(b)] = a.min(b);
                        }
                    }
                }
            }
        }
        let mut free = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group_of = vec![usize::MAX; count];
        for (i, bound) in bound.into_iter().enumerate() {
            if bound {
                let r = root(&mut parent, i);
                if group_of[r] == usize::MAX {
                    group_of[r] = groups.len();
                    groups.push(Vec::new());
                }
                groups[group_of[r]].push(i);
            } else {
                free.push(i);
            }
        }
        (free, groups)
    }

    fn cheapest(&self, part: &Part, of: &[usize]) -> Chosen {
        let mut value = 0;
        let mut choice = Vec::with_capacity(of.len());
        for i in of {
            let plans = part.plans[*i].iter();
            if let Some(plan) = plans.min_by_key(|plan| (self.costs[**plan as usize], **plan)) {
                value += self.costs[*plan as usize];
                choice.push((part.households[*i], *plan));
            }
        }
        (value, choice)
    }

    /// Solves the groups one after the other.
    fn split(
        &mut self,
        part: &Part,
        free: Vec<usize>,
        groups: Vec<Vec<usize>>,
        ub: i64,
        steps: &mut Vec<Step>,
    ) -> (i64, Option<Chosen>) {
        let (mut value, mut choice) = self.cheapest(part, &free);
        let mut parts: Vec<Part> = groups
            .iter()
            .map(|group| Part {
                households: group.iter().map(|i| part.households[*i]).collect(),
                plans: group.iter().map(|i| part.plans[*i].clone()).collect(),
            })
            .collect();
        parts.sort_by_key(|part| {
            (part.plans.iter().map(Vec::len).sum::<usize>(), part.households[0])
        });
        let bounds: Vec<Bounded> = parts
            .iter()
            .map(|part| {
                let contended = self.contended(part);
                self.relaxed(part, &contended, NO_CHOICE, 300, &mut (0.0, 0.0))
            })
            .collect();
        let mut lowers: Vec<i64> = (parts.iter().zip(&bounds))
            .map(|(part, bounded)| up(bounded.bound, self.base.scale, self.lattice(part)))
            .collect();
        let mut complete = true;
        let mut found = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let others: i64 = value + lowers.iter().sum::<i64>() - lowers[at];
            let households = part.households.clone();
            let result = self.run(part, ub.saturating_sub(others));
            match &result.best {
                Some((_, own)) => choice.extend(own.iter().copied()),
                None => complete = false,
            }
            let steps = if result.lower >= lowers[at] {
                lowers[at] = result.lower;
                result.steps
            } else {
                vec![Step::Prices(self.prices(&bounds[at]))]
            };
            found.push((households, lowers[at], steps));
        }
        // A household's own order of steps is the order of the parts.
        let mut listed = Vec::new();
        let mut walked = Vec::new();
        for (mut households, bound, own) in found {
            households.sort_unstable();
            listed.push(proof::Part { households, bound });
            walked.extend(own);
        }
        steps.push(Step::Split(listed));
        steps.extend(walked);
        value += lowers.iter().fold(0i64, |sum, lower| sum.saturating_add(*lower));
        let best = complete.then(|| {
            let cost = choice.iter().map(|(_, plan)| self.costs[*plan as usize]).sum::<i64>();
            (cost, choice)
        });
        (value.min(NO_CHOICE), best.filter(|(cost, _)| *cost < ub))
    }

    /// Prices and a bound for a part.
    fn relaxed(
        &mut self,
        part: &Part,
        contended: &[bool],
        ub: i64,
        iterations: usize,
        weight: &mut (f64, f64),
    ) -> Bounded {
        let scale = self.base.scale;
        let distinct: Vec<Vec<u32>> =
            part.plans.iter().map(|plans| self.distinct(plans, contended)).collect();
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
        let mut at = Iterate { x, y, weight: weight.0, step: weight.1 };
        let (g, residue) = self.lattice(part);
        let needed = below(ub, g, residue);
        let enough = if ub >= NO_CHOICE {
            f64::INFINITY
        } else {
            (i128::from(needed) * i128::from(scale) - r.offset) as f64 / scale as f64 + 0.01
        };
        let accuracy = Accuracy { gap: 0.01, enough, iterations };
        relax(&r.problem, &mut at, accuracy, self.stop);
        *weight = (at.weight, at.step);
        for (plan, x) in r.plans.iter().zip(&at.x) {
            self.x[*plan as usize] = *x;
        }
        let mut prices = WholePrices { scale, rows: vec![0; self.base.rows.len()] };
        for (row, y) in r.rows.iter().zip(&at.y) {
            self.y[*row as usize] = *y;
            let price = self.base.rows[*row as usize] + (y * scale as f64).round() as i64;
            prices.rows[*row as usize] = price.max(0);
        }
        let mut bounded = Bounded { bound: 0, prices, rows: r.rows };
        for plans in &part.plans {
            let least = plans.iter().map(|plan| self.value(*plan, &bounded)).min();
            bounded.bound += i128::from(least.unwrap_or(0));
        }
        for row in &bounded.rows {
            let row = *row as usize;
            let price = i128::from(bounded.prices.rows[row]);
            bounded.bound -= price * i128::from(self.capacities[row]);
        }
        bounded
    }

    /// The reduced cost of a plan.
    fn value(&self, plan: u32, bounded: &Bounded) -> i64 {
        self.pool.value(plan, self.costs[plan as usize], &bounded.prices)
    }

    /// Of plans that use the same of what is contended, the cheapest: the others cannot change
    /// the relaxation.
    fn distinct(&self, plans: &[u32], contended: &[bool]) -> Vec<u32> {
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

    fn prices(&self, bounded: &Bounded) -> Prices {
        let mut rows = bounded.rows.clone();
        rows.sort_unstable();
        listed(self.rows, &bounded.prices, rows.into_iter())
    }

    /// The greatest common divisor of all differences, and what values are congruent to.
    fn lattice(&self, part: &Part) -> (i64, i64) {
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
    fn filter(&self, part: &mut Part, bounded: &Bounded, ub: i64, lattice: (i64, i64)) -> usize {
        let mut removed = 0;
        for plans in &mut part.plans {
            let value = |plan: u32| self.value(plan, bounded);
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
    fn rounded(&self, part: &Part) -> Option<Chosen> {
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

    /// The share of the relaxation that has each property worth branching on.
    fn shares(&self, part: &Part) -> Vec<(Property, f64)> {
        let mut shares = Vec::new();
        for (household, plans) in part.households.iter().zip(&part.plans) {
            let mut homes: Vec<(Option<u32>, f64)> = Vec::new();
            for plan in plans {
                let home = self.pool.home(*plan);
                let x = self.x[*plan as usize];
                match homes.iter_mut().find(|(other, _)| *other == home) {
                    Some((_, sum)) => *sum += x,
                    None => homes.push((home, x)),
                }
            }
            if homes.len() > 1 {
                shares.extend(homes.iter().map(|(home, share)| {
                    (Property::Home { household: *household, home: *home }, *share)
                }));
            }
            let seekers = self.problem.households()[*household as usize].seekers();
            for (at, seeker) in seekers.enumerate() {
                let mut openings: Vec<(u32, f64)> = Vec::new();
                for plan in plans {
                    let opening = self.pool.openings(*plan)[at];
                    let x = self.x[*plan as usize];
                    match openings.iter_mut().find(|(other, _)| *other == opening) {
                        Some((_, sum)) => *sum += x,
                        None => openings.push((opening, x)),
                    }
                }
                if openings.len() > 1 {
                    shares.extend(openings.iter().map(|(opening, share)| {
                        let opening = Some(*opening).filter(|opening| *opening != NONE);
                        (Property::Opening { seeker: seeker as u32, opening }, *share)
                    }));
                }
            }
        }
        shares
    }

    /// Tries the properties that the relaxation is least sure of, both ways. A half that cannot
    /// be better is closed at once, and its proof goes to `steps` or, if it comes second,
    /// `after`.
    fn probe(
        &mut self,
        part: &mut Part,
        ub: i64,
        steps: &mut Vec<Step>,
        after: &mut Vec<Vec<Step>>,
        closed: &mut i64,
    ) -> Probed {
        let mut shares = self.shares(part);
        shares.sort_by(|a, b| {
            let doubt = |share: f64| (share - 0.5).abs();
            doubt(a.1).total_cmp(&doubt(b.1))
        });
        shares.truncate(self.probes.max(4));
        if self.probes == 0 {
            let splits = |property: &Property| {
                let (yes, no) = self.halves(part, *property);
                !yes.plans.iter().any(Vec::is_empty) && !no.plans.iter().any(Vec::is_empty)
            };
            let first = shares.iter().map(|(property, _)| *property).find(splits);
            return first.map_or(Probed::Nothing, Probed::Branch);
        }
        let mut best: Option<(i128, Property)> = None;
        let mut narrowed = false;
        let (y, x) = (self.y.clone(), self.x.clone());
        for (property, _) in &shares {
            let (yes, no) = self.halves(part, *property);
            if yes.plans.iter().any(Vec::is_empty) || no.plans.iter().any(Vec::is_empty) {
                continue;
            }
            let mut bounds = [0i128; 2];
            for (at, half) in [&yes, &no].into_iter().enumerate() {
                self.y.clone_from(&y);
                let mut half = half.clone();
                let mut proof = Vec::new();
                if self.fit(&mut half) {
                    proof.push(Step::Fit);
                }
                let lower = if half.plans.iter().any(Vec::is_empty) {
                    proof.push(Step::Prices(Prices { scale: 1, ..Prices::default() }));
                    NO_CHOICE
                } else {
                    let contended = self.contended(&half);
                    let bounded = self.relaxed(&half, &contended, ub, 150, &mut (0.0, 0.0));
                    let lower = up(bounded.bound, self.base.scale, self.lattice(&half));
                    if lower >= ub {
                        proof.push(Step::Prices(self.prices(&bounded)));
                    }
                    bounds[at] = bounded.bound;
                    lower
                };
                if lower >= ub {
                    *closed = (*closed).min(lower);
                    narrowed = true;
                    steps.push(Step::Branch(*property));
                    if at == 0 {
                        steps.extend(proof);
                        *part = no.clone();
                    } else {
                        after.push(proof);
                        *part = yes.clone();
                    }
                    break;
                }
            }
            let score = bounds[0].min(bounds[1]) * 4 + bounds[0].max(bounds[1]);
            if !narrowed && best.is_none_or(|(known, _)| score > known) {
                best = Some((score, *property));
            }
        }
        self.y = y;
        self.x = x;
        if narrowed {
            return Probed::Narrowed;
        }
        best.map_or(Probed::Nothing, |(_, property)| Probed::Branch(property))
    }

    fn has(&self, plan: u32, property: Property) -> bool {
        match property {
            Property::Home { home, .. } => self.pool.home(plan) == home,
            Property::Opening { seeker, opening } => {
                let household = self.pool.household[plan as usize] as usize;
                let first = self.problem.households()[household].first_seeker;
                let at = seeker as usize - first;
                Some(self.pool.openings(plan)[at]).filter(|o| *o != NONE) == opening
            }
        }
    }

    fn whose(&self, property: Property) -> u32 {
        match property {
            Property::Home { household, .. } => household,
            Property::Opening { seeker, .. } => {
                self.problem.seekers()[seeker as usize].household as u32
            }
        }
    }

    fn halves(&self, part: &Part, property: Property) -> (Part, Part) {
        let household = self.whose(property);
        let (mut yes, mut no) = (part.clone(), part.clone());
        if let Some(at) = part.households.iter().position(|h| *h == household) {
            yes.plans[at].retain(|plan| self.has(*plan, property));
            no.plans[at].retain(|plan| !self.has(*plan, property));
        }
        (yes, no)
    }

    fn likely(&self, part: &Part, property: Property) -> bool {
        let household = self.whose(property);
        let at = part.households.iter().position(|h| *h == household).unwrap_or(0);
        let plans = part.plans[at].iter().filter(|plan| self.has(**plan, property));
        plans.map(|plan| self.x[*plan as usize]).sum::<f64>() >= 0.5
    }
}

/// Prices as a proof lists them.
pub(super) fn listed(rows: &Rows, prices: &WholePrices, of: impl Iterator<Item = u32>) -> Prices {
    let mut listed = Prices { scale: prices.scale, ..Prices::default() };
    for row in of {
        let price = prices.rows[row as usize];
        if price != 0 {
            match rows.what(row as usize) {
                Row::Place(home) => listed.places.push((home, price)),
                Row::Beds(home, divisor) => listed.beds.push((home, divisor, price)),
                Row::Opening(opening) => listed.openings.push((opening, price)),
            }
        }
    }
    listed
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The least value that the objective can have at or above `bound / scale`.
pub(super) fn up(bound: i128, scale: i64, (g, residue): (i64, i64)) -> i64 {
    let scale = i128::from(scale);
    let least = -((-bound).div_euclid(scale));
    let (g, residue) = (i128::from(g), i128::from(residue));
    let value = match g {
        0 if least <= residue => residue,
        0 => return NO_CHOICE,
        _ => least + (residue - least).rem_euclid(g),
    };
    value.clamp(-i128::from(NO_CHOICE), i128::from(NO_CHOICE)) as i64
}

/// A bound above this rounds up to `ub` at least.
fn below(ub: i64, g: i64, residue: i64) -> i64 {
    match g {
        0 => residue.min(ub),
        _ => ub - 1 - (ub - 1 - residue).rem_euclid(g),
    }
}
