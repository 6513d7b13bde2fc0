use std::sync::Arc;

use super::explainer::Explainer;
use crate::model::{Case, CaseParts, Dwelling, DwellingId, Mode, Opening, OpeningId, StepId, Tags};
use crate::problem::Problem;
use crate::travel::{Limits, RoundTrip, TravelTime};

/// The month with something otherwise: everything else has the index that it has.
pub(super) struct Otherwise {
    pub(super) case: Case,
    pub(super) problem: Problem,
}

impl Explainer<'_> {
    /// The month with something otherwise that adds nothing; `None` if it breaks a rule of what a case may be, or a
    /// decision does, or if there is no more time.
    pub(super) fn otherwise(&self, edit: impl FnOnce(&mut CaseParts)) -> Option<Otherwise> {
        if self.is_stopped() {
            return None;
        }
        let mut parts = self.base.case.clone().into_parts();
        edit(&mut parts);
        self.built(parts, self.base.travel.clone())
    }

    /// The month with so many homes more, each with so many beds, ready at once, with whatever anybody needs and for any
    /// rent, where another home is: its index.
    pub(super) fn with_homes(&self, like: usize, beds: i64, count: usize) -> Option<Otherwise> {
        if self.is_stopped() {
            return None;
        }
        let needs = self.base.case.households().iter().flat_map(|who| &who.needs);
        let features: Tags = needs.cloned().collect();
        let mut parts = self.base.case.clone().into_parts();
        for number in 0..count {
            let id = DwellingId::new(&last_id(number)).ok()?;
            let mut home = Dwelling::new(id, self.base.case.dwellings().get(like)?.location, beds);
            home.features.clone_from(&features);
            parts.dwellings.push(home);
        }
        let homes = vec![like; count];
        let travel =
            Copies { of: self.base.travel.clone(), known: self.known(), homes, openings: vec![] };
        self.built(parts, Arc::new(travel))
    }

    /// The month with so many openings more on a step, which ask for nothing and are open at once, with the site, days
    /// and shift of another one: its index.
    pub(super) fn with_openings(
        &self,
        like: usize,
        step: &StepId,
        count: usize,
    ) -> Option<Otherwise> {
        if self.is_stopped() {
            return None;
        }
        let mut parts = self.base.case.clone().into_parts();
        let known = self.base.case.openings().get(like)?;
        for number in 0..count {
            let id = OpeningId::new(&last_id(number)).ok()?;
            parts.openings.push(bare(known, id, step));
        }
        let openings = vec![like; count];
        let travel =
            Copies { of: self.base.travel.clone(), known: self.known(), homes: vec![], openings };
        self.built(parts, Arc::new(travel))
    }

    fn known(&self) -> (usize, usize) {
        (self.base.case.dwellings().len(), self.base.case.openings().len())
    }

    fn built(&self, parts: CaseParts, travel: Arc<dyn TravelTime>) -> Option<Otherwise> {
        let case = Case::new(parts).ok()?;
        // What is new must stand last.
        let mut homes = self.base.case.dwellings().iter().zip(case.dwellings());
        let mut openings = self.base.case.openings().iter().zip(case.openings());
        if homes.any(|(one, other)| one.id != other.id)
            || openings.any(|(one, other)| one.id != other.id)
        {
            return None;
        }
        let problem = match self.base.problem.previous.as_deref() {
            Some(previous) => Problem::with_previous(&case, &travel, previous),
            None => Problem::new(&case, &travel),
        };
        Some(Otherwise { problem: problem.ok()?, case })
    }
}

/// An opening on a step that asks for nothing, with the site, days and shift of another one.
pub(super) fn bare(like: &Opening, id: OpeningId, step: &StepId) -> Opening {
    let mut opening = Opening::new(id, like.site.clone(), step.clone());
    opening.days.clone_from(&like.days);
    opening.shift = like.shift;
    opening
}

/// An id that stands after those that people use.
fn last_id(number: usize) -> String {
    format!("\u{10fffd}{number}")
}

/// Travel times of a case with more homes and openings, each of which is where one of the case is.
#[derive(Debug)]
struct Copies {
    of: Arc<dyn TravelTime>,
    /// How many homes and openings the case has.
    known: (usize, usize),
    homes: Vec<usize>,
    openings: Vec<usize>,
}

impl Copies {
    fn home(&self, home: usize) -> usize {
        home.checked_sub(self.known.0).and_then(|new| self.homes.get(new)).copied().unwrap_or(home)
    }

    fn opening(&self, opening: usize) -> usize {
        let new = opening.checked_sub(self.known.1).and_then(|new| self.openings.get(new));
        new.copied().unwrap_or(opening)
    }
}

impl TravelTime for Copies {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        self.of.trip(self.home(dwelling), self.opening(opening), mode)
    }

    fn stop(&self, opening: usize) -> usize {
        self.of.stop(self.opening(opening))
    }

    fn same_both_ways(&self) -> bool {
        self.of.same_both_ways()
    }

    fn reach(
        &self,
        dwelling: usize,
        openings: &[usize],
        modes: &[Mode],
        limits: Limits,
    ) -> Vec<(usize, i64)> {
        let openings: Vec<usize> = openings.iter().map(|opening| self.opening(*opening)).collect();
        self.of.reach(self.home(dwelling), &openings, modes, limits)
    }
}
