mod faults;

use serde::{Deserialize, Serialize};

use super::{
    Decision, Dwelling, DwellingId, Faults, Household, HouseholdId, JobSeeker, Opening, OpeningId,
    PersonId, Policy, Preference, Site, SiteId, Suitability, TravelTimeEntry,
};
use crate::text::Language;

/// One batch of arrivals and what there is to offer, as plain data to fill in.
///
/// [`Case::new`] makes a valid [`Case`] of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CaseParts {
    /// Who arrives.
    pub households: Vec<Household>,
    /// Where they can live.
    pub dwellings: Vec<Dwelling>,
    /// Where there is work.
    pub sites: Vec<Site>,
    /// The work there is.
    pub openings: Vec<Opening>,
    /// Trips that are known.
    pub travel_times: Vec<TravelTimeEntry>,
    /// How openings suit persons.
    pub suitability: Vec<Suitability>,
    /// How dwellings suit households.
    pub preferences: Vec<Preference>,
    /// What is decided already.
    pub decisions: Vec<Decision>,
    /// Local policy.
    pub policy: Policy,
}

/// One valid batch of arrivals and what there is to offer.
///
/// Ids are unique, references lead somewhere, numbers are in range and places on land. Every
/// list but that of the decisions is sorted by id. [`CaseParts`] is its serde form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "CaseParts", into = "CaseParts")]
pub struct Case {
    parts: CaseParts,
    /// (household, member), sorted by the person's id.
    people: Vec<(usize, usize)>,
}

impl Case {
    /// A valid case of `parts`.
    ///
    /// ```
    /// use boligplacering::model::{Case, CaseParts};
    ///
    /// let case = Case::new(CaseParts::default()).unwrap();
    /// assert!(case.households().is_empty());
    /// ```
    ///
    /// # Errors
    /// With every fault that `parts` has.
    pub fn new(mut parts: CaseParts) -> Result<Self, Faults> {
        Faults::check(faults::of(&parts))?;
        for household in &mut parts.households {
            household.members.sort_by(|a, b| a.id.cmp(&b.id));
        }
        parts.households.sort_by(|a, b| a.id.cmp(&b.id));
        parts.dwellings.sort_by(|a, b| a.id.cmp(&b.id));
        parts.sites.sort_by(|a, b| a.id.cmp(&b.id));
        parts.openings.sort_by(|a, b| a.id.cmp(&b.id));
        parts
            .travel_times
            .sort_by(|a, b| (&a.dwelling, &a.site, a.mode).cmp(&(&b.dwelling, &b.site, b.mode)));
        parts.suitability.sort_by(|a, b| (&a.person, &a.opening).cmp(&(&b.person, &b.opening)));
        parts
            .preferences
            .sort_by(|a, b| (&a.household, &a.dwelling).cmp(&(&b.household, &b.dwelling)));
        let mut people: Vec<(usize, usize)> = (parts.households.iter().enumerate())
            .flat_map(|(h, household)| (0..household.members.len()).map(move |m| (h, m)))
            .collect();
        people.sort_unstable_by_key(|(h, m)| &parts.households[*h].members[*m].id);
        Ok(Self { parts, people })
    }

    /// The households, sorted by id, their members too.
    pub fn households(&self) -> &[Household] {
        &self.parts.households
    }

    /// The dwellings, sorted by id.
    pub fn dwellings(&self) -> &[Dwelling] {
        &self.parts.dwellings
    }

    /// The sites, sorted by id.
    pub fn sites(&self) -> &[Site] {
        &self.parts.sites
    }

    /// The openings, sorted by id.
    pub fn openings(&self) -> &[Opening] {
        &self.parts.openings
    }

    /// Known trips, sorted by dwelling, site and mode.
    pub fn travel_times(&self) -> &[TravelTimeEntry] {
        &self.parts.travel_times
    }

    /// How openings suit persons, sorted by person and opening.
    pub fn suitability(&self) -> &[Suitability] {
        &self.parts.suitability
    }

    /// How dwellings suit households, sorted by household and dwelling.
    pub fn preferences(&self) -> &[Preference] {
        &self.parts.preferences
    }

    /// What is decided already, in the order given.
    pub fn decisions(&self) -> &[Decision] {
        &self.parts.decisions
    }

    /// Local policy.
    pub fn policy(&self) -> &Policy {
        &self.parts.policy
    }

    /// The same case, all that planners read of it in this language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.parts.policy.language = language;
        self
    }

    /// The plain data of the case, to change and build anew.
    pub fn into_parts(self) -> CaseParts {
        self.parts
    }

    /// Where `id` stands among the households.
    pub fn household_index(&self, id: &HouseholdId) -> Option<usize> {
        self.parts.households.binary_search_by(|other| other.id.cmp(id)).ok()
    }

    /// Where `id` stands: the index of the household, and that of the member.
    pub fn person_index(&self, id: &PersonId) -> Option<(usize, usize)> {
        let person = |(h, m): (usize, usize)| &self.parts.households[h].members[m].id;
        let at = self.people.binary_search_by(|at| person(*at).cmp(id)).ok()?;
        self.people.get(at).copied()
    }

    /// The same case, to be planned anew close to an earlier plan: with the policy
    /// [`close_to_previous`](Policy::close_to_previous).
    ///
    /// Whoever makes, checks or explains a plan that is made with an earlier one asks for it first.
    ///
    /// ```
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    /// use boligplacering::{Case, Options, place, place_with};
    ///
    /// let case = Synthetic::new(8).case().unwrap();
    /// let options = Options::default();
    /// let before = place(&case, &options).unwrap().plan;
    ///
    /// let mut parts = case.into_parts();
    /// let home = before.households[0].dwelling.clone().unwrap();
    /// parts.dwellings.retain(|dwelling| dwelling.id != home); // it falls through
    /// let case = Case::new(parts).unwrap().close_to_previous();
    /// let after = place_with(&case, &travel_times(&case), Some(&before), &options).unwrap().plan;
    /// assert!(after.tiers[3].value >= 1); // no plan moves fewer
    /// ```
    #[must_use]
    pub fn close_to_previous(mut self) -> Self {
        self.parts.policy = self.parts.policy.close_to_previous();
        self
    }

    /// Where `id` stands among the dwellings.
    pub fn dwelling_index(&self, id: &DwellingId) -> Option<usize> {
        self.parts.dwellings.binary_search_by(|other| other.id.cmp(id)).ok()
    }

    /// Where `id` stands among the sites.
    pub fn site_index(&self, id: &SiteId) -> Option<usize> {
        self.parts.sites.binary_search_by(|other| other.id.cmp(id)).ok()
    }

    /// Where `id` stands among the openings.
    pub fn opening_index(&self, id: &OpeningId) -> Option<usize> {
        self.parts.openings.binary_search_by(|other| other.id.cmp(id)).ok()
    }

    /// The rank on the ladder of the best step that `seeker` can take (0 is the top), and whether
    /// it is only assumed.
    pub fn best_rank(&self, seeker: &JobSeeker) -> (usize, bool) {
        let policy = self.policy();
        let step = seeker.best_step.as_ref().unwrap_or(&policy.assume_step);
        (policy.rank(step).unwrap_or(policy.ladder.len()), seeker.best_step.is_none())
    }
}

impl TryFrom<CaseParts> for Case {
    type Error = Faults;
    fn try_from(parts: CaseParts) -> Result<Self, Faults> {
        Self::new(parts)
    }
}

impl From<Case> for CaseParts {
    fn from(case: Case) -> Self {
        case.into_parts()
    }
}
