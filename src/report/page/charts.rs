use std::collections::BTreeMap;

use crate::model::{Case, PersonId, StepId};
use crate::plan::{Job, Plan};
use crate::report::explained::Teller;
use crate::report::summary::{mean_tenths, median_tenths};
use crate::words::{Figures, Words};

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

/// One of the large figures.
pub(super) struct Tile {
    pub(super) big: String,
    pub(super) label: String,
    pub(super) hand: Option<String>,
}

/// The large figures, each with what is reached by hand.
pub(super) fn tiles(words: &dyn Words, plan: &Figures, hand: Option<&Figures>) -> [Tile; 4] {
    let tiles = [
        (words.part(plan.housed, plan.households), words.figure_housed().to_owned()),
        (words.part(plan.placed, plan.seekers), words.figure_placed(plan)),
        (words.part(plan.in_limit, plan.seekers), words.figure_in_time(plan)),
        (words.figure_mean(plan), words.figure_trips(plan)),
    ];
    let mut hand = hand.map(|hand| words.by_hand_figures(hand)).into_iter().flatten();
    tiles.map(|(big, label)| Tile { big, label, hand: hand.next() })
}

/// A step of the ladder, and who is on it.
pub(super) struct Step {
    pub(super) name: String,
    /// How far down the ladder, from 0; the last is for those without work.
    pub(super) level: usize,
    pub(super) count: usize,
}

/// How many are on each step, best first, and how many on none; steps with nobody are left out.
pub(super) fn ladder(teller: &Teller, plan: &Plan) -> Vec<Step> {
    let (case, words) = (teller.case, teller.words);
    let mut counts: BTreeMap<&StepId, usize> = BTreeMap::new();
    for (_, job) in jobs(plan) {
        *counts.entry(&job.step).or_default() += 1;
    }
    let seekers: usize = case.households().iter().map(|home| home.seekers().count()).sum();
    let none = seekers.saturating_sub(counts.values().sum());
    let steps = case.policy().ladder.iter().enumerate().map(|(level, step)| Step {
        name: teller.step(step),
        level: level.min(LEVELS - 1),
        count: counts.get(step).copied().unwrap_or(0),
    });
    let without = Step { name: words.no_step().to_owned(), level: LEVELS, count: none };
    steps.chain([without]).filter(|step| step.count > 0).collect()
}

/// So many steps have a shade of their own.
const LEVELS: usize = 5;

/// Trips of about the same length.
pub(super) struct Bin {
    pub(super) minutes: String,
    pub(super) plan: usize,
    pub(super) hand: Option<usize>,
    /// The length of the bars, in percent of the longest.
    pub(super) plan_percent: usize,
    pub(super) hand_percent: usize,
}

/// How many trips take how long: at most eight bins, of the plan and by hand.
pub(super) fn histogram(words: &dyn Words, plan: &Plan, hand: Option<&Plan>) -> Vec<Bin> {
    let minutes = |plan: &Plan| jobs(plan).map(|(_, job)| job.commute_minutes).collect::<Vec<_>>();
    let (plan, hand) = (minutes(plan), hand.map(minutes));
    let all = || plan.iter().chain(hand.iter().flatten());
    let Some(longest) = all().max() else { return Vec::new() };
    let width = [5, 10, 15, 30, 60, 120].into_iter().find(|width| longest / width < 8);
    let width = width.unwrap_or(longest / 8 + 1);
    let count = |of: &[i64], from: i64| {
        of.iter().filter(|minutes| (from..from + width).contains(*minutes)).count()
    };
    let bins = (0..=longest / width).map(|bin| bin * width);
    let bins =
        bins.map(|from| (from, count(&plan, from), hand.as_ref().map(|hand| count(hand, from))));
    let bins: Vec<_> = bins.collect();
    let most =
        bins.iter().map(|(_, plan, hand)| *plan.max(&hand.unwrap_or(0))).max().unwrap_or(1).max(1);
    let bin = |(from, plan, hand): (i64, usize, Option<usize>)| Bin {
        minutes: words.minutes_from_to(from, from + width - 1),
        plan,
        hand,
        plan_percent: 100 * plan / most,
        hand_percent: 100 * hand.unwrap_or(0) / most,
    };
    bins.into_iter().map(bin).collect()
}

/// Everybody's work.
fn jobs(plan: &Plan) -> impl Iterator<Item = (&PersonId, &Job)> {
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
