use std::collections::BTreeSet;

use super::{Wrong, whole};
use crate::input::near::{Nearness, nearest};
use crate::model::{DwellingKind, Mode, Policy, Ruling, StepId, Verdict, Weekday};
use crate::text::{Said, is_dash, said, tag_key};

pub(in crate::input) fn yes_no(text: &str) -> Result<bool, Wrong> {
    const WORDS: [(&str, bool); 11] = [
        ("yes", true),
        ("ja", true),
        ("true", true),
        ("sand", true),
        ("1", true),
        ("x", true),
        ("no", false),
        ("nej", false),
        ("false", false),
        ("falsk", false),
        ("0", false),
    ];
    let expected = said!(
        "yes or no (ja, nej, true, false, sand, falsk, 1, 0, x)",
        "ja eller nej (yes, no, sand, falsk, true, false, 1, 0, x)"
    );
    let signed = text.starts_with(is_dash);
    one_of(if signed { "" } else { text }, &WORDS, expected)
}

pub(in crate::input) fn mode(text: &str) -> Result<Mode, Wrong> {
    const WORDS: [(&str, Mode); 7] = [
        ("walk", Mode::Walk),
        ("gang", Mode::Walk),
        ("bicycle", Mode::Bicycle),
        ("cykel", Mode::Bicycle),
        ("bus", Mode::Bus),
        ("car", Mode::Car),
        ("bil", Mode::Car),
    ];
    one_of(
        text,
        &WORDS,
        said!(
            "walk, bicycle, bus or car (gang, cykel, bus, bil)",
            "gang, cykel, bus eller bil (walk, bicycle, bus, car)"
        ),
    )
}

/// Weekdays of a list, of which each item is a day or a range of days.
pub(in crate::input) fn weekdays(text: &str, commas: bool) -> Result<BTreeSet<Weekday>, Wrong> {
    let mut days = BTreeSet::new();
    for item in items(text, commas) {
        match item.split_once(is_dash) {
            None => drop(days.insert(weekday(item)?)),
            Some((from, to)) => {
                let (from, to) = (weekday(from.trim())?, weekday(to.trim())?);
                let week = Weekday::ALL.into_iter().cycle();
                let mut range = week.skip_while(|day| *day != from);
                days.extend(range.by_ref().take_while(|day| *day != to));
                days.insert(to);
            }
        }
    }
    Ok(days)
}

fn weekday(text: &str) -> Result<Weekday, Wrong> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    const WORDS: [[(&str, Weekday); 4]; 7] = [
        [("mon", Mon), ("man", Mon), ("monday", Mon), ("mandag", Mon)],
        [("tue", Tue), ("tir", Tue), ("tuesday", Tue), ("tirsdag", Tue)],
        [("wed", Wed), ("ons", Wed), ("wednesday", Wed), ("onsdag", Wed)],
        [("thu", Thu), ("tor", Thu), ("thursday", Thu), ("torsdag", Thu)],
        [("fri", Fri), ("fre", Fri), ("friday", Fri), ("fredag", Fri)],
        [("sat", Sat), ("lør", Sat), ("saturday", Sat), ("lørdag", Sat)],
        [("sun", Sun), ("søn", Sun), ("sunday", Sun), ("søndag", Sun)],
    ];
    let expected = said!(
        "a list of mon, tue, wed, thu, fri, sat or sun (man, tir … søn), or a range as man-fre",
        "en liste af man, tir, ons, tor, fre, lør eller søn eller et spænd som man-fre"
    );
    one_of(text, WORDS.as_flattened(), expected)
}

pub(in crate::input) fn kind(text: &str) -> Result<DwellingKind, Wrong> {
    const WORDS: [(&str, DwellingKind); 3] = [
        ("permanent", DwellingKind::Permanent),
        ("temporary", DwellingKind::Temporary),
        ("midlertidig", DwellingKind::Temporary),
    ];
    one_of(
        text,
        &WORDS,
        said!("permanent or temporary (midlertidig)", "permanent eller midlertidig (temporary)"),
    )
}

pub(in crate::input) fn verdict(text: &str) -> Result<Verdict, Wrong> {
    let expected = said!(
        "a whole number, 0 or more, or never (aldrig)",
        "et helt tal, 0 eller mere, eller aldrig (never)"
    );
    let words = [("never", Verdict::Never), ("aldrig", Verdict::Never)];
    let penalty = |_| whole(text).map(Verdict::Penalty);
    let or_number = |wrong: Wrong| Wrong { expected: expected.clone(), ..wrong };
    one_of(text, &words, expected.clone()).or_else(|not_a_word| match text {
        _ if text.contains(|c: char| c.is_ascii_digit()) => penalty(()).map_err(or_number),
        _ => Err(not_a_word),
    })
}

pub(in crate::input) fn ruling(text: &str) -> Result<Ruling, Wrong> {
    const WORDS: [(&str, Ruling); 4] = [
        ("must", Ruling::Must),
        ("skal", Ruling::Must),
        ("never", Ruling::Never),
        ("aldrig", Ruling::Never),
    ];
    one_of(text, &WORDS, said!("must or never (skal, aldrig)", "skal eller aldrig (must, never)"))
}

