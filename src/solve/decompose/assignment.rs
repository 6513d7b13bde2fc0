//! The pure assignment: nobody seeks work, and every home is for one household.
//!
//! Then a plan uses one place at most, and the relaxation is whole: shortest augmenting paths
//! (Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear
//! assignment problems", 1987) find a best choice and, as whole numbers, prices that prove it.

use super::master::Stage;
use super::tables::{NEVER, NONE, Objective, Tables, WholePrices, of_kind};
use super::{Choice, Solver};
use crate::proof::Step;

/// Menus are laid out up to so many entries.
const MOST_ENTRIES: usize = 50_000_000;

impl Solver<'_> {
    /// Whether this is a pure assignment.
    pub(super) fn is_pure(&self) -> bool {
        let problem = self.problem;
        problem.seekers().is_empty()
            && problem.homes().iter().all(|home| home.households == 1)
            && problem.homes().len().saturating_mul(problem.home_menus.len()) <= MOST_ENTRIES
    }

    /// Solves a stage that is a pure assignment; whether it was one.
    pub(super) fn assign(&mut self, stage: &mut Stage) -> bool {
        let problem = self.problem;
        if !self.is_pure() {
            return false;
        }
        let objective = Objective { weights: stage.weights.clone(), broken: None };
        let tables = Tables::new(problem, objective);
        let mut assignment = Assignment::new(&tables);
        for household in assignment.take_cheapest() {
            if self.options.stop().is_some() || !assignment.place(household) {
                return false;
            }
        }
        let choice: Choice = (0u32..)
            .zip(&assignment.home)
            .map(|(h, home)| self.pool.add(problem, &self.rows, h, *home, &[]))
            .collect();
        let scale = stage.prices.scale;
        let mut prices = WholePrices::free(self.rows.count(problem), scale);
        for (home, price) in assignment.prices.iter().enumerate() {
            prices.rows[self.rows.place(home)] = price * scale;
        }
        stage.take(assignment.bound(), vec![Step::Prices(prices.listed(&self.rows))]);
        stage.prices = prices;
        self.offer(choice);
        true
    }
}

/// Households and homes, some of them matched, and prices: each household that is matched, or has
/// nothing for good, has what is cheapest for it; a home that is free costs nothing.
struct Assignment<'a> {
    tables: &'a Tables<'a>,
    /// For each menu what each home costs; `NEVER` for those not on it.
    menus: Vec<Vec<i64>>,
    /// By household.
    home: Vec<u32>,
    /// By home.
    household: Vec<u32>,
    /// By home.
    prices: Vec<i64>,
    /// By household: what the cheapest comes to.
    least: Vec<i64>,
}

impl<'a> Assignment<'a> {
    fn new(tables: &'a Tables<'a>) -> Self {
        let problem = tables.problem;
        let (households, homes) = (problem.households().len(), problem.homes().len());
        let lay_out = |menu| {
            let costs = tables.homes(menu);
            problem.homes().iter().map(|home| of_kind(costs, home.kind)).collect()
        };
        Self {
            tables,
            menus: (0..problem.home_menus.len()).map(lay_out).collect(),
            home: vec![NONE; households],
            household: vec![NONE; homes],
            prices: vec![0; homes],
            least: vec![NEVER; households],
        }
    }

    /// What each home costs a household; `NEVER` if it cannot have it.
    fn menu(&self, household: usize) -> &[i64] {
        &self.menus[self.tables.problem.households()[household].menu]
    }

    /// What the prices prove that all households cost at least; what they do cost, once all are
    /// placed.
    fn bound(&self) -> i64 {
        self.least.iter().sum::<i64>() - self.prices.iter().sum::<i64>()
    }

    /// Gives each household what is cheapest for it while that is free; returns the others.
    fn take_cheapest(&mut self) -> Vec<usize> {
        let mut others = Vec::new();
        for h in 0..self.home.len() {
            let none = self.tables.unhoused(h).unwrap_or(NEVER);
            let cheapest = (0u32..).zip(self.menu(h)).min_by_key(|(_, cost)| **cost);
            match cheapest.filter(|(_, cost)| **cost < none) {
                None => self.least[h] = none,
                Some((home, cost)) => {
                    self.least[h] = *cost;
                    if self.household[home as usize] == NONE {
                        self.household[home as usize] = h as u32;
                        self.home[h] = home;
                    } else {
                        others.push(h);
                    }
                }
            }
        }
        others
    }

    /// Places one household more, along the shortest augmenting path; whether there is one.
    fn place(&mut self, household: usize) -> bool {
        let homes = self.prices.len();
        let mut distance = vec![NEVER; homes];
        let mut from = vec![household; homes];
        let mut open: Vec<usize> = (0..homes).collect();
        let mut settled = Vec::new();
        // Who does best without a home, and how far that is.
        let mut without = (NEVER, household);
        let (mut h, mut reached) = (household, 0);
        let mut free = None;
        let length = loop {
            let slack = reached - self.least[h];
            if let Some(none) = self.tables.unhoused(h) {
                without = without.min((slack + none, h));
            }
            let (menu, mut next) = (self.menu(h), (NEVER, usize::MAX));
            for (at, home) in open.iter().enumerate() {
                let way = slack + menu[*home] + self.prices[*home];
                if menu[*home] < NEVER && way < distance[*home] {
                    (distance[*home], from[*home]) = (way, h);
                }
                if distance[*home] < next.0 {
                    next = (distance[*home], at);
                }
            }
            match Some(next).filter(|next| next.0 < without.0).map(|next| (next.1, open[next.1])) {
                None if without.0 >= NEVER => return false,
                None => break without.0,
                Some((at, home)) => {
                    reached = distance[home];
                    if self.household[home] == NONE {
                        free = Some(home);
                        break reached;
                    }
                    h = self.household[home] as usize;
                    open.swap_remove(at);
                    settled.push(home);
                }
            }
        };
        self.least[household] += length;
        for home in settled {
            self.prices[home] += length - distance[home];
            self.least[self.household[home] as usize] += length - distance[home];
        }
        // Along the path, each household takes the home that the one after it leaves.
        let mut h = free.map_or(without.1, |home| from[home]);
        let mut taken = free.map_or(NONE, |home| home as u32);
        loop {
            let left = std::mem::replace(&mut self.home[h], taken);
            if taken != NONE {
                self.household[taken as usize] = h as u32;
            }
            if h == household {
                return true;
            }
            taken = left;
            h = from[left as usize];
        }
    }
}
