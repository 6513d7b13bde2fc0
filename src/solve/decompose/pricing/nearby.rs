//! What a job near each home costs at least, by group of openings: in small numbers, since there are many.
//! Nothing that is asked for depends on it but the time it takes.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::super::tables::Tables;
use super::SeekerKind;
use super::groups::Groups;
use super::market::Market;

#[derive(Clone)]
pub(super) struct Nearby {
    groups: Groups,
    homes: usize,
    /// For each group what its cheapest opening costs, wherever it is.
    least: Vec<i64>,
    /// What 1 of a bound is; bounds are rounded down.
    unit: i64,
    /// By travel, group and home: what a job costs above the least of its group.
    bounds: Vec<u16>,
}

/// So many bounds are many.
const MOST_BOUNDS: usize = 1 << 25;
/// So many groups are told apart at most.
const MOST_GROUPS: usize = 64;
/// So many openings near a home are looked at, and those that are no farther.
const LOOKED_AT: usize = 256;
/// Units in a minute.
const UNITS: i64 = 64;

impl Nearby {
    /// Before any price is known; `None` where trips cost nothing, and it would be of no use.
    pub(super) fn new(tables: &Tables) -> Option<Self> {
        if tables.trip == 0 {
            return None;
        }
        let homes = tables.problem.homes().len();
        let rows = tables.problem.trips().travels() * homes;
        let most = (MOST_BOUNDS / rows.max(1)).clamp(1, MOST_GROUPS);
        let groups = Groups::new(tables, most);
        Some(Self { groups, homes, least: Vec::new(), unit: 1, bounds: Vec::new() })
    }

    /// Works all out at the prices of a market.
    pub(super) fn set(&mut self, tables: &Tables, market: &Market) {
        let (groups, homes) = (&self.groups, self.homes);
        self.unit = (market.scale.saturating_mul(tables.trip) / UNITS).max(1);
        self.least = market.least_of_groups(groups);
        let near = Near { tables, groups, market, unit: self.unit, least: &self.least };
        let travels = tables.problem.trips().travels();
        let rows = 0..travels * homes;
        #[cfg(feature = "parallel")]
        let rows = rows.into_par_iter();
        let rows: Vec<Vec<u16>> = rows.map(|row| near.home(row / homes, row % homes)).collect();
        self.bounds.clear();
        for travel in rows.chunks(homes.max(1)) {
            for group in 0..groups.count {
                self.bounds.extend(travel.iter().map(|row| row[group]));
            }
        }
    }
}

/// What it is worked out from.
struct Near<'n> {
    tables: &'n Tables<'n>,
    groups: &'n Groups,
    market: &'n Market,
    unit: i64,
    least: &'n [i64],
}

impl Near<'_> {
    /// What the openings of each group cost above their least whoever lives in a home, menus aside.
    fn home(&self, travel: usize, home: usize) -> Vec<u16> {
        let minute = self.tables.trip * self.market.scale * self.market.days;
        let (sites, minutes, whole) = self.tables.problem.trips().kept(travel, home);
        let mut above = vec![i64::MAX; self.groups.count];
        let mut looked_at = 0;
        let mut farthest = whole.then_some(i64::MAX);
        let mut last = 0;
        for (site, minutes) in sites.iter().zip(minutes) {
            let trip = minute * i64::from(*minutes);
            if trip > last && (looked_at > LOOKED_AT || above.iter().all(|above| *above <= trip)) {
                farthest = Some(trip);
                break;
            }
            last = trip;
            for offered in self.market.at(*site as usize) {
                let group = self.groups.of[offered.kind as usize] as usize;
                above[group] = (offered.price - self.least[group] + trip).min(above[group]);
                looked_at += 1;
            }
        }
        let rest = farthest.unwrap_or(last);
        let units = |above: i64| u16::try_from(above.min(rest) / self.unit).unwrap_or(u16::MAX);
        above.into_iter().map(units).collect()
    }
}

/// The same for seekers of one kind: what their cheapest job costs at least.
pub(super) struct Rated<'n> {
    pub(super) unit: i64,
    /// What costs least of all, wherever it is, or having none.
    base: i64,
    /// What having none costs above that, in units.
    none: u16,
    /// For each group its bounds by home, and what its cheapest opening costs above the base.
    groups: Vec<(&'n [u16], u16)>,
}

impl Nearby {
    /// For a kind of seekers, at prices of this scale.
    pub(super) fn rated(&self, scale: i64, kind: &SeekerKind) -> Rated<'_> {
        let menu = self.groups.on(kind.menu).iter();
        let menu = menu.map(|(group, cost)| (*group, cost * scale + self.least[*group as usize]));
        let none = kind.none.map(|none| none * scale);
        let base = menu.clone().map(|(_, cost)| cost).chain(none).min().unwrap_or(0);
        let above = |cost: i64| u16::try_from((cost - base) / self.unit).unwrap_or(u16::MAX);
        let own = |group: u32| {
            let first = (kind.travel * self.groups.count + group as usize) * self.homes;
            &self.bounds[first..first + self.homes]
        };
        let groups = menu.map(|(group, cost)| (own(group), above(cost)));
        Rated {
            unit: self.unit,
            base,
            none: none.map_or(u16::MAX, above),
            groups: groups.filter(|(_, above)| *above < u16::MAX).collect(),
        }
    }
}

impl Rated<'_> {
    /// From one home.
    pub(super) fn at(&self, home: usize) -> i64 {
        let near = self.groups.iter().map(|(bounds, above)| above.saturating_add(bounds[home]));
        self.base + i64::from(near.fold(self.none, u16::min)) * self.unit
    }

    /// Adds that from every home, `floor` at least, to what is known of the homes.
    pub(super) fn add_to(&self, bounds: &mut [i64], floor: i64) {
        let mut least = vec![self.none; bounds.len()];
        for (near, above) in &self.groups {
            for (least, near) in least.iter_mut().zip(*near) {
                *least = above.saturating_add(*near).min(*least);
            }
        }
        for (bound, least) in bounds.iter_mut().zip(least) {
            *bound += (self.base + i64::from(least) * self.unit).max(floor);
        }
    }
}
