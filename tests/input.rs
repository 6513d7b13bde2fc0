//! Case folders as municipalities write them, and back.

#![cfg(feature = "files")]

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
use jiff::civil::date;
use proptest::prelude::*;

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
fn text() -> impl Strategy<Value = String> {
    "['=+@-]{0,2}[a-zæøåÆØÅ\";,|. '#é語]{1,12}[a-zå]"
}

fn tag() -> impl Strategy<Value = String> {
    "[=+@'-]{0,2}[a-zæøå_\";]{0,7}[b-df-m]"
}

fn tags() -> impl Strategy<Value = Tags> {
    proptest::collection::btree_set(tag().prop_map(Tag::from), 0..3)
}

fn address() -> impl Strategy<Value = Address> {
    (text(), "[0-9]{4}", text()).prop_map(|(street, postcode, locality)| {
        let mut address = Address::default();
        address.street = street.trim().into();
        address.postcode = postcode;
        address.locality = locality.trim().into();
        address
    })
}

fn seeker() -> impl Strategy<Value = JobSeeker> {
    let modes = proptest::sample::subsequence(Mode::ALL.to_vec(), 0..=4);
    let steps = proptest::option::of(proptest::sample::select(vec!["ordinary", "utility"]));
    (steps, tags(), tags(), modes, proptest::option::of(0..600i64), any::<bool>()).prop_map(
        |(step, skills, languages, modes, max_commute, early)| {
            let mut seeker = JobSeeker::default();
            seeker.best_step = step.map(|step| step.parse().unwrap());
            seeker.skills = skills;
            seeker.languages = languages;
            seeker.modes = modes.into_iter().collect();
            seeker.max_commute = max_commute;
            seeker.hours = Hours::between(None, early.then(|| "15:30".parse().unwrap()));
            seeker
        },
    )
}

prop_compose! {
    fn parts()(
        ids in proptest::collection::vec(text(), 4),
        people in proptest::collection::vec(proptest::option::of(seeker()), 1..4),
        (needs, features, skills) in (tags(), tags(), tags()),
        (home, work, employer) in (address(), address(), text()),
        (rent, rooms) in (proptest::option::of((0..2_000_000i64).prop_map(Kroner::from_oere)), proptest::option::of(0.5..9.0f64)),
        (minutes, penalty) in (0.0..500.0f64, 0..50i64),
        (east, north) in (0.0..5_000.0f64, 0.0..5_000.0f64),
        days in proptest::sample::subsequence(Weekday::ALL.to_vec(), 1..=7),
        (hour, yes) in (0..24i8, any::<bool>()),
        ruling in Just(Ruling::Never),
    ) -> CaseParts {
        let id = |at: usize| ids[at].trim().to_owned();
        let location = Point::new(541_000.0 + east, 6_178_000.0 + north);
        let day = date(2016, 4, 1);
        let mut household =
            Household::new(id(0).parse().unwrap(), day.at(hour, 30, 0, 0), Vec::new());
        household.needs = needs;
        household.max_rent = rent;
        household.group = features.clone();
        household.share = yes;
        for (at, job_seeker) in people.into_iter().enumerate() {
            let mut person = Person::new(format!("{}{at}", id(0)).parse().unwrap());
            person.birth_year = yes.then_some(1990);
            person.job_seeker = job_seeker;
            household.members.push(person);
        }
        let mut dwelling = Dwelling::new(id(1).parse().unwrap(), location, penalty + 1);
        dwelling.address = home;
        dwelling.households = 2;
        dwelling.rooms = rooms;
        dwelling.rent = rent;
        dwelling.available_from = yes.then_some(day);
        dwelling.kind = if yes { DwellingKind::Temporary } else { DwellingKind::Permanent };
        dwelling.restricted = yes;
        dwelling.features = features.clone();
        dwelling.reserved_for = features;
        let mut site = Site::new(id(2).parse().unwrap(), location);
        site.employer = employer.trim().into();
        site.address = work;
        let step = "utility".parse().unwrap();
        let mut opening = Opening::new(id(3).parse().unwrap(), site.id.clone(), step);
        opening.positions = penalty;
        opening.start = Some(day);
        opening.days = days.into_iter().collect();
        opening.skills = skills.clone();
        opening.languages = skills;
        let verdict = if yes { Verdict::Never } else { Verdict::Penalty(penalty) };
        let (person, of) = (household.members[0].id.clone(), household.id.clone());
        let (home, job) = (dwelling.id.clone(), opening.id.clone());
        let mut parts = CaseParts::default();
        let trip = TravelTimeEntry::new(home.clone(), site.id.clone(), Mode::Bus, minutes);
        parts.travel_times.push(trip);
        parts.suitability.push(Suitability::new(person.clone(), job.clone(), verdict));
        parts.preferences.push(Preference::new(of.clone(), home.clone(), verdict));
        parts.decisions.push(Decision::work(person, job, ruling));
        parts.decisions.push(Decision::housing(of, home, ruling));
        parts.households.push(household);
        parts.dwellings.push(dwelling);
        parts.sites.push(site);
        parts.openings.push(opening);
        parts
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read_back(parts in parts()) {
        let case = Case::new(parts).unwrap();
        let dir = tempfile::tempdir().unwrap();
        write_case(&case, dir.path()).unwrap();
        let reading = read_case(dir.path()).unwrap_or_else(|faults| panic!("{faults}"));
        prop_assert_eq!(reading.case, case);
        let of_names = |warning: &String| warning.contains("heading") || warning.contains("file");
        let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
        prop_assert!(!warnings.iter().any(of_names), "{:?}", warnings);
    }

    #[test]
    fn no_content_makes_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        text in "[a-z;,|\"\n\r\t0-9=\\[\\]. ]{0,200}",
        header in proptest::sample::select(vec!["", "\u{feff}", "person;household;arrival;dwelling;lat;lon;beds\n"]),
    ) {
        for table in [Table::Persons, Table::Dwellings, Table::Policy, Table::Decisions] {
            for content in [bytes.as_slice(), text.as_bytes()] {
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
