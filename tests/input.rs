//! Case folders as municipalities write them, and back.

#![cfg(feature = "files")]

#[path = "support/dice.rs"]
mod dice;
#[path = "support/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use boligplacering::geo::Point;
use boligplacering::input::{
    Reading, file_name, read_case, read_case_from, write_case, write_template,
};
use boligplacering::model::{
    Address, Case, CaseParts, Decision, Dwelling, DwellingId, DwellingKind, FaultKind, Faults,
    Hours, Household, JobSeeker, Kroner, Mode, Opening, OpeningId, Person, Preference, Ruling,
    Site, Suitability, Table, Tag, Tags, TravelTimeEntry, Verdict, Weekday,
};
use boligplacering::report;
use boligplacering::text::Language;
use dice::Dice;
use jiff::civil::date;
use texts::{any_text, text};

const ARRIVALS: &str = "\
person;household;arrival;job_seeker;best_step;skills;languages;modes;hours_from;needs;max_rent
P1;H1;2016-04-04;yes;wage_subsidy;svejsning|kørekort;dansk;walk|car;07:00;step_free;5000
P2;H1;2016-04-04 12:00;no;;;;;;ground_floor;
";
const DWELLINGS: &str = "\
dwelling;lat;lon;address;beds;rent;kind;restricted;features
D1;55.7705;9.6994;Nørregade 1;3;4500;temporary;no;step_free
D2;55.85;9.4838;Østergade 2;2;4000;;x;
";
const SITES: &str = "site;employer;lat;lon\nS1;Smedje;55.849;9.485\n";
const OPENINGS: &str = "\
opening;site;step;positions;start;days;shift_from;shift_to;skills
O1;S1;wage_subsidy;1;2016-04-01;mon|sat|sun;08:00;16:00;svejsning
";

type Tables = BTreeMap<Table, Vec<u8>>;

fn base() -> Tables {
    [
        (Table::Persons, ARRIVALS),
        (Table::Dwellings, DWELLINGS),
        (Table::Sites, SITES),
        (Table::Openings, OPENINGS),
    ]
    .map(|(table, text)| (table, text.into()))
    .into()
}

fn with(table: Table, content: impl Into<Vec<u8>>) -> Tables {
    let mut tables = base();
    tables.insert(table, content.into());
    tables
}

fn case(tables: &Tables) -> Case {
    read_case_from(tables).unwrap().case
}

fn faults(table: Table, content: impl Into<Vec<u8>>) -> Faults {
    read_case_from(&with(table, content)).unwrap_err()
}

/// Line and column of every fault.
fn places(faults: &Faults) -> Vec<(Option<u64>, Option<usize>)> {
    faults.as_slice().iter().map(|fault| (fault.line, fault.column)).collect()
}

#[test]
fn encodings_and_line_ends_give_the_same_case() {
    let expected = case(&base());
    let utf16 = |order: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{ARRIVALS}").encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    let latin: Vec<u8> = ARRIVALS.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [
        format!("\u{feff}{ARRIVALS}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        latin,
        ARRIVALS.replace('\n', "\r\n").into_bytes(),
        ARRIVALS.replace('\n', "\r\n\r\n;;;;;;;;;;\r\n").into_bytes(),
        ARRIVALS.trim_end().into(),
    ] {
        assert_eq!(case(&with(Table::Persons, bytes)), expected);
    }
}

#[test]
fn delimiters_give_the_same_case() {
    for delimiter in [",", "\t"] {
        let text = DWELLINGS.replace(';', delimiter);
        assert_eq!(case(&with(Table::Dwellings, text)), case(&base()));
    }
    let commas = DWELLINGS.replace("55.7705", "55,7705").replace("9.6994", "9,6994");
    assert_eq!(case(&with(Table::Dwellings, commas)), case(&base()));
    let listed = ARRIVALS.replace("svejsning|kørekort", "svejsning, kørekort");
    assert_eq!(case(&with(Table::Persons, listed)), case(&base()));
}

