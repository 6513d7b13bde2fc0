use std::io;
use std::path::{Path, PathBuf};

use boligplacering::input::Reading;
use boligplacering::problem::{Goal, LpError, LpSize, Problem};
use boligplacering::report::{Claim, read_plan};
use boligplacering::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::previous::{Previous, read_with};
use crate::{claim, words};

/// Write the case as an integer program that other solvers read.
///
/// The file is in the LP format of CPLEX and leaves nothing out that a plan may be made of. Its
/// optimum is the best plan: all tiers in one sum whose weights, told in the file, let no tier
/// outweigh a step of an earlier one; or with --tier one tier, those before it held.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// The file to write; an earlier one is replaced.
    #[arg(long, value_name = "FILE")]
    lp: PathBuf,
    /// Minimise this tier alone, from 1; say by --hold or --plan what the tiers before it come to.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    tier: Option<u16>,
    /// What the tiers before it may come to at most, as 0,0,12.
    #[arg(long, value_name = "VALUES", value_delimiter = ',', requires = "tier")]
    hold: Vec<i64>,
    /// A written plan.json: the tiers before it may come to at most what they do there.
    #[arg(long, value_name = "PLAN", requires = "tier", conflicts_with = "hold")]
    plan: Option<PathBuf>,
    /// An earlier plan.json, as of `plan`.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let claim = claimed(&arguments.lp)?;
    let also_read = [&arguments.previous, &arguments.plan].into_iter().filter_map(Option::as_deref);
    case.keep_from(claim.place(), "--lp", &also_read.collect::<Vec<_>>())?;
    let (reading, previous) = read_with(case, arguments.previous.as_deref(), language)?;
    let Reading { case, travel, .. } = reading;
    let plan = |path: &PathBuf| read_plan(path).map_err(|error| Failure::file(path, &error.said()));
    let problem = match &previous {
        Some(Previous { plan, .. }) => {
            Problem::with_previous(&case, &travel, &plan.as_previous(&case))?
        }
        None => Problem::new(&case, &travel)?,
    };
    let goal = match arguments.tier.map(|tier| usize::from(tier) - 1) {
        None => Goal::AllTiers,
        Some(tier) => match arguments.plan.as_ref().map(plan).transpose()? {
            None => Goal::OneTier { tier, held: arguments.hold.clone() },
            Some(plan) => {
                let values = plan.tiers.iter().map(|tier| tier.value);
                Goal::OneTier { tier, held: values.take(tier).collect() }
            }
        },
    };
    let size = write(&claim, &arguments.lp, &problem, &goal)?;
    let told = [words::exported(&size), words::written_to(&arguments.lp)];
    Ok(told.map(|said| format!("{}\n", said.in_language(language))).concat())
}

/// Claims the file; the folder in which it is to be must be there.
fn claimed(path: &Path) -> Result<Claim, Failure> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    match above.is_none_or(Path::is_dir) {
        true => claim::of(path),
        false => Err(Failure::unwritten(path, &io::ErrorKind::NotFound.into())),
    }
}

/// Writes the whole file, or leaves what stood there.
fn write(claim: &Claim, path: &Path, problem: &Problem, goal: &Goal) -> Result<LpSize, Failure> {
    let unwritten = |error: io::Error| Failure::unwritten(path, &error);
    let mut out = claim.begin().map_err(unwritten)?;
    let size = problem.write_lp(&mut out, goal).map_err(|error| match error {
        LpError::Write(error) => unwritten(error),
        error => Failure::Input(error.said()),
    })?;
    out.keep().map_err(unwritten)?;
    Ok(size)
}
