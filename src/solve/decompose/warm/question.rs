//! One question: the changed problem, a solution of it, and its proof.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::super::ceil;
use super::super::corner::Basis;
use super::super::master::Master;
use super::super::pool::NONE;
use super::super::prices::WholePrices;
use super::super::search::{Cut, Found, Part, Search};
use super::super::tables::{NEVER, Objective, Tables};
use super::listed::Listed;
use super::own::{Own, Owner};
use super::plans::Plans;
use super::repair::Chains;
use super::{CUTTING, LISTINGS, Tier, Warm};
use crate::problem::{Change, Cost, Household, Problem, Solution};
use crate::proof::{PROOF_VERSION, Proof, Step, TierProof};
use crate::solve::{Options, Outcome};

/// So many of the first plans that a household concerned has left are tried.
const TRIED: usize = 8;
/// Nodes that are searched at first, and then.
const NODES: [usize; 3] = [4, 16, 64];
/// So many plans are few, and so many for each household.
const FEW: (usize, usize) = (1_000, 30);
/// If a search finds nothing, so many times as many plans are searched next.
const MORE: usize = 4;
/// With more plans than this a relaxation begins with few of them.
const SIFTED: usize = 1_000;
/// So many properties are tried at a node.
const PROBES: usize = 20;

/// What came of a question.
pub(in super::super) enum Answer {
    /// It is answered.
    Outcome(Outcome),
    /// It is not; this is a solution, if one is known.
    Open(Option<Solution>),
}

/// The answer to a change of a problem that is solved, as far as it can be had from what is known.
pub(in super::super) fn answer(
    warm: &Warm,
    changed: &Problem,
    changes: &[Change],
    options: &Options,
) -> Answer {
    if !changes.iter().all(|change| change.restricts()) {
        return unchanged(warm, changed, options);
    }
    let frees = changes
        .iter()
        .any(|change| matches!(change, Change::FreeHousehold { .. } | Change::FreeSeeker { .. }));
    if !frees && changed.cost(&warm.solution).as_ref() == Ok(&warm.cost) {
        return proven(changed, warm.solution.clone(), warm.proofs.clone());
    }
    // Places and beds of a shared home make rows of their own.
    let is_shared = |home: usize| warm.problem.homes().get(home).is_some_and(|h| h.households > 1);
    let mut concerned = BTreeSet::new();
    for change in changes {
        match change {
            Change::Places { home, .. } | Change::Beds { home, .. } if is_shared(*home) => {
                return Answer::Open(None);
            }
            Change::Beds { home, .. } => {
                let beds = changed.homes().get(*home).map_or(i64::MAX, |home| home.beds);
                let households = warm.problem.households().iter().enumerate();
                let too_many =
                    |of: &Household| of.size > beds && warm.problem.home_cost(of, *home).is_some();
                concerned.extend(households.filter(|(_, of)| too_many(of)).map(|(h, _)| h));
            }
            Change::ForceHome { household, .. }
            | Change::ForbidHome { household, .. }
            | Change::House { household }
            | Change::FreeHousehold { household } => {
                concerned.extend(Some(*household).filter(|h| *h < warm.problem.households().len()));
            }
            Change::ForceOpening { seeker, .. }
            | Change::ForbidOpening { seeker, .. }
            | Change::Place { seeker }
            | Change::FreeSeeker { seeker } => {
                concerned.extend(warm.problem.seekers().get(*seeker).map(|s| s.household));
            }
            Change::Positions { .. } | Change::Places { .. } => {}
        }
    }
    let mut question = Question {
        warm,
        changed,
        options,
        capacities: warm.rows.capacities(changed),
        floor: changed.floor(),
        concerned: concerned.into_iter().collect(),
        frees,
        tables: warm.tiers.iter().map(|_| OnceCell::new()).collect(),
        listing: 0,
        best: None,
        cuts: Vec::new(),
    };
    for listing in 0..LISTINGS {
        question.listing = listing;
        question.repair();
        match question.proven() {
            Ok(proofs) => {
                return match question.best {
                    Some((_, solution)) => proven(changed, solution, proofs),
                    None => Answer::Open(None),
                };
            }
            Err(Open::TooFewListed) => {}
            Err(Open::TooMuch) => break,
        }
    }
    // A solver that goes on from a solution far off takes longer than from nothing: it has one only if time is up.
    Answer::Open(question.best.map(|(_, solution)| solution).filter(|_| options.stop().is_some()))
}

