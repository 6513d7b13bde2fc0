use std::ops::Range;

use super::reach::{Job, Reach};
use crate::problem::{Problem, Solution};

/// The single decisions that a solution is made of: a home for a household, and an opening for a
/// seeker from that home. Some are left out, but never all that lead to a best solution.
///
/// Two things leave choices out:
///
/// 1. **Enough better openings.** From one home, a seeker's openings are sorted by cost, tier by
///    tier, ties by index, and only the first ones are kept, until together they have as many
///    positions as the problem has seekers. Take a best solution in which the seeker has an
///    opening further down. The other seekers, at most n − 1, cannot fill the n positions kept,
///    so one is free, costs no more, and is in reach of the same home: moving there changes
///    nothing else and makes nothing worse. Repeating this ends in a best solution of kept
///    choices only, since each step moves somebody to an earlier opening.
/// 2. **No slack.** See [`Choices::hold`].
pub(super) struct Choices {
    tiers: usize,
    /// (household, home).
    pub(super) homes: Vec<(usize, usize)>,
    /// (seeker, index in `homes`, opening).
    pub(super) jobs: Vec<(usize, usize, usize)>,
    home_costs: Vec<i64>,
    job_costs: Vec<i64>,
    home_none: Vec<Vec<i64>>,
    job_none: Vec<Vec<i64>>,
    household_of: Vec<usize>,
    /// Households that must be housed.
    pub(super) must_house: Vec<bool>,
    /// Seekers who must be placed.
    pub(super) must_place: Vec<bool>,
}

/// For everybody, the least and the most that a choice may cost in one tier.
struct Spans {
    households: Vec<Range<i64>>,
    seekers: Vec<Range<i64>>,
}

impl Spans {
    fn least(&self) -> i64 {
        self.households.iter().chain(&self.seekers).map(|span| span.start).sum()
    }

    fn width(&self) -> i64 {
        self.households.iter().chain(&self.seekers).map(|span| span.end - span.start).sum()
    }
}

impl Choices {
    /// All of them; `None` if they are more than so many.
    pub(super) fn up_to(most: usize, problem: &Problem) -> Option<Self> {
        let mut choices = Self {
            tiers: problem.tiers(),
            homes: Vec::new(),
            jobs: Vec::new(),
            home_costs: Vec::new(),
            job_costs: Vec::new(),
            home_none: (problem.households().iter())
                .map(|household| problem.home_menu(household).none().to_vec())
                .collect(),
            job_none: (problem.seekers().iter())
                .map(|seeker| problem.opening_menu(seeker).none().to_vec())
                .collect(),
            household_of: problem.seekers().iter().map(|seeker| seeker.household).collect(),
            must_house: problem.households().iter().map(|household| household.must).collect(),
            must_place: problem.seekers().iter().map(|seeker| seeker.must).collect(),
        };
        let reach = Reach::new(problem);
        for (h, household) in problem.households().iter().enumerate() {
            for (home, cost) in problem.homes_for(household) {
                let index = choices.homes.len();
                choices.homes.push((h, home));
                choices.home_costs.extend_from_slice(cost);
                if choices.homes.len() + choices.jobs.len() > most {
                    return None;
                }
                for s in household.seekers() {
                    for job in enough_jobs(problem, &reach, s, home) {
                        choices.jobs.push((s, index, job.opening));
                        choices.job_costs.extend(job.costs());
                    }
                }
            }
        }
        choices.close();
        Some(choices)
    }

    pub(super) fn home_cost(&self, choice: usize, tier: usize) -> i64 {
        self.home_costs[choice * self.tiers + tier]
    }

    pub(super) fn job_cost(&self, choice: usize, tier: usize) -> i64 {
        self.job_costs[choice * self.tiers + tier]
    }

    pub(super) fn home_none(&self, household: usize, tier: usize) -> i64 {
        self.home_none[household][tier]
    }

    pub(super) fn job_none(&self, seeker: usize, tier: usize) -> i64 {
        self.job_none[seeker][tier]
    }

    /// A value that no solution made of these choices undercuts in `tier`.
    pub(super) fn floor(&self, tier: usize) -> i64 {
        self.spans(tier).least()
    }

    /// How much more than the floor a solution made of these choices can cost in `tier` at most.
    pub(super) fn width(&self, tier: usize) -> i64 {
        self.spans(tier).width()
    }

    fn spans(&self, tier: usize) -> Spans {
        let none = |must: bool, cost: i64| (!must).then_some(cost..cost);
        let mut households: Vec<Option<Range<i64>>> = (self.must_house.iter().enumerate())
            .map(|(h, must)| none(*must, self.home_none(h, tier)))
            .collect();
        let mut seekers: Vec<Option<Range<i64>>> = (self.must_place.iter().enumerate())
            .map(|(s, must)| none(*must, self.job_none(s, tier)))
            .collect();
        for (at, (household, _)) in self.homes.iter().enumerate() {
            widen(&mut households[*household], self.home_cost(at, tier));
        }
        for (at, (seeker, ..)) in self.jobs.iter().enumerate() {
            widen(&mut seekers[*seeker], self.job_cost(at, tier));
        }
        let known = |spans: Vec<Option<Range<i64>>>| {
            spans.into_iter().map(|span| span.unwrap_or(0..0)).collect()
        };
        Spans { households: known(households), seekers: known(seekers) }
    }

