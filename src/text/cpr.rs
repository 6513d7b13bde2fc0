use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Whether a CPR number (DDMMYY-SSSS) can be read in `text`: ten digits that read as one, with
/// any separators, dashes, spaces, quotes, text marks or decimals around and between them, or
/// nine digits after a spreadsheet lost the first zero. Replacement numbers (day + 60) count, and
/// years of four digits. Errs on the side of yes.
///
/// ```
/// use boligplacering::text::holds_cpr;
///
/// for text in ["010190-1234", "=\"0101901234\"", "101901234.0", "Vej 1, 01 01 90 1234"] {
///     assert!(holds_cpr(text));
/// }
/// for text in ["9999999999", "2016-03-27 02:30", "+45 75 68 12 34", "Vej 12-14, 8722 Hedensted"] {
///     assert!(!holds_cpr(text));
/// }
/// ```
pub fn holds_cpr(text: &str) -> bool {
    if text.is_ascii() {
        // Bytes are counted faster than characters, and most cells end here.
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        return (digits >= LEAST_DIGITS || may_hold_power(text)) && reads_as_cpr(text);
    }
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let powers = || text.contains(['e', 'E']) && digits > 1;
    (digits >= LEAST_DIGITS || powers()) && reads_as_cpr(&text.nfkc().collect::<String>())
}

/// A CPR number without its zeros, D.M.YY-SSSS, has so many; only a power of ten has fewer.
const LEAST_DIGITS: usize = 8;

fn reads_as_cpr(text: &str) -> bool {
    let bare = without_markup(text);
    let is_long = |part: &str| part.chars().filter_map(digit).count() >= LEAST_DIGITS;
    // A `T` may stand between a date and a time.
    let mut parts = bare.split(|c: char| c.is_alphabetic() && c != 'T');
    (may_hold_power(&bare) && power_of_ten(&bare))
        || (parts.any(is_long) && groups(&bare).iter().any(|group| holds(group)))
}

/// `text` in which a space stands for what pages, programs and terminals put between digits:
/// `&nbsp;`, `<br>`, `\n`, escape sequences.
fn without_markup(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '\\', '\u{1b}']) {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '\\', '\u{1b}']) {
        let (before, mark) = rest.split_at(at);
        bare.push_str(before);
        let most = mark.char_indices().nth(MOST_MARKUP).map_or(mark.len(), |(at, _)| at);
        let near = mark.get(..most).unwrap_or_default();
        let end = match mark.chars().next() {
            Some('&') => near.find(';').map(|at| at + 1),
            Some('<') => near.find('>').map(|at| at + 1),
            Some('\\') => near.char_indices().nth(2).map(|(at, _)| at).or(Some(near.len())),
            _ => near.find(|c: char| c.is_ascii_alphabetic()).map(|at| at + 1),
        };
        let end = end.unwrap_or(mark.chars().next().map_or(0, char::len_utf8));
        bare.push(' ');
        rest = mark.get(end..).unwrap_or_default();
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// Longer markup is text.
const MOST_MARKUP: usize = 40;

/// Whether `text` is ten plain digits: the number of a production unit (*P-nummer*), which
/// only a site and an employer have.
///
/// ```
/// use boligplacering::text::is_production_unit;
///
/// assert!(is_production_unit("1003123456") && !is_production_unit("100312-3456"));
/// ```
pub fn is_production_unit(text: &str) -> bool {
    let text = text.trim();
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits with none between them, and what stands before them.
struct Run<'t> {
    digits: Vec<u8>,
    /// What separates them from the run before in the same group.
    separator: &'t str,
}

/// Runs of digits, in groups between which a letter stands.
fn groups(text: &str) -> Vec<Vec<Run<'_>>> {
    let mut groups = Vec::new();
    let mut group: Vec<Run> = Vec::new();
    let mut separator_from = 0;
    let mut after_digit = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if let Some(digit) = digit(character) {
            match group.last_mut().filter(|_| after_digit) {
                Some(run) => run.digits.push(digit),
                None => {
                    let separator = &text[separator_from..at];
                    group.push(Run { digits: vec![digit], separator });
                }
            }
            after_digit = true;
            separator_from = end;
            continue;
        }
        // The `T` between a date and a time separates them.
        let breaks = character.is_alphabetic() && !(character == 'T' && after_digit);
        if breaks {
            if !group.is_empty() {
                groups.push(std::mem::take(&mut group));
            }
            separator_from = end;
        }
        after_digit = false;
    }
    groups.push(group);
    groups
}

