use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Worksheet, XlsxError};
use toml::de::{DeTable, DeValue};

use super::look;
use crate::files::book::set_up;
use crate::input::column::Kind;
use crate::model::Policy;

/// A value of a policy as a cell.
#[derive(Debug, PartialEq)]
enum Setting {
    Number(f64),
    Text(String),
}

/// Writes a policy, a row a line: the line as it is, or a key, its value, and what is said behind it.
pub(super) fn write(sheet: &mut Worksheet, text: &str, policy: &Policy) -> Result<(), XlsxError> {
    let name = sheet.name();
    sheet.set_column_width(0, 24)?.set_column_width(1, 66)?.set_column_width(2, 50)?;
    // A text may run over several lines, and may look like something else on each.
    let may_split = !["\"\"\"", "'''"].iter().any(|marks| text.contains(marks));
    let (plain, bold) = (look::cells(Kind::Text), look::cells(Kind::Text).set_bold());
    let comment = look::comment(look::cells(Kind::Text));
    for (row, line) in (0..).zip(text.lines()) {
        let Some((key, value, remark)) = split(line).filter(|_| may_split) else {
            let format = match line.trim_start().chars().next() {
                Some('#') => &comment,
                Some('[') => &bold,
                _ => &plain,
            };
            write_text(sheet, (row, 0), line, format)?;
            continue;
        };
        sheet.write_string_with_format(row, 0, key, &plain)?;
        match value {
            Setting::Number(number) => {
                sheet.write_number_with_format(row, 1, number, &look::setting())?;
            }
            Setting::Text(text) => write_text(sheet, (row, 1), &text, &look::setting())?,
        }
        write_text(sheet, (row, 2), remark, &comment)?;
        let steps: Vec<&str> = policy.ladder.iter().map(|step| step.as_str()).collect();
        let choices: &[&str] = match key {
            "language" => &["da", "en"],
            "clock" => &["calendar", "working_days"],
            "source" => &["straight_line", "table"],
            "assume_step" => &steps,
            _ => continue,
        };
        // A list that is too long, or has a comma, is no drop-down.
        if let Ok(validation) = DataValidation::new().allow_list_strings(choices) {
            let informs = DataValidationErrorStyle::Information;
            sheet.add_data_validation(row, 1, row, 1, &validation.set_error_style(informs))?;
        }
    }
    set_up(sheet, &name, 0)
}

fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Key, value and remark of a line that has all of a value, if they read back the same.
fn split(line: &str) -> Option<(&str, Setting, &str)> {
    let table = DeTable::parse(line).ok()?;
    let mut entries = table.get_ref().iter();
    let ((key, value), None) = (entries.next()?, entries.next()) else { return None };
    let span = value.span();
    let (before, literal) = (line.get(..span.start)?, line.get(span.clone())?);
    // Neither quoted nor dotted.
    let name = before.trim().strip_suffix('=')?.trim_end();
    if name != key.get_ref() {
        return None;
    }
    let remark = line.get(span.end..)?.trim().trim_start_matches('#').trim();
    let as_written = || Setting::Text(literal.to_owned());
    let setting = match value.get_ref() {
        DeValue::Integer(_) | DeValue::Float(_) => match literal.parse::<f64>() {
            Ok(number) if number.to_string() == literal && literal.len() <= 15 => {
                Setting::Number(number)
            }
            _ => as_written(),
        },
        DeValue::String(text) if name != "ladder" && is_bare(text) => {
            Setting::Text(text.clone().into_owned())
        }
        DeValue::Array(steps) if name == "ladder" && steps.len() > 1 => {
            let bare = steps.iter().map(|step| step.get_ref().as_str().filter(|s| is_bare(s)));
            match bare.collect::<Option<Vec<&str>>>() {
                Some(bare) => Setting::Text(bare.join("|")),
                None => as_written(),
            }
        }
        DeValue::Table(_) if !literal.starts_with('{') => return None,
        _ => as_written(),
    };
    Some((name, setting, remark))
}

/// Whether a text is a word, and no value by itself.
fn is_bare(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "_-".contains(c);
    !text.is_empty()
        && text.chars().all(is_plain)
        && DeTable::parse(&format!("x = {text}")).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_all_of_a_value_is_split() {
        let text = |text: &str| Setting::Text(text.into());
        for (line, key, setting, remark) in [
            ("language = \"da\"", "language", text("da"), ""),
            ("  roof_hours=0 # none", "roof_hours", Setting::Number(0.0), "none"),
            ("detour = 1.30", "detour", text("1.30"), ""),
            ("detour = 15.0", "detour", text("15.0"), ""),
            ("detour = 1.3", "detour", Setting::Number(1.3), ""),
            ("assume_step = \"12\"", "assume_step", text("\"12\""), ""),
            ("assume_step = \"true\"", "assume_step", text("\"true\""), ""),
            ("ladder = [\"a\", 'b'] # two", "ladder", text("a|b"), "two"),
            ("ladder = [\"a\"]", "ladder", text("[\"a\"]"), ""),
            ("ladder = [\"a|b\", \"c\"]", "ladder", text("[\"a|b\", \"c\"]"), ""),
            ("walk = { detour = 1 }", "walk", text("{ detour = 1 }"), ""),
        ] {
            assert_eq!(split(line), Some((key, setting, remark)), "{line}");
        }
        for line in ["", "# x = 1", "[deadline]", "ladder = [", "a.b = 1", "\"a\" = 1", "x = 1,"] {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
