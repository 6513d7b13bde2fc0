//! The workbook of a plan, read back: everybody is in it with real dates and numbers, and texts stay texts.
//!
//! How it looks in a spreadsheet and in print is checked there, by `.ci/book/run`.

mod read;

#[path = "../support/english.rs"]
mod english;
#[path = "../support/month.rs"]
mod month;

use std::collections::BTreeSet;

use boligplacering::changes::changes;
use boligplacering::explain::Baseline;
use boligplacering::model::{Case, CaseParts, Decision, Dwelling, InputFile, Ruling};
use boligplacering::plan::{Plan, Who};
use boligplacering::problem::Problem;
use boligplacering::report::{Extras, page, workbook};
use boligplacering::solve::{Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::travel::travel_times;

use english::english_words;
use month::Month;
use read::{Book, Sheet, moment, text};

/// A month with a warning that looks like a formula.
fn month_of(case: Case, is_priced: bool) -> Month {
    let month = Month::new(case, is_priced);
    let warnings = vec!["boliger.csv: =1+1".to_owned()];
    Month { summary: month.summary.with_warnings(warnings), ..month }
}

impl Month {
    fn extras(&self) -> Extras<'_> {
        let (prices, by_hand) = (self.prices.as_ref(), Some(&self.by_hand));
        Extras { prices, by_hand, ..Extras::default() }
    }

    fn bytes(&self) -> Vec<u8> {
        workbook(&self.case, &self.plan, &self.summary, self.extras()).unwrap()
    }

    fn book(&self) -> Book {
        Book::read(self.bytes())
    }
}

fn months() -> Vec<Month> {
    let tight = (1..=2).map(|seed| Synthetic::tight(7).seed(seed).case().unwrap());
    let loose = [0, 1, 8].map(|size| Synthetic::new(size).case().unwrap());
    let cases = tight.chain(loose).enumerate().map(|(at, case)| match at % 2 {
        0 => case,
        _ => case.in_language(Language::Danish),
    });
    let mut months: Vec<Month> = cases.map(|case| month_of(case, true)).collect();
    months.push(month_of(Synthetic::tight(60).case().unwrap(), false));
    months
}

fn is_danish(month: &Month) -> bool {
    month.case.policy().language == Language::Danish
}

/// A sheet by its English or its Danish name.
fn sheet<'b>(month: &Month, book: &'b Book, english: &str, danish: &str) -> &'b Sheet {
    book.sheet(if is_danish(month) { danish } else { english }).unwrap()
}

#[test]
fn everybody_is_there_with_ids_as_texts_and_times_as_times() {
    for month in months() {
        let book = month.book();
        let placements = sheet(&month, &book, "placements", "placeringer");
        let persons: Vec<_> = (month.plan.households.iter())
            .flat_map(|home| home.persons.iter().map(move |placed| (home, placed)))
            .collect();
        assert_eq!(placements.rows().len(), persons.len());
        let names = ["afgørelse", "husstand", "person", "bolig", "stilling"];
        let names = if is_danish(&month) {
            names
        } else {
            ["decision", "household", "person", "dwelling", "opening"]
        };
        let [decision, household, person, dwelling, opening] =
            names.map(|name| placements.column(name));
        let [start, last, arrival] = if is_danish(&month) {
            ["start", "senest mulige start", "ankomst"]
        } else {
            ["start", "last possible start", "arrival"]
        }
        .map(|name| placements.column(name));
        for (row, (home, placed)) in placements.rows().iter().zip(&persons) {
            assert_eq!(text(&row[decision]), "");
            assert_eq!(text(&row[household]), home.household.as_str());
            assert_eq!(text(&row[person]), placed.person.as_str());
            assert_eq!(text(&row[dwelling]), home.dwelling.as_ref().map_or("", |id| id.as_str()));
            let job = placed.job.as_ref();
            assert_eq!(text(&row[opening]), job.map_or("", |job| job.opening.as_str()));
            assert_eq!(moment(&row[start]), job.map(|job| job.start));
            let at = month.case.household_index(&home.household).unwrap();
            assert_eq!(moment(&row[arrival]), Some(month.case.households()[at].arrival));
            let last = moment(&row[last]);
            assert!(job.is_none_or(|job| last.unwrap() >= job.start));
        }
        let households = sheet(&month, &book, "households", "husstande");
        assert_eq!(households.rows().len(), month.plan.households.len());
        let column = households.column(names[1]);
        for (row, home) in households.rows().iter().zip(&month.plan.households) {
            assert_eq!(text(&row[column]), home.household.as_str());
        }
        let left_out = sheet(&month, &book, "left out", "ikke placeret");
        let who = left_out.rows().iter().filter(|row| !text(&row[2]).is_empty());
        let who: Vec<&str> = who
            .map(|row| if text(&row[1]).is_empty() { text(&row[0]) } else { text(&row[1]) })
            .collect();
        let left: Vec<&str> = month.plan.unplaced.iter().map(|left| left.who.id()).collect();
        assert_eq!(who, left);
        let homes = sheet(&month, &book, "homes", "boliger");
        assert_eq!(homes.rows().len(), month.case.dwellings().len());
        let openings = sheet(&month, &book, "openings", "stillinger");
        assert_eq!(openings.rows().len(), month.case.openings().len());
    }
}

