//! A problem as other solvers read it: the whole integer program, in the LP format of CPLEX.
//!
//! Nothing is left out of it that a solution may be made of, so that a solver which knows nothing
//! of this crate can be set against it. The variables are named by index, from 0, as in
//! [`Problem`]:
//!
//! - `x_h_d` is 1 if household `h` takes home `d`,
//! - `z_s_d_o` is 1 if seeker `s`, whose household takes home `d`, takes opening `o`,
//! - `one` is always 1: its coefficient is the cost of the solution in which nobody takes
//!   anything, so that the solver's objective is the cost itself.
//!
//! The rows are `home_h` (a household takes one home at most, or exactly one if it must be
//! housed), `must_s` (a seeker who must be placed is), `job_s_d` (one opening at most, and only
//! from the home taken), `beds_d`, `places_d` and `work_o` (nothing holds more than it can), and
//! `hold_t` (an earlier tier keeps its value). Rows that say nothing are not written.
//!
//! What such a solver finds is read back by [`Problem::read_answer`].

mod answer;
mod entries;
mod names;
mod sheet;

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::Said;

use super::{Household, Problem};
pub use answer::{Answer, AnswerError, LpSolver};
use entries::Entries;
use names::{Row, Variable};
use sheet::{Relation, Sheet};

/// What a written program minimises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// All tiers in one sum. The weights are such that a step of one in a tier outweighs all that
    /// the tiers after it can change, so that the best of the sum is the best tier by tier.
    AllTiers,
    /// One tier, the tiers before it held.
    OneTier {
        /// Index of the tier.
        tier: usize,
        /// For each tier before it the value that must not be exceeded.
        held: Vec<i64>,
    },
}

/// How large a written program is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LpSize {
    /// Variables that are 0 or 1.
    pub variables: usize,
    /// Rows.
    pub rows: usize,
    /// How much the objective can vary.
    pub width: i128,
}

/// Why a program is not written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LpError {
    /// There is no such tier.
    #[error("there is no tier {}: the objective has {tiers}", tier + 1)]
    NoSuchTier {
        /// Index of the tier.
        tier: usize,
        /// How many there are.
        tiers: usize,
    },
    /// There are more or fewer values to hold than tiers before the one to minimise.
    #[error("values to hold before tier {}: {tier} are needed, {given} given", tier + 1)]
    Held {
        /// Index of the tier to minimise: as many values are to be held.
        tier: usize,
        /// How many are given.
        given: usize,
    },
    /// The weights of all tiers in one sum do not even fit 128 bits.
    #[error("the tiers are too wide for one objective: write them one at a time")]
    TooWide,
    /// Writing failed.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl LpError {
    /// Why the program is not written, in every language.
    pub fn said(&self) -> Said {
        let danish = match self {
            Self::NoSuchTier { tier, tiers } => {
                format!("der er intet mål {}: politikken har {tiers}", tier + 1)
            }
            Self::Held { tier, given } => format!(
                "værdier at holde fast før mål {}: der skal {tier} til, {given} er givet",
                tier + 1
            ),
            Self::TooWide => {
                "målene er for brede til én målfunktion: skriv dem ét ad gangen".to_owned()
            }
            Self::Write(error) => return Said::system(error),
        };
        Said::new(self.to_string(), danish)
    }
}

