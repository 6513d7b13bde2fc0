//! The shipped months, changed by cell, line, column and byte in every way that dice come up
//! with: whatever comes of it is a case or a list of faults, at once.

#![cfg(all(feature = "files", feature = "synthetic"))]

#[path = "support/dice.rs"]
mod dice;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use boligplacering::input::{file_name, read_case, read_case_from, write_case};
use boligplacering::model::{Case, Table};
use boligplacering::report::{self, Seconds, Summary};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::travel::travel_times;
use boligplacering::{Method, Options, Plan, Problem, check, solve};

use dice::Dice;

const INPUTS: u64 = 20_000;
const THREADS: u64 = 2;
/// Of so many inputs that are read one is also planned and written.
const WRITTEN: u64 = 50;
const AT_ONCE: Duration = Duration::from_secs(1);

const TABLES: [Table; 11] = [
    Table::Policy,
    Table::Persons,
    Table::Dwellings,
    Table::Sites,
    Table::Openings,
    Table::TravelTimes,
    Table::Suitability,
    Table::Preferences,
    Table::Decisions,
    Table::Boundary,
    Table::Places,
];

type Tables = BTreeMap<Table, Vec<u8>>;

fn tables_in(folder: &Path) -> Tables {
    let content = |table: Table| fs::read(folder.join(file_name(table, Language::English))).ok();
    TABLES.iter().filter_map(|table| Some((*table, content(*table)?))).collect()
}

fn months() -> Vec<Tables> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted");
    let dir = tempfile::tempdir().unwrap();
    write_case(&Synthetic::new(4).case().unwrap(), dir.path()).unwrap();
    let folders = [&data.join("2016-04"), &data.join("2016-05"), dir.path()];
    let months: Vec<Tables> = folders.map(tables_in).into();
    assert!(months.iter().all(|month| month.len() >= 6));
    months
}

/// What people, programs and broken disks put where something else belongs.
const ODD: [&str; 60] = [
    "",
    " ",
    ";",
    ",",
    "\"",
    "'",
    "\n",
    "\r\n",
    "\t",
    "|",
    "#",
    "=",
    "=1+1",
    "-",
    "–",
    "0",
    "1",
    "-1",
    "99999999999999999999",
    "1e9",
    "NaN",
    "inf",
    "1.000",
    "5.500 kr.",
    "0101901234",
    "010190-1234",
    "31-02-2016",
    "2016-02-30",
    "1/1-0000",
    "9999-12-31",
    "2016-03-27 02:30",
    "00:00",
    "24:00",
    "25:61",
    "ja",
    "nej",
    "x",
    "SAND",
    "#I/T",
    "#REF!",
    "ingen",
    "must",
    "skal",
    "never",
    "man-fre",
    "søn-man",
    "praktik",
    "ordinary",
    "walk|car",
    "H-1",
    "h-1",
    "H\u{2011}1",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[2J",
    "I alt",
    "Udsat område",
    "sep=;",
    "📦",
];

fn piece(dice: &mut Dice) -> String {
    match dice.below(20) {
        0 => "æ".repeat(dice.below(2000)),
        1 => "9".repeat(dice.below(400)),
        2 => "\"".repeat(dice.below(5)),
        _ => ODD[dice.below(ODD.len())].to_owned(),
    }
}

fn mutated(tables: &Tables, dice: &mut Dice) -> Tables {
    let mut tables = tables.clone();
    for _ in 0..1 + dice.below(4) {
        let at = dice.below(tables.len());
        let Some((&table, bytes)) = tables.iter_mut().nth(at) else { continue };
        match dice.below(10) {
            0..=5 => by_cell_line_or_column(bytes, dice),
            6 | 7 => by_byte(bytes, dice),
            8 => bytes.truncate(dice.below(bytes.len() + 1)),
            _ => drop(tables.remove(&table)),
        }
    }
    tables
}

fn by_cell_line_or_column(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect();
    if rows.is_empty() {
        return;
    }
    let (row, width) = (dice.below(rows.len()), rows[0].len());
    let column = dice.below(width.max(1));
    match dice.below(8) {
        0..=2 => {
            if let Some(cell) = rows[row].get_mut(column) {
                *cell = piece(dice);
            }
        }
        3 => {
            if let Some(cell) = rows[row].get_mut(column) {
                let ends = [piece(dice), String::new()];
                *cell = format!("{}{cell}{}", ends[dice.below(2)], ends[dice.below(2)]);
            }
        }
        4 => drop(rows.remove(row)),
        5 => {
            let copy = rows[row].clone();
            rows.insert(dice.below(rows.len() + 1), copy);
        }
        6 => rows.iter_mut().for_each(|row| {
            if column < row.len() {
                row.remove(column);
            }
        }),
        _ => {
            let with = dice.below(width.max(1));
            rows.iter_mut().filter(|row| row.len() == width).for_each(|row| row.swap(column, with));
        }
    }
    let end = ["\n", "\r\n", "\r"][dice.below(3)];
    *bytes = rows.iter().map(|row| row.join(";") + end).collect::<String>().into_bytes();
}

fn by_byte(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..1 + dice.below(8) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(3) {
            0 => bytes.insert(at, dice.below(256) as u8),
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            _ => {}
        }
    }
}

