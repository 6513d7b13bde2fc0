//! What is explained about a plan, held against solutions found otherwise.

mod otherwise;
mod pairs;
mod program;
#[path = "../support/run.rs"]
mod run;
#[path = "../support/mod.rs"]
mod support;
