//! What people do to tables: each kind is read as what it is, or told as what it is.

#![cfg(feature = "files")]

use std::collections::BTreeMap;
use std::fs;

use boligplacering::input::{Reading, read_case, read_case_from};
use boligplacering::model::{Case, Faults, Table};

const ARRIVALS: &str = "\
person;household;arrival;birth_year;job_seeker;best_step;skills;languages;hours_from;max_rent;needs
P-1;H-1;2016-04-01;1985;yes;internship;kørekort;dansk;07:00;5500;
P-2;H-1;2016-04-01;2010;no;;;;;;step_free
P-3;H-2;2016-04-04;1990;no;;;;;;
";
const DWELLINGS: &str = "\
dwelling;lat;lon;beds;rent;available_from;restricted;features
D-1;55.7705;9.6994;3;5500;2016-03-01;no;step_free
D-2;55.85;9.4838;2;4000;2016-03-01;yes;step_free
";
const SITES: &str = "site;employer;lat;lon\nS-1;Smedje;55.849;9.485\n";
const OPENINGS: &str = "\
opening;site;step;days;shift_from;skills;languages
O-1;S-1;internship;mon|tue|wed|thu|fri;07:00;kørekort;dansk
";
const DECISIONS: &str = "household;dwelling;decision\nH-2;D-1;never\n";

type Tables = BTreeMap<Table, Vec<u8>>;

fn base() -> Tables {
    [
        (Table::Persons, ARRIVALS),
        (Table::Dwellings, DWELLINGS),
        (Table::Sites, SITES),
        (Table::Openings, OPENINGS),
        (Table::Decisions, DECISIONS),
    ]
    .map(|(table, text)| (table, text.into()))
    .into()
}

fn text(table: Table) -> String {
    String::from_utf8(base()[&table].clone()).unwrap()
}

/// The case with one thing in one table written in another way.
fn written(table: Table, what: &str, otherwise: &str) -> Result<Reading, Faults> {
    let before = text(table);
    assert!(before.contains(what), "{what}");
    with(table, &before.replacen(what, otherwise, 1))
}

fn with(table: Table, content: &str) -> Result<Reading, Faults> {
    let mut tables = base();
    tables.insert(table, content.into());
    read_case_from(&tables)
}

fn plain() -> Case {
    let reading = read_case_from(&base()).unwrap();
    assert_eq!(reading.warnings, []);
    reading.case
}

fn told(reading: Result<Reading, Faults>) -> String {
    reading.expect_err("a fault").to_string()
}

