//! Why this and not that, and at what price: what the whole plan would come to, proven, never an estimate.
//!
//! An [`Explainer`] is asked of a plan. Each of its answers solves the month again with one thing otherwise: the
//! price is the difference of two solutions, tier by tier, and a number only where both are proven best. Among plans
//! at the same price it is the one that moves the fewest others. Answers speak of ids, in no language; `report` has
//! the words.

mod answer;
mod moves;
mod price;

use std::sync::Arc;

pub use answer::{Alternative, Answer};
pub use moves::Move;
pub use price::Price;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use crate::model::{Case, JobSeeker};
use crate::problem::{Change, Cost, Except, Problem, Proposal, Solution};
use crate::rules::{Lacking, Reason, Refusal, Rules};
use crate::solve::{Options, Outcome, Stop, WhatIf};
use crate::travel::TravelTime;
use moves::moves;

/// Answers questions about a plan.
///
/// ```
/// use boligplacering::explain::{Answer, Explainer};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::{Options, Problem, solve};
///
/// let case = Synthetic::tight(6).case().unwrap();
/// let travel = travel_times(&case);
/// let problem = Problem::new(&case, &travel).unwrap();
/// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
/// let explainer = Explainer::new(&case, &travel, &problem, &outcome.proposal().unwrap(), &options);
///
/// // Of every dwelling: why it is not, or at what price it could be, the first household's.
/// for answer in explainer.homes(0) {
///     if let Answer::Possible(other) = answer {
///         assert!(other.is_exact() && other.price[0].exact() >= Some(0));
///     }
/// }
/// ```
pub struct Explainer<'a> {
    case: &'a Case,
    travel: Arc<dyn TravelTime>,
    rules: Rules<'a>,
    problem: &'a Problem,
    solution: Solution,
    value: Cost,
    bound: Cost,
    options: Options<'a>,
}

/// One thing that somebody might have.
#[derive(Debug, Clone, Copy)]
enum Question {
    Home { household: usize, home: usize },
    Opening { seeker: usize, opening: usize },
}

impl Question {
    fn change(self) -> Change {
        match self {
            Self::Home { household, home } => Change::ForceHome { household, home },
            Self::Opening { seeker, opening } => Change::ForceOpening { seeker, opening },
        }
    }

    fn except(self) -> Except {
        match self {
            Self::Home { household, .. } => Except::Household(household),
            Self::Opening { seeker, .. } => Except::Seeker(seeker),
        }
    }
}

impl<'a> Explainer<'a> {
    /// Explains the plan that `proposal` is, of the `problem` of `case` with these travel times. The options, of
    /// which the time limit is that of each question, are those of every solve; the method is always the exact one.
    pub fn new(
        case: &'a Case,
        travel: &Arc<dyn TravelTime>,
        problem: &'a Problem,
        proposal: &Proposal,
        options: &Options<'a>,
    ) -> Self {
        Self {
            case,
            travel: travel.clone(),
            rules: Rules::new(case),
            problem,
            solution: proposal.solution.clone(),
            value: proposal.cost.to_vec(),
            bound: proposal.bound.to_vec(),
            options: options.clone(),
        }
    }

    /// What becomes of a household in a dwelling, both by their index in the case.
    pub fn home(&self, household: usize, home: usize) -> Answer {
        self.all(vec![Question::Home { household, home }]).remove(0)
    }

    /// What becomes of a household in every dwelling, in the order of the case.
    pub fn homes(&self, household: usize) -> Vec<Answer> {
        let homes = 0..self.case.dwellings().len();
        self.all(homes.map(|home| Question::Home { household, home }).collect())
    }

    /// What becomes of a job seeker in an opening: the seeker by their index in the problem.
    pub fn opening(&self, seeker: usize, opening: usize) -> Answer {
        self.all(vec![Question::Opening { seeker, opening }]).remove(0)
    }

    /// What becomes of a job seeker in every opening, in the order of the case.
    pub fn openings(&self, seeker: usize) -> Vec<Answer> {
        let openings = 0..self.case.openings().len();
        self.all(openings.map(|opening| Question::Opening { seeker, opening }).collect())
    }

