//! The exact method of this crate: a decomposition into household plans.
//!
//! # Plans
//! A *plan* of a household is a home with an opening, or none, for each of its seekers. A solution
//! is one plan for each household, within what homes and openings hold. Written as a linear
//! program over plans, with a weight `x ≥ 0` for each and weights of a household summing to 1, this
//! is nearly whole already: what a household does with a home and what its seekers do from there
//! stands in one column, so that no fraction of a home can be mixed with a fraction of a job.
//!
//! # The bound
//! Put a price `π ≥ 0` on each place, bed and position. For any prices, every solution costs at least
//!
//! ```text
//! L(π) = Σ_households min_plan ( cost(plan) + Σ π · what the plan uses ) − Σ π · capacity
//! ```
//!
//! since a solution pays no more than all capacity is worth. An example: two households, one flat
//! next to the factory (5 minutes to work) and one far off (20 minutes). Each by itself would take
//! the near flat, so with no prices `L = 5 + 5 = 10`. With a price of 15 on the near flat both cost
//! 20 either way, and `L = 20 + 20 − 15 = 25`, which is what the best solution costs: proven. Prices
//! are whole numbers here (of 1/65536), and so is `L`; rounded up, it is a bound that anybody can
//! compute again: [`crate::proof`] says how, and [`verify_proof`](crate::check::verify_proof) does.
//!
//! ```
//! use boligplacering::check::{Claimed, verify_proof};
//! use boligplacering::problem::Problem;
//! use boligplacering::solve::{Options, Outcome, solve};
//! use boligplacering::synthetic::Synthetic;
//! use boligplacering::travel::travel_times;
//!
//! let case = Synthetic::new(8).case().unwrap();
//! let problem = Problem::new(&case, &travel_times(&case)).unwrap();
//! let Outcome::Optimal { cost, mut proof, .. } = solve(&problem, &Options::default()) else {
//!     panic!("eight households are few");
//! };
//! verify_proof(&problem, Claimed { values: &cost, bounds: &cost }, &proof).unwrap();
//!
//! // Nobody can claim more than the prices show.
//! let (mut more, commute) = (cost.clone(), 3);
//! more[commute] += 1;
//! proof.tiers[commute].bound += 1;
//! assert!(verify_proof(&problem, Claimed { values: &more, bounds: &more }, &proof).is_err());
//! ```
//!
//! # Pricing: why lists lose nothing
//! Plans are far too many to write down. At given prices the cheapest plan of a household is found home by home:
//! from a home, openings are met the nearest first, and the walk ends when the trip alone, with the least that any
//! opening costs, exceeds the best found. What lies beyond cannot be cheaper, so nothing is lost. Which homes to
//! look at is known beforehand: kinds of openings that most seekers rate alike stand in one group, a few dozen in
//! all (`groups`), and what a job of each group costs at least near each home is worked out once for all seekers
//! (`nearby`); the least of the groups on their menu bounds theirs from below, and few homes are left below the
//! best plan found. Seekers of one household who would meet in one opening with one position are told apart
//! exactly.
//!
//! # The relaxation
//! Prices come from the linear program over the plans in play (`relaxation`), by a first-order method that is
//! warm-started; plans that the prices make attractive come into play, until none is left. From one round to the
//! next prices go no farther from the best ones known than has paid so far (`reach`). It begins with plans that go
//! together, as households take them in turn, in several orders: prices of plans that do not are of no use. Small
//! relaxations are solved at corners instead, the last tier first: its best corner is one of the tiers before it,
//! too. The dual simplex method finds the best corner of the first plans, and the primal one goes on from there as
//! plans come into play. Whatever accuracy it stops at, the bound is exact, because it is computed anew in whole
//! numbers over all plans.
//!
//! A shared home has more to be priced than its places and beds. Two households of three cannot
//! share five beds, but five sixths of each can. Nobody can use a third of *every third bed*: there is
//! one of these among five beds, `⌊5/3⌋ = 1`, each of the two needs `⌊3/3⌋ = 1`, and together they
//! can have one home at most. Such *rooms*, sums of places and beds that are divided and rounded
//! down ([`Room`](crate::proof::Room)), have prices from the start.
//!
//! # Tiers
//! Tiers are proven one after the other. A tier enters the next one's bound by a plain multiplier
//! `M`: a solution that is as good as the best in tier `s` has `M · (cost[s] − best[s]) ≤ 0`, so a
//! bound on `cost[t] + Σ M[s] · (cost[s] − best[s])` over all solutions is one on `cost[t]` for those.
//!
//! An earlier tier that is proven by rounding up has a relaxation that comes to less, and that, times the
//! multiplier, is missing from the bound of the next tier. With a smaller multiplier less is missing, but choices
//! that are worse in the earlier tier come below the target. Where a search comes to no end, the earlier tier is
//! therefore *held* (`held`): what it may come to is one more capacity, with a price of its own, and a part of
//! cuts; the multiplier is that, of a few tried, at which the relaxation without this capacity comes to most.
//! Where plans are many it is held if much is missing for that reason, and both are searched in turn, since one may
//! be closed where the other is not.
//!
//! As long as trips do not count, homes and openings depend on each other only by what is too far away. If
//! everybody could work anywhere, a tier would be two transport problems, small ones, with a price for
//! each kind of home and of opening; often these prices prove what the tier comes to, at once. Where
//! relaxations are not small, plans of such a tier are relaxed only if they do not, and tiers after that of
//! the trips wait until it is closed.
//!
//! The prices of one tier, times the multiplier, are where the next one starts (or, from the last tier on,
//! divided by it), and the method works with what differs from them: small numbers, however large the
//! weights.
//!
//! # Very many households
//! Where people are many, nearly everybody can work next door, and what is left to choose is who takes
//! which kind of work. With homes left aside, that is a transport problem between seekers and kinds of
//! openings (`many`): its prices are a bound at once, and it tells who is to be placed where. Where more
//! is worth filling than those can who live next door, homes have a price too: which openings these can
//! serve is a matching, and its alternating paths end at prices. Households are then moved about by
//! ejection chains until nearly all is filled. Where plans are too many to be priced at all, this is all
//! that is known.
//!
//! # Solutions
//! The first is made by hand, one household after the other. A *dive* fixes what the relaxation is sure
//! of, again and again; *neighbourhood search* then places a dozen to some hundred households at a time anew,
//! where most is lost against the prices: by a dearer plan, or by capacity with a price that is left over.
//! With many households this is done before the relaxation is there, once it is near enough. What is missing then
//! is a matter of a few, but the relaxation mixes plans of nearly all households, thousands of weights being
//! equally good. *Proximity search* (`proximity`) therefore looks for those weights that are nearest to the best
//! solution known, which mix some dozen households, and dives from there; this closes the gap of ten thousand
//! households in seconds. Where it does not, both take turns as long as they find something: the relaxation goes
//! on in between, and other weights that are as good lead elsewhere. Nothing is looked for where a search of all
//! plans that come next can begin. Neighbourhoods are searched again for one tier by itself, where the plans that
//! can matter in it are too many to be listed.
//!
//! # Closing the gap
//! To show that no solution comes below a target, or to find one, only plans matter whose reduced
//! cost exceeds their household's least by less than the target exceeds the bound: these are listed,
//! all of them; but a job that is no cheaper than none is in no plan. At first, if the list is not
//! too long, the target is the best solution, and only a bound is wanted, which cuts raise. Then
//! targets are a little above what is proven, and then as far as they go, unless far more
//! plans would be listed than for the target before.
//!
//! The plans fall into parts that share nothing scarce. Each part is searched by branch and bound.
//! Plans are few here, and the relaxation is solved at a corner, by the simplex method (`simplex`): the
//! dual one is quick again after a plan is taken away or a capacity is added, and any basis is one to go on from,
//! with costs that are shifted for a while. Where plans are hundreds of thousands they are *sifted*: few are
//! enough to begin with, those come in that are cheaper at the prices of these, and so on until none is. Often
//! thousands of corners are equally good; a small cost for whatever differs from the best solution known leads
//! to one near it, where fewer plans are mixed (Fischetti and Monaci, "Proximity search for 0-1 mixed-integer
//! convex programming", 2014). Where plans are many and much is missing, these costs are larger, so that fewer
//! pivots gain nothing, and smaller again once they may lose a twentieth of what is missing. A corner that
//! mixes plans shows which capacities to add, *Chvátal-Gomory cuts*: add up some capacities (and households,
//! which have one plan each) with weights, divide, and round down,
//!
//! ```text
//! Σ_plans ⌊ Σ weight · what the plan uses / divisor ⌋ · x  ≤  ⌊ Σ weight · capacity / divisor ⌋
//! ```
//!
//! Whole solutions keep them, since a sum of numbers rounded down is no more than the sum rounded down; the corner
//! does not. Which weights do that is read off the corner in two ways: from the equations of its tableau
//! (`tableau`), and from sums of capacities that hold an odd number, halved (`halves`), which are simple and use
//! few plans; where the tableau has large denominators nearly all cuts come from these. They hold for all plans, so
//! the next search, and that of the next tier, starts with those that were tight. (Gomory, "Outline of an algorithm
//! for integer solutions to linear programs", 1958; Chvátal, "Edmonds polytopes and a hierarchy of combinatorial
//! problems", 1973; Koster, Zymolka and Kutschka, "Algorithms to separate {0,1/2}-Chvátal-Gomory cuts", 2009.)
//!
//! The plans that corners took, with the cheapest of each household, are few enough for a short search within the
//! search, if a first one came to no end; it often finds a better solution, with the cuts known by then: it gives
//! half of the households that are not sure what is nearly sure, again and again, and keeps a quarter of its nodes
//! for what comes after, should that be wrong. Where plans are many a solution is harder to find than a bound: from
//! the first search on households keep the plan that the relaxation is sure of, and the others, less than half of
//! them in what was tried, are searched as if they were all (Berthold, "RENS: the optimal rounding", 2014). What it
//! finds need not reach the target: a better solution is one in any case. To branch for the proof, properties are
//! tried both ways, those first that have raised bounds most so far (Achterberg, Koch and Martin, "Branching rules
//! revisited", 2005); a half that cannot be better is closed at once, and the property with the best halves is
//! branched on. Where plans are many, households can be exchanged for each other, and it tells nothing what one of
//! them has. It does tell how many seekers work in some openings, of all households or of those with as many
//! seekers (`counts`). Openings that the same homes, households or both go with are put into sets, small ones within
//! large ones (average linkage, by the cosine of how often), and a number that is fractional in the relaxation is
//! either at most the whole number below it or more, which is one capacity more on each side (Vanderbeck, "On
//! Dantzig-Wolfe decomposition in integer programming and ways to perform branching in a branch-and-price
//! algorithm", 2000). A search that comes to no end within few nodes begins anew, with the cuts and the plan known by
//! then, and is given four times as many: a first node often does then what hundreds of nodes below the last one
//! did not. Every step is kept; those that are needed are the proof.
//!
//! Stopped at any moment, the method returns the best solution, and the bounds proven so far.

