use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DwellingId, Kroner, Tags};
use crate::geo::Point;

/// A home: a permanent one, or a temporary stay (*midlertidigt opholdssted*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dwelling {
    /// Its id.
    pub id: DwellingId,
    /// Where it is.
    pub location: Point,
    /// Where it is, for people.
    #[serde(default)]
    pub address: Address,
    /// Persons it can hold, 1 or more.
    pub beds: i64,
    /// Households that may share it, 1 or more.
    #[serde(default = "one")]
    pub households: i64,
    /// Rooms, for the report.
    #[serde(default)]
    pub rooms: Option<f64>,
    /// Rent a month; a dwelling without a rent suits every purse.
    #[serde(default)]
    pub rent: Option<Kroner>,
    /// First day on which it can be taken over.
    #[serde(default)]
    pub available_from: Option<Date>,
    /// Last day on which it can be taken over.
    #[serde(default)]
    pub available_to: Option<Date>,
    /// Permanent or temporary; either meets the duty (Integrationsloven § 12(1)).
    #[serde(default)]
    pub kind: DwellingKind,
    /// Whether it lies in an *udsat boligområde*: never used (Integrationsloven § 12(2)).
    #[serde(default)]
    pub restricted: bool,
    /// What it offers, as `step_free`, `ground_floor`, `pets`.
    #[serde(default)]
    pub features: Tags,
    /// Groups of which a household must have one to live here; empty: anybody may.
    #[serde(default)]
    pub reserved_for: Tags,
}

impl Dwelling {
    /// A permanent home for one household, ready at any time, of which no rent is known.
    pub fn new(id: DwellingId, location: Point, beds: i64) -> Self {
        Self {
            id,
            location,
            address: Address::default(),
            beds,
            households: one(),
            rooms: None,
            rent: None,
            available_from: None,
            available_to: None,
            kind: DwellingKind::default(),
            restricted: false,
            features: Tags::new(),
            reserved_for: Tags::new(),
        }
    }
}

fn one() -> i64 {
    1
}

/// Whether a dwelling is for good.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DwellingKind {
    /// A permanent home.
    #[default]
    Permanent,
    /// A temporary stay.
    Temporary,
}

/// Where something is, for people; any part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town or village.
    pub locality: String,
}
