//! What a careful person does by hand: the longest-waiting household first, each to the home and
//! the work that are best for itself among what is left. What is decided is kept aside first.

use super::reach::{Job, Reach};
use super::{Outcome, Stop};
use crate::problem::{Cost, Problem, Solution};

pub(super) fn solve(problem: &Problem) -> Outcome {
    match by_hand(problem) {
        Some(solution) => Outcome::of(problem, solution, problem.floor(), None),
        None => Outcome::NoPlan { stop: Stop::SolverFailed },
    }
}

/// A solution made by hand; `None` only where this way finds no place for what is decided.
pub(super) fn by_hand(problem: &Problem) -> Option<Solution> {
    let mut left = Left::new(problem);
    let mut solution = Solution {
        homes: vec![None; problem.households().len()],
        openings: vec![None; problem.seekers().len()],
    };
    let reach = Reach::new(problem);
    let decided = |h: usize| {
        let household = &problem.households()[h];
        household.must || household.seekers().any(|s| problem.seekers()[s].must)
    };
    let (first, then): (Vec<usize>, Vec<usize>) =
        problem.queue().iter().copied().partition(|h| decided(*h));
    for h in first.into_iter().chain(then) {
        match best_placement(problem, &reach, &left, h) {
            Some(placement) => left.take(problem, h, placement, &mut solution),
            None if decided(h) => return None,
            None => {}
        }
    }
    Some(solution)
}

/// What is not taken yet. What is decided counts as taken from the start.
struct Left {
    beds: Vec<i64>,
    places: Vec<i64>,
    positions: Vec<i64>,
}

/// Where one household and its seekers go.
struct Placement {
    home: usize,
    openings: Vec<Option<usize>>,
    cost: Cost,
}

impl Left {
    fn new(problem: &Problem) -> Self {
        let mut left = Self {
            beds: problem.homes().iter().map(|home| home.beds).collect(),
            places: problem.homes().iter().map(|home| home.households).collect(),
            positions: problem.openings().iter().map(|opening| opening.positions).collect(),
        };
        for household in problem.households().iter().filter(|household| household.must) {
            for (home, _) in problem.homes_for(household) {
                left.beds[home] -= household.size;
                left.places[home] -= 1;
            }
        }
        for seeker in problem.seekers().iter().filter(|seeker| seeker.must) {
            for (opening, _) in problem.openings_for(seeker) {
                left.positions[opening] -= 1;
            }
        }
        left
    }

    fn take(&mut self, problem: &Problem, h: usize, placement: Placement, into: &mut Solution) {
        let household = &problem.households()[h];
        if !household.must {
            self.beds[placement.home] -= household.size;
            self.places[placement.home] -= 1;
        }
        into.homes[h] = Some(placement.home);
        for (s, opening) in household.seekers().zip(placement.openings) {
            if let Some(opening) = opening.filter(|_| !problem.seekers()[s].must) {
                self.positions[opening] -= 1;
            }
            into.openings[s] = opening;
        }
    }
}

fn best_placement(problem: &Problem, reach: &Reach, left: &Left, h: usize) -> Option<Placement> {
    let household = &problem.households()[h];
    (problem.homes_for(household))
        .filter(|(home, _)| {
            household.must || (left.beds[*home] >= household.size && left.places[*home] >= 1)
        })
        .filter_map(|(home, cost)| place_in(problem, reach, left, h, home, cost.to_vec()))
        .min_by(|a, b| a.cost.cmp(&b.cost))
}

fn place_in(
    problem: &Problem,
    reach: &Reach,
    left: &Left,
    h: usize,
    home: usize,
    mut cost: Cost,
) -> Option<Placement> {
    let mut openings: Vec<Option<usize>> = Vec::new();
    for s in problem.households()[h].seekers() {
        let seeker = &problem.seekers()[s];
        let free = |job: &Job| {
            let own = openings.iter().filter(|taken| **taken == Some(job.opening)).count();
            seeker.must || left.positions[job.opening] > i64::try_from(own).unwrap_or(i64::MAX)
        };
        let best = reach.jobs(s, home).filter(free).min_by(Job::order);
        match &best {
            Some(job) => cost.iter_mut().zip(job.costs()).for_each(|(sum, part)| *sum += part),
            None if seeker.must => return None,
            None => {
                let none = problem.opening_menu(seeker).none();
                cost.iter_mut().zip(none).for_each(|(sum, part)| *sum += part);
            }
        }
        openings.push(best.map(|job| job.opening));
    }
    Some(Placement { home, openings, cost })
}
