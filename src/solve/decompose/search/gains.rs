use std::collections::HashMap;

use crate::proof::Property;

/// How much the bound rose on both sides of properties that were tried: what others like them may be
/// worth. (Pseudo-costs; Achterberg, Koch and Martin, "Branching rules revisited", 2005.)
#[derive(Debug, Default)]
pub(in super::super) struct Gains {
    of: HashMap<Property, Gain>,
    all: Gain,
}

#[derive(Debug, Clone, Copy, Default)]
struct Gain {
    /// By how much the bound rose in all for each unit of share moved: to the property, away from it.
    rises: [f64; 2],
    tried: u32,
}

/// A property is known after so many trials.
const KNOWN: u32 = 4;
/// A side that gains less than this counts as much: what the other side gains is not lost.
const LEAST: f64 = 1e-2;

impl Gains {
    /// What a property is worth whose sides raise the bound by this much.
    pub(super) fn worth(rises: [f64; 2]) -> f64 {
        rises[0].max(LEAST) * rises[1].max(LEAST)
    }

    /// What a property may be worth that has this share of a relaxation, 0 to 1.
    pub(super) fn expected(&self, property: Property, share: f64) -> f64 {
        let Gain { rises, tried } = self.of.get(&property).unwrap_or(&self.all);
        let mean = |rises: f64| if *tried == 0 { 1.0 } else { rises / f64::from(*tried) };
        Self::worth([mean(rises[0]) * (1.0 - share), mean(rises[1]) * share])
    }

    /// Whether a property was tried often enough.
    pub(super) fn knows(&self, property: Property) -> bool {
        self.of.get(&property).is_some_and(|gain| gain.tried >= KNOWN)
    }

    /// Takes note of what a trial came to.
    pub(super) fn note(&mut self, property: Property, share: f64, rises: [f64; 2]) {
        for gain in [self.of.entry(property).or_default(), &mut self.all] {
            gain.rises[0] += rises[0] / (1.0 - share);
            gain.rises[1] += rises[1] / share;
            gain.tried += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gains, KNOWN, LEAST};
    use crate::proof::Property;

    fn home(household: u32) -> Property {
        Property::Home { household, home: Some(0) }
    }

    #[test]
    fn what_was_tried_tells_what_to_expect() {
        let mut gains = Gains::default();
        // Nothing is known: what is half and half moves most.
        let shares = [0.1, 0.5, 0.9].map(|share| gains.expected(home(0), share));
        assert!(shares[1] > shares[0] && shares[1] > shares[2]);
        // To it is a quarter and costs 2, away from it are three quarters and cost 3: 8 and 4 a unit.
        gains.note(home(0), 0.75, [2.0, 3.0]);
        assert_eq!(gains.expected(home(0), 0.5), Gains::worth([8.0 * 0.5, 4.0 * 0.5]));
        assert_eq!(gains.expected(home(0), 0.75), Gains::worth([2.0, 3.0]));
        // Of others no more is known than of all.
        gains.note(home(1), 0.5, [0.0, 0.0]);
        assert_eq!(gains.expected(home(1), 0.5), LEAST * LEAST);
        assert_eq!(gains.expected(home(2), 0.5), Gains::worth([4.0 * 0.5, 2.0 * 0.5]));
    }

    #[test]
    fn a_property_is_known_after_some_trials() {
        let mut gains = Gains::default();
        for tried in 0..=KNOWN {
            assert_eq!(gains.knows(home(0)), tried == KNOWN);
            gains.note(home(0), 0.5, [1.0, 1.0]);
        }
        assert!(!gains.knows(home(1)));
    }
}
