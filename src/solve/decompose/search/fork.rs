//! Where a search goes two ways.

use super::noted::Noted;
use super::program::Program;
use super::{Cut, Part, Search};
use crate::proof::{Count, Property, Step};

/// What a search may go two ways by: those who have it first, or at most so much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Fork {
    Property(Property),
    /// With what it is at most the first way.
    Tally(Tally, i64),
}

/// How many seekers of some households work in a set of openings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Tally {
    /// Of the households with so many seekers, or of all if it is 0.
    pub(super) seekers: usize,
    pub(super) tree: usize,
    pub(super) set: usize,
}

/// A fork with what its ways need.
pub(super) enum Ways {
    Property(Property),
    /// What is counted, and the cuts that are its sides: at most so much, and more.
    Count(Count, [u32; 2]),
}

impl Ways {
    pub(super) fn noted(&self) -> Noted {
        match self {
            Self::Property(property) => Noted::Step(Step::Branch(*property)),
            Self::Count(count, sides) => Noted::Count(count.clone(), *sides),
        }
    }
}

impl Search<'_> {
    /// The ways of a fork.
    pub(super) fn ways(&mut self, part: &Part, fork: Fork) -> Ways {
        match fork {
            Fork::Property(property) => Ways::Property(property),
            Fork::Tally(tally, at_most) => {
                let count = self.written_count(tally, at_most);
                let first = self.cuts.len() as u32;
                self.cuts.extend(self.sides_of(part, &count));
                Ways::Count(count, [first, first + 1])
            }
        }
    }

    /// Goes one way.
    pub(super) fn take_way(
        &self,
        part: &mut Part,
        program: &mut Program,
        ways: &Ways,
        first: bool,
    ) {
        match ways {
            Ways::Property(property) => self.keep(part, *property, first),
            Ways::Count(_, sides) => {
                let side = sides[usize::from(!first)];
                program.sides.push(side);
                self.add_cuts(program, std::iter::once(side), f64::NEG_INFINITY);
            }
        }
    }

    /// Whether there are two ways still, others having been gone since: then their cuts are those of the
    /// plans left now.
    pub(super) fn still_forks(&mut self, part: &Part, ways: &Ways) -> bool {
        match ways {
            Ways::Property(property) => {
                let is_open = |first| {
                    let mut half = part.clone();
                    self.keep(&mut half, *property, first);
                    !half.has_no_choice()
                };
                is_open(true) && is_open(false)
            }
            Ways::Count(count, sides) => {
                for (id, cut) in sides.iter().zip(self.sides_of(part, count)) {
                    self.cuts[*id as usize] = cut;
                }
                true
            }
        }
    }

    /// Forgets what plans use of the sides of ways that were not gone, from a cut on.
    pub(super) fn forget_sides(&mut self, program: &Program, from: usize, kept: Option<&Ways>) {
        let kept = match kept {
            Some(Ways::Count(_, sides)) => &sides[..],
            _ => &[],
        };
        for (id, cut) in (0u32..).zip(&mut self.cuts).skip(from) {
            if !kept.contains(&id) && !program.sides.contains(&id) {
                *cut = Cut::default();
            }
        }
    }
}
