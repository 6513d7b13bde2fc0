//! Neighbourhood search: some households at a time are placed anew, as well as it can be done.

use std::cmp::Reverse;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::master::Master;
use super::pool::Pool;
use super::search::{Aim, Part, Search};

/// So many households are placed anew at a time, at first and later on.
const SIZES: [usize; 5] = [12, 25, 60, 150, 400];
/// No more than so many where closing finds what is left, ...
pub(super) const QUICK: usize = SIZES[0];
/// ... so many while corners of the relaxation are looked for, ...
pub(super) const EARLIEST: usize = SIZES[2];
/// ... so many where there are none, before the last tier; ...
pub(super) const EARLY: usize = SIZES[3];
/// ... and so many in the end.
pub(super) const LATE: usize = SIZES[4];
/// After so many attempts in vain, and one more for every so many households, more households are
/// taken at a time.
const IN_VAIN: (usize, usize) = (4, 50);
/// So many groups of households are placed anew at a time at most, on as many threads as there are, ...
const ABREAST: usize = 8;
/// ... as long as they are one in so many of all households together: else one is often in another's way.
const APART: usize = 10;
/// So many plans of each household are considered, the cheapest by reduced cost.
const PLANS: usize = 40;

/// Less than this share of a unit is no loss: prices are rounded.
const NO_LOSS: i64 = 64;

/// Improves a choice of one plan a household, at most so many being placed anew at a time.
pub(super) fn improve(
    pool: &Pool,
    master: &Master,
    choice: Vec<u32>,
    most: usize,
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<u32> {
    let most_in_vain = IN_VAIN.0 + choice.len() / IN_VAIN.1;
    let mut now = Neighbourhoods::new(pool, master, choice);
    let sizes = &SIZES[..SIZES.partition_point(|size| *size <= most)];
    for (at, size) in sizes.iter().enumerate() {
        // Nearly all were placed anew already.
        if at > 0 && now.choice.len() <= 2 * sizes[at - 1] {
            break;
        }
        let mut tried = vec![false; now.choice.len()];
        let mut in_vain = 0;
        while in_vain < most_in_vain && now.master.open(now.cost) > 0 && !stop() {
            let abreast = now.choice.len() / (APART * size);
            let seeds = now.seeds(&tried, abreast.clamp(1, ABREAST));
            if seeds.is_empty() {
                break;
            }
            for (seed, better) in now.place_abreast(&seeds, *size, stop) {
                let Some(better) = better else {
                    tried[seed as usize] = true;
                    in_vain += 1;
                    continue;
                };
                // What was found beside it may be in its way; then it is tried again.
                if now.take(&better) {
                    better.iter().for_each(|moved| tried[moved.household as usize] = false);
                    tried[seed as usize] = true;
                    in_vain = 0;
                }
            }
        }
    }
    now.choice
}

/// A household that gets another plan.
struct Moved {
    household: u32,
    from: u32,
    to: u32,
}

struct Neighbourhoods<'a> {
    pool: &'a Pool,
    master: &'a Master<'a>,
    choice: Vec<u32>,
    cost: i64,
    /// For each household its plans, by how much their reduced cost exceeds the least.
    ranked: Vec<Vec<(i64, u32)>>,
    /// What is left of each row, and who uses it.
    left: Vec<i64>,
    users: Vec<Vec<u32>>,
    y: Vec<f64>,
    /// For weights of plans, of each group that is placed anew at a time.
    x: Vec<Vec<f64>>,
}

