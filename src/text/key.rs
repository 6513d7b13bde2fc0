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
    let folded = folded(text);
    folded.chars().filter(|c| !is_passed_over(*c)).collect()
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
    let folded: String = lower(text).collect();
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
    lower(text).filter(|c| !c.is_whitespace()).collect()
}

/// What two ids have in common that differ only in case, spaces, Unicode form or the sort of
/// their dashes.
///
/// ```
/// use boligplacering::text::id_key;
///
/// assert_eq!(id_key("H-1"), id_key("h\u{2011}1"));
/// assert_ne!(id_key("H-1"), id_key("H1"));
/// ```
pub fn id_key(text: &str) -> String {
    let dashes = |c| if is_dash(c) { '-' } else { c };
    lower(text).map(dashes).filter(|c| !c.is_whitespace()).collect()
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    let visible = text.chars().filter(|c| !is_invisible(*c));
    visible.nfkc().flat_map(char::to_lowercase).nfkc()
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

    #[test]
    fn ids_alike_to_the_eye_have_one_key() {
        for text in ["h-1", " H - 1", "H\u{2013}1", "Ｈ-1", "H\u{2212}1", "H\u{a0}-1"] {
            assert_eq!(id_key(text), id_key("H-1"), "{text}");
        }
        for text in ["H_1", "H-01", "H.1", "H-l"] {
            assert_ne!(id_key(text), id_key("H-1"), "{text}");
        }
    }
}
