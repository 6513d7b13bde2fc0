use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::Tally;
use crate::model::{Case, Term};
use crate::plan::{Plan, Status};

/// What a plan comes to, in numbers: the content of `summary.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Summary {
    /// What is proven.
    pub status: Status,
    /// The name of the method.
    pub method: String,
    /// What was kept small, the most important first; empty without a plan.
    pub tiers: Vec<TierSummary>,
    /// Households and how many are housed.
    pub households: HouseholdSummary,
    /// Job seekers and how many are placed.
    pub seekers: SeekerSummary,
    /// The trips of the placed seekers.
    pub commute: CommuteSummary,
    /// How long it took.
    pub seconds: Seconds,
    /// What to look at in the files and the policy, though it is not wrong.
    #[serde(default)]
    pub warnings: Vec<String>,
}

impl Summary {
    /// The summary of a plan that was checked.
    pub fn new(plan: &Plan, tally: &Tally, seconds: Seconds) -> Self {
        let tiers = (plan.tiers.iter().zip(&tally.terms).zip(&tally.values))
            .map(|((tier, terms), value)| TierSummary {
                terms: terms.clone(),
                value: *value,
                bound: tier.bound,
            })
            .collect();
        Self {
            status: plan.status,
            method: plan.method.clone(),
            tiers,
            households: HouseholdSummary { total: tally.households, housed: tally.housed },
            seekers: SeekerSummary { total: tally.seekers, placed: tally.placed },
            commute: CommuteSummary::new(&tally.commutes),
            seconds: seconds.to_the_millisecond(),
            warnings: Vec::new(),
        }
    }

    /// The same summary with warnings, which reach whoever reads the result.
    #[must_use]
    pub fn with_warnings(mut self, warnings: Vec<String>) -> Self {
        self.warnings = warnings;
        self
    }

    /// The summary of a search for a plan of `case` that found none.
    pub fn no_plan(case: &Case, method: &str, seconds: Seconds) -> Self {
        let seekers = case.households().iter().map(|household| household.seekers().count()).sum();
        Self {
            status: Status::NoPlan,
            method: method.to_owned(),
            tiers: Vec::new(),
            households: HouseholdSummary { total: case.households().len(), housed: 0 },
            seekers: SeekerSummary { total: seekers, placed: 0 },
            commute: CommuteSummary::default(),
            seconds: seconds.to_the_millisecond(),
            warnings: Vec::new(),
        }
    }
}

/// One tier of the objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TierSummary {
    /// The terms, without their weights.
    pub terms: BTreeMap<Term, i64>,
    /// Their weighted sum.
    pub value: i64,
    /// A proven lower bound on that sum in a best plan.
    pub bound: i64,
}

/// How many households are housed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HouseholdSummary {
    /// All households.
    pub total: usize,
    /// Those with a dwelling.
    pub housed: usize,
}

/// How many job seekers are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeekerSummary {
    /// All job seekers.
    pub total: usize,
    /// Those with an opening.
    pub placed: usize,
}

/// One-way minutes of the placed seekers; all 0 where nobody is placed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CommuteSummary {
    /// The mean, to a tenth.
    pub mean_minutes: f64,
    /// The median, to a tenth.
    pub median_minutes: f64,
    /// The longest.
    pub max_minutes: i64,
}

impl CommuteSummary {
    /// Of `minutes` in ascending order.
    fn new(minutes: &[i64]) -> Self {
        let Some(max_minutes) = minutes.last().copied() else { return Self::default() };
        let minutes_of = |tenths: i64| tenths as f64 / 10.0;
        let [mean, median] = [mean_tenths(minutes), median_tenths(minutes)].map(minutes_of);
        Self { mean_minutes: mean, median_minutes: median, max_minutes }
    }
}

/// The mean of some minutes in tenths of one, rounded half up; 0 of none.
pub(super) fn mean_tenths(minutes: &[i64]) -> i64 {
    let Ok(count @ 1..) = i64::try_from(minutes.len()) else { return 0 };
    (20 * minutes.iter().sum::<i64>() + count).div_euclid(2 * count)
}

/// The same of the median of sorted minutes.
pub(super) fn median_tenths(minutes: &[i64]) -> i64 {
    let (before, to) = (minutes.len().saturating_sub(1) / 2, minutes.len() / 2 + 1);
    mean_tenths(minutes.get(before..to).unwrap_or_default())
}

/// How long the parts of a run took; the caller's clock tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Seconds {
    /// Reading the case.
    pub read: f64,
    /// Building the problem.
    pub build: f64,
    /// Solving it.
    pub solve: f64,
    /// All of it.
    pub total: f64,
}

impl Seconds {
    fn to_the_millisecond(self) -> Self {
        let round = |seconds: f64| (seconds * 1e3).round() / 1e3;
        Self {
            read: round(self.read),
            build: round(self.build),
            solve: round(self.solve),
            total: round(self.total),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_summed_up_to_a_tenth() {
        let of = |minutes: &[i64]| {
            let commute = CommuteSummary::new(minutes);
            (commute.mean_minutes, commute.median_minutes, commute.max_minutes)
        };
        assert_eq!(of(&[]), (0.0, 0.0, 0));
        assert_eq!(of(&[7]), (7.0, 7.0, 7));
        assert_eq!(of(&[1, 2]), (1.5, 1.5, 2));
        assert_eq!(of(&[1, 2, 2]), (1.7, 2.0, 2));
        assert_eq!(of(&[1, 2, 5, 90]), (24.5, 3.5, 90));
    }
}
