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

    /// Marks the cuts that nothing uses in the subtree that starts at `at`, which moves behind it;
    /// tells the cuts from before it that it uses.
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

    /// Numbers cuts as they are met in one subtree; `numbers`: those on the way to it.
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

#[cfg(test)]
mod tests {
    use super::{Cut, Noted};
    use crate::model::{Case, CaseParts};
    use crate::problem::Problem;
    use crate::proof::{Part, Prices, Property, Step};
    use crate::solve::decompose::search::Search;
    use crate::solve::decompose::tables::{Pool, Rows, WholePrices};

    /// A cut of one household, told by its number, and of earlier cuts.
    fn cut(id: u32, earlier: &[u32]) -> Cut {
        let cuts = earlier.iter().map(|id| (*id, 1)).collect();
        Cut { households: vec![(id, 1)], rows: Vec::new(), cuts, divisor: 2, holds: 0 }
    }

    fn prices(cuts: &[u32]) -> Prices {
        let cuts = cuts.iter().map(|id| (*id, 7)).collect();
        Prices { cuts, ..Prices::free() }
    }

    fn ends(cuts: &[u32]) -> Noted {
        Noted::Step(Step::Prices(prices(cuts)))
    }

    fn filters(cuts: &[u32]) -> Noted {
        Noted::Step(Step::Filter(prices(cuts)))
    }

    fn branches() -> Noted {
        Noted::Step(Step::Branch(Property::Home { household: 0, home: None }))
    }

    fn splits(parts: usize) -> Noted {
        let part = Part { households: Vec::new(), bound: 0 };
        Noted::Step(Step::Split(vec![part; parts]))
    }

    /// What is written, in short: `c3(0)` is the cut made as number 3 of the one written as 0.
    fn written(earlier: &[&[u32]], noted: Vec<Noted>) -> String {
        let problem = Problem::new(&Case::new(CaseParts::default()).unwrap()).unwrap();
        let mut search = Search {
            problem: &problem,
            rows: &Rows::of(&problem),
            pool: &Pool::default(),
            costs: &[],
            capacities: &[],
            base: &WholePrices::free(0, 1),
            y: Vec::new(),
            x: Vec::new(),
            nodes: 0,
            depth: 0,
            probes: 0,
            cutting: 0,
            nested: false,
            cuts: Vec::new(),
            cut_uses: Vec::new(),
            stop: &|| false,
        };
        search.cuts = (0..).zip(earlier).map(|(id, earlier)| cut(id, earlier)).collect();
        let ids = |prices: &Prices| {
            let ids: Vec<String> = prices.cuts.iter().map(|(id, _)| id.to_string()).collect();
            ids.join(",")
        };
        let short = |step: Step| match step {
            Step::Cut { households, weights } => {
                assert_eq!(weights.scale, 2);
                format!("c{}({})", households[0].0, ids(&weights))
            }
            Step::Prices(prices) => format!("prices({})", ids(&prices)),
            Step::Filter(prices) => format!("filter({})", ids(&prices)),
            Step::Branch(_) => "branch".to_string(),
            Step::Split(parts) => format!("split{}", parts.len()),
            step => format!("{step:?}"),
        };
        search.written(noted).into_iter().map(short).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cuts_that_nothing_uses_are_not_written() {
        let noted = vec![Noted::Cut(0), Noted::Cut(1), Noted::Step(Step::Fit), ends(&[1])];
        assert_eq!(written(&[&[], &[]], noted), "c1() Fit prices(0)");
        // A cut that only a dropped one needs is dropped as well; what a kept one needs stays.
        let noted = vec![Noted::Cut(0), Noted::Cut(1), Noted::Cut(2), Noted::Cut(3), ends(&[3])];
        assert_eq!(written(&[&[], &[0], &[], &[2]], noted), "c2() c3(0) prices(1)");
        // What a filter prices stays, even if nothing prices it later on.
        let noted = vec![Noted::Cut(0), filters(&[0]), Noted::Cut(1), ends(&[])];
        assert_eq!(written(&[&[], &[]], noted), "c0() filter(0) prices()");
    }

    #[test]
    fn numbers_are_used_again_on_the_other_side() {
        let first = [Noted::Cut(0), Noted::Cut(1), branches()];
        let yes = [Noted::Cut(2), Noted::Cut(3), ends(&[1, 3])];
        let no = [Noted::Cut(4), branches(), ends(&[4]), Noted::Cut(5), ends(&[5])];
        let noted = first.into_iter().chain(yes).chain(no).collect();
        assert_eq!(
            written(&[&[], &[], &[], &[], &[], &[1]], noted),
            "c1() branch c3() prices(0,1) c4() branch prices(1) c5(0) prices(2)"
        );
    }

    #[test]
    fn parts_of_a_split_know_the_cuts_before_it() {
        let noted = vec![
            Noted::Cut(0),
            splits(3),
            Noted::Cut(1),
            ends(&[1]),
            Noted::Cut(2),
            ends(&[0, 2]),
            ends(&[]),
        ];
        assert_eq!(
            written(&[&[], &[], &[]], noted),
            "c0() split3 c1() prices(1) c2() prices(0,1) prices()"
        );
        let noted = vec![Noted::Cut(0), splits(0)];
        assert_eq!(written(&[&[]], noted), "split0");
    }
}
