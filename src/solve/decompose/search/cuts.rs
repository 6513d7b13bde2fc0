//! Chvátal-Gomory cuts from the corners of the relaxation, and how they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::program::Program;
use super::{Part, Search};
use crate::proof::{Prices, Step};

/// A capacity that follows from others: a plan uses `⌊Σ weight · use / divisor⌋`.
pub(in super::super) struct Cut {
    /// (household, weight), ascending.
    households: Vec<(u32, i64)>,
    /// (row, weight), ascending.
    rows: Vec<(u32, i64)>,
    /// (earlier cut, weight), ascending.
    cuts: Vec<(u32, i64)>,
    divisor: i64,
    pub(super) holds: i64,
}

/// A step of a proof, or a cut by its number.
#[derive(Debug, Clone)]
pub(in super::super) enum Noted {
    Step(Step),
    Cut(u32),
}

impl Noted {
    /// The claim without any price.
    pub(super) fn free() -> Self {
        Self::Step(Step::Prices(Prices::free()))
    }
}

/// Whether cutting still pays at a node.
pub(super) struct Cutting {
    rounds: usize,
    stale: usize,
    best: i128,
}

impl Cutting {
    pub(super) fn new(rounds: usize) -> Self {
        Self { rounds, stale: 0, best: i128::MIN }
    }

    /// Whether to cut once more after a round that came to `bound`.
    pub(super) fn goes_on(&mut self, bound: i128, scale: i64) -> bool {
        // A gain below a hundredth is none.
        if bound > self.best.saturating_add(i128::from(scale) / 100) {
            self.stale = 0;
        } else {
            self.stale += 1;
        }
        self.best = self.best.max(bound);
        let goes_on = self.rounds > 0 && self.stale < 3;
        self.rounds = self.rounds.saturating_sub(1);
        goes_on
    }
}

/// Cuts are made with divisors up to this.
const LARGEST_DIVISOR: u32 = 120;
/// Cuts added at a time.
const ADDED: usize = 24;
/// A cut must be exceeded by this much.
const EXCEEDED: f64 = 0.02;

/// A cut that the relaxation does not keep.
struct Candidate {
    cut: Cut,
    /// What columns use of it, above 0.
    amounts: Vec<(u32, i64)>,
    /// How far the relaxation is beyond it.
    depth: f64,
}