mod apart;
mod assignment;
mod chain;
mod close;
#[cfg(any(feature = "microlp", feature = "highs"))]
mod columns;
mod corner;
mod dive;
mod held;
mod improve;
#[cfg(all(test, feature = "synthetic"))]
mod in_play;
mod many;
mod master;
mod pool;
mod prices;
mod pricing;
mod proximity;
#[cfg(all(test, feature = "synthetic"))]
pub(crate) mod rare;
mod reach;
mod relax;
mod relaxation;
mod restricted;
mod restriction;
mod rows;
mod search;
mod simplex;
mod stage;
mod tables;
#[cfg(all(test, feature = "synthetic"))]
mod tests;
mod tiers;
mod warm;

use super::demand::Demand;
use super::greedy::by_hand;
use super::{Options, Outcome, Progress, Stop, on_threads};
use crate::problem::{Change, Cost, Problem, Solution};
use crate::proof::{PROOF_VERSION, Proof};
use chain::Chain;
#[cfg(any(feature = "microlp", feature = "highs"))]
pub(super) use columns::{Listed, choose};
use corner::Corner;
use pool::{NONE, Pool};
use prices::WholePrices;
use pricing::{Pricer, Quote};
use rows::Rows;
use search::Cut;
use stage::Stage;
use tables::{Objective, Tables};
pub(super) use warm::Warm;
use warm::{Answer, Remembered, answer};

