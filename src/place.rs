use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::check::{
    Claimed, ProofFault, Tally, Violations, check, verify_infeasible, verify_proof,
};
use crate::model::{Case, Faults};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::solve::{Options, Outcome, Stop, on_threads, solve};
use crate::travel::{TravelTime, travel_times};

/// A month that is placed: the plan and what is proven of it, all of it checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Placement {
    /// The plan in the municipality's words.
    pub plan: Plan,
    /// The solver's outcome, with the proof.
    pub outcome: Outcome,
    /// What [`check`](crate::check()) found the plan to come to.
    pub tally: Tally,
}

impl Placement {
    /// The proof of what the plan claims.
    pub fn proof(&self) -> Option<&Proof> {
        self.outcome.proof()
    }
}

/// Why a month is not placed.
#[derive(Debug, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlaceError {
    /// Decisions break rules.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The search ended before it found a plan.
    #[error("no plan was found: {0}")]
    NoPlan(Stop),
    /// The decisions cannot all be kept together; the proof says so, and was checked.
    #[error("the decisions cannot all be kept together")]
    Infeasible(Proof),
    /// The method is wrong: its plan breaks rules.
    #[error("the plan of the method does not hold: {0}")]
    Unsound(Violations),
    /// The method is wrong: its proof does not show what it claims.
    #[error("the proof of the method does not hold: {0}")]
    Unproven(ProofFault),
}

/// Places a month: builds the problem of `case`, with the travel times that its policy asks for,
/// solves it, makes the plan, and checks the plan and its proof.
///
/// ```
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(8).case().unwrap();
/// let placement = place(&case, &Options::default()).unwrap();
/// assert!(placement.outcome.is_optimal());
/// assert_eq!(placement.tally.housed, 8);
/// ```
///
/// # Errors
/// If decisions break rules, if there is no plan or none is found in time, or if a method from
/// outside is wrong.
pub fn place(case: &Case, options: &Options) -> Result<Placement, PlaceError> {
    place_with(case, &travel_times(case), None, options)
}

/// The same with travel times of the caller's own, and close to an earlier plan if there is one: as close as the policy
/// says, so ask the case for [`close_to_previous`](Case::close_to_previous) first.
///
/// # Errors
/// As of [`place`].
pub fn place_with(
    case: &Case,
    travel: &Arc<dyn TravelTime>,
    previous: Option<&Plan>,
    options: &Options,
) -> Result<Placement, PlaceError> {
    let problem = on_threads(options.threads, || match previous {
        Some(plan) => Problem::with_previous(case, travel, &plan.as_previous(case)),
        None => Problem::new(case, travel),
    })?;
    let outcome = solve(&problem, options);
    if let Outcome::Infeasible { proof } = &outcome {
        return Err(match verify_infeasible(&problem, proof) {
            Ok(()) => PlaceError::Infeasible(proof.clone()),
            Err(fault) => PlaceError::Unproven(fault),
        });
    }
    let stop = outcome.stop().unwrap_or(Stop::SolverFailed);
    let proposal = outcome.proposal().ok_or(PlaceError::NoPlan(stop))?;
    let plan = Plan::new(case, travel, &proposal).ok_or(PlaceError::NoPlan(stop))?;
    let tally = check(case, travel, &plan, previous).map_err(PlaceError::Unsound)?;
    if let Some(proof) = outcome.proof() {
        verify_proof(&problem, Claimed { values: &tally.values, bounds: proposal.bound }, proof)
            .map_err(PlaceError::Unproven)?;
    }
    Ok(Placement { plan, outcome, tally })
}
