//! Equations of the tableau, rounded down.

use super::super::simplex::Simplex;

/// Cuts are made with divisors up to this, ...
const LARGEST_DIVISOR: u32 = 120;
/// ... or with this one.
const LARGE_DIVISOR: i64 = 1 << 16;
/// So many equations are made cuts of.
const LOOKED_AT: usize = 96;

/// Weights of rows, and what to divide by, of cuts that the corner exceeds by `exceeded` at least, as far as
/// rounding does not change it.
pub(super) fn weights(simplex: &Simplex, exceeded: f64) -> Vec<(Vec<i64>, i64)> {
    promising(simplex, exceeded)
        .iter()
        .filter_map(|multipliers| whole_weights(multipliers))
        .collect()
}

/// Multipliers of rows, from 0 to 1, whose cuts are exceeded most by the corner, by `exceeded` at least: its
/// equations, without what is whole in them.
///
/// What basic columns use by such multipliers is whole, and what is left over of rows is counted
/// with 0. So the cut is exceeded by what is lost when its capacity is rounded down.
fn promising(simplex: &Simplex, exceeded: f64) -> Vec<Vec<f64>> {
    let equations = simplex.fractional().flat_map(|equation| {
        [1.0, -1.0].map(|sign| {
            let fraction = |multiplier: &f64| (sign * multiplier).rem_euclid(1.0);
            let near_whole = |fraction: f64| !(1e-6..=1.0 - 1e-6).contains(&fraction);
            let fractions = equation.iter().map(fraction);
            fractions.map(|f| if near_whole(f) { 0.0 } else { f }).collect::<Vec<f64>>()
        })
    });
    let score = |multipliers: Vec<f64>| {
        let lost = simplex.capacity(&multipliers).fract();
        let rows = multipliers.iter().filter(|multiplier| **multiplier > 0.0).count();
        let near = (exceeded..1.0 - 1e-3).contains(&lost);
        near.then(|| (lost / (rows as f64).sqrt(), multipliers))
    };
    let mut ranked: Vec<(f64, Vec<f64>)> = equations.filter_map(score).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.truncate(LOOKED_AT);
    ranked.into_iter().map(|(_, multipliers)| multipliers).collect()
}

/// Weights and a divisor, whose quotients are these multipliers or a little more; `None` if all
/// are 0.
///
/// Where no small divisor serves, a large one does: weights are rounded up, so that no plan uses less.
fn whole_weights(multipliers: &[f64]) -> Option<(Vec<i64>, i64)> {
    let divisor = common_divisor(multipliers);
    let weight = |multiplier: &f64| match divisor {
        Some(divisor) => (multiplier * f64::from(divisor)).round() as i64,
        None => (multiplier * LARGE_DIVISOR as f64 - 1e-3).ceil() as i64,
    };
    let weights = multipliers.iter().map(weight).collect();
    (divisor != Some(1)).then(|| (weights, divisor.map_or(LARGE_DIVISOR, i64::from)))
}

/// The divisor of all fractions, if it is small.
fn common_divisor(fractions: &[f64]) -> Option<u32> {
    let mut divisor = 1u32;
    for fraction in fractions {
        let off = |divisor: u32| {
            let times = fraction * f64::from(divisor);
            (times - times.round()).abs()
        };
        if off(divisor) > 1e-5 * f64::from(divisor) {
            let factor = (2..=LARGEST_DIVISOR / divisor)
                .find(|factor| off(divisor * factor) <= 1e-6 * f64::from(divisor * factor))?;
            divisor *= factor;
        }
    }
    Some(divisor)
}
