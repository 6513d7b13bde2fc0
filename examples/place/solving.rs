//! Building and solving with the limits of the command line, progress shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::solve::{self, Options, Outcome, Progress, SolutionMethod};
use boligplacering::text::Language;
use boligplacering::travel::TravelTime;
use boligplacering::words::words;

use crate::failure::Failure;
use crate::spinner::Spinner;
use crate::words::threads as no_threads;

/// What a run may use.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// When all is to end, if at any time.
    pub(crate) end: Option<Instant>,
    /// Threads.
    pub(crate) threads: usize,
    /// Becomes true where the best plan so far is enough.
    pub(crate) cancel: &'static AtomicBool,
    /// Whether no progress is shown.
    pub(crate) quiet: bool,
    /// The language of what is shown.
    pub(crate) language: Language,
}

/// All threads there are.
pub(crate) fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The problem of a case, built on so many threads.
pub(crate) fn problem(
    case: &Case,
    travel: &Arc<dyn TravelTime>,
    previous: Option<&Plan>,
    threads: usize,
) -> Result<Problem, Failure> {
    let build = || match previous {
        Some(plan) => Problem::with_previous(case, travel, &plan.as_previous(case)),
        None => Problem::new(case, travel),
    };
    Ok(on_threads(threads, build)??)
}

/// Works on so many threads.
pub(crate) fn on_threads<T: Send>(
    threads: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| Failure::Input(no_threads(error)))?.install(work))
}

/// Solves with the time that `limits` give; on a terminal it shows how far it is.
pub(crate) fn solve(problem: &Problem, method: &dyn SolutionMethod, limits: Limits) -> Outcome {
    let words = words(limits.language);
    let spinner = Spinner::new(words.solving(), limits.quiet);
    let show = |progress: &Progress| {
        spinner.say(words.progress(progress.proven_tiers, progress.tiers));
    };
    let options = limits.options().with_method(method).with_progress(&show);
    solve::solve(problem, &options)
}

/// Works out what is to be known of a plan, with the time that `limits` give; on a terminal it says so.
pub(crate) fn explained<T>(limits: Limits, work: impl FnOnce(&Options) -> T) -> T {
    let _spinner = Spinner::new(words(limits.language).explaining(), limits.quiet);
    work(&limits.options())
}

impl Limits {
    pub(crate) fn options(self) -> Options<'static> {
        let options = Options::default().with_threads(self.threads).with_cancel(self.cancel);
        match self.end {
            Some(end) => options.with_time_limit(end.saturating_duration_since(Instant::now())),
            None => options,
        }
    }

    /// Whether there is time for more.
    pub(crate) fn have_time(self) -> bool {
        !self.cancel.load(Ordering::Relaxed) && self.end.is_none_or(|end| Instant::now() < end)
    }
}
