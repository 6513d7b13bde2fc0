use serde::{Deserialize, Serialize};

use crate::model::{Case, DwellingId, HouseholdId, OpeningId, PersonId};
use crate::problem::Solution;

/// Somebody who has something else in another plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Move {
    /// A household lives elsewhere, or has no dwelling.
    Household {
        /// The household.
        household: HouseholdId,
        /// Its dwelling in the plan that is explained.
        from: Option<DwellingId>,
        /// Its dwelling in the other plan.
        to: Option<DwellingId>,
    },
    /// A job seeker works elsewhere, or has no opening.
    Person {
        /// The person.
        person: PersonId,
        /// Their opening in the plan that is explained.
        from: Option<OpeningId>,
        /// Their opening in the other plan.
        to: Option<OpeningId>,
    },
}

/// The id of a home or opening that a case does not have.
pub const NEW: &str = "+";

/// What is otherwise from one solution to another, household by household, that of the asker first.
pub(super) fn moves(case: &Case, from: &Solution, to: &Solution, asker: usize) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut seeker = 0;
    for (h, household) in case.households().iter().enumerate() {
        let before = moves.len();
        let (old, new) = (from.homes[h], to.homes[h]);
        if old != new {
            let id = |home: Option<usize>| match case.dwellings().get(home?) {
                Some(home) => Some(home.id.clone()),
                None => DwellingId::new(NEW).ok(),
            };
            let household = household.id.clone();
            moves.push(Move::Household { household, from: id(old), to: id(new) });
        }
        for (person, _) in household.seekers() {
            let (old, new) = (from.openings[seeker], to.openings[seeker]);
            if old != new {
                let id = |opening: Option<usize>| match case.openings().get(opening?) {
                    Some(opening) => Some(opening.id.clone()),
                    None => OpeningId::new(NEW).ok(),
                };
                let person = person.id.clone();
                moves.push(Move::Person { person, from: id(old), to: id(new) });
            }
            seeker += 1;
        }
        if h == asker {
            let own = moves.len() - before;
            moves.rotate_right(own);
        }
    }
    moves
}
