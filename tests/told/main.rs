//! What is told, in both languages.

mod danish;
#[path = "../support/english.rs"]
mod english;
mod faulty;
#[path = "../support/run.rs"]
mod run;
