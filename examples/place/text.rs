use std::fmt::Write;

use boligplacering::text::tidy;

/// The widest line that is printed where ids are not longer than usual.
pub(crate) const WIDTH: usize = 100;

/// The last column of a table is not cut below this.
const LEAST: usize = 8;

/// Rows as aligned columns under their header, indented; where they are too wide, the last column is cut, and then
/// the widest ones.
pub(crate) fn table<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> = std::iter::once(header.map(str::to_owned))
        .chain(rows.iter().map(|row| row.each_ref().map(|cell| tidy(cell).into_owned())))
        .collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let too_wide = (widths.iter().sum::<usize>() + 2 * N).saturating_sub(WIDTH);
    if let Some(last) = widths.last_mut() {
        *last -= too_wide.min(last.saturating_sub(LEAST));
    }
    while widths.iter().sum::<usize>() + 2 * N > WIDTH
        && let Some(widest) = widths.iter_mut().max()
        && *widest > 4
    {
        *widest -= 1;
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "  {:width$}", cut(cell, width));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Words as lines, each indented by two.
pub(crate) fn wrapped(text: &str) -> String {
    folded(&format!("  {}\n", tidy(text)))
}

/// The same lines, those that are too wide as several, of which all but the first are indented by two more.
pub(crate) fn folded(text: &str) -> String {
    text.lines().map(folded_line).collect()
}

fn folded_line(text: &str) -> String {
    let indent = " ".repeat(text.len() - text.trim_start().len());
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{indent}  {word}")),
            None => lines.push(format!("{indent}{word}")),
        }
    }
    lines.join("\n") + "\n"
}
