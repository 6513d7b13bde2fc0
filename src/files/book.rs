//! What all workbooks that are written have in common: one look, a set-up for print, and the same bytes for the same
//! content.

mod cell;
mod looks;
mod table;

use std::io::{self, Cursor, Read};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use zip::ZipArchive;

pub(crate) use cell::{Cell, MOST_UNITS, excel_day, excel_moment};
pub(crate) use looks::{DAY, KRONER, Looks, MOMENT};
pub(crate) use table::Table;

/// An empty workbook that says nothing of when and by whom it was made.
pub(crate) fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    // Faster than the default, for a file a fifth larger.
    workbook.set_zip_compression_level(3);
    Ok(workbook)
}

/// What the properties of a workbook hold that nobody has saved since.
pub(crate) const MADE: &str = ">2000-01-01T00:00:00Z</dcterms:modified>";

/// The properties of a workbook, as its file has them.
pub(crate) fn properties(workbook: &[u8]) -> Option<String> {
    const MOST_BYTES: u64 = 1 << 16;
    let mut package = ZipArchive::new(Cursor::new(workbook)).ok()?;
    let part = package.by_name("docProps/core.xml").ok()?;
    let mut text = String::new();
    part.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// How headings look.
pub(crate) fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xE8_EE_F2))
        .set_border_bottom(FormatBorder::Thin)
}

/// Freezes the first rows, `frozen` of them, and sets the sheet up for A4 across: one page wide, those rows on every
/// page, the title above and the page's number below.
pub(crate) fn set_up(sheet: &mut Worksheet, title: &str, frozen: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L&\"-,Bold\"{}", header_text(title)));
    sheet.set_footer("&R&P / &N").set_header_footer_scale_with_doc(false);
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    if let Some(last) = frozen.checked_sub(1) {
        sheet.set_freeze_panes(frozen, 0)?;
        sheet.set_repeat_rows(0, last)?;
    }
    Ok(())
}

/// A text for a header, where an ampersand begins a code.
fn header_text(text: &str) -> String {
    text.replace('&', "&&")
}

/// An error of the library as one of input and output.
pub(crate) fn unwritten(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
