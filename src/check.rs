//! Recomputes a plan from [`Case`], [`TravelTime`] and [`Plan`] alone, and believes nobody: every
//! rule, every capacity, every detail and every tier.
//!
//! Nothing of the problem or of a solver is used for that, so a mistake there shows.
//! [`verify_proof`] checks that no plan is better, from the problem and a proof, and uses nothing
//! of a solver either.

mod proof;
mod violation;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use proof::{Claimed, ProofFault, ProofFlaw, verify_infeasible, verify_proof};
pub use violation::{Violation, Violations};

use crate::model::{Case, Decision, Household, JobSeeker, Kroner, Ruling, Term, Verdict};
use crate::plan::{HousedHousehold, Job, PLAN_VERSION, PlacedPerson, Plan, Status, Who};
use crate::rules::Rules;
use crate::travel::TravelTime;

/// What a plan comes to, recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tally {
    /// For each tier the terms of its objective, without their weights.
    pub terms: Vec<BTreeMap<Term, i64>>,
    /// For each tier the weighted sum of its terms.
    pub values: Vec<i64>,
    /// Households in the case.
    pub households: usize,
    /// Households with a dwelling.
    pub housed: usize,
    /// Job seekers in the case.
    pub seekers: usize,
    /// Job seekers with an opening.
    pub placed: usize,
    /// One-way minutes of every placed seeker, ascending.
    pub commutes: Vec<i64>,
}

/// Checks `plan` against `case` and `travel`, and recomputes what it comes to. `previous` is the
/// plan that the term `moved` compares with.
///
/// ```
/// use boligplacering::check::check;
/// use boligplacering::plan::Plan;
/// use boligplacering::problem::Problem;
/// use boligplacering::solve::{Options, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
///
/// let case = Synthetic::new(3).case().unwrap();
/// let travel = travel_times(&case);
/// let options = Options::default();
/// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &options);
/// let mut plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
/// let tally = check(&case, &travel, &plan, None).unwrap();
/// assert_eq!(Some(&tally.values), outcome.cost());
///
/// plan.households[0].dwelling = None; // somebody tampers with it
/// assert!(check(&case, &travel, &plan, None).is_err());
/// ```
///
/// # Errors
/// With everything that is wrong in the plan.
pub fn check(
    case: &Case,
    travel: &dyn TravelTime,
    plan: &Plan,
    previous: Option<&Plan>,
) -> Result<Tally, Violations> {
    let mut checker = Checker {
        case,
        rules: Rules::new(case),
        travel,
        beds: BTreeMap::new(),
        positions: BTreeMap::new(),
        sums: BTreeMap::new(),
        tally: Tally {
            terms: Vec::new(),
            values: Vec::new(),
            households: case.households().len(),
            housed: 0,
            seekers: case.households().iter().map(|h| h.seekers().count()).sum(),
            placed: 0,
            commutes: Vec::new(),
        },
        violations: Vec::new(),
    };
    if plan.version != PLAN_VERSION {
        checker.violations.push(Violation::Version { version: plan.version });
    }
    checker.households(plan);
    checker.capacities();
    checker.decisions(plan);
    checker.left_out(plan);
    if let Some(previous) = previous {
        checker.moved(plan, previous);
    }
    checker.tiers(plan);
    checker.tally.commutes.sort_unstable();
    if checker.violations.is_empty() {
        Ok(checker.tally)
    } else {
        Err(Violations(checker.violations))
    }
}

struct Checker<'a> {
    case: &'a Case,
    rules: Rules<'a>,
    travel: &'a dyn TravelTime,
    /// For each dwelling in use: people and households in it.
    beds: BTreeMap<usize, (i64, i64)>,
    /// For each opening in use: people in it.
    positions: BTreeMap<usize, i64>,
    sums: BTreeMap<Term, i64>,
    tally: Tally,
    violations: Vec<Violation>,
}

