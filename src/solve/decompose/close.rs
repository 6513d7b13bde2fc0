use super::chain::Chain;
use super::improve::improve;
use super::master::{Master, Stage};
use super::pricing::Wanted;
use super::relaxation::Accuracy;
use super::search::{Part, Search, listed};
use super::tables::{NEVER, NONE, Objective, Tables, WholePrices};
use super::{Choice, Outcome, Solver, Stop, ceil};
use crate::proof::{PROOF_VERSION, Proof, Step};

/// Rounds of pricing at most.
const ROUNDS: usize = 80;
/// Plans added for each kind of household in a round.
const ADDED: usize = 6;
/// So few plans are searched at once, before anything else is tried.
pub(super) const FEW_PLANS: usize = 2_000;
/// More plans than this are not searched.
pub(super) const MOST_PLANS: usize = 400_000;

impl Solver<'_> {
    /// Relaxes the objective of a stage over all plans. `aims`: what the tiers before come to.
    pub(super) fn relax(&mut self, stage: &mut Stage, aims: &[i64]) {
        let problem = self.problem;
        let objective = Objective { weights: stage.weights.clone(), broken: None };
        let tables = Tables::new(problem, objective);
        let mut master = self.master(&tables, stage);
        let earlier = stage.weigh(aims);
        let nobody_pays = vec![NEVER; problem.households().len()];
        master.price(&mut self.pool, stage.prices.clone(), &nobody_pays, 3);
        self.generate(&mut master, |solver, bound| {
            let reached = solver.best.as_ref().is_some_and(|(cost, _)| cost[..aims.len()] == *aims);
            reached && ceil(bound, stage.prices.scale) - earlier >= solver.value(stage.tier)
        });
        stage.take_prices(&master);
        let last = stage.tier + 1 == problem.tiers();
        if last && !self.given && self.options.stop().is_none() {
            self.look_for(&mut master);
        }
        self.x = master.x;
    }

    /// Rounds of relaxation and pricing, until nothing is gained or `enough` says so.
    fn generate(&mut self, master: &mut Master, enough: impl Fn(&Self, i128) -> bool) {
        let scale = master.base.scale as f64;
        let stop = self.stop();
        let mut converged = 0;
        for round in 0..ROUNDS {
            if enough(self, master.best.0) || self.options.stop().is_some() {
                break;
            }
            let iterations = if round < 3 { 200 } else { 400 };
            let accuracy = Accuracy { gap: 0.02, enough: f64::INFINITY, iterations };
            let round = master.round(&mut self.pool, accuracy, ADDED, &stop);
            let exact = (round.relaxed.primal - round.relaxed.dual).abs() < 0.05
                && round.relaxed.excess < 0.02;
            let unpriced = (round.restricted - round.bound) as f64 / scale;
            if unpriced < 0.05 && (exact || round.added == 0) {
                converged += 1;
                if exact || converged > 6 {
                    break;
                }
            }
        }
    }

    /// Looks for a better solution near a relaxation.
    pub(super) fn look_for(&mut self, master: &mut Master) {
        if let Some(choice) = self.dive(master) {
            self.offer(choice.clone());
            self.tell(0);
            let stop = self.stop();
            let choice = improve(self.problem, &self.pool, master, choice, &stop);
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
    /// there is none.
    pub(super) fn close(&mut self, stage: &mut Stage) {
        if self.options.stop().is_some() {
            return;
        }
        let objective = Objective { weights: stage.weights.clone(), broken: None };
        let tables = Tables::new(self.problem, objective);
        let mut master = self.master(&tables, stage);
        let nobody_pays = vec![NEVER; self.problem.households().len()];
        master.price(&mut self.pool, stage.prices.clone(), &nobody_pays, 1);
        stage.take_prices(&master);
        let mut found = self.search(&mut master, stage, FEW_PLANS);
        if found.is_none() && !self.given {
            self.look_for(&mut master);
        }
        let open = self.value(stage.tier) > stage.lower(&self.values(stage.tier));
        if found.is_none() && open {
            found = self.search(&mut master, stage, MOST_PLANS);
        }
        if let Some((lower, steps)) = found {
            stage.take(lower, steps);
        }
        self.x = master.x;
    }

    /// All plans that can be in a choice below `ub`, searched; `None` if they are too many.
    fn search(
        &mut self,
        master: &mut Master,
        stage: &Stage,
        most: usize,
    ) -> Option<(i64, Vec<Step>)> {
        let ub = stage.weigh(&self.values(stage.tier)) + self.value(stage.tier);
        self.search_below(master, ub, most)
    }

    /// The same for a known `ub`.
    fn search_below(
        &mut self,
        master: &mut Master,
        ub: i64,
        most: usize,
    ) -> Option<(i64, Vec<Step>)> {
        let part = self.plans_below(master, ub, most)?;
        let prices = master.best.1.clone();
        let stop = self.stop();
        let mut search = Search {
            problem: self.problem,
            rows: &self.rows,
            pool: &self.pool,
            costs: &master.costs,
            capacities: &master.capacities,
            base: &master.base,
            y: master.told_from_base(&prices),
            x: master.x.clone(),
            nodes: usize::MAX,
            probes: 20,
            stop: &stop,
        };
        let found = search.run(part, ub);
        if let Some((_, chosen)) = found.best {
            let mut choice = vec![NONE; self.problem.households().len()];
            chosen.into_iter().for_each(|(h, plan)| choice[h as usize] = plan);
            self.outweighed |= !self.offer(choice);
        }
        let all = 0..prices.rows.len() as u32;
        let mut steps = vec![Step::Filter(listed(&self.rows, &prices, all))];
        steps.extend(found.steps);
        Some((found.lower, steps))
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
        let least: Vec<i64> =
            master.pricer.offers(&prices, least).iter().map(|offer| offer.least).collect();
        let within = |k: usize| Wanted { below: least[k].saturating_add(room + 1), most: None };
        let offers = master.pricer.offers(&prices, within);
        if offers.iter().map(|offer| offer.plans.len()).sum::<usize>() > most {
            return None;
        }
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
        let tables = Tables::new(self.problem, Objective { weights, broken: Some(1) });
        let mut master = Master::new(&tables, prices.clone());
        master.add_nothing(&mut self.pool);
        for plan in &choice {
            master.take(&self.pool, *plan);
        }
        let nobody_pays = vec![NEVER; self.problem.households().len()];
        master.price(&mut self.pool, prices, &nobody_pays, 3);
        self.generate(&mut master, |_, bound| bound > 0);
        let infeasible = |steps| {
            let proof = Proof { version: PROOF_VERSION, tiers: Vec::new(), infeasible: steps };
            Some(Outcome::Infeasible { proof })
        };
        if master.best.0 > 0 {
            let all = 0..master.best.1.rows.len() as u32;
            return infeasible(vec![Step::Prices(listed(&self.rows, &master.best.1, all))]);
        }
        self.look_for(&mut master);
        if self.best.is_some() {
            return None;
        }
        match self.search_below(&mut master, 1, MOST_PLANS) {
            Some((lower, steps)) if lower >= 1 => infeasible(steps),
            _ if self.best.is_some() => None,
            _ => {
                let stop = self.options.stop().unwrap_or(Stop::TooLarge);
                Some(Outcome::NoPlan { stop })
            }
        }
    }
}
