//! Sets all methods that are built in against each other on the same cases:
//! `cargo run --release --example compare -- --synthetic 8,15,30 --time-limit 10s --out compare`.
//!
//! Every run has a process of its own, so that its peak memory is known and nothing of one run
//! is left in the next.

#[path = "compare/agreement.rs"]
mod agreement;
#[path = "compare/chart.rs"]
mod chart;
#[path = "place/duration.rs"]
mod duration;
#[path = "compare/mark.rs"]
mod mark;
#[path = "compare/process.rs"]
mod process;
#[path = "compare/record.rs"]
mod record;
#[path = "compare/scale.rs"]
mod scale;
#[path = "compare/source.rs"]
mod source;
#[path = "compare/table.rs"]
mod table;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use boligplacering::report::{Claim, Holder};
use boligplacering::solve::Method;
use clap::Parser;

use crate::duration::duration;
use crate::process::Limits;
use crate::record::Job;
use crate::source::Source;

/// Set all methods against each other on the same cases.
///
/// Prints a table of what each method found and proved, how long it took and how much memory,
/// and writes it with --out as compare.csv and, drawn, as compare.svg. A run that ends at a limit
/// is an outcome like any other.
#[derive(Parser)]
#[command(name = "compare", after_help = AFTER_HELP)]
struct Arguments {
    /// Case folders.
    #[arg(required_unless_present_any = ["synthetic", "run"])]
    folders: Vec<PathBuf>,
    /// Invented cases of so many households, as 8,15,30.
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    synthetic: Vec<u32>,
    /// Make the invented cases loose: more dwellings than households (the default).
    #[arg(long, requires = "synthetic")]
    loose: bool,
    /// Make them tight: fewer dwellings than households. With --loose: both.
    #[arg(long, requires = "synthetic")]
    tight: bool,
    /// Invented cases of each size, with the seeds 1, 2 and so on.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "synthetic")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1000))]
    seeds: u64,
    /// The first seed: others than those a solver was tuned on.
    #[arg(long, value_name = "SEED", default_value_t = 1, requires = "synthetic")]
    #[arg(value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
    first_seed: u64,
    /// The methods, as greedy,milp [default: all that are built in].
    #[arg(long, value_name = "METHODS", value_delimiter = ',', value_parser = method)]
    methods: Vec<Method>,
    /// Time to solve in for each run: 60s, 2m, 500ms, 1h. A run that does not heed it is ended
    /// after twice the time and ten seconds.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    time_limit: Duration,
    /// Threads that each run may use.
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// Megabytes after which a run is ended, where the system tells what it takes.
    #[arg(long, value_name = "MB", default_value_t = 4000)]
    memory_limit: u64,
    /// The folder to write compare.csv and compare.svg to; earlier ones are replaced.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The run that a process of our own is to do.
    #[arg(long, hide = true, exclusive = true)]
    run: Option<String>,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  done; the methods agree
  1  the methods contradict each other, or something cannot be read or written
  2  the command line is wrong";

fn method(name: &str) -> Result<Method, String> {
    let method: Method = name.parse().map_err(|error| format!("{error}"))?;
    let missing = || "this build does not have the method; build with its feature".to_owned();
    method.is_built_in().then_some(method).ok_or_else(missing)
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.run {
        Some(job) => {
            serde_json::from_str(job).map_err(Into::into).and_then(|job| record::run(&job))
        }
        None => compare(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let limits = Limits { time: arguments.time_limit, megabytes: arguments.memory_limit };
    let jobs = jobs(arguments);
    let mut records = Vec::with_capacity(jobs.len());
    for (done, job) in jobs.iter().enumerate() {
        let record = process::run(job, limits)?;
        tell(&format!("[{}/{}] {}", done + 1, jobs.len(), record.in_short()));
        records.push(record);
    }
    let mut out = io::stdout().lock();
    out.write_all(table::text(&records).as_bytes())?;
    if let Some(dir) = &arguments.out {
        fs::create_dir_all(dir)?;
        replace(dir, "compare.csv", &table::csv(&records))?;
        replace(dir, "compare.svg", &chart::draw(&records, arguments.time_limit)?)?;
        writeln!(out, "Written to {}", dir.display())?;
    }
    let wrong = agreement::contradictions(&records);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// All runs, the small cases first, the methods in their order.
fn jobs(arguments: &Arguments) -> Vec<Job> {
    let mut sources: Vec<Source> = Vec::new();
    for tight in [false, true] {
        let wanted = if tight { arguments.tight } else { arguments.loose || !arguments.tight };
        for households in arguments.synthetic.iter().filter(|_| wanted) {
            let households = usize::try_from(*households).unwrap_or(usize::MAX);
            let seeds = arguments.first_seed..arguments.first_seed + arguments.seeds;
            sources.extend(seeds.map(|seed| Source::Synthetic { tight, households, seed }));
        }
    }
    sources.extend(arguments.folders.iter().cloned().map(Source::Folder));
    sources.sort();
    sources.dedup();
    let stands_for_itself = |method: &Method| method.resolved() == *method;
    let mut methods: Vec<Method> = match &arguments.methods[..] {
        [] => Method::ALL.into_iter().filter(|m| m.is_built_in() && stands_for_itself(m)).collect(),
        methods => methods.to_vec(),
    };
    methods.sort_unstable();
    methods.dedup();
    let seconds = arguments.time_limit.as_secs_f64();
    let threads = usize::from(arguments.threads);
    let job = |source: &Source, method: &Method| Job {
        source: source.clone(),
        method: *method,
        seconds,
        threads,
    };
    (sources.iter())
        .flat_map(|source| methods.iter().map(move |method| job(source, method)))
        .collect()
}

/// Writes a file whole, or leaves what stood there.
fn replace(dir: &Path, name: &str, content: &str) -> io::Result<()> {
    Claim::new(&dir.join(name), &Holder::default())?.write(content.as_bytes())
}

/// Prints to standard error; there is nobody to tell if that fails.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
