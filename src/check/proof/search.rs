use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::ground::{Ground, Shape, likes};
use super::market::{Market, Shelf};
use super::objective::{Objective, menu_of_homes, menu_of_openings};
use super::offers::{Choice, Offers};
use super::plans::{NONE, Pool};
use super::pricing::Pricing;
use super::tariff::Tariff;

/// Looks through the plans of a shape without listing them all.
///
/// For every home there is a bound: its own cost, and for each seeker the least that an opening
/// at the nearest site can cost. Homes are opened in the order of their bounds, and from each one
/// the sites are visited quickest first, both no further than something can still be found.
pub(super) struct Search<'a> {
    ground: &'a Ground<'a>,
    pricing: Pricing<'a>,
    market: Market,
}

/// Room to work in, to use again for the next shape of the same search.
#[derive(Default)]
pub(super) struct Scratch {
    seekers: Vec<Offers>,
    homes: BinaryHeap<Reverse<Start>>,
    options: Vec<Vec<Choice>>,
}

/// A home to start from, the one with the lowest bound first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Start {
    bound: i64,
    /// Which of the market it is, on a shelf.
    at: usize,
    shelf: Shelf,
    /// What the home adds to the objective.
    value: i64,
    /// Whether the bound is of this household, and not of the smallest.
    own: bool,
}

