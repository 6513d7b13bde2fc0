use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::explainer::{Asker, Explainer};
use super::moves::Move;
use super::price::Price;
use crate::model::{DwellingId, HouseholdId, OpeningId, PersonId, StepId};
use crate::problem::{Problem, Solution};
use crate::rules::Rules;
use crate::time::last_working_day;

/// A job seeker whose best step nobody knows yet, and what depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Call {
    /// The seeker.
    pub person: PersonId,
    /// Their household.
    pub household: HouseholdId,
    /// The last working day on which a talk still helps: after it somebody has to act, by the policy's days before
    /// moving in and starting work, on something that depends on the answer. `None` if nothing does.
    pub last_day: Option<Date>,
    /// What becomes of the month for each step that the talk may show to be their best, in the order of the ladder;
    /// steps that a decision rules out are left out.
    pub turns: Vec<Turn>,
}

/// The month if a seeker's best step is a certain one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Turn {
    /// The step.
    pub step: StepId,
    /// Whether it is the one that is assumed.
    pub is_assumed: bool,
    /// Where the household lives then.
    pub dwelling: Option<DwellingId>,
    /// Where the person works then.
    pub opening: Option<OpeningId>,
    /// The step of that opening.
    pub opening_step: Option<StepId>,
    /// When they begin then.
    pub start: Option<DateTime>,
    /// For each tier what the plan as it is would come to more than the best one: what is lost if nobody asks. Where
    /// the person may not have their opening any more they have none. Up to the first that is not exact; empty if
    /// time ended before anything was found.
    pub lost: Vec<Price>,
    /// What is otherwise for everybody, the person and their household first.
    pub moves: Vec<Move>,
    /// How many others move: the fewest of all best plans, if it is proven that these are.
    pub others: i64,
}

impl Call {
    /// What is lost at most if nobody asks, tier by tier as far as it is known.
    pub fn stake(&self) -> Vec<i64> {
        let lost = |turn: &Turn| turn.lost.iter().map(|price| price.at_most).collect::<Vec<_>>();
        self.turns.iter().map(lost).max().unwrap_or_default()
    }
}

impl Explainer<'_> {
    /// The job seekers whose best step nobody knows, those first on whom most depends, then those who have to be asked
    /// first.
    pub fn calls(&self) -> Vec<Call> {
        let seekers = (0..self.base.problem.seekers().len()).collect();
        let calls = self.each(seekers, |seeker| self.call(seeker));
        let mut calls: Vec<Call> = calls.into_iter().flatten().collect();
        calls.sort_by_key(|call| {
            let last_day = call.last_day.unwrap_or(Date::MAX);
            (Reverse(call.stake()), last_day, call.person.clone())
        });
        calls
    }

    /// What depends on a job seeker's best step, by their index in the problem; `None` if it is known.
    pub fn call(&self, seeker: usize) -> Option<Call> {
        let ((h, m), of) = self.person(seeker)?;
        if of.best_step.is_some() {
            return None;
        }
        let household = self.base.case.households().get(h)?;
        let mut days = Vec::new();
        let steps = self.base.case.policy().ladder.iter();
        let turns = steps.filter_map(|step| self.turn(seeker, (h, m), step, &mut days)).collect();
        Some(Call {
            person: household.members.get(m)?.id.clone(),
            household: household.id.clone(),
            last_day: days.into_iter().min().map(last_working_day),
            turns,
        })
    }

    /// The month if a seeker's best step is this one; the days on which somebody has to act on what is otherwise then
    /// come to `days`.
    fn turn(
        &self,
        seeker: usize,
        (h, m): (usize, usize),
        step: &StepId,
        days: &mut Vec<Date>,
    ) -> Option<Turn> {
        let is_assumed = *step == self.base.case.policy().assume_step;
        let mut turn = Turn {
            step: step.clone(),
            is_assumed,
            dwelling: None,
            opening: None,
            opening_step: None,
            start: None,
            lost: Vec::new(),
            moves: Vec::new(),
            others: 0,
        };
        if self.is_stopped() {
            return Some(turn);
        }
        let otherwise = self.otherwise(|parts| {
            let person = &mut parts.households[h].members[m];
            person.job_seeker.iter_mut().for_each(|of| of.best_step = Some(step.clone()));
        })?;
        let outcome = self.counted(&otherwise.problem, None, Asker::Seeker(seeker));
        let (Some(best), Answer::Possible(other)) =
            (outcome.proposal(), self.answer(&outcome, Asker::Seeker(seeker)))
        else {
            return Some(turn);
        };
        let rules = Rules::new(&otherwise.case);
        let now = self.as_it_is(seeker, &otherwise.problem);
        if let Ok(now) = otherwise.problem.cost(&now) {
            let tiers = self.base.value.len();
            turn.lost = Price::between((&best.cost[..tiers], &best.bound[..tiers]), (&now, &now));
        }
        turn.dwelling =
            best.solution.homes[h].map(|home| self.base.case.dwellings()[home].id.clone());
        if let Some(opening) = best.solution.openings[seeker] {
            turn.start = rules.work((h, m), opening).ok().map(|(start, _)| start.at);
            turn.opening = Some(self.base.case.openings()[opening].id.clone());
            turn.opening_step = Some(self.base.case.openings()[opening].step.clone());
        }
        days.extend(other.moves.iter().flat_map(|one| self.days_to_act(&rules, one)));
        (turn.moves, turn.others) = (other.moves, other.others);
        Some(turn)
    }

    /// The plan as it is; a seeker who may not have their opening in another problem has none.
    fn as_it_is(&self, seeker: usize, other: &Problem) -> Solution {
        let mut now = self.base.solution.clone();
        let of = &other.seekers()[seeker];
        let opening = &mut now.openings[seeker];
        *opening = opening.filter(|opening| other.opening_cost(of, *opening).is_some());
        now
    }

    /// When somebody has to act on a move: on what they have in this plan, and on what they would have by the rules of
    /// the other.
    fn days_to_act(&self, others: &Rules, one: &Move) -> Vec<Date> {
        let actions = self.base.case.policy().actions;
        let (days, before): (Vec<DateTime>, i64) = match one {
            Move::Household { household, .. } => {
                let who = self.base.case.household_index(household);
                let who = who.and_then(|h| self.base.case.households().get(h));
                (who.map(|who| who.arrival).into_iter().collect(), actions.lease_days)
            }
            Move::Person { person, from, to } => {
                let start = |rules: &Rules, opening: &Option<OpeningId>| {
                    let opening = self.base.case.opening_index(opening.as_ref()?)?;
                    Some(rules.work(self.base.case.person_index(person)?, opening).ok()?.0.at)
                };
                let starts = [start(&self.base.rules, from), start(others, to)];
                (starts.into_iter().flatten().collect(), actions.agreement_days)
            }
        };
        let act = |day: DateTime| day.date().checked_sub(before.days()).ok();
        days.into_iter().filter_map(act).collect()
    }
}
