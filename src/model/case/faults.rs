mod ids;
mod policy;
mod values;

use std::collections::BTreeMap;

use ids::Ids;
use values::{MAX_AMOUNT, address, amount, dates, place, range, tags, text};

use super::CaseParts;
use crate::model::FaultKind::{
    BadValue, Contradiction, Duplicate, Empty, Missing, OutOfRange, UnknownReference,
};
use crate::model::{
    Decision, Dwelling, Fault, Policy, Ruling, StepId, Table, Verdict, step_in_danish,
};
use crate::text::{is_production_unit, said};
use crate::time::is_skipped;

/// Longer ladders are not told whole.
const MOST_STEPS: usize = 12;
const MAX_COUNT: i64 = 100_000;

/// Every fault of `parts`.
pub(super) fn of(parts: &CaseParts) -> Vec<Fault> {
    let mut faults = Vec::new();
    policy::look(&parts.policy, &mut faults);
    people_faults(parts, &mut faults);
    dwelling_faults(&parts.dwellings, &mut faults);
    work_faults(parts, &mut faults);
    reference_faults(parts, &mut faults);
    faults
}

fn pair(decision: &Decision) -> (u8, &str, &str) {
    match decision {
        Decision::Housing { household, dwelling, .. } => (0, household.as_str(), dwelling.as_str()),
        Decision::Work { person, opening, .. } => (1, person.as_str(), opening.as_str()),
    }
}

fn people_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    let policy = &parts.policy;
    let people = || parts.households.iter().flat_map(|h| &h.members);
    for (row, household) in parts.households.iter().enumerate() {
        if household.members.is_empty() {
            faults.push(
                Fault::new(
                    Table::Households,
                    Empty,
                    said!("one member at least", "mindst ét medlem"),
                )
                .at(row, "members"),
            );
        }
        dates(
            faults,
            (Table::Households, row),
            [("arrival", Some(household.arrival.date())), ("", None)],
        );
        if is_skipped(household.arrival) {
            faults.push(
                Fault::new(
                    Table::Households,
                    BadValue,
                    said!("a time that Danish clocks show", "et tidspunkt, som danske ure viser"),
                )
                .at(row, "arrival")
                .quoting(household.arrival)
                .advise(said!(
                    "The change to summer time skips that hour: give the time an hour later",
                    "Skiftet til sommertid springer den time over: angiv tidspunktet en time senere"
                )),
            );
        }
        tags(faults, (Table::Households, row, "needs"), &household.needs);
        tags(faults, (Table::Households, row, "group"), &household.group);
        if let Some(rent) = household.max_rent {
            amount(faults, (Table::Households, row, "max_rent"), rent);
        }
        let leeway = household.leeway;
        for (field, hours) in
            [("roof_hours", leeway.roof_hours), ("limit_hours", leeway.limit_hours)]
        {
            range(faults, (Table::Households, row, field), hours, (0, policy::MAX_HOURS));
        }
    }
    for (row, person) in people().enumerate() {
        if let Some(year) = person.birth_year {
            range(faults, (Table::Persons, row, "birth_year"), year.into(), (1890, 2099));
        }
        let Some(seeker) = &person.job_seeker else { continue };
        tags(faults, (Table::Persons, row, "skills"), &seeker.skills);
        tags(faults, (Table::Persons, row, "languages"), &seeker.languages);
        if let Some(minutes) = seeker.max_commute {
            range(faults, (Table::Persons, row, "max_commute"), minutes, (0, 24 * 60));
        }
        range(faults, (Table::Persons, row, "more_minutes"), seeker.more_minutes, (0, 24 * 60));
        if seeker.hours.is_some_and(|hours| hours.from == hours.to) {
            faults.push(
                Fault::new(
                    Table::Persons,
                    Contradiction,
                    said!(
                        "hours_to at another time than hours_from",
                        "et andet klokkeslæt i tid_til end i tid_fra"
                    ),
                )
                .at(row, "hours_to"),
            );
        }
        match &seeker.best_step {
            Some(step) => step_faults(policy, step, (Table::Persons, row, "best_step"), faults),
            None if policy.rank(&policy.assume_step).is_none() => {
                let mut fault = Fault::new(
                    Table::Policy,
                    UnknownReference,
                    said!("a step of the ladder", "et trin på trappen"),
                )
                .quoting(&policy.assume_step)
                .advise(said!(
                    "A seeker is not clarified yet: name the step to assume",
                    "En jobsøgende er endnu ikke afklaret: angiv det trin, der skal antages"
                ));
                fault.field = Some("assume_step".into());
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
            None => {}
        }
    }
}

