//! Who may live and work where, and why not.

mod begun;
#[path = "../support/json.rs"]
mod json;
mod limits;
mod refusals;
#[path = "../support/mod.rs"]
mod support;
