//! What many seekers do together: how many of them work in some openings. Where households may be exchanged,
//! what one of them has tells nothing, but such numbers do. (Branching on sets of columns: Vanderbeck, "On
//! Dantzig-Wolfe decomposition in integer programming and ways to perform branching in a branch-and-price
//! algorithm", 2000.)

use std::collections::{BTreeMap, HashSet};

use kodama::{Method, linkage};

use super::cuts::{Cut, Origin};
use super::fork::{Fork, Tally};
use super::{Part, Search};
use crate::proof::Count;
use crate::solve::decompose::pool::NONE;

/// Openings that are more than this are not put into sets.
const MOST_OPENINGS: usize = 2_000;
/// Numbers nearer to a whole one are sure.
const UNSURE: f64 = 0.1;
/// So many numbers that are not sure are told, the largest.
const LARGEST: usize = 24;

/// What may be counted; nothing at first.
#[derive(Debug, Default)]
pub(in super::super) struct Counts {
    /// Ascending; each is a set by itself.
    openings: Vec<u32>,
    trees: Vec<Tree>,
}

/// Sets of openings that the same plans go with, smaller ones within larger ones: the two sets that each set
/// is made of, those of one opening coming first.
#[derive(Debug)]
struct Tree(Vec<[usize; 2]>);

impl Counts {
    /// What may be counted of the plans of a part; nothing if openings are too few or too many.
    pub(super) fn new(search: &Search, part: &Part) -> Self {
        let placed = |(household, plan): (u32, u32)| {
            let home = search.pool.home(plan).unwrap_or(NONE);
            let openings = search.pool.openings(plan).iter().filter(|opening| **opening != NONE);
            openings.map(move |opening| (*opening, home, household))
        };
        let plans = part.households.iter().zip(&part.plans);
        let plans =
            plans.flat_map(|(household, plans)| plans.iter().map(|plan| (*household, *plan)));
        let placed: Vec<(u32, u32, u32)> = plans.flat_map(placed).collect();
        let mut openings: Vec<u32> = placed.iter().map(|(opening, ..)| *opening).collect();
        openings.sort_unstable();
        openings.dedup();
        if !(2..=MOST_OPENINGS).contains(&openings.len()) {
            return Self::default();
        }
        let homes = placed.iter().map(|(opening, home, _)| (*opening, *home));
        let households = placed.iter().map(|(opening, _, household)| (*opening, *household));
        let both = placed.iter().map(|(opening, home, household)| (*opening, (*home, *household)));
        let trees = vec![
            Tree::new(&openings, homes),
            Tree::new(&openings, households),
            Tree::new(&openings, both),
        ];
        Self { openings, trees }
    }

    /// The openings of a set, ascending.
    fn openings_of(&self, tree: usize, set: usize) -> Vec<u32> {
        let mut openings = Vec::new();
        let mut open = vec![set];
        while let Some(set) = open.pop() {
            match set.checked_sub(self.openings.len()) {
                None => openings.push(self.openings[set]),
                Some(at) => open.extend(self.trees[tree].0[at]),
            }
        }
        openings.sort_unstable();
        openings
    }
}

