//! The plans that can matter as an integer program: one variable a plan.
//!
//! The relaxation of [`decompose`] prices what is scarce; plans that these prices show to be too
//! dear for a solution better than the best known are left out, and no other. What is left is one
//! row a household and one for each home and opening that more want than fit: small, and nearly
//! whole by itself.

use std::collections::BTreeMap;

use super::decompose::{self, Listed};
use super::library::{Library, Program, Sum};
use super::{Options, Outcome};
use crate::problem::Problem;

pub(super) fn solve(problem: &Problem, options: &Options, library: Library) -> Outcome {
    decompose::choose(problem, options, &|listed| best_choice(listed, options, library))
}

/// The best choice that the library finds, and whether it says that none is better.
fn best_choice(listed: &Listed, options: &Options, library: Library) -> Option<(Vec<usize>, bool)> {
    let mut program = Program::default();
    let mut costs: Vec<f64> = Vec::new();
    let mut used = vec![Sum::new(); listed.capacities.len()];
    let mut most = vec![0; listed.capacities.len()];
    for (plans, known) in listed.plans.iter().zip(&listed.known) {
        let least = plans.iter().map(|plan| plan.cost).min()?;
        let mut taken = Sum::with_capacity(plans.len());
        let mut own: BTreeMap<usize, i64> = BTreeMap::new();
        for (at, plan) in plans.iter().enumerate() {
            let variable = program.add(library.heeds_a_start().then_some(at == *known));
            costs.push((plan.cost - least) as f64);
            taken.push((1.0, variable));
            for (row, amount) in &plan.uses {
                let (row, amount) = (*row as usize, i64::from(*amount));
                used[row].push((amount as f64, variable));
                own.entry(row).and_modify(|own| *own = amount.max(*own)).or_insert(amount);
            }
        }
        program.exactly(taken, 1.0);
        own.into_iter().for_each(|(row, amount)| most[row] += amount);
    }
    for ((used, most), capacity) in used.into_iter().zip(most).zip(&listed.capacities) {
        if most > *capacity {
            program.at_most(used, *capacity as f64);
        }
    }
    let objective = costs.iter().copied().zip(0..).collect();
    let solved = program.minimise(objective, options, library).ok()?;
    let mut left = &solved.chosen[..];
    let chosen: Option<Vec<usize>> = (listed.plans.iter())
        .map(|plans| {
            let (own, others) = left.split_at(plans.len());
            left = others;
            own.iter().position(|is_chosen| *is_chosen)
        })
        .collect();
    let exact = costs.iter().zip(&solved.chosen).filter(|(_, is_chosen)| **is_chosen);
    let exact: f64 = exact.map(|(cost, _)| cost).sum();
    let agrees = (exact - solved.objective).abs() < 0.5;
    Some((chosen?, solved.finished && agrees))
}
