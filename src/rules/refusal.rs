use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::Reason;
use crate::model::{Kroner, Tags};

/// A rule that says no, and what is lacking for a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The rule.
    pub reason: Reason,
    /// What is lacking, where it can be counted or named.
    pub lacking: Option<Lacking>,
}

/// How much is lacking, or what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lacking {
    /// So many beds more.
    Beds(i64),
    /// So many kroner a month less, or more to pay with.
    Rent(Kroner),
    /// Features, skills or languages, or a group to be of.
    Tags(Tags),
    /// So many steps of the ladder higher.
    Steps(i64),
    /// So many minutes more: of the hours in which a person can work, or of a trip one way.
    Minutes(i64),
    /// So many hours more of a limit.
    Hours(i64),
    /// So many days longer.
    Days(i64),
}

impl Refusal {
    /// A plain no.
    pub(crate) fn of(reason: Reason) -> Self {
        Self { reason, lacking: None }
    }

    pub(super) fn new(reason: Reason, lacking: Lacking) -> Self {
        Self { reason, lacking: Some(lacking) }
    }
}

/// Whoever asks the rules, one after the other: for the first that says no, or for all.
pub(super) trait Asker {
    /// Hears that a rule says no, and breaks off if that is enough. `refusals`: what exactly.
    fn hear(&mut self, reason: Reason, refusals: impl FnOnce(&mut Vec<Refusal>))
    -> ControlFlow<()>;

    /// Hears that something is lacking.
    fn lacks(&mut self, reason: Reason, lacking: impl FnOnce() -> Lacking) -> ControlFlow<()> {
        self.hear(reason, |all| all.push(Refusal::new(reason, lacking())))
    }

    /// Hears a plain no.
    fn no(&mut self, reason: Reason) -> ControlFlow<()> {
        self.hear(reason, |all| all.push(Refusal::of(reason)))
    }
}

impl Asker for Option<Reason> {
    fn hear(&mut self, reason: Reason, _: impl FnOnce(&mut Vec<Refusal>)) -> ControlFlow<()> {
        *self = Some(reason);
        ControlFlow::Break(())
    }
}

impl Asker for Vec<Refusal> {
    fn hear(&mut self, _: Reason, refusals: impl FnOnce(&mut Vec<Refusal>)) -> ControlFlow<()> {
        refusals(self);
        ControlFlow::Continue(())
    }
}
