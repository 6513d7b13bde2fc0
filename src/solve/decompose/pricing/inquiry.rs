use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::pool::NONE;
use super::super::tables::{NEVER, of_kind};
use super::cheapest::Cheapest;
use super::nearby::Rated;
use super::{Budget, HouseholdKind, Offer, Pricer, Quote, Wanted};

/// Homes are looked at in blocks of so many.
const BLOCK: u32 = 64;

/// Choices of jobs are looked at by so many before the time is.
const UNTIMED: usize = 1 << 12;

/// What is looked at next.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Home(u32),
    Block(u32),
}

/// What one household kind can have.
pub(super) struct Inquiry<'p> {
    pricer: &'p Pricer<'p>,
    kind: &'p HouseholdKind,
    /// The home that is looked at first, if others are no better.
    first: usize,
    /// For each seeker what a job costs at least, wherever they live.
    floors: Vec<i64>,
    /// For each seeker what a job costs at least near each home; only where trips cost something.
    rated: Vec<Rated<'p>>,
    /// For each seeker the openings on the menu; only where trips cost nothing.
    cheapest: Vec<Cheapest>,
    /// For each seeker jobs from the home that is looked at, the cheapest first, ...
    lists: Vec<Vec<(i64, u32)>>,
    /// ... and what one costs at least.
    bounds: Vec<i64>,
    stop: &'p (dyn Fn() -> bool + Sync),
    /// Jobs tried so far, in all choices, and whether the search among them was stopped.
    tried: Cell<usize>,
    stopped: Cell<bool>,
}

impl<'p> Inquiry<'p> {
    pub(super) fn new(pricer: &'p Pricer, k: usize, stop: &'p (dyn Fn() -> bool + Sync)) -> Self {
        let kind = &pricer.households[k];
        let market = &pricer.market;
        let kinds = kind.seekers.iter().map(|s| &pricer.kinds[*s]);
        let floors = kinds.clone().map(|kind| kind.idle(market.scale).min(market.least[kind.menu]));
        let (rated, cheapest) = match &pricer.nearby {
            Some(near) => (kinds.map(|kind| near.rated(market.scale, kind)).collect(), Vec::new()),
            None => (Vec::new(), kinds.map(|kind| Cheapest::new(pricer, kind.menu)).collect()),
        };
        Self {
            first: k * pricer.problem.homes().len() / pricer.households.len(),
            floors: floors.collect(),
            rated,
            cheapest,
            lists: vec![Vec::new(); kind.seekers.len()],
            bounds: vec![0; kind.seekers.len()],
            stop,
            tried: Cell::new(0),
            stopped: Cell::new(false),
            pricer,
            kind,
        }
    }

