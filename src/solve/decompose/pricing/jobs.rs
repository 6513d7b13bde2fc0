use super::super::pool::NONE;
use super::cheapest::Cheapest;
use super::{Pricer, SeekerKind};

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
    /// Lists the cheapest `count` jobs of a seeker from a home that cost less than `below`; having
    /// none is one of them. Where trips cost nothing, the openings on the menu are `cheapest`.
    pub(super) fn jobs(
        &self,
        kind: &SeekerKind,
        home: u32,
        (below, count): (i64, usize),
        cheapest: Option<&mut Cheapest>,
        jobs: &mut Vec<(i64, u32)>,
    ) {
        jobs.clear();
        let mut list = List { count, below, jobs };
        if let Some(none) = kind.none {
            list.add(none * self.market.scale, NONE);
        }
        if self.market.least[kind.menu] >= list.below {
            return;
        }
        match cheapest {
            Some(cheapest) => self.cheapest_first(kind, home as usize, cheapest, &mut list),
            None => self.nearest_first(kind, home as usize, &mut list),
        }
    }

    /// From site to site, until the trip alone is too dear.
    fn nearest_first(&self, kind: &SeekerKind, home: usize, list: &mut List) {
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
        kind: &SeekerKind,
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
