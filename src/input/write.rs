use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::civil::{Date, DateTime, Time};

use super::file_name::file_name;
use super::policy_text::policy_text;
use super::row::is_taken_for_comment;
use super::value::is_no_tag;
use crate::files::{csv_table, write_together};
use crate::geo::Point;
use crate::model::{
    Address, Case, Decision, DwellingKind, Household, Mode, Person, Ruling, Table, Tag, Tags,
    Verdict,
};
use crate::text::Language;

/// Writes `case` as a folder that [`read_case`](super::read_case) reads back as the same case:
/// English headings, semicolons, UTF-8 with a byte-order mark; all files or none.
///
/// # Errors
/// Where a file cannot be written, and those of [`case_tables`].
pub fn write_case(case: &Case, dir: &Path) -> io::Result<()> {
    let named = |(table, file)| (file_name(table, Language::English), file);
    let files: Vec<_> = case_tables(case)?.into_iter().map(named).collect();
    write_together(dir, &files)
}

/// The files that [`write_case`] writes, from which [`read_case_from`](super::read_case_from) reads
/// the same case.
///
/// # Errors
/// Where something is to be written that would be read as something else: a tag that is empty or a
/// word for none, or has `|`, a comma or a line break in it, or an arrival at midnight exactly,
/// which counts as a date alone.
pub fn case_tables(case: &Case) -> io::Result<BTreeMap<Table, Vec<u8>>> {
    Ok(BTreeMap::from([
        (Table::Policy, policy_text(case.policy()).into_bytes()),
        (Table::Persons, arrivals(case)?),
        (Table::Dwellings, dwellings(case)?),
        (Table::Sites, sites(case)?),
        (Table::Openings, openings(case)?),
        (Table::TravelTimes, travel_times(case)?),
        (Table::Suitability, suitability(case)?),
        (Table::Preferences, preferences(case)?),
        (Table::Decisions, decisions(case)?),
    ]))
}

fn sheet<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = io::Result<[String; N]>>,
) -> io::Result<Vec<u8>> {
    let no_comment = |mut row: [String; N]| {
        if let Some(first) = row.first_mut().filter(|first| is_taken_for_comment(first)) {
            first.insert(0, '\'');
        }
        row
    };
    csv_table(header, rows.map(|row| row.map(no_comment)))
}

fn arrivals(case: &Case) -> io::Result<Vec<u8>> {
    let header = [
        "person",
        "household",
        "arrival",
        "referred",
        "birth_year",
        "job_seeker",
        "best_step",
        "skills",
        "languages",
        "modes",
        "max_commute",
        "hours_from",
        "hours_to",
        "needs",
        "max_rent",
        "group",
        "share",
    ];
    let people = case.households().iter().flat_map(|h| h.members.iter().map(move |p| (h, p)));
    sheet(header, people.map(|(household, person)| arrival(household, person)))
}

fn arrival(household: &Household, person: &Person) -> io::Result<[String; 17]> {
    let seeker = person.job_seeker.as_ref();
    let hours = seeker.and_then(|s| s.hours);
    let none = Tags::new();
    Ok([
        text(person.id.as_str()),
        text(household.id.as_str()),
        moment(household.arrival)?,
        String::new(),
        or_empty(person.birth_year),
        yes(seeker.is_some()),
        text(seeker.and_then(|s| s.best_step.as_ref()).map_or("", |step| step.as_str())),
        tags(seeker.map_or(&none, |s| &s.skills))?,
        tags(seeker.map_or(&none, |s| &s.languages))?,
        joined(seeker.iter().flat_map(|s| &s.modes).map(|mode| mode.name())),
        or_empty(seeker.and_then(|s| s.max_commute)),
        or_empty(hours.map(|hours| hours.from)),
        or_empty(hours.map(|hours| hours.to)),
        tags(&household.needs)?,
        or_empty(household.max_rent),
        tags(&household.group)?,
        yes(household.share),
    ])
}

fn dwellings(case: &Case) -> io::Result<Vec<u8>> {
    let header = [
        "dwelling",
        "easting",
        "northing",
        "address",
        "postcode",
        "locality",
        "beds",
        "households",
        "rooms",
        "rent",
        "available_from",
        "available_to",
        "kind",
        "restricted",
        "features",
        "reserved_for",
    ];
    let rows = case.dwellings().iter().map(|dwelling| {
        let [easting, northing] = metres(dwelling.location);
        let [street, postcode, locality] = address(&dwelling.address);
        Ok([
            text(dwelling.id.as_str()),
            easting,
            northing,
            street,
            postcode,
            locality,
            dwelling.beds.to_string(),
            dwelling.households.to_string(),
            or_empty(dwelling.rooms),
            or_empty(dwelling.rent),
            or_empty(dwelling.available_from),
            or_empty(dwelling.available_to),
            match dwelling.kind {
                DwellingKind::Permanent => "permanent".into(),
                DwellingKind::Temporary => "temporary".into(),
            },
            yes(dwelling.restricted),
            tags(&dwelling.features)?,
            tags(&dwelling.reserved_for)?,
        ])
    });
    sheet(header, rows)
}

