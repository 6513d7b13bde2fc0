use std::path::PathBuf;

use boligplacering::model::Faults;
use boligplacering::problem::AnswerError;
use boligplacering::report::read_file;
use boligplacering::solve::{Given, Method, Outcome, SolutionMethod};
use boligplacering::text::{Language, Said};
use clap::Args;

use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::making::{Flags, Making};
use crate::words::imported;

/// Check the solution that another solver found for an exported case, and write its plan.
///
/// The solution is a file of CBC, HiGHS, SCIP or Gurobi, found for a program that `export` wrote of
/// this very case, with or without --tier. Nothing in it is believed: what it costs is worked out
/// anew, every rule is checked, and how good the plan is, is proven by this program's own method.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// The solution file.
    solution: PathBuf,
    #[command(flatten)]
    pub(crate) flags: Flags,
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let Arguments { solution: path, flags, .. } = arguments;
    let file = read_file(path).map_err(|error| Failure::file(path, &Said::system(&error)))?;
    let making = Making::begin(case, flags, &[path], language)?;
    let answer = match making.problem.read_answer(&file) {
        Ok(answer) => answer,
        Err(error) => {
            if matches!(error, AnswerError::Infeasible(_)) {
                let own = making.solve(&Method::Auto);
                if matches!(own, Outcome::Infeasible { .. }) {
                    return making.finish(&own, Method::Auto.name_in_plans(), None);
                }
            }
            return Err(Faults::from(error).in_file(&path.display().to_string()).into());
        }
    };
    let given = Given { solution: &answer.solution, name: answer.solver.name_in_plans() };
    let outcome = making.solve(&given);
    let source = imported(answer.solver, path);
    making.finish(&outcome, given.name, Some(&source))
}
