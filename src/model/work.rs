use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Address, OpeningId, Shift, SiteId, StepId, Tags};
use crate::geo::Point;

/// A place of work with coordinates; one employer may have many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Whose it is.
    #[serde(default)]
    pub employer: String,
    /// Where it is.
    pub location: Point,
    /// Where it is, for people.
    #[serde(default)]
    pub address: Address,
}

/// So many positions at a site, on one ladder step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// Where the work is.
    pub site: SiteId,
    /// The ladder step.
    pub step: StepId,
    /// How many people it takes.
    #[serde(default = "one")]
    pub positions: i64,
    /// First day on which somebody can begin.
    #[serde(default)]
    pub start: Option<Date>,
    /// Last day on which somebody can begin.
    #[serde(default)]
    pub closes: Option<Date>,
    /// Working days of the week, one at least.
    #[serde(default = "Weekday::working_week")]
    pub days: BTreeSet<Weekday>,
    /// Hours of the working day.
    #[serde(default)]
    pub shift: Shift,
    /// Skills the person must have, all of them.
    #[serde(default)]
    pub skills: Tags,
    /// Languages the person must speak, all of them.
    #[serde(default)]
    pub languages: Tags,
}

impl Site {
    /// A site of an employer who is not named.
    pub fn new(id: SiteId, location: Point) -> Self {
        Self { id, employer: String::new(), location, address: Address::default() }
    }
}

impl Opening {
    /// One position for anybody, from Monday to Friday by day, at once and without end.
    pub fn new(id: OpeningId, site: SiteId, step: StepId) -> Self {
        Self {
            id,
            site,
            step,
            positions: one(),
            start: None,
            closes: None,
            days: Weekday::working_week(),
            shift: Shift::default(),
            skills: Tags::new(),
            languages: Tags::new(),
        }
    }
}

fn one() -> i64 {
    1
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday (*man*).
    Mon,
    /// Tuesday (*tir*).
    Tue,
    /// Wednesday (*ons*).
    Wed,
    /// Thursday (*tor*).
    Thu,
    /// Friday (*fre*).
    Fri,
    /// Saturday (*lør*).
    Sat,
    /// Sunday (*søn*).
    Sun,
}

impl Weekday {
    /// The name by which files know the day: `mon`.
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }

    /// The days, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// The weekday of `day`.
    pub fn of(day: Date) -> Self {
        Self::ALL[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7]
    }

    /// Monday to Friday.
    pub fn working_week() -> BTreeSet<Self> {
        Self::ALL[..5].iter().copied().collect()
    }
}
