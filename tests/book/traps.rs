//! What people and spreadsheets do to tables.

use boligplacering::model::Kroner;
use jiff::civil::date;

use super::made::{
    HOMES, Look, PERSONS, Sheet, book, book_with, boolean, empty, error, formula, month, number,
    text, text_formula, texts, whole,
};
use super::{faults, read, warnings};

#[test]
fn a_workbook_is_a_case() {
    let reading = read(&book(&whole())).unwrap();
    let [household] = reading.case.households() else { panic!("one household") };
    assert_eq!(household.arrival, date(2016, 3, 25).at(12, 0, 0, 0));
    assert_eq!(household.members.len(), 2);
    assert_eq!(reading.case.dwellings()[0].rent, Some(Kroner::new(5500)));
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
    let names: Vec<_> = reading.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["ankomster", "boliger", "arbejdssteder", "stillinger"]);
}

#[test]
fn dates_and_times_are_what_their_format_shows() {
    let heads = "person;husstand;ankomst;jobsøgende;bedste_trin;tid_fra;tid_til";
    let sheet = |arrival, from, to| {
        let mut row = texts("P-01;H-01");
        row.extend([arrival, boolean(true), text("praktik"), from, to]);
        month(&Sheet::new("ankomster", &[heads]).row(row))
    };
    let usual = || (number(0.3125, Look::Time), number(2.0 / 3.0, Look::Time));
    let noon = date(2016, 3, 25).at(12, 0, 0, 0);
    for (arrival, expected, warned) in [
        (number(42_454.0, Look::Date), noon, 0),
        (number(42_454.0, Look::Moment), noon, 0),
        (number(42_454.604_166_666_7, Look::Moment), date(2016, 3, 25).at(14, 30, 0, 0), 0),
        // A time that the format hides does not count, and that is told.
        (number(42_454.604_166_666_7, Look::Date), noon, 1),
        // A bare serial number, in which the format of a date was lost.
        (number(42_454.0, Look::General), noon, 1),
        (number(42_454.604_166_666_7, Look::General), date(2016, 3, 25).at(14, 30, 0, 0), 1),
        (text("42454"), noon, 1),
        (text("25.3.2016"), noon, 0),
    ] {
        let (from, to) = usual();
        let book = sheet(arrival, from, to);
        let reading = read(&book).unwrap();
        assert_eq!(reading.case.households()[0].arrival, expected);
        let warnings = warnings(&book);
        assert_eq!(warnings.len(), warned, "{warnings:?}");
        assert!(warnings.iter().all(|w| w.starts_with("ankomster!C2: ")), "{warnings:?}");
    }
    for (from, to) in [
        usual(),
        (number(0.3125, Look::General), number(2.0 / 3.0, Look::General)),
        (text("7:30"), text("16.00")),
        (number(0.3125, Look::Length), number(42_454.0 + 2.0 / 3.0, Look::Time)),
    ] {
        let reading = read(&sheet(number(42_454.0, Look::Date), from, to)).unwrap();
        let seeker = reading.case.households()[0].members[0].job_seeker.as_ref().unwrap();
        let hours = seeker.hours.unwrap();
        assert_eq!(
            (hours.from.to_string(), hours.to.to_string()),
            ("07:30".into(), "16:00".into())
        );
    }
    let midnight = (number(0.25, Look::Time), number(1.0, Look::Length));
    let reading = read(&sheet(number(42_454.0, Look::Date), midnight.0, midnight.1)).unwrap();
    let seeker = reading.case.households()[0].members[0].job_seeker.as_ref().unwrap();
    assert_eq!(seeker.hours.unwrap().to.to_string(), "24:00");
    let year = sheet(number(2016.0, Look::General), text(""), text(""));
    assert!(faults(&year)[0].starts_with("ankomster!C2 (ankomst): found 2016"));
}

#[test]
fn days_may_count_from_1904() {
    let mut sheets = whole();
    let mut row = texts("P-01;H-01");
    row.push(number(40_992.0, Look::Date));
    sheets[0] = Sheet::new("ankomster", &["person;husstand;ankomst"]).row(row);
    let reading = read(&book_with(&sheets, "<workbookPr date1904=\"1\"/>")).unwrap();
    assert_eq!(reading.case.households()[0].arrival.date(), date(2016, 3, 25));
}

