//! Prices of a part with cuts, once for many searches of what they leave.

use super::super::corner::Basis;
use super::{Bounded, Cut, Cutting, NO_CHOICE, PIVOTS, Part, Search};

impl Search<'_> {
    /// The best prices of the relaxation of all plans of a part together, with the cuts known and new ones; the cuts that
    /// have a price, and those they are made of, are the first ones.
    pub(in super::super) fn priced_with_cuts(
        &mut self,
        part: &Part,
        ub: i64,
    ) -> (Bounded, Vec<Cut>, Basis) {
        self.use_cuts(part);
        let mut program = self.program(part, &vec![true; self.capacities.len()]);
        let mut cutting = Cutting::new(self.cutting, true);
        let pivots = PIVOTS.0 + PIVOTS.1 * program.simplex.rows();
        let mut bounded;
        loop {
            let (now, corner) = self.cornered(part, &mut program, NO_CHOICE, pivots);
            bounded = now;
            let scale = self.base.scale;
            if !corner
                || bounded.bound > i128::from(ub - 1) * i128::from(scale)
                || !cutting.goes_on(bounded.bound, ub, scale)
                || !self.separate(part, &mut program)
            {
                break;
            }
        }
        let mut basis = Basis::default();
        program.add_to(&mut basis, self.capacities.len());
        basis.plans.sort_unstable();
        let priced = (0u32..).zip(&bounded.cuts).filter(|(_, price)| **price > 0);
        let numbers = self.wanted(priced.map(|(id, _)| id));
        let cuts = self.numbered(&numbers);
        bounded.cuts =
            numbers.keys().map(|id| bounded.cuts.get(*id as usize).copied().unwrap_or(0)).collect();
        (bounded, cuts, basis)
    }

    /// Takes over cuts made by another search too, which held no tier: they follow from the same rows, whatever plans
    /// cost there.
    pub(in super::super) fn know_more(&mut self, cuts: &[Cut]) {
        let mut numbers: Vec<u32> = Vec::with_capacity(cuts.len());
        for cut in cuts {
            let mut cut = cut.clone();
            cut.cuts.iter_mut().for_each(|(id, _)| *id = numbers[*id as usize]);
            cut.cuts.sort_unstable();
            let known = self.cuts.iter().position(|known| known.is_like(&cut));
            numbers.push(known.unwrap_or(self.cuts.len()) as u32);
            if known.is_none() {
                self.cuts.push(cut);
            }
        }
        self.known = self.cuts.len() as u32;
    }
}
