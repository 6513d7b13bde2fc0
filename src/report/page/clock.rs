use crate::model::Deadline;
use crate::words::Words;

/// The hours from reception to the limit, with the start of work on them; places in percent of the width.
pub(super) struct Clock {
    pub(super) told: String,
    pub(super) start: String,
    pub(super) target: String,
    pub(super) limit: String,
    /// Where the text above the start begins, so that it stays inside.
    pub(super) anchor: &'static str,
    pub(super) after: String,
    pub(super) target_hours: String,
    pub(super) limit_hours: String,
}

impl Clock {
    /// The clock of work that begins so many hours after reception.
    pub(super) fn new(words: &dyn Words, hours: i64, deadline: &Deadline) -> Self {
        let (target, limit) = (deadline.work_target_hours, deadline.work_limit_hours);
        let end = limit.max(hours).max(target).max(1);
        let percent = |hours: i64| {
            let tenths = i128::from(hours.max(0)) * 1000 / i128::from(end);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let part = 100 * i128::from(hours.max(0)) / i128::from(end);
        let anchor = match part {
            ..15 => "start",
            15..85 => "middle",
            _ => "end",
        };
        Self {
            told: words.clock_told(hours, target, limit),
            start: percent(hours),
            target: percent(target),
            limit: percent(limit),
            anchor,
            after: words.begins_after(hours),
            target_hours: words.short_hours(target),
            limit_hours: words.short_hours(limit),
        }
    }
}
