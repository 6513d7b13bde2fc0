use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Decision, DwellingId, HouseholdId, OpeningId, PersonId};
use crate::rules::Reason;
use crate::text::Language;

/// Something that is wrong in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Violation {
    /// The plan is written in a form that this version does not know.
    #[error("the plan has version {version}, which is not known here")]
    Version {
        /// Its version.
        version: u32,
    },
    /// The plan is not of this case.
    #[error("the households of the plan are not those of the case, in order of their ids")]
    Households,
    /// The people of a household are not those of the case.
    #[error("the people of household {household} are not those of the case, in order of their ids")]
    Members {
        /// The household.
        household: HouseholdId,
    },
    /// A dwelling that the case does not have.
    #[error("the case has no dwelling {dwelling}")]
    UnknownDwelling {
        /// The dwelling.
        dwelling: DwellingId,
    },
    /// An opening that the case does not have.
    #[error("the case has no opening {opening}")]
    UnknownOpening {
        /// The opening.
        opening: OpeningId,
    },
    /// A household lives where it may not.
    #[error("household {household} may not live in dwelling {dwelling}: {reason}")]
    Housing {
        /// The household.
        household: HouseholdId,
        /// The dwelling.
        dwelling: DwellingId,
        /// The rule.
        reason: Reason,
    },
    /// A person works where they may not.
    #[error("person {person} may not work in opening {opening}: {reason}")]
    Work {
        /// The person.
        person: PersonId,
        /// The opening.
        opening: OpeningId,
        /// The rule.
        reason: Reason,
    },
    /// A person works who does not seek work or has no home to go there from.
    #[error("person {person} has an opening but seeks none or has no dwelling")]
    NoGround {
        /// The person.
        person: PersonId,
    },
    /// A detail of a placement does not follow from the case.
    #[error("site, step, trip, start or mark of the placement of person {person} are wrong")]
    Details {
        /// The person.
        person: PersonId,
    },
    /// More people or households in a dwelling than it holds.
    #[error("dwelling {dwelling} is too full")]
    DwellingFull {
        /// The dwelling.
        dwelling: DwellingId,
    },
    /// More people in an opening than it takes.
    #[error("opening {opening} is too full")]
    OpeningFull {
        /// The opening.
        opening: OpeningId,
    },
    /// A decision is not kept.
    #[error("a decision is not kept: {decision}")]
    Decision {
        /// The decision.
        decision: Decision,
    },
    /// Those left out are not named once each.
    #[error("the list of those left out does not match the placements")]
    Unplaced,
    /// The tiers are not those of the policy.
    #[error("the tiers of the plan are not those of the policy")]
    Objective,
    /// A tier has another value than the plan says.
    #[error("tier {} comes to {value}, not to {claimed}", .tier + 1)]
    Value {
        /// Index of the tier, from 0.
        tier: usize,
        /// What the plan says.
        claimed: i64,
        /// What it comes to.
        value: i64,
    },
    /// The bounds contradict the values, or the status.
    #[error("the bounds do not agree with the values and the status")]
    Bound,
}

impl Violation {
    /// What is wrong, in a language.
    pub fn in_language(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        let because = |reason: &Reason| reason.in_language(language);
        match self {
            Self::Version { version } => {
                format!("planen har version {version}, som ikke kendes her")
            }
            Self::Households => {
                "planens husstande er ikke sagens, i rækkefølge efter id".to_owned()
            }
            Self::Members { household } => {
                format!("personerne i husstand {household} er ikke sagens, i rækkefølge efter id")
            }
            Self::UnknownDwelling { dwelling } => format!("sagen har ingen bolig {dwelling}"),
            Self::UnknownOpening { opening } => format!("sagen har ingen stilling {opening}"),
            Self::Housing { household, dwelling, reason } => {
                let reason = because(reason);
                format!("husstand {household} må ikke bo i bolig {dwelling}: {reason}")
            }
            Self::Work { person, opening, reason } => {
                let reason = because(reason);
                format!("person {person} må ikke arbejde i stilling {opening}: {reason}")
            }
            Self::NoGround { person } => {
                format!("person {person} har en stilling, men søger ingen eller har ingen bolig")
            }
            Self::Details { person } => format!(
                "arbejdssted, trin, rejse, start eller mærke er forkert i placeringen af person {person}"
            ),
            Self::DwellingFull { dwelling } => format!("bolig {dwelling} er overfyldt"),
            Self::OpeningFull { opening } => format!("stilling {opening} er overbesat"),
            Self::Decision { decision } => {
                format!(
                    "en beslutning er ikke overholdt: {}",
                    decision.in_language(Language::Danish)
                )
            }
            Self::Unplaced => {
                "listen over dem, der ikke er placeret, passer ikke med placeringerne".to_owned()
            }
            Self::Objective => "planens mål er ikke politikkens".to_owned(),
            Self::Value { tier, claimed, value } => {
                format!("mål {} giver {value}, ikke {claimed}", tier + 1)
            }
            Self::Bound => "grænserne passer ikke med værdierne og status".to_owned(),
        }
    }
}

/// Everything that is wrong in a plan, one thing at least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// What is wrong.
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for violation in &self.0 {
            write!(f, "{between}{violation}")?;
            between = "\n";
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
