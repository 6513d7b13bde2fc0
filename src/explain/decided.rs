use serde::{Deserialize, Serialize};

use super::explainer::Explainer;
use super::price::Price;
use crate::model::{CaseParts, Decision, DwellingId, HouseholdId, OpeningId, PersonId, Verdict};

/// What people have decided and ruled out, and what keeping it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Decided {
    /// Each by itself, in the order of the case: decisions, then judgements of homes, then of openings.
    pub each: Vec<Kept>,
    /// For each tier what the plan comes to more than it would if nothing were decided or ruled out; up to the first
    /// that is not exact.
    pub all: Vec<Price>,
}

/// Something decided or ruled out, and what keeping it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Kept {
    /// What.
    pub what: Ruled,
    /// For each tier what the plan comes to more than without it; up to the first that is not exact. Empty if time
    /// ended before anything was found.
    pub price: Vec<Price>,
}

/// Something that people have decided or ruled out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ruled {
    /// A decision.
    Decision(Decision),
    /// A dwelling is judged out of the question for a household.
    Dwelling {
        /// The household.
        household: HouseholdId,
        /// The dwelling.
        dwelling: DwellingId,
    },
    /// An opening is judged out of the question for a person.
    Opening {
        /// The person.
        person: PersonId,
        /// The opening.
        opening: OpeningId,
    },
}

impl Explainer<'_> {
    /// What keeping each decision costs, and each judgement that says never, and all together: what the plan comes to
    /// more than the best one without. What has begun cannot be taken back, so it has no price.
    pub fn decided(&self) -> Decided {
        let mut asked: Vec<(Ruled, Removal)> = Vec::new();
        let decisions = self.base.case.decisions().iter().enumerate();
        for (at, decision) in decisions.filter(|(_, decision)| !decision.has_begun()) {
            let without = move |parts: &mut CaseParts| drop(parts.decisions.remove(at));
            asked.push((Ruled::Decision(decision.clone()), Box::new(without)));
        }
        for (at, judged) in self.base.case.preferences().iter().enumerate() {
            if judged.verdict == Verdict::Never {
                let (household, dwelling) = (judged.household.clone(), judged.dwelling.clone());
                let without = move |parts: &mut CaseParts| drop(parts.preferences.remove(at));
                asked.push((Ruled::Dwelling { household, dwelling }, Box::new(without)));
            }
        }
        for (at, judged) in self.base.case.suitability().iter().enumerate() {
            if judged.verdict == Verdict::Never {
                let (person, opening) = (judged.person.clone(), judged.opening.clone());
                let without = move |parts: &mut CaseParts| drop(parts.suitability.remove(at));
                asked.push((Ruled::Opening { person, opening }, Box::new(without)));
            }
        }
        let all = if asked.is_empty() {
            self.base.value.iter().map(|_| Price::NOTHING).collect()
        } else {
            self.price_of_keeping(|parts| {
                parts.decisions.retain(Decision::has_begun);
                parts.preferences.retain(|judged| judged.verdict != Verdict::Never);
                parts.suitability.retain(|judged| judged.verdict != Verdict::Never);
            })
        };
        let each = self
            .each(asked, |(what, without)| Kept { what, price: self.price_of_keeping(without) });
        Decided { each, all }
    }

    /// What the plan comes to more than the best one of a month in which something is not kept.
    fn price_of_keeping(&self, without: impl FnOnce(&mut CaseParts)) -> Vec<Price> {
        let free = self.otherwise(without).map(|otherwise| self.solved(&otherwise.problem));
        let Some(best) = free.as_ref().and_then(|outcome| outcome.proposal()) else {
            return Vec::new();
        };
        Price::between((best.cost, best.bound), (&self.base.value, &self.base.bound))
    }
}

/// Takes something out of a case.
type Removal = Box<dyn FnOnce(&mut CaseParts) + Send>;
