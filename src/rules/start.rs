use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{Lacking, Reason, Refusal, days_between, deadline_of};
use crate::model::{Case, Deadline, Opening, TimeOfDay, Weekday};
use crate::time::{is_public_holiday, moment, whole_hours_up};

/// When somebody begins work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The beginning of the first shift, on Danish clocks.
    pub at: DateTime,
    /// Whole hours after reception, rounded up, by the policy's clock.
    pub hours: i64,
    /// Whole hours after the target, rounded up, by the policy's clock; 0 if not later.
    pub late_hours: i64,
}

/// The first shift of `opening` that somebody received at `reception` can reach: on one of its
/// weekdays, from `start` to `closes`, not on a public holiday, at or after reception plus
/// `work_earliest_hours`, and at most `work_limit_hours` after reception.
///
/// ```
/// use boligplacering::model::{Deadline, Opening, OpeningId, SiteId, StepId};
/// use boligplacering::rules::first_start;
/// use jiff::civil::date;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (site, step) = (SiteId::new("S-1")?, StepId::new("ordinary")?);
/// let opening = Opening::new(OpeningId::new("O-1")?, site, step);
/// // Good Friday, noon: Easter Monday is a holiday too, so work begins on Tuesday.
/// let reception = date(2016, 3, 25).at(12, 0, 0, 0);
/// let start = first_start(&opening, reception, &Deadline::default())?;
/// assert_eq!(start.at, date(2016, 3, 29).at(8, 0, 0, 0));
/// assert_eq!((start.hours, start.late_hours), (91, 43));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Reason::Closed`] or [`Reason::StartsTooLate`].
pub fn first_start(
    opening: &Opening,
    reception: DateTime,
    deadline: &Deadline,
) -> Result<Start, Reason> {
    first_start_of(timetable(opening), reception, deadline)
}

fn first_start_of(
    (opens, closes, days, shift_from): Timetable,
    reception: DateTime,
    deadline: &Deadline,
) -> Result<Start, Reason> {
    let seconds = |hours: i64| hours.saturating_mul(3600);
    let limit = seconds(deadline.work_limit_hours);
    let received = moment(reception);
    let first_day = opens.map_or(reception.date(), |opens| opens.max(reception.date()));
    let minutes = i64::from(shift_from.minutes());
    for day in first_day.series(1.day()) {
        if closes.is_some_and(|closes| day > closes) {
            return Err(Reason::Closed);
        }
        let Ok(at) = day.at(0, 0, 0, 0).checked_add(minutes.minutes()) else { break };
        let elapsed = deadline.clock.seconds_between(reception, at);
        if elapsed > limit {
            return Err(Reason::StartsTooLate);
        }
        let reachable = moment(at) >= received && elapsed >= seconds(deadline.work_earliest_hours);
        if reachable && days.contains(&Weekday::of(day)) && !is_public_holiday(day) {
            let late = elapsed.saturating_sub(seconds(deadline.work_target_hours));
            return Ok(Start {
                at,
                hours: whole_hours_up(elapsed),
                late_hours: whole_hours_up(late).max(0),
            });
        }
    }
    Err(Reason::StartsTooLate)
}

/// When somebody began who works in `opening` already, though the rules gave them no start: the first shift from
/// reception on, however early or late, or reception itself if the opening closed before that.
pub(super) fn past_start(opening: &Opening, reception: DateTime, deadline: &Deadline) -> Start {
    let mut patient = *deadline;
    (patient.work_earliest_hours, patient.work_limit_hours) = (0, i64::MAX);
    let at_once = Start { at: reception, hours: 0, late_hours: 0 };
    first_start(opening, reception, &patient).unwrap_or(at_once)
}

/// Why nobody received at `reception` can begin: the opening closes before the first shift that they
/// could reach, or that shift is after the limit, or both.
pub(super) fn start_refusals(
    opening: &Opening,
    reception: DateTime,
    deadline: &Deadline,
) -> Vec<Refusal> {
    let (opens, closes, days, shift_from) = timetable(opening);
    let mut patient = *deadline;
    patient.work_limit_hours = i64::MAX;
    let Ok(start) = first_start_of((opens, None, days, shift_from), reception, &patient) else {
        return vec![Refusal::of(Reason::StartsTooLate)];
    };
    // A shift from 24:00 begins on the day after the one that it is a shift of.
    let day = start.at.checked_sub(i64::from(shift_from.minutes()).minutes()).unwrap_or(start.at);
    let closed = closes.map_or(0, |closes| days_between(closes, day.date()));
    let late = start.hours - deadline.work_limit_hours;
    let closed = (closed > 0).then(|| Refusal::new(Reason::Closed, Lacking::Days(closed)));
    let late = (late > 0).then(|| Refusal::new(Reason::StartsTooLate, Lacking::Hours(late)));
    closed.into_iter().chain(late).collect()
}

