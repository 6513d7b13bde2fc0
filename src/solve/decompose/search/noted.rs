//! Steps as a search takes note of them, and as its proof has them.

use std::collections::{BTreeMap, BTreeSet};

use super::Search;
use super::cuts::Cut;
use crate::proof::{Count, Prices, Step};

/// A step of a proof, or a cut by its number.
#[derive(Debug, Clone)]
pub(in super::super) enum Noted {
    Step(Step),
    Cut(u32),
    /// With the cuts that its sides are.
    Count(Count, [u32; 2]),
}

impl Noted {
    /// The claim without any price.
    pub(super) fn free() -> Self {
        Self::Step(Step::Prices(Prices::free()))
    }
}

impl Search<'_> {
    /// Steps as a proof has them: only the cuts that are used, numbered on the way from the root.
    pub(in super::super) fn written(&self, noted: Vec<Noted>) -> Vec<Step> {
        let mut kept = vec![true; noted.len()];
        let mut at = 0;
        self.mark(&noted, &mut at, &mut kept);
        let mut steps = Vec::with_capacity(noted.len());
        let mut notes = noted.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(note, _)| note);
        let held = self.held().map(|_| (0, 0));
        self.number(&mut notes, held.into_iter().collect(), &mut steps);
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
                Noted::Count(..) => 2,
                _ => continue,
            };
            for _ in 0..branches {
                used.append(&mut self.mark(noted, at, kept));
            }
            if let Noted::Count(_, sides) = &noted[here] {
                used.retain(|id| !sides.contains(id));
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
                    Noted::Step(_) | Noted::Count(..) => {}
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
                Noted::Count(count, sides) => {
                    into.push(Step::Count(count));
                    for side in sides {
                        let mut numbers = numbers.clone();
                        numbers.insert(side, numbers.len() as u32);
                        self.number(noted, numbers, into);
                    }
                    return;
                }
            };
            for _ in 0..branches {
                self.number(noted, numbers.clone(), into);
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Noted};
    use crate::model::{Case, CaseParts};
    use crate::problem::Problem;
    use crate::proof::{Count, Part, Prices, Property, Step};
    use crate::solve::decompose::pool::Pool;
    use crate::solve::decompose::prices::WholePrices;
    use crate::solve::decompose::rows::Rows;
    use crate::solve::decompose::search::{Aim, Search};
    use crate::travel::travel_times;

    /// A cut of one household, told by its number, and of earlier cuts.
    fn cut(id: u32, earlier: &[u32]) -> Cut {
        let cuts = earlier.iter().map(|id| (*id, 1)).collect();
        Cut { households: vec![(id, 1)], cuts, divisor: 2, ..Cut::default() }
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
        let case = Case::new(CaseParts::default()).unwrap();
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
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
            sift_above: usize::MAX,
            start: None,
            start_cuts: 0,
            near: &[],
            aim: Aim::Proof,
            pull: 1.0,
            hopeless: f64::INFINITY,
            cuts: Vec::new(),
            known: 0,
            count_above: usize::MAX,
            counts: Default::default(),
            tight: Default::default(),
            ended: Default::default(),
            aside: Vec::new(),
            gains: Default::default(),
            lately: Default::default(),
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
            Step::Count(_) => "count".to_string(),
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
    fn sides_of_a_count_have_a_number_on_their_side() {
        let counts = || Noted::Count(Count::default(), [1, 2]);
        let first = [Noted::Cut(3), ends(&[3])];
        let second = [ends(&[0, 2])];
        let noted = [Noted::Cut(0), counts()].into_iter().chain(first).chain(second).collect();
        assert_eq!(
            written(&[&[], &[], &[], &[1]], noted),
            "c0() count c3(1) prices(2) prices(0,1)"
        );
        // What only one side uses is no cut to be written before.
        let noted = vec![Noted::Cut(0), counts(), ends(&[1]), ends(&[2])];
        assert_eq!(written(&[&[], &[], &[]], noted), "count prices(0) prices(0)");
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
