use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::ground::{Ground, Shape};
use super::objective::{Objective, menu_of_homes, menu_of_openings};
use super::plans::{NONE, Pool};
use super::tariff::Tariff;

/// What reduced costs are made of.
#[derive(Clone, Copy)]
pub(super) struct Pricing<'a> {
    pub(super) objective: &'a Objective,
    pub(super) scale: i64,
    pub(super) tariff: &'a Tariff,
}

/// Looks through the plans of a shape without listing them all.
///
/// For every home there is a bound: its own cost, and for each seeker the least that an opening
/// at the nearest site can cost. Homes are opened in the order of their bounds, and from each one
/// the sites are visited quickest first, both no further than something can still be found.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) pricing: Pricing<'a>,
}

/// Room to work in, to use again for the next shape of the same search.
#[derive(Default)]
pub(super) struct Scratch {
    seekers: Vec<Offers>,
    homes: BinaryHeap<Reverse<Start>>,
    options: Vec<Vec<Choice>>,
}

/// A home to start from, the one with the lowest bound first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Start {
    bound: i64,
    home: u32,
    cost: i64,
    value: i64,
}

/// What a seeker may have.
#[derive(Default)]
struct Offers {
    menu: Option<usize>,
    travel: usize,
    limit: i64,
    scale: i64,
    /// Having no opening, if that is possible.
    none: Option<Choice>,
    /// The offers of the menu, those at one site linked.
    offers: Vec<Offer>,
    first_at: Vec<usize>,
    /// The least that an offer costs without its trip, what it adds to the objective, and what a
    /// minute of a trip adds.
    least: i64,
    least_value: i64,
    least_minute: i64,
}

struct Offer {
    opening: u32,
    price: i64,
    /// What it adds to the objective without the trip, and what a minute of the trip adds.
    value: i64,
    minute: i64,
    next: usize,
}

/// What a seeker takes; ordered by cost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
    cost: i64,
    /// The opening, or [`NONE`].
    job: u32,
    value: i64,
}

impl Search<'_> {
    /// The least reduced cost of a plan, if there is a plan.
    pub(super) fn least(&self, scratch: &mut Scratch, shape: usize) -> Option<i64> {
        let shape = &self.ground.shapes[shape];
        let mut best = self.stay(shape).map(|(cost, _)| cost);
        self.prepare(scratch, shape);
        let enough = shape.seekers.len();
        while let Some(Reverse(start)) = scratch.homes.pop() {
            let below = best.unwrap_or(i64::MAX);
            if start.bound >= below {
                break;
            }
            let Scratch { seekers, options, .. } = &mut *scratch;
            if self.options(&start, below, Some(enough), seekers, options) {
                let mut found = |cost, _: &[Choice]| {
                    best = Some(cost);
                    cost
                };
                self.combine(options, start.cost, below, &mut found);
            }
        }
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
        let count = |plans: usize, counted: &mut usize| {
            let more = plans - std::mem::replace(counted, plans);
            listed.fetch_add(more, Ordering::Relaxed) + more <= most
        };
        if let Some((_, value)) = self.stay(shape).filter(|(cost, _)| *cost < below) {
            pool.push(NONE, value, shape.seekers.iter().map(|_| NONE));
        }
        self.prepare(scratch, shape);
        // Any order would do; a heap is a list too.
        while let Some(Reverse(start)) = scratch.homes.pop() {
            if start.bound >= below {
                break;
            }
            let Scratch { seekers, options, .. } = &mut *scratch;
            if self.options(&start, below, None, seekers, options) {
                let mut found = |_, choices: &[Choice]| {
                    let value =
                        start.value + choices.iter().map(|choice| choice.value).sum::<i64>();
                    pool.push(start.home, value, choices.iter().map(|choice| choice.job));
                    // Now and then is often enough to see that it becomes too much.
                    let due = pool.len().is_multiple_of(4096);
                    let fits = !due || count(pool.len(), &mut counted);
                    if fits { below } else { i64::MIN }
                };
                self.combine(options, start.cost, below, &mut found);
            }
            if !count(pool.len(), &mut counted) {
                return None;
            }
        }
        count(pool.len(), &mut counted).then_some(pool)
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

    /// Gathers what the seekers of the shape may have, and from which homes.
    fn prepare(&self, scratch: &mut Scratch, shape: &Shape) {
        let Pricing { objective, scale, tariff } = self.pricing;
        let ground = self.ground;
        scratch.seekers.resize_with(shape.seekers.len(), Offers::default);
        scratch.options.resize_with(shape.seekers.len(), Vec::new);
        for (offers, seeker) in scratch.seekers.iter_mut().zip(&shape.seekers) {
            self.offers(offers, *seeker);
        }
        let menu = menu_of_homes(ground.problem, shape.household);
        let mut homes = std::mem::take(&mut scratch.homes).into_vec();
        homes.clear();
        for (items, entry) in menu.iter() {
            let value = objective.of(entry);
            homes.extend(items.iter().filter_map(|home| {
                let cost = scale * value + tariff.home(*home, shape.size);
                let floors = scratch.seekers.iter().map(|offers| offers.floor(ground, *home));
                let bound = floors.sum::<Option<i64>>()? + cost;
                Some(Reverse(Start { bound, home: *home, cost, value }))
            }));
        }
        scratch.homes = homes.into();
    }

    fn offers(&self, offers: &mut Offers, seeker: usize) {
        let Pricing { objective, scale, tariff } = self.pricing;
        let problem = self.ground.problem;
        let menu = menu_of_openings(problem, seeker);
        let who = &problem.seekers()[seeker];
        (offers.travel, offers.limit, offers.scale) = (who.travel, who.limit, scale);
        offers.none = (!who.must).then(|| {
            let value = objective.of(menu.none());
            Choice { cost: scale * value, job: NONE, value }
        });
        // Whoever came before may have had the same menu.
        if offers.menu.replace(who.menu) == Some(who.menu) {
            return;
        }
        (offers.least, offers.least_value, offers.least_minute) = (i64::MAX, i64::MAX, i64::MAX);
        offers.offers.clear();
        offers.first_at.clear();
        offers.first_at.resize(self.ground.sites, usize::MAX);
        for (items, entry) in menu.iter() {
            let value = objective.of(entry);
            for opening in items {
                let known = &problem.openings()[*opening as usize];
                let Some(first) = offers.first_at.get_mut(known.site) else { continue };
                if known.positions < 1 {
                    continue;
                }
                let next = std::mem::replace(first, offers.offers.len());
                let offer = Offer {
                    opening: *opening,
                    price: tariff.opening(*opening),
                    value,
                    minute: objective.minute * known.days,
                    next,
                };
                offers.least = offers.least.min(scale * value + offer.price);
                offers.least_value = offers.least_value.min(value);
                offers.least_minute = offers.least_minute.min(offer.minute);
                offers.offers.push(offer);
            }
        }
    }

    /// Fills in what each seeker can have from a home when the whole is to stay below `below`;
    /// the cheapest only, if so many are enough. `false` if nothing stays below.
    fn options(
        &self,
        start: &Start,
        below: i64,
        enough: Option<usize>,
        seekers: &[Offers],
        options: &mut [Vec<Choice>],
    ) -> bool {
        let mut slack = below.saturating_sub(start.bound);
        for (offers, options) in seekers.iter().zip(options) {
            let Some(floor) = offers.floor(self.ground, start.home) else { return false };
            let below = floor.saturating_add(slack);
            offers.options(self.ground, start.home, below, enough, options);
            let Some(first) = options.first() else { return false };
            slack -= first.cost - floor;
        }
        true
    }

    /// Tells `found` each way in which all seekers can take one of their options at once, with a
    /// cost below `below` or whatever `found` says from then on.
    fn combine(
        &self,
        options: &[Vec<Choice>],
        cost: i64,
        below: i64,
        found: &mut impl FnMut(i64, &[Choice]) -> i64,
    ) {
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
                    next[at + 1] = 0;
                }
            } else if let Some(last) = chosen.pop() {
                cost -= last.cost;
            } else {
                break;
            }
        }
    }

    /// Whether an opening has a position left for one more of the household.
    fn is_free(&self, job: u32, chosen: &[Choice]) -> bool {
        let others = chosen.iter().filter(|other| other.job == job).count() as i64;
        job == NONE || others < self.ground.problem.openings()[job as usize].positions
    }
}

