//! Any renaming of headings within the loose rules, any order of columns and rows, and any
//! accepted spelling of dates, numbers, money, words and tags gives the same case.

#![cfg(feature = "files")]

#[path = "support/dice.rs"]
mod dice;

use std::collections::BTreeMap;

use boligplacering::input::read_case_from;
use boligplacering::model::{Case, Table};

use dice::Dice;

/// How the cells of a column may be spelt.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Date,
    Time,
    Number,
    Money,
    Word,
    Tags,
    Days,
}

use Kind::{Date, Days, Money, Number, Tags, Text, Time, Word};

type Column = (&'static str, &'static str, Kind);

const ARRIVALS: (Columns, Rows) = (
    &[
        ("person", "person", Text),
        ("household", "husstand", Text),
        ("arrival", "ankomst", Date),
        ("birth_year", "fødselsår", Text),
        ("job_seeker", "jobsøgende", Word),
        ("best_step", "bedste_trin", Word),
        ("skills", "kompetencer", Tags),
        ("languages", "sprog", Tags),
        ("modes", "transport", Word),
        ("max_commute", "maks_rejsetid", Text),
        ("hours_from", "tid_fra", Time),
        ("needs", "behov", Tags),
        ("max_rent", "maks_husleje", Money),
        ("group", "gruppe", Tags),
        ("share", "deler", Word),
    ],
    &[
        &[
            "P-1",
            "H-1",
            "2016-04-01",
            "1985",
            "yes",
            "ordinary",
            "kørekort|svejsning",
            "dansk",
            "walk",
            "60",
            "07:00",
            "step_free",
            "5500",
            "women",
            "no",
        ],
        &["P-2", "H-1", "2016-04-01", "", "no", "", "", "", "", "", "", "", "5500", "", "no"],
        &[
            "P-3",
            "H-2",
            "2016-04-04",
            "1990",
            "yes",
            "internship",
            "svejsning",
            "dansk|engelsk",
            "car",
            "",
            "",
            "",
            "",
            "",
            "",
        ],
    ],
);
const DWELLINGS: (Columns, Rows) = (
    &[
        ("dwelling", "bolig", Text),
        ("lat", "bredde", Number),
        ("lon", "længde", Number),
        ("address", "adresse", Text),
        ("beds", "sengepladser", Text),
        ("rent", "husleje", Money),
        ("available_from", "ledig_fra", Date),
        ("kind", "type", Word),
        ("restricted", "udsat_område", Word),
        ("features", "egenskaber", Tags),
        ("reserved_for", "forbeholdt", Tags),
    ],
    &[
        &[
            "D-1",
            "55.7705",
            "9.6994",
            "Nørregade 1",
            "3",
            "5500",
            "2016-03-01",
            "permanent",
            "no",
            "step_free",
            "",
        ],
        &[
            "D-2",
            "55.85",
            "9.4838",
            "Østergade 2",
            "2",
            "4000",
            "",
            "temporary",
            "yes",
            "",
            "women",
        ],
    ],
);
const SITES: (Columns, Rows) = (
    &[
        ("site", "arbejdssted", Text),
        ("employer", "arbejdsgiver", Text),
        ("lat", "bredde", Number),
        ("lon", "længde", Number),
    ],
    &[&["S-1", "Smedje", "55.849", "9.485"], &["1003123456", "1003123456", "55.77", "9.70"]],
);
const OPENINGS: (Columns, Rows) = (
    &[
        ("opening", "stilling", Text),
        ("site", "arbejdssted", Text),
        ("step", "trin", Word),
        ("start", "start", Date),
        ("days", "dage", Days),
        ("shift_from", "vagt_fra", Time),
        ("skills", "kompetencer", Tags),
    ],
    &[
        &["O-1", "S-1", "internship", "2016-04-01", "man-fre", "07:00", "svejsning"],
        &["O-2", "1003123456", "wage_subsidy", "", "", "09:30", ""],
    ],
);
const DECISIONS: (Columns, Rows) = (
    &[
        ("household", "husstand", Text),
        ("dwelling", "bolig", Text),
        ("decision", "afgørelse", Word),
    ],
    &[&["H-2", "D-1", "never"]],
);

