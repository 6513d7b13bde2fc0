//! scratch docs
mod improve;
mod master;
mod pricing;
mod relaxation;
mod restriction;
mod search;
mod tables;

use super::{Options, Outcome, Progress, Stop};
use crate::problem::{Cost, Problem, Solution};
use crate::proof::{PROOF_VERSION, Prices, Proof, Step, TierProof};
use master::Master;
use pricing::Wanted;
use relaxation::Accuracy;
use search::{NO_CHOICE, Part, Search, listed};
use tables::{NEVER, NONE, Objective, Pool, Rows, Tables, WholePrices};

const SCALE: i64 = 4096;

fn log() -> bool {
    std::env::var("LOG").is_ok()
}

pub(super) fn solve(problem: &Problem, options: &Options) -> Outcome {
    let mut solver = Solver {
        problem,
        options,
        pool: Pool::default(),
        best: None,
        start: std::time::Instant::now(),
        x: Vec::new(),
    };
    solver.run()
}

const MARGIN: i64 = 2;

/// One tier: its objective, and what is known of it.
struct Stage {
    tier: usize,
    weights: Vec<i64>,
    range: i64,
    prices: WholePrices,
    /// What the tier comes to at least if the earlier ones come to what is aimed at.
    lower: i64,
    trivial: bool,
    steps: Vec<Step>,
}

struct Solver<'a> {
    problem: &'a Problem,
    options: &'a Options<'a>,
    pool: Pool,
    /// The best solution so far: its cost, and each household's plan.
    best: Option<(Cost, Vec<u32>)>,
    start: std::time::Instant,
    x: Vec<f64>,
}

impl<'a> Solver<'a> {
    fn run(&mut self) -> Outcome {
        let problem = self.problem;
        let tiers = problem.tiers();
        let rows = Rows::of(problem);
        let ranges = ranges(problem);
        let floor = problem.floor();
        self.first(&ranges);
        // The relaxations, tier by tier: what each tier comes to at least if the tiers before it
        // come to theirs.
        let mut stages: Vec<Stage> = Vec::new();
        let mut weights = vec![0; tiers];
        let mut base = WholePrices::free(rows.count(problem), SCALE);
        for tier in 0..tiers {
            let multiplier = (MARGIN * ranges[tier]).max(1);
            for w in &mut weights[..tier] {
                *w *= multiplier;
            }
            weights[tier] = 1;
            for price in &mut base.rows {
                *price *= multiplier;
            }
            let (cost, _) = self.best.as_ref().unwrap();
            let on_course = stages.iter().zip(cost).all(|(stage, cost)| stage.lower == *cost);
            let mut stage = Stage {
                tier,
                weights: weights.clone(),
                range: ranges[tier],
                prices: base,
                lower: floor[tier],
                trivial: true,
                steps: vec![Step::Prices(Prices { scale: 1, ..Prices::default() })],
            };
            if !(on_course && cost[tier] == floor[tier]) {
                let aims: Vec<i64> = stages.iter().map(|stage| stage.lower).collect();
                self.relax(&mut stage, &aims, tier + 1 == tiers);
            }
            if log() {
                eprintln!("tier {tier}: lower {} {:?}", stage.lower, self.start.elapsed());
            }
            base = stage.prices.clone();
            stages.push(stage);
        }
        // Whatever is not reached yet is searched for, tier by tier.
        let mut proofs: Vec<TierProof> = Vec::new();
        let mut proven = true;
        for mut stage in stages {
            let tier = stage.tier;
            let value = self.best.as_ref().unwrap().0[tier];
            if value > stage.lower && proven {
                let values: Vec<i64> = self.best.as_ref().unwrap().0[..tier].to_vec();
                self.close(&mut stage, &values);
            }
            let value = self.best.as_ref().unwrap().0[tier];
            if log() {
                eprintln!(
                    "tier {tier}: value {value} bound {} {:?}",
                    stage.lower,
                    self.start.elapsed()
                );
            }
            let proof = if proven && !stage.trivial {
                TierProof {
                    bound: stage.lower,
                    multipliers: stage.weights[..tier].to_vec(),
                    steps: stage.steps,
                }
            } else {
                trivial(tier, floor[tier])
            };
            proven &= proof.bound == value;
            proofs.push(proof);
        }
        let (_, plans) = self.best.take().unwrap();
        let solution = self.solution(&plans);
        let bound = proofs.iter().map(|proof| proof.bound).collect();
        let proof = Proof { version: PROOF_VERSION, tiers: proofs, infeasible: Vec::new() };
        if std::env::var("STEPS").is_ok() {
            eprintln!("{}", proof.tiers.iter().map(|t| t.steps.len()).sum::<usize>());
        }
        Outcome::of(problem, solution, bound, self.options.stop())
    }

