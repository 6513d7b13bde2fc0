use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::tables::NEVER;
use super::Pricer;

/// The openings on a menu, the cheapest first, listed as far as somebody has asked: the openings of
/// each kind are in order, and these orders are merged.
pub(super) struct Cheapest {
    /// Of each kind the cheapest opening that is not listed: its value, itself, its kind, and where
    /// it is in the order.
    next: BinaryHeap<Reverse<(i64, u32, u32, u32)>>,
    listed: Vec<(i64, u32)>,
}

impl Cheapest {
    pub(super) fn new(pricer: &Pricer, menu: usize) -> Self {
        let kinds = 0..pricer.tables.openings(menu).len() as u32;
        let next = kinds.filter_map(|kind| pricer.cheapest_from(menu, kind, 0)).map(Reverse);
        Self { next: next.collect(), listed: Vec::new() }
    }

    /// The value of the opening at a place in the list, and the opening.
    pub(super) fn get(&mut self, pricer: &Pricer, menu: usize, at: usize) -> Option<(i64, u32)> {
        while self.listed.len() <= at {
            let Reverse((value, opening, kind, place)) = self.next.pop()?;
            self.listed.push((value, opening));
            self.next.extend(pricer.cheapest_from(menu, kind, place + 1).map(Reverse));
        }
        Some(self.listed[at])
    }
}

impl Pricer<'_> {
    /// The first opening of a kind that can be had, from a place in the order of the kind on.
    fn cheapest_from(&self, menu: usize, kind: u32, from: u32) -> Option<(i64, u32, u32, u32)> {
        let costs = self.tables.openings(menu);
        let order = self.market.order[kind as usize].iter().zip(0..).skip(from as usize);
        let mut values = order.map(|(opening, at)| {
            (self.market.value(costs, self.market.offered(*opening)), *opening, kind, at)
        });
        values.find(|(value, ..)| *value < NEVER)
    }
}
