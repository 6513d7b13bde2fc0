//! Chvátal-Gomory cuts from the corners of the relaxation.

use std::collections::{BTreeMap, BTreeSet};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::super::simplex::keep;
use super::program::Program;
use super::{Part, Search, halves, tableau};

/// A capacity that follows from others: a plan uses `⌊Σ weight · use / divisor⌋`.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Cut {
    /// (household, weight), ascending.
    pub(super) households: Vec<(u32, i64)>,
    /// (row, weight), ascending.
    pub(super) rows: Vec<(u32, i64)>,
    /// (earlier cut, weight), ascending.
    pub(super) cuts: Vec<(u32, i64)>,
    pub(super) divisor: i64,
    pub(super) holds: i64,
    pub(super) origin: Origin,
    /// (plan, how much it uses), above 0.
    pub(super) uses: Vec<(u32, i64)>,
}

/// Why a cut holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) enum Origin {
    /// It follows from its parts.
    #[default]
    Parts,
    /// A tier is held.
    Held,
    /// It is a side of a count, and holds on that side only.
    Side,
}

impl Cut {
    /// Whether another one is made in the same way.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let parts = |cut: &Self| (cut.divisor, cut.origin);
        parts(self) == parts(other)
            && self.households == other.households
            && self.rows == other.rows
            && self.cuts == other.cuts
    }

    /// What a plan uses at most, or 1.
    pub(super) fn most(&self) -> i64 {
        self.uses.iter().map(|(_, amount)| *amount).fold(1, i64::max)
    }
}

/// Cuts of a lot added at a time.
const ADDED: usize = 24;
/// A cut must be exceeded by this much.
const EXCEEDED: f64 = 0.02;

/// A column that is left, with its share of the corner, and of the point from which depths of cuts are told.
struct Left {
    column: usize,
    x: f64,
    inner: f64,
}

/// Weights of the rows of a program, whose cut its corner does not keep.
struct Candidate {
    weights: Vec<i64>,
    divisor: i64,
    holds: i64,
    /// How far that point is beyond it.
    depth: f64,
}