type Columns = &'static [Column];
type Rows = &'static [&'static [&'static str]];

fn tables() -> [(Table, (Columns, Rows)); 5] {
    [
        (Table::Persons, ARRIVALS),
        (Table::Dwellings, DWELLINGS),
        (Table::Sites, SITES),
        (Table::Openings, OPENINGS),
        (Table::Decisions, DECISIONS),
    ]
}

fn pick<'a>(dice: &mut Dice, items: &[&'a str]) -> &'a str {
    items[dice.below(items.len())]
}

fn any_case(text: &str, dice: &mut Dice) -> String {
    text.chars()
        .map(|c| if dice.below(2) == 0 { c.to_uppercase().to_string() } else { c.to_string() })
        .collect()
}

fn heading(english: &str, danish: &str, dice: &mut Dice) -> String {
    let name = any_case(pick(dice, &[english, danish]), dice);
    let parted = name
        .replace('_', pick(dice, &["_", " ", "-", ".", "\u{a0}", "\n", " \u{2011} ", ""]))
        .replace('å', pick(dice, &["å", "a\u{30a}"]));
    let unit = pick(dice, &["", "", " (kr.)", " [dd-mm-åååå]", "\u{a0}(ja/nej)"]);
    format!("{}{parted}{unit}{}", pick(dice, &["", " "]), pick(dice, &["", " ", "."]))
}

fn spelt(text: &'static str, kind: Kind, comma: bool, dice: &mut Dice) -> String {
    if text.is_empty() {
        return match kind {
            Tags => pick(dice, &["", "ingen", "-", "none", "n/a"]).to_owned(),
            _ => String::new(),
        };
    }
    let spelt = match kind {
        Text => text.to_owned(),
        Number if comma => text.to_owned(),
        Number => text.replace('.', pick(dice, &[".", ","])),
        Date => date(text, dice),
        Time => {
            let time = text.replace(':', pick(dice, &[":", "."]));
            match dice.below(3) {
                0 => text.to_owned() + ":00",
                1 => time.trim_start_matches('0').to_owned(),
                _ => time,
            }
        }
        Money => {
            let (thousands, rest) = text.split_at(text.len() - 3);
            let parted = format!("{thousands}{}{rest}", pick(dice, &["", ".", " ", "\u{a0}"]));
            let whole = format!("{parted}{}", pick(dice, &["", ",00", ",-", ",0"]));
            match dice.below(4) {
                0 => format!("{whole}{}", pick(dice, &[" kr.", " kr", "kr.", " DKK"])),
                1 => format!("{}{whole}", pick(dice, &["kr. ", "kr ", "DKK", "dkk "])),
                _ => whole,
            }
        }
        Word => any_case(word(text, dice), dice),
        Tags => {
            let mut tags: Vec<String> =
                text.split('|').map(|tag| format!(" {} ", any_case(tag, dice))).collect();
            if dice.below(2) == 0 {
                tags.reverse();
            }
            tags.join(if comma { pick(dice, &["|", "\n"]) } else { pick(dice, &["|", ",", "\n"]) })
        }
        Days => {
            let week =
                ["man-fre", "mon|tue|wed|thu|fri", "Mandag–Fredag", "fre|man - tor", "MON-fri"];
            pick(dice, &week).to_owned()
        }
    };
    let ends = ["", " ", "\u{a0}"];
    format!("{}{spelt}{}", pick(dice, &ends), pick(dice, &ends))
}

fn date(text: &str, dice: &mut Dice) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { panic!("a date") };
    let short = dice.below(2) == 0;
    let [month, day] =
        [month, day].map(|part| if short { part.trim_start_matches('0') } else { part });
    let (first, second) = (pick(dice, &["-", ".", "/"]), pick(dice, &["-", ".", "/"]));
    let date = match dice.below(2) {
        0 => format!("{year}{first}{month}{second}{day}"),
        _ => format!("{day}{first}{month}{second}{year}"),
    };
    date + pick(
        dice,
        &["", "", " 00:00", " 00:00:00", "T00:00:00", "T00:00:00.000", " 12:00", " 12.00"],
    )
}

