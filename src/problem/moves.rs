use serde::{Deserialize, Serialize};

use super::{Problem, Solution};

/// Whose moves are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Except {
    /// Those of a household and its seekers.
    Household(usize),
    /// That of a seeker; what becomes of their household is counted.
    Seeker(usize),
}

impl Problem {
    /// The same problem with one more tier, the last: how many households and seekers have something else than
    /// `before`.
    ///
    /// Among solutions that are equally good otherwise, the best one then moves the fewest.
    ///
    /// ```
    /// use boligplacering::problem::{Change, Except, Problem};
    /// use boligplacering::solve::{Options, WhatIf};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    ///
    /// let case = Synthetic::tight(8).case().unwrap();
    /// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    /// let what_if = WhatIf::new(&problem, &Options::default());
    /// let best = what_if.outcome().solution().unwrap();
    /// let home = best.homes[0].unwrap();
    ///
    /// let counting = problem.counting_moves(best, Except::Household(0));
    /// let what_if = WhatIf::new(&counting, &Options::default());
    /// let other = what_if.with(&[Change::ForbidHome { household: 0, home }]);
    /// let moved = other.cost().unwrap().last().unwrap();
    /// let homes = other.solution().unwrap().homes.iter().zip(&best.homes).skip(1);
    /// assert!(homes.filter(|(now, before)| now != before).count() as i64 <= *moved);
    /// ```
    pub fn counting_moves(&self, before: &Solution, except: Except) -> Self {
        let is_counted = |household: usize| except != Except::Household(household);
        let is_counted_at_work =
            |s: usize| is_counted(self.seekers[s].household) && except != Except::Seeker(s);
        let mut counting = self.clone();
        counting.tiers += 1;
        let homes = before.homes.iter().enumerate().filter(|(h, _)| is_counted(*h));
        for home in homes.filter_map(|(_, home)| *home) {
            counting.own_kind_of_home(home);
        }
        let openings = before.openings.iter().enumerate().take(self.seekers.len());
        let openings = openings.filter(|(s, _)| is_counted_at_work(*s));
        for opening in openings.filter_map(|(_, opening)| *opening) {
            counting.own_kind_of_opening(opening);
        }
        let menus = (self.households.iter().enumerate()).map(|(h, household)| {
            let home = before.homes.get(h).copied().flatten();
            let kind = home.and_then(|home| Some(counting.homes.get(home)?.kind));
            let menu = &counting.home_menus[household.menu];
            menu.with_tier(|other| i64::from(is_counted(h) && other != kind))
        });
        counting.home_menus = menus.collect();
        let menus = (self.seekers.iter().enumerate()).map(|(s, seeker)| {
            let opening = before.openings.get(s).copied().flatten();
            let kind = opening.and_then(|opening| Some(counting.openings.get(opening)?.kind));
            let menu = &counting.opening_menus[seeker.menu];
            menu.with_tier(|other| i64::from(is_counted_at_work(s) && other != kind))
        });
        counting.opening_menus = menus.collect();
        (counting.households.iter_mut().enumerate()).for_each(|(h, household)| household.menu = h);
        (counting.seekers.iter_mut().enumerate()).for_each(|(s, seeker)| seeker.menu = s);
        counting.classify();
        counting
    }
}
