use serde::{Deserialize, Serialize};

use crate::explain::Answer;

/// Why somebody has not what they had in an earlier plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// They had nothing.
    HadNothing,
    /// It is decided so.
    Decided {
        /// Whether they live or work there already.
        begun: bool,
    },
    /// What they had is not in the case any more.
    Gone,
    /// The opening that they had takes nobody any more.
    NoPositions,
    /// What becomes of them in what they had: the rules that say no by now, the price of the whole plan with it, or
    /// that others' decisions are in the way.
    Kept(Answer),
}

impl Cause {
    /// Whether it took solving to know it, or would have.
    pub fn is_solved(&self) -> bool {
        !matches!(
            self,
            Self::HadNothing
                | Self::Decided { .. }
                | Self::Gone
                | Self::NoPositions
                | Self::Kept(Answer::Forbidden(_))
        )
    }
}
