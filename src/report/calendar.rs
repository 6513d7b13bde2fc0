use std::io;

use hmac_sha256::Hash;

use super::explained::Teller;
use crate::actions::Action;
use crate::model::Case;
use crate::plan::Plan;
use crate::text::Language;

/// The most bytes of a line, without its end.
const LINE: usize = 75;

/// The action plan as a calendar that Outlook and others open (RFC 5545): an event of a whole day for each action, which
/// makes nobody busy.
///
/// An event is known (`UID`) by its task, whom it is for and when they are received, whatever becomes of other actions: a
/// calendar that has it already can take over another day, dwelling or employer. No clock is read, so its `DTSTAMP` is the
/// beginning of its day.
///
/// ```
/// use boligplacering::actions::actions;
/// use boligplacering::report::calendar_file;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let actions = actions(&case, &plan, None);
/// let file = calendar_file(&case, &plan, &actions, Language::Danish).unwrap();
/// let text = String::from_utf8(file).unwrap();
/// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
/// assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), actions.len());
/// ```
///
/// # Errors
/// None that is known: all actions can be written so.
pub fn calendar_file(
    case: &Case,
    plan: &Plan,
    actions: &[Action],
    language: Language,
) -> io::Result<Vec<u8>> {
    let teller = Teller::new(case, plan, language);
    let mut calendar = Calendar::new(&teller);
    for action in actions {
        calendar.event(&teller, action);
    }
    Ok(calendar.finish())
}

/// The lines of a calendar.
struct Calendar(String);

impl Calendar {
    fn new(teller: &Teller) -> Self {
        let mut calendar = Self(String::new());
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//boligplacering//action plan//EN");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:PUBLISH");
        calendar.text("X-WR-CALNAME", teller.words.actions());
        calendar
    }

    fn event(&mut self, teller: &Teller, action: &Action) {
        let day = action.due.strftime("%Y%m%d");
        let role = teller.words.role(action.role);
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}@boligplacering", id(teller.case, action)));
        self.line(&format!("DTSTAMP:{day}T000000Z"));
        self.line(&format!("DTSTART;VALUE=DATE:{day}"));
        // The end is not of the event; without it an event has one day, too.
        if let Ok(end) = action.due.tomorrow() {
            self.line(&format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")));
        }
        self.text("SUMMARY", &teller.action(action));
        self.text("DESCRIPTION", &format!("{role}\n{}", teller.for_whom(action)));
        self.text("CATEGORIES", role);
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// A line with a text in it, which may be any.
    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for character in text.chars() {
            match character {
                '\n' => line.push_str("\\n"),
                '\\' | ';' | ',' => line.extend(['\\', character]),
                _ => line.push(character),
            }
        }
        self.line(&line);
    }

    /// A line, folded between characters where it is too long: what follows begins with a space.
    fn line(&mut self, line: &str) {
        let mut bytes = 0;
        for character in line.chars() {
            if bytes + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            self.0.push(character);
            bytes += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn finish(mut self) -> Vec<u8> {
        self.line("END:VCALENDAR");
        self.0.into_bytes()
    }
}

/// What an event is known by. Ids begin anew each month, so the reception is part of it.
fn id(case: &Case, action: &Action) -> String {
    let mut digest = Hash::new();
    digest.update(action.task.name());
    for household in &action.households {
        let at = case.household_index(household).and_then(|at| case.households().get(at));
        let arrival = at.map_or(String::new(), |household| household.arrival.to_string());
        digest.update(format!("\n{household}\t{arrival}"));
    }
    for person in &action.persons {
        digest.update(format!("\n{person}"));
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of the format understands of a written line.
    fn read(line: &str) -> String {
        line.strip_suffix("\r\n").unwrap().replace("\r\n ", "")
    }

    #[test]
    fn lines_are_folded_at_75_bytes_between_characters_and_lose_nothing() {
        for character in ["x", "æ", "€", "😀", " ", "\u{a0}", "a ", "\u{3000}æ"] {
            for count in 0..240 {
                let text = character.repeat(count);
                let mut calendar = Calendar(String::new());
                calendar.line(&text);
                assert!(calendar.0.split("\r\n").all(|line| line.len() <= LINE), "{text}");
                assert_eq!(read(&calendar.0), text);
            }
        }
    }

    #[test]
    fn signs_of_the_format_are_escaped_in_texts() {
        let mut calendar = Calendar(String::new());
        calendar.text("SUMMARY", "a:b;c,d\\e\nf\"");
        assert_eq!(calendar.0, "SUMMARY:a:b\\;c\\,d\\\\e\\nf\"\r\n");
    }
}