    fn solution(&self, plans: &[u32]) -> Solution {
        let mut solution = Solution::default();
        for plan in plans {
            solution.homes.push(self.pool.home(*plan).map(|home| home as usize));
            let openings = self.pool.openings(*plan).iter();
            solution
                .openings
                .extend(openings.map(|o| Some(*o).filter(|o| *o != NONE).map(|o| o as usize)));
        }
        solution
    }

    /// Takes over a choice of plans if it is better.
    fn offer(&mut self, plans: Vec<u32>) -> bool {
        let Ok(cost) = self.problem.cost(&self.solution(&plans)) else { return false };
        let better = self.best.as_ref().is_none_or(|(known, _)| cost < *known);
        if better {
            if log() {
                eprintln!("  plan {cost:?} {:?}", self.start.elapsed());
            }
            self.best = Some((cost, plans));
        }
        better
    }

    /// A first solution: one household after the other.
    fn first(&mut self, ranges: &[i64]) {
        let mut weights = vec![1i64; ranges.len()];
        for tier in (0..ranges.len().saturating_sub(1)).rev() {
            weights[tier] = weights[tier + 1].saturating_mul(ranges[tier + 1] + 1).min(1 << 45);
        }
        let tables = Tables::new(self.problem, Objective { weights, broken: None });
        let rows = Rows::of(self.problem);
        let prices = WholePrices::free(rows.count(self.problem), 1);
        let mut left = rows.capacities(self.problem);
        let mut pricer = pricing::Pricer::new(&tables);
        let queue = self.problem.queue().to_vec();
        let quotes = pricer.one_by_one(&mut self.pool, &prices, &mut left, queue.into_iter());
        let mut plans = vec![NONE; self.problem.households().len()];
        for (h, plan) in quotes {
            plans[h as usize] = plan;
        }
        assert!(self.offer(plans));
    }

    fn master<'t>(&mut self, tables: &'t Tables<'t>, stage: &Stage) -> Master<'t>
    where
        'a: 't,
    {
        let mut master = Master::new(tables, stage.prices.clone());
        let window = stage.range.saturating_mul(2 * SCALE);
        let kept = self.best.as_ref().unwrap().1.clone();
        for (h, household) in self.problem.households().iter().enumerate() {
            let none = vec![NONE; household.seekers];
            master.add(&mut self.pool, h as u32, NONE, &none);
            master.take(&self.pool, kept[h]);
        }
        let mut values = vec![NEVER; self.pool.len()];
        let mut least = vec![NEVER; self.problem.households().len()];
        for plan in 0..self.pool.len() as u32 {
            let h = self.pool.household[plan as usize] as usize;
            let cost = tables.plan_cost(h, self.pool.home(plan), self.pool.openings(plan));
            if cost < NEVER {
                let value = self.pool.value(plan, cost, &stage.prices);
                values[plan as usize] = value;
                least[h] = least[h].min(value);
            }
        }
        for plan in 0..self.pool.len() as u32 {
            let h = self.pool.household[plan as usize] as usize;
            if values[plan as usize] - least[h] <= window {
                master.take(&self.pool, plan);
            }
        }
        if !self.x.is_empty() {
            for (plan, x) in self.x.iter().enumerate() {
                if master.costs.get(plan).is_some_and(|cost| *cost < NEVER) {
                    master.x[plan] = *x;
                }
            }
            master.weight = 0.0;
        }
        master
    }

