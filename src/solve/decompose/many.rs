//! Very many households: nearly everybody can work next door, and what they come to then is known from a
//! small transport problem, prices and all.

use std::collections::BTreeSet;

use super::super::demand::Demand;
use super::super::greedy::at_the_doorstep;
use super::Solver;
use super::chain::Chain;
use super::stage::Stage;
use crate::proof::{Prices, Step};

/// So many households are very many.
pub(super) const VERY_MANY: usize = 5_000;
/// Plans are not priced if more pairs of a seeker kind and a home than this are to be looked at each time.
const MOST_PAIRS: usize = 1 << 30;

impl Solver<'_> {
    /// Very many households: a first solution in which, as far as can be, nobody has a way to work.
    /// Whether nothing but the last tier can be better.
    pub(super) fn begin_next_door(&mut self, chain: &Chain) -> bool {
        // What openings are worth is added up, which only small numbers allow.
        let is_other = self.problem.households().len() < self.very_many || !chain.is_light();
        if is_other || self.options.stop().is_some() {
            return false;
        }
        let Some(demand) = self.demand_for(&chain.weights) else { return false };
        at_the_doorstep(self.problem, &demand, &self.stop(), &mut |solution| {
            let choice = self.choice(solution);
            self.offer(choice);
            self.tell(0);
        });
        self.demand = Some((chain.weights.clone(), demand));
        let last = self.problem.tiers() - 1;
        self.best.is_some() && self.values(last) == self.floor[..last]
    }

    /// What the objective with these weights comes to next door.
    fn demand_for(&self, weights: &[i64]) -> Option<Demand> {
        self.problem.trip_tier().filter(|_| !self.problem.seekers().is_empty())?;
        Some(Demand::new(self.problem, weights, &self.stop()))
    }

    /// Takes over what a stage comes to next door at least; whether more is not to be known of it, since
    /// its plans are too many to be priced.
    pub(super) fn relax_next_door(&mut self, stage: &mut Stage) -> bool {
        if self.problem.households().len() < self.very_many || self.options.stop().is_some() {
            return false;
        }
        let known = self.demand.take_if(|(weights, _)| *weights == stage.weights);
        let known = known.map(|(_, demand)| demand);
        let Some(demand) = known.or_else(|| self.demand_for(&stage.weights)) else { return false };
        let priced = |count: usize, price: &dyn Fn(usize) -> i64| -> Vec<(u32, i64)> {
            let prices = (0..count).map(|at| (at as u32, price(at)));
            prices.filter(|(_, price)| *price > 0).collect()
        };
        let problem = self.problem;
        let places = priced(problem.homes().len(), &|d| demand.price_of_place(d));
        let openings = priced(problem.openings().len(), &|o| demand.price_of_position(problem, o));
        let prices = Prices { scale: 1, places, openings, ..Prices::default() };
        if let Ok(bound) = i64::try_from(demand.bound()) {
            stage.take(bound, vec![Step::Prices(prices)]);
        }
        self.is_beyond_pricing()
    }

    /// Whether plans are too many to be priced.
    pub(super) fn is_beyond_pricing(&self) -> bool {
        let seekers = self.problem.seekers().iter();
        let kinds: BTreeSet<_> = seekers.map(|s| (s.menu, s.travel, s.limit, s.must)).collect();
        kinds.len().saturating_mul(self.problem.homes().len()) > MOST_PAIRS
    }
}
