//! Cells as values: dates, numbers, money, words of closed lists.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};

use super::near::{Nearness, nearest};
use crate::model::{
    DwellingKind, Kroner, Mode, Policy, Ruling, StepId, TimeOfDay, Verdict, Weekday,
};
use crate::text::{is_dash, is_invisible, tag_key};

/// Why a cell is not the value it should be.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) expected: Cow<'static, str>,
    pub(super) advice: Cow<'static, str>,
}

impl Wrong {
    fn new(expected: impl Into<Cow<'static, str>>, advice: impl Into<Cow<'static, str>>) -> Self {
        Self { expected: expected.into(), advice: advice.into() }
    }
}

pub(super) const NOON: Time = Time::constant(12, 0, 0, 0);

/// The cell without what nobody sees in it.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        Cow::Owned(visible.trim().to_owned())
    } else {
        Cow::Borrowed(text)
    }
}

/// A day, and whether a time of day that means something stands behind it.
pub(super) fn date(text: &str) -> Result<(Date, bool), Wrong> {
    let timed = |time: Option<Time>| time.is_some_and(|time| time != Time::midnight());
    date_and_time(text).map(|(date, time)| (date, timed(time)))
}

/// A moment on Danish clocks. A date alone means noon, and so does midnight exactly, which is what
/// databases and spreadsheets add to a date.
pub(super) fn date_time(text: &str) -> Result<DateTime, Wrong> {
    let (date, time) = date_and_time(text)?;
    Ok(date.to_datetime(time.filter(|time| *time != Time::midnight()).unwrap_or(NOON)))
}

fn date_and_time(text: &str) -> Result<(Date, Option<Time>), Wrong> {
    let wrong = |advice| {
        let expected = "a date, yyyy-mm-dd or dd-mm-yyyy (also with . or /), perhaps with a time \
            hh:mm";
        Wrong::new(expected, advice)
    };
    let (day, time) = match text.split_once(|c: char| c == 'T' || c.is_whitespace()) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (text, None),
    };
    let parts: Vec<&str> = day.split(is_date_sign).collect();
    let short_year = matches!(parts.as_slice(), [day, _, year] if day.len() < 3 && year.len() == 2);
    let date = calendar_day(&parts)
        .ok_or_else(|| wrong(if short_year { "Write the year with four digits" } else { "" }))?;
    let Some(time) = time else { return Ok((date, None)) };
    let zoned = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
    let advice = if zoned { "Write the time that Danish clocks show, without a zone" } else { "" };
    Ok((date, Some(clock(time).ok_or_else(|| wrong(advice))?)))
}

fn is_date_sign(character: char) -> bool {
    ['-', '.', '/'].contains(&character) || is_dash(character)
}

/// A day of year, month and day, or the other way round; which, its year of four digits tells.
fn calendar_day(parts: &[&str]) -> Option<Date> {
    let &[first, month, last] = parts else { return None };
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let sound = parts.iter().all(plain) && year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok().filter(|_| sound)
}

