mod actions;
mod book;
mod cards;
mod changes;
mod explained;
mod map;
mod notes;
mod overview;
mod page;

use jiff::civil::{DateTime, Weekday};

use super::{Words, listed};
use crate::model::{Mode, Term};
use crate::rules::{Lacking, Reason, Refusal};

/// The language itself.
pub(super) struct Danish;

/// `1 sengeplads`, `2 sengepladser`.
fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn named(term: Term) -> &'static str {
    match term {
        Term::Unhoused => "husstande uden bolig",
        Term::Unplaced => "jobsøgende uden plads",
        Term::Ladder => "trin ned ad trappen",
        Term::Commute => "rejsetid",
        Term::Late => "sen start",
        Term::Preference => "boligønsker",
        Term::Suitability => "egnethed",
        Term::Rent => "husleje",
        Term::Moved => "ændringer fra den tidligere plan",
    }
}

fn all_named(terms: &[Term]) -> String {
    terms.iter().map(|term| named(*term)).collect::<Vec<_>>().join(", ")
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "til fods",
        Mode::Bicycle => "på cykel",
        Mode::Bus => "med bus",
        Mode::Car => "i bil",
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "mandag",
        Weekday::Tuesday => "tirsdag",
        Weekday::Wednesday => "onsdag",
        Weekday::Thursday => "torsdag",
        Weekday::Friday => "fredag",
        Weekday::Saturday => "lørdag",
        Weekday::Sunday => "søndag",
    }
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

impl Words for Danish {
    fn moment(&self, at: DateTime) -> String {
        let month = usize::try_from(at.month() - 1).ok().and_then(|month| MONTHS.get(month));
        format!(
            "{} den {}. {} {} kl. {:02}.{:02}",
            weekday(at.weekday()),
            at.day(),
            month.unwrap_or(&""),
            at.year(),
            at.hour(),
            at.minute()
        )
    }

    fn household(&self, id: &str, people: usize, arrival: DateTime) -> String {
        let people = counted(people as i64, "person", "personer");
        format!("Husstand {id}: {people}, modtages {}", self.moment(arrival))
    }

    fn person(&self, id: &str, household: &str) -> String {
        format!("Person {id} i husstand {household}")
    }

    fn home(&self, home: Option<&str>) -> String {
        format!("Bolig: {}", home.unwrap_or("ingen"))
    }

    fn work(&self, person: &str, work: Option<&str>) -> String {
        format!("Plads til {person}: {}", work.unwrap_or("ingen"))
    }

    fn trip(&self, minutes: i64, how: Mode, start: DateTime, hours: i64) -> String {
        let hours = counted(hours, "time", "timer");
        let start = self.moment(start);
        format!("{minutes} min. {}; begynder {start}, {hours} efter modtagelsen", mode(how))
    }

