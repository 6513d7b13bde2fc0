use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::{Action, Beginner, Task};
use crate::explain::Call;
use crate::model::{
    Actions, Case, DwellingId, Household, HouseholdId, Person, PersonId, Role, SiteId,
};
use crate::plan::{HousedHousehold, Job, PlacedPerson};
use crate::rules::Rules;
use crate::time::{Clock, last_working_day};

const ADULT_YEARS: i16 = 18;

/// Puts together what is one action: the households that move into a dwelling on one day, those who begin at an
/// employer's on one day.
pub(super) struct Maker<'a> {
    case: &'a Case,
    days: Actions,
    rules: Rules<'a>,
    /// The last days of talks that are worked out.
    last_days: BTreeMap<&'a PersonId, Date>,
    /// Talks, and what has to be found for those who are left out.
    others: Vec<Action>,
    homes: BTreeMap<Home<'a>, Vec<HouseholdId>>,
    receptions: BTreeMap<(DateTime, Option<Home<'a>>), Vec<HouseholdId>>,
    /// By the day on which they are due.
    agreements: BTreeMap<(Date, &'a SiteId), Vec<(HouseholdId, Beginner)>>,
    first_days: BTreeMap<(Date, &'a SiteId), Vec<(HouseholdId, Beginner)>>,
    classes: BTreeMap<Date, Class>,
}

/// A dwelling, and when somebody moves in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Home<'a> {
    dwelling: &'a DwellingId,
    move_in: Date,
}

/// Who is enrolled on one day, and when classes have begun at the latest.
struct Class {
    lessons_by: Date,
    households: Vec<HouseholdId>,
    persons: Vec<PersonId>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(case: &'a Case, calls: &'a [Call]) -> Self {
        Self {
            case,
            days: case.policy().actions,
            rules: Rules::new(case),
            last_days: calls
                .iter()
                .filter_map(|call| Some((&call.person, call.last_day?)))
                .collect(),
            others: Vec::new(),
            homes: BTreeMap::new(),
            receptions: BTreeMap::new(),
            agreements: BTreeMap::new(),
            first_days: BTreeMap::new(),
            classes: BTreeMap::new(),
        }
    }

    /// Whatever has to be done for a household that the case has.
    pub(super) fn household(&mut self, placed: &'a HousedHousehold) {
        let case = self.case;
        let Some(h) = case.household_index(&placed.household) else { return };
        let Some(household) = case.households().get(h) else { return };
        let at = placed.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        let lives_here = self.rules.begun_dwelling(h).is_some();
        let stays = lives_here && self.rules.begun_dwelling(h) == at;
        let received = household.arrival.date();
        let mut first = None;
        if !stays {
            let available = at.and_then(|at| case.dwellings().get(at)?.available_from);
            let move_in = available.map_or(received, |from| from.max(received));
            let home = placed.dwelling.as_ref().map(|dwelling| Home { dwelling, move_in });
            if let Some(home) = home {
                self.homes.entry(home).or_default().push(household.id.clone());
            }
            let lease = home.map(|home| before(home.move_in, self.days.lease_days));
            first = Some(lease.map_or(received, |lease| lease.min(received)));
            let reception = self.receptions.entry((household.arrival, home)).or_default();
            reception.push(household.id.clone());
        }
        if placed.dwelling.is_none() {
            self.find_home(household);
        }
        let mut talks = Vec::new();
        for placed in &placed.persons {
            let Some(m) = household.members.iter().position(|one| one.id == placed.person) else {
                continue;
            };
            let agreement = self.work((h, m), household, placed);
            let person = &household.members[m];
            if at.is_some() && placed.job.is_none() && person.job_seeker.is_some() {
                self.find_work(household, person);
            }
            talks.extend(self.talk((h, m), person, first, agreement));
        }
        self.talk_with(household, talks, lives_here);
        self.enrol(household);
    }

    fn find_home(&mut self, household: &Household) {
        let roof = self.case.policy().deadline.roof_hours;
        let ready = Clock::Calendar.hours_after(household.arrival, roof);
        let due = before(ready.date(), self.days.lease_days);
        let task = Task::FindHome { people: household.size(), ready };
        self.others.push(Action::new(due, task, vec![household.id.clone()], Vec::new()));
    }

    /// Work for a job seeker whose household has a home; whoever waits for one waits for work, too.
    fn find_work(&mut self, household: &Household, person: &Person) {
        let deadline = &self.case.policy().deadline;
        let begun = deadline.clock.hours_after(household.arrival, deadline.work_limit_hours);
        let due = before(begun.date(), self.days.agreement_days);
        let who = (vec![household.id.clone()], vec![person.id.clone()]);
        self.others.push(Action::new(due, Task::FindWork { begun }, who.0, who.1));
    }

    /// What has to be done for somebody's work; the day of the agreement.
    fn work(
        &mut self,
        who: (usize, usize),
        household: &Household,
        placed: &'a PlacedPerson,
    ) -> Option<Date> {
        let job = placed.job.as_ref()?;
        let begun = self.rules.begun_opening(who);
        if begun.is_some() && begun == self.case.opening_index(&job.opening) {
            return None;
        }
        let day = job.start.date();
        let due = before(day, self.days.agreement_days);
        let one = (household.id.clone(), beginner(&placed.person, job));
        self.first_days.entry((day, &job.site)).or_default().push(one.clone());
        self.agreements.entry((due, &job.site)).or_default().push(one);
        Some(due)
    }

    /// The day of a talk with somebody, if one is needed: whoever works already has shown what they can do. `first`: the
    /// first day on which anything is done for their household.
    fn talk(
        &self,
        who: (usize, usize),
        person: &Person,
        first: Option<Date>,
        agreement: Option<Date>,
    ) -> Option<(Date, PersonId)> {
        let is_clarified = person.job_seeker.as_ref()?.best_step.is_some();
        if is_clarified || self.rules.begun_opening(who).is_some() {
            return None;
        }
        let day_before = |day: Date| before(day, 1);
        let day = match self.last_days.get(&person.id) {
            Some(last) => Some(agreement.map_or(*last, |agreement| agreement.min(*last))),
            None => first.into_iter().chain(agreement).min().map(day_before),
        };
        let arrival = self.case.households().get(who.0)?.arrival.date();
        Some((day.unwrap_or_else(|| day_before(arrival)), person.id.clone()))
    }

    /// One talk with all of a household, by the earliest day.
    fn talk_with(&mut self, household: &Household, talks: Vec<(Date, PersonId)>, lives_here: bool) {
        let Some(due) = talks.iter().map(|(day, _)| *day).min() else { return };
        let persons = talks.into_iter().map(|(_, person)| person).collect();
        let task = Task::Talk { lives_here };
        self.others.push(Action::new(due, task, vec![household.id.clone()], persons));
    }

    fn enrol(&mut self, household: &Household) {
        let received = household.arrival.date();
        let is_child = |year: i16| received.year().saturating_sub(year) < ADULT_YEARS;
        let adults = household.members.iter().filter(|who| !who.birth_year.is_some_and(is_child));
        let adults: Vec<PersonId> = adults.map(|who| who.id.clone()).collect();
        if adults.is_empty() {
            return;
        }
        let lessons_by = received.saturating_add(1.month());
        let due = before(lessons_by, self.days.class_days);
        let class = self.classes.entry(due).or_insert_with(|| Class {
            lessons_by,
            households: Vec::new(),
            persons: Vec::new(),
        });
        class.lessons_by = class.lessons_by.min(lessons_by);
        class.households.push(household.id.clone());
        class.persons.extend(adults);
    }

    /// All actions, in order.
    pub(super) fn actions(self) -> Vec<Action> {
        let mut actions = self.others;
        for (Home { dwelling, move_in }, households) in self.homes {
            let due = before(move_in, self.days.lease_days);
            let lease = Task::Lease { dwelling: dwelling.clone(), move_in };
            actions.push(Action::new(due, lease, households.clone(), Vec::new()));
            let home = self.case.dwelling_index(dwelling);
            let home = home.and_then(|at| self.case.dwellings().get(at));
            // Nobody has the keys before the dwelling is free.
            let free = home.and_then(|home| home.available_from).unwrap_or(Date::MIN);
            let due = last_working_day(move_in).max(free);
            let keys = Task::Keys { dwelling: dwelling.clone(), move_in };
            actions.push(Action::new(due, keys, households, Vec::new()));
        }
        for ((at, home), households) in self.receptions {
            let (dwelling, move_in) =
                home.map(|home| (home.dwelling.clone(), home.move_in)).unzip();
            let task = Task::Receive { at, dwelling, move_in };
            actions.push(Action::new(at.date(), task, households, Vec::new()));
        }
        for ((due, site), all) in self.agreements {
            let (households, mut beginners): (_, Vec<Beginner>) = all.into_iter().unzip();
            beginners.sort_by(|a, b| (&a.opening, &a.person).cmp(&(&b.opening, &b.person)));
            let persons = persons(&beginners);
            let Some(start) = beginners.iter().map(|one| one.start).min() else { continue };
            let task = Task::Agreement { site: site.clone(), start, beginners };
            actions.push(Action::new(due, task, households, persons));
        }
        for ((day, site), all) in self.first_days {
            let (households, mut beginners): (_, Vec<Beginner>) = all.into_iter().unzip();
            beginners.sort_by(|a, b| (a.start, &a.person).cmp(&(b.start, &b.person)));
            let persons = persons(&beginners);
            let task = Task::FirstDay { site: site.clone(), beginners };
            actions.push(Action::new(day, task, households, persons));
        }
        for (due, Class { lessons_by, households, persons }) in self.classes {
            actions.push(Action::new(due, Task::Enrol { lessons_by }, households, persons));
        }
        actions.sort_by(|a, b| order(a).cmp(&order(b)));
        actions
    }
}

fn order(action: &Action) -> (Date, Role, &[HouseholdId], &[PersonId]) {
    (action.due, action.role, &action.households, &action.persons)
}

/// The last working day that is so many days before another, or earlier.
fn before(day: Date, days: i64) -> Date {
    last_working_day(day.saturating_sub(days.days()))
}

fn beginner(person: &PersonId, job: &Job) -> Beginner {
    Beginner {
        person: person.clone(),
        opening: job.opening.clone(),
        step: job.step.clone(),
        provisional: job.provisional,
        start: job.start,
        mode: job.mode,
        commute_minutes: job.commute_minutes,
    }
}

fn persons(beginners: &[Beginner]) -> Vec<PersonId> {
    beginners.iter().map(|one| one.person.clone()).collect()
}