/// `hh:mm` or `hh.mm`, or `hh:mm:ss` as spreadsheets and databases write it, a fraction of zeros
/// behind it.
fn clock(text: &str) -> Option<Time> {
    let colons = text.contains(':');
    let (text, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if colons => (whole, fraction),
        _ => (text, ""),
    };
    let two = |part: &str, least: usize| {
        let plain = (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.split(if colons { ':' } else { '.' });
    let (hour, minute) = (two(parts.next()?, 1)?, two(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |part| two(part, 2))?;
    let whole = parts.next().is_none() && fraction.bytes().all(|digit| digit == b'0');
    Time::new(hour, minute, second, 0).ok().filter(|_| whole)
}

/// `hh:mm`, `hh.mm` or `hh:mm:00`.
pub(super) fn time_of_day(text: &str) -> Result<TimeOfDay, Wrong> {
    let colons = if text.contains(':') { text.to_owned() } else { text.replace('.', ":") };
    let whole = colons.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(&colons);
    whole.parse().map_err(|_| Wrong::new("a time of day, hh:mm or hh.mm, from 00:00 to 24:00", ""))
}

/// A number with decimal point or decimal comma.
pub(super) fn number(text: &str) -> Result<f64, Wrong> {
    parts_of(text)
        .and_then(|_| text.replace(',', ".").parse().ok())
        .ok_or_else(|| Wrong::new("a number, with no thousands separator", ""))
}

/// A whole number; a fraction of zeros is allowed unless it may be thousands.
pub(super) fn whole(text: &str) -> Result<i64, Wrong> {
    let Some((whole, fraction)) = parts_of(text) else {
        let digits = text.chars().any(|c| c.is_ascii_digit());
        let grouped =
            text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'".contains(c));
        let advice = if grouped && digits { "Write it with no thousands separator" } else { "" };
        return Err(Wrong::new("a whole number", advice));
    };
    if fraction.len() == 3 {
        let advice = format!("Write {whole}{fraction} if the sign separates thousands");
        return Err(Wrong::new("a whole number", advice));
    }
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(Wrong::new("a whole number", "Write it without a fraction"));
    }
    whole.parse().map_err(|_| Wrong::new("a whole number of at most 18 digits", ""))
}

/// An amount in kroner, with øre at most: `5500`, `5500,50`, `5.500`, `5 500,00`, `5.500,-`, each
/// also with `kr`, `kr.` or `DKK` before or after it.
pub(super) fn kroner(text: &str) -> Result<Kroner, Wrong> {
    let expected = "an amount in kroner, with two decimals at most";
    let amount = without_currency(text);
    let amount = match amount.strip_suffix(is_dash).map(|rest| rest.strip_suffix([',', '.'])) {
        Some(Some(whole)) => whole,
        _ => amount,
    };
    let (sign, digits) = match amount.strip_prefix(['-', '+']) {
        Some(rest) => (amount.split_at(1).0, rest),
        None => ("", amount),
    };
    let point = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), _) => Some(comma),
        // A point separates thousands where three digits follow it: øre have two at most.
        (None, Some(point)) if digits.len() - point <= 3 => Some(point),
        _ => None,
    };
    let (whole, fraction) =
        point.map_or((digits, "0"), |at| (&digits[..at], digits.get(at + 1..).unwrap_or("")));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let Some(whole) = ungrouped(whole).filter(|_| plain(fraction)) else {
        return Err(Wrong::new(expected, ""));
    };
    if fraction.len() == 3 {
        let advice = format!("Write {sign}{whole}{fraction} if the sign separates thousands");
        return Err(Wrong::new(expected, advice));
    }
    if fraction.len() > 3 {
        return Err(Wrong::new(expected, "Round it to whole øre"));
    }
    format!("{sign}{whole}.{fraction}")
        .parse()
        .map(|amount: f64| Kroner::from(amount))
        .map_err(|_| Wrong::new(expected, ""))
}

fn without_currency(text: &str) -> &str {
    const CURRENCIES: [&str; 3] = ["kr.", "kr", "dkk"];
    let same = |part: Option<&str>, currency: &str| {
        part.is_some_and(|part| part.eq_ignore_ascii_case(currency))
    };
    for currency in CURRENCIES {
        if same(text.get(..currency.len()), currency) {
            return text[currency.len()..].trim_start();
        }
        let rest = text.len().saturating_sub(currency.len());
        if same(text.get(rest..), currency) {
            return text[..rest].trim_end();
        }
    }
    text
}

/// Digits, without the points or spaces that part them by threes.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(|c: char| c == '.' || c.is_whitespace()).collect();
    let plain = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let parted = rest.is_empty() || (first.len() <= 3 && !first.starts_with('0'));
    let sound = parted && rest.iter().all(|group| group.len() == 3) && groups.iter().all(plain);
    sound.then(|| groups.concat())
}

