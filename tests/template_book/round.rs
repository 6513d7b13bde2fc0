//! A case folder, the same as a workbook, and that as a folder again: one case, one plan.

use std::collections::BTreeMap;

use boligplacering::input::{
    Book, Folder, Reading, Source, case_book, case_tables, read_case, read_case_from, write_folder,
};
use boligplacering::model::Table;
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::{Options, place};

use crate::dice::Dice;
use crate::months;
use crate::texts::{any_text, text};

fn assert_same(one: &Reading, other: &Reading) {
    assert_eq!(one.case, other.case);
    assert_eq!(one.surroundings, other.surroundings);
    let messages = |reading: &Reading| -> Vec<String> {
        reading.warnings.iter().map(|warning| warning.message.to_string()).collect()
    };
    assert_eq!(messages(one), messages(other));
}

/// Goes round, in both languages, and gives what was read in the last folder.
fn round(source: &impl Source) -> Reading {
    let first = read_case_from(source).unwrap();
    for language in Language::ALL {
        let bytes = case_book(source, language).unwrap();
        assert_eq!(bytes, case_book(source, language).unwrap());
        let book = Book::from_bytes(&bytes).unwrap();
        assert_same(&read_case_from(&book).unwrap(), &first);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("case");
        write_folder(&book, &path).unwrap();
        let folder = Folder::open(&path).unwrap();
        assert_same(&read_case(&path).unwrap(), &first);
        // What went round once goes round unchanged.
        let again = case_book(&folder, language).unwrap();
        let again = read_case_from(&Book::from_bytes(&again).unwrap()).unwrap();
        assert_same(&again, &first);
    }
    first
}

#[test]
fn shipped_months_go_round() {
    for month in months() {
        let folder = Folder::open(&month).unwrap();
        let reading = round(&folder);
        let bytes = case_book(&folder, Language::Danish).unwrap();
        let book = read_case_from(&Book::from_bytes(&bytes).unwrap()).unwrap();
        let plan = |reading: &Reading| {
            let plan = place(&reading.case, &Options::default()).unwrap().plan;
            serde_json::to_string(&plan).unwrap()
        };
        assert_eq!(plan(&book), plan(&reading), "{}", month.display());
    }
}

#[test]
fn synthetic_months_go_round() {
    for seed in 0..12 {
        let recipe = if seed % 2 == 0 { Synthetic::new(6) } else { Synthetic::tight(6) };
        let case = recipe.seed(seed).case().unwrap();
        assert_eq!(round(&case_tables(&case).unwrap()).case, case);
    }
}

#[test]
fn files_of_the_odd_kind_go_round() {
    let tables: BTreeMap<Table, Vec<u8>> = BTreeMap::from([
        (
            Table::Persons,
            "sep=;\r\n# April\r\n;note;Person;Husstand;Ankomst;fødselsår;jobsøgende;tid_fra;tid_til;maks_husleje\r\n\
             ;'=1;'#1;0012;1.4.2016;1985;x;7.30;24:00;kr. 5.500,50\r\n\
             \r\n# næste\r\n;\"a\r\nb\";P-2;0012;2016-04-01T00:00;;;;;5500,5\r\n"
                .into(),
        ),
        (
            Table::Dwellings,
            b"dwelling,lat,lon,beds,features,address\n=\"007\",55.7705,9.6994,4,a|b,\"x, y\"".to_vec(),
        ),
        (
            Table::Sites,
            b"site\teasting\tnorthing\temployer\n1003456789\t543879.123456789\t6180761\t_x0041_".to_vec(),
        ),
        (
            Table::Openings,
            b"opening;site;step;days;shift_from;shift_to;closes\n1e3;1003456789;own;mon,wed;22:00;06:00:00;31-05-2016 00:00"
                .to_vec(),
        ),
        (
            Table::Policy,
            b"ladder = [\n  \"own\", # ours\n  \"true\",\n]\nassume_step = 'true' # text\r\n[travel]\nwalk.speed_kmh = 5.50\nmax_daily_minutes = 1_50\n"
                .to_vec(),
        ),
    ]);
    let case = round(&tables).case;
    assert_eq!(case.households().len(), 1);
    assert_eq!(case.dwellings()[0].address.street, "x, y");
}

/// What stands in tables, and what a spreadsheet might make something of.
fn odd(dice: &mut Dice) -> String {
    let typed: String = (' '..='~').chain(['\r', '\n']).collect();
    let digits = "0123456789";
    match dice.below(6) {
        0 => text(dice, &typed, 0, 10),
        1 => any_text(dice, 6),
        2 => text(dice, "=+@'#-", 1, 3) + &text(dice, "abcdefghijklmnopqrstuvwxyz", 0, 3),
        3 => text(dice, digits, 1, 8),
        4 => {
            let [day, month] = std::array::from_fn(|_| text(dice, digits, 1, 2));
            format!("{day}-{month}-20{}", text(dice, digits, 2, 2))
        }
        _ => format!("_x00{}_", text(dice, digits, 2, 2)),
    }
}

fn line(cells: &[&str]) -> String {
    let quoted = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(";") + "\n"
}

/// Whatever texts a case in order has, it has them as a workbook too.
#[test]
fn hostile_texts_go_round() {
    let mut round = 0;
    for seed in 0..400 {
        let dice = &mut Dice::new(seed);
        let [id, employer, street, note, tags] = std::array::from_fn(|_| odd(dice));
        let whole = text(dice, "0123456789", 1, 3);
        let broken = whole.clone() + &text(dice, ".,", 1, 1) + &text(dice, "0123456789", 1, 2);
        let number = ["", &whole, &broken][dice.below(3)];
        let tables = BTreeMap::from([
            (
                Table::Persons,
                format!(
                    "person;household;arrival;job_seeker;skills;max_commute;max_rent\n{}",
                    line(&[&id, &id, "25-03-2016", "yes", &tags, number, number])
                ),
            ),
            (
                Table::Dwellings,
                format!(
                    "note;dwelling;lat;lon;beds;address;features\n{}",
                    line(&[&note, &id, "55,7705", "9,6994", "2", &street, &tags])
                ),
            ),
            (
                Table::Sites,
                format!("site;lat;lon;employer\n{}", line(&[&id, "55.77", "9.69", &employer])),
            ),
            (
                Table::Openings,
                format!("opening;site;step;hours\n{}", line(&[&id, &id, "internship", &note])),
            ),
        ]);
        let tables: BTreeMap<Table, Vec<u8>> =
            tables.into_iter().map(|(table, text)| (table, text.into_bytes())).collect();
        let Ok(first) = read_case_from(&tables) else { continue };
        let Ok(bytes) = case_book(&tables, Language::English) else { continue };
        round += 1;
        let book = Book::from_bytes(&bytes).unwrap();
        let again = read_case_from(&book).unwrap();
        assert_eq!(again.case, first.case, "seed {seed}");
    }
    assert!(round > 50, "{round} of 400");
}
