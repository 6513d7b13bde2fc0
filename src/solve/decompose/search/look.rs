//! A look for a choice from a node on: a search within the search, that dives.

use std::collections::BTreeSet;

use super::super::corner::Basis;
use super::program::Program;
use super::{Aim, Bounded, Chosen, Gains, Part, Search};

/// Where plans are more than this a choice is harder to find than a bound: it is looked for from the first
/// search on, and among all plans, as few would be too few.
pub(in super::super) const WIDE: usize = 20_000;
/// Otherwise the plans of corners are enough, with so many others of each household, the cheapest.
const CHEAPEST: usize = 4;
/// So many nodes are looked at for so many households, ...
const NODES: (usize, usize) = (2, 3);
/// ... and cuts are added so often.
const CUTTING: usize = 3;

impl Search<'_> {
    /// The best choice that is below `ub` or better than the known one, which helps as well, searched for a
    /// little while: among the plans given, which are then forgotten, and the cheapest others of each household,
    /// or, of many plans, among all.
    pub(super) fn look(
        &self,
        part: &Part,
        program: &Program,
        bounded: &Bounded,
        given: &mut BTreeSet<u32>,
        ub: i64,
    ) -> Option<Chosen> {
        let wide = part.count() > WIDE;
        let charges = self.charges(bounded);
        let value = |plan: u32| self.value(plan, bounded, &charges);
        let few = |plans: &Vec<u32>| {
            let mut plans = plans.clone();
            plans.sort_by(|a, b| {
                let by_cost = value(*a).cmp(&value(*b));
                given.contains(b).cmp(&given.contains(a)).then(by_cost).then(a.cmp(b))
            });
            let corners = plans.iter().take_while(|plan| given.contains(plan)).count();
            plans.truncate(corners + CHEAPEST);
            plans
        };
        let plans = if wide { part.plans.clone() } else { part.plans.iter().map(few).collect() };
        given.clear();
        let mut search = Search {
            x: self.x.clone(),
            y: self.y.clone(),
            nodes: part.households.len() * NODES.0 / NODES.1,
            probes: 0,
            cutting: CUTTING,
            cuts: Vec::new(),
            tight: BTreeSet::new(),
            ended: Basis::default(),
            aside: Vec::new(),
            gains: Gains::default(),
            aim: Aim::Choice,
            many: if wide { 0 } else { self.many },
            ..*self
        };
        search.know(self.cuts_with_parts(program.cuts.iter().copied()), None);
        let ub = self.known_value(part).max(ub);
        search.run(Part { households: part.households.clone(), plans }, ub).best
    }

    /// What the known choice comes to in a part; 0 if none is known.
    fn known_value(&self, part: &Part) -> i64 {
        let near = part.households.iter().filter_map(|h| self.near.get(*h as usize));
        near.fold(0, |sum, plan| sum.saturating_add(self.costs[*plan as usize]))
    }
}
