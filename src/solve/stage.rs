use std::ops::Range;

use super::choices::Choices;

/// Tiers that are solved together, as one objective of whole numbers.
///
/// For tiers of widths `s₁ … s_k` (a tier's cost varies by at most its width) the weights
/// `w_k = 1`, `w_i = 1 + Σ_{j>i} w_j·s_j` order solutions exactly as tier by tier: a step of one
/// in tier i outweighs all that the tiers after it can change. The objective then varies by at
/// most `Σ w_i·s_i`, and tiers are joined while that is at most [`JOINED_WIDTH`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stage {
    pub(super) tiers: Range<usize>,
    /// For each of `tiers` its weight.
    pub(super) weights: Vec<i64>,
    /// How much the objective can vary.
    pub(super) width: i64,
}

/// Solvers prune what is within about 10⁻⁹ of the best, relatively (microlp), or 10⁻⁶ absolutely
/// (HiGHS). On a width of 2²⁴ either is below 0.02, far from the 1 that divides two whole
/// numbers.
pub(super) const JOINED_WIDTH: i64 = 1 << 24;

/// A tier wider than this is solved by itself, but what a solver in floating point says of it is
/// not taken as proven.
pub(super) const PROVABLE_WIDTH: i64 = 1 << 28;

impl Stage {
    /// The tiers from `first` on that can be solved together, one at least.
    pub(super) fn from(first: usize, tiers: usize, choices: &Choices) -> Self {
        let widths: Vec<i64> = (first..tiers).map(|tier| choices.width(tier)).collect();
        let mut stage = Self::of(first, &widths[..1]);
        for count in 2..=widths.len() {
            let wider = Self::of(first, &widths[..count]);
            if wider.width > JOINED_WIDTH {
                break;
            }
            stage = wider;
        }
        stage
    }

    fn of(first: usize, widths: &[i64]) -> Self {
        let mut total: i64 = 0;
        let mut weights: Vec<i64> = (widths.iter().rev())
            .map(|width| {
                let weight = total.saturating_add(1);
                total = total.saturating_add(weight.saturating_mul(*width));
                weight
            })
            .collect();
        weights.reverse();
        Self { tiers: first..first + widths.len(), weights, width: total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_order_as_the_tiers_do() {
        let widths = [2, 3, 4];
        let stage = Stage::of(0, &widths);
        let mut all = Vec::new();
        for a in 0..=widths[0] {
            for b in 0..=widths[1] {
                for c in 0..=widths[2] {
                    let cost = [a, b, c];
                    let joined: i64 = cost.iter().zip(&stage.weights).map(|(c, w)| c * w).sum();
                    all.push((cost, joined));
                }
            }
        }
        for (a, joined_a) in &all {
            for (b, joined_b) in &all {
                assert_eq!(a.cmp(b), joined_a.cmp(joined_b));
            }
        }
        assert_eq!(all.iter().map(|(_, joined)| *joined).max(), Some(stage.width));
    }

    #[test]
    fn huge_widths_do_not_overflow() {
        assert_eq!(Stage::of(0, &[i64::MAX, i64::MAX]).width, i64::MAX);
    }
}
