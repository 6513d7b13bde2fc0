//! How far every site is from every home, without a table of all pairs.

use std::fmt::Debug;
use std::sync::Arc;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// How far every site is from every home, for each way of travelling (a set of modes, and where
/// the way back may differ from the way there, how long each may be).
///
/// A row holds the sites in reach, the quickest first; equally quick ones by index. What is not
/// in a row is too far for everybody who travels that way, or no place of work.
///
/// All pairs are many, and what is far is seldom asked for. So of each row only the beginning is
/// kept, which is all of it where sites are few, and what follows is worked out while somebody
/// goes on: all within some minutes, then all within half as many more, and so on. Either way it is
/// the same row, made of the same whole minutes.
#[derive(Debug, Clone)]
pub struct Trips {
    source: Arc<dyn Source>,
    travels: usize,
    /// Row `home * travels + travel` begins here in `sites` and `minutes`.
    starts: Vec<usize>,
    sites: Vec<u32>,
    minutes: Vec<u16>,
    /// For each row whether it is kept to its end.
    whole: Vec<bool>,
}

/// Where trips come from: whole minutes for each way of travelling, home and site.
pub(super) trait Source: Debug + Send + Sync {
    /// How many ways of travelling there are.
    fn travels(&self) -> usize;

    /// How many homes there are.
    fn homes(&self) -> usize;

    /// No row has more sites than this.
    fn sites(&self) -> usize;

    /// The longest trip that anybody makes who travels so.
    fn longest(&self, travel: usize) -> i64;

    /// The minutes of a trip, unless it is longer than the longest.
    fn minutes(&self, travel: usize, home: usize, site: usize) -> Option<i64>;

    /// The sites of the row that are at most `limit` minutes away, each as (minutes, site), in no
    /// particular order.
    fn within(&self, travel: usize, home: usize, limit: i64) -> Vec<(u16, u32)>;
}

/// Of each row at least so much is kept.
const LEAST_KEPT: usize = 64;
/// So much is kept of all rows together, if that is more: 6 bytes each.
const KEPT_TOGETHER: usize = 1 << 24;

impl Trips {
    pub(super) fn new(source: Arc<dyn Source>) -> Self {
        let rows = source.homes() * source.travels();
        Self::keeping(source, LEAST_KEPT.max(KEPT_TOGETHER / rows.max(1)))
    }

    /// Keeps at most so much of each row.
    pub(super) fn keeping(source: Arc<dyn Source>, most: usize) -> Self {
        let travels = source.travels();
        let rows = 0..source.homes() * travels;
        #[cfg(feature = "parallel")]
        let rows = rows.into_par_iter();
        let beginnings: Vec<Beginning> = rows
            .map(|row| Beginning::new(source.as_ref(), row % travels, row / travels, most))
            .collect();
        let kept = beginnings.iter().map(|beginning| beginning.sites.len()).sum();
        let mut trips = Self {
            source,
            travels,
            starts: Vec::with_capacity(beginnings.len() + 1),
            sites: Vec::with_capacity(kept),
            minutes: Vec::with_capacity(kept),
            whole: Vec::with_capacity(beginnings.len()),
        };
        trips.starts.push(0);
        for Beginning { sites, whole } in beginnings {
            trips.sites.extend(sites.iter().map(|(_, site)| *site));
            trips.minutes.extend(sites.iter().map(|(minutes, _)| *minutes));
            trips.starts.push(trips.sites.len());
            trips.whole.push(whole);
        }
        trips
    }

    /// The sites in reach of `home` and the minutes to each, the quickest first.
    ///
    /// # Runtime
    /// Constant for a site at the beginning of the row; further on O(log n) each.
    pub fn row(&self, travel: usize, home: usize) -> impl Iterator<Item = (usize, i64)> {
        let row = home * self.travels + travel;
        let kept = match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(start), Some(end)) if travel < self.travels => *start..*end,
            _ => 0..0,
        };
        let last = kept.end.checked_sub(1).filter(|_| !kept.is_empty() && !self.whole[row]);
        let rest = last.map(|last| Rest {
            source: self.source.as_ref(),
            travel,
            home,
            limit: i64::from(self.minutes[last]) - 1,
            last: (self.minutes[last], self.sites[last]),
            next: Vec::new().into_iter(),
        });
        (self.minutes[kept.clone()].iter().copied().zip(self.sites[kept].iter().copied()))
            .chain(rest.into_iter().flatten())
            .map(|(minutes, site)| (site as usize, i64::from(minutes)))
    }

    /// How many ways of travelling there are.
    pub(crate) fn travels(&self) -> usize {
        self.travels
    }

    /// The sites at the beginning of a row and the minutes to each, as far as they are kept, and
    /// whether that is the whole row.
    pub(crate) fn kept(&self, travel: usize, home: usize) -> (&[u32], &[u16], bool) {
        let row = home * self.travels + travel;
        let kept = self.starts[row]..self.starts[row + 1];
        (&self.sites[kept.clone()], &self.minutes[kept], self.whole[row])
    }

    /// The minutes from `home` to `site`, if it is in reach at all.
    pub fn minutes(&self, travel: usize, home: usize, site: usize) -> Option<i64> {
        self.source.minutes(travel, home, site)
    }
}

/// The beginning of a row.
struct Beginning {
    sites: Vec<(u16, u32)>,
    whole: bool,
}

impl Beginning {
    fn new(source: &dyn Source, travel: usize, home: usize, most: usize) -> Self {
        let longest = source.longest(travel);
        let mut limit = if most >= source.sites() { longest } else { longest.min(1) };
        let mut sites = source.within(travel, home, limit);
        while sites.len() <= most && limit < longest {
            limit = longest.min(further(limit));
            sites = source.within(travel, home, limit);
        }
        let whole = sites.len() <= most;
        if !whole {
            sites.select_nth_unstable_by_key(most, quickest_first);
            sites.truncate(most);
        }
        sites.sort_unstable_by_key(quickest_first);
        Self { sites, whole }
    }
}

/// What follows the beginning of a row.
struct Rest<'a> {
    source: &'a dyn Source,
    travel: usize,
    home: usize,
    /// All sites at most so far away have been looked for.
    limit: i64,
    /// The last site before `next`.
    last: (u16, u32),
    next: std::vec::IntoIter<(u16, u32)>,
}

impl Iterator for Rest<'_> {
    type Item = (u16, u32);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.next.next() {
                self.last = next;
                return Some(next);
            }
            let longest = self.source.longest(self.travel);
            if self.limit >= longest {
                return None;
            }
            self.limit = longest.min(further(self.limit));
            let mut found = self.source.within(self.travel, self.home, self.limit);
            found.retain(|trip| *trip > self.last);
            found.sort_unstable_by_key(quickest_first);
            self.next = found.into_iter();
        }
    }
}

/// Orders as minutes, then site, but in one number, which is compared sooner than two.
fn quickest_first((minutes, site): &(u16, u32)) -> u64 {
    (u64::from(*minutes) << 32) | u64::from(*site)
}

/// Half as many minutes more, one at least.
fn further(limit: i64) -> i64 {
    limit + (limit / 2).max(1)
}
