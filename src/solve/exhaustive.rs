//! Every solution there is, one after the other: the oracle of the tests. Nothing is pruned but
//! what does not fit.

use super::decompose::confirm;
use super::reach::Reach;
use super::{Options, Outcome, Progress, Stop};
use crate::problem::{Cost, Problem, Solution};

/// More solutions than this are too many.
const MOST: f64 = 1e8;
/// More households and seekers than this are too many to go through one inside the other.
const DEEPEST: usize = 1_000;

pub(super) fn solve(problem: &Problem, options: &Options) -> Outcome {
    if problem.households().len() + problem.seekers().len() > DEEPEST {
        return Outcome::NoPlan { stop: Stop::TooLarge };
    }
    let mut search = Search {
        problem,
        options,
        jobs: jobs(problem),
        beds: problem.homes().iter().map(|home| home.beds).collect(),
        places: problem.homes().iter().map(|home| home.households).collect(),
        positions: problem.openings().iter().map(|opening| opening.positions).collect(),
        current: Solution::nothing(problem),
        best: None,
        seen: 0,
        stop: None,
    };
    if search.solutions() > MOST {
        return Outcome::NoPlan { stop: Stop::TooLarge };
    }
    search.household(0, &vec![0; problem.tiers()]);
    match (search.best, search.stop) {
        (Some((_, solution)), None) => confirm(problem, options, Some(solution)),
        (Some((_, solution)), stop) => Outcome::unproven(problem, solution, stop),
        (None, Some(stop)) => Outcome::NoPlan { stop },
        (None, None) => confirm(problem, options, None),
    }
}

/// For each seeker, for each home on the menu of their household: openings and their costs.
type Jobs = Vec<Vec<Vec<(usize, Cost)>>>;

fn jobs(problem: &Problem) -> Jobs {
    let reach = Reach::new(problem);
    (problem.seekers().iter().enumerate())
        .map(|(s, seeker)| {
            let homes = problem.homes_for(&problem.households()[seeker.household]);
            let from = |(home, _)| {
                let jobs = reach.jobs(s, home);
                jobs.map(|job| (job.opening, job.costs().collect())).collect()
            };
            homes.map(from).collect()
        })
        .collect()
}

struct Search<'a> {
    problem: &'a Problem,
    options: &'a Options<'a>,
    jobs: Jobs,
    beds: Vec<i64>,
    places: Vec<i64>,
    positions: Vec<i64>,
    current: Solution,
    best: Option<(Cost, Solution)>,
    seen: u64,
    stop: Option<Stop>,
}

impl Search<'_> {
    fn solutions(&self) -> f64 {
        let households = self.problem.households().iter();
        households
            .map(|household| {
                let homes = self.problem.homes_for(household).count();
                let with = |at: usize| -> f64 {
                    household.seekers().map(|s| self.jobs[s][at].len() as f64 + 1.0).product()
                };
                1.0 + (0..homes).map(with).sum::<f64>()
            })
            .product()
    }

    fn household(&mut self, h: usize, cost: &[i64]) {
        let Some(household) = self.problem.households().get(h).copied() else {
            return self.look(cost);
        };
        let problem = self.problem;
        let all_free = household.seekers().all(|s| !self.problem.seekers()[s].must);
        if !household.must && all_free {
            let mut sum = plus(cost, problem.home_menu(&household).none());
            for s in household.seekers() {
                sum = plus(&sum, self.problem.opening_menu(&self.problem.seekers()[s]).none());
            }
            self.household(h + 1, &sum);
        }
        for (at, (home, part)) in problem.homes_for(&household).enumerate() {
            if self.beds[home] < household.size || self.places[home] < 1 {
                continue;
            }
            self.beds[home] -= household.size;
            self.places[home] -= 1;
            self.current.homes[h] = Some(home);
            self.seeker(h, at, household.first_seeker, &plus(cost, part));
            self.current.homes[h] = None;
            self.beds[home] += household.size;
            self.places[home] += 1;
        }
    }

    fn seeker(&mut self, h: usize, home_at: usize, s: usize, cost: &[i64]) {
        if !self.problem.households()[h].seekers().contains(&s) {
            return self.household(h + 1, cost);
        }
        let seeker = self.problem.seekers()[s];
        if !seeker.must {
            let none = self.problem.opening_menu(&seeker).none();
            self.seeker(h, home_at, s + 1, &plus(cost, none));
        }
        for at in 0..self.jobs[s][home_at].len() {
            let (opening, part) = self.jobs[s][home_at][at].clone();
            if self.positions[opening] < 1 {
                continue;
            }
            self.positions[opening] -= 1;
            self.current.openings[s] = Some(opening);
            self.seeker(h, home_at, s + 1, &plus(cost, &part));
            self.current.openings[s] = None;
            self.positions[opening] += 1;
        }
    }

    fn look(&mut self, cost: &[i64]) {
        self.seen += 1;
        if self.seen.is_multiple_of(4096) && self.stop.is_none() {
            self.stop = self.options.stop();
        }
        if self.stop.is_none() && self.best.as_ref().is_none_or(|(best, _)| cost < &best[..]) {
            self.options.tell(&Progress::new(0, self.problem.tiers(), Some(cost.to_vec())));
            self.best = Some((cost.to_vec(), self.current.clone()));
        }
    }
}

fn plus(a: &[i64], b: &[i64]) -> Cost {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}
