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
    /// `rows[home][travel]` lists (site, minutes), the quickest first.
    pub(super) fn new(rows: Vec<Vec<Vec<(u32, u16)>>>, travels: usize) -> Self {
        let mut trips = Self { homes: rows.len(), starts: vec![0], ..Self::default() };
        for travel in 0..travels {
            for row in rows.iter().map(|rows| &rows[travel]) {
                trips.sites.extend(row.iter().map(|(site, _)| *site));
                trips.minutes.extend(row.iter().map(|(_, minutes)| *minutes));
                trips.starts.push(trips.sites.len());
            }
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
