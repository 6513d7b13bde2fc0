//! A plan that is put into a table of decisions, byte for byte.

use std::collections::BTreeMap;

use boligplacering::input::{Folder, lock, read_case, read_case_from, write_case};
use boligplacering::model::{Case, Decision, Ruling, Table};
use boligplacering::plan::{PlacedPerson, Plan};
use boligplacering::{Options, place};

use super::{before, month};

type Tables = BTreeMap<Table, Vec<u8>>;

fn tables(decisions: Option<Vec<u8>>) -> Tables {
    let mut tables: Tables = [
        (Table::Persons, "person;household;arrival;job_seeker;best_step\nP-1;Hø-1;2016-04-01;yes;internship\nP-2;H-2;2016-04-01;no;\n"),
        (Table::Dwellings, "dwelling;lat;lon;beds\nD-1;55.7705;9.6994;2\nD,2;55.7805;9.6994;2\n"),
        (Table::Sites, "site;lat;lon\nS-1;55.7705;9.6994\n"),
        (Table::Openings, "opening;site;step\nO-1;S-1;internship\n"),
    ]
    .map(|(table, text)| (table, text.into()))
    .into();
    tables.extend(decisions.map(|decisions| (Table::Decisions, decisions)));
    tables
}

fn locked(before: Option<Vec<u8>>, households: &[&str]) -> Result<Vec<u8>, String> {
    let mut tables = tables(before);
    let reading = read_case_from(&tables).unwrap();
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let households: Vec<_> = households.iter().map(|id| id.parse().unwrap()).collect();
    let locked =
        lock(&tables, &reading, &plan, &households).map_err(|faults| faults.to_string())?;
    // Planned anew it is the same plan, and locked again the same table.
    tables.insert(Table::Decisions, locked.table.clone());
    let again = read_case_from(&tables).unwrap_or_else(|faults| panic!("{faults}"));
    let places = |plan: &Plan| -> Vec<_> {
        let of = |person: &PlacedPerson| person.job.clone();
        let all = plan.households.iter();
        all.map(|h| (h.dwelling.clone(), h.persons.iter().map(of).collect::<Vec<_>>())).collect()
    };
    let same = place(&again.case, &Options::default()).unwrap().plan;
    assert_eq!(places(&same), places(&plan));
    let twice = lock(&tables, &again, &plan, &households).unwrap();
    assert_eq!((&twice.table, twice.new.len()), (&locked.table, 0));
    assert_eq!(twice.known.len(), locked.known.len() + locked.new.len());
    assert_eq!(again.case.decisions().len(), reading.case.decisions().len() + locked.new.len());
    Ok(locked.table)
}

#[test]
fn a_locked_table_keeps_what_it_was() {
    let utf16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let rows = "H-2;;D-1;;must\n;P-1;;O-1;must\nHø-1;;D,2;;must\n";
    for (before, expected) in [
        (
            "household;person;dwelling;opening;decision\nHø-1;;D,2;;must\n",
            "H-2;;D-1;;must\n;P-1;;O-1;must\n",
        ),
        (
            "household;person;dwelling;opening;decision\r\n#x\r\n\r\nHø-1;;D,2;;must",
            "\r\nH-2;;D-1;;must\r\n;P-1;;O-1;must\r\n",
        ),
        (
            "sep=;\nnote;decision;opening;dwelling;person;household;begun\n;must;;D,2;;Hø-1;\n",
            ";must;;D-1;;H-2;\n;must;O-1;;P-1;;\n",
        ),
        (
            "Husstand\tPerson\tBolig\tStilling\tAfgørelse\nHø-1\t\tD,2\t\tskal\n",
            "H-2\t\tD-1\t\tskal\n\tP-1\t\tO-1\tskal\n",
        ),
        (
            "household,person,dwelling,opening,decision\nHø-1,,\"D,2\",,must\n",
            "H-2,,D-1,,must\n,P-1,,O-1,must\n",
        ),
    ] {
        let text = String::from_utf8(locked(Some(before.into()), &[]).unwrap()).unwrap();
        assert_eq!(text, format!("{before}{expected}"));
        let marked = format!("\u{feff}{before}");
        let bytes = locked(Some(marked.clone().into()), &[]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{marked}{expected}"));
        let bytes = locked(Some(utf16(before)), &[]).unwrap();
        assert_eq!(bytes, utf16(&format!("{before}{expected}")));
        let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u32 as u8).collect() };
        let bytes = locked(Some(latin(before)), &[]).unwrap();
        assert_eq!(bytes, latin(&format!("{before}{expected}")));
    }
    let new = String::from_utf8(locked(None, &[]).unwrap()).unwrap();
    let header = "\u{feff}household;person;dwelling;opening;decision\r\n";
    assert!(new.starts_with(header) && new.lines().count() == 4, "{new}");
    assert!(rows.lines().all(|row| new.contains(row) || row.contains("D")), "{new}");
}

