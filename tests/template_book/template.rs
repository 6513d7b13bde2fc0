use std::fs;

use boligplacering::input::{file_name, template_book, write_template};
use boligplacering::model::Table;
use boligplacering::text::Language;

use crate::TABLES;
use crate::book::{Book, between};

fn book(language: Language) -> Book {
    Book::new(template_book(language).unwrap())
}

fn sheet(table: Table, language: Language) -> &'static str {
    file_name(table, language).split_once('.').unwrap().0
}

#[test]
fn it_has_a_sheet_for_everything_that_people_fill_in() {
    for (language, first, last) in
        [(Language::English, "how to", "lists"), (Language::Danish, "vejledning", "lister")]
    {
        let tables = TABLES.into_iter().chain([Table::Policy]);
        let tables = tables.map(|table| sheet(table, language));
        let expected: Vec<&str> = [first].into_iter().chain(tables).chain([last]).collect();
        assert_eq!(book(language).sheets(), expected);
    }
}

#[test]
fn headings_and_examples_are_those_of_the_template_folder() {
    for language in Language::ALL {
        let dir = tempfile::tempdir().unwrap();
        write_template(dir.path(), language).unwrap();
        let book = book(language);
        for table in TABLES {
            let file = fs::read_to_string(dir.path().join(file_name(table, language))).unwrap();
            let headings = file.trim_start_matches('\u{feff}').lines().next().unwrap();
            let name = sheet(table, language);
            assert_eq!(book.row(name, 0).join(";"), headings);
            let cells = book.cells(name);
            assert_eq!(cells.len(), 2, "{name}");
            assert!(book.row(name, 1)[0].starts_with("# "), "{name}");
        }
    }
}

#[test]
fn every_heading_has_a_note_that_says_whether_it_must_be_filled_in() {
    for (language, must, may) in [
        (Language::English, "Must be filled in.", "May be empty."),
        (Language::Danish, "Skal udfyldes.", "Kan være tom."),
    ] {
        let book = book(language);
        for table in TABLES {
            let name = sheet(table, language);
            let notes = book.notes(name);
            let told: Vec<&str> = between(&notes, "<t", "</t>").collect();
            assert_eq!(told.len(), book.row(name, 0).len(), "{name}");
            let says = |text: &&&str| text.contains(must) != text.contains(may);
            assert_eq!(told.iter().filter(says).count(), told.len(), "{name}: {told:?}");
        }
        let beds = book.notes(sheet(Table::Dwellings, language));
        assert_eq!(beds.matches(must).count(), 2);
    }
}

#[test]
fn every_drop_down_has_something_in_it_and_only_informs() {
    for language in Language::ALL {
        let book = book(language);
        let mut lists = 0;
        for table in TABLES {
            let xml = book.xml(sheet(table, language));
            for validation in between(&xml, "<dataValidation ", "</dataValidation>") {
                assert!(validation.contains("errorStyle=\"information\""), "{validation}");
                assert!(validation.contains("2000\""), "{validation}");
                if !validation.contains("type=\"list\"") {
                    continue;
                }
                lists += 1;
                let formula = between(validation, "<formula1>", "</formula1>").next().unwrap();
                let (name, cells) = formula.rsplit_once('!').unwrap();
                let cells: Vec<&str> = cells.split(['$', ':']).filter(|c| !c.is_empty()).collect();
                let [column, first, other, last] = cells[..] else { panic!("{formula}") };
                assert_eq!(column, other);
                let at = usize::from(column.as_bytes()[0] - b'A');
                let cells = book.cells(name.trim_matches('\''));
                let [first, last] = [first, last].map(|row| row.parse::<usize>().unwrap());
                if name.starts_with("'list") {
                    let words = cells[first - 1..last].iter().map(|row| row[at].to_string());
                    assert!(
                        words.clone().count() > 1 && words.clone().all(|word| !word.is_empty())
                    );
                    let below = cells.get(last).map(|row| row[at].to_string());
                    assert!(below.is_none_or(|cell| cell.is_empty()), "{formula}");
                } else {
                    // Below heading and example.
                    assert_eq!((first, last), (3, 2000), "{formula}");
                }
            }
        }
        // yes or no 4, steps 2, means of travel 2, days, homes, penalties 2, decisions; ids 1 + 2 + 2 + 2 + 4.
        assert_eq!(lists, 13 + 11);
    }
}

#[test]
fn ids_stay_texts_and_dates_are_dates_down_the_sheet() {
    let book = book(Language::Danish);
    let styles = book.part("xl/styles.xml");
    for format in ["dd-mm-yyyy", "dd-mm-yyyy hh:mm", "#,##0 &quot;kr.&quot;"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{format}");
    }
    let xml = book.xml("ankomster");
    let columns = between(&xml, "<col ", "/>").collect::<Vec<_>>();
    assert!(columns.last().unwrap().contains("max=\"17\""), "{columns:?}");
    assert!(columns.iter().all(|column| column.contains("style=")), "{columns:?}");
    assert!(xml.len() < 20_000, "a format for each column, not for each cell");
}

#[test]
fn it_is_the_same_bytes_every_time() {
    for language in Language::ALL {
        assert_eq!(template_book(language).unwrap(), template_book(language).unwrap());
    }
}
