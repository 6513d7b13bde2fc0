use boligplacering::solve::{Method, SolutionMethod};
use boligplacering::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::making::{Flags, Making};

/// Make the best plan and write it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// How to solve: auto, decompose, greedy, milp, milp-highs, columns, columns-highs or
    /// exhaustive.
    #[arg(long, default_value = "auto", value_parser = method)]
    method: Method,
    #[command(flatten)]
    pub(crate) flags: Flags,
}

fn method(name: &str) -> Result<Method, String> {
    let method: Method = name.parse().map_err(|error| format!("{error}"))?;
    if method.is_built_in() {
        Ok(method)
    } else {
        Err("this build does not have the method; build with --features highs".to_owned())
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let Arguments { method, flags, .. } = arguments;
    let making = Making::begin(case, flags, &[], language)?;
    let outcome = making.solve(method);
    making.finish(&outcome, method.name_in_plans(), None)
}