/// Minutes, a begun one not counted.
pub(super) fn whole_minutes(text: &str) -> Result<i64, Wrong> {
    number(text).map(|minutes| minutes.floor() as i64)
}

/// A number as sign with whole digits, and the digits of its fraction.
fn parts_of(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let sound = !digits.is_empty() && plain(digits) && plain(fraction);
    (sound && !text.ends_with(['.', ','])).then_some((whole, fraction))
}

/// Whether a cell is a number with a fraction, or a date, in which no CPR number is to be looked
/// for: ten digits of a longitude are none.
pub(super) fn is_decimal_or_date(text: &str) -> bool {
    let fraction =
        parts_of(text).filter(|(whole, _)| whole.len() < 9).map(|(_, fraction)| fraction);
    fraction.is_some_and(|fraction| !fraction.is_empty()) || date_and_time(text).is_ok()
}

/// Whether a cell is an error of a spreadsheet, or what one shows where a column is too narrow.
pub(super) fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: &str = "#n/a #i/t #ref! #reference! #value! #værdi! #name? #navn? #div/0! \
        #division/0! #num! #nummer! #null! #nul! #spill! #overløb! #calc! #beregn! #gettingdata";
    let key = word_key(text);
    let narrow = text.len() >= 2 && text.bytes().all(|byte| byte == b'#');
    narrow || (text.starts_with('#') && ERRORS.split_whitespace().any(|error| error == key))
}

/// Whether an item of a list says that there is none.
pub(super) fn is_no_tag(item: &str) -> bool {
    const NONE: &str = "ingen intet none nothing nil na n/a i/t";
    let key = tag_key(item);
    !key.contains(char::is_alphanumeric)
        || NONE.split_whitespace().any(|none| none == key)
        || is_spreadsheet_error(item)
}

pub(super) fn yes_no(text: &str) -> Result<bool, Wrong> {
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
    let expected = "yes or no (ja, nej, true, false, sand, falsk, 1, 0, x)";
    let signed = text.starts_with(is_dash);
    one_of(if signed { "" } else { text }, &WORDS, expected)
}

pub(super) fn mode(text: &str) -> Result<Mode, Wrong> {
    const WORDS: [(&str, Mode); 7] = [
        ("walk", Mode::Walk),
        ("gang", Mode::Walk),
        ("bicycle", Mode::Bicycle),
        ("cykel", Mode::Bicycle),
        ("bus", Mode::Bus),
        ("car", Mode::Car),
        ("bil", Mode::Car),
    ];
    one_of(text, &WORDS, "walk, bicycle, bus or car (gang, cykel, bus, bil)")
}

/// Weekdays of a list, of which each item is a day or a range of days.
pub(super) fn weekdays(text: &str, commas: bool) -> Result<BTreeSet<Weekday>, Wrong> {
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
    const NAMES: [[&str; 4]; 7] = [
        ["mon", "man", "monday", "mandag"],
        ["tue", "tir", "tuesday", "tirsdag"],
        ["wed", "ons", "wednesday", "onsdag"],
        ["thu", "tor", "thursday", "torsdag"],
        ["fri", "fre", "friday", "fredag"],
        ["sat", "lør", "saturday", "lørdag"],
        ["sun", "søn", "sunday", "søndag"],
    ];
    let words: Vec<(&str, Weekday)> = (NAMES.iter().zip(Weekday::ALL))
        .flat_map(|(names, day)| names.iter().map(move |name| (*name, day)))
        .collect();
    let expected =
        "a list of mon, tue, wed, thu, fri, sat or sun (man, tir … søn), or a range as man-fre";
    one_of(text, &words, expected)
}

pub(super) fn kind(text: &str) -> Result<DwellingKind, Wrong> {
    const WORDS: [(&str, DwellingKind); 3] = [
        ("permanent", DwellingKind::Permanent),
        ("temporary", DwellingKind::Temporary),
        ("midlertidig", DwellingKind::Temporary),
    ];
    one_of(text, &WORDS, "permanent or temporary (midlertidig)")
}

