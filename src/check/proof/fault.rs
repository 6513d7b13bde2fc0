use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::proof::PROOF_VERSION;
use crate::text::Language;

/// The first thing in a proof that does not follow, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProofFault {
    /// The tier whose proof it is in; `None` in a proof that there is no solution, and for what
    /// is wrong with the whole.
    pub tier: Option<usize>,
    /// Index of the step; `None` if no step is to blame.
    pub step: Option<usize>,
    /// Why it does not follow.
    pub flaw: ProofFlaw,
}

impl fmt::Display for ProofFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(tier) = self.tier {
            write!(f, "tier {tier}, ")?;
        }
        if let Some(step) = self.step {
            write!(f, "step {step}, ")?;
        }
        write!(f, "{}", self.flaw)
    }
}

impl std::error::Error for ProofFault {}

/// Why something in a proof does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProofFlaw {
    /// The proof is written in a form that this version does not know.
    #[error("the proof has version {version}, and {PROOF_VERSION} is known here")]
    Version {
        /// Its version.
        version: u32,
    },
    /// The proof has a part that what it is to prove does not need.
    #[error("the proof is of bounds and also says that there is no solution, or the other way")]
    Contradiction,
    /// Values, bounds or proofs are not one for each tier.
    #[error("values, bounds and proofs are not one for each tier of the problem")]
    Tiers,
    /// The bound proven is not the one claimed.
    #[error("the bound proven is {proven}, and {claimed} is claimed")]
    Bound {
        /// The bound in the proof.
        proven: i64,
        /// The bound of the outcome.
        claimed: i64,
    },
    /// A bound exceeds the value of the solution.
    #[error("the bound {bound} exceeds the value {value} of the solution")]
    AboveValue {
        /// The bound.
        bound: i64,
        /// The value.
        value: i64,
    },
    /// Multipliers are not one for each earlier tier.
    #[error("there are {found} multipliers for {expected} earlier tiers")]
    Multipliers {
        /// How many there are.
        found: usize,
        /// How many earlier tiers there are.
        expected: usize,
    },
    /// A multiplier is below 0.
    #[error("the multiplier of tier {tier} is negative")]
    NegativeMultiplier {
        /// Whose it is.
        tier: usize,
    },
    /// A multiplier of a tier that not all earlier tiers are proven for, or such a tier is held.
    #[error("tier {tier} has a multiplier or is held, and a tier before it is not proven")]
    OpenTier {
        /// Which one.
        tier: usize,
    },
    /// The tier held is not an earlier one.
    #[error("tier {tier} is held, which is no earlier one")]
    HeldTier {
        /// Which one.
        tier: usize,
    },
    /// The scale of prices is not 1 or more.
    #[error("the scale of the prices is not 1 or more")]
    Scale,
    /// The divisor of a room is not 1 or more.
    #[error("the divisor of a room is not 1 or more")]
    Divisor,
    /// A weight of a room is below 0, or both are 0.
    #[error("the weights of a room are negative or both 0")]
    RoomWeights,
    /// A price is below 0.
    #[error("a price is negative")]
    NegativePrice,
    /// Prices are not in ascending order of what they are of, once each.
    #[error("the prices are not in ascending order")]
    PriceOrder,
    /// The problem has no such home.
    #[error("there is no home {home}")]
    UnknownHome {
        /// The home.
        home: u32,
    },
    /// The problem has no such opening.
    #[error("there is no opening {opening}")]
    UnknownOpening {
        /// The opening.
        opening: u32,
    },
    /// No such cut lies on the way.
    #[error("there is no cut {cut} on the way to this step")]
    UnknownCut {
        /// The cut.
        cut: u32,
    },
    /// The problem has no such seeker.
    #[error("there is no seeker {seeker}")]
    UnknownSeeker {
        /// The seeker.
        seeker: u32,
    },
    /// The problem has no such household.
    #[error("there is no household {household}")]
    UnknownHousehold {
        /// The household.
        household: u32,
    },
    /// The household is not one of those that the step is about, or does not exist.
    #[error("household {household} is not one of those that the step is about")]
    NotInSet {
        /// The household.
        household: u32,
    },
    /// The households of a part are not in ascending order.
    #[error("the households of a part are not in ascending order")]
    PartOrder,
    /// A household is in two parts.
    #[error("household {household} is in two parts")]
    Overlap {
        /// The household.
        household: u32,
    },
    /// Prices show less than the claim.
    #[error("the prices come to {reached} only, where {target} is needed")]
    Short {
        /// What they show.
        reached: i128,
        /// What is claimed.
        target: i128,
    },
    /// The bounds of the parts come to less than the claim.
    #[error("the parts come to {reached} only, where {target} is needed")]
    PartsShort {
        /// What they come to.
        reached: i128,
        /// What is claimed.
        target: i128,
    },
    /// A step `cut` before the first `filter`.
    #[error("a cut before the first filter")]
    EarlyCut,
    /// A step `count` before the first `filter`.
    #[error("a count before the first filter")]
    EarlyCount,
    /// Households, homes or openings counted are not in ascending order.
    #[error("what is counted is not in ascending order")]
    CountOrder,
    /// Less than 0 of what is counted.
    #[error("the number of a count is negative")]
    NegativeCount,
    /// The households of a cut are not in ascending order.
    #[error("the households of a cut are not in ascending order")]
    CutOrder,
    /// The weight of a household in a cut is not above 0.
    #[error("the weight of household {household} in a cut is not above 0")]
    CutWeight {
        /// Whose it is.
        household: u32,
    },
    /// The steps end too early.
    #[error("steps are missing")]
    Missing,
    /// The steps go on when all is proven.
    #[error("steps are left over")]
    LeftOver,
    /// A number is larger than this checker counts with.
    #[error("the numbers are too large to count with")]
    Overflow,
    /// More plans would have to be listed than this checker has room for.
    #[error("too many plans are left to list")]
    TooManyPlans,
    /// Plans use more of cuts than this checker has room for.
    #[error("too many plans use the cuts")]
    TooManyUses,
}

