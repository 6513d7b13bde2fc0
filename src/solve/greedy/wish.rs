use std::cmp::Ordering;

use super::{Job, Left, Near, Reach};
use crate::problem::{Menu, Problem, Seeker};

/// What a seeker may have among what is left, and the best they can hope for.
pub(super) struct Wish<'a> {
    seeker: &'a Seeker,
    index: usize,
    menu: &'a Menu,
    /// `None` if nothing on the menu is free.
    least: Option<Least<'a>>,
    /// The openings that are free and on the menu, ascending, if they are so few that it is quicker
    /// to look at each than to go from site to site.
    few: Option<Vec<usize>>,
}

/// What no free opening undercuts: `cost`, and `per_minute` in the tier of trips.
///
/// `cost` is the least cost in the menu of any kind that is free, and `per_minute` that of a
/// minute on the fewest days of any such kind.
#[derive(Clone, Copy)]
pub(super) struct Least<'a> {
    cost: &'a [i64],
    /// The least cost above `cost` of any kind that is free.
    next: Option<&'a [i64]>,
    trip_tier: usize,
    per_minute: i64,
}

/// What bounds a seeker's trips.
pub(super) struct Trips<'a> {
    pub(super) seeker: &'a Seeker,
    /// The bound of trips to any opening that counts, see [`Near::bounds`].
    pub(super) any: usize,
    /// The bound of those to one that costs least.
    pub(super) best: usize,
    pub(super) per_minute: i64,
    /// What the best costs without the trip, and what those do at least that are not the best.
    pub(super) least: &'a [i64],
    pub(super) next: Option<&'a [i64]>,
}

impl<'a> Wish<'a> {
    /// `None` if the seeker must have an opening and cannot.
    pub(super) fn new(problem: &'a Problem, left: &Left, index: usize) -> Option<Self> {
        let seeker = &problem.seekers()[index];
        let menu = problem.opening_menu(seeker);
        let free = || menu.kinds().filter(|(kind, _)| seeker.must || left.free_of_kind[*kind] > 0);
        let mut least: Option<Least> = None;
        let mut count = 0;
        for (kind, cost) in free() {
            let openings = problem.openings_of_kind(kind);
            count += if seeker.must { openings.len() } else { left.free_of_kind[kind] };
            let own = Least::new(problem, cost, problem.trip_cost(openings[0] as usize, 1));
            least = Some(least.map_or(own, |least| least.or(own)));
        }
        if seeker.must && least.is_none() {
            return None;
        }
        let is_few = seeker.must || count * count <= problem.openings().len();
        let few = is_few.then(|| {
            let openings = free().flat_map(|(kind, _)| problem.openings_of_kind(kind));
            let mut few: Vec<usize> = (openings.map(|opening| *opening as usize))
                .filter(|opening| seeker.must || left.positions[*opening] > 0)
                .collect();
            few.sort_unstable();
            few
        });
        Some(Self { seeker, index, menu, least, few })
    }

