use std::collections::BTreeSet;

use super::answer::{Alternative, Answer};
use super::explainer::{Asker, Explainer};
use super::otherwise::{Otherwise, bare};
use super::remedy::{LeftOut, Remedied, Remedy};
use crate::model::{Household, JobSeeker, Opening, Tag};
use crate::plan::Who;
use crate::problem::Change;
use crate::rules::{Lacking, Reason, Refusal, first_start};

impl Explainer<'_> {
    /// Everybody whom the plan leaves out, and the smallest single changes that would house or place them: households
    /// first, in the order of the case.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let nobody = |all: &[Option<usize>]| -> Vec<usize> {
            (0..all.len()).filter(|at| all[*at].is_none()).collect()
        };
        let households = nobody(&self.base.solution.homes);
        let seekers = nobody(&self.base.solution.openings);
        let households = self.each(households, |household| self.household_left_out(household));
        let seekers = self.each(seekers, |seeker| self.seeker_left_out(seeker));
        households.into_iter().chain(seekers).flatten().collect()
    }

    /// What would house a household that the plan leaves out; `None` if there is no such household.
    pub fn household_left_out(&self, household: usize) -> Option<LeftOut> {
        let who = self.base.case.households().get(household)?;
        if self.base.solution.homes.get(household)?.is_some() {
            return None;
        }
        let mut search =
            Search::new(self, Change::House { household }, Asker::Household(household));
        if self.is_stopped() {
            return Some(search.end(Who::Household(who.id.clone())));
        }
        let homes = 0..self.base.case.dwellings().len();
        let refusals: Vec<Vec<Refusal>> =
            homes.map(|home| self.base.rules.housing_refusals(household, home)).collect();
        let edit = |edit: &dyn Fn(&mut Household)| {
            self.otherwise(|parts| edit(&mut parts.households[household]))
        };
        for need in &who.needs {
            let without = edit(&|who| {
                who.needs.remove(need);
            });
            search.try_one(Remedy::Feature(need.clone()), without);
        }
        search.try_least(counts(&refusals, Reason::NotAvailableYet), |hours| {
            let later = edit(&|who| who.leeway.roof_hours += hours);
            (Remedy::Roof { hours }, later)
        });
        let rents = singles(&refusals, Reason::RentTooHigh).filter_map(|(home, lacking)| {
            let Lacking::Rent(more) = lacking else { return None };
            Some((*more, self.base.case.dwellings()[home].rent))
        });
        search.try_least(BTreeSet::from_iter(rents), |(more, rent)| {
            (Remedy::Rent { more }, edit(&|who| who.max_rent = rent))
        });
        let beds =
            singles(&refusals, Reason::TooFewBeds).filter_map(|(home, lacking)| match lacking {
                Lacking::Beds(beds) => Some((*beds, home)),
                _ => None,
            });
        search.try_until(BTreeSet::from_iter(beds), |(beds, home)| {
            let dwelling = self.base.case.dwellings()[*home].id.clone();
            let larger = self.otherwise(|parts| parts.dwellings[*home].beds += beds);
            (Remedy::Beds { dwelling, more: *beds }, larger)
        });
        let towns = self.towns_of_homes();
        // Without a home to be beside, nobody can say how far trips from a new one are.
        search.is_complete &= !towns.is_empty();
        for (town, at) in towns {
            search.try_least(BTreeSet::from_iter(1..=who.size()), |beds| {
                let (locality, beside) =
                    (town.to_owned(), self.base.case.dwellings()[at].id.clone());
                (Remedy::Home { beds, locality, beside }, self.with_homes(at, beds, 1))
            });
        }
        Some(search.end(Who::Household(who.id.clone())))
    }

    /// What would place a job seeker, by their index in the problem, whom the plan leaves out; `None` if there is no
    /// such seeker.
    pub fn seeker_left_out(&self, seeker: usize) -> Option<LeftOut> {
        let ((h, m), of) = self.person(seeker)?;
        if self.base.solution.openings.get(seeker)?.is_some() {
            return None;
        }
        let who = Who::Person(self.base.case.households()[h].members[m].id.clone());
        if self.base.solution.homes[h].is_none() {
            let (instead_of_others, remedies) = (None, Vec::new());
            return Some(LeftOut { who, instead_of_others, remedies, is_complete: true });
        }
        let mut search = Search::new(self, Change::Place { seeker }, Asker::Seeker(seeker));
        if self.is_stopped() {
            return Some(search.end(who));
        }
        let openings = 0..self.base.case.openings().len();
        let refusals: Vec<Vec<Refusal>> = openings.map(|o| self.work_refusals(seeker, o)).collect();
        let edit = |edit: &dyn Fn(&mut JobSeeker)| {
            self.otherwise(|parts| {
                let person = &mut parts.households[h].members[m];
                person.job_seeker.iter_mut().for_each(edit);
            })
        };
        for skill in single_tags(&refusals, Reason::MissingSkills) {
            let able = edit(&|of| {
                of.skills.insert(skill.clone());
            });
            search.try_one(Remedy::Skill(skill), able);
        }
        for language in single_tags(&refusals, Reason::MissingLanguages) {
            let speaking = edit(&|of| {
                of.languages.insert(language.clone());
            });
            search.try_one(Remedy::Language(language), speaking);
        }
        let hours = of.hours.into_iter().flat_map(|hours| {
            let shift = |o: usize| self.base.case.openings()[o].shift;
            let outside = singles(&refusals, Reason::OutsideHours).map(move |(o, _)| shift(o));
            outside.map(move |shift| (hours.minutes_short_of(shift), hours.stretched(shift)))
        });
        search.try_until(BTreeSet::from_iter(hours), |(_, hours)| {
            (Remedy::Hours(*hours), edit(&|of| of.hours = Some(*hours)))
        });
        search.try_least(self.longer_trips(seeker, (h, m)), |minutes| {
            (Remedy::Trip { minutes }, edit(&|of| of.more_minutes += minutes))
        });
        search.try_least(counts(&refusals, Reason::StartsTooLate), |hours| {
            let later = self.otherwise(|parts| parts.households[h].leeway.limit_hours += hours);
            (Remedy::Start { hours }, later)
        });
        for (o, opening) in self.base.case.openings().iter().enumerate() {
            let more = self.otherwise(|parts| parts.openings[o].positions += 1);
            search.try_one(Remedy::Position(opening.id.clone()), more);
        }
        let step = of.best_step.as_ref().unwrap_or(&self.base.case.policy().assume_step);
        let (arrival, deadline) =
            (self.base.case.households()[h].arrival, &self.base.case.policy().deadline);
        let will_do = |known: &Opening| {
            let opening = bare(known, known.id.clone(), step);
            let in_time = first_start(&opening, arrival, deadline).is_ok();
            in_time && of.hours.is_none_or(|hours| hours.contain(opening.shift))
        };
        let like = self.work_of_towns(will_do);
        search.is_complete &= !like.is_empty();
        for at in like {
            let with = self.with_openings(at, step, 1);
            let known = &self.base.case.openings()[at];
            let (step, site, like) = (step.clone(), known.site.clone(), known.id.clone());
            search.try_one(Remedy::Opening { step, site, like }, with);
        }
        Some(search.end(who))
    }

    /// By how many minutes trips are too long from homes that the household may have to openings that nothing else
    /// rules out.
    fn longer_trips(&self, seeker: usize, who: (usize, usize)) -> BTreeSet<i64> {
        let household =
            &self.base.problem.households()[self.base.problem.seekers()[seeker].household];
        let openings = self.base.problem.openings_for(&self.base.problem.seekers()[seeker]);
        let openings: Vec<usize> = openings.map(|(opening, _)| opening).collect();
        let pairs = self
            .base
            .problem
            .homes_for(household)
            .flat_map(|(home, _)| openings.iter().map(move |opening| (home, *opening)));
        pairs
            .filter_map(|(home, opening)| {
                match self.base.rules.trip_refusal(&self.base.travel, who, home, opening)?.lacking {
                    Some(Lacking::Minutes(minutes)) => Some(minutes),
                    _ => None,
                }
            })
            .collect()
    }
}