    fn alternatives(&self, of_homes: bool) -> &'static str {
        if of_homes { "Andre boliger, de bedste først" } else { "Andre pladser, de bedste først" }
    }

    fn impossible(&self) -> &'static str {
        "Ikke muligt"
    }

    fn nothing(&self) -> &'static str {
        "ingen"
    }

    fn planned(&self) -> &'static str {
        "indgår i planen"
    }

    fn equally_good(&self) -> &'static str {
        "lige så godt"
    }

    fn more(&self, term: Term, amount: i64) -> String {
        let count = amount.abs();
        let than = |more: &'static str, less: &'static str| if amount > 0 { more } else { less };
        match term {
            Term::Unhoused => {
                let households = counted(count, "husstand", "husstande");
                format!("{households} {} uden bolig", than("mere", "færre"))
            }
            Term::Unplaced => {
                format!("{count} jobsøgende {} uden plads", than("mere", "færre"))
            }
            Term::Ladder => {
                let place = than("længere nede ad", "højere oppe ad");
                format!("{count} trin {place} beskæftigelsestrappen")
            }
            Term::Commute => {
                let minutes = counted(count, "minut", "minutter");
                format!("{minutes} {} til arbejde om ugen, én vej", than("mere", "mindre"))
            }
            Term::Late => {
                let hours = counted(count, "time", "timer");
                format!("arbejdet begynder {hours} {}", than("senere", "tidligere"))
            }
            Term::Preference => format!("boligønsker vejer {count} {}", than("mindre", "mere")),
            Term::Suitability => format!("egnethed vejer {count} {}", than("mindre", "mere")),
            Term::Rent => format!("{count} kr. {} i husleje om måneden", than("mere", "mindre")),
            Term::Moved => {
                let changes = counted(count, "ændring", "ændringer");
                format!("{changes} {} fra den tidligere plan", than("mere", "færre"))
            }
        }
    }

    fn more_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String {
        let than = if amount > 0 { "mere" } else { "mindre" };
        format!("{} {than} på mål {tier} ({})", amount.abs(), all_named(terms))
    }

    fn between(&self, tier: usize, terms: &[Term], least: i64, most: i64) -> String {
        let terms = all_named(terms);
        format!("ikke regnet færdig i tide: mellem {least} og {most} mere på mål {tier} ({terms})")
    }

    fn others(&self, others: i64, is_fewest: bool) -> String {
        match (others, is_fewest) {
            (0, _) => "ingen andre flyttes".to_owned(),
            (1, true) => "1 anden flyttes".to_owned(),
            (_, true) => format!("{others} andre flyttes"),
            (_, false) => format!("{others} andre flyttes, eller færre"),
        }
    }

    fn instead(&self, who: &str, from: Option<&str>, to: Option<&str>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => format!("{who} får {to} i stedet for {from}"),
            (None, Some(to)) => format!("{who} får {to}"),
            (Some(from), None) => format!("{who} mister {from} og får intet"),
            (None, None) => format!("{who} får intet"),
        }
    }

    fn against_decisions(&self) -> &'static str {
        "så kan ikke alle beslutninger overholdes"
    }

    fn unknown(&self) -> &'static str {
        "ikke regnet færdig i tide"
    }

    fn refusal(&self, Refusal { reason, lacking, .. }: &Refusal) -> String {
        let hours = |count: &i64| counted(*count, "time", "timer");
        let days = |count: &i64| counted(*count, "dag", "dage");
        match (reason, lacking) {
            (Reason::TooFewBeds, Some(Lacking::Beds(beds))) => {
                format!("mangler {}", counted(*beds, "sengeplads", "sengepladser"))
            }
            (Reason::NotAvailableYet, Some(Lacking::Hours(late))) => {
                format!("er klar {} for sent", hours(late))
            }
            (Reason::NoLongerAvailable, Some(Lacking::Days(gone))) => {
                format!("ophører {} for tidligt", days(gone))
            }
            (Reason::MissingFeatures, Some(Lacking::Tags(tags))) => {
                format!("mangler {}", listed(tags))
            }
            (Reason::RentTooHigh, Some(Lacking::Rent(rent))) => {
                format!("huslejen er {} kr. for høj", rent.to_string().replace('.', ","))
            }
            (Reason::ReservedForOthers, Some(Lacking::Tags(tags))) => {
                format!("er forbeholdt {}", listed(tags))
            }
            (Reason::AboveBestStep, Some(Lacking::Steps(steps))) => {
                format!("{steps} trin over personens bedste trin")
            }
            (Reason::MissingSkills, Some(Lacking::Tags(tags))) => {
                format!("personen mangler kompetencer: {}", listed(tags))
            }
            (Reason::MissingLanguages, Some(Lacking::Tags(tags))) => {
                format!("personen mangler sprog: {}", listed(tags))
            }
            (Reason::OutsideHours, Some(Lacking::Minutes(minutes))) => {
                let minutes = counted(*minutes, "minut", "minutter");
                format!("{minutes} uden for personens arbejdstid")
            }
            (Reason::Closed, Some(Lacking::Days(early))) => {
                format!("lukker {} for tidligt", days(early))
            }
            (Reason::StartsTooLate, Some(Lacking::Hours(late))) => {
                format!("begynder {} efter fristen", hours(late))
            }
            (Reason::TooFar, Some(Lacking::Minutes(minutes))) => {
                format!("rejsen er {} for lang", counted(*minutes, "minut", "minutter"))
            }
            (reason, _) => plain(*reason).to_owned(),
        }
    }
}

/// A rule where nothing is counted or named.
fn plain(reason: Reason) -> &'static str {
    match reason {
        Reason::RestrictedArea => "ligger i et udsat boligområde",
        Reason::TooFewBeds => "har for få sengepladser",
        Reason::NotAvailableYet => "er ikke klar i tide",
        Reason::NoLongerAvailable => "ophører før modtagelsen",
        Reason::MissingFeatures => "mangler noget, husstanden har brug for",
        Reason::RentTooHigh => "huslejen er for høj",
        Reason::ReservedForOthers => "er forbeholdt andre",
        Reason::DoesNotShare => "husstanden deler ikke bolig",
        Reason::NotAJobSeeker => "personen søger ikke arbejde",
        Reason::AboveBestStep => "ligger over personens bedste trin",
        Reason::MissingSkills => "personen mangler en kompetence",
        Reason::MissingLanguages => "personen mangler et sprog",
        Reason::OutsideHours => "ligger uden for personens arbejdstid",
        Reason::Closed => "lukker, før personen kan begynde",
        Reason::StartsTooLate => "begynder efter fristen",
        Reason::TooFar => "der er ingen rejsevej",
        Reason::RuledOut => "er udelukket af en sagsbehandler",
        Reason::DecidedOtherwise => "noget andet er besluttet",
        Reason::NoRoomLeft => "alle mulige boliger er fulde",
        Reason::NoPositionLeft => "alle mulige pladser er taget",
        Reason::NotChosen => "er mulig og ledig, men planen bruger den ikke",
        Reason::HouseholdUnhoused => "husstanden kan ikke få nogen bolig",
        Reason::NothingOffered => "der er intet at tilbyde",
    }
}
