use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::tables::{NEVER, NONE, of_kind};
use super::jobs::Cheapest;
use super::memory::Learnt;
use super::{Budget, HouseholdKind, Offer, Pricer, Quote, Wanted};

/// What one household kind can have.
pub(super) struct Inquiry<'p> {
    pub(super) pricer: &'p Pricer<'p>,
    kind: &'p HouseholdKind,
    /// The home that is looked at first, if others are no better.
    first: usize,
    /// For each seeker what a job costs at least, wherever they live.
    floors: Vec<i64>,
    /// For each seeker the openings on the menu; only where trips cost nothing.
    pub(super) cheapest: Vec<Cheapest>,
    /// For each seeker jobs from the home that is looked at, the cheapest first, ...
    pub(super) lists: Vec<Vec<(i64, u32)>>,
    /// ... and what one costs at least.
    bounds: Vec<i64>,
    learnt: Vec<Learnt>,
}

impl<'p> Inquiry<'p> {
    pub(super) fn new(pricer: &'p Pricer, k: usize) -> Self {
        let kind = &pricer.households[k];
        let market = &pricer.market;
        let floor = |s: &usize| {
            let kind = &pricer.kinds[*s];
            let none = kind.none.map_or(NEVER, |none| none * market.scale);
            none.min(market.least[kind.menu])
        };
        let cheapest = |s: &usize| Cheapest::new(pricer, pricer.kinds[*s].menu);
        let by_price = if pricer.tables.trip == 0 { &kind.seekers[..] } else { &[] };
        Self {
            first: k * pricer.problem.homes().len() / pricer.households.len(),
            floors: kind.seekers.iter().map(floor).collect(),
            cheapest: by_price.iter().map(cheapest).collect(),
            lists: vec![Vec::new(); kind.seekers.len()],
            bounds: vec![0; kind.seekers.len()],
            learnt: Vec::new(),
            pricer,
            kind,
        }
    }

    /// What is wanted of it, and what was learnt of its seekers; `None` if that is more than the budget
    /// allows.
    pub(super) fn offer(mut self, wanted: Wanted, budget: &Budget) -> Option<(Offer, Vec<Learnt>)> {
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
            return Some((offer, self.learnt));
        }
        let limit = |offer: &Offer, cutoff: i64| offer.least.max(cutoff);
        let bounds = self.home_bounds();
        // Of homes that are equally good each kind begins with others, so that they do not all ask for
        // the same few.
        let (before, from) = bounds.split_at(self.first);
        let homes = from.iter().zip(self.first as u32..).chain(before.iter().zip(0..)).zip(0u32..);
        let mut queue: BinaryHeap<Reverse<(i64, u32, u32)>> = homes
            .filter(|((bound, _), _)| **bound < limit(&offer, cutoff))
            .map(|((bound, home), turn)| Reverse((*bound, turn, home)))
            .collect();
        while let Some(Reverse((bound, _, home))) = queue.pop() {
            if bound >= limit(&offer, cutoff) {
                break;
            }
            let own = self.home_value(home);
            match wanted.most {
                Some(most) => {
                    let room = limit(&offer, cutoff) - own;
                    let Some((value, openings)) = self.best_jobs(home, room) else { continue };
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
        Some((offer, self.learnt))
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
        for (s, floor) in self.kind.seekers.iter().zip(&self.floors) {
            let (known, unit) = self.pricer.memory.of(*s);
            for (bound, known) in bounds.iter_mut().zip(known) {
                *bound += (i64::from(*known) * unit).max(*floor);
            }
        }
        bounds
    }

    /// Lists jobs from a home for each seeker: the cheapest `count` and all others that cost as
    /// little as may be in a plan whose jobs cost less than `room`. False if there is no such plan.
    fn list(&mut self, home: u32, room: i64, count: usize) -> bool {
        for (at, (s, floor)) in self.kind.seekers.iter().zip(&self.floors).enumerate() {
            let (known, unit) = self.pricer.memory.of(*s);
            self.bounds[at] = (i64::from(known[home as usize]) * unit).max(*floor);
        }
        for (at, s) in self.kind.seekers.iter().enumerate() {
            let others: i64 = self.bounds.iter().sum::<i64>() - self.bounds[at];
            let below = room - others;
            self.jobs(at, home, below, count);
            let least = self.lists[at].first().map_or(below, |(value, _)| *value);
            self.bounds[at] = self.bounds[at].max(least);
            self.learnt.push((*s as u32, home, self.bounds[at]));
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
        let mut found = |value: i64, jobs: &[u32]| {
            best = Some((value, jobs.to_vec()));
            value
        };
        self.choose(0, &mut current, &mut found, room);
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
            let mut found = |value: i64, jobs: &[u32]| {
                allowed &= budget.spend(each);
                if !allowed {
                    return i64::MIN;
                }
                into.push(Quote { value: own + value, home, openings: jobs.to_vec() });
                room
            };
            self.choose(0, &mut Vec::new(), &mut found, room);
        }
        allowed.then_some(())
    }

    /// Calls `found` for every choice of one listed job a seeker that costs less than what it last
    /// said.
    fn choose(
        &self,
        value: i64,
        current: &mut Vec<u32>,
        found: &mut impl FnMut(i64, &[u32]) -> i64,
        mut room: i64,
    ) -> i64 {
        let at = current.len();
        if at == self.lists.len() {
            return if value < room { found(value, current) } else { room };
        }
        let rest: i64 = self.bounds[at + 1..].iter().sum();
        for (own, opening) in &self.lists[at] {
            if value + own + rest >= room {
                break;
            }
            if *opening != NONE {
                let taken = current.iter().filter(|other| *other == opening).count();
                if taken >= self.pricer.market.offered(*opening).positions as usize {
                    continue;
                }
            }
            current.push(*opening);
            room = self.choose(value + own, current, found, room);
            current.pop();
        }
        room
    }
}
