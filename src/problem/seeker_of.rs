use jiff::civil::DateTime;

use crate::model::{Case, JobSeeker, Leeway};

/// A seeker of the case, and where they stand in it.
pub(super) struct SeekerOf<'a> {
    pub(super) household: usize,
    member: usize,
    /// When they are received, and what is let pass for them.
    pub(super) received: (DateTime, Leeway),
    pub(super) seeker: &'a JobSeeker,
}

impl SeekerOf<'_> {
    /// Household and member.
    pub(super) fn who(&self) -> (usize, usize) {
        (self.household, self.member)
    }
}

/// The seekers of a case, numbered through.
pub(super) fn seekers_of(case: &Case) -> Vec<SeekerOf<'_>> {
    (case.households().iter().enumerate())
        .flat_map(|(h, household)| {
            household.members.iter().enumerate().filter_map(move |(m, person)| {
                let seeker = person.job_seeker.as_ref()?;
                let received = (household.arrival, household.leeway);
                Some(SeekerOf { household: h, member: m, received, seeker })
            })
        })
        .collect()
}