/// The value of a decimal digit of any script.
fn digit(character: char) -> Option<u8> {
    if let Some(digit) = character.to_digit(10) {
        return u8::try_from(digit).ok();
    }
    const ZEROS: [u32; 24] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0xa620, 0xff10,
    ];
    let code = u32::from(character);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

fn holds(group: &[Run]) -> bool {
    if are_phone_numbers(group) {
        return false;
    }
    let mut from = 0;
    while from < group.len() {
        if with_century(&group[from..]) || without_zeros(&group[from..]) {
            return true;
        }
        let dated = date_and_time(&group[from..]);
        if dated > 0 {
            from += dated;
            continue;
        }
        if reads_from(&group[from..]) {
            return true;
        }
        from += 1;
    }
    false
}

/// Whether the first runs, all taken whole, are a CPR number.
fn reads_from(group: &[Run]) -> bool {
    let mut digits: Vec<u8> = Vec::new();
    let mut ends = Vec::new();
    for (at, run) in group.iter().enumerate() {
        let apart = run.separator.trim_matches(',').trim().is_empty();
        if at > 0 && apart && date_and_time(&group[at..]) > 0 {
            return false;
        }
        digits.extend(&run.digits);
        match digits.len() {
            10 if is_cpr(&digits) => return true,
            9 if may_lack_zero(&ends) && is_cpr(&[&[0], digits.as_slice()].concat()) => {
                return true;
            }
            0..10 => ends.push(digits.len()),
            _ => return false,
        }
    }
    false
}

/// Whether nine digits, parted at `ends`, may be a CPR number without its first zero: whole, or
/// parted as people part it (D MM YY SS SS), by thousands, or digit by digit.
fn may_lack_zero(ends: &[usize]) -> bool {
    let parted = ends.iter().all(|end| [1, 3, 5, 7].contains(end));
    parted || ends == [3, 6] || ends.len() == 8
}

