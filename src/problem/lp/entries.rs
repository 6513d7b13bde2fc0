use std::collections::BTreeMap;

use super::Problem;
use super::names::Variable;

/// Who may take what, and what it costs: all that a written program needs to know of a problem.
pub(super) struct Entries<'a> {
    problem: &'a Problem,
    openings_at: BTreeMap<usize, Vec<usize>>,
    takers: Vec<Vec<usize>>,
}

/// An opening that a seeker may take from a home.
pub(super) struct Job<'a> {
    pub(super) opening: usize,
    cost: &'a [i64],
    trip: i64,
}

impl<'a> Entries<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut openings_at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (o, opening) in problem.openings.iter().enumerate() {
            openings_at.entry(opening.site).or_default().push(o);
        }
        let mut entries = Self { problem, openings_at, takers: Vec::new() };
        let mut takers = vec![Vec::new(); problem.homes.len()];
        for h in 0..problem.households.len() {
            entries.homes(h).for_each(|(home, _)| takers[home].push(h));
        }
        entries.takers = takers;
        entries
    }

    /// The homes that a household may take, with their costs.
    pub(super) fn homes(&self, h: usize) -> impl Iterator<Item = (usize, &'a [i64])> {
        self.problem.homes_for(&self.problem.households[h])
    }

    /// The openings that a seeker may take from a home.
    pub(super) fn jobs(&self, s: usize, home: usize) -> impl Iterator<Item = Job<'a>> {
        let problem = self.problem;
        let seeker = &problem.seekers[s];
        (problem.trips.row(seeker.travel, home))
            .take_while(|(_, minutes)| *minutes <= seeker.limit)
            .flat_map(|(site, minutes)| {
                let openings = self.openings_at.get(&site).map_or(&[][..], Vec::as_slice);
                openings.iter().map(move |opening| (*opening, minutes))
            })
            .filter_map(move |(opening, minutes)| {
                let trip = problem.trip_cost(opening, minutes);
                Some(Job { opening, cost: problem.opening_cost(seeker, opening)?, trip })
            })
    }

    /// The households that may take a home.
    pub(super) fn takers(&self, home: usize) -> impl Iterator<Item = usize> {
        self.takers[home].iter().copied()
    }

    /// The seekers who may take an opening, each with the homes from which they may.
    pub(super) fn commuters(&self, opening: usize) -> Vec<(usize, usize)> {
        let problem = self.problem;
        let site = problem.openings[opening].site;
        let mut away: BTreeMap<usize, Vec<Option<i64>>> = BTreeMap::new();
        let mut commuters = Vec::new();
        for (s, seeker) in problem.seekers.iter().enumerate() {
            if problem.opening_cost(seeker, opening).is_none() {
                continue;
            }
            let minutes = away.entry(seeker.travel).or_insert_with(|| {
                let homes = 0..problem.homes.len();
                homes.map(|home| problem.trips.minutes(seeker.travel, home, site)).collect()
            });
            let homes = self.homes(seeker.household).map(|(home, _)| home);
            let near = homes.filter(|home| minutes[*home].is_some_and(|m| m <= seeker.limit));
            commuters.extend(near.map(|home| (s, home)));
        }
        commuters
    }

    /// Every variable that is 0 or 1.
    pub(super) fn variables(&self) -> impl Iterator<Item = Variable> {
        (0..self.problem.households.len()).flat_map(move |h| {
            let homes = self.homes(h).map(move |(home, _)| Variable::Home(h, home));
            homes.chain(self.every_job(h).map(|(s, home, job)| Variable::Job(s, home, job.opening)))
        })
    }

    /// The weighted cost as what it is when nobody takes anything, and what each choice changes.
    pub(super) fn change(&self, weights: &[i128]) -> impl Iterator<Item = (i128, Variable)> {
        let cost = |cost: &[i64]| -> i128 {
            weights.iter().zip(cost).map(|(weight, part)| weight * i128::from(*part)).sum()
        };
        let trips = self.problem.trip_tier.map_or(0, |trip| weights[trip.tier]);
        let home_none = move |h: usize| cost(self.home_none(h));
        let job_none = move |s: usize| cost(self.job_none(s));
        let nothing = weights.iter().zip(self.nothing()).map(|(weight, part)| weight * part).sum();
        let changes = (0..self.problem.households.len()).flat_map(move |h| {
            let homes = (self.homes(h))
                .map(move |(home, of)| (cost(of) - home_none(h), Variable::Home(h, home)));
            homes.chain(self.every_job(h).map(move |(s, home, job)| {
                let change = cost(job.cost) + trips * i128::from(job.trip) - job_none(s);
                (change, Variable::Job(s, home, job.opening))
            }))
        });
        std::iter::once((nothing, Variable::One)).chain(changes)
    }

    /// For each tier what it costs if nobody takes anything, decided or not.
    pub(super) fn nothing(&self) -> Vec<i128> {
        let problem = self.problem;
        let homes = (0..problem.households.len()).map(|h| self.home_none(h));
        let jobs = (0..problem.seekers.len()).map(|s| self.job_none(s));
        let mut sums = vec![0; problem.tiers];
        for cost in homes.chain(jobs) {
            sums.iter_mut().zip(cost).for_each(|(sum, cost)| *sum += i128::from(*cost));
        }
        sums
    }

    /// For each tier the least and the most that a solution may cost, everybody by themselves.
    pub(super) fn spans(&self) -> Vec<(i128, i128)> {
        let problem = self.problem;
        let tiers = problem.tiers;
        let mut sums = vec![(0, 0); tiers];
        let mut add = |own: Vec<Option<(i64, i64)>>| {
            for (sum, (low, high)) in
                sums.iter_mut().zip(own.into_iter().map(Option::unwrap_or_default))
            {
                sum.0 += i128::from(low);
                sum.1 += i128::from(high);
            }
        };
        for (h, household) in problem.households.iter().enumerate() {
            let mut own = free(household.must, self.home_none(h));
            self.homes(h)
                .for_each(|(_, cost)| (0..tiers).for_each(|t| widen(&mut own[t], cost[t])));
            add(own);
            for s in household.seekers() {
                let mut own = free(problem.seekers[s].must, self.job_none(s));
                for (home, _) in self.homes(h) {
                    for job in self.jobs(s, home) {
                        (0..tiers).for_each(|t| widen(&mut own[t], self.job_cost(&job, t)));
                    }
                }
                add(own);
            }
        }
        sums
    }

    fn job_cost(&self, job: &Job, tier: usize) -> i64 {
        let trips = self.problem.trip_tier.is_some_and(|trip| trip.tier == tier);
        job.cost[tier] + if trips { job.trip } else { 0 }
    }

    fn every_job(&self, h: usize) -> impl Iterator<Item = (usize, usize, Job<'a>)> {
        self.problem.households[h].seekers().flat_map(move |s| {
            let homes = self.homes(h);
            homes.flat_map(move |(home, _)| self.jobs(s, home).map(move |job| (s, home, job)))
        })
    }

    fn home_none(&self, h: usize) -> &'a [i64] {
        self.problem.home_menu(&self.problem.households[h]).none()
    }

    fn job_none(&self, s: usize) -> &'a [i64] {
        self.problem.opening_menu(&self.problem.seekers[s]).none()
    }
}

/// For each tier the costs of somebody who may take nothing, or of whom nothing is known yet.
fn free(must: bool, none: &[i64]) -> Vec<Option<(i64, i64)>> {
    none.iter().map(|cost| (!must).then_some((*cost, *cost))).collect()
}

fn widen(span: &mut Option<(i64, i64)>, cost: i64) {
    let (low, high) = span.unwrap_or((cost, cost));
    *span = Some((low.min(cost), high.max(cost)));
}
