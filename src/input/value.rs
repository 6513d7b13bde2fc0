//! Cells as values: dates, numbers, money, words of closed lists.

mod date;
mod number;
mod serial;
mod word;

use std::borrow::Cow;

pub(super) use date::{NOON, date, date_time, time_of_day};
pub(super) use number::{kroner, number, whole, whole_minutes};
#[cfg(feature = "xlsx")]
pub(super) use serial::{DAY, day, seconds};
pub(super) use serial::{moment_of_serial, time_of_fraction};
pub(super) use word::{items, kind, mode, ruling, step, verdict, weekdays, words, yes_no};

use date::date_and_time;
use number::parts_of;
use word::word_key;

use crate::model::Tag;
use crate::text::{Said, is_invisible};

/// Why a cell is not the value it should be.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) expected: Said,
    pub(super) advice: Said,
}

impl Wrong {
    fn new(expected: Said) -> Self {
        Self { expected, advice: Said::default() }
    }

    fn advise(self, advice: Said) -> Self {
        Self { advice, ..self }
    }
}

/// The cell without what nobody sees in it.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        Cow::Owned(visible.trim().to_owned())
    } else {
        Cow::Borrowed(text)
    }
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
        #division/0! #num! #nummer! #null! #nul! #spill! #overløb! #calc! #beregn! #gettingdata #formula!";
    if !text.starts_with('#') {
        return false;
    }
    let key = word_key(text);
    let narrow = text.len() >= 2 && text.bytes().all(|byte| byte == b'#');
    // There are more with every version: #BLOCKED!, #FELT!
    let shouted = text.strip_suffix(['!', '?']).is_some_and(|name| {
        name.chars().skip(1).all(|c| c.is_uppercase() || c == '/') && name.chars().count() > 3
    });
    narrow || shouted || ERRORS.split_whitespace().any(|error| error == key)
}

/// What is read of a cell with a formula that no program has calculated.
pub(super) const UNCALCULATED: &str = "#FORMULA!";

/// Whether a cell holds a formula that no program has calculated.
pub(super) fn is_uncalculated(text: &str) -> bool {
    text == UNCALCULATED
}

/// Whether a cell says that what it begins, a row or a column, is for people.
pub(super) fn begins_comment(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with('#') && !is_spreadsheet_error(cell)
}

/// Whether an item of a list says that there is none.
pub(super) fn is_no_tag(item: &Tag) -> bool {
    const NONE: [&str; 8] = ["ingen", "intet", "none", "nothing", "nil", "na", "n/a", "i/t"];
    let key = item.key();
    !key.contains(char::is_alphanumeric)
        || NONE.contains(&key)
        || is_spreadsheet_error(item.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_has_many_names() {
        for none in ["ingen", "None", "-", "–", "#I/T", "#N/A", "n/a", "?", "#REFERENCE!", "####"]
        {
            assert!(is_no_tag(&none.into()), "{none}");
        }
        for tag in ["kørekort", "c", "#1", "ingen kat"] {
            assert!(!is_no_tag(&tag.into()), "{tag}");
        }
        assert!(is_spreadsheet_error("#BLOKERET!") && is_spreadsheet_error("#FELT!"));
        assert!(is_spreadsheet_error("#I/T") && !is_spreadsheet_error("# eksempel"));
    }
}
