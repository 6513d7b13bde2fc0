use std::collections::{BTreeMap, BTreeSet};

use super::{StraightLine, TravelTime, whole_minutes};
use crate::model::{Case, Mode};

/// Known trips, and the straight line for the others unless the policy forbids it.
#[derive(Debug, Clone)]
pub struct Table {
    minutes: BTreeMap<(usize, Mode, usize), i64>,
    otherwise: Option<StraightLine>,
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
        Self { minutes, otherwise }
    }
}

impl TravelTime for Table {
    fn minutes(&self, dwelling: usize, site: usize, mode: Mode) -> Option<i64> {
        match self.minutes.get(&(dwelling, mode, site)) {
            Some(minutes) => Some(*minutes),
            None => self.otherwise.as_ref()?.minutes(dwelling, site, mode),
        }
    }

    fn reach(&self, dwelling: usize, modes: &[Mode], limit: i64) -> Vec<(usize, i64)> {
        let mut reach = match &self.otherwise {
            Some(otherwise) => otherwise.reach(dwelling, modes, limit),
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
        reach.retain(|(site, _)| !known.contains(site));
        reach.extend(known.into_iter().filter_map(|site| {
            let by_mode = modes.iter().filter_map(|mode| self.minutes(dwelling, site, *mode));
            let minutes = by_mode.min()?;
            (minutes <= limit).then_some((site, minutes))
        }));
        reach
    }
}