impl Offers {
    /// What an opening, or none, costs at least from `home`; `None` if neither is possible.
    fn floor(&self, ground: &Ground, home: u32) -> Option<i64> {
        let nearest = ground.nearest(self.travel, home as usize);
        let offer = nearest.filter(|minutes| *minutes <= self.limit && !self.offers.is_empty());
        let offer = offer.map(|minutes| self.least + self.scale * self.least_minute * minutes);
        let none = self.none.map(|none| none.cost);
        offer.into_iter().chain(none).min()
    }

    /// What costs less than `below` from `home` and is not idle, the cheapest first. If only the
    /// cheapest sum is asked for, as many as there are seekers are enough: each other seeker is in
    /// the way of one.
    fn options(
        &self,
        ground: &Ground,
        home: u32,
        mut below: i64,
        enough: Option<usize>,
        options: &mut Vec<Choice>,
    ) {
        options.clear();
        let none = self.none.filter(|none| none.cost < below);
        if let (Some(_), Some(none)) = (enough, none) {
            below = none.cost;
        }
        let idle = self.none.map_or(i64::MAX, |none| none.value);
        for (site, minutes) in ground.problem.trips().row(self.travel, home as usize) {
            if self.offers.is_empty() || minutes > self.limit {
                break;
            }
            let trip = self.least_minute * minutes;
            if self.least + self.scale * trip >= below || self.least_value + trip >= idle {
                break;
            }
            let mut at = self.first_at.get(site).copied().unwrap_or(usize::MAX);
            while let Some(offer) = self.offers.get(at) {
                at = offer.next;
                let value = offer.value + offer.minute * minutes;
                let cost = self.scale * value + offer.price;
                if cost >= below || value >= idle {
                    continue;
                }
                let choice = Choice { cost, job: offer.opening, value };
                let Some(enough) = enough else {
                    options.push(choice);
                    continue;
                };
                options.insert(options.partition_point(|other| *other < choice), choice);
                options.truncate(enough);
                if let Some(last) = options.get(enough - 1) {
                    below = below.min(last.cost);
                }
            }
        }
        options.extend(none);
        options.sort_unstable();
    }
}

/// Does `job` for each shape, on several threads if they are built in.
pub(super) fn over_shapes<T: Send>(
    shapes: &[usize],
    job: impl Fn(&mut Scratch, usize) -> T + Sync,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        shapes
            .par_iter()
            .map_init(Scratch::default, |scratch, shape| job(scratch, *shape))
            .collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut scratch = Scratch::default();
        shapes.iter().map(|shape| job(&mut scratch, *shape)).collect()
    }
}
