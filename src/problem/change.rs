use serde::{Deserialize, Serialize};

use super::{Menu, Problem};

/// One thing that is otherwise than in a [`Problem`].
///
/// A change speaks of indices. Nobody can have what is not there: to force it leaves no solution,
/// to forbid it or to change what it holds changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// The household lives in this home. If the home is not on its menu there is no solution.
    ForceHome {
        /// The household.
        household: usize,
        /// The home.
        home: usize,
    },
    /// The household lives somewhere.
    House {
        /// The household.
        household: usize,
    },
    /// The household does not live in this home.
    ForbidHome {
        /// The household.
        household: usize,
        /// The home.
        home: usize,
    },
    /// The seeker works in this opening. If it is not on their menu there is no solution.
    ForceOpening {
        /// The seeker.
        seeker: usize,
        /// The opening.
        opening: usize,
    },
    /// The seeker works somewhere.
    Place {
        /// The seeker.
        seeker: usize,
    },
    /// The seeker does not work in this opening.
    ForbidOpening {
        /// The seeker.
        seeker: usize,
        /// The opening.
        opening: usize,
    },
    /// What becomes of the household and of its seekers costs nothing in the last tier.
    FreeHousehold {
        /// The household.
        household: usize,
    },
    /// What becomes of the seeker costs nothing in the last tier.
    FreeSeeker {
        /// The seeker.
        seeker: usize,
    },
    /// So many more households may live in a home, or fewer if it is below 0; never fewer than none.
    Places {
        /// The home.
        home: usize,
        /// How many more.
        more: i64,
    },
    /// So many more people may live in a home, or fewer; never fewer than none.
    Beds {
        /// The home.
        home: usize,
        /// How many more.
        more: i64,
    },
    /// So many more people may work in an opening, or fewer; never fewer than none.
    Positions {
        /// The opening.
        opening: usize,
        /// How many more.
        more: i64,
    },
}

impl Change {
    /// Whether every solution of the changed problem is one of the problem itself. Whom something is free for aside, it
    /// costs the same.
    pub fn restricts(self) -> bool {
        match self {
            Change::ForceHome { .. }
            | Change::House { .. }
            | Change::Place { .. }
            | Change::FreeHousehold { .. }
            | Change::FreeSeeker { .. }
            | Change::ForbidHome { .. }
            | Change::ForceOpening { .. }
            | Change::ForbidOpening { .. } => true,
            Change::Places { more, .. }
            | Change::Beds { more, .. }
            | Change::Positions { more, .. } => more <= 0,
        }
    }
}

