use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::files::book;
use crate::input::column::{Kind, Words};

/// The colour of what must be filled in.
pub(super) const REQUIRED: Color = Color::RGB(0x9B_1C_1C);

/// The colour of what is for people only.
const GREY: Color = Color::RGB(0x6B_72_80);

/// A heading, one that must be filled in red.
pub(super) fn heading(is_required: bool) -> Format {
    match is_required {
        true => {
            book::heading().set_font_color(REQUIRED).set_background_color(Color::RGB(0xFB_E3_E1))
        }
        false => book::heading(),
    }
}

/// What is for people and never read.
pub(super) fn comment(format: Format) -> Format {
    format.set_italic().set_font_color(GREY)
}

/// Cells of a kind.
pub(super) fn cells(kind: Kind) -> Format {
    // Left as the headings are: a figure beside a text would run into it.
    Format::new().set_align(FormatAlign::Left).set_num_format(match kind {
        Kind::Number | Kind::Word(Words::Penalties) => "General",
        Kind::Whole(_) => "0",
        Kind::Money => book::KRONER,
        Kind::Date => book::DAY,
        Kind::Moment => book::MOMENT,
        // Of a length of time, so that 24:00 stays what it is.
        Kind::TimeOfDay => "[hh]:mm",
        Kind::Id | Kind::IdOf(_) | Kind::Text | Kind::Tags | Kind::Word(_) => "@",
    })
}

/// A cell of a policy that is there to be changed.
pub(super) fn setting() -> Format {
    Format::new()
        .set_align(FormatAlign::Left)
        .set_background_color(Color::RGB(0xFF_FB_EB))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xD6_D3_D1))
}

/// The title of a sheet for people.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}
