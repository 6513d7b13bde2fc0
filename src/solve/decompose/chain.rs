use crate::problem::{Menu, Problem};

/// How the tiers are chained: one objective a tier, in which the tiers before it weigh so much
/// that giving up one unit of them cannot pay, as far as the choices of a few households go.
///
/// The objective of tier `t` is `cost[t] + multiplier[t] · (objective of tier t − 1)`. Any
/// multipliers give valid bounds; these give good ones. They are lowered where numbers would
/// grow too large.
pub(super) struct Chain {
    /// For each tier what the objective before it is multiplied by.
    pub(super) multipliers: Vec<i64>,
    /// The weights of the last tier's objective, which holds all tiers.
    pub(super) weights: Vec<i64>,
    /// For each tier, by how much two plans of one household differ at most.
    pub(super) ranges: Vec<i64>,
    /// For each tier, what a plan costs there at most.
    pub(super) most: Vec<i64>,
    /// What 1 of an objective is in prices.
    pub(super) scale: i64,
    /// More than all tiers of a household can be.
    pub(super) broken: i64,
}

/// Prices have 16 binary places, or fewer where numbers are large: what a bound loses by rounding them,
/// some units for each household and row, is to be far below 1.
const SCALES: [i64; 5] = [65536, 4096, 256, 16, 1];
/// No plan's objective, in prices, is above this.
const HIGHEST: i128 = 1 << 56;

/// The objective of a plan, if it is to be told from others in floating point by a thousandth.
const LIGHT: i64 = 1 << 32;

impl Chain {
    /// A unit of an earlier tier weighs `margin` times what one household's choice can change.
    pub(super) fn new(problem: &Problem, margin: i64) -> Self {
        let (ranges, most) = spans(problem);
        let full: Vec<i64> = ranges.iter().map(|r| r.saturating_mul(margin).max(1)).collect();
        let highest = |multipliers: &[i64]| {
            most.iter().zip(multipliers).fold(0i128, |sum, (most, multiplier)| {
                sum.saturating_mul(i128::from(*multiplier)).saturating_add(i128::from(*most))
            })
        };
        let fits = |multipliers: &[i64], scale: i64| {
            highest(multipliers).saturating_mul(2 * i128::from(scale)) <= HIGHEST
        };
        let scale = SCALES.into_iter().find(|scale| fits(&full, *scale));
        let mut multipliers = full;
        if scale.is_none() {
            while !fits(&multipliers, 1) && multipliers.iter().any(|m| *m > 1) {
                multipliers.iter_mut().for_each(|m| *m = (*m / 2).max(1));
            }
        }
        let tiers = problem.tiers();
        let highest = highest(&multipliers) + 1;
        let broken = i64::try_from(highest).unwrap_or(i64::MAX >> 8);
        let scale = scale.unwrap_or(1);
        let mut chain = Self { multipliers, weights: Vec::new(), ranges, most, scale, broken };
        if tiers > 0 {
            chain.weights = chain.weights_of(tiers - 1);
        }
        chain
    }

    /// Whether all tiers together, in floating point, are exact enough to be told apart.
    pub(super) fn is_light(&self) -> bool {
        self.broken <= LIGHT
    }

    /// The weights of all tiers in the objective of one.
    pub(super) fn weights_of(&self, tier: usize) -> Vec<i64> {
        let mut weights = vec![0; self.multipliers.len()];
        let mut weight = 1i64;
        for at in (0..=tier).rev() {
            weights[at] = weight;
            weight = weight.saturating_mul(self.multipliers[at]);
        }
        weights
    }
}

/// For each tier the most that plans of one household differ by, and the most that one costs.
fn spans(problem: &Problem) -> (Vec<i64>, Vec<i64>) {
    let tiers = problem.tiers();
    // Where nothing is to be had of a tier its weight is bounded all the same, and that of a minute.
    let (mut ranges, mut most) = (vec![0i64; tiers], vec![1i64; tiers]);
    if let Some(trip) = problem.trip_tier() {
        most[trip.tier] = trip.weight.saturating_mul(7).max(1);
    }
    let home_spans: Vec<Vec<(i64, i64)>> = problem.home_menus.iter().map(span).collect();
    let opening_spans: Vec<Vec<(i64, i64)>> = problem.opening_menus.iter().map(span).collect();
    for household in problem.households() {
        let mut own = home_spans[household.menu].clone();
        for seeker in &problem.seekers()[household.seekers()] {
            for (own, (least, most)) in own.iter_mut().zip(&opening_spans[seeker.menu]) {
                *own = (own.0.saturating_add(*least), own.1.saturating_add(*most));
            }
            if let Some(trip) = problem.trip_tier() {
                let week = trip.weight.saturating_mul(seeker.limit.saturating_mul(7));
                own[trip.tier].1 = own[trip.tier].1.saturating_add(week);
            }
        }
        for (tier, (low, high)) in own.into_iter().enumerate() {
            ranges[tier] = ranges[tier].max(high.saturating_sub(low));
            most[tier] = most[tier].max(high);
        }
    }
    (ranges, most)
}

/// For each tier the least and the most on a menu, or of nothing.
fn span(menu: &Menu) -> Vec<(i64, i64)> {
    let of_tier = |(tier, none): (usize, &i64)| match menu.span(tier) {
        Some((least, most)) => (least.min(*none), most.max(*none)),
        None => (*none, *none),
    };
    menu.none().iter().enumerate().map(of_tier).collect()
}