    /// Answers questions of one asker. One by itself has the answer that it has among others: of several best plans
    /// it is the same.
    fn all(&self, questions: Vec<Question>) -> Vec<Answer> {
        let at_once: Vec<Option<Answer>> = questions.iter().map(|q| self.at_once(*q)).collect();
        let Some(first) = questions.first().filter(|_| at_once.iter().any(Option::is_none)) else {
            return at_once.into_iter().flatten().collect();
        };
        let counting = self.problem.counting_moves(&self.solution, first.except());
        let what_if = WhatIf::new(&counting, &self.options);
        let answer = |(question, at_once): (Question, Option<Answer>)| {
            at_once.unwrap_or_else(|| self.answer(question, &what_if.with(&[question.change()])))
        };
        let pairs: Vec<_> = questions.into_iter().zip(at_once).collect();
        #[cfg(feature = "parallel")]
        return pairs.into_par_iter().map(answer).collect();
        #[cfg(not(feature = "parallel"))]
        pairs.into_iter().map(answer).collect()
    }

    /// The answer to a question for which nothing is to be solved.
    fn at_once(&self, question: Question) -> Option<Answer> {
        let has = match question {
            Question::Home { household, home } => {
                self.solution.homes.get(household) == Some(&Some(home))
            }
            Question::Opening { seeker, opening } => {
                self.solution.openings.get(seeker) == Some(&Some(opening))
            }
        };
        if has {
            return Some(Answer::Planned);
        }
        let refusals = match question {
            Question::Home { household, home } => self.rules.housing_refusals(household, home),
            Question::Opening { seeker, opening } => self.work_refusals(seeker, opening),
        };
        (!refusals.is_empty()).then_some(Answer::Forbidden(refusals))
    }

    /// All rules that say no to a seeker in an opening; the trip does if it is too long from every home that their
    /// household may have, and then from the best of them.
    fn work_refusals(&self, seeker: usize, opening: usize) -> Vec<Refusal> {
        let Some((person, _)) = self.person(seeker) else {
            return vec![Refusal::of(Reason::NotAJobSeeker)];
        };
        let mut refusals = self.rules.work_refusals(person, opening);
        let homes = self.problem.homes_for(&self.problem.households()[person.0]);
        let trips: Option<Vec<Refusal>> = homes
            .map(|(home, _)| self.rules.trip_refusal(&self.travel, person, home, opening))
            .collect();
        if let Some(trips) = trips {
            let shortest = trips.into_iter().min_by_key(|refusal| match refusal.lacking {
                Some(Lacking::Minutes(minutes)) => minutes,
                _ => i64::MAX,
            });
            refusals.push(shortest.unwrap_or(Refusal::of(Reason::HouseholdUnhoused)));
        }
        refusals
    }

    /// A seeker of the problem as the case knows them.
    fn person(&self, seeker: usize) -> Option<((usize, usize), &'a JobSeeker)> {
        let household = self.problem.seekers().get(seeker)?.household;
        let number = seeker - self.problem.households().get(household)?.first_seeker;
        let members = self.case.households().get(household)?.members.iter().enumerate();
        let mut seekers = members.filter_map(|(m, person)| Some((m, person.job_seeker.as_ref()?)));
        let (member, who) = seekers.nth(number)?;
        Some(((household, member), who))
    }

    fn answer(&self, question: Question, outcome: &Outcome) -> Answer {
        let Some(other) = outcome.proposal() else {
            return match outcome {
                Outcome::Infeasible { .. } => Answer::AgainstDecisions,
                _ => Answer::Unknown(outcome.stop().unwrap_or(Stop::SolverFailed)),
            };
        };
        let tiers = self.value.len();
        let price = Price::between(
            (&self.value, &self.bound),
            (&other.cost[..tiers], &other.bound[..tiers]),
        );
        let asker = match question {
            Question::Home { household, .. } => household,
            Question::Opening { seeker, .. } => self.problem.seekers()[seeker].household,
        };
        Answer::Possible(Alternative {
            price,
            moves: moves(self.case, &self.solution, other.solution, asker),
            others: other.cost.last().copied().unwrap_or_default(),
            is_fewest: outcome.is_optimal(),
        })
    }
}
