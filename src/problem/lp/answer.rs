//! What another solver found for a written program, read back from its solution file.
//!
//! Nothing that the solver says is believed but which variables are 1: the names must be those of
//! this problem's program, every row must be kept, and the objective that the file states must be
//! what these variables come to. All else, the cost above all, is worked out anew.

mod listing;
mod rows;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::entries::Entries;
use super::names::{Row, Variable};
use super::{Goal, Objective};
use crate::model::{Fault, FaultKind, Faults, Table};
use crate::problem::{Cost, Problem, Solution};
use crate::text::{Said, said, said_of};
use listing::{Claim, Listed, Listing, Stated};
use rows::Rows;

/// How far from 0 or 1 a value may be and still count as it. Solvers take up to 0.000 01 for whole
/// (Gurobi; CBC, HiGHS and SCIP 0.000 001), and the shortest listings have six digits: ten times
/// that is rounding, and more is a choice left open.
const TOLERANCE: f64 = 1e-4;

/// A solver whose solution files are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LpSolver {
    /// CBC, of COIN-OR.
    Cbc,
    /// HiGHS.
    Highs,
    /// SCIP.
    Scip,
    /// Gurobi.
    Gurobi,
}

impl LpSolver {
    /// The name that its plans bear.
    pub fn name_in_plans(self) -> &'static str {
        match self {
            LpSolver::Cbc => "cbc",
            LpSolver::Highs => "highs",
            LpSolver::Scip => "scip",
            LpSolver::Gurobi => "gurobi",
        }
    }
}

impl fmt::Display for LpSolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            LpSolver::Cbc => "CBC",
            LpSolver::Highs => "HiGHS",
            LpSolver::Scip => "SCIP",
            LpSolver::Gurobi => "Gurobi",
        })
    }
}

/// A solution that another solver found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Answer {
    /// Whose it is.
    pub solver: LpSolver,
    /// The solution; it keeps everything that the problem asks for.
    pub solution: Solution,
    /// What it costs, worked out from the problem.
    pub cost: Cost,
}

/// Why a solution file gives no solution.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnswerError {
    /// The solver claims that there is no solution.
    #[error("{0}")]
    Infeasible(Faults),
    /// The file cannot be used; name it by [`Faults::in_file`].
    #[error("{0}")]
    Faults(#[from] Faults),
}

impl From<AnswerError> for Faults {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Infeasible(faults) | AnswerError::Faults(faults) => faults,
        }
    }
}

impl Problem {
    /// Reads the solution that another solver found for a program of
    /// [`write_lp`](Problem::write_lp), whatever the goal: a solution file of CBC, HiGHS, SCIP or
    /// Gurobi, told apart by what is in it. What is not listed is 0.
    ///
    /// ```
    /// use boligplacering::problem::{LpSolver, Problem};
    /// use boligplacering::synthetic::Synthetic;
    /// use boligplacering::travel::travel_times;
    ///
    /// let case = Synthetic::new(3).case().unwrap();
    /// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    /// let text = b"solution status: optimal solution found\n\
    ///     one    1    (obj:6778950)\n\
    ///     x_0_4  1    (obj:-1807720)\n";
    /// let answer = problem.read_answer(text).unwrap();
    /// assert_eq!(answer.solver, LpSolver::Scip);
    /// assert_eq!(answer.solution.homes, [Some(4), None, None]);
    /// assert_eq!(answer.cost[0], 2); // households without a home
    /// ```
    ///
    /// # Errors
    /// With all faults of the file: what is no value, no variable of this problem's program, or
    /// neither 0 nor 1; where every value can be read, the rows that are not kept; and where
    /// these are kept, an objective that is not what the values come to.
    pub fn read_answer(&self, file: &[u8]) -> Result<Answer, AnswerError> {
        let text = String::from_utf8_lossy(file);
        let listing = Listing::read(text.trim_start_matches('\u{feff}'))?;
        match listing.claim {
            Claim::Infeasible(line) => return Err(AnswerError::Infeasible(none(line).into())),
            Claim::Nothing(line) => return Err(Faults::from(unfinished(line)).into()),
            Claim::Solution => {}
        }
        let chosen = self.chosen(&listing)?;
        Rows::of(self, &chosen).check()?;
        let mut solution = Solution::nothing(self);
        for (variable, _) in chosen {
            match variable {
                Variable::Home(h, d) => solution.homes[h] = Some(d),
                Variable::Job(s, _, o) => solution.openings[s] = Some(o),
                Variable::One => {}
            }
        }
        let cost = self.cost(&solution).map_err(|error| {
            let kept =
                said!("a solution that the problem allows", "en løsning, som problemet tillader");
            Faults::from(fault(FaultKind::BrokenRule, kept).found(error.said()))
        })?;
        if let Some(stated) = listing.objective {
            self.agree(&stated, &cost)?;
        }
        Ok(Answer { solver: listing.solver, solution, cost })
    }

    /// The variables that are 1, each with its line.
    fn chosen(&self, listing: &Listing) -> Result<BTreeMap<Variable, u64>, Faults> {
        let mut faults = listing.faults.clone();
        let mut lines = BTreeMap::new();
        let mut chosen = BTreeMap::new();
        for listed in &listing.values {
            let Some(variable) = Variable::named(listed.name).filter(|v| self.has(*v)) else {
                if !Row::is_named(listed.name) {
                    faults.push(unknown(listed));
                }
                continue;
            };
            if let Some(first) = lines.insert(variable, listed.line) {
                faults.push(repeated(listed, first));
            }
            match whole(listed.value) {
                Some(true) => {
                    chosen.insert(variable, listed.line);
                }
                Some(false) if variable != Variable::One => {}
                _ => faults.push(unfit(listed, variable)),
            }
        }
        Faults::check(faults).map(|()| chosen)
    }

