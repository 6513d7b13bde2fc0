//! What a careful person does by hand: the longest-waiting household first, each to the home and
//! the work that are best for itself among what is left. What is decided is kept aside first.
//!
//! For a household, every free home on its menu is looked at in ascending order, and from there
//! each seeker in turn takes the best free opening. That is much to look at, so a home is left as
//! soon as it is clear that it does not beat the best one before it, and the search ends where
//! nothing can beat it. What a seeker can hope for at best is a [`Wish`]. Costs are compared tier
//! by tier, and that order agrees with sums: if `a ≥ b` and `c ≥ d`, then `a + c ≥ b + d`. So the
//! cost of a home and of what its seekers already have, and what the others can hope for, add up to
//! something that no way of going on undercuts.
//!
//! When somebody says stop, whoever is left gets the [first that will do](hasty).

mod doorstep;
mod ejection;
mod hasty;
mod left;
mod near;
mod wish;

use std::cell::Cell;
use std::iter;

use doorstep::Doorstep;
use ejection::Ejection;
use left::Left;
use near::Near;
use wish::{Least, Trips, Wish};

use super::demand::Demand;
use super::reach::{Job, Reach};
use super::{Options, Outcome, Stop};
use crate::problem::{Cost, Menu, Problem, Solution, add};

pub(super) fn solve(problem: &Problem, options: &Options) -> Outcome {
    let ended = Cell::new(None);
    let stop = || {
        ended.set(options.stop());
        ended.get().is_some()
    };
    match by_hand(problem, &stop) {
        Some(solution) => Outcome::unproven(problem, solution, ended.get()),
        None => Outcome::NoPlan { stop: ended.get().unwrap_or(Stop::SolverFailed) },
    }
}

/// A solution made by hand; `None` only where this way finds no place for what is decided.
pub(super) fn by_hand(problem: &Problem, stop: &dyn Fn() -> bool) -> Option<Solution> {
    let nothing = Solution::nothing(problem);
    complete(problem, &Reach::new(problem), Left::new(problem), nothing, stop)
}

/// With no more pairs of a household and a home than this it takes milliseconds, and nobody is asked whether to stop.
const FEW_PAIRS: usize = 1 << 16;

/// Moving households about pays only where nearly everybody can work next door: all but one in so many.
const FEW: usize = 100;
/// They are moved about so often, with so much effort.
const EFFORTS: [usize; 5] = [1, 1, 2, 2, 4];

/// Tells `found` better and better solutions in which, as far as can be, nobody has a way to work, and where
/// `demand` tells what is best for all together; who has no such place is placed by hand.
pub(super) fn at_the_doorstep(
    problem: &Problem,
    demand: &Demand,
    stop: &dyn Fn() -> bool,
    found: &mut dyn FnMut(&Solution),
) {
    let reach = Reach::new(problem);
    let (mut left, mut solution) = (Left::new(problem), Solution::nothing(problem));
    let mut doorstep = Doorstep::new(problem, &reach, demand);
    let without = doorstep.place(&mut left, &mut solution, stop);
    let mut tell = |solution, left| {
        complete(problem, &reach, left, solution, stop).iter().for_each(&mut *found);
    };
    if without.len() > problem.households().len() / FEW || stop() {
        return tell(solution, left);
    }
    let mut ejection = Ejection::new(&doorstep, &left, &solution);
    tell(solution, left);
    for effort in EFFORTS {
        if stop() {
            break;
        }
        ejection.improve(effort, &without, stop);
        let (solution, left) = ejection.solution();
        tell(solution, left);
    }
}

/// Places by hand who has no home yet; when it is time to stop, hastily.
fn complete(
    problem: &Problem,
    reach: &Reach,
    mut left: Left,
    mut solution: Solution,
    stop: &dyn Fn() -> bool,
) -> Option<Solution> {
    let (first, then): (Vec<usize>, Vec<usize>) = (problem.queue().iter().copied())
        .filter(|h| solution.homes[*h].is_none())
        .partition(|h| problem.is_decided(*h));
    if first.is_empty() && then.is_empty() {
        return Some(solution);
    }
    let pairs = problem.households().len().saturating_mul(problem.homes().len());
    let stop = || pairs > FEW_PAIRS && stop();
    if first.is_empty() && stop() {
        hasty::place(problem, reach, &mut left, then.into_iter(), &mut solution);
        return Some(solution);
    }
    let mut near = Near::new(problem, reach);
    let mut queue = first.into_iter().chain(then);
    while let Some(h) = queue.next() {
        if !problem.is_decided(h) && stop() {
            let rest = iter::once(h).chain(queue);
            hasty::place(problem, reach, &mut left, rest, &mut solution);
            return Some(solution);
        }
        let search = Search::new(problem, reach, &near, &left, h);
        match search.and_then(|search| search.best(&mut near, &mut left)) {
            Some(placement) => left.take(problem, h, placement, &mut solution),
            None if problem.is_decided(h) => return None,
            None => {}
        }
    }
    Some(solution)
}

/// Where one household and its seekers go.
struct Placement {
    home: usize,
    openings: Vec<Option<usize>>,
    cost: Cost,
}

/// The search for the best placement of one household.
struct Search<'a> {
    problem: &'a Problem,
    reach: &'a Reach<'a>,
    household: usize,
    wishes: Vec<Wish<'a>>,
    /// What all seekers together can hope for at best.
    hope: Cost,
    /// For each seeker whose trip can be bounded, by what.
    near: Vec<Trips<'a>>,
    best: Option<Placement>,
}

