use std::collections::BTreeMap;

use super::{Reason, Rules};
use crate::model::{Case, Decision, Fault, FaultKind, Ruling, Table};
use crate::text::{Language, said};
use crate::travel::TravelTime;

/// Every `must` that breaks a rule, by itself or together with others; the row of a fault is the
/// index in [`Case::decisions`].
///
/// A `must` is a promise that the solver has to keep, so what cannot be kept is told before
/// anything is solved. Whether a trip is too long is told by `travel`.
pub fn broken_decisions(case: &Case, travel: &dyn TravelTime) -> Vec<Fault> {
    let musts: Vec<Must> = (case.decisions().iter().enumerate())
        .filter_map(|(row, decision)| Must::of(case, row, decision))
        .collect();
    if musts.is_empty() {
        return Vec::new();
    }
    let rules = Rules::new(case);
    let mut broken: Vec<Fault> = musts
        .iter()
        .filter_map(|must| must.broken_rule(&rules, travel).map(|why| fault(must.row(), why)))
        .collect();
    broken.extend(contradicting(&musts));
    broken.extend(crowded(case, &musts));
    broken
}

/// A decision that something shall be, in indices.
enum Must {
    Live { row: usize, household: usize, dwelling: usize },
    Work { row: usize, person: (usize, usize), opening: usize },
}

impl Must {
    fn of(case: &Case, row: usize, decision: &Decision) -> Option<Self> {
        match decision {
            Decision::Housing { household, dwelling, decision: Ruling::Must, .. } => {
                Some(Must::Live {
                    row,
                    household: case.household_index(household)?,
                    dwelling: case.dwelling_index(dwelling)?,
                })
            }
            Decision::Work { person, opening, decision: Ruling::Must, .. } => Some(Must::Work {
                row,
                person: case.person_index(person)?,
                opening: case.opening_index(opening)?,
            }),
            _ => None,
        }
    }

    fn row(&self) -> usize {
        match self {
            Must::Live { row, .. } | Must::Work { row, .. } => *row,
        }
    }

    fn broken_rule(&self, rules: &Rules, travel: &dyn TravelTime) -> Option<Reason> {
        match *self {
            Must::Live { household, dwelling, .. } => rules
                .housing(household, dwelling)
                .err()
                .filter(|reason| *reason != Reason::DecidedOtherwise),
            Must::Work { person, opening, .. } => match rules.work(person, opening) {
                Err(Reason::DecidedOtherwise) => None,
                Err(reason) => Some(reason),
                Ok(_) => (!in_reach(rules, travel, person, opening)).then_some(Reason::TooFar),
            },
        }
    }
}

/// Whether the opening can be reached from some dwelling that the household may have.
fn in_reach(
    rules: &Rules,
    travel: &dyn TravelTime,
    (household, member): (usize, usize),
    opening: usize,
) -> bool {
    (0..rules.case().dwellings().len()).any(|dwelling| {
        rules.housing(household, dwelling).is_ok()
            && rules.trip(travel, (household, member), dwelling, opening).is_ok()
    })
}

fn contradicting(musts: &[Must]) -> Vec<Fault> {
    let mut homes = BTreeMap::new();
    let mut jobs = BTreeMap::new();
    musts
        .iter()
        .filter(|must| match must {
            Must::Live { household, dwelling, .. } => {
                homes.insert(*household, *dwelling).is_some_and(|other| other != *dwelling)
            }
            Must::Work { person, opening, .. } => {
                jobs.insert(*person, *opening).is_some_and(|other| other != *opening)
            }
        })
        .map(|must| fault(must.row(), Reason::DecidedOtherwise))
        .collect()
}

fn crowded(case: &Case, musts: &[Must]) -> Vec<Fault> {
    let mut homes: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    let mut jobs: BTreeMap<usize, i64> = BTreeMap::new();
    musts
        .iter()
        .filter_map(|must| match must {
            Must::Live { row, household, dwelling } => {
                let home = case.dwellings().get(*dwelling)?;
                let (people, households) = homes.entry(*dwelling).or_default();
                *people += case.households().get(*household)?.size();
                *households += 1;
                let alone = *households == 1;
                (!alone && (*people > home.beds || *households > home.households))
                    .then(|| fault(*row, Reason::NoRoomLeft))
            }
            Must::Work { row, opening, .. } => {
                let taken = jobs.entry(*opening).or_default();
                *taken += 1;
                (*taken > case.openings().get(*opening)?.positions)
                    .then(|| fault(*row, Reason::NoPositionLeft))
            }
        })
        .collect()
}

fn fault(row: usize, reason: Reason) -> Fault {
    let (code, in_danish) = (reason.code(), reason.in_language(Language::Danish));
    let expected =
        said!("a `must` that keeps every rule", "en afgørelse `skal`, der overholder alle regler");
    Fault::new(Table::Decisions, FaultKind::BrokenRule, expected)
        .at(row, "decision")
        .found(said!(
            "a `must` that breaks the rule {code} ({reason})",
            "en afgørelse `skal`, der bryder en regel: {in_danish}"
        ))
        .advise(said!(
            "Change the decision, or what the rule was applied to",
            "Ret afgørelsen eller det, som reglen er anvendt på"
        ))
}
