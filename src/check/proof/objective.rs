use crate::problem::{Menu, Problem};

/// A weighted sum of the first tiers.
#[derive(Debug, Default)]
pub(super) struct Objective {
    weights: Vec<i64>,
    /// What a minute on one day adds.
    pub(super) minute: i64,
}

impl Objective {
    /// The sum of the first tiers with these weights; `None` if it is too large.
    pub(super) fn new(problem: &Problem, weights: Vec<i64>) -> Option<Self> {
        let trip = problem.trip_tier();
        let weighed = trip.and_then(|trip| Some((trip.weight, *weights.get(trip.tier)?)));
        let minute = weighed.map_or(Some(0), |(minute, weight)| minute.checked_mul(weight))?;
        Some(Self { weights, minute })
    }

    pub(super) fn weights(&self) -> &[i64] {
        &self.weights
    }

    /// What an entry of a menu adds.
    pub(super) fn of(&self, cost: &[i64]) -> i64 {
        self.weights.iter().zip(cost).map(|(weight, cost)| weight * cost).sum()
    }
}

/// All that is read of a menu, in one place.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    problem: &'a Problem,
    menu: &'a Menu,
    of_homes: bool,
}

/// The homes that a household may take.
pub(super) fn menu_of_homes(problem: &Problem, household: usize) -> Entries<'_> {
    let menu = problem.home_menu(&problem.households()[household]);
    Entries { problem, menu, of_homes: true }
}

/// The openings that a seeker may take.
pub(super) fn menu_of_openings(problem: &Problem, seeker: usize) -> Entries<'_> {
    let menu = problem.opening_menu(&problem.seekers()[seeker]);
    Entries { problem, menu, of_homes: false }
}

impl<'a> Entries<'a> {
    /// Homes or openings that cost the same, and that cost.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'a [u32], &'a [i64])> {
        let Self { problem, menu, of_homes } = self;
        menu.kinds().map(move |(kind, cost)| match of_homes {
            true => (problem.homes_of_kind(kind), cost),
            false => (problem.openings_of_kind(kind), cost),
        })
    }

    /// The cost of none.
    pub(super) fn none(self) -> &'a [i64] {
        self.menu.none()
    }

    /// Raises `most` to the largest entries, signs aside.
    pub(super) fn widen(self, most: &mut [i128]) {
        for cost in self.iter().map(|(_, cost)| cost).chain([self.none()]) {
            for (most, cost) in most.iter_mut().zip(cost) {
                *most = (*most).max(i128::from(cost.unsigned_abs()));
            }
        }
    }
}
