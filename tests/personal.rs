//! No CPR number gets through or is shown, however it is spelt and wherever it stands; no name is
//! shown, nothing that a terminal obeys, and no cell that leaves is a formula.

#![cfg(feature = "files")]

#[path = "support/dice.rs"]
mod dice;

use std::collections::BTreeMap;

use boligplacering::input::read_case_from;
use boligplacering::model::{DwellingId, HouseholdId, OpeningId, PersonId, SiteId, Table};
use boligplacering::text::{holds_cpr, inert, is_production_unit};

use dice::Dice;

type Tables = BTreeMap<Table, String>;

const TABLES: [(Table, &str); 9] = [
    (
        Table::Persons,
        "person;household;arrival;referred;birth_year;job_seeker;best_step;skills;languages;modes;\
         max_commute;hours_from;hours_to;needs;max_rent;group;share;note\n\
         P-1;H-1;2016-04-01;2016-02-01;1985;yes;internship;care;english;bus;60;07:00;18:00;pets;\
         5000;women;yes;x\n",
    ),
    (
        Table::Dwellings,
        "dwelling;lat;lon;easting;northing;address;postcode;locality;beds;households;rooms;rent;\
         available_from;available_to;kind;restricted;features;reserved_for;note\n\
         D-1;;;543879;6180761;Vej 1;8722;Hedensted;3;1;2;4500;2016-03-01;2016-05-01;permanent;no;\
         pets;women;x\n",
    ),
    (
        Table::Sites,
        "site;employer;lat;lon;easting;northing;address;postcode;locality;note\n\
         S-1;Smedje;;;543900;6180800;Vej 2;8722;Hedensted;x\n",
    ),
    (
        Table::Openings,
        "opening;site;step;positions;start;closes;days;shift_from;shift_to;skills;languages;note\n\
         O-1;S-1;internship;1;2016-04-01;2016-05-01;mon-fri;08:00;16:00;care;english;x\n",
    ),
    (Table::TravelTimes, "dwelling;site;mode;minutes;note\nD-1;S-1;bus;12;x\n"),
    (Table::Suitability, "person;opening;penalty;note\nP-1;O-1;3;x\n"),
    (Table::Preferences, "household;dwelling;penalty;note\nH-1;D-1;3;x\n"),
    (Table::Decisions, "household;person;dwelling;opening;decision;note\nH-1;;D-1;;must;x\n"),
    (Table::Policy, "[deadline]\nwork_limit_hours = 96\n"),
];

fn base() -> Tables {
    TABLES.map(|(table, text)| (table, text.to_owned())).into()
}

/// What a reading of `tables` says, and whether it went well.
fn told(tables: &Tables) -> (bool, String) {
    let tables: BTreeMap<Table, Vec<u8>> =
        tables.iter().map(|(table, text)| (*table, text.clone().into_bytes())).collect();
    match read_case_from(&tables) {
        Ok(reading) => (true, format!("{:?}", reading.warnings)),
        Err(faults) => (false, format!("{faults}\n{faults:?}")),
    }
}

/// The tables with one cell, by line and column from 0, written anew.
fn with_cell(table: Table, line: usize, column: usize, content: &str) -> Tables {
    let mut tables = base();
    let quoted = format!("\"{}\"", content.replace('"', "\"\""));
    let text = tables.get_mut(&table).unwrap();
    let mut lines: Vec<Vec<String>> =
        text.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect();
    lines[line][column] = quoted;
    *text = lines.iter().map(|cells| cells.join(";") + "\n").collect();
    tables
}

/// Every cell of the tables below the headings.
fn cells() -> Vec<(Table, usize, usize, String)> {
    let csv = TABLES.iter().filter(|(table, _)| *table != Table::Policy);
    csv.flat_map(|(table, text)| {
        let columns = text.lines().next().unwrap().split(';').enumerate();
        columns.map(|(column, name)| (*table, 1, column, name.to_owned())).collect::<Vec<_>>()
    })
    .collect()
}

/// Ten digits that read as a CPR number.
fn cpr(dice: &mut Dice) -> String {
    let day = 1 + dice.below(31) + if dice.below(8) == 0 { 60 } else { 0 };
    let (month, year) = (1 + dice.below(12), dice.below(100));
    format!("{day:02}{month:02}{year:02}{:04}", dice.below(10_000))
}

