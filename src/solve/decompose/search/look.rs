//! A look for a choice from a node on: a search within the search.

use std::collections::BTreeSet;

use super::super::corner::Basis;
use super::program::Program;
use super::{Aim, Bounded, Chosen, Counts, Gains, Lately, Part, Search, WIDE, Way};

/// Where plans are many, households with this share of a plan keep it, and the others have all of theirs, ...
const SURE: f64 = 0.999;
/// ... and so much is tried for these.
const AROUND: Effort = Effort { aim: Aim::Proof, nodes: (1, 5), probes: 20, cutting: 20 };
/// Otherwise the plans of corners are enough, with so many others of each household, the cheapest; ...
const CHEAPEST: usize = 4;
/// ... among these a dive is quick.
const DIVE: Effort = Effort { aim: Aim::Choice, nodes: (2, 3), probes: 0, cutting: 3 };

/// What a search may do.
struct Effort {
    aim: Aim,
    /// So many nodes are looked at for so many households.
    nodes: (usize, usize),
    /// So many properties are tried at a node.
    probes: usize,
    /// Cuts are added so often.
    cutting: usize,
}

impl Search<'_> {
    /// The best choice that is below `ub`, or, if none is known that is, better than the known one, which helps as
    /// well, searched for a little while.
    ///
    /// Of many plans, households keep what the relaxation is sure of. (Berthold, "RENS: the optimal rounding", 2014.)
    /// Of few, the plans that corners had, which are then forgotten, and the cheapest others are enough.
    pub(super) fn look(
        &self,
        part: &Part,
        program: &Program,
        bounded: &Bounded,
        given: &mut BTreeSet<u32>,
        way: &Way,
    ) -> Option<Chosen> {
        let (plans, effort) = if part.count() > WIDE {
            (self.around(part), AROUND)
        } else {
            (self.likely_plans(part, bounded, given), DIVE)
        };
        given.clear();
        let mut search = Search {
            x: self.x.clone(),
            y: self.y.clone(),
            nodes: part.households.len() * effort.nodes.0 / effort.nodes.1,
            probes: effort.probes,
            cutting: effort.cutting,
            cuts: Vec::new(),
            tight: BTreeSet::new(),
            count_above: usize::MAX,
            counts: Counts::default(),
            ended: Basis::default(),
            hopeless: f64::INFINITY,
            aside: Vec::new(),
            gains: Gains::default(),
            lately: self.lately.as_ref().map(|_| Lately::default()),
            aim: effort.aim,
            ..*self
        };
        search.know(self.cuts_with_parts(program.cuts.iter().copied()), None);
        let known = if way.best.is_some() { way.ub } else { self.known_value(part).max(way.ub) };
        search.run(Part { households: part.households.clone(), plans }, known).best
    }

    /// The plan of each household that has nearly all of its share, or else all of its plans.
    fn around(&self, part: &Part) -> Vec<Vec<u32>> {
        let sure = |plans: &Vec<u32>| {
            let sure = plans.iter().find(|plan| self.x[**plan as usize] >= SURE);
            sure.map_or_else(|| plans.clone(), |plan| vec![*plan])
        };
        part.plans.iter().map(sure).collect()
    }

    /// Of each household the plans given and a few others, the cheapest.
    fn likely_plans(&self, part: &Part, bounded: &Bounded, given: &BTreeSet<u32>) -> Vec<Vec<u32>> {
        let charges = self.charges(bounded);
        let value = |plan: u32| self.value(plan, bounded, &charges);
        let likely = |plans: &Vec<u32>| {
            let mut plans = plans.clone();
            plans.sort_by(|a, b| {
                let by_cost = value(*a).cmp(&value(*b));
                given.contains(b).cmp(&given.contains(a)).then(by_cost).then(a.cmp(b))
            });
            let corners = plans.iter().take_while(|plan| given.contains(plan)).count();
            plans.truncate(corners + CHEAPEST);
            plans
        };
        part.plans.iter().map(likely).collect()
    }

    /// What the known choice comes to in a part; 0 if none is known.
    fn known_value(&self, part: &Part) -> i64 {
        let near = part.households.iter().filter_map(|h| self.near.get(*h as usize));
        near.fold(0, |sum, plan| sum.saturating_add(self.costs[*plan as usize]))
    }
}