#[test]
fn the_sheets_stand_in_order_and_only_where_there_is_something_to_say() {
    let month = month_of(Synthetic::new(4).case().unwrap(), true);
    let all = [
        "placements",
        "households",
        "left out",
        "calls",
        "actions",
        "changes",
        "prices homes",
        "prices openings",
        "homes",
        "openings",
        "figures",
        "decisions",
    ];
    let household = month.case.households()[0].id.clone();
    let person = month.case.households()[0].members[0].id.clone();
    let dwelling = month.case.dwellings()[0].id.clone();
    let opening = month.case.openings()[0].id.clone();
    let decided = [
        Decision::housing(household.clone(), dwelling.clone(), Ruling::Must).begun(),
        Decision::work(person.clone(), opening.clone(), Ruling::Never),
    ];
    let file = InputFile::new("arrivals.csv", Some(9), "ab".repeat(32));
    let extras = Extras {
        changes: Some(&[]),
        decided: &decided,
        inputs: std::slice::from_ref(&file),
        ..month.extras()
    };
    for language in [Language::English, Language::Danish] {
        let case = month.case.clone().in_language(language);
        let bytes = workbook(&case, &month.plan, &month.summary, extras).unwrap();
        let book = Book::read(bytes);
        if language == Language::English {
            assert_eq!(book.names(), all);
        }
        let decisions = book.sheets.last().unwrap();
        let (must, never, yes) = match language {
            Language::English => ("must", "never", "yes"),
            Language::Danish => ("skal", "aldrig", "ja"),
        };
        let rows: Vec<Vec<&str>> =
            decisions.rows().iter().map(|row| row.iter().map(text).collect()).collect();
        let [household, person] = [household.as_str(), person.as_str()];
        let [dwelling, opening] = [dwelling.as_str(), opening.as_str()];
        assert_eq!(rows[0], [household, "", dwelling, "", must, yes]);
        assert_eq!(rows[1], ["", person, "", opening, never, ""]);
        let headings: Vec<&str> = decisions.headings().iter().map(text).collect();
        match language {
            Language::English => assert_eq!(
                headings,
                ["household", "person", "dwelling", "opening", "decision", "begun"]
            ),
            Language::Danish => assert_eq!(
                headings,
                ["husstand", "person", "bolig", "stilling", "afgørelse", "begyndt"]
            ),
        }
    }
    let plain = workbook(&month.case, &month.plan, &month.summary, Extras::default()).unwrap();
    let plain = Book::read(plain);
    let always =
        ["placements", "households", "left out", "actions", "homes", "openings", "figures"];
    assert_eq!(plain.names(), always);
}

