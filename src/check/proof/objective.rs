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
    menu: &'a Menu,
    members: Members<'a>,
}

/// What a menu is a menu of.
#[derive(Clone, Copy)]
enum Members<'a> {
    Homes(&'a Problem),
    Openings(&'a Problem),
}

impl<'a> Members<'a> {
    fn of_kind(self, kind: usize) -> &'a [u32] {
        match self {
            Members::Homes(problem) => problem.homes_of_kind(kind),
            Members::Openings(problem) => problem.openings_of_kind(kind),
        }
    }

    fn kind(self, item: u32) -> Option<usize> {
        let item = item as usize;
        match self {
            Members::Homes(problem) => Some(problem.homes().get(item)?.kind),
            Members::Openings(problem) => Some(problem.openings().get(item)?.kind),
        }
    }
}

/// The homes that a household may take.
pub(super) fn menu_of_homes(problem: &Problem, household: usize) -> Entries<'_> {
    let menu = problem.home_menu(&problem.households()[household]);
    Entries { menu, members: Members::Homes(problem) }
}

/// The openings that a seeker may take.
pub(super) fn menu_of_openings(problem: &Problem, seeker: usize) -> Entries<'_> {
    let menu = problem.opening_menu(&problem.seekers()[seeker]);
    Entries { menu, members: Members::Openings(problem) }
}

impl<'a> Entries<'a> {
    /// Each home or opening, and its cost, kind by kind.
    pub(super) fn iter(self) -> impl Iterator<Item = (u32, &'a [i64])> {
        (self.menu.kinds()).flat_map(move |(kind, cost)| {
            self.members.of_kind(kind).iter().map(move |item| (*item, cost))
        })
    }

    /// The cost of a home or opening, or of none.
    pub(super) fn cost_of(self, item: Option<u32>) -> Option<&'a [i64]> {
        match item {
            None => Some(self.menu.none()),
            Some(item) => self.menu.cost_of_kind(self.members.kind(item)?),
        }
    }

    pub(super) fn none(self) -> &'a [i64] {
        self.menu.none()
    }

    /// Raises `most` to the largest entries, signs aside.
    pub(super) fn widen(self, most: &mut [i128]) {
        for cost in self.menu.kinds().map(|(_, cost)| cost).chain([self.none()]) {
            for (most, cost) in most.iter_mut().zip(cost) {
                *most = (*most).max(i128::from(cost.unsigned_abs()));
            }
        }
    }
}
