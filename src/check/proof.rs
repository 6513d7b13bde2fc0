//! Checks a [`Proof`] from [`Problem`] and proof alone, and believes nobody: every plan is searched
//! and every sum made anew. What a proof is stands in [`crate::proof`].
//!
//! Before the first `filter` the plans of a household are too many to list, so the cheapest is
//! searched for (`search`); then few are left, and steps work on lists of them (`walk`).
//!
//! Three limits are of this checker, not of proofs: no reduced cost, nor what a cut is made of, may
//! come near 2⁶¹, and no more than 2²³ plans be listed at once, nor use cuts so many times. A proof
//! that exceeds them is refused.

mod blocks;
mod claim;
mod class;
mod count;
mod cuts;
mod fault;
mod fit;
mod ground;
mod left;
mod market;
mod nearest;
mod objective;
mod offers;
mod plans;
mod pricing;
mod search;
mod sites;
mod tariff;
mod walk;

pub use fault::{ProofFault, ProofFlaw};

use crate::problem::Problem;
use crate::proof::{PROOF_VERSION, Proof, TierProof};
use claim::Claim;
use ground::Ground;
use search::have_plans;
use walk::walk;

/// What a proof is to prove: for each tier of a problem the bound, a solution being known that comes
/// to such values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed<'a> {
    /// What the solution comes to in each tier.
    pub values: &'a [i64],
    /// What no solution that is as good in all tiers before comes below; equal to the value where a
    /// tier is proven.
    pub bounds: &'a [i64],
}

/// Checks that `proof` proves what is claimed.
///
/// ```
/// use boligplacering::check::{Claimed, ProofFlaw, verify_proof};
/// use boligplacering::problem::Problem;
/// use boligplacering::proof::{PROOF_VERSION, Prices, Proof, Step, TierProof};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
///
/// let case = Synthetic::new(3).case().unwrap();
/// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
/// let bounds = problem.floor();
/// // Without any price everybody has their cheapest plan, which is the floor at least.
/// let free = Prices { scale: 1, ..Prices::default() };
/// let tier = |(tier, bound): (usize, &i64)| TierProof {
///     bound: *bound,
///     multipliers: vec![0; tier],
///     held: None,
///     steps: vec![Step::Prices(free.clone())],
/// };
/// let tiers = bounds.iter().enumerate().map(tier).collect();
/// let mut proof = Proof { version: PROOF_VERSION, tiers, infeasible: Vec::new() };
/// let values: Vec<i64> = bounds.iter().map(|bound| bound + 100).collect();
/// verify_proof(&problem, Claimed { values: &values, bounds: &bounds }, &proof).unwrap();
///
/// proof.tiers[1].steps.clear(); // somebody tampers with it
/// let fault = verify_proof(&problem, Claimed { values: &values, bounds: &bounds }, &proof).unwrap_err();
/// assert_eq!((fault.tier, fault.step, fault.flaw), (Some(1), Some(0), ProofFlaw::Missing));
/// ```
///
/// # Errors
/// With the first thing that does not follow, tier by tier.
pub fn verify_proof(
    problem: &Problem,
    Claimed { values, bounds }: Claimed,
    proof: &Proof,
) -> Result<(), ProofFault> {
    version(proof)?;
    if !proof.infeasible.is_empty() {
        return Err(whole(ProofFlaw::Contradiction));
    }
    if [values.len(), bounds.len(), proof.tiers.len()] != [problem.tiers(); 3] {
        return Err(whole(ProofFlaw::Tiers));
    }
    let ground = Ground::new(problem);
    let has_plan = have_plans(&ground);
    // The first tier that is not proven is the last that may have a multiplier or be held.
    let proven = bounds.iter().zip(values).take_while(|(bound, value)| bound == value).count();
    for (tier, proof) in proof.tiers.iter().enumerate() {
        let checked = bounded(proof, bounds[tier], values[tier])
            .and_then(|()| Claim::of_tier(proof, &values[..tier], proven + 1))
            .map_err(|flaw| (None, flaw))
            .and_then(|claim| walk(&ground, &has_plan, claim, &proof.steps));
        checked.map_err(|(step, flaw)| ProofFault { tier: Some(tier), step, flaw })?;
    }
    Ok(())
}

/// Checks that `proof` proves that there is no solution.
///
/// # Errors
/// With the first thing that does not follow.
pub fn verify_infeasible(problem: &Problem, proof: &Proof) -> Result<(), ProofFault> {
    version(proof)?;
    if !proof.tiers.is_empty() {
        return Err(whole(ProofFlaw::Contradiction));
    }
    let ground = Ground::new(problem);
    let checked = walk(&ground, &have_plans(&ground), Claim::none(), &proof.infeasible);
    checked.map_err(|(step, flaw)| ProofFault { tier: None, step, flaw })
}

fn version(proof: &Proof) -> Result<(), ProofFault> {
    let version = proof.version;
    if version == PROOF_VERSION { Ok(()) } else { Err(whole(ProofFlaw::Version { version })) }
}

fn whole(flaw: ProofFlaw) -> ProofFault {
    ProofFault { tier: None, step: None, flaw }
}

/// Whether the bound proven is the one claimed and may be a bound.
fn bounded(proof: &TierProof, claimed: i64, value: i64) -> Result<(), ProofFlaw> {
    let proven = proof.bound;
    if proven != claimed {
        return Err(ProofFlaw::Bound { proven, claimed });
    }
    if proven > value {
        return Err(ProofFlaw::AboveValue { bound: proven, value });
    }
    Ok(())
}
