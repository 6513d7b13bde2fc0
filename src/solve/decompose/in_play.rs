//! Plans in play, for tests.

use super::master::Master;
use super::prices::WholePrices;
use super::tables::{Objective, Tables};
use super::{Chain, MARGINS, Options, Solver, Stage};
use crate::problem::Problem;
use crate::synthetic::Synthetic;
use crate::travel::travel_times;

/// Calls `check` with what twenty households, homes scarce, take in turn in so many orders, all tiers being in the
/// objective.
pub(super) fn with_plans_in_play(
    seed: u64,
    orders: usize,
    check: impl FnOnce(&Problem, &mut Solver, &mut Master),
) {
    let case = Synthetic::tight(20).seed(seed).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let options = Options::default();
    let chain = Chain::new(&problem, MARGINS[0]);
    let mut solver = Solver::new(&problem, &options);
    assert!(solver.begin(&chain).is_none());
    let free = WholePrices::free(solver.rows.count(), chain.scale);
    let last = problem.tiers() - 1;
    let stage = Stage::new(&chain, last, solver.floor[last], free);
    let objective = Objective::of(&chain.weights);
    let tables = Tables::new(&problem, objective);
    let mut master = solver.master(&tables, &stage);
    master.take_in_turn(&mut solver.pool, orders, &|| false);
    check(&problem, &mut solver, &mut master);
}
