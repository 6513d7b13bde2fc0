use std::collections::BTreeMap;

use jiff::civil::Date;

use super::summary::{mean_tenths, median_tenths};
use crate::model::{Case, PersonId, StepId};
use crate::plan::{Job, Plan};
use crate::words::Figures;

/// The figures of a plan.
pub(super) fn of(case: &Case, plan: &Plan) -> Figures {
    let deadline = &case.policy().deadline;
    let jobs = || jobs(plan);
    let mut minutes: Vec<i64> = jobs().map(|(_, job)| job.commute_minutes).collect();
    minutes.sort_unstable();
    let latest = jobs().map(|(_, job)| job.hours_after_reception).max();
    let within = |hours| jobs().filter(|(_, job)| job.hours_after_reception <= hours).count();
    Figures {
        households: case.households().len(),
        housed: plan.households.iter().filter(|home| home.dwelling.is_some()).count(),
        seekers: case.households().iter().map(|home| home.seekers().count()).sum(),
        placed: minutes.len(),
        on_best_step: jobs().filter(|(id, job)| is_best(case, id, job)).count(),
        provisional: jobs().filter(|(_, job)| job.provisional).count(),
        in_target: within(deadline.work_target_hours),
        in_limit: within(deadline.work_limit_hours),
        target_hours: deadline.work_target_hours,
        limit_hours: deadline.work_limit_hours,
        spare_hours: latest.map(|hours| deadline.work_limit_hours.saturating_sub(hours).max(0)),
        week_minutes: jobs().map(|(_, job)| week_minutes(case, job)).sum(),
        mean_tenths: mean_tenths(&minutes),
        median_tenths: median_tenths(&minutes),
        longest_minutes: minutes.last().copied().unwrap_or(0),
    }
}

/// How many are on each step of the ladder, best first, and how many job seekers on none.
pub(super) fn on_steps<'c>(case: &'c Case, plan: &Plan) -> Vec<(Option<&'c StepId>, usize)> {
    let mut counts: BTreeMap<&StepId, usize> = BTreeMap::new();
    for (_, job) in jobs(plan) {
        *counts.entry(&job.step).or_default() += 1;
    }
    let seekers: usize = case.households().iter().map(|home| home.seekers().count()).sum();
    let none = seekers.saturating_sub(counts.values().sum());
    let ladder = case.policy().ladder.iter();
    let steps = ladder.map(|step| (Some(step), counts.get(step).copied().unwrap_or(0)));
    steps.chain([(None, none)]).collect()
}

/// A day of the month in which most households arrive; of several the first.
pub(super) fn month(case: &Case) -> Option<Date> {
    let mut months: BTreeMap<Date, usize> = BTreeMap::new();
    for household in case.households() {
        *months.entry(household.arrival.date().first_of_month()).or_default() += 1;
    }
    let most = months.values().max()?;
    months.iter().find(|(_, count)| *count == most).map(|(month, _)| *month)
}

/// Everybody's work.
pub(super) fn jobs(plan: &Plan) -> impl Iterator<Item = (&PersonId, &Job)> {
    let persons = plan.households.iter().flat_map(|home| &home.persons);
    persons.filter_map(|placed| Some((&placed.person, placed.job.as_ref()?)))
}

/// Whether work is on the best step that a person can take, or that is assumed.
fn is_best(case: &Case, id: &PersonId, job: &Job) -> bool {
    let person = case.person_index(id).map(|(h, m)| &case.households()[h].members[m]);
    let seeker = person.and_then(|person| person.job_seeker.as_ref());
    let rank = case.policy().rank(&job.step);
    seeker.zip(rank).is_some_and(|(seeker, rank)| rank <= case.best_rank(seeker).0)
}

/// Minutes to work a week, one way.
fn week_minutes(case: &Case, job: &Job) -> i64 {
    let opening = case.opening_index(&job.opening).map(|at| &case.openings()[at]);
    let days = opening.map_or(0, |opening| opening.days.len());
    job.commute_minutes.saturating_mul(i64::try_from(days).unwrap_or(0))
}
