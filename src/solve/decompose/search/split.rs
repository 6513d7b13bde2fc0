//! Groups of households that do not compete with each other, one after the other.

use super::noted::Noted;
use super::{Bounded, Chosen, NO_CHOICE, Part, Search, Way, sift, up};
use crate::proof::{self, Step};

/// Parts are bounded by so many iterations of the first-order method before they are searched; ...
const CLOSE: usize = 300;
/// ... by so many where plans are very many.
const ROUGH: usize = 25;

impl Search<'_> {
    /// Solves the groups one after the other.
    pub(super) fn split(
        &mut self,
        part: &Part,
        free: Vec<usize>,
        groups: Vec<Vec<usize>>,
        way: &mut Way,
    ) -> i64 {
        let (mut value, mut choice) = self.cheapest(part, &free);
        let mut parts: Vec<Part> = groups
            .iter()
            .map(|group| Part {
                households: group.iter().map(|i| part.households[*i]).collect(),
                plans: group.iter().map(|i| part.plans[*i].clone()).collect(),
            })
            .collect();
        parts.sort_by_key(|part| (part.count(), part.households[0]));
        // What others come to at least lowers what is looked for in a part.
        let alone = parts.len() == 1;
        let bound =
            |part: &Part| self.relaxed(part, if part.count() > sift::MANY { ROUGH } else { CLOSE });
        let bounds: Vec<Bounded> =
            if alone { Vec::new() } else { parts.iter().map(bound).collect() };
        let mut lowers: Vec<i64> = (parts.iter().zip(&bounds))
            .map(|(part, bounded)| up(bounded.bound, self.base.scale, self.lattice(part)))
            .collect();
        lowers.resize(parts.len(), -NO_CHOICE);
        let mut complete = true;
        let mut found = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let others: i64 = value + lowers.iter().sum::<i64>() - lowers[at];
            let households = part.households.clone();
            let result = self.within(part, way.ub.saturating_sub(others), None);
            match &result.best {
                Some((_, own)) => choice.extend(own.iter().copied()),
                None => complete = false,
            }
            let steps = match bounds.get(at).filter(|_| result.lower < lowers[at]) {
                Some(bounded) => vec![Noted::Step(Step::Prices(self.prices(bounded)))],
                None => {
                    lowers[at] = result.lower;
                    result.steps
                }
            };
            found.push((households, lowers[at], steps));
        }
        // A household's own order of steps is the order of the parts.
        let mut listed = Vec::new();
        let mut walked = Vec::new();
        for (mut households, bound, own) in found {
            households.sort_unstable();
            listed.push(proof::Part { households, bound });
            walked.extend(own);
        }
        way.step(Step::Split(listed));
        way.steps.extend(walked);
        value += lowers.iter().fold(0i64, |sum, lower| sum.saturating_add(*lower));
        way.offer(complete.then(|| {
            let cost = choice.iter().map(|(_, plan)| self.costs[*plan as usize]).sum::<i64>();
            (cost, choice)
        }));
        value.min(NO_CHOICE)
    }

    /// The cheapest plan of each of some households.
    fn cheapest(&self, part: &Part, of: &[usize]) -> Chosen {
        let mut value = 0;
        let mut choice = Vec::with_capacity(of.len());
        for i in of {
            let plans = part.plans[*i].iter();
            if let Some(plan) = plans.min_by_key(|plan| (self.costs[**plan as usize], **plan)) {
                value += self.costs[*plan as usize];
                choice.push((part.households[*i], *plan));
            }
        }
        (value, choice)
    }
}
