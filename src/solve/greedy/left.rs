use super::Placement;
use crate::problem::{Household, Problem, Solution};

/// What is not taken yet. What is decided counts as taken from the start.
pub(super) struct Left {
    pub(super) beds: Vec<i64>,
    pub(super) places: Vec<i64>,
    pub(super) positions: Vec<i64>,
    /// For each kind, how many of its openings have a position left.
    pub(super) free_of_kind: Vec<usize>,
    /// For each home a home at or after it, such that no home from it on to there is free: itself,
    /// if it is free.
    next_free: Vec<u32>,
    /// For each home its kind, close together: the search goes through all.
    pub(super) kinds: Vec<u32>,
    smallest: i64,
}

impl Left {
    pub(super) fn new(problem: &Problem) -> Self {
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max();
        let mut left = Self {
            beds: problem.homes().iter().map(|home| home.beds).collect(),
            places: problem.homes().iter().map(|home| home.households).collect(),
            positions: problem.openings().iter().map(|opening| opening.positions).collect(),
            free_of_kind: vec![0; kinds.unwrap_or(0)],
            next_free: (0..).take(problem.homes().len() + 1).collect(),
            kinds: problem.homes().iter().map(|home| home.kind as u32).collect(),
            smallest: problem
                .households()
                .iter()
                .map(|household| household.size)
                .min()
                .unwrap_or(0),
        };
        for household in problem.households().iter().filter(|household| household.must) {
            for (home, _) in decided_homes(problem, household) {
                left.move_in(household, home);
            }
        }
        for seeker in problem.seekers().iter().filter(|seeker| seeker.must) {
            for (kind, _) in problem.opening_menu(seeker).kinds() {
                for opening in problem.openings_of_kind(kind) {
                    left.positions[*opening as usize] -= 1;
                }
            }
        }
        for (opening, positions) in problem.openings().iter().zip(&left.positions) {
            left.free_of_kind[opening.kind] += usize::from(*positions > 0);
        }
        left
    }

    /// Whether a household that has no decided home fits into this one.
    pub(super) fn fits(&self, household: &Household, home: usize) -> bool {
        self.beds[home] >= household.size && self.places[home] >= 1
    }

    /// Whether a home is not full for everybody.
    pub(super) fn is_free(&self, home: usize) -> bool {
        self.next_free[home] as usize == home
    }

    /// The first home from `home` on that is not full for everybody.
    pub(super) fn free_home(&mut self, home: usize) -> Option<usize> {
        let mut home = home.min(self.places.len());
        loop {
            let next = self.next_free[home] as usize;
            if next == home {
                break;
            }
            self.next_free[home] = self.next_free[next];
            home = next;
        }
        (home < self.places.len()).then_some(home)
    }

    pub(super) fn take(
        &mut self,
        problem: &Problem,
        h: usize,
        placement: Placement,
        into: &mut Solution,
    ) {
        let household = &problem.households()[h];
        if !household.must {
            self.move_in(household, placement.home);
        }
        into.homes[h] = Some(placement.home);
        for (s, opening) in household.seekers().zip(placement.openings) {
            if let Some(opening) = opening.filter(|_| !problem.seekers()[s].must) {
                self.positions[opening] -= 1;
                if self.positions[opening] == 0 {
                    self.free_of_kind[problem.openings()[opening].kind] -= 1;
                }
            }
            into.openings[s] = opening;
        }
    }

    fn move_in(&mut self, household: &Household, home: usize) {
        self.beds[home] -= household.size;
        self.places[home] -= 1;
        if self.beds[home] < self.smallest || self.places[home] < 1 {
            self.next_free[home] = self.next_free[home + 1];
        }
    }
}

/// What is on the menu of a household whose home is decided, ascending.
pub(super) fn decided_homes<'a>(
    problem: &'a Problem,
    household: &Household,
) -> Vec<(usize, &'a [i64])> {
    let mut homes: Vec<(usize, &[i64])> = (problem.home_menu(household).kinds())
        .flat_map(|(kind, cost)| problem.homes_of_kind(kind).iter().map(move |h| (*h, cost)))
        .map(|(home, cost)| (home as usize, cost))
        .collect();
    homes.sort_unstable();
    homes
}