impl Search<'_> {
    /// Takes over cuts made by an earlier search, which may have held the same tier, and the tier held.
    pub(in super::super) fn know(&mut self, mut cuts: Vec<Cut>, held: Option<Cut>) {
        if let Some(held) = held {
            if cuts.first().is_some_and(Cut::is_held) {
                cuts[0] = held;
            } else {
                let parts = cuts.iter_mut().flat_map(|cut| &mut cut.cuts);
                parts.for_each(|(id, _)| *id += 1);
                cuts.insert(0, held);
            }
        }
        self.known = cuts.len() as u32;
        self.cuts = cuts;
    }

    /// Fills in what the plans of a part use of the cuts known.
    pub(in super::super) fn use_cuts(&mut self, part: &Part) {
        for id in self.held_number().end as usize..self.cuts.len() {
            self.cuts[id].uses = self.uses_of(&self.cuts[id], part);
        }
    }

    /// The cuts that first nodes ended with, and those they are made of.
    pub(in super::super) fn tight_cuts(&self) -> Vec<Cut> {
        self.cuts_with_parts(self.tight.iter().copied())
    }

    /// These cuts, those they are made of, and the tier held, numbered anew; what plans use of cuts is not
    /// filled in.
    pub(super) fn cuts_with_parts(&self, cuts: impl Iterator<Item = u32>) -> Vec<Cut> {
        self.numbered(&self.wanted(cuts))
    }

    /// These cuts, those they are made of, and the tier held, each with its new number.
    pub(super) fn wanted(&self, cuts: impl Iterator<Item = u32>) -> BTreeMap<u32, u32> {
        let mut of_sides = vec![false; self.cuts.len()];
        for (id, cut) in self.cuts.iter().enumerate() {
            of_sides[id] = cut.origin == Origin::Side
                || cut.cuts.iter().any(|(part, _)| of_sides[*part as usize]);
        }
        let mut wanted: BTreeSet<u32> = cuts.chain(self.held_number()).collect();
        wanted.retain(|id| !of_sides[*id as usize]);
        for id in (0..self.cuts.len() as u32).rev() {
            if wanted.contains(&id) {
                wanted.extend(self.cuts[id as usize].cuts.iter().map(|(id, _)| *id));
            }
        }
        wanted.into_iter().zip(0..).collect()
    }

    /// Cuts numbered anew; what plans use of cuts is not filled in.
    pub(super) fn numbered(&self, numbers: &BTreeMap<u32, u32>) -> Vec<Cut> {
        let cut = |id: &u32| {
            let cut = &self.cuts[*id as usize];
            Cut {
                households: cut.households.clone(),
                rows: cut.rows.clone(),
                cuts: cut.cuts.iter().map(|(id, weight)| (numbers[id], *weight)).collect(),
                uses: if cut.is_held() { cut.uses.clone() } else { Vec::new() },
                ..*cut
            }
        };
        numbers.keys().map(cut).collect()
    }

    /// Adds cuts that the relaxation does not keep, old ones if there are any; whether there are any
    /// at all. The tier held and sides of counts stay, reached or not: ways that are tried may reach them.
    pub(super) fn separate(&mut self, part: &Part, program: &mut Program) -> bool {
        let stays = |at: usize| self.cuts[program.cuts[at] as usize].origin != Origin::Parts;
        let kept = program.simplex.forget_slack(program.cuts.len(), stays);
        keep(&mut program.cuts, &kept);
        self.add_cuts(program, 0..self.known, EXCEEDED) || self.add_new(part, program)
    }

    /// Adds those of some cuts that the relaxation exceeds by so much; whether there are any.
    pub(super) fn add_cuts(
        &self,
        program: &mut Program,
        cuts: impl Iterator<Item = u32>,
        exceeded: f64,
    ) -> bool {
        let mut columns = vec![None; self.pool.len()];
        for (column, x) in program.simplex.left() {
            columns[program.plans[column] as usize] = Some((column as u32, x));
        }
        let mut rows: Vec<(Vec<(u32, f64)>, f64)> = Vec::new();
        for id in cuts {
            let cut = &self.cuts[id as usize];
            let uses = cut.uses.iter();
            let uses =
                uses.filter_map(|(plan, amount)| Some((columns[*plan as usize]?, *amount as f64)));
            let used: f64 = uses.clone().map(|((_, x), amount)| x * amount).sum();
            let holds = cut.holds as f64;
            if used - holds >= exceeded {
                rows.push((uses.map(|((column, _), amount)| (column, amount)).collect(), holds));
                program.cuts.push(id);
            }
        }
        if !rows.is_empty() {
            program.simplex.add(&rows);
        }
        !rows.is_empty()
    }

    /// Adds the deepest of new ones; where a tier is held those of each kind, since relaxations are large faces there,
    /// which sums of few rows cut corners off, and equations of the tableau, which are longer, cut through.
    fn add_new(&mut self, part: &Part, program: &mut Program) -> bool {
        let mut lots = vec![tableau::weights(&program.simplex, EXCEEDED)];
        let halves = halves::weights(&program.simplex, EXCEEDED);
        if self.held().is_some() {
            lots.push(halves);
        } else {
            lots[0].extend(halves);
        }
        let left = self.left(program);
        let mut rows: Vec<(Vec<(u32, f64)>, f64)> = Vec::with_capacity(lots.len() * ADDED);
        for lot in lots {
            let mut candidates =
                self.candidates(program, part.households.len(), &left, lot).into_iter();
            let most = rows.len() + ADDED;
            while rows.len() < most
                && let Some(candidate) = candidates.next()
            {
                let sums = program.simplex.weighed(&candidate.weights);
                let amounts = amounts(&left, &sums, candidate.divisor);
                let amounts = amounts.map(|(left, amount)| (left.column as u32, amount)).collect();
                if rows.iter().all(|(other, _)| *other != amounts) {
                    rows.push((amounts, candidate.holds as f64));
                    program.cuts.push(self.cuts.len() as u32);
                    self.cuts.push(self.cut(part, program, &candidate));
                }
            }
        }
        if !rows.is_empty() {
            program.simplex.add(&rows);
        }
        !rows.is_empty()
    }

    /// The columns that are left at a corner. Where corners are noted cuts are the deeper the more they cut off of what
    /// corners had of late, not of this one alone, as it is one of many on a large face. (A point farther in, as in
    /// Fischetti and Salvagnin, "An in-out approach to disjunctive optimization", 2010.)
    fn left(&mut self, program: &Program) -> Vec<Left> {
        let left = |(column, x): (usize, f64)| {
            // Less than 0 is rounding.
            let x = x.max(0.0);
            Left { column, x, inner: x }
        };
        let mut left: Vec<Left> = program.simplex.left().map(left).collect();
        if let Some(lately) = &mut self.lately {
            let plan = |left: &Left| program.plans[left.column];
            lately.note(self.pool.len(), left.iter().map(|left| (plan(left), left.x)));
            for left in &mut left {
                left.inner = lately.between(plan(left), left.x);
            }
        }
        left
    }

    /// What the plans of a part use of a cut.
    pub(super) fn uses_of(&self, cut: &Cut, part: &Part) -> Vec<(u32, i64)> {
        let mut of_row = vec![0; self.capacities.len()];
        cut.rows.iter().for_each(|(row, weight)| of_row[*row as usize] = *weight);
        let of_household: BTreeMap<u32, i64> = cut.households.iter().copied().collect();
        let mut of_plan = vec![0; self.pool.len()];
        for (id, weight) in &cut.cuts {
            for (plan, amount) in &self.cuts[*id as usize].uses {
                of_plan[*plan as usize] += weight * amount;
            }
        }
        let mut uses = Vec::new();
        for (household, plans) in part.households.iter().zip(&part.plans) {
            let own = of_household.get(household).copied().unwrap_or(0);
            for plan in plans {
                let of_rows = self.uses(*plan).map(|(row, amount)| of_row[row as usize] * amount);
                let sum = own + of_plan[*plan as usize] + of_rows.sum::<i64>();
                if sum >= cut.divisor {
                    uses.push((*plan, sum / cut.divisor));
                }
            }
        }
        uses
    }

    /// The cuts of some weights that the corner exceeds, the deepest first.
    fn candidates(
        &self,
        program: &Program,
        blocks: usize,
        left: &[Left],
        weighed: Vec<(Vec<i64>, i64)>,
    ) -> Vec<Candidate> {
        let candidate = |of| self.candidate(program, blocks, left, of);
        #[cfg(feature = "parallel")]
        let weighed = weighed.into_par_iter();
        #[cfg(not(feature = "parallel"))]
        let weighed = weighed.into_iter();
        let mut candidates: Vec<Candidate> = weighed.filter_map(candidate).collect();
        candidates.sort_by(|a, b| b.depth.total_cmp(&a.depth));
        candidates
    }

    /// What weights of the rows of a program come to, divided, as a cut; `None` if the corner, whose columns that
    /// are left have these shares, does not exceed it.
    fn candidate(
        &self,
        program: &Program,
        blocks: usize,
        left: &[Left],
        (weights, divisor): (Vec<i64>, i64),
    ) -> Option<Candidate> {
        let rows = program.rows.iter().map(|row| self.capacities[*row as usize]);
        let cuts = program.cuts.iter().map(|cut| self.cuts[*cut as usize].holds);
        let all = std::iter::repeat_n(1, blocks).chain(rows).chain(cuts);
        let sum = weights
            .iter()
            .zip(all)
            .try_fold(0i64, |sum, (weight, holds)| sum.checked_add(weight.checked_mul(holds)?))?;
        let holds = sum / divisor;
        let sums = program.simplex.weighed(&weights);
        let using = amounts(left, &sums, divisor);
        let used: f64 = using.clone().map(|(left, amount)| left.x * amount).sum();
        if used - (holds as f64) < EXCEEDED {
            return None;
        }
        let exceeded =
            using.clone().map(|(left, amount)| left.inner * amount).sum::<f64>() - holds as f64;
        let length: f64 = using.map(|(_, amount)| amount.powi(2)).sum();
        Some(Candidate { weights, divisor, holds, depth: exceeded / length.sqrt() })
    }

    /// The cut of a candidate.
    fn cut(&self, part: &Part, program: &Program, candidate: &Candidate) -> Cut {
        let (of_households, others) = candidate.weights.split_at(part.households.len());
        let (of_rows, of_cuts) = others.split_at(program.rows.len());
        let weighed = |of: &[u32], weights: &[i64]| {
            let of = of.iter().copied().zip(weights.iter().copied());
            let mut of: Vec<(u32, i64)> = of.filter(|(_, weight)| *weight != 0).collect();
            of.sort_unstable();
            of
        };
        let mut cut = Cut {
            households: weighed(&part.households, of_households),
            rows: weighed(&program.rows, of_rows),
            cuts: weighed(&program.cuts, of_cuts),
            divisor: candidate.divisor,
            holds: candidate.holds,
            origin: Origin::Parts,
            uses: Vec::new(),
        };
        cut.uses = self.uses_of(&cut, part);
        cut
    }
}

/// Of the columns left those that use something of a cut, and how much: what they use of weighed rows in all, divided.
fn amounts<'l>(
    left: &'l [Left],
    sums: &'l [i64],
    divisor: i64,
) -> impl Iterator<Item = (&'l Left, f64)> + Clone + 'l {
    let using = left.iter().filter(move |left| sums[left.column] >= divisor);
    using.map(move |left| (left, (sums[left.column] / divisor) as f64))
}
