use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::model::{DwellingId, Mode, OpeningId, PersonId, Role, SiteId, StepId};

/// What has to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Task {
    /// A talk about the best step of the persons, which nobody knows yet.
    Talk {
        /// Whether they live in the municipality already; else they are in the asylum centre.
        lives_here: bool,
    },
    /// The lease of a dwelling, or the agreement on a temporary stay.
    Lease {
        /// The dwelling.
        dwelling: DwellingId,
        /// When the households move in.
        move_in: Date,
    },
    /// A home for households that the plan has none for.
    FindHome {
        /// For so many people.
        people: i64,
        /// When it has to be ready.
        ready: DateTime,
    },
    /// Work for job seekers that the plan has none for.
    FindWork {
        /// When it has to have begun.
        begun: DateTime,
    },
    /// The keys of a dwelling, and all that makes it ready.
    Keys {
        /// The dwelling.
        dwelling: DwellingId,
        /// When the households move in.
        move_in: Date,
    },
    /// The agreement with an employer.
    Agreement {
        /// Where the work is.
        site: SiteId,
        /// When the first of them begins.
        start: DateTime,
        /// Who begins there, sorted by opening and person.
        beginners: Vec<Beginner>,
    },
    /// The first day of work at an employer's.
    FirstDay {
        /// Where the work is.
        site: SiteId,
        /// Who begins there on that day, sorted by start and person.
        beginners: Vec<Beginner>,
    },
    /// Receiving households, and taking them home.
    Receive {
        /// When they come.
        at: DateTime,
        /// Their dwelling, if the plan has one for them.
        dwelling: Option<DwellingId>,
        /// When they can move in; later than the day of reception where the dwelling is not ready before.
        move_in: Option<Date>,
    },
    /// Enrolment of adults in Danish classes.
    Enrol {
        /// When the classes have begun at the latest.
        lessons_by: Date,
    },
}

/// Somebody who begins work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Beginner {
    /// Who.
    pub person: PersonId,
    /// The opening.
    pub opening: OpeningId,
    /// Its ladder step.
    pub step: StepId,
    /// Whether the person is not clarified yet and the step only assumed.
    pub provisional: bool,
    /// The first shift, on Danish clocks.
    pub start: DateTime,
    /// How they travel.
    pub mode: Mode,
    /// Minutes one way.
    pub commute_minutes: i64,
}

impl Task {
    /// The name in files.
    pub fn name(&self) -> &'static str {
        match self {
            Task::Talk { .. } => "talk",
            Task::Lease { .. } => "lease",
            Task::FindHome { .. } => "find_home",
            Task::FindWork { .. } => "find_work",
            Task::Keys { .. } => "keys",
            Task::Agreement { .. } => "agreement",
            Task::FirstDay { .. } => "first_day",
            Task::Receive { .. } => "receive",
            Task::Enrol { .. } => "enrol",
        }
    }

    /// Whose task it is.
    pub fn role(&self) -> Role {
        match self {
            Task::Talk { .. } | Task::Enrol { .. } => Role::IntegrationUnit,
            Task::Lease { .. } | Task::FindHome { .. } | Task::Keys { .. } => Role::Housing,
            Task::FindWork { .. } | Task::Agreement { .. } | Task::FirstDay { .. } => {
                Role::CompanyConsultant
            }
            Task::Receive { .. } => Role::Reception,
        }
    }
}