pub(super) fn solve(problem: &Problem, options: &Options) -> Outcome {
    run(problem, options, Start::Nothing)
}

/// What a solver is given.
#[derive(Clone, Copy)]
enum Start<'s> {
    Nothing,
    /// A solution to go on from.
    From(&'s Solution),
    /// A solution that is only to be proven.
    Prove(&'s Solution),
}

fn run(problem: &Problem, options: &Options, start: Start) -> Outcome {
    let mut solver = Solver::new(problem, options);
    let chain = Chain::new(problem, MARGINS[0]);
    // What this settles is done before a thread has started.
    if matches!(start, Start::Nothing) && solver.assign_last(&chain) {
        return solver.run(&chain, Start::Nothing);
    }
    on_threads(options.threads, || solver.run(&chain, start))
}

/// Solves a problem, or proves that a solution is the best, and keeps what is known of the problem then, if it is proven.
pub(super) fn solve_and_keep<'p>(
    problem: &'p Problem,
    options: &Options,
    best: Option<&Solution>,
) -> (Outcome, Option<Warm<'p>>) {
    on_threads(options.threads, || {
        let mut solver = Solver::new(problem, options);
        solver.keeps = true;
        let chain = Chain::new(problem, MARGINS[0]);
        let start = best.map_or(Start::Nothing, Start::Prove);
        if best.is_none() {
            solver.assign_last(&chain);
        }
        let outcome = solver.run(&chain, start);
        let warm = Warm::new(problem, &mut solver, &chain, &outcome);
        (outcome, warm)
    })
}