/// Looks for changes with which somebody is housed or placed in a plan that is better than this one.
struct Search<'e, 'a> {
    explainer: &'e Explainer<'a>,
    must: Change,
    asker: Asker,
    remedies: Vec<Remedied>,
    is_complete: bool,
}

impl<'e, 'a> Search<'e, 'a> {
    fn new(explainer: &'e Explainer<'a>, must: Change, asker: Asker) -> Self {
        Self { explainer, must, asker, remedies: Vec::new(), is_complete: true }
    }

    /// Tries a change; whether it does.
    fn try_one(&mut self, remedy: Remedy, otherwise: Option<Otherwise>) -> bool {
        let best = otherwise.and_then(|otherwise| self.better(&otherwise));
        let does = best.is_some();
        self.remedies.extend(best.map(|best| Remedied { remedy, best }));
        does
    }

    /// Tries changes of different things, the smallest first: all by as little as the first that does.
    fn try_until<T>(
        &mut self,
        changes: BTreeSet<(i64, T)>,
        change: impl Fn(&(i64, T)) -> (Remedy, Option<Otherwise>),
    ) {
        let mut least = i64::MAX;
        for by in &changes {
            if by.0 > least {
                break;
            }
            let (remedy, otherwise) = change(by);
            if self.try_one(remedy, otherwise) {
                least = by.0;
            }
        }
    }