/// The first start of everybody in every opening, worked out once for all who are received
/// together, with the same let pass, and all openings with one timetable.
pub(super) struct Starts {
    reception_of: Vec<usize>,
    timetable_of: Vec<usize>,
    timetables: usize,
    starts: Vec<Result<Start, Reason>>,
}

impl Starts {
    pub(super) fn new(case: &Case) -> Self {
        let (receptions, reception_of) = distinct(
            case.households().iter().map(|household| (household.arrival, household.leeway)),
        );
        let (timetables, timetable_of) = distinct(case.openings().iter().map(timetable));
        let starts = (receptions.iter())
            .flat_map(|(reception, leeway)| {
                let deadline = deadline_of(case.policy(), *leeway);
                let start =
                    move |timetable: &Timetable| first_start_of(*timetable, *reception, &deadline);
                timetables.iter().map(start)
            })
            .collect();
        Self { reception_of, timetable_of, timetables: timetables.len(), starts }
    }

    pub(super) fn get(&self, household: usize, opening: usize) -> Result<Start, Reason> {
        self.starts[self.reception_of[household] * self.timetables + self.timetable_of[opening]]
    }
}

/// What decides when somebody can begin.
type Timetable<'a> = (Option<Date>, Option<Date>, &'a BTreeSet<Weekday>, TimeOfDay);

fn timetable(opening: &Opening) -> Timetable<'_> {
    (opening.start, opening.closes, &opening.days, opening.shift.from)
}

/// The distinct values, and for each of the values given its index among them.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> (Vec<T>, Vec<usize>) {
    let mut known = BTreeMap::new();
    let of = values
        .map(|value| {
            let next = known.len();
            *known.entry(value).or_insert(next)
        })
        .collect();
    let mut distinct: Vec<(usize, T)> = known.into_iter().map(|(value, at)| (at, value)).collect();
    distinct.sort_by_key(|(at, _)| *at);
    (distinct.into_iter().map(|(_, value)| value).collect(), of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OpeningId, Shift, SiteId, StepId};
    use crate::time::Clock;
    use jiff::civil::date;

    fn opening() -> Opening {
        Opening {
            id: OpeningId::new("O").unwrap(),
            site: SiteId::new("S").unwrap(),
            step: StepId::new("ordinary").unwrap(),
            positions: 1,
            start: None,
            closes: None,
            days: Weekday::working_week(),
            shift: Shift::default(),
            skills: Default::default(),
            languages: Default::default(),
        }
    }

    #[test]
    fn a_shift_later_on_the_day_of_reception_counts() {
        let friday = date(2016, 4, 1).at(12, 0, 0, 0);
        let at = |from: &str| {
            let shift = Shift { from: from.parse().unwrap(), to: "23:00".parse().unwrap() };
            first_start(&Opening { shift, ..opening() }, friday, &Deadline::default())
        };
        assert_eq!(at("12:00").unwrap().hours, 0);
        assert_eq!(at("11:59").unwrap().hours, 72);
    }

    #[test]
    fn the_limit_itself_is_in_time_and_a_minute_more_is_not() {
        let friday = date(2016, 3, 25).at(12, 0, 0, 0);
        let at = |from: &str| {
            let shift = Shift { from: from.parse().unwrap(), to: "23:00".parse().unwrap() };
            first_start(&Opening { shift, ..opening() }, friday, &Deadline::default())
        };
        assert_eq!(at("13:00").unwrap().hours, 96);
        assert_eq!(at("13:01"), Err(Reason::StartsTooLate));
    }

    #[test]
    fn a_window_from_48_to_96_hours() {
        let deadline = Deadline { work_earliest_hours: 48, ..Deadline::default() };
        let monday = date(2016, 4, 4).at(12, 0, 0, 0);
        let start = first_start(&opening(), monday, &deadline).unwrap();
        assert_eq!((start.at, start.hours), (date(2016, 4, 7).at(8, 0, 0, 0), 68));
    }

    #[test]
    fn the_working_days_clock_waits_over_easter() {
        let deadline = Deadline { clock: Clock::WorkingDays, ..Deadline::default() };
        let wednesday = date(2016, 3, 23).at(12, 0, 0, 0);
        let start = first_start(&opening(), wednesday, &deadline).unwrap();
        assert_eq!((start.at, start.hours), (date(2016, 3, 29).at(8, 0, 0, 0), 20));
    }

    #[test]
    fn an_opening_that_closes_is_closed() {
        let closes = Some(date(2016, 4, 3));
        let friday = date(2016, 4, 1).at(12, 0, 0, 0);
        let opening = Opening { closes, ..opening() };
        assert_eq!(first_start(&opening, friday, &Deadline::default()), Err(Reason::Closed));
    }

    #[test]
    fn a_far_future_start_is_too_late() {
        let start = Some(date(2099, 12, 31));
        let friday = date(2016, 4, 1).at(12, 0, 0, 0);
        let opening = Opening { start, ..opening() };
        assert_eq!(first_start(&opening, friday, &Deadline::default()), Err(Reason::StartsTooLate));
    }
}
