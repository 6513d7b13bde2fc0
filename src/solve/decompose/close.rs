//! The proof of a tier: searches among all plans that can matter.

use super::chain::Chain;
use super::corner::Basis;
use super::improve::LATE;
use super::master::{Master, is_small};
use super::pool::NONE;
use super::prices::WholePrices;
use super::pricing::{Offer, Wanted};
use super::search::{Aim, Lately, Part, Search, WIDE, missing};
use super::stage::Stage;
use super::tables::{NEVER, Objective, Tables};
use super::{Choice, Outcome, Solver, Stop, ceil};
use crate::proof::{PROOF_VERSION, Proof, Step};

/// After a target is proven the next one is so many times as far, or nearer, if far more plans can then
/// matter.
const LEAP: i64 = 64;
/// So few nodes are searched at first, ...
const FEW_NODES: usize = 16;
/// ... or so few where plans are many, since homes and openings of single households lead nowhere there, ...
const FEW_OF_WIDE: usize = 4;
/// ... and so many times as many after each search that came to no end: a first node with the cuts that are
/// known by then often does what hundreds of nodes below the last one did not.
const MORE_NODES: usize = 4;
/// Where the tier before may be held instead and more than this part of what was missing is missing still after the
/// cuts of the first node, nothing is branched on.
const HOPELESS: f64 = 0.3;
/// More nodes than this are not searched.
const MOST_NODES: usize = 1 << 20;
/// So many plans, and so many for each household, are few: targets are lowered to have no more.
const FEW_PLANS: (usize, usize) = (2_000, 60);
/// More plans than this are not searched.
const MOST_PLANS: usize = 2_000_000;

/// What a search below a target may do.
struct Limits {
    /// More plans are not searched, ...
    plans: usize,
    /// ... nor more nodes; ...
    nodes: usize,
    /// ... and if it is impatient, none is branched on where that is hopeless.
    impatient: bool,
}

/// What a search below a target came to.
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