fn sites(case: &Case) -> io::Result<Vec<u8>> {
    let header = ["site", "employer", "easting", "northing", "address", "postcode", "locality"];
    let rows = case.sites().iter().map(|site| {
        let [easting, northing] = metres(site.location);
        let [street, postcode, locality] = address(&site.address);
        let (id, employer) = (text(site.id.as_str()), text(&site.employer));
        Ok([id, employer, easting, northing, street, postcode, locality])
    });
    sheet(header, rows)
}

fn openings(case: &Case) -> io::Result<Vec<u8>> {
    let header = [
        "opening",
        "site",
        "step",
        "positions",
        "start",
        "closes",
        "days",
        "shift_from",
        "shift_to",
        "skills",
        "languages",
    ];
    let rows = case.openings().iter().map(|opening| {
        Ok([
            text(opening.id.as_str()),
            text(opening.site.as_str()),
            text(opening.step.as_str()),
            opening.positions.to_string(),
            or_empty(opening.start),
            or_empty(opening.closes),
            joined(opening.days.iter().map(|day| day.name())),
            opening.shift.from.to_string(),
            opening.shift.to.to_string(),
            tags(&opening.skills)?,
            tags(&opening.languages)?,
        ])
    });
    sheet(header, rows)
}

fn travel_times(case: &Case) -> io::Result<Vec<u8>> {
    let rows = case.travel_times().iter().map(|entry| {
        let (dwelling, site) = (text(entry.dwelling.as_str()), text(entry.site.as_str()));
        Ok([dwelling, site, Mode::name(entry.mode).into(), entry.minutes.to_string()])
    });
    sheet(["dwelling", "site", "mode", "minutes"], rows)
}

fn suitability(case: &Case) -> io::Result<Vec<u8>> {
    let rows = case.suitability().iter().map(|entry| {
        Ok([text(entry.person.as_str()), text(entry.opening.as_str()), penalty(entry.verdict)])
    });
    sheet(["person", "opening", "penalty"], rows)
}

fn preferences(case: &Case) -> io::Result<Vec<u8>> {
    let rows = case.preferences().iter().map(|entry| {
        Ok([text(entry.household.as_str()), text(entry.dwelling.as_str()), penalty(entry.verdict)])
    });
    sheet(["household", "dwelling", "penalty"], rows)
}

fn decisions(case: &Case) -> io::Result<Vec<u8>> {
    let rows = case.decisions().iter().map(|decision| {
        let empty = String::new;
        Ok(match decision {
            Decision::Housing { household, dwelling, decision, begun } => {
                let (who, what) = (text(household.as_str()), text(dwelling.as_str()));
                [who, empty(), what, empty(), ruling(*decision), yes(*begun)]
            }
            Decision::Work { person, opening, decision, begun } => {
                let (who, what) = (text(person.as_str()), text(opening.as_str()));
                [empty(), who, empty(), what, ruling(*decision), yes(*begun)]
            }
        })
    });
    sheet(["household", "person", "dwelling", "opening", "decision", "begun"], rows)
}

fn text(text: &str) -> String {
    text.trim().to_owned()
}

fn tags(tags: &Tags) -> io::Result<String> {
    let fits = |tag: &Tag| !is_no_tag(tag) && !tag.as_str().contains(['|', ',', '\n', '\r']);
    if tags.iter().all(fits) {
        Ok(joined(tags.iter().map(Tag::as_str)))
    } else {
        Err(unwritable(
            "a tag that is a word for none, or has a bar, a comma or a line break in it",
        ))
    }
}

fn unwritable(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

fn joined<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join("|")
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes(value: bool) -> String {
    if value { "yes".into() } else { "no".into() }
}

fn moment(at: DateTime) -> io::Result<String> {
    if at.time() == Time::midnight() {
        return Err(unwritable("an arrival at midnight exactly, which is read as noon"));
    }
    let date: Date = at.date();
    Ok(match at.second() {
        0 => format!("{date} {:02}:{:02}", at.hour(), at.minute()),
        second => format!("{date} {:02}:{:02}:{second:02}", at.hour(), at.minute()),
    })
}

fn metres(point: Point) -> [String; 2] {
    [point.easting.to_string(), point.northing.to_string()]
}

fn address(address: &Address) -> [String; 3] {
    [text(&address.street), text(&address.postcode), text(&address.locality)]
}

fn penalty(verdict: Verdict) -> String {
    match verdict {
        Verdict::Penalty(penalty) => penalty.to_string(),
        Verdict::Never => "never".into(),
    }
}

fn ruling(ruling: Ruling) -> String {
    match ruling {
        Ruling::Must => "must".into(),
        Ruling::Never => "never".into(),
    }
}
