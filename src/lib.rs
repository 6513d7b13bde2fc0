//! Draft.
pub mod geo;
pub mod model;
pub mod time;