    /// Tries changes by so much, of which a larger one does whatever a smaller one does: the least that does.
    fn try_least<T: Ord + Copy>(
        &mut self,
        amounts: BTreeSet<T>,
        change: impl Fn(T) -> (Remedy, Option<Otherwise>),
    ) {
        let amounts: Vec<T> = amounts.into_iter().collect();
        let (mut low, mut high) = (0, amounts.len());
        let mut least = None;
        while low < high {
            // Most often the least of all does.
            let at = if least.is_none() && low == 0 { low } else { low.midpoint(high) };
            let (remedy, otherwise) = change(amounts[at]);
            match otherwise.and_then(|otherwise| self.better(&otherwise)) {
                Some(best) => {
                    least = Some(Remedied { remedy, best });
                    high = at;
                }
                None => low = at + 1,
            }
        }
        self.remedies.extend(least);
    }

    /// The best plan of a changed month in which they are housed or placed, if that is better than the plan there is.
    fn better(&mut self, otherwise: &Otherwise) -> Option<Alternative> {
        match self.explainer.best(&otherwise.problem, Some(self.must), self.asker) {
            Answer::Possible(best) => {
                let first = best.price.iter().find(|price| price.exact() != Some(0));
                match first {
                    Some(price) if price.at_most < 0 => return Some(best),
                    Some(price) if price.at_least < 0 => self.is_complete = false,
                    _ => {}
                }
            }
            Answer::Unknown(_) => self.is_complete = false,
            _ => {}
        }
        None
    }

    fn end(mut self, who: Who) -> LeftOut {
        self.is_complete &= !self.explainer.is_stopped();
        let instead = self.explainer.best(self.explainer.base.problem, Some(self.must), self.asker);
        let instead_of_others = match instead {
            Answer::Possible(best) => Some(best),
            Answer::Unknown(_) => {
                self.is_complete = false;
                None
            }
            _ => None,
        };
        self.remedies.sort_by(|one, other| one.remedy.cmp(&other.remedy));
        LeftOut { who, instead_of_others, remedies: self.remedies, is_complete: self.is_complete }
    }
}

/// What only one rule says no to, and what is lacking there.
fn singles(refusals: &[Vec<Refusal>], reason: Reason) -> impl Iterator<Item = (usize, &Lacking)> {
    refusals.iter().enumerate().filter_map(move |(at, all)| match all.as_slice() {
        [only] if only.reason == reason => Some((at, only.lacking.as_ref()?)),
        _ => None,
    })
}

/// How much is lacking where only one rule says no.
fn counts(refusals: &[Vec<Refusal>], reason: Reason) -> BTreeSet<i64> {
    let count = |lacking: &Lacking| match lacking {
        Lacking::Hours(count) | Lacking::Minutes(count) | Lacking::Days(count) => Some(*count),
        _ => None,
    };
    singles(refusals, reason).filter_map(|(_, lacking)| count(lacking)).collect()
}

/// The one thing that is lacking where only one rule says no.
fn single_tags(refusals: &[Vec<Refusal>], reason: Reason) -> BTreeSet<Tag> {
    let only = |lacking: &Lacking| match lacking {
        Lacking::Tags(tags) if tags.len() == 1 => tags.first().cloned(),
        _ => None,
    };
    singles(refusals, reason).filter_map(|(_, lacking)| only(lacking)).collect()
}
