use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Task;
use crate::model::{HouseholdId, PersonId, Role};

/// Something that somebody has to do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Action {
    /// The last day on which it is in time; of what happens on a day of its own, that day.
    pub due: Date,
    /// Who does it.
    pub role: Role,
    /// What.
    pub task: Task,
    /// The households that it is for, sorted.
    pub households: Vec<HouseholdId>,
    /// The persons of them that it is for, sorted; none where it is for whole households.
    pub persons: Vec<PersonId>,
}

impl Action {
    pub(super) fn new(
        due: Date,
        task: Task,
        mut households: Vec<HouseholdId>,
        mut persons: Vec<PersonId>,
    ) -> Self {
        households.sort_unstable();
        households.dedup();
        persons.sort_unstable();
        Self { due, role: task.role(), task, households, persons }
    }
}