/// The case in `tables`, if there is one, and how long it took to tell.
fn read(tables: &Tables) -> (Option<Case>, Duration) {
    let start = Instant::now();
    let case = match read_case_from(tables) {
        Ok(reading) => {
            let told: String = reading.warnings.iter().map(ToString::to_string).collect();
            assert!(!told.contains(char::is_control), "{told:?}");
            Some(reading.case)
        }
        Err(faults) => {
            let told = faults.to_string();
            assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
            None
        }
    };
    (case, start.elapsed())
}

/// Everything that is written is written whole, and read back as the same.
fn written(seed: u64, case: &Case) {
    let dir = tempfile::tempdir().unwrap();
    let names = || fs::read_dir(dir.path()).unwrap().count();
    match write_case(case, dir.path()) {
        Ok(()) => {
            let again = read_case(dir.path()).unwrap_or_else(|faults| panic!("{seed}: {faults}"));
            assert_eq!(again.case, *case, "seed {seed}");
        }
        Err(_) => assert_eq!(names(), 0, "seed {seed}"),
    }
    let before = names();
    let mut options = Options::default();
    options.method = &Method::Greedy;
    let travel = travel_times(case);
    let Ok(problem) = Problem::new(case, &travel) else { return };
    let outcome = solve(&problem, &options);
    let plan = Plan::new(case, &travel, &outcome.proposal().unwrap());
    let Some((plan, proof)) = plan.zip(outcome.proof()) else { return };
    let tally =
        check(case, &travel, &plan, None).unwrap_or_else(|wrong| panic!("{seed}: {wrong:?}"));
    let summary = Summary::new(&plan, &tally, Seconds::default());
    report::write(dir.path(), case, &plan, proof, &summary, report::Extras::default()).unwrap();
    let written = report::FILES.len() + report::Extras::default().files().count();
    assert_eq!(names(), before + written, "seed {seed}");
}

#[test]
fn nothing_that_tables_hold_is_too_much_for_the_reader() {
    let months = &months();
    let share = |first: u64| {
        let mut cases = 0;
        for seed in (first..INPUTS).step_by(THREADS as usize) {
            let mut dice = Dice::new(seed);
            let tables = mutated(&months[dice.below(months.len())], &mut dice);
            let (case, mut took) = read(&tables);
            if took > AT_ONCE {
                // A busy machine is slow once, a slow reader twice.
                took = read(&tables).1;
            }
            assert!(took <= AT_ONCE, "seed {seed}: {took:?}");
            if let Some(case) = case {
                if cases % WRITTEN == 0 {
                    written(seed, &case);
                }
                cases += 1;
            }
        }
        cases
    };
    let cases: u64 = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || share(first))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
    });
    assert!(cases > INPUTS / 50, "{cases} of {INPUTS} are read");
}
