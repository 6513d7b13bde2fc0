use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use boligplacering::check::{Tally, check};
use boligplacering::model::Case;
use boligplacering::plan::{Plan, Status};
use boligplacering::problem::Solution;
use boligplacering::report::{self, ReadError, Seconds, Summary, read_plan, read_summary};
use boligplacering::solve::{Method, Outcome};
use clap::Args;

use crate::failure::Failure;
use crate::proof::{self, Limits};
use crate::{duration::duration, read, show};

/// Check a written plan and prove it anew.
///
/// Rules, capacities, every detail and every tier are recomputed from the case alone; the other
/// files must say what plan.json says; and the best value of every tier is proven once more.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The case folder.
    folder: PathBuf,
    /// Where the plan was written.
    dir: PathBuf,
    /// How long the proof may take: 60s, 2m, 500ms, 1h.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = duration)]
    time_limit: Duration,
    /// The earlier plan.json that the plan was made with, if it was.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<String, Failure> {
    let case = read(&arguments.folder, false)?.case;
    let plan = written(&arguments.dir.join(report::PLAN_FILE))?;
    let previous = (arguments.previous.as_ref())
        .map(|path| read_plan(path).map_err(|error| Failure::file(path, error)))
        .transpose()?;
    let tally = check(&case, &plan, previous.as_ref())
        .map_err(|violations| Failure::violations(&violations))?;
    reasons(&case, &plan)?;
    files(&arguments.dir, &case, &plan, &tally)?;

    let limits = Limits { time: arguments.time_limit, threads: None, quiet: false };
    let problem = proof::problem(&case, previous.as_ref(), limits)?;
    let method = Method::Auto.resolved();
    let outcome = proof::solve(&problem, method, limits);
    let best = proven(&plan, &tally.values, &outcome)?;
    Ok(show::verified(&plan, &tally, best, method))
}

fn written(path: &Path) -> Result<Plan, Failure> {
    read_plan(path).map_err(|error| match error {
        ReadError::Unreadable(_) => Failure::file(path, error),
        _ => Failure::Wrong(vec![format!("{}: {error}", path.display())]),
    })
}

/// Whether notes and reasons follow from the case and the placements, which are checked already.
fn reasons(case: &Case, plan: &Plan) -> Result<(), Failure> {
    let mut solution = Solution::default();
    for home in &plan.households {
        let dwelling = home.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        solution.homes.push(dwelling);
    }
    let persons = plan.households.iter().flat_map(|home| &home.persons);
    for (placed, person) in persons.zip(case.households().iter().flat_map(|home| &home.members)) {
        if person.job_seeker.is_some() {
            let opening = placed.job.as_ref().and_then(|job| case.opening_index(&job.opening));
            solution.openings.push(opening);
        }
    }
    let (cost, bound) = plan.tiers.iter().map(|tier| (tier.value, tier.bound)).unzip();
    let outcome = Outcome::Feasible { solution, cost, bound, stop: None };
    let again = Plan::new(case, &outcome, plan.method);
    if again.is_some_and(|p| p.households == plan.households && p.unplaced == plan.unplaced) {
        Ok(())
    } else {
        let wrong = "plan.json: a note, or a reason why somebody is left out, is wrong";
        Err(Failure::Wrong(vec![wrong.to_owned()]))
    }
}

/// Whether the other files say what the plan says.
fn files(dir: &Path, case: &Case, plan: &Plan, tally: &Tally) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    let seconds = read_summary(&dir.join(report::SUMMARY_FILE)).map(|summary| summary.seconds);
    let summary = Summary::new(plan, tally, seconds.unwrap_or_else(|_| Seconds::default()));
    let expected =
        report::files(case, plan, &summary).map_err(|error| Failure::file(dir, error))?;
    for (name, expected) in expected.iter().filter(|(name, _)| *name != report::PLAN_FILE) {
        match fs::read(dir.join(name)) {
            Ok(found) if found == *expected => {}
            Ok(found) => {
                let line = first_difference(&found, expected);
                wrong.push(format!("{name}, line {line}: this is not what plan.json says"));
            }
            Err(error) => wrong.push(format!("{name}: cannot be read: {error}")),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Wrong(wrong)) }
}

/// The line, from 1, in which two texts first differ.
fn first_difference(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

/// The best value of each tier, if what the plan claims holds against it.
fn proven<'a>(plan: &Plan, values: &[i64], outcome: &'a Outcome) -> Result<&'a [i64], Failure> {
    let optimal = plan.status == Status::Optimal;
    let best = match outcome {
        Outcome::Optimal { cost, .. } => cost,
        Outcome::Feasible { cost, .. } if optimal && cost.as_slice() < values => {
            let wrong = format!("the plan is not a best one: {cost:?} is better than {values:?}");
            return Err(Failure::Wrong(vec![wrong]));
        }
        Outcome::Infeasible => {
            let wrong = "the decisions cannot all be kept, yet there is a plan";
            return Err(Failure::Wrong(vec![wrong.to_owned()]));
        }
        _ => {
            let text = "The plan keeps every rule and its values are right, but nothing was \
                        proven anew within the time limit: raise it with --time-limit";
            return Err(Failure::Limit(text.to_owned()));
        }
    };
    let mut wrong = Vec::new();
    if values < best.as_slice() {
        wrong.push(format!("the plan's {values:?} is below the proven best {best:?}"));
    }
    for (at, (tier, best)) in plan.tiers.iter().zip(best).enumerate() {
        let number = at + 1;
        if optimal && tier.value != *best {
            let value = tier.value;
            wrong.push(format!("tier {number} is not the best: {value}, proven is {best}"));
        }
        if tier.bound > *best {
            let bound = tier.bound;
            wrong.push(format!("tier {number}: the bound {bound} is above the best value {best}"));
        }
    }
    if wrong.is_empty() { Ok(best) } else { Err(Failure::Wrong(wrong)) }
}
