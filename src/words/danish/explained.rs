use jiff::civil::{Date, DateTime};

use super::{Danish, MONTHS, all_named, counted, weekday};
use crate::model::{Hours, Kroner, Tag, Tags, Term, TimeOfDay};
use crate::text::tidy;
use crate::words::{ExplainedWords, Words, listed};

/// `07.30`.
pub(super) fn clock(time: TimeOfDay) -> String {
    time.to_string().replace(':', ".")
}

impl ExplainedWords for Danish {
    fn costs(&self, parts: Option<&str>) -> String {
        parts.map_or("Koster intet".to_owned(), |parts| format!("Koster {parts}"))
    }

    fn amount(&self, term: Term, amount: i64) -> String {
        match term {
            Term::Unhoused => counted(amount, "husstand", "husstande") + " uden bolig",
            Term::Unplaced => format!("{amount} jobsøgende uden plads"),
            Term::Ladder => format!("{amount} trin ned ad beskæftigelsestrappen"),
            Term::Commute => counted(amount, "minut", "minutter") + " til arbejde om ugen, én vej",
            Term::Late => counted(amount, "time", "timer") + " efter målet",
            Term::Preference => format!("{amount} i boligønsker"),
            Term::Suitability => format!("{amount} i egnethed"),
            Term::Rent => format!("{amount} kr. i husleje om måneden"),
            Term::Moved => counted(amount, "ændring", "ændringer") + " fra den tidligere plan",
        }
    }

    fn amount_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String {
        format!("{amount} på mål {tier} ({})", all_named(terms))
    }

    fn has_now(&self, who: &str) -> String {
        format!("nu til {who}")
    }

    fn instead_of_others(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "Andre går forud. Den bedste plan med en bolig til husstanden"
        } else {
            "Andre går forud. Den bedste plan med en plads til personen"
        }
    }

    fn no_room(&self) -> &'static str {
        "Med det, der er, har ingen plan plads: bevist."
    }

    fn waits_for_home(&self) -> &'static str {
        "En plads følger, når husstanden har en bolig."
    }

    fn remedies(&self, of_homes: bool) -> &'static str {
        if of_homes {
            "Én ændring, som er nok til en bolig"
        } else {
            "Én ændring, som er nok til en plads"
        }
    }

    fn also(&self, others: &str) -> String {
        format!("også, men ikke til en lavere pris: {others}")
    }

    fn no_remedy(&self, is_proven: bool) -> &'static str {
        if is_proven {
            "ingen: det er bevist, at ingen enkelt ændring er nok"
        } else {
            "ingen fundet, men ikke alle ændringer kunne regnes ud"
        }
    }

    fn not_all_worked_out(&self) -> &'static str {
        "ikke alle ændringer kunne regnes ud; der kan være flere"
    }

    fn without_need(&self, need: &Tag) -> String {
        format!("undvære {}", tidy(need.as_str()))
    }

    fn roof_later(&self, hours: i64) -> String {
        format!("vente {} længere på boligen", counted(hours, "time", "timer"))
    }

    fn rent_more(&self, more: Kroner) -> String {
        format!("{} kr. mere til husleje", more.to_string().replace('.', ","))
    }

    fn beds_more(&self, home: &str, more: i64) -> String {
        format!("{} mere i {home}", counted(more, "sengeplads", "sengepladser"))
    }

    fn home_more(&self, beds: i64, town: &str) -> String {
        let beds = counted(beds, "person", "personer");
        if town.is_empty() {
            format!("én bolig mere til {beds}")
        } else {
            format!("én bolig mere til {beds} i {town}")
        }
    }

    fn home_terms(&self, ready: DateTime, rent: Option<Kroner>, needs: &Tags) -> String {
        let rent = rent.map_or(String::new(), |rent| {
            format!(", højst {} kr. om måneden", rent.to_string().replace('.', ","))
        });
        let needs = if needs.is_empty() { String::new() } else { format!(", {}", listed(needs)) };
        format!(", klar senest {}{rent}{needs}", self.moment(ready))
    }

    fn skill_more(&self, skill: &Tag) -> String {
        format!("én kompetence mere: {}", tidy(skill.as_str()))
    }

    fn language_more(&self, language: &Tag) -> String {
        format!("ét sprog mere: {}", tidy(language.as_str()))
    }

    fn hours_moved(&self, hours: Hours) -> String {
        format!("arbejde fra kl. {} til {}", clock(hours.from), clock(hours.to))
    }

    fn trip_longer(&self, minutes: i64) -> String {
        format!("{} længere rejse", counted(minutes, "minut", "minutter"))
    }

    fn start_later(&self, hours: i64) -> String {
        format!("start {} efter fristen", counted(hours, "time", "timer"))
    }

    fn position_more(&self, opening: &str) -> String {
        format!("én plads mere i {opening}")
    }

    fn opening_more(&self, step: &str, town: &str) -> String {
        if town.is_empty() {
            format!("én stilling mere på trinnet {step}")
        } else {
            format!("én stilling mere på trinnet {step} i {town}")
        }
    }

    fn new_one(&self, is_home: bool) -> &'static str {
        if is_home { "den nye bolig" } else { "den nye stilling" }
    }

    fn decided(&self) -> &'static str {
        "Hvad beslutninger koster"
    }

    fn decision(&self, who: &str, what: &str, is_must: bool) -> String {
        format!("{who} {} {what}", if is_must { "skal have" } else { "må ikke få" })
    }

    fn ruled_out(&self, who: &str, what: &str) -> String {
        format!("{what} er udelukket for {who}")
    }

    fn all_decided(&self) -> &'static str {
        "alle tilsammen"
    }

    fn free(&self) -> &'static str {
        "koster intet"
    }

    fn scarce(&self) -> &'static str {
        "Hvad der mangler, det vigtigste først"
    }

    fn hour_more(&self, of_roof: bool) -> &'static str {
        if of_roof {
            "én time mere, til boligen skal være klar"
        } else {
            "én time mere, til arbejdet skal være begyndt"
        }
    }

    fn minute_more(&self) -> &'static str {
        "ét minut mere til alles rejse"
    }

    fn gain(&self, count: usize, gain: &str) -> String {
        match count {
            1 => gain.to_owned(),
            count => format!("med {count}: {gain}"),
        }
    }

    fn nothing_scarce(&self) -> &'static str {
        "intet: én mere af det, der er, giver intet"
    }

    fn calls(&self) -> &'static str {
        "Hvem der skal ringes til, de vigtigste først"
    }

    fn call(&self, person: &str, household: &str, last_day: Option<Date>) -> String {
        let when = last_day.map_or("intet afhænger af svaret".to_owned(), |day| {
            let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
            let month = month.unwrap_or(&"");
            format!("senest {} den {}. {month} {}", weekday(day.weekday()), day.day(), day.year())
        });
        format!("{person} i husstand {household}: {when}")
    }

    fn if_step(&self, step: &str, is_assumed: bool) -> String {
        format!("hvis {step}{}", if is_assumed { " (antaget)" } else { "" })
    }

    fn stays(&self) -> &'static str {
        "planen ændres ikke"
    }

    fn lost(&self, lost: &str) -> String {
        format!("hvis ingen spørger: {lost}")
    }
}
