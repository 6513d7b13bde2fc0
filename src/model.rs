//! What the municipality knows, in its own words.
//!
//! [`CaseParts`] is plain data to fill in; [`Case::new`] checks it whole and gives either a valid
//! [`Case`] or every [`Fault`] in it. Inside a `Case` everything is sorted by id, so the order in
//! which the parts came never matters.

mod case;
mod dwelling;
mod fault;
mod household;
mod id;
mod input_file;
mod judgement;
mod kroner;
mod objective;
mod policy;
mod role;
mod surroundings;
mod tag;
mod time_of_day;
mod told;
mod work;

pub use case::{Case, CaseParts};
pub use dwelling::{Address, Dwelling, DwellingKind};
pub use fault::{Fault, FaultKind, Faults, Table};
pub use household::{Household, JobSeeker, Leeway, Mode, Person};
pub use id::{DwellingId, HouseholdId, IdError, OpeningId, PersonId, SiteId, StepId};
pub use input_file::InputFile;
pub use judgement::{Decision, Preference, Ruling, Suitability, TravelTimeEntry, Verdict};
pub use kroner::Kroner;
pub use objective::{Objective, Term};
pub(crate) use policy::step_in_danish;
pub use policy::{Actions, Deadline, Policy, Speed, TravelPolicy, TravelSource};
pub use role::Role;
pub use surroundings::{NamedPlace, Surroundings};
pub use tag::{Tag, Tags};
pub use time_of_day::{Hours, Shift, TimeOfDay};
#[cfg(feature = "files")]
pub(crate) use told::{Noun, in_sheet, places};
pub use work::{Opening, Site, Weekday};
