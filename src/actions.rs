//! Who has to do what by when for a plan to come true: the action plan (*handlingsplan*).
//!
//! * Whoever is not clarified is talked to, by the last day that helps ([`Call::last_day`]) and no later than the
//!   agreement with their employer. Where that day is not worked out, or nothing depends on it, the talk comes on the last
//!   working day before anything else that is done for them or their household: nobody is forgotten.
//! * A dwelling has its lease, the policy's `lease_days` before somebody moves in, and is ready on that day: reception, or
//!   the dwelling's `available_from` if that is later.
//! * An employer has an agreement, `agreement_days` before the first of those who begin there, and a first day of work.
//! * Whoever the plan leaves out: a home is looked for until its lease would be due, work until the agreement would be
//!   that lets it begin at the limit.
//! * A household is received at its hour, with or without a home.
//! * Adults are enrolled in Danish classes, `class_days` before these begin: no later than a month after reception
//!   (Integrationsloven § 21). An adult is whoever is not known to be younger than 18 in the year of reception.
//!
//! What has begun, living somewhere or working somewhere, needs no lease, keys, reception, agreement or first day.
//!
//! Days are working days: the last on or before the day that the policy's figures give. Only what happens on a day of its
//! own is on that day, be it a holiday: reception, a first day of work, and keys that nobody can have before. No clock is
//! read, so a day may be past. Actions speak of ids, in no language; `report` has the words.

mod action;
mod maker;
mod task;

pub use action::Action;
pub use task::{Beginner, Task};

use crate::explain::Call;
use crate::model::Case;
use crate::plan::Plan;
use maker::Maker;

/// Who has to do what by when for `plan` to come true, sorted by day, then by role and ids. `calls`: whom to call, if that
/// is worked out.
///
/// ```
/// use boligplacering::actions::{Task, actions};
/// use boligplacering::model::Role;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let actions = actions(&case, &plan, None);
/// let lease = actions.iter().find(|action| matches!(action.task, Task::Lease { .. })).unwrap();
/// assert_eq!(lease.role, Role::Housing);
/// assert!(lease.due < case.households()[0].arrival.date());
/// ```
pub fn actions(case: &Case, plan: &Plan, calls: Option<&[Call]>) -> Vec<Action> {
    let mut maker = Maker::new(case, calls.unwrap_or_default());
    for placed in &plan.households {
        maker.household(placed);
    }
    maker.actions()
}
