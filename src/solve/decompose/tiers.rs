//! Tier by tier: the relaxations of all, and then the proofs.

use super::Solver;
use super::chain::Chain;
use super::master;
use super::prices::WholePrices;
use super::stage::Stage;
use crate::problem::Cost;
use crate::proof::TierProof;

impl Solver<'_> {
    /// The relaxations of all tiers: what each tier comes to at least if the tiers before it come to what
    /// they do at least.
    ///
    /// First of all, without plans, what is known of homes and openings apart. A best corner of the last
    /// tier is one of the tiers before it, so corners are looked for from the last tier on. The first-order
    /// method needs small numbers, and starts with the first tier that is not known apart; it ends with that of
    /// the trips, which may need all the time there is.
    pub(super) fn relax_all(&mut self, chain: &Chain) -> Vec<Stage> {
        let tiers = self.problem.tiers();
        let mut prices = WholePrices::free(self.rows.count(), chain.scale);
        let new = |tier| Stage::new(chain, tier, self.floor[tier], prices.clone());
        let mut stages: Vec<Stage> = (0..tiers).map(new).collect();
        let backwards = master::is_small(self.problem, &self.rows) && chain.is_light();
        let trips = self.trips();
        if self.assigned.is_none() && !self.is_beyond_pricing() {
            for stage in &mut stages {
                if !self.reaches_floor(stage.tier) && self.relax_apart(stage) {
                    self.tell(0);
                }
            }
        }
        for at in 0..tiers {
            let tier = if backwards { tiers - 1 - at } else { at };
            let multiplier = chain.multipliers[tier];
            if !backwards {
                prices.rows.iter_mut().for_each(|price| *price *= multiplier);
            }
            let stage = &mut stages[tier];
            if let Some(assigned) = self.assigned.take_if(|assigned| assigned.tier == tier) {
                *stage = assigned;
            } else if !(self.reaches_floor(tier)
                || self.assign(stage)
                || !backwards && stage.is_priced()
                || self.relax_next_door(stage))
            {
                stage.prices = prices.clone();
                if backwards || tier <= trips {
                    self.relax(stage);
                }
            }
            if stage.is_priced() {
                prices = stage.prices.clone();
            }
            if backwards {
                let divide = |price: &mut i64| *price = (*price + multiplier / 2) / multiplier;
                prices.rows.iter_mut().for_each(divide);
            }
            self.tell(0);
        }
        stages
    }

    /// The tier of the trips; if there is none, after all.
    fn trips(&self) -> usize {
        self.problem.trip_tier().map_or(self.problem.tiers(), |trip| trip.tier)
    }

    /// Whether the best solution comes to no more than the floor up to a tier.
    fn reaches_floor(&self, tier: usize) -> bool {
        self.best.as_ref().is_some_and(|(cost, _)| cost[..=tier] == self.floor[..=tier])
    }

    /// Proves tier by tier what the best solution comes to; where it comes to more than the
    /// relaxation, better ones are searched for.
    pub(super) fn prove(&mut self, chain: &Chain) -> Vec<TierProof> {
        let stages = self.relax_all(chain);
        let mut proofs: Vec<TierProof> = Vec::with_capacity(stages.len());
        let mut all_proven = true;
        let can_price = !self.is_beyond_pricing();
        let small = master::is_small(self.problem, &self.rows);
        let trips = self.trips();
        for (tier, mut stage) in stages.into_iter().enumerate() {
            let is_open = |solver: &Self, stage: &Stage| {
                can_price && solver.value(tier) > stage.lower(&solver.values(tier))
            };
            // After a tier that stays open, better solutions are still to be had; before that of the trips prices
            // without plans do as well.
            let may_be_better = !self.given && (tier > trips || !stage.is_priced());
            let is_left = !stage.relaxed && (all_proven || may_be_better);
            // Its weights tell of good solutions, but those of another tier may have taken their place.
            let is_forgotten = stage.relaxed && self.relaxed != Some(tier) && !small && !self.given;
            if (is_left || is_forgotten && all_proven) && is_open(self, &stage) {
                self.relax(&mut stage);
            }
            if all_proven && is_open(self, &stage) {
                self.close(&mut stage);
            }
            self.remember(&stage);
            let proof = if all_proven {
                stage.into_proof(&self.values(tier))
            } else {
                TierProof::free(tier, self.floor[tier])
            };
            all_proven &= proof.bound == self.value(tier);
            proofs.push(proof);
            self.tell(proofs.len());
        }
        proofs
    }

    /// Of each tier the stronger proof: an old one counts as long as the tiers before come to what
    /// they did.
    pub(super) fn stronger(
        &self,
        old: Vec<TierProof>,
        new: Vec<TierProof>,
        before: Cost,
    ) -> Vec<TierProof> {
        let mut same = true;
        (old.into_iter().zip(new).zip(before).enumerate())
            .map(|(tier, ((old, new), before))| {
                let keep = same && old.bound > new.bound;
                same &= self.value(tier) == before;
                if keep { old } else { new }
            })
            .collect()
    }
}
