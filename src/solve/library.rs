//! Programs over yes-or-no variables, put to a solver library.
//!
//! This is the only file that names `good_lp`. Its solvers' words are translated with care: a
//! search counts as finished only if no gap is left between whole numbers.

use good_lp::{
    Expression, IntoAffineExpression, ProblemVariables, ResolutionError, Solution as _,
    SolutionStatus, SolverModel, Variable, WithTimeLimit, variable,
};

use super::Options;

/// The solver library behind `good_lp`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Library {
    #[cfg(feature = "microlp")]
    Microlp,
    #[cfg(feature = "highs")]
    Highs,
}

impl Library {
    /// Whether the solver is given a solution to start from. HiGHS is not: built without
    /// optimisation it took a start given through `good_lp` 1.15 for the best solution.
    pub(super) fn heeds_a_start(self) -> bool {
        match self {
            #[cfg(feature = "microlp")]
            Library::Microlp => true,
            #[cfg(feature = "highs")]
            Library::Highs => false,
        }
    }
}

/// Factors and variables.
pub(super) type Sum = Vec<(f64, usize)>;

/// Variables that are 0 or 1, numbered as they are added, and rows.
#[derive(Default)]
pub(super) struct Program {
    variables: ProblemVariables,
    numbered: Vec<Variable>,
    rows: Vec<good_lp::Constraint>,
}

/// What a solver made of a program.
pub(super) struct Solved {
    /// For each variable whether it is 1.
    pub(super) chosen: Vec<bool>,
    pub(super) objective: f64,
    /// Whether the search was finished, with no gap between whole numbers.
    pub(super) finished: bool,
}

pub(super) enum Failure {
    Infeasible,
    Solver,
}

impl Program {
    /// Adds a variable; `initial`: what it is in a solution to start from.
    pub(super) fn add(&mut self, initial: Option<bool>) -> usize {
        let binary = variable().binary();
        let binary = match initial {
            Some(initial) => binary.initial(f64::from(u8::from(initial))),
            None => binary,
        };
        self.numbered.push(self.variables.add(binary));
        self.numbered.len() - 1
    }

    pub(super) fn at_most(&mut self, sum: Sum, most: f64) {
        let row = self.expression(sum).leq(most);
        self.rows.push(row);
    }

    pub(super) fn exactly(&mut self, sum: Sum, value: f64) {
        let row = self.expression(sum).eq(value);
        self.rows.push(row);
    }

    fn expression(&self, sum: Sum) -> Expression {
        let mut expression = Expression::with_capacity(sum.len());
        sum.into_iter().for_each(|(factor, at)| expression.add_mul(factor, self.numbered[at]));
        expression
    }

    /// Makes `objective` as small as it can be.
    pub(super) fn minimise(
        self,
        objective: Sum,
        options: &Options,
        library: Library,
    ) -> Result<Solved, Failure> {
        let objective = self.expression(objective);
        let goal = self.variables.minimise(objective.clone());
        let ask = Question { objective, numbered: self.numbered, rows: self.rows, options };
        match library {
            #[cfg(feature = "microlp")]
            Library::Microlp => ask.put_to(goal.using(good_lp::microlp), false),
            #[cfg(feature = "highs")]
            Library::Highs => {
                let model = (goal.using(good_lp::highs))
                    .set_parallel(good_lp::solvers::highs::HighsParallelType::Off)
                    .set_mip_rel_gap(0.0)
                    .and_then(|model| model.set_mip_abs_gap(1e-6))
                    .map_err(|_| Failure::Solver)?;
                ask.put_to(model, true)
            }
        }
    }
}

/// A program as `good_lp` takes it, but for the solver.
struct Question<'a> {
    objective: Expression,
    numbered: Vec<Variable>,
    rows: Vec<good_lp::Constraint>,
    options: &'a Options<'a>,
}

impl Question<'_> {
    /// `within_gap` says that a solver which stops at its gap is finished, the gap being far
    /// below 1.
    fn put_to<Model>(self, model: Model, within_gap: bool) -> Result<Solved, Failure>
    where
        Model: SolverModel<Error = ResolutionError> + WithTimeLimit,
    {
        let mut model = match self.options.time_left() {
            Some(left) => model.with_time_limit(left.as_secs_f64()),
            None => model,
        };
        for row in self.rows {
            model.add_constraint(row);
        }
        let values = model.solve().map_err(|error| match error {
            ResolutionError::Infeasible => Failure::Infeasible,
            _ => Failure::Solver,
        })?;
        let finished = match values.status() {
            SolutionStatus::Optimal => true,
            SolutionStatus::GapLimit => within_gap,
            SolutionStatus::TimeLimit => false,
        };
        let is_chosen = |variable: &Variable| values.value(*variable) > 0.5;
        Ok(Solved {
            chosen: self.numbered.iter().map(is_chosen).collect(),
            objective: self.objective.eval_with(&values),
            finished,
        })
    }
}
