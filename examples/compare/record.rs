use std::error::Error;
use std::io::{self, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use boligplacering::Problem;
use boligplacering::solve::{Method, Options, Outcome, Progress, Stop, solve};
use serde::{Deserialize, Serialize};

use crate::process;
use crate::scale::spoken;
use crate::source::Source;

/// A run to do: what one process is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) source: Source,
    pub(crate) method: Method,
    /// Time to solve in.
    pub(crate) seconds: f64,
    pub(crate) threads: usize,
}

/// What a run came to: what the process answers, a line of JSON each time it knows more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) source: Source,
    pub(crate) method: Method,
    pub(crate) status: Status,
    pub(crate) households: usize,
    /// The value of each tier, if there is a solution.
    pub(crate) values: Option<Vec<i64>>,
    /// For each tier a proven lower bound.
    pub(crate) bound: Option<Vec<i64>>,
    /// From the case to the problem, which is the same for all methods.
    pub(crate) build_seconds: f64,
    /// From the problem to the first solution.
    pub(crate) first_seconds: Option<f64>,
    /// From the problem to the end.
    pub(crate) seconds: f64,
    /// The most memory that the process had, where the system tells.
    pub(crate) megabytes: Option<f64>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// It has not.
    Running,
    /// With a solution that is proven to be a best one.
    Optimal,
    /// With a solution, and no more to be done.
    Feasible,
    /// When the time was up.
    TimeLimit,
    /// When it took too much memory.
    MemoryLimit,
    /// Before it began: the case is too large for the method.
    TooLarge,
    /// With the proof that there is no solution.
    Infeasible,
    /// By an error.
    Failed,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::TimeLimit => "time limit",
            Status::MemoryLimit => "memory limit",
            Status::TooLarge => "too large",
            Status::Infeasible => "infeasible",
            Status::Failed => "failed",
        }
    }

    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Optimal { .. } => Status::Optimal,
            Outcome::Infeasible { .. } => Status::Infeasible,
            Outcome::Feasible { stop: None, .. } => Status::Feasible,
            Outcome::Feasible { stop: Some(stop), .. } | Outcome::NoPlan { stop } => match stop {
                Stop::TimeLimit => Status::TimeLimit,
                Stop::TooLarge => Status::TooLarge,
                _ => Status::Failed,
            },
            _ => Status::Failed,
        }
    }
}

impl Record {
    /// Of a run that has told nothing.
    pub(crate) fn new(job: &Job) -> Self {
        Self {
            source: job.source.clone(),
            method: job.method,
            status: Status::Running,
            households: 0,
            values: None,
            bound: None,
            build_seconds: 0.0,
            first_seconds: None,
            seconds: 0.0,
            megabytes: None,
        }
    }

    /// The first tier that is not proven, from 1, and by how much it may be improved.
    pub(crate) fn gap(&self) -> Option<(usize, i64)> {
        let mut tiers = self.values.iter().flatten().zip(self.bound.iter().flatten());
        let at = tiers.position(|(value, bound)| value != bound)?;
        Some((at + 1, self.values.as_ref()?[at] - self.bound.as_ref()?[at]))
    }

    /// Whether the run answered the question for good.
    pub(crate) fn is_proven(&self) -> bool {
        matches!(self.status, Status::Optimal | Status::Infeasible)
    }

    /// A line about it.
    pub(crate) fn in_short(&self) -> String {
        let Self { source, method, seconds, .. } = self;
        format!("{source}, {method}: {}, {}", self.status.name(), spoken(*seconds))
    }
}

/// Does `job` in this process and answers on standard output.
pub(crate) fn run(job: &Job) -> Result<(), Box<dyn Error>> {
    let (case, travel) = job.source.case()?;
    let mut record = Record::new(job);
    record.households = case.households().len();
    let start = Instant::now();
    let problem = Problem::new(&case, &travel)?;
    record.build_seconds = start.elapsed().as_secs_f64();
    answer(&record)?;

    let start = Instant::now();
    let known = Mutex::new(record);
    let hear = |progress: &Progress| {
        let Ok(mut record) = known.lock() else { return };
        if progress.cost.is_some() && progress.cost != record.values {
            record.seconds = start.elapsed().as_secs_f64();
            record.first_seconds.get_or_insert(start.elapsed().as_secs_f64());
            record.values.clone_from(&progress.cost);
            record.bound = Some(problem.floor());
            // Should the parent be gone, the end of this run will tell.
            let _ = answer(&record);
        }
    };
    let mut options = Options::default();
    options.method = &job.method;
    options.threads = job.threads;
    options.time_limit = Some(Duration::try_from_secs_f64(job.seconds)?);
    options.progress = Some(&hear);
    let outcome = solve(&problem, &options);
    let seconds = start.elapsed().as_secs_f64();

    let mut record = known.into_inner()?;
    record.seconds = seconds;
    record.first_seconds = record.first_seconds.or(outcome.solution().map(|_| seconds));
    record.values = outcome.cost().cloned();
    record.bound = outcome.bound().cloned();
    record.status = Status::of(&outcome);
    record.megabytes = process::peak_megabytes("self");
    answer(&record)
}

fn answer(record: &Record) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(record)?)?;
    Ok(out.flush()?)
}
