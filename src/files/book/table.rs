use rust_xlsxwriter::{DataValidation, IgnoreError, Note, ObjectMovement, Worksheet, XlsxError};

use super::cell::{Cell, lines_within};
use super::looks::Looks;
use super::{header_text, set_up};

/// The rows of a sheet, that of the headings among them, ...
const MOST_ROWS: usize = 1_048_576;
/// ... and its columns.
const MOST_COLUMNS: usize = 16_384;
/// A sheet of A4 across is so many pixels wide within the margins, ...
const PAGE_PIXELS: f64 = 1046.0;
/// ... and smaller than this nobody reads it.
const LEAST_SCALE: f64 = 0.6;
/// The height of a line in points, ...
const LINE_POINTS: f64 = 15.0;
/// ... and so many lines at most are a row.
const MOST_LINES: usize = 27;

/// A sheet that is one table: headings in the first row, then the rows, then what is said of them.
pub(crate) struct Table {
    name: &'static str,
    headings: Vec<String>,
    /// So many characters stand on a line of a text, a column each.
    most: Vec<usize>,
    rows: Vec<Vec<Cell>>,
    frozen: u16,
    asked: Vec<Asked>,
    aside: &'static str,
    below: Vec<(Option<Cell>, String)>,
}

/// A column in which people write one of some words.
struct Asked {
    column: u16,
    choices: Vec<&'static str>,
    told: &'static str,
}

impl Table {
    /// A table of a sheet with a name and headings; `most`: how many characters stand on a line, a column each.
    pub(crate) fn new<const N: usize>(
        (name, headings): (&'static str, [&'static str; N]),
        most: [usize; N],
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> Self {
        let headings = headings.map(str::to_owned).to_vec();
        let rows = rows.into_iter().map(Vec::from).collect();
        Self::of_any_width(name, headings, most.to_vec(), rows)
    }

    /// The same of a table whose columns follow from its content.
    pub(crate) fn of_any_width(
        name: &'static str,
        headings: Vec<String>,
        most: Vec<usize>,
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        let (asked, below) = (Vec::new(), Vec::new());
        Self { name, headings, most, rows, frozen: 0, asked, aside: "", below }
    }

    /// The first columns stay where they are.
    #[must_use]
    pub(crate) fn frozen(mut self, columns: u16) -> Self {
        self.frozen = columns;
        self
    }

    /// In a column people write one of some words; `told` says of its heading what they mean.
    #[must_use]
    pub(crate) fn asked(
        mut self,
        column: u16,
        choices: impl IntoIterator<Item = &'static str>,
        told: &'static str,
    ) -> Self {
        self.asked.push(Asked { column, choices: choices.into_iter().collect(), told });
        self
    }

    /// Beside the title of each printed sheet.
    #[must_use]
    pub(crate) fn aside(mut self, text: &'static str) -> Self {
        self.aside = text;
        self
    }

    /// Below the table: lines, each with a cell of its own before it or none.
    #[must_use]
    pub(crate) fn below(mut self, lines: impl IntoIterator<Item = (Option<Cell>, String)>) -> Self {
        self.below.extend(lines);
        self
    }

    /// Whether a sheet has room for it.
    fn fits(&self) -> bool {
        self.headings.len() <= MOST_COLUMNS && self.rows.len() + self.below.len() + 2 <= MOST_ROWS
    }

    /// Its sheet; `month`: what it is of; `too_large`: what stands there if a sheet has no room for it.
    pub(crate) fn sheet(
        &self,
        looks: &Looks,
        month: &str,
        too_large: &str,
    ) -> Result<Worksheet, XlsxError> {
        let mut made = Worksheet::new();
        let sheet = made.set_name(self.name)?;
        let title = format!("{}, {month}", self.name);
        set_up(sheet, &title, 1)?;
        if !self.fits() {
            sheet.set_column_width(0, 100)?;
            sheet.write_string_with_format(0, 0, too_large, &looks.below)?;
            return Ok(made);
        }
        if !self.aside.is_empty() {
            let [title, aside] = [&title, self.aside].map(header_text);
            sheet.set_header(format!("&L&\"-,Bold\"{title}&R{aside}"));
        }
        let widths = self.widths();
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        self.write_headings(sheet, looks, &widths)?;
        for (row, cells) in (1..).zip(&self.rows) {
            let mut lines = 1;
            for ((column, cell), width) in (0..).zip(cells).zip(&widths) {
                cell.write(sheet, looks, (row, column))?;
                lines = lines.max(cell.lines_within(letters(*width)));
            }
            if lines > 1 {
                set_lines(sheet, row, lines)?;
            }
        }
        if let (Some(last), [_, ..]) = (last(&self.headings), self.rows.as_slice()) {
            let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            sheet.autofilter(0, 0, rows, last)?;
            sheet.ignore_error_range(1, 0, rows, last, IgnoreError::NumberStoredAsText)?;
            for asked in &self.asked {
                asked.write(sheet, rows)?;
            }
        }
        let pages = self.set_pages(sheet, &widths)?;
        self.write_below(sheet, looks, &widths, pages)?;
        Ok(made)
    }

