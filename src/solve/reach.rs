use std::cmp::Ordering;

use crate::problem::{Problem, Seeker};

/// Who can work where from which home: menus and trips joined.
pub(super) struct Reach<'a> {
    problem: &'a Problem,
    /// The openings at site `s`, ascending, stand from `starts[s]` to `starts[s + 1]`.
    starts: Vec<usize>,
    openings: Vec<OpeningAt>,
}

/// An opening and its kind, as they are looked through site by site.
#[derive(Clone, Copy)]
pub(super) struct OpeningAt {
    pub(super) opening: u32,
    pub(super) kind: u32,
}

/// An opening that a seeker can have from a home.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) opening: usize,
    menu_cost: &'a [i64],
    trip: Option<(usize, i64)>,
}

impl Job<'_> {
    /// What it costs in `tier`, the trip included.
    pub(super) fn cost(&self, tier: usize) -> i64 {
        let trip = self.trip.filter(|(trip_tier, _)| *trip_tier == tier);
        self.menu_cost[tier] + trip.map_or(0, |(_, cost)| cost)
    }

    pub(super) fn costs(&self) -> impl Iterator<Item = i64> {
        (0..self.menu_cost.len()).map(|tier| self.cost(tier))
    }

    /// The cheaper first, tier by tier; equally cheap ones by index.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.costs().cmp(other.costs()).then(self.opening.cmp(&other.opening))
    }
}

impl<'a> Reach<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut order: Vec<(usize, OpeningAt)> = (0..)
            .zip(problem.openings())
            .map(|(opening, of)| (of.site, OpeningAt { opening, kind: of.kind as u32 }))
            .collect();
        order.sort_by_key(|(site, _)| *site);
        let mut starts = vec![0];
        for (index, (site, _)) in order.iter().enumerate() {
            starts.resize((site + 1).max(starts.len()), index);
        }
        starts.push(order.len());
        Self { problem, starts, openings: order.into_iter().map(|(_, opening)| opening).collect() }
    }

    /// The sites that a seeker can travel to from `home`, the quickest first, and some that are too
    /// far.
    pub(super) fn row(&self, seeker: &Seeker, home: usize) -> impl Iterator<Item = (usize, i64)> {
        self.problem.trips().row(seeker.travel, home)
    }

    /// The openings at a site, ascending.
    pub(super) fn openings_at(&self, site: usize) -> &[OpeningAt] {
        match (self.starts.get(site), self.starts.get(site + 1)) {
            (Some(start), Some(end)) => &self.openings[*start..*end],
            _ => &[],
        }
    }

    /// The job that `opening` is for a seeker so many minutes away, if it is on their menu.
    pub(super) fn job(&self, seeker: usize, opening: usize, minutes: i64) -> Option<Job<'a>> {
        let problem = self.problem;
        let menu_cost = problem.opening_cost(&problem.seekers()[seeker], opening)?;
        let trip = problem.trip_tier().map(|trip| (trip.tier, problem.trip_cost(opening, minutes)));
        Some(Job { opening, menu_cost, trip })
    }

    /// The job that `opening` is for a seeker from `home`, if they can have it.
    pub(super) fn job_from(&self, seeker: usize, home: usize, opening: usize) -> Option<Job<'a>> {
        let Seeker { travel, limit, .. } = self.problem.seekers()[seeker];
        let site = self.problem.openings()[opening].site;
        let minutes = self.problem.trips().minutes(travel, home, site)?;
        if minutes > limit {
            return None;
        }
        self.job(seeker, opening, minutes)
    }

    /// Every opening on the seeker's menu that they can travel to from `home`.
    pub(super) fn jobs(&self, seeker: usize, home: usize) -> impl Iterator<Item = Job<'a>> {
        let limit = self.problem.seekers()[seeker].limit;
        self.row(&self.problem.seekers()[seeker], home)
            .take_while(move |(_, minutes)| *minutes <= limit)
            .flat_map(|(site, minutes)| {
                self.openings_at(site).iter().map(move |at| (at.opening as usize, minutes))
            })
            .filter_map(move |(opening, minutes)| self.job(seeker, opening, minutes))
    }
}

/// The sites next door to a home: whoever lives there has no way to them.
pub(super) fn next_door(
    problem: &Problem,
    travel: usize,
    home: usize,
) -> impl Iterator<Item = usize> {
    let row = problem.trips().row(travel, home);
    row.take_while(|(_, minutes)| *minutes == 0).map(|(site, _)| site)
}
