//! The relaxation of a tier over all plans, with looks for better solutions on the way.

use super::corner::Corner;
use super::improve::{EARLIEST, EARLY, LATE, QUICK, improve};
use super::master::{Master, is_small};
use super::relaxation::Accuracy;
use super::stage::Stage;
use super::tables::{NEVER, Tables};
use super::{Choice, Solver, ceil};

/// Rounds of pricing at most.
const ROUNDS: usize = 80;
/// Iterations in the first round: prices of few plans are not worth more.
const FIRST_ITERATIONS: usize = 25;
const MOST_ITERATIONS: usize = 400;
/// Bounds that differ by less than this, in units of the objective, have met; ...
const NEARLY: f64 = 0.05;
/// ... so many times in turn is enough.
const ENOUGH: usize = 2;
/// With more seekers in a household pricing may take long.
const FEW_SEEKERS: usize = 8;
/// Plans added for each kind of household in a round.
const ADDED: usize = 6;
/// Fewer where a round is quick: each makes the corner farther away.
const ADDED_AT_CORNERS: usize = 2;
/// So often households choose in turn before the first round at corners, each time in another order, ...
const TURNS_AT_CORNERS: usize = 16;
/// ... and so often where trips are relaxed by the first-order method: prices of plans that do not go together
/// are of no use.
const TURNS: usize = 8;
/// A solution is looked for after so many rounds, and twice as many, and so on; without corners four times as many,
/// ...
const FIRST_LOOK: usize = 8;
/// ... once what prices may still gain is this share at most of what is open.
const NEAR_ENOUGH: f64 = 16.0;
/// With so many households a search finds less than placing some of them anew does, where plans are too
/// many to be listed; and corners are so far away that a solution is wanted sooner.
const SOME: usize = 150;

/// Relaxations end when nothing is left to gain, or after so many iterations.
fn accuracy(iterations: usize) -> Accuracy {
    Accuracy { gap: 0.02, enough: f64::INFINITY, iterations }
}

