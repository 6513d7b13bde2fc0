use super::decompose::{self, Warm};
use super::{Method, Options, Outcome};
use crate::problem::{Change, Problem, Solution};

/// A problem that is solved once and then asked again, many times, with something changed.
///
/// Each answer is as good as solving [`Problem::with`] from nothing: optimal, with a proof that
/// [`verify_proof`](crate::check::verify_proof) checks for the changed problem. Only the time
/// differs: what is known of the problem itself says at once that most changes cost nothing, or
/// leaves few plans to search. An answer does not depend on what was asked before, and questions
/// may be asked from several threads at a time.
///
/// The options count for the first solve and for each answer by itself; the method is always
/// [`Method::Decompose`].
///
/// ```
/// use boligplacering::problem::{Change, Problem};
/// use boligplacering::solve::{Options, WhatIf};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::{Claimed, verify_proof};
///
/// let case = Synthetic::new(8).case().unwrap();
/// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
/// let what_if = WhatIf::new(&problem, &Options::default());
/// let best = what_if.outcome().cost().unwrap().clone();
///
/// // What does it cost to give household 0 another home than it has?
/// let home = what_if.outcome().solution().unwrap().homes[0].unwrap();
/// let changes = [Change::ForbidHome { household: 0, home }];
/// let other = what_if.with(&changes);
/// let cost = other.cost().unwrap();
/// assert!(*cost >= best);
/// verify_proof(&problem.with(&changes), Claimed { values: cost, bounds: cost }, other.proof().unwrap()).unwrap();
/// ```
pub struct WhatIf<'a> {
    problem: &'a Problem,
    options: Options<'a>,
    outcome: Outcome,
    warm: Option<Warm<'a>>,
}

impl<'a> WhatIf<'a> {
    /// Solves a problem, by the exact method of this crate.
    pub fn new(problem: &'a Problem, options: &Options<'a>) -> Self {
        Self::solved(problem, options, None)
    }

    /// The same where a best solution is known: it is only proven, which is quicker. If it is not one, each answer is
    /// found from nothing.
    pub fn knowing(problem: &'a Problem, options: &Options<'a>, best: &Solution) -> Self {
        Self::solved(problem, options, Some(best))
    }

    fn solved(problem: &'a Problem, options: &Options<'a>, best: Option<&Solution>) -> Self {
        let (outcome, warm) = match options.started() {
            Ok(options) => decompose::solve_and_keep(problem, &options, best),
            Err(stop) => (Outcome::NoPlan { stop }, None),
        };
        let outcome = outcome.by(Method::Decompose.name());
        Self { problem, options: options.clone(), outcome, warm }
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// The outcome for the problem itself.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The outcome for the problem with changes.
    pub fn with(&self, changes: &[Change]) -> Outcome {
        let changed = self.problem.with(changes);
        let warm = self.warm.as_ref();
        match self.options.started() {
            Ok(options) => decompose::solve_changed(warm, &changed, changes, &options)
                .by(Method::Decompose.name()),
            Err(stop) => Outcome::NoPlan { stop },
        }
    }
}

impl std::fmt::Debug for WhatIf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WhatIf").field("outcome", &self.outcome).finish_non_exhaustive()
    }
}
