//! A first solution of a changed problem: who is concerned takes one of their first plans, and who is in the way goes
//! elsewhere along an ejection chain. (Glover, "Ejection chains, reference structures and alternating path methods for
//! traveling salesman problems", 1996.)

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::pool::{NONE, Pool};
use super::super::tables::NEVER;

/// Plans of households, and who has which.
pub(super) struct Chains<'p> {
    pub(super) pool: &'p Pool,
    /// For each household its plans, by how much they exceed the least.
    pub(super) lists: &'p [Vec<(i64, u32)>],
    pub(super) choice: Vec<u32>,
    /// What is left of each row.
    pub(super) left: Vec<i64>,
    /// Who does not move.
    pub(super) fixed: Vec<bool>,
}

impl Chains<'_> {
    /// A household has a plan from now on; who is in its way has none.
    pub(super) fn take(&mut self, household: usize, plan: u32) -> Option<Vec<usize>> {
        self.give_up(household);
        self.pool.take(plan, &mut self.left);
        self.choice[household] = plan;
        let mut moved = Vec::new();
        while let Some(row) =
            self.pool.uses(plan).iter().find(|(row, _)| self.left[*row as usize] < 0)
        {
            let other = self.users(row.0).find(|h| *h != household && !self.fixed[*h])?;
            self.give_up(other);
            moved.push(other);
        }
        Some(moved)
    }

    /// Who has a place that is no longer there has none.
    pub(super) fn crowded_out(&mut self) -> Option<Vec<usize>> {
        let mut moved = Vec::new();
        while let Some(row) = self.left.iter().position(|left| *left < 0) {
            let last = self.users(row as u32).filter(|h| !self.fixed[*h]).last()?;
            self.give_up(last);
            moved.push(last);
        }
        Some(moved)
    }

    /// A household has no plan.
    fn give_up(&mut self, household: usize) {
        let before = std::mem::replace(&mut self.choice[household], NONE);
        if before != NONE {
            self.pool.give_back(before, &mut self.left);
        }
    }

    fn users(&self, row: u32) -> impl Iterator<Item = usize> {
        let uses = move |plan: u32| self.pool.uses(plan).iter().any(|(used, _)| *used == row);
        (0..self.choice.len()).filter(move |h| self.choice[*h] != NONE && uses(self.choice[*h]))
    }

    /// Finds a plan for a household that has none: along the cheapest chain, each taking the place of the next; whether
    /// there is one.
    pub(super) fn place(&mut self, household: usize) -> bool {
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); self.left.len()];
        for (h, plan) in (0u32..).zip(&self.choice).filter(|(_, plan)| **plan != NONE) {
            self.pool.uses(*plan).iter().for_each(|(row, _)| users[*row as usize].push(h));
        }
        let mut distance = vec![NEVER; self.choice.len()];
        // From whom a household was sent away, and by which plan.
        let mut from = vec![(usize::MAX, NONE); self.choice.len()];
        let mut open = BinaryHeap::from([Reverse((0, household))]);
        distance[household] = 0;
        let mut end: Option<(i64, usize, u32)> = None;
        while let Some(Reverse((reached, h))) = open.pop() {
            if end.is_some_and(|(length, ..)| reached >= length) {
                break;
            }
            if reached > distance[h] {
                continue;
            }
            let chain = self.chain(household, h, &from);
            for (gap, plan) in &self.lists[h] {
                let length = reached + gap;
                if end.is_some_and(|(known, ..)| length >= known) {
                    break;
                }
                match self.in_the_way(h, &chain, *plan, &users) {
                    Way::Free => end = Some((length, h, *plan)),
                    Way::Taken(other) if length < distance[other] => {
                        distance[other] = length;
                        from[other] = (h, *plan);
                        open.push(Reverse((length, other)));
                    }
                    _ => {}
                }
            }
        }
        let Some((_, mut h, mut plan)) = end else { return false };
        loop {
            self.give_up(h);
            self.pool.take(plan, &mut self.left);
            self.choice[h] = plan;
            if h == household {
                return true;
            }
            (h, plan) = from[h];
        }
    }

    /// What comes and what goes along the chain from its beginning to a household, whose own plan goes.
    fn chain(&self, first: usize, h: usize, from: &[(usize, u32)]) -> Vec<(i64, u32)> {
        let (mut chain, mut at) = (vec![(1, self.choice[h])], h);
        while at != first {
            let (before, plan) = from[at];
            chain.extend([(-1, plan), (1, self.choice[before])]);
            at = before;
        }
        chain.retain(|(_, plan)| *plan != NONE);
        chain
    }

    /// Who would have to leave for a plan of a household at the end of a chain.
    fn in_the_way(&self, h: usize, chain: &[(i64, u32)], plan: u32, users: &[Vec<u32>]) -> Way {
        let mut taken = None;
        let used = |row: u32, plan: u32| -> i64 {
            let uses = self.pool.uses(plan).iter().filter(|(used, _)| *used == row);
            uses.map(|(_, amount)| i64::from(*amount)).sum()
        };
        for (row, amount) in self.pool.uses(plan) {
            let freed: i64 = chain.iter().map(|(sign, plan)| sign * used(*row, *plan)).sum();
            let missing = i64::from(*amount) - self.left[*row as usize] - freed;
            if missing <= 0 {
                continue;
            }
            let would_do = |other: &usize| {
                let own = self.choice[*other];
                *other != h
                    && !self.fixed[*other]
                    && !chain.contains(&(1, own))
                    && used(*row, own) >= missing
            };
            taken = match taken {
                Some(other) => Some(other).filter(would_do),
                None => users[*row as usize].iter().map(|h| *h as usize).find(would_do),
            };
            if taken.is_none() {
                return Way::Many;
            }
        }
        taken.map_or(Way::Free, Way::Taken)
    }
}

/// Who is in the way of a plan.
enum Way {
    Free,
    Taken(usize),
    Many,
}