impl Tree {
    /// Of openings with what goes with them, once for each plan: those are near each other that go with the
    /// same (the cosine of how often).
    fn new<T: Copy + Ord>(openings: &[u32], pairs: impl Iterator<Item = (u32, T)>) -> Self {
        let mut times: BTreeMap<(T, usize), u32> = BTreeMap::new();
        for (opening, with) in pairs {
            if let Ok(at) = openings.binary_search(&opening) {
                *times.entry((with, at)).or_default() += 1;
            }
        }
        let times: Vec<(T, usize, f64)> =
            (times.into_iter()).map(|((with, at), times)| (with, at, f64::from(times))).collect();
        let count = openings.len();
        let mut norms = vec![0.0; count];
        times.iter().for_each(|(_, at, times)| norms[*at] += times * times);
        // Of two openings a and b, a before b, by a and then by b.
        let pair = |a: usize, b: usize| a * count - a * (a + 1) / 2 + b - a - 1;
        let mut apart = vec![1.0; count * (count - 1) / 2];
        for together in times.chunk_by(|a, b| a.0 == b.0) {
            for (i, (_, a, of_a)) in together.iter().enumerate() {
                for (_, b, of_b) in &together[i + 1..] {
                    apart[pair(*a, *b)] -= of_a * of_b / f64::sqrt(norms[*a] * norms[*b]);
                }
            }
        }
        let steps = linkage(&mut apart, count, Method::Average);
        Self(steps.steps().iter().map(|step| [step.cluster1, step.cluster2]).collect())
    }

    /// For each set what its openings come to in all.
    fn sums(&self, mut of_openings: Vec<f64>) -> Vec<f64> {
        for [a, b] in &self.0 {
            of_openings.push(of_openings[*a] + of_openings[*b]);
        }
        of_openings
    }
}