impl Search<'_> {
    /// Adds cuts that the relaxation does not keep; whether there are any.
    pub(super) fn separate(&mut self, part: &Part, program: &mut Program) -> bool {
        let mut kept = program.simplex.forget_slack(program.cuts.len()).into_iter();
        program.cuts.retain(|_| kept.next().is_some_and(|kept| kept));
        let x = program.simplex.solution();
        let mut candidates: Vec<Candidate> = Vec::new();
        for row in program.simplex.fractional() {
            for sign in [1.0, -1.0] {
                let Some((weights, divisor)) = rounded_weights(&row, sign) else { continue };
                if let Some(candidate) = self.candidate(part, program, &x, &weights, divisor) {
                    candidates.push(candidate);
                }
            }
        }
        candidates
            .sort_by(|a, b| b.depth.total_cmp(&a.depth).then_with(|| a.amounts.cmp(&b.amounts)));
        candidates.dedup_by(|other, kept| other.amounts == kept.amounts);
        candidates.truncate(ADDED);
        let mut rows = Vec::with_capacity(candidates.len());
        for Candidate { cut, amounts, .. } in candidates {
            let id = self.cuts.len() as u32;
            for (column, amount) in &amounts {
                let plan = program.plans[*column as usize] as usize;
                self.cut_uses[plan].push((id, *amount));
            }
            let amounts = amounts.into_iter().map(|(column, amount)| (column, amount as f64));
            rows.push((amounts.collect(), cut.holds as f64));
            self.cuts.push(cut);
            program.cuts.push(id);
        }
        if !rows.is_empty() {
            program.simplex.add(&rows);
        }
        !rows.is_empty()
    }

    fn candidate(
        &self,
        part: &Part,
        program: &Program,
        x: &[f64],
        weights: &[i64],
        divisor: i64,
    ) -> Option<Candidate> {
        let (blocks, rows) = (part.households.len(), program.rows.len());
        let mut cut =
            Cut { households: Vec::new(), rows: Vec::new(), cuts: Vec::new(), divisor, holds: 0 };
        let mut sum = 0i64;
        for (at, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0) {
            let holds = if at < blocks {
                cut.households.push((part.households[at], *weight));
                1
            } else if at < blocks + rows {
                let row = program.rows[at - blocks];
                cut.rows.push((row, *weight));
                self.capacities[row as usize]
            } else {
                let id = program.cuts[at - blocks - rows];
                cut.cuts.push((id, *weight));
                self.cuts[id as usize].holds
            };
            sum = sum.checked_add(weight.checked_mul(holds)?)?;
        }
        cut.holds = sum / divisor;
        let used = |column: usize| program.simplex.weighed(column, weights) / divisor;
        let of_solution: f64 = (x.iter().enumerate())
            .filter(|(_, x)| **x > 1e-9)
            .map(|(column, x)| x * used(column) as f64)
            .sum();
        let exceeded = of_solution - cut.holds as f64;
        if exceeded < EXCEEDED {
            return None;
        }
        let amounts: Vec<(u32, i64)> = (0..program.plans.len())
            .map(|column| (column as u32, used(column)))
            .filter(|(_, amount)| *amount > 0)
            .collect();
        let length: f64 = amounts.iter().map(|(_, a)| (a * a) as f64).sum::<f64>().sqrt();
        cut.rows.sort_unstable();
        Some(Candidate { cut, amounts, depth: exceeded / length })
    }

    /// Steps as a proof has them: only the cuts that are used, numbered on the way from the root.
    pub(in super::super) fn written(&self, noted: Vec<Noted>) -> Vec<Step> {
        let mut kept = vec![true; noted.len()];
        let mut at = 0;
        self.mark(&noted, &mut at, &mut kept);
        let mut steps = Vec::with_capacity(noted.len());
        let mut notes = noted.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(note, _)| note);
        self.number(&mut notes, BTreeMap::new(), &mut steps);
        steps
    }

    /// Marks what is not needed; tells the cuts that are used from here on.
    fn mark(&self, noted: &[Noted], at: &mut usize, kept: &mut [bool]) -> BTreeSet<u32> {
        let from = *at;
        let mut used = BTreeSet::new();
        while *at < noted.len() {
            let here = *at;
            *at += 1;
            let branches = match &noted[here] {
                Noted::Step(Step::Prices(_)) => 0,
                Noted::Step(Step::Branch(_)) => 2,
                Noted::Step(Step::Split(parts)) => parts.len(),
                _ => continue,
            };
            for _ in 0..branches {
                used.append(&mut self.mark(noted, at, kept));
            }
            // Now back along the way that led here.
            for back in (from..=here).rev() {
                match &noted[back] {
                    Noted::Step(Step::Prices(prices) | Step::Filter(prices)) => {
                        used.extend(prices.cuts.iter().map(|(id, _)| *id));
                    }
                    Noted::Cut(id) => {
                        kept[back] = used.remove(id);
                        if kept[back] {
                            used.extend(self.cuts[*id as usize].cuts.iter().map(|(id, _)| *id));
                        }
                    }
                    Noted::Step(_) => {}
                }
            }
            break;
        }
        used
    }

    /// Numbers cuts as they are met.
    fn number(
        &self,
        noted: &mut dyn Iterator<Item = Noted>,
        mut numbers: BTreeMap<u32, u32>,
        into: &mut Vec<Step>,
    ) {
        while let Some(note) = noted.next() {
            let own = |cuts: &[(u32, i64)]| {
                let own = cuts.iter().map(|(id, price)| (numbers[id], *price));
                own.collect::<Vec<_>>()
            };
            let branches = match note {
                Noted::Cut(id) => {
                    let Cut { households, rows, cuts, divisor, .. } = &self.cuts[id as usize];
                    let mut weights = self.rows.listed(*divisor, rows.iter().copied());
                    weights.cuts = own(cuts);
                    into.push(Step::Cut { households: households.clone(), weights });
                    numbers.insert(id, numbers.len() as u32);
                    continue;
                }
                Noted::Step(Step::Filter(prices)) => {
                    let cuts = own(&prices.cuts);
                    into.push(Step::Filter(Prices { cuts, ..prices }));
                    continue;
                }
                Noted::Step(Step::Prices(prices)) => {
                    let cuts = own(&prices.cuts);
                    into.push(Step::Prices(Prices { cuts, ..prices }));
                    return;
                }
                Noted::Step(step) => {
                    let branches = match &step {
                        Step::Branch(_) => Some(2),
                        Step::Split(parts) => Some(parts.len()),
                        _ => None,
                    };
                    into.push(step);
                    let Some(branches) = branches else { continue };
                    branches
                }
            };
            for _ in 0..branches {
                self.number(noted, numbers.clone(), into);
            }
            return;
        }
    }
}

/// Multipliers of rows, and a divisor, whose quotients differ from these multipliers by whole
/// numbers; `None` if there is no small divisor.
fn rounded_weights(row: &[f64], sign: f64) -> Option<(Vec<i64>, i64)> {
    let mut divisor = 1u32;
    let fractions: Vec<f64> = row
        .iter()
        .map(|multiplier| {
            let fraction = (sign * multiplier).rem_euclid(1.0);
            if !(1e-6..=1.0 - 1e-6).contains(&fraction) { 0.0 } else { fraction }
        })
        .collect();
    for fraction in &fractions {
        let off = |divisor: u32| {
            let times = fraction * f64::from(divisor);
            (times - times.round()).abs()
        };
        if off(divisor) > 1e-5 * f64::from(divisor) {
            let factor = (2..=LARGEST_DIVISOR / divisor)
                .find(|factor| off(divisor * factor) <= 1e-6 * f64::from(divisor * factor))?;
            divisor *= factor;
        }
    }
    if divisor == 1 {
        return None;
    }
    let weights = fractions.iter().map(|fraction| (fraction * f64::from(divisor)).round() as i64);
    Some((weights.collect(), i64::from(divisor)))
}