    /// Relaxes the objective of a stage over all plans.
    fn relax(&mut self, stage: &mut Stage, aims: &[i64], last: bool) {
        let problem = self.problem;
        let objective = Objective { weights: stage.weights.clone(), broken: None };
        let tables = Tables::new(problem, objective);
        let mut master = self.master(&tables, stage);
        let earlier: i64 = aims.iter().zip(&stage.weights).map(|(v, w)| v * w).sum();
        let start_prices = master.base.clone();
        let pays = vec![NEVER; problem.households().len()];
        master.price(&mut self.pool, start_prices, &pays, 3);
        let mut converged = 0;
        for round in 0..80 {
            let (cost, _) = self.best.as_ref().unwrap();
            let on_course = aims.iter().zip(cost).all(|(aim, cost)| aim == cost);
            if on_course && ceil(master.best.0) - earlier >= cost[stage.tier]
                || self.options.stop().is_some()
            {
                break;
            }
            let iterations = if round < 3 { 200 } else { 400 };
            let accuracy = Accuracy { gap: 0.02, enough: f64::INFINITY, iterations };
            let (relaxed, bound, added, restricted) = master.round(&mut self.pool, accuracy, 6);
            let gap = (restricted - bound) as f64 / SCALE as f64;
            if log() {
                eprintln!(
                    "  round {round}: plans {} cols {} rows {} lp gap {:.3} ex {:.3} it {} w {:.2} bound {:.2} best {:.2} pricing gap {gap:.2} added {added} {:?}",
                    self.pool.len(),
                    master.plans.iter().map(Vec::len).sum::<usize>(),
                    master.y.len(),
                    relaxed.primal - relaxed.dual,
                    relaxed.excess,
                    relaxed.iterations,
                    master.weight,
                    bound as f64 / SCALE as f64 - earlier as f64,
                    master.best.0 as f64 / SCALE as f64 - earlier as f64,
                    self.start.elapsed()
                );
            }
            let exact = (relaxed.primal - relaxed.dual).abs() < 0.05 && relaxed.excess < 0.02;
            if gap < 0.05 && (exact || added == 0) {
                converged += 1;
                if exact || converged > 6 {
                    break;
                }
            }
        }
        stage.prices = master.best.1.clone();
        stage.lower = (ceil(master.best.0) - earlier).max(stage.lower);
        stage.trivial = false;
        stage.steps =
            vec![Step::Prices(listed(&master.rows, &master.best.1, 0..master.y.len() as u32))];
        if last && let Some(plans) = self.dive(&mut master) {
            let total: i64 = plans.iter().map(|plan| master.costs[*plan as usize]).sum();
            if log() {
                eprintln!(
                    "  dive {total} against {} {:?}",
                    ceil(master.best.0),
                    self.start.elapsed()
                );
            }
            self.offer(plans.clone());
            let options = self.options;
            let stop = move || options.stop().is_some();
            let log = log().then(|| self.start);
            let plans = improve::improve(self.problem, &self.pool, &master, plans, &stop, log);
            self.offer(plans);
        }
        self.x = master.x;
    }

    /// Searches among all plans that can matter.
    fn close(&mut self, stage: &mut Stage, values: &[i64]) {
        let tables =
            Tables::new(self.problem, Objective { weights: stage.weights.clone(), broken: None });
        let mut master = self.master(&tables, stage);
        let earlier: i64 = values.iter().zip(&stage.weights).map(|(v, w)| v * w).sum();
        let prices = stage.prices.clone();
        let pays = vec![0; self.problem.households().len()];
        master.price(&mut self.pool, prices, &pays, 1);
        let (cost, _) = self.best.as_ref().unwrap();
        let ub = earlier + cost[stage.tier];
        let lower = ceil(master.best.0);
        stage.lower = lower - earlier;
        if let Some((found, steps)) = self.search(&mut master, ub) {
            stage.steps.truncate(0);
            let all = 0..master.y.len() as u32;
            stage.steps.push(Step::Filter(listed(&master.rows, &master.best.1, all)));
            stage.steps.extend(steps);
            stage.lower = found.max(lower) - earlier;
        }
        self.x = master.x;
    }