/// The best solution of a changed problem, from what is known of the problem itself.
pub(super) fn solve_changed(
    warm: Option<&Warm>,
    changed: &Problem,
    changes: &[Change],
    options: &Options,
) -> Outcome {
    let known = match warm.map(|warm| answer(warm, changed, changes, options)) {
        Some(Answer::Outcome(outcome)) => return outcome,
        Some(Answer::Open(solution)) => solution,
        None => None,
    };
    run(changed, options, known.as_ref().map_or(Start::Nothing, Start::From))
}

/// The best solution, from one that is known on.
pub(super) fn improve(problem: &Problem, options: &Options, known: &Solution) -> Outcome {
    run(problem, options, Start::From(known))
}

/// What another method claims, confirmed in whole numbers: that `claimed` is a best solution, or
/// that there is none.
pub(super) fn confirm(problem: &Problem, options: &Options, claimed: Option<Solution>) -> Outcome {
    let start = claimed.as_ref().map_or(Start::Nothing, Start::Prove);
    let outcome = run(problem, options, start);
    let stop = options.stop().unwrap_or(Stop::Unconfirmed);
    match (outcome, claimed) {
        (Outcome::Infeasible { proof }, None) => Outcome::Infeasible { proof },
        (outcome, Some(solution)) => {
            match (outcome.cost(), outcome.proof(), problem.cost(&solution)) {
                (Some(known), Some(proof), Ok(cost)) if *known == cost => {
                    let stop = (!outcome.is_optimal()).then_some(stop);
                    Outcome::of(problem, solution, proof.clone(), stop)
                }
                _ => Outcome::unproven(problem, solution, Some(stop)),
            }
        }
        _ => Outcome::NoPlan { stop },
    }
}

/// A solution as a plan for each household.
type Choice = Vec<u32>;

struct Solver<'a> {
    problem: &'a Problem,
    options: &'a Options<'a>,
    rows: Rows,
    /// What each tier comes to at least without any price.
    floor: Cost,
    pool: Pool,
    /// The best solution so far.
    best: Option<(Cost, Choice)>,
    /// The last tier, if it is proven together with the first solution.
    assigned: Option<Stage>,
    /// What the first solution next door was made by, and for which weights of tiers.
    demand: Option<(Vec<i64>, Demand)>,
    /// The tier that was relaxed last, ...
    relaxed: Option<usize>,
    /// ... and what the relaxation made of each plan.
    x: Vec<f64>,
    /// The corner that the last relaxation ended at, if the problem is small.
    corner: Option<Corner>,
    /// Cuts that were of use.
    cuts: Vec<Cut>,
    /// So many households are very many.
    very_many: usize,
    /// Whether solutions are only proven, not looked for.
    given: bool,
    /// Whether a later tier outweighed an earlier one somewhere.
    outweighed: bool,
    /// Whether what is known of tiers is kept, ...
    keeps: bool,
    /// ... which is this.
    remembered: Vec<Option<Remembered>>,
}

/// How much more an earlier tier weighs than one household's choice can change: more only where
/// it was not enough.
const MARGINS: [i64; 5] = [2, 16, 128, 1024, 1 << 14];

impl<'a> Solver<'a> {
    fn new(problem: &'a Problem, options: &'a Options<'a>) -> Self {
        Self {
            problem,
            options,
            rows: Rows::of(problem),
            floor: problem.floor(),
            pool: Pool::default(),
            best: None,
            assigned: None,
            demand: None,
            relaxed: None,
            x: Vec::new(),
            corner: None,
            cuts: Vec::new(),
            very_many: many::VERY_MANY,
            given: false,
            outweighed: false,
            keeps: false,
            remembered: Vec::new(),
        }
    }

