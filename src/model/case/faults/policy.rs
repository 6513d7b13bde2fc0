use std::collections::{BTreeMap, BTreeSet};

use crate::model::FaultKind::{Contradiction, Duplicate, Empty, OutOfRange, Repeated};
use crate::model::{Fault, Mode, Policy, StepId, Table};
use crate::text::{Said, said};

/// More tiers are a mistake: a term stands in one only, and there are fewer of them.
const MAX_TIERS: usize = 100;
/// The largest weight: with it no sum of costs can overflow 64 bits.
const MAX_WEIGHT: i64 = 10_000;
pub(super) const MAX_HOURS: i64 = 24 * 366;

/// Every fault of the policy.
pub(super) fn look(policy: &Policy, faults: &mut Vec<Fault>) {
    let fault = |kind, expected: Said, field: &str| {
        let mut fault = Fault::new(Table::Policy, kind, expected);
        fault.field = Some(field.to_owned().into());
        fault
    };
    if policy.ladder.is_empty() {
        faults.push(fault(Empty, said!("one step at least", "mindst ét trin"), "ladder"));
    }
    let steps: BTreeSet<&StepId> = policy.ladder.iter().collect();
    if steps.len() != policy.ladder.len() {
        faults.push(fault(Duplicate, said!("every step once", "hvert trin én gang"), "ladder"));
    }
    let deadline = policy.deadline;
    for (field, hours) in [
        ("deadline.work_earliest_hours", deadline.work_earliest_hours),
        ("deadline.work_target_hours", deadline.work_target_hours),
        ("deadline.work_limit_hours", deadline.work_limit_hours),
        ("deadline.roof_hours", deadline.roof_hours),
    ] {
        if !(0..=MAX_HOURS).contains(&hours) {
            let expected =
                said!("whole hours from 0 to {MAX_HOURS}", "hele timer fra 0 til {MAX_HOURS}");
            faults.push(fault(OutOfRange, expected, field).quoting(hours));
        }
    }
    if deadline.work_earliest_hours > deadline.work_limit_hours {
        let expected = said!(
            "hours not after work_limit_hours",
            "timer, der ikke ligger efter work_limit_hours"
        );
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
            faults.push(
                fault(
                    OutOfRange,
                    said!("whole days from 0 to 366", "hele dage fra 0 til 366"),
                    field,
                )
                .quoting(days),
            );
        }
    }
    let minutes = policy.travel.max_daily_minutes;
    if !(0..=24 * 60).contains(&minutes) {
        let expected = said!("whole minutes from 0 to 1440", "hele minutter fra 0 til 1440");
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
                    "speed_kmh" => said!(
                        "a speed above 0 and at most 500 km/h",
                        "en fart over 0 og højst 500 km/t"
                    ),
                    "detour" => said!("a factor from 0.1 to 100", "en faktor fra 0,1 til 100"),
                    _ => said!("minutes from 0 to 1440", "minutter fra 0 til 1440"),
                };
                faults.push(fault(OutOfRange, expected, &field).quoting(value));
            }
        }
    }
    if policy.objective.iter().all(BTreeMap::is_empty) {
        faults.push(fault(Empty, said!("one term at least", "mindst ét led"), "objective"));
    }
    let tiers = policy.objective.len();
    if tiers > MAX_TIERS {
        let expected = said!("at most {MAX_TIERS} tiers", "højst {MAX_TIERS} mål");
        faults.push(fault(OutOfRange, expected, "objective").quoting(tiers));
    }
    let mut seen = BTreeSet::new();
    for (term, weight) in policy.objective.iter().flatten() {
        let field = format!("objective.{}", term.name());
        if !seen.insert(*term) {
            faults.push(fault(
                Repeated,
                said!("a term in one tier only", "et led i kun ét mål"),
                &field,
            ));
        }
        if !(0..=MAX_WEIGHT).contains(weight) {
            let expected = said!(
                "a whole weight from 0 to {MAX_WEIGHT}",
                "en hel vægt fra 0 til {MAX_WEIGHT}"
            );
            faults.push(fault(OutOfRange, expected, &field).quoting(weight));
        }
    }
}
