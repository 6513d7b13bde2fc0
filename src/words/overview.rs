use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::{Case, Mode, StepId, Term};

/// What is told of a case, a plan and its proof, on a screen.
pub trait OverviewWords {
    /// What is in a case.
    fn case(&self, counts: &Counts) -> String;
    /// The files are in order.
    fn no_faults(&self, warnings: usize) -> String;
    /// How many faults there are.
    fn faults(&self, faults: usize) -> String;
    /// How many things of a written plan are wrong.
    fn not_verified(&self, wrong: usize) -> String;
    /// Before a warning.
    fn warning(&self) -> &'static str;

    /// No plan is better.
    fn is_best(&self) -> &'static str;
    /// A better plan is known to exist.
    fn is_not_best(&self) -> &'static str;
    /// A better plan may exist; `why` that is not known, if that is not the method.
    fn may_not_be_best(&self, why: Option<&str>) -> String;
    /// What an open tier comes to, and the least that a best plan may come to: exactly that, or more.
    fn gap(&self, tier: usize, value: i64, bound: i64, is_exact: bool) -> String;
    /// How many households of all are housed, and seekers of all are placed.
    fn housed_and_placed(&self, housed: [usize; 2], placed: [usize; 2]) -> String;
    /// How long trips to work are, on average and at most.
    fn trips(&self, mean: f64, most: i64) -> String;

    /// Above who lives where.
    fn homes(&self) -> &'static str;
    /// The columns of who lives where: household, people, dwelling, address.
    fn homes_header(&self) -> [&'static str; 4];
    /// Above who works where.
    fn jobs(&self) -> &'static str;
    /// The columns of who works where: job seeker, opening, step, trip, start, hours to spare, site.
    fn jobs_header(&self) -> [&'static str; 7];
    /// Below who works where: what the hours to spare and the mark of an assumed step are.
    fn jobs_note(&self) -> &'static str;
    /// Above who is left out.
    fn left_out(&self) -> &'static str;
    /// Above the tiers.
    fn tiers(&self) -> &'static str;
    /// The columns of the tiers: number, term, value, value by hand, proven best.
    fn tiers_header(&self) -> [&'static str; 5];
    /// What is counted in a term of the objective.
    fn counted_in(&self, term: Term) -> &'static str;
    /// The weight of a term.
    fn weight(&self, weight: i64) -> String;
    /// What a term comes to by hand.
    fn by_hand(&self, value: i64) -> String;
    /// The value is the least there can be.
    fn proven(&self) -> &'static str;
    /// A lower bound.
    fn or_more(&self, bound: i64) -> String;
    /// How many rows are not shown, and the file that has them.
    fn more_rows(&self, rows: usize, file: &str) -> String;

    /// A mode of travel, in short.
    fn mode(&self, mode: Mode) -> &'static str;
    /// A ladder step, by its name where it is one of the default ladder.
    fn step<'a>(&self, step: &'a StepId) -> &'a str;
    /// A moment on Danish clocks, in short and without the year.
    fn short_moment(&self, at: DateTime) -> String;
    /// Hours, in short.
    fn short_hours(&self, hours: i64) -> String;
    /// Minutes, in short.
    fn short_minutes(&self, minutes: i64) -> String;

    /// A plan and the proof of its bounds were checked, so many steps; `is_best`: of a best plan.
    fn verified(&self, seen: [usize; 3], bounds: &str, is_best: bool) -> String;
    /// The proof that there is no plan was checked, so many steps.
    fn verified_no_plan(&self, steps: usize) -> String;
    /// There is no plan because of the decisions.
    fn decisions_clash(&self) -> &'static str;
    /// No plan was found, and why, and what became of the files.
    fn no_plan(&self, why: &str, files: &str) -> String;
    /// There is no plan, and what became of the files.
    fn there_is_no_plan(&self, files: &str) -> String;
    /// Where a search ended and does not say why.
    fn search_ended(&self) -> &'static str;
    /// How far a search is.
    fn progress(&self, proven: usize, tiers: usize) -> String;
    /// Prices are worked out.
    fn explaining(&self) -> &'static str;
    /// Nothing is proven yet.
    fn solving(&self) -> &'static str;
}

/// How many there are of everything in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Counts {
    /// Households.
    pub households: usize,
    /// People.
    pub people: usize,
    /// Job seekers.
    pub seekers: usize,
    /// Dwellings.
    pub dwellings: usize,
    /// Beds.
    pub beds: i64,
    /// Openings.
    pub openings: usize,
    /// Sites.
    pub sites: usize,
    /// Positions.
    pub positions: i64,
}

impl Counts {
    /// Those of a case.
    pub fn of(case: &Case) -> Self {
        Self {
            households: case.households().len(),
            people: case.households().iter().map(|household| household.members.len()).sum(),
            seekers: case.households().iter().map(|household| household.seekers().count()).sum(),
            dwellings: case.dwellings().len(),
            beds: case.dwellings().iter().map(|dwelling| dwelling.beds).sum(),
            openings: case.openings().len(),
            sites: case.sites().len(),
            positions: case.openings().iter().map(|opening| opening.positions).sum(),
        }
    }
}
