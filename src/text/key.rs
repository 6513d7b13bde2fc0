use unicode_normalization::UnicodeNormalization;

use super::{is_dash, is_invisible};

/// A heading, or the name of a file, as people read it: without regard to case, Unicode form,
/// spaces, line breaks, underscores, hyphens and dots, and without a unit in brackets at its end.
///
/// ```
/// use boligplacering::text::heading_key;
///
/// assert_eq!(heading_key("Udsat område"), heading_key("udsat_område"));
/// assert_eq!(heading_key("Husleje (kr.)"), "husleje");
/// assert_ne!(heading_key("Husleje"), heading_key("Maks husleje"));
/// ```
pub fn heading_key(text: &str) -> String {
    let mut key = folded(text);
    key.retain(|c| !is_passed_over(c));
    key
}

/// Whether a heading is the same without `character`.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace() || is_dash(character) || "_.".contains(character)
}

/// The words of a heading, as [`heading_key`] reads them.
#[cfg(feature = "files")]
pub(crate) fn heading_words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// One case, one Unicode form, nothing invisible, no unit at the end.
fn folded(text: &str) -> String {
    let folded = lower(text, Some);
    let trimmed = folded.trim_end_matches(is_passed_over);
    let open = match trimmed.chars().next_back() {
        Some(')') => trimmed.rfind('('),
        Some(']') => trimmed.rfind('['),
        _ => None,
    };
    match open.map(|open| trimmed.get(..open).unwrap_or_default()) {
        Some(before) if !before.trim().is_empty() => before.to_owned(),
        _ => folded,
    }
}

/// A tag as people read it: without regard to case, Unicode form and spaces.
///
/// ```
/// use boligplacering::text::tag_key;
///
/// assert_eq!(tag_key("Kørekort "), tag_key("kørekort"));
/// assert_eq!(tag_key("Step_free"), "step_free");
/// ```
pub fn tag_key(text: &str) -> String {
    lower(text, |c| (!c.is_whitespace()).then_some(c))
}

/// What two ids have in common that differ only in case, spaces, quotation marks, Unicode form or
/// the sort of their dashes.
///
/// ```
/// use boligplacering::text::id_key;
///
/// assert_eq!(id_key("H-1"), id_key("h\u{2011}1"));
/// assert_ne!(id_key("H-1"), id_key("H1"));
/// ```
pub fn id_key(text: &str) -> String {
    lower(text, |c| match c {
        _ if c.is_whitespace() || is_quote(c) => None,
        _ if is_dash(c) => Some('-'),
        _ => Some(c),
    })
}

fn is_quote(character: char) -> bool {
    matches!(character, '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | '„')
}

/// What two ids have in common that may be the same by a slip: what parts their letters and
/// digits, zeros before a number, and letters of other scripts that look alike do not count.
#[cfg(feature = "files")]
pub(crate) fn id_skeleton(text: &str) -> String {
    let key = id_key(text);
    let mut skeleton = String::with_capacity(2 * key.len());
    let (mut before, mut parts, mut leads) = (None, false, false);
    for character in key.chars().map(latin) {
        let is_digit = character.is_alphanumeric().then_some(character.is_ascii_digit());
        if is_digit.is_some() && is_digit != before {
            skeleton.extend(parts.then_some('-'));
            (parts, leads) = (true, true);
        }
        leads &= character == '0';
        if is_digit.is_some() && !leads {
            skeleton.push(character);
        }
        before = is_digit;
    }
    skeleton
}

/// The Latin letter that a small Cyrillic or Greek one looks like.
#[cfg(feature = "files")]
fn latin(character: char) -> char {
    match character {
        'а' | 'α' => 'a',
        'в' => 'b',
        'е' => 'e',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'н' | 'η' => 'h',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'т' => 't',
        'х' => 'x',
        _ => character,
    }
}

/// `text` in one case and one Unicode form, with nothing invisible, of which `keep` says what
/// becomes of each character.
fn lower(text: &str, keep: impl Fn(char) -> Option<char>) -> String {
    let mut lower = String::with_capacity(text.len());
    if text.is_ascii() {
        lower.extend(text.chars().map(|c| c.to_ascii_lowercase()).filter_map(keep));
    } else {
        let visible = text.chars().filter(|c| !is_invisible(*c));
        lower.extend(visible.nfkc().flat_map(char::to_lowercase).nfkc().filter_map(keep));
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_words_not_identifiers() {
        let expected = "udsatområde";
        for text in [
            "udsat_område",
            "Udsat område",
            "UDSAT OMRÅDE",
            " udsat-område ",
            "udsat\u{a0}område",
            "Udsat\r\nområde",
            "udsat.område.",
            "udsat omra\u{30a}de",
            "Udsat\u{2011}område (ja/nej)",
            "udsat område [ja]",
            "\u{feff}udsat\u{200b} område",
            "ｕdsat område",
        ] {
            assert_eq!(heading_key(text), expected, "{text}");
        }
        for text in ["udsat områder", "område udsat", "udsat omraade"] {
            assert_ne!(heading_key(text), expected, "{text}");
        }
        assert_eq!(heading_key("(kr.)"), "(kr)");
    }

    #[test]
    fn tags_keep_their_signs() {
        assert_eq!(tag_key("Stue Etage"), tag_key("stueetage"));
        assert_eq!(tag_key("I\u{307}stanbul"), tag_key("İSTANBUL"));
        assert_ne!(tag_key("step-free"), tag_key("step_free"));
    }

    #[cfg(feature = "files")]
    #[test]
    fn ids_that_may_be_the_same_have_one_skeleton() {
        for text in ["H_01", "H.01", "h01", "H-1", "H--001", "H/1", "Н-01", "H 01."] {
            assert_eq!(id_skeleton(text), id_skeleton("H-01"), "{text}");
        }
        for text in ["H-10", "H-0-1", "I-01", "H-01a"] {
            assert_ne!(id_skeleton(text), id_skeleton("H-01"), "{text}");
        }
        assert_ne!(id_skeleton("1-11"), id_skeleton("11-1"));
    }

    #[test]
    fn ids_alike_to_the_eye_have_one_key() {
        for text in ["h-1", " H - 1", "H\u{2013}1", "Ｈ-1", "H\u{2212}1", "H\u{a0}-1", "'H-1"] {
            assert_eq!(id_key(text), id_key("H-1"), "{text}");
        }
        for text in ["H_1", "H-01", "H.1", "H-l"] {
            assert_ne!(id_key(text), id_key("H-1"), "{text}");
        }
    }
}
