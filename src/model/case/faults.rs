use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::Hash;

use jiff::civil::Date;

use super::CaseParts;
use crate::geo::{Location, Point, locate};
use crate::model::FaultKind::{
    BadPlace, BadValue, Contradiction, Duplicate, Empty, Missing, OutOfRange, Repeated,
    UnknownReference,
};
use crate::model::{
    Decision, Dwelling, Fault, Kroner, Mode, Policy, SiteId, StepId, Table, Verdict,
};
use crate::time::is_skipped;

/// More tiers are a mistake: a term stands in one only, and there are fewer of them.
const MAX_TIERS: usize = 100;
/// The largest weight, penalty and rent: with them no sum of costs can overflow 64 bits.
const MAX_WEIGHT: i64 = 10_000;
const MAX_AMOUNT: i64 = 1_000_000;
const MAX_COUNT: i64 = 100_000;
const MAX_HOURS: i64 = 24 * 366;

/// Every fault of `parts`.
pub(super) fn of(parts: &CaseParts) -> Vec<Fault> {
    let mut faults = Vec::new();
    policy_faults(&parts.policy, &mut faults);
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

fn range(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &str),
    value: i64,
    (least, most): (i64, i64),
) {
    if !(least..=most).contains(&value) {
        let expected = format!("a whole number from {least} to {most}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).found(value));
    }
}

fn amount(faults: &mut Vec<Fault>, (table, row, field): (Table, usize, &str), amount: Kroner) {
    if !(Kroner::new(0)..=Kroner::new(MAX_AMOUNT)).contains(&amount) {
        let expected = format!("kroner from 0 to {MAX_AMOUNT}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).found(amount));
    }
}

fn dates(faults: &mut Vec<Fault>, (table, row): (Table, usize), named: [(&str, Option<Date>); 2]) {
    for (field, date) in named {
        if let Some(date) = date.filter(|date| !(1990..=2099).contains(&date.year())) {
            let expected = "a date from 1990 to 2099";
            faults.push(Fault::new(table, OutOfRange, expected).at(row, field).found(date));
        }
    }
    if let [(first, Some(from)), (last, Some(to))] = named
        && to < from
    {
        faults.push(
            Fault::new(table, Contradiction, format!("a date not before that of {first}"))
                .at(row, last)
                .found(to),
        );
    }
}

fn place(faults: &mut Vec<Fault>, (table, row): (Table, usize), point: Point) {
    let expected = "a place on land in or near Denmark";
    let fault = Fault::new(table, BadPlace, expected).at(row, "location");
    let mirrored = Point::new(point.northing, point.easting);
    match locate(point) {
        Location::Land => {}
        Location::Sea => faults.push(
            fault.found("a place in the sea").advise("Check the coordinates for a wrong digit"),
        ),
        Location::Elsewhere if locate(mirrored) != Location::Elsewhere => faults.push(
            fault
                .found("coordinates that are swapped")
                .advise("Swap easting and northing: easting has six digits here, northing seven"),
        ),
        Location::Elsewhere => faults.push(
            fault
                .found("a place outside Denmark")
                .advise("Check the order of the coordinates and their system"),
        ),
    }
}

fn duplicates<'a, Id: Eq + Hash + ToString + 'a>(
    faults: &mut Vec<Fault>,
    (table, field): (Table, &str),
    ids: impl Iterator<Item = &'a Id>,
) {
    let mut seen = HashSet::new();
    for (row, id) in ids.enumerate() {
        if !seen.insert(id) {
            faults.push(
                Fault::new(table, Duplicate, "an id that stands once")
                    .at(row, field)
                    .found(format!("{} again", id.to_string()))
                    .advise("Remove the repeated row or give it an id of its own"),
            );
        }
    }
}

fn policy_faults(policy: &Policy, faults: &mut Vec<Fault>) {
    let fault = |kind, expected: &str, field: &str| {
        let mut fault = Fault::new(Table::Policy, kind, expected);
        fault.field = Some(field.into());
        fault
    };
    if policy.ladder.is_empty() {
        faults.push(fault(Empty, "one step at least", "ladder"));
    }
    let steps: BTreeSet<&StepId> = policy.ladder.iter().collect();
    if steps.len() != policy.ladder.len() {
        faults.push(fault(Duplicate, "every step once", "ladder"));
    }
    let deadline = policy.deadline;
    for (field, hours) in [
        ("deadline.work_earliest_hours", deadline.work_earliest_hours),
        ("deadline.work_target_hours", deadline.work_target_hours),
        ("deadline.work_limit_hours", deadline.work_limit_hours),
        ("deadline.roof_hours", deadline.roof_hours),
    ] {
        if !(0..=MAX_HOURS).contains(&hours) {
            let expected = format!("whole hours from 0 to {MAX_HOURS}");
            faults.push(fault(OutOfRange, &expected, field).found(hours));
        }
    }
    if deadline.work_earliest_hours > deadline.work_limit_hours {
        let expected = "hours not after work_limit_hours";
        faults.push(
            fault(Contradiction, expected, "deadline.work_earliest_hours")
                .found(deadline.work_earliest_hours),
        );
    }
    let minutes = policy.travel.max_daily_minutes;
    if !(0..=24 * 60).contains(&minutes) {
        let expected = "whole minutes from 0 to 1440";
        faults.push(fault(OutOfRange, expected, "travel.max_daily_minutes").found(minutes));
    }
    for mode in Mode::ALL {
        let speed = policy.travel.speed(mode);
        for (name, value, fits) in [
            ("speed_kmh", speed.speed_kmh, speed.speed_kmh > 0.0 && speed.speed_kmh <= 500.0),
            ("detour", speed.detour, (0.1..=100.0).contains(&speed.detour)),
            (
                "overhead_minutes",
                speed.overhead_minutes,
                (0.0..=1440.0).contains(&speed.overhead_minutes),
            ),
        ] {
            if !fits {
                let field = format!("travel.{}.{name}", mode.name());
                let expected = match name {
                    "speed_kmh" => "a speed above 0 and at most 500 km/h",
                    "detour" => "a factor from 0.1 to 100",
                    _ => "minutes from 0 to 1440",
                };
                faults.push(fault(OutOfRange, expected, &field).found(value));
            }
        }
    }
    if policy.objective.iter().all(BTreeMap::is_empty) {
        faults.push(fault(Empty, "one term at least", "objective"));
    }
    let tiers = policy.objective.len();
    if tiers > MAX_TIERS {
        let expected = format!("at most {MAX_TIERS} tiers");
        faults.push(fault(OutOfRange, &expected, "objective").found(tiers));
    }
    let mut seen = BTreeSet::new();
    for (term, weight) in policy.objective.iter().flatten() {
        let field = format!("objective.{}", term.name());
        if !seen.insert(*term) {
            faults.push(fault(Repeated, "a term in one tier only", &field));
        }
        if !(0..=MAX_WEIGHT).contains(weight) {
            let expected = format!("a whole weight from 0 to {MAX_WEIGHT}");
            faults.push(fault(OutOfRange, &expected, &field).found(weight));
        }
    }
}

fn people_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    let policy = &parts.policy;
    duplicates(faults, (Table::Households, "household"), parts.households.iter().map(|h| &h.id));
    let people = || parts.households.iter().flat_map(|h| &h.members);
    duplicates(faults, (Table::Persons, "person"), people().map(|p| &p.id));
    for (row, household) in parts.households.iter().enumerate() {
        if household.members.is_empty() {
            faults.push(
                Fault::new(Table::Households, Empty, "one member at least").at(row, "members"),
            );
        }
        dates(
            faults,
            (Table::Households, row),
            [("arrival", Some(household.arrival.date())), ("", None)],
        );
        if is_skipped(household.arrival) {
            faults.push(
                Fault::new(Table::Households, BadValue, "a time that Danish clocks show")
                    .at(row, "arrival")
                    .found(household.arrival)
                    .advise(
                        "The change to summer time skips that hour: give the time an hour later",
                    ),
            );
        }
        if let Some(rent) = household.max_rent {
            amount(faults, (Table::Households, row, "max_rent"), rent);
        }
    }
    for (row, person) in people().enumerate() {
        if let Some(year) = person.birth_year {
            range(faults, (Table::Persons, row, "birth_year"), year.into(), (1890, 2099));
        }
        let Some(seeker) = &person.job_seeker else { continue };
        if let Some(minutes) = seeker.max_commute {
            range(faults, (Table::Persons, row, "max_commute"), minutes, (0, 24 * 60));
        }
        if seeker.hours.is_some_and(|hours| hours.from == hours.to) {
            faults.push(
                Fault::new(
                    Table::Persons,
                    Contradiction,
                    "hours_to at another time than hours_from",
                )
                .at(row, "hours_to"),
            );
        }
        match &seeker.best_step {
            Some(step) => step_faults(policy, step, (Table::Persons, row, "best_step"), faults),
            None if policy.rank(&policy.assume_step).is_none() => {
                let mut fault = Fault::new(Table::Policy, UnknownReference, "a step of the ladder")
                    .found(&policy.assume_step)
                    .advise("A seeker is not clarified yet: name the step to assume");
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
    (table, row, field): (Table, usize, &str),
    faults: &mut Vec<Fault>,
) {
    if policy.rank(step).is_none() {
        let ladder: Vec<&str> = policy.ladder.iter().map(StepId::as_str).collect();
        let expected = format!("a step of the ladder: {}", ladder.join(", "));
        faults.push(Fault::new(table, UnknownReference, expected).at(row, field).found(step));
    }
}

fn dwelling_faults(dwellings: &[Dwelling], faults: &mut Vec<Fault>) {
    let table = Table::Dwellings;
    duplicates(faults, (table, "dwelling"), dwellings.iter().map(|d| &d.id));
    for (row, dwelling) in dwellings.iter().enumerate() {
        place(faults, (table, row), dwelling.location);
        range(faults, (table, row, "beds"), dwelling.beds, (1, MAX_COUNT));
        range(faults, (table, row, "households"), dwelling.households, (1, MAX_COUNT));
        if let Some(rent) = dwelling.rent {
            amount(faults, (table, row, "rent"), rent);
        }
        if let Some(rooms) = dwelling.rooms.filter(|rooms| !(0.0..=1000.0).contains(rooms)) {
            faults.push(
                Fault::new(table, OutOfRange, "a number from 0 to 1000")
                    .at(row, "rooms")
                    .found(rooms),
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
    duplicates(faults, (Table::Sites, "site"), parts.sites.iter().map(|s| &s.id));
    for (row, site) in parts.sites.iter().enumerate() {
        place(faults, (Table::Sites, row), site.location);
    }
    let table = Table::Openings;
    let sites: HashSet<&SiteId> = parts.sites.iter().map(|s| &s.id).collect();
    duplicates(faults, (table, "opening"), parts.openings.iter().map(|o| &o.id));
    for (row, opening) in parts.openings.iter().enumerate() {
        known(faults, (table, row, "site"), &opening.site, &sites);
        step_faults(&parts.policy, &opening.step, (table, row, "step"), faults);
        range(faults, (table, row, "positions"), opening.positions, (0, MAX_COUNT));
        if opening.days.is_empty() {
            faults.push(Fault::new(table, Missing, "one weekday at least").at(row, "days"));
        }
        if opening.shift.from == opening.shift.to {
            faults.push(
                Fault::new(table, Contradiction, "shift_to at another time than shift_from")
                    .at(row, "shift_to"),
            );
        }
        dates(faults, (table, row), [("start", opening.start), ("closes", opening.closes)]);
    }
}

fn known<Id: Eq + Hash + ToString>(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &str),
    id: &Id,
    ids: &HashSet<&Id>,
) {
    if !ids.contains(id) {
        faults.push(
            Fault::new(table, UnknownReference, format!("the id of a known {field}"))
                .at(row, field)
                .found(id.to_string())
                .advise("Correct the id or add what it names"),
        );
    }
}

fn reference_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    let households: HashSet<_> = parts.households.iter().map(|h| &h.id).collect();
    let people: HashSet<_> =
        parts.households.iter().flat_map(|h| &h.members).map(|p| &p.id).collect();
    let dwellings: HashSet<_> = parts.dwellings.iter().map(|d| &d.id).collect();
    let sites: HashSet<_> = parts.sites.iter().map(|s| &s.id).collect();
    let openings: HashSet<_> = parts.openings.iter().map(|o| &o.id).collect();

    let mut trips = BTreeSet::new();
    for (row, entry) in parts.travel_times.iter().enumerate() {
        let table = Table::TravelTimes;
        known(faults, (table, row, "dwelling"), &entry.dwelling, &dwellings);
        known(faults, (table, row, "site"), &entry.site, &sites);
        if !(0.0..=1e6).contains(&entry.minutes) {
            faults.push(
                Fault::new(table, OutOfRange, "minutes, 0 or more")
                    .at(row, "minutes")
                    .found(entry.minutes),
            );
        }
        if !trips.insert((&entry.dwelling, &entry.site, entry.mode)) {
            repeated(faults, (table, row, "mode"), "a trip by this mode");
        }
    }
    let mut pairs = BTreeSet::new();
    for (row, entry) in parts.suitability.iter().enumerate() {
        let table = Table::Suitability;
        known(faults, (table, row, "person"), &entry.person, &people);
        known(faults, (table, row, "opening"), &entry.opening, &openings);
        penalty(faults, (table, row), entry.verdict);
        if !pairs.insert((&entry.person, &entry.opening)) {
            repeated(faults, (table, row, "opening"), "a person and an opening");
        }
    }
    let mut pairs = BTreeSet::new();
    for (row, entry) in parts.preferences.iter().enumerate() {
        let table = Table::Preferences;
        known(faults, (table, row, "household"), &entry.household, &households);
        known(faults, (table, row, "dwelling"), &entry.dwelling, &dwellings);
        penalty(faults, (table, row), entry.verdict);
        if !pairs.insert((&entry.household, &entry.dwelling)) {
            repeated(faults, (table, row, "dwelling"), "a household and a dwelling");
        }
    }
    let mut pairs = BTreeSet::new();
    for (row, decision) in parts.decisions.iter().enumerate() {
        let table = Table::Decisions;
        match decision {
            Decision::Housing { household, dwelling, .. } => {
                known(faults, (table, row, "household"), household, &households);
                known(faults, (table, row, "dwelling"), dwelling, &dwellings);
            }
            Decision::Work { person, opening, .. } => {
                known(faults, (table, row, "person"), person, &people);
                known(faults, (table, row, "opening"), opening, &openings);
            }
        }
        if !pairs.insert(pair(decision)) {
            repeated(faults, (table, row, "decision"), "a pair");
        }
    }
}

fn penalty(faults: &mut Vec<Fault>, (table, row): (Table, usize), verdict: Verdict) {
    if let Verdict::Penalty(penalty) = verdict {
        range(faults, (table, row, "penalty"), penalty, (0, MAX_AMOUNT));
    }
}

fn repeated(faults: &mut Vec<Fault>, (table, row, field): (Table, usize, &str), what: &str) {
    faults.push(
        Fault::new(table, Duplicate, format!("{what} once"))
            .at(row, field)
            .advise("Keep the row that holds"),
    );
}
