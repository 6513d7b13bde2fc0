use serde::{Deserialize, Serialize};

/// What something costs in a tier: a number if it is proven, or else between which two it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Price {
    /// It costs no less.
    pub at_least: i64,
    /// It costs no more.
    pub at_most: i64,
}

impl Price {
    /// It costs nothing.
    pub const NOTHING: Self = Self { at_least: 0, at_most: 0 };

    /// The price, if it is proven.
    pub fn exact(self) -> Option<i64> {
        (self.at_least == self.at_most).then_some(self.at_least)
    }

    /// The prices of a solution with something otherwise, tier by tier up to the first that is not exact: both
    /// solutions with what they come to, and what is proven that a best one comes to.
    pub(super) fn between(
        (value, bound): (&[i64], &[i64]),
        (other_value, other_bound): (&[i64], &[i64]),
    ) -> Vec<Self> {
        let mut prices = Vec::new();
        let tiers = value.iter().zip(bound).zip(other_value.iter().zip(other_bound));
        for ((value, bound), (other_value, other_bound)) in tiers {
            let price = Self { at_least: other_bound - value, at_most: other_value - bound };
            prices.push(price);
            if price.exact().is_none() {
                break;
            }
        }
        prices
    }
}
