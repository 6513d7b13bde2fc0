//! How long a trip takes, one way, in whole minutes.
//!
//! Floats are rounded here, once, half up; after that whole numbers decide.

mod straight_line;
mod table;

pub use straight_line::StraightLine;
pub use table::Table;

use crate::model::{Case, JobSeeker, Mode, TravelSource};

/// Travel times from the dwellings to the sites of one case, each known by its index there.
pub trait TravelTime: std::fmt::Debug + Send + Sync {
    /// Minutes one way by `mode`, or `None` where the trip cannot be made.
    fn minutes(&self, dwelling: usize, site: usize, mode: Mode) -> Option<i64>;

    /// Every site that the quickest of `modes` reaches from `dwelling` in at most `limit` minutes,
    /// once, with these minutes, in no particular order. Nothing within the limit is left out.
    fn reach(&self, dwelling: usize, modes: &[Mode], limit: i64) -> Vec<(usize, i64)>;
}

/// The travel times that the policy of `case` asks for.
pub fn travel_times(case: &Case) -> Box<dyn TravelTime> {
    let straight_line = match case.policy().travel.source {
        TravelSource::StraightLine => Some(StraightLine::new(case)),
        TravelSource::Table => None,
    };
    Box::new(Table::new(case, straight_line))
}

/// A trip to work, one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trip {
    /// Minutes one way.
    pub minutes: i64,
    /// How.
    pub mode: Mode,
}

/// The quickest trip by any of the seeker's modes, however long; of equally quick modes the
/// first of walk, bicycle, bus, car.
pub fn quickest(
    times: &dyn TravelTime,
    dwelling: usize,
    site: usize,
    seeker: &JobSeeker,
) -> Option<Trip> {
    (seeker.travel_modes().into_iter())
        .filter_map(|mode| Some(Trip { minutes: times.minutes(dwelling, site, mode)?, mode }))
        .min()
}

/// Rounds minutes, 0 or more, half up.
fn whole_minutes(minutes: f64) -> i64 {
    (minutes + 0.5) as i64
}