    /// What is wanted of it; `None` if that is more than the budget allows, or if it was stopped.
    pub(super) fn offer(mut self, wanted: Wanted, budget: &Budget) -> Option<Offer> {
        let mut offer = Offer { least: NEVER, plans: Vec::new() };
        let mut best: BinaryHeap<i64> = BinaryHeap::new();
        let mut cutoff = wanted.below;
        if let Some(value) = self.nothing() {
            offer.least = value;
            if value < wanted.below {
                let openings = vec![NONE; self.kind.seekers.len()];
                offer.plans.push(Quote { value, home: NONE, openings });
            }
        }
        if self.floors.iter().any(|floor| *floor >= NEVER) {
            return Some(offer);
        }
        let limit = |offer: &Offer, cutoff: i64| offer.least.max(cutoff);
        let bounds = self.home_bounds();
        // Of homes that are equally good each kind begins with others, so that they do not all ask for
        // the same few.
        let homes = bounds.len() as u32;
        let first = self.first as u32;
        let turn = |home: u32| (home + homes - first) % homes.max(1);
        let of_block = |block: &u32| {
            let own = *block * BLOCK..homes.min((*block + 1) * BLOCK);
            own.map(|home| (bounds[home as usize], turn(home))).min()
        };
        let blocks = (0..homes.div_ceil(BLOCK)).filter_map(|block| {
            let (bound, turn) = of_block(&block)?;
            (bound < limit(&offer, cutoff)).then_some(Reverse((bound, turn, Look::Block(block))))
        });
        let mut queue: BinaryHeap<_> = blocks.collect();
        while let Some(Reverse((bound, _, look))) = queue.pop() {
            if bound >= limit(&offer, cutoff) {
                break;
            }
            let home = match look {
                Look::Home(home) => home,
                Look::Block(block) => {
                    for home in block * BLOCK..homes.min((block + 1) * BLOCK) {
                        let bound = bounds[home as usize];
                        if bound < limit(&offer, cutoff) {
                            queue.push(Reverse((bound, turn(home), Look::Home(home))));
                        }
                    }
                    continue;
                }
            };
            let own = self.home_value(home);
            match wanted.most {
                Some(most) => {
                    let room = limit(&offer, cutoff) - own;
                    let jobs = self.best_jobs(home, room);
                    if self.stopped.get() {
                        return None;
                    }
                    let Some((value, openings)) = jobs else { continue };
                    let value = own + value;
                    offer.least = offer.least.min(value);
                    if value < cutoff {
                        offer.plans.push(Quote { value, home, openings });
                        best.push(value);
                        if best.len() >= most {
                            if best.len() > most {
                                best.pop();
                            }
                            if let Some(worst) = best.peek() {
                                cutoff = cutoff.min(*worst);
                            }
                        }
                    }
                }
                None => {
                    let before = offer.plans.len();
                    self.all_jobs(home, own, wanted.below, budget, &mut offer.plans)?;
                    let least = offer.plans[before..].iter().map(|quote| quote.value).min();
                    offer.least = offer.least.min(least.unwrap_or(NEVER));
                }
            }
        }
        offer.plans.sort_unstable();
        if let Some(most) = wanted.most {
            offer.plans.truncate(most.max(1));
        }
        Some(offer)
    }

    pub(super) fn seeker_kind(&self, at: usize) -> usize {
        self.kind.seekers[at]
    }

    /// What it costs to have nothing.
    fn nothing(&self) -> Option<i64> {
        let seekers = self.kind.seekers.iter().map(|s| self.pricer.kinds[*s].none);
        let jobs: i64 = seekers.sum::<Option<i64>>()?;
        Some((self.kind.none? + jobs) * self.pricer.market.scale)
    }

    fn home_value(&self, home: u32) -> i64 {
        let market = &self.pricer.market;
        let costs = self.pricer.tables.homes(self.kind.menu);
        let cost = of_kind(costs, market.home_kinds[home as usize] as usize);
        cost * market.scale + market.homes(self.kind.size)[home as usize]
    }

    /// For each home a lower bound on all plans there; `NEVER` if there is none.
    fn home_bounds(&self) -> Vec<i64> {
        let market = &self.pricer.market;
        let costs = self.pricer.tables.homes(self.kind.menu);
        let homes = market.homes(self.kind.size).iter().zip(&market.home_kinds);
        let mut bounds: Vec<i64> = homes
            .map(|(value, kind)| {
                let cost = of_kind(costs, *kind as usize);
                if cost < NEVER && *value < NEVER { cost * market.scale + value } else { NEVER }
            })
            .collect();
        for (at, floor) in self.floors.iter().enumerate() {
            match self.rated.get(at) {
                None => bounds.iter_mut().for_each(|bound| *bound += floor),
                Some(rated) => rated.add_to(&mut bounds, *floor),
            }
        }
        bounds
    }

    /// Lists jobs from a home for each seeker: the cheapest `count` and all others that cost as
    /// little as may be in a plan whose jobs cost less than `room`. False if there is no such plan.
    fn list(&mut self, home: u32, room: i64, count: usize) -> bool {
        for (at, floor) in self.floors.iter().enumerate() {
            let near = self.rated.get(at).map(|rated| rated.at(home as usize));
            self.bounds[at] = near.unwrap_or(i64::MIN).max(*floor);
        }
        for at in 0..self.bounds.len() {
            let others: i64 = self.bounds.iter().sum::<i64>() - self.bounds[at];
            let below = room - others;
            let kind = &self.pricer.kinds[self.seeker_kind(at)];
            let (cheapest, jobs) = (self.cheapest.get_mut(at), &mut self.lists[at]);
            self.pricer.jobs(kind, home, (below, count), cheapest, jobs);
            let least = self.lists[at].first().map_or(below, |(value, _)| *value);
            self.bounds[at] = self.bounds[at].max(least);
            if self.lists[at].is_empty() {
                return false;
            }
        }
        true
    }