/// A spelling of a CPR number, as people and spreadsheets come up with.
fn spelling(digits: &str, dice: &mut Dice) -> String {
    const SEPARATORS: [&str; 20] = [
        "-", " ", "\u{a0}", "\u{2011}", "\u{2013}", "\u{2014}", "\u{2212}", "/", " - ", "_", ":",
        "--", "\u{200b}", "\u{202f}", "\u{ad}", "·", "'", "\u{2009}", "\u{feff}", "\u{2010}",
    ];
    let any = |dice: &mut Dice| SEPARATORS[dice.below(SEPARATORS.len())];
    let separator = any(dice);
    let parted = match dice.below(8) {
        0 => digits.to_owned(),
        1 => format!("{}{separator}{}", &digits[..6], &digits[6..]),
        2 => format!(
            "{}{separator}{}{separator}{}{}{}",
            &digits[..2],
            &digits[2..4],
            &digits[4..6],
            any(dice),
            &digits[6..]
        ),
        3 => format!("{}.{}.{}-{}", &digits[..2], &digits[2..4], &digits[4..6], &digits[6..]),
        4 => digits.chars().map(String::from).collect::<Vec<_>>().join(separator),
        5 => {
            let at = 1 + dice.below(9);
            format!("{}{separator}{}", &digits[..at], &digits[at..])
        }
        6 => format!("{} {}", &digits[..6], &digits[6..]),
        _ => format!("{}-{}", &digits[..6], &digits[6..]),
    };
    // What a spreadsheet takes for a number loses its first zero.
    let parted = match parted.strip_prefix('0').filter(|_| dice.below(3) == 0) {
        Some(rest) if rest.len() == 9 || rest.split_once('-').is_some_and(lacks_zero) => {
            rest.to_owned()
        }
        _ => parted,
    };
    let written: String = match dice.below(9) {
        0 => parted.chars().map(|c| other_digit(c, 0xff10)).collect(),
        1 => parted.chars().map(|c| other_digit(c, 0x660)).collect(),
        _ => parted,
    };
    match dice.below(14) {
        0 => format!("'{written}"),
        1 => format!("=\"{written}\""),
        2 => format!("\"{written}\""),
        3 => format!("{written}.0"),
        4 => format!("{written},00"),
        5 => format!(" {written}\t"),
        6 => format!("({written})"),
        7 => format!("CPR {written}"),
        8 => format!("cpr:{written}."),
        9 => format!("Vej 1, {written}"),
        10 => format!("\u{202a}{written}\u{202c}"),
        _ => written,
    }
}

/// Whether a number parted by a hyphen is DMMYY-SSSS.
fn lacks_zero((date, serial): (&str, &str)) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    date.len() == 5 && serial.len() == 4 && digits(date) && digits(serial)
}

fn other_digit(character: char, zero: u32) -> char {
    let digit = character.to_digit(10);
    digit.and_then(|digit| char::from_u32(zero + digit)).unwrap_or(character)
}

/// The digits that must not be seen: the last four with their neighbours.
fn shows(text: &str, digits: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_numeric()).collect();
    text.contains(&digits[5..]) || bare.contains(&digits[1..])
}

#[test]
fn no_spelling_of_a_cpr_number_is_an_id() {
    let mut dice = Dice::new(1);
    for _ in 0..20_000 {
        let digits = cpr(&mut dice);
        let spelt = spelling(&digits, &mut dice);
        assert!(holds_cpr(&spelt), "{spelt:?}");
        assert!(PersonId::new(&spelt).is_err(), "{spelt:?}");
        assert!(HouseholdId::new(&spelt).is_err() && DwellingId::new(&spelt).is_err());
        assert!(OpeningId::new(&spelt).is_err());
        assert_eq!(SiteId::new(&spelt).is_ok(), is_production_unit(&spelt), "{spelt:?}");
    }
}

#[test]
fn harmless_numbers_are_ids() {
    let mut dice = Dice::new(2);
    for _ in 0..20_000 {
        let unit = format!("10{:08}", dice.below(30_000_000));
        assert!(SiteId::new(&unit).is_ok(), "{unit}");
        let (year, number) = (2013 + dice.below(20), dice.below(100_000));
        let phone = 20_000_000 + dice.below(79_999_999);
        let pairs = phone.to_string();
        for id in [
            phone.to_string(),
            format!("+45{phone}"),
            format!("+45 {} {} {} {}", &pairs[..2], &pairs[2..4], &pairs[4..6], &pairs[6..]),
            format!("0045 {phone}"),
            format!("{year}-{number:05}"),
            format!("{year}-{number:06}"),
            format!("{year}/{number}"),
            format!("{:02}/{number:05}", year % 100),
            format!("29.04.00-P19-{}-{:02}", number % 100, year % 100),
            format!("57{:011}", dice.below(99_999_999_999)),
            format!("H-{number}"),
            format!("{year}-04-01 12:30"),
            format!("1-{}-{year}", 1 + number % 12),
        ] {
            assert!(PersonId::new(&id).is_ok(), "{id}");
        }
    }
}

