use serde::{Deserialize, Serialize};

use super::{Mode, Objective, StepId, Term};
use crate::text::Language;
use crate::time::Clock;

/// What is local policy, not law: every figure a parameter, the defaults those of the founding
/// municipality.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Policy {
    /// The employment ladder (*beskæftigelsestrappen*), best step first. The default is the order
    /// of the law (BEK 208 of 20-01-2026 § 23).
    pub ladder: Vec<StepId>,
    /// The best step assumed for a seeker who is not clarified yet; such a placement is
    /// provisional.
    pub assume_step: StepId,
    /// When roof and work must be there.
    pub deadline: Deadline,
    /// How far a trip may be, and how long trips take.
    pub travel: TravelPolicy,
    /// Tiers, most important first; a later tier never costs an earlier one.
    pub objective: Vec<Objective>,
    /// The language of what planners read.
    pub language: Language,
    /// How many days before a step of the plan somebody has to act.
    pub actions: Actions,
}

impl Policy {
    /// The rank of `step` on the ladder, 0 the best; `None` if it is not on it.
    pub fn rank(&self, step: &StepId) -> Option<usize> {
        self.ladder.iter().position(|other| other == step)
    }

    /// The same policy where there is an earlier plan: unless it speaks of [`Term::Moved`] itself, a tier that
    /// counts changes stands before the first that counts the commute, or at the end if none does.
    ///
    /// So nobody is moved for a shorter trip. A policy that weighs `moved` with 0 says otherwise: it stays as it is.
    ///
    /// ```
    /// use boligplacering::model::{Policy, Term};
    ///
    /// let policy = Policy::default().close_to_previous();
    /// let tier = |term| policy.objective.iter().position(|tier| tier.contains_key(&term));
    /// assert_eq!(tier(Term::Moved), Some(3));
    /// assert_eq!(tier(Term::Commute), Some(4));
    /// assert_eq!(policy.clone().close_to_previous(), policy);
    /// ```
    #[must_use]
    pub fn close_to_previous(mut self) -> Self {
        let first = |term| self.objective.iter().position(|tier| tier.contains_key(&term));
        if first(Term::Moved).is_none() {
            let at = first(Term::Commute).unwrap_or(self.objective.len());
            self.objective.insert(at, Objective::from([(Term::Moved, 1)]));
        }
        self
    }
}

impl Default for Policy {
    fn default() -> Self {
        let steps = ["ordinary", "wage_subsidy", "internship", "utility", "guidance"];
        let step = |name| StepId::new(name).expect("a step of the default ladder is an id");
        let tiers: [&[Term]; 5] = [
            &[Term::Unhoused],
            &[Term::Unplaced],
            &[Term::Ladder],
            &[Term::Commute],
            &[Term::Late, Term::Preference, Term::Suitability],
        ];
        Self {
            ladder: steps.map(step).to_vec(),
            assume_step: step("internship"),
            deadline: Deadline::default(),
            travel: TravelPolicy::default(),
            objective: tiers.map(|terms| terms.iter().map(|term| (*term, 1)).collect()).to_vec(),
            language: Language::default(),
            actions: Actions::default(),
        }
    }
}

/// A step of the default ladder by the Danish name that may stand in files, any other by its id.
pub(crate) fn step_in_danish(step: &StepId) -> &str {
    match step.as_str() {
        "ordinary" => "ordinær",
        "wage_subsidy" => "løntilskud",
        "internship" => "praktik",
        "utility" => "nytteindsats",
        "guidance" => "vejledning",
        own => own,
    }
}

/// Limits in hours after reception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Deadline {
    /// Work starts no earlier than this; 48 reads "between 48 and 96 hours" as a window.
    pub work_earliest_hours: i64,
    /// Work should have started by then (local: 48).
    pub work_target_hours: i64,
    /// Work must have started by then (local: 96).
    pub work_limit_hours: i64,
    /// The dwelling is ready by then; always plain hours.
    pub roof_hours: i64,
    /// How the three work limits count hours.
    pub clock: Clock,
}

impl Default for Deadline {
    fn default() -> Self {
        Self {
            work_earliest_hours: 0,
            work_target_hours: 48,
            work_limit_hours: 96,
            roof_hours: 0,
            clock: Clock::Calendar,
        }
    }
}

/// Days before what the plan foresees on which somebody has to act (local).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Actions {
    /// The lease, before a household moves in.
    pub lease_days: i64,
    /// The agreement with the employer, before the start.
    pub agreement_days: i64,
    /// Enrolment, before the first lesson.
    pub class_days: i64,
}

impl Default for Actions {
    fn default() -> Self {
        Self { lease_days: 7, agreement_days: 5, class_days: 7 }
    }
}

/// Travel times and how long they may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TravelPolicy {
    /// Where travel times come from.
    pub source: TravelSource,
    /// The longest daily transport acceptable, there and back, minutes.
    pub max_daily_minutes: i64,
    /// On foot.
    pub walk: Speed,
    /// By bicycle.
    pub bicycle: Speed,
    /// By bus.
    pub bus: Speed,
    /// By car.
    pub car: Speed,
}

impl TravelPolicy {
    /// The speed of `mode`.
    pub fn speed(&self, mode: Mode) -> Speed {
        match mode {
            Mode::Walk => self.walk,
            Mode::Bicycle => self.bicycle,
            Mode::Bus => self.bus,
            Mode::Car => self.car,
        }
    }
}

impl Default for TravelPolicy {
    fn default() -> Self {
        let speed =
            |speed_kmh, detour, overhead_minutes| Speed { speed_kmh, detour, overhead_minutes };
        Self {
            source: TravelSource::StraightLine,
            max_daily_minutes: 180,
            walk: speed(4.8, 1.3, 0.0),
            bicycle: speed(15.0, 1.3, 1.0),
            bus: speed(30.0, 1.4, 12.0),
            car: speed(50.0, 1.3, 3.0),
        }
    }
}

/// Where travel times come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TravelSource {
    /// The straight line, with a detour factor; a known travel time replaces it.
    #[default]
    StraightLine,
    /// Known travel times only.
    Table,
}

/// How quick a mode of travel is along the straight line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Speed {
    /// Kilometres an hour on the way.
    pub speed_kmh: f64,
    /// How much longer the way is than the straight line.
    pub detour: f64,
    /// Minutes of every trip that do not depend on its length.
    pub overhead_minutes: f64,
}
