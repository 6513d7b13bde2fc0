use std::collections::HashMap;

use super::fork::Fork;

/// How much the bound rose on both ways of forks that were tried: what others like them may be
/// worth. (Pseudo-costs; Achterberg, Koch and Martin, "Branching rules revisited", 2005.)
#[derive(Debug, Default)]
pub(in super::super) struct Gains {
    /// Of tallies those of all numbers together.
    of: HashMap<Fork, Gain>,
    properties: Gain,
    tallies: Gain,
}

#[derive(Debug, Clone, Copy, Default)]
struct Gain {
    /// By how much the bound rose in all for each unit of share moved: to the first way, to the second.
    rises: [f64; 2],
    tried: u32,
}

/// A fork is known after so many trials.
const KNOWN: u32 = 4;
/// A side that gains less than this counts as much: what the other side gains is not lost.
const LEAST: f64 = 1e-2;

impl Gains {
    /// What a fork is worth whose ways raise the bound by this much.
    pub(super) fn worth(rises: [f64; 2]) -> f64 {
        rises[0].max(LEAST) * rises[1].max(LEAST)
    }

    /// What a fork may be worth on whose first way this share of a relaxation is, 0 to 1.
    pub(super) fn expected(&self, fork: Fork, share: f64) -> f64 {
        let Gain { rises, tried } = self.of.get(&whatever_number(fork)).unwrap_or(match fork {
            Fork::Property(_) => &self.properties,
            Fork::Tally(..) => &self.tallies,
        });
        let mean = |rises: f64| if *tried == 0 { 1.0 } else { rises / f64::from(*tried) };
        Self::worth([mean(rises[0]) * (1.0 - share), mean(rises[1]) * share])
    }

    /// Whether a fork was tried often enough.
    pub(super) fn knows(&self, fork: Fork) -> bool {
        self.of.get(&whatever_number(fork)).is_some_and(|gain| gain.tried >= KNOWN)
    }

    /// Takes note of what a trial came to.
    pub(super) fn note(&mut self, fork: Fork, share: f64, rises: [f64; 2]) {
        let like_it = match fork {
            Fork::Property(_) => &mut self.properties,
            Fork::Tally(..) => &mut self.tallies,
        };
        for gain in [self.of.entry(whatever_number(fork)).or_default(), like_it] {
            gain.rises[0] += rises[0] / (1.0 - share);
            gain.rises[1] += rises[1] / share;
            gain.tried += 1;
        }
    }
}

/// A fork by which others like it are told.
fn whatever_number(fork: Fork) -> Fork {
    match fork {
        Fork::Tally(tally, _) => Fork::Tally(tally, 0),
        property => property,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fork, Gains, KNOWN, LEAST};
    use crate::proof::Property;

    fn home(household: u32) -> Fork {
        Fork::Property(Property::Home { household, home: Some(0) })
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
