#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::{
    HousedHousehold, Job, PLAN_VERSION, PlacedPerson, Plan, Status, Tier, Unplaced, Who, unplaced,
};
use crate::model::Case;
use crate::problem::{Proposal, Solution};
use crate::rules::Rules;
use crate::travel::TravelTime;
use crate::words::words;

impl Plan {
    /// The plan that a proposal for `case` stands for; `None` if that speaks of more or fewer than
    /// the case has.
    ///
    /// The proposal must be one for the [`Problem`](crate::problem::Problem) of this very case and
    /// `travel`; [`check`](crate::check()) tells if it is not.
    ///
    /// ```
    /// use boligplacering::plan::{Plan, Status};
    /// use boligplacering::problem::Problem;
    /// use boligplacering::solve::{Options, solve};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    ///
    /// let case = Synthetic::new(3).case().unwrap();
    /// let travel = travel_times(&case);
    /// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
    /// let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
    /// assert_eq!(plan.status, Status::Optimal);
    /// assert_eq!(plan.households.len(), 3);
    /// ```
    pub fn new(case: &Case, travel: &dyn TravelTime, proposal: &Proposal) -> Option<Self> {
        let Proposal { solution, cost, bound, method } = *proposal;
        if !is_of(case, solution) {
            return None;
        }
        let objective = case.policy().objective.iter();
        let maker = Maker { rules: Rules::new(case), travel, solution };
        let (households, unplaced) = maker.households();
        Some(Self {
            version: PLAN_VERSION,
            status: if cost == bound { Status::Optimal } else { Status::Feasible },
            method: method.to_owned(),
            language: case.policy().language,
            previous: None,
            tiers: (objective.zip(cost).zip(bound))
                .map(|((weights, value), bound)| Tier {
                    weights: weights.clone(),
                    value: *value,
                    bound: *bound,
                })
                .collect(),
            households,
            unplaced,
        })
    }
}

/// Whether a solution has as many households and seekers as a case, and nothing that the case has not.
fn is_of(case: &Case, solution: &Solution) -> bool {
    let members = case.households().iter().flat_map(|household| &household.members);
    let seekers = members.filter(|person| person.job_seeker.is_some()).count();
    let all_within =
        |what: &[Option<usize>], count: usize| what.iter().flatten().all(|index| *index < count);
    solution.homes.len() == case.households().len()
        && solution.openings.len() == seekers
        && all_within(&solution.homes, case.dwellings().len())
        && all_within(&solution.openings, case.openings().len())
}

struct Maker<'a> {
    rules: Rules<'a>,
    travel: &'a dyn TravelTime,
    solution: &'a Solution,
}

