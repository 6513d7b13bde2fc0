//! The cells of a worksheet as rows of text.

use std::io::Cursor;

use calamine::{Xlsx, XlsxError};

use super::markup::{Area, Markup};
use super::seen::{Seen, seen};
use super::unusable::Unusable;
use crate::input::value::{UNCALCULATED, begins_comment};

/// More text than this is none of a month's.
const MOST_TEXT: usize = 64 << 20;
/// More cells than this are none of a month's.
const MOST_CELLS: usize = 4_000_000;

/// The filled cells of a sheet, row by row; rows and columns count from 0.
#[derive(Default)]
pub(in crate::input) struct Grid {
    pub(in crate::input) rows: Vec<(u32, Vec<(u32, String)>)>,
    /// Cells that hold a time of day and do not show it.
    pub(in crate::input) hidden_times: Vec<(u32, u32)>,
    /// Cells that are merged over several columns, beside others.
    pub(in crate::input) merged: Vec<(u32, u32)>,
}

impl Grid {
    /// Reads what people see in the sheet with this name.
    pub(in crate::input) fn read(
        book: &mut Xlsx<Cursor<&[u8]>>,
        sheet: &str,
        markup: &Markup,
    ) -> Result<Self, Unusable> {
        let is_1904 = book.has_1904_epoch();
        let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unusable::Damaged)?;
        let formats: Vec<String> = (reader.styles().iter())
            .map(|style| style.number_format.as_ref())
            .map(|format| format.map_or(String::new(), |format| format.format_code.clone()))
            .collect();
        let mut cells: Vec<((u32, u32), String)> = Vec::new();
        let mut text = 0;
        let mut grid = Self::default();
        loop {
            let (cell, style) = match reader.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                // Newer spreadsheets have more errors than the library knows.
                Err(XlsxError::CellError(_)) => continue,
                Err(_) => return Err(Unusable::Damaged),
            };
            let place = cell.get_position();
            if markup.errors.contains_key(&place) {
                continue;
            }
            let format = formats.get(style).map_or("", String::as_str);
            let mut seen = seen(cell.get_value(), format, is_1904);
            if markup.uncalculated.contains(&place) {
                seen = Seen { text: UNCALCULATED.to_owned(), hides_time: false };
            }
            if seen.hides_time {
                grid.hidden_times.push(place);
            }
            if !seen.text.trim().is_empty() {
                text += seen.text.len();
                cells.push((place, seen.text));
            }
            if text > MOST_TEXT || cells.len() > MOST_CELLS {
                return Err(Unusable::TooMuch);
            }
        }
        cells.extend(markup.errors.iter().map(|(place, error)| (*place, error.clone())));
        cells.sort_by_key(|(place, _)| *place);
        if cells.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if one == other)) {
            return Err(Unusable::Damaged);
        }
        for ((row, column), text) in cells {
            match grid.rows.last_mut() {
                Some((last, cells)) if *last == row => cells.push((column, text)),
                _ => grid.rows.push((row, vec![(column, text)])),
            }
        }
        for area in &markup.merged {
            grid.merge(area, &mut text)?;
        }
        Ok(grid)
    }

    /// Puts what people see in a merged area into each of its rows in which something else stands too.
    fn merge(&mut self, (rows, columns): &Area, text: &mut usize) -> Result<(), Unusable> {
        let from = self.rows.partition_point(|(row, _)| row < rows.start());
        let to = self.rows.partition_point(|(row, _)| row <= rows.end());
        let Some(area) = self.rows.get_mut(from..to) else { return Ok(()) };
        let Some((row, cells)) = area.first().filter(|(row, _)| row == rows.start()) else {
            return Ok(());
        };
        let first = *columns.start();
        let Some((_, seen)) = cells.iter().find(|(column, _)| *column == first) else {
            return Ok(());
        };
        if columns.start() != columns.end() {
            let alone = cells.iter().all(|(column, _)| columns.contains(column));
            if !alone && !is_comment(cells) {
                self.merged.push((*row, first));
            }
            return Ok(());
        }
        let seen = seen.clone();
        for (_, cells) in area.iter_mut().skip(1) {
            let at = cells.partition_point(|(column, _)| *column < first);
            if cells.get(at).is_none_or(|(column, _)| *column != first) {
                cells.insert(at, (first, seen.clone()));
            }
            *text += seen.len() + 16;
        }
        if *text > MOST_TEXT { Err(Unusable::TooMuch) } else { Ok(()) }
    }
}

/// Whether a row is for people.
pub(in crate::input) fn is_comment(cells: &[(u32, String)]) -> bool {
    cells.first().is_some_and(|(_, text)| begins_comment(text))
}
