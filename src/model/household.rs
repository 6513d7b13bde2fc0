use std::collections::BTreeSet;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Hours, HouseholdId, Kroner, PersonId, StepId, Tags};

/// People who arrive together and are housed together, never split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// Reception, on Danish clocks: the moment from which deadlines count.
    pub arrival: DateTime,
    /// Tags that must all be among the dwelling's features.
    #[serde(default)]
    pub needs: Tags,
    /// The highest rent it can pay, a month.
    #[serde(default)]
    pub max_rent: Option<Kroner>,
    /// Tags of the household that a dwelling may be reserved for.
    #[serde(default)]
    pub group: Tags,
    /// Whether it may live in a dwelling that several households may share.
    #[serde(default = "yes")]
    pub share: bool,
    /// What the municipality lets pass for this household.
    #[serde(default, skip_serializing_if = "Leeway::is_none")]
    pub leeway: Leeway,
    /// Its people, one at least.
    pub members: Vec<Person>,
}

fn yes() -> bool {
    true
}

impl Household {
    /// A household that may share a home and needs nothing but beds.
    ///
    /// ```
    /// use boligplacering::jiff::civil::date;
    /// use boligplacering::model::{Household, JobSeeker, Person};
    ///
    /// let mut parent = Person::new("P-1".parse().unwrap());
    /// parent.job_seeker = Some(JobSeeker::default());
    /// let child = Person::new("P-2".parse().unwrap());
    /// let arrival = date(2016, 4, 1).at(12, 0, 0, 0);
    /// let mut household = Household::new("H-1".parse().unwrap(), arrival, vec![parent, child]);
    /// household.needs.insert("step_free".into());
    /// assert_eq!((household.size(), household.seekers().count()), (2, 1));
    /// ```
    pub fn new(id: HouseholdId, arrival: DateTime, members: Vec<Person>) -> Self {
        Self {
            id,
            arrival,
            needs: Tags::new(),
            max_rent: None,
            group: Tags::new(),
            share: yes(),
            leeway: Leeway::default(),
            members,
        }
    }

    /// How many beds it takes.
    pub fn size(&self) -> i64 {
        i64::try_from(self.members.len()).unwrap_or(i64::MAX)
    }

    /// Its job seekers.
    pub fn seekers(&self) -> impl Iterator<Item = (&Person, &JobSeeker)> {
        self.members.iter().filter_map(|person| Some((person, person.job_seeker.as_ref()?)))
    }
}

/// What a municipality lets pass for one household: an exception that somebody makes or thinks of making. No file of a
/// case has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Leeway {
    /// So many hours more than the policy's `roof_hours`, 0 or more.
    pub roof_hours: i64,
    /// So many hours more than the policy's `work_limit_hours`, 0 or more.
    pub limit_hours: i64,
}

impl Leeway {
    /// Whether nothing is let pass.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Somebody who arrives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Person {
    /// The id, unique in the case.
    pub id: PersonId,
    /// Year of birth.
    #[serde(default)]
    pub birth_year: Option<i16>,
    /// What matters for work, if the person seeks any.
    #[serde(default)]
    pub job_seeker: Option<JobSeeker>,
}

impl Person {
    /// Somebody who seeks no job.
    pub fn new(id: PersonId) -> Self {
        Self { id, birth_year: None, job_seeker: None }
    }
}

/// What somebody who seeks work can do, and when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JobSeeker {
    /// The best ladder step they can take; `None` where that is not clarified yet.
    #[serde(default)]
    pub best_step: Option<StepId>,
    /// Skills they have.
    #[serde(default)]
    pub skills: Tags,
    /// Languages they speak.
    #[serde(default)]
    pub languages: Tags,
    /// How they can travel; empty means on foot, by bicycle or by bus.
    #[serde(default)]
    pub modes: BTreeSet<Mode>,
    /// The longest trip they can make, minutes one way; lowers the policy's limit only.
    #[serde(default)]
    pub max_commute: Option<i64>,
    /// The hours of the day in which they can work; `None`: any.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// So many minutes one way more than their own limit and the policy's allow, 0 or more: an exception, which no
    /// file of a case has.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_minutes: i64,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl JobSeeker {
    /// How the person travels, the default filled in.
    pub fn travel_modes(&self) -> BTreeSet<Mode> {
        if self.modes.is_empty() {
            BTreeSet::from([Mode::Walk, Mode::Bicycle, Mode::Bus])
        } else {
            self.modes.clone()
        }
    }
}

/// A way to travel, in the order in which equally quick ones are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mode {
    /// On foot (*gang*).
    Walk,
    /// By bicycle (*cykel*).
    Bicycle,
    /// By bus (*bus*).
    Bus,
    /// By car (*bil*).
    Car,
}

impl Mode {
    /// All modes.
    pub const ALL: [Mode; 4] = [Mode::Walk, Mode::Bicycle, Mode::Bus, Mode::Car];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Walk => "walk",
            Mode::Bicycle => "bicycle",
            Mode::Bus => "bus",
            Mode::Car => "car",
        }
    }
}
