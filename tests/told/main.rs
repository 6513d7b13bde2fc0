//! What is told, in both languages.

mod danish;
#[path = "../support/english.rs"]
mod english;
mod faulty;