impl ProofFlaw {
    /// What does not follow, in a language.
    pub fn in_language(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Version { version } => {
                format!("beviset har version {version}; her kendes {PROOF_VERSION}")
            }
            Self::Contradiction => {
                "beviset gælder grænser og siger også, at der ingen løsning er, eller omvendt"
                    .to_owned()
            }
            Self::Tiers => "værdier, grænser og beviser er ikke ét for hvert mål".to_owned(),
            Self::Bound { proven, claimed } => {
                format!("grænsen {proven} er bevist, men {claimed} er hævdet")
            }
            Self::AboveValue { bound, value } => {
                format!("grænsen {bound} er over løsningens værdi {value}")
            }
            Self::Multipliers { found, expected } => {
                format!("der er {found} multiplikatorer til {expected} tidligere mål")
            }
            Self::NegativeMultiplier { tier } => {
                format!("multiplikatoren for mål {tier} er negativ")
            }
            Self::OpenTier { tier } => format!(
                "mål {tier} har en multiplikator eller holdes fast, og et mål før det er ikke bevist"
            ),
            Self::HeldTier { tier } => format!("mål {tier} holdes fast, men er ikke et tidligere"),
            Self::Scale => "prisernes skala er ikke 1 eller mere".to_owned(),
            Self::Divisor => "en divisor er ikke 1 eller mere".to_owned(),
            Self::RoomWeights => "vægtene for et rum er negative eller begge 0".to_owned(),
            Self::NegativePrice => "en pris er negativ".to_owned(),
            Self::PriceOrder => "priserne står ikke i stigende orden".to_owned(),
            Self::UnknownHome { home } => format!("der er ingen bolig {home}"),
            Self::UnknownOpening { opening } => format!("der er ingen stilling {opening}"),
            Self::UnknownCut { cut } => format!("der er intet snit {cut} på vejen til dette trin"),
            Self::UnknownSeeker { seeker } => format!("der er ingen jobsøgende {seeker}"),
            Self::UnknownHousehold { household } => format!("der er ingen husstand {household}"),
            Self::NotInSet { household } => {
                format!("husstand {household} er ikke blandt dem, trinnet handler om")
            }
            Self::PartOrder => "husstandene i en del står ikke i stigende orden".to_owned(),
            Self::Overlap { household } => format!("husstand {household} er i to dele"),
            Self::Short { reached, target } => {
                format!("priserne når kun {reached}, hvor {target} er nødvendigt")
            }
            Self::PartsShort { reached, target } => {
                format!("delene når kun {reached}, hvor {target} er nødvendigt")
            }
            Self::EarlyCut => "et snit før det første filter".to_owned(),
            Self::EarlyCount => "en optælling før det første filter".to_owned(),
            Self::CountOrder => "det, der tælles, står ikke i stigende orden".to_owned(),
            Self::NegativeCount => "tallet i en optælling er negativt".to_owned(),
            Self::CutOrder => "husstandene i et snit står ikke i stigende orden".to_owned(),
            Self::CutWeight { household } => {
                format!("vægten for husstand {household} i et snit er ikke over 0")
            }
            Self::Missing => "der mangler trin".to_owned(),
            Self::LeftOver => "der er trin til overs".to_owned(),
            Self::Overflow => "tallene er for store til at regne med".to_owned(),
            Self::TooManyPlans => "der er for mange planer tilbage at opregne".to_owned(),
            Self::TooManyUses => "for mange planer bruger snittene".to_owned(),
        }
    }
}
