//! Half cuts: what a relaxation may do and no solution can.

use std::collections::BTreeMap;

use super::tables::Pool;

/// A half cut over rows of capacity 1 and households.
///
/// With `u` the number of its rows that a plan uses, `Σ ⌊u/2⌋ x ≤ ⌊rows/2⌋` over all plans: a
/// Chvátal-Gomory cut of rank 1, in routing known as a subset-row cut (Jepsen, Petersen,
/// Spoorendonk, Pisinger, "Subset-row inequalities applied to the vehicle-routing problem with
/// time windows", 2008).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HalfCut {
    /// Rows, ascending.
    pub(super) rows: Vec<u32>,
    /// Households, ascending.
    pub(super) households: Vec<u32>,
}

impl HalfCut {
    pub(super) fn capacity(&self) -> i64 {
        (self.rows.len() + self.households.len()) as i64 / 2
    }
}

/// Cuts in play, by what they stand on.
#[derive(Debug, Clone, Default)]
pub(super) struct Cuts {
    pub(super) cuts: Vec<HalfCut>,
    by_row: BTreeMap<u32, Vec<u32>>,
    by_household: BTreeMap<u32, Vec<u32>>,
}

impl Cuts {
    pub(super) fn add(&mut self, cut: HalfCut) -> bool {
        if self.cuts.contains(&cut) {
            return false;
        }
        let number = self.cuts.len() as u32;
        for row in &cut.rows {
            self.by_row.entry(*row).or_default().push(number);
        }
        for household in &cut.households {
            self.by_household.entry(*household).or_default().push(number);
        }
        self.cuts.push(cut);
        true
    }

    /// Forgets all cuts but those to `keep`.
    pub(super) fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let cuts = std::mem::take(self).cuts;
        for (_, cut) in cuts.into_iter().enumerate().filter(|(at, _)| keep(*at)) {
            self.add(cut);
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.by_row.keys().copied()
    }

    /// What a plan counts in each cut where it counts anything.
    pub(super) fn counts(&self, pool: &Pool, plan: u32, into: &mut Vec<(u32, u32)>) {
        into.clear();
        if self.cuts.is_empty() {
            return;
        }
        let household = pool.household[plan as usize];
        let listed = pool.uses(plan).iter().filter_map(|(row, _)| self.by_row.get(row));
        for cuts in listed.chain(self.by_household.get(&household)) {
            for cut in cuts {
                match into.iter_mut().find(|(other, _)| other == cut) {
                    Some((_, count)) => *count += 1,
                    None => into.push((*cut, 1)),
                }
            }
        }
        into.retain_mut(|(_, count)| {
            *count /= 2;
            *count > 0
        });
    }
}

/// Cuts of three rows that weights `x` of plans violate most, the most violated first.
///
/// Two rows of capacity 1 and a third, each pair of which some plans use together: plans that
/// use two of the three exclude each other. Three rows of which one pair is not used together
/// are never violated, so triangles of the graph of pairs are all there is to look at.
pub(super) fn violated(
    pool: &Pool,
    plans: impl Iterator<Item = (u32, f64)>,
    is_single: impl Fn(u32) -> bool,
    household_row: impl Fn(u32) -> u32,
    most: usize,
) -> Vec<(f64, Vec<u32>)> {
    let mut pairs: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut triples: BTreeMap<(u32, u32, u32), f64> = BTreeMap::new();
    let mut own = Vec::new();
    for (plan, x) in plans.filter(|(_, x)| *x > 1e-3) {
        own.clear();
        own.push(household_row(pool.household[plan as usize]));
        own.extend(pool.uses(plan).iter().map(|(row, _)| *row).filter(|row| is_single(*row)));
        own.sort_unstable();
        for a in 0..own.len() {
            for b in a + 1..own.len() {
                *pairs.entry((own[a], own[b])).or_insert(0.0) += x;
                for c in b + 1..own.len() {
                    *triples.entry((own[a], own[b], own[c])).or_insert(0.0) += x;
                }
            }
        }
    }
    let mut near: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((a, b), x) in &pairs {
        if *x > 0.01 && *x < 0.999 {
            near.entry(*a).or_default().push(*b);
        }
    }
    let mut found = Vec::new();
    for (a, others) in &near {
        for (at, b) in others.iter().enumerate() {
            for c in &others[at + 1..] {
                let Some(bc) = pairs.get(&(*b, *c)) else { continue };
                let sum = pairs[&(*a, *b)] + pairs[&(*a, *c)] + bc
                    - 2.0 * triples.get(&(*a, *b, *c)).unwrap_or(&0.0);
                if sum > 1.02 {
                    found.push((sum - 1.0, vec![*a, *b, *c]));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(most);
    found
}
