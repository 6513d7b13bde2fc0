//! Names that are close to a known one and none: what people meant by a heading, a key or a file.

use std::cmp::Reverse;

use crate::text::{heading_key, heading_words};

/// How a name is close to a known one, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// A few letters off, or another word for the same.
    Letters,
    /// Cut short.
    Cut,
    /// A word more or less, or in another order.
    Words,
}

/// The known name that `name` is close to, if to any.
pub(super) fn nearest<'k, T: Copy>(
    name: &str,
    known: impl Iterator<Item = (T, &'k str)>,
) -> Option<(T, Nearness)> {
    let name = Name::new(name);
    known
        .filter_map(|(what, known)| {
            let known = Name::new(known);
            let how = nearness(&name, &known)?;
            let alike = strsim::jaro_winkler(&name.key, &known.key);
            Some((what, how, Reverse((alike * 1e6) as i64)))
        })
        .min_by_key(|(_, how, alike)| (*how, *alike))
        .map(|(what, how, _)| (what, how))
}

struct Name {
    key: String,
    words: Vec<String>,
    length: usize,
}

impl Name {
    fn new(text: &str) -> Self {
        let key = heading_key(text);
        // People without a Danish keyboard write ae, oe and aa.
        let key = key.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
        Self { length: key.chars().count(), words: heading_words(text), key }
    }
}

/// How close `name` is to `known`; equal names are as close as can be.
fn nearness(name: &Name, known: &Name) -> Option<Nearness> {
    if name.length > LONGEST_NAME {
        return None;
    }
    let off = strsim::osa_distance(&name.key, &known.key);
    // Few slips are in the first letter, and short words that differ there are others.
    let first = |name: &Name| name.key.chars().next();
    let alike = known.length > 5 || first(name) == first(known);
    if off <= letters_off(known.length) && off < name.length && alike {
        return Some(Nearness::Letters);
    }
    if name.length >= 3 && known.key.starts_with(&name.key) {
        return Some(Nearness::Cut);
    }
    let joined = known.length >= 4
        && name.length >= known.length + 2
        && (name.key.starts_with(&known.key) || name.key.ends_with(&known.key));
    let parted = name.length >= 4 && known.key.ends_with(&name.key);
    let more = known.words.iter().any(|word| {
        word.chars().count() >= 4 && name.words.iter().any(|other| shares(other, word))
    });
    let all = known.length >= 3 && known.words.iter().all(|word| name.words.contains(word));
    let some = name.length >= 3
        && !name.words.is_empty()
        && name.words.iter().all(|word| known.words.contains(word));
    (joined || parted || more || all || some).then_some(Nearness::Words)
}

/// Whether `word` is `known`, begins or ends with it, or is a letter off.
fn shares(word: &str, known: &str) -> bool {
    word.starts_with(known)
        || word.ends_with(known)
        || (known.chars().count() >= 5 && strsim::osa_distance(word, known) <= 1)
}

/// Whether a name is made of words that are close to those of a known one, so that a message may
/// show it.
pub(super) fn is_harmless(name: &str, known: &str) -> bool {
    let known = Name::new(known);
    Name::new(name).words.iter().all(|word| {
        let close = |other: &String| {
            let most = letters_off(other.chars().count());
            strsim::osa_distance(word, other) <= most || other.starts_with(word.as_str())
        };
        known.words.iter().any(close) || close(&known.key)
    })
}

/// A longer name is no slip of the pen.
const LONGEST_NAME: usize = 200;

/// How many letters may be off in a name of `length` letters.
fn letters_off(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearness(name: &str, known: &str) -> Option<Nearness> {
        super::nearness(&Name::new(name), &Name::new(known))
    }

    #[test]
    fn what_people_meant_is_close() {
        for (name, known, how) in [
            ("hour_from", "hours_from", Nearness::Letters),
            ("udsat omraade", "udsat_område", Nearness::Letters),
            ("foedselsaar", "fødselsår", Nearness::Letters),
            ("langauges", "languages", Nearness::Letters),
            ("rents", "rent", Nearness::Letters),
            ("jobsøger", "jobsøgende", Nearness::Letters),
            ("bed", "beds", Nearness::Letters),
            ("restr", "restricted", Nearness::Cut),
            ("udsat", "udsat_område", Nearness::Cut),
            ("restricted area", "restricted", Nearness::Words),
            ("Er boligen i udsat område?", "udsat_område", Nearness::Words),
            ("område, udsat", "udsat_område", Nearness::Words),
            ("from", "available_from", Nearness::Words),
            ("Er udsat", "udsat_område", Nearness::Words),
            ("udsatte", "udsat_område", Nearness::Words),
            ("ledig dato", "ledig_fra", Nearness::Words),
            ("huslejeloft", "maks_husleje", Nearness::Words),
            ("maksimal rejsetid", "maks_rejsetid", Nearness::Words),
            ("husstandsnr", "husstand", Nearness::Words),
            ("boligtype", "type", Nearness::Words),
            ("leje", "husleje", Nearness::Words),
        ] {
            assert_eq!(nearness(name, known), Some(how), "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (name, known) in [
            ("navn", "nord"),
            ("alder", "deler"),
            ("telefon", "transport"),
            ("pnr", "postnr"),
            ("nr", "by"),
            ("ejer", "behov"),
            ("husdyr", "husleje"),
            ("by og egn", "by"),
            ("areal", "lat"),
            ("wage", "dage"),
            ("opdateret", "ledig_fra"),
            ("fra kommune", "ledig_fra"),
            ("", "rent"),
        ] {
            assert_eq!(nearness(name, known), None, "{name}");
        }
        assert_eq!(nearness(&"x".repeat(50_000), "rent"), None);
    }
}
