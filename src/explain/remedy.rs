use serde::{Deserialize, Serialize};

use super::answer::Alternative;
use crate::model::{DwellingId, Hours, Kroner, OpeningId, SiteId, StepId, Tag};
use crate::plan::Who;

/// Somebody whom a plan leaves out, and what would have to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Who.
    pub who: Who,
    /// The best plan in which they are housed, or placed, with what there is: whoever moves there comes before them,
    /// and the price says why. `None` if no plan has room for them, or if they wait for a home of their household.
    pub instead_of_others: Option<Alternative>,
    /// Single changes of each sort that make a better plan in which they are housed, or placed: of those that count
    /// something the smallest.
    pub remedies: Vec<Remedied>,
    /// Whether everything was worked out: no other single change of these sorts does. It is not where time ended, and
    /// where there is no home, or no opening at hours that would do, to put another one beside.
    pub is_complete: bool,
}

/// What a change would make possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Remedied {
    /// The change.
    pub remedy: Remedy,
    /// The best plan with it in which they are housed, or placed. A new home or opening has the id `+` in its moves.
    pub best: Alternative,
}

/// A single change that would house a household, or place a job seeker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Remedy {
    /// The household does without something that it needs.
    Feature(Tag),
    /// The household has its roof so many hours later.
    Roof {
        /// Hours beyond the policy's limit.
        hours: i64,
    },
    /// The household can pay so much more.
    Rent {
        /// Kroner a month.
        more: Kroner,
    },
    /// A dwelling that only is too small for the household has more beds.
    Beds {
        /// The dwelling.
        dwelling: DwellingId,
        /// How many more.
        more: i64,
    },
    /// There is one more home that is ready at once, with whatever anybody needs and for any rent: for the household, or
    /// for another one that makes room for it.
    Home {
        /// For so many people.
        beds: i64,
        /// The town, as addresses name it.
        locality: String,
        /// The dwelling there that it is beside: the one nearest to the middle of the town's dwellings.
        beside: DwellingId,
    },
    /// The person has one skill more.
    Skill(Tag),
    /// The person speaks one language more.
    Language(Tag),
    /// The person can work at other hours: a day-care hour is moved.
    Hours(Hours),
    /// The person's trip may be so much longer, one way.
    Trip {
        /// Minutes.
        minutes: i64,
    },
    /// The person may begin so much later.
    Start {
        /// Hours beyond the policy's limit.
        hours: i64,
    },
    /// An opening has one more position: for the person, or for another one who makes room for them.
    Position(OpeningId),
    /// There is one more opening on the best step that the person can take, or is assumed to: it asks for no skills and
    /// no languages, is open at once, and has the days and hours of another one there.
    Opening {
        /// Its step.
        step: StepId,
        /// Where it is.
        site: SiteId,
        /// The opening there whose days and hours it has.
        like: OpeningId,
    },
}