fn warned(reading: Result<Reading, Faults>) -> Vec<String> {
    let reading = reading.unwrap_or_else(|faults| panic!("{faults}"));
    reading.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_people_mean_is_read() {
    for (table, what, otherwise) in [
        (Table::Dwellings, "restricted", "Udsat område"),
        (Table::Dwellings, "restricted", "UDSAT-OMRÅDE"),
        (Table::Dwellings, "restricted", "\"Udsat\nområde (ja/nej)\""),
        (Table::Dwellings, "restricted", "udsat\u{a0}omra\u{30a}de"),
        (Table::Dwellings, "available_from", "Ledig fra"),
        (Table::Dwellings, "available_from", "available from (date)"),
        (Table::Dwellings, "rent", "Husleje (kr.)"),
        (Table::Persons, "max_rent", "maks husleje [kr./md.]"),
        (Table::Persons, "hours_from", "tid fra"),
        (Table::Persons, "job_seeker", "Job søgende"),
        (Table::Persons, "job_seeker", "Job\u{200b}seeker"),
        (Table::Decisions, "decision", "Beslutning"),
        (Table::Persons, "2016-04-01", "01-04-2016 00:00:00"),
        (Table::Persons, "2016-04-01", "1/4-2016"),
        (Table::Persons, "2016-04-01", "1.4.2016"),
        (Table::Persons, "2016-04-01", "2016-04-01T00:00:00"),
        (Table::Persons, "2016-04-01", "2016-04-01 12:00"),
        (Table::Persons, "07:00", "7.00"),
        (Table::Persons, "07:00", "7:00"),
        (Table::Persons, "07:00", "07:00:00"),
        (Table::Persons, "5500", "5.500 kr."),
        (Table::Persons, "5500", "5 500,00"),
        (Table::Persons, "yes", "SAND"),
        (Table::Persons, "yes", " Ja "),
        (Table::Persons, "internship", "Praktik"),
        (Table::Persons, "internship", "virksomhedspraktik"),
        (Table::Persons, "kørekort", "Kørekort"),
        (Table::Persons, "kørekort", "kø re kort|ingen"),
        (Table::Persons, "kørekort", "\"kørekort\n#I/T\""),
        (Table::Persons, "step_free", "Step_Free"),
        (Table::Persons, "dansk", "DANSK, dansk"),
        (Table::Openings, "mon|tue|wed|thu|fri", "man-fre"),
        (Table::Openings, "mon|tue|wed|thu|fri", "Mandag – fredag"),
        (Table::Openings, "07:00", "07.00"),
        (Table::Dwellings, "D-1", "=\"D-1\""),
        (Table::Dwellings, "dwelling;", "sep=;\r\ndwelling;"),
        (Table::Dwellings, "dwelling;", "# boliger, april, og maj\n\"# mere\"\ndwelling;"),
        (Table::Dwellings, "D-2", "#D-9;x\n;;;\nD-2"),
        (Table::Decisions, "never", "Aldrig"),
    ] {
        let mut reading = match written(table, what, otherwise) {
            Ok(reading) => reading,
            Err(faults) => panic!("{otherwise}: {faults}"),
        };
        reading.warnings.retain(|warning| !warning.to_string().contains("error value"));
        assert_eq!(reading.warnings, [], "{otherwise}");
        assert_eq!(reading.case, plain(), "{otherwise}");
    }
}

#[test]
fn what_could_be_a_rule_is_never_passed_over() {
    for (table, what, otherwise, named) in [
        (Table::Dwellings, "restricted", "restricted area", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "Udsat boligområde", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "udsatomr", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "er den i udsat område", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "ghetto", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "restrcited", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "hårdt udsat", "restricted (udsat_område)"),
        (Table::Dwellings, "restricted", "udsat_omraade", "restricted (udsat_område)"),
        (Table::Dwellings, "available_from", "overtagelse", "available_from (ledig_fra)"),
        (Table::Dwellings, "available_from", "ledig", "available_from (ledig_fra)"),
        (Table::Dwellings, "rent", "leje", "rent (husleje)"),
        (Table::Dwellings, "beds", "senge", "beds (sengepladser)"),
        (Table::Persons, "job_seeker", "arbejdssøgende", "job_seeker (jobsøgende)"),
        (Table::Persons, "job_seeker", "seeker", "job_seeker (jobsøgende)"),
        (Table::Persons, "max_rent", "husleje", "max_rent (maks_husleje)"),
        (Table::Persons, "birth_year", "Fødselsdato", "birth_year (fødselsår)"),
        (Table::Decisions, "decision", "afgørelsen", "decision (afgørelse)"),
        (Table::Openings, "shift_from", "from", "shift_from (vagt_fra)"),
    ] {
        let told = told(written(table, what, otherwise));
        let named = format!("expected the heading {named}. Write it so");
        assert!(told.contains(&named) && told.lines().count() == 1, "{otherwise}: {told}");
    }
    let twice = told(written(Table::Dwellings, "features", "Udsat område"));
    assert!(twice.contains("expected one column of this meaning"), "{twice}");
}

#[test]
fn a_name_close_to_a_column_that_is_there_is_only_unknown() {
    let text = text(Table::Dwellings).replace("features", "restricted area");
    let reading = with(Table::Dwellings, &text);
    assert_eq!(
        warned(reading)[1],
        "dwellings.csv, line 1, column 8: the column under an unknown heading of 15 characters (H \
         in a spreadsheet) is not read; a comment is headed note, or begins with #."
    );
}

#[test]
fn plausible_columns_that_mean_nothing_here_are_only_unknown() {
    for heading in [
        "navn",
        "alder",
        "telefon",
        "sagsbehandler",
        "kommune",
        "kontakt",
        "areal",
        "etage",
        "ejer",
        "CVR",
        "P-nummer",
        "status",
        "opdateret",
        "køn",
        "hjemland",
        "mail",
        "x",
        "y",
        "m2",
        "nr",
    ] {
        for (table, what) in [
            (Table::Persons, "languages"),
            (Table::Dwellings, "features"),
            (Table::Sites, "employer"),
        ] {
            let told = warned(written(table, what, heading));
            assert!(
                told.iter().any(|text| text.contains("unknown heading")),
                "{heading}: {told:?}"
            );
        }
    }
}

#[test]
fn what_stands_beside_the_table_is_told_as_what_it_is() {
    let dwellings = text(Table::Dwellings);
    for (content, expected) in [
        (
            format!("Boliger april 2016;;;\n\n{dwellings}"),
            "dwellings.csv, line 1: found a title (Boliger april 2016); expected the headings in \
             the first line. The headings stand in line 3: delete what is above them, or begin \
             each of those lines with #.",
        ),
        (
            format!("Liste fra Fatima\n{dwellings}"),
            "dwellings.csv, line 1: found a title (a text of 16 characters); expected the headings \
             in the first line. The headings stand in line 2: delete what is above them, or begin \
             each of those lines with #.",
        ),
        (
            format!("{dwellings}I alt;;;5;9.500,00;;;\n"),
            "dwellings.csv, line 4: found a row of sums; expected a row of the table. Delete the \
             row, or begin its first cell with #.",
        ),
        (
            format!("{dwellings};;;5;9500;;;\n"),
            "dwellings.csv, line 4: found figures and no id, as in a row of sums; expected a row of \
             the table. Delete the row, or fill in its ids.",
        ),
        (
            format!("{dwellings}Husk at ringe til udlejer\n"),
            "dwellings.csv, line 4: found a line of text and nothing else; expected a row of the \
             table. Delete the row, or begin its first cell with #.",
        ),
        (
            dwellings.replace("no;step_free", "no;step_free;;ring"),
            "dwellings.csv, line 2: found a 10th cell, under no heading; expected nothing beside \
             the table. If it is a note, head its column note; else look for a surplus separator \
             or a missing quotation mark.",
        ),
        (
            dwellings.replace("restricted;", ";"),
            "dwellings.csv, lines 2 and 3: found a 7th cell, under no heading; expected nothing \
             beside the table. If it is a note, head its column note; else look for a surplus \
             separator or a missing quotation mark.",
        ),
        (
            dwellings.lines().skip(1).collect::<Vec<_>>().join("\n"),
            "dwellings.csv, line 1: found a first line without any known heading; expected the \
             headings, among them dwelling (bolig), beds (sengepladser). Write the headings above \
             the first row, with ; , or tab between them.",
        ),
    ] {
        assert_eq!(told(with(Table::Dwellings, &content)), expected);
    }
}

#[test]
fn a_table_of_comments_is_empty() {
    assert_eq!(
        told(with(Table::Sites, "# steder\n# flere\n")),
        "sites.csv: found comments only; expected headings, and rows below them."
    );
}

#[test]
fn ids_alike_to_the_eye_are_a_fault_that_names_both_places() {
    for alike in ["h-1", "H -1", "H\u{2011}1", "H\u{2013}1", "Ｈ-1", "H-1\u{a0}", "'H-1"] {
        let told = match written(Table::Persons, "P-2;H-1", &format!("P-2;{alike}")) {
            Ok(reading) => {
                assert_eq!(reading.case, plain(), "white space around an id is none of it");
                continue;
            }
            Err(faults) => faults.to_string(),
        };
        assert!(
            told.starts_with("arrivals.csv, line 3, column 2 (household)")
                && told.contains("compare line 2"),
            "{alike}: {told}"
        );
    }
    for (otherwise, lines) in [("H_1", "2 and 3"), ("H1", "2 and 3"), ("H-01", "2 and 3")] {
        let warnings = warned(written(Table::Persons, "P-2;H-1", &format!("P-2;{otherwise}")));
        let expected = format!(
            "arrivals.csv, lines {lines}, column 2: ids that differ only in what parts letters and \
             digits, or in zeros before a number; they may be the same."
        );
        assert!(warnings.contains(&expected), "{otherwise}: {warnings:?}");
    }
    let told = told(written(Table::Decisions, "D-1", "d-1"));
    assert!(told.contains("A known id differs only in case"), "{told}");
}

#[test]
fn a_word_that_nobody_has_is_a_warning_with_the_nearest() {
    let nearest = "; the nearest that somebody has is";
    for (table, what, otherwise, place, count, nearest) in [
        (Table::Openings, "kørekort", "kørekrot", "openings.csv, line 2, column 6", 8, "kørekort"),
        (
            Table::Openings,
            "dansk",
            "dansk og engelsk",
            "openings.csv, line 2, column 7",
            16,
            "dansk",
        ),
        (
            Table::Persons,
            "step_free",
            "stepfree",
            "arrivals.csv, line 3, column 11",
            8,
            "step_free",
        ),
        (Table::Persons, "step_free", "hos Fatima", "arrivals.csv, line 3, column 11", 10, ""),
    ]
    .map(|(table, what, otherwise, place, count, near)| {
        let near = if near.is_empty() { String::new() } else { format!("{nearest} {near}") };
        (table, what, otherwise, place, count, near)
    }) {
        let expected =
            format!("{place}: asks for a word of {count} characters, which nobody has{nearest}.");
        assert_eq!(warned(written(table, what, otherwise)), [expected]);
    }
    let two = text(Table::Openings) + "O-2;S-1;internship;man-fre;07:00;kørekort;dansk\n";
    let mut tables = base();
    tables.insert(Table::Openings, two.into());
    let more = "P-4;H-2;2016-04-04;1990;ja;praktik;kørekortt;dansk;;;\n";
    tables.insert(Table::Persons, (text(Table::Persons) + more).into());
    assert_eq!(
        warned(read_case_from(&tables)),
        [
            "arrivals.csv, line 5, column 7: has a word of 9 characters, for which nobody asks; kørekort may be meant."
        ]
    );
}

#[test]
fn faults_of_one_kind_in_one_column_are_told_as_one() {
    let rows = |count: usize| -> String {
        let persons: String = (1..=count).map(|n| format!("P-{n};H-{n};2016-04-01\n")).collect();
        format!("person;household;arrival\n{persons}")
    };
    let penalties = |count: usize| -> String {
        let rows: String = (1..=count).map(|n| format!("P-{n};O-1;{}\n", 1_000_000 + n)).collect();
        format!("person;opening;penalty\n{rows}")
    };
    for (count, expected) in [
        (1, "suitability.csv, line 2, column 3 (penalty): found 1000001"),
        (2, "suitability.csv, lines 2 and 3, column 3 (penalty): found 1000001 and 1000002"),
        (3, "suitability.csv, lines 2, 3 and 4, column 3 (penalty)"),
        (4, "suitability.csv, lines 2, 3, 4 and 5, column 3 (penalty)"),
        (8800, "suitability.csv, lines 2, 3, 4 and 8797 more from 5 to 8801, column 3 (penalty)"),
    ] {
        let mut tables = base();
        tables.remove(&Table::Decisions);
        tables.insert(Table::Persons, rows(count).into());
        tables.insert(Table::Suitability, penalties(count).into());
        let faults = read_case_from(&tables).unwrap_err();
        let told = faults.to_string();
        assert!(told.starts_with(expected) && told.lines().count() == 1, "{told}");
        assert_eq!(faults.as_slice().len(), count);
    }
}

#[test]
fn the_plausible_but_odd_is_a_warning() {
    let far = text(Table::Persons).replace("2016-04-04", "2061-04-04");
    let child = text(Table::Persons).replace("1990", "2003");
    let young = text(Table::Persons).replace("1985", "2002");
    let unborn = text(Table::Persons).replace("2010", "2017");
    let referred = "person;household;arrival;referred\nP-1;H-1;2016-04-01;2016-02-01\n\
        P-3;H-2;2016-04-01;2015-02-01\nP-4;H-3;2016-04-01;2016-02-03\n";
    for (content, expected) in [
        (
            far.as_str(),
            "arrivals.csv, lines 2 and 4, column 3: this arrival is months away from all others.",
        ),
        (
            &child,
            "arrivals.csv, line 4, column 2: a household without an adult; a family may be split.",
        ),
        (&young, "arrivals.csv, line 2, column 4: a job seeker under 15."),
        (&unborn, "arrivals.csv, line 3, column 4: the birth year is after the arrival."),
        (referred, "arrivals.csv, line 3, column 4: this referral is months away from all others."),
    ] {
        let warnings = warned(with(Table::Persons, content));
        assert!(warnings.iter().any(|text| text == expected), "{expected}: {warnings:?}");
    }
    let places = "dwelling;lat;lon;beds;address;postcode;locality\n\
        D-1;55.7705;9.6994;3;Skolegade 1;8722;Hedensted\n\
        D-2;55.7710;9.6990;3;skolegade 1;8722;Hedensted\n\
        D-3;55.85;9.4838;3;Torvet 2;8722;Tørring\n";
    assert_eq!(
        warned(with(Table::Dwellings, places))[1..],
        [
            "dwellings.csv, lines 2 and 3, column 5: one address with two ids; it may be the \
             same twice.",
            "dwellings.csv, line 4, column 6: all other places with this postcode are more than 10 \
             km away.",
        ]
    );
    let mut tables = base();
    tables.remove(&Table::Decisions);
    tables.insert(Table::Persons, "person;household;arrival\n".into());
    let warnings = warned(read_case_from(&tables));
    assert_eq!(warnings, ["arrivals.csv: nobody arrives, so there is nothing to plan."]);
}

#[test]
fn files_have_danish_names_and_none_is_passed_over() {
    let folder = |files: &[(&str, &str)]| {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(dir.path().join(name), content).unwrap();
        }
        read_case(dir.path())
    };
    let files = [
        ("Ankomster.csv", ARRIVALS),
        ("BOLIGER.csv", DWELLINGS),
        ("arbejdssteder.csv", SITES),
        ("stillinger.csv", OPENINGS),
        ("Beslutninger.csv", DECISIONS),
        ("politik.toml", "[deadline]\nwork_limit_hours = 96\n"),
    ];
    let reading = folder(&files).unwrap();
    assert_eq!((reading.case, reading.warnings), (plain(), vec![]));

    let broken = text(Table::Persons).replace("2016-04-01", "31-04-2016");
    let told = told(folder(&[&[("ankomster.csv", broken.as_str())], &files[1..]].concat()));
    assert!(told.starts_with("ankomster.csv, line"), "{told}");

    for (name, expected) in [
        ("decision.csv", "found a file decision.csv; expected decisions.csv (beslutninger.csv)"),
        ("policy.toml.txt", "found a file policy.toml.txt; expected policy.toml (politik.toml)"),
        (
            "Fatimas beslutninger.csv",
            "found a file with a name of 24 characters; expected decisions.csv",
        ),
    ] {
        let plain = [&files[..4], &[(name, "")]].concat();
        let told = folder(&plain).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
    let twice = [&files[..], &[("decisions.csv", DECISIONS)]].concat();
    let told = folder(&twice).unwrap_err().to_string();
    assert!(told.contains("each table once"), "{told}");
    let others = [&files[..], &[("referat.docx", ""), ("#decisions.csv", "x"), (".lock", "")]];
    let warnings = folder(&others.concat()).unwrap().warnings;
    assert_eq!(
        warnings[0].to_string(),
        "case folder: an unknown file with a name of 12 characters (.docx) is not read."
    );
    assert_eq!(warnings.len(), 1);
}

#[test]
fn a_required_file_with_nearly_its_name_is_one_fault() {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("arrivals.csv", ARRIVALS),
        ("dwellings.csv", DWELLINGS),
        ("sites.csv", SITES),
        ("opening.csv", OPENINGS),
    ] {
        fs::write(dir.path().join(name), content).unwrap();
    }
    let told = read_case(dir.path()).unwrap_err().to_string();
    assert!(told.contains("found a file opening.csv") && told.lines().count() == 1, "{told}");
}
