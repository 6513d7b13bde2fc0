use serde::{Deserialize, Serialize};

use super::{Limits, RoundTrip, TravelTime};
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
    trips(travel, dwelling, opening, modes, limits).map(|(trip, _)| trip).min()
}

/// Both ways of the [`quickest`] trip.
pub(crate) fn quickest_round_trip(
    travel: &(impl TravelTime + ?Sized),
    dwelling: usize,
    opening: usize,
    modes: impl IntoIterator<Item = Mode>,
    limits: Limits,
) -> Option<RoundTrip> {
    let trips = trips(travel, dwelling, opening, modes, limits);
    trips.min_by_key(|(trip, _)| *trip).map(|(_, both)| both)
}

/// The trips within `limits`, a mode each.
fn trips(
    travel: &(impl TravelTime + ?Sized),
    dwelling: usize,
    opening: usize,
    modes: impl IntoIterator<Item = Mode>,
    limits: Limits,
) -> impl Iterator<Item = (Trip, RoundTrip)> {
    modes.into_iter().filter_map(move |mode| {
        let trip = travel.trip(dwelling, opening, mode)?;
        trip.within(limits).then(|| (Trip { minutes: trip.one_way(), mode }, trip))
    })
}
