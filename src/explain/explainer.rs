use std::sync::OnceLock;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::answer::{Alternative, Answer};
use super::baseline::Baseline;
use super::moves::moves;
use super::price::Price;
use crate::model::JobSeeker;
use crate::problem::{Change, Cost, Problem, add};
use crate::rules::{Lacking, Reason, Refusal};
#[cfg(feature = "parallel")]
use crate::solve::on_threads;
use crate::solve::{Method, Options, Outcome, Stop, WhatIf, solve};

/// Answers questions about a plan.
///
/// ```
/// use boligplacering::explain::{Answer, Baseline, Explainer};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::{Options, Problem, solve};
///
/// let case = Synthetic::tight(6).case().unwrap();
/// let travel = travel_times(&case);
/// let problem = Problem::new(&case, &travel).unwrap();
/// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
/// let base = Baseline::new(&case, &travel, &problem, &outcome.proposal().unwrap());
/// let explainer = Explainer::new(&base, &options);
///
/// // Of every dwelling: why it is not, or at what price it could be, the first household's.
/// for answer in explainer.homes(0) {
///     if let Answer::Possible(other) = answer {
///         assert!(other.is_exact() && other.price[0].exact() >= Some(0));
///     }
/// }
/// ```
pub struct Explainer<'a> {
    pub(super) base: &'a Baseline<'a>,
    pub(super) options: Options<'a>,
    pub(super) threads: usize,
    /// The month itself, to be asked with something changed.
    month: OnceLock<WhatIf<'a>>,
    /// The same with moves counted.
    counting: OnceLock<WhatIf<'a>>,
}

/// One thing that somebody might have.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
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

    fn asker(self) -> Asker {
        match self {
            Self::Home { household, .. } => Asker::Household(household),
            Self::Opening { seeker, .. } => Asker::Seeker(seeker),
        }
    }
}

/// Whom a question is about: what becomes of them is not counted as a move of others.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asker {
    /// A household and its seekers.
    Household(usize),
    /// A seeker; what becomes of their household is counted.
    Seeker(usize),
}

impl Asker {
    fn change(self) -> Change {
        match self {
            Self::Household(household) => Change::FreeHousehold { household },
            Self::Seeker(seeker) => Change::FreeSeeker { seeker },
        }
    }

    fn household(self, problem: &Problem) -> usize {
        match self {
            Self::Household(household) => household,
            Self::Seeker(seeker) => problem.seekers()[seeker].household,
        }
    }
}

impl<'a> Explainer<'a> {
    /// Explains a plan. The options, of which the time limit is that of each question, are those of every solve; the
    /// method is always the exact one.
    pub fn new(base: &'a Baseline<'a>, options: &Options<'a>) -> Self {
        let threads = options.threads;
        let options = options.clone().with_method(&Method::Decompose).with_threads(1);
        Self { base, options, threads, month: OnceLock::new(), counting: OnceLock::new() }
    }

    /// What becomes of a household in a dwelling, both by their index in the case.
    pub fn home(&self, household: usize, home: usize) -> Answer {
        self.all(vec![Question::Home { household, home }]).remove(0)
    }

    /// What becomes of a household in every dwelling, in the order of the case.
    pub fn homes(&self, household: usize) -> Vec<Answer> {
        let homes = 0..self.base.case.dwellings().len();
        self.all(homes.map(|home| Question::Home { household, home }).collect())
    }

    /// What becomes of a job seeker in an opening: the seeker by their index in the problem.
    pub fn opening(&self, seeker: usize, opening: usize) -> Answer {
        self.all(vec![Question::Opening { seeker, opening }]).remove(0)
    }

    /// What becomes of a job seeker in every opening, in the order of the case.
    pub fn openings(&self, seeker: usize) -> Vec<Answer> {
        let openings = 0..self.base.case.openings().len();
        self.all(openings.map(|opening| Question::Opening { seeker, opening }).collect())
    }