    /// Enumerates all plans that can matter and searches among them.
    fn search(&mut self, master: &mut Master, ub: i64) -> Option<(i64, Vec<Step>)> {
        let prices = master.best.1.clone();
        let room = i128::from(ub - 1) * i128::from(SCALE) - master.best.0;
        let room = i64::try_from(room).ok()?;
        // First the least of each kind, then all within the room.
        let least: Vec<i64> = master
            .pricer
            .offers(&prices, |_| Wanted { below: i64::MIN, most: Some(1) })
            .iter()
            .map(|offer| offer.least)
            .collect();
        let offers =
            master.pricer.offers(&prices, |k| Wanted { below: least[k] + room + 1, most: None });
        let total: usize = offers.iter().map(|offer| offer.plans.len()).sum();
        if log() {
            eprintln!(
                "  close: room {:.2} plans {total} {:?}",
                room as f64 / SCALE as f64,
                self.start.elapsed()
            );
        }
        if total > 400_000 {
            return None;
        }
        let mut part = Part::default();
        let mut lists = vec![Vec::new(); self.problem.households().len()];
        for (kind, offer) in master.pricer.household_kinds().iter().zip(&offers) {
            for (h, _) in &kind.households {
                for quote in &offer.plans {
                    let own = kind.in_own_order(*h, &quote.openings);
                    lists[*h as usize]
                        .push(self.pool.add(self.problem, &master.rows, *h, quote.home, &own).0);
                }
            }
        }
        for list in &lists {
            for plan in list {
                master.take(&self.pool, *plan);
            }
        }
        for (h, mut list) in lists.into_iter().enumerate() {
            list.sort_unstable();
            part.households.push(h as u32);
            part.plans.push(list);
        }
        if let Ok(path) = std::env::var("DUMP") {
            use std::fmt::Write;
            let mut text = String::new();
            for (h, plans) in part.plans.iter().enumerate() {
                for plan in plans {
                    let _ = write!(text, "{h} {}", master.costs[*plan as usize]);
                    for (row, amount) in self.pool.uses(*plan) {
                        let _ =
                            write!(text, " {row}:{amount}:{}", master.capacities[*row as usize]);
                    }
                    text.push('\n');
                }
            }
            std::fs::write(path, text).unwrap();
            std::process::exit(0);
        }
        master.x.resize(self.pool.len(), 0.0);
        let options = self.options;
        let stop = move || options.stop().is_some();
        let y =
            prices.rows.iter().zip(&master.base.rows).map(|(p, b)| (p - b) as f64 / SCALE as f64);
        let mut search = Search {
            problem: self.problem,
            rows: &master.rows,
            pool: &self.pool,
            costs: &master.costs,
            capacities: &master.capacities,
            base: &master.base,
            y: y.collect(),
            x: master.x.clone(),
            nodes: 2000,
            probes: 20,
            stop: &stop,
        };
        let found = search.run(part, ub);
        let nodes = 2000 - search.nodes;
        if log() {
            eprintln!(
                "  closed: lower {} best {:?} nodes {nodes} steps {} {:?}",
                found.lower,
                found.best.as_ref().map(|b| b.0),
                found.steps.len(),
                self.start.elapsed()
            );
        }
        if let Some((_, choice)) = found.best {
            let mut plans = vec![NONE; self.problem.households().len()];
            for (h, plan) in choice {
                plans[h as usize] = plan;
            }
            self.offer(plans);
        }
        Some((found.lower.min(ub), found.steps))
    }

