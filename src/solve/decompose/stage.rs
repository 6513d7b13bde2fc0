use super::ceil;
use super::chain::Chain;
use super::corner::Basis;
use super::master::{Master, NOT_PRICED};
use super::prices::WholePrices;
use super::tables::Objective;
use crate::proof::{Step, TierProof};

/// A tier in which a plan costs more than this is not held: the simplex method knows amounts in 32 bits.
const MOST_HELD: i64 = 1 << 24;

/// One tier: its objective, and what is known of it.
pub(super) struct Stage {
    pub(super) tier: usize,
    /// The objective: a weight for each tier, 1 for this one.
    pub(super) weights: Vec<i64>,
    /// The last tier before it in which plans of one household differ, if that can be held.
    pub(super) before: Option<usize>,
    /// The tier that is held to what is known, if one is.
    pub(super) held: Option<usize>,
    /// By how much two plans of one household differ in this tier at most.
    pub(super) range: i64,
    /// The best prices known.
    pub(super) prices: WholePrices,
    /// Whether its relaxation over all plans was looked for.
    pub(super) relaxed: bool,
    /// What the relaxation comes to in the tier before, if it was looked for.
    pub(super) relaxed_before: f64,
    /// The best corner, if it was looked for.
    pub(super) basis: Option<Basis>,
    /// What the tier comes to at least without any price.
    floor: i64,
    /// What the objective comes to at least, and why.
    proven: Option<(i64, Vec<Step>)>,
}

impl Stage {
    pub(super) fn new(chain: &Chain, tier: usize, floor: i64, prices: WholePrices) -> Self {
        let before = (0..tier).rev().find(|before| chain.ranges[*before] > 0);
        Self {
            tier,
            weights: chain.weights_of(tier),
            before: before.filter(|before| chain.most[*before] <= MOST_HELD),
            held: None,
            range: chain.ranges[tier],
            prices,
            relaxed: false,
            relaxed_before: 0.0,
            basis: None,
            floor,
            proven: None,
        }
    }

    /// The same tier with another multiplier of the one before, which is held; nothing is proven of it yet.
    pub(super) fn holding(&self, before: usize, multiplier: i64) -> Self {
        let (mut weights, prices) = (self.weights.clone(), self.prices.clone());
        weights[before] = multiplier;
        let anew = Self { weights, prices, basis: None, proven: None, ..*self };
        Self { held: Some(before), relaxed: false, ..anew }
    }

    /// The objective, and the tier that is held.
    pub(super) fn objective(&self) -> Objective {
        Objective { held: self.held, ..Objective::of(&self.weights) }
    }

    /// What earlier tiers of these values add to the objective.
    pub(super) fn weigh(&self, earlier: &[i64]) -> i64 {
        earlier.iter().zip(&self.weights).map(|(value, weight)| value * weight).sum()
    }

    /// What the tier comes to at least, if the earlier ones come to these values.
    pub(super) fn lower(&self, earlier: &[i64]) -> i64 {
        let chained = self.proven.as_ref().map(|(lower, _)| lower - self.weigh(earlier));
        chained.map_or(self.floor, |chained| chained.max(self.floor))
    }

    /// Whether anything is proven by its prices.
    pub(super) fn is_priced(&self) -> bool {
        self.proven.is_some()
    }

    /// Takes over what is proven of the objective.
    pub(super) fn take(&mut self, lower: i64, steps: Vec<Step>) {
        if self.proven.as_ref().is_none_or(|(known, _)| lower > *known) {
            self.proven = Some((lower, steps));
        }
    }

    /// Takes over the best prices of a relaxation, and the bound they give.
    pub(super) fn take_prices(&mut self, master: &Master) {
        let (bound, prices) = &master.best;
        if *bound == NOT_PRICED {
            return;
        }
        self.prices = prices.clone();
        let steps = vec![Step::Prices(prices.listed(&master.rows))];
        self.take(ceil(*bound, prices.scale), steps);
    }

    /// The proof of what the tier comes to, the earlier ones coming to these values.
    pub(super) fn into_proof(self, earlier: &[i64]) -> TierProof {
        let bound = self.lower(earlier);
        match self.proven {
            Some((_, steps)) if bound > self.floor => {
                let multipliers = self.weights[..self.tier].to_vec();
                TierProof { bound, multipliers, held: self.held, steps }
            }
            _ => TierProof::free(self.tier, bound),
        }
    }
}
