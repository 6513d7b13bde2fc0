//! What a heading's note says: what belongs under it, in which form, with an example.

use rust_xlsxwriter::Note;

use super::choices::Choices;
use crate::input::column::{Kind, Spec, Words};
use crate::input::file_name::sheet_name;
use crate::model::Table;
use crate::text::Language;

/// Pixels of a note, and characters and lines that go into them.
const WIDTH: u32 = 290;
const CHARACTERS: usize = 44;
const LINE: u32 = 16;

/// The note on a heading.
pub(super) fn note(spec: &Spec, choices: &Choices) -> Note {
    let text = told(spec, choices);
    let lines = text.lines().map(|line| 1 + line.chars().count() / CHARACTERS).sum::<usize>();
    Note::new(text)
        .add_author_prefix(false)
        .set_width(WIDTH)
        .set_height(u32::try_from(lines + 1).unwrap_or(1) * LINE)
        .set_font_name("Calibri")
        .set_font_size(10)
}

fn told(spec: &Spec, choices: &Choices) -> String {
    let language = choices.language;
    let in_language = |english, danish| match language {
        Language::English => english,
        Language::Danish => danish,
    };
    let must = if spec.required {
        in_language("Must be filled in.", "Skal udfyldes.")
    } else {
        in_language("May be empty.", "Kan være tom.")
    };
    let mut text = format!("{}\n{must}\n{}", spec.meaning(language), form(spec.kind, choices));
    let [_, example] = spec.template(language);
    if !example.is_empty() {
        let head = in_language("Example:", "Eksempel:");
        let comma = language == Language::Danish && spec.kind == Kind::Number;
        let example = if comma { example.replace('.', ",") } else { example.to_owned() };
        text += &format!("\n{head} {example}");
    }
    text
}

/// How a cell of a kind is written, as a sentence.
pub(super) fn form(kind: Kind, choices: &Choices) -> String {
    let language = choices.language;
    let [english, danish] = match kind {
        Kind::Id => ["Text of at most 64 characters.", "Tekst på højst 64 tegn."],
        Kind::Text => ["Text.", "Tekst."],
        Kind::Tags => {
            ["One word or more, with | between them.", "Et eller flere ord med | imellem."]
        }
        Kind::Number => ["A number, also with decimals.", "Et tal, også med decimaler."],
        Kind::Money => ["An amount in kroner.", "Et beløb i kroner."],
        Kind::Date => ["A date, dd-mm-yyyy.", "En dato, dd-mm-åååå."],
        Kind::Moment => [
            "A date, dd-mm-yyyy, or a date and time, dd-mm-yyyy hh:mm.",
            "En dato, dd-mm-åååå, eller dato og klokkeslæt, dd-mm-åååå tt:mm.",
        ],
        Kind::TimeOfDay => ["A time of day, hh:mm.", "Et klokkeslæt, tt:mm."],
        Kind::IdOf(table) => {
            let sheet = sheet_name(table, language);
            return match (table, language) {
                (Table::Persons, Language::English) => format!("A person of the sheet {sheet}."),
                (Table::Persons, Language::Danish) => format!("En person fra arket {sheet}."),
                (Table::Households, Language::English) => {
                    format!("A household of the sheet {sheet}.")
                }
                (Table::Households, Language::Danish) => {
                    format!("En husstand fra arket {sheet}.")
                }
                (_, Language::English) => format!("An id of the sheet {sheet}."),
                (_, Language::Danish) => format!("Et id fra arket {sheet}."),
            };
        }
        Kind::Whole(least) => {
            return match language {
                Language::English => format!("A whole number, {least} or more."),
                Language::Danish => format!("Et helt tal, {least} eller mere."),
            };
        }
        Kind::Word(words) => {
            let listed = choices.words(words).join(", ");
            return match (words, language) {
                (Words::Penalties, Language::English) => "A whole number, or never.".into(),
                (Words::Penalties, Language::Danish) => "Et helt tal eller aldrig.".into(),
                (_, Language::English) if words.is_list() => {
                    format!("As in the list, or other words with | between them: {listed}.")
                }
                (_, Language::Danish) if words.is_list() => {
                    format!("Som i listen eller andre ord med | imellem: {listed}.")
                }
                (_, Language::English) => format!("One of: {listed}."),
                (_, Language::Danish) => format!("En af: {listed}."),
            };
        }
    };
    match language {
        Language::English => english.to_owned(),
        Language::Danish => danish.to_owned(),
    }
}