#[test]
fn numbers_and_ids_are_what_people_see() {
    let row = |id, beds, rent| vec![id, text("55,7705"), number(9.6994, Look::General), beds, rent];
    let sheet = Sheet::new("boliger", &[HOMES[0]])
        .row(row(text("0012"), text("2"), number(5950.5, Look::Kroner)))
        .row(row(number(13.0, Look::FourDigits), number(2.0, Look::General), text("5.500,-")))
        .row(row(number(7.0, Look::Prefixed), number(2.0, Look::General), text("5500,50")))
        .row(row(number(14.0, Look::General), formula("<v>3</v>"), formula("<v>4000</v>")));
    let reading = read(&month(&sheet)).unwrap();
    let homes: Vec<_> = (reading.case.dwellings().iter())
        .map(|home| (home.id.as_str(), home.beds, home.rent.unwrap().to_string()))
        .collect();
    let expected =
        [("0012", 2, "5950.50"), ("0013", 2, "5500"), ("14", 3, "4000"), ("H-07", 2, "5500.50")];
    assert_eq!(homes, expected.map(|(id, beds, rent)| (id, beds, rent.to_owned())));
}

#[test]
fn formulas_without_a_value_are_faults() {
    let with = |cell| {
        let mut row = texts("B-02;55,7705;9,6994;2");
        row.push(cell);
        month(&Sheet::new("boliger", &HOMES).row(row))
    };
    for cell in [formula(""), formula("<v></v>"), formula("<v/>"), text_formula("")] {
        let faults = faults(&with(cell));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults[0].starts_with("boliger!E3 (husleje): found a formula whose value was never")
        );
    }
    assert!(read(&with(formula("<v>5500</v>"))).is_ok());
    // A formula may come to an empty text, and that is a value.
    assert!(read(&with(text_formula("<v></v>"))).is_ok());
    // Free text and tags are not read as empty either.
    let heads = "bolig;bredde;længde;sengepladser;egenskaber;adresse";
    for at in [4, 5] {
        let mut row = texts("B-02;55,7705;9,6994;2;;");
        row[at] = formula("");
        let faults = faults(&month(&Sheet::new("boliger", &[heads]).row(row)));
        assert_eq!(faults.len(), 1, "{faults:?}");
    }
}

#[test]
fn error_cells_are_told() {
    let mut row = texts("B-02;55,7705;9,6994;2");
    row.push(error("#DIV/0!"));
    let faults = faults(&month(&Sheet::new("boliger", &HOMES).row(row)));
    let expected = "boliger!E3 (husleje): found an error value of the spreadsheet; expected an amount \
        in kroner, with two decimals at most.";
    assert_eq!(faults, [expected]);
}

#[test]
fn errors_of_any_version_are_told_with_their_cell() {
    for name in ["#SPILL!", "#BLOCKED!", "#FIELD!", "#CALC!", "#NYFEJL!"] {
        let mut row = texts("B-02;55,7705;9,6994;2");
        row.push(error(name));
        let told = faults(&month(&Sheet::new("boliger", &HOMES).row(row)));
        assert!(told[0].starts_with("boliger!E3 (husleje): found an error value"), "{told:?}");
        // Nor is a person lost whose id is one, or a column whose heading is one.
        let mut row = vec![error(name)];
        row.extend(texts("H-01;25-03-2016;nej;"));
        let told = faults(&month(&Sheet::new("ankomster", &PERSONS).row(row)));
        assert!(told[0].starts_with("ankomster!A4 (person): found an error value"), "{told:?}");
        let heads = format!("{};{name}", PERSONS[0]);
        let warned = warnings(&month(&Sheet::new("ankomster", &[&heads, PERSONS[1]])));
        assert!(warned[0].starts_with("ankomster!F1: "), "{warned:?}");
    }
}

