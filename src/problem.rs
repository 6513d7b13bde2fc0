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
//! `minutes × days × weight` in one tier.
//!
//! # Kinds
//! Homes of one kind have equal entries in every menu; openings of one kind have that, and equal
//! days. So a menu says for each kind what it costs, and is asked for each kind once. Households
//! and seekers whose menus are equal share one. Kinds stay few when people are many; whatever is
//! judged or decided of somebody or something in particular makes a kind of its own.
//!
//! Likewise [`Trips`] keep what is near and work out what is far when asked, so a problem grows
//! with homes and with kinds, and not with pairs.

mod build;
mod change;
mod kinds;
mod lp;
mod menu;
mod moves;
mod offer;
mod seeker_of;
mod sites;
mod solution;
mod travels;
mod trips;
mod weights;

pub use change::Change;
pub use lp::{Answer, AnswerError, Goal, LpError, LpSize, LpSolver};
pub use menu::Menu;
pub(crate) use solution::add;
pub use solution::{Infeasible, Proposal, Solution};
pub use trips::Trips;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Case, Faults};
use crate::travel::TravelTime;
use kinds::{Classes, Members};

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
    homes_of_kind: Members,
    openings_of_kind: Members,
    pub(crate) trips: Arc<Trips>,
    pub(crate) queue: Vec<usize>,
    /// What it counts moves from, if it does.
    pub(crate) previous: Option<Arc<Previous>>,
}

/// The tier in which trips cost, and the weight of a minute there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TripTier {
    /// Index of the tier.
    pub tier: usize,
    /// Cost of a minute on one day.
    pub weight: i64,
}

/// A household to house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Seeker {
    /// Whose member this is.
    pub household: usize,
    /// Their menu of openings.
    pub menu: usize,
    /// Which of the [`Trips`] apply.
    pub travel: usize,
    /// The longest trip, minutes one way: what is longer in their row of [`Trips`] is not theirs.
    pub limit: i64,
    /// Whether they must be placed: their menu then holds what is decided.
    pub must: bool,
}

/// A home to live in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Home {
    /// People it can hold.
    pub beds: i64,
    /// Households that may share it.
    pub households: i64,
    /// Homes of one kind have equal entries in every menu of homes.
    pub kind: usize,
}

/// An opening to work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Opening {
    /// People it takes.
    pub positions: i64,
    /// Where its [`Trips`] lead: openings at one site have equal trips, from everywhere.
    ///
    /// It is the [`stop`](TravelTime::stop) of the travel times, numbered from 0: a site of the
    /// case, or a site and a shift where trips depend on that.
    pub site: usize,
    /// Working days a week: how often a trip is made.
    pub days: i64,
    /// Openings of one kind have equal entries in every menu of openings, and equal days.
    pub kind: usize,
}

impl Problem {
    /// The problem of `case`, with the trips of `travel`. Households, homes and openings keep the
    /// indices they have in the case; seekers are numbered through, household by household.
    ///
    /// `travel` is shared, because far trips are worked out when somebody asks for them.
    ///
    /// # Errors
    /// With the decisions that break a rule.
    pub fn new(case: &Case, travel: &Arc<dyn TravelTime>) -> Result<Self, Faults> {
        build::build(case, travel, None)
    }

    /// The problem of `case` when a plan exists already: `previous` is what each household and
    /// seeker had, for the term `moved`; an outer `None` is somebody who was not in that plan.
    ///
    /// # Errors
    /// With the decisions that break a rule.
    pub fn with_previous(
        case: &Case,
        travel: &Arc<dyn TravelTime>,
        previous: &Previous,
    ) -> Result<Self, Faults> {
        build::build(case, travel, Some(previous))
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

    /// The homes of a kind, ascending.
    pub fn homes_of_kind(&self, kind: usize) -> &[u32] {
        self.homes_of_kind.of(kind)
    }

    /// The openings of a kind, ascending.
    pub fn openings_of_kind(&self, kind: usize) -> &[u32] {
        self.openings_of_kind.of(kind)
    }

    /// What `home` costs in the menu of a household, if it is on it.
    pub fn home_cost(&self, household: &Household, home: usize) -> Option<&[i64]> {
        self.home_menu(household).cost_of_kind(self.homes.get(home)?.kind)
    }

    /// What `opening` costs in the menu of a seeker, if it is on it.
    pub fn opening_cost(&self, seeker: &Seeker, opening: usize) -> Option<&[i64]> {
        self.opening_menu(seeker).cost_of_kind(self.openings.get(opening)?.kind)
    }

    /// The homes on the menu of a household and their costs, ascending: all homes are looked at.
    pub fn homes_for(&self, household: &Household) -> impl Iterator<Item = (usize, &[i64])> {
        let menu = self.home_menu(household);
        (self.homes.iter().enumerate())
            .filter_map(|(home, entry)| Some((home, menu.cost_of_kind(entry.kind)?)))
    }

    /// The openings on the menu of a seeker and their costs, wherever they are, ascending: all
    /// openings are looked at.
    pub fn openings_for(&self, seeker: &Seeker) -> impl Iterator<Item = (usize, &[i64])> {
        let menu = self.opening_menu(seeker);
        (self.openings.iter().enumerate())
            .filter_map(|(opening, entry)| Some((opening, menu.cost_of_kind(entry.kind)?)))
    }

    /// All trips.
    pub fn trips(&self) -> &Trips {
        &self.trips
    }

    /// The households in the order in which a person would take them: the longest-waiting first.
    pub fn queue(&self) -> &[usize] {
        &self.queue
    }

    /// Finds out anew which homes, openings and households are of one kind; homes and openings know theirs.
    fn classify(&mut self) {
        let kinds: Vec<usize> = self.homes.iter().map(|home| home.kind).collect();
        self.homes_of_kind = Members::new(&kinds);
        let kinds: Vec<usize> = self.openings.iter().map(|opening| opening.kind).collect();
        self.openings_of_kind = Members::new(&kinds);
        self.classify_households();
    }

    /// Finds out anew which households are of one kind.
    fn classify_households(&mut self) {
        let kinds = Classes::new(self.households.iter().map(|household| {
            let own = &self.seekers[household.seekers()];
            let mut likes: Vec<_> =
                own.iter().map(|s| (s.menu, s.travel, s.limit, s.must)).collect();
            likes.sort_unstable();
            (household.size, household.menu, household.must, likes)
        }));
        for (household, kind) in self.households.iter_mut().zip(kinds.of) {
            household.kind = kind;
        }
    }

    /// Whether a household must be housed, or one of its seekers placed.
    pub(crate) fn is_decided(&self, household: usize) -> bool {
        let household = &self.households[household];
        household.must || household.seekers().any(|s| self.seekers[s].must)
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
            for (tier, floor) in floor.iter_mut().enumerate() {
                let none = (!must).then_some(menu.none()[tier]);
                let least = menu.span(tier).map(|(least, _)| least);
                *floor += least.into_iter().chain(none).min().unwrap_or(0);
            }
        }
        floor
    }
}

/// What households and seekers had in an earlier plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Previous {
    /// For each household of the case: where it lived, if it was in that plan.
    pub homes: Vec<Option<Option<usize>>>,
    /// For each seeker, numbered through: where they worked, if they were in that plan.
    pub openings: Vec<Option<Option<usize>>>,
}