    /// A solution near the relaxation: what it is sure of is fixed, again and again.
    fn dive(&mut self, master: &mut Master) -> Option<Vec<u32>> {
        let mut left = master.capacities.clone();
        let mut chosen = vec![NONE; self.problem.households().len()];
        let mut part =
            Part { households: (0..chosen.len() as u32).collect(), plans: master.plans.clone() };
        let mut y = master.y.clone();
        let mut x = master.x.clone();
        x.resize(self.pool.len(), 0.0);
        let stop = || false;
        let mut first = true;
        let mut set_aside = Vec::new();
        while !part.households.is_empty() {
            let mut search = Search {
                problem: self.problem,
                rows: &master.rows,
                pool: &self.pool,
                costs: &master.costs,
                capacities: &left,
                base: &master.base,
                y,
                x,
                nodes: 0,
                probes: 0,
                stop: &stop,
            };
            if !first {
                search.relax_only(&part, 150);
            }
            first = false;
            (y, x) = (search.y, search.x);
            let mut order: Vec<(f64, usize, u32)> = (part.plans.iter().enumerate())
                .filter_map(|(i, plans)| {
                    let best = plans
                        .iter()
                        .copied()
                        .max_by(|a, b| x[*a as usize].total_cmp(&x[*b as usize]).then(b.cmp(a)))?;
                    Some((x[best as usize], i, best))
                })
                .collect();
            order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let at_least = order.len().div_ceil(12);
            let mut gone = vec![false; part.households.len()];
            for (at, (share, i, plan)) in order.iter().enumerate() {
                if *share < 0.9 && at >= at_least {
                    break;
                }
                if fits(&self.pool, *plan, &left) {
                    for (row, amount) in self.pool.uses(*plan) {
                        left[*row as usize] -= i64::from(*amount);
                    }
                    chosen[part.households[*i] as usize] = *plan;
                    gone[*i] = true;
                }
            }
            let mut rest = Part::default();
            for (i, plans) in part.plans.into_iter().enumerate() {
                if gone[i] {
                    continue;
                }
                let plans: Vec<u32> =
                    plans.into_iter().filter(|plan| fits(&self.pool, *plan, &left)).collect();
                if plans.is_empty() {
                    set_aside.push(part.households[i] as usize);
                } else {
                    rest.households.push(part.households[i]);
                    rest.plans.push(plans);
                }
            }
            part = rest;
        }
        let prices = master.best.1.clone();
        let quotes =
            master.pricer.one_by_one(&mut self.pool, &prices, &mut left, set_aside.into_iter());
        for (h, plan) in quotes {
            chosen[h as usize] = plan;
            master.take(&self.pool, plan);
        }
        chosen.iter().all(|plan| *plan != NONE).then_some(chosen)
    }
}

fn fits(pool: &Pool, plan: u32, left: &[i64]) -> bool {
    pool.uses(plan).iter().all(|(row, amount)| i64::from(*amount) <= left[*row as usize])
}

fn ceil(bound: i128) -> i64 {
    let whole = -((-bound).div_euclid(i128::from(SCALE)));
    whole.clamp(-i128::from(NO_CHOICE), i128::from(NO_CHOICE)) as i64
}

fn trivial(tier: usize, bound: i64) -> TierProof {
    TierProof {
        bound,
        multipliers: vec![0; tier],
        steps: vec![Step::Prices(Prices { scale: 1, ..Prices::default() })],
    }
}

/// For each tier, by how much plans of one household differ at most.
fn ranges(problem: &Problem) -> Vec<i64> {
    let mut ranges = vec![0; problem.tiers()];
    for household in problem.households() {
        let mut own = vec![(i64::MAX, i64::MIN); problem.tiers()];
        let menu = problem.home_menu(household);
        let entries = menu.kinds().map(|(_, cost)| cost).chain([menu.none()]);
        for cost in entries {
            for ((least, most), c) in own.iter_mut().zip(cost) {
                *least = (*least).min(*c);
                *most = (*most).max(*c);
            }
        }
        let mut sum: Vec<i64> = own.iter().map(|(a, b)| b - a).collect();
        for s in household.seekers() {
            let seeker = &problem.seekers()[s];
            let menu = problem.opening_menu(seeker);
            let mut own: Vec<(i64, i64)> = menu.none().iter().map(|c| (*c, *c)).collect();
            for (_, cost) in menu.kinds() {
                for ((least, most), c) in own.iter_mut().zip(cost) {
                    *least = (*least).min(*c);
                    *most = (*most).max(*c);
                }
            }
            for (sum, (a, b)) in sum.iter_mut().zip(&own) {
                *sum += b - a;
            }
            if let Some(trip) = problem.trip_tier() {
                sum[trip.tier] += trip.weight * seeker.limit * 7;
            }
        }
        for (range, own) in ranges.iter_mut().zip(sum) {
            *range = (*range).max(own);
        }
    }
    ranges
}

#[allow(dead_code)]
fn unused() -> Stop {
    Stop::SolverFailed
}
