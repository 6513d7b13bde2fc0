use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::pool::NONE;
use super::super::tables::NEVER;
use super::Pricer;
use super::inquiry::Inquiry;

impl Inquiry<'_> {
    /// Lists the cheapest `count` jobs of a seeker from a home that cost less than `below`; having
    /// none is one of them.
    pub(super) fn jobs(&mut self, at: usize, home: u32, below: i64, count: usize) {
        let pricer = self.pricer;
        let kind = &pricer.kinds[self.seeker_kind(at)];
        let mut list = List { count, below, jobs: &mut self.lists[at] };
        list.jobs.clear();
        if let Some(none) = kind.none {
            list.add(none * pricer.market.scale, NONE);
        }
        if pricer.market.least[kind.menu] >= list.below {
            return;
        }
        if pricer.tables.trip != 0 {
            pricer.nearest_first(kind, home as usize, &mut list);
        } else {
            pricer.cheapest_first(kind, home as usize, &mut self.cheapest[at], &mut list);
        }
    }
}

/// The cheapest jobs found so far.
struct List<'l> {
    /// So many are wanted, ...
    count: usize,
    /// ... and only what costs less than this.
    below: i64,
    /// The cheapest first.
    jobs: &'l mut Vec<(i64, u32)>,
}

impl List<'_> {
    fn add(&mut self, value: i64, opening: u32) {
        if value >= self.below {
            return;
        }
        let at = self.jobs.partition_point(|known| *known < (value, opening));
        self.jobs.insert(at, (value, opening));
        self.jobs.truncate(self.count);
        if self.jobs.len() == self.count {
            self.below = self.below.min(self.jobs[self.count - 1].0);
        }
    }
}

impl Pricer<'_> {
    /// From site to site, until the trip alone is too dear.
    fn nearest_first(&self, kind: &super::SeekerKind, home: usize, list: &mut List) {
        let market = &self.market;
        let costs = self.tables.openings(kind.menu);
        let least = market.least[kind.menu];
        let minute = self.tables.trip * market.scale;
        let idle = kind.idle(market.scale);
        // Whether to go on; the sites come in the order of minutes.
        let mut visit = |site: usize, minutes: i64| {
            let trip = minute * minutes;
            if minutes > kind.limit || least + trip * market.days >= list.below {
                return false;
            }
            for offered in market.at(site) {
                let value = market.value(costs, offered);
                let days = i64::from(offered.days);
                let value = value + trip * days;
                let spares =
                    || self.tables.spares(kind.menu, offered.kind as usize, minutes * days);
                if value < list.below && (value - offered.price < idle || spares()) {
                    list.add(value, offered.opening);
                }
            }
            true
        };
        let trips = self.problem.trips();
        let (sites, minutes, whole) = trips.kept(kind.travel, home);
        let mut kept = sites.iter().zip(minutes);
        if kept.all(|(site, minutes)| visit(*site as usize, i64::from(*minutes))) && !whole {
            let mut rest = trips.row(kind.travel, home).skip(sites.len());
            rest.all(|(site, minutes)| visit(site, minutes));
        }
    }

    /// From the cheapest opening on, as far as it is needed, those in reach.
    fn cheapest_first(
        &self,
        kind: &super::SeekerKind,
        home: usize,
        cheapest: &mut Cheapest,
        list: &mut List,
    ) {
        let openings = self.problem.openings();
        let idle = kind.idle(self.market.scale);
        for at in 0.. {
            let Some((value, opening)) = cheapest.get(self, kind.menu, at) else { return };
            if value >= list.below {
                return;
            }
            let offered = self.market.offered(opening);
            let spares = || self.tables.spares(kind.menu, offered.kind as usize, 0);
            if value - offered.price >= idle && !spares() {
                continue;
            }
            let site = openings[opening as usize].site;
            let minutes = self.problem.trips().minutes(kind.travel, home, site);
            if minutes.is_some_and(|minutes| minutes <= kind.limit) {
                list.add(value, opening);
            }
        }
    }
}

/// The openings on a menu, the cheapest first, listed as far as somebody has asked: the openings of
/// each kind are in order, and these orders are merged.
pub(super) struct Cheapest {
    /// Of each kind the cheapest opening that is not listed: its value, itself, its kind, and where
    /// it is in the order.
    next: BinaryHeap<Reverse<(i64, u32, u32, u32)>>,
    listed: Vec<(i64, u32)>,
}

impl Cheapest {
    pub(super) fn new(pricer: &Pricer, menu: usize) -> Self {
        let kinds = 0..pricer.tables.openings(menu).len() as u32;
        let next = kinds.filter_map(|kind| pricer.cheapest_from(menu, kind, 0)).map(Reverse);
        Self { next: next.collect(), listed: Vec::new() }
    }

    /// The value of the opening at a place in the list, and the opening.
    fn get(&mut self, pricer: &Pricer, menu: usize, at: usize) -> Option<(i64, u32)> {
        while self.listed.len() <= at {
            let Reverse((value, opening, kind, place)) = self.next.pop()?;
            self.listed.push((value, opening));
            self.next.extend(pricer.cheapest_from(menu, kind, place + 1).map(Reverse));
        }
        Some(self.listed[at])
    }
}

impl Pricer<'_> {
    /// The first opening of a kind that can be had, from a place in the order of the kind on.
    fn cheapest_from(&self, menu: usize, kind: u32, from: u32) -> Option<(i64, u32, u32, u32)> {
        let costs = self.tables.openings(menu);
        let order = self.market.order[kind as usize].iter().zip(0..).skip(from as usize);
        let mut values = order.map(|(opening, at)| {
            (self.market.value(costs, self.market.offered(*opening)), *opening, kind, at)
        });
        values.find(|(value, ..)| *value < NEVER)
    }
}
