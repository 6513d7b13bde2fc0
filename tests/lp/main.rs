//! What other solvers are given, and what they give back.

mod answers;
mod import;
#[path = "../support/lp.rs"]
mod lp;
mod program;
#[path = "../support/run.rs"]
mod run;
#[path = "../support/mod.rs"]
mod support;
