use super::Cost;
use crate::model::{Case, Term};

/// The tier and weight of each term in use.
pub(super) struct Weights {
    pub(super) tiers: usize,
    terms: [Option<(usize, i64)>; Term::ALL.len()],
}

impl Weights {
    pub(super) fn new(case: &Case) -> Self {
        let objective = &case.policy().objective;
        let mut terms = [None; Term::ALL.len()];
        for (tier, weights) in objective.iter().enumerate() {
            for (term, weight) in weights {
                terms[*term as usize] = Some((tier, *weight));
            }
        }
        Self { tiers: objective.len(), terms }
    }

    pub(super) fn of(&self, term: Term) -> Option<(usize, i64)> {
        self.terms[term as usize]
    }

    pub(super) fn cost<const N: usize>(&self, amounts: [(Term, i64); N]) -> Cost {
        let mut cost = vec![0; self.tiers];
        for (term, amount) in amounts {
            if let Some((tier, weight)) = self.of(term) {
                cost[tier] += weight * amount;
            }
        }
        cost
    }
}
