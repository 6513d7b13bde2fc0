//! The program that planners run: a case folder in, a plan out, and the plan verified again.

#[path = "place/duration.rs"]
mod duration;
#[path = "place/explain.rs"]
mod explain;
#[path = "place/export.rs"]
mod export;
#[path = "place/failure.rs"]
mod failure;
#[path = "place/import.rs"]
mod import;
#[path = "place/interrupt.rs"]
mod interrupt;
#[path = "place/lock.rs"]
mod lock;
#[path = "place/making.rs"]
mod making;
#[path = "place/plan.rs"]
mod plan;
#[path = "place/previous.rs"]
mod previous;
#[path = "place/show.rs"]
mod show;
#[path = "place/solving.rs"]
mod solving;
#[path = "place/template.rs"]
mod template;
#[path = "place/text.rs"]
mod text;
#[path = "place/verify.rs"]
mod verify;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use boligplacering::input::{Reading, read_case};
use boligplacering::text::on_screen;
use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Houses refugee households near work: dwellings, openings and trips assigned together, exactly.
///
/// A case folder holds one batch of arrivals: arrivals.csv, dwellings.csv, sites.csv and
/// openings.csv, and policy.toml where local policy differs from the defaults.
#[derive(Parser)]
#[command(name = "place", version, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Tell each fault and warning of the files by itself, not those of one kind as one.
    #[arg(long, global = true)]
    all: bool,
}

const AFTER_HELP: &str = "\
Examples:
  place template demo --synthetic 15      an invented case of 15 households to try things on
  place check demo                        are the files in order?
  place plan demo                         the best plan, written to demo/out
  place verify demo demo/out              the written plan and its proof, checked
  place plan demo --previous demo/out/plan.json --out demo/new
                                          something fell through: a new plan close to the old one
  place lock demo demo/out --household H-03
                                          what the plan says of a household, as decisions
  place export demo --lp demo.lp          the case as an integer program for any other solver
  place export demo --lp demo.lp --tier 3 --hold 0,0
                                          its third tier alone, the first two held at 0
  place import demo demo.sol              what another solver found for that program, checked and
                                          written as a plan, with how far it is from the best
  place explain demo H-03 --lang da       why this home, what else, and at what price
From the sources: cargo run --release --example place -- plan demo

Exit codes:
  0  done: what was asked for is written, or verified
  1  the input has faults, or a file cannot be read or written; no plan is written
  2  the command line is wrong, or would overwrite the previous plan
  3  no plan within the time limit, or before Ctrl-C
  4  a plan or its proof fails verification";

#[derive(Subcommand)]
enum Command {
    Plan(plan::Arguments),
    /// Tell whether the files of a case are in order, and what is in them.
    Check {
        /// The case folder.
        folder: PathBuf,
    },
    Explain(explain::Arguments),
    Lock(lock::Arguments),
    Verify(verify::Arguments),
    Template(template::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command, all } = Arguments::parse();
    let done = match command {
        Command::Plan(arguments) => plan::run(&arguments),
        Command::Check { folder } => check(&folder),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Template(arguments) => template::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
    };
    match done.and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure.told(all));
            ExitCode::from(failure.code())
        }
    }
}

fn check(folder: &Path) -> Result<String, Failure> {
    let reading = read(folder)?;
    let warnings = text::counted(reading.warnings.len(), "warning");
    Ok(format!("{}\nNo faults, {warnings}.\n", show::case(&reading.case)))
}

/// The case in a folder; its warnings are told, whoever wants it quiet.
fn read(folder: &Path) -> Result<Reading, Failure> {
    let reading = read_case(folder)?;
    reading.warnings.iter().for_each(|warning| warn(&warning.to_string()));
    Ok(reading)
}

/// Tells a warning.
fn warn(warning: &str) {
    tell(&format!("warning: {warning}"));
}

/// Prints to standard output; a reader that has gone away is none of our business.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(on_screen(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Input(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints to standard error; there is nobody to tell if that fails.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", on_screen(text));
}
