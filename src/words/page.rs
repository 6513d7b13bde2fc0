use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Policy;

/// What stands on the page of a month.
pub trait PageWords {
    /// The language as HTML names it.
    fn html_language(&self) -> &'static str;
    /// Above the name of the month.
    fn page_kind(&self) -> &'static str;
    /// A month by its name and year; what stands there where nobody arrives.
    fn month(&self, day: Option<Date>) -> String;
    /// What the plan comes to, in one or two sentences for a council.
    fn lead(&self, figures: &Figures) -> String;
    /// Who of the households has no home, or of the job seekers no work.
    fn lead_left_out(&self, who: &str, of_homes: bool) -> String;
    /// So many of those placed are not asked yet, and a step is assumed for them.
    fn lead_provisional(&self, count: usize, step: &str) -> String;
    /// How the plan compares with what is reached by hand, where the figures alone would be misread.
    fn against_hand(&self, plan: &Figures, hand: &Figures, is_proven: bool)
    -> Option<&'static str>;
    /// The plan was made after an earlier one, with so many changes.
    fn changed_since(&self, changes: usize) -> String;
    /// The first deadline: when, who, what.
    fn first_deadline(&self, due: &str, role: &str, what: &str) -> String;
    /// What proven means, for a council.
    fn lead_proven(&self) -> &'static str;
    /// How much better a plan could still be at most.
    fn lead_open(&self, better: &str) -> String;
    /// The parts of the page.
    fn contents(&self) -> &'static str;

    /// Above the figures.
    fn figures(&self) -> &'static str;
    /// `8 of 10`.
    fn part(&self, part: usize, whole: usize) -> String;
    /// Below how many households are housed.
    fn figure_housed(&self) -> &'static str;
    /// Below how many job seekers are placed, so many of them on their best step.
    fn figure_placed(&self, figures: &Figures) -> String;
    /// Below how many begin before the limit.
    fn figure_in_time(&self, figures: &Figures) -> String;
    /// How long a trip takes on average.
    fn figure_mean(&self, figures: &Figures) -> String;
    /// Below how long a trip takes on average.
    fn figure_trips(&self, figures: &Figures) -> String;
    /// Below each of these four what is reached by hand.
    fn by_hand_figures(&self, figures: &Figures) -> [String; 4];
    /// What by hand means.
    fn hand_note(&self) -> &'static str;
    /// The plan, beside what is reached by hand.
    fn the_plan(&self) -> &'static str;
    /// By hand, beside the plan.
    fn by_hand_short(&self) -> &'static str;
    /// Above the steps of the ladder.
    fn ladder(&self) -> &'static str;
    /// Those who are on no step.
    fn no_step(&self) -> &'static str;
    /// Above how many trips take how long.
    fn trips_title(&self) -> &'static str;
    /// Trips of so many minutes, both included.
    fn minutes_from_to(&self, from: i64, to: i64) -> String;

    /// Above what waits for a person.
    fn waiting(&self) -> &'static str;
    /// Nothing waits.
    fn nothing_waits(&self) -> &'static str;
    /// Above the warnings.
    fn warnings(&self) -> &'static str;
    /// Above those whose step is only assumed.
    fn provisional(&self) -> &'static str;
    /// A seeker whose step is assumed.
    fn assumed(&self, person: &str, household: &str, step: &str) -> String;
    /// Above the decisions that cost something.
    fn costly_decisions(&self) -> &'static str;
    /// What housing looks for next, or the company consultant.
    fn look_for(&self, homes: bool) -> &'static str;
    /// So many persons.
    fn people(&self, count: usize) -> String;
    /// There is more beside.
    fn scroll_hint(&self) -> &'static str;
    /// Above what there might be more of.
    fn one_more_of(&self) -> &'static str;
    /// Above what so many more gain.
    fn gain_of(&self, count: usize) -> String;

    /// Above the map.
    fn map_title(&self) -> &'static str;

    /// Above what this was made from.
    fn foot(&self) -> &'static str;
    /// The columns of the files: name, rows, hash.
    fn files_header(&self) -> [&'static str; 3];
    /// Above the policy.
    fn policy(&self) -> &'static str;
    /// The policy in words: deadlines, travel, assumed step.
    fn policy_told(&self, policy: &Policy) -> Vec<String>;
    /// What was kept small, in the order of importance.
    fn order(&self, tiers: &str) -> String;
    /// The program's version and the method.
    fn made_by(&self, version: &str, method: &str) -> String;
    /// How to check the proof.
    fn how_to_check(&self) -> &'static str;
    /// Who decides.
    fn people_decide(&self) -> &'static str;
}

/// What a plan comes to, in figures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Figures {
    /// Households.
    pub households: usize,
    /// Of them with a home.
    pub housed: usize,
    /// Job seekers.
    pub seekers: usize,
    /// Of them with work.
    pub placed: usize,
    /// Of them on the best step they can take.
    pub on_best_step: usize,
    /// How many of those placed nobody has asked yet, so that their step is only assumed.
    pub provisional: usize,
    /// How many begin within the target.
    pub in_target: usize,
    /// How many begin within the limit.
    pub in_limit: usize,
    /// The target, in hours after reception.
    pub target_hours: i64,
    /// The limit, in hours after reception.
    pub limit_hours: i64,
    /// How many hours the latest start is before the limit; `None` if nobody begins.
    pub spare_hours: Option<i64>,
    /// Minutes to work a week, one way, of all together.
    pub week_minutes: i64,
    /// The mean of the trips, in tenths of a minute.
    pub mean_tenths: i64,
    /// The median of the trips, in tenths of a minute.
    pub median_tenths: i64,
    /// The longest trip, in minutes.
    pub longest_minutes: i64,
}
