//! The same question without the domain: dense indices, whole numbers, who may take what and
//! what it costs in each tier.
//!
//! A *household* takes at most one *home*; each of its *seekers* then takes at most one *opening*
//! that can be reached from that home. Homes hold so many beds and so many households, openings
//! so many people. Every solution costs a vector of whole numbers, one a tier, compared from the
//! first tier on.
//!
//! The cost of a solution is a sum of independent parts: for each household the cost of its
//! entry in a [`Menu`] of homes (or of none), for each seeker the cost of the entry in a menu of
//! openings (or of none), and for each placed seeker the trip between the two:
//! `minutes × days × weight` in one tier. Households with equal menus share one, so that kinds
//! stay few when people are many.

mod build;
mod lp;
mod menu;
mod solution;
mod trips;

pub use lp::{Goal, LpError, LpSize};
pub use menu::Menu;
pub use solution::{Infeasible, Solution};
pub use trips::Trips;

use crate::model::{Case, Faults};

/// A cost: one whole number a tier, the most important first.
pub type Cost = Vec<i64>;

/// Households to house, seekers to place, and all that is needed to do it best.
#[derive(Debug, Clone)]
pub struct Problem {
    pub(crate) tiers: usize,
    pub(crate) trip_tier: Option<TripTier>,
    pub(crate) households: Vec<Household>,
    pub(crate) seekers: Vec<Seeker>,
    pub(crate) homes: Vec<Home>,
    pub(crate) openings: Vec<Opening>,
    pub(crate) home_menus: Vec<Menu>,
    pub(crate) opening_menus: Vec<Menu>,
    pub(crate) trips: Trips,
    pub(crate) queue: Vec<usize>,
}

/// The tier in which trips cost, and the weight of a minute there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TripTier {
    /// Index of the tier.
    pub tier: usize,
    /// Cost of a minute on one day.
    pub weight: i64,
}

/// A household to house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Household {
    /// Beds it takes.
    pub size: i64,
    /// Its menu of homes.
    pub menu: usize,
    /// Its first seeker; the others follow.
    pub first_seeker: usize,
    /// How many seekers it has.
    pub seekers: usize,
    /// Whether it must be housed: its menu then holds what is decided.
    pub must: bool,
    /// Households of one kind have equal size, menus, travel and limits: exchanging their places
    /// changes nothing.
    pub kind: usize,
}

impl Household {
    /// The indices of its seekers.
    pub fn seekers(&self) -> std::ops::Range<usize> {
        self.first_seeker..self.first_seeker + self.seekers
    }
}

/// A job seeker to place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeker {
    /// Whose member this is.
    pub household: usize,
    /// Their menu of openings.
    pub menu: usize,
    /// Which of the [`Trips`] apply.
    pub travel: usize,
    /// The longest trip, minutes one way.
    pub limit: i64,
    /// Whether they must be placed: their menu then holds what is decided.
    pub must: bool,
}

/// A home to live in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// People it can hold.
    pub beds: i64,
    /// Households that may share it.
    pub households: i64,
}

/// An opening to work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// People it takes.
    pub positions: i64,
    /// Where it is.
    pub site: usize,
    /// Working days a week: how often a trip is made.
    pub days: i64,
}

impl Problem {
    /// The problem of `case`. Households, homes, openings and sites keep the indices they have in
    /// the case; seekers are numbered through, household by household.
    ///
    /// # Errors
    /// With the decisions that break a rule.
    pub fn new(case: &Case) -> Result<Self, Faults> {
        build::build(case, None)
    }

    /// The problem of `case` when a plan exists already: `previous` is what each household and
    /// seeker had, for the term `moved`; an outer `None` is somebody who was not in that plan.
    ///
    /// # Errors
    /// With the decisions that break a rule.
    pub fn with_previous(case: &Case, previous: &Previous) -> Result<Self, Faults> {
        build::build(case, Some(previous))
    }

    /// How many tiers a cost has.
    pub fn tiers(&self) -> usize {
        self.tiers
    }

    /// The tier in which trips cost, if any.
    pub fn trip_tier(&self) -> Option<TripTier> {
        self.trip_tier
    }

    /// The households.
    pub fn households(&self) -> &[Household] {
        &self.households
    }

    /// The seekers, household by household.
    pub fn seekers(&self) -> &[Seeker] {
        &self.seekers
    }

    /// The homes.
    pub fn homes(&self) -> &[Home] {
        &self.homes
    }

    /// The openings.
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// The homes that a household may take.
    pub fn home_menu(&self, household: &Household) -> &Menu {
        &self.home_menus[household.menu]
    }

    /// The openings that a seeker may take, wherever they live.
    pub fn opening_menu(&self, seeker: &Seeker) -> &Menu {
        &self.opening_menus[seeker.menu]
    }

    /// All trips.
    pub fn trips(&self) -> &Trips {
        &self.trips
    }

    /// The households in the order in which a person would take them: the longest-waiting first.
    pub fn queue(&self) -> &[usize] {
        &self.queue
    }

    /// What a trip of so many minutes to an opening adds to the cost of its tier.
    pub fn trip_cost(&self, opening: usize, minutes: i64) -> i64 {
        self.trip_tier.map_or(0, |trip| trip.weight * minutes * self.openings[opening].days)
    }

    /// A cost that no solution undercuts in any tier: everybody's cheapest entry, capacities and
    /// trips left aside. All parts of a cost are 0 or more, so leaving trips out is safe.
    pub fn floor(&self) -> Cost {
        let mut floor = vec![0; self.tiers];
        let homes = self.households.iter().map(|h| (self.home_menu(h), h.must));
        let openings = self.seekers.iter().map(|s| (self.opening_menu(s), s.must));
        for (menu, must) in homes.chain(openings) {
            for (tier, least) in floor.iter_mut().enumerate() {
                let entries = (0..menu.items().len()).map(|at| menu.cost(at)[tier]);
                let none = (!must).then_some(menu.none()[tier]);
                *least += entries.chain(none).min().unwrap_or(0);
            }
        }
        floor
    }
}

/// What households and seekers had in an earlier plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Previous {
    /// For each household of the case: where it lived, if it was in that plan.
    pub homes: Vec<Option<Option<usize>>>,
    /// For each seeker, numbered through: where they worked, if they were in that plan.
    pub openings: Vec<Option<Option<usize>>>,
}
