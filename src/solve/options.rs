use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Method, SolutionMethod, Stop};
use crate::problem::Cost;

/// A clock that tells how much time has passed since some moment.
pub type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// How to solve, and when to stop.
///
/// ```
/// use std::time::Duration;
/// use boligplacering::solve::{Method, Options};
///
/// let options = Options::default()
///     .with_method(&Method::Decompose)
///     .with_time_limit(Duration::from_secs(60))
///     .with_threads(2);
/// assert_eq!(options.threads, 2);
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Options<'a> {
    /// The method.
    pub method: &'a dyn SolutionMethod,
    /// When to stop and be content with what there is, from the start of each solve.
    pub time_limit: Option<Duration>,
    /// The clock that the time limit is told by; without one it is that of the machine.
    pub clock: Option<Clock>,
    /// Threads that may be used; 0 and 1 are one. No result depends on it.
    pub threads: usize,
    /// Set it to stop as soon as the method looks. `milp` and `columns` look between two runs of
    /// their library, which heeds time limits and nothing else: give them one too.
    pub cancel: Option<&'a AtomicBool>,
    /// Told of every step forward, on the thread that solves.
    pub progress: Option<&'a (dyn Fn(&Progress) + Sync)>,
    /// When the solve that runs is to end, and the clock that tells.
    deadline: Option<(Clock, Duration)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            method: &Method::Auto,
            time_limit: None,
            clock: None,
            threads: 0,
            cancel: None,
            progress: None,
            deadline: None,
        }
    }
}

impl<'a> Options<'a> {
    /// The same with another method.
    #[must_use]
    pub fn with_method(self, method: &'a dyn SolutionMethod) -> Self {
        Self { method, ..self }
    }

    /// The same with a time limit.
    #[must_use]
    pub fn with_time_limit(self, limit: Duration) -> Self {
        Self { time_limit: Some(limit), ..self }
    }

    /// The same by another clock than that of the machine.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { clock: Some(Arc::new(clock)), ..self }
    }

    /// The same on so many threads.
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The same until somebody sets `cancel`.
    #[must_use]
    pub fn with_cancel(self, cancel: &'a AtomicBool) -> Self {
        Self { cancel: Some(cancel), ..self }
    }

    /// The same with somebody who is told of every step forward.
    #[must_use]
    pub fn with_progress(self, progress: &'a (dyn Fn(&Progress) + Sync)) -> Self {
        Self { progress: Some(progress), ..self }
    }

    /// Whether to stop now, and why; a method asks now and then.
    pub fn stop(&self) -> Option<Stop> {
        if self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            Some(Stop::Cancelled)
        } else if self.time_left().is_some_and(|left| left.is_zero()) {
            Some(Stop::TimeLimit)
        } else {
            None
        }
    }

    /// Tells of a step forward.
    pub fn tell(&self, progress: &Progress) {
        if let Some(listener) = self.progress {
            listener(progress);
        }
    }

    /// The time that is left to the solve that runs.
    pub(super) fn time_left(&self) -> Option<Duration> {
        let (clock, end) = self.deadline.as_ref()?;
        Some(end.saturating_sub(clock()))
    }

    /// The options of a solve that starts now. One that is part of another ends when that does.
    ///
    /// # Errors
    /// With [`Stop::NoClock`] if there is a time limit, but nothing to tell the time by.
    pub(crate) fn started(&self) -> Result<Self, Stop> {
        let mut started = self.clone();
        if let (Some(limit), None) = (self.time_limit, &self.deadline) {
            let clock = self.clock.clone().or_else(of_the_machine).ok_or(Stop::NoClock)?;
            let end = clock().saturating_add(limit);
            started.deadline = Some((clock, end));
        }
        Ok(started)
    }
}

/// The clock of the machine, if it has one.
fn of_the_machine() -> Option<Clock> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None;
    }
    let start = std::time::Instant::now();
    Some(Arc::new(move || start.elapsed()))
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("method", &self.method.name_in_plans())
            .field("time_limit", &self.time_limit)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

/// A step forward in solving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Progress {
    /// Tiers whose best value is proven.
    pub proven_tiers: usize,
    /// All tiers.
    pub tiers: usize,
    /// The cost of the best solution so far, if there is one.
    pub cost: Option<Cost>,
}

impl Progress {
    /// So many tiers are proven of all, and the best solution so far costs so much.
    pub fn new(proven_tiers: usize, tiers: usize, cost: Option<Cost>) -> Self {
        Self { proven_tiers, tiers, cost }
    }
}
