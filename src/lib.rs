//! Draft.
pub mod check;
pub mod geo;
pub mod model;
pub mod nearby;
pub mod plan;
pub mod problem;
pub mod rules;
pub mod solve;
#[cfg(feature = "synthetic")]
pub mod synthetic;
pub mod time;
pub mod travel;
