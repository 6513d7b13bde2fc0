//! The plans of households known so far, each with a number.

use std::collections::HashMap;

use super::prices::WholePrices;
use super::rows::{Rows, used};
use crate::problem::{Problem, Solution};

/// No opening.
pub(super) const NONE: u32 = u32::MAX;

/// Plans of households: what columns of the relaxation stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    household: Vec<u32>,
    home: Vec<u32>,
    openings: Vec<u32>,
    opening_starts: Vec<u32>,
    uses: Vec<(u32, u32)>,
    use_starts: Vec<u32>,
    /// For each digest the last plan that has it, ...
    known: HashMap<u64, u32>,
    /// ... and for each plan the one before it with the same digest.
    earlier: Vec<u32>,
}

impl Pool {
    pub(super) fn len(&self) -> usize {
        self.home.len()
    }

    /// The number of a plan, which is added if it is new.
    pub(super) fn add(
        &mut self,
        problem: &Problem,
        rows: &Rows,
        household: u32,
        home: u32,
        openings: &[u32],
    ) -> u32 {
        let next = self.home.len() as u32;
        let digest = digest([household, home].iter().chain(openings));
        let last = self.known.get(&digest).copied().unwrap_or(NONE);
        let mut plan = last;
        while plan != NONE {
            let own = plan as usize;
            let what = (self.household[own], self.home[own], self.openings(plan));
            if what == (household, home, openings) {
                return plan;
            }
            plan = self.earlier[own];
        }
        self.known.insert(digest, next);
        self.earlier.push(last);
        if next == 0 {
            self.opening_starts.push(0);
            self.use_starts.push(0);
        }
        self.household.push(household);
        self.home.push(home);
        self.openings.extend_from_slice(openings);
        self.opening_starts.push(self.openings.len() as u32);
        let at = Some(home).filter(|home| *home != NONE);
        let used = uses(problem, rows, household as usize, at, openings);
        let first = self.uses.len();
        for (row, amount) in used {
            match self.uses[first..].iter_mut().find(|(other, _)| *other == row as u32) {
                Some((_, sum)) => *sum += amount as u32,
                None => self.uses.push((row as u32, amount as u32)),
            }
        }
        self.use_starts.push(self.uses.len() as u32);
        next
    }

    /// A solution as a plan for each household.
    pub(super) fn choice(
        &mut self,
        problem: &Problem,
        rows: &Rows,
        solution: &Solution,
    ) -> Vec<u32> {
        let index = |at: Option<usize>| at.map_or(NONE, |at| at as u32);
        (problem.households().iter().enumerate())
            .map(|(h, household)| {
                let openings: Vec<u32> =
                    household.seekers().map(|s| index(solution.openings[s])).collect();
                self.add(problem, rows, h as u32, index(solution.homes[h]), &openings)
            })
            .collect()
    }

    /// A choice of a plan for each household as a solution.
    pub(super) fn solution(&self, choice: &[u32]) -> Solution {
        let mut solution = Solution::default();
        for plan in choice {
            solution.homes.push(self.home(*plan).map(|home| home as usize));
            let openings = self.openings(*plan).iter();
            let openings = openings.map(|opening| Some(*opening).filter(|o| *o != NONE));
            solution.openings.extend(openings.map(|opening| opening.map(|o| o as usize)));
        }
        solution
    }

    pub(super) fn household(&self, plan: u32) -> u32 {
        self.household[plan as usize]
    }

    pub(super) fn openings(&self, plan: u32) -> &[u32] {
        let plan = plan as usize;
        &self.openings[self.opening_starts[plan] as usize..self.opening_starts[plan + 1] as usize]
    }

    pub(super) fn home(&self, plan: u32) -> Option<u32> {
        Some(self.home[plan as usize]).filter(|home| *home != NONE)
    }

    /// Rows used, and how much of them.
    pub(super) fn uses(&self, plan: u32) -> &[(u32, u32)] {
        let plan = plan as usize;
        &self.uses[self.use_starts[plan] as usize..self.use_starts[plan + 1] as usize]
    }

    /// Whether what is left of each row is enough for a plan.
    pub(super) fn fits(&self, plan: u32, left: &[i64]) -> bool {
        self.uses(plan).iter().all(|(row, amount)| i64::from(*amount) <= left[*row as usize])
    }

    /// Takes what a plan uses from what is left of each row.
    pub(super) fn take(&self, plan: u32, left: &mut [i64]) {
        self.uses(plan).iter().for_each(|(row, amount)| left[*row as usize] -= i64::from(*amount));
    }

    /// Gives back what a plan uses.
    pub(super) fn give_back(&self, plan: u32, left: &mut [i64]) {
        self.uses(plan).iter().for_each(|(row, amount)| left[*row as usize] += i64::from(*amount));
    }

    /// The reduced cost of a plan that costs `cost`.
    pub(super) fn value(&self, plan: u32, cost: i64, prices: &WholePrices) -> i64 {
        let used = self.uses(plan).iter();
        cost * prices.scale
            + used.map(|(row, amount)| prices.rows[*row as usize] * i64::from(*amount)).sum::<i64>()
    }
}

/// FNV-1a, word by word.
fn digest<'a>(words: impl Iterator<Item = &'a u32>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What a plan uses: rows and amounts; an opening twice where two work there.
pub(super) fn uses<'a>(
    problem: &'a Problem,
    rows: &'a Rows,
    household: usize,
    home: Option<u32>,
    openings: &'a [u32],
) -> impl Iterator<Item = (usize, i64)> + 'a {
    let size = problem.households()[household].size;
    let homes = home.into_iter().flat_map(move |home| {
        let rooms = rows.rooms(home as usize).map(move |(row, room)| (row, used(room, size)));
        std::iter::once((rows.place(home as usize), 1)).chain(rooms.filter(|(_, used)| *used > 0))
    });
    let taken = openings.iter().filter(|opening| **opening != NONE);
    homes.chain(taken.map(move |opening| (rows.opening(*opening as usize), 1)))
}
