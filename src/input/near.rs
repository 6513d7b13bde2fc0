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
        Self { length: key.chars().count(), words: heading_words(text), key }
    }
}

/// How close `name` is to `known`; equal names are as close as can be.
fn nearness(name: &Name, known: &Name) -> Option<Nearness> {
    if name.length > LONGEST_NAME {
        return None;
    }
    let off = strsim::osa_distance(&name.key, &known.key);
    if off <= letters_off(known.length) && off < name.length {
        return Some(Nearness::Letters);
    }
    if name.length >= 3 && known.key.starts_with(&name.key) {
        return Some(Nearness::Cut);
    }
    let joined = known.length >= 4
        && name.length >= known.length + 2
        && (name.key.starts_with(&known.key) || name.key.ends_with(&known.key));
    let parted = name.length >= 4 && known.key.ends_with(&name.key);
    let within = |part: &Name, whole: &Name| {
        part.words.iter().any(|word| word.chars().count() >= 3)
            && part.words.iter().all(|word| whole.words.contains(word))
    };
    let more = within(known, name) || within(name, known);
    (joined || parted || more).then_some(Nearness::Words)
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
            ("", "rent"),
        ] {
            assert_eq!(nearness(name, known), None, "{name}");
        }
        assert_eq!(nearness(&"x".repeat(50_000), "rent"), None);
    }
}
