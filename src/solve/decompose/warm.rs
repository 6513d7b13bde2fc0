//! Answers for a changed problem from what is known of the problem itself.
//!
//! A change that only takes something away leaves every bound true: prices of the problem are prices of the changed
//! one, and what they prove rises by what the households concerned pay more, and by what the capacity that is gone was
//! worth. So the relaxation is not solved again. Plans are listed once, by how much their reduced cost exceeds their
//! household's least; those that can matter after a change are the first of that list, and what the households
//! concerned have left. Prices with cuts, found once as well, leave few of them. A first solution is made of the best
//! one by an ejection chain (`repair`); then these few plans are searched in the objective of the last tier, which
//! holds all tiers, and for each tier that comes to something else than before the search is its proof.
//!
//! A change that adds something lowers what prices prove by the worth of it, and brings in plans. Prices are tried
//! again for all plans: often they prove that nothing is better.
//!
//! What cannot be answered so is solved from nothing, but with the solution that is known.

mod listed;
mod own;
mod plans;
mod question;
mod repair;
mod tight;

use std::sync::OnceLock;

use super::chain::Chain;
use super::master::Master;
use super::prices::WholePrices;
use super::rows::Rows;
use super::search::Cut;
use super::stage::Stage;
use super::tables::{Objective, Tables};
use super::{Options, Outcome, Solver, on_threads};
use crate::problem::{Cost, Problem, Solution};
use crate::proof::TierProof;
use listed::{LISTINGS, Listed};
pub(super) use question::{Answer, answer};

/// Cuts are added so often.
const CUTTING: usize = 40;

/// What is left of a tier that was proven.
pub(super) struct Remembered {
    weights: Vec<i64>,
    prices: WholePrices,
    cuts: Vec<Cut>,
}

impl Remembered {
    /// A stage as it stands, and the cuts that were of use in it; no tier is held.
    pub(super) fn of(stage: &Stage, cuts: &[Cut]) -> Self {
        let (weights, prices) = (stage.weights.clone(), stage.prices.clone());
        Self { weights, prices, cuts: cuts.to_vec() }
    }
}

/// What is known of a problem that is solved.
pub(in crate::solve) struct Warm<'p> {
    problem: &'p Problem,
    rows: Rows,
    capacities: Vec<i64>,
    solution: Solution,
    cost: Cost,
    proofs: Vec<TierProof>,
    /// The openings at each site.
    at_site: Vec<Vec<u32>>,
    tiers: Vec<Tier<'p>>,
}

/// A tier, at prices that are good for it.
struct Tier<'p> {
    tables: Tables<'p>,
    prices: WholePrices,
    /// What these prove, in units of 1/scale.
    bound: i128,
    /// The least reduced cost of each household.
    least: Vec<i64>,
    cuts: Vec<Cut>,
    /// The plans that come next, once they are asked for.
    listed: [OnceLock<Option<Listed>>; LISTINGS],
}

impl<'p> Warm<'p> {
    /// After a solver has proven a solution; `None` if plans are too many to be priced, or it was stopped.
    pub(super) fn new(
        problem: &'p Problem,
        solver: &mut Solver,
        chain: &Chain,
        outcome: &Outcome,
    ) -> Option<Self> {
        let Outcome::Optimal { solution, cost, proof, .. } = outcome else { return None };
        if solver.is_beyond_pricing() {
            return None;
        }
        let mut remembered = std::mem::take(&mut solver.remembered);
        remembered.resize_with(problem.tiers(), || None);
        let mut tiers = Vec::with_capacity(problem.tiers());
        let mut prices: Option<WholePrices> = None;
        for (at, known) in remembered.into_iter().enumerate().rev() {
            // Prices of a tier are good for the one before it, divided by its multiplier.
            let known = match (known, prices.take()) {
                (Some(known), _) => known,
                (None, Some(prices)) => {
                    Remembered { weights: chain.weights_of(at), prices, cuts: Vec::new() }
                }
                (None, None) => {
                    let free = WholePrices::free(solver.rows.count(), chain.scale);
                    let mut stage = Stage::new(chain, at, solver.floor[at], free);
                    solver.relax(&mut stage);
                    Remembered::of(&stage, &[])
                }
            };
            prices = Some(divided(&known.prices, chain.multipliers[at]));
            tiers.push(Tier::new(problem, known, solver.options)?);
        }
        tiers.reverse();
        let sites = problem.openings().iter().map(|opening| opening.site + 1).max().unwrap_or(0);
        let mut at_site = vec![Vec::new(); sites];
        for (opening, of) in (0u32..).zip(problem.openings()) {
            at_site[of.site].push(opening);
        }
        let rows = solver.rows.clone();
        Some(Self {
            capacities: rows.capacities(problem),
            solution: solution.clone(),
            cost: cost.clone(),
            proofs: proof.tiers.clone(),
            problem,
            rows,
            at_site,
            tiers,
        })
    }

    /// The plans listed for a tier, few at first or many; `None` if they are too many, or that was stopped.
    fn listed(&self, tier: usize, listing: usize, options: &Options) -> Option<&Listed> {
        let known = self.tiers.get(tier)?.listed.get(listing)?;
        if known.get().is_none() {
            let listed = on_threads(options.threads, || Listed::new(self, tier, listing, options));
            if options.stop().is_some() {
                return None;
            }
            // Another question may have been as quick; it lists the same.
            let _ = known.set(listed);
        }
        known.get()?.as_ref()
    }
}

/// Prices of a tier as the tier before it may have them.
fn divided(prices: &WholePrices, by: i64) -> WholePrices {
    let rows = prices.rows.iter().map(|price| (price + by / 2) / by).collect();
    WholePrices { scale: prices.scale, rows }
}

impl<'p> Tier<'p> {
    fn new(problem: &'p Problem, known: Remembered, options: &Options) -> Option<Self> {
        let Remembered { weights, prices, cuts } = known;
        let tables = Tables::new(problem, Objective::of(&weights));
        let stop = || options.stop().is_some();
        let mut master = Master::new(&tables, prices.clone());
        let (bound, least) = master.bound(&prices, &stop)?;
        Some(Self { tables, prices, bound, least, cuts, listed: Default::default() })
    }

    /// What values of the tiers come to in the objective.
    fn weigh(&self, cost: &[i64]) -> i64 {
        let weighed = cost.iter().zip(&self.tables.objective.weights);
        weighed.map(|(value, weight)| value * weight).sum()
    }
}
