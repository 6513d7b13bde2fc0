use std::borrow::Cow;

/// What parts the cells of a table, whichever sign its reader believes in.
const PARTS: [char; 6] = [';', ',', '\t', '|', '\n', '\r'];

/// `text` with an apostrophe before everything that a spreadsheet might run as a formula: where
/// the text begins, and where a cell would begin if the table were read with another delimiter.
///
/// ```
/// use boligplacering::text::{inert, plain};
///
/// assert_eq!(inert("=1+1"), "'=1+1");
/// assert_eq!(inert("x,=1+1"), "x,'=1+1");
/// assert_eq!(inert("Vej 1 - 3"), "Vej 1 - 3");
/// assert_eq!(plain(&inert("x,=1+1")), "x,=1+1");
/// ```
pub fn inert(text: &str) -> Cow<'_, str> {
    rewritten(text, |kept, apostrophes| {
        kept.push('\'');
        kept.push_str(apostrophes);
    })
}

/// The text that [`inert`] made harmless, as it was.
pub fn plain(text: &str) -> Cow<'_, str> {
    // Nothing else is taken out.
    if !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    rewritten(text, |kept, apostrophes| {
        kept.push_str(apostrophes.strip_prefix('\'').unwrap_or_default());
    })
}

/// `text` in which `write` decides what becomes of the apostrophes before each beginning of a
/// formula.
fn rewritten(text: &str, write: impl Fn(&mut String, &str)) -> Cow<'_, str> {
    if !text.contains(is_live) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len() + 1);
    let mut rest = text;
    loop {
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        let (before, cell) = rest.split_at(spaces);
        let body = cell.trim_start_matches('\'');
        let (apostrophes, _) = cell.split_at(cell.len() - body.len());
        kept.push_str(before);
        if body.starts_with(is_live) {
            write(&mut kept, apostrophes);
        } else {
            kept.push_str(apostrophes);
        }
        let end = body.find(PARTS).map_or(body.len(), |at| at + 1);
        let (cell, next) = body.split_at(end);
        kept.push_str(cell);
        if next.is_empty() {
            return Cow::Owned(kept);
        }
        rest = next;
    }
}

/// Whether `character` may stand before a formula.
fn is_space(character: char) -> bool {
    character == '"' || (character.is_whitespace() && !PARTS.contains(&character))
}

/// Whether a cell that begins with `character` may be run.
fn is_live(character: char) -> bool {
    matches!(
        character,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_sign_parts_the_cells_none_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("﹢1", "'﹢1"),
            ("x,\u{3000}=1", "x,\u{3000}'=1"),
            (" =1", " '=1"),
            ("\"=1", "\"'=1"),
            ("x,=1+1", "x,'=1+1"),
            ("x;=1;@y", "x;'=1;'@y"),
            ("x|, =1", "x|, '=1"),
            ("x\n-1", "x\n'-1"),
            ("'=x", "''=x"),
            ("a=b", "a=b"),
            ("", ""),
            ("H-1", "H-1"),
            ("'x", "'x"),
            ("x,", "x,"),
        ] {
            assert_eq!(inert(text), expected, "{text}");
            assert_eq!(plain(expected), text, "{expected}");
        }
    }
}
