use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Display;

use jiff::civil::{DateTime, date};

use super::log::Log;
use super::row::Row;
use super::sheet::{Column, Sheet, optional, required};
use super::value::{self, NOON};
use crate::model::{
    FaultKind, Hours, Household, HouseholdId, JobSeeker, Kroner, Person, Table, Tags,
};
use crate::time::takeover_day;

/// Households from `arrivals.csv`, in the order of their first rows.
pub(super) fn read(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Household> {
    let columns = Columns::find(&mut sheet, log);
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<HouseholdId, usize> = HashMap::new();
    while let Some(mut row) = sheet.next(log) {
        let person = row.id(columns.person);
        let household = row.id::<HouseholdId>(columns.household);
        let arrival = columns.arrival_of(&mut row);
        let needs = row.tags(columns.needs);
        let max_rent = row.read(columns.max_rent, value::kroner);
        let birth_year = row.read(columns.birth_year, value::whole);
        let job_seeker = columns.seeker_of(&mut row);
        let (Some(person), Some(household)) = (person, household) else { continue };
        let at = match known.entry(household) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                groups.push(Group::new(entry.key().clone()));
                *entry.insert(groups.len() - 1)
            }
        };
        let Some(group) = groups.get_mut(at) else { continue };
        let birth_year = birth_year.map(|year| i16::try_from(year).unwrap_or(i16::MAX));
        group.members.push((Person { id: person, birth_year, job_seeker }, row.line()));
        group.needs.extend(needs);
        agree(&mut group.arrival, arrival, columns.given_arrival(&row), &mut row);
        agree(&mut group.max_rent, max_rent, columns.max_rent, &mut row);
    }
    let persons = groups.iter().flat_map(|group| group.members.iter().map(|(_, line)| *line));
    log.place(Table::Persons).lines = persons.collect();
    let households = groups.iter().filter_map(|group| group.members.first());
    log.place(Table::Households).lines = households.map(|(_, line)| *line).collect();
    groups.into_iter().map(Group::into_household).collect()
}

/// A household while its rows are read; what its rows must agree on comes with its line.
struct Group {
    id: HouseholdId,
    arrival: Option<(DateTime, u64)>,
    max_rent: Option<(Kroner, u64)>,
    needs: Tags,
    members: Vec<(Person, u64)>,
}

impl Group {
    fn new(id: HouseholdId) -> Self {
        Self { id, arrival: None, max_rent: None, needs: Tags::new(), members: Vec::new() }
    }

    fn into_household(self) -> Household {
        Household {
            id: self.id,
            arrival: self.arrival.map_or(date(2000, 1, 1).to_datetime(NOON), |(at, _)| at),
            needs: self.needs,
            max_rent: self.max_rent.map(|(rent, _)| rent),
            members: self.members.into_iter().map(|(person, _)| person).collect(),
        }
    }
}

/// Keeps the first value that the rows of a household give; another one is a fault.
fn agree<T: PartialEq + Display>(
    first: &mut Option<(T, u64)>,
    value: Option<T>,
    column: Column,
    row: &mut Row<'_>,
) {
    match (&first, value) {
        (None, Some(value)) => *first = Some((value, row.line())),
        (Some((agreed, line)), Some(value)) if *agreed != value => {
            let expected = format!("the same for the whole household, as in line {line}");
            row.fault(column, FaultKind::Contradiction, &expected, "Make its rows agree");
        }
        _ => {}
    }
}

struct Columns {
    person: Column,
    household: Column,
    arrival: Column,
    referred: Column,
    birth_year: Column,
    job_seeker: Column,
    best_step: Column,
    skills: Column,
    languages: Column,
    modes: Column,
    max_commute: Column,
    hours: [Column; 2],
    needs: Column,
    max_rent: Column,
}

impl Columns {
    fn find(sheet: &mut Sheet<'_>, log: &mut Log) -> Self {
        let [
            person,
            household,
            arrival,
            referred,
            birth_year,
            job_seeker,
            best_step,
            skills,
            languages,
            modes,
            max_commute,
            hours_from,
            hours_to,
            needs,
            max_rent,
        ] = sheet.columns(
            [
                required("person", "person"),
                required("household", "husstand"),
                optional("arrival", "ankomst"),
                optional("referred", "visiteret"),
                optional("birth_year", "fødselsår"),
                optional("job_seeker", "jobsøgende"),
                optional("best_step", "bedste_trin"),
                optional("skills", "kompetencer"),
                optional("languages", "sprog"),
                optional("modes", "transport"),
                optional("max_commute", "maks_rejsetid"),
                optional("hours_from", "tid_fra"),
                optional("hours_to", "tid_til"),
                optional("needs", "behov"),
                optional("max_rent", "maks_husleje"),
            ],
            log,
        );
        if arrival.at.or(referred.at).is_none() {
            sheet.lacks(arrival.name, "a column arrival (ankomst) or referred (visiteret)", log);
        }
        let hours = [hours_from, hours_to];
        Self {
            person,
            household,
            arrival,
            referred,
            birth_year,
            job_seeker,
            best_step,
            skills,
            languages,
            modes,
            max_commute,
            hours,
            needs,
            max_rent,
        }
    }

    /// The reception: as given, else noon of the takeover day.
    fn arrival_of(&self, row: &mut Row<'_>) -> Option<DateTime> {
        let referred = row.read(self.referred, value::date);
        if row.has(self.arrival) {
            return row.read(self.arrival, value::date_time);
        }
        let column = self.given_arrival(row);
        if column.at.is_some() && !row.has(column) {
            row.missing(column, "a date of arrival, or one of referral");
        }
        referred.map(|day| takeover_day(day).to_datetime(NOON))
    }

    /// The column that gives the reception in this row.
    fn given_arrival(&self, row: &Row<'_>) -> Column {
        let by_referral = row.has(self.referred) && !row.has(self.arrival);
        if by_referral || self.arrival.at.is_none() { self.referred } else { self.arrival }
    }

    fn seeker_of(&self, row: &mut Row<'_>) -> Option<JobSeeker> {
        let seeks = row.read(self.job_seeker, value::yes_no);
        let [from, to] = self.hours.map(|column| row.read(column, value::time_of_day));
        let seeker = JobSeeker {
            best_step: row.optional_id(self.best_step),
            skills: row.tags(self.skills),
            languages: row.tags(self.languages),
            modes: row.words(self.modes, value::mode),
            max_commute: row.read(self.max_commute, value::whole_minutes),
            hours: Hours::between(from, to),
        };
        seeks.unwrap_or(false).then_some(seeker)
    }
}
