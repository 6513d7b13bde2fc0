use jiff::civil::DateTime;

use crate::model::{Kroner, Mode, Shift, Term};
use crate::rules::Reason;

/// What stands on the card of a household, and in the tables of prices.
pub trait CardWords {
    /// Above the cards.
    fn cards(&self) -> &'static str;
    /// Who a household is, below its id.
    fn who(&self, people: usize, arrival: DateTime) -> String;
    /// A dwelling's size and price: beds, rooms, rent.
    fn dwelling_facts(&self, beds: i64, rooms: Option<f64>, rent: Option<Kroner>) -> String;
    /// A temporary stay.
    fn temporary(&self) -> &'static str;
    /// Who shares the home.
    fn shared_with(&self, others: &str) -> String;
    /// The household has no home.
    fn no_home(&self) -> &'static str;
    /// The person has no work.
    fn no_work(&self) -> &'static str;
    /// The step is assumed.
    fn is_provisional(&self) -> &'static str;
    /// Work begins so soon after reception that the person should be asked.
    fn soon(&self, hours: i64) -> String;
    /// A person's work: step and employer.
    fn job_at(&self, step: &str, employer: &str) -> String;
    /// When work begins, the shift, and the trip.
    fn job_when(&self, start: DateTime, shift: Shift, minutes: i64, mode: Mode) -> String;
    /// On the clock: reception.
    fn received(&self) -> &'static str;
    /// On the clock: work begins so many hours after.
    fn begins_after(&self, hours: i64) -> String;
    /// The clock in words.
    fn clock_told(&self, hours: i64, target: i64, limit: i64) -> String;
    /// Above why somebody has what they have.
    fn why_this(&self) -> &'static str;
    /// Why this home, or this opening: how many there are, how many a rule says no to and which, and whether none of
    /// the others makes a better plan.
    fn why(&self, of_homes: bool, all: usize, no: &[(Reason, usize)], none_better: bool) -> String;
    /// The home, before why a household has it.
    fn the_home(&self) -> &'static str;
    /// Above the next best homes and openings.
    fn what_else(&self) -> &'static str;
    /// What the prices of these are of.
    fn whole_plan(&self) -> &'static str;
    /// There is nothing else.
    fn nothing_else(&self, of_homes: bool) -> &'static str;
    /// Some cards are not shown.
    fn more_cards(&self, shown: usize, all: usize) -> String;
    /// Looks for a household.
    fn find(&self) -> &'static str;

    /// Above the table of households and homes, or of seekers and openings.
    fn price_table(&self, of_homes: bool) -> &'static str;
    /// How to read that table.
    fn price_table_note(&self) -> &'static str;
    /// Above the nearest homes of each household, or openings of each job seeker.
    fn nearest(&self, of_homes: bool) -> &'static str;
    /// How to read these.
    fn nearest_note(&self, each: usize, of_homes: bool) -> String;
    /// Prices were not worked out.
    fn no_prices(&self) -> &'static str;
    /// It is free.
    fn is_free(&self) -> &'static str;
    /// The first column: household or job seeker.
    fn row_head(&self, of_homes: bool) -> &'static str;
    /// So many of all columns.
    fn columns(&self, from: usize, to: usize, all: usize, of_homes: bool) -> String;
    /// In a cell: it is what the plan has.
    fn here(&self) -> &'static str;
    /// In a cell: what the plan comes to more in a term.
    fn cell(&self, term: Term, amount: i64) -> String;
    /// In a cell: what the plan comes to more in a tier of several terms.
    fn cell_in_tier(&self, tier: usize, amount: i64) -> String;
    /// So many homes of other households and openings of other people are otherwise.
    fn cell_others(&self, others: i64) -> String;
    /// In a cell: equally good.
    fn cell_same(&self) -> &'static str;
    /// In a cell: decisions forbid it.
    fn cell_decided(&self) -> &'static str;
    /// In a cell: not worked out.
    fn cell_unknown(&self) -> &'static str;
    /// A rule in a word or two.
    fn rule(&self, reason: Reason) -> &'static str;
    /// Why a trip is too far, where it is not counted.
    fn too_far_told(&self) -> &'static str;
    /// What changes from an earlier plan are called in a cell, and what that means.
    fn changed_key(&self) -> [&'static str; 2];
    /// Darker costs more, and so on.
    fn price_legend(&self) -> [&'static str; 5];
}
