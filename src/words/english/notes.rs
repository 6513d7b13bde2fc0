use super::English;
use crate::rules::Reason;
use crate::words::NoteWords;

impl NoteWords for English {
    fn lives_there(&self) -> &'static str {
        "lives there already"
    }

    fn works_there(&self) -> &'static str {
        "works there already"
    }

    fn dwelling_decided(&self) -> &'static str {
        "dwelling decided beforehand"
    }

    fn opening_decided(&self) -> &'static str {
        "opening decided beforehand"
    }

    fn not_clarified(&self) -> &'static str {
        "provisional: not clarified yet"
    }

    fn steps_below(&self, steps: i64) -> String {
        match steps {
            0 => "best step".to_owned(),
            1 => "1 step below the best".to_owned(),
            steps => format!("{steps} steps below the best"),
        }
    }

    fn after_target(&self, hours: i64) -> String {
        format!("{hours} h after the target")
    }

    fn noun(&self, count: usize, of_homes: bool) -> &'static str {
        match (of_homes, count) {
            (true, 1) => "dwelling",
            (true, _) => "dwellings",
            (false, 1) => "opening",
            (false, _) => "openings",
        }
    }

    fn of(&self) -> &'static str {
        "of"
    }

    fn are(&self, reason: Reason) -> String {
        format!(": {reason}")
    }
}