    /// The cheapest jobs for all seekers together, below `room`.
    fn best_jobs(&mut self, home: u32, room: i64) -> Option<(i64, Vec<u32>)> {
        let count = self.kind.seekers.len();
        if !self.list(home, room, count) {
            return None;
        }
        if count == 1 {
            let (value, opening) = self.lists[0][0];
            return Some((value, vec![opening]));
        }
        let mut best = None;
        let mut current = Vec::with_capacity(count);
        let mut found = |value: i64, jobs: &[(i64, u32)]| {
            best = Some((value, openings(jobs)));
            value
        };
        self.choose::<true>(0, &mut current, &mut found, room);
        best
    }

    /// All choices of one job a seeker that cost less than `below` with the home; `None` if the budget does
    /// not allow so many.
    fn all_jobs(
        &mut self,
        home: u32,
        own: i64,
        below: i64,
        budget: &Budget,
        into: &mut Vec<Quote>,
    ) -> Option<()> {
        let room = below - own;
        let each = self.kind.households.len();
        let mut allowed = true;
        if self.list(home, room, usize::MAX) {
            let mut found = |value: i64, jobs: &[(i64, u32)]| {
                allowed &= budget.spend(each);
                if !allowed {
                    return i64::MIN;
                }
                into.push(Quote { value: own + value, home, openings: openings(jobs) });
                room
            };
            self.choose::<false>(0, &mut Vec::new(), &mut found, room);
        }
        (allowed && !self.stopped.get()).then_some(())
    }

    /// Calls `found` for every choice of one listed job a seeker that costs less than what it last
    /// said; if they are `CHEAPEST` choices that are wanted, not for one that is another in which seekers
    /// who are alike have changed jobs.
    fn choose<const CHEAPEST: bool>(
        &self,
        value: i64,
        current: &mut Vec<(i64, u32)>,
        found: &mut impl FnMut(i64, &[(i64, u32)]) -> i64,
        mut room: i64,
    ) -> i64 {
        let at = current.len();
        if at == self.lists.len() {
            return if value < room { found(value, current) } else { room };
        }
        let rest: i64 = self.bounds[at + 1..].iter().sum();
        let alike = CHEAPEST && at > 0 && self.kind.seekers[at] == self.kind.seekers[at - 1];
        let least = current.last().copied().filter(|_| alike);
        for job in &self.lists[at] {
            let (own, opening) = job;
            if value + own + rest >= room {
                break;
            }
            if least.is_some_and(|least| *job < least) {
                continue;
            }
            let tried = self.tried.get() + 1;
            self.tried.set(tried);
            if tried.is_multiple_of(UNTIMED) && (self.stop)() {
                self.stopped.set(true);
                return i64::MIN;
            }
            if *opening != NONE {
                let taken = current.iter().filter(|(_, other)| other == opening).count();
                if taken >= self.pricer.market.offered(*opening).positions as usize {
                    continue;
                }
            }
            current.push(*job);
            room = self.choose::<CHEAPEST>(value + own, current, found, room);
            current.pop();
        }
        room
    }
}

fn openings(jobs: &[(i64, u32)]) -> Vec<u32> {
    jobs.iter().map(|(_, opening)| *opening).collect()
}

#[cfg(all(test, feature = "synthetic"))]
impl Pricer<'_> {
    /// Tells what a job from each home costs each seeker at least, and what is known of that without
    /// a look at it, in which unit.
    pub(in crate::solve::decompose) fn least_and_known(
        &mut self,
        prices: &super::super::prices::WholePrices,
        mut tell: impl FnMut(i64, i64, i64),
    ) {
        self.set(prices);
        for k in 0..self.households.len() {
            let inquiry = Inquiry::new(self, k, &|| false);
            for home in 0..self.problem.homes().len() {
                for (at, rated) in inquiry.rated.iter().enumerate() {
                    let kind = &self.kinds[inquiry.seeker_kind(at)];
                    let mut jobs = Vec::new();
                    self.jobs(kind, home as u32, (NEVER, 1), None, &mut jobs);
                    if let Some((value, _)) = jobs.first() {
                        tell(*value, rated.at(home), rated.unit);
                    }
                }
            }
        }
    }
}
