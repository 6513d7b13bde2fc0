use serde::{Deserialize, Serialize};

use super::{Answer, Call, Decided, Explainer, LeftOut, Scarce};
use crate::model::{DwellingId, HouseholdId, Objective, OpeningId, PersonId};
use crate::problem::Cost;

/// The version of the JSON form of a [`PriceList`]; it grows when a reader of the old form would go wrong.
pub const PRICE_LIST_VERSION: u32 = 1;

/// Everything that was worked out about a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PriceList {
    /// The version of this form: [`PRICE_LIST_VERSION`].
    pub version: u32,
    /// What costs and prices count, tier by tier.
    pub tiers: Vec<Objective>,
    /// Every household in every dwelling, in the order of the case.
    pub households: Vec<OfHousehold>,
    /// Every job seeker in every opening, in the order of the case.
    pub persons: Vec<OfSeeker>,
    /// Who is left out, and what would house or place them.
    pub left_out: Vec<LeftOut>,
    /// What decisions cost.
    pub decided: Decided,
    /// What is scarce, most first.
    pub scarce: Vec<Scarce>,
    /// Whom to call, most decisive first.
    pub calls: Vec<Call>,
}

/// The prices of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OfHousehold {
    /// The household.
    pub household: HouseholdId,
    /// What its home costs by itself, tier by tier.
    pub cost: Cost,
    /// Every dwelling.
    pub homes: Vec<PricedHome>,
}

/// What becomes of a household in a dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PricedHome {
    /// The dwelling.
    pub dwelling: DwellingId,
    /// What becomes of the household there.
    pub answer: Answer,
}

/// The prices of a job seeker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OfSeeker {
    /// The person.
    pub person: PersonId,
    /// What their work costs by itself with the trip, tier by tier.
    pub cost: Cost,
    /// Every opening.
    pub openings: Vec<PricedOpening>,
}

/// What becomes of a person in an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PricedOpening {
    /// The opening.
    pub opening: OpeningId,
    /// What becomes of the person there.
    pub answer: Answer,
}

impl Explainer<'_> {
    /// Everything about the plan: every household in every dwelling, every seeker in every opening, who is left out,
    /// what decisions cost, what is scarce and whom to call.
    ///
    /// ```
    /// use boligplacering::explain::{Baseline, Explainer};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    /// use boligplacering::{Options, Problem, solve};
    ///
    /// let case = Synthetic::tight(4).case().unwrap();
    /// let travel = travel_times(&case);
    /// let problem = Problem::new(&case, &travel).unwrap();
    /// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
    /// let base = Baseline::new(&case, &travel, &problem, &outcome.proposal().unwrap());
    /// let list = Explainer::new(&base, &options).price_list();
    /// assert_eq!(list.households.len(), 4);
    /// ```
    pub fn price_list(&self) -> PriceList {
        let dwelling = |home: usize| self.base.case.dwellings()[home].id.clone();
        let households = self.base.case.households().iter().enumerate().map(|(h, household)| {
            let answers = self.homes(h).into_iter().enumerate();
            let homes =
                answers.map(|(home, answer)| PricedHome { dwelling: dwelling(home), answer });
            OfHousehold {
                household: household.id.clone(),
                cost: self.cost_of_home(h),
                homes: homes.collect(),
            }
        });
        let opening = |opening: usize| self.base.case.openings()[opening].id.clone();
        let seekers = self.base.case.households().iter().flat_map(|household| household.seekers());
        let persons = seekers.enumerate().map(|(s, (person, _))| {
            let answers = self.openings(s).into_iter().enumerate();
            let openings = answers.map(|(o, answer)| PricedOpening { opening: opening(o), answer });
            OfSeeker {
                person: person.id.clone(),
                cost: self.cost_of_work(s),
                openings: openings.collect(),
            }
        });
        PriceList {
            version: PRICE_LIST_VERSION,
            tiers: self.base.case.policy().objective.clone(),
            households: households.collect(),
            persons: persons.collect(),
            left_out: self.left_out(),
            decided: self.decided(),
            scarce: self.scarce(),
            calls: self.calls(),
        }
    }
}
