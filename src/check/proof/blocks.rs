use std::collections::BTreeMap;
use std::ops::Range;

use crate::problem::{Menu, Problem};

/// The homes that somebody may take, in blocks: those of one block are of one kind, and their
/// shortest trips take equally long.
pub(super) struct Blocks {
    /// The homes, block by block.
    homes: Vec<u32>,
    /// For each block where its homes begin; the end comes last.
    starts: Vec<usize>,
    /// For each kind of homes its first block; the end comes last.
    kinds: Vec<usize>,
    /// For each block, then each way of travelling, the minutes of the shortest trip.
    nearest: Vec<Option<i64>>,
    travels: usize,
}

impl Blocks {
    pub(super) fn new(problem: &Problem) -> Self {
        let travels = problem.seekers().iter().map(|seeker| seeker.travel + 1).max().unwrap_or(0);
        let kinds = problem.homes().iter().map(|home| home.kind + 1).max().unwrap_or(0);
        let households = problem.households().iter();
        let menus: BTreeMap<usize, &Menu> =
            households.map(|household| (household.menu, problem.home_menu(household))).collect();
        let nearest = |home: u32| {
            (0..travels).map(move |travel| {
                let nearest = problem.trips().row(travel, home as usize).next();
                nearest.map(|(_, minutes)| minutes)
            })
        };
        let mut blocks = Self {
            homes: Vec::new(),
            starts: vec![0],
            kinds: vec![0],
            nearest: Vec::new(),
            travels,
        };
        for kind in 0..kinds {
            let may_be_taken = menus.values().any(|menu| menu.cost_of_kind(kind).is_some());
            let homes = if may_be_taken { problem.homes_of_kind(kind) } else { &[] };
            let mut homes = homes.to_vec();
            homes.sort_by_cached_key(|home| nearest(*home).collect::<Vec<_>>());
            for block in homes.chunk_by(|a, b| nearest(*a).eq(nearest(*b))) {
                blocks.nearest.extend(nearest(block[0]));
                blocks.homes.extend(block);
                blocks.starts.push(blocks.homes.len());
            }
            blocks.kinds.push(blocks.starts.len() - 1);
        }
        blocks
    }

    /// The homes, block by block.
    pub(super) fn homes(&self) -> &[u32] {
        &self.homes
    }

    /// The blocks of a kind of homes.
    pub(super) fn of_kind(&self, kind: usize) -> Range<usize> {
        self.kinds[kind]..self.kinds[kind + 1]
    }

    /// Where the homes of a block are among all of them.
    pub(super) fn range(&self, block: usize) -> Range<usize> {
        self.starts[block]..self.starts[block + 1]
    }

    /// The minutes of the shortest trip from a home of the block.
    pub(super) fn nearest(&self, block: usize, travel: usize) -> Option<i64> {
        self.nearest[block * self.travels + travel]
    }

    /// Where each block is among all homes.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.starts.windows(2).map(|pair| pair[0]..pair[1])
    }
}
