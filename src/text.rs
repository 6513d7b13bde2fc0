//! What people write, and what may be shown of it.
//!
//! Everything that comes from outside, cells, headings, keys and names of files, is compared and
//! let out through this room:
//!
//! * [`heading_key`], [`tag_key`] and [`id_key`] compare texts as people read them.
//! * [`holds_cpr`] finds a CPR number, however it is spelt.
//! * [`shown`] and [`shown_id`] say what a message shows of a cell; [`legible`] and
//!   [`on_screen`] are how any text reaches a screen.
//! * [`tidy`] is how free text reaches a file. [`inert`] is how any text reaches a table that a
//!   spreadsheet may open, and [`plain`] the way back.
//!
//! It stands on the ground floor, below the model: an id, a tag, a message and a file obey the
//! same few functions, so that there is one place to look at when one of them is in doubt.

mod cpr;
mod formula;
mod key;
mod language;
mod letters;
mod said;
mod shown;

pub use cpr::{holds_cpr, is_production_unit};
pub use formula::{inert, plain};
pub use key::{heading_key, id_key, tag_key};
#[cfg(feature = "files")]
pub(crate) use key::{heading_words, id_skeleton};
pub use language::Language;
pub(crate) use letters::column_letters;
pub use said::Said;
pub(crate) use said::said;
pub(crate) use shown::said_of;
pub use shown::{legible, on_screen, said_of_id, shown, shown_id, tidy};

/// Whether `character` has no form of its own on a screen, or turns the direction of others:
/// joiners, marks of direction, soft hyphens, tags.
#[inline]
pub(crate) fn is_invisible(character: char) -> bool {
    // Most characters are ASCII, and soon told.
    !character.is_ascii() && is_unseen(character)
}

fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{600}'..='\u{605}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether `character` is drawn as a horizontal stroke between words or digits.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{ad}' | '\u{58a}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207b}'
                | '\u{2212}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}