impl<'a> Search<'a> {
    /// `None` if somebody who must have an opening cannot.
    fn new(
        problem: &'a Problem,
        reach: &'a Reach,
        near: &Near,
        left: &Left,
        household: usize,
    ) -> Option<Self> {
        let seekers = problem.households()[household].seekers();
        let wishes: Vec<Wish> =
            seekers.map(|s| Wish::new(problem, left, s)).collect::<Option<_>>()?;
        let mut hope = vec![0; problem.tiers()];
        wishes.iter().for_each(|wish| add(&mut hope, wish.hope()));
        let near = wishes.iter().filter_map(|wish| wish.near(near)).collect();
        Some(Self { problem, reach, household, wishes, hope, near, best: None })
    }

    /// The best placement; of equally good ones that in the first home.
    fn best(mut self, near: &mut Near, left: &mut Left) -> Option<Placement> {
        let household = &self.problem.households()[self.household];
        let menu = self.problem.home_menu(household);
        if household.must {
            for (home, cost) in left::decided_homes(self.problem, household) {
                self.look_at(left, home, cost);
            }
            return self.best;
        }
        let mut least = menu.kinds().map(|(_, cost)| cost).min()?.to_vec();
        add(&mut least, &self.hope);
        let mut rooms = self.rooms(menu);
        let mut next = left.free_home(0);
        while let Some(home) = next {
            let kind = left.kinds[home] as usize;
            let room = rooms.get(kind).copied().unwrap_or([-1; 2]);
            if self.may_beat_the_best(near, home, room)
                && left.fits(household, home)
                && let Some(cost) = menu.cost_of_kind(kind)
            {
                if self.look_at(left, home, cost) {
                    if self.best.as_ref().is_some_and(|best| best.cost == least) {
                        break;
                    }
                    rooms = self.rooms(menu);
                } else {
                    for trips in &self.near {
                        near.renew(self.problem, self.reach, left, trips.seeker, home);
                    }
                }
            }
            next = left.free_home(home + 1);
        }
        self.best
    }

    /// For each kind of home, what trips may cost from there at most if it is to beat the best; −1
    /// where it cannot. Once if all else is as can be hoped for, once if nobody whose trip is
    /// bounded gets what costs least.
    fn rooms(&self, menu: &Menu) -> Vec<[i64; 2]> {
        let mut next = self.hope.clone();
        for trips in &self.near {
            let more = trips.next.unwrap_or(trips.least).iter().zip(trips.least);
            next.iter_mut().zip(more).for_each(|(sum, (next, least))| *sum += next - least);
        }
        let room = |cost: &[i64], hope: &Cost| {
            let Some(best) = &self.best else { return i64::MAX };
            let mut sum = cost.to_vec();
            add(&mut sum, hope);
            Least::new(self.problem, &sum, 1).furthest(best.cost.iter().copied(), false)
        };
        let mut rooms = Vec::new();
        let mut last: Option<(&[i64], [i64; 2])> = None;
        for (kind, cost) in menu.kinds() {
            // Most kinds cost the same.
            let room = match last {
                Some((other, rooms)) if other == cost => rooms,
                _ => [room(cost, &self.hope), room(cost, &next)],
            };
            last = Some((cost, room));
            rooms.resize(kind, [-1; 2]);
            rooms.push(room);
        }
        rooms
    }

    /// Whether the bounds of trips leave it open that `home` beats the best, when they may cost
    /// as much as `room`: with somebody getting what costs least, or with nobody doing so.
    fn may_beat_the_best(&self, near: &Near, home: usize, [with, without]: [i64; 2]) -> bool {
        let any = |trips: &Trips| near.minutes(trips.any, home) * trips.per_minute;
        let best = |trips: &Trips| near.minutes(trips.best, home) * trips.per_minute;
        let sum: i64 = self.near.iter().map(any).sum();
        sum <= with
            && (sum <= without
                || self.near.iter().any(|trips| sum - any(trips) + best(trips) <= with))
    }

    /// Keeps what is best in `home` if it beats what is kept; says whether it does.
    fn look_at(&mut self, left: &Left, home: usize, cost: &[i64]) -> bool {
        // The least that this home can come to: what is known, and what can be hoped for.
        let mut sum = cost.to_vec();
        add(&mut sum, &self.hope);
        let mut openings = Vec::with_capacity(self.wishes.len());
        for wish in &self.wishes {
            let best = self.best.as_ref().map(|best| &best.cost[..]);
            if best.is_some_and(|best| *best <= sum[..]) {
                return false;
            }
            sum.iter_mut().zip(wish.hope()).for_each(|(sum, hope)| *sum -= hope);
            // The seeker's job must cost less than this, or the home does not beat the best.
            let below: Option<Cost> =
                best.map(|best| best.iter().zip(&sum).map(|(best, sum)| best - sum).collect());
            let job = wish.best_job(self.reach, left, home, &openings, below.as_deref());
            match (&job, wish.none()) {
                (Some(job), _) => sum.iter_mut().zip(job.costs()).for_each(|(sum, c)| *sum += c),
                (None, Some(none)) => add(&mut sum, none),
                (None, None) => return false,
            }
            openings.push(job.map(|job| job.opening));
        }
        let is_better = self.best.as_ref().is_none_or(|best| sum < best.cost);
        if is_better {
            self.best = Some(Placement { home, openings, cost: sum });
        }
        is_better
    }
}
