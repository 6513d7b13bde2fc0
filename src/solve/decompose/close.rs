use super::chain::Chain;
use super::corner::{Basis, Corner};
use super::improve::{EARLIEST, EARLY, LATE, PARTS, QUICK, improve};
use super::master::{Master, Stage, is_small};
use super::pricing::Wanted;
use super::relaxation::Accuracy;
use super::search::{Aim, Part, Search, WIDE};
use super::tables::{NEVER, NONE, Objective, Tables, WholePrices};
use super::{Choice, Outcome, Solver, Stop, ceil};
use crate::proof::{PROOF_VERSION, Proof, Step};

/// Rounds of pricing at most.
const ROUNDS: usize = 80;
/// Iterations in the first round: prices of few plans are not worth more.
const FIRST_ITERATIONS: usize = 25;
const MOST_ITERATIONS: usize = 400;
/// Bounds that differ by less than this, in units of the objective, have met; ...
const NEARLY: f64 = 0.05;
/// ... so many times in turn is enough.
const ENOUGH: usize = 2;
/// Plans added for each kind of household in a round.
const ADDED: usize = 6;
/// Fewer where a round is quick: each makes the corner farther away.
const ADDED_AT_CORNERS: usize = 2;
/// So often households choose in turn before the first round at corners, each time in another order, ...
const TURNS_AT_CORNERS: usize = 16;
/// ... and so often where trips are relaxed by the first-order method: prices of plans that do not go together
/// are of no use.
const TURNS: usize = 8;
/// A solution is looked for after so many rounds, and twice as many, and so on; without corners ...
const FIRST_LOOK: usize = 8;
/// ... once what prices may still gain is this share at most of what is open.
const NEAR_ENOUGH: i128 = 16;
/// With so many households a search finds less than placing some of them anew does, where plans are too
/// many to be listed; and corners are so far away that a solution is wanted sooner.
const SOME: usize = 150;
/// After a target is proven the next one is so many times as far, or nearer, if far more plans can then
/// matter.
const LEAP: i64 = 64;
/// So few nodes are searched at first, ...
const FEW_NODES: usize = 16;
/// ... and so many times as many after each search that came to no end: a first node with the cuts that are
/// known by then often does what hundreds of nodes below the last one did not.
const MORE_NODES: usize = 4;
/// More nodes than this are not searched.
const MOST_NODES: usize = 1 << 20;
/// So many plans, and so many for each household, are few: targets are lowered to have no more.
const FEW_PLANS: (usize, usize) = (2_000, 60);
/// More plans than this are not searched.
const MOST_PLANS: usize = 2_000_000;

/// What a search among few plans came to.
struct Searched {
    /// The objective of a stage is this at least, ...
    lower: i64,
    /// ... and why.
    steps: Vec<Step>,
    /// Whether nothing is left open.
    done: bool,
    /// How many plans there were.
    listed: usize,
    /// What was in the bases of its first nodes.
    ended: Basis,
}

/// Relaxations end when nothing is left to gain, or after so many iterations.
fn accuracy(iterations: usize) -> Accuracy {
    Accuracy { gap: 0.02, enough: f64::INFINITY, iterations }
}

