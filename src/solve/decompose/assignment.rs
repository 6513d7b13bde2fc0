//! The pure assignment: nobody seeks work, and every home is for one household.
//!
//! Then a plan uses one place at most, and the relaxation is whole: bids and shortest augmenting
//! paths (Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear
//! assignment problems", 1987) find a best choice and, as whole numbers, prices that prove it.
//! Prices start at nothing, since a home may stay free: of what comes before the paths there, this
//! leaves the row reduction.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::iter;

use super::pool::NONE;
use super::prices::WholePrices;
use super::stage::Stage;
use super::tables::NEVER;
use super::{Chain, Choice, Solver, ceil};
use crate::problem::{Household, Problem};
use crate::proof::Step;

/// Menus are laid out up to so many entries.
const MOST_ENTRIES: usize = 50_000_000;
/// Households bid so often, on an average, before paths are searched.
const BIDS: usize = 2;
/// So many homes are looked at together.
const ABREAST: usize = 16;

impl Solver<'_> {
    /// Whether this is a pure assignment.
    fn is_pure(&self) -> bool {
        let problem = self.problem;
        problem.seekers().is_empty()
            && problem.homes().iter().all(|home| home.households == 1)
            && problem.homes().len().saturating_mul(problem.home_menus.len()) <= MOST_ENTRIES
    }

    /// Solves the last tier, whose objective holds all tiers, if this is a pure assignment; whether
    /// that proves all tiers.
    pub(super) fn assign_last(&mut self, chain: &Chain) -> bool {
        let Some(last) = self.problem.tiers().checked_sub(1) else { return false };
        let prices = WholePrices::free(self.rows.count(), chain.scale);
        let mut stage = Stage::new(chain, last, self.floor[last], prices);
        self.assigned = self.assign(&mut stage).then_some(stage);
        self.assigned.is_some() && self.values(last) == self.floor[..last]
    }

    /// Solves a stage that is a pure assignment; whether it was one.
    pub(super) fn assign(&mut self, stage: &mut Stage) -> bool {
        let problem = self.problem;
        if !self.is_pure() {
            return false;
        }
        let scale = stage.prices.scale;
        let mut assignment = Assignment::of(problem, &stage.weights, NEVER / scale);
        for household in assignment.bid() {
            if self.options.stop().is_some() || !assignment.place(household) {
                return false;
            }
        }
        let choice: Choice = (0u32..)
            .zip(&assignment.home)
            .map(|(h, home)| self.pool.add(problem, &self.rows, h, *home, &[]))
            .collect();
        let mut prices = WholePrices::free(self.rows.count(), scale);
        for (home, price) in assignment.prices.iter().take(problem.homes().len()).enumerate() {
            prices.rows[self.rows.place(home)] = price * scale;
        }
        stage.take(ceil(assignment.bound(), 1), vec![Step::Prices(prices.listed(&self.rows))]);
        stage.prices = prices;
        self.offer(choice);
        true
    }
}

/// Households and homes, some of them matched, and prices: each household that is matched, or has
/// nothing for good, has what is cheapest for it; a home that is free costs nothing. Homes that
/// are on no menu make up the number to a multiple of [`ABREAST`].
struct Assignment {
    /// For each menu what each home costs; `NEVER` for those not on it.
    menus: Vec<i64>,
    /// By household.
    menu_of: Vec<usize>,
    /// By household: what it costs to have none; `NEVER` if it must have one.
    none: Vec<i64>,
    /// By household.
    home: Vec<u32>,
    /// By home.
    household: Vec<u32>,
    /// By home.
    prices: Vec<i64>,
    /// By household: what the cheapest comes to; 0 while it waits for its place.
    least: Vec<i64>,
    /// No price comes to more, and no path is as long.
    dearest: i64,
}

impl Assignment {
    fn of(problem: &Problem, weights: &[i64], dearest: i64) -> Self {
        let (households, homes) = (problem.households(), problem.homes());
        let weigh = |cost: &[i64]| cost.iter().zip(weights).map(|(c, w)| c * w).sum::<i64>();
        let width = homes.len().next_multiple_of(ABREAST);
        let mut menus = Vec::with_capacity(problem.home_menus.len() * width);
        for menu in &problem.home_menus {
            let cost = menu.weighed(weigh);
            menus.extend(homes.iter().map(|home| cost(home.kind).unwrap_or(NEVER)));
            menus.resize(menus.len().next_multiple_of(ABREAST), NEVER);
        }
        let nothing: Vec<i64> = problem.home_menus.iter().map(|menu| weigh(menu.none())).collect();
        let none = |h: &Household| if h.must { NEVER } else { nothing[h.menu] };
        Self {
            menus,
            menu_of: households.iter().map(|household| household.menu).collect(),
            none: households.iter().map(none).collect(),
            home: vec![NONE; households.len()],
            household: vec![NONE; width],
            prices: vec![0; width],
            least: vec![0; households.len()],
            dearest,
        }
    }

