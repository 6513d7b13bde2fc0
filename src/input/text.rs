use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

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

/// The sign that a first line `sep=;`, as Excel writes it, names, and the length of that line.
pub(super) fn named_delimiter(text: &str) -> Option<(char, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let bare = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    let (name, sign) = bare.split_at_checked(4)?;
    let mut signs = sign.chars();
    let named = name.eq_ignore_ascii_case("sep=").then(|| signs.next()).flatten()?;
    signs.as_str().chars().all(|c| matches!(c, ';' | ',' | '\t')).then_some((named, line.len()))
}

/// What stands between cells, by the header line; what is in quotation marks does not count.
pub(super) fn delimiter(header: &str) -> u8 {
    let mut counts = [0; 3];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        let at = DELIMITERS.iter().position(|delimiter| *delimiter == byte && !quoted);
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let most = DELIMITERS.iter().zip(counts).max_by_key(|(_, count)| *count);
    most.map_or(b';', |(delimiter, _)| *delimiter)
}

/// The last of equally frequent ones is taken.
const DELIMITERS: [u8; 3] = [b'\t', b',', b';'];

/// The records of a table as raw text, each with its line from 1: lines, but for breaks within
/// quotation marks.
pub(super) fn records(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let (mut rest, mut line) = (text, 1);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut quoted = false;
        let end = rest.bytes().position(|byte| {
            quoted ^= byte == b'"';
            !quoted && matches!(byte, b'\n' | b'\r')
        });
        let (record, after) = rest.split_at(end.unwrap_or(rest.len()));
        let at = line;
        line += line_breaks(record.as_bytes());
        rest = after.strip_prefix("\r\n").or(after.strip_prefix(['\r', '\n'])).unwrap_or(after);
        line += u64::from(rest.len() < after.len());
        Some((at, record))
    })
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
        let found = ["a;b,c;d", "a,b", "a\tb\tc,d", "a", "\"x;y;z\",b"].map(delimiter);
        assert_eq!(found, [b';', b',', b'\t', b';', b',']);
    }

    #[test]
    fn excel_may_name_the_delimiter() {
        assert_eq!(named_delimiter("sep=;\r\na"), Some((';', 7)));
        assert_eq!(named_delimiter("\"sep=,\"\na"), Some((',', 8)));
        assert_eq!(named_delimiter("SEP=\t\na"), Some(('\t', 6)));
        assert_eq!(named_delimiter("sep=;;;;\na"), Some((';', 9)));
        for text in ["sep=\na", "separator;b", "æ=;", ""] {
            assert_eq!(named_delimiter(text), None, "{text}");
        }
    }

    #[test]
    fn records_may_run_over_lines() {
        let found: Vec<_> = records("a\r\n\"b\nc\";d\r\re\n").collect();
        assert_eq!(found, [(1, "a"), (2, "\"b\nc\";d"), (4, ""), (5, "e")]);
    }

    #[test]
    fn lines_break_in_three_ways() {
        assert_eq!(line_breaks(b"a\r\nb\nc\rd\n\n"), 5);
    }
}
