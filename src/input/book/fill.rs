//! From what people see in a worksheet to the text that its file would have.

use std::borrow::Cow;
use std::collections::BTreeSet;

use csv::{Terminator, WriterBuilder};

use super::grid::{Grid, is_comment};
use super::markup::Markup;
use super::sheet::{BookSheet, Remark, What};
use super::unusable::Unusable;
use crate::model::Table;
use crate::text::inert;

/// More cells than this, the empty ones between others among them, are in no table.
const MOST_CELLS: usize = 32 << 20;

impl BookSheet {
    /// Takes in what people see.
    pub(super) fn fill(&mut self, grid: &Grid, markup: &Markup) -> Result<(), Unusable> {
        match self.table {
            Some((Table::Policy, _)) => self.fill_policy(grid),
            Some((Table::Boundary, _)) => self.fill_lines(grid),
            _ => self.fill_table(grid)?,
        }
        self.remark(grid, markup);
        Ok(())
    }

    /// A record for each row, as wide as the first.
    fn fill_table(&mut self, grid: &Grid) -> Result<(), Unusable> {
        let columns = || grid.rows.iter().flat_map(|(_, cells)| cells);
        let left = columns().map(|(column, _)| *column).min().unwrap_or(0);
        let first = grid.rows.iter().find(|(_, cells)| !is_comment(cells));
        let width = first.and_then(|(_, cells)| cells.last()).map_or(0, |(column, _)| column + 1);
        self.left = left as usize;
        let mut room = MOST_CELLS;
        let mut writer = WriterBuilder::new()
            .delimiter(b';')
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        for (row, cells) in &grid.rows {
            let width = cells.last().map_or(0, |(column, _)| column + 1).max(width);
            // Few cells far to the right make long rows.
            room = room.checked_sub((width - left) as usize).ok_or(Unusable::TooMuch)?;
            let mut record = vec![Cow::Borrowed(""); (width - left) as usize];
            for (column, text) in cells {
                if let Some(cell) = record.get_mut((column - left) as usize) {
                    *cell = inert(text);
                }
            }
            // Writing to memory does not fail.
            let _ = writer.write_record(record.iter().map(|cell| cell.as_bytes()));
            self.rows.push(u64::from(*row) + 1);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        self.text = String::from_utf8(bytes).unwrap_or_default();
        Ok(())
    }

    /// Each row as a line, its cells one behind the other.
    fn fill_lines(&mut self, grid: &Grid) {
        for (row, cells) in &grid.rows {
            let line: String = cells.iter().map(|(_, text)| text.as_str()).collect();
            self.push_line(&line, *row, 0);
        }
    }

    /// Each row as a line of TOML: a key and its value, or whatever stands alone in the first column.
    fn fill_policy(&mut self, grid: &Grid) {
        for (row, cells) in &grid.rows {
            let cell = |at: u32| {
                let found = cells.iter().find(|(column, _)| *column == at);
                found.map_or("", |(_, text)| text.trim())
            };
            match (cell(0), cell(1)) {
                (line, _) if line.starts_with('#') => self.push_line(line, *row, 0),
                (line, "") => self.push_line(line, *row, 0),
                (key, value) => {
                    let before = format!("{key} = ");
                    let mut line = format!("{before}{}", toml_value(key, value));
                    if !cell(2).is_empty() && !cell(2).contains(char::is_control) {
                        line += &format!(" # {}", cell(2).trim_start_matches('#').trim());
                    }
                    self.push_line(&line, *row, before.chars().count());
                }
            }
        }
    }

    fn push_line(&mut self, line: &str, row: u32, parted: usize) {
        for line in line.lines() {
            self.text.push_str(line);
            self.text.push('\n');
            self.rows.push(u64::from(row) + 1);
            self.parted.push(parted);
        }
    }

    fn remark(&mut self, grid: &Grid, markup: &Markup) {
        let cells = grid.rows.iter().flat_map(|(_, cells)| cells);
        let filled: BTreeSet<u32> = cells.map(|(column, _)| *column).collect();
        let mut add = |row: Option<u32>, column: Option<u32>, what| {
            let row = row.map(|row| u64::from(row) + 1);
            self.remarks.push(Remark { row, column: column.map(|at| at as usize + 1), what });
        };
        let hidden = grid.rows.iter().filter(|(row, _)| markup.hidden_rows.contains(row));
        hidden.for_each(|(row, _)| add(Some(*row), None, What::Hidden));
        for column in filled {
            if markup.hidden_columns.iter().any(|range| range.contains(&column)) {
                add(None, Some(column), What::Hidden);
            }
        }
        for (row, column) in &grid.hidden_times {
            add(Some(*row), Some(*column), What::HiddenTime);
        }
        for (row, column) in &grid.merged {
            add(Some(*row), Some(*column), What::Merged);
        }
    }
}

/// The value of a key as TOML wants it; texts stand without quotation marks in a sheet, and people write decimal commas.
fn toml_value(key: &str, value: &str) -> String {
    let is_toml = |value: &str| toml::from_str::<toml::Table>(&format!("x = {value}")).is_ok();
    let quoted = |text: &str| toml::Value::String(text.trim().to_owned()).to_string();
    let with_point = value.replace(',', ".");
    match value {
        _ if is_toml(value) => value.to_owned(),
        _ if is_toml(&with_point) => with_point,
        _ if key.rsplit('.').next() == Some("ladder") => {
            let steps: Vec<String> = value.split('|').map(quoted).collect();
            format!("[{}]", steps.join(", "))
        }
        _ => quoted(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        for (key, value, expected) in [
            ("language", "da", "\"da\""),
            ("clock", "\"calendar\"", "\"calendar\""),
            ("work_limit_hours", "96", "96"),
            ("speed_kmh", "4,8", "4.8"),
            ("walk", "{ speed_kmh = 4.8 }", "{ speed_kmh = 4.8 }"),
            ("ladder", "ordinary|internship", "[\"ordinary\", \"internship\"]"),
            ("ladder", "[\"a\"]", "[\"a\"]"),
            ("roads", "a \"b\" # c", "'a \"b\" # c'"),
        ] {
            assert_eq!(toml_value(key, value), expected, "{value}");
        }
    }
}
