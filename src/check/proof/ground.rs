use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Blocks;
use super::nearest::Nearest;
use super::objective::{Objective, menu_of_homes, menu_of_openings};
use super::pricing::Pricing;
use super::sites::Sites;
use super::tariff::Tariff;
use crate::problem::{Menu, Problem, Seeker};

/// Reduced costs stay below this, so that a few of them can be added.
pub(super) const HIGHEST: i128 = 1 << 61;

/// The problem, prepared for a search of its plans.
pub(super) struct Ground<'a> {
    pub(super) problem: &'a Problem,
    /// All households.
    pub(super) all: Vec<u32>,
    /// Households that differ in nothing but who they are have one shape.
    pub(super) shapes: Vec<Shape>,
    /// For each household its shape.
    pub(super) shape_of: Vec<usize>,
    /// For each seeker which seeker of the shape they are.
    pub(super) slot_of: Vec<usize>,
    pub(super) blocks: Blocks,
    pub(super) sites: Sites,
    pub(super) nearest: Nearest,
    most: Most,
}

/// A household and its seekers, the latter in an order of their own.
pub(super) struct Shape {
    /// A household of this shape.
    pub(super) household: usize,
    pub(super) size: i64,
    /// For each seeker one who is like them.
    pub(super) seekers: Vec<usize>,
    /// Whether there is a plan without a home.
    pub(super) may_stay: bool,
}

/// What is at most in a plan.
struct Most {
    seekers: i128,
    /// For each tier what a plan costs there.
    costs: Vec<i128>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let (shapes, shape_of, slot_of) = shapes(problem);
        let (blocks, sites) = (Blocks::new(problem), Sites::new(problem));
        Self {
            problem,
            all: (0u32..).take(problem.households().len()).collect(),
            most: most(problem, &shapes),
            nearest: Nearest::new(problem, &sites, blocks.homes()),
            blocks,
            sites,
            shapes,
            shape_of,
            slot_of,
        }
    }

    /// The shapes of some households, ascending.
    pub(super) fn shapes_of(&self, households: impl Iterator<Item = u32>) -> Vec<usize> {
        let shapes: BTreeSet<usize> = households.map(|h| self.shape_of[h as usize]).collect();
        shapes.into_iter().collect()
    }

    /// The objective with these weights, a tier being held; `None` if its numbers are too large.
    pub(super) fn objective(&self, weights: Vec<i64>, held: Option<usize>) -> Option<Objective> {
        if held.is_some_and(|tier| self.most.costs[tier] >= HIGHEST) {
            return None;
        }
        let objective = Objective::new(self.problem, weights, held)?;
        let tariff = Tariff::default();
        let pricing = Pricing { objective: &objective, scale: 1, tariff: &tariff };
        self.is_countable(pricing).then_some(objective)
    }

    /// Whether all reduced costs are below [`HIGHEST`], even were a plan to have the largest
    /// entry of everything.
    pub(super) fn is_countable(&self, pricing: Pricing) -> bool {
        let Pricing { objective, scale, tariff } = pricing;
        let times = |count: i128, of: i64| count.checked_mul(of.into());
        let highest = tariff.highest();
        let mut parts = vec![
            Some(highest.place.into()),
            Some(highest.rooms),
            Some(highest.cuts),
            times(self.most.seekers, highest.opening),
        ];
        parts.extend(
            objective
                .weights()
                .iter()
                .zip(&self.most.costs)
                .map(|(weight, cost)| times(*cost, *weight)?.checked_mul(scale.into())),
        );
        let sum = parts.into_iter().try_fold(0i128, |sum, part| sum.checked_add(part?));
        sum.is_some_and(|sum| sum < HIGHEST)
    }
}

/// Menu, way of travelling, limit, and whether they must be placed.
type Likes = (usize, usize, i64, bool);

/// What makes households alike: seekers, menu, size, and whether they must be housed.
type Key = (Vec<Likes>, usize, i64, bool);

pub(super) fn likes(seeker: &Seeker) -> Likes {
    (seeker.menu, seeker.travel, seeker.limit, seeker.must)
}

/// Shapes, for each household its shape, and for each seeker which one of the shape they are.
/// Shapes with like seekers follow each other.
fn shapes(problem: &Problem) -> (Vec<Shape>, Vec<usize>, Vec<usize>) {
    let mut slot_of = vec![0; problem.seekers().len()];
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (h, household) in problem.households().iter().enumerate() {
        let like: Vec<_> =
            in_order(problem, h).iter().map(|s| likes(&problem.seekers()[*s])).collect();
        for (slot, seeker) in in_order(problem, h).into_iter().enumerate() {
            slot_of[seeker] = slot;
        }
        let key = (like, household.menu, household.size, household.must);
        alike.entry(key).or_default().push(h);
    }
    let mut shape_of = vec![0; problem.households().len()];
    let shape = |(shape, ((like, _, size, must), households)): (usize, (Key, Vec<usize>))| {
        households.iter().for_each(|household| shape_of[*household] = shape);
        let household = households[0];
        let may_stay = !must && like.iter().all(|(.., must)| !must);
        Shape { household, size, seekers: in_order(problem, household), may_stay }
    };
    let shapes = alike.into_iter().enumerate().map(shape).collect();
    (shapes, shape_of, slot_of)
}

/// The seekers of a household, those who are alike beside each other.
fn in_order(problem: &Problem, household: usize) -> Vec<usize> {
    let mut seekers: Vec<usize> = problem.households()[household].seekers().collect();
    seekers.sort_by_key(|seeker| likes(&problem.seekers()[*seeker]));
    seekers
}

fn most(problem: &Problem, shapes: &[Shape]) -> Most {
    let seekers = shapes.iter().map(|shape| shape.seekers.len()).max().unwrap_or(0) as i128;
    let mut homes = vec![0; problem.tiers()];
    let mut openings = vec![0; problem.tiers()];
    let mut seen = BTreeSet::new();
    for shape in shapes {
        if seen.insert((true, problem.households()[shape.household].menu)) {
            widen(&mut homes, menu_of_homes(problem, shape.household));
        }
        for seeker in &shape.seekers {
            if seen.insert((false, problem.seekers()[*seeker].menu)) {
                widen(&mut openings, menu_of_openings(problem, *seeker));
            }
        }
    }
    if let Some(trip) = problem.trip_tier() {
        // A minute at least, as it is counted with even where nobody may travel.
        let minutes = problem.seekers().iter().map(|seeker| seeker.limit).max().unwrap_or(0).max(1);
        let days = problem.openings().iter().map(|opening| opening.days).max().unwrap_or(0);
        openings[trip.tier] += i128::from(trip.weight) * i128::from(minutes) * i128::from(days);
    }
    Most {
        seekers,
        costs: homes.iter().zip(openings).map(|(home, opening)| home + seekers * opening).collect(),
    }
}

/// Raises `most` to the largest entries of a menu, signs aside.
fn widen(most: &mut [i128], menu: &Menu) {
    for cost in menu.kinds().map(|(_, cost)| cost).chain([menu.none()]) {
        for (most, cost) in most.iter_mut().zip(cost) {
            *most = (*most).max(i128::from(cost.unsigned_abs()));
        }
    }
}