    /// What each home costs a household; `NEVER` if it cannot have it.
    fn menu(&self, household: usize) -> &[i64] {
        let homes = self.prices.len();
        &self.menus[self.menu_of[household] * homes..][..homes]
    }

    /// What the prices prove that all households cost at least; what they do cost, once all are
    /// placed.
    fn bound(&self) -> i128 {
        let sum = |all: &[i64]| all.iter().map(|one| i128::from(*one)).sum::<i128>();
        sum(&self.least) - sum(&self.prices)
    }

    /// Households take what is cheapest for them and raise its price as far as it stays so; who had
    /// it bids anew. Returns those who have no place in the end.
    fn bid(&mut self) -> Vec<usize> {
        let mut left_over = Vec::new();
        let mut waiting: VecDeque<usize> = (0..self.home.len()).collect();
        for _ in 0..BIDS * self.home.len() {
            let Some(h) = waiting.pop_front() else { break };
            let (mut first, mut second) = ((self.none[h], NONE), (NEVER, NONE));
            below(self.menu(h), &self.prices, NEVER, |home, cost| {
                let other = (cost, home as u32);
                (first, second) = if cost < first.0 { (other, first) } else { (first, other) };
                second.0
            });
            if second.0 >= self.dearest {
                left_over.push(h);
                continue;
            }
            if first.1 == NONE {
                self.least[h] = first.0;
                continue;
            }
            let rise = second.0 - first.0;
            let free = |home: u32| self.household[home as usize] == NONE;
            let home = if rise == 0 && free(second.1) { second.1 } else { first.1 };
            self.prices[home as usize] += rise;
            (self.home[h], self.least[h]) = (home, second.0);
            let before = std::mem::replace(&mut self.household[home as usize], h as u32);
            if before != NONE {
                (self.home[before as usize], self.least[before as usize]) = (NONE, 0);
                if rise > 0 {
                    waiting.push_front(before as usize);
                } else {
                    waiting.push_back(before as usize);
                }
            }
        }
        left_over.extend(waiting);
        left_over
    }

    /// Places one household more, along the shortest augmenting path; whether there is one.
    fn place(&mut self, household: usize) -> bool {
        let mut distance = vec![NEVER; self.prices.len()];
        let mut from = vec![household; self.prices.len()];
        let mut open = BinaryHeap::new();
        let mut settled = Vec::new();
        // How long the shortest path so far is, and who takes which home in the end, or none.
        let (mut length, mut end) = (self.dearest, (household, NONE));
        let (mut h, mut reached) = (household, 0);
        loop {
            let slack = reached - self.least[h];
            let limit = |length: i64| (length - slack).min(NEVER);
            if self.none[h] < limit(length) {
                (length, end) = (slack + self.none[h], (h, NONE));
            }
            below(self.menu(h), &self.prices, limit(length), |home, cost| {
                let way = slack + cost;
                if self.household[home] == NONE {
                    (length, end) = (way, (h, home as u32));
                } else if way < distance[home] {
                    (distance[home], from[home]) = (way, h);
                    open.push(Reverse((way, home)));
                }
                limit(length)
            });
            let next = iter::from_fn(|| open.pop()).find(|next| next.0.0 == distance[next.0.1]);
            match next {
                Some(Reverse((way, home))) if way < length => {
                    settled.push(home);
                    (h, reached) = (self.household[home] as usize, way);
                }
                _ => break,
            }
        }
        if length >= self.dearest {
            return false;
        }
        self.least[household] = length;
        for home in settled {
            self.prices[home] += length - distance[home];
            self.least[self.household[home] as usize] += length - distance[home];
            if self.prices[home] > self.dearest {
                return false;
            }
        }
        // Along the path, each household takes the home that the one after it leaves.
        let (mut h, mut taken) = end;
        loop {
            let left = std::mem::replace(&mut self.home[h], taken);
            if taken != NONE {
                self.household[taken as usize] = h as u32;
            }
            if h == household {
                return true;
            }
            (h, taken) = (from[left as usize], left);
        }
    }
}

