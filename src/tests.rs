//! Tests that look into more than one room: what `solve` writes on purpose, `check` verifies.

use crate::check::{Claimed, verify_proof};
use crate::proof::Step;
use crate::solve::rare::{Rare, counted, of_very_many, tiers_held};

fn assert_sound(proofs: &[Rare]) {
    for (at, Rare { problem, cost, proof }) in proofs.iter().enumerate() {
        let claimed = Claimed { values: cost, bounds: cost };
        assert_eq!(verify_proof(problem, claimed, proof), Ok(()), "proof {at}");
    }
}

#[test]
fn a_tier_is_proven_with_any_multiplier_of_one_that_is_held() {
    let proofs = tiers_held();
    let holding = |rare: &&Rare| rare.proof.tiers.iter().any(|tier| tier.held.is_some());
    assert!(proofs.iter().filter(holding).count() > 100);
    assert_sound(&proofs);
}

#[test]
fn what_is_proven_by_counts_is_so() {
    let proofs = counted();
    let steps = proofs.iter().flat_map(|rare| rare.proof.tiers.iter().flat_map(|tier| &tier.steps));
    assert!(steps.filter(|step| matches!(step, Step::Count(_))).count() > 20);
    assert_sound(&proofs);
}

#[test]
fn few_households_are_solved_as_if_they_were_very_many() {
    assert_sound(&of_very_many());
}
