use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Stop;
use crate::problem::Cost;

/// How to solve, and when to stop.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Options<'a> {
    /// The method.
    pub method: Method,
    /// When to stop and be content with what there is.
    pub time_limit: Option<TimeLimit>,
    /// Threads that the method may use; 0 and 1 are one. No result depends on it. `decompose` and `columns` use
    /// more than one, and so does confirming what `milp`, `columns` or `exhaustive` found.
    pub threads: usize,
    /// Set it to stop as soon as the method looks. `milp` and `columns` look between two runs of
    /// their solver: give them a time limit too.
    pub cancel: Option<&'a AtomicBool>,
    /// Told of every step forward, on the thread that solves.
    pub progress: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

impl Options<'_> {
    /// Whether to stop now, and why.
    pub(super) fn stop(&self) -> Option<Stop> {
        if self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            Some(Stop::Cancelled)
        } else if self.time_limit.as_ref().is_some_and(|limit| limit.left().is_zero()) {
            Some(Stop::TimeLimit)
        } else {
            None
        }
    }

    pub(super) fn tell(&self, progress: Progress) {
        if let Some(listener) = self.progress {
            listener(&progress);
        }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("method", &self.method)
            .field("time_limit", &self.time_limit)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

/// A step forward in solving.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub(super) fn new(proven_tiers: usize, tiers: usize, cost: Option<Cost>) -> Self {
        Self { proven_tiers, tiers, cost }
    }
}

/// A limit on the time that solving takes, by a clock that the caller chooses.
#[derive(Clone)]
pub struct TimeLimit {
    limit: Duration,
    elapsed: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl TimeLimit {
    /// `limit` from now, by the clock of this machine.
    pub fn from_now(limit: Duration) -> Self {
        let start = Instant::now();
        Self::new(limit, move || start.elapsed())
    }

    /// `limit`, by a clock that tells how long ago it was started.
    pub fn new(limit: Duration, elapsed: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { limit, elapsed: Arc::new(elapsed) }
    }

    /// The time that is left.
    pub fn left(&self) -> Duration {
        self.limit.saturating_sub((self.elapsed)())
    }
}

impl fmt::Debug for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimeLimit").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// A way to solve.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// The exact method of this crate, whatever the size.
    #[default]
    Auto,
    /// The household-plan decomposition of this crate; exact.
    Decompose,
    /// What a careful person does by hand: the longest-waiting household first, each to the home
    /// and the work that are best for itself. The baseline, not exact.
    Greedy,
    /// Integer linear programming with microlp, in pure Rust; exact.
    Milp,
    /// Integer linear programming with HiGHS; exact.
    MilpHighs,
    /// The relaxation of `decompose`, and an integer program over all plans that can matter,
    /// solved with microlp; exact.
    Columns,
    /// The same with HiGHS; exact.
    ColumnsHighs,
    /// Every solution there is; exact, for a handful of households only.
    Exhaustive,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 8] = [
        Method::Auto,
        Method::Decompose,
        Method::Greedy,
        Method::Milp,
        Method::MilpHighs,
        Method::Columns,
        Method::ColumnsHighs,
        Method::Exhaustive,
    ];

    /// The name, as on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::Decompose => "decompose",
            Method::Greedy => "greedy",
            Method::Milp => "milp",
            Method::MilpHighs => "milp-highs",
            Method::Columns => "columns",
            Method::ColumnsHighs => "columns-highs",
            Method::Exhaustive => "exhaustive",
        }
    }

    /// Whether this build has the method.
    pub fn is_built_in(self) -> bool {
        let microlp = matches!(self, Method::Milp | Method::Columns);
        let highs = matches!(self, Method::MilpHighs | Method::ColumnsHighs);
        (!microlp || cfg!(feature = "microlp")) && (!highs || cfg!(feature = "highs"))
    }

    /// What `Auto` stands for; any other method stands for itself.
    pub fn resolved(self) -> Self {
        match self {
            Method::Auto => Method::Decompose,
            method => method,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Method::ALL.into_iter().find(|method| method.name() == name).ok_or(UnknownMethod)
    }
}

/// A method that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the methods are auto, decompose, greedy, milp, milp-highs, columns, columns-highs and exhaustive"
)]
pub struct UnknownMethod;
