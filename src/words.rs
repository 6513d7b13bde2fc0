//! What is said to people, a language a file. A [`Words`] has every text, so none can be missing in a language.
//!
//! Above the rules and below the plan, whose notes and reasons are words. The files here say which texts there are,
//! those of a language what they are in it; a home or work is [named] in one way everywhere.

mod actions;
mod book;
mod cards;
mod changes;
mod danish;
mod english;
mod explained;
mod map;
pub mod named;
mod notes;
mod overview;
mod page;

use jiff::civil::DateTime;

use crate::model::{Mode, Tags, Term};
use crate::rules::Refusal;
use crate::text::{Language, tidy};

pub use actions::ActionWords;
pub use book::BookWords;
pub use cards::CardWords;
pub use changes::ChangeWords;
pub use explained::ExplainedWords;
pub use map::{HomeMark, MapWords};
pub use notes::NoteWords;
pub use overview::{Counts, OverviewWords};
pub use page::{Figures, PageWords};

/// All texts in a language. Ids, addresses and tags go in as they are shown.
pub trait Words:
    NoteWords
    + OverviewWords
    + ExplainedWords
    + ChangeWords
    + ActionWords
    + CardWords
    + MapWords
    + PageWords
    + BookWords
    + Sync
    + sealed::Sealed
{
    /// A moment on Danish clocks.
    fn moment(&self, at: DateTime) -> String;
    /// Who a household is.
    fn household(&self, id: &str, people: usize, arrival: DateTime) -> String;
    /// Who a person is.
    fn person(&self, id: &str, household: &str) -> String;
    /// Where a household lives.
    fn home(&self, home: Option<&str>) -> String;
    /// Where a person works.
    fn work(&self, person: &str, work: Option<&str>) -> String;
    /// How somebody comes to work, and when they begin.
    fn trip(&self, minutes: i64, mode: Mode, start: DateTime, hours: i64) -> String;
    /// Above what else would be possible.
    fn alternatives(&self, of_homes: bool) -> &'static str;
    /// Above what is not possible.
    fn impossible(&self) -> &'static str;
    /// Where nothing is.
    fn nothing(&self) -> &'static str;
    /// It is what the plan has.
    fn planned(&self) -> &'static str;
    /// It costs nothing.
    fn equally_good(&self) -> &'static str;
    /// What a plan comes to more, or less if it is below 0, in one term of the objective.
    fn more(&self, term: Term, amount: i64) -> String;
    /// The same of a tier of several terms, or of one with a weight.
    fn more_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String;
    /// What a tier comes to more where it is not known exactly.
    fn between(&self, tier: usize, terms: &[Term], least: i64, most: i64) -> String;
    /// How many others move, and whether fewer could.
    fn others(&self, others: i64, is_fewest: bool) -> String;
    /// Somebody has something instead of something else, or of nothing.
    fn instead(&self, who: &str, from: Option<&str>, to: Option<&str>) -> String;
    /// Others' decisions cannot be kept.
    fn against_decisions(&self) -> &'static str;
    /// Time ended.
    fn unknown(&self) -> &'static str;
    /// A rule that says no.
    fn refusal(&self, refusal: &Refusal) -> String;
}

/// Nobody else has words: there would be texts missing as soon as there are more.
mod sealed {
    pub trait Sealed {}
    impl Sealed for super::english::English {}
    impl Sealed for super::danish::Danish {}
}

/// The words of a language.
pub fn words(language: Language) -> &'static dyn Words {
    match language {
        Language::English => &english::English,
        Language::Danish => &danish::Danish,
    }
}

/// Tags for people. They are those of a valid case, so none reads as a CPR number.
fn listed(tags: &Tags) -> String {
    tags.iter().map(|tag| tidy(tag.as_str())).collect::<Vec<_>>().join(", ")
}
