use std::collections::{BTreeMap, BTreeSet};

use super::workplaces::Workplaces;
use super::{Limits, RoundTrip, StraightLine, TravelTime, quickest, whole_minutes};
use crate::model::{Case, Mode};

/// Known trips, and the straight line for the others unless the policy forbids it. A known trip
/// takes as many minutes back as there, at any hour.
#[derive(Debug, Clone)]
pub struct Table {
    /// For each dwelling, mode and site that is known, one way.
    minutes: BTreeMap<(usize, Mode, usize), i64>,
    otherwise: Option<StraightLine>,
    workplaces: Workplaces,
}

impl Table {
    /// The known trips of `case`; a trip that is not known takes what `otherwise` says.
    pub fn new(case: &Case, otherwise: Option<StraightLine>) -> Self {
        let minutes = (case.travel_times().iter())
            .filter_map(|entry| {
                let dwelling = case.dwelling_index(&entry.dwelling)?;
                let site = case.site_index(&entry.site)?;
                Some(((dwelling, entry.mode, site), whole_minutes(entry.minutes)))
            })
            .collect();
        Self { minutes, otherwise, workplaces: Workplaces::new(case) }
    }
}

impl TravelTime for Table {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        let site = self.workplaces.site_of(opening)?;
        let minutes = match self.minutes.get(&(dwelling, mode, site)) {
            Some(minutes) => *minutes,
            None => self.otherwise.as_ref()?.minutes(dwelling, site, mode)?,
        };
        Some(RoundTrip::same(minutes))
    }

    fn stop(&self, opening: usize) -> usize {
        self.workplaces.stop(opening)
    }

    fn same_both_ways(&self) -> bool {
        true
    }

    fn reach(
        &self,
        dwelling: usize,
        openings: &[usize],
        modes: &[Mode],
        limits: Limits,
    ) -> Vec<(usize, i64)> {
        let mut reach = match &self.otherwise {
            Some(otherwise) => otherwise.reach(dwelling, openings, modes, limits),
            None => Vec::new(),
        };
        let known: BTreeSet<usize> = modes
            .iter()
            .flat_map(|mode| {
                self.minutes.range((dwelling, *mode, 0)..=(dwelling, *mode, usize::MAX))
            })
            .map(|((.., site), _)| *site)
            .collect();
        if known.is_empty() {
            return reach;
        }
        reach.retain(|(opening, _)| !known.contains(&self.workplaces.stop(*opening)));
        reach.extend(known.into_iter().filter_map(|site| {
            let opening = self.workplaces.opening_at(site)?;
            let trip = quickest(self, dwelling, opening, modes.iter().copied(), limits)?;
            Some((opening, trip.minutes))
        }));
        reach
    }
}