impl Search<'_> {
    /// Numbers that the relaxation is not sure of, each with its share of the whole number below it: the
    /// largest, and of those that differ by a whole number the largest alone.
    pub(super) fn unsure_tallies(&self, part: &Part) -> Vec<(Fork, f64)> {
        let Counts { openings, trees } = &self.counts;
        let households = self.problem.households();
        let seekers = |household: &u32| households[*household as usize].seekers().len();
        let most = part.households.iter().map(seekers).max().unwrap_or(0);
        let mut of_openings = vec![vec![0.0; openings.len()]; 1 + most];
        for (household, plans) in part.households.iter().zip(&part.plans) {
            for plan in plans.iter().filter(|plan| self.x[**plan as usize] > 0.0) {
                for opening in self.pool.openings(*plan) {
                    if let Ok(at) = openings.binary_search(opening) {
                        of_openings[0][at] += self.x[*plan as usize];
                        of_openings[seekers(household)][at] += self.x[*plan as usize];
                    }
                }
            }
        }
        let mut unsure: Vec<(Tally, f64)> = Vec::new();
        for (tree, sets) in trees.iter().enumerate() {
            for (seekers, of_openings) in of_openings.iter().enumerate() {
                let sums = sets.sums(of_openings.clone()).into_iter().enumerate();
                unsure.extend(sums.map(|(set, sum)| (Tally { seekers, tree, set }, sum)));
            }
        }
        let over = |sum: f64| sum - sum.floor();
        unsure.retain(|(_, sum)| (UNSURE..1.0 - UNSURE).contains(&over(*sum)));
        unsure.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut seen = HashSet::new();
        unsure.retain(|(_, sum)| seen.insert((over(*sum) * 1e6).round() as i64));
        unsure.truncate(LARGEST);
        let fork =
            |(tally, sum): (Tally, f64)| (Fork::Tally(tally, sum.floor() as i64), 1.0 - over(sum));
        unsure.into_iter().map(fork).collect()
    }

    /// A tally as a proof says it.
    pub(super) fn written_count(&self, Tally { seekers, tree, set }: Tally, at_most: i64) -> Count {
        let households = (0..).zip(self.problem.households());
        let of_class = households.filter(|(_, own)| seekers > 0 && own.seekers().len() == seekers);
        let households = of_class.map(|(household, _)| household).collect();
        let openings = self.counts.openings_of(tree, set);
        Count { households, homes: Vec::new(), openings, at_most }
    }

    /// The capacities of the two sides of a count of openings: at most so much, and more.
    pub(super) fn sides_of(&self, part: &Part, count: &Count) -> [Cut; 2] {
        let side = |holds| Cut { origin: Origin::Side, divisor: 1, holds, ..Cut::default() };
        let (mut at_most, mut more) = (side(count.at_most), side(-count.at_most - 1));
        for (household, plans) in part.households.iter().zip(&part.plans) {
            if !count.households.is_empty() && count.households.binary_search(household).is_err() {
                continue;
            }
            let is_counted = |opening: &&u32| count.openings.binary_search(opening).is_ok();
            let counted =
                |plan: &u32| self.pool.openings(*plan).iter().filter(is_counted).count() as i64;
            let counted: Vec<(u32, i64)> =
                plans.iter().map(|plan| (*plan, counted(plan))).collect();
            let most = counted.iter().map(|(_, amount)| *amount).max().unwrap_or(0);
            more.holds += most;
            let less = counted.iter().map(|(plan, amount)| (*plan, most - amount));
            more.uses.extend(less.filter(|(_, amount)| *amount > 0));
            at_most.uses.extend(counted.into_iter().filter(|(_, amount)| *amount > 0));
        }
        [at_most, more]
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::{Part, Search};
    use super::{Counts, Fork, NONE, Tree};
    use crate::solve::decompose::in_play::with_plans_in_play;

    #[test]
    fn openings_that_go_with_the_same_come_together() {
        // 7 and 9 go with the same, twice as often; so, nearly, do 3 and 4; nothing goes with both.
        let pairs =
            [(7, 1), (7, 2), (9, 1), (9, 1), (9, 2), (9, 2), (3, 5), (4, 5), (4, 6), (4, 5)];
        let openings = vec![3, 4, 7, 9];
        let tree = Tree::new(&openings, pairs.into_iter());
        assert_eq!(tree.sums(vec![0.5, 1.0, 2.0, 0.25])[4..], [2.25, 1.5, 3.75]);
        let counts = Counts { openings, trees: vec![tree] };
        let sets: Vec<Vec<u32>> = (4..7).map(|set| counts.openings_of(0, set)).collect();
        assert_eq!(sets, [vec![7, 9], vec![3, 4], vec![3, 4, 7, 9]]);
    }

    #[test]
    fn a_plan_uses_one_side_as_much_as_the_other_is_left() {
        with_plans_in_play(1, 16, |_, solver, master| {
            let part = Part::in_play(master);
            let stop = || false;
            let at = (master.y.clone(), master.x.clone());
            let mut search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
            search.x.fill(0.3);
            let one = |plan: &&u32| {
                solver.pool.openings(**plan).iter().filter(|o| **o != NONE).count() == 1
            };
            let plan = *part.plans.iter().flatten().find(one).unwrap();
            let alone = Part { households: vec![0], plans: vec![vec![plan]] };
            assert!(Counts::new(&search, &alone).trees.is_empty(), "one opening alone");
            search.counts = Counts::new(&search, &part);
            let tallies = search.unsure_tallies(&part);
            assert!(!tallies.is_empty());
            for (fork, share) in tallies {
                let Fork::Tally(tally, at_most) = fork else { panic!("{fork:?}") };
                let count = search.written_count(tally, at_most);
                let [first, second] = search.sides_of(&part, &count);
                let of = |side: &[(u32, i64)], plan: u32| {
                    side.iter()
                        .filter(|(other, _)| *other == plan)
                        .map(|(_, use_)| *use_)
                        .sum::<i64>()
                };
                let (mut sum, mut most) = (0.0, 0);
                for plans in &part.plans {
                    let both = plans.iter().map(|p| of(&first.uses, *p) + of(&second.uses, *p));
                    let both: Vec<i64> = both.collect();
                    assert!(both.iter().all(|own| *own == both[0]), "{both:?}");
                    most += both[0];
                    sum += plans.iter().map(|p| 0.3 * of(&first.uses, *p) as f64).sum::<f64>();
                }
                assert_eq!((first.holds, second.holds), (at_most, most - at_most - 1));
                assert!((sum - (at_most as f64 + 1.0 - share)).abs() < 1e-6, "{sum}");
            }
        });
    }
}