    fn run(&mut self, chain: &Chain, start: Start) -> Outcome {
        let problem = self.problem;
        if let Start::From(solution) | Start::Prove(solution) = start {
            self.given = matches!(start, Start::Prove(_));
            let choice = self.choice(solution);
            self.offer(choice);
        }
        if self.best.is_none()
            && let Some(outcome) = self.begin(chain)
        {
            return outcome;
        }
        self.tell(0);
        let mut proofs = self.prove(chain);
        for margin in &MARGINS[1..] {
            if !self.outweighed || self.options.stop().is_some() {
                break;
            }
            self.outweighed = false;
            self.remembered.clear();
            let before = self.best.as_ref().map(|(cost, _)| cost.clone());
            let anew = self.prove(&Chain::new(problem, *margin));
            proofs = self.stronger(proofs, anew, before.unwrap_or_default());
        }
        let Some((_, choice)) = self.best.take() else {
            return Outcome::NoPlan { stop: Stop::SolverFailed };
        };
        let proof = Proof { version: PROOF_VERSION, tiers: proofs, infeasible: Vec::new() };
        Outcome::of(problem, self.solution(&choice), proof, self.options.stop())
    }

    /// A first solution; what is to be said if there is none, or none is found.
    fn begin(&mut self, chain: &Chain) -> Option<Outcome> {
        if self.begin_next_door(chain) {
            return None;
        }
        if let Some(solution) = by_hand(self.problem, &self.stop()) {
            let choice = self.choice(&solution);
            self.offer(choice);
        }
        if self.best.is_some() {
            return None;
        }
        let choice = self.one_by_one(chain);
        if self.offer(choice.clone()) { None } else { self.keep_decisions(chain, choice) }
    }

    /// Keeps what is known of a tier.
    fn remember(&mut self, stage: &Stage) {
        if self.keeps && stage.held.is_none() && stage.is_priced() {
            self.remembered.resize_with(self.problem.tiers(), || None);
            self.remembered[stage.tier] = Some(Remembered::of(stage, &self.cuts));
        }
    }

    /// What the best solution comes to in a tier.
    fn value(&self, tier: usize) -> i64 {
        self.best.as_ref().map_or(i64::MAX, |(cost, _)| cost[tier])
    }

    /// What the best solution comes to in the tiers before one.
    fn values(&self, tier: usize) -> Vec<i64> {
        self.best.as_ref().map_or(Vec::new(), |(cost, _)| cost[..tier].to_vec())
    }

    /// What the best choice comes to in the objective of a stage.
    fn known(&self, stage: &Stage) -> i64 {
        stage.weigh(&self.values(stage.tier)) + self.value(stage.tier)
    }

    fn tell(&self, proven: usize) {
        let cost = self.best.as_ref().map(|(cost, _)| cost.clone());
        self.options.tell(&Progress::new(proven, self.problem.tiers(), cost));
    }

    /// Whether to stop now; it borrows nothing of the solver.
    fn stop(&self) -> impl Fn() -> bool + use<'a> {
        let options = self.options;
        move || options.stop().is_some()
    }

    /// Takes over a choice if it is a better solution.
    fn offer(&mut self, choice: Choice) -> bool {
        let Ok(cost) = self.problem.cost(&self.solution(&choice)) else { return false };
        let better = self.best.as_ref().is_none_or(|(known, _)| cost < *known);
        if better {
            self.best = Some((cost, choice));
        }
        better
    }

    fn solution(&self, choice: &[u32]) -> Solution {
        self.pool.solution(choice)
    }

    fn choice(&mut self, solution: &Solution) -> Choice {
        self.pool.choice(self.problem, &self.rows, solution)
    }

    /// A first choice where none is made by hand, in the order of waiting: to each household what is
    /// best for itself. A decision may be left unkept.
    fn one_by_one(&mut self, chain: &Chain) -> Choice {
        let objective = Objective { broken: Some(chain.broken), ..Objective::of(&chain.weights) };
        let tables = Tables::new(self.problem, objective);
        let mut pricer = Pricer::new(&tables);
        let prices = WholePrices::free(self.rows.count(), 1);
        let mut left = self.rows.capacities(self.problem);
        let (first, then): (Vec<usize>, Vec<usize>) =
            self.problem.queue().iter().partition(|h| self.problem.is_decided(**h));
        let queue = first.into_iter().chain(then);
        let mut choice = vec![NONE; self.problem.households().len()];
        for (h, Quote { home, openings, .. }) in pricer.one_by_one(&prices, &mut left, queue) {
            choice[h as usize] = self.pool.add(self.problem, &self.rows, h, home, &openings);
        }
        choice
    }
}

/// The least whole number at or above `bound / scale`.
fn ceil(bound: i128, scale: i64) -> i64 {
    let whole = -((-bound).div_euclid(i128::from(scale)));
    let most = i128::from(search::NO_CHOICE);
    whole.clamp(-most, most) as i64
}
