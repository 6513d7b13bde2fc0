//! The answer in the municipality's words: who lives and works where, who does not, and why.
//!
//! A [`Plan`] is made from a case and a solution that somebody proposes; it is a serde type, and its JSON form
//! is described by `data/plan.schema.json`. [`check`](crate::check()) verifies what it says of
//! who lives and works where and of the tiers; notes and reasons follow from these. It holds
//! nothing that differs from run to run.

mod build;
mod unplaced;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::{
    Case, DwellingId, HouseholdId, Mode, Objective, OpeningId, PersonId, SiteId, StepId,
};
use crate::problem::Previous;
use crate::rules::Reason;
use crate::text::Language;

/// The version of the plan's JSON form; it grows when a reader of the old form would go wrong.
pub const PLAN_VERSION: u32 = 1;

/// Who lives and works where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// The version of this form: [`PLAN_VERSION`].
    pub version: u32,
    /// What is proven about the plan.
    pub status: Status,
    /// The name of the method that made it.
    pub method: String,
    /// The language of its notes and reasons.
    #[serde(default)]
    pub language: Language,
    /// The SHA-256 of the file of the earlier plan that it was made with, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// What was kept small, the most important first.
    pub tiers: Vec<Tier>,
    /// Every household and its people, sorted by id.
    pub households: Vec<HousedHousehold>,
    /// Who is left out and why: households first, each part sorted by id.
    pub unplaced: Vec<Unplaced>,
}

/// What is proven about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// No plan is better: in every tier the bound equals the value.
    Optimal,
    /// The plan keeps every rule; a better one may exist.
    Feasible,
    /// There is no plan.
    NoPlan,
}

impl Status {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::NoPlan => "no_plan",
        }
    }
}

/// One tier of the objective and what the plan makes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tier {
    /// The terms and their weights.
    pub weights: Objective,
    /// The weighted sum of the terms in this plan.
    pub value: i64,
    /// A proven lower bound on that sum in a best plan.
    pub bound: i64,
}

/// A household and where it lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HousedHousehold {
    /// The household.
    pub household: HouseholdId,
    /// Its dwelling; `None`: it is left out.
    pub dwelling: Option<DwellingId>,
    /// Its people, sorted by id.
    pub persons: Vec<PlacedPerson>,
}

/// A person and where they work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlacedPerson {
    /// The person.
    pub person: PersonId,
    /// Their work; `None` for who does not seek any or is left out.
    pub job: Option<Job>,
    /// What to know about this placement, for people; may be empty.
    pub note: String,
}

/// Work that a person begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Job {
    /// The opening.
    pub opening: OpeningId,
    /// Where it is.
    pub site: SiteId,
    /// Its ladder step.
    pub step: StepId,
    /// The quickest way to travel.
    pub mode: Mode,
    /// Minutes one way.
    pub commute_minutes: i64,
    /// The first shift, on Danish clocks.
    pub start: DateTime,
    /// Whole hours from reception to the start, rounded up, by the policy's clock.
    pub hours_after_reception: i64,
    /// Whether the person is not clarified yet and the step only assumed.
    pub provisional: bool,
}

/// Somebody who is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Unplaced {
    /// Who.
    pub who: Who,
    /// Why, as a code.
    pub reason: Reason,
    /// Why, in words.
    pub text: String,
    /// The ids of the households or persons that have what would be possible, sorted, fifty at
    /// most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_the_way: Vec<String>,
}

/// A household or a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Who {
    /// A household without a dwelling.
    Household(HouseholdId),
    /// A job seeker without an opening.
    Person(PersonId),
}

impl Who {
    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Who::Household(id) => id.as_str(),
            Who::Person(id) => id.as_str(),
        }
    }
}

impl Plan {
    /// The placement of a household.
    pub fn household(&self, id: &HouseholdId) -> Option<&HousedHousehold> {
        let at = self.households.binary_search_by(|placed| placed.household.cmp(id)).ok()?;
        self.households.get(at)
    }

    /// What this plan says of the people of `case`, to keep a new plan close to it: the term
    /// `moved` counts the differences. Who is not in this plan cannot have moved; a dwelling or
    /// opening that is gone counts as another one.
    pub fn as_previous(&self, case: &Case) -> Previous {
        let mut previous = Previous::default();
        for household in case.households() {
            let placed = self.household(&household.id);
            let gone = usize::MAX;
            previous.homes.push(placed.map(|placed| {
                placed.dwelling.as_ref().map(|id| case.dwelling_index(id).unwrap_or(gone))
            }));
            for (person, _) in household.seekers() {
                let before =
                    placed.and_then(|placed| placed.persons.iter().find(|p| p.person == person.id));
                previous.openings.push(before.map(|before| {
                    let job = before.job.as_ref()?;
                    Some(case.opening_index(&job.opening).unwrap_or(gone))
                }));
            }
        }
        previous
    }
}