impl Solver<'_> {
    /// Searches among all plans that can matter, for a better solution and for the proof that
    /// there is none; if that is hard, the tier before is held.
    pub(super) fn close(&mut self, stage: &mut Stage) {
        let small = is_small(self.problem, &self.rows);
        let may_hold = if small { stage.before.is_some() } else { self.is_short_before(stage) };
        let relaxed = stage.lower(&self.values(stage.tier));
        if !self.search_all(stage, FEW_NODES, may_hold) {
            return;
        }
        self.remember(stage);
        let Some(mut held) = self.holding(stage, relaxed) else {
            self.search_all(stage, FEW_NODES * MORE_NODES, false);
            return;
        };
        // Where plans are many another start from the first node does little once a tier is held.
        let nodes = if small { FEW_NODES } else { FEW_NODES * MORE_NODES };
        self.search_all(&mut held, nodes, false);
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
        let stop = self.stop();
        master.price(&mut self.pool, stage.prices.clone(), |_| NEVER, 1, &stop);
        stage.take_prices(&master);
        let mut looked = self.given;
        if !looked && tables.trip == 0 {
            self.look_for(&mut master, LATE);
        }
        let mut few = self.few_plans();
        let value = self.value(stage.tier);
        if stage.lower(&self.values(stage.tier)) < value {
            let limits = Limits { plans: 2 * few, nodes: 1, impatient: false };
            let searched = self.search_to(stage, &mut master, value, limits);
            let looked_at_all = stage.basis.is_none() && stage.tier + 1 == self.problem.tiers();
            if searched.is_none()
                && !looked_at_all
                && self.is_worth_refining()
                && !self.are_few_next(&mut master)
            {
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
            let plans = if room > 1 { few } else { MOST_PLANS };
            let limits = Limits { plans, nodes, impatient };
            let searched = self.search_to(stage, &mut master, target, limits);
            let Some(Searched { done, listed, .. }) = searched else {
                if room == 1 {
                    break;
                }
                let mut less = room / 2;
                // With all that is open, or more, the target is the same.
                while less > 1 && less >= value - lower {
                    less /= 2;
                }
                step = Some(less);
                continue;
            };
            few = few.max(2 * listed);
            if done {
                step = Some(room.saturating_mul(LEAP));
            } else if impatient && listed > WIDE {
                hard = true;
                break;
            } else if self.value(stage.tier) < value {
                continue;
            } else if !looked && listed <= WIDE {
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

    /// Looks for a choice below a target of a stage; `None` if too many plans can be in one.
    fn search_to(
        &mut self,
        stage: &mut Stage,
        master: &mut Master,
        target: i64,
        limits: Limits,
    ) -> Option<Searched> {
        let values = self.values(stage.tier);
        let ub = stage.weigh(&values) + target;
        let start = stage.basis.as_ref();
        let mut searched = self.search_below(master, start, ub, limits)?;
        stage.take(searched.lower, std::mem::take(&mut searched.steps));
        if !searched.ended.plans.is_empty() {
            stage.basis = Some(std::mem::take(&mut searched.ended));
        }
        Some(searched)
    }

    /// Searches all plans that can be in a choice below `ub`, with a basis to start from; `None` if they are
    /// too many.
    fn search_below(
        &mut self,
        master: &mut Master,
        start: Option<&Basis>,
        ub: i64,
        Limits { plans, nodes, impatient }: Limits,
    ) -> Option<Searched> {
        let part = self.plans_below(master, ub, plans)?;
        let held = self.held(master, &part);
        let listed = part.count();
        let first = nodes <= FEW_NODES;
        let wide = listed > WIDE;
        // Where a tier is held it is numbers that lead nowhere.
        let by_numbers = wide && held.is_none();
        let nodes = if by_numbers && first { nodes.min(FEW_OF_WIDE) } else { nodes };
        let prices = master.best.1.clone();
        let stop = self.stop();
        let at = (master.told_from_base(&prices), master.x.clone());
        let looks = nodes > FEW_NODES || wide;
        let aim = if looks { Aim::ProofAndLooks } else { Aim::Proof };
        let missing = missing(master.best.0, ub, prices.scale);
        let pull = if wide { Search::pull(missing) } else { 1.0 };
        let near: &[u32] = self.best.as_ref().map_or(&[], |(_, choice)| choice);
        let mut search = Search {
            nodes,
            probes: 100,
            start,
            near,
            cutting: 40,
            count_above: if by_numbers && !first { WIDE } else { usize::MAX },
            aim,
            pull,
            hopeless: if impatient && wide { HOPELESS * missing } else { f64::INFINITY },
            lately: (wide && held.is_some()).then(Lately::default),
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

    /// Whether so few plans can be in a choice of the next value above the bound that they are searched at once.
    pub(super) fn are_few_next(&self, master: &mut Master) -> bool {
        let next = ceil(master.best.0, master.base.scale) + 1;
        self.offers_below(master, next, 2 * self.few_plans()).is_some()
    }

    fn few_plans(&self) -> usize {
        FEW_PLANS.0 + FEW_PLANS.1 * self.problem.households().len()
    }

    /// All plans that can be in a choice below `ub`, in play; `None` if they are too many.
    pub(super) fn plans_below(
        &mut self,
        master: &mut Master,
        ub: i64,
        most: usize,
    ) -> Option<Part> {
        let offers = self.offers_below(master, ub, most)?;
        let mut part = Part::all(self.problem.households().len());
        for (kind, offer) in master.pricer.household_kinds().iter().zip(&offers) {
            for (h, order) in &kind.households {
                for quote in &offer.plans {
                    let own = quote.in_order(order);
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

    /// For each kind of household all plans that can be in a choice below `ub`; `None` if they are too many.
    fn offers_below(&self, master: &mut Master, ub: i64, most: usize) -> Option<Vec<Offer>> {
        let prices = master.best.1.clone();
        let scale = prices.scale;
        let room = i64::try_from(i128::from(ub - 1) * i128::from(scale) - master.best.0).ok()?;
        let stop = self.stop();
        let least = master.pricer.least(&prices, &stop)?;
        let within = |k: usize| Wanted { below: least[k].saturating_add(room + 1), most: None };
        master.pricer.offers(&prices, within, most, &stop)
    }

    /// Looks for a solution that keeps all decisions, `choice` breaking some. What is to be said if
    /// there is none, or none is found.
    pub(super) fn keep_decisions(&mut self, chain: &Chain, choice: Choice) -> Option<Outcome> {
        let weights = vec![0; self.problem.tiers()];
        let prices = WholePrices::free(self.rows.count(), chain.scale);
        let tables =
            Tables::new(self.problem, Objective { broken: Some(1), ..Objective::of(&weights) });
        let mut master = Master::new(&tables, prices.clone());
        master.add_nothing(&mut self.pool);
        for plan in &choice {
            master.take(&self.pool, *plan);
        }
        let stop = self.stop();
        master.price(&mut self.pool, prices, |_| NEVER, 3, &stop);
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
        let limits = Limits { plans: MOST_PLANS, nodes: usize::MAX, impatient: false };
        match self.search_below(&mut master, None, 1, limits) {
            Some(Searched { lower, steps, .. }) if lower >= 1 => infeasible(steps),
            _ if self.best.is_some() => None,
            _ => {
                let stop = self.options.stop().unwrap_or(Stop::TooLarge);
                Some(Outcome::NoPlan { stop })
            }
        }
    }
}