impl Solver<'_> {
    /// Relaxes the objective of a stage over all plans, from its prices on.
    pub(super) fn relax(&mut self, stage: &mut Stage) {
        stage.relaxed = true;
        self.relaxed = Some(stage.tier);
        let problem = self.problem;
        let tables = Tables::new(problem, stage.objective());
        let mut master = self.master(&tables, stage);
        let nobody_pays = vec![NEVER; problem.households().len()];
        let stop = self.stop();
        let small = is_small(problem, &self.rows);
        // Little time is lost then, and every tier has some bound.
        let stop_pricing = || !small && stop();
        master.price(&mut self.pool, stage.prices.clone(), &nobody_pays, 3, &stop_pricing);
        if let Some((_, choice)) = self.best.as_ref().filter(|_| small) {
            let corner = self.corner.take();
            if corner.is_none() {
                master.take_in_turn(&mut self.pool, TURNS_AT_CORNERS, &stop);
            }
            master.start_from(&self.pool, corner, choice, &stop);
        } else if problem.trip_tier().is_some_and(|trip| trip.tier == stage.tier) {
            master.take_in_turn(&mut self.pool, TURNS, &stop);
        }
        self.generate(&mut master, |solver, bound| {
            solver.best.is_some() && ceil(bound, stage.prices.scale) >= solver.known(stage)
        });
        stage.take_prices(&master);
        let last = stage.tier + 1 == problem.tiers();
        let looks = stage.held.is_none() && (last && !self.given || self.far(&master));
        if looks && self.options.stop().is_none() {
            let quick = master.corner.is_some();
            let most = if quick {
                QUICK
            } else if last {
                LATE
            } else {
                EARLY.max(problem.households().len() / PARTS)
            };
            let mut found = self.look_for(&mut master, most).unwrap_or(i64::MAX);
            if !quick && !last {
                found = self.look_again(&mut master, most, found);
            }
            // Closing finds what a quick look leaves, unless it is more than a matter of trips.
            let open = found.saturating_sub(ceil(master.best.0, stage.prices.scale));
            let before = problem.trip_tier().and_then(|trip| trip.tier.checked_sub(1));
            let more = before.is_some_and(|before| open >= stage.weights[before]);
            if quick && more {
                self.look_for(&mut master, LATE);
            }
        }
        self.x = master.x;
        stage.basis = master.corner.as_ref().map(Corner::basis);
        self.corner = master.corner;
    }

    /// Whether the end is so far away that a solution is wanted sooner, although later rounds and
    /// tiers would know more.
    fn far(&self, master: &Master) -> bool {
        !self.given && master.tables.trip != 0 && master.corner.is_none()
    }

    /// Whether a search of all would find too little.
    fn is_worth_refining(&self) -> bool {
        !self.given && self.problem.households().len() >= SOME
    }

    /// By how much the best solution exceeds the best bound, in units of 1/scale.
    fn open(&self, master: &Master) -> i128 {
        let Some((_, best)) = &self.best else { return i128::MAX };
        let known: i64 = best.iter().map(|plan| master.cost(&self.pool, *plan)).sum();
        i128::from(known) * i128::from(master.base.scale) - master.best.0
    }

    /// Rounds of relaxation and pricing, until nothing is gained or `enough` says so.
    fn generate(&mut self, master: &mut Master, enough: impl Fn(&Self, i128) -> bool) {
        let scale = master.base.scale as f64;
        let stop = self.stop();
        let mut iterations = FIRST_ITERATIONS;
        let mut met = 0;
        let mut next_look = FIRST_LOOK;
        let mut promised = i128::MAX;
        for round in 0..ROUNDS {
            if enough(self, master.best.0) || self.options.stop().is_some() {
                break;
            }
            if round >= next_look {
                let most = if self.far(master) {
                    (promised <= self.open(master) / NEAR_ENOUGH).then_some(EARLY)
                } else {
                    (master.corner.is_some() && self.is_worth_refining()).then_some(EARLIEST)
                };
                if let Some(most) = most {
                    self.look_for(master, most);
                    next_look = 2 * round;
                }
            }
            let accuracy = accuracy(iterations);
            iterations = MOST_ITERATIONS.min(iterations * 4 / 3);
            let most = if master.corner.is_some() { ADDED_AT_CORNERS } else { ADDED };
            let round = master.round(&mut self.pool, accuracy, most, &stop);
            let Some(round) = round else { break };
            promised = round.restricted - master.best.0;
            // Both are below what the relaxation comes to.
            let unpriced = (round.restricted - round.bound) as f64 / scale;
            let is_priced = unpriced.abs() < NEARLY;
            if master.corner.is_none() {
                // The best bound is often there before the weights that go with it.
                let left = promised as f64 / scale;
                let has_met = left < NEARLY && round.relaxed.is_within();
                met = if has_met && iterations == MOST_ITERATIONS { met + 1 } else { 0 };
                if is_priced && round.relaxed.is_near() || met == ENOUGH {
                    break;
                }
            } else if is_priced {
                let is_best = round.relaxed.excess == 0.0;
                if is_best && !round.held {
                    break;
                }
                if is_best {
                    master.near = 0.0;
                }
            }
        }
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

    /// Looks for better solutions than one that comes to `found`, as long as they are found; returns what the
    /// best one comes to. The relaxation goes on in between: other weights that are as good lead elsewhere.
    fn look_again(&mut self, master: &mut Master, most: usize, mut found: i64) -> i64 {
        let stop = self.stop();
        while found > ceil(master.best.0, master.base.scale) {
            let round = master.round(&mut self.pool, accuracy(MOST_ITERATIONS), ADDED, &stop);
            let looked = round.and_then(|_| self.look_for(master, most));
            match looked {
                Some(value) if value < found => found = value,
                _ => break,
            }
        }
        found
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
    fn refine(&mut self, master: &Master) {
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
        for (x, last) in master.x.iter_mut().zip(&self.x) {
            *x = *last;
        }
        master
    }

    /// Searches among all plans that can matter, for a better solution and for the proof that
    /// there is none; if that is hard, the tier before is held.
    pub(super) fn close(&mut self, stage: &mut Stage) {
        let small = is_small(self.problem, &self.rows);
        if !self.search_all(stage, FEW_NODES, small && stage.before.is_some()) {
            return;
        }
        let Some(mut held) = self.holding(stage) else {
            self.search_all(stage, FEW_NODES * MORE_NODES, false);
            return;
        };
        let mut nodes = FEW_NODES;
        while self.search_all(&mut held, nodes, nodes < MOST_NODES) {
            // The cuts known so far lead nowhere.
            self.cuts.clear();
            nodes *= MORE_NODES;
        }
        // They may be made of the tier held.
        self.cuts.clear();
        let values = self.values(stage.tier);
        if held.lower(&values) > stage.lower(&values) {
            *stage = held;
        }
    }

    /// The same for a stage as it is, with so many nodes at first. If it is impatient it ends where it would
    /// begin anew with more of them; whether it did.
    pub(super) fn search_all(
        &mut self,
        stage: &mut Stage,
        mut nodes: usize,
        impatient: bool,
    ) -> bool {
        if self.options.stop().is_some() {
            return false;
        }
        let tables = Tables::new(self.problem, stage.objective());
        let mut master = self.master(&tables, stage);
        let nobody_pays = vec![NEVER; self.problem.households().len()];
        let stop = self.stop();
        master.price(&mut self.pool, stage.prices.clone(), &nobody_pays, 1, &stop);
        stage.take_prices(&master);
        let mut looked = self.given;
        if !looked && tables.trip == 0 {
            self.look_for(&mut master, LATE);
        }
        let mut few = FEW_PLANS.0 + FEW_PLANS.1 * self.problem.households().len();
        let value = self.value(stage.tier);
        if stage.lower(&self.values(stage.tier)) < value {
            let searched = self.search_to(stage, &mut master, value, 1, 2 * few);
            let looked_at_all = stage.basis.is_none() && stage.tier + 1 == self.problem.tiers();
            if searched.is_none() && !looked_at_all && self.is_worth_refining() {
                self.refine(&master);
            }
            few = few.max(2 * searched.map_or(0, |searched| searched.listed));
        }
        let mut step = None;
        let mut hard = false;
        while self.options.stop().is_none() && !self.outweighed {
            let (lower, value) = (stage.lower(&self.values(stage.tier)), self.value(stage.tier));
            if lower >= value {
                break;
            }
            let first = ((value - lower) / 8).clamp(1, 1 + lower / 64);
            let room = step.unwrap_or(first);
            let target = value.min(lower.saturating_add(room));
            let most = if room > 1 { few } else { MOST_PLANS };
            let searched = self.search_to(stage, &mut master, target, nodes, most);
            let Some(Searched { done, listed, .. }) = searched else {
                if room == 1 {
                    break;
                }
                step = Some(room / 2);
                continue;
            };
            few = few.max(2 * listed);
            if done {
                step = Some(room.saturating_mul(LEAP));
            } else if self.value(stage.tier) < value {
                continue;
            } else if !looked {
                self.look_for(&mut master, LATE);
                looked = true;
            } else if impatient {
                hard = true;
                break;
            } else if nodes < MOST_NODES {
                nodes *= MORE_NODES;
                step = Some((room / 2).max(1));
            } else {
                break;
            }
        }
        self.x = master.x;
        hard
    }

    /// Looks for a choice below a target of a stage; `None` if more than `most` plans can be in one.
    fn search_to(
        &mut self,
        stage: &mut Stage,
        master: &mut Master,
        target: i64,
        nodes: usize,
        most: usize,
    ) -> Option<Searched> {
        let values = self.values(stage.tier);
        let ub = stage.weigh(&values) + target;
        let mut searched = self.search_below(master, stage.basis.as_ref(), ub, nodes, most)?;
        stage.take(searched.lower, std::mem::take(&mut searched.steps));
        if !searched.ended.plans.is_empty() {
            stage.basis = Some(std::mem::take(&mut searched.ended));
        }
        Some(searched)
    }

    /// Searches all plans that can be in a choice below `ub`, with a basis to start from; `None` if they are
    /// more than `most`.
    fn search_below(
        &mut self,
        master: &mut Master,
        start: Option<&Basis>,
        ub: i64,
        nodes: usize,
        most: usize,
    ) -> Option<Searched> {
        let part = self.plans_below(master, ub, most)?;
        let held = self.held(master, &part);
        let listed = part.count();
        let prices = master.best.1.clone();
        let stop = self.stop();
        let at = (master.told_from_base(&prices), master.x.clone());
        let looks = nodes > FEW_NODES || listed > WIDE;
        let aim = if looks { Aim::ProofAndLooks } else { Aim::Proof };
        let near: &[u32] = self.best.as_ref().map_or(&[], |(_, choice)| choice);
        let mut search = Search {
            nodes,
            probes: 100,
            start,
            near,
            cutting: 40,
            aim,
            ..Search::new(&self.pool, master, &master.capacities, at, &stop)
        };
        search.know(std::mem::take(&mut self.cuts), held);
        let found = search.run(part, ub);
        let mut steps = vec![Step::Filter(prices.listed(&self.rows))];
        steps.extend(search.written(found.steps));
        let mut ended = std::mem::take(&mut search.ended);
        ended.plans.sort_unstable();
        let aside = std::mem::take(&mut search.aside);
        self.cuts = search.tight_cuts();
        let mut known = ub;
        if let Some((value, chosen)) = found.best {
            known = known.min(value);
            let mut choice = vec![NONE; self.problem.households().len()];
            chosen.into_iter().for_each(|(h, plan)| choice[h as usize] = plan);
            self.outweighed |= !self.offer(choice);
        }
        if let Some((_, known)) = self.best.as_ref().filter(|_| !aside.is_empty()) {
            let mut choice = known.clone();
            aside.into_iter().for_each(|(h, plan)| choice[h as usize] = plan);
            self.offer(choice);
        }
        let done = found.lower >= known;
        Some(Searched { lower: found.lower, steps, done, listed, ended })
    }

    /// All plans that can be in a choice below `ub`, in play; `None` if they are too many.
    pub(super) fn plans_below(
        &mut self,
        master: &mut Master,
        ub: i64,
        most: usize,
    ) -> Option<Part> {
        let prices = master.best.1.clone();
        let scale = prices.scale;
        let room = i64::try_from(i128::from(ub - 1) * i128::from(scale) - master.best.0).ok()?;
        let least = |_| Wanted { below: i64::MIN, most: Some(1) };
        let stop = self.stop();
        let least = master.pricer.offers(&prices, least, usize::MAX, &stop)?;
        let least: Vec<i64> = least.iter().map(|offer| offer.least).collect();
        let within = |k: usize| Wanted { below: least[k].saturating_add(room + 1), most: None };
        let offers = master.pricer.offers(&prices, within, most, &stop)?;
        let mut part = Part::all(self.problem.households().len());
        for (kind, offer) in master.pricer.household_kinds().iter().zip(&offers) {
            for (h, _) in &kind.households {
                for quote in &offer.plans {
                    let own = kind.in_own_order(*h, &quote.openings);
                    let plan = self.pool.add(self.problem, &self.rows, *h, quote.home, &own);
                    part.plans[*h as usize].push(plan);
                }
                part.plans[*h as usize].sort_unstable();
            }
        }
        for plan in part.plans.iter().flatten() {
            master.take(&self.pool, *plan);
        }
        master.x.resize(self.pool.len(), 0.0);
        Some(part)
    }

    /// Looks for a solution that keeps all decisions, `choice` breaking some. What is to be said if
    /// there is none, or none is found.
    pub(super) fn keep_decisions(&mut self, chain: &Chain, choice: Choice) -> Option<Outcome> {
        let weights = vec![0; self.problem.tiers()];
        let prices = WholePrices::free(self.rows.count(self.problem), chain.scale);
        let tables =
            Tables::new(self.problem, Objective { broken: Some(1), ..Objective::of(&weights) });
        let mut master = Master::new(&tables, prices.clone());
        master.add_nothing(&mut self.pool);
        for plan in &choice {
            master.take(&self.pool, *plan);
        }
        let nobody_pays = vec![NEVER; self.problem.households().len()];
        let stop = self.stop();
        master.price(&mut self.pool, prices, &nobody_pays, 3, &stop);
        self.generate(&mut master, |_, bound| bound > 0);
        let infeasible = |steps| {
            let proof = Proof { version: PROOF_VERSION, tiers: Vec::new(), infeasible: steps };
            Some(Outcome::Infeasible { proof })
        };
        if master.best.0 > 0 {
            return infeasible(vec![Step::Prices(master.best.1.listed(&self.rows))]);
        }
        self.look_for(&mut master, LATE);
        if self.best.is_some() {
            return None;
        }
        match self.search_below(&mut master, None, 1, usize::MAX, MOST_PLANS) {
            Some(Searched { lower, steps, .. }) if lower >= 1 => infeasible(steps),
            _ if self.best.is_some() => None,
            _ => {
                let stop = self.options.stop().unwrap_or(Stop::TooLarge);
                Some(Outcome::NoPlan { stop })
            }
        }
    }
}