impl Problem {
    /// Writes the integer program of this problem, row by row: it is never in memory as a whole.
    /// Many small pieces are written, so `out` should be buffered.
    ///
    /// ```
    /// use boligplacering::problem::{Goal, Problem};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    ///
    /// let case = Synthetic::new(3).case().unwrap();
    /// let mut lp = Vec::new();
    /// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    /// problem.write_lp(&mut lp, &Goal::AllTiers).unwrap();
    /// assert!(String::from_utf8(lp).unwrap().contains("\nMinimize\n"));
    /// ```
    ///
    /// # Errors
    /// Where `goal` does not fit the problem, or `out` cannot be written to.
    pub fn write_lp(&self, out: impl io::Write, goal: &Goal) -> Result<LpSize, LpError> {
        let entries = Entries::new(self);
        let objective = Objective::new(&entries, goal)?;
        let mut sheet = Sheet::new(out);
        head(&mut sheet, self, &objective)?;
        sheet.section("Minimize")?;
        sheet.sum("obj", entries.change(&objective.weights))?;
        sheet.section("Subject To")?;
        take(&mut sheet, self, &entries)?;
        fit(&mut sheet, self, &entries)?;
        for (tier, value) in objective.held.iter().enumerate() {
            let mut alone = vec![0; self.tiers];
            alone[tier] = 1;
            let cost = entries.change(&alone);
            sheet.row(Row::Hold(tier + 1), cost, Relation::AtMost, i128::from(*value))?;
        }
        sheet.section("Bounds")?;
        sheet.line(" one = 1")?;
        sheet.section("Binaries")?;
        sheet.names(entries.variables())?;
        sheet.section("End")?;
        Ok(LpSize { width: objective.high - objective.low, ..sheet.finish()? })
    }
}

/// What a program minimises, in whole numbers.
struct Objective {
    /// For each tier its weight.
    weights: Vec<i128>,
    /// For each tier the least and the most that it may be.
    spans: Vec<(i128, i128)>,
    /// For each tier that is held its value.
    held: Vec<i64>,
    low: i128,
    high: i128,
}

impl Objective {
    fn new(entries: &Entries, goal: &Goal) -> Result<Self, LpError> {
        let spans = entries.spans();
        let tiers = spans.len();
        let (weights, held) = match goal {
            Goal::AllTiers => (joined(&spans).ok_or(LpError::TooWide)?, Vec::new()),
            Goal::OneTier { tier, .. } if *tier >= tiers => {
                return Err(LpError::NoSuchTier { tier: *tier, tiers });
            }
            Goal::OneTier { tier, held } if held.len() != *tier => {
                return Err(LpError::Held { tier: *tier, given: held.len() });
            }
            Goal::OneTier { tier, held } => {
                let weights = (0..tiers).map(|other| i128::from(other == *tier)).collect();
                (weights, held.clone())
            }
        };
        let low = weighed(&weights, spans.iter().map(|(low, _)| *low))?;
        let high = weighed(&weights, spans.iter().map(|(_, high)| *high))?;
        // Coefficients are told from what it costs if nobody takes anything.
        let nothing = entries.nothing();
        let largest = |((low, high), nothing): (&(i128, i128), &i128)| {
            2 * (low.abs().max(high.abs()) + nothing.abs())
        };
        weighed(&weights, spans.iter().zip(&nothing).map(largest))?;
        Ok(Self { weights, spans, held, low, high })
    }
}

/// The weighted sum of a value of each tier.
fn weighed(weights: &[i128], values: impl Iterator<Item = i128>) -> Result<i128, LpError> {
    let mut parts = weights.iter().zip(values).map(|(weight, value)| weight.checked_mul(value));
    parts.try_fold(0_i128, |sum, part| sum.checked_add(part?)).ok_or(LpError::TooWide)
}

/// `w_k = 1`, `w_i = 1 + Σ_{j>i} w_j·s_j` for tiers of widths `s₁ … s_k`: a step of one in tier i
/// outweighs all that the tiers after it can change.
fn joined(spans: &[(i128, i128)]) -> Option<Vec<i128>> {
    let mut total: i128 = 0;
    let mut weights = Vec::with_capacity(spans.len());
    for (low, high) in spans.iter().rev() {
        let weight = total.checked_add(1)?;
        total = total.checked_add(weight.checked_mul(high - low)?)?;
        weights.push(weight);
    }
    weights.reverse();
    Some(weights)
}

