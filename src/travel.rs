//! How long the way to work is, and the way back, in whole minutes.
//!
//! A [`TravelTime`] says so of every dwelling, opening and [`Mode`] of one case. The case's own,
//! made by [`travel_times`], is what the policy asks for: the [`StraightLine`], or a [`Table`]. A
//! host program that knows real trips, of a routing service or a timetable, gives its own instead.
//! Whichever it is, it is made once and given to all who ask for trips:
//! [`Problem::new`](crate::Problem::new), [`Plan::new`](crate::Plan::new),
//! [`check`](crate::check()) and [`broken_decisions`](crate::rules::broken_decisions).
//!
//! The way there ends when the shift begins, and the way back begins when it ends, so a trip leads
//! to an *opening*, not only to a site, and is a [`RoundTrip`] of two ways. Which of them may be
//! made every day is said by [`Limits`]: there and back together, and each by itself.
//!
//! Floats are rounded here, once, half up; after that whole numbers decide.

mod limits;
mod round_trip;
mod straight_line;
mod table;
mod trip;
mod workplaces;

use std::fmt::Debug;
use std::sync::Arc;

pub use limits::Limits;
pub use round_trip::RoundTrip;
pub use straight_line::StraightLine;
pub use table::Table;
pub(crate) use trip::quickest_round_trip;
pub use trip::{Trip, quickest};

use crate::model::{Case, Mode, TravelSource};

/// Travel times from the dwellings to the openings of one case, each known by its index there.
///
/// One method is required. The others tell what the trips have in common, so that fewer of them
/// are asked for; whoever leaves them out gets plans as good, later. Every answer must be the same
/// whenever it is asked for.
///
/// # A host's own travel times
/// Minutes by bus as a routing service tells them, from every dwelling to every site and back:
///
/// ```
/// use std::sync::Arc;
///
/// use boligplacering::model::Mode;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::{RoundTrip, TravelTime};
/// use boligplacering::{Options, Plan, Problem, check, solve};
///
/// #[derive(Debug)]
/// struct ByBus {
///     site_of: Vec<usize>,
///     there: Vec<Vec<i64>>,
///     back: Vec<Vec<i64>>,
/// }
///
/// impl TravelTime for ByBus {
///     fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
///         let site = self.site_of[opening];
///         let trip = RoundTrip::new(self.there[dwelling][site], self.back[dwelling][site]);
///         (mode == Mode::Bus).then_some(trip)
///     }
///
///     fn stop(&self, opening: usize) -> usize {
///         self.site_of[opening] // the shift does not matter: ask once a site
///     }
/// }
///
/// let case = Synthetic::new(3).case().unwrap();
/// let minutes = |least| vec![vec![least; case.sites().len()]; case.dwellings().len()];
/// let site_of = case.openings().iter().filter_map(|opening| case.site_index(&opening.site));
/// let travel: Arc<dyn TravelTime> =
///     Arc::new(ByBus { site_of: site_of.collect(), there: minutes(20), back: minutes(25) });
///
/// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
/// let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
/// let tally = check(&case, &travel, &plan, None).unwrap();
/// assert!(tally.placed > 0);
/// assert!(tally.commutes.iter().all(|minutes| *minutes == 23)); // half of 45, rounded up
/// ```
pub trait TravelTime: Debug + Send + Sync {
    /// The trip from `dwelling` to `opening` and back by `mode`, or `None` where it cannot be
    /// made. Where weekdays differ, it is that of the slowest of the opening's.
    ///
    /// A way of less than 0 minutes, or of a million and more, counts as one that cannot be made.
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip>;

    /// A number, whichever, that two openings share only if all their trips are equal: from every
    /// dwelling, by every mode. Trips are then asked for once for both.
    ///
    /// Of equally quick trips those with the least number come first. Without this method every
    /// opening is a stop of its own.
    fn stop(&self, opening: usize) -> usize {
        opening
    }

    /// Whether every way back takes as long as the way there. Trips are then asked for once for
    /// people with different [`Limits`]. Who is not sure says no, which is never wrong.
    fn same_both_ways(&self) -> bool {
        false
    }

    /// Where somebody with `modes` can go from `dwelling` within `limits`: each stop once, named
    /// by any of its openings, with the minutes one way of the [`quickest`] trip, in no
    /// particular order. Nothing within the limits is left out.
    ///
    /// `openings` has one opening of every stop. Without this method each of them is asked for;
    /// with it, what is far need not be looked at.
    fn reach(
        &self,
        dwelling: usize,
        openings: &[usize],
        modes: &[Mode],
        limits: Limits,
    ) -> Vec<(usize, i64)> {
        (openings.iter())
            .filter_map(|opening| {
                let trip = quickest(self, dwelling, *opening, modes.iter().copied(), limits)?;
                Some((*opening, trip.minutes))
            })
            .collect()
    }
}

/// Lets a shared travel time stand wherever one is borrowed.
impl<T: TravelTime + ?Sized> TravelTime for Arc<T> {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        (**self).trip(dwelling, opening, mode)
    }

    fn stop(&self, opening: usize) -> usize {
        (**self).stop(opening)
    }

    fn same_both_ways(&self) -> bool {
        (**self).same_both_ways()
    }

    fn reach(
        &self,
        dwelling: usize,
        openings: &[usize],
        modes: &[Mode],
        limits: Limits,
    ) -> Vec<(usize, i64)> {
        (**self).reach(dwelling, openings, modes, limits)
    }
}

/// The travel times that the policy of `case` asks for.
pub fn travel_times(case: &Case) -> Arc<dyn TravelTime> {
    let straight_line = match case.policy().travel.source {
        TravelSource::StraightLine => Some(StraightLine::new(case)),
        TravelSource::Table => None,
    };
    Arc::new(Table::new(case, straight_line))
}

/// Rounds minutes, 0 or more, half up.
fn whole_minutes(minutes: f64) -> i64 {
    (minutes + 0.5) as i64
}
