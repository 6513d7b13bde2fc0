use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Why something is not possible: a closed list, the codes of `unplaced.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The dwelling lies in an *udsat boligområde* (Integrationsloven § 12(2)).
    RestrictedArea,
    /// The dwelling has fewer beds than the household has people.
    TooFewBeds,
    /// The dwelling is ready only after the roof deadline.
    NotAvailableYet,
    /// The dwelling is gone before the day of reception.
    NoLongerAvailable,
    /// The household needs something that the dwelling does not offer.
    MissingFeatures,
    /// The rent is above what the household can pay.
    RentTooHigh,
    /// The dwelling is reserved for a group that the household is not of.
    ReservedForOthers,
    /// Several households may share the dwelling, and this one does not share.
    DoesNotShare,
    /// The person does not seek work.
    NotAJobSeeker,
    /// The opening is on a better step than the person can take.
    AboveBestStep,
    /// The person lacks a skill that the opening asks for.
    MissingSkills,
    /// The person lacks a language that the opening asks for.
    MissingLanguages,
    /// The shift is outside the hours in which the person can work.
    OutsideHours,
    /// The opening closes before anybody received then can begin.
    Closed,
    /// The first shift that can be reached is after the work limit.
    StartsTooLate,
    /// The trip is longer than the policy or the person allows.
    TooFar,
    /// A case worker has ruled this pair out.
    RuledOut,
    /// Another dwelling or opening is decided already.
    DecidedOtherwise,
    /// Every dwelling that is possible is full in this plan.
    NoRoomLeft,
    /// Every opening that is possible from the dwelling is taken in this plan.
    NoPositionLeft,
    /// Something possible is free, but this plan does not use it.
    NotChosen,
    /// The person's household has no dwelling in this plan.
    HouseholdUnhoused,
    /// There is no dwelling, or no opening, at all.
    NothingOffered,
}

impl Reason {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Reason::RestrictedArea => "restricted_area",
            Reason::TooFewBeds => "too_few_beds",
            Reason::NotAvailableYet => "not_available_yet",
            Reason::NoLongerAvailable => "no_longer_available",
            Reason::MissingFeatures => "missing_features",
            Reason::RentTooHigh => "rent_too_high",
            Reason::ReservedForOthers => "reserved_for_others",
            Reason::DoesNotShare => "does_not_share",
            Reason::NotAJobSeeker => "not_a_job_seeker",
            Reason::AboveBestStep => "above_best_step",
            Reason::MissingSkills => "missing_skills",
            Reason::MissingLanguages => "missing_languages",
            Reason::OutsideHours => "outside_hours",
            Reason::Closed => "closed",
            Reason::StartsTooLate => "starts_too_late",
            Reason::TooFar => "too_far",
            Reason::RuledOut => "ruled_out",
            Reason::DecidedOtherwise => "decided_otherwise",
            Reason::NoRoomLeft => "no_room_left",
            Reason::NoPositionLeft => "no_position_left",
            Reason::NotChosen => "not_chosen",
            Reason::HouseholdUnhoused => "household_unhoused",
            Reason::NothingOffered => "nothing_offered",
        }
    }
}

impl Reason {
    /// Why something is not possible, in a language.
    pub fn in_language(self, language: Language) -> String {
        let danish = match self {
            _ if language == Language::English => return self.to_string(),
            Reason::RestrictedArea => "boligen ligger i et udsat boligområde",
            Reason::TooFewBeds => "boligen har for få sengepladser",
            Reason::NotAvailableYet => "boligen er ikke klar i tide",
            Reason::NoLongerAvailable => "boligen er ikke længere ledig ved modtagelsen",
            Reason::MissingFeatures => "boligen mangler noget, som husstanden har behov for",
            Reason::RentTooHigh => "huslejen er højere, end husstanden kan betale",
            Reason::ReservedForOthers => "boligen er forbeholdt andre",
            Reason::DoesNotShare => "husstanden deler ikke bolig med andre",
            Reason::NotAJobSeeker => "personen er ikke jobsøgende",
            Reason::AboveBestStep => "stillingen ligger over personens bedste trin",
            Reason::MissingSkills => "personen mangler en kompetence, som stillingen kræver",
            Reason::MissingLanguages => "personen mangler et sprog, som stillingen kræver",
            Reason::OutsideHours => "vagten ligger uden for de timer, hvor personen kan arbejde",
            Reason::Closed => "stillingen lukker, før personen kan begynde",
            Reason::StartsTooLate => "arbejdet begynder efter fristen",
            Reason::TooFar => "rejsetiden er for lang",
            Reason::RuledOut => "en sagsbehandler har udelukket det",
            Reason::DecidedOtherwise => "noget andet er allerede besluttet",
            Reason::NoRoomLeft => "alle mulige boliger er optaget",
            Reason::NoPositionLeft => "alle mulige stillinger er besat",
            Reason::NotChosen => "mulig og ledig, men planen bruger den ikke",
            Reason::HouseholdUnhoused => "husstanden har ingen bolig",
            Reason::NothingOffered => "der er intet at tilbyde",
        };
        danish.to_owned()
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::RestrictedArea => "the dwelling lies in a restricted area",
            Reason::TooFewBeds => "the dwelling has too few beds",
            Reason::NotAvailableYet => "the dwelling is not ready in time",
            Reason::NoLongerAvailable => "the dwelling is gone before reception",
            Reason::MissingFeatures => "the dwelling lacks what the household needs",
            Reason::RentTooHigh => "the rent is above what the household can pay",
            Reason::ReservedForOthers => "the dwelling is reserved for others",
            Reason::DoesNotShare => "the household does not share a dwelling",
            Reason::NotAJobSeeker => "the person does not seek work",
            Reason::AboveBestStep => "the opening is above the person's best step",
            Reason::MissingSkills => "the person lacks a skill that is asked for",
            Reason::MissingLanguages => "the person lacks a language that is asked for",
            Reason::OutsideHours => "the shift is outside the person's hours",
            Reason::Closed => "the opening closes before the person can begin",
            Reason::StartsTooLate => "work starts after the limit",
            Reason::TooFar => "the trip is too long",
            Reason::RuledOut => "a case worker has ruled it out",
            Reason::DecidedOtherwise => "something else is decided already",
            Reason::NoRoomLeft => "every possible dwelling is full",
            Reason::NoPositionLeft => "every possible opening is taken",
            Reason::NotChosen => "possible and free, but this plan does not use it",
            Reason::HouseholdUnhoused => "the household has no dwelling",
            Reason::NothingOffered => "nothing is offered at all",
        })
    }
}

impl std::error::Error for Reason {}
