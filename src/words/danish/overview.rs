use jiff::civil::{DateTime, Weekday};

use super::{Danish, counted};
use crate::model::{Mode, StepId, Term, step_in_danish};
use crate::words::{Counts, OverviewWords};

fn households(count: usize) -> String {
    some(count, "husstand", "husstande")
}

fn some(count: usize, one: &str, many: &str) -> String {
    counted(count as i64, one, many)
}

pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "man.",
        Weekday::Tuesday => "tir.",
        Weekday::Wednesday => "ons.",
        Weekday::Thursday => "tor.",
        Weekday::Friday => "fre.",
        Weekday::Saturday => "lør.",
        Weekday::Sunday => "søn.",
    }
}

impl OverviewWords for Danish {
    fn case(&self, counts: &Counts) -> String {
        let seekers = counts.seekers;
        format!(
            "{} ({}, {seekers} jobsøgende), {} ({}), {} på {} ({}).",
            households(counts.households),
            some(counts.people, "person", "personer"),
            some(counts.dwellings, "bolig", "boliger"),
            counted(counts.beds, "sengeplads", "sengepladser"),
            some(counts.openings, "stilling", "stillinger"),
            some(counts.sites, "arbejdssted", "arbejdssteder"),
            counted(counts.positions, "plads", "pladser"),
        )
    }

    fn no_faults(&self, warnings: usize) -> String {
        match warnings {
            0 => "Ingen fejl, ingen advarsler.".to_owned(),
            _ => format!("Ingen fejl, {}.", some(warnings, "advarsel", "advarsler")),
        }
    }

    fn faults(&self, faults: usize) -> String {
        format!("{faults} fejl, intet er skrevet")
    }

    fn not_verified(&self, wrong: usize) -> String {
        format!("Planen holder ikke: {wrong} fejl fundet")
    }

