use std::borrow::Cow;

use super::{Said, holds_cpr, is_invisible, said, tag_key};

/// A longer text is cut.
const MOST_CHARACTERS: usize = 40;

/// What a message shows of a cell: the cell where it is made of digits, dates and known words
/// only, else its length and kind. Nothing that may be personal is shown, nothing a terminal
/// would obey, and never more than forty characters.
///
/// ```
/// use boligplacering::text::shown;
///
/// assert_eq!(shown("31-02-2016"), "31-02-2016");
/// assert_eq!(shown("Fatima"), "a text of 6 letters");
/// assert_eq!(shown("010190-1234"), "what may be a CPR number");
/// ```
pub fn shown(cell: &str) -> String {
    said_of(cell).to_string()
}

/// What a message shows of an id: a short code as `H-01`, else as [`shown`].
///
/// ```
/// use boligplacering::text::shown_id;
///
/// assert_eq!(shown_id("H-01"), "H-01");
/// assert_eq!(shown_id("Fatima 2"), "a text of 8 characters");
/// ```
pub fn shown_id(id: &str) -> String {
    said_of_id(id).to_string()
}

/// What [`shown`] lets out of a cell, in every language.
pub(crate) fn said_of(cell: &str) -> Said {
    shown_if(cell, |word| is_number(word) || is_known(word))
}

/// What [`shown_id`] lets out of an id, in every language.
pub fn said_of_id(id: &str) -> Said {
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    let code = letters <= 3
        && id.chars().any(|c| c.is_ascii_digit())
        && id.chars().all(|c| c.is_alphanumeric() || "-_./?".contains(c));
    if code { shown_if(id, |_| true) } else { said_of(id) }
}

fn shown_if(text: &str, harmless: impl Fn(&str) -> bool) -> Said {
    if holds_cpr(text) {
        return said!("what may be a CPR number", "noget, der kan være et CPR-nummer");
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let long = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 9);
    if !long && words.all(harmless) {
        return Said::plain(legible(text).into_owned());
    }
    let count = text.chars().count();
    match text {
        _ if text.chars().all(char::is_alphabetic) => {
            said!("a text of {count} letters", "en tekst på {count} bogstaver")
        }
        _ if text.chars().all(|c| c.is_ascii_digit()) => {
            said!("a text of {count} digits", "en tekst på {count} cifre")
        }
        _ => said!("a text of {count} characters", "en tekst på {count} tegn"),
    }
}

/// Whether a word is a number, or two with the `T` between a date and a time.
fn is_number(word: &str) -> bool {
    let (date, time) = word.split_once('T').unwrap_or((word, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(date) && digits(time)
}

/// `text` on one line, as a screen may show it: control characters, marks of direction and
/// whatever else is invisible as escapes, a long text cut, a CPR number left out.
///
/// ```
/// use boligplacering::text::legible;
///
/// assert_eq!(legible("a\u{202e}b\u{1b}[31m"), "a\\u{202e}b\\u{1b}[31m");
/// ```
pub fn legible(text: &str) -> Cow<'_, str> {
    if holds_cpr(text) {
        return Cow::Borrowed("(what may be a CPR number)");
    }
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => escaped(text, ""),
        Some((end, _)) => Cow::Owned(escaped(&text[..end], "").into_owned() + "…"),
    }
}

/// Text of many lines as a screen may show it: as [`legible`], but whole.
///
/// ```
/// use boligplacering::text::on_screen;
///
/// assert_eq!(on_screen("one\ntwo\u{7}"), "one\ntwo\\u{7}");
/// ```
pub fn on_screen(text: &str) -> Cow<'_, str> {
    escaped(text, "\n")
}

/// `text` with escapes for what is invisible or a screen would obey, but for what is `kept`.
fn escaped<'t>(text: &'t str, kept: &str) -> Cow<'t, str> {
    let hidden = |c: char| (c.is_control() || is_invisible(c)) && !kept.contains(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if hidden(character) => escaped.extend(character.escape_default()),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

/// `text` as a table or a map may hold it: on one line, without anything invisible.
///
/// ```
/// use boligplacering::text::tidy;
///
/// assert_eq!(tidy("Vej 1\n2. tv\u{202e}"), "Vej 1 2. tv");
/// ```
pub fn tidy(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter(|c| !is_invisible(*c));
    let on_one_line: String = visible.map(|c| if c.is_control() { ' ' } else { c }).collect();
    Cow::Owned(on_one_line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words that cells of closed lists hold, and others that name nobody.
fn is_known(word: &str) -> bool {
    const WORDS: &str = "yes no ja nej true false sand falsk x walk bicycle bus car gang cykel bil \
        mon tue wed thu fri sat sun man tir ons tor fre lør søn \
        mandag tirsdag onsdag torsdag fredag lørdag søndag \
        monday tuesday wednesday thursday friday saturday sunday \
        permanent temporary midlertidig must never skal aldrig \
        ordinary wage subsidy internship utility guidance \
        ordinær løntilskud praktik virksomhedspraktik nytteindsats vejledning \
        kr dkk km min minutter timer t T og and til to fra from ingen none \
        januar februar marts april maj juni juli august september oktober november december \
        january february march may june july october \
        arrivals dwellings sites openings travel times suitability preferences decisions policy \
        ankomster boliger arbejdssteder stillinger rejsetider egnethed ønsker beslutninger politik \
        i alt ialt sum total samlet sep nan inf";
    let word = tag_key(word);
    WORDS.split_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nobody_is_shown() {
        for text in [
            "maj 2016",
            "2016-03-27T02:30:00",
            "25:00",
            "-5",
            "4.500 kr.",
            "mon|ja",
            "Boliger april 2016",
            "#",
        ] {
            assert_eq!(shown(text), text);
        }
        for text in ["H-01", "P1", "D_12/b"] {
            assert_eq!(shown_id(text), text);
        }
    }

    #[test]
    fn what_may_be_personal_is_described() {
        assert_eq!(shown("Fatima Al-Sayed"), "a text of 15 characters");
        assert_eq!(shown("Ali 1985"), "a text of 8 characters");
        assert_eq!(shown_id("Ali"), "a text of 3 letters");
        assert_eq!(shown_id("Ali 85"), "a text of 6 characters");
        assert_eq!(shown("555123456789"), "a text of 12 digits");
        assert_eq!(shown("x010190-1234"), "what may be a CPR number");
        assert_eq!(shown_id("0101901234"), "what may be a CPR number");
    }

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        assert_eq!(legible("plain æøå"), "plain æøå");
        assert_eq!(legible("a\nb\u{200f}"), "a\\nb\\u{200f}");
        assert_eq!(legible(&"æ".repeat(50_000)), "æ".repeat(40) + "…");
        assert_eq!(shown("12\u{202e}"), "12\\u{202e}");
    }
}