impl<'a> Neighbourhoods<'a> {
    fn new(pool: &'a Pool, master: &'a Master, choice: Vec<u32>) -> Self {
        let prices = &master.best.1;
        let rank = |plans: &Vec<u32>| {
            let value = |plan: &u32| master.value(pool, *plan, prices);
            let mut ranked: Vec<(i64, u32)> =
                plans.iter().map(|plan| (value(plan), *plan)).collect();
            ranked.sort_unstable();
            let least = ranked.first().map_or(0, |(value, _)| *value);
            ranked.iter_mut().for_each(|(value, _)| *value -= least);
            ranked
        };
        let mut left = master.capacities.clone();
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); left.len()];
        for (household, plan) in (0u32..).zip(&choice) {
            for (row, amount) in pool.uses(*plan) {
                left[*row as usize] -= i64::from(*amount);
                users[*row as usize].push(household);
            }
        }
        Self {
            cost: master.cost_of(&choice),
            ranked: master.plans.iter().map(rank).collect(),
            y: master.told_from_base(prices),
            x: vec![Vec::new(); ABREAST],
            pool,
            master,
            choice,
            left,
            users,
        }
    }

    /// Plans above this reduced cost cannot be in a better choice.
    fn room(&self) -> i64 {
        let scale = i128::from(self.master.best.1.scale);
        i64::try_from(i128::from(self.cost) * scale - self.master.best.0).unwrap_or(i64::MAX)
    }

    /// Of those not tried so many households that lose most: by a plan dearer than the best one, or by
    /// priced capacity left over that they could use.
    fn seeds(&self, tried: &[bool], count: usize) -> Vec<u32> {
        let (room, prices) = (self.room(), &self.master.best.1);
        let lost = |household: usize| {
            let ranked = &self.ranked[household];
            let own = ranked.iter().find(|(_, plan)| *plan == self.choice[household]);
            let near = ranked.iter().take_while(|(excess, _)| *excess <= room);
            let left_over = near
                .flat_map(|(_, plan)| self.pool.uses(*plan))
                .filter(|(row, _)| self.left[*row as usize] > 0)
                .map(|(row, _)| prices.rows[*row as usize])
                .max();
            own.map_or(0, |(excess, _)| *excess).max(left_over.unwrap_or(0))
        };
        let untried = (0..tried.len()).filter(|household| !tried[*household]);
        let lost = untried.map(|household| (lost(household), Reverse(household as u32)));
        let mut most: Vec<_> = lost.filter(|(lost, _)| *lost > prices.scale / NO_LOSS).collect();
        most.sort_unstable_by(|a, b| b.cmp(a));
        most.truncate(count);
        most.into_iter().map(|(_, Reverse(household))| household).collect()
    }

    /// Households that compete with the first, and with these, up to `size`.
    fn group(&self, seed: u32, size: usize) -> Vec<u32> {
        let room = self.room();
        let mut chosen = vec![false; self.choice.len()];
        chosen[seed as usize] = true;
        let mut group = vec![seed];
        let mut at = 0;
        while at < group.len() && group.len() < size {
            let near = self.ranked[group[at] as usize].iter();
            for (_, plan) in near.take_while(|(excess, _)| *excess <= room).take(10) {
                for (row, _) in self.pool.uses(*plan) {
                    for other in &self.users[*row as usize] {
                        if !chosen[*other as usize] && group.len() < size {
                            chosen[*other as usize] = true;
                            group.push(*other);
                        }
                    }
                }
            }
            at += 1;
        }
        group.sort_unstable();
        group
    }

    /// For each household given, who moves if the households around it are placed as well as can be while
    /// everybody else stays, if that is better.
    fn place_abreast(
        &mut self,
        seeds: &[u32],
        size: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Vec<(u32, Option<Vec<Moved>>)> {
        let mut spare = std::mem::take(&mut self.x);
        let place = |(seed, x): (&u32, &mut Vec<f64>)| {
            (*seed, self.place_anew(&self.group(*seed, size), x, stop))
        };
        #[cfg(feature = "parallel")]
        let placed = seeds.par_iter().zip(&mut spare).map(place).collect();
        #[cfg(not(feature = "parallel"))]
        let placed = seeds.iter().zip(&mut spare).map(place).collect();
        self.x = spare;
        placed
    }

    /// Who of a group moves if it is placed as well as can be while everybody else stays, if that is better.
    fn place_anew(
        &self,
        group: &[u32],
        x: &mut Vec<f64>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Moved>> {
        let mut free = self.left.clone();
        let mut known = 0;
        for household in group {
            let plan = self.choice[*household as usize];
            known += self.master.costs[plan as usize];
            self.pool.give_back(plan, &mut free);
        }
        let room = self.room();
        let mut part = Part { households: group.to_vec(), plans: Vec::new() };
        for household in group {
            let (ranked, own) =
                (&self.ranked[*household as usize], self.choice[*household as usize]);
            let near = ranked.iter().take_while(|(excess, _)| *excess <= room);
            let mut plans: Vec<u32> = near
                .map(|(_, plan)| *plan)
                .filter(|plan| self.pool.fits(*plan, &free))
                .take(PLANS)
                .collect();
            if !plans.contains(&own) {
                plans.push(own);
            }
            part.plans.push(plans);
        }
        x.resize(self.pool.len(), 0.0);
        let at = (self.y.clone(), std::mem::take(x));
        let mut search = Search {
            nodes: 12,
            cutting: 2,
            near: &self.choice,
            aim: Aim::Choice,
            ..Search::new(self.pool, self.master, &free, at, stop)
        };
        let found = search.run(part, known);
        let moved =
            |(household, to)| Moved { household, from: self.choice[household as usize], to };
        *x = search.x;
        found.best.map(|(_, plans)| plans.into_iter().map(moved).collect())
    }

    /// Gives households other plans, if they still have the ones they are to leave and the others fit; whether
    /// they do.
    fn take(&mut self, moved: &[Moved]) -> bool {
        let moving = || moved.iter().filter(|moved| moved.from != moved.to);
        if moving().any(|moved| self.choice[moved.household as usize] != moved.from) {
            return false;
        }
        moving().for_each(|moved| self.exchange(moved.household, moved.to));
        let mut uses = moving().flat_map(|moved| self.pool.uses(moved.to));
        let fits = uses.all(|(row, _)| self.left[*row as usize] >= 0);
        if !fits {
            moving().for_each(|moved| self.exchange(moved.household, moved.from));
        }
        fits
    }

    fn exchange(&mut self, household: u32, plan: u32) {
        let before = std::mem::replace(&mut self.choice[household as usize], plan);
        self.cost += self.master.costs[plan as usize] - self.master.costs[before as usize];
        for (row, amount) in self.pool.uses(before) {
            self.left[*row as usize] += i64::from(*amount);
            self.users[*row as usize].retain(|other| *other != household);
        }
        for (row, amount) in self.pool.uses(plan) {
            self.left[*row as usize] -= i64::from(*amount);
            self.users[*row as usize].push(household);
        }
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::in_play::with_plans_in_play;
    use super::super::tables::NEVER;
    use super::{ABREAST, Neighbourhoods};

    #[test]
    fn what_groups_find_beside_each_other_is_taken_only_if_it_goes_together() {
        let (mut taken, mut refused) = (0, 0);
        for seed in 1..=40 {
            with_plans_in_play(seed, 4, |problem, solver, master| {
                let stop = || false;
                let choice = solver.best.as_ref().unwrap().1.clone();
                choice.iter().for_each(|plan| master.take(&solver.pool, *plan));
                let prices = master.best.1.clone();
                master.price(&mut solver.pool, prices, |_| NEVER, 3, &stop);
                let mut now = Neighbourhoods::new(&solver.pool, master, choice);
                let seeds = now.seeds(&vec![false; problem.households().len()], ABREAST);
                for (_, moved) in now.place_abreast(&seeds, 8, &stop) {
                    let Some(moved) = moved else { continue };
                    let cost = now.cost;
                    if now.take(&moved) {
                        assert!(now.cost < cost, "seed {seed}");
                        assert!(!now.take(&moved), "seed {seed}: they have moved");
                        taken += 1;
                    } else {
                        assert_eq!(now.cost, cost, "seed {seed}");
                        refused += 1;
                    }
                    let anew = Neighbourhoods::new(&solver.pool, master, now.choice.clone());
                    assert_eq!((anew.cost, &anew.left), (now.cost, &now.left), "seed {seed}");
                    assert!(now.left.iter().all(|left| *left >= 0), "seed {seed}");
                }
            });
        }
        assert!(taken > 20 && refused > 20, "{taken} taken, {refused} refused");
    }
}