fn step_faults(
    policy: &Policy,
    step: &StepId,
    (table, row, field): (Table, usize, &'static str),
    faults: &mut Vec<Fault>,
) {
    if policy.rank(step).is_none() {
        let names = |name: fn(&StepId) -> &str| {
            policy.ladder.iter().map(name).take(MOST_STEPS).collect::<Vec<_>>().join(", ")
        };
        let (ladder, danish) = (names(StepId::as_str), names(step_in_danish));
        let more = if policy.ladder.len() > MOST_STEPS { ", …" } else { "" };
        let expected =
            said!("a step of the ladder: {ladder}{more}", "et trin på trappen: {danish}{more}");
        faults.push(Fault::new(table, UnknownReference, expected).at(row, field).quoting(step));
    }
}

fn dwelling_faults(dwellings: &[Dwelling], faults: &mut Vec<Fault>) {
    let table = Table::Dwellings;
    for (row, dwelling) in dwellings.iter().enumerate() {
        place(faults, (table, row), dwelling.location);
        address(faults, (table, row), &dwelling.address);
        tags(faults, (table, row, "features"), &dwelling.features);
        tags(faults, (table, row, "reserved_for"), &dwelling.reserved_for);
        range(faults, (table, row, "beds"), dwelling.beds, (1, MAX_COUNT));
        range(faults, (table, row, "households"), dwelling.households, (1, MAX_COUNT));
        if let Some(rent) = dwelling.rent {
            amount(faults, (table, row, "rent"), rent);
        }
        if let Some(rooms) = dwelling.rooms.filter(|rooms| !(0.0..=1000.0).contains(rooms)) {
            faults.push(
                Fault::new(
                    table,
                    OutOfRange,
                    said!("a number from 0 to 1000", "et tal fra 0 til 1000"),
                )
                .at(row, "rooms")
                .quoting(rooms),
            );
        }
        dates(
            faults,
            (table, row),
            [("available_from", dwelling.available_from), ("available_to", dwelling.available_to)],
        );
    }
}

fn work_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    for (row, site) in parts.sites.iter().enumerate() {
        place(faults, (Table::Sites, row), site.location);
        address(faults, (Table::Sites, row), &site.address);
        if !is_production_unit(&site.employer) {
            text(faults, (Table::Sites, row, "employer"), &site.employer);
        }
    }
    let table = Table::Openings;
    for (row, opening) in parts.openings.iter().enumerate() {
        step_faults(&parts.policy, &opening.step, (table, row, "step"), faults);
        range(faults, (table, row, "positions"), opening.positions, (0, MAX_COUNT));
        tags(faults, (table, row, "skills"), &opening.skills);
        tags(faults, (table, row, "languages"), &opening.languages);
        if opening.days.is_empty() {
            faults.push(
                Fault::new(table, Missing, said!("one weekday at least", "mindst én ugedag"))
                    .at(row, "days"),
            );
        }
        if opening.shift.from == opening.shift.to {
            faults.push(
                Fault::new(
                    table,
                    Contradiction,
                    said!(
                        "shift_to at another time than shift_from",
                        "et andet klokkeslæt i vagt_til end i vagt_fra"
                    ),
                )
                .at(row, "shift_to"),
            );
        }
        dates(faults, (table, row), [("start", opening.start), ("closes", opening.closes)]);
    }
}