#[test]
fn merged_cells_hold_what_people_see() {
    let heads = "husstand;person;ankomst;note";
    let rows = [heads, "H-01;P-01;25-03-2016;", ";P-02;25-03-2016;", "H-02;P-03;25-03-2016;"];
    let merged = |area| format!("<mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
    let sheet = Sheet::new("ankomster", &rows).after(&merged("A2:A3"));
    let reading = read(&month(&sheet)).unwrap();
    let sizes: Vec<_> = reading.case.households().iter().map(|h| h.members.len()).collect();
    assert_eq!(sizes, [2, 1]);
    // As far as the sheet goes, and no further.
    let sheet = Sheet::new("ankomster", &rows[..3]).after(&merged("A2:A1048576"));
    assert_eq!(read(&month(&sheet)).unwrap().case.households()[0].members.len(), 2);
    let sheet = Sheet::new("ankomster", &rows[..2]).after(&merged("B2:C2"));
    let told = faults(&month(&sheet));
    assert!(
        told[0].starts_with("ankomster!B2: found a cell merged over several columns"),
        "{told:?}"
    );
    // A merged comment is for people.
    let sheet = Sheet::new("ankomster", &["# april", heads, rows[1]]).after(&merged("A1:D1"));
    assert!(read(&month(&sheet)).is_ok());
}

#[test]
fn hidden_things_are_told_and_read() {
    let sheet = Sheet::new("ankomster", &PERSONS).with("hidden=\"1\"");
    let bytes = month(&sheet);
    assert_eq!(read(&bytes).unwrap().case.households()[0].members.len(), 2);
    let told = "dette er skjult, manuelt eller af et filter, og læses alligevel.";
    assert_eq!(warnings(&bytes), [format!("ankomster, række 3: {told}")]);
    let filtered = sheet.clone().after(
        "<autoFilter ref=\"A1:E3\"><filterColumn colId=\"0\"><filters><filter val=\"P-01\"/>\
         </filters></filterColumn></autoFilter>",
    );
    assert_eq!(warnings(&month(&filtered)).len(), 1);
    for column in
        ["<col min=\"4\" max=\"5\" hidden=\"1\"/>", "<col min=\"4\" max=\"5\" width=\"0\"/>"]
    {
        let sheet = Sheet::new("boliger", &HOMES).before(&format!("<cols>{column}</cols>"));
        let expected = ["D", "E"].map(|at| format!("boliger, kolonne {at}: {told}"));
        assert_eq!(warnings(&month(&sheet)), expected);
    }
    for state in ["hidden", "veryHidden"] {
        let sheet = Sheet::new("boliger", &HOMES).hidden(state);
        assert_eq!(warnings(&month(&sheet)), [format!("boliger: {told}")]);
    }
}

#[test]
fn a_table_may_start_anywhere() {
    let rows = [PERSONS[0], PERSONS[1], "P-02;;25-03-2016;nej;"];
    let sheet = Sheet::new("ankomster", &rows).moved(3, 2);
    assert!(read(&month(&Sheet::new("ankomster", &PERSONS).moved(3, 2))).is_ok());
    let told = faults(&month(&sheet));
    assert_eq!(told, ["ankomster!D6 (husstand): expected an id. Fill in the cell."]);
}

#[test]
fn a_title_above_is_one_fault() {
    let sheet = Sheet::new("ankomster", &["Ankomster i april", "", PERSONS[0], PERSONS[1]]);
    let faults = faults(&month(&sheet));
    let expected = "ankomster, row 1: found a title (Ankomster i april); expected the headings in the \
        first row. The headings stand in row 3: delete what is above them, or begin each of those \
        rows with #.";
    assert_eq!(faults, [expected]);
}

#[test]
fn empty_formatted_rows_are_nothing() {
    let mut sheet = Sheet::new("boliger", &HOMES);
    for _ in 0..100_000 {
        sheet = sheet.row(vec![empty(), empty(), empty()]);
    }
    let reading = read(&month(&sheet)).unwrap();
    assert_eq!((reading.case.dwellings().len(), reading.warnings.len()), (1, 0));
}

#[test]
fn sheets_have_the_names_of_files_as_people_write_them() {
    for name in ["Boliger ", " BOLIGER", "boliger.csv", "Dwellings", "boliger (2)"] {
        let mut sheets = whole();
        sheets[1] = Sheet::new(name, &HOMES);
        assert!(read(&book(&sheets)).is_ok(), "{name}");
    }
    let mut sheets = whole();
    sheets[1] = Sheet::new("bolig", &HOMES);
    let told = faults(&book(&sheets));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0]
            .starts_with("workbook: found a sheet bolig; expected the sheet dwellings (boliger)")
    );
    sheets[1] = Sheet::new("#boliger", &HOMES);
    let told = faults(&book(&sheets));
    assert!(told[0].starts_with("dwellings: found no such sheet; expected a sheet dwellings."));
    let twice = month(&Sheet::new("dwellings", &HOMES));
    let told = faults(&twice);
    assert!(
        told[0].starts_with("workbook: found the sheet boliger and the sheet dwellings; expected")
    );
}