fn is_cpr(digits: &[u8]) -> bool {
    let &[d1, d2, m1, m2, ..] = digits else { return false };
    let (day, month) = (d1 * 10 + d2, m1 * 10 + m2);
    let day = if day > 60 { day - 60 } else { day };
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// Whether a date of birth with its whole year, and four digits after it, come first.
fn with_century(group: &[Run]) -> bool {
    match group {
        [date, serial, ..] if date.digits.len() == 8 => {
            let year = date.digits.get(4..6);
            let century = year == Some(&[1, 9]) || year == Some(&[2, 0]);
            century && is_cpr(&date.digits) && is_serial(serial)
        }
        [first, second, third, serial, ..] => {
            let date = [first, second, third];
            (is_day_first(&date) || is_year_first(&date)) && is_serial(serial)
        }
        [all] if all.digits.len() == 12 => {
            let year = all.digits.get(4..6);
            (year == Some(&[1, 9]) || year == Some(&[2, 0])) && is_cpr(&all.digits)
        }
        _ => false,
    }
}

fn is_serial(run: &Run) -> bool {
    run.digits.len() == 4
}

/// Whether a date of birth without the zeros of day and month comes first, D.M.YY-SSSS.
fn without_zeros(group: &[Run]) -> bool {
    let [day, month, year, serial, ..] = group else { return false };
    let short = |run: &Run, most| run.digits.len() <= 2 && (1..=most).contains(&value(run));
    let date = short(day, 31) && short(month, 12) && year.digits.len() == 2;
    date && dates_part(month) && dates_part(year) && is_serial(serial)
}

/// Whether all runs are telephone numbers, each four pairs of digits: two of them at least.
fn are_phone_numbers(group: &[Run]) -> bool {
    group.len() >= 8
        && group.len().is_multiple_of(4)
        && group.iter().all(|run| run.digits.len() == 2)
}

/// How many runs are a date with a whole year, with a time of day if there is one.
fn date_and_time(group: &[Run]) -> usize {
    let [first, second, third, ..] = group else { return 0 };
    let date = [first, second, third];
    let two = |run: &Run| run.digits.len() <= 2;
    let clock = |run: &Run| two(run) && [":", "."].contains(&run.separator);
    if !is_day_first(&date) && !is_year_first(&date) {
        // A year of two digits only where a clock with a colon stands behind the date.
        let timed = matches!(group.get(3..5), Some([hour, minute])
            if two(hour) && hour.separator == " " && two(minute) && minute.separator == ":");
        let short = [first, second, third].into_iter().all(two);
        return if short && timed && dates_part(second) && dates_part(third) { 5 } else { 0 };
    }
    match group.get(3..).unwrap_or_default() {
        [hour, minute, rest @ ..]
            if two(hour) && [" ", "T", ", "].contains(&hour.separator) && clock(minute) =>
        {
            5 + rest.iter().take_while(|run| clock(run)).count().min(1)
        }
        _ => 3,
    }
}

fn is_day_first([day, month, year]: &[&Run; 3]) -> bool {
    let short = |run: &Run, most| run.digits.len() <= 2 && value(run) >= 1 && value(run) <= most;
    short(day, 31) && short(month, 12) && is_year(year) && dates_part(month) && dates_part(year)
}

fn is_year_first([year, month, day]: &[&Run; 3]) -> bool {
    let short = |run: &Run, most| run.digits.len() <= 2 && value(run) >= 1 && value(run) <= most;
    is_year(year) && short(month, 12) && short(day, 31) && dates_part(month) && dates_part(day)
}

fn is_year(run: &Run) -> bool {
    run.digits.len() == 4 && (1900..=2099).contains(&value(run))
}

fn dates_part(run: &Run) -> bool {
    ["-", ".", "/"].contains(&run.separator)
}

fn value(run: &Run) -> u32 {
    run.digits.iter().fold(0, |value, digit| value.wrapping_mul(10) + u32::from(*digit))
}

/// Whether an `e` stands as in a power of ten: in few words digits are on both sides of it.
fn may_hold_power(text: &str) -> bool {
    let stands =
        |near: &[u8]| matches!(near, [b'0'..=b'9' | b'.' | b',', b'e' | b'E', b'0'..=b'9' | b'+']);
    text.as_bytes().windows(3).any(stands)
}

/// Whether a number that a spreadsheet wrote as a power of ten is, written out, a CPR number.
fn power_of_ten(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || ".,eE+".contains(c))).any(|word| {
        let Some((_, power)) = word.split_once(['e', 'E']) else { return false };
        let power: u32 = power.trim_start_matches('+').parse().unwrap_or(0);
        let number: f64 = word.replace(',', ".").parse().unwrap_or(0.0);
        if !(8..=9).contains(&power) || !(1e8..1e10).contains(&number) {
            return false;
        }
        let digits: Vec<u8> = format!("{number:010.0}").bytes().map(|byte| byte - b'0').collect();
        is_cpr(&digits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_spelt_it_is_found() {
        for text in [
            "0101901234",
            "010190-1234",
            "010190 1234",
            "010190\u{2013}1234",
            "010190\u{2011}1234",
            "010190\u{a0}1234",
            "010190--1234",
            "010190 - 1234",
            "01.01.90-1234",
            "01/01/90 1234",
            "01 01 90 12 34",
            "01-01-90-1234",
            "0 1 0 1 9 0 1 2 3 4",
            "'0101901234",
            "\"010190-1234\"",
            "=\"0101901234\"",
            "=T(\"0101901234\")",
            "0101901234.0",
            "0101901234,00",
            "101901234",
            "101901234.0",
            "10190-1234",
            "1 01 90 1234",
            "101.901.234",
            "1.01901234E8",
            "1,01901234E+08",
            "01-01-1990-1234",
            "01011990-1234",
            "010119901234",
            "610190-1234",
            "cpr:0101901234",
            "P0101901234",
            "8722 010190-1234",
            "010190-1234 8722",
            "12.0101901234",
            "０１０１９０１２３４",
            "٠١٠١٩٠١٢٣٤",
            "010190\u{200b}1234",
            "(010190) 1234",
            "010190_1234",
            "3112991234",
            "29.01.03-2061",
            "01.01.1990 1234",
            "1990-01-01-1234",
            "1.1.90-1234",
            "1/1-90-1234",
            "010190&nbsp;1234",
            "010190<br>1234",
            "010190\\n1234",
            "010190\u{1b}[0m1234",
        ] {
            assert!(holds_cpr(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_let_be() {
        for text in [
            "1234567890",
            "9999999999",
            "3213901234",
            "12345678",
            "5790001234567",
            "2016-03-27 02:30",
            "01-04-2016 12:00:00",
            "1.4.2016 12.00",
            "2012-03-27T02:30",
            "01-04-2016 og 02-04-2016",
            "12, 01-04-2016",
            "2016-00123",
            "2016-04-123",
            "16/12345",
            "2016-001234",
            "+45 75 68 12 34",
            "+4575681234",
            "0045 20123456",
            "Vej 12-14, 8722 Hedensted",
            "Østergade 12, 1. tv, 7130 Juelsminde",
            "1,234E+05",
            "20 12 34 56 / 30 12 34 56",
            "01-04-16 10:30",
            "A & B, 2016-04",
            "29.04.00-P19-12-16",
            "",
        ] {
            assert!(!holds_cpr(text), "{text}");
        }
    }
}
