use jiff::civil::Date;

use super::{English, counted};
use crate::model::{Policy, StepId, TravelSource};
use crate::time::Clock;
use crate::words::{Figures, OverviewWords, PageWords};

/// `6.3`, `6`.
fn tenths(tenths: i64) -> String {
    let (whole, part) = (tenths / 10, tenths % 10);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part}") }
}

impl PageWords for English {
    fn html_language(&self) -> &'static str {
        "en"
    }

    fn page_kind(&self) -> &'static str {
        "Homes and work for the month's arrivals"
    }

    fn month(&self, day: Option<Date>) -> String {
        day.map_or("Nobody arrives".to_owned(), |day| day.strftime("%B %Y").to_string())
    }

    fn lead(&self, figures: &Figures) -> String {
        let Figures { households, housed, seekers, placed, .. } = *figures;
        if households == 0 {
            return "Nobody arrives this month, so there is nobody to house or place.".to_owned();
        }
        let homes = match (housed, households) {
            (1, 1) => "The one household gets a home".to_owned(),
            (0, 1) => "The one household gets no home".to_owned(),
            (housed, all) if housed == all => format!("All {all} households get a home"),
            (0, all) => format!("None of the {all} households gets a home"),
            (1, all) => format!("1 of {all} households gets a home"),
            (housed, all) => format!("{housed} of {all} households get a home"),
        };
        let limit = figures.limit_hours;
        let work = match (placed, seekers) {
            (_, 0) => return homes + ". Nobody among them looks for work.",
            (1, 1) => "the one job seeker begins".to_owned(),
            (0, 1) => return homes + "; the one job seeker gets no work.",
            (placed, all) if placed == all => format!("all {all} job seekers begin"),
            (0, all) => return format!("{homes}; none of the {all} job seekers gets work."),
            (1, all) => format!("1 of {all} job seekers begins"),
            (placed, all) => format!("{placed} of {all} job seekers begin"),
        };
        let steps = match (figures.on_best_step, placed) {
            (1, 1) => "on the best step they can take".to_owned(),
            (best, placed) if best == placed && placed == seekers => {
                "all on the best step they can take".to_owned()
            }
            (best, placed) if best == placed => {
                format!("these {placed} all on the best step they can take")
            }
            (best, _) => format!("{best} of them on the best step they can take"),
        };
        if figures.in_limit == placed {
            format!("{homes}; {work} within {limit} hours, {steps}.")
        } else {
            format!("{homes}; {work} work, {steps}.")
        }
    }

    fn lead_left_out(&self, who: &str, of_homes: bool) -> String {
        format!("{}: {who}.", if of_homes { "Without a home" } else { "Without work" })
    }

    fn lead_provisional(&self, count: usize, step: &str) -> String {
        let have = if count == 1 { "has" } else { "have" };
        format!("{count} of them {have} not been asked yet; {step} is assumed.")
    }

    fn against_hand(
        &self,
        plan: &Figures,
        hand: &Figures,
        is_proven: bool,
    ) -> Option<&'static str> {
        if plan == hand {
            return is_proven.then_some(
                "By hand reaches the same on these figures; what is new is the proof that nothing better exists.",
            );
        }
        (plan.in_target < hand.in_target).then_some(
            "Fewer begin within the target than by hand: what comes first in the priorities weighs more.",
        )
    }

    fn changed_since(&self, changes: usize) -> String {
        let changes = counted(changes as i64, "change", "changes");
        format!("Made after an earlier plan: {changes} since then, and why.")
    }

    fn first_deadline(&self, due: &str, role: &str, what: &str) -> String {
        format!("First deadline: {due}, {role}: {what}")
    }

    fn lead_proven(&self) -> &'static str {
        "By the priorities and files used no plan is better: that is proven, and anybody can check it."
    }

    fn lead_open(&self, better: &str) -> String {
        format!(
            "That no plan is better is not proven. The most that a better plan could come to: {better}."
        )
    }

    fn contents(&self) -> &'static str {
        "On this page"
    }

    fn figures(&self) -> &'static str {
        "The month in figures"
    }

    fn part(&self, part: usize, whole: usize) -> String {
        format!("{part} of {whole}")
    }

    fn figure_housed(&self) -> &'static str {
        "households have a home"
    }

    fn figure_placed(&self, figures: &Figures) -> String {
        format!("job seekers have work, {} on their best step", figures.on_best_step)
    }

    fn figure_in_time(&self, figures: &Figures) -> String {
        let Figures { target_hours, limit_hours, in_target, .. } = figures;
        let spare = figures.spare_hours.map_or(String::new(), |hours| {
            format!("; the latest start has {} to spare", counted(hours, "hour", "hours"))
        });
        format!("begin within {limit_hours} hours, {in_target} within {target_hours}{spare}")
    }

    fn figure_mean(&self, figures: &Figures) -> String {
        format!("{} min", tenths(figures.mean_tenths))
    }

    fn figure_trips(&self, figures: &Figures) -> String {
        format!(
            "to work on average, one way; median {}, longest {}; all together {} minutes a week",
            tenths(figures.median_tenths),
            figures.longest_minutes,
            figures.week_minutes
        )
    }

    fn by_hand_figures(&self, of: &Figures) -> [String; 4] {
        let seekers = of.seekers;
        [
            format!("by hand: {} of {}", of.housed, of.households),
            format!("by hand: {} of {seekers}, {} on their best step", of.placed, of.on_best_step),
            format!(
                "by hand: {} of {seekers}, {} within {}",
                of.in_limit, of.in_target, of.target_hours
            ),
            format!(
                "by hand: {} min, longest {}; {} a week",
                tenths(of.mean_tenths),
                of.longest_minutes,
                of.week_minutes
            ),
        ]
    }

    fn hand_note(&self) -> &'static str {
        "By hand: what a careful person reaches who takes one household after the other, each time the best that is left."
    }

    fn the_plan(&self) -> &'static str {
        "the plan"
    }

    fn by_hand_short(&self) -> &'static str {
        "by hand"
    }

    fn ladder(&self) -> &'static str {
        "Steps of the ladder, best first"
    }

    fn no_step(&self) -> &'static str {
        "without work"
    }

    fn trips_title(&self) -> &'static str {
        "How long trips to work take, one way"
    }

    fn minutes_from_to(&self, from: i64, to: i64) -> String {
        format!("{from}–{to} min")
    }

    fn waiting(&self) -> &'static str {
        "What needs a person now"
    }

    fn nothing_waits(&self) -> &'static str {
        "Nothing: the files raise no questions, everybody is placed, and everybody's step is known."
    }

    fn warnings(&self) -> &'static str {
        "Take note"
    }

    fn provisional(&self) -> &'static str {
        "Placed on a step that is only assumed"
    }

    fn assumed(&self, person: &str, household: &str, step: &str) -> String {
        format!("{person}, of household {household}: {step} is assumed; ask them")
    }

    fn costly_decisions(&self) -> &'static str {
        "Decisions that cost something"
    }

    fn look_for(&self, homes: bool) -> &'static str {
        if homes {
            "What the housing group looks for next"
        } else {
            "What the company consultant looks for next"
        }
    }

    fn people(&self, count: usize) -> String {
        counted(count as i64, "person", "people")
    }

    fn scroll_hint(&self) -> &'static str {
        "Scroll sideways for more"
    }

    fn one_more_of(&self) -> &'static str {
        "If there were"
    }

    fn gain_of(&self, count: usize) -> String {
        format!("{count} more")
    }

    fn map_title(&self) -> &'static str {
        "The map"
    }

    fn foot(&self) -> &'static str {
        "What this was made from"
    }

    fn files_header(&self) -> [&'static str; 3] {
        ["File", "Rows", "SHA-256, first 16 characters"]
    }

    fn policy(&self) -> &'static str {
        "Rules and priorities"
    }

    fn policy_told(&self, policy: &Policy) -> Vec<String> {
        let hours = |count: i64| counted(count, "hour", "hours");
        let deadline = &policy.deadline;
        let clock = match deadline.clock {
            Clock::Calendar => "every hour counts",
            Clock::WorkingDays => "only hours on working days count",
        };
        let from = match deadline.work_earliest_hours {
            0 => String::new(),
            earliest => format!(", and not before {}", hours(earliest)),
        };
        let (target, limit) = (deadline.work_target_hours, hours(deadline.work_limit_hours));
        let trips = match policy.travel.source {
            TravelSource::StraightLine => {
                "estimated from the straight line where no table says otherwise; no timetables are read"
            }
            TravelSource::Table => "taken from the table of travel times",
        };
        let name = |step: &StepId| self.step(step).replace('_', " ");
        let steps: Vec<String> = policy.ladder.iter().map(name).collect();
        vec![
            format!(
                "Work begins within {target} hours of reception if possible, and within {limit} at the latest{from}; {clock}."
            ),
            match deadline.roof_hours {
                0 => "A home is ready when the household is received.".to_owned(),
                roof => format!("A home is ready {} after reception at the latest.", hours(roof)),
            },
            format!(
                "Nobody travels more than {} minutes a day, there and back; trips are {trips}.",
                policy.travel.max_daily_minutes
            ),
            format!(
                "The ladder, best first: {}. Of somebody whom nobody has asked, {} is assumed.",
                steps.join(", "),
                name(&policy.assume_step)
            ),
        ]
    }

    fn order(&self, tiers: &str) -> String {
        format!("Kept small, aim by aim, the most important first: {tiers}.")
    }

    fn made_by(&self, version: &str, method: &str) -> String {
        format!("Made by boligplacering {version}, method {method}.")
    }

    fn how_to_check(&self) -> &'static str {
        "proof.json holds the proof. \"place verify\" checks it, and the whole plan, without solving anything."
    }

    fn people_decide(&self) -> &'static str {
        "A program made this proposal. People decide."
    }
}
