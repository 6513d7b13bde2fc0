use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Options, Outcome};
use crate::problem::Problem;

/// A way to solve: a [`Method`] of this crate, or one from outside.
///
/// ```
/// use boligplacering::problem::{Problem, Solution};
/// use boligplacering::solve::{Options, Outcome, SolutionMethod, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
///
/// /// Everybody takes the first home on their menu that is free, and nobody works.
/// struct FirstCome;
///
/// impl SolutionMethod for FirstCome {
///     fn name_in_plans(&self) -> &str {
///         "first-come"
///     }
///
///     fn solve(&self, problem: &Problem, _: &Options) -> Outcome {
///         let mut solution = Solution::nothing(problem);
///         for h in 0..problem.households().len() {
///             for (home, _) in problem.homes_for(&problem.households()[h]) {
///                 solution.homes[h] = Some(home);
///                 if problem.cost(&solution).is_ok() {
///                     break;
///                 }
///                 solution.homes[h] = None;
///             }
///         }
///         Outcome::unproven(problem, solution, None)
///     }
/// }
///
/// let case = Synthetic::new(8).case().unwrap();
/// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
/// let outcome = solve(&problem, &Options::default().with_method(&FirstCome));
/// assert_eq!(outcome.method(), Some("first-come"));
/// assert!(!outcome.is_optimal());
/// ```
pub trait SolutionMethod: Sync {
    /// The name that its plans bear.
    fn name_in_plans(&self) -> &str;

    /// Solves a problem. A careful method looks now and then whether [`Options::stop`] says to
    /// stop, and tells [`Options::tell`] how far it is.
    fn solve(&self, problem: &Problem, options: &Options) -> Outcome;
}

/// A method of this crate.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// The exact method of this crate, whatever the size.
    #[default]
    Auto,
    /// The household-plan decomposition of this crate; exact.
    Decompose,
    /// What a careful person does by hand: the longest-waiting household first, each to the home
    /// and the work that are best for itself. The baseline, not exact.
    Greedy,
    /// Integer linear programming with microlp, in pure Rust; exact.
    Milp,
    /// Integer linear programming with HiGHS; exact.
    MilpHighs,
    /// The relaxation of `decompose`, and an integer program over all plans that can matter,
    /// solved with microlp; exact.
    Columns,
    /// The same with HiGHS; exact.
    ColumnsHighs,
    /// Every solution there is; exact, for a handful of households only.
    Exhaustive,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 8] = [
        Method::Auto,
        Method::Decompose,
        Method::Greedy,
        Method::Milp,
        Method::MilpHighs,
        Method::Columns,
        Method::ColumnsHighs,
        Method::Exhaustive,
    ];

    /// The name, as on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::Decompose => "decompose",
            Method::Greedy => "greedy",
            Method::Milp => "milp",
            Method::MilpHighs => "milp-highs",
            Method::Columns => "columns",
            Method::ColumnsHighs => "columns-highs",
            Method::Exhaustive => "exhaustive",
        }
    }

    /// Whether this build has the method.
    pub fn is_built_in(self) -> bool {
        let microlp = matches!(self, Method::Milp | Method::Columns);
        let highs = matches!(self, Method::MilpHighs | Method::ColumnsHighs);
        (!microlp || cfg!(feature = "microlp")) && (!highs || cfg!(feature = "highs"))
    }

    /// What `Auto` stands for; any other method stands for itself.
    pub fn resolved(self) -> Self {
        match self {
            Method::Auto => Method::Decompose,
            method => method,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Method::ALL.into_iter().find(|method| method.name() == name).ok_or(UnknownMethod)
    }
}

/// A method that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error(
    "the methods are auto, decompose, greedy, milp, milp-highs, columns, columns-highs and exhaustive"
)]
pub struct UnknownMethod;
