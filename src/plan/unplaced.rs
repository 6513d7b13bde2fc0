use std::collections::BTreeMap;

use crate::model::Case;
use crate::problem::Solution;
use crate::rules::{Reason, Rules};
use crate::travel::TravelTime;

/// What a plan leaves free.
pub(super) struct Left {
    beds: Vec<i64>,
    places: Vec<i64>,
    positions: Vec<i64>,
}

impl Left {
    pub(super) fn new(case: &Case, solution: &Solution) -> Self {
        let mut left = Self {
            beds: case.dwellings().iter().map(|dwelling| dwelling.beds).collect(),
            places: case.dwellings().iter().map(|dwelling| dwelling.households).collect(),
            positions: case.openings().iter().map(|opening| opening.positions).collect(),
        };
        for (household, home) in case.households().iter().zip(&solution.homes) {
            if let Some(home) = *home {
                left.beds[home] -= household.size();
                left.places[home] -= 1;
            }
        }
        for opening in solution.openings.iter().flatten() {
            left.positions[*opening] -= 1;
        }
        left
    }

    pub(super) fn why_unhoused(&self, rules: &Rules, household: usize) -> (Reason, String) {
        let case = rules.case();
        let size = case.households()[household].size();
        let reasons =
            (0..case.dwellings().len()).map(|dwelling| match rules.housing(household, dwelling) {
                Err(reason) => reason,
                Ok(_) if self.beds[dwelling] >= size && self.places[dwelling] >= 1 => {
                    Reason::NotChosen
                }
                Ok(_) => Reason::NoRoomLeft,
            });
        weigh(reasons, ["dwelling", "dwellings"])
    }

    pub(super) fn why_jobless(
        &self,
        rules: &Rules,
        times: &dyn TravelTime,
        (h, m): (usize, usize),
        home: Option<usize>,
    ) -> (Reason, String) {
        let Some(home) = home else {
            return (Reason::HouseholdUnhoused, Reason::HouseholdUnhoused.to_string());
        };
        let case = rules.case();
        let seeker = case.households()[h].members[m].job_seeker.as_ref();
        let reasons = (case.openings().iter().enumerate()).map(|(o, opening)| {
            if let Err(reason) = rules.work((h, m), o) {
                return reason;
            }
            let trip = (seeker.zip(case.site_index(&opening.site)))
                .map(|(seeker, site)| rules.trip(times, seeker, home, site));
            match trip {
                Some(Ok(_)) if self.positions[o] >= 1 => Reason::NotChosen,
                Some(Ok(_)) => Reason::NoPositionLeft,
                _ => Reason::TooFar,
            }
        });
        weigh(reasons, ["opening", "openings"])
    }
}

/// The reason to name: that of the possibilities which came closest, or else the one that most
/// share; and all of them in words, the most common first.
fn weigh(reasons: impl Iterator<Item = Reason>, [one, many]: [&str; 2]) -> (Reason, String) {
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_insert(0) += 1;
    }
    let closest = [Reason::NotChosen, Reason::NoRoomLeft, Reason::NoPositionLeft, Reason::TooFar]
        .into_iter()
        .find(|reason| counts.contains_key(reason));
    let total: usize = counts.values().sum();
    let mut sorted: Vec<(Reason, usize)> = counts.into_iter().collect();
    sorted.sort_by_key(|(reason, count)| (Some(*reason) != closest, usize::MAX - count));
    let Some((first, _)) = sorted.first() else {
        return (Reason::NothingOffered, Reason::NothingOffered.to_string());
    };
    let noun = if total == 1 { one } else { many };
    let parts = sorted.iter().enumerate().map(|(at, (reason, count))| match at {
        0 => format!("{count} of {total} {noun}: {reason}"),
        _ => format!("{count}: {reason}"),
    });
    (*first, parts.collect::<Vec<_>>().join("; "))
}
