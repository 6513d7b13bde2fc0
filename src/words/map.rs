use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Mode;

/// What a home on the map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HomeMark {
    /// Somebody is to live there.
    Taken,
    /// Nobody is.
    Free,
    /// Nobody is, and only some could.
    Reserved,
    /// Nobody may.
    Restricted,
}

/// What stands on the map and beside it.
pub trait MapWords {
    /// What the map shows.
    fn map(&self) -> &'static str;
    /// What a detail of the map shows.
    fn detail(&self, town: &str) -> String;
    /// A detail of a place without a name.
    fn nth_detail(&self, nth: usize) -> String;
    /// There is nothing to draw.
    fn empty_map(&self) -> &'static str;
    /// A home by its mark.
    fn home_mark(&self, mark: HomeMark) -> &'static str;
    /// A workplace, with or without somebody who begins there.
    fn site_mark(&self, is_used: bool) -> &'static str;
    /// How a trip is made.
    fn by(&self, mode: Mode) -> &'static str;
    /// Who goes from where to where.
    fn trip_between(&self, who: &str, from: &str, to: &str, minutes: i64, mode: Mode) -> String;
    /// When people arrive, from the first day to the last.
    fn arrivals(&self, first: Date, last: Date) -> String;
    /// Whose data the map is made of.
    fn sources(&self, sources: &str) -> String;
    /// Households for whose ids there is no room in a picture.
    fn also_here(&self, households: &str) -> String;
    /// All details have one scale, or all that have none of their own.
    fn one_scale(&self, of_all: bool) -> &'static str;
    /// A detail has a scale of its own.
    fn own_scale(&self) -> &'static str;
    /// The sign at the north arrow.
    fn north(&self) -> &'static str;
}