#[test]
fn columns_that_are_missing_are_put_behind_the_others() {
    let before = "# skal\nHusstand;Bolig;Beslutning;;note\n\nHø-1;D,2;skal;;\"a;b\"\n# H-2;x\n";
    let text = String::from_utf8(locked(Some(before.into()), &[]).unwrap()).unwrap();
    let expected = "# skal\nHusstand;Bolig;Beslutning;;note;person;stilling\n\nHø-1;D,2;skal;;\"a;b\";;\n# H-2;x\n\
        H-2;D-1;skal;;;;\n;;skal;;;P-1;O-1\n";
    assert_eq!(text, expected);
    // Only what is needed is put there.
    let before = "household;dwelling;decision\n";
    let text = String::from_utf8(locked(Some(before.into()), &["H-2"]).unwrap()).unwrap();
    assert_eq!(text.lines().next(), Some("household;dwelling;decision"));
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn what_a_table_decides_otherwise_is_told_and_nothing_written() {
    let mut all = tables(None);
    let reading = read_case_from(&all).unwrap();
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let home = plan.households[0].dwelling.clone().unwrap();
    let other = if home.as_str() == "D-1" { "D,2" } else { "D-1" };
    let decided = format!(
        "household;person;dwelling;opening;decision\nH-2;;{other};;must\n;P-1;;O-1;never\nHø-1;;{home};;never\n"
    );
    all.insert(Table::Decisions, decided.into());
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &plan, &[]).unwrap_err();
    assert_eq!(told.as_slice().len(), 2, "{told}");
    let told = told.to_string();
    for part in [
        "decisions.csv, line 2",
        "decisions.csv, line 3",
        "household H-2 must have dwelling",
        "P-1 must not have opening O-1",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Another household is free to be locked, if that keeps every rule.
    let told = lock(&all, &reading, &plan, &["Hø-1".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.contains("P-1 must not have opening O-1") && !told.contains("H-2"), "{told}");
    let crowded = format!("household;dwelling;decision\nHø-1;{home};must\n");
    all.insert(Table::Decisions, crowded.into());
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &plan, &["H-2".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.starts_with("plan.json") && told.contains("no_room_left"), "{told}");
}

#[test]
fn a_plan_of_another_case_is_not_locked() {
    let all = tables(None);
    let reading = read_case_from(&all).unwrap();
    let told = lock(&all, &reading, &before(), &[]).unwrap_err();
    let told = told.to_string();
    for part in ["household is known", "dwelling is known", "person is known", "opening is known"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let plan = place(&reading.case, &Options::default()).unwrap().plan;
    let told = lock(&all, &reading, &plan, &["H-9".parse().unwrap()]).unwrap_err().to_string();
    assert!(told.contains("found H-9; expected a household of the plan"), "{told}");
    // What has fallen through since is left out by naming the others.
    let mut fewer = all.clone();
    let gone = plan.households[0].dwelling.as_ref().unwrap().as_str();
    let dwellings = String::from_utf8(all[&Table::Dwellings].clone()).unwrap();
    let kept: String = dwellings
        .lines()
        .filter(|line| !line.starts_with(gone))
        .map(|line| format!("{line}\n"))
        .collect();
    fewer.insert(Table::Dwellings, kept.into());
    let reading = read_case_from(&fewer).unwrap();
    let told = lock(&fewer, &reading, &plan, &[]).unwrap_err().to_string();
    assert!(told.contains("every dwelling is known"), "{told}");
    let locked = lock(&fewer, &reading, &plan, &["Hø-1".parse().unwrap()]).unwrap();
    assert_eq!(locked.new.len(), 2);
    assert!(
        locked
            .new
            .iter()
            .all(|decision| decision.ruling() == Ruling::Must && !decision.has_begun())
    );
}

#[test]
fn ids_that_read_as_something_else_are_locked_as_they_are() {
    for id in ["=1+1", "#H", "'#H", "a;b", "a\"b", "x,y", "-5"] {
        let mut parts = month(&[]).into_parts();
        parts.preferences.clear();
        parts.households[0].id = id.parse().unwrap();
        let case = Case::new(parts).unwrap();
        let dir = tempfile::tempdir().unwrap();
        write_case(&case, dir.path()).unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        let reading = read_case(dir.path()).unwrap();
        let plan = place(&reading.case, &Options::default()).unwrap().plan;
        let locked =
            lock(&folder, &reading, &plan, &[]).unwrap_or_else(|told| panic!("{id}: {told}"));
        locked.write(&folder.file_of(Table::Decisions).unwrap()).unwrap();
        let again = read_case(dir.path()).unwrap();
        assert_eq!(again.case.decisions(), locked.new);
        let is_first = |decision: &Decision| matches!(decision, Decision::Housing { household, .. } if household.as_str() == id);
        assert!(again.case.decisions().iter().any(is_first), "{id}");
    }
}
