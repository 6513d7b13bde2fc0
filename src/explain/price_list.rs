use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::call::Call;
use super::decided::Decided;
use super::explainer::{Explainer, Question};
use super::remedy::LeftOut;
use super::scarce::{More, Scarce};
use crate::model::{DwellingId, HouseholdId, Objective, OpeningId, PersonId};
use crate::plan::Plan;
use crate::problem::Cost;

/// The version of the JSON form of a [`PriceList`]; it grows when a reader of the old form would go wrong.
pub const PRICE_LIST_VERSION: u32 = 1;

/// How much is worked out about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// Everything.
    Everything,
    /// What decisions cost, and whom to call.
    Calls,
}

/// Everything that was worked out about a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PriceList {
    /// The version of this form: [`PRICE_LIST_VERSION`].
    pub version: u32,
    /// How much was worked out.
    pub scope: Scope,
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

impl PriceList {
    /// Whether it speaks of this plan: the same tiers, everybody's place, and who is left out. No price is worked out
    /// again.
    pub fn is_of(&self, plan: &Plan) -> bool {
        let is_planned = |answer: &Answer| *answer == Answer::Planned;
        let homes = self.households.iter().all(|of| {
            let planned = of.homes.iter().find(|priced| is_planned(&priced.answer));
            let placed = plan.household(&of.household);
            placed.is_some_and(|placed| {
                planned.map(|priced| &priced.dwelling) == placed.dwelling.as_ref()
            })
        });
        let mut jobs: BTreeMap<&PersonId, Option<&OpeningId>> = BTreeMap::new();
        for placed in plan.households.iter().flat_map(|household| &household.persons) {
            jobs.insert(&placed.person, placed.job.as_ref().map(|job| &job.opening));
        }
        let work = self.persons.iter().all(|of| {
            let planned = of.openings.iter().find(|priced| is_planned(&priced.answer));
            jobs.get(&of.person) == Some(&planned.map(|priced| &priced.opening))
        });
        let tiers = plan.tiers.iter().map(|tier| &tier.weights);
        let left: BTreeSet<&str> = self.left_out.iter().map(|left| left.who.id()).collect();
        let left_out: BTreeSet<&str> = plan.unplaced.iter().map(|left| left.who.id()).collect();
        let is_whole = self.households.len() == plan.households.len() && left == left_out;
        let is_right_scope = is_whole || self.scope == Scope::Calls;
        homes && work && is_right_scope && tiers.eq(&self.tiers)
    }

    /// What work to look for next: positions and openings that are scarce, most gain first.
    ///
    /// ```
    /// use boligplacering::explain::{Baseline, Explainer, More, Scope};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    /// use boligplacering::{Options, Problem, solve};
    ///
    /// let case = Synthetic::tight(4).case().unwrap();
    /// let travel = travel_times(&case);
    /// let problem = Problem::new(&case, &travel).unwrap();
    /// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
    /// let base = Baseline::new(&case, &travel, &problem, &outcome.proposal().unwrap());
    /// let list = Explainer::new(&base, &options).price_list(Scope::Everything);
    /// let is_work = |what: &More| matches!(what, More::Position(_) | More::Opening { .. });
    /// assert!(list.scarce_work().next().is_some());
    /// assert!(list.scarce_work().all(|scarce| is_work(&scarce.what)));
    /// ```
    pub fn scarce_work(&self) -> impl Iterator<Item = &Scarce> {
        let is_work = |what: &More| matches!(what, More::Position(_) | More::Opening { .. });
        self.scarce.iter().filter(move |scarce| is_work(&scarce.what))
    }
}

impl Explainer<'_> {
    /// Everything about the plan, or what decisions cost and whom to call. The time limit of the options is that of the whole list:
    /// what is not worked out then says so.
    ///
    /// ```
    /// use boligplacering::explain::{Baseline, Explainer, Scope};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    /// use boligplacering::{Options, Problem, solve};
    ///
    /// let case = Synthetic::tight(4).case().unwrap();
    /// let travel = travel_times(&case);
    /// let problem = Problem::new(&case, &travel).unwrap();
    /// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
    /// let base = Baseline::new(&case, &travel, &problem, &outcome.proposal().unwrap());
    /// let list = Explainer::new(&base, &options).price_list(Scope::Everything);
    /// assert_eq!(list.households.len(), 4);
    /// ```
    pub fn price_list(&self, scope: Scope) -> PriceList {
        let options = self.options.clone();
        let options = options.started().unwrap_or(options);
        let hurried = Explainer::new(self.base, &options.with_threads(self.threads));
        let mut list = PriceList {
            version: PRICE_LIST_VERSION,
            scope,
            tiers: self.base.case.policy().objective.clone(),
            households: Vec::new(),
            persons: Vec::new(),
            left_out: Vec::new(),
            decided: hurried.decided(),
            scarce: Vec::new(),
            calls: hurried.calls(),
        };
        if scope == Scope::Everything {
            list.left_out = hurried.left_out();
            list.households = hurried.of_households();
            list.persons = hurried.of_seekers();
            list.scarce = hurried.scarce();
        }
        list
    }

    fn of_households(&self) -> Vec<OfHousehold> {
        let (case, homes) = (self.base.case, self.base.case.dwellings());
        let pairs = (0..case.households().len()).flat_map(|household| {
            (0..homes.len()).map(move |home| Question::Home { household, home })
        });
        let mut answers = self.all(pairs.collect()).into_iter();
        let households = case.households().iter().enumerate().map(|(h, household)| OfHousehold {
            household: household.id.clone(),
            cost: self.cost_of_home(h),
            homes: (homes.iter().zip(answers.by_ref()))
                .map(|(home, answer)| PricedHome { dwelling: home.id.clone(), answer })
                .collect(),
        });
        households.collect()
    }

    fn of_seekers(&self) -> Vec<OfSeeker> {
        let (case, openings) = (self.base.case, self.base.case.openings());
        let pairs = (0..self.base.problem.seekers().len()).flat_map(|seeker| {
            (0..openings.len()).map(move |opening| Question::Opening { seeker, opening })
        });
        let mut answers = self.all(pairs.collect()).into_iter();
        let seekers = case.households().iter().flat_map(|household| household.seekers());
        let seekers = seekers.enumerate().map(|(s, (person, _))| OfSeeker {
            person: person.id.clone(),
            cost: self.cost_of_work(s),
            openings: (openings.iter().zip(answers.by_ref()))
                .map(|(opening, answer)| PricedOpening { opening: opening.id.clone(), answer })
                .collect(),
        });
        seekers.collect()
    }
}
