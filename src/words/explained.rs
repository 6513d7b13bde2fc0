use jiff::civil::{Date, DateTime};

use crate::model::{Hours, Kroner, Tag, Tags, Term};

/// What is told of prices: what a placement costs, what would house or place somebody, what decisions cost, what is
/// scarce, and whom to call.
pub trait ExplainedWords {
    /// What a placement costs by itself; `parts`: what it costs, if anything.
    fn costs(&self, parts: Option<&str>) -> String;
    /// So much of a term of the objective.
    fn amount(&self, term: Term, amount: i64) -> String;
    /// So much of a tier of several terms, or of one with a weight.
    fn amount_in_tier(&self, tier: usize, terms: &[Term], amount: i64) -> String;

    /// Who has something now.
    fn has_now(&self, who: &str) -> String;
    /// Before the best plan in which somebody who is left out has a home, or work.
    fn instead_of_others(&self, of_homes: bool) -> &'static str;
    /// No plan has room for somebody.
    fn no_room(&self) -> &'static str;
    /// A person waits for a home of their household.
    fn waits_for_home(&self) -> &'static str;
    /// Above the single changes that would house or place somebody.
    fn remedies(&self, of_homes: bool) -> &'static str;
    /// Others that would do as well, at a higher price.
    fn also(&self, others: &str) -> String;
    /// No single change does; whether that is proven.
    fn no_remedy(&self, is_proven: bool) -> &'static str;
    /// Not everything could be worked out.
    fn not_all_worked_out(&self) -> &'static str;
    /// A household does without something it needs.
    fn without_need(&self, need: &Tag) -> String;
    /// The roof is there so much later.
    fn roof_later(&self, hours: i64) -> String;
    /// A household pays so much more.
    fn rent_more(&self, more: Kroner) -> String;
    /// A home has more beds.
    fn beds_more(&self, home: &str, more: i64) -> String;
    /// There is one more home for so many people in a town.
    fn home_more(&self, beds: i64, town: &str) -> String;
    /// When a new home has to be ready, what it may cost a month, and what it needs to have.
    fn home_terms(&self, ready: DateTime, rent: Option<Kroner>, needs: &Tags) -> String;
    /// The person has one more skill.
    fn skill_more(&self, skill: &Tag) -> String;
    /// The person speaks one more language.
    fn language_more(&self, language: &Tag) -> String;
    /// The person can work at these hours.
    fn hours_moved(&self, hours: Hours) -> String;
    /// The trip may be so much longer.
    fn trip_longer(&self, minutes: i64) -> String;
    /// Work may begin so much later.
    fn start_later(&self, hours: i64) -> String;
    /// An opening has one more position.
    fn position_more(&self, opening: &str) -> String;
    /// There is one more opening on a step in a town.
    fn opening_more(&self, step: &str, town: &str) -> String;
    /// A home or an opening that is one more.
    fn new_one(&self, is_home: bool) -> &'static str;

    /// Above what decisions cost.
    fn decided(&self) -> &'static str;
    /// Somebody is to have something, or not.
    fn decision(&self, who: &str, what: &str, is_must: bool) -> String;
    /// A case worker has ruled something out for somebody.
    fn ruled_out(&self, who: &str, what: &str) -> String;
    /// All decisions together.
    fn all_decided(&self) -> &'static str;
    /// Keeping it costs nothing.
    fn free(&self) -> &'static str;

    /// Above what is scarce.
    fn scarce(&self) -> &'static str;
    /// One more hour until work must have begun, or until the roof must be there.
    fn hour_more(&self, of_roof: bool) -> &'static str;
    /// One more minute of trips.
    fn minute_more(&self) -> &'static str;
    /// What so many more gain.
    fn gain(&self, count: usize, gain: &str) -> String;
    /// One more of what there is gains nothing.
    fn nothing_scarce(&self) -> &'static str;

    /// Above whom to call.
    fn calls(&self) -> &'static str;
    /// Whom to call, by which day if anything depends on it.
    fn call(&self, person: &str, household: &str, last_day: Option<Date>) -> String;
    /// If the best step is a certain one, which may be the one assumed.
    fn if_step(&self, step: &str, is_assumed: bool) -> String;
    /// The plan stays as it is.
    fn stays(&self) -> &'static str;
    /// What is lost if nobody asks.
    fn lost(&self, lost: &str) -> String;
}
