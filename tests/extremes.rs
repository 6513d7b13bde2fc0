//! Numbers at the edge of what a case may hold: nothing overflows, and what is proven is verified.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use boligplacering::check::{Claimed, verify_proof};
use boligplacering::input::read_case_from;
use boligplacering::model::{Case, Faults, Table};
use boligplacering::problem::{Goal, LpError, Problem};
use boligplacering::proof::Proof;
use boligplacering::travel::travel_times;
use boligplacering::{Options, solve};

/// Somebody who seeks work next door to a home, and their household's tables.
struct Tables(BTreeMap<Table, Vec<u8>>);

impl Tables {
    fn new(persons: &str, beds: i64) -> Self {
        let mut tables = Self(BTreeMap::new());
        let place = "55.77291;9.70306";
        tables.set(
            Table::Persons,
            &format!("person;household;arrival;job_seeker;best_step\n{persons}"),
        );
        tables.set(
            Table::Dwellings,
            &format!("dwelling;lat;lon;beds;households;rent\nD;{place};{beds};2000;1000000\n"),
        );
        tables.set(Table::Sites, &format!("site;lat;lon\nS;{place}\n"));
        tables.set(Table::Openings, "opening;site;step;positions\nO;S;ordinary;9\n");
        tables
    }

    fn set(&mut self, table: Table, text: &str) {
        self.0.insert(table, text.as_bytes().to_vec());
    }

    fn case(&self) -> Result<Case, Faults> {
        read_case_from(&self.0).map(|reading| reading.case)
    }

    /// The problem, and the proof of its best plan, which is verified.
    fn solved(&self) -> (Problem, Vec<i64>, Proof) {
        let case = self.case().unwrap();
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let outcome = solve(&problem, &Options::default());
        assert!(outcome.is_optimal());
        let (cost, proof) = (outcome.cost().unwrap(), outcome.proof().unwrap());
        assert_eq!(verify_proof(&problem, Claimed { values: cost, bounds: cost }, proof), Ok(()));
        (problem, cost.clone(), proof.clone())
    }
}

/// A policy in which nobody may travel.
fn nobody_travels(tiers: &[&str]) -> String {
    let tiers: String = tiers.iter().map(|tier| format!("[[objective]]\n{tier}\n")).collect();
    format!("[travel]\nmax_daily_minutes = 0\n{tiers}")
}

#[test]
fn all_nine_seekers_of_a_household_may_be_decided() {
    let rows = |row: fn(usize) -> String| -> String { (0..9).map(row).collect() };
    let mut tables = Tables::new(&rows(|i| format!("P{i};H;2016-04-01;yes;ordinary\n")), 9);
    tables.set(Table::Sites, "site;lat;lon\nS;55.76655;9.68694\n");
    let decisions = rows(|i| format!(";P{i};;O;must\n"));
    tables
        .set(Table::Decisions, &format!("household;person;dwelling;opening;decision\n{decisions}"));
    tables.solved();
}

#[test]
fn sixteen_seekers_of_a_household_who_are_alike_are_placed() {
    let rows = |count: usize, row: fn(usize) -> String| -> String { (0..count).map(row).collect() };
    let persons = rows(16, |i| format!("P{i};H;2016-04-01;yes;ordinary\n"));
    let mut tables = Tables::new(&persons, 16);
    let sites = rows(20, |i| format!("S{i};55.7729;{}\n", 9.70 + 0.01 * i as f64));
    tables.set(Table::Sites, &format!("site;lat;lon\n{sites}"));
    let openings = rows(20, |i| format!("O{i};S{i};ordinary;1;08:00\n"));
    tables.set(Table::Openings, &format!("opening;site;step;positions;shift_from\n{openings}"));
    tables.solved();
}

#[test]
fn weights_are_bounded_where_nobody_may_travel() {
    for tiers in [
        ["commute = 10000", "late = 1000", "preference = 10000", "unplaced = 10"],
        ["commute = 10000", "rent = 1000", "unplaced = 10", "unhoused = 10000"],
    ] {
        let mut tables =
            Tables::new("P1;H1;2016-04-01;yes;ordinary\nP2;H2;2016-04-02;yes;ordinary\n", 2);
        tables.set(Table::Preferences, "household;dwelling;penalty\nH1;D;1000000\nH2;D;1000000\n");
        tables.set(Table::Policy, &nobody_travels(&tiers));
        tables.solved();
    }
}

#[test]
fn a_proof_with_too_large_a_number_is_refused_where_nobody_may_travel() {
    let mut tables = Tables::new("P1;H1;2016-04-01;yes;ordinary\n", 2);
    let tiers = ["unhoused = 1", "unplaced = 1", "ladder = 1", "commute = 1", "late = 1"];
    tables.set(Table::Policy, &nobody_travels(&tiers));
    let (problem, cost, proof) = tables.solved();
    for multiplier in [1_i64 << 60, 1 << 62] {
        let mut proof = serde_json::to_value(&proof).unwrap();
        proof["tiers"][4]["multipliers"] = serde_json::json!([0, 0, 0, multiplier]);
        proof["tiers"][4]["steps"] = serde_json::json!([{ "prices": { "scale": 1 << 20 } }]);
        let proof: Proof = serde_json::from_value(proof).unwrap();
        assert!(
            verify_proof(&problem, Claimed { values: &cost, bounds: &cost }, &proof).is_err(),
            "{multiplier}"
        );
    }
}

#[test]
fn a_program_whose_numbers_would_overflow_is_not_written() {
    let mut persons = String::from("P;H;2016-04-01;yes;ordinary\n");
    let mut decisions = String::from("household;person;dwelling;opening;decision\n");
    for i in 0..1000 {
        writeln!(persons, "P{i};H{i};2016-04-01;no;").unwrap();
        writeln!(decisions, "H{i};;D;;must").unwrap();
    }
    let mut tables = Tables::new(&persons, 100_000);
    let homes = "D;55.77291;9.70306;100000;100000;0\nE;55.77291;9.70306;1;1;1000000\n";
    tables.set(Table::Dwellings, &format!("dwelling;lat;lon;beds;households;rent\n{homes}"));
    tables.set(Table::Decisions, &decisions);
    tables.set(Table::Preferences, "household;dwelling;penalty\nH;E;1000000\n");
    tables.set(Table::Suitability, "person;opening;penalty\nP;O;1000000\n");
    let tiers = [
        "unhoused = 10000",
        "preference = 10000",
        "suitability = 10000",
        "rent = 10000",
        "late = 10",
    ];
    let policy = tiers.map(|tier| format!("[[objective]]\n{tier}\n")).concat();
    tables.set(Table::Policy, &policy);
    let case = tables.case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let written = problem.write_lp(io::sink(), &Goal::AllTiers);
    assert!(matches!(written, Err(LpError::TooWide)), "{written:?}");
}

#[test]
fn tiers_are_not_without_number() {
    let mut tables = Tables::new("P;H;2016-04-01;yes;ordinary\n", 1);
    tables.set(
        Table::Policy,
        &format!("[[objective]]\nunhoused = 1\n{}", "[[objective]]\n".repeat(100)),
    );
    let faults = tables.case().unwrap_err().to_string();
    assert!(faults.contains("at most 100 tiers"), "{faults}");
}
