use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::{Cost, Problem, Proposal, Solution};
use crate::proof::Proof;
use crate::text::Language;

/// What a method found, and what it has proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// No solution costs less, tier by tier from the first: the bound equals the cost.
    Optimal {
        /// The name of the method.
        method: String,
        /// The solution.
        solution: Solution,
        /// Its cost.
        cost: Cost,
        /// Why the bound equals the cost; [`verify_proof`](crate::check::verify_proof) checks it.
        proof: Proof,
    },
    /// A solution that may not be the best.
    Feasible {
        /// The name of the method.
        method: String,
        /// The solution.
        solution: Solution,
        /// Its cost.
        cost: Cost,
        /// For each tier a proven lower bound on its value in a best solution.
        bound: Cost,
        /// Why the search ended, if it was stopped.
        stop: Option<Stop>,
        /// Why the bound holds; [`verify_proof`](crate::check::verify_proof) checks it.
        proof: Proof,
    },
    /// No solution was found before the search ended.
    NoPlan {
        /// Why it ended.
        stop: Stop,
    },
    /// There is no solution, which only happens where decisions cannot all be kept.
    Infeasible {
        /// Why; [`verify_infeasible`](crate::check::verify_infeasible) checks it.
        proof: Proof,
    },
}

impl Outcome {
    /// An outcome for `solution`: optimal if its cost equals the bound that `proof` proves. The
    /// method is filled in by [`solve`](super::solve()).
    pub fn of(problem: &Problem, solution: Solution, proof: Proof, stop: Option<Stop>) -> Self {
        let (bound, method) = (proof.bounds(), String::new());
        match problem.cost(&solution) {
            Ok(cost) if cost == bound => Outcome::Optimal { method, solution, cost, proof },
            Ok(cost) => Outcome::Feasible { method, solution, cost, bound, stop, proof },
            Err(_) => Outcome::NoPlan { stop: Stop::SolverFailed },
        }
    }

    /// An outcome for `solution` of which nothing is known but what each tier comes to at least.
    pub fn unproven(problem: &Problem, solution: Solution, stop: Option<Stop>) -> Self {
        Self::of(problem, solution, Proof::of_floor(&problem.floor()), stop)
    }

    /// The same outcome by a method of this name.
    pub(super) fn by(mut self, name: &str) -> Self {
        if let Outcome::Optimal { method, .. } | Outcome::Feasible { method, .. } = &mut self {
            name.clone_into(method);
        }
        self
    }

    /// Why the search ended, if it was stopped.
    pub fn stop(&self) -> Option<Stop> {
        match self {
            Outcome::Feasible { stop, .. } => *stop,
            Outcome::NoPlan { stop } => Some(*stop),
            _ => None,
        }
    }

    /// The name of the method, if there is a solution.
    pub fn method(&self) -> Option<&str> {
        match self {
            Outcome::Optimal { method, .. } | Outcome::Feasible { method, .. } => Some(method),
            _ => None,
        }
    }

    /// What a plan is made of, if there is a solution.
    pub fn proposal(&self) -> Option<Proposal<'_>> {
        let (solution, cost) = (self.solution()?, self.cost()?);
        Some(Proposal { solution, cost, bound: self.bound()?, method: self.method()? })
    }

    /// The solution, if there is one.
    pub fn solution(&self) -> Option<&Solution> {
        match self {
            Outcome::Optimal { solution, .. } | Outcome::Feasible { solution, .. } => {
                Some(solution)
            }
            _ => None,
        }
    }

    /// The cost of the solution, one number a tier.
    pub fn cost(&self) -> Option<&Cost> {
        match self {
            Outcome::Optimal { cost, .. } | Outcome::Feasible { cost, .. } => Some(cost),
            _ => None,
        }
    }

    /// The proven bound, one number a tier.
    pub fn bound(&self) -> Option<&Cost> {
        match self {
            Outcome::Optimal { cost, .. } => Some(cost),
            Outcome::Feasible { bound, .. } => Some(bound),
            _ => None,
        }
    }

    /// The proof of the bound, or that there is no solution.
    pub fn proof(&self) -> Option<&Proof> {
        match self {
            Outcome::Optimal { proof, .. }
            | Outcome::Feasible { proof, .. }
            | Outcome::Infeasible { proof } => Some(proof),
            Outcome::NoPlan { .. } => None,
        }
    }

    /// Whether the solution is proven to be a best one.
    pub fn is_optimal(&self) -> bool {
        matches!(self, Outcome::Optimal { .. })
    }
}

/// Why a search ended early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stop {
    /// The time was up.
    #[error("the time limit was reached")]
    TimeLimit,
    /// The caller cancelled.
    #[error("the search was cancelled")]
    Cancelled,
    /// The case is larger than the method can hold; [`Method::Auto`](super::Method::Auto) takes any.
    #[error("the case is too large for this method; take the method auto")]
    TooLarge,
    /// The solver library failed, or contradicted itself.
    #[error("the solver failed")]
    SolverFailed,
    /// The method claims that nothing is better, or that there is no plan, and that could not be
    /// confirmed in whole numbers.
    #[error("the method says that nothing is better, but this could not be confirmed")]
    Unconfirmed,
    /// There is a time limit, but nothing to tell the time by.
    #[error("there is no clock to tell the time limit by")]
    NoClock,
    /// This build does not have the method.
    #[error("this build does not have the method")]
    NotBuiltIn,
}

impl Stop {
    /// Why a search ended, in a language.
    pub fn in_language(self, language: Language) -> String {
        let danish = match (language, self) {
            (Language::English, _) => return self.to_string(),
            (_, Stop::TimeLimit) => "tidsgrænsen er nået",
            (_, Stop::Cancelled) => "søgningen blev afbrudt",
            (_, Stop::TooLarge) => "sagen er for stor til denne metode; tag metoden auto",
            (_, Stop::SolverFailed) => "løseren svigtede",
            (_, Stop::Unconfirmed) => {
                "metoden siger, at intet er bedre, men det kunne ikke bekræftes"
            }
            (_, Stop::NoClock) => "der er intet ur at måle tidsgrænsen med",
            (_, Stop::NotBuiltIn) => "programmet er bygget uden denne metode",
        };
        danish.to_owned()
    }
}
