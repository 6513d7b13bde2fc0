/// Whether cutting still pays at a node.
pub(super) struct Cutting {
    rounds: usize,
    /// Rounds without a gain, that are left and that there may be.
    left: usize,
    in_vain: usize,
    /// The bound at the last gain.
    best: i128,
}

/// Cutting ends after so many rounds without a gain.
const IN_VAIN: usize = 8;
/// After the first node of a part so many times fewer rounds are made.
const LATER: usize = 20;
/// Less than such a part of what is missing, or of 1, is no gain.
const GAIN: i128 = 100;

impl Cutting {
    /// At the first node of a part `rounds` at most, at others far fewer.
    pub(super) fn new(rounds: usize, first: bool) -> Self {
        let (rounds, left) = if first { (rounds, IN_VAIN) } else { (rounds / LATER, IN_VAIN / 2) };
        Self { rounds, left, in_vain: left, best: i128::MIN }
    }

    /// Less is missing than it was: rounds in vain are counted anew.
    pub(super) fn begin_anew(&mut self) {
        self.left = self.in_vain;
    }

    /// Whether to cut once more after a round that came to `bound`, in units of 1/scale, of `ub`.
    pub(super) fn goes_on(&mut self, bound: i128, ub: i64, scale: i64) -> bool {
        let scale = i128::from(scale);
        let missing = i128::from(ub) * scale - bound;
        if bound > self.best.saturating_add(missing.max(scale) / GAIN) {
            self.best = bound;
            self.left = self.in_vain;
        } else {
            self.left = self.left.saturating_sub(1);
        }
        let goes_on = self.rounds > 0 && self.left > 0;
        self.rounds = self.rounds.saturating_sub(1);
        goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::{Cutting, IN_VAIN, LATER};

    #[test]
    fn a_gain_is_a_hundredth_of_what_is_missing() {
        let mut cutting = Cutting::new(100, true);
        // 1,000 are missing: 9 after each round are no gain by themselves, but come to one.
        let bounds = (0..40).map(|round| round * 9);
        assert!(bounds.clone().all(|bound| cutting.goes_on(bound, 1000, 1)));
        let mut cutting = Cutting::new(100, true);
        let rounds = bounds.take_while(|bound| cutting.goes_on(bound / 90, 1000, 1)).count();
        assert_eq!(rounds, IN_VAIN);
    }

    #[test]
    fn rounds_in_vain_are_counted_anew_once_less_is_missing() {
        let mut cutting = Cutting::new(100, true);
        let in_vain = |cutting: &mut Cutting| {
            (0..IN_VAIN + 5).filter(|_| cutting.goes_on(0, 1000, 1)).count()
        };
        assert_eq!(in_vain(&mut cutting), IN_VAIN);
        assert_eq!(in_vain(&mut cutting), 0);
        cutting.begin_anew();
        assert_eq!(in_vain(&mut cutting), IN_VAIN - 1);
    }

    #[test]
    fn rounds_are_limited_and_few_after_the_first_node() {
        for (first, rounds) in [(true, 40), (false, 40 / LATER)] {
            let mut cutting = Cutting::new(40, first);
            let bounds = (0..).map(|round| round * 1000);
            assert_eq!(bounds.take_while(|bound| cutting.goes_on(*bound, 0, 1)).count(), rounds);
        }
    }
}