impl Maker<'_> {
    fn households(&self) -> (Vec<HousedHousehold>, Vec<Unplaced>) {
        let case = self.rules.case();
        let left = unplaced::Left::new(case, self.solution);
        let (mut unhoused, mut jobless) = (Vec::new(), Vec::new());
        let mut seekers = self.solution.openings.iter().copied();
        let mut placed = Vec::with_capacity(case.households().len());
        for (h, household) in case.households().iter().enumerate() {
            let home = self.solution.homes.get(h).copied().flatten();
            if home.is_none() {
                let who = Who::Household(household.id.clone());
                unhoused.push(left.unhoused(&self.rules, h).of(who));
            }
            let mut persons = Vec::with_capacity(household.members.len());
            for (m, person) in household.members.iter().enumerate() {
                let mut job = None;
                if person.job_seeker.is_some() {
                    let opening = seekers.next().flatten();
                    job = home.zip(opening).and_then(|(d, o)| self.job((h, m), d, o));
                    if job.is_none() {
                        jobless.push((Who::Person(person.id.clone()), (h, m), home));
                    }
                }
                let note = self.note((h, m), home, job.as_ref());
                persons.push(PlacedPerson { person: person.id.clone(), job, note });
            }
            let dwelling = home.and_then(|d| case.dwellings().get(d)).map(|d| d.id.clone());
            placed.push(HousedHousehold { household: household.id.clone(), dwelling, persons });
        }
        let why = |(who, person, home): (Who, (usize, usize), Option<usize>)| {
            left.jobless(&self.rules, self.travel, person, home).of(who)
        };
        // Each looks at all openings: of many people that is most of the work.
        #[cfg(feature = "parallel")]
        let mut jobless: Vec<Unplaced> = jobless.into_par_iter().map(why).collect();
        #[cfg(not(feature = "parallel"))]
        let mut jobless: Vec<Unplaced> = jobless.into_iter().map(why).collect();
        unhoused.sort_by(|a, b| a.who.id().cmp(b.who.id()));
        jobless.sort_by(|a, b| a.who.id().cmp(b.who.id()));
        unhoused.extend(jobless);
        (placed, unhoused)
    }

    fn job(&self, (h, m): (usize, usize), home: usize, opening: usize) -> Option<Job> {
        let case = self.rules.case();
        let work = case.openings().get(opening)?;
        let seeker = case.households().get(h)?.members.get(m)?.job_seeker.as_ref()?;
        let (start, _) = self.rules.work((h, m), opening).ok()?;
        let trip = self.rules.trip(self.travel, (h, m), home, opening).ok()?;
        Some(Job {
            opening: work.id.clone(),
            site: work.site.clone(),
            step: work.step.clone(),
            mode: trip.mode,
            commute_minutes: trip.minutes,
            start: start.at,
            hours_after_reception: start.hours,
            provisional: seeker.best_step.is_none(),
        })
    }

    /// What a planner should know at a glance about one person's placement.
    fn note(&self, (h, m): (usize, usize), home: Option<usize>, job: Option<&Job>) -> String {
        let case = self.rules.case();
        let words = words(case.policy().language);
        let mut notes = Vec::new();
        if home.is_some() && self.rules.begun_dwelling(h).is_some() {
            notes.push(words.lives_there().to_owned());
        } else if home.is_some() && self.rules.decided_dwelling(h).is_some() {
            notes.push(words.dwelling_decided().to_owned());
        }
        let seeker = (case.households().get(h))
            .and_then(|household| household.members.get(m)?.job_seeker.as_ref());
        if let (Some(job), Some(seeker)) = (job, seeker) {
            let opening = (case.opening_index(&job.opening)).and_then(|o| case.openings().get(o));
            if self.rules.begun_opening((h, m)).is_some() {
                notes.push(words.works_there().to_owned());
            } else if self.rules.decided_opening((h, m)).is_some() {
                notes.push(words.opening_decided().to_owned());
            }
            if job.provisional {
                notes.push(words.not_clarified().to_owned());
            }
            let steps = opening.map_or(0, |opening| self.rules.steps_down(seeker, opening));
            notes.push(words.steps_below(steps));
            let late = job.hours_after_reception - case.policy().deadline.work_target_hours;
            if late > 0 {
                notes.push(words.after_target(late));
            }
        }
        notes.join("; ")
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use crate::model::Case;
    use crate::plan::Plan;
    use crate::problem::Problem;
    use crate::solve::{Options, solve};
    use crate::synthetic::Synthetic;
    use crate::travel::travel_times;

    #[test]
    fn an_outcome_of_another_case_makes_no_plan() {
        let case = |households| Synthetic::new(households).case().unwrap();
        let eight = case(8);
        let problem = Problem::new(&eight, &travel_times(&eight)).unwrap();
        let outcome = solve(&problem, &Options::default());
        let proposal = outcome.proposal().unwrap();
        let plan_of = |case: Case| Plan::new(&case, &travel_times(&case), &proposal);
        assert!(plan_of(case(8)).is_some());
        assert!(plan_of(case(3)).is_none());
        assert!(plan_of(case(9)).is_none());
    }
}
