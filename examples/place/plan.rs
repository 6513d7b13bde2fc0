use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use boligplacering::check::{Tally, check};
use boligplacering::model::{Case, Term};
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::report::{self, ReadError, Seconds, Summary, read_plan};
use boligplacering::solve::{Method, Options, Outcome, solve};
use clap::Args;

use crate::failure::Failure;
use crate::solving::{self, Limits, all_threads};
use crate::{duration::duration, interrupt, read, show, tell};

/// Make the best plan and write it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The case folder.
    folder: PathBuf,
    /// Where to write the plan [default: FOLDER/out].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to solve: auto, decompose, greedy, milp, milp-highs, columns, columns-highs or
    /// exhaustive.
    #[arg(long, default_value = "auto", value_parser = method)]
    method: Method,
    /// Time to solve in, after which the best plan so far is written: 60s, 2m, 500ms, 1h. Ctrl-C does the same
    /// at any moment.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = duration)]
    time_limit: Duration,
    /// Threads to use; the plan does not depend on it [default: all].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// An earlier plan.json, for a policy that keeps `moved` small.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
    /// Print nothing but errors.
    #[arg(long, short)]
    quiet: bool,
}

fn method(name: &str) -> Result<Method, String> {
    let method: Method = name.parse().map_err(|error| format!("{error}"))?;
    if method.is_built_in() {
        Ok(method)
    } else {
        Err("this build does not have the method; build with --features highs".to_owned())
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<String, Failure> {
    let start = Instant::now();
    let quiet = arguments.quiet;
    let out = arguments.out.clone().unwrap_or_else(|| arguments.folder.join("out"));
    if out.exists() && !out.is_dir() {
        return Err(Failure::file(&out, "is not a folder"));
    }
    let cancel = interrupt::heed(quiet);
    let case = read(&arguments.folder, quiet)?.case;
    let previous = previous(arguments, &case)?;
    let read = start.elapsed();

    let threads = arguments.threads.map_or_else(all_threads, usize::from);
    let problem = solving::problem(&case, previous.as_ref(), threads)?;
    let build = start.elapsed();
    let limits = Limits { time: arguments.time_limit, threads, cancel, quiet };
    let outcome = solving::solve(&problem, arguments.method, limits);
    let solved = start.elapsed();
    let seconds = || Seconds {
        read: read.as_secs_f64(),
        build: (build - read).as_secs_f64(),
        solve: (solved - build).as_secs_f64(),
        total: start.elapsed().as_secs_f64(),
    };

    let plan = Plan::new(&case, &outcome, arguments.method);
    let Some((plan, proof)) = plan.zip(outcome.proof()) else {
        let summary = Summary::no_plan(&case, arguments.method, seconds());
        return Err(no_plan(&outcome, &out, &summary));
    };
    let tally = check(&case, &plan, previous.as_ref())
        .map_err(|violations| Failure::violations(&violations))?;
    let summary = Summary::new(&plan, &tally, seconds());
    report::write(&out, &case, &plan, proof, &summary)
        .map_err(|error| Failure::unwritten(&out, &error))?;
    if quiet {
        return Ok(String::new());
    }
    let by_hand = by_hand(&case, &problem, previous.as_ref());
    Ok(show::plan(&case, &plan, &outcome, &summary, by_hand.as_ref(), &out))
}

/// The earlier plan, if one is given; tells if it is given in vain, or missing.
fn previous(arguments: &Arguments, case: &Case) -> Result<Option<Plan>, Failure> {
    let path = arguments.previous.as_deref();
    let counts = case.policy().objective.iter().any(|tier| tier.contains_key(&Term::Moved));
    let warning = match path {
        Some(_) if !counts => {
            Some("no tier of policy.toml has `moved`, so the previous plan changes nothing")
        }
        None if counts => Some("`moved` in policy.toml counts nothing without --previous"),
        _ => None,
    };
    if let Some(warning) = warning.filter(|_| !arguments.quiet) {
        tell(&format!("warning: {warning}"));
    }
    let read = |path| read_plan(path).map_err(|error: ReadError| Failure::file(path, error));
    path.map(read).transpose()
}

/// What a careful person would come to by hand.
fn by_hand(case: &Case, problem: &Problem, previous: Option<&Plan>) -> Option<Tally> {
    let mut options = Options::default();
    options.method = Method::Greedy;
    let plan = Plan::new(case, &solve(problem, &options), options.method)?;
    check(case, &plan, previous).ok()
}

/// Tells that there is no plan. An earlier plan in `out` is left as it is; otherwise the summary
/// is written, for programs, with the proof if there is one.
fn no_plan(outcome: &Outcome, out: &Path, summary: &Summary) -> Failure {
    let kept = if out.join(report::PLAN_FILE).exists() {
        format!("the earlier plan in {} is left as it is", out.display())
    } else if let Err(error) = report::write_no_plan(out, outcome.proof(), summary) {
        return Failure::unwritten(out, &error);
    } else {
        let (file, says) = match outcome.proof() {
            Some(_) => (report::PROOF_FILE, "proves it"),
            None => (report::SUMMARY_FILE, "says so"),
        };
        format!("{} {says}", out.join(file).display())
    };
    let stop = match outcome {
        Outcome::Infeasible { .. } => {
            let text = "The decisions cannot all be kept together: take one back in decisions.csv";
            return Failure::Input(format!("{text}\nNo plan: {kept}"));
        }
        Outcome::NoPlan { stop } => stop.to_string(),
        _ => "the search ended".to_owned(),
    };
    Failure::Limit(format!("No plan: {stop}; {kept}"))
}