pub(super) fn verdict(text: &str) -> Result<Verdict, Wrong> {
    let expected = "a whole number, 0 or more, or never (aldrig)";
    let words = [("never", Verdict::Never), ("aldrig", Verdict::Never)];
    let penalty = |_| whole(text).map(Verdict::Penalty);
    let or_number = |wrong: Wrong| Wrong { expected: expected.into(), ..wrong };
    one_of(text, &words, expected).or_else(|not_a_word| match text {
        _ if text.contains(|c: char| c.is_ascii_digit()) => penalty(()).map_err(or_number),
        _ => Err(not_a_word),
    })
}

pub(super) fn ruling(text: &str) -> Result<Ruling, Wrong> {
    const WORDS: [(&str, Ruling); 4] = [
        ("must", Ruling::Must),
        ("skal", Ruling::Must),
        ("never", Ruling::Never),
        ("aldrig", Ruling::Never),
    ];
    one_of(text, &WORDS, "must or never (skal, aldrig)")
}

/// The step of the ladder that `text` names: by its id as people read it, or as the Danish name of
/// a step of the default ladder.
pub(super) fn step<'p>(text: &str, policy: &'p Policy) -> Option<&'p StepId> {
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
fn one_of<T: Copy>(
    text: &str,
    words: &[(&str, T)],
    expected: impl Into<Cow<'static, str>>,
) -> Result<T, Wrong> {
    let key = word_key(text);
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == key) {
        return Ok(*meaning);
    }
    let nearest = nearest(text, words.iter().map(|(word, _)| (*word, *word)));
    let letters_off = nearest.filter(|(_, how)| *how == Nearness::Letters);
    let advice = letters_off.map(|(word, _)| format!("The nearest known one is {word}"));
    Err(Wrong::new(expected, advice.unwrap_or_default()))
}

/// A word without regard to case, Unicode form, spaces, dashes, underscores and dots.
fn word_key(text: &str) -> String {
    tag_key(text).chars().filter(|c| !is_dash(*c) && !"_.".contains(*c)).collect()
}

/// The items of a list, trimmed, the empty ones dropped.
pub(super) fn items(text: &str, commas: bool) -> impl Iterator<Item = &str> {
    let parts = move |c| matches!(c, '|' | '\n' | '\r') || (commas && c == ',');
    text.split(parts).map(str::trim).filter(|item| !item.is_empty())
}

