use std::fmt::Write;

use crate::record::Record;
use crate::scale::spoken;

const HEADER: [&str; 10] =
    ["case", "households", "method", "status", "values", "bounds", "gap", "first", "end", "memory"];

/// The records as aligned columns; at the end the time to the first plan and to the end, and the
/// most memory.
pub(crate) fn text(records: &[Record]) -> String {
    let rows: Vec<[String; 10]> =
        std::iter::once(HEADER.map(str::to_owned)).chain(records.iter().map(row)).collect();
    let widths: Vec<usize> = (0..HEADER.len())
        .map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Numbers stand to the right.
            let _ = match at {
                1 | 7.. => write!(line, "{cell:>width$}  "),
                _ => write!(line, "{cell:width$}  "),
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn row(record: &Record) -> [String; 10] {
    let spaced = |values: &Option<Vec<i64>>| {
        let words: Vec<String> = values.iter().flatten().map(i64::to_string).collect();
        words.join(" ")
    };
    [
        record.source.to_string(),
        record.households.to_string(),
        record.method.to_string(),
        record.status.name().to_owned(),
        spaced(&record.values),
        spaced(&record.bound),
        record.gap().map_or_else(String::new, |(tier, gap)| format!("tier {tier}: {gap}")),
        record.first_seconds.map_or_else(String::new, spoken),
        spoken(record.seconds),
        record.megabytes.map_or_else(String::new, |megabytes| format!("{megabytes:.0} MB")),
    ]
}

/// The records for programs: a column for each tier.
pub(crate) fn csv(records: &[Record]) -> String {
    let lengths = records.iter().map(|record| record.values.as_ref().map_or(0, Vec::len));
    let tiers = lengths.max().unwrap_or(0);
    let mut header = vec!["case".to_owned(), "households".into(), "method".into(), "status".into()];
    header.extend((1..=tiers).map(|tier| format!("value_{tier}")));
    header.extend((1..=tiers).map(|tier| format!("bound_{tier}")));
    let last = ["gap_tier", "gap", "build_seconds", "first_seconds", "seconds", "peak_megabytes"];
    header.extend(last.map(str::to_owned));
    let mut text = header.join(",") + "\n";
    for record in records {
        let mut cells = vec![
            quoted(&record.source.to_string()),
            record.households.to_string(),
            record.method.to_string(),
            record.status.name().to_owned(),
        ];
        for values in [&record.values, &record.bound] {
            let of = |tier: usize| values.as_ref().and_then(|values| values.get(tier));
            cells.extend((0..tiers).map(|tier| of(tier).map_or_else(String::new, i64::to_string)));
        }
        let (tier, gap) = record.gap().unzip();
        let number = |number: Option<f64>| number.map_or_else(String::new, |n| format!("{n:.6}"));
        cells.extend([
            tier.map_or_else(String::new, |tier| tier.to_string()),
            gap.map_or_else(String::new, |gap| gap.to_string()),
            number(Some(record.build_seconds)),
            number(record.first_seconds),
            number(Some(record.seconds)),
            number(record.megabytes),
        ]);
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
