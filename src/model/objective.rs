use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One tier of the objective: terms and their weights, summed. Earlier tiers come first, and a
/// later one never costs an earlier one.
pub type Objective = BTreeMap<Term, i64>;

/// Something to keep small, counted in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Term {
    /// Households without a dwelling.
    Unhoused,
    /// Job seekers without an opening; one of an unhoused household counts.
    Unplaced,
    /// For each placed seeker, steps below the best step they can take.
    Ladder,
    /// For each placed seeker, one-way minutes × working days a week.
    Commute,
    /// For each placed seeker, whole hours (rounded up) from the target to the start; 0 if not
    /// later.
    Late,
    /// Penalties of `preferences`.
    Preference,
    /// Penalties of `suitability`.
    Suitability,
    /// Whole kroner of rent a month, each dwelling's rounded half up.
    Rent,
    /// Persons and households whose placement differs from the previous plan.
    Moved,
}

impl Term {
    /// All terms.
    pub const ALL: [Term; 9] = [
        Term::Unhoused,
        Term::Unplaced,
        Term::Ladder,
        Term::Commute,
        Term::Late,
        Term::Preference,
        Term::Suitability,
        Term::Rent,
        Term::Moved,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Term::Unhoused => "unhoused",
            Term::Unplaced => "unplaced",
            Term::Ladder => "ladder",
            Term::Commute => "commute",
            Term::Late => "late",
            Term::Preference => "preference",
            Term::Suitability => "suitability",
            Term::Rent => "rent",
            Term::Moved => "moved",
        }
    }
}
