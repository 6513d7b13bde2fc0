//! Texts that a workbook might run, turn into something else or break on.

use std::collections::BTreeMap;

use boligplacering::input::case_book;
use boligplacering::model::Table;
use boligplacering::text::Language;
use calamine::Data;

use crate::book::Book;
use crate::dice::Dice;
use crate::texts::{any_text, text};

/// The workbook of a table.
fn book(table: Table, file: &str) -> std::io::Result<Book> {
    let tables = BTreeMap::from([(table, file.as_bytes().to_vec())]);
    case_book(&tables, Language::English).map(Book::new)
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[test]
fn a_text_stays_a_text() {
    for (cell, kept) in [
        ("'=1+1", "=1+1"),
        ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
        ("'''+1", "''+1"),
        ("http://example.org", "http://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("internal:Sheet1!A1", "internal:Sheet1!A1"),
        ("0012", "0012"),
        ("1e3", "1e3"),
        ("=\"0012\"", "0012"),
        ("TRUE", "TRUE"),
        ("{=1}", "{=1}"),
        ("<b>&amp;]]></b>", "<b>&amp;]]></b>"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("one\r\ntwo", "one\r\ntwo"),
        ("\u{1}\u{b}\u{1f}", "\u{1}\u{b}\u{1f}"),
        ("_x0041_ _x000D_", "_x0041_ _x000D_"),
        ("\u{202e}\u{200d}\u{fffe}😀", "\u{202e}\u{200d}\u{fffe}😀"),
    ] {
        let file = format!("site;employer;lat;lon;note\nS1;{0};55.8;9.7;{0}", quoted(cell));
        let book = book(Table::Sites, &file).unwrap();
        let row = &book.cells("sites")[1];
        let text = Data::String(kept.to_owned());
        assert_eq!([&row[1], &row[4]], [&text, &text], "{cell:?}");
        assert_eq!([&row[2], &row[3]], [&Data::Float(55.8), &Data::Float(9.7)]);
        let xml = book.xml("sites");
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{cell:?}");
    }
}

#[test]
fn only_a_comment_begins_with_a_number_sign() {
    let file = "site;lat;lon\n'#1;55.8;9.7\n''#2;55.8;9.7\n#3;not;read\n=\"#4\";55.8;9.7";
    let cells = book(Table::Sites, file).unwrap().cells("sites");
    let first: Vec<String> = cells.iter().skip(1).map(|row| row[0].to_string()).collect();
    assert_eq!(first, ["'#1", "''#2", "#3", "'#4"]);
}

#[test]
fn columns_that_nobody_knows_are_kept() {
    let file = "# what it is\n#own;site;lat;unknown;lon;lat\n#x;1\n;S1;55,8;1,50;9,7;7";
    let file = file.replace("#own", "own #");
    let cells = book(Table::Sites, &file).unwrap().cells("sites");
    let rows: Vec<String> = (cells.iter())
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(";"))
        .collect();
    let expected =
        ["# what it is;;;;;", "own #;site;lat;unknown;lon;lat", "#x;1;;;;", ";S1;55.8;1,50;9.7;7"];
    assert_eq!(rows, expected);
}

#[test]
fn a_line_of_an_outline_may_be_long() {
    let spaces = " ".repeat(40);
    let piece = format!("[9.7, 55.8],{spaces}");
    let line = format!("  {{\"type\": \"Polygon\", \"note\": \"{}\"}}", piece.repeat(3000));
    let cells = book(Table::Boundary, &format!("{line}\n\n]}}")).unwrap().cells("boundary");
    let rows: Vec<String> =
        cells.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows, [line.as_str(), "", "]}"]);
    for cell in cells[0].iter().map(ToString::to_string).filter(|cell| !cell.is_empty()) {
        assert!(cell.encode_utf16().count() <= 32_000);
        assert!(!cell.ends_with(' '));
    }
}

#[test]
fn what_cannot_be_kept_is_refused_and_not_shown() {
    let long = format!("H;{}", "x".repeat(32_768));
    for (table, file, cell) in [
        (Table::Persons, format!("person;household\n\nP;{long}"), "arrivals!C2"),
        (Table::Sites, "site;employer\nA;b\nS;_x0041\u{1}".to_owned(), "sites!B3"),
        (Table::Openings, "opening,skills\nO,\"secret,skill\"".to_owned(), "openings!B2"),
        (Table::Sites, "# nothing".to_owned(), "sites"),
    ] {
        let error = book(table, &file).err().unwrap().to_string();
        assert!(error.starts_with(&format!("{cell}: ")), "{error}");
        assert!(error.len() < 100 && !error.contains("secret"), "{error}");
    }
}

/// What `plain` and trimming leave of a text is what another program finds in the workbook.
#[test]
fn any_text_is_kept() {
    let typed: String = (' '..='~').chain(['\r', '\n']).collect();
    let with_controls: String = ('\u{1}'..='\u{9f}').collect();
    let mut kept_whole = 0;
    for seed in 0..100 {
        let dice = &mut Dice::new(seed);
        let cell = |dice: &mut Dice| match dice.below(3) {
            0 => text(dice, &typed, 0, 12),
            1 => text(dice, &with_controls, 0, 12),
            _ => any_text(dice, 12),
        };
        let cells: Vec<String> = (0..1 + dice.below(7)).map(|_| cell(dice)).collect();
        let rows = cells.iter().map(|cell| format!("S1;{}\n", quoted(cell)));
        let file = format!("site;employer\n{}", rows.collect::<String>());
        let Ok(book) = book(Table::Sites, &file) else { continue };
        kept_whole += 1;
        let found = book.cells("sites");
        for (row, cell) in cells.iter().enumerate() {
            let trimmed = cell.trim();
            if trimmed.starts_with("=\"") {
                continue;
            }
            let kept = boligplacering::text::plain(trimmed);
            let cell = found[row + 1].get(1).map(ToString::to_string).unwrap_or_default();
            assert_eq!(cell, kept.as_ref(), "seed {seed}");
        }
    }
    assert!(kept_whole > 50, "{kept_whole} of 100");
}