/// Why nothing is proven.
enum Open {
    /// With more plans listed it may be.
    TooFewListed,
    /// It takes too much.
    TooMuch,
}

/// The best solution as it was, if prices prove that what was added is of no use.
fn unchanged(warm: &Warm, changed: &Problem, options: &Options) -> Answer {
    let solution = warm.solution.clone();
    let open = || Answer::Open(Some(warm.solution.clone()));
    // Other rows have other prices.
    let rows = super::Rows::of(changed);
    if changed.cost(&solution).as_ref() != Ok(&warm.cost) || rows.count() != warm.rows.count() {
        return open();
    }
    let floor = changed.floor();
    let stop = || options.stop().is_some();
    let mut proofs = Vec::with_capacity(floor.len());
    for (at, tier) in warm.tiers.iter().enumerate() {
        if warm.cost[..=at] == floor[..=at] {
            proofs.push(TierProof::free(at, floor[at]));
            continue;
        }
        let tables = Tables::new(changed, Objective::of(&tier.tables.objective.weights));
        let bound = Master::new(&tables, tier.prices.clone()).bound(&tier.prices, &stop);
        let Some((bound, _)) = bound else { return open() };
        if ceil(bound, tier.prices.scale) < tier.weigh(&warm.cost[..=at]) {
            return open();
        }
        let steps = vec![Step::Prices(tier.prices.listed(&rows))];
        proofs.push(tier.proof(at, warm.cost[at], steps));
    }
    proven(changed, solution, proofs)
}

fn proven(changed: &Problem, solution: Solution, tiers: Vec<TierProof>) -> Answer {
    let proof = Proof { version: PROOF_VERSION, tiers, infeasible: Vec::new() };
    match Outcome::of(changed, solution, proof, None) {
        outcome if outcome.is_optimal() => Answer::Outcome(outcome),
        outcome => Answer::Open(outcome.solution().cloned()),
    }
}

impl Tier<'_> {
    /// The proof of what a tier comes to.
    fn proof(&self, at: usize, bound: i64, steps: Vec<Step>) -> TierProof {
        let multipliers = self.tables.objective.weights[..at].to_vec();
        TierProof { bound, multipliers, held: None, steps }
    }
}

struct Question<'w> {
    warm: &'w Warm<'w>,
    changed: &'w Problem,
    options: &'w Options<'w>,
    capacities: Vec<i64>,
    floor: Cost,
    /// Households that have not all of their plans, ascending.
    concerned: Vec<usize>,
    /// Whether something costs them less than before, in the last tier.
    frees: bool,
    /// What plans of the changed problem cost in each tier, if that is so.
    tables: Vec<OnceCell<Tables<'w>>>,
    /// Which listing of plans is looked at.
    listing: usize,
    best: Option<(Cost, Solution)>,
    /// Cuts that were of use in the last search: they hold in the next one as well, of the same tier or another.
    cuts: Vec<Cut>,
}

impl<'w> Question<'w> {
    /// The proofs of the best solution, once that is found.
    fn proven(&mut self) -> Result<Vec<TierProof>, Open> {
        let last = self.floor.len().checked_sub(1).ok_or(Open::TooMuch)?;
        // The last tier's objective holds all tiers: once it is closed, nothing better is to be found in any.
        let closed = if self.is_floor(last) || self.is_as_before(last) {
            None
        } else {
            Some(self.close(last)?)
        };
        let cost = self.cost().to_vec();
        let mut proofs = Vec::with_capacity(last + 1);
        for (tier, value) in cost.iter().enumerate() {
            proofs.push(if self.is_as_before(tier) {
                self.warm.proofs[tier].clone()
            } else if self.is_floor(tier) {
                TierProof::free(tier, *value)
            } else {
                let steps = match closed.as_ref().filter(|_| tier == last) {
                    Some(steps) => steps.clone(),
                    None => self.close(tier)?,
                };
                self.warm.tiers[tier].proof(tier, *value, steps)
            });
        }
        if self.cost() == cost { Ok(proofs) } else { Err(Open::TooMuch) }
    }

