use std::fmt::Write;

use crate::text::tidy;

/// `text` as it may stand in HTML and SVG, between tags and in quotation marks: nothing in it is markup, a line
/// break, or invisible.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in tidy(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A number of units, to a tenth.
pub(super) fn units(number: f64) -> String {
    let mut text = String::new();
    let tenths = (number * 10.0).round() as i64;
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.abs());
    let written = match (tenths / 10, tenths % 10) {
        (whole, 0) => write!(text, "{sign}{whole}"),
        (whole, tenth) => write!(text, "{sign}{whole}.{tenth}"),
    };
    debug_assert!(written.is_ok(), "a string takes everything");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("</title><script>"), "&lt;/title&gt;&lt;script&gt;");
        assert_eq!(escaped("a\" onclick='x' &amp;"), "a&quot; onclick=&#39;x&#39; &amp;amp;");
        assert_eq!(escaped("a\n\u{202e}b\u{0}"), "a b");
    }

    #[test]
    fn numbers_have_a_tenth() {
        for (number, text) in
            [(1.0, "1"), (-0.04, "0"), (-0.06, "-0.1"), (12.349, "12.3"), (-7.0, "-7")]
        {
            assert_eq!(units(number), text);
        }
    }
}
