use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::heading;

/// The format of an amount, ...
pub(crate) const KRONER: &str = "#,##0 \"kr.\"";
/// ... of a day, ...
pub(crate) const DAY: &str = "dd-mm-yyyy";
/// ... and of a moment.
pub(crate) const MOMENT: &str = "dd-mm-yyyy hh:mm";

/// How cells look, a kind each.
pub(crate) struct Looks {
    pub(super) heading: Format,
    pub(super) empty: Format,
    pub(super) input: Format,
    pub(super) id: Format,
    pub(super) text: Format,
    pub(super) quoted: Format,
    pub(super) whole: Format,
    pub(super) tenths: Format,
    pub(super) number: Format,
    pub(super) money: Format,
    pub(super) day: Format,
    pub(super) moment: Format,
    pub(super) time: Format,
    pub(super) below: Format,
    pub(super) line: Format,
}

impl Looks {
    /// Those of all workbooks.
    pub(crate) fn new() -> Self {
        let text = Self::lined().set_text_wrap();
        let formatted = |format: &str| Self::lined().set_num_format(format);
        // What stands left of a text keeps away from it.
        let right = |format| formatted(format).set_align(FormatAlign::Right).set_indent(1);
        let left = |format| formatted(format).set_align(FormatAlign::Left);
        Self {
            heading: heading(),
            empty: Self::lined(),
            input: Self::lined()
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE)
                .set_background_color(Color::RGB(0xFF_FB_E6)),
            id: text.clone().set_num_format("@"),
            quoted: text.clone().set_quote_prefix(),
            whole: right("0"),
            tenths: right("0.0"),
            number: right("General"),
            money: right(KRONER),
            day: left(DAY),
            moment: left(MOMENT),
            time: left("hh:mm"),
            below: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            line: Format::new().set_align(FormatAlign::Top),
            text,
        }
    }

    /// A cell of a table: its text at the top, a line below it.
    pub(crate) fn lined() -> Format {
        Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE)
    }
}

/// The colour of the lines between rows.
const LINE: Color = Color::RGB(0xB8_C2_CA);
