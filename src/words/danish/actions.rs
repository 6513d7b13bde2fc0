use jiff::civil::{Date, DateTime};

use super::{Danish, counted, mode};
use crate::model::{Mode, Role};
use crate::words::ActionWords;

/// `kl. 07.00`.
fn hour(at: DateTime) -> String {
    at.strftime("kl. %H.%M").to_string()
}

impl ActionWords for Danish {
    fn actions(&self) -> &'static str {
        "Handlingsplan"
    }

    fn actions_header(&self) -> [&'static str; 5] {
        ["senest", "hvem", "hvad", "for", "udført"]
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::IntegrationUnit => "Integrationsenheden",
            Role::Housing => "Boliggruppen",
            Role::CompanyConsultant => "Virksomhedskonsulenten",
            Role::Reception => "Modtagelsen",
        }
    }

    fn short_date(&self, day: Date) -> String {
        format!("{} {}.{}.", super::overview::weekday(day.weekday()), day.day(), day.month())
    }

    fn talk(&self, persons: &str, lives_here: bool) -> String {
        let place = if lives_here { "" } else { " i asylcentret" };
        format!("Samtale{place} om bedste trin på trappen: {persons}")
    }

    fn lease(&self, home: &str, is_temporary: bool) -> String {
        let what = if is_temporary { "Aftale om midlertidigt ophold" } else { "Lejeaftale" };
        format!("{what}: {home}")
    }

    fn keys(&self, home: &str, move_in: Date) -> String {
        format!("Nøgler, og klar til indflytning {}: {home}", self.short_date(move_in))
    }

    fn agreement(&self, site: &str, work: &str) -> String {
        format!("Aftale med {site}: {work}")
    }

    fn begins(&self, person: &str, start: DateTime, provisional: bool) -> String {
        let provisional = if provisional { " foreløbigt" } else { "" };
        format!("{person}{provisional} fra {} {}", self.short_date(start.date()), hour(start))
    }

    fn find_home(&self, people: i64, ready: DateTime) -> String {
        let people = counted(people, "person", "personer");
        let day = self.short_date(ready.date());
        format!("Find en bolig til {people}, klar {day} {}: planen har ingen", hour(ready))
    }

    fn find_work(&self, persons: &str, begun: DateTime) -> String {
        let day = self.short_date(begun.date());
        format!("Find en plads til {persons}, start senest {day} {}: planen har ingen", hour(begun))
    }

    fn first_day(&self, site: &str, trips: &str) -> String {
        format!("Første arbejdsdag hos {site}: {trips}")
    }

    fn first_trip(&self, person: &str, start: DateTime, minutes: i64, how: Mode) -> String {
        format!("{person} {} ({minutes} min. {})", hour(start), mode(how))
    }

    fn reception(&self, at: DateTime, home: Option<(&str, Option<Date>)>) -> String {
        let home = match home {
            None => "ingen bolig i planen".to_owned(),
            Some((home, None)) => format!("følges til boligen: {home}"),
            Some((home, Some(from))) => {
                format!("boligen er klar {}: {home}", self.short_date(from))
            }
        };
        format!("Modtagelse {}, {home}", hour(at))
    }

    fn enrolment(&self, lessons_by: Date) -> String {
        format!("Tilmelding til danskundervisning, start senest {}", self.short_date(lessons_by))
    }
}
