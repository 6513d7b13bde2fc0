use crate::problem::{Menu, Problem};

/// A weighted sum of the first tiers, and one of these that is held.
#[derive(Debug, Default)]
pub(super) struct Objective {
    weights: Vec<i64>,
    /// What a minute on one day adds.
    pub(super) minute: i64,
    held: Option<usize>,
    /// What a minute on one day adds to the tier held.
    pub(super) held_minute: i64,
}

impl Objective {
    /// The sum of the first tiers with these weights; `None` if it is too large.
    pub(super) fn new(problem: &Problem, weights: Vec<i64>, held: Option<usize>) -> Option<Self> {
        let trip = problem.trip_tier();
        let weighed = trip.and_then(|trip| Some((trip.weight, *weights.get(trip.tier)?)));
        let minute = weighed.map_or(Some(0), |(minute, weight)| minute.checked_mul(weight))?;
        let held_minute = trip.filter(|trip| Some(trip.tier) == held).map_or(0, |trip| trip.weight);
        Some(Self { weights, minute, held, held_minute })
    }

    pub(super) fn weights(&self) -> &[i64] {
        &self.weights
    }

    /// What an entry of a menu adds.
    pub(super) fn of(&self, cost: &[i64]) -> i64 {
        self.weights.iter().zip(cost).map(|(weight, cost)| weight * cost).sum()
    }

    /// What an entry of a menu adds to the tier held.
    pub(super) fn held(&self, cost: &[i64]) -> i64 {
        self.held.map_or(0, |tier| cost[tier])
    }
}

/// The homes that a household may take.
pub(super) fn menu_of_homes(problem: &Problem, household: usize) -> &Menu {
    problem.home_menu(&problem.households()[household])
}

/// The openings that a seeker may take.
pub(super) fn menu_of_openings(problem: &Problem, seeker: usize) -> &Menu {
    problem.opening_menu(&problem.seekers()[seeker])
}
