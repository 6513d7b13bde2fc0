use crate::explain::{Alternative, Move, NEW, Price};
use crate::model::{Case, DwellingId, HouseholdId, OpeningId, Person, StepId, Term};
use crate::plan::{PlacedPerson, Plan, Who};
use crate::text::Language;
use crate::words::{Words, named, words};

/// Whoever tells of a plan in a language.
pub(in crate::report) struct Teller<'a> {
    pub(in crate::report) case: &'a Case,
    pub(in crate::report) plan: &'a Plan,
    pub(in crate::report) words: &'static dyn Words,
}

impl<'a> Teller<'a> {
    pub(in crate::report) fn new(case: &'a Case, plan: &'a Plan, language: Language) -> Self {
        Self { case, plan, words: words(language) }
    }

    /// A heading with lines below it.
    pub(in crate::report) fn section(&self, title: &str, lines: &[String]) -> String {
        let lines =
            if lines.is_empty() { self.words.nothing().to_owned() } else { lines.join("\n  ") };
        format!("\n{title}\n  {lines}\n")
    }

    /// Another plan: what it comes to more, and who moves; `own`: what the asker gets, which is told already.
    pub(in crate::report) fn alternative(&self, other: &Alternative, own: Option<&str>) -> String {
        let told = |one: &&Move| match one {
            Move::Household { to, .. } => to.as_ref().is_some_and(|to| Some(to.as_str()) == own),
            Move::Person { to, .. } => to.as_ref().is_some_and(|to| Some(to.as_str()) == own),
        };
        // What the asker gets comes first.
        let skip = usize::from(other.moves.first().as_ref().is_some_and(told));
        let moves = other.moves.iter().skip(skip).map(|one| self.moved(one));
        [self.weighed(other)].into_iter().chain(moves).collect::<Vec<_>>().join("\n      ")
    }

    /// What another plan comes to more, and how many others move.
    pub(in crate::report) fn weighed(&self, other: &Alternative) -> String {
        let price = self.price(&other.price);
        let price = price.unwrap_or_else(|| self.words.equally_good().to_owned());
        format!("{price}; {}", self.words.others(other.others, other.is_fewest))
    }

    /// What a plan comes to more, or less, tier by tier; `None` if it comes to the same.
    pub(in crate::report) fn price(&self, prices: &[Price]) -> Option<String> {
        let tiers = self.plan.tiers.iter().zip(prices).enumerate();
        let parts = tiers.filter(|(_, (_, price))| price.exact() != Some(0));
        let parts = parts.map(|(at, (tier, price))| {
            let terms: Vec<Term> = tier.weights.keys().copied().collect();
            match (price.exact(), terms.as_slice(), tier.weights.values().next()) {
                (Some(amount), [term], Some(1)) => self.words.more(*term, amount),
                (Some(amount), ..) => self.words.more_in_tier(at + 1, &terms, amount),
                _ => self.words.between(at + 1, &terms, price.at_least, price.at_most),
            }
        });
        let parts: Vec<String> = parts.collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// What a better plan could come to at most, by the first bound that is open.
    pub(in crate::report) fn at_best(&self) -> String {
        let tiers = self.plan.tiers.iter().enumerate();
        let open = tiers.filter(|(_, tier)| tier.value != tier.bound);
        let told = open.take(1).map(|(at, tier)| {
            let terms: Vec<Term> = tier.weights.keys().copied().collect();
            let less = tier.bound.saturating_sub(tier.value);
            match (terms.as_slice(), tier.weights.values().next()) {
                ([term], Some(1)) => self.words.more(*term, less),
                _ => self.words.more_in_tier(at + 1, &terms, less),
            }
        });
        told.collect()
    }

    /// What a placement costs by itself.
    pub(in crate::report) fn cost(&self, cost: &[i64]) -> String {
        let tiers = self.plan.tiers.iter().zip(cost).enumerate();
        let parts = tiers.filter(|(_, (_, amount))| **amount != 0).map(|(at, (tier, amount))| {
            let terms: Vec<Term> = tier.weights.keys().copied().collect();
            match (terms.as_slice(), tier.weights.values().next()) {
                ([term], Some(1)) => self.words.amount(*term, *amount),
                _ => self.words.amount_in_tier(at + 1, &terms, *amount),
            }
        });
        let parts: Vec<String> = parts.collect();
        self.words.costs((!parts.is_empty()).then(|| parts.join(", ")).as_deref())
    }

    pub(in crate::report) fn moved(&self, one: &Move) -> String {
        match one {
            Move::Household { household, from, to } => {
                let home = |id: &Option<DwellingId>| id.as_ref().map(|id| self.dwelling(id));
                self.words.instead(household.as_str(), home(from).as_deref(), home(to).as_deref())
            }
            Move::Person { person, from, to } => {
                let work = |id: &Option<OpeningId>| id.as_ref().map(|id| self.opening(id));
                self.words.instead(person.as_str(), work(from).as_deref(), work(to).as_deref())
            }
        }
    }

    /// A dwelling or an opening by its id, as people know it.
    pub(in crate::report) fn what(&self, id: &str, is_home: bool) -> String {
        let home = || Some(self.dwelling(&DwellingId::new(id).ok()?));
        let opening = || Some(self.opening(&OpeningId::new(id).ok()?));
        if is_home { home() } else { opening() }.unwrap_or_else(|| id.to_owned())
    }

    /// A dwelling by its id, as people know it.
    pub(in crate::report) fn dwelling(&self, id: &DwellingId) -> String {
        let at = self.case.dwelling_index(id);
        match at.and_then(|at| self.case.dwellings().get(at)) {
            Some(home) => named::dwelling(home),
            None if id.as_str() == NEW => self.words.new_one(true).to_owned(),
            None => id.to_string(),
        }
    }

    /// An opening by its id, as people know it.
    pub(in crate::report) fn opening(&self, id: &OpeningId) -> String {
        let at = self.case.opening_index(id);
        match at.and_then(|at| self.case.openings().get(at)) {
            Some(opening) => named::opening(self.case, opening),
            None if id.as_str() == NEW => self.words.new_one(false).to_owned(),
            None => id.to_string(),
        }
    }

    /// The household of somebody who is left out, or that is left out itself.
    pub(in crate::report) fn household_of<'w>(&'w self, who: &'w Who) -> Option<&'w HouseholdId> {
        match who {
            Who::Household(id) => Some(id),
            Who::Person(id) => {
                let (h, _) = self.case.person_index(id)?;
                Some(&self.case.households()[h].id)
            }
        }
    }

    /// Where a person of a household works.
    pub(in crate::report) fn placed(&self, h: usize, person: &Person) -> Option<&'a PlacedPerson> {
        let household = self.plan.household(&self.case.households().get(h)?.id)?;
        household.persons.iter().find(|placed| placed.person == person.id)
    }

    /// A ladder step as people read it.
    pub(in crate::report) fn step(&self, step: &StepId) -> String {
        self.words.step(step).replace('_', " ")
    }

    /// The town of the site of an opening.
    pub(in crate::report) fn town_of(&self, opening: &OpeningId) -> &str {
        let opening = self.case.opening_index(opening).map(|at| &self.case.openings()[at]);
        let site = opening.and_then(|opening| self.case.site_index(&opening.site));
        site.map_or("", |at| self.case.sites()[at].address.locality.as_str())
    }
}