#[test]
fn danish_files_give_the_same_case() {
    let arrivals = "\
Person;HUSSTAND;Ankomst;Jobsøgende;bedste_trin;kompetencer;sprog;transport;tid_fra;behov;maks_husleje
P1;H1;04-04-2016;Ja;wage_subsidy;svejsning|kørekort;dansk;gang|Bil;7:00;step_free;5000,00
P2;H1;04-04-2016 12:00;Nej;;;;;;ground_floor;
";
    let dwellings = "\
bolig;bredde;længde;adresse;sengepladser;husleje;type;udsat_område;egenskaber
D1;55,7705;9,6994;Nørregade 1;3;4500;midlertidig;FALSK;step_free
D2;55,85;9,4838;Østergade 2;2;4000,0;Permanent;SAND;
";
    let openings = "\
stilling;arbejdssted;trin;pladser;start;dage;vagt_fra;vagt_til;kompetencer
O1;S1;wage_subsidy;1;01-04-2016;man|LØR|søn;08:00;16:00;svejsning
";
    let mut tables = base();
    tables.insert(Table::Persons, arrivals.into());
    tables.insert(Table::Dwellings, dwellings.into());
    tables
        .insert(Table::Sites, "arbejdssted;arbejdsgiver;lat;længde\nS1;Smedje;55,849;9,485".into());
    tables.insert(Table::Openings, openings.into());
    assert_eq!(case(&tables), case(&base()));
}

#[test]
fn the_order_of_rows_and_columns_does_not_matter() {
    let turned: Vec<String> =
        DWELLINGS.lines().map(|line| line.split(';').rev().collect::<Vec<_>>().join(";")).collect();
    let [header, first, second] = turned.as_slice() else { panic!("three lines") };
    let text = format!("{header}\n{second}\n{first}\n");
    assert_eq!(case(&with(Table::Dwellings, text)), case(&base()));
}

#[test]
fn files_without_rows_are_an_empty_month() {
    let header = |text: &str| text.lines().next().unwrap_or_default().as_bytes().to_vec();
    let tables: Tables = [
        (Table::Persons, ARRIVALS),
        (Table::Dwellings, DWELLINGS),
        (Table::Sites, SITES),
        (Table::Openings, OPENINGS),
    ]
    .map(|(table, text)| (table, header(text)))
    .into();
    assert!(case(&tables).households().is_empty());
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text =
        "site;employer;lat;lon\n\n\"S1\";\"two\nlines\";55.849;9.485\nS2;;x;9.4\n\n\nS3;;;\n";
    for end in ["\n", "\r\n"] {
        let found = faults(Table::Sites, text.replace('\n', end));
        assert_eq!(places(&found), [(Some(5), Some(3)), (Some(8), Some(3))], "{found}");
    }
}

#[test]
fn the_same_column_in_two_languages_is_a_fault() {
    let text = DWELLINGS.replace("features", "Bolig");
    let found = faults(Table::Dwellings, text);
    assert_eq!(found.as_slice()[0].kind, FaultKind::Repeated);
    assert_eq!(places(&found), [(Some(1), Some(9))]);
}

#[test]
fn unknown_columns_are_warned_of_and_their_headings_are_not_shown() {
    let told = |heading: &str| {
        let text = SITES.replace("employer", heading);
        let Reading { warnings, .. } = read_case_from(&with(Table::Sites, text)).unwrap();
        warnings.iter().map(ToString::to_string).filter(|text| text.contains("sites")).collect()
    };
    let expected = |count: usize| {
        vec![format!(
            "sites.csv, line 1, column 2: the column under an unknown heading of {count} characters \
             (B in a spreadsheet) is not read; a comment is headed note, or begins with #."
        )]
    };
    for heading in ["Fatima Al-Sayed", "telefon"] {
        let told: Vec<String> = told(heading);
        assert_eq!(told, expected(heading.chars().count()));
    }
    for comment in ["note", "Bemærkninger", "#telefon", "# employer"] {
        let told: Vec<String> = told(comment);
        assert_eq!(told, [] as [String; 0], "{comment}");
    }
}

#[test]
fn surplus_empty_cells_are_no_fault() {
    let text = DWELLINGS.replace('\n', ";;;\n");
    assert_eq!(case(&with(Table::Dwellings, text)), case(&base()));
}