    /// Whether the written program has a variable.
    fn has(&self, variable: Variable) -> bool {
        let home = |h: usize, d: usize| {
            self.households.get(h).is_some_and(|own| self.home_cost(own, d).is_some())
        };
        match variable {
            Variable::One => true,
            Variable::Home(h, d) => home(h, d),
            Variable::Job(s, d, o) => self.seekers.get(s).is_some_and(|seeker| {
                let minutes = || self.trips.minutes(seeker.travel, d, self.openings[o].site);
                home(seeker.household, d)
                    && self.opening_cost(seeker, o).is_some()
                    && minutes().is_some_and(|minutes| minutes <= seeker.limit)
            }),
        }
    }

    /// Whether the objective that a file states is what its solution comes to in one of the
    /// programs that are written: all tiers in one sum, or one tier. It may be as much off as
    /// values may.
    fn agree(&self, stated: &Stated, cost: &Cost) -> Result<(), Faults> {
        let expected = said!(
            "the objective that these values come to",
            "den målværdi, som disse værdier giver"
        );
        let advice = said!(
            "The file belongs to another month, to a case that was changed since the export, or to one exported with an earlier plan",
            "Filen hører til en anden måned, til en sag, der er ændret siden eksporten, eller til en, der er eksporteret med en tidligere plan"
        );
        let wrong = |words: Said| {
            let fault = fault(FaultKind::Contradiction, expected).found(words).advise(advice);
            Err(at(fault, stated.line).into())
        };
        let Some(said) = number(stated.value) else { return wrong(said_of(stated.value)) };
        let entries = Entries::new(self);
        let (cost, nothing): (Vec<i128>, _) =
            (cost.iter().map(|part| i128::from(*part)).collect(), entries.nothing());
        let weigh = |weights: &[i128], parts: &[i128]| {
            weights.iter().zip(parts).map(|(weight, part)| weight * part).sum::<i128>() as f64
        };
        let one = |tier: usize| (0..self.tiers).map(|other| i128::from(other == tier)).collect();
        let all = Objective::new(&entries, &Goal::AllTiers).ok().map(|objective| objective.weights);
        let agrees = (0..self.tiers).map(one).chain(all).any(|weights: Vec<i128>| {
            let exact = weigh(&weights, &cost);
            let scale = exact.abs() + weigh(&weights, &nothing).abs();
            (said - exact).abs() <= 0.5 + TOLERANCE * scale
        });
        if agrees { Ok(()) } else { wrong(said_of(stated.value)) }
    }
}

/// Whether a value is 1; `None` if it is neither that nor 0.
fn whole(value: &str) -> Option<bool> {
    let value = number(value)?;
    let near = |whole: f64| (value - whole).abs() <= TOLERANCE;
    if near(0.0) { Some(false) } else { near(1.0).then_some(true) }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn fault(kind: FaultKind, expected: Said) -> Fault {
    Fault::new(Table::Solution, kind, expected)
}

fn at(mut fault: Fault, line: u64) -> Fault {
    fault.line = Some(line);
    fault
}

fn unknown(listed: &Listed) -> Fault {
    let expected = said!("a variable of this case's program", "en variabel i denne sags program");
    let advice = said!(
        "The file belongs to another month, or the case was changed since the export",
        "Filen hører til en anden måned, eller sagen er ændret siden eksporten"
    );
    let fault = fault(FaultKind::UnknownReference, expected).quoting_id(listed.name);
    at(fault.advise(advice), listed.line)
}

fn repeated(listed: &Listed, first: u64) -> Fault {
    let mut fault =
        fault(FaultKind::Duplicate, said!("each variable once", "hver variabel én gang"))
            .quoting_id(listed.name);
    fault.other_line = Some(first);
    at(fault, listed.line)
}

/// A value that is not 0 or 1, or a 0 of what is always 1.
fn unfit(listed: &Listed, variable: Variable) -> Fault {
    let (kind, expected, advice) = match (number(listed.value), variable) {
        (None, _) => (FaultKind::BadValue, said!("a number", "et tal"), Said::default()),
        (_, Variable::One) => {
            (FaultKind::BadValue, said!("a value of 1", "værdien 1"), Said::default())
        }
        _ => (
            FaultKind::OutOfRange,
            said!("0 or 1, to within 0.0001", "0 eller 1 med en nøjagtighed på 0,0001"),
            said!(
                "A choice left open is no plan: let the solver finish, all variables being binary",
                "Et åbent valg er ingen plan: lad løseren køre færdig med binære variable"
            ),
        ),
    };
    let value = said_of(listed.value);
    let [english, danish] = value.both();
    let found = said!("{variable} = {english}", "{variable} = {danish}");
    at(fault(kind, expected).found(found).advise(advice), listed.line)
}

/// The solver says that there is no solution.
fn none(line: u64) -> Fault {
    let fault = fault(FaultKind::Contradiction, said!("a solution", "en løsning"))
        .found(Said::plain("`infeasible`"));
    let advice = said!(
        "There is none where an earlier tier is held below what is possible",
        "Der er ingen, hvis et tidligere mål holdes under det mulige"
    );
    at(fault.advise(advice), line)
}

/// The solver has no solution to show.
fn unfinished(line: u64) -> Fault {
    let fault = fault(FaultKind::Empty, said!("a solution", "en løsning"))
        .found(said!("that the solver has none", "at løseren ingen har"));
    at(
        fault.advise(said!(
            "Give the solver more time, and read its log",
            "Giv løseren mere tid, og læs dens log"
        )),
        line,
    )
}
