//! Months as workbooks: every cell of every file is there, as it stands or as the value that it is.

use std::collections::BTreeMap;

use boligplacering::input::{Folder, Source, case_book, case_tables, file_name};
use boligplacering::model::Table;
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use calamine::Data;

use crate::book::Book;
use crate::{TABLES, months};

/// A cell without regard to how its value is written: dates and times by their figures.
fn value(text: &str) -> String {
    let figures: Vec<&str> = text.split(['-', ' ', ':']).collect();
    match figures[..] {
        [day, month, year, ..] if year.len() == 4 && day.len() == 2 => {
            [&[year, month, day], &figures[3..]].concat().join(" ")
        }
        _ => figures.join(" "),
    }
}

fn seen(cell: &Data) -> String {
    let Data::DateTime(at) = cell else { return value(&cell.to_string()) };
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    match at.as_f64() {
        time if time < 1.0 => format!("{hour:02} {minute:02}"),
        date if date.fract() == 0.0 => format!("{year} {month:02} {day:02}"),
        _ => format!("{year} {month:02} {day:02} {hour:02} {minute:02}"),
    }
}

fn check(source: &impl Source) {
    let book = Book::new(case_book(source, Language::Danish).unwrap());
    for table in TABLES.into_iter().chain([Table::Places]) {
        let Some(file) = source.read(table).unwrap() else { continue };
        let latin = || file.iter().map(|byte| char::from(*byte)).collect();
        let text = String::from_utf8(file.clone()).unwrap_or_else(|_| latin());
        let name = file_name(table, Language::Danish).split_once('.').unwrap().0;
        let rows = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.is_empty());
        let cells = book.cells(name);
        assert_eq!(rows.clone().count(), cells.len(), "{name}");
        for (row, line) in cells.iter().zip(rows) {
            for (cell, text) in row.iter().zip(line.split(';').chain(std::iter::repeat(""))) {
                let (found, text) = (seen(cell), value(text));
                let number = |text: &str| text.replace(',', ".").parse::<f64>();
                let same = matches!(cell, Data::Float(x) if number(&text) == Ok(*x));
                assert!(same || found == text, "{name}: {found} is not {text}");
            }
        }
    }
}

#[test]
fn shipped_months_are_kept() {
    for month in months() {
        check(&Folder::open(&month).unwrap());
    }
}

#[test]
fn synthetic_months_are_kept() {
    for seed in 0..20 {
        let recipe = if seed % 2 == 0 { Synthetic::new(6) } else { Synthetic::tight(6) };
        let case = recipe.seed(seed).case().unwrap();
        let tables: BTreeMap<Table, Vec<u8>> = case_tables(&case).unwrap();
        check(&tables);
    }
}
