//! The objective of a stage, laid out for pricing.

use super::pool::{NONE, Pool};
use crate::problem::{Menu, Problem};

/// What stands for "not on the menu": larger than any cost that is let in.
pub(super) const NEVER: i64 = i64::MAX / 8;

/// One whole number for every plan: `Σ weights[tier] · cost[tier]`.
#[derive(Debug, Clone)]
pub(super) struct Objective {
    /// One weight a tier.
    pub(super) weights: Vec<i64>,
    /// What a decision that is not kept costs; `None`: such a plan is no plan.
    pub(super) broken: Option<i64>,
    /// The tier that is held, if one is: its plans are told by what they cost there, too.
    pub(super) held: Option<usize>,
}

impl Objective {
    /// The weighted sum of tiers; no decision is broken, no tier held.
    pub(super) fn of(weights: &[i64]) -> Self {
        Self { weights: weights.to_vec(), broken: None, held: None }
    }
}

/// The objective by menu entry.
pub(super) struct Tables<'a> {
    pub(super) problem: &'a Problem,
    pub(super) objective: Objective,
    /// Of one minute on one day.
    pub(super) trip: i64,
    /// For each menu of homes, by kind of home; `NEVER` for what is not on it.
    homes: Vec<Vec<i64>>,
    /// For each menu of homes, of having none.
    home_none: Vec<i64>,
    /// For each menu of openings, by kind of opening; `NEVER` for what is not on it.
    openings: Vec<Vec<i64>>,
    /// For each menu of openings, of having none.
    opening_none: Vec<i64>,
    /// The tier held, if one is, by menu entry.
    held: Option<Box<Tables<'a>>>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(problem: &'a Problem, objective: Objective) -> Self {
        let weigh =
            |cost: &[i64]| -> i64 { objective.weights.iter().zip(cost).map(|(w, c)| w * c).sum() };
        let by_kind = |menu: &Menu| -> Vec<i64> {
            let mut costs = Vec::new();
            for (kind, cost) in menu.kinds() {
                costs.resize(kind, NEVER);
                costs.push(weigh(cost));
            }
            costs
        };
        Self {
            trip: problem.trip_tier().map_or(0, |trip| objective.weights[trip.tier] * trip.weight),
            homes: problem.home_menus.iter().map(by_kind).collect(),
            home_none: problem.home_menus.iter().map(|menu| weigh(menu.none())).collect(),
            openings: problem.opening_menus.iter().map(by_kind).collect(),
            opening_none: problem.opening_menus.iter().map(|menu| weigh(menu.none())).collect(),
            held: objective.held.map(|tier| Box::new(Self::of_tier(problem, tier))),
            problem,
            objective,
        }
    }

    /// One tier by itself.
    pub(super) fn of_tier(problem: &'a Problem, tier: usize) -> Self {
        let mut weights = vec![0; problem.tiers()];
        weights[tier] = 1;
        Self::new(problem, Objective::of(&weights))
    }

    /// The tier held, if one is.
    pub(super) fn held(&self) -> Option<&Self> {
        self.held.as_deref()
    }

    /// Whether whoever has a menu spares the tier held something by an opening of a kind, with so many minutes
    /// of trips on all its days together.
    pub(super) fn spares(&self, menu: usize, kind: usize, minutes: i64) -> bool {
        self.held.as_ref().is_some_and(|held| {
            of_kind(&held.openings[menu], kind) + held.trip * minutes < held.opening_none[menu]
        })
    }

    /// What homes on a menu cost, by kind; kinds after the last on it are left out.
    pub(super) fn homes(&self, menu: usize) -> &[i64] {
        &self.homes[menu]
    }

    /// The same for openings.
    pub(super) fn openings(&self, menu: usize) -> &[i64] {
        &self.openings[menu]
    }

    /// What it costs to have no home, for each household with a menu of homes.
    pub(super) fn home_none(&self, menu: usize) -> i64 {
        self.home_none[menu]
    }

    /// The same for openings.
    pub(super) fn opening_none(&self, menu: usize) -> i64 {
        self.opening_none[menu]
    }

    /// What it costs that a household has no home; `None`: it must have one.
    pub(super) fn unhoused(&self, household: usize) -> Option<i64> {
        let household = &self.problem.households()[household];
        let broken = if household.must { self.objective.broken? } else { 0 };
        Some(self.home_none[household.menu] + broken)
    }

    /// What it costs that a seeker has no opening; `None`: they must have one.
    pub(super) fn unplaced(&self, seeker: usize) -> Option<i64> {
        let seeker = &self.problem.seekers()[seeker];
        let broken = if seeker.must { self.objective.broken? } else { 0 };
        Some(self.opening_none[seeker.menu] + broken)
    }

    /// What plans cost, by plan of a pool; `NEVER` for others.
    pub(super) fn costs<'p>(&self, pool: &Pool, plans: impl Iterator<Item = &'p u32>) -> Vec<i64> {
        let mut costs = vec![NEVER; pool.len()];
        plans.for_each(|plan| costs[*plan as usize] = self.cost_of(pool, *plan));
        costs
    }

    /// The objective of a plan.
    pub(super) fn cost_of(&self, pool: &Pool, plan: u32) -> i64 {
        let h = pool.household(plan) as usize;
        let (home, openings) = (pool.home(plan), pool.openings(plan));
        let household = &self.problem.households()[h];
        let mut cost = match home {
            None => self.unhoused(h).unwrap_or(NEVER),
            Some(home) => {
                of_kind(&self.homes[household.menu], self.problem.homes()[home as usize].kind)
            }
        };
        for (s, opening) in household.seekers().zip(openings) {
            let own = if *opening == NONE {
                self.unplaced(s).unwrap_or(NEVER)
            } else {
                let seeker = &self.problem.seekers()[s];
                let opening = &self.problem.openings()[*opening as usize];
                let minutes = match (self.trip, home) {
                    (0, _) | (_, None) => 0,
                    (_, Some(home)) => {
                        let trips = self.problem.trips();
                        trips.minutes(seeker.travel, home as usize, opening.site).unwrap_or(0)
                    }
                };
                of_kind(&self.openings[seeker.menu], opening.kind)
                    + self.trip * minutes * opening.days
            };
            cost = cost.saturating_add(own);
        }
        cost
    }
}

/// What a kind costs.
pub(super) fn of_kind(costs: &[i64], kind: usize) -> i64 {
    costs.get(kind).copied().unwrap_or(NEVER)
}
