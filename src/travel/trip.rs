use serde::{Deserialize, Serialize};

use super::{Limits, TravelTime};
use crate::model::Mode;

/// The trip to work that somebody makes every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Trip {
    /// Minutes one way: half of there and back together, rounded up.
    pub minutes: i64,
    /// How.
    pub mode: Mode,
}

/// The quickest trip by any of `modes` within `limits`; of equally quick modes the first of walk,
/// bicycle, bus, car.
pub fn quickest(
    travel: &(impl TravelTime + ?Sized),
    dwelling: usize,
    opening: usize,
    modes: impl IntoIterator<Item = Mode>,
    limits: Limits,
) -> Option<Trip> {
    (modes.into_iter())
        .filter_map(|mode| {
            let trip = travel.trip(dwelling, opening, mode)?;
            trip.within(limits).then(|| Trip { minutes: trip.one_way(), mode })
        })
        .min()
}
