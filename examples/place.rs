//! The program that planners run: a case folder in, a plan out, and the plan verified again.

#[path = "place/claim.rs"]
mod claim;
#[path = "place/duration.rs"]
mod duration;
#[path = "place/explain.rs"]
mod explain;
#[path = "place/export.rs"]
mod export;
#[path = "place/failure.rs"]
mod failure;
#[path = "place/files.rs"]
mod files;
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
#[path = "place/spinner.rs"]
mod spinner;
#[path = "place/template.rs"]
mod template;
#[path = "place/text.rs"]
mod text;
#[path = "place/verify.rs"]
mod verify;
#[path = "place/words.rs"]
mod words;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use boligplacering::text::{Language, on_screen};
use boligplacering::words::words as words_of;
use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::files::{Files, Opened};

/// Houses refugee households near work: dwellings, openings and trips assigned together, exactly.
///
/// A case folder holds one batch of arrivals: arrivals.csv, dwellings.csv, sites.csv and
/// openings.csv, and policy.toml where local policy differs from the defaults. A workbook holds the same tables, a sheet
/// each.
#[derive(Parser)]
#[command(name = "place", version, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Tell each fault and warning of the files by itself, not those of one kind as one.
    #[arg(long, global = true)]
    all: bool,
    /// The language of what is told and written: en or da [default: that of the policy].
    #[arg(long, global = true)]
    lang: Option<Language>,
}

const AFTER_HELP: &str = "\
Examples:
  place template demo --synthetic 15      an invented case of 15 households to try things on
  place template month.xlsx               a workbook to fill in, with drop-downs and notes
  place template --from demo --xlsx       the case in a folder as a workbook, demo.xlsx
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
  1  the input has faults, a file cannot be read or written, or another run writes there; no plan is written
  2  the command line is wrong, or would overwrite what is read
  3  no plan within the time limit, or before Ctrl-C
  4  a plan or its proof fails verification";

#[derive(Subcommand)]
enum Command {
    Plan(plan::Arguments),
    /// Tell whether the files of a case are in order, and what is in them.
    Check {
        #[command(flatten)]
        files: Files,
    },
    Explain(explain::Arguments),
    Lock(lock::Arguments),
    Verify(verify::Arguments),
    Template(template::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
}

impl Command {
    /// Heeds Ctrl-C and the time limit, where a search may begin.
    fn heed(&self, started: Instant, language: Language) {
        let (limit, quiet) = match self {
            Command::Plan(plan::Arguments { flags, .. })
            | Command::Import(import::Arguments { flags, .. }) => (flags.time_limit, flags.quiet),
            Command::Explain(arguments) => (arguments.time_limit, false),
            _ => return,
        };
        interrupt::heed(started, limit, quiet, language);
    }

    /// Opens the files of the case; a template may be made without one.
    fn open(&self, started: Instant) -> Result<Option<Opened>, Failure> {
        let files = match self {
            Command::Plan(arguments) => &arguments.files,
            Command::Check { files } => files,
            Command::Explain(arguments) => &arguments.files,
            Command::Lock(arguments) => &arguments.files,
            Command::Verify(arguments) => {
                return arguments.files.open_for_plan_in(&arguments.dir, started).map(Some);
            }
            Command::Export(arguments) => &arguments.files,
            Command::Import(arguments) => &arguments.files,
            Command::Template(arguments) => return arguments.open(started),
        };
        files.open(started).map(Some)
    }

    /// Does what is asked for with the case that is `opened`, if there is one.
    fn run(&self, opened: Option<&Opened>, language: Language) -> Result<String, Failure> {
        let Some(case) = opened else {
            return match self {
                Command::Template(arguments) => template::run(arguments, None, language),
                _ => Ok(String::new()),
            };
        };
        match self {
            Command::Plan(arguments) => plan::run(arguments, case, language),
            Command::Check { .. } => check(case, language),
            Command::Explain(arguments) => explain::run(arguments, case, language),
            Command::Lock(arguments) => lock::run(arguments, case, language),
            Command::Verify(arguments) => verify::run(arguments, case, language),
            Command::Template(arguments) => template::run(arguments, Some(case), language),
            Command::Export(arguments) => export::run(arguments, case, language),
            Command::Import(arguments) => import::run(arguments, case, language),
        }
    }
}

fn main() -> ExitCode {
    let started = Instant::now();
    let Arguments { command, all, lang } = Arguments::parse();
    command.heed(started, lang.unwrap_or_default());
    let opened = command.open(started);
    let asked = || Some(opened.as_ref().ok()?.as_ref()?.language());
    let language = lang.or_else(asked).unwrap_or_default();
    let done = opened.and_then(|opened| command.run(opened.as_ref(), language));
    match done.and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure.told(all, language));
            ExitCode::from(failure.code())
        }
    }
}

fn check(case: &Opened, language: Language) -> Result<String, Failure> {
    let reading = case.read(language)?;
    let sound = words_of(language).no_faults(reading.warnings.len());
    Ok(format!("{}{sound}\n", show::case(&reading.case)))
}

/// Tells a warning.
fn warn(warning: &str, language: Language) {
    tell(&format!("{}: {warning}", words_of(language).warning()));
}

/// Prints to standard output; a reader that has gone away is none of our business.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(on_screen(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Input(words::standard_output(&error)))
        }
        _ => Ok(()),
    }
}

/// Prints to standard error; there is nobody to tell if that fails.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", on_screen(text));
}
