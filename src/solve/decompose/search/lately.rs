//! What corners of the relaxation had of late.

/// So much of its share counts what a plan has in the last corner, the rest what it had of late.
const LAST: f64 = 0.25;
/// What plans had of late is this much of what they had before, and the rest of the last corner.
const BEFORE: f64 = 0.5;

/// Shares of plans in corners, of which later ones count for more.
#[derive(Debug, Default)]
pub(in super::super) struct Lately {
    /// By plan; nothing before the first corner.
    shares: Vec<f64>,
}

impl Lately {
    /// Takes note of the shares that plans have in a corner, as (plan, share), of so many plans.
    pub(super) fn note(&mut self, plans: usize, corner: impl Iterator<Item = (u32, f64)>) {
        let before = if self.shares.is_empty() { 0.0 } else { BEFORE };
        self.shares.resize(plans, 0.0);
        for (plan, x) in corner {
            let share = &mut self.shares[plan as usize];
            *share = before * *share + (1.0 - before) * x;
        }
    }

    /// The share of a plan between what it has in the last corner, `x`, and what it had of late.
    pub(super) fn between(&self, plan: u32, x: f64) -> f64 {
        LAST * x + (1.0 - LAST) * self.shares[plan as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE, LAST, Lately};

    #[test]
    fn later_corners_count_for_more() {
        let mut lately = Lately::default();
        lately.note(2, [(0, 1.0), (1, 0.0)].into_iter());
        assert_eq!([lately.between(0, 1.0), lately.between(1, 0.0)], [1.0, 0.0]);
        lately.note(2, [(0, 0.0), (1, 1.0)].into_iter());
        let old = (1.0 - LAST) * BEFORE;
        assert_eq!([lately.between(0, 0.0), lately.between(1, 1.0)], [old, 1.0 - old]);
        assert!(old < 0.5);
    }
}
