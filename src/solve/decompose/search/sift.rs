//! Sifting: where plans are very many, the relaxation begins with few of them, and those come in that turn out
//! to be cheaper. (Bixby, Gregory, Lustig, Marsten and Shanno, "Very large-scale linear programming: a case
//! study in combining interior point and simplex methods", 1992.)

use super::program::Program;
use super::{Bounded, Part, Search};

/// With more plans than this a relaxation begins with few, if nothing else is said: ...
pub(super) const MANY: usize = 50_000;
/// ... those that have more than this share of the last one, ...
const SHARE: f64 = 0.01;
/// ... and so many others of each household, the cheapest.
const FIRST: usize = 4;
/// So many come in at a time, of each household.
const COME_IN: usize = 4;
/// The bound may be short of the best one by one over this, all households together.
const SHORT: i64 = 100;

impl Search<'_> {
    /// The plans of each household that a relaxation begins with.
    pub(super) fn first(&self, part: &Part) -> Vec<Vec<u32>> {
        if part.count() <= self.sift_above {
            return part.plans.clone();
        }
        let scale = self.base.scale as f64;
        let value = |plan: u32| {
            let told = self.pool.value(plan, self.costs[plan as usize], self.base) as f64 / scale;
            let used = self.pool.uses(plan).iter();
            told + used.map(|(row, amount)| self.y[*row as usize] * f64::from(*amount)).sum::<f64>()
        };
        let is_needed = |plan: u32| {
            self.x[plan as usize] > SHARE
                || self.near.get(self.pool.household(plan) as usize) == Some(&plan)
                || self.start.is_some_and(|basis| basis.plans.binary_search(&plan).is_ok())
        };
        let few = |plans: &Vec<u32>| {
            let (mut first, others): (Vec<u32>, Vec<u32>) =
                plans.iter().partition(|plan| is_needed(**plan));
            let mut others: Vec<(f64, u32)> = others.into_iter().map(|p| (value(p), p)).collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            first.extend(others.into_iter().take(FIRST).map(|(_, plan)| plan));
            first.sort_unstable();
            first
        };
        part.plans.iter().map(few).collect()
    }

    /// Plans come in that are cheaper at these prices than any column of their household; whether any do that
    /// matter.
    pub(super) fn sift(&self, part: &Part, program: &mut Program, bounded: &Bounded) -> bool {
        let charges = self.charges(bounded);
        let mut is_column = vec![false; self.pool.len()];
        program.plans.iter().for_each(|plan| is_column[*plan as usize] = true);
        let mut short = 0;
        let mut coming: Vec<(u32, u32)> = Vec::new();
        for (block, plans) in (0..).zip(&part.plans) {
            let valued = plans.iter().map(|plan| (self.value(*plan, bounded, &charges), *plan));
            let (columns, mut others): (Vec<_>, Vec<_>) =
                valued.partition(|(_, plan)| is_column[*plan as usize]);
            let least = columns.into_iter().min().map_or(i64::MAX, |(value, _)| value);
            others.retain(|(value, _)| *value < least);
            others.sort_unstable();
            if let Some((value, _)) = others.first() {
                short += least.saturating_sub(*value).min(self.base.scale);
            }
            coming.extend(others.into_iter().take(COME_IN).map(|(_, plan)| (block, plan)));
        }
        let matters = short > self.base.scale / SHORT;
        if matters {
            self.take_in(program, &coming);
        }
        matters
    }

    /// Takes in plans as columns, each with its block.
    fn take_in(&self, program: &mut Program, coming: &[(u32, u32)]) {
        let mut at = vec![usize::MAX; self.pool.len()];
        let mut columns = Vec::with_capacity(coming.len());
        for (new, (block, plan)) in coming.iter().enumerate() {
            at[*plan as usize] = new;
            columns.push(self.column(program, (*block, *plan)));
        }
        for (row, cut) in (program.rows.len() as u32..).zip(&program.cuts) {
            for (plan, amount) in &self.cuts[*cut as usize].uses {
                if let Some((_, uses)) = columns.get_mut(at[*plan as usize]) {
                    uses.push((row, *amount as u32));
                }
            }
        }
        let blocks = coming.iter().map(|(block, _)| *block);
        let columns = blocks.zip(&columns).map(|(block, (cost, uses))| (block, *cost, &uses[..]));
        program.simplex.add_columns(columns);
        program.plans.extend(coming.iter().map(|(_, plan)| *plan));
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::{NO_CHOICE, Part, Search};
    use crate::solve::decompose::in_play::with_plans_in_play;
    use crate::solve::decompose::master::Master;
    use crate::solve::decompose::simplex::End;

    /// All plans in play, and one of each household.
    fn in_play(master: &Master) -> (Part, Vec<Vec<u32>>) {
        let part = Part::in_play(master);
        let one = part.plans.iter().map(|plans| plans[..1].to_vec()).collect();
        (part, one)
    }

    #[test]
    fn few_plans_come_to_the_same_bound_as_all() {
        for seed in 1..=10 {
            with_plans_in_play(seed, 16, |_, solver, master| {
                let (part, one) = in_play(master);
                let at = (master.y.clone(), master.x.clone());
                let stop = || false;
                let search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
                let contended = search.contended(&part);
                let bound = |first: &[Vec<u32>]| {
                    let mut program = search.program_of(&part, &contended, first);
                    let (bounded, end) = search.solved(&part, &mut program, NO_CHOICE, usize::MAX);
                    assert_eq!(end, End::Optimal, "seed {seed}");
                    (bounded.bound as f64 / master.base.scale as f64, program.plans.len())
                };
                let (all, columns) = bound(&part.plans);
                let (sifted, fewer) = bound(&one);
                assert!((all - sifted).abs() < 0.02, "seed {seed}: {all}, {sifted}");
                assert!(fewer < columns, "seed {seed}: {fewer} of {columns}");
            });
        }
    }

    #[test]
    fn weights_are_those_of_the_corner_alone() {
        with_plans_in_play(1, 16, |_, solver, master| {
            let (part, one) = in_play(master);
            let at = (master.y.clone(), vec![0.5; solver.pool.len()]);
            let stop = || false;
            let mut search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
            let contended = search.contended(&part);
            let mut program = search.program_of(&part, &contended, &one);
            search.cornered(&part, &mut program, NO_CHOICE, usize::MAX);
            for plans in &part.plans {
                let sum: f64 = plans.iter().map(|plan| search.x[*plan as usize]).sum();
                assert!((sum - 1.0).abs() < 1e-6, "{sum}");
            }
        });
    }
}