fn word(text: &'static str, dice: &mut Dice) -> &'static str {
    let words: &[&str] = match text {
        "yes" => &["yes", "ja", "true", "sand", "1", "x"],
        "no" => &["no", "nej", "false", "falsk", "0"],
        "ordinary" => &["ordinary", "ordinær"],
        "wage_subsidy" => &["wage_subsidy", "wage subsidy", "løntilskud"],
        "internship" => &["internship", "praktik", "virksomhedspraktik"],
        "walk" => &["walk", "gang"],
        "car" => &["car", "bil"],
        "permanent" => &["permanent", ""],
        "temporary" => &["temporary", "midlertidig"],
        "never" => &["never", "aldrig"],
        other => return other,
    };
    words[dice.below(words.len())]
}

fn shuffled<T: Clone>(items: &[T], dice: &mut Dice) -> Vec<T> {
    let mut items = items.to_vec();
    for at in (1..items.len()).rev() {
        items.swap(at, dice.below(at + 1));
    }
    items
}

fn written(columns: &[Column], rows: &[&[&'static str]], dice: &mut Dice) -> Vec<u8> {
    let order = shuffled(&(0..columns.len()).collect::<Vec<_>>(), dice);
    let delimiter = pick(dice, &[";", ";", ",", "\t"]);
    let comma = delimiter == ",";
    let cell = |text: String| {
        let quoted = text.contains([';', ',', '\t', '\n', '"']);
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let mut lines = Vec::new();
    if dice.below(6) == 0 {
        lines.push(format!("sep={delimiter}"));
    }
    let headings = order.iter().map(|at| cell(heading(columns[*at].0, columns[*at].1, dice)));
    lines.push(headings.collect::<Vec<_>>().join(delimiter));
    for row in shuffled(rows, dice) {
        let cells = order.iter().map(|at| cell(spelt(row[*at], columns[*at].2, comma, dice)));
        lines.push(cells.collect::<Vec<_>>().join(delimiter));
        match dice.below(8) {
            0 => lines.push(delimiter.repeat(columns.len() - 1)),
            1 => lines.push("# kommentar".to_owned()),
            2 => lines.push(String::new()),
            _ => {}
        }
    }
    let end = pick(dice, &["\n", "\r\n"]);
    let text = lines.join(end) + pick(dice, &["", end]);
    match dice.below(3) {
        0 => text.into_bytes(),
        1 => format!("\u{feff}{text}").into_bytes(),
        _ => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
    }
}

fn read(tables: &BTreeMap<Table, Vec<u8>>, seed: u64) -> Case {
    let reading = read_case_from(tables).unwrap_or_else(|faults| {
        let texts: Vec<_> =
            tables.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        panic!("seed {seed}: {faults}\n{}", texts.join("\n"))
    });
    reading.case
}

#[test]
fn every_spelling_gives_the_same_case() {
    let plain: BTreeMap<Table, Vec<u8>> = tables()
        .map(|(table, (columns, rows))| {
            let headings = columns.iter().map(|(english, ..)| *english).collect::<Vec<_>>();
            let lines = std::iter::once(headings.join(";"));
            let lines = lines.chain(rows.iter().map(|row| row.join(";")));
            (table, lines.collect::<Vec<_>>().join("\n").into_bytes())
        })
        .into();
    let expected = read(&plain, 0);
    for seed in 1..=3000 {
        let mut dice = Dice::new(seed);
        let tables: BTreeMap<Table, Vec<u8>> = tables()
            .map(|(table, (columns, rows))| (table, written(columns, rows, &mut dice)))
            .into();
        assert_eq!(read(&tables, seed), expected, "seed {seed}");
    }
}
