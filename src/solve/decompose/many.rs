//! Very many households: what they come to if homes are left aside is known from a small transport problem,
//! prices and all, and nearly everybody can work next door.

use std::collections::BTreeSet;

use super::super::demand::Demand;
use super::super::greedy::at_the_doorstep;
use super::Solver;
use super::chain::Chain;
use super::master::Stage;
use crate::proof::{Prices, Step};

/// So many households are very many.
const VERY_MANY: usize = 5_000;
/// Plans are not priced if more bounds than this are to be remembered, 2 bytes each.
const MOST_BOUNDS: usize = 1 << 30;

impl Solver<'_> {
    /// Very many households: a first solution in which, as far as can be, nobody has a way to work.
    /// Whether nothing but the last tier can be better.
    pub(super) fn begin_next_door(&mut self, chain: &Chain) -> bool {
        if self.problem.households().len() < VERY_MANY {
            return false;
        }
        let Some(demand) = self.demand(&chain.weights) else { return false };
        if let Some(solution) = at_the_doorstep(self.problem, &demand) {
            let choice = self.choice(&solution);
            self.offer(choice);
        }
        let last = self.problem.tiers() - 1;
        self.best.is_some() && self.values(last) == self.floor[..last]
    }

    /// What the objective with these weights comes to if homes are left aside.
    fn demand(&self, weights: &[i64]) -> Option<Demand> {
        self.problem.trip_tier().filter(|_| !self.problem.seekers().is_empty())?;
        Some(Demand::new(self.problem, weights, &self.stop()))
    }

    /// Takes over what a stage comes to if homes are left aside; whether more is not to be known of it, since
    /// its plans are too many to be priced.
    pub(super) fn relax_without_homes(&self, stage: &mut Stage) -> bool {
        if self.problem.households().len() < VERY_MANY {
            return false;
        }
        let Some(demand) = self.demand(&stage.weights) else { return false };
        let openings = 0..self.problem.openings().len();
        let prices = openings.map(|opening| (opening as u32, demand.price(opening)));
        let openings = prices.filter(|(_, price)| *price > 0).collect();
        let prices = Prices { scale: 1, openings, ..Prices::default() };
        if let Ok(bound) = i64::try_from(demand.bound()) {
            stage.take(bound, vec![Step::Prices(prices)]);
        }
        self.is_beyond_pricing()
    }

    /// Whether plans are too many to be priced.
    pub(super) fn is_beyond_pricing(&self) -> bool {
        let seekers = self.problem.seekers().iter();
        let kinds: BTreeSet<_> = seekers.map(|s| (s.menu, s.travel, s.limit, s.must)).collect();
        kinds.len().saturating_mul(self.problem.homes().len()) > MOST_BOUNDS
    }
}
