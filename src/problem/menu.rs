use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What may be taken, by kind of home or opening, and what each kind costs in each tier.
///
/// Few costs differ, so a menu keeps each once, and for every kind which of them it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Menu {
    /// For each kind the index of its cost, or [`NOT_ON_IT`].
    entries: Vec<u32>,
    costs: Vec<i64>,
    none: Vec<i64>,
    /// For each tier the least and the most on the menu; empty if nothing is on it.
    spans: Vec<(i64, i64)>,
}

const NOT_ON_IT: u32 = u32::MAX;

impl Menu {
    /// The menu of the kinds with a cost; taking nothing costs `none`.
    pub(super) fn new(none: Vec<i64>, kinds: impl Iterator<Item = Option<Vec<i64>>>) -> Self {
        let mut costs = Vec::new();
        let mut known = BTreeMap::new();
        let entries = kinds
            .map(|cost| {
                cost.map_or(NOT_ON_IT, |cost| {
                    let next = u32::try_from(known.len()).unwrap_or(NOT_ON_IT);
                    *known.entry(cost).or_insert_with_key(|cost| {
                        costs.extend_from_slice(cost);
                        next
                    })
                })
            })
            .collect();
        let of_tier = |tier| {
            let costs = costs.iter().skip(tier).step_by(none.len());
            Some((*costs.clone().min()?, *costs.max()?))
        };
        let spans = (0..none.len()).filter_map(of_tier).collect();
        Self { entries, costs, none, spans }
    }

    /// The cost of a home or opening of `kind`, one number a tier, if it is on the menu.
    pub fn cost_of_kind(&self, kind: usize) -> Option<&[i64]> {
        let entry = self.entries.get(kind).filter(|entry| **entry != NOT_ON_IT)?;
        let start = *entry as usize * self.none.len();
        Some(&self.costs[start..start + self.none.len()])
    }

    /// The kinds on the menu, ascending, and their costs.
    pub fn kinds(&self) -> impl Iterator<Item = (usize, &[i64])> {
        (0..self.entries.len()).filter_map(|kind| Some((kind, self.cost_of_kind(kind)?)))
    }

    /// The cost of taking nothing.
    pub fn none(&self) -> &[i64] {
        &self.none
    }

    /// The least and the most that anything on the menu costs in `tier`.
    pub(crate) fn span(&self, tier: usize) -> Option<(i64, i64)> {
        self.spans.get(tier).copied()
    }

    /// What `weigh` makes of each kind's cost, which it is asked for once if kinds share it.
    pub(crate) fn weighed(&self, weigh: impl Fn(&[i64]) -> i64) -> impl Fn(usize) -> Option<i64> {
        let weighed: Vec<i64> = self.costs.chunks(self.none.len().max(1)).map(weigh).collect();
        move |kind| weighed.get(*self.entries.get(kind)? as usize).copied()
    }

    /// The same menu with only the kinds to `keep` on it.
    pub(super) fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kinds = 0..self.entries.len();
        let costs = kinds.map(|kind| self.cost_of_kind(kind).filter(|_| keep(kind)));
        Self::new(self.none.clone(), costs.map(|cost| cost.map(<[i64]>::to_vec)))
    }

    /// The same menu with one more tier, the last: what each kind costs there, and taking nothing.
    pub(super) fn with_tier(&self, cost: impl Fn(Option<usize>) -> i64) -> Self {
        let longer = |known: &[i64], last: i64| known.iter().copied().chain([last]).collect();
        let kinds = (0..self.entries.len())
            .map(|kind| Some(longer(self.cost_of_kind(kind)?, cost(Some(kind)))));
        Self::new(longer(&self.none, cost(None)), kinds)
    }

    /// The same menu, on which nothing costs anything in the last tier.
    pub(super) fn free_in_last_tier(&self) -> Self {
        let free = |cost: &[i64]| {
            let mut cost = cost.to_vec();
            cost.iter_mut().last().into_iter().for_each(|last| *last = 0);
            cost
        };
        let kinds = (0..self.entries.len()).map(|kind| self.cost_of_kind(kind).map(free));
        Self::new(free(&self.none), kinds)
    }

    /// Adds a kind whose entry is that of another one.
    pub(super) fn push_like(&mut self, kind: usize) {
        self.entries.push(self.entries.get(kind).copied().unwrap_or(NOT_ON_IT));
    }

    /// The same number for two kinds of this menu exactly if their entries are equal.
    pub(super) fn entry(&self, kind: usize) -> u32 {
        self.entries[kind]
    }

    /// Keeps these kinds and numbers them anew. Each cost must still be that of some kind.
    pub(super) fn keep(&mut self, kinds: &[usize]) {
        self.entries = kinds.iter().map(|kind| self.entries[*kind]).collect();
    }
}
