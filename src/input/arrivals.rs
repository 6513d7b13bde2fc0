mod columns;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::{Date, DateTime, date};

pub(super) use columns::COLUMNS;

use super::column::Column;
use super::log::Log;
use super::odd::far_from_others;
use super::row::Row;
use super::sheet::Sheet;
use super::value::{self, NOON};
use crate::model::{
    FaultKind, Hours, Household, HouseholdId, JobSeeker, Kroner, Leeway, Person, Policy, Table,
    Tags,
};
use crate::text::said;
use crate::time::takeover_day;

/// Households from `arrivals.csv`, in the order of their first rows.
pub(super) fn read(mut sheet: Sheet<'_>, policy: &Policy, log: &mut Log) -> Vec<Household> {
    let columns = Columns::find(&mut sheet, log);
    let mut referrals = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<HouseholdId, usize> = HashMap::new();
    while let Some(mut row) = sheet.next(log) {
        let person = row.id(columns.person);
        let household = row.id::<HouseholdId>(columns.household);
        let referred = row.date(columns.referred);
        let arrival = columns.arrival_of(&mut row, referred);
        let needs = row.tags(columns.needs);
        let group_tags = row.tags(columns.group);
        let share = row.read(columns.share, value::yes_no);
        let max_rent = row.read(columns.max_rent, value::kroner);
        let birth_year = row.read(columns.birth_year, value::whole);
        let job_seeker = columns.seeker_of(&mut row, policy);
        let (Some(person), Some(household)) = (person, household) else { continue };
        let at = match known.entry(household) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                groups.push(Group::new(entry.key().clone()));
                referrals.extend(referred.map(|day| (row.line(), day)));
                *entry.insert(groups.len() - 1)
            }
        };
        let Some(group) = groups.get_mut(at) else { continue };
        let birth_year = birth_year.map(|year| i16::try_from(year).unwrap_or(i16::MAX));
        group.members.push((Person { id: person, birth_year, job_seeker }, row.line()));
        for (field, tags) in [("needs", &needs), ("group", &group_tags)] {
            row.note_tags(at, field, tags);
        }
        group.needs.extend(needs);
        group.group.extend(group_tags);
        agree(&mut group.arrival, arrival, columns.given_arrival(&row), &mut row);
        agree(&mut group.max_rent, max_rent, columns.max_rent, &mut row);
        agree(&mut group.share, share, columns.share, &mut row);
    }
    for line in far_from_others(&referrals) {
        let column = columns.referred.at.map(|at| at + 1);
        log.warn(
            Table::Persons,
            Some(line),
            column,
            said!(
                "this referral is months away from all others",
                "denne visitering ligger måneder fra alle andre"
            ),
        );
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
    share: Option<(bool, u64)>,
    needs: Tags,
    group: Tags,
    members: Vec<(Person, u64)>,
}

impl Group {
    fn new(id: HouseholdId) -> Self {
        Self {
            id,
            arrival: None,
            max_rent: None,
            share: None,
            needs: Tags::new(),
            group: Tags::new(),
            members: Vec::new(),
        }
    }

    fn into_household(self) -> Household {
        Household {
            id: self.id,
            arrival: self.arrival.map_or(date(2000, 1, 1).to_datetime(NOON), |(at, _)| at),
            needs: self.needs,
            max_rent: self.max_rent.map(|(rent, _)| rent),
            group: self.group,
            share: self.share.is_none_or(|(shares, _)| shares),
            leeway: Leeway::default(),
            members: self.members.into_iter().map(|(person, _)| person).collect(),
        }
    }
}

/// Keeps the first value that the rows of a household give; another one is a fault.
fn agree<T: PartialEq>(
    first: &mut Option<(T, u64)>,
    value: Option<T>,
    column: Column,
    row: &mut Row<'_>,
) {
    match (&first, value) {
        (None, Some(value)) => *first = Some((value, row.line())),
        (Some((agreed, line)), Some(value)) if *agreed != value => {
            let line = *line;
            let expected =
                said!("the same for the whole household", "det samme for hele husstanden");
            row.fault(
                column,
                FaultKind::Contradiction,
                expected,
                said!("Make its rows agree", "Ret rækkerne, så de stemmer overens"),
            );
            row.compare(line);
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
    group: Column,
    share: Column,
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
            group,
            share,
        ] = sheet.columns(COLUMNS, log);
        if arrival.at.or(referred.at).is_none() {
            let expected = said!(
                "a column arrival (ankomst) or referred (visiteret)",
                "en kolonne ankomst (arrival) eller visiteret (referred)"
            );
            sheet.lacks(&[arrival.name, referred.name], expected, log);
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
            group,
            share,
        }
    }

    /// The reception: as given, else noon of the takeover day.
    fn arrival_of(&self, row: &mut Row<'_>, referred: Option<Date>) -> Option<DateTime> {
        if row.has(self.arrival) {
            return row.moment(self.arrival);
        }
        let column = self.given_arrival(row);
        if column.at.is_some() && !row.has(column) {
            row.missing(
                column,
                said!(
                    "a date of arrival, or one of referral",
                    "en dato for ankomst eller for visitering"
                ),
            );
        }
        referred.map(|day| takeover_day(day).to_datetime(NOON))
    }

    /// The column that gives the reception in this row.
    fn given_arrival(&self, row: &Row<'_>) -> Column {
        let by_referral = row.has(self.referred) && !row.has(self.arrival);
        if by_referral || self.arrival.at.is_none() { self.referred } else { self.arrival }
    }

    fn seeker_of(&self, row: &mut Row<'_>, policy: &Policy) -> Option<JobSeeker> {
        let seeks = row.read(self.job_seeker, value::yes_no);
        let [from, to] = self.hours.map(|column| row.time(column));
        let seeker = JobSeeker {
            best_step: row.optional_step(self.best_step, policy),
            skills: row.tags(self.skills),
            languages: row.tags(self.languages),
            modes: row.words(self.modes, value::mode),
            max_commute: row.read(self.max_commute, value::whole_minutes),
            hours: Hours::between(from, to),
            more_minutes: 0,
        };
        seeks.unwrap_or(false).then_some(seeker)
    }
}
