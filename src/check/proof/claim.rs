use super::ProofFlaw;
use crate::proof::TierProof;

/// What a tree of steps is to show.
pub(super) struct Claim {
    /// For each tier before it what weight it has in the objective, and then its own.
    pub(super) weights: Vec<i64>,
    /// What the objective is at least, ...
    pub(super) target: i128,
    /// ... if this tier comes to no more than that.
    pub(super) held: Option<(usize, i64)>,
}

impl Claim {
    /// That there is no solution.
    pub(super) fn none() -> Self {
        Self { weights: Vec::new(), target: 1, held: None }
    }

    /// That a tier comes to its bound at least, when the solution costs `earlier` in the tiers before
    /// it, of which the first `usable` may have a multiplier or be held.
    pub(super) fn of_tier(
        proof: &TierProof,
        earlier: &[i64],
        usable: usize,
    ) -> Result<Self, ProofFlaw> {
        let TierProof { bound, multipliers, held, .. } = proof;
        let (found, expected) = (multipliers.len(), earlier.len());
        if found != expected {
            return Err(ProofFlaw::Multipliers { found, expected });
        }
        let mut target = i128::from(*bound);
        for (tier, (multiplier, value)) in multipliers.iter().zip(earlier).enumerate() {
            if *multiplier < 0 {
                return Err(ProofFlaw::NegativeMultiplier { tier });
            }
            if *multiplier > 0 && tier >= usable {
                return Err(ProofFlaw::OpenTier { tier });
            }
            let part = i128::from(*multiplier) * i128::from(*value);
            target = target.checked_add(part).ok_or(ProofFlaw::Overflow)?;
        }
        let hold = |tier: usize| {
            let value = *earlier.get(tier).ok_or(ProofFlaw::HeldTier { tier })?;
            if tier < usable { Ok((tier, value)) } else { Err(ProofFlaw::OpenTier { tier }) }
        };
        let held = held.map(hold).transpose()?;
        Ok(Self { weights: multipliers.iter().copied().chain([1]).collect(), target, held })
    }
}