#[test]
fn prices_are_those_of_the_page() {
    for month in months() {
        let Some(prices) = &month.prices else { continue };
        let html = page(&month.case, &month.plan, &month.summary, month.extras()).unwrap();
        let cells: BTreeSet<String> = html.split("<td class=\"").skip(1).map(of_cell).collect();
        let book = month.book();
        for (english, danish, rows) in [
            ("prices homes", "priser boliger", prices.households.len()),
            ("prices openings", "priser stillinger", prices.persons.len()),
        ] {
            if rows == 0 {
                assert!(book.sheet(english).is_none() && book.sheet(danish).is_none());
                continue;
            }
            let sheet = sheet(&month, &book, english, danish);
            let here = if is_danish(&month) { "her" } else { "here" };
            let mut homes = 0;
            for row in &sheet.rows()[..rows] {
                for cell in &row[1..] {
                    let cell = text(cell).replace('\n', " ");
                    homes += usize::from(cell == here);
                    assert!(cells.contains(&cell), "{cell:?}");
                }
            }
            let planned = match english {
                "prices homes" => {
                    month.plan.households.iter().filter(|home| home.dwelling.is_some()).count()
                }
                _ => month.summary.seekers.placed,
            };
            assert_eq!(homes, planned);
        }
    }
}

/// The text of a cell of the page, whose class stands before it.
fn of_cell(cell: &str) -> String {
    let content = cell.split_once("\">").unwrap().1.split("</td>").next().unwrap();
    content.replace("<small>", "").replace("</small>", "").replace("&#39;", "'")
}

#[test]
fn texts_stay_texts_whatever_they_say() {
    let hostile = "=SUM(1)|http://example.org|+45 12|@x|-1|<b>&\"'|_x0041_|\u{1}\u{b}\u{fffe}\u{ffff}\u{202e}|0012";
    let hostile: Vec<&str> = hostile.split('|').collect();
    let mut parts = CaseParts::from(Synthetic::new(6).case().unwrap());
    for (home, text) in parts.dwellings.iter_mut().zip(hostile.iter().cycle()) {
        home.address.street = (*text).to_owned();
        home.address.locality = "Å".repeat(40_000);
        home.address.postcode = "0012".to_owned();
        home.features.insert((*text).into());
    }
    for (site, text) in parts.sites.iter_mut().zip(hostile.iter().cycle()) {
        site.employer = (*text).to_owned();
    }
    let ids = ["=1+1", "0012", "+45", "http://x", "_x0041_", "@x"];
    for (household, id) in parts.households.iter_mut().zip(ids) {
        household.id = id.parse().unwrap();
        household.members[0].id = id.parse().unwrap();
    }
    let month = month_of(Case::new(parts).unwrap(), true);
    let book = month.book();
    assert_eq!(book.formulas, 0);
    let placements = book.sheet("placements").unwrap();
    let (household, person) = (placements.column("household"), placements.column("person"));
    for column in [household, person] {
        let found: BTreeSet<&str> =
            placements.rows().iter().map(|row| text(&row[column])).collect();
        assert!(ids.iter().all(|id| found.contains(id)), "{found:?}");
    }
    let homes = book.sheet("homes").unwrap();
    let [street, postcode, locality] =
        ["address", "postcode", "locality"].map(|name| homes.column(name));
    for (row, home) in homes.rows().iter().zip(month.case.dwellings()) {
        assert_eq!(text(&row[postcode]), "0012");
        assert!(text(&row[locality]).encode_utf16().count() <= 32_767);
        let written = home.address.street.as_str();
        let kept = !written.contains(|c: char| c.is_control());
        assert!(!kept || text(&row[street]) == written, "{written:?}");
    }
}

