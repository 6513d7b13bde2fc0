use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::model::looks_like_cpr;

/// The text in `bytes`: UTF-8 or UTF-16 where a byte-order mark says so, UTF-8 where it is valid,
/// else Windows-1252. `None` where the bytes are not what their mark promises.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        return (!broken).then_some(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => Some(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// What stands between cells, by the header line.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: u8| header.bytes().filter(|byte| *byte == wanted).count();
    let most = [b'\t', b',', b';'].into_iter().max_by_key(|byte| count(*byte));
    most.unwrap_or(b';')
}

/// Line breaks in `text`: LF, CRLF, or CR alone.
pub(super) fn line_breaks(text: &[u8]) -> u64 {
    let mut breaks = 0;
    let mut after_return = false;
    for byte in text {
        breaks += u64::from(*byte == b'\r' || (*byte == b'\n' && !after_return));
        after_return = *byte == b'\r';
    }
    breaks
}

/// `text` as a message may show it: at most 40 characters, on one line, and nothing of it where
/// a CPR number may be inside.
pub(super) fn shown(text: &str) -> Option<String> {
    if may_hold_cpr(text) {
        return None;
    }
    let mut shown: String =
        text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    Some(shown)
}

/// Whether a CPR number may stand somewhere in `text`. Errs on the side of yes: any nine digits
/// in a row count.
pub(super) fn may_hold_cpr(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    looks_like_cpr(&joined) || long_number(text) || hyphenated_cpr(text)
}

fn long_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 9)
}

fn hyphenated_cpr(text: &str) -> bool {
    text.match_indices(['-', ' ', '\u{2013}']).any(|(at, mark)| {
        let digits = |c: &char| c.is_ascii_digit();
        let before = text.get(..at).unwrap_or_default().chars().rev().take_while(digits).count();
        let after = text.get(at + mark.len()..).unwrap_or_default();
        let after = after.chars().take_while(digits).count();
        let part = text.get(at.saturating_sub(before)..at + mark.len() + after);
        part.is_some_and(looks_like_cpr)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16: Vec<u8> =
            "\u{feff}lør;søn".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
        for bytes in [
            b"l\xc3\xb8r;s\xc3\xb8n".as_slice(),
            b"\xef\xbb\xbfl\xc3\xb8r;s\xc3\xb8n",
            b"l\xf8r;s\xf8n",
            &utf16,
        ] {
            assert_eq!(decode(bytes).as_deref(), Some("lør;søn"));
        }
        assert_eq!(decode(b"\xef\xbb\xbf\xff"), None);
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        let found = ["a;b,c;d", "a,b", "\n a\tb\tc,d\n;;;;", "a"].map(delimiter);
        assert_eq!(found, [b';', b',', b'\t', b';']);
    }

    #[test]
    fn lines_break_in_three_ways() {
        assert_eq!(line_breaks(b"a\r\nb\nc\rd\n\n"), 5);
    }

    #[test]
    fn cpr_numbers_are_seen_inside_other_text() {
        for text in ["Vej 1, 010190-1234", "0101901234", "x101901234y", "01 01 90 12 34"] {
            assert!(may_hold_cpr(text), "{text}");
        }
        for text in ["2016-03-27 02:30", "27-03-2016", "8722", "Vej 12-14, 8722 Hedensted"] {
            assert!(!may_hold_cpr(text), "{text}");
        }
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(shown(&"æ".repeat(41)), Some("æ".repeat(40) + "…"));
    }
}