#[test]
fn referral_gives_the_reception() {
    let text = "person;household;arrival;referred\nP1;H1;;15-05-2015\n";
    let case = case(&with(Table::Persons, text));
    assert_eq!(case.households()[0].arrival, date(2015, 7, 1).at(12, 0, 0, 0));
    let text = "person;household;visiteret\nP1;H1;15-05-2015\nP2;H2;\n";
    assert_eq!(places(&faults(Table::Persons, text)), [(Some(3), Some(3))]);
}

#[test]
fn both_pairs_of_coordinates_must_agree() {
    let text = "site;lat;lon;easting;northing\nS1;55.77052;9.69943;543866.5;6180950\n";
    let near = Point::from_wgs84(55.77052, 9.69943).unwrap();
    let northing = near.northing.to_string();
    let good = text.replace("6180950", &northing);
    assert_eq!(case(&with(Table::Sites, good)).sites()[0].location.easting, 543_866.5);
    let found = faults(Table::Sites, text);
    assert_eq!(found.as_slice()[0].kind, FaultKind::Contradiction);
    assert_eq!(places(&found), [(Some(2), Some(4))]);
    for lone in ["site;lat\nS1;55.8\n", "site;easting;lon\nS1;543866;9.5\n"] {
        assert_eq!(places(&faults(Table::Sites, lone)), [(Some(1), None)], "{lone}");
    }
}

#[test]
fn decisions_name_households_or_persons() {
    let arrivals = ARRIVALS.replace("12:00;no", "12:00;yes");
    let mut tables = with(Table::Persons, arrivals);
    let text = "Husstand;person;bolig;stilling;Beslutning\n;P2;D1;;skal\nH1;;;O1;aldrig\n";
    tables.insert(Table::Decisions, text.into());
    tables.insert(
        Table::Dwellings,
        DWELLINGS.replace("step_free\n", "step_free|ground_floor\n").into(),
    );
    let case = case(&tables);
    let never = |person: &str| {
        let opening = OpeningId::new("O1").unwrap();
        Decision::work(person.parse().unwrap(), opening, Ruling::Never)
    };
    let dwelling = DwellingId::new("D1").unwrap();
    let must = Decision::housing("H1".parse().unwrap(), dwelling, Ruling::Must);
    assert_eq!(case.decisions(), [must, never("P1"), never("P2")]);
}

#[test]
fn a_partial_policy_keeps_the_defaults() {
    let text = "[deadline]\nwork_limit_hours = 72\n[travel]\ncar = { speed_kmh = 60 }\n\
        [[objective]]\nunhoused = 2\n";
    let reading = read_case_from(&with(Table::Policy, text)).unwrap();
    let policy = reading.case.policy();
    assert_eq!((policy.deadline.work_limit_hours, policy.deadline.work_target_hours), (72, 48));
    assert_eq!((policy.travel.car.speed_kmh, policy.travel.car.detour), (60.0, 1.3));
    assert_eq!(policy.objective.len(), 1);
    let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings[0], "policy.toml: no tier of the objective has the term unplaced.");
}

#[test]
fn a_table_that_cannot_be_read_has_no_follow_ups() {
    for (content, lines) in [("", None), ("site;employer;lat;lon\nS1;\"open", Some(2))] {
        let found = faults(Table::Sites, content);
        assert_eq!(places(&found), [(lines, None)], "{found}");
    }
    let long = format!("{SITES}S2;{};55.8;9.5\n", "x".repeat(70_000));
    assert_eq!(places(&faults(Table::Sites, long)), [(Some(3), None)]);
}

#[test]
fn a_cell_in_which_nobody_sees_anything_is_empty() {
    let found = faults(Table::Dwellings, "dwelling;lat;lon;beds\nD1;55.8;9.5;\u{200b}\n");
    assert_eq!(places(&found), [(Some(2), Some(4))], "{found}");
}

#[test]
fn a_folder_that_is_none_is_one_fault() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    for path in [file, dir.path().join("absent")] {
        let faults = read_case(&path).unwrap_err();
        assert_eq!(faults.as_slice()[0].table, Table::Folder);
        assert_eq!(faults.as_slice().len(), 1);
    }
}

#[test]
fn file_names_may_be_in_any_case() {
    let dir = tempfile::tempdir().unwrap();
    for (table, content) in base() {
        fs::write(dir.path().join(file_name(table, Language::English).to_uppercase()), content)
            .unwrap();
    }
    assert_eq!(read_case(dir.path()).unwrap().case, case(&base()));
}