/// Says what is in the file, for those who read it.
fn head(sheet: &mut Sheet<impl io::Write>, problem: &Problem, goal: &Objective) -> io::Result<()> {
    let mut say = |text: String| sheet.line(&format!("\\ {text}"));
    say("The integer program of a placement problem: every choice, nothing left out.".into())?;
    say(format!(
        "{} households, {} seekers, {} homes and {} openings, each numbered from 0 in the order",
        problem.households.len(),
        problem.seekers.len(),
        problem.homes.len(),
        problem.openings.len()
    ))?;
    say("of the case; seekers household by household.".into())?;
    say("x_h_d: household h lives in home d.".into())?;
    say("z_s_d_o: seeker s, living in home d, works in opening o.".into())?;
    say("one: always 1; its coefficient is the cost when nobody takes anything.".into())?;
    say("The objective is the sum over the tiers of weight times value:".into())?;
    let spans = goal.weights.iter().zip(&goal.spans).enumerate();
    for (tier, (weight, (low, high))) in spans {
        let held = goal.held.get(tier).map(|value| format!(", held at {value} at most"));
        let held = held.unwrap_or_default();
        say(format!("  tier {}: weight {weight}, value {low} to {high}{held}", tier + 1))?;
    }
    let (low, high) = (goal.low, goal.high);
    say(format!("It lies between {low} and {high}: a width of {}.", high - low))?;
    say("Proven is an optimum only by an absolute gap below 1: set the relative gap to 0.".into())?;
    if low.abs().max(high.abs()) > 1 << 53 {
        say("Numbers above 2^53 are not exact in floating point: write one tier at a time.".into())?;
    }
    Ok(())
}

/// At most one home a household and one opening a seeker, from that home.
fn take(sheet: &mut Sheet<impl io::Write>, problem: &Problem, entries: &Entries) -> io::Result<()> {
    let how = |must: bool| if must { Relation::Exactly } else { Relation::AtMost };
    for (h, household) in problem.households.iter().enumerate() {
        let taken = entries.homes(h).map(|(home, _)| (1, Variable::Home(h, home)));
        sheet.row(Row::Home(h), taken, how(household.must), 1)?;
        for s in household.seekers() {
            if problem.seekers[s].must {
                let all = entries.homes(h).flat_map(|(home, _)| works(entries, s, home));
                sheet.row(Row::Must(s), all, Relation::Exactly, 1)?;
            }
            for (home, _) in entries.homes(h) {
                let mut jobs = works(entries, s, home).peekable();
                if jobs.peek().is_some() {
                    let only = jobs.chain([(-1, Variable::Home(h, home))]);
                    sheet.row(Row::Job(s, home), only, Relation::AtMost, 0)?;
                }
            }
        }
    }
    Ok(())
}

fn works(entries: &Entries, s: usize, home: usize) -> impl Iterator<Item = (i128, Variable)> {
    entries.jobs(s, home).map(move |job| (1, Variable::Job(s, home, job.opening)))
}

/// Homes and openings hold no more than they can.
fn fit(sheet: &mut Sheet<impl io::Write>, problem: &Problem, entries: &Entries) -> io::Result<()> {
    for (d, home) in problem.homes.iter().enumerate() {
        let size = |household: &Household| i128::from(household.size);
        let takers = || entries.takers(d).map(|h| (h, &problem.households[h]));
        // Where one household lives alone, its size decides whether it is on the menu.
        if home.households != 1 || takers().any(|(_, household)| household.size > home.beds) {
            let people = takers().map(|(h, household)| (size(household), Variable::Home(h, d)));
            sheet.row(Row::Beds(d), people, Relation::AtMost, i128::from(home.beds))?;
        }
        let households = takers().map(|(h, _)| (1, Variable::Home(h, d)));
        let most = i128::from(home.households);
        sheet.row(Row::Places(d), households, Relation::AtMost, most)?;
    }
    for (o, opening) in problem.openings.iter().enumerate() {
        let people = entries.commuters(o);
        let people = people.into_iter().map(|(s, home)| (1, Variable::Job(s, home, o)));
        let most = i128::from(opening.positions);
        sheet.row(Row::Work(o), people, Relation::AtMost, most)?;
    }
    Ok(())
}
