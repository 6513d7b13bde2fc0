//! Why this and not that, and at what price: what the whole plan would come to, proven, never an estimate.
//!
//! An [`Explainer`] is asked of a plan. Each of its answers solves the month again with one thing otherwise: the
//! price is the difference of two solutions, tier by tier, and a number only where both are proven best. Among plans
//! at the same price it is the one that moves the fewest others. Answers speak of ids, in no language; `report` has
//! the words.

mod answer;
mod call;
mod decided;
mod left_out;
mod moves;
mod otherwise;
mod price;
mod price_list;
mod remedy;
mod scarce;
mod towns;

use std::sync::{Arc, OnceLock};

pub use answer::{Alternative, Answer};
pub use call::{Call, Turn};
pub use decided::{Decided, Kept, Ruled};
pub use moves::{Move, NEW};
pub use price::Price;
pub use price_list::{
    OfHousehold, OfSeeker, PRICE_LIST_VERSION, PriceList, PricedHome, PricedOpening,
};
pub use remedy::{LeftOut, Remedied, Remedy};
pub use scarce::{More, Scarce};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use crate::model::{Case, JobSeeker};
use crate::problem::{Change, Cost, Except, Problem, Proposal, Solution};
use crate::rules::{Lacking, Reason, Refusal, Rules};
use crate::solve::{Method, Options, Outcome, Stop, WhatIf, solve};
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
    what_if: OnceLock<WhatIf<'a>>,
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
            options: options.clone().with_method(&Method::Decompose),
            what_if: OnceLock::new(),
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
        let asker = match first.except() {
            Except::Household(household) => household,
            Except::Seeker(seeker) => self.problem.seekers()[seeker].household,
        };
        let counting = self.problem.counting_moves(&self.solution, first.except());
        let what_if = WhatIf::new(&counting, &self.options);
        let answer = |(question, at_once): (Question, Option<Answer>)| {
            at_once.unwrap_or_else(|| self.answer(&what_if.with(&[question.change()]), asker))
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
        let Some((person, who)) = self.person(seeker) else {
            return vec![Refusal::of(Reason::NotAJobSeeker)];
        };
        let mut refusals = self.rules.work_refusals(person, opening);
        let homes = self.problem.homes_for(&self.problem.households()[person.0]);
        let trips: Option<Vec<Refusal>> = homes
            .map(|(home, _)| self.rules.trip_refusal(&self.travel, who, home, opening))
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

    /// What the placement of a household costs in each tier by itself, without its seekers' work.
    pub fn cost_of_home(&self, household: usize) -> Cost {
        let Some(of) = self.problem.households().get(household) else { return Cost::new() };
        let home = self.solution.homes[household];
        let cost = home.and_then(|home| self.problem.home_cost(of, home));
        cost.unwrap_or_else(|| self.problem.home_menu(of).none()).to_vec()
    }

    /// What the work of a job seeker costs in each tier, with the trip: the seeker by their index in the problem.
    pub fn cost_of_work(&self, seeker: usize) -> Cost {
        let Some(of) = self.problem.seekers().get(seeker) else { return Cost::new() };
        let opening = self.solution.openings[seeker];
        let Some((opening, home)) = opening.zip(self.solution.homes[of.household]) else {
            return self.problem.opening_menu(of).none().to_vec();
        };
        let mut cost = self.problem.opening_cost(of, opening).unwrap_or_default().to_vec();
        let site = self.problem.openings()[opening].site;
        let minutes = self.problem.trips().minutes(of.travel, home, site);
        if let (Some(trip), Some(minutes)) = (self.problem.trip_tier(), minutes)
            && let Some(cost) = cost.get_mut(trip.tier)
        {
            *cost += self.problem.trip_cost(opening, minutes);
        }
        cost
    }

    /// The best plan of a problem with some things changed, and of several the one that moves the fewest.
    fn best(&self, problem: &Problem, changes: &[Change], except: Except) -> Answer {
        let asker = match except {
            Except::Household(household) => household,
            Except::Seeker(seeker) => self.problem.seekers()[seeker].household,
        };
        self.answer(&self.counted(problem, changes, except), asker)
    }

    /// The best plan of a problem with some things changed, with how many move in one more tier.
    fn counted(&self, problem: &Problem, changes: &[Change], except: Except) -> Outcome {
        self.solved(&problem.counting_moves(&self.solution, except).with(changes))
    }

    fn solved(&self, problem: &Problem) -> Outcome {
        solve(problem, &self.options)
    }

    /// What the best plan comes to more than this one; `None` if none was found.
    fn prices(&self, outcome: &Outcome) -> Option<Vec<Price>> {
        let other = outcome.proposal()?;
        Some(Price::between((&self.value, &self.bound), (other.cost, other.bound)))
    }

    /// The month itself, to be asked with something changed.
    fn what_if(&self) -> &WhatIf<'a> {
        self.what_if.get_or_init(|| WhatIf::new(self.problem, &self.options))
    }

    /// The answer that an outcome is for a household, or somebody of it; its last tier counts moves.
    fn answer(&self, outcome: &Outcome, asker: usize) -> Answer {
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
        Answer::Possible(Alternative {
            price,
            moves: moves(self.case, &self.solution, other.solution, asker),
            others: other.cost.last().copied().unwrap_or_default(),
            is_fewest: outcome.is_optimal(),
        })
    }
}
