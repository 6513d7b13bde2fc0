//! Who has something else than in an earlier plan, from what to what, and why.
//!
//! When something falls through, a month is planned again close to the plan that was
//! ([`Case::close_to_previous`]). Each change that is left has a cause: a decision, a place that is gone, a rule that
//! says no by now, or what the whole plan would come to with the earlier place kept, proven. Causes speak of ids, in no
//! language; `report` has the words.

mod cause;
mod holders;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use cause::Cause;

use crate::explain::{Answer, Baseline, Explainer, Move};
use crate::model::{Case, DwellingId, HouseholdId, OpeningId};
use crate::plan::Plan;
use crate::problem::Solution;
use crate::rules::{Reason, Refusal, Rules};
use crate::solve::{Options, Stop};
use crate::travel::TravelTime;
use holders::Holders;

/// Somebody who has something else than in an earlier plan, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Changed {
    /// The household, or that of the person.
    pub household: HouseholdId,
    /// What is otherwise.
    pub what: Move,
    /// Why they have not what they had.
    pub cause: Cause,
    /// The ids of those who have all of the earlier place now, sorted; none where there is room.
    pub taken_by: Vec<String>,
    /// Why a person cannot travel from where they live now to where they worked, if that is so.
    pub trip: Option<Refusal>,
}

/// What is otherwise in a plan than in the `previous` one, household by household, each before its people, and why. The
/// problem that the plan is of is that with the previous plan.
///
/// Who is new, or was in another household, has not changed; nor has who is not there any more. What cannot be said
/// without solving is solved while the time of `options` lasts, which is one for all; then it is told as unknown.
///
/// ```
/// use boligplacering::changes::{Cause, changes};
/// use boligplacering::explain::Baseline;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::{Case, Options, Problem, place, solve};
///
/// let (case, options) = (Synthetic::new(8).case().unwrap(), Options::default());
/// let before = place(&case, &options).unwrap().plan;
///
/// let mut parts = case.into_parts();
/// let home = before.households[0].dwelling.clone().unwrap();
/// parts.dwellings.retain(|dwelling| dwelling.id != home); // it falls through
/// let case = Case::new(parts).unwrap().close_to_previous();
/// let travel = travel_times(&case);
/// let problem = Problem::with_previous(&case, &travel, &before.as_previous(&case)).unwrap();
/// let outcome = solve(&problem, &options);
/// let base = Baseline::new(&case, &travel, &problem, &outcome.proposal().unwrap());
/// let all = changes(&base, &before, &options);
/// assert_eq!(all[0].household, case.households()[0].id);
/// assert_eq!(all[0].cause, Cause::Gone);
/// ```
pub fn changes(base: &Baseline, previous: &Plan, options: &Options) -> Vec<Changed> {
    let started = options.started();
    let explainer = Explainer::new(base, started.as_ref().unwrap_or(options));
    let asker = Asker {
        case: base.case(),
        travel: base.travel(),
        rules: base.rules(),
        solution: base.solution(),
        holders: Holders::new(base.case(), base.solution()),
        explainer,
        started: started.as_ref().map_err(|stop| *stop),
    };
    let mut places = Vec::new();
    let mut seekers = 0..;
    for (h, household) in base.case().households().iter().enumerate() {
        let old = previous.household(&household.id);
        places.extend(old.map(|old| Place::Home(h, old.dwelling.as_ref())));
        let persons = old.map_or(&[][..], |old| &old.persons);
        for (m, person) in household.members.iter().enumerate() {
            let seeker = person.job_seeker.as_ref().and_then(|_| seekers.next());
            let old = persons.iter().find(|placed| placed.person == person.id);
            let job = old.map(|old| old.job.as_ref().map(|job| &job.opening));
            places.extend(job.map(|before| Place::Work((h, m), seeker, before)));
        }
    }
    let change = |place: Place| match place {
        Place::Home(h, before) => asker.household(h, before),
        Place::Work(who, seeker, before) => asker.person(who, seeker, before),
    };
    asker.explainer.each(places, change).into_iter().flatten().collect()
}