    /// Leaves out what cannot be in a solution whose cost in `tier` is at most `value`.
    ///
    /// Everybody costs at least their own least. If `value` exceeds the sum of these by `slack`,
    /// somebody whose choice costs more than their least by more than `slack` lifts the sum above
    /// `value`, whatever the others do.
    pub(super) fn hold(&mut self, tier: usize, value: i64) {
        let spans = self.spans(tier);
        let slack = value - spans.least();
        let fits = |span: &Range<i64>, cost: i64| cost - span.start <= slack;
        for (h, must) in self.must_house.iter_mut().enumerate() {
            *must |= !fits(&spans.households[h], self.home_none[h][tier]);
        }
        for (s, must) in self.must_place.iter_mut().enumerate() {
            *must |= !fits(&spans.seekers[s], self.job_none[s][tier]);
        }
        let homes: Vec<bool> = (self.homes.iter().enumerate())
            .map(|(at, (h, _))| fits(&spans.households[*h], self.home_cost(at, tier)))
            .collect();
        let jobs: Vec<bool> = (self.jobs.iter().enumerate())
            .map(|(at, (s, ..))| fits(&spans.seekers[*s], self.job_cost(at, tier)))
            .collect();
        self.keep(&homes, &jobs);
        self.close();
    }

    /// Leaves out homes from which somebody who must be placed has no opening.
    fn close(&mut self) {
        let mut needed = vec![0; self.must_house.len()];
        for (s, _) in self.must_place.iter().enumerate().filter(|(_, must)| **must) {
            needed[self.household_of[s]] += 1;
            self.must_house[self.household_of[s]] = true;
        }
        // The jobs of one seeker from one home stand together.
        let mut offered = vec![0; self.homes.len()];
        for jobs in self.jobs.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (seeker, home, _) = jobs[0];
            offered[home] += usize::from(self.must_place[seeker]);
        }
        let homes: Vec<bool> = (self.homes.iter().zip(offered))
            .map(|((household, _), offered)| offered == needed[*household])
            .collect();
        self.keep(&homes, &vec![true; self.jobs.len()]);
    }

    fn keep(&mut self, homes: &[bool], jobs: &[bool]) {
        let jobs: Vec<bool> = (self.jobs.iter().zip(jobs))
            .map(|((_, home, _), keep)| *keep && homes[*home])
            .collect();
        let mut kept = 0;
        let renumbered: Vec<usize> = (homes.iter())
            .map(|keep| {
                kept += usize::from(*keep);
                kept - usize::from(*keep)
            })
            .collect();
        retain(&mut self.homes, homes, 1);
        retain(&mut self.home_costs, homes, self.tiers);
        retain(&mut self.jobs, &jobs, 1);
        retain(&mut self.job_costs, &jobs, self.tiers);
        for (_, home, _) in &mut self.jobs {
            *home = renumbered[*home];
        }
    }

    /// Which homes and which jobs `solution` is made of.
    pub(super) fn chosen(&self, solution: &Solution) -> (Vec<bool>, Vec<bool>) {
        let homes: Vec<bool> =
            self.homes.iter().map(|(h, home)| solution.homes[*h] == Some(*home)).collect();
        let jobs = (self.jobs.iter())
            .map(|(s, home, opening)| homes[*home] && solution.openings[*s] == Some(*opening))
            .collect();
        (homes, jobs)
    }

    /// The solution made of the choices marked.
    pub(super) fn solution(&self, homes: &[bool], jobs: &[bool]) -> Solution {
        let mut solution = Solution {
            homes: vec![None; self.must_house.len()],
            openings: vec![None; self.must_place.len()],
        };
        for ((household, home), _) in self.homes.iter().zip(homes).filter(|(_, chosen)| **chosen) {
            solution.homes[*household] = Some(*home);
        }
        for ((seeker, _, opening), _) in self.jobs.iter().zip(jobs).filter(|(_, chosen)| **chosen) {
            solution.openings[*seeker] = Some(*opening);
        }
        solution
    }
}

/// The cheapest jobs of a seeker from a home, as many as the first reason of [`Choices`] asks for.
fn enough_jobs<'a>(
    problem: &Problem,
    reach: &'a Reach,
    seeker: usize,
    home: usize,
) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job> = reach.jobs(seeker, home).collect();
    jobs.sort_unstable_by(Job::order);
    let mut wanted = i64::try_from(problem.seekers().len()).unwrap_or(i64::MAX);
    let enough = jobs.iter().position(|job| {
        wanted -= problem.openings()[job.opening].positions;
        wanted <= 0
    });
    jobs.truncate(enough.map_or(jobs.len(), |last| last + 1));
    jobs
}

fn widen(span: &mut Option<Range<i64>>, cost: i64) {
    *span = Some(match span {
        Some(span) => span.start.min(cost)..span.end.max(cost),
        None => cost..cost,
    });
}

/// Keeps the rows of `width` numbers that are marked.
fn retain<T>(table: &mut Vec<T>, keep: &[bool], width: usize) {
    let mut at = 0;
    table.retain(|_| {
        at += 1;
        keep[(at - 1) / width]
    });
}