#[test]
fn nothing_is_said_in_the_other_language() {
    for month in months().iter().filter(|month| is_danish(month)) {
        for sheet in &month.book().sheets {
            for cell in sheet.all() {
                let told = text(cell).replace("step_free", "").replace("Employer", "");
                let told = told.replace("Invented", "");
                assert_eq!(english_words(&told), [""; 0], "{}: {told}", sheet.name);
            }
        }
    }
    for month in months().iter().filter(|month| !is_danish(month)) {
        for sheet in &month.book().sheets {
            for cell in sheet.all() {
                let told = text(cell);
                let danish =
                    ["husstand", "bolig", "stilling", "afgørelse", "planen", " og ", "ikke"];
                let word =
                    danish.iter().find(|word| told.contains(*word) && !told.contains(".csv"));
                assert!(
                    word.is_none() || told.contains("boligplacering"),
                    "{}: {told}",
                    sheet.name
                );
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for month in months() {
        let bytes = month.bytes();
        assert!(bytes == month.bytes());
        let mut later = month.summary.clone();
        later.seconds.total += 1.0;
        assert!(bytes == workbook(&month.case, &month.plan, &later, month.extras()).unwrap());
    }
}

#[test]
fn a_month_of_nobody_and_one_in_which_everybody_is_left_out_are_written() {
    let mut parts = CaseParts::from(Synthetic::new(5).case().unwrap());
    parts.dwellings.iter_mut().for_each(|home| home.restricted = true);
    let everybody = month_of(Case::new(parts).unwrap(), true);
    let book = everybody.book();
    let out = everybody.plan.unplaced.iter().filter(|left| matches!(left.who, Who::Household(_)));
    assert_eq!(out.count(), 5);
    assert_eq!(book.sheet("left out").unwrap().rows().len(), everybody.plan.unplaced.len());
    assert_eq!(book.sheet("households").unwrap().rows().len(), 5);
    let nobody = month_of(Synthetic::new(0).case().unwrap(), true).book();
    assert_eq!(nobody.sheet("placements").unwrap().rows().len(), 0);
    assert!(nobody.sheet("prices homes").is_none());
}

#[test]
fn a_plan_and_prices_of_another_case_are_written_as_far_as_they_are_known() {
    let [small, large] =
        [3, 9].map(|size| month_of(Synthetic::tight(size).seed(size as u64).case().unwrap(), true));
    for (one, other) in [(&small, &large), (&large, &small)] {
        let bytes = workbook(&one.case, &other.plan, &other.summary, other.extras()).unwrap();
        let rows = Book::read(bytes).sheet("placements").unwrap().rows().len();
        let persons = other.plan.households.iter().map(|home| home.persons.len());
        assert_eq!(rows, persons.sum::<usize>());
    }
}

#[test]
fn what_no_sheet_has_room_for_is_left_out_and_the_sheet_says_so() {
    let mut parts = CaseParts::from(Synthetic::new(1).case().unwrap());
    let first = parts.dwellings[0].clone();
    parts.dwellings.extend((0..16_400).map(|number| {
        let mut home = Dwelling::new(format!("X-{number}").parse().unwrap(), first.location, 1);
        home.address.clone_from(&first.address);
        home.restricted = true;
        home
    }));
    let month = month_of(Synthetic::new(1).case().unwrap(), true);
    let case = Case::new(parts).unwrap();
    let book = Book::read(workbook(&case, &month.plan, &month.summary, month.extras()).unwrap());
    let told = text(&book.sheet("prices homes").unwrap().headings()[0]);
    assert!(told.contains("larger than a sheet"), "{told}");
    assert_eq!(book.sheet("homes").unwrap().rows().len(), case.dwellings().len());
}

#[test]
fn changes_and_calls_have_their_rows() {
    let case = Synthetic::tight(8).seed(3).case().unwrap();
    let before = month_of(case.clone(), false);
    let mut parts = case.into_parts();
    let gone = before.plan.households.iter().find_map(|home| home.dwelling.clone()).unwrap();
    parts.dwellings.retain(|home| home.id != gone);
    let month = month_of(Case::new(parts).unwrap().close_to_previous(), true);
    let travel = travel_times(&month.case);
    let previous = before.plan.as_previous(&month.case);
    let problem = Problem::with_previous(&month.case, &travel, &previous).unwrap();
    let options = Options::default();
    let outcome = solve(&problem, &options);
    let base = Baseline::new(&month.case, &travel, &problem, &outcome.proposal().unwrap());
    let changed = changes(&base, &before.plan, &options);
    let plan = Plan::new(&month.case, &travel, &outcome.proposal().unwrap()).unwrap();
    let extras = Extras { changes: Some(&changed), ..month.extras() };
    let book = Book::read(workbook(&month.case, &plan, &month.summary, extras).unwrap());
    let told = book.sheet("changes").unwrap().rows();
    let told = told.iter().filter(|row| !text(&row[2]).is_empty());
    assert!(!changed.is_empty() && told.count() == changed.len());
    let turns = month.prices.as_ref().unwrap().calls.iter().map(|call| call.turns.len());
    assert_eq!(book.sheet("calls").unwrap().rows().len(), turns.sum::<usize>());
}
