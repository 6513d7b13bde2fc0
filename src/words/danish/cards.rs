use jiff::civil::DateTime;

use super::explained::clock;
use super::page::thousands;
use super::{Danish, counted, mode};
use crate::model::{Kroner, Mode, Shift, Term};
use crate::rules::Reason;
use crate::words::{CardWords, OverviewWords};

/// `+12`, `−3`.
fn signed(amount: i64) -> String {
    if amount < 0 { format!("−{}", amount.unsigned_abs()) } else { format!("+{amount}") }
}

impl CardWords for Danish {
    fn cards(&self) -> &'static str {
        "Husstandene"
    }

    fn who(&self, people: usize, arrival: DateTime) -> String {
        let people = counted(people as i64, "person", "personer");
        format!("{people}, modtages {}", self.short_moment(arrival))
    }

    fn dwelling_facts(&self, beds: i64, rooms: Option<f64>, rent: Option<Kroner>) -> String {
        let rooms = rooms.map_or(String::new(), |rooms| {
            let noun = if rooms == 1.0 { "værelse" } else { "værelser" };
            format!(", {} {noun}", rooms.to_string().replace('.', ","))
        });
        let rent = rent.map_or(String::new(), |rent| {
            format!(", {} kr. om måneden", thousands(rent.rounded()))
        });
        format!("{}{rooms}{rent}", counted(beds, "sengeplads", "sengepladser"))
    }

    fn temporary(&self) -> &'static str {
        "midlertidigt opholdssted"
    }

    fn shared_with(&self, others: &str) -> String {
        format!("deles med {others}")
    }

    fn no_home(&self) -> &'static str {
        "Ingen bolig i denne plan"
    }

    fn no_work(&self) -> &'static str {
        "ingen plads i denne plan"
    }

    fn is_provisional(&self) -> &'static str {
        "foreløbig"
    }

    fn soon(&self, hours: i64) -> String {
        format!("kun {} efter modtagelsen", counted(hours, "time", "timer"))
    }

    fn job_at(&self, step: &str, employer: &str) -> String {
        let step = if step == "ordinær" { "ordinært job" } else { step };
        format!("{step} hos {employer}")
    }

    fn job_when(&self, start: DateTime, shift: Shift, minutes: i64, how: Mode) -> String {
        let start = self.short_moment(start);
        let trip = format!("{minutes} min. {}", mode(how));
        format!("fra {start}, vagt {} til {}, {trip}", clock(shift.from), clock(shift.to))
    }

    fn received(&self) -> &'static str {
        "modtaget"
    }

    fn begins_after(&self, hours: i64) -> String {
        format!("efter {hours} t.")
    }

    fn clock_told(&self, hours: i64, target: i64, limit: i64) -> String {
        format!("Begynder {hours} timer efter modtagelsen; mål {target}, frist {limit}")
    }

    fn why_this(&self) -> &'static str {
        "Hvorfor dette?"
    }

    fn why(&self, of_homes: bool, all: usize, no: &[(Reason, usize)], none_better: bool) -> String {
        let things = |count| match (of_homes, count) {
            (true, 1) => "bolig",
            (true, _) => "boliger",
            (false, 1) => "stilling",
            (false, _) => "stillinger",
        };
        let ruled_out: usize = no.iter().map(|(_, count)| count).sum();
        let rules: Vec<String> =
            no.iter().map(|(reason, count)| format!("{} {count}", self.rule(*reason))).collect();
        let out = match ruled_out {
            0 => format!("Ingen regel udelukker nogen af {all} {}.", things(all)),
            _ => {
                format!("Af {all} {} er {ruled_out} udelukket ({}).", things(all), rules.join(", "))
            }
        };
        match (none_better, all.saturating_sub(ruled_out)) {
            (true, 2..) => format!("{out} Ingen af de andre gør planen bedre."),
            (true, 1) => format!("{out} Der er kun denne tilbage."),
            _ => out,
        }
    }

    fn the_home(&self) -> &'static str {
        "Boligen"
    }

    fn what_else(&self) -> &'static str {
        "Hvad ellers?"
    }

    fn whole_plan(&self) -> &'static str {
        "mere for hele planen; minutter om ugen for alle tilsammen"
    }

    fn nothing_else(&self, of_homes: bool) -> &'static str {
        if of_homes { "ingen anden bolig er mulig" } else { "ingen anden plads er mulig" }
    }

    fn more_cards(&self, shown: usize, all: usize) -> String {
        format!("De første {shown} af {all} husstande; placements.csv har dem alle.")
    }

    fn find(&self) -> &'static str {
        "Find en husstand, person, adresse eller arbejdsgiver"
    }

    fn price_table(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "Hvad hver anden bolig ville koste"
        } else {
            "Hvad hver anden plads ville koste"
        }
    }

    fn price_table_note(&self) -> &'static str {
        "Hvad hele planen ville koste mere, hvis den blev lagt om efter feltet, i minutter om ugen for alle tilsammen; og hvor \
         mange af de andres boliger og pladser der så skifter. Hvor en regel siger nej, står reglen i feltet."
    }

    fn nearest(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "De nærmeste andre boliger for hver husstand"
        } else {
            "De nærmeste andre stillinger for hver jobsøgende"
        }
    }

    fn nearest_note(&self, each: usize, of_homes: bool) -> String {
        let to = if of_homes { "husstandens arbejde" } else { "personens bolig" };
        format!(
            "De {each}, der i lige linje er nærmest {to}, med det, der vides om dem: prisen, hvem der har dem nu, eller den \
             regel, der siger nej."
        )
    }

    fn no_prices(&self) -> &'static str {
        "Priserne er ikke regnet ud: det gør »place plan --prices all«, og »place explain« for én husstand."
    }

    fn is_free(&self) -> &'static str {
        "ledig"
    }

    fn row_head(&self, of_homes: bool) -> &'static str {
        if of_homes { "Husstand" } else { "Jobsøgende" }
    }

    fn columns(&self, from: usize, to: usize, all: usize, of_homes: bool) -> String {
        let things = if of_homes { "Boliger" } else { "Stillinger" };
        format!("{things} {from} til {to} af {all}")
    }

    fn here(&self) -> &'static str {
        "her"
    }

    fn cell(&self, term: Term, amount: i64) -> String {
        let count = amount.abs();
        match term {
            Term::Unhoused if amount > 0 => format!("{count} uden bolig"),
            Term::Unhoused => format!("{count} flere husstande i bolig"),
            Term::Unplaced if amount > 0 => format!("{count} uden plads"),
            Term::Unplaced => format!("{count} flere jobsøgende med plads"),
            Term::Ladder if amount > 0 => format!("{count} trin ned"),
            Term::Ladder => format!("{count} trin op"),
            Term::Commute => format!("{} min.", signed(amount)),
            Term::Late => format!("{} t. senere", signed(amount)),
            Term::Preference => format!("{} ønsker", signed(amount)),
            Term::Suitability => format!("{} egnet", signed(amount)),
            Term::Rent => format!("{} kr.", signed(amount)),
            Term::Moved => format!("{} ændret", signed(amount)),
        }
    }

    fn cell_in_tier(&self, tier: usize, amount: i64) -> String {
        format!("{} point (mål {tier})", signed(amount))
    }

    fn cell_others(&self, others: i64) -> String {
        format!("{others} skift")
    }

    fn cell_same(&self) -> &'static str {
        "lige så god"
    }

    fn cell_decided(&self) -> &'static str {
        "besluttet"
    }

    fn cell_unknown(&self) -> &'static str {
        "ukendt"
    }

    fn rule(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::RestrictedArea => "udsat område",
            Reason::TooFewBeds => "senge",
            Reason::NotAvailableYet => "ikke klar",
            Reason::NoLongerAvailable => "ophører",
            Reason::MissingFeatures => "behov",
            Reason::RentTooHigh => "husleje",
            Reason::ReservedForOthers => "forbeholdt",
            Reason::DoesNotShare => "deler ikke",
            Reason::NotAJobSeeker => "søger ikke",
            Reason::AboveBestStep => "trin",
            Reason::MissingSkills => "kompetence",
            Reason::MissingLanguages => "sprog",
            Reason::OutsideHours => "tider",
            Reason::Closed => "lukket",
            Reason::StartsTooLate => "for sent",
            Reason::TooFar => "for langt",
            Reason::RuledOut => "udelukket",
            Reason::DecidedOtherwise => "besluttet",
            Reason::NoRoomLeft => "fuld",
            Reason::NoPositionLeft => "taget",
            Reason::NotChosen => "ubrugt",
            Reason::HouseholdUnhoused => "uden bolig",
            Reason::NothingOffered => "intet",
        }
    }

    fn too_far_told(&self) -> &'static str {
        "rejsen er for lang, eller der er ingen"
    }

    fn changed_key(&self) -> [&'static str; 2] {
        ["ændret", "placeringer, der er anderledes end i den tidligere plan"]
    }

    fn price_legend(&self) -> [&'static str; 5] {
        [
            "lige så god",
            "lidt længere vej",
            "længere vej",
            "meget længere vej",
            "nogen mister et trin, en plads eller en bolig",
        ]
    }
}
