use std::collections::BTreeMap;

use super::{StraightLine, TravelTime, whole_minutes};
use crate::model::{Case, Mode};

/// Known trips, and the straight line for the others unless the policy forbids it.
pub struct Table<'a> {
    minutes: BTreeMap<(usize, Mode, usize), i64>,
    otherwise: Option<StraightLine<'a>>,
}

impl<'a> Table<'a> {
    /// The known trips of `case`; a trip that is not known takes what `otherwise` says.
    pub fn new(case: &Case, otherwise: Option<StraightLine<'a>>) -> Self {
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

impl TravelTime for Table<'_> {
    fn minutes(&self, dwelling: usize, site: usize, mode: Mode) -> Option<i64> {
        match self.minutes.get(&(dwelling, mode, site)) {
            Some(minutes) => Some(*minutes),
            None => self.otherwise.as_ref()?.minutes(dwelling, site, mode),
        }
    }

    fn reach(&self, dwelling: usize, mode: Mode, limit: i64) -> Vec<(usize, i64)> {
        let mut reach = match &self.otherwise {
            Some(otherwise) => otherwise.reach(dwelling, mode, limit),
            None => Vec::new(),
        };
        if self.minutes.is_empty() {
            return reach;
        }
        reach.retain(|(site, _)| !self.minutes.contains_key(&(dwelling, mode, *site)));
        let known = (dwelling, mode, 0)..=(dwelling, mode, usize::MAX);
        reach.extend(
            (self.minutes.range(known))
                .filter(|(_, minutes)| **minutes <= limit)
                .map(|((.., site), minutes)| (*site, *minutes)),
        );
        reach
    }
}