/// What somebody had before: a household by its index, a person by household, member and their number among job
/// seekers.
enum Place<'p> {
    Home(usize, Option<&'p DwellingId>),
    Work((usize, usize), Option<usize>, Option<&'p OpeningId>),
}

struct Asker<'a> {
    case: &'a Case,
    travel: &'a Arc<dyn TravelTime>,
    rules: &'a Rules<'a>,
    solution: &'a Solution,
    holders: Holders<'a>,
    explainer: Explainer<'a>,
    /// What is left of the time, or that nobody can tell.
    started: Result<&'a Options<'a>, Stop>,
}

impl Asker<'_> {
    /// The change of a household that lived `before` there, if it is one.
    fn household(&self, h: usize, before: Option<&DwellingId>) -> Option<Changed> {
        let household = self.case.households().get(h)?;
        let home = self.solution.homes.get(h).copied().flatten();
        let to = home.and_then(|home| self.case.dwellings().get(home)).map(|home| &home.id);
        if before == to {
            return None;
        }
        let begun = self.rules.begun_dwelling(h).is_some();
        let decided = self.rules.decided_dwelling(h).map(|_| Cause::Decided { begun });
        let old = before.and_then(|id| self.case.dwelling_index(id));
        let cause = decided.unwrap_or_else(|| match (before, old) {
            (None, _) => Cause::HadNothing,
            (_, None) => Cause::Gone,
            (_, Some(old)) => Cause::Kept(
                self.kept(self.rules.housing_refusals(h, old), || self.explainer.home(h, old)),
            ),
        });
        let asked = old.filter(|_| cause.is_solved());
        Some(Changed {
            household: household.id.clone(),
            what: Move::Household {
                household: household.id.clone(),
                from: before.cloned(),
                to: to.cloned(),
            },
            taken_by: asked
                .map_or(Vec::new(), |old| self.holders.of_dwelling(old, household.size())),
            trip: None,
            cause,
        })
    }

    /// The change of a person who had this work `before`, if it is one.
    fn person(
        &self,
        (h, m): (usize, usize),
        seeker: Option<usize>,
        before: Option<&OpeningId>,
    ) -> Option<Changed> {
        let household = self.case.households().get(h)?;
        let person = household.members.get(m)?;
        let opening = seeker.and_then(|seeker| *self.solution.openings.get(seeker)?);
        let to = opening.and_then(|opening| self.case.openings().get(opening)).map(|o| &o.id);
        if before == to {
            return None;
        }
        let begun = self.rules.begun_opening((h, m)).is_some();
        let decided = self.rules.decided_opening((h, m)).map(|_| Cause::Decided { begun });
        let old = before.and_then(|id| self.case.opening_index(id));
        let cause = decided.unwrap_or_else(|| match (before, old, seeker) {
            (None, ..) => Cause::HadNothing,
            (_, None, _) => Cause::Gone,
            (_, Some(old), seeker) => {
                let refusals = self.rules.work_refusals((h, m), old);
                let positions = self.case.openings().get(old).map(|opening| opening.positions);
                if refusals.is_empty() && positions == Some(0) {
                    return Cause::NoPositions;
                }
                Cause::Kept(self.kept(refusals, || match seeker {
                    Some(seeker) => self.explainer.opening(seeker, old),
                    None => Answer::Forbidden(vec![Refusal::of(Reason::NotAJobSeeker)]),
                }))
            }
        });
        let asked = old.filter(|_| cause.is_solved());
        let home = self.solution.homes.get(h).copied().flatten();
        let trip = asked.zip(home).and_then(|(opening, home)| {
            self.rules.trip_refusal(self.travel, (h, m), home, opening)
        });
        Some(Changed {
            household: household.id.clone(),
            what: Move::Person {
                person: person.id.clone(),
                from: before.cloned(),
                to: to.cloned(),
            },
            taken_by: asked.map_or(Vec::new(), |old| self.holders.of_opening(old)),
            trip,
            cause,
        })
    }

    /// What becomes of somebody in what they had: the rules say so, or else a solve, for which there may be no time.
    fn kept(&self, refusals: Vec<Refusal>, ask: impl FnOnce() -> Answer) -> Answer {
        if !refusals.is_empty() {
            return Answer::Forbidden(refusals);
        }
        match self.started.map(Options::stop) {
            Err(stop) | Ok(Some(stop)) => Answer::Unknown(stop),
            Ok(None) => ask(),
        }
    }
}
