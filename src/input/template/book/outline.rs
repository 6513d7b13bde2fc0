use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::files::book::set_up;

/// The longest piece of a line that goes into one cell, in bytes.
const LONGEST: usize = 32_000;

/// Writes an outline, a row a line; a long line in pieces, a cell each.
pub(super) fn write(sheet: &mut Worksheet, text: &str) -> Result<(), XlsxError> {
    let name = sheet.name();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, piece) in (0..).zip(pieces(line)) {
            sheet.write_string(row, column, piece)?;
        }
    }
    set_up(sheet, &name, 0)
}

/// A line as pieces that neither begin nor end in a space where it is cut.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let is_cut = |at: &usize| {
            let (before, behind) = rest.split_at(*at);
            !before.ends_with(char::is_whitespace) && !behind.starts_with(char::is_whitespace)
        };
        let ends = || (1..=LONGEST.min(rest.len())).rev().filter(|at| rest.is_char_boundary(*at));
        let end = match rest.len() {
            0 => return None,
            length if length <= LONGEST => length,
            _ => ends().find(is_cut).or_else(|| ends().next())?,
        };
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}
