mod ids;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use ids::Ids;

use super::CaseParts;
use crate::geo::{Location, Point, locate};
use crate::model::FaultKind::{
    BadPlace, BadValue, Contradiction, Duplicate, Empty, Missing, OutOfRange, PersonalData,
    Repeated, UnknownReference,
};
use crate::model::{
    Address, Decision, Dwelling, Fault, Kroner, Mode, Policy, Ruling, StepId, Table, Tags, Verdict,
};
use crate::text::{holds_cpr, is_production_unit};
use crate::time::is_skipped;

/// More tiers are a mistake: a term stands in one only, and there are fewer of them.
const MAX_TIERS: usize = 100;
/// Longer ladders are not told whole.
const MOST_STEPS: usize = 12;
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
    (table, row, field): (Table, usize, &'static str),
    value: i64,
    (least, most): (i64, i64),
) {
    if !(least..=most).contains(&value) {
        let expected = format!("a whole number from {least} to {most}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(value));
    }
}

fn amount(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &'static str),
    amount: Kroner,
) {
    if !(Kroner::new(0)..=Kroner::new(MAX_AMOUNT)).contains(&amount) {
        let expected = format!("kroner from 0 to {MAX_AMOUNT}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(amount));
    }
}

fn dates(
    faults: &mut Vec<Fault>,
    (table, row): (Table, usize),
    named: [(&'static str, Option<Date>); 2],
) {
    for (field, date) in named {
        if let Some(date) = date.filter(|date| !(1990..=2099).contains(&date.year())) {
            let expected = "a date from 1990 to 2099";
            faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(date));
        }
    }
    if let [(first, Some(from)), (last, Some(to))] = named
        && to < from
    {
        faults.push(
            Fault::new(table, Contradiction, format!("a date not before that of {first}"))
                .at(row, last)
                .quoting(to),
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

/// A fault where a text that will be shown holds a CPR number.
fn text(faults: &mut Vec<Fault>, (table, row, field): (Table, usize, &'static str), text: &str) {
    if holds_cpr(text) {
        faults.push(
            Fault::new(table, PersonalData, "no CPR number")
                .at(row, field)
                .found("what reads as a CPR number")
                .advise("Take the number out; it is not shown here"),
        );
    }
}

fn tags(faults: &mut Vec<Fault>, place: (Table, usize, &'static str), tags: &Tags) {
    if let Some(tag) = tags.iter().find(|tag| holds_cpr(tag.as_str())) {
        text(faults, place, tag.as_str());
    }
}

fn address(faults: &mut Vec<Fault>, (table, row): (Table, usize), address: &Address) {
    text(faults, (table, row, "address"), &address.street);
    text(faults, (table, row, "postcode"), &address.postcode);
    text(faults, (table, row, "locality"), &address.locality);
}

fn policy_faults(policy: &Policy, faults: &mut Vec<Fault>) {
    let fault = |kind, expected: &str, field: &str| {
        let mut fault = Fault::new(Table::Policy, kind, expected.to_owned());
        fault.field = Some(field.to_owned().into());
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
            faults.push(fault(OutOfRange, &expected, field).quoting(hours));
        }
    }
    if deadline.work_earliest_hours > deadline.work_limit_hours {
        let expected = "hours not after work_limit_hours";
        faults.push(
            fault(Contradiction, expected, "deadline.work_earliest_hours")
                .quoting(deadline.work_earliest_hours),
        );
    }
    let actions = policy.actions;
    for (field, days) in [
        ("actions.lease_days", actions.lease_days),
        ("actions.agreement_days", actions.agreement_days),
        ("actions.class_days", actions.class_days),
    ] {
        if !(0..=366).contains(&days) {
            faults.push(fault(OutOfRange, "whole days from 0 to 366", field).quoting(days));
        }
    }
    let minutes = policy.travel.max_daily_minutes;
    if !(0..=24 * 60).contains(&minutes) {
        let expected = "whole minutes from 0 to 1440";
        faults.push(fault(OutOfRange, expected, "travel.max_daily_minutes").quoting(minutes));
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
                faults.push(fault(OutOfRange, expected, &field).quoting(value));
            }
        }
    }
    if policy.objective.iter().all(BTreeMap::is_empty) {
        faults.push(fault(Empty, "one term at least", "objective"));
    }
    let tiers = policy.objective.len();
    if tiers > MAX_TIERS {
        let expected = format!("at most {MAX_TIERS} tiers");
        faults.push(fault(OutOfRange, &expected, "objective").quoting(tiers));
    }
    let mut seen = BTreeSet::new();
    for (term, weight) in policy.objective.iter().flatten() {
        let field = format!("objective.{}", term.name());
        if !seen.insert(*term) {
            faults.push(fault(Repeated, "a term in one tier only", &field));
        }
        if !(0..=MAX_WEIGHT).contains(weight) {
            let expected = format!("a whole weight from 0 to {MAX_WEIGHT}");
            faults.push(fault(OutOfRange, &expected, &field).quoting(weight));
        }
    }
}

fn people_faults(parts: &CaseParts, faults: &mut Vec<Fault>) {
    let policy = &parts.policy;
    let people = || parts.households.iter().flat_map(|h| &h.members);
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
                    .quoting(household.arrival)
                    .advise(
                        "The change to summer time skips that hour: give the time an hour later",
                    ),
            );
        }
        tags(faults, (Table::Households, row, "needs"), &household.needs);
        tags(faults, (Table::Households, row, "group"), &household.group);
        if let Some(rent) = household.max_rent {
            amount(faults, (Table::Households, row, "max_rent"), rent);
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
                    .quoting(&policy.assume_step)
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
    (table, row, field): (Table, usize, &'static str),
    faults: &mut Vec<Fault>,
) {
    if policy.rank(step).is_none() {
        let ladder: Vec<&str> = policy.ladder.iter().map(StepId::as_str).take(MOST_STEPS).collect();
        let more = if policy.ladder.len() > MOST_STEPS { ", …" } else { "" };
        let expected = format!("a step of the ladder: {}{more}", ladder.join(", "));
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
                Fault::new(table, OutOfRange, "a number from 0 to 1000")
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
                Fault::new(table, OutOfRange, "minutes, 0 or more")
                    .at(row, "minutes")
                    .quoting(entry.minutes),
            );
        }
        if let Some(first) = first_row(&mut trips, (&entry.dwelling, &entry.site, entry.mode), row)
        {
            repeated(faults, (table, row, "mode"), "a trip by this mode", first);
        }
    }
    let mut pairs = BTreeMap::new();
    for (row, entry) in parts.suitability.iter().enumerate() {
        let table = Table::Suitability;
        people.known(faults, (table, row, "person"), &entry.person);
        openings.known(faults, (table, row, "opening"), &entry.opening);
        penalty(faults, (table, row), entry.verdict);
        if let Some(first) = first_row(&mut pairs, (&entry.person, &entry.opening), row) {
            repeated(faults, (table, row, "opening"), "a person and an opening", first);
        }
    }
    let mut pairs = BTreeMap::new();
    for (row, entry) in parts.preferences.iter().enumerate() {
        let table = Table::Preferences;
        households.known(faults, (table, row, "household"), &entry.household);
        dwellings.known(faults, (table, row, "dwelling"), &entry.dwelling);
        penalty(faults, (table, row), entry.verdict);
        if let Some(first) = first_row(&mut pairs, (&entry.household, &entry.dwelling), row) {
            repeated(faults, (table, row, "dwelling"), "a household and a dwelling", first);
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
            let fault = Fault::new(table, Contradiction, "a `must` where something has begun");
            let advice = "Change the decision, or empty the cell";
            faults.push(fault.at(row, "begun").found("a `never`").advise(advice));
        }
        if let Some(first) = first_row(&mut pairs, pair(decision), row) {
            repeated(faults, (table, row, "decision"), "a pair", first);
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
    what: &str,
    first: usize,
) {
    faults.push(
        Fault::new(table, Duplicate, format!("{what} once"))
            .at(row, field)
            .against(first)
            .advise("Keep the row that holds"),
    );
}
