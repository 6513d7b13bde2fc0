use super::ProofFlaw;

/// What a tree of steps is to show.
pub(super) struct Claim<'a> {
    /// For each tier before it what weight it has in the objective, and then its own.
    pub(super) weights: Vec<i64>,
    /// What the objective is at least.
    pub(super) target: i128,
    /// What a `hold` may lean on; in a proof that there is no solution, nothing.
    pub(super) earlier: Option<Earlier<'a>>,
}

/// The tiers before the one that is proven.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'a> {
    /// What the solution costs there.
    pub(super) values: &'a [i64],
    /// How many of them may have a weight.
    pub(super) usable: usize,
}

impl Earlier<'_> {
    /// Whether these may be multipliers or weights.
    pub(super) fn allows(self, weights: &[i64]) -> Result<(), ProofFlaw> {
        let (found, expected) = (weights.len(), self.values.len());
        if found != expected {
            return Err(ProofFlaw::Multipliers { found, expected });
        }
        for (tier, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0) {
            if *weight < 0 {
                return Err(ProofFlaw::NegativeMultiplier { tier });
            }
            if tier >= self.usable {
                return Err(ProofFlaw::OpenTier { tier });
            }
        }
        Ok(())
    }

    /// What the solution comes to with such weights; `None` if it is too large.
    pub(super) fn weighed(self, weights: &[i64]) -> Option<i128> {
        weights.iter().zip(self.values).try_fold(0i128, |sum, (weight, value)| {
            sum.checked_add(i128::from(*weight) * i128::from(*value))
        })
    }
}
