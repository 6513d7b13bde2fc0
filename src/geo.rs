//! Places on the map: points in metres, conversion at the door, what is land.
//!
//! Everything inside the crate is in EPSG:25832 (ETRS89 / UTM zone 32N), in metres; degrees
//! are converted once, where they come in ([`Point::from_wgs84`]) and where they go out
//! ([`Point::to_wgs84`]).

mod area;
mod land;
mod point;

pub use area::Area;
pub use land::{Location, locate};
pub use point::Point;