fn reference_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    let people = parts.households.iter().flat_map(|h| &h.members).map(|p| &p.id);
    let (household, person) = ((Table::Households, "household"), (Table::Persons, "person"));
    let households = Ids::new(faults, household, parts.households.iter().map(|h| &h.id));
    let people = Ids::new(faults, person, people);
    let dwelling = (Table::Dwellings, "dwelling");
    let dwellings = Ids::new(faults, dwelling, parts.dwellings.iter().map(|d| &d.id));
    let sites = Ids::new(faults, (Table::Sites, "site"), parts.sites.iter().map(|s| &s.id));
    let opening = (Table::Openings, "opening");
    let openings = Ids::new(faults, opening, parts.openings.iter().map(|o| &o.id));

    for (row, opening) in parts.openings.iter().enumerate() {
        sites.known(faults, (Table::Openings, row, "site"), &opening.site);
    }
    let mut trips = BTreeMap::new();
    for (row, entry) in parts.travel_times.iter().enumerate() {
        let table = Table::TravelTimes;
        dwellings.known(faults, (table, row, "dwelling"), &entry.dwelling);
        sites.known(faults, (table, row, "site"), &entry.site);
        if !(0.0..=1e6).contains(&entry.minutes) {
            faults.push(
                Fault::new(
                    table,
                    OutOfRange,
                    said!("minutes, 0 or more", "minutter, 0 eller flere"),
                )
                .at(row, "minutes")
                .quoting(entry.minutes),
            );
        }
        if let Some(first) = first_row(&mut trips, (&entry.dwelling, &entry.site, entry.mode), row)
        {
            repeated(
                faults,
                (table, row, "mode"),
                ["a trip by this mode", "en rejse med dette transportmiddel"],
                first,
            );
        }
    }
    let mut pairs = BTreeMap::new();
    for (row, entry) in parts.suitability.iter().enumerate() {
        let table = Table::Suitability;
        people.known(faults, (table, row, "person"), &entry.person);
        openings.known(faults, (table, row, "opening"), &entry.opening);
        penalty(faults, (table, row), entry.verdict);
        if let Some(first) = first_row(&mut pairs, (&entry.person, &entry.opening), row) {
            repeated(
                faults,
                (table, row, "opening"),
                ["a person and an opening", "en person og en stilling"],
                first,
            );
        }
    }
    let mut pairs = BTreeMap::new();
    for (row, entry) in parts.preferences.iter().enumerate() {
        let table = Table::Preferences;
        households.known(faults, (table, row, "household"), &entry.household);
        dwellings.known(faults, (table, row, "dwelling"), &entry.dwelling);
        penalty(faults, (table, row), entry.verdict);
        if let Some(first) = first_row(&mut pairs, (&entry.household, &entry.dwelling), row) {
            repeated(
                faults,
                (table, row, "dwelling"),
                ["a household and a dwelling", "en husstand og en bolig"],
                first,
            );
        }
    }
    let mut pairs = BTreeMap::new();
    for (row, decision) in parts.decisions.iter().enumerate() {
        let table = Table::Decisions;
        match decision {
            Decision::Housing { household, dwelling, .. } => {
                households.known(faults, (table, row, "household"), household);
                dwellings.known(faults, (table, row, "dwelling"), dwelling);
            }
            Decision::Work { person, opening, .. } => {
                people.known(faults, (table, row, "person"), person);
                openings.known(faults, (table, row, "opening"), opening);
            }
        }
        if decision.has_begun() && decision.ruling() == Ruling::Never {
            let expected =
                said!("a `must` where something has begun", "`skal`, når noget er begyndt");
            let advice = said!(
                "Change the decision, or empty the cell",
                "Ret beslutningen, eller tøm cellen"
            );
            let fault = Fault::new(table, Contradiction, expected).at(row, "begun");
            faults.push(fault.found(said!("a `never`", "`aldrig`")).advise(advice));
        }
        if let Some(first) = first_row(&mut pairs, pair(decision), row) {
            repeated(faults, (table, row, "decision"), ["a pair", "et par"], first);
        }
    }
}

fn penalty(faults: &mut Vec<Fault>, (table, row): (Table, usize), verdict: Verdict) {
    if let Verdict::Penalty(penalty) = verdict {
        range(faults, (table, row, "penalty"), penalty, (0, MAX_AMOUNT));
    }
}

/// The row in which `key` stands already, if it does.
fn first_row<K: Ord>(known: &mut BTreeMap<K, usize>, key: K, row: usize) -> Option<usize> {
    let first = *known.entry(key).or_insert(row);
    (first != row).then_some(first)
}

fn repeated(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &'static str),
    [what, in_danish]: [&str; 2],
    first: usize,
) {
    faults.push(
        Fault::new(table, Duplicate, said!("{what} once", "{in_danish} kun én gang"))
            .at(row, field)
            .against(first)
            .advise(said!("Keep the row that holds", "Behold den række, der gælder")),
    );
}