    /// Answers questions. One by itself has the answer that it has among others: of several best plans it is the same.
    pub(super) fn all(&self, questions: Vec<Question>) -> Vec<Answer> {
        let at_once: Vec<Option<Answer>> = questions.iter().map(|q| self.at_once(*q)).collect();
        if at_once.iter().all(Option::is_some) {
            return at_once.into_iter().flatten().collect();
        }
        let month = self.counting.get_or_init(|| self.to_ask(self.base.counting()));
        let pairs = questions.into_iter().zip(at_once).collect();
        self.each(pairs, |(question, at_once): (Question, Option<Answer>)| {
            let asker = question.asker();
            match (at_once, self.options.stop()) {
                (Some(answer), _) => answer,
                (None, Some(stop)) => Answer::Unknown(stop),
                (None, None) => {
                    self.answer(&month.with(&[question.change(), asker.change()]), asker)
                }
            }
        })
    }

    /// Works on each of some things, on as many threads as there may be: each solve then has one.
    pub(crate) fn each<T: Send, R: Send>(
        &self,
        things: Vec<T>,
        work: impl Fn(T) -> R + Send + Sync,
    ) -> Vec<R> {
        #[cfg(feature = "parallel")]
        if self.threads > 1 && things.len() > 1 {
            return on_threads(self.threads, || things.into_par_iter().map(work).collect());
        }
        things.into_iter().map(work).collect()
    }

    /// Whether there is no more time for anything: then nothing is begun.
    pub(super) fn is_stopped(&self) -> bool {
        self.options.stop().is_some()
    }

    /// The answer to a question for which nothing is to be solved, or for which there is no more time.
    fn at_once(&self, question: Question) -> Option<Answer> {
        let has = match question {
            Question::Home { household, home } => {
                self.base.solution.homes.get(household) == Some(&Some(home))
            }
            Question::Opening { seeker, opening } => {
                self.base.solution.openings.get(seeker) == Some(&Some(opening))
            }
        };
        if has {
            return Some(Answer::Planned);
        }
        if let Some(stop) = self.options.stop() {
            return Some(Answer::Unknown(stop));
        }
        let refusals = match question {
            Question::Home { household, home } => self.base.rules.housing_refusals(household, home),
            Question::Opening { seeker, opening } => self.work_refusals(seeker, opening),
        };
        (!refusals.is_empty()).then_some(Answer::Forbidden(refusals))
    }

