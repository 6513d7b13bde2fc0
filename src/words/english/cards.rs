use jiff::civil::DateTime;

use super::{English, counted, mode};
use crate::model::{Kroner, Mode, Shift, Term};
use crate::rules::Reason;
use crate::words::{CardWords, OverviewWords};

/// `+12`, `−3`.
fn signed(amount: i64) -> String {
    if amount < 0 { format!("−{}", amount.unsigned_abs()) } else { format!("+{amount}") }
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

impl CardWords for English {
    fn cards(&self) -> &'static str {
        "The households"
    }

    fn who(&self, people: usize, arrival: DateTime) -> String {
        let people = counted(people as i64, "person", "people");
        format!("{people}, received {}", self.short_moment(arrival))
    }

    fn dwelling_facts(&self, beds: i64, rooms: Option<f64>, rent: Option<Kroner>) -> String {
        let rooms = rooms.map_or(String::new(), |rooms| {
            format!(", {rooms} {}", if rooms == 1.0 { "room" } else { "rooms" })
        });
        let rent = rent.map_or(String::new(), |rent| format!(", {rent} kr. a month"));
        format!("{}{rooms}{rent}", counted(beds, "bed", "beds"))
    }

    fn temporary(&self) -> &'static str {
        "temporary stay"
    }

    fn shared_with(&self, others: &str) -> String {
        format!("shared with {others}")
    }

    fn no_home(&self) -> &'static str {
        "No home in this plan"
    }

    fn no_work(&self) -> &'static str {
        "no work in this plan"
    }

    fn is_provisional(&self) -> &'static str {
        "provisional"
    }

    fn soon(&self, hours: i64) -> String {
        format!("only {} after reception", counted(hours, "hour", "hours"))
    }

    fn job_at(&self, step: &str, employer: &str) -> String {
        let step = if step == "ordinary" { "ordinary job" } else { step };
        format!("{step} at {employer}")
    }

    fn job_when(&self, start: DateTime, shift: Shift, minutes: i64, how: Mode) -> String {
        let start = self.short_moment(start);
        let trip = format!("{minutes} min {}", mode(how));
        format!("from {start}, shift {} to {}, {trip}", shift.from, shift.to)
    }

    fn received(&self) -> &'static str {
        "received"
    }

    fn begins_after(&self, hours: i64) -> String {
        format!("after {hours} h")
    }

    fn clock_told(&self, hours: i64, target: i64, limit: i64) -> String {
        format!("Begins {hours} hours after reception; target {target}, limit {limit}")
    }

    fn why_this(&self) -> &'static str {
        "Why this?"
    }

    fn why(&self, of_homes: bool, all: usize, no: &[(Reason, usize)], none_better: bool) -> String {
        let things = |count| match (of_homes, count) {
            (true, 1) => "home",
            (true, _) => "homes",
            (false, 1) => "opening",
            (false, _) => "openings",
        };
        let ruled_out: usize = no.iter().map(|(_, count)| count).sum();
        let rules: Vec<String> =
            no.iter().map(|(reason, count)| format!("{} {count}", self.rule(*reason))).collect();
        let out = match ruled_out {
            0 => format!("Of {all} {} none is ruled out.", things(all)),
            _ => format!(
                "Of {all} {} {ruled_out} {} ruled out ({}).",
                things(all),
                is_or_are(ruled_out),
                rules.join(", ")
            ),
        };
        match (none_better, all.saturating_sub(ruled_out)) {
            (true, 2..) => format!("{out} None of the others makes the plan better."),
            (true, 1) => format!("{out} This is the only one left."),
            _ => out,
        }
    }

    fn the_home(&self) -> &'static str {
        "The home"
    }

    fn what_else(&self) -> &'static str {
        "What else?"
    }

    fn whole_plan(&self) -> &'static str {
        "more for the whole plan; minutes a week for all together"
    }

    fn nothing_else(&self, of_homes: bool) -> &'static str {
        if of_homes { "no other home is possible" } else { "no other opening is possible" }
    }

    fn more_cards(&self, shown: usize, all: usize) -> String {
        format!("The first {shown} of {all} households; placements.csv has them all.")
    }

    fn find(&self) -> &'static str {
        "Find a household, person, address or employer"
    }

    fn price_table(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "What every other home would cost"
        } else {
            "What every other opening would cost"
        }
    }

    fn price_table_note(&self) -> &'static str {
        "What the whole plan would come to more if it were made anew around that cell, minutes a week for all together; and \
         how many homes and openings of others would change. Where a rule says no, the rule stands in the cell."
    }

    fn nearest(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "The nearest other homes of each household"
        } else {
            "The nearest other openings of each job seeker"
        }
    }

    fn nearest_note(&self, each: usize, of_homes: bool) -> String {
        let to = if of_homes { "the household's work" } else { "the person's home" };
        format!(
            "The {each} nearest to {to} in a straight line, with what is known of them: the price, who has them now, or the rule \
             that says no."
        )
    }

    fn no_prices(&self) -> &'static str {
        "Prices were not worked out: \"place plan --prices all\" does that, and \"place explain\" for one household."
    }

    fn is_free(&self) -> &'static str {
        "free"
    }

    fn row_head(&self, of_homes: bool) -> &'static str {
        if of_homes { "Household" } else { "Job seeker" }
    }

    fn columns(&self, from: usize, to: usize, all: usize, of_homes: bool) -> String {
        let things = if of_homes { "Homes" } else { "Openings" };
        format!("{things} {from} to {to} of {all}")
    }

    fn here(&self) -> &'static str {
        "here"
    }

    fn cell(&self, term: Term, amount: i64) -> String {
        let count = amount.abs();
        match term {
            Term::Unhoused if amount > 0 => format!("{count} without home"),
            Term::Unhoused => counted(count, "more household", "more households") + " housed",
            Term::Unplaced if amount > 0 => format!("{count} without work"),
            Term::Unplaced => counted(count, "more job seeker", "more job seekers") + " placed",
            Term::Ladder if amount > 0 => counted(count, "step", "steps") + " down",
            Term::Ladder => counted(count, "step", "steps") + " up",
            Term::Commute => format!("{} min", signed(amount)),
            Term::Late => format!("{} h later", signed(amount)),
            Term::Preference => format!("{} wishes", signed(amount)),
            Term::Suitability => format!("{} fit", signed(amount)),
            Term::Rent => format!("{} kr.", signed(amount)),
            Term::Moved => format!("{} changes", signed(amount)),
        }
    }

    fn cell_in_tier(&self, tier: usize, amount: i64) -> String {
        format!(
            "{} {} (aim {tier})",
            signed(amount),
            if amount.abs() == 1 { "point" } else { "points" }
        )
    }

    fn cell_others(&self, others: i64) -> String {
        counted(others, "change", "changes")
    }

    fn cell_same(&self) -> &'static str {
        "as good"
    }

    fn cell_decided(&self) -> &'static str {
        "decided"
    }

    fn cell_unknown(&self) -> &'static str {
        "not known"
    }

    fn rule(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::RestrictedArea => "restricted area",
            Reason::TooFewBeds => "beds",
            Reason::NotAvailableYet => "not ready",
            Reason::NoLongerAvailable => "gone",
            Reason::MissingFeatures => "needs",
            Reason::RentTooHigh => "rent",
            Reason::ReservedForOthers => "reserved",
            Reason::DoesNotShare => "shared",
            Reason::NotAJobSeeker => "no seeker",
            Reason::AboveBestStep => "step",
            Reason::MissingSkills => "skills",
            Reason::MissingLanguages => "language",
            Reason::OutsideHours => "hours",
            Reason::Closed => "closed",
            Reason::StartsTooLate => "too late",
            Reason::TooFar => "too far",
            Reason::RuledOut => "ruled out",
            Reason::DecidedOtherwise => "decided",
            Reason::NoRoomLeft => "full",
            Reason::NoPositionLeft => "taken",
            Reason::NotChosen => "not used",
            Reason::HouseholdUnhoused => "no home",
            Reason::NothingOffered => "nothing",
        }
    }

    fn too_far_told(&self) -> &'static str {
        "the trip is too long, or there is none"
    }

    fn changed_key(&self) -> [&'static str; 2] {
        ["changes", "placements that differ from the earlier plan"]
    }

    fn price_legend(&self) -> [&'static str; 5] {
        [
            "as good",
            "a short way longer",
            "longer",
            "much longer",
            "somebody loses a step, work or a home",
        ]
    }
}
