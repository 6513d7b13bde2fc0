use std::collections::BTreeMap;

use crate::files::book::Cell;
use crate::model::{
    Address, Case, Dwelling, DwellingId, Household, HouseholdId, OpeningId, PersonId, Site, SiteId,
    Tags,
};
use crate::plan::{Plan, Unplaced, Who};
use crate::report::explained::Teller;
use crate::report::extras::Extras;
use crate::report::summary::Summary;

/// What the sheets are made of, and who has what in it.
pub(super) struct Month<'a> {
    pub(super) teller: Teller<'a>,
    pub(super) summary: &'a Summary,
    pub(super) extras: Extras<'a>,
    in_dwelling: BTreeMap<&'a DwellingId, Vec<&'a HouseholdId>>,
    in_opening: BTreeMap<&'a OpeningId, Vec<&'a PersonId>>,
    without_home: BTreeMap<&'a HouseholdId, &'a Unplaced>,
    without_work: BTreeMap<&'a PersonId, &'a Unplaced>,
}

impl<'a> Month<'a> {
    pub(super) fn new(
        case: &'a Case,
        plan: &'a Plan,
        summary: &'a Summary,
        extras: Extras<'a>,
    ) -> Self {
        let mut month = Self {
            teller: Teller::new(case, plan, case.policy().language),
            summary,
            extras,
            in_dwelling: BTreeMap::new(),
            in_opening: BTreeMap::new(),
            without_home: BTreeMap::new(),
            without_work: BTreeMap::new(),
        };
        for home in &plan.households {
            if let Some(dwelling) = &home.dwelling {
                month.in_dwelling.entry(dwelling).or_default().push(&home.household);
            }
            for placed in &home.persons {
                if let Some(job) = &placed.job {
                    month.in_opening.entry(&job.opening).or_default().push(&placed.person);
                }
            }
        }
        for left in &plan.unplaced {
            match &left.who {
                Who::Household(id) => month.without_home.insert(id, left),
                Who::Person(id) => month.without_work.insert(id, left),
            };
        }
        month
    }

    pub(super) fn household(&self, id: &HouseholdId) -> Option<&'a Household> {
        self.teller.case.households().get(self.teller.case.household_index(id)?)
    }

    pub(super) fn dwelling(&self, id: &DwellingId) -> Option<&'a Dwelling> {
        self.teller.case.dwellings().get(self.teller.case.dwelling_index(id)?)
    }

    pub(super) fn site(&self, id: &SiteId) -> Option<&'a Site> {
        self.teller.case.sites().get(self.teller.case.site_index(id)?)
    }

    /// Who lives in a dwelling.
    pub(super) fn living_in(&self, id: &DwellingId) -> &[&'a HouseholdId] {
        self.in_dwelling.get(id).map_or(&[], Vec::as_slice)
    }

    /// Who works in an opening.
    pub(super) fn working_in(&self, id: &OpeningId) -> &[&'a PersonId] {
        self.in_opening.get(id).map_or(&[], Vec::as_slice)
    }

    /// Who shares the home of a household.
    pub(super) fn shared_with(&self, id: &HouseholdId, home: Option<&DwellingId>) -> Cell {
        let there = home.map_or(&[][..], |home| self.living_in(home)).iter();
        ids(there.filter(|other| **other != id))
    }

    /// Why a household has no home.
    pub(super) fn why_unhoused(&self, id: &HouseholdId) -> Option<&'a str> {
        self.without_home.get(id).map(|left| left.text.as_str())
    }

    /// Why a job seeker has no work.
    pub(super) fn why_unplaced(&self, id: &PersonId) -> Option<&'a str> {
        self.without_work.get(id).map(|left| left.text.as_str())
    }

    /// Yes, or nothing.
    pub(super) fn yes_if(&self, is_so: bool) -> Cell {
        if is_so { Cell::text(self.teller.words.yes()) } else { Cell::Empty }
    }
}

/// Street, postcode and locality, if there is an address.
pub(super) fn address(address: Option<&Address>) -> [Cell; 3] {
    let Some(Address { street, postcode, locality }) = address else {
        return [Cell::Empty, Cell::Empty, Cell::Empty];
    };
    let postcode = match Cell::text(postcode) {
        Cell::Text(text) => Cell::Id(text),
        nothing => nothing,
    };
    [Cell::text(street), postcode, Cell::text(locality)]
}

/// Some ids in one cell.
pub(super) fn ids<T: ToString>(ids: impl IntoIterator<Item = T>) -> Cell {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    if ids.is_empty() { Cell::Empty } else { Cell::Id(ids.join(", ")) }
}

/// Some tags in one cell.
pub(super) fn tags(tags: &Tags) -> Cell {
    Cell::text(tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(", "))
}
