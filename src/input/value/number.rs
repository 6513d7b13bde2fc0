use super::Wrong;
use crate::model::Kroner;
use crate::text::{is_dash, said};

/// A number with decimal point or decimal comma.
pub(in crate::input) fn number(text: &str) -> Result<f64, Wrong> {
    parts_of(text).and_then(|_| text.replace(',', ".").parse().ok()).ok_or_else(|| {
        Wrong::new(said!(
            "a number, with no thousands separator",
            "et tal uden tusindtalsskilletegn"
        ))
    })
}

/// A whole number; a fraction of zeros is allowed unless it may be thousands.
pub(in crate::input) fn whole(text: &str) -> Result<i64, Wrong> {
    let wrong = || Wrong::new(said!("a whole number", "et helt tal"));
    let Some((whole, fraction)) = parts_of(text) else {
        let digits = text.chars().any(|c| c.is_ascii_digit());
        let grouped =
            text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'".contains(c));
        return Err(match grouped && digits {
            true => wrong().advise(said!(
                "Write it with no thousands separator",
                "Skriv det uden tusindtalsskilletegn"
            )),
            false => wrong(),
        });
    };
    if fraction.len() == 3 {
        return Err(wrong().advise(said!(
            "Write {whole}{fraction} if the sign separates thousands",
            "Skriv {whole}{fraction}, hvis tegnet skiller tusinder"
        )));
    }
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(
            wrong().advise(said!("Write it without a fraction", "Skriv det uden decimaler"))
        );
    }
    whole.parse().map_err(|_| {
        Wrong::new(said!("a whole number of at most 18 digits", "et helt tal på højst 18 cifre"))
    })
}

/// An amount in kroner, with øre at most: `5500`, `5500,50`, `5.500`, `5 500,00`, `5.500,-`, each
/// also with `kr`, `kr.` or `DKK` before or after it.
pub(in crate::input) fn kroner(text: &str) -> Result<Kroner, Wrong> {
    let wrong = || {
        Wrong::new(said!(
            "an amount in kroner, with two decimals at most",
            "et beløb i kroner med højst to decimaler"
        ))
    };
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
        return Err(wrong());
    };
    if fraction.len() == 3 {
        return Err(wrong().advise(said!(
            "Write {sign}{whole}{fraction} if the sign separates thousands",
            "Skriv {sign}{whole}{fraction}, hvis tegnet skiller tusinder"
        )));
    }
    if fraction.len() > 3 {
        return Err(wrong().advise(said!("Round it to whole øre", "Afrund det til hele øre")));
    }
    format!("{sign}{whole}.{fraction}")
        .parse()
        .map(|amount: f64| Kroner::from(amount))
        .map_err(|_| wrong())
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
pub(in crate::input) fn whole_minutes(text: &str) -> Result<i64, Wrong> {
    number(text).map(|minutes| minutes.floor() as i64)
}

/// A number as sign with whole digits, and the digits of its fraction.
pub(super) fn parts_of(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let sound = !digits.is_empty() && plain(digits) && plain(fraction);
    (sound && !text.ends_with(['.', ','])).then_some((whole, fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(whole("4.500").unwrap_err().advice.to_string().contains("Write 4500"));
        assert!(whole("4500,5").is_err() && whole("99999999999999999999").is_err());
        for bad in ["4.000", "1.234.567", "4 500", "4.500,00"] {
            assert!(whole(bad).unwrap_err().advice.to_string().contains("thousands"), "{bad}");
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
}