#[test]
fn the_tables_are_sound() {
    assert_eq!(told(&base()), (true, "[]".to_owned()));
}

#[test]
fn no_cpr_number_gets_through_or_is_shown_in_any_cell() {
    let mut dice = Dice::new(3);
    for (table, line, column, name) in cells() {
        for _ in 0..200 {
            let digits = cpr(&mut dice);
            let spelt = spelling(&digits, &mut dice);
            let unit = ["site", "employer"].contains(&name.as_str()) && is_production_unit(&spelt);
            let (read, told) = told(&with_cell(table, line, column, &spelt));
            assert!(!read || unit, "{name}: {spelt:?}");
            assert!(!shows(&told, &digits), "{name}: {spelt:?}: {told}");
        }
    }
}

#[test]
fn no_cpr_number_is_shown_of_headings_and_policies() {
    let mut dice = Dice::new(4);
    for (table, _, column, _) in cells() {
        for _ in 0..20 {
            let digits = cpr(&mut dice);
            let spelt = spelling(&digits, &mut dice);
            let (read, told) = told(&with_cell(table, 0, column, &spelt));
            assert!(!read && !shows(&told, &digits), "{spelt:?}: {told}");
        }
    }
    for _ in 0..500 {
        let digits = cpr(&mut dice);
        let spelt = spelling(&digits, &mut dice).replace(['"', '\t'], " ");
        for policy in [
            format!("\"{spelt}\" = 1"),
            format!("[deadline]\n\"{spelt}\" = 1"),
            format!("[\"{spelt}\"]\nx = 1"),
            format!("ladder = [\"{spelt}\"]"),
            format!("assume_step = \"{spelt}\""),
            format!("language = \"{spelt}\""),
            format!("deadline = \"{spelt}\""),
            format!("[deadline]\nwork_limit_hours = {digits}"),
            format!("[deadline]\nclock = \"{spelt}\""),
            format!("{spelt} = 1"),
            format!("ladder = {spelt}"),
        ] {
            let mut tables = base();
            tables.insert(Table::Policy, policy.clone());
            let (read, told) = told(&tables);
            assert!(!read && !shows(&told, &digits), "{policy}: {told}");
        }
    }
}

#[test]
fn names_of_people_are_not_shown() {
    for name in ["Fatima", "Omar Khalil", "Bo", "Al-Sayed, Ahmad", "Åse 1985", "xyzzyname"] {
        for (table, _, column, heading) in cells() {
            for line in [0, 1] {
                let (_, told) = told(&with_cell(table, line, column, name));
                assert!(!told.contains(name), "{heading}, line {line}: {told}");
            }
        }
        for policy in [
            format!("\"{name}\" = 1"),
            format!("language = \"{name}\""),
            format!("[deadline]\n\"{name}\" = 1\nclock = \"{name}\""),
        ] {
            let mut tables = base();
            tables.insert(Table::Policy, policy);
            assert!(!told(&tables).1.contains(name), "{name}");
        }
    }
}

#[test]
fn nothing_that_a_terminal_obeys_is_told() {
    let long = "æ".repeat(50_000);
    for text in ["a\u{1b}[31mb", "\u{202e}dlo", "x\u{7}y", "12\u{200f}", "\u{9b}31m", &long] {
        for (table, _, column, name) in cells() {
            for line in [0, 1] {
                let tables = with_cell(table, line, column, text);
                let tables: BTreeMap<Table, Vec<u8>> =
                    tables.into_iter().map(|(table, text)| (table, text.into_bytes())).collect();
                let told = match read_case_from(&tables) {
                    Ok(reading) => {
                        reading.warnings.iter().map(|warning| format!("{warning}\n")).collect()
                    }
                    Err(faults) => faults.to_string(),
                };
                let obeyed = |c: char| {
                    (c.is_control() && c != '\n')
                        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202e}')
                };
                assert!(!told.contains(obeyed), "{name}: {told:?}");
                assert!(told.lines().all(|line| line.chars().count() < 600), "{name}");
            }
        }
    }
}

#[test]
fn no_cell_is_a_formula_whatever_parts_the_cells() {
    let mut dice = Dice::new(5);
    const PIECES: [&str; 16] =
        ["=", "+", "-", "@", "＝", "＠", ",", ";", "\t", "|", " ", "'", "\"", "a", "1", "\n"];
    for _ in 0..50_000 {
        let text: String = (0..dice.below(8)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let written = inert(&text);
        for cell in written.split([',', ';', '\t', '|', '\n']) {
            let cell = cell.trim_start_matches([' ', '"']);
            assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＠']), "{text:?}: {written:?}");
        }
        assert_eq!(boligplacering::text::plain(&written), text);
    }
}