impl Solver<'_> {
    /// Relaxes the objective of a stage over all plans, from its prices on.
    pub(super) fn relax(&mut self, stage: &mut Stage) {
        let problem = self.problem;
        let stop = self.stop();
        let small = is_small(problem, &self.rows);
        // Little time is lost then, and every tier has some bound.
        let is_quick =
            small && problem.households().iter().all(|h| h.seekers().len() <= FEW_SEEKERS);
        if !is_quick && stop() {
            return;
        }
        stage.relaxed = true;
        self.relaxed = Some(stage.tier);
        let tables = Tables::new(problem, stage.objective());
        let mut master = self.master(&tables, stage);
        let stop_pricing = || !is_quick && stop();
        master.price(&mut self.pool, stage.prices.clone(), |_| NEVER, 3, &stop_pricing);
        if let Some((_, choice)) = self.best.as_ref().filter(|_| small) {
            let corner = self.corner.take();
            if corner.is_none() {
                master.take_in_turn(&mut self.pool, TURNS_AT_CORNERS, &stop);
            }
            master.start_from(&self.pool, corner, choice, &stop);
        } else if problem.trip_tier().is_some_and(|trip| trip.tier == stage.tier) {
            master.take_in_turn(&mut self.pool, TURNS, &stop);
        }
        let looked = self.generate(&mut master, |solver, bound| {
            solver.best.is_some() && ceil(bound, stage.prices.scale) >= solver.known(stage)
        });
        let last = stage.tier + 1 == problem.tiers();
        let far = self.far(&master);
        let looks = far || last && !self.given && stage.held.is_none();
        // Searches find better solutions sooner than looks do, if they can begin.
        let searches = !last && far && self.are_few_next(&mut master);
        if looks && !searches && self.options.stop().is_none() {
            if last {
                self.look_last(&mut master);
            } else {
                self.look_on(&mut master, looked);
            }
        }
        stage.take_prices(&master);
        self.x = master.x;
        stage.relaxed_before = stage.before.map_or(0.0, |before| self.relaxed_to(before));
        stage.basis = master.corner.as_ref().map(Corner::basis);
        self.corner = master.corner;
    }

    /// Whether the end is so far away that a solution is wanted sooner, although later rounds and
    /// tiers would know more.
    fn far(&self, master: &Master) -> bool {
        let held = master.tables.objective.held.is_some();
        !self.given && !held && master.tables.trip != 0 && master.corner.is_none()
    }

    /// Whether a search of all would find too little.
    pub(super) fn is_worth_refining(&self) -> bool {
        !self.given && self.problem.households().len() >= SOME
    }

    /// By how much the best solution exceeds the best bound.
    fn open(&self, master: &Master) -> i64 {
        let Some((_, best)) = &self.best else { return i64::MAX };
        let known: i64 = best.iter().map(|plan| master.tables.cost_of(&self.pool, *plan)).sum();
        master.open(known)
    }

    /// Rounds of relaxation and pricing, until nothing is gained or `enough` says so; whether solutions were looked
    /// for on the way.
    pub(super) fn generate(
        &mut self,
        master: &mut Master,
        enough: impl Fn(&Self, i128) -> bool,
    ) -> bool {
        let scale = master.base.scale as f64;
        let stop = self.stop();
        let mut iterations = FIRST_ITERATIONS;
        let mut met = 0;
        let (mut looked, mut next_look) = (false, FIRST_LOOK);
        let mut promised = f64::INFINITY;
        for round in 0..ROUNDS {
            if enough(self, master.best.0) || self.options.stop().is_some() {
                break;
            }
            if round >= next_look {
                let far = self.far(master);
                let most = if far {
                    (promised <= self.open(master) as f64 / NEAR_ENOUGH).then_some(EARLY)
                } else {
                    (master.corner.is_some() && self.is_worth_refining()).then_some(EARLIEST)
                };
                if let Some(most) = most {
                    self.look_for(master, most);
                    looked = true;
                    next_look = round * if far { 4 } else { 2 };
                }
            }
            let accuracy = accuracy(iterations);
            iterations = MOST_ITERATIONS.min(iterations * 4 / 3);
            let most = if master.corner.is_some() { ADDED_AT_CORNERS } else { ADDED };
            let round = master.round(&mut self.pool, accuracy, most, &stop);
            let Some(round) = round else { break };
            promised = (round.restricted - master.best.0) as f64 / scale;
            // Both are below what the relaxation comes to.
            let unpriced = (round.restricted - round.bound) as f64 / scale;
            let is_priced = unpriced.abs() < NEARLY;
            if master.corner.is_none() {
                // The best bound is often there before the weights that go with it.
                let has_met = promised < NEARLY && round.within;
                met = if has_met && iterations == MOST_ITERATIONS { met + 1 } else { 0 };
                if is_priced && round.near || met == ENOUGH {
                    break;
                }
            } else if is_priced {
                if round.near && !round.held_back {
                    break;
                }
                if round.near {
                    master.near = 0.0;
                }
            }
        }
        looked
    }

    /// Looks for a better solution near a relaxation, at most so many households being placed anew at a time;
    /// returns what it comes to.
    pub(super) fn look_for(&mut self, master: &mut Master, most: usize) -> Option<i64> {
        let choice = self.dive(master)?;
        self.offer(choice.clone());
        self.tell(0);
        let stop = self.stop();
        // A corner tells well enough what is good; without one a dive may go far astray.
        let choice = if master.corner.is_some() { choice } else { self.cheaper(master, choice) };
        let choice = improve(&self.pool, master, choice, most, &stop);
        let value = master.cost_of(&choice);
        self.offer(choice);
        self.tell(0);
        Some(value)
    }

    /// Looks for better solutions before the last tier, as long as they are found. Those nearby are a matter of trips,
    /// and enough if something was found before. The relaxation goes on in between: other weights that are as good
    /// lead elsewhere.
    fn look_on(&mut self, master: &mut Master, looked: bool) {
        let stop = self.stop();
        let mut looks = !looked || self.is_more_than_trips(master, self.open(master));
        loop {
            let before = self.open(master);
            if looks {
                self.look_for(master, EARLY);
            }
            self.look_nearby(master);
            let open = self.open(master);
            let is_in_vain = looks && open >= before;
            let accuracy = accuracy(MOST_ITERATIONS);
            if open <= 0
                || is_in_vain
                || master.round(&mut self.pool, accuracy, ADDED, &stop).is_none()
            {
                break;
            }
            looks = true;
        }
    }

    /// Looks for a better solution in the last tier: at corners closing finds what a quick look leaves, unless it is
    /// more than a matter of trips.
    fn look_last(&mut self, master: &mut Master) {
        let quick = master.corner.is_some();
        let found = self.look_for(master, if quick { QUICK } else { LATE }).unwrap_or(i64::MAX);
        if quick && self.is_more_than_trips(master, master.open(found)) {
            self.look_for(master, LATE);
        }
    }

    /// Whether a solution that may be better by `open` may be so in a tier before that of the trips.
    fn is_more_than_trips(&self, master: &Master, open: i64) -> bool {
        let before = self.problem.trip_tier().and_then(|trip| trip.tier.checked_sub(1));
        before.is_some_and(|before| open >= master.tables.objective.weights[before])
    }

    /// The best solution where it is cheaper than a choice, or else that: what is better tier by tier need
    /// not be so in the objective, and the other way round.
    fn cheaper(&self, master: &mut Master, choice: Choice) -> Choice {
        let Some((_, best)) = &self.best else { return choice };
        for plan in best {
            master.take(&self.pool, *plan);
        }
        if master.cost_of(best) < master.cost_of(&choice) { best.clone() } else { choice }
    }

    /// Improves the best solution as far as one tier is concerned: where only a quick look was taken for
    /// all of them.
    pub(super) fn refine(&mut self, master: &Master) {
        let stop = self.stop();
        if let Some((_, choice)) = &self.best {
            let choice = improve(&self.pool, master, choice.clone(), LATE, &stop);
            self.offer(choice);
            self.tell(0);
        }
    }

    /// The plans in play at a stage: what was good at the stage before.
    pub(super) fn master<'t>(&mut self, tables: &'t Tables<'t>, stage: &Stage) -> Master<'t> {
        let mut master = Master::new(tables, stage.prices.clone());
        master.add_nothing(&mut self.pool);
        if let Some((_, choice)) = &self.best {
            for plan in choice {
                master.take(&self.pool, *plan);
            }
        }
        let window = stage.range.saturating_mul(2).saturating_mul(stage.prices.scale);
        master.take_near(&self.pool, &stage.prices, window);
        for plan in master.plans.iter().flatten().map(|plan| *plan as usize) {
            if let Some(last) = self.x.get(plan) {
                master.x[plan] = *last;
            }
        }
        master
    }
}
