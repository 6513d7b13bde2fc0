//! The best solution of a [`Problem`], with what is proven about it.
//!
//! [`solve`] is the one door; a [`Method`] a file. A method knows nothing of refugees.

#[cfg(any(feature = "microlp", feature = "highs"))]
mod choices;
#[cfg(any(feature = "microlp", feature = "highs"))]
mod columns;
mod coverage;
mod decompose;
mod demand;
mod exhaustive;
mod given;
mod greedy;
#[cfg(any(feature = "microlp", feature = "highs"))]
mod library;
mod method;
#[cfg(any(feature = "microlp", feature = "highs"))]
mod milp;
mod options;
mod outcome;
mod reach;
#[cfg(any(feature = "microlp", feature = "highs"))]
mod stage;
mod threads;
mod transport;
mod what_if;

pub use given::Given;
pub use method::{Method, SolutionMethod, UnknownMethod};
pub use options::{Clock, Options, Progress};
pub use outcome::{Outcome, Stop};
pub use what_if::WhatIf;

use crate::problem::Problem;
#[cfg(all(test, feature = "synthetic"))]
pub(crate) use decompose::rare;
#[cfg(any(feature = "microlp", feature = "highs"))]
use library::Library;
pub(crate) use threads::on_threads;

/// Solves `problem` by the method of `options`.
///
/// ```
/// use boligplacering::model::{Case, CaseParts};
/// use boligplacering::problem::Problem;
/// use boligplacering::solve::{Method, Options, Outcome, solve};
/// use boligplacering::travel::travel_times;
///
/// let case = Case::new(CaseParts::default()).unwrap();
/// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
/// let outcome = solve(&problem, &Options::default().with_method(&Method::Exhaustive));
/// assert!(matches!(outcome, Outcome::Optimal { .. })); // nobody to place: nothing to improve
/// ```
pub fn solve(problem: &Problem, options: &Options) -> Outcome {
    match options.started() {
        Ok(options) => options.method.solve(problem, &options).by(options.method.name_in_plans()),
        Err(stop) => Outcome::NoPlan { stop },
    }
}

impl SolutionMethod for Method {
    fn name_in_plans(&self) -> &str {
        self.resolved().name()
    }

    fn solve(&self, problem: &Problem, options: &Options) -> Outcome {
        match self.resolved() {
            Method::Decompose | Method::Auto => decompose::solve(problem, options),
            Method::Greedy => on_threads(options.threads, || greedy::solve(problem, options)),
            Method::Exhaustive => exhaustive::solve(problem, options),
            #[cfg(feature = "microlp")]
            Method::Milp => milp::solve(problem, options, Library::Microlp),
            #[cfg(feature = "highs")]
            Method::MilpHighs => milp::solve(problem, options, Library::Highs),
            #[cfg(feature = "microlp")]
            Method::Columns => columns::solve(problem, options, Library::Microlp),
            #[cfg(feature = "highs")]
            Method::ColumnsHighs => columns::solve(problem, options, Library::Highs),
            #[allow(
                unreachable_patterns,
                reason = "which methods are built in depends on features"
            )]
            Method::Milp | Method::MilpHighs | Method::Columns | Method::ColumnsHighs => {
                Outcome::NoPlan { stop: Stop::NotBuiltIn }
            }
        }
    }
}