    fn warning(&self) -> &'static str {
        "advarsel"
    }

    fn is_best(&self) -> &'static str {
        "Bedste plan: det er bevist, at ingen plan er bedre."
    }

    fn is_not_best(&self) -> &'static str {
        "Gyldig plan: alle regler er overholdt, men der findes en bedre; `place plan` finder den."
    }

    fn may_not_be_best(&self, why: Option<&str>) -> String {
        let why = why.unwrap_or("metoden beviser ikke mere");
        format!("Gyldig plan: alle regler er overholdt, men der kan findes en bedre: {why}.")
    }

    fn gap(&self, tier: usize, value: i64, bound: i64, is_exact: bool) -> String {
        let (more, most) = if is_exact { ("", "") } else { (" eller mere", "højst ") };
        let gap = value - bound;
        let part = format!("{:.1}", 100.0 * gap as f64 / value as f64).replace('.', ",");
        format!(
            "Mål {tier} giver {value}, i den bedste plan {bound}{more}: {most}{gap} mindre ({part} %)."
        )
    }

    fn housed_and_placed(&self, housed: [usize; 2], placed: [usize; 2]) -> String {
        let ([housed, all], [placed, seekers]) = (housed, placed);
        let all = households(all);
        format!("{housed} af {all} har fået bolig, {placed} af {seekers} jobsøgende en stilling.")
    }

    fn trips(&self, mean: f64, most: i64) -> String {
        format!("Rejsetid til arbejde: {mean:.0} min. i gennemsnit, højst {most}.")
    }

    fn homes(&self) -> &'static str {
        "Hvem bor hvor"
    }

    fn homes_header(&self) -> [&'static str; 4] {
        ["husstand", "personer", "bolig", "adresse"]
    }

    fn jobs(&self) -> &'static str {
        "Hvem arbejder hvor"
    }

    fn jobs_header(&self) -> [&'static str; 7] {
        ["jobsøgende", "stilling", "trin", "rejse", "start", "rest", "arbejdssted"]
    }

    fn jobs_note(&self) -> &'static str {
        "rest: timer fra start til fristen; ?: endnu ikke afklaret, trinnet er antaget"
    }

    fn left_out(&self) -> &'static str {
        "Hvem er ikke placeret, og hvorfor"
    }

    fn tiers(&self) -> &'static str {
        "Planens mål, det vigtigste først"
    }

    fn tiers_header(&self) -> [&'static str; 5] {
        ["mål", "hvad", " værdi", "", "bevist bedst"]
    }

    fn counted_in(&self, term: Term) -> &'static str {
        match term {
            Term::Unhoused => "husstande uden bolig",
            Term::Unplaced => "jobsøgende uden stilling",
            Term::Ladder => "trin under det bedste på trappen",
            Term::Commute => "minutter til arbejde, én vej, om ugen",
            Term::Late => "timer fra målet til arbejdets start",
            Term::Preference => "straf efter boligønsker",
            Term::Suitability => "straf efter egnethed",
            Term::Rent => "husleje, kr. om måneden",
            Term::Moved => "placeringer ændret fra den tidligere plan",
        }
    }

    fn weight(&self, weight: i64) -> String {
        format!("(vægt {weight})")
    }

    fn by_hand(&self, value: i64) -> String {
        format!("(manuelt: {value})")
    }

    fn proven(&self) -> &'static str {
        "ja"
    }

    fn or_more(&self, bound: i64) -> String {
        format!("{bound} eller mere")
    }

    fn more_rows(&self, rows: usize, file: &str) -> String {
        let rows = some(rows, "række", "rækker");
        format!("og {rows} mere, se {file}")
    }

    fn mode(&self, mode: Mode) -> &'static str {
        match mode {
            Mode::Walk => "gang",
            Mode::Bicycle => "cykel",
            Mode::Bus => "bus",
            Mode::Car => "bil",
        }
    }

    fn step<'a>(&self, step: &'a StepId) -> &'a str {
        step_in_danish(step)
    }

    fn short_moment(&self, at: DateTime) -> String {
        let day = format!("{}.", at.day());
        let (month, time) = (at.month(), at.strftime("%H.%M"));
        format!("{} {day:>3}{month}. kl. {time}", weekday(at.weekday()))
    }

    fn short_hours(&self, hours: i64) -> String {
        format!("{hours} t.")
    }

    fn short_minutes(&self, minutes: i64) -> String {
        format!("{minutes} min.")
    }

    fn verified(
        &self,
        [housed, seekers, steps]: [usize; 3],
        bounds: &str,
        is_best: bool,
    ) -> String {
        let (claim, verdict) = if is_best {
            ("den er den bedste", format!("ingen plan er bedre end {bounds}"))
        } else {
            (
                "den er gyldig og hævder ikke mere",
                format!("den bedste plan giver {bounds} eller mere"),
            )
        };
        format!(
            "Planen er efterprøvet: {claim}.\n\
             Regler, kapacitet og beslutninger: overholdt for {} og {seekers} jobsøgende.\n\
             Rejser, starttidspunkter, noter og begrundelser: alt følger af sagen.\n\
             Mål: alle værdier er regnet efter og stemmer.\n\
             Filer: tabeller, kalender, kort og oversigt siger det samme som plan.json.\n\
             Bevis: {} efterprøvet uden at løse opgaven igen: {verdict}.\n",
            households(housed),
            some(steps, "trin", "trin"),
        )
    }

    fn verified_no_plan(&self, steps: usize) -> String {
        format!(
            "Efterprøvet: der findes ingen plan.\n\
             Bevis: {steps} trin efterprøvet: ingen plan overholder alle beslutninger.\n"
        )
    }

    fn decisions_clash(&self) -> &'static str {
        "Beslutningerne kan ikke alle overholdes på én gang: tag en af dem tilbage"
    }

    fn no_plan(&self, why: &str, files: &str) -> String {
        format!("Ingen plan: {why}; {files}")
    }

    fn there_is_no_plan(&self, files: &str) -> String {
        format!("Ingen plan: {files}")
    }

    fn search_ended(&self) -> &'static str {
        "søgningen er afsluttet"
    }

    fn progress(&self, proven: usize, tiers: usize) -> String {
        format!("{proven} af {tiers} mål bevist")
    }

    fn explaining(&self) -> &'static str {
        "regner ud, hvad alt andet ville koste"
    }

    fn solving(&self) -> &'static str {
        "beregner"
    }
}