    /// Whether the best solution comes to what the best of the problem itself does up to a tier, where costs are as
    /// before.
    fn is_as_before(&self, tier: usize) -> bool {
        let is_free = self.frees && tier + 1 == self.floor.len();
        !is_free && self.cost().get(..=tier) == self.warm.cost.get(..=tier)
    }

    /// Whether nothing can come to less than the best solution up to a tier.
    fn is_floor(&self, tier: usize) -> bool {
        self.cost().get(..=tier) == self.floor.get(..=tier)
    }

    fn cost(&self) -> &[i64] {
        self.best.as_ref().map_or(&[], |(cost, _)| cost)
    }

    /// Takes over a solution if it is better; whether it is.
    fn offer(&mut self, solution: Solution) -> bool {
        let Ok(cost) = self.changed.cost(&solution) else { return false };
        let better = self.best.as_ref().is_none_or(|(known, _)| cost < *known);
        if better {
            self.best = Some((cost, solution));
        }
        better
    }

    fn owner(&self, at: usize, household: usize) -> Owner<'_> {
        let tier = &self.warm.tiers[at];
        Owner { warm: self.warm, tier, tables: self.tables(at), changed: self.changed, household }
    }

    /// What plans cost in the objective of a tier.
    fn tables(&self, at: usize) -> &Tables<'w> {
        let tables = &self.warm.tiers[at].tables;
        if self.frees {
            let weights = &tables.objective.weights;
            self.tables[at].get_or_init(|| Tables::new(self.changed, Objective::of(weights)))
        } else {
            tables
        }
    }

    /// The plans listed for a tier.
    fn listed(&self, at: usize) -> Result<&'w Listed, Open> {
        self.warm.listed(at, self.listing, self.options).ok_or(Open::TooMuch)
    }

    /// A first solution, if there is an easy one.
    fn repair(&mut self) {
        let warm = self.warm;
        let Some(last) = warm.tiers.len().checked_sub(1) else { return };
        let Ok(listed) = self.listed(last) else { return };
        let mut pool = listed.pool.clone();
        let mut tried = Vec::new();
        for household in &self.concerned {
            let mut cheapest = self.owner(last, *household).cheapest(TRIED);
            cheapest.truncate(TRIED);
            let mut own = |own: &Own| own.number(&mut pool, warm, *household);
            tried.push(cheapest.iter().map(&mut own).collect::<Vec<_>>());
        }
        let mut left = self.capacities.clone();
        listed.choice.iter().for_each(|plan| pool.take(*plan, &mut left));
        let mut fixed = vec![false; listed.choice.len()];
        self.concerned.iter().for_each(|household| fixed[*household] = true);
        // Whoever is in one place too many where it was taken away.
        let crowded = left.iter().any(|left| *left < 0);
        for at in 0..tried.iter().map(Vec::len).max().unwrap_or(1) {
            let mut chains = Chains {
                pool: &pool,
                lists: &listed.first,
                choice: listed.choice.clone(),
                left: left.clone(),
                fixed: fixed.clone(),
            };
            let mut moved = if crowded { chains.crowded_out() } else { Some(Vec::new()) };
            for (household, tried) in self.concerned.iter().zip(&tried) {
                let plan = tried.get(at).or(tried.last());
                let more = plan.and_then(|plan| chains.take(*household, *plan));
                moved = moved.zip(more).map(|(moved, more)| [moved, more].concat());
            }
            if moved.is_some_and(|moved| moved.into_iter().all(|h| chains.place(h))) {
                self.offer(pool.solution(&chains.choice));
            }
        }
    }

    /// Proves what the best solution comes to in the objective of a tier, or finds better ones until that is proven.
    fn close(&mut self, at: usize) -> Result<Vec<Step>, Open> {
        let warm = self.warm;
        let tier = &warm.tiers[at];
        let scale = i128::from(tier.prices.scale);
        let least: Vec<i64> =
            self.concerned.iter().map(|household| self.owner(at, *household).least()).collect();
        let mut bound = tier.bound + self.gone(&tier.prices);
        for (household, least) in self.concerned.iter().zip(&least) {
            bound += i128::from(*least) - i128::from(tier.least[*household]);
        }
        let mut known = tier.weigh(self.cost().get(..=at).ok_or(Open::TooMuch)?);
        let mut lower = ceil(bound, tier.prices.scale);
        let mut steps = vec![Step::Prices(tier.prices.listed(&warm.rows))];
        if lower >= known {
            return Ok(steps);
        }
        let listed = self.listed(at)?;
        let tight = &listed.tight;
        let room = |target: i64, bound: i128| {
            i64::try_from(i128::from(target - 1) * scale - bound).unwrap_or(i64::MAX)
        };
        let mut plans = Plans::new(warm, listed);
        let farthest = room(known, bound).min(listed.complete - 1);
        let mut own = Vec::new();
        for (household, least) in self.concerned.iter().zip(&least) {
            let below = least.saturating_add(farthest).saturating_add(1);
            let those = self.owner(at, *household).below(below);
            let mut number = |own: &Own| own.number(&mut plans.pool, warm, *household);
            own.extend(those.iter().map(|own| (own.value - least, number(own))));
        }
        let (bound_with_cuts, own) = self.with_cuts(at, listed, &plans, own);
        let begun = lower;
        let mut most = FEW.0 + FEW.1 * listed.choice.len();
        let mut nodes = NODES.into_iter();
        let mut effort = nodes.next().ok_or(Open::TooMuch)?;
        while lower < known {
            if self.options.stop().is_some() {
                return Err(Open::TooMuch);
            }
            // As far as there are few plans, or up to what is known. What is known of an earlier tier is nearly always
            // the best, as the last one is closed: it may be farther off, rather than be proven in two searches.
            let enough = if at + 1 < warm.tiers.len() { most * MORE } else { most };
            let is_near = |(gap, ..): &(i64, i64, u32)| *gap <= room(known, bound_with_cuts);
            let is_listed = room(known, bound) <= farthest;
            let target = if is_listed && tight.near.partition_point(is_near) <= enough {
                known
            } else {
                let far = tight.near.get(most).map_or(listed.complete, |(gap, ..)| *gap);
                let reached = (bound_with_cuts + i128::from(far)).div_euclid(scale);
                // Twice as far as proven, where that is beyond: one step at a time would have no end.
                let next = lower + (lower - begun).max(1);
                known.min(i64::try_from(reached).unwrap_or(i64::MAX).max(next))
            };
            let (without, with) = (room(target, bound), room(target, bound_with_cuts));
            if without > farthest {
                return Err(Open::TooFewListed);
            }
            let mut part = Part::all(listed.choice.len());
            let near = tight.near.iter().take_while(|(gap, ..)| *gap <= with);
            for (.., plan) in near.filter(|(_, gap, _)| *gap <= without) {
                let household = listed.pool.household(*plan) as usize;
                if self.concerned.binary_search(&household).is_err() {
                    part.plans[household].push(plans.take(*plan));
                }
            }
            for (.., plan) in own.iter().filter(|own| own.0 <= with && own.1 <= without) {
                part.plans[plans.pool.household(*plan) as usize].push(*plan);
            }
            part.plans.iter_mut().for_each(|plans| plans.sort_unstable());
            let (found, searched) = self.search(at, listed, &mut plans, part, target, effort);
            if found.lower > lower {
                lower = found.lower;
                steps = vec![Step::Filter(tier.prices.listed(&warm.rows))];
                steps.extend(searched);
            }
            let mut aim = target;
            if let Some((value, chosen)) = found.best {
                (aim, known) = (value, value);
                let mut choice = vec![NONE; listed.choice.len()];
                chosen.into_iter().for_each(|(h, plan)| choice[h as usize] = plan);
                // A later tier may outweigh an earlier one.
                if !self.offer(plans.pool.solution(&choice)) {
                    return Err(Open::TooMuch);
                }
            }
            if found.lower >= aim {
                most *= MORE;
            } else {
                effort = nodes.next().ok_or(Open::TooMuch)?;
            }
        }
        Ok(steps)
    }

    /// What the capacity that is gone was worth.
    fn gone(&self, prices: &WholePrices) -> i128 {
        let rows = prices.rows.iter().zip(&self.capacities).zip(&self.warm.capacities);
        rows.map(|((price, now), before)| i128::from(*price) * i128::from(before - now)).sum()
    }

    /// What prices with cuts prove, and own plans by how much they exceed the least of their household at these prices,
    /// given by how much they do so without cuts.
    fn with_cuts(
        &self,
        at: usize,
        listed: &Listed,
        plans: &Plans,
        own: Vec<(i64, u32)>,
    ) -> (i128, Vec<(i64, i64, u32)>) {
        let (pool, tight, tier) = (&plans.pool, &listed.tight, &self.warm.tiers[at]);
        let costs = self.tables(at).costs(pool, own.iter().map(|(_, plan)| plan));
        let mut part = Part::all(listed.choice.len());
        for (_, plan) in &own {
            part.plans[pool.household(*plan) as usize].push(*plan);
        }
        let mut search = Search::of(
            self.warm.problem,
            (pool, &costs),
            (&self.warm.rows, &self.capacities, &tier.prices),
            (Vec::new(), Vec::new()),
            &|| false,
        );
        search.know(tight.cuts.clone(), None);
        search.use_cuts(&part);
        let charges = search.charges(&tight.bounded);
        let value = |plan: u32| search.value(plan, &tight.bounded, &charges);
        let mut bound = tight.bounded.bound + self.gone(&tight.bounded.prices);
        let mut least = vec![NEVER; listed.choice.len()];
        for household in &self.concerned {
            let own = part.plans[*household].iter().map(|plan| value(*plan)).min();
            least[*household] = own.unwrap_or(NEVER);
            bound += i128::from(least[*household]) - i128::from(tight.least[*household]);
        }
        let exceeding = |(gap, plan): (i64, u32)| {
            (value(plan) - least[pool.household(plan) as usize], gap, plan)
        };
        (bound, own.into_iter().map(exceeding).collect())
    }

    /// Searches plans for a choice below a target; what it came to, and the steps of its proof.
    fn search(
        &mut self,
        at: usize,
        listed: &Listed,
        plans: &mut Plans,
        part: Part,
        target: i64,
        nodes: usize,
    ) -> (Found, Vec<Step>) {
        let (tight, tier) = (&listed.tight, &self.warm.tiers[at]);
        let near = (self.best.as_ref())
            .map(|(_, solution)| plans.pool.choice(self.warm.problem, &self.warm.rows, solution))
            .unwrap_or_default();
        let costs = self.tables(at).costs(&plans.pool, part.plans.iter().flatten().chain(&near));
        let basic = tight.basis.plans.iter().map(|plan| plans.numbers[*plan as usize]);
        let mut basis = Basis {
            plans: basic.filter(|plan| *plan != NONE).collect(),
            slack: tight.basis.slack.clone(),
        };
        basis.plans.sort_unstable();
        let stop = || self.options.stop().is_some();
        let mut search = Search {
            nodes,
            probes: PROBES,
            sift_above: SIFTED,
            start: Some(&basis),
            start_cuts: tight.cuts.len() as u32,
            near: &near,
            cutting: CUTTING,
            ..Search::of(
                self.warm.problem,
                (&plans.pool, &costs),
                (&self.warm.rows, &self.capacities, &tier.prices),
                (vec![0.0; tier.prices.rows.len()], vec![0.0; plans.pool.len()]),
                &stop,
            )
        };
        search.know(tight.cuts.clone(), None);
        search.know_more(&self.cuts);
        let filter = search.prices(&tight.bounded);
        let mut found = search.run_among(part, target, Some(filter));
        let steps = search.written(std::mem::take(&mut found.steps));
        let cuts = search.tight_cuts();
        drop(search);
        self.cuts = cuts;
        (found, steps)
    }
}
