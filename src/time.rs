//! Time as the municipality counts it: the takeover day, public holidays, and hours since
//! reception on the clock of Europe/Copenhagen.
//!
//! Dates and times are [`jiff::civil`] values, the wall clock in Denmark. Only where hours are
//! counted do they become moments, so that a day may have 23 or 25 hours.

mod clock;
mod holidays;
mod takeover;

pub use clock::{Clock, is_skipped, moment, shown, whole_hours_up};
pub use holidays::{easter_sunday, is_public_holiday, is_working_day, last_working_day};
pub use takeover::takeover_day;