    /// The cost of having no opening, unless the seeker must have one.
    pub(super) fn none(&self) -> Option<&'a [i64]> {
        (!self.seeker.must).then_some(self.menu.none())
    }

    /// What the seeker's part of the cost does not undercut, with an opening or without.
    pub(super) fn hope(&self) -> &'a [i64] {
        let least = self.least.as_ref().map(|least| least.cost);
        least.into_iter().chain(self.none()).min().unwrap_or(self.menu.none())
    }

    /// What bounds the seeker's trips, if whoever makes no such trip has lost in a tier before.
    pub(super) fn near(&self, near: &Near) -> Option<Trips<'a>> {
        let least = self.least.as_ref().filter(|_| self.few.is_none())?;
        let before = |cost: &'a [i64]| &cost[..least.trip_tier];
        let usual = self.menu.kinds().map(|(_, cost)| cost).min()?;
        if before(least.cost) != before(usual)
            || self.none().is_some_and(|none| before(none) <= before(least.cost))
        {
            return None;
        }
        let [any, best] = near.bounds(self.seeker);
        let best = if least.cost == usual { best } else { any };
        let next = least.next.filter(|next| before(next) == before(least.cost));
        let Least { cost: least, per_minute, .. } = *least;
        Some(Trips { seeker: self.seeker, any, best, per_minute, least, next })
    }

    /// The best free opening from `home` when others of the household have taken `taken`.
    ///
    /// Where neither the opening nor having none would cost less than `below`, it may be given as
    /// `None`.
    pub(super) fn best_job<'b>(
        &self,
        reach: &Reach<'b>,
        left: &Left,
        home: usize,
        taken: &[Option<usize>],
        below: Option<&[i64]>,
    ) -> Option<Job<'b>> {
        let least = self.least.as_ref()?;
        let is_free = |opening: usize| {
            let own = taken.iter().filter(|taken| **taken == Some(opening)).count();
            self.seeker.must || left.positions[opening] > i64::try_from(own).unwrap_or(i64::MAX)
        };
        if let Some(few) = &self.few {
            let free = few.iter().filter(|opening| is_free(**opening));
            let jobs = free.filter_map(|opening| reach.job_from(self.index, home, *opening));
            return jobs.min_by(Job::order);
        }
        let mut furthest = self.seeker.limit;
        let below = below.filter(|below| self.none().is_none_or(|none| none >= *below));
        if let Some(below) = below {
            furthest = furthest.min(least.furthest(below.iter().copied(), false));
        }
        let mut best: Option<Job> = None;
        for (site, minutes) in reach.row(self.seeker, home) {
            if minutes > furthest {
                break;
            }
            for at in reach.openings_at(site) {
                // The menu is at hand, while the opening itself is far away in memory.
                let cost = self.menu.cost_of_kind(at.kind as usize);
                let opening = at.opening as usize;
                if cost.is_none_or(|cost| below.is_some_and(|below| cost >= below))
                    || !is_free(opening)
                {
                    continue;
                }
                let Some(job) = reach.job(self.index, opening, minutes) else { continue };
                if best.as_ref().is_none_or(|best| job.order(best) == Ordering::Less) {
                    // An equally good opening with a lower index may follow.
                    furthest = furthest.min(least.furthest(job.costs(), true));
                    best = Some(job);
                }
            }
        }
        best
    }
}

impl<'a> Least<'a> {
    pub(super) fn new(problem: &Problem, cost: &'a [i64], per_minute: i64) -> Self {
        let trip_tier = problem.trip_tier().map_or(problem.tiers(), |trip| trip.tier);
        Self { cost, next: None, trip_tier, per_minute }
    }

    /// What neither undercuts.
    fn or(self, other: Self) -> Self {
        let cost = self.cost.min(other.cost);
        let costs = [Some(self.cost), self.next, Some(other.cost), other.next];
        let next = costs.into_iter().flatten().filter(|next| *next > cost).min();
        let per_minute = self.per_minute.min(other.per_minute);
        Self { cost, next, trip_tier: self.trip_tier, per_minute }
    }

    /// No opening that is more minutes away costs less than `bound`, or as much if `ties` count.
    ///
    /// That is the greatest number of minutes `m` with `cost + m · per_minute < bound` (or `≤`);
    /// −1 if there is none.
    pub(super) fn furthest(&self, bound: impl Iterator<Item = i64>, ties: bool) -> i64 {
        let mut gap = None;
        let mut order = Ordering::Equal;
        for (tier, (bound, least)) in bound.zip(self.cost).enumerate() {
            let tells = least.cmp(&bound);
            if tier == self.trip_tier && self.per_minute > 0 {
                if tells == Ordering::Greater {
                    return -1;
                }
                gap = Some(bound - least);
            } else if tells != Ordering::Equal {
                order = tells;
                break;
            }
        }
        let is_below = order == Ordering::Less || (order == Ordering::Equal && ties);
        match gap {
            None if is_below => i64::MAX,
            None => -1,
            // With exactly the gap filled by the trip, what follows decides.
            Some(gap) if gap % self.per_minute == 0 && !is_below => gap / self.per_minute - 1,
            Some(gap) => gap / self.per_minute,
        }
    }
}
