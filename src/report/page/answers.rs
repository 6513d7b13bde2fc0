use std::collections::BTreeMap;

use crate::explain::{Answer, PriceList};
use crate::model::Case;
use crate::rules::{Reason, Rules};

/// What became known of every home for each household, and of every opening for each job seeker: from the price list
/// where there is one, else from the rules alone.
pub(super) struct Answers<'a> {
    case: &'a Case,
    rules: Rules<'a>,
    prices: Option<&'a PriceList>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(case: &'a Case, prices: Option<&'a PriceList>) -> Self {
        let prices = prices.filter(|prices| !prices.households.is_empty());
        Self { case, rules: Rules::new(case), prices }
    }

    /// Whether prices were worked out.
    pub(super) fn are_priced(&self) -> bool {
        self.prices.is_some()
    }

    /// What becomes of a household in each home, in the order of the case.
    pub(super) fn homes(&self, h: usize) -> Option<Vec<&'a Answer>> {
        let of = self.prices?.households.get(h)?;
        Some(of.homes.iter().map(|priced| &priced.answer).collect())
    }

    /// What becomes of a job seeker, numbered through, in each opening, in the order of the case.
    pub(super) fn openings(&self, seeker: usize) -> Option<Vec<&'a Answer>> {
        let of = self.prices?.persons.get(seeker)?;
        Some(of.openings.iter().map(|priced| &priced.answer).collect())
    }

    /// The rule that says no to a home.
    pub(super) fn home_refused(&self, h: usize, home: usize) -> Option<Reason> {
        self.rules.housing(h, home).err()
    }

    /// For how many homes a household has a no, and by which rules.
    pub(super) fn homes_refused(&self, h: usize) -> Vec<(Reason, usize)> {
        let homes = 0..self.case.dwellings().len();
        counted(homes.filter_map(|home| self.home_refused(h, home)))
    }

    /// The rule that says no to an opening.
    pub(super) fn opening_refused(&self, person: (usize, usize), opening: usize) -> Option<Reason> {
        self.rules.work(person, opening).err()
    }

    /// For how many openings a person has a no, and by which rules.
    pub(super) fn openings_refused(&self, person: (usize, usize)) -> Vec<(Reason, usize)> {
        let openings = 0..self.case.openings().len();
        counted(openings.filter_map(|opening| self.opening_refused(person, opening)))
    }
}

/// How often each reason is there, the most frequent first.
pub(super) fn counted(reasons: impl Iterator<Item = Reason>) -> Vec<(Reason, usize)> {
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_default() += 1;
    }
    let mut counts: Vec<(Reason, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
