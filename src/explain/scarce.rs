use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::explainer::Explainer;
use super::otherwise::Otherwise;
use super::price::Price;
use crate::model::{DwellingId, OpeningId, StepId};
use crate::problem::Change;

/// So many of one thing more are looked at, ...
const HOW_MANY: usize = 3;
/// ... of the things that gain the most.
const MOST_FOLLOWED: usize = 10;

/// Something of which there might be more, and what that would gain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scarce {
    /// What.
    pub what: More,
    /// For one more, and of the ten things that gain the most for two and three more as long as each gains something: for
    /// each tier what the best plan then comes to more than this one, below 0 for a gain. Up to the first tier that is not
    /// exact.
    pub gains: Vec<Vec<Price>>,
}

/// Something of which there might be one more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum More {
    /// A home that is ready at once and has whatever anybody needs, for any rent.
    Home {
        /// For so many people.
        beds: i64,
        /// The town, as addresses name it.
        locality: String,
        /// The dwelling there that it is beside: the one nearest to the middle of the town's dwellings.
        beside: DwellingId,
    },
    /// A position in an opening.
    Position(OpeningId),
    /// An opening that asks for no skills and no languages, open at once, at the hours of another one there.
    Opening {
        /// Its step.
        step: StepId,
        /// The town, as addresses name it.
        locality: String,
        /// The opening there whose site, days and hours it has: the first.
        like: OpeningId,
    },
    /// An hour until work must have begun, for everybody.
    StartHour,
    /// An hour until the roof must be there, for everybody.
    RoofHour,
    /// A minute of everybody's longest trip, one way.
    Minute,
}

impl Scarce {
    /// Whether this is a smaller home than another one, in the same town, and gains the same.
    fn is_smaller_and_as_good(&self, other: &Self) -> bool {
        match (&self.what, &other.what) {
            (
                More::Home { beds, beside, .. },
                More::Home { beds: others, beside: likewise, .. },
            ) => beds < others && beside == likewise && self.gains == other.gains,
            _ => false,
        }
    }
}

impl Explainer<'_> {
    /// What one more of everything would gain, most first: only what gains something, or might where time ended, and of
    /// homes in a town that gain the same only the smallest. What there is no time to begin with is left out, but for
    /// positions.
    pub fn scarce(&self) -> Vec<Scarce> {
        if !self.is_stopped() {
            // Whoever asks first works it out: not from many threads at once.
            let _ = self.month();
        }
        // The plan stays possible with a position more, and nobody comes to less than without any price.
        let (value, floor) = (&self.base.value[..], self.base.problem.floor());
        let unknown = Price::between((value, &self.base.bound), (value, &floor));
        let first = |what: More| {
            let gain = match what {
                More::Position(_) if self.is_stopped() => Some(unknown.clone()),
                _ => self.gain(&what, 1),
            };
            let gain = gain.filter(|gain| *gain != self.nothing())?;
            Some(Scarce { what, gains: vec![gain] })
        };
        let scarce = self.each(self.possible_more(), first);
        let mut scarce: Vec<Scarce> = scarce.into_iter().flatten().collect();
        let known = scarce.clone();
        scarce.retain(|one| !known.iter().any(|other| other.is_smaller_and_as_good(one)));
        scarce.sort_by(|one, other| {
            let first = |scarce: &Scarce| scarce.gains.first().cloned();
            (first(one), &one.what).cmp(&(first(other), &other.what))
        });
        let others = scarce.split_off(scarce.len().min(MOST_FOLLOWED));
        let mut scarce = self.each(scarce, |one| self.followed(one));
        scarce.extend(others);
        scarce
    }

    /// The same with what further ones gain.
    fn followed(&self, mut scarce: Scarce) -> Scarce {
        for count in 2..=HOW_MANY {
            let gain = self.gain(&scarce.what, count);
            let Some(gain) = gain.filter(|gain| scarce.gains.last() != Some(gain)) else { break };
            scarce.gains.push(gain);
        }
        scarce
    }

    fn nothing(&self) -> Vec<Price> {
        vec![Price::NOTHING; self.base.value.len()]
    }

    fn possible_more(&self) -> Vec<More> {
        let sizes: BTreeSet<i64> =
            self.base.case.households().iter().map(|who| who.size()).collect();
        let (towns, workplaces) = (self.towns_of_homes(), self.work_of_towns(|_| true));
        let mut all = Vec::new();
        for beds in sizes {
            all.extend(towns.iter().map(|(town, at)| {
                let beside = self.base.case.dwellings()[*at].id.clone();
                More::Home { beds, locality: (*town).to_owned(), beside }
            }));
        }
        let openings = self.base.case.openings().iter();
        all.extend(openings.map(|opening| More::Position(opening.id.clone())));
        for step in &self.base.case.policy().ladder {
            for at in &workplaces {
                let known = &self.base.case.openings()[*at];
                let (locality, like) = (self.town_of(&known.site), known.id.clone());
                all.push(More::Opening { step: step.clone(), locality, like });
            }
        }
        all.extend([More::StartHour, More::RoofHour, More::Minute]);
        all
    }

    /// What so many more come to less; `None` if there cannot be so many, or nothing was found in time.
    fn gain(&self, what: &More, count: usize) -> Option<Vec<Price>> {
        let more = i64::try_from(count).ok().filter(|_| !self.is_stopped())?;
        let otherwise: Option<Otherwise> = match what {
            More::Position(id) => {
                let opening = self.base.case.opening_index(id)?;
                let changes = [Change::Positions { opening, more }];
                return self.prices(&self.month().with(&changes));
            }
            More::Home { beds, beside, .. } => {
                let beside = self.base.case.dwelling_index(beside)?;
                self.with_homes(beside, *beds, count)
            }
            More::Opening { step, like, .. } => {
                let like = self.base.case.opening_index(like)?;
                self.with_openings(like, step, count)
            }
            More::StartHour => {
                self.otherwise(|parts| parts.policy.deadline.work_limit_hours += more)
            }
            More::RoofHour => self.otherwise(|parts| parts.policy.deadline.roof_hours += more),
            More::Minute => self.otherwise(|parts| {
                let people = parts.households.iter_mut().flat_map(|who| &mut who.members);
                let seekers = people.filter_map(|person| person.job_seeker.as_mut());
                seekers.for_each(|seeker| seeker.more_minutes += more);
            }),
        };
        self.prices(&self.solved(&otherwise?.problem))
    }
}
