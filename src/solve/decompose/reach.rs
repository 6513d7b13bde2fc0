//! How far prices may go from the best ones known, in one round of the first-order method.
//!
//! What few plans make of prices may be anything; near good ones it is of use. (Marsten, Hogan and
//! Blankenship, "The boxstep method for large-scale optimization", 1975.)

use super::restricted::Restricted;

/// In units of the objective.
pub(super) struct Reach {
    now: f64,
    most: f64,
}

/// At first, and at most, so many times what households typically pay for their next best plan, ...
const RANGE: (f64, f64) = (8.0, 16.0);
/// ... where households are many: prices have far to go, and each round takes long.
const RANGE_OF_MANY: (f64, f64) = (32.0, 64.0);

impl Reach {
    pub(super) fn new(p: &Restricted, many: bool) -> Self {
        let typical = p.typical_difference();
        let (first, most) = if many { RANGE_OF_MANY } else { RANGE };
        Self { now: first * typical, most: most * typical }
    }

    /// The least price that may be, where the best one known and the least of all are these.
    pub(super) fn floor(&self, best: f64, least: f64) -> f64 {
        least.max(best - self.now)
    }

    /// The highest price that may be.
    pub(super) fn ceiling(&self, best: f64) -> f64 {
        best + self.now
    }

    /// Goes farther where most of what plans in play promised was gained, less far where as much was lost.
    pub(super) fn learn(&mut self, promised: i128, gained: i128) {
        if 2 * gained > promised {
            self.now = self.most.min(self.now * 2.0);
        } else if gained < -promised {
            self.now *= 0.5;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn what_paid_goes_farther_and_what_lost_less_far() {
        let mut reach = Reach { now: 4.0, most: 8.0 };
        let mut after = |promised, gained| {
            reach.learn(promised, gained);
            reach.now
        };
        assert_eq!(after(10, 6), 8.0);
        assert_eq!(after(10, 10), 8.0);
        assert_eq!(after(10, 2), 8.0);
        assert_eq!(after(10, -9), 8.0);
        assert_eq!(after(10, -11), 4.0);
    }

    #[test]
    fn prices_stay_between_the_least_of_all_and_the_ceiling() {
        let reach = Reach { now: 4.0, most: 8.0 };
        assert_eq!((reach.floor(3.0, 0.0), reach.ceiling(3.0)), (0.0, 7.0));
        assert_eq!((reach.floor(9.0, 0.0), reach.ceiling(9.0)), (5.0, 13.0));
    }
}