/// A list of words of which each is read by `word`.
pub(super) fn words<T: Ord>(
    text: &str,
    commas: bool,
    word: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<BTreeSet<T>, Wrong> {
    items(text, commas).map(word).collect::<Result<_, _>>().map_err(|wrong| Wrong {
        expected: format!("a list of {}", wrong.expected).into(),
        ..wrong
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_read_both_ways_and_strictly() {
        for good in [
            "2016-03-05",
            "05-03-2016",
            "5-3-2016",
            "5.3.2016",
            "5/3/2016",
            "5/3-2016",
            "2016/3/5",
            "2016.03.05",
            "2016-03-05 13:45",
            "05-03-2016T13:45:00",
            "05-03-2016 00:00:00",
            "2016-03-05T00:00:00.000",
            "5.3.2016 9.30",
            "05\u{2011}03\u{2011}2016",
        ] {
            let timed = good.contains(":45") || good.contains("9.30");
            assert_eq!(date(good).map_err(|_| good), Ok((day(2016, 3, 5), timed)));
        }
        for bad in [
            "25-03-16",
            "16-03-25",
            "2016-02-30",
            "+016-03-25",
            "2016-3-025",
            "2016-03-25 24:00",
            "2016-03-25 ",
            "2016-03-25 13",
            "2016-03-25 1:5",
            "2016-03-25-01",
            "2016-03",
            "20160325",
            "42461",
            "25--03-2016",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
        assert_eq!(date("2016-04-31").unwrap_err().advice, "");
        for short in ["25-03-16", "25.3.16", "25/3-16"] {
            assert_eq!(date(short).unwrap_err().advice, "Write the year with four digits");
        }
        for zoned in ["2016-03-25T12:00:00Z", "2016-03-25 12:00+01:00"] {
            assert!(date(zoned).unwrap_err().advice.contains("zone"), "{zoned}");
        }
    }

    #[test]
    fn midnight_exactly_is_a_date_alone() {
        for alone in ["2016-03-25", "25-03-2016 00:00", "25.3.2016 0:00", "2016-03-25T00:00:00"] {
            assert_eq!(date_time(alone).unwrap(), day(2016, 3, 25).at(12, 0, 0, 0), "{alone}");
        }
        assert_eq!(date_time("2016-03-25 00:01").unwrap(), day(2016, 3, 25).at(0, 1, 0, 0));
    }

    #[test]
    fn times_of_day_have_a_colon_or_a_point() {
        for good in ["7:00", "07:00", "7.00", "07.00", "07:00:00"] {
            assert_eq!(time_of_day(good).unwrap().minutes(), 420, "{good}");
        }
        for bad in ["7", "7:0", "25:00", "07:00:30", "7.5", "07.00.00:00", "kl 7"] {
            assert!(time_of_day(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_have_a_point_or_a_comma() {
        assert_eq!(
            ["1", "-1,5", "55.7705", "+3.0"].map(|text| number(text).unwrap()),
            [1.0, -1.5, 55.7705, 3.0]
        );
        for bad in ["", "1.", ".5", "1e3", "1.000,5", "1 000", "nan", "inf", "−1"] {
            assert!(number(bad).is_err(), "{bad}");
        }
        assert_eq!(
            ["4500", "4500,00", "4500.0", "-2"].map(|text| whole(text).unwrap()),
            [4500, 4500, 4500, -2]
        );
        assert!(whole("4.500").unwrap_err().advice.contains("Write 4500"));
        assert!(whole("4500,5").is_err() && whole("99999999999999999999").is_err());
        for bad in ["4.000", "1.234.567", "4 500", "4.500,00"] {
            assert!(whole(bad).unwrap_err().advice.contains("thousands"), "{bad}");
        }
    }

    #[test]
    fn money_is_read_as_people_write_it() {
        for good in [
            "5500",
            "5500,00",
            "5500.0",
            "5.500",
            "5.500,00",
            "5.500,-",
            "5500,-",
            "5.500,–",
            "5 500",
            "5\u{a0}500,00",
            "5\u{202f}500",
            "5.500 kr.",
            "kr. 5.500,00",
            "5500 KR",
            "DKK5500",
            "5.500,- kr",
        ] {
            assert_eq!(kroner(good).map_err(|_| good), Ok(Kroner::new(5500)));
        }
        assert_eq!(kroner("1.234.567,5"), Ok(Kroner::from_oere(123_456_750)));
        assert_eq!(kroner("5950,5"), Ok(Kroner::from_oere(595_050)));
        assert_eq!(kroner("-3.07"), Ok(Kroner::from_oere(-307)));
        for bad in [
            "",
            "kr",
            "5,500",
            "5.50.0",
            "55.00.000",
            "0.500",
            "5500.000",
            "5.5000",
            "5'500",
            "4500,5001",
            "5..500",
            "5 50",
            "1e3",
            "5,500.00",
            "€5500",
        ] {
            assert!(kroner(bad).is_err(), "{bad}");
        }
    }

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

    #[test]
    fn none_has_many_names() {
        for none in ["ingen", "None", "-", "–", "#I/T", "#N/A", "n/a", "?", "#REFERENCE!", "####"]
        {
            assert!(is_no_tag(none), "{none}");
        }
        for tag in ["kørekort", "c", "#1", "ingen kat"] {
            assert!(!is_no_tag(tag), "{tag}");
        }
        assert!(is_spreadsheet_error("#I/T") && !is_spreadsheet_error("# eksempel"));
    }
}