impl Problem {
    /// The same problem with some things changed. Indices stay what they are.
    ///
    /// More room in a home does not change who may have it: menus stay as they are, and with them
    /// every rule. A household that was too many for a home is not asked again.
    ///
    /// ```
    /// use boligplacering::problem::{Change, Problem};
    /// use boligplacering::solve::{Options, solve};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    ///
    /// let case = Synthetic::new(8).case().unwrap();
    /// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    /// let best = solve(&problem, &Options::default());
    /// let home = best.solution().unwrap().homes[0].unwrap();
    /// let changed = problem.with(&[Change::ForbidHome { household: 0, home }]);
    /// let other = solve(&changed, &Options::default());
    /// assert_ne!(other.solution().unwrap().homes[0], Some(home));
    /// assert!(other.cost() >= best.cost());
    /// ```
    pub fn with(&self, changes: &[Change]) -> Self {
        let mut changed = self.clone();
        for change in changes {
            changed.change(*change);
        }
        changed.classify();
        changed
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::ForceHome { household, home } => {
                let kind = self.own_kind_of_home(home);
                self.narrow_homes(household, |other| Some(other) == kind);
                self.change(Change::House { household });
            }
            Change::House { household } => {
                if let Some(household) = self.households.get_mut(household) {
                    household.must = true;
                }
            }
            Change::ForbidHome { household, home } => {
                let kind = self.own_kind_of_home(home);
                self.narrow_homes(household, |other| Some(other) != kind);
            }
            Change::ForceOpening { seeker, opening } => {
                let kind = self.own_kind_of_opening(opening);
                self.narrow_openings(seeker, |other| Some(other) == kind);
                self.change(Change::Place { seeker });
            }
            Change::Place { seeker } => {
                if let Some(seeker) = self.seekers.get_mut(seeker) {
                    seeker.must = true;
                }
            }
            Change::ForbidOpening { seeker, opening } => {
                let kind = self.own_kind_of_opening(opening);
                self.narrow_openings(seeker, |other| Some(other) != kind);
            }
            Change::FreeHousehold { household } => {
                let Some(of) = self.households.get(household).copied() else { return };
                let shared = self.shares_homes(of.menu);
                let free = self.home_menus[of.menu].free_in_last_tier();
                self.households[household].menu = put(&mut self.home_menus, of.menu, free, shared);
                for seeker in of.seekers() {
                    self.change(Change::FreeSeeker { seeker });
                }
            }
            Change::FreeSeeker { seeker } => {
                let Some(of) = self.seekers.get(seeker).copied() else { return };
                let shared = self.shares_openings(of.menu);
                let free = self.opening_menus[of.menu].free_in_last_tier();
                self.seekers[seeker].menu = put(&mut self.opening_menus, of.menu, free, shared);
            }
            Change::Places { home, more } => {
                if let Some(home) = self.homes.get_mut(home) {
                    home.households = home.households.saturating_add(more).max(0);
                }
            }
            Change::Beds { home, more } => {
                let Some(of) = self.homes.get_mut(home) else { return };
                of.beds = of.beds.saturating_add(more).max(0);
                let beds = of.beds;
                let too_many = |household: &usize| {
                    let of = &self.households[*household];
                    of.size > beds && self.home_cost(of, home).is_some()
                };
                let larger: Vec<usize> = (0..self.households.len()).filter(too_many).collect();
                for household in larger {
                    self.change(Change::ForbidHome { household, home });
                }
            }
            Change::Positions { opening, more } => {
                if let Some(opening) = self.openings.get_mut(opening) {
                    opening.positions = opening.positions.saturating_add(more).max(0);
                }
            }
        }
    }

    /// The kind of a home, which no other home has from now on.
    pub(super) fn own_kind_of_home(&mut self, home: usize) -> Option<usize> {
        let kinds: Vec<usize> = self.homes.iter().map(|home| home.kind).collect();
        let kind = own_kind(&kinds, home, &mut self.home_menus)?;
        self.homes[home].kind = kind;
        Some(kind)
    }

    /// The kind of an opening, which no other opening has from now on.
    pub(super) fn own_kind_of_opening(&mut self, opening: usize) -> Option<usize> {
        let kinds: Vec<usize> = self.openings.iter().map(|opening| opening.kind).collect();
        let kind = own_kind(&kinds, opening, &mut self.opening_menus)?;
        self.openings[opening].kind = kind;
        Some(kind)
    }

    /// Leaves a household only some of the kinds of homes.
    fn narrow_homes(&mut self, household: usize, keep: impl Fn(usize) -> bool) {
        let Some(menu) = self.households.get(household).map(|household| household.menu) else {
            return;
        };
        let shared = self.shares_homes(menu);
        let narrow = self.home_menus[menu].only(keep);
        self.households[household].menu = put(&mut self.home_menus, menu, narrow, shared);
    }

    /// Leaves a seeker only some of the kinds of openings.
    fn narrow_openings(&mut self, seeker: usize, keep: impl Fn(usize) -> bool) {
        let Some(menu) = self.seekers.get(seeker).map(|seeker| seeker.menu) else { return };
        let shared = self.shares_openings(menu);
        let narrow = self.opening_menus[menu].only(keep);
        self.seekers[seeker].menu = put(&mut self.opening_menus, menu, narrow, shared);
    }

    /// Whether several households have a menu.
    fn shares_homes(&self, menu: usize) -> bool {
        self.households.iter().filter(|other| other.menu == menu).count() > 1
    }

    /// Whether several seekers have a menu.
    fn shares_openings(&self, menu: usize) -> bool {
        self.seekers.iter().filter(|other| other.menu == menu).count() > 1
    }
}

/// Puts a menu in the place of another, or beside it if that is shared; where it is now.
fn put(menus: &mut Vec<Menu>, at: usize, menu: Menu, shared: bool) -> usize {
    if shared {
        menus.push(menu);
        menus.len() - 1
    } else {
        menus[at] = menu;
        at
    }
}

/// The kind that one of all has alone: its own, if nothing else is of it, or else a new one like it.
fn own_kind(kinds: &[usize], one: usize, menus: &mut [Menu]) -> Option<usize> {
    let kind = *kinds.get(one)?;
    if kinds.iter().filter(|other| **other == kind).count() == 1 {
        return Some(kind);
    }
    // Each number below has somebody.
    let next = kinds.iter().max()? + 1;
    menus.iter_mut().for_each(|menu| menu.push_like(kind));
    Some(next)
}