impl Search<'_> {
    /// The least reduced cost of a plan, if there is a plan.
    pub(super) fn least(&self, scratch: &mut Scratch, shape: usize) -> Option<i64> {
        let shape = &self.ground.shapes[shape];
        let mut best = self.stay(shape).map(|(cost, _)| cost);
        let below = best.unwrap_or(i64::MAX);
        self.housed(scratch, shape, below, Some(shape.seekers.len()), |_, cost, _| {
            best = Some(cost);
            cost
        });
        best
    }

    /// All plans with a reduced cost below `below`; `None` if they and those in `listed` already,
    /// which they are added to, are more than `most`.
    pub(super) fn list(
        &self,
        scratch: &mut Scratch,
        shape: usize,
        below: i64,
        (listed, most): (&AtomicUsize, usize),
    ) -> Option<Pool> {
        let shape = &self.ground.shapes[shape];
        let mut pool = Pool::new(shape.seekers.len());
        let mut counted = 0;
        let mut count = |plans: usize| {
            let more = plans - std::mem::replace(&mut counted, plans);
            listed.fetch_add(more, Ordering::Relaxed) + more <= most
        };
        if let Some((_, value)) = self.stay(shape).filter(|(cost, _)| *cost < below) {
            pool.push(NONE, value, shape.seekers.iter().map(|_| NONE));
        }
        self.housed(scratch, shape, below, None, |(home, value), _, choices| {
            let value = value + choices.iter().map(|choice| choice.value).sum::<i64>();
            pool.push(home, value, choices.iter().map(|choice| choice.job));
            // Now and then is often enough to see that it becomes too much.
            let due = pool.len().is_multiple_of(4096);
            if due && !count(pool.len()) { i64::MIN } else { below }
        });
        count(pool.len()).then_some(pool)
    }

    /// Reduced cost and value of the plan without a home, if there is one.
    fn stay(&self, shape: &Shape) -> Option<(i64, i64)> {
        let Pricing { objective, scale, .. } = self.pricing;
        let problem = self.ground.problem;
        shape.may_stay.then(|| {
            let seekers = shape.seekers.iter().map(|s| menu_of_openings(problem, *s).none());
            let home = objective.of(menu_of_homes(problem, shape.household).none());
            let value = home + seekers.map(|cost| objective.of(cost)).sum::<i64>();
            (scale * value, value)
        })
    }

    /// Tells `found` the plans with a home and a reduced cost below `below` or whatever `found` says
    /// from then on: home and what it adds to the objective, reduced cost, choices. If so many
    /// choices of a seeker are enough, only the cheapest plans are told.
    fn housed(
        &self,
        scratch: &mut Scratch,
        shape: &Shape,
        mut below: i64,
        enough: Option<usize>,
        mut found: impl FnMut((u32, i64), i64, &[Choice]) -> i64,
    ) {
        let Pricing { scale, tariff, .. } = self.pricing;
        self.prepare(scratch, shape, below);
        let Scratch { seekers, homes, options } = scratch;
        while let Some(Reverse(start)) = homes.pop() {
            if start.bound >= below {
                break;
            }
            let (smallest, home) = self.market.homes[start.at];
            let price = tariff.home(home, shape.size);
            if !start.own {
                if let Some(next) = self.next(start) {
                    homes.push(Reverse(next));
                }
                if price > smallest {
                    let bound = start.bound + price - smallest;
                    homes.push(Reverse(Start { bound, own: true, ..start }));
                    continue;
                }
            }
            if self.options(start, home, below, enough, seekers, options) {
                let cost = scale * start.value + price;
                let alike = |at: usize| {
                    let who = |at: usize| &self.ground.problem.seekers()[shape.seekers[at]];
                    enough.is_some() && likes(who(at - 1)) == likes(who(at))
                };
                below = self.combine(options, alike, cost, below, |cost, choices| {
                    found((home, start.value), cost, choices)
                });
            }
        }
    }

    /// The next home on the same shelf.
    fn next(&self, start: Start) -> Option<Start> {
        let at = start.at + 1;
        let homes = &self.market.homes[..start.shelf.end];
        let dearer = homes.get(at)?.0 - homes[start.at].0;
        Some(Start { bound: start.bound + dearer, at, ..start })
    }

    /// Gathers what the seekers of the shape may have, and from which homes: the first of each
    /// shelf with a bound below `below`.
    fn prepare(&self, scratch: &mut Scratch, shape: &Shape, below: i64) {
        let Pricing { objective, scale, .. } = self.pricing;
        let ground = self.ground;
        scratch.seekers.resize_with(shape.seekers.len(), Offers::default);
        scratch.options.resize_with(shape.seekers.len(), Vec::new);
        for (offers, seeker) in scratch.seekers.iter_mut().zip(&shape.seekers) {
            offers.load(ground, self.pricing, &self.market, *seeker);
        }
        let mut homes = std::mem::take(&mut scratch.homes).into_vec();
        homes.clear();
        for (kind, entry) in menu_of_homes(ground.problem, shape.household).kinds() {
            let value = objective.of(entry);
            let shelves = (ground.blocks.of_kind(kind))
                .flat_map(|block| self.market.shelves(ground, block))
                .filter(|shelf| shelf.start < shelf.end);
            homes.extend(shelves.filter_map(|shelf| {
                let floors = scratch.seekers.iter().map(|o| o.floor(ground, scale, shelf));
                let (at, (price, _)) = (shelf.start, self.market.homes[shelf.start]);
                let bound = floors.sum::<Option<i64>>()? + scale * value + price;
                (bound < below).then_some(Reverse(Start { bound, at, shelf, value, own: false }))
            }));
        }
        scratch.homes = homes.into();
    }

    /// Fills in what each seeker can have from a home when the whole is to stay below `below`;
    /// the cheapest only, if so many are enough. `false` if nothing stays below.
    fn options(
        &self,
        start: Start,
        home: u32,
        below: i64,
        enough: Option<usize>,
        seekers: &[Offers],
        options: &mut [Vec<Choice>],
    ) -> bool {
        let mut slack = below.saturating_sub(start.bound);
        for (offers, options) in seekers.iter().zip(options) {
            let floor = offers.floor(self.ground, self.pricing.scale, start.shelf);
            let Some(floor) = floor else { return false };
            let below = floor.saturating_add(slack);
            offers.options(self.ground, self.pricing, home, below, enough, options);
            let Some(first) = options.first() else { return false };
            slack -= first.cost - floor;
        }
        true
    }

    /// Tells `found` each way in which all seekers can take one of their options at once, with a
    /// cost below `below` or whatever `found` says from then on; returns what it said last. A seeker
    /// who is `alike` the one before takes no cheaper option: that is one way in which both have changed.
    fn combine(
        &self,
        options: &[Vec<Choice>],
        alike: impl Fn(usize) -> bool,
        cost: i64,
        below: i64,
        mut found: impl FnMut(i64, &[Choice]) -> i64,
    ) -> i64 {
        let mut rests = vec![0; options.len() + 1];
        for (at, options) in options.iter().enumerate().rev() {
            rests[at] = rests[at + 1] + options.first().map_or(0, |first| first.cost);
        }
        // For each seeker whose turn it is, which of their options comes next.
        let mut next = vec![0; options.len() + 1];
        let (mut chosen, mut below, mut cost): (Vec<Choice>, _, _) = (Vec::new(), below, cost);
        loop {
            let at = chosen.len();
            let mut option = None;
            if at == options.len() {
                if cost < below {
                    below = found(cost, &chosen);
                }
            } else {
                option = options[at].get(next[at]).copied();
                option = option.filter(|option| cost + option.cost + rests[at + 1] < below);
            }
            if let Some(option) = option {
                next[at] += 1;
                if self.is_free(option.job, &chosen) {
                    cost += option.cost;
                    chosen.push(option);
                    let after = options.get(at + 1).filter(|_| alike(at + 1));
                    next[at + 1] =
                        after.map_or(0, |after| after.partition_point(|other| *other < option));
                }
            } else if let Some(last) = chosen.pop() {
                cost -= last.cost;
            } else {
                return below;
            }
        }
    }

    /// Whether an opening has a position left for one more of the household.
    fn is_free(&self, job: u32, chosen: &[Choice]) -> bool {
        let others = chosen.iter().filter(|other| other.job == job).count() as i64;
        job == NONE || others < self.ground.problem.openings()[job as usize].positions
    }
}

/// For each shape whether there is a plan at all.
pub(super) fn have_plans(ground: &Ground) -> Vec<bool> {
    let (nothing, free) = (Objective::default(), Tariff::new(ground.problem));
    let pricing = Pricing { objective: &nothing, scale: 1, tariff: &free };
    let all: Vec<usize> = (0..ground.shapes.len()).collect();
    over_shapes(ground, pricing, &all, |search, scratch, shape| {
        ground.shapes[shape].may_stay || search.least(scratch, shape).is_some()
    })
}

/// Searches for each shape, on several threads if they are built in.
pub(super) fn over_shapes<T: Send>(
    ground: &Ground,
    pricing: Pricing,
    shapes: &[usize],
    job: impl Fn(&Search, &mut Scratch, usize) -> T + Sync,
) -> Vec<T> {
    if shapes.is_empty() {
        return Vec::new();
    }
    let search = Search { ground, pricing, market: Market::new(ground, pricing) };
    #[cfg(feature = "parallel")]
    {
        shapes
            .par_iter()
            .map_init(Scratch::default, |scratch, shape| job(&search, scratch, *shape))
            .collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut scratch = Scratch::default();
        shapes.iter().map(|shape| job(&search, &mut scratch, *shape)).collect()
    }
}
