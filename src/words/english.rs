mod actions;
mod book;
mod cards;
mod changes;
mod explained;
mod map;
mod notes;
mod overview;
mod page;

use jiff::civil::DateTime;

use super::{Words, listed};
use crate::model::{Mode, Term};
use crate::rules::{Lacking, Reason, Refusal};

/// The language itself.
pub(super) struct English;

/// `1 bed`, `2 beds`.
fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn named(term: Term) -> &'static str {
    match term {
        Term::Unhoused => "households without a home",
        Term::Unplaced => "job seekers without work",
        Term::Ladder => "steps down the ladder",
        Term::Commute => "minutes to work",
        Term::Late => "late starts",
        Term::Preference => "preferences",
        Term::Suitability => "suitability",
        Term::Rent => "rent",
        Term::Moved => "changes from the earlier plan",
    }
}

fn all_named(terms: &[Term]) -> String {
    terms.iter().map(|term| named(*term)).collect::<Vec<_>>().join(", ")
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "on foot",
        Mode::Bicycle => "by bicycle",
        Mode::Bus => "by bus",
        Mode::Car => "by car",
    }
}

impl Words for English {
    fn moment(&self, at: DateTime) -> String {
        at.strftime("%a %-d %b %Y, %H:%M").to_string()
    }

    fn household(&self, id: &str, people: usize, arrival: DateTime) -> String {
        let people = counted(people as i64, "person", "people");
        format!("Household {id}: {people}, received {}", self.moment(arrival))
    }

    fn person(&self, id: &str, household: &str) -> String {
        format!("Person {id}, of household {household}")
    }

    fn home(&self, home: Option<&str>) -> String {
        format!("Home: {}", home.unwrap_or("none"))
    }

    fn work(&self, person: &str, work: Option<&str>) -> String {
        format!("Work of {person}: {}", work.unwrap_or("none"))
    }

    fn trip(&self, minutes: i64, how: Mode, start: DateTime, hours: i64) -> String {
        let hours = counted(hours, "hour", "hours");
        let start = self.moment(start);
        format!("{minutes} min {}; begins {start}, {hours} after reception", mode(how))
    }

    fn alternatives(&self, of_homes: bool) -> &'static str {
        if of_homes { "Other homes, the best first" } else { "Other openings, the best first" }
    }

    fn impossible(&self) -> &'static str {
        "Not possible"
    }

    fn nothing(&self) -> &'static str {
        "none"
    }

    fn planned(&self) -> &'static str {
        "is what the plan has"
    }

    fn equally_good(&self) -> &'static str {
        "equally good"
    }

    fn more(&self, term: Term, amount: i64) -> String {
        let count = amount.abs();
        let than = |more: &'static str, less: &'static str| if amount > 0 { more } else { less };
        match term {
            Term::Unhoused => {
                let households = counted(count, "household", "households");
                format!("{households} {} without a home", than("more", "fewer"))
            }
            Term::Unplaced => {
                let seekers = counted(count, "job seeker", "job seekers");
                format!("{seekers} {} without work", than("more", "fewer"))
            }
            Term::Ladder => {
                let steps = counted(count, "step", "steps");
                format!("{steps} further {} the ladder", than("down", "up"))
            }
            Term::Commute => {
                let minutes = counted(count, "minute", "minutes");
                format!("{minutes} {} to work a week, one way", than("more", "less"))
            }
            Term::Late => {
                let hours = counted(count, "hour", "hours");
                format!("work begins {hours} {}", than("later", "earlier"))
            }
            Term::Preference => format!("preferences are worth {count} {}", than("less", "more")),
            Term::Suitability => format!("suitability is worth {count} {}", than("less", "more")),
            Term::Rent => format!("{count} kr. {} rent a month", than("more", "less")),
            Term::Moved => {
                let changes = counted(count, "change", "changes");
                format!("{changes} {} from the earlier plan", than("more", "fewer"))
            }
        }
    }

    fn more_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String {
        let than = if amount > 0 { "more" } else { "less" };
        format!("{} {than} in tier {tier} ({})", amount.abs(), all_named(terms))
    }

    fn between(&self, tier: usize, terms: &[Term], least: i64, most: i64) -> String {
        let terms = all_named(terms);
        format!("not worked out in time: between {least} and {most} more in tier {tier} ({terms})")
    }

    fn others(&self, others: i64, is_fewest: bool) -> String {
        match (others, is_fewest) {
            (0, _) => "nobody else moves".to_owned(),
            (1, true) => "1 other moves".to_owned(),
            (_, true) => format!("{others} others move"),
            (_, false) => format!("{others} others move, or fewer"),
        }
    }

    fn instead(&self, who: &str, from: Option<&str>, to: Option<&str>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => format!("{who} gets {to} instead of {from}"),
            (None, Some(to)) => format!("{who} gets {to}"),
            (Some(from), None) => format!("{who} loses {from} and gets nothing"),
            (None, None) => format!("{who} gets nothing"),
        }
    }

    fn against_decisions(&self) -> &'static str {
        "then not all decisions can be kept"
    }

    fn unknown(&self) -> &'static str {
        "not worked out in time"
    }

    fn refusal(&self, Refusal { reason, lacking, .. }: &Refusal) -> String {
        let hours = |count: &i64| counted(*count, "hour", "hours");
        let days = |count: &i64| counted(*count, "day", "days");
        match (reason, lacking) {
            (Reason::RestrictedArea, _) => "in a restricted area".to_owned(),
            (Reason::TooFewBeds, Some(Lacking::Beds(beds))) => {
                format!("{} too few", counted(*beds, "bed", "beds"))
            }
            (Reason::NotAvailableYet, Some(Lacking::Hours(late))) => {
                format!("ready {} too late", hours(late))
            }
            (Reason::NoLongerAvailable, Some(Lacking::Days(gone))) => {
                format!("gone {} too early", days(gone))
            }
            (Reason::MissingFeatures, Some(Lacking::Tags(tags))) => {
                format!("it lacks {}", listed(tags))
            }
            (Reason::RentTooHigh, Some(Lacking::Rent(rent))) => {
                format!("the rent is {rent} kr. too high")
            }
            (Reason::ReservedForOthers, Some(Lacking::Tags(tags))) => {
                format!("reserved for {}", listed(tags))
            }
            (Reason::AboveBestStep, Some(Lacking::Steps(steps))) => {
                let steps = counted(*steps, "step", "steps");
                format!("{steps} above the best step of the person")
            }
            (Reason::MissingSkills, Some(Lacking::Tags(tags))) => {
                format!("skills are lacking: {}", listed(tags))
            }
            (Reason::MissingLanguages, Some(Lacking::Tags(tags))) => {
                format!("languages are lacking: {}", listed(tags))
            }
            (Reason::OutsideHours, Some(Lacking::Minutes(minutes))) => {
                let minutes = counted(*minutes, "minute", "minutes");
                format!("{minutes} outside the hours of the person")
            }
            (Reason::Closed, Some(Lacking::Days(early))) => {
                format!("it closes {} too early", days(early))
            }
            (Reason::StartsTooLate, Some(Lacking::Hours(late))) => {
                format!("it begins {} after the limit", hours(late))
            }
            (Reason::TooFar, Some(Lacking::Minutes(minutes))) => {
                format!("the trip is {} too long", counted(*minutes, "minute", "minutes"))
            }
            (Reason::TooFar, _) => "no way leads there".to_owned(),
            (Reason::HouseholdUnhoused, _) => "no home is possible for the household".to_owned(),
            (other, _) => other.to_string(),
        }
    }
}
