use jiff::civil::{Date, DateTime};

use super::{English, all_named, counted};
use crate::model::{Hours, Kroner, Tag, Tags, Term};
use crate::text::tidy;
use crate::words::{ExplainedWords, Words, listed};

impl ExplainedWords for English {
    fn costs(&self, parts: Option<&str>) -> String {
        parts.map_or("Costs nothing".to_owned(), |parts| format!("Costs {parts}"))
    }

    fn amount(&self, term: Term, amount: i64) -> String {
        match term {
            Term::Unhoused => counted(amount, "household", "households") + " without a home",
            Term::Unplaced => counted(amount, "job seeker", "job seekers") + " without work",
            Term::Ladder => counted(amount, "step", "steps") + " down the ladder",
            Term::Commute => counted(amount, "minute", "minutes") + " to work a week, one way",
            Term::Late => counted(amount, "hour", "hours") + " after the target",
            Term::Preference => format!("{amount} of preferences"),
            Term::Suitability => format!("{amount} of suitability"),
            Term::Rent => format!("{amount} kr. rent a month"),
            Term::Moved => counted(amount, "change", "changes") + " from the earlier plan",
        }
    }

    fn amount_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String {
        format!("{amount} in tier {tier} ({})", all_named(terms))
    }

    fn has_now(&self, who: &str) -> String {
        format!("now of {who}")
    }

    fn instead_of_others(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "Others come before. The best plan with a home for them"
        } else {
            "Others come before. The best plan with work for them"
        }
    }

    fn no_room(&self) -> &'static str {
        "With what there is, no plan has a place for them: proven."
    }

    fn waits_for_home(&self) -> &'static str {
        "Work follows once the household has a home."
    }

    fn remedies(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "One change that would be enough for a home"
        } else {
            "One change that would be enough for work"
        }
    }

    fn also(&self, others: &str) -> String {
        format!("also, but at no lower price: {others}")
    }

    fn no_remedy(&self, is_proven: bool) -> &'static str {
        if is_proven {
            "none: it is proven that no single change is enough"
        } else {
            "none found, but not every change could be worked out"
        }
    }

    fn not_all_worked_out(&self) -> &'static str {
        "not every change could be worked out; there may be more"
    }

    fn without_need(&self, need: &Tag) -> String {
        format!("do without {}", tidy(need.as_str()))
    }

    fn roof_later(&self, hours: i64) -> String {
        format!("wait {} longer for the roof", counted(hours, "hour", "hours"))
    }

    fn rent_more(&self, more: Kroner) -> String {
        format!("{more} kr. more for the rent")
    }

    fn beds_more(&self, home: &str, more: i64) -> String {
        format!("{} more in {home}", counted(more, "bed", "beds"))
    }

    fn home_more(&self, beds: i64, town: &str) -> String {
        let beds = counted(beds, "person", "people");
        if town.is_empty() {
            format!("one more home for {beds}")
        } else {
            format!("one more home for {beds} in {town}")
        }
    }

    fn home_terms(&self, ready: DateTime, rent: Option<Kroner>, needs: &Tags) -> String {
        let rent = rent.map_or(String::new(), |rent| format!(", at most {rent} kr. a month"));
        let needs = if needs.is_empty() { String::new() } else { format!(", {}", listed(needs)) };
        format!(", ready by {}{rent}{needs}", self.moment(ready))
    }

    fn skill_more(&self, skill: &Tag) -> String {
        format!("one more skill: {}", tidy(skill.as_str()))
    }

    fn language_more(&self, language: &Tag) -> String {
        format!("one more language: {}", tidy(language.as_str()))
    }

    fn hours_moved(&self, hours: Hours) -> String {
        format!("work from {} to {}", hours.from, hours.to)
    }

    fn trip_longer(&self, minutes: i64) -> String {
        format!("a trip {} longer", counted(minutes, "minute", "minutes"))
    }

    fn start_later(&self, hours: i64) -> String {
        format!("a start {} after the limit", counted(hours, "hour", "hours"))
    }

    fn position_more(&self, opening: &str) -> String {
        format!("one more position in {opening}")
    }

    fn opening_more(&self, step: &str, town: &str) -> String {
        if town.is_empty() {
            format!("one more opening on the step {step}")
        } else {
            format!("one more opening on the step {step} in {town}")
        }
    }

    fn new_one(&self, is_home: bool) -> &'static str {
        if is_home { "the new home" } else { "the new opening" }
    }

    fn decided(&self) -> &'static str {
        "What decisions cost"
    }

    fn decision(&self, who: &str, what: &str, is_must: bool) -> String {
        format!("{who} {} {what}", if is_must { "must have" } else { "must not have" })
    }

    fn ruled_out(&self, who: &str, what: &str) -> String {
        format!("{what} is ruled out for {who}")
    }

    fn all_decided(&self) -> &'static str {
        "all together"
    }

    fn free(&self) -> &'static str {
        "costs nothing"
    }

    fn scarce(&self) -> &'static str {
        "What is scarce, most first"
    }

    fn hour_more(&self, of_roof: bool) -> &'static str {
        if of_roof {
            "one more hour until the roof must be there"
        } else {
            "one more hour until work must have begun"
        }
    }

    fn minute_more(&self) -> &'static str {
        "one more minute for everybody's trip"
    }

    fn gain(&self, count: usize, gain: &str) -> String {
        match count {
            1 => gain.to_owned(),
            count => format!("with {count}: {gain}"),
        }
    }

    fn nothing_scarce(&self) -> &'static str {
        "nothing: one more of what there is gains nothing"
    }

    fn calls(&self) -> &'static str {
        "Whom to call, those first on whom most depends"
    }

    fn call(&self, person: &str, household: &str, last_day: Option<Date>) -> String {
        let when = last_day.map_or("nothing depends on it".to_owned(), |day| {
            format!("no later than {}", day.strftime("%a %-d %b %Y"))
        });
        format!("{person}, of household {household}: {when}")
    }

    fn if_step(&self, step: &str, is_assumed: bool) -> String {
        format!("if {step}{}", if is_assumed { " (assumed)" } else { "" })
    }

    fn stays(&self) -> &'static str {
        "the plan stays as it is"
    }

    fn lost(&self, lost: &str) -> String {
        format!("if nobody asks: {lost}")
    }
}