/// Calls `visit` with the homes that cost less than `limit` at these prices, and what they cost; it
/// says what the limit is from then on.
fn below(menu: &[i64], prices: &[i64], mut limit: i64, mut visit: impl FnMut(usize, i64) -> i64) {
    let (menu, prices) = (menu.as_chunks::<ABREAST>().0, prices.as_chunks::<ABREAST>().0);
    for (at, (menu, prices)) in menu.iter().zip(prices).enumerate() {
        let costs: [i64; ABREAST] = std::array::from_fn(|home| menu[home] + prices[home]);
        // The sign of all differences together says whether one is below 0.
        if costs.iter().fold(0, |signs, cost| signs | (cost - limit)) >= 0 {
            continue;
        }
        for (home, cost) in (at * ABREAST..).zip(costs) {
            if cost < limit {
                limit = visit(home, cost);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg64Mcg;
    use rand_pcg::rand_core::{Rng, SeedableRng};

    use super::{ABREAST, Assignment, NEVER, NONE};

    /// Up to five households and six homes. Some menus are shared, and some costs are alike or large;
    /// some homes cannot be had, and some households must have one.
    fn any(seed: u64) -> Assignment {
        let mut dice = Pcg64Mcg::seed_from_u64(seed);
        let mut below = |count: u64| (dice.next_u64() >> 32) % count;
        let [households, homes, menus] = [5, 6, 5].map(|most| below(most) as usize + 1);
        let width = homes.next_multiple_of(ABREAST);
        let (most, factor) = [(2, 1), (10, 1), (1000, 1_000_000_000)][below(3) as usize];
        let mut cost = |times: u64, never: u64| {
            if below(never) == 0 { NEVER } else { (below(most) * times * factor) as i64 }
        };
        Assignment {
            menus: (0..menus * width)
                .map(|at| if at % width < homes { cost(1, 4) } else { NEVER })
                .collect(),
            none: (0..households).map(|_| cost(2, 3)).collect(),
            menu_of: (0..households).map(|_| below(menus as u64) as usize).collect(),
            home: vec![NONE; households],
            household: vec![NONE; width],
            prices: vec![0; width],
            least: vec![0; households],
            dearest: NEVER,
        }
    }

    /// The least that the households from `h` on cost; `None` if they have no choice.
    fn least(of: &Assignment, h: usize, taken: &mut Vec<usize>) -> Option<i64> {
        if h == of.none.len() {
            return Some(0);
        }
        let mut best = (of.none[h] < NEVER).then(|| Some(of.none[h] + least(of, h + 1, taken)?));
        for (home, cost) in of.menu(h).iter().enumerate() {
            if *cost < NEVER && !taken.contains(&home) {
                taken.push(home);
                let all = least(of, h + 1, taken).map(|rest| cost + rest);
                taken.pop();
                best = Some([best.flatten(), all].into_iter().flatten().min());
            }
        }
        best.flatten()
    }

    #[test]
    fn a_best_choice_and_prices_that_prove_it() {
        let (mut placed, mut impossible) = (0, 0);
        for seed in 0..20_000 {
            let mut all = any(seed);
            let best = least(&all, 0, &mut Vec::new());
            let found = all.bid().into_iter().all(|household| all.place(household));
            assert_eq!(found, best.is_some(), "seed {seed}");
            if !found {
                impossible += 1;
                continue;
            }
            placed += 1;
            let cost = |(h, home): (usize, &u32)| match *home {
                NONE => all.none[h],
                home => all.menu(h)[home as usize],
            };
            let costs = all.home.iter().enumerate().map(cost).sum();
            assert_eq!((Some(costs), all.bound()), (best, i128::from(costs)), "seed {seed}");
            for (h, least) in all.least.iter().enumerate() {
                let with = all.menu(h).iter().zip(&all.prices).map(|(cost, price)| cost + price);
                assert!(with.chain([all.none[h]]).all(|cost| *least <= cost), "seed {seed}");
            }
            for (home, price) in all.prices.iter().enumerate() {
                let holders = all.home.iter().filter(|taken| **taken == home as u32).count();
                assert!(*price >= 0 && holders <= 1, "seed {seed}");
                assert!(*price == 0 || holders == 1, "seed {seed}");
            }
        }
        assert!(placed > 1_000 && impossible > 1_000, "{placed} placed, {impossible} impossible");
    }
}
