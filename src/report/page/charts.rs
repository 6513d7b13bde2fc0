use crate::plan::Plan;
use crate::report::explained::Teller;
use crate::report::figures::{jobs, on_steps};
use crate::words::{Figures, Words};

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
    let counts = on_steps(teller.case, plan).into_iter().enumerate();
    let steps = counts.map(|(level, (step, count))| match step {
        Some(step) => Step { name: teller.step(step), level: level.min(LEVELS - 1), count },
        None => Step { name: teller.words.no_step().to_owned(), level: LEVELS, count },
    });
    steps.filter(|step| step.count > 0).collect()
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
