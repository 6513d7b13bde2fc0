use std::sync::Arc;

use super::ground::{Ground, Shape};
use super::objective::{Objective, menu_of_homes, menu_of_openings};
use super::tariff::Tariff;
use crate::proof::Property;

/// No home, or no opening.
pub(super) const NONE: u32 = u32::MAX;

/// The plans of a household that are left.
#[derive(Debug)]
pub(super) struct List {
    pool: Arc<Pool>,
    left: Vec<u32>,
    /// The least value of a plan.
    pub(super) least: i64,
    /// The greatest common divisor of all differences of values.
    pub(super) gap: u64,
}

/// Plans of households of one shape.
#[derive(Debug)]
pub(super) struct Pool {
    seekers: usize,
    homes: Vec<u32>,
    values: Vec<i64>,
    /// For each plan an opening, or [`NONE`], for each seeker of the shape.
    jobs: Vec<u32>,
}

/// What a plan is, as it stands in a [`Pool`].
#[derive(Clone, Copy)]
pub(super) struct PlanOf<'a> {
    /// Which of the pool it is.
    pub(super) index: u32,
    /// The home, or [`NONE`].
    pub(super) home: u32,
    /// What the objective comes to.
    pub(super) value: i64,
    jobs: &'a [u32],
}

impl Pool {
    pub(super) fn new(seekers: usize) -> Self {
        Self { seekers, homes: Vec::new(), values: Vec::new(), jobs: Vec::new() }
    }

    pub(super) fn push(&mut self, home: u32, value: i64, jobs: impl Iterator<Item = u32>) {
        self.homes.push(home);
        self.values.push(value);
        self.jobs.extend(jobs);
    }

    pub(super) fn len(&self) -> usize {
        self.homes.len()
    }

    fn plan(&self, index: u32) -> PlanOf<'_> {
        let at = index as usize;
        let jobs = &self.jobs[at * self.seekers..(at + 1) * self.seekers];
        PlanOf { index, home: self.homes[at], value: self.values[at], jobs }
    }
}

impl<'a> PlanOf<'a> {
    /// The openings in use, one a placed seeker.
    pub(super) fn openings(self) -> impl Iterator<Item = u32> + Clone + 'a {
        self.jobs.iter().copied().filter(|opening| *opening != NONE)
    }

    /// How many positions of an opening are in use.
    pub(super) fn positions(self, opening: u32) -> i64 {
        self.jobs.iter().map(|job| i64::from(*job == opening)).sum()
    }

    /// Whether the plan of a household has a property of that household.
    pub(super) fn has(self, ground: &Ground, property: Property) -> bool {
        match property {
            Property::Home { home, .. } => self.home == home.unwrap_or(NONE),
            Property::Opening { seeker, opening } => {
                let job = self.jobs[ground.slot_of[seeker as usize]];
                job == opening.unwrap_or(NONE)
            }
        }
    }

    /// What the plan of a household of a shape costs in the tier held.
    pub(super) fn held(self, ground: &Ground, shape: &Shape, objective: &Objective) -> i64 {
        let problem = ground.problem;
        let homes = menu_of_homes(problem, shape.household);
        let home = match problem.homes().get(self.home as usize) {
            Some(home) => homes.cost_of_kind(home.kind),
            None => Some(homes.none()),
        };
        let jobs = shape.seekers.iter().zip(self.jobs).map(|(seeker, job)| {
            let menu = menu_of_openings(problem, *seeker);
            let Some(opening) = problem.openings().get(*job as usize) else {
                return objective.held(menu.none());
            };
            let entry = menu.cost_of_kind(opening.kind).map_or(0, |cost| objective.held(cost));
            if objective.held_minute == 0 {
                return entry;
            }
            let travel = problem.seekers()[*seeker].travel;
            let minutes = problem.trips().minutes(travel, self.home as usize, opening.site);
            entry + objective.held_minute * opening.days * minutes.unwrap_or(0)
        });
        home.map_or(0, |cost| objective.held(cost)) + jobs.sum::<i64>()
    }

    /// What is paid for what the plan uses, `charges` being what plans pay for cuts.
    pub(super) fn paid(self, tariff: &Tariff, size: i64, charges: &[i64]) -> i64 {
        let home = if self.home == NONE { 0 } else { tariff.home(self.home, size) };
        let openings = self.openings().map(|opening| tariff.opening(opening));
        let cuts = charges.get(self.index as usize).unwrap_or(&0);
        home + openings.sum::<i64>() + cuts
    }
}

impl List {
    /// All plans of a pool.
    pub(super) fn all(pool: &Arc<Pool>) -> Self {
        let count = u32::try_from(pool.len()).unwrap_or(u32::MAX);
        Self::new(Arc::clone(pool), (0..count).collect())
    }

    fn new(pool: Arc<Pool>, left: Vec<u32>) -> Self {
        let values = left.iter().map(|plan| pool.values[*plan as usize]);
        let first = values.clone().next().unwrap_or(0);
        let gap = values.clone().fold(0, |gap, value| common(gap, value.abs_diff(first)));
        Self { least: values.min().unwrap_or(0), gap, pool, left }
    }

    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub(super) fn plans(&self) -> impl Iterator<Item = PlanOf<'_>> + Clone {
        self.left.iter().map(|plan| self.pool.plan(*plan))
    }

    /// The plans that are to be kept, if not all are.
    pub(super) fn retain(&self, mut keep: impl FnMut(PlanOf) -> bool) -> Option<Self> {
        let keeps: Vec<u32> =
            self.left.iter().copied().filter(|plan| keep(self.pool.plan(*plan))).collect();
        (keeps.len() < self.left.len()).then(|| Self::new(Arc::clone(&self.pool), keeps))
    }

    /// The plans that have a property, and those that have not.
    pub(super) fn split(&self, ground: &Ground, property: Property) -> (Self, Self) {
        let (with, without) =
            self.left.iter().partition(|plan| self.pool.plan(**plan).has(ground, property));
        (Self::new(Arc::clone(&self.pool), with), Self::new(Arc::clone(&self.pool), without))
    }

    /// The home that all plans have.
    pub(super) fn home(&self) -> Option<u32> {
        let mut homes = self.plans().map(|plan| plan.home);
        let home = homes.next().filter(|home| *home != NONE)?;
        homes.all(|other| other == home).then_some(home)
    }

    /// The openings that all plans use, with the positions that all of them take.
    pub(super) fn openings(&self) -> Vec<(u32, i64)> {
        let mut plans = self.plans();
        let Some(first) = plans.next() else { return Vec::new() };
        let mut openings: Vec<(u32, i64)> =
            first.openings().map(|opening| (opening, first.positions(opening))).collect();
        openings.sort_unstable();
        openings.dedup();
        for plan in plans {
            if openings.is_empty() {
                break;
            }
            for (opening, positions) in &mut openings {
                *positions = plan.positions(*opening).min(*positions);
            }
            openings.retain(|(_, positions)| *positions > 0);
        }
        openings
    }
}

/// The greatest common divisor; of 0 and `b` it is `b`.
pub(super) fn common(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while a != 0 {
        if a == 1 {
            return 1;
        }
        (a, b) = (b % a, a);
    }
    b
}