    /// The width of each column: that of its content.
    fn widths(&self) -> Vec<f64> {
        let mut content: Vec<usize> = self.headings.iter().map(|_| 0).collect();
        for row in &self.rows {
            for ((widest, cell), most) in content.iter_mut().zip(row).zip(&self.most) {
                let characters = cell.characters();
                let shown = if cell.wraps() { characters.min(*most) } else { characters };
                *widest = shown.max(*widest);
            }
        }
        if let Some(first) = content.first_mut() {
            let below = self.below.iter().filter_map(|(cell, _)| cell.as_ref());
            *first = below.map(Cell::characters).fold(*first, usize::max);
        }
        // No word of a heading is cut, and none has many lines.
        let least = |heading: &String| {
            let words = heading.split_whitespace().map(|word| word.chars().count());
            words.max().unwrap_or(0).max(heading.chars().count().div_ceil(4))
        };
        let width = |(heading, content): (&String, usize)| content.max(least(heading)) as f64 + 1.3;
        self.headings.iter().zip(content).map(width).collect()
    }

    /// Writes the headings, with room below them for the buttons that filter.
    fn write_headings(
        &self,
        sheet: &mut Worksheet,
        looks: &Looks,
        widths: &[f64],
    ) -> Result<(), XlsxError> {
        let mut lines = 1;
        for ((column, heading), width) in (0..).zip(&self.headings).zip(widths) {
            sheet.write_string_with_format(0, column, heading, &looks.heading)?;
            lines = lines.max(lines_within(heading, letters(*width)));
        }
        set_lines(sheet, 0, lines + usize::from(!self.rows.is_empty()))
    }

    /// Sets how many sheets stand beside each other in print, and says how many.
    fn set_pages(&self, sheet: &mut Worksheet, widths: &[f64]) -> Result<u16, XlsxError> {
        let pages = (pixels(widths) * LEAST_SCALE / PAGE_PIXELS).ceil().max(1.0) as u16;
        sheet.set_print_fit_to_pages(pages, 0);
        sheet.set_freeze_panes(1, self.frozen)?;
        if let Some(last) = self.frozen.checked_sub(1).filter(|_| pages > 1) {
            sheet.set_repeat_columns(0, last)?;
        }
        Ok(pages)
    }

    /// Writes what stands below the table, across the columns of the first printed sheet; where there are several, not
    /// in the columns that stand on each of them.
    fn write_below(
        &self,
        sheet: &mut Worksheet,
        looks: &Looks,
        widths: &[f64],
        pages: u16,
    ) -> Result<(), XlsxError> {
        let on_one = pixels(widths) / f64::from(pages);
        let has_room = |to: &usize| pixels(&widths[..=*to]) <= on_one;
        let across = (0..widths.len()).take_while(has_room).last().unwrap_or(0);
        let from = if pages > 1 { usize::from(self.frozen) } else { 0 };
        let first = u32::try_from(self.rows.len()).unwrap_or(u32::MAX).saturating_add(2);
        for (row, (cell, line)) in (first..).zip(&self.below) {
            let text_from = from + usize::from(cell.is_some());
            let columns = [from, text_from, across].map(u16::try_from);
            let [Ok(at), Ok(left), Ok(right)] = columns else { continue };
            if let Some(cell) = cell {
                cell.write(sheet, looks, (row, at))?;
            }
            if left < right {
                sheet.merge_range(row, left, row, right, line, &looks.below)?;
                let width: f64 = widths[text_from..=across].iter().sum();
                let beside = (cell.as_ref().zip(widths.get(from)))
                    .map_or(1, |(cell, width)| cell.lines_within(letters(*width)));
                set_lines(sheet, row, lines_within(line, letters(width)).max(beside))?;
            } else {
                sheet.write_string_with_format(row, left, line, &looks.line)?;
            }
        }
        Ok(())
    }
}

impl Asked {
    fn write(&self, sheet: &mut Worksheet, rows: u32) -> Result<(), XlsxError> {
        let mut choice = DataValidation::new().allow_list_strings(&self.choices)?;
        if !self.told.is_empty() {
            choice = choice.set_input_message(self.told)?.set_error_message(self.told)?;
            let note = Note::new(self.told)
                .add_author_prefix(false)
                .set_width(320)
                .set_height(110)
                .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
            sheet.insert_note(0, self.column, &note)?;
        }
        sheet.add_data_validation(1, self.column, rows, self.column, &choice)?;
        Ok(())
    }
}

/// Makes a row high enough for some lines: not every program finds that by itself.
fn set_lines(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    sheet.set_row_height(row, lines.min(MOST_LINES) as f64 * LINE_POINTS).map(drop)
}

/// How many letters stand in a width, which counts digits: letters are narrower.
fn letters(width: f64) -> usize {
    (width * 1.12) as usize
}

/// The width of some columns on a screen.
fn pixels(widths: &[f64]) -> f64 {
    widths.iter().map(|width| (width * 7.0 + 5.0).trunc()).sum()
}

/// The last column.
fn last(headings: &[String]) -> Option<u16> {
    u16::try_from(headings.len().checked_sub(1)?).ok()
}
