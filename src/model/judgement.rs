//! What case workers have judged and decided.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DwellingId, HouseholdId, Mode, OpeningId, PersonId, SiteId};
use crate::text::Language;

/// What a case worker thinks of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Possible, at this penalty: 0 or more.
    Penalty(i64),
    /// Out of the question.
    Never,
}

/// How well an opening suits a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Suitability {
    /// The person.
    pub person: PersonId,
    /// The opening.
    pub opening: OpeningId,
    /// The case worker's view.
    pub verdict: Verdict,
}

/// How well a dwelling suits a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Preference {
    /// The household.
    pub household: HouseholdId,
    /// The dwelling.
    pub dwelling: DwellingId,
    /// The case worker's view.
    pub verdict: Verdict,
}

/// Something that people have decided already.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// Where a household lives, or does not.
    #[non_exhaustive]
    Housing {
        /// The household.
        household: HouseholdId,
        /// The dwelling.
        dwelling: DwellingId,
        /// Which of the two.
        decision: Ruling,
        /// Whether they live there already; only of a `must`.
        #[serde(default, skip_serializing_if = "is_false")]
        begun: bool,
    },
    /// Where a person works, or does not.
    #[non_exhaustive]
    Work {
        /// The person.
        person: PersonId,
        /// The opening.
        opening: OpeningId,
        /// Which of the two.
        decision: Ruling,
        /// Whether they work there already; only of a `must`.
        #[serde(default, skip_serializing_if = "is_false")]
        begun: bool,
    },
}

impl Suitability {
    /// How an opening suits a person.
    pub fn new(person: PersonId, opening: OpeningId, verdict: Verdict) -> Self {
        Self { person, opening, verdict }
    }
}

impl Preference {
    /// How a dwelling suits a household.
    pub fn new(household: HouseholdId, dwelling: DwellingId, verdict: Verdict) -> Self {
        Self { household, dwelling, verdict }
    }
}

impl TravelTimeEntry {
    /// So many minutes from a dwelling to a site, and as many back.
    pub fn new(dwelling: DwellingId, site: SiteId, mode: Mode, minutes: f64) -> Self {
        Self { dwelling, site, mode, minutes }
    }
}

impl Decision {
    /// That a household must have a dwelling, or must not.
    pub fn housing(household: HouseholdId, dwelling: DwellingId, decision: Ruling) -> Self {
        Self::Housing { household, dwelling, decision, begun: false }
    }

    /// That a person must have an opening, or must not.
    pub fn work(person: PersonId, opening: OpeningId, decision: Ruling) -> Self {
        Self::Work { person, opening, decision, begun: false }
    }

    /// The same decision of something that has begun: the household lives there already, or the person works there.
    ///
    /// Then the rules on start, availability, restricted areas and steps, and all others of the pair, are past; what
    /// is left is capacity, and the trip where the household still moves. Only a `must` can have begun.
    ///
    /// ```
    /// use boligplacering::model::{Decision, Ruling};
    ///
    /// let (household, dwelling) = ("H-1".parse().unwrap(), "D-2".parse().unwrap());
    /// let decision = Decision::housing(household, dwelling, Ruling::Must).begun();
    /// assert!(decision.has_begun());
    /// assert_eq!(decision.to_string(), "household H-1 must have dwelling D-2, which has begun");
    /// ```
    #[must_use]
    pub fn begun(mut self) -> Self {
        let (Self::Housing { begun, .. } | Self::Work { begun, .. }) = &mut self;
        *begun = true;
        self
    }

    /// Whether what is decided has begun.
    pub fn has_begun(&self) -> bool {
        let (Self::Housing { begun, .. } | Self::Work { begun, .. }) = self;
        *begun
    }

    /// The decision as a sentence.
    pub fn in_language(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Danish => {
                let ruled = self.ruling().in_danish();
                let begun = if self.has_begun() { ", som er begyndt" } else { "" };
                match self {
                    Self::Housing { household, dwelling, .. } => {
                        format!("husstand {household} {ruled} bolig {dwelling}{begun}")
                    }
                    Self::Work { person, opening, .. } => {
                        format!("person {person} {ruled} stilling {opening}{begun}")
                    }
                }
            }
        }
    }

    /// Which of the two it is.
    pub fn ruling(&self) -> Ruling {
        let (Self::Housing { decision, .. } | Self::Work { decision, .. }) = self;
        *decision
    }
}

fn is_false(flag: &bool) -> bool {
    !*flag
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Housing { household, dwelling, decision, .. } => {
                write!(f, "household {household} {decision} dwelling {dwelling}")
            }
            Self::Work { person, opening, decision, .. } => {
                write!(f, "person {person} {decision} opening {opening}")
            }
        }?;
        if self.has_begun() { f.write_str(", which has begun") } else { Ok(()) }
    }
}

/// What was decided of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ruling {
    /// This one and no other.
    Must,
    /// Not this one.
    Never,
}

/// A known trip, which replaces the computed one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TravelTimeEntry {
    /// From.
    pub dwelling: DwellingId,
    /// To.
    pub site: SiteId,
    /// How.
    pub mode: Mode,
    /// Minutes one way, 0 or more; rounded half up to whole minutes where it is used.
    pub minutes: f64,
}

impl Ruling {
    pub(crate) fn in_danish(self) -> &'static str {
        match self {
            Self::Must => "skal have",
            Self::Never => "må ikke få",
        }
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Must => "must have",
            Self::Never => "must not have",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Ruling};

    #[test]
    fn decisions_read_as_sentences() {
        let work = Decision::Work {
            person: "P-1".parse().unwrap(),
            opening: "O-2".parse().unwrap(),
            decision: Ruling::Never,
            begun: false,
        };
        assert_eq!(work.to_string(), "person P-1 must not have opening O-2");
        let housing = Decision::Housing {
            household: "H-1".parse().unwrap(),
            dwelling: "D-2".parse().unwrap(),
            decision: Ruling::Must,
            begun: false,
        };
        assert_eq!(housing.to_string(), "household H-1 must have dwelling D-2");
    }
}