impl Checker<'_> {
    fn count(&mut self, term: Term, amount: i64) {
        *self.sums.entry(term).or_insert(0) += amount;
    }

    fn households(&mut self, plan: &Plan) {
        let case = self.case;
        let expected = case.households().iter().map(|household| &household.id);
        if !expected.eq(plan.households.iter().map(|placed| &placed.household)) {
            self.violations.push(Violation::Households);
            return;
        }
        for (h, (household, placed)) in case.households().iter().zip(&plan.households).enumerate() {
            let home = self.home(h, household, placed);
            let people = household.members.iter().map(|person| &person.id);
            if !people.eq(placed.persons.iter().map(|person| &person.person)) {
                self.violations.push(Violation::Members { household: household.id.clone() });
                continue;
            }
            for (m, (person, placed)) in household.members.iter().zip(&placed.persons).enumerate() {
                self.person((h, m), person.job_seeker.as_ref(), placed, home);
            }
        }
    }

    /// The dwelling of a household, its rules and its part of the tiers.
    fn home(&mut self, h: usize, household: &Household, placed: &HousedHousehold) -> Option<usize> {
        let Some(id) = &placed.dwelling else {
            self.count(Term::Unhoused, 1);
            return None;
        };
        let Some(home) = self.case.dwelling_index(id) else {
            self.violations.push(Violation::UnknownDwelling { dwelling: id.clone() });
            return None;
        };
        match self.rules.housing(h, home) {
            Ok(_) => {}
            Err(reason) => self.violations.push(Violation::Housing {
                household: household.id.clone(),
                dwelling: id.clone(),
                reason,
            }),
        }
        let (people, households) = self.beds.entry(home).or_insert((0, 0));
        *people += household.size();
        *households += 1;
        self.tally.housed += 1;
        let preferences = self.case.preferences();
        let preference = preferences
            .binary_search_by_key(&(&household.id, id), |entry| (&entry.household, &entry.dwelling))
            .map_or(0, |at| penalty(preferences[at].verdict));
        self.count(Term::Preference, preference);
        self.count(Term::Rent, self.case.dwellings()[home].rent.map_or(0, Kroner::rounded));
        Some(home)
    }

    /// The work of a person, its rules, its details and its part of the tiers.
    fn person(
        &mut self,
        who: (usize, usize),
        seeker: Option<&JobSeeker>,
        placed: &PlacedPerson,
        home: Option<usize>,
    ) {
        let Some(job) = &placed.job else {
            self.count(Term::Unplaced, i64::from(seeker.is_some()));
            return;
        };
        let person = placed.person.clone();
        let (Some(seeker), Some(home)) = (seeker, home) else {
            self.violations.push(Violation::NoGround { person });
            return;
        };
        let Some(opening) = self.case.opening_index(&job.opening) else {
            self.violations.push(Violation::UnknownOpening { opening: job.opening.clone() });
            return;
        };
        *self.positions.entry(opening).or_insert(0) += 1;
        self.tally.placed += 1;
        let work = &self.case.openings()[opening];
        let found = self
            .rules
            .work(who, opening)
            .and_then(|(start, _)| Ok((start, self.rules.trip(self.travel, who, home, opening)?)));
        let (start, trip) = match found {
            Ok(found) => found,
            Err(reason) => {
                let opening = job.opening.clone();
                self.violations.push(Violation::Work { person, opening, reason });
                return;
            }
        };
        let expected = Job {
            opening: work.id.clone(),
            site: work.site.clone(),
            step: work.step.clone(),
            mode: trip.mode,
            commute_minutes: trip.minutes,
            start: start.at,
            hours_after_reception: start.hours,
            provisional: seeker.best_step.is_none(),
        };
        if *job != expected {
            self.violations.push(Violation::Details { person: person.clone() });
        }
        let days = i64::try_from(work.days.len()).unwrap_or(i64::MAX);
        let suitabilities = self.case.suitability();
        let suitability = suitabilities
            .binary_search_by_key(&(&person, &work.id), |entry| (&entry.person, &entry.opening))
            .map_or(0, |at| penalty(suitabilities[at].verdict));
        self.count(Term::Ladder, self.rules.steps_down(seeker, work));
        self.count(Term::Commute, trip.minutes * days);
        self.count(Term::Late, start.late_hours);
        self.count(Term::Suitability, suitability);
        self.tally.commutes.push(trip.minutes);
    }

    fn capacities(&mut self) {
        for (home, (people, households)) in &self.beds {
            let dwelling = &self.case.dwellings()[*home];
            if *people > dwelling.beds || *households > dwelling.households {
                let dwelling = dwelling.id.clone();
                self.violations.push(Violation::DwellingFull { dwelling });
            }
        }
        for (opening, people) in &self.positions {
            let opening = &self.case.openings()[*opening];
            if *people > opening.positions {
                let opening = opening.id.clone();
                self.violations.push(Violation::OpeningFull { opening });
            }
        }
    }

    /// What must be is; what must not be was refused by the rules.
    fn decisions(&mut self, plan: &Plan) {
        for decision in self.case.decisions() {
            let kept = match decision {
                Decision::Housing { household, dwelling, decision: Ruling::Must, .. } => (plan
                    .household(household))
                .is_some_and(|h| h.dwelling.as_ref() == Some(dwelling)),
                Decision::Work { person, opening, decision: Ruling::Must, .. } => {
                    let mut people = plan.households.iter().flat_map(|h| &h.persons);
                    let job = people.find(|p| p.person == *person).and_then(|p| p.job.as_ref());
                    job.is_some_and(|job| job.opening == *opening)
                }
                _ => true,
            };
            if !kept {
                self.violations.push(Violation::Decision { decision: decision.clone() });
            }
        }
    }

    /// Whoever is left out is named once with a reason, and nobody else.
    fn left_out(&mut self, plan: &Plan) {
        let mut expected = BTreeSet::new();
        for (household, placed) in self.case.households().iter().zip(&plan.households) {
            if placed.dwelling.is_none() {
                expected.insert(("household", household.id.as_str()));
            }
            for (person, placed) in household.members.iter().zip(&placed.persons) {
                if person.job_seeker.is_some() && placed.job.is_none() {
                    expected.insert(("person", person.id.as_str()));
                }
            }
        }
        let named: BTreeSet<_> = (plan.unplaced.iter())
            .map(|left| match &left.who {
                Who::Household(id) => ("household", id.as_str()),
                Who::Person(id) => ("person", id.as_str()),
            })
            .collect();
        if named != expected || named.len() != plan.unplaced.len() {
            self.violations.push(Violation::Unplaced);
        }
    }

    fn moved(&mut self, plan: &Plan, previous: &Plan) {
        let job = |person: &PlacedPerson| person.job.as_ref().map(|job| job.opening.clone());
        let before: BTreeMap<_, _> = (previous.households.iter())
            .flat_map(|household| household.persons.iter().map(move |p| (&household.household, p)))
            .map(|(household, p)| ((household, &p.person), job(p)))
            .collect();
        for (household, placed) in self.case.households().iter().zip(&plan.households) {
            let Some(old) = previous.household(&household.id) else { continue };
            self.count(Term::Moved, i64::from(old.dwelling != placed.dwelling));
            for (person, placed) in household.members.iter().zip(&placed.persons) {
                let old = before.get(&(&household.id, &person.id));
                let moved = old.is_some_and(|old| *old != job(placed));
                self.count(Term::Moved, i64::from(moved && person.job_seeker.is_some()));
            }
        }
    }

    fn tiers(&mut self, plan: &Plan) {
        let objective = &self.case.policy().objective;
        for weights in objective {
            let sum = |term: &Term| self.sums.get(term).copied().unwrap_or(0);
            let terms: BTreeMap<Term, i64> =
                weights.keys().map(|term| (*term, sum(term))).collect();
            self.tally.values.push(weights.iter().map(|(term, weight)| weight * sum(term)).sum());
            self.tally.terms.push(terms);
        }
        if !plan.tiers.iter().map(|tier| &tier.weights).eq(objective) {
            self.violations.push(Violation::Objective);
            return;
        }
        for (index, (tier, value)) in plan.tiers.iter().zip(&self.tally.values).enumerate() {
            if tier.value != *value {
                let (claimed, value) = (tier.value, *value);
                self.violations.push(Violation::Value { tier: index, claimed, value });
            }
        }
        let proven = plan.tiers.iter().all(|tier| tier.bound == tier.value);
        // The bound of a tier counts while all tiers before it are proven.
        let open = plan.tiers.iter().find(|tier| tier.bound != tier.value);
        let possible = open.is_none_or(|tier| tier.bound < tier.value);
        let claimed = if proven { Status::Optimal } else { Status::Feasible };
        if !possible || plan.status != claimed {
            self.violations.push(Violation::Bound);
        }
    }
}

fn penalty(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Penalty(penalty) => penalty,
        Verdict::Never => 0,
    }
}
