use super::sites::Sites;
use crate::problem::Problem;

/// No more trips than this are looked at for one way of travelling.
const MOST_TRIPS: usize = 1 << 26;

/// For each way of travelling, how long a trip to a site takes at least, from whichever of some homes.
pub(super) struct Nearest(Vec<NextDoor>);

/// Which sites the very shortest trips lead to; all others are `further` away at least.
struct NextDoor {
    sites: Vec<bool>,
    shortest: i64,
    further: i64,
}

impl Nearest {
    pub(super) fn new(problem: &Problem, sites: &Sites, homes: &[u32]) -> Self {
        let mut longest = Vec::new();
        for seeker in problem.seekers() {
            longest.resize(longest.len().max(seeker.travel + 1), 0);
            longest[seeker.travel] = seeker.limit.max(longest[seeker.travel]);
        }
        let next_door = |(travel, longest)| {
            let row = |home: &u32| problem.trips().row(travel, *home as usize);
            let nearest = homes.iter().filter_map(|home| row(home).next());
            let shortest = nearest.map(|(_, minutes)| minutes).min().unwrap_or(0).min(longest);
            let mut next_door = vec![false; sites.count()];
            let mut trips = (homes.iter())
                .flat_map(|home| row(home).take_while(|(_, minutes)| *minutes <= shortest));
            for (site, _) in trips.by_ref().take(MOST_TRIPS) {
                if let Some(next_door) = next_door.get_mut(site) {
                    *next_door = true;
                }
            }
            // Where trips that are left lead to is not known.
            let further = if trips.next().is_some() { shortest } else { shortest + 1 };
            NextDoor { sites: next_door, shortest, further: further.min(longest) }
        };
        Self(longest.into_iter().enumerate().map(next_door).collect())
    }

    /// How many ways of travelling there are.
    pub(super) fn travels(&self) -> usize {
        self.0.len()
    }

    /// The minutes of a trip to a site at least, if anybody goes so far.
    pub(super) fn minutes(&self, travel: usize, site: usize) -> i64 {
        let NextDoor { sites, shortest, further } = &self.0[travel];
        if sites[site] { *shortest } else { *further }
    }
}
