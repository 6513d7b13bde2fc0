//! Reading a case folder, and the whole way from files to files.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use boligplacering::model::Table;
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::{Options, Plan, Problem, check, input, solve};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn folder(recipe: Synthetic) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let case = recipe.case().expect("an invented case is valid");
    input::write_case(&case, folder.path()).expect("the folder can be written");
    folder
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for households in [8, 1_000, 50_000] {
        let folder = folder(Synthetic::new(households));
        let case = input::read_case(folder.path()).expect("it is valid").case;
        let persons: usize = case.households().iter().map(|h| h.members.len()).sum();
        group.throughput(Throughput::Elements(persons as u64));
        group.bench_function(BenchmarkId::new("persons", persons), |b| {
            b.iter(|| input::read_case(black_box(folder.path())));
        });
    }
    group.finish();
}

/// The same as a workbook, from its bytes.
fn book(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for households in [8, 1_000] {
        let case = Synthetic::new(households).case().expect("an invented case is valid");
        let persons: usize = case.households().iter().map(|h| h.members.len()).sum();
        let tables = input::case_tables(&case).expect("it can be written");
        let book = input::case_book(&tables, Language::English).expect("it can be written");
        group.throughput(Throughput::Elements(persons as u64));
        group.bench_function(BenchmarkId::new("book", persons), |b| {
            b.iter(|| input::read_case_from(&input::Book::from_bytes(black_box(&book))?));
        });
    }
    group.finish();
}

/// Tables in which every row of one column is at fault, and policies full of unknown keys.
fn faulty(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("faulty");
    group.sample_size(10);
    let tables = |table: Table, text: String| {
        let mut tables = BTreeMap::from([
            (Table::Persons, "person;household;arrival\n".to_owned()),
            (Table::Dwellings, "dwelling;lat;lon;beds\n".to_owned()),
            (Table::Sites, "site;lat;lon\n".to_owned()),
            (Table::Openings, "opening;site;step\n".to_owned()),
        ]);
        tables.insert(table, text);
        tables.into_iter().map(|(table, text)| (table, text.into_bytes())).collect()
    };
    for rows in [1_000, 100_000] {
        let persons: String = (0..rows).map(|n| format!("P{n};H{n};31-02-2016\n")).collect();
        let keys: String = (0..rows).map(|n| format!("key{n} = {n}\n")).collect();
        for (what, tables) in [
            ("rows", tables(Table::Persons, format!("person;household;arrival\n{persons}"))),
            ("keys", tables(Table::Policy, keys)),
        ] {
            let tables: BTreeMap<Table, Vec<u8>> = tables;
            group.throughput(Throughput::Elements(rows));
            group.bench_function(BenchmarkId::new(what, rows), |b| {
                b.iter(|| input::read_case_from(black_box(&tables)).map_err(|f| f.to_string()));
            });
        }
    }
    group.finish();
}

fn month(criterion: &mut Criterion) {
    let mut recipe = Synthetic::new(8);
    recipe.dwellings_per_ten = 25;
    recipe.openings_per_ten = 50;
    let folder = folder(recipe);
    criterion.bench_function("month/8-20-40", |b| b.iter(|| month_in(black_box(folder.path()))));
}

/// From the folder to a checked, optimal plan as JSON.
fn month_in(folder: &Path) -> usize {
    let input::Reading { case, travel, .. } = input::read_case(folder).expect("it is valid");
    let problem = Problem::new(&case, &travel).expect("nothing is decided");
    let options = Options::default();
    let outcome = solve(&problem, &options);
    assert!(outcome.is_optimal());
    let plan =
        Plan::new(&case, &travel, &outcome.proposal().unwrap()).expect("there is a solution");
    check(&case, &travel, &plan, None).expect("the plan keeps every rule");
    serde_json::to_string(&plan).map_or(0, |json| json.len())
}

criterion_group!(benches, read, book, faulty, month);
criterion_main!(benches);
