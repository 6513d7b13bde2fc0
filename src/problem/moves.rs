use super::{Problem, Solution};

impl Problem {
    /// The same problem with one more tier, the last: how many households and seekers have something else than
    /// `before`.
    ///
    /// Among solutions that are equally good otherwise, the best one then moves the fewest. Whoever is not to be
    /// counted is freed by a [`Change`](super::Change).
    ///
    /// ```
    /// use boligplacering::problem::{Change, Problem};
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
    /// let counting = problem.counting_moves(best);
    /// let what_if = WhatIf::new(&counting, &Options::default());
    /// let forbidden = Change::ForbidHome { household: 0, home };
    /// let other = what_if.with(&[forbidden, Change::FreeHousehold { household: 0 }]);
    /// let moved = other.cost().unwrap().last().unwrap();
    /// let homes = other.solution().unwrap().homes.iter().zip(&best.homes).skip(1);
    /// assert!(homes.filter(|(now, before)| now != before).count() as i64 <= *moved);
    /// ```
    pub fn counting_moves(&self, before: &Solution) -> Self {
        let mut counting = self.clone();
        counting.tiers += 1;
        for home in before.homes.iter().flatten() {
            counting.own_kind_of_home(*home);
        }
        for opening in before.openings.iter().flatten() {
            counting.own_kind_of_opening(*opening);
        }
        let menus = (self.households.iter().enumerate()).map(|(h, household)| {
            let home = before.homes.get(h).copied().flatten();
            let kind = home.and_then(|home| Some(counting.homes.get(home)?.kind));
            counting.home_menus[household.menu].with_tier(|other| i64::from(other != kind))
        });
        counting.home_menus = menus.collect();
        let menus = (self.seekers.iter().enumerate()).map(|(s, seeker)| {
            let opening = before.openings.get(s).copied().flatten();
            let kind = opening.and_then(|opening| Some(counting.openings.get(opening)?.kind));
            counting.opening_menus[seeker.menu].with_tier(|other| i64::from(other != kind))
        });
        counting.opening_menus = menus.collect();
        (counting.households.iter_mut().enumerate()).for_each(|(h, household)| household.menu = h);
        (counting.seekers.iter_mut().enumerate()).for_each(|(s, seeker)| seeker.menu = s);
        counting.classify();
        counting
    }
}