#[test]
fn a_template_reads_as_an_empty_case_and_overwrites_nothing() {
    let dir = tempfile::tempdir().unwrap();
    write_template(dir.path(), Language::English).unwrap();
    let reading = read_case(dir.path()).unwrap();
    assert_eq!(reading.case, Case::new(CaseParts::default()).unwrap());
    let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["arrivals.csv: nobody arrives, so there is nothing to plan."]);
    let error = write_template(dir.path(), Language::English).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
}

/// Odd but valid ids and texts.
fn odd(dice: &mut Dice) -> String {
    let start = text(dice, "'=+@-", 0, 2);
    let middle = text(dice, "abcdefghijklmnopqrstuvwxyzæøåÆØÅ\";,|. '#é語", 1, 12);
    let end = text(dice, "abcdefghijklmnopqrstuvwxyzå", 1, 1);
    format!("{start}{middle}{end}").trim().to_owned()
}

fn tags(dice: &mut Dice) -> Tags {
    let tag = |dice: &mut Dice| {
        let start = text(dice, "=+@'-", 0, 2);
        let middle = text(dice, "abcdefghijklmnopqrstuvwxyzæøå_\";", 0, 7);
        Tag::from(start + &middle + &text(dice, "bcdfghijklm", 1, 1))
    };
    (0..dice.below(3)).map(|_| tag(dice)).collect()
}

fn address(dice: &mut Dice) -> Address {
    let mut address = Address::default();
    address.street = odd(dice);
    address.postcode = text(dice, "0123456789", 4, 4);
    address.locality = odd(dice);
    address
}

fn yes(dice: &mut Dice) -> bool {
    dice.below(2) == 0
}

fn seeker(dice: &mut Dice) -> JobSeeker {
    let mut seeker = JobSeeker::default();
    let step = ["", "ordinary", "utility"][dice.below(3)];
    seeker.best_step = step.parse().ok();
    seeker.skills = tags(dice);
    seeker.languages = tags(dice);
    seeker.modes = Mode::ALL.into_iter().filter(|_| yes(dice)).collect();
    seeker.max_commute = yes(dice).then(|| dice.below(600) as i64);
    seeker.hours = Hours::between(None, yes(dice).then(|| "15:30".parse().unwrap()));
    seeker
}

/// A case with one of everything, in which every cell that may be empty sometimes is.
fn parts(dice: &mut Dice) -> CaseParts {
    let ids: [String; 4] = std::array::from_fn(|_| odd(dice));
    let location = Point::new(
        541_000.0 + dice.below(5000) as f64,
        6_178_000.0 + dice.below(5000) as f64 / 7.0,
    );
    let day = date(2016, 4, 1);
    let hour = dice.below(24) as i8;
    let rent = yes(dice).then(|| Kroner::from_oere(dice.below(2_000_000) as i64));
    let (features, skills) = (tags(dice), tags(dice));
    let penalty = dice.below(50) as i64;
    let is_odd = yes(dice);

    let mut household = Household::new(ids[0].parse().unwrap(), day.at(hour, 30, 0, 0), Vec::new());
    household.needs = tags(dice);
    household.max_rent = rent;
    household.group = features.clone();
    household.share = is_odd;
    for at in 0..=dice.below(3) {
        let mut person = Person::new(format!("{}{at}", ids[0]).parse().unwrap());
        person.birth_year = is_odd.then_some(1990);
        person.job_seeker = yes(dice).then(|| seeker(dice));
        household.members.push(person);
    }
    let mut dwelling = Dwelling::new(ids[1].parse().unwrap(), location, penalty + 1);
    dwelling.address = address(dice);
    dwelling.households = 2;
    dwelling.rooms = yes(dice).then(|| 0.5 + dice.below(85) as f64 / 10.0);
    dwelling.rent = rent;
    dwelling.available_from = is_odd.then_some(day);
    dwelling.kind = if is_odd { DwellingKind::Temporary } else { DwellingKind::Permanent };
    dwelling.restricted = is_odd;
    dwelling.features = features.clone();
    dwelling.reserved_for = features;
    let mut site = Site::new(ids[2].parse().unwrap(), location);
    site.employer = odd(dice);
    site.address = address(dice);
    let step = "utility".parse().unwrap();
    let mut opening = Opening::new(ids[3].parse().unwrap(), site.id.clone(), step);
    opening.positions = penalty;
    opening.start = Some(day);
    let always = Weekday::ALL[dice.below(7)];
    opening.days =
        Weekday::ALL.into_iter().filter(|weekday| *weekday == always || yes(dice)).collect();
    opening.skills = skills.clone();
    opening.languages = skills;
    let verdict = if is_odd { Verdict::Never } else { Verdict::Penalty(penalty) };
    let (person, of) = (household.members[0].id.clone(), household.id.clone());
    let (home, job) = (dwelling.id.clone(), opening.id.clone());
    let mut parts = CaseParts::default();
    let minutes = dice.below(500_000) as f64 / 1000.0;
    let trip = TravelTimeEntry::new(home.clone(), site.id.clone(), Mode::Bus, minutes);
    parts.travel_times.push(trip);
    parts.suitability.push(Suitability::new(person.clone(), job.clone(), verdict));
    parts.preferences.push(Preference::new(of.clone(), home.clone(), verdict));
    parts.decisions.push(Decision::work(person, job, Ruling::Never));
    parts.decisions.push(Decision::housing(of, home, Ruling::Never));
    parts.households.push(household);
    parts.dwellings.push(dwelling);
    parts.sites.push(site);
    parts.openings.push(opening);
    parts
}

