use jiff::civil::{Date, DateTime};

use super::{English, counted, mode};
use crate::model::{Mode, Role};
use crate::words::ActionWords;

impl ActionWords for English {
    fn actions(&self) -> &'static str {
        "Action plan"
    }

    fn actions_header(&self) -> [&'static str; 5] {
        ["by", "who", "what", "for", "done"]
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::IntegrationUnit => "Integration unit",
            Role::Housing => "Housing group",
            Role::CompanyConsultant => "Company consultant",
            Role::Reception => "Reception",
        }
    }

    fn short_date(&self, day: Date) -> String {
        day.strftime("%a %-d %b").to_string()
    }

    fn talk(&self, persons: &str, lives_here: bool) -> String {
        let place = if lives_here { "" } else { " in the asylum centre" };
        format!("Talk{place} about the best step: {persons}")
    }

    fn lease(&self, home: &str, is_temporary: bool) -> String {
        format!("{}: {home}", if is_temporary { "Temporary stay agreed" } else { "Lease" })
    }

    fn keys(&self, home: &str, move_in: Date) -> String {
        format!("Keys, and ready to move in on {}: {home}", self.short_date(move_in))
    }

    fn agreement(&self, site: &str, work: &str) -> String {
        format!("Agreement with {site}: {work}")
    }

    fn begins(&self, person: &str, start: DateTime, provisional: bool) -> String {
        let provisional = if provisional { " provisionally" } else { "" };
        let day = self.short_date(start.date());
        format!("{person}{provisional} from {day}, {}", start.strftime("%H:%M"))
    }

    fn find_home(&self, people: i64, ready: DateTime) -> String {
        let (people, day) = (counted(people, "person", "people"), self.short_date(ready.date()));
        format!(
            "Find a home for {people}, ready {day}, {}: the plan has none",
            ready.strftime("%H:%M")
        )
    }

    fn find_work(&self, persons: &str, begun: DateTime) -> String {
        let day = self.short_date(begun.date());
        format!(
            "Find work for {persons}, begun by {day}, {}: the plan has none",
            begun.strftime("%H:%M")
        )
    }

    fn first_day(&self, site: &str, trips: &str) -> String {
        format!("First day of work at {site}: {trips}")
    }

    fn first_trip(&self, person: &str, start: DateTime, minutes: i64, how: Mode) -> String {
        format!("{person} at {} ({minutes} min {})", start.strftime("%H:%M"), mode(how))
    }

    fn reception(&self, at: DateTime, home: Option<(&str, Option<Date>)>) -> String {
        let home = match home {
            None => "no home in the plan".to_owned(),
            Some((home, None)) => format!("to the home: {home}"),
            Some((home, Some(from))) => {
                format!("to the home from {}: {home}", self.short_date(from))
            }
        };
        format!("Reception at {}, {home}", at.strftime("%H:%M"))
    }

    fn enrolment(&self, lessons_by: Date) -> String {
        format!("Enrolment in Danish classes, start by {}", self.short_date(lessons_by))
    }
}
