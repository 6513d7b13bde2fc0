//! What people write into the workbook of a plan is read back as decisions.

use boligplacering::input::{Book, CaseFiles, Reading, WrittenDecisions, read_case_from};
use boligplacering::model::{Decision, Ruling};

use super::made::{HOMES, OPENINGS, Sheet, book, whole};

const PLACEMENTS: &str = "afgørelse;husstand;person;bolig;adresse;stilling;start";
const HOUSEHOLDS: &str = "afgørelse;husstand;bolig;personer";
const DECISIONS: &str = "husstand;person;bolig;stilling;afgørelse;begyndt";

fn case() -> Book {
    let mut sheets = whole();
    sheets[1] = Sheet::new("boliger", &[HOMES[0], HOMES[1], "B-02;55,7705;9,6994;3;6000"]);
    sheets[3] = Sheet::new("stillinger", &[OPENINGS[0], OPENINGS[1], "J-02;A-01;praktik"]);
    Book::from_bytes(&book(&sheets)).unwrap()
}

fn read_with(sheets: &[Sheet]) -> Result<Reading, Vec<String>> {
    let told = |faults: boligplacering::model::Faults| {
        faults.as_slice().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let decided = WrittenDecisions::from_bytes(&book(sheets)).map_err(told)?;
    read_case_from(&CaseFiles::from(case()).with(decided)).map_err(told)
}

fn decided(sheets: &[Sheet]) -> Vec<Decision> {
    read_with(sheets).unwrap_or_else(|faults| panic!("{faults:?}")).decided
}

fn home(dwelling: &str, ruling: Ruling) -> Decision {
    Decision::housing("H-01".parse().unwrap(), dwelling.parse().unwrap(), ruling)
}

fn work(opening: &str, ruling: Ruling) -> Decision {
    Decision::work("P-01".parse().unwrap(), opening.parse().unwrap(), ruling)
}

fn placements(rows: &[&str]) -> Sheet {
    Sheet::new("placeringer", &[&[PLACEMENTS], rows].concat())
}

#[test]
fn must_keeps_the_row_and_never_forbids_its_opening() {
    let row = "H-01;P-01;B-01;Vej 1;J-01;29-03-2016";
    let must = decided(&[placements(&[&format!("skal;{row}")])]);
    assert_eq!(must, [home("B-01", Ruling::Must), work("J-01", Ruling::Must)]);
    let never = decided(&[placements(&[&format!("Never;{row}")])]);
    assert_eq!(never, [work("J-01", Ruling::Never)]);
    let no_work = decided(&[placements(&["aldrig;H-01;P-02;B-01;Vej 1;;"])]);
    assert_eq!(no_work, [home("B-01", Ruling::Never)]);
    assert_eq!(decided(&[placements(&[&format!(";{row}")])]), []);
}

#[test]
fn households_and_earlier_decisions_count_once() {
    let sheets = [
        placements(&["skal;H-01;P-01;B-01;;J-01;", "skal;H-01;P-02;B-01;;;"]),
        Sheet::new("husstande", &[HOUSEHOLDS, "skal;H-01;B-01;2"]),
        Sheet::new("beslutninger", &[DECISIONS, "H-01;;B-02;;aldrig;", ";P-01;;J-01;skal;"]),
    ];
    let expected =
        [home("B-01", Ruling::Must), work("J-01", Ruling::Must), home("B-02", Ruling::Never)];
    assert_eq!(decided(&sheets), expected);
    let begun = [Sheet::new("decisions", &[DECISIONS, "H-01;;B-01;;must;yes"])];
    assert_eq!(decided(&begun), [home("B-01", Ruling::Must).begun()]);
}

#[test]
fn faults_name_the_cells_of_the_plan() {
    let told = |rows: &[&str]| read_with(&[placements(rows)]).unwrap_err();
    let wrong = told(&[";H-01;P-01;B-01;;J-01;", "måske;H-01;P-01;B-01;;J-01;"]);
    assert!(wrong[0].starts_with("placeringer!A3 (afgørelse): found"), "{wrong:?}");
    let unknown = told(&["skal;H-01;P-01;B-09;;J-01;"]);
    assert!(unknown[0].starts_with("placeringer!D2 (bolig): found B-09"), "{unknown:?}");
    let twice = told(&["skal;H-01;P-01;B-01;;J-01;", "skal;H-01;P-02;B-02;;;"]);
    assert!(twice[0].starts_with("placeringer!A3 (afgørelse): found a `must`"), "{twice:?}");
    let both = read_with(&[
        placements(&["skal;H-01;P-01;B-01;;;"]),
        Sheet::new("husstande", &[HOUSEHOLDS, "aldrig;H-01;B-01;2"]),
    ]);
    let both = both.unwrap_err();
    let expected = "husstande!A2 (afgørelse): found a decision on a pair that is decided already \
        (placeringer!A2); expected a pair once. Keep the row that holds.";
    assert_eq!(both, [expected]);
}

#[test]
fn a_workbook_without_decisions_is_told() {
    let told = |sheets: &[Sheet]| read_with(sheets).unwrap_err()[0].clone();
    assert!(told(&whole()).starts_with("--decisions: found a workbook with no such sheet"));
    let lost =
        Sheet::new("placements", &["household;person;dwelling;opening", "H-01;P-01;B-01;J-01"]);
    assert!(told(&[lost]).starts_with("placements: expected the columns decision"));
    assert_eq!(decided(&[placements(&[])]), []);
}

#[test]
fn what_the_case_decided_itself_is_not_said_again() {
    let mut sheets = whole();
    sheets.push(Sheet::new("beslutninger", &[DECISIONS, "H-01;;B-01;;skal;"]));
    let case = || CaseFiles::from(Book::from_bytes(&book(&sheets)).unwrap());
    let with = |rows: &[&str]| {
        let decided = WrittenDecisions::from_bytes(&book(&[placements(rows)])).unwrap();
        read_case_from(&case().with(decided))
    };
    let same = with(&["skal;H-01;P-01;B-01;;;"]).unwrap();
    assert_eq!((same.case.decisions().len(), same.decided.len()), (1, 0));
    let other = with(&["aldrig;H-01;P-01;B-01;;;"]).unwrap_err().to_string();
    assert!(other.starts_with("placeringer!A2 (afgørelse): found a decision on a pair that is decided already (beslutninger, row 2)"), "{other}");
    let table =
        WrittenDecisions::from_bytes(b"household;dwelling;decision\nH-01;B-01;never\n").unwrap();
    let other = read_case_from(&case().with(table)).unwrap_err().to_string();
    assert!(other.contains("line 2, column 3 (decision): found a decision on a pair that is decided already (beslutninger, row 2)"), "{other}");
}
