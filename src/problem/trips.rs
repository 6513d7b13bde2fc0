/// How far every site is from every home, for each way of travelling (a set of modes).
///
/// A row holds the sites in reach, the quickest first; equally quick ones by index. What is not
/// in a row is too far for everybody who travels that way.
#[derive(Debug, Clone, Default)]
pub struct Trips {
    homes: usize,
    starts: Vec<usize>,
    sites: Vec<u32>,
    minutes: Vec<u16>,
}

impl Trips {
    /// `rows[travel * homes + home]` lists (site, minutes) in any order.
    pub(super) fn new(homes: usize, rows: Vec<Vec<(u32, u16)>>) -> Self {
        let total = rows.iter().map(Vec::len).sum();
        let mut trips = Self {
            homes,
            starts: Vec::with_capacity(rows.len() + 1),
            sites: Vec::with_capacity(total),
            minutes: Vec::with_capacity(total),
        };
        trips.starts.push(0);
        for mut row in rows {
            row.sort_unstable_by_key(|(site, minutes)| (*minutes, *site));
            trips.sites.extend(row.iter().map(|(site, _)| *site));
            trips.minutes.extend(row.iter().map(|(_, minutes)| *minutes));
            trips.starts.push(trips.sites.len());
        }
        trips
    }

    /// The sites in reach of `home` and the minutes to each, the quickest first.
    pub fn row(&self, travel: usize, home: usize) -> impl Iterator<Item = (usize, i64)> {
        let row = travel * self.homes + home;
        let range = match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
        (self.sites[range.clone()].iter().zip(&self.minutes[range]))
            .map(|(site, minutes)| (*site as usize, i64::from(*minutes)))
    }

    /// The minutes from `home` to `site`, if it is in reach at all.
    pub fn minutes(&self, travel: usize, home: usize, site: usize) -> Option<i64> {
        self.row(travel, home).find(|(other, _)| *other == site).map(|(_, minutes)| minutes)
    }

    /// How many trips are known.
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether no trip is known.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }
}