/// The step of the ladder that `text` names: by its id as people read it, or as the Danish name of
/// a step of the default ladder.
pub(in crate::input) fn step<'p>(text: &str, policy: &'p Policy) -> Option<&'p StepId> {
    let exact = policy.ladder.iter().find(|step| step.as_str() == text);
    let only = |same: &dyn Fn(&str) -> bool| {
        let mut steps = policy.ladder.iter().filter(|step| same(step.as_str()));
        steps.next().filter(|_| steps.next().is_none())
    };
    exact
        .or_else(|| only(&|step| word_key(step) == word_key(text)))
        .or_else(|| only(&|step| default_step(step) == default_step(text)))
}

/// The id of a step of the default ladder by any of its names; other texts as they are.
fn default_step(text: &str) -> String {
    let key = word_key(text);
    match key.as_str() {
        "ordinær" | "ordinæransættelse" => "ordinary".to_owned(),
        "løntilskud" => "wagesubsidy".to_owned(),
        "praktik" | "virksomhedspraktik" => "internship".to_owned(),
        "nytteindsats" => "utility".to_owned(),
        "vejledning" | "vejledningogopkvalificering" => "guidance".to_owned(),
        _ => key,
    }
}

/// The meaning of a word of a closed list, read as people write it.
fn one_of<T: Copy>(text: &str, words: &[(&str, T)], expected: Said) -> Result<T, Wrong> {
    let meaning = |key: &str| words.iter().find(|(word, _)| *word == key);
    if let Some((_, meaning)) = meaning(text).or_else(|| meaning(&word_key(text))) {
        return Ok(*meaning);
    }
    let nearest = nearest(text, words.iter().map(|(word, _)| (*word, *word)));
    let letters_off = nearest.filter(|(_, how)| *how == Nearness::Letters);
    let wrong = Wrong::new(expected);
    Err(match letters_off {
        Some((word, _)) => {
            wrong.advise(said!("The nearest known one is {word}", "Det nærmeste kendte er {word}"))
        }
        None => wrong,
    })
}

/// A word without regard to case, Unicode form, spaces, dashes, underscores and dots.
pub(super) fn word_key(text: &str) -> String {
    let mut key = tag_key(text);
    key.retain(|c| !is_dash(c) && !"_.".contains(c));
    key
}

/// The items of a list, trimmed, the empty ones dropped.
pub(in crate::input) fn items(text: &str, commas: bool) -> impl Iterator<Item = &str> {
    let parts = move |c| matches!(c, '|' | '\n' | '\r') || (commas && c == ',');
    text.split(parts).map(str::trim).filter(|item| !item.is_empty())
}

/// A list of words of which each is read by `word`.
pub(in crate::input) fn words<T: Ord>(
    text: &str,
    commas: bool,
    word: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<BTreeSet<T>, Wrong> {
    items(text, commas).map(word).collect::<Result<_, _>>().map_err(|wrong| {
        let [english, danish] = wrong.expected.both();
        let expected = said!("a list of {english}", "en liste af {danish}");
        Wrong { expected, ..wrong }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_words_have_two_languages_and_any_case() {
        assert_eq!(weekdays("MAN|lør , Sun", true).unwrap().len(), 3);
        assert_eq!(words("gang,bus", false, mode).unwrap_err().advice, "");
        for yes in ["JA", "x", "Sand", "TRUE", "1", "y e s"] {
            assert_eq!(yes_no(yes), Ok(true), "{yes}");
        }
        assert_eq!([yes_no("Nej"), yes_no("FALSK")], [Ok(false), Ok(false)]);
        assert!(yes_no("-1").is_err() && yes_no("-").is_err());
        assert_eq!(verdict("Aldrig"), Ok(Verdict::Never));
        assert_eq!(verdict("nver").unwrap_err().advice, "The nearest known one is never");
        assert_eq!(ruling("SKAL"), Ok(Ruling::Must));
    }

    #[test]
    fn weekdays_may_be_ranges() {
        for text in ["man-fre", "Mon - Fri", "mandag–fredag", "man-ons|tor.,fre"] {
            assert_eq!(weekdays(text, true).unwrap(), Weekday::working_week(), "{text}");
        }
        let weekend = [Weekday::Sat, Weekday::Sun, Weekday::Mon];
        assert_eq!(weekdays("lør-man", false).unwrap(), weekend.into());
        assert_eq!(weekdays("man-man", false).unwrap(), [Weekday::Mon].into());
        for bad in ["man-", "-fre", "man-fre-søn", "hverdage"] {
            assert!(weekdays(bad, true).is_err(), "{bad}");
        }
    }

    #[test]
    fn steps_have_danish_names() {
        let policy = Policy::default();
        for (text, id) in [
            ("ordinary", "ordinary"),
            ("Ordinær", "ordinary"),
            ("Wage subsidy", "wage_subsidy"),
            ("løntilskud", "wage_subsidy"),
            ("praktik", "internship"),
            ("Virksomhedspraktik", "internship"),
            ("NYTTEINDSATS", "utility"),
            ("vejledning", "guidance"),
        ] {
            assert_eq!(step(text, &policy).map(StepId::as_str), Some(id), "{text}");
        }
        assert_eq!(step("fleksjob", &policy), None);
        let mut own = policy;
        own.ladder =
            ["ordinær", "praktik", "virksomhedspraktik"].map(|s| s.parse().unwrap()).into();
        assert_eq!(step("ordinary", &own).map(StepId::as_str), Some("ordinær"));
        assert_eq!(step("praktik", &own).map(StepId::as_str), Some("praktik"));
        assert_eq!(step("internship", &own), None);
    }
}