#[test]
fn other_sheets_are_told_unless_they_help() {
    for silent in ["Vejledning", "how to", "Lister", "#noter"] {
        let sheet = Sheet::new(silent, &["noget"]);
        assert_eq!(warnings(&month(&sheet)), [""; 0], "{silent}");
    }
    assert_eq!(warnings(&month(&Sheet::new("Ark2", &[]))), [""; 0]);
    let told = warnings(&month(&Sheet::new("Karen Blixen", &["noget"])));
    assert_eq!(told, ["projektmappen: et ukendt ark med et navn på 12 tegn læses ikke."]);
    let told = faults(&month(&Sheet::new("010190-1234", &["noget"])));
    assert!(told[0].contains("what reads as a CPR number in the name of a sheet"), "{told:?}");
}

#[test]
fn faults_name_their_cells_and_show_nothing_personal() {
    let mut rows = PERSONS.to_vec();
    rows.extend(["0101901234;H-01;25-03-2016;ja;", "P-04;H-01;25-03-16;måske Karen;"]);
    let told = faults(&month(&Sheet::new("ankomster", &rows)));
    assert!(
        told[0].starts_with("ankomster!A4 (person): found what reads as a CPR number"),
        "{told:?}"
    );
    assert!(told.iter().any(|fault| fault.starts_with("ankomster!C5 (ankomst): found 25-03-16")));
    assert!(!told.iter().any(|fault| fault.contains("0101901234") || fault.contains("Karen")));
    // Numbers lose the zero that they begin with.
    let number = number(101_901_234.0, Look::General);
    let sheet = Sheet::new("ankomster", &["person;husstand;ankomst;note"]).row(vec![
        text("P-01"),
        text("H-01"),
        text("25-03-2016"),
        number,
    ]);
    let told = faults(&month(&sheet));
    assert!(told[0].starts_with("ankomster!D2: found what reads as a CPR number"), "{told:?}");
}

#[test]
fn a_pasted_csv_is_told() {
    let row = |line: &str| vec![text(line)];
    let sheet = Sheet::new("boliger", &[]).row(row(HOMES[0])).row(row(HOMES[1]));
    let told = faults(&month(&sheet));
    let expected = "boliger, row 1: found one long heading; expected each heading in a cell of its \
        own. Part the cells in Excel: Data, Text to columns.";
    assert_eq!(told, [expected]);
}

#[test]
fn the_policy_is_a_sheet_too() {
    let policy = Sheet::new(
        "politik",
        &["# lokal politik", "language;da;sproget", "[deadline];", "work_limit_hours;72;timer"],
    );
    let policy =
        policy.row(vec![text("roof_hours"), number(24.0, Look::General)]).row(texts("[travel];"));
    let policy = policy.row(texts("walk;{ speed_kmh = 4.5 }")).row(texts("ladder;a|b"));
    let told = faults(&month(&policy));
    assert!(told[0].starts_with("politik!A8 ("), "{told:?}");
    let policy =
        Sheet::new("politik", &["ladder;ordinary|internship", "[deadline]", "work_limit_hours;72"]);
    let reading = read(&month(&policy)).unwrap();
    assert_eq!(reading.case.policy().ladder.len(), 2);
    assert_eq!(reading.case.policy().deadline.work_limit_hours, 72);
    let policy = Sheet::new("politik", &["[deadline]", "work_limit_hours;tre dage"]);
    let told = faults(&month(&policy));
    assert!(told[0].starts_with("politik!B2 (deadline.work_limit_hours): found"), "{told:?}");
}
