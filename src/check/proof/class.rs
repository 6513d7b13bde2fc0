use super::plans::{List, common};

/// What an objective can be: all numbers that differ from `base` by a multiple of `gap`.
#[derive(Clone, Copy)]
pub(super) struct Class {
    base: i128,
    gap: i128,
}

impl Class {
    /// Every whole number.
    pub(super) const ANY: Self = Self { base: 0, gap: 1 };

    /// What the plans left come to, one of each list.
    pub(super) fn of<'l>(lists: impl Iterator<Item = &'l List> + Clone) -> Self {
        let gap = lists.clone().fold(0, |gap, list| common(gap, list.gap));
        Self { base: lists.map(|list| i128::from(list.least)).sum(), gap: gap.into() }
    }

    /// The least number of the class at or above `x/scale`; no number at all is the largest.
    pub(super) fn up(self, x: i128, scale: i128) -> i128 {
        let up = x.div_euclid(scale) + i128::from(x.rem_euclid(scale) > 0);
        match self.gap {
            0 if up > self.base => i128::MAX,
            0 => self.base,
            gap => up.saturating_add(self.base.saturating_sub(up).rem_euclid(gap)),
        }
    }

    /// The least `x` with `up(x) ≥ target`; `None` if it is too large.
    pub(super) fn cut(self, target: i128, scale: i128) -> Option<i128> {
        // The largest number of the class below the target.
        let short = match self.gap {
            0 if self.base >= target => return Some(i128::MIN),
            0 => self.base,
            gap => {
                let reach = target.checked_add(self.base.checked_sub(target)?.rem_euclid(gap))?;
                reach.checked_sub(gap)?
            }
        };
        short.checked_mul(scale)?.checked_add(1)
    }
}