    /// All rules that say no to a seeker in an opening; the trip does if it is too long from every home that their
    /// household may have, and then from the best of them.
    pub(super) fn work_refusals(&self, seeker: usize, opening: usize) -> Vec<Refusal> {
        let Some((person, _)) = self.person(seeker) else {
            return vec![Refusal::of(Reason::NotAJobSeeker)];
        };
        let mut refusals = self.base.rules.work_refusals(person, opening);
        let homes = self.base.problem.homes_for(&self.base.problem.households()[person.0]);
        let trips: Option<Vec<Refusal>> = homes
            .map(|(home, _)| self.base.rules.trip_refusal(&self.base.travel, person, home, opening))
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
    pub(super) fn person(&self, seeker: usize) -> Option<((usize, usize), &JobSeeker)> {
        let household = self.base.problem.seekers().get(seeker)?.household;
        let number = seeker - self.base.problem.households().get(household)?.first_seeker;
        let members = self.base.case.households().get(household)?.members.iter().enumerate();
        let mut seekers = members.filter_map(|(m, person)| Some((m, person.job_seeker.as_ref()?)));
        let (member, who) = seekers.nth(number)?;
        Some(((household, member), who))
    }

    /// What the placement of a household and of its seekers costs in each tier by itself.
    pub fn cost_of(&self, household: usize) -> Cost {
        let mut cost = self.cost_of_home(household);
        let seekers = self.base.problem.households().get(household).map(|of| of.seekers());
        for seeker in seekers.into_iter().flatten() {
            add(&mut cost, &self.cost_of_work(seeker));
        }
        cost
    }

    /// What the home of a household costs in each tier by itself, or that it has none.
    pub fn cost_of_home(&self, household: usize) -> Cost {
        let Some(of) = self.base.problem.households().get(household) else { return Cost::new() };
        let home = self.base.solution.homes[household];
        let cost = home.and_then(|home| self.base.problem.home_cost(of, home));
        cost.unwrap_or_else(|| self.base.problem.home_menu(of).none()).to_vec()
    }

    /// What the work of a job seeker costs in each tier, with the trip: the seeker by their index in the problem.
    pub fn cost_of_work(&self, seeker: usize) -> Cost {
        let Some(of) = self.base.problem.seekers().get(seeker) else { return Cost::new() };
        let opening = self.base.solution.openings[seeker];
        let Some((opening, home)) = opening.zip(self.base.solution.homes[of.household]) else {
            return self.base.problem.opening_menu(of).none().to_vec();
        };
        let mut cost = self.base.problem.opening_cost(of, opening).unwrap_or_default().to_vec();
        let site = self.base.problem.openings()[opening].site;
        let minutes = self.base.problem.trips().minutes(of.travel, home, site);
        if let (Some(trip), Some(minutes)) = (self.base.problem.trip_tier(), minutes)
            && let Some(cost) = cost.get_mut(trip.tier)
        {
            *cost += self.base.problem.trip_cost(opening, minutes);
        }
        cost
    }

    /// The best plan of a problem in which something must be, and of several the one that moves the fewest others than
    /// the asker.
    pub(super) fn best(&self, problem: &Problem, must: Option<Change>, asker: Asker) -> Answer {
        if let Some(stop) = self.options.stop() {
            return Answer::Unknown(stop);
        }
        self.answer(&self.counted(problem, must, asker), asker)
    }

    /// The same as an outcome: its last tier is how many others move.
    pub(super) fn counted(&self, problem: &Problem, must: Option<Change>, asker: Asker) -> Outcome {
        let changes: Vec<Change> = must.into_iter().chain([asker.change()]).collect();
        self.solved(&problem.counting_moves(&self.base.solution).with(&changes))
    }

    pub(super) fn solved(&self, problem: &Problem) -> Outcome {
        solve(problem, &self.options)
    }

    /// What the best plan comes to more than this one; `None` if none was found.
    pub(super) fn prices(&self, outcome: &Outcome) -> Option<Vec<Price>> {
        let other = outcome.proposal()?;
        Some(Price::between((&self.base.value, &self.base.bound), (other.cost, other.bound)))
    }

    /// A problem that the plan is a best solution of, if it is proven, or else that is solved anew.
    fn to_ask(&self, problem: &'a Problem) -> WhatIf<'a> {
        if self.base.value == self.base.bound {
            WhatIf::knowing(problem, &self.options, &self.base.solution)
        } else {
            WhatIf::new(problem, &self.options)
        }
    }

    /// The month itself, to be asked with something changed.
    pub(super) fn month(&self) -> &WhatIf<'a> {
        self.month.get_or_init(|| self.to_ask(self.base.problem))
    }

    /// The answer that an outcome is, of which the last tier counts moves.
    pub(super) fn answer(&self, outcome: &Outcome, asker: Asker) -> Answer {
        let Some(other) = outcome.proposal() else {
            return match outcome {
                Outcome::Infeasible { .. } => Answer::AgainstDecisions,
                _ => Answer::Unknown(outcome.stop().unwrap_or(Stop::SolverFailed)),
            };
        };
        let tiers = self.base.value.len();
        let price = Price::between(
            (&self.base.value, &self.base.bound),
            (&other.cost[..tiers], &other.bound[..tiers]),
        );
        Answer::Possible(Alternative {
            price,
            moves: moves(
                self.base.case,
                &self.base.solution,
                other.solution,
                asker.household(self.base.problem),
            ),
            others: other.cost.last().copied().unwrap_or_default(),
            is_fewest: outcome.is_optimal(),
        })
    }
}