#[test]
fn what_is_written_is_read_back() {
    for seed in 0..100 {
        let case = Case::new(parts(&mut Dice::new(seed))).unwrap();
        let dir = tempfile::tempdir().unwrap();
        write_case(&case, dir.path()).unwrap();
        let reading =
            read_case(dir.path()).unwrap_or_else(|faults| panic!("seed {seed}: {faults}"));
        assert_eq!(reading.case, case, "seed {seed}");
        let of_names = |warning: &String| warning.contains("heading") || warning.contains("file");
        let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
        assert!(!warnings.iter().any(of_names), "seed {seed}: {warnings:?}");
    }
}

#[test]
fn no_content_makes_it_panic() {
    let headers = ["", "\u{feff}", "person;household;arrival;dwelling;lat;lon;beds\n"];
    for seed in 0..100 {
        let dice = &mut Dice::new(seed);
        let bytes: Vec<u8> = (0..dice.below(200)).map(|_| dice.below(256) as u8).collect();
        let letters = "abcdefghijklmnopqrstuvwxyz;,|\"\n\r\t0123456789=[]. ";
        let typed = text(dice, letters, 0, 200).into_bytes();
        let written = any_text(dice, 200).into_bytes();
        let header = headers[dice.below(headers.len())];
        for table in [Table::Persons, Table::Dwellings, Table::Policy, Table::Decisions] {
            for content in [&bytes, &typed, &written] {
                let content = [header.as_bytes(), content].concat();
                let _ = read_case_from(&BTreeMap::from([(table, content)]));
            }
        }
    }
}

#[test]
fn what_was_read_is_told_with_rows_and_fingerprint() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted/2016-04");
    let reading = read_case(&folder).unwrap();
    let told: Vec<(&str, Option<usize>)> =
        reading.files.iter().map(|file| (file.name.as_str(), file.rows)).collect();
    let expected = [
        ("arrivals.csv", Some(15)),
        ("dwellings.csv", Some(14)),
        ("sites.csv", Some(12)),
        ("openings.csv", Some(20)),
        ("suitability.csv", Some(reading.case.suitability().len())),
        ("preferences.csv", Some(reading.case.preferences().len())),
        ("decisions.csv", Some(reading.case.decisions().len())),
        ("boundary.geojson", None),
        ("places.csv", Some(106)),
        ("policy.toml", None),
    ];
    assert_eq!(told, expected);
    for file in &reading.files {
        let hash = report::fingerprint(&folder.join(&file.name)).unwrap();
        assert_eq!(file.sha256, hash, "{}", file.name);
    }
    assert_eq!(reading.surroundings.boundary.outlines().count(), 2);
    assert_eq!(reading.surroundings.places[0].name, "Hedensted");
    assert!(reading.surroundings.source.unwrap().contains("OpenStreetMap"));
}
