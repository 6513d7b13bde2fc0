use super::super::super::reach::next_door;
use super::{Ejected, Ejection, SCALE, Spot, mixed};
use crate::problem::Household;

/// The search for spots of somebody ejected.
pub(super) struct Spots<'s, 'a, 'd> {
    ejection: &'s Ejection<'a, 'd>,
    household: &'a Household,
    own: Option<&'s Spot>,
    /// The spots taken on the way that led here.
    before: Vec<&'s Spot>,
    /// Those with which the chain saves something cost less than this.
    below: i64,
    /// The best free spot, ...
    pub(super) free: Option<Spot>,
    /// ... and others that one household is in the way of, and which that is; one for each of these.
    pub(super) taken: Vec<(Spot, u32)>,
}

/// Who is in the way: nobody, or it is enough if one of these leaves.
#[derive(Clone)]
enum Way {
    Free,
    Taken(Vec<u32>),
}

impl Way {
    /// Who is in both ways; `None` if more than one household would have to leave.
    fn and(&self, other: &Way) -> Option<Way> {
        match (self, other) {
            (Way::Free, way) | (way, Way::Free) => Some(way.clone()),
            (Way::Taken(one), Way::Taken(other)) => {
                let both: Vec<u32> = one.iter().copied().filter(|h| other.contains(h)).collect();
                (!both.is_empty()).then_some(Way::Taken(both))
            }
        }
    }

    fn is_free(&self) -> bool {
        matches!(self, Way::Free)
    }
}

/// So many homes are looked at, ...
const HOMES: usize = 600;
/// ... and so many spots kept that somebody is in the way of.
const TAKEN: usize = 12;

impl<'a, 'd> Ejection<'a, 'd> {
    /// Spots for one of those ejected, with the first seeker's best kinds of openings first; a free one
    /// only if the chain saves something with it.
    pub(super) fn spots_for<'s>(&'s self, all: &'s [Ejected], at: usize) -> Spots<'s, 'a, 'd> {
        let mut spots = Spots::new(self, all, at);
        let first = spots.household.first_seeker;
        let seeker = &self.problem.seekers()[first];
        let start = mixed(at, self.searches);
        let mut kinds: Vec<(i64, u32, usize)> = (0..self.doorstep.kinds())
            .filter_map(|kind| Some((self.doorstep.demand.excess(seeker.menu, kind)?, kind)))
            .map(|(excess, kind)| (excess, mixed(kind, start), kind))
            .collect();
        kinds.sort_unstable();
        let (mut seen, mut found) = (0, i64::MAX);
        for (excess, _, kind) in kinds {
            if excess > found {
                break;
            }
            let openings = self.problem.openings_of_kind(kind);
            let (before, from) = openings.split_at(start as usize % openings.len().max(1));
            for opening in from.iter().chain(before) {
                if spots.way_of_opening(*opening, 0).is_none() {
                    continue;
                }
                for home in self.doorstep.next_door_to(*opening as usize, seeker.travel) {
                    seen += 1;
                    spots.look_at(*home, first, *opening);
                }
                if spots.free.is_some() {
                    found = excess;
                }
                if seen > HOMES {
                    return spots;
                }
            }
        }
        spots
    }
}

impl<'s, 'a, 'd> Spots<'s, 'a, 'd> {
    pub(super) fn new(ejection: &'s Ejection<'a, 'd>, all: &'s [Ejected], at: usize) -> Self {
        let household = all[at].household;
        let mut last = &all[at];
        let before = std::iter::from_fn(|| {
            let (by, spot) = last.by.as_ref()?;
            last = &all[*by];
            Some(spot)
        });
        Self {
            before: before.collect(),
            ejection,
            household: ejection.household(household),
            own: ejection.spots[household as usize].as_ref(),
            below: -all[at].cost,
            free: None,
            taken: Vec::new(),
        }
    }

    /// Looks at the best spot in a home where a seeker has an opening given.
    pub(super) fn look_at(&mut self, home: u32, seeker: usize, opening: u32) {
        let Some((spot, way)) = self.spot(home, seeker, opening) else { return };
        match way {
            Way::Free => {
                let best = self.free.as_ref().map_or(self.below, |free| free.cost);
                if spot.cost < best {
                    self.free = Some(spot);
                }
            }
            Way::Taken(by) => {
                if self.taken.len() < TAKEN && self.taken.iter().all(|(_, other)| *other != by[0]) {
                    self.taken.push((spot, by[0]));
                }
            }
        }
    }

    /// The best spot in a home where a seeker has an opening given, with one household in the way at most.
    fn spot(&self, home: u32, seeker: usize, opening: u32) -> Option<(Spot, Way)> {
        let Ejection { problem, doorstep, prices, .. } = self.ejection;
        let kind = problem.homes()[home as usize].kind;
        if !doorstep.is_best(self.household.menu, kind) {
            return None;
        }
        let mut way = self.way_of_home(home)?.and(&self.way_of_opening(opening, 0)?)?;
        let cost = self.ejection.cost(seeker, opening)?;
        let mut spot = Spot { cost, home, openings: vec![opening; self.household.seekers] };
        let mut taken = vec![opening];
        for (seat, s) in self.household.seekers().enumerate().filter(|(_, s)| *s != seeker) {
            let seeker = &problem.seekers()[s];
            let sites = next_door(problem, seeker.travel, home as usize);
            let jobs = sites.flat_map(|site| doorstep.reach.openings_at(site));
            let best = jobs.filter_map(|job| {
                let excess = doorstep.demand.excess(seeker.menu, job.kind as usize)? * SCALE;
                let taken = taken.iter().filter(|o| **o == job.opening).count() as i64;
                let both = self.way_of_opening(job.opening, taken)?.and(&way)?;
                let cost = excess - prices[job.opening as usize];
                // What is taken from somebody who need not leave otherwise saves nothing.
                let own = if way.is_free() && !both.is_free() { excess } else { cost };
                Some(((own, !both.is_free(), job.opening), cost, both))
            });
            let ((.., opening), cost, both) = best.min_by_key(|(order, ..)| *order)?;
            spot.cost += cost;
            spot.openings[seat] = opening;
            taken.push(opening);
            way = both;
        }
        (self.own != Some(&spot)).then_some((spot, way))
    }

    /// Who is in the way of an opening of which the household takes so many positions already.
    fn way_of_opening(&self, opening: u32, taken: i64) -> Option<Way> {
        if self.before.iter().any(|spot| spot.openings.contains(&opening)) {
            return None;
        }
        let own = self.own.map_or(&[][..], |own| &own.openings).iter();
        let own = own.filter(|other| **other == opening).count() as i64;
        if self.ejection.positions[opening as usize] + own > taken {
            Some(Way::Free)
        } else if taken > 0 {
            None
        } else {
            self.not_ejected(self.ejection.workers[opening as usize].iter().copied())
        }
    }

    fn way_of_home(&self, home: u32) -> Option<Way> {
        if self.before.iter().any(|spot| spot.home == home) {
            return None;
        }
        let size = self.household.size;
        let own = self.own.filter(|own| own.home == home).map_or((0, 0), |_| (size, 1));
        let beds = self.ejection.beds[home as usize] + own.0;
        if beds >= size && self.ejection.places[home as usize] + own.1 >= 1 {
            return Some(Way::Free);
        }
        let dwellers = self.ejection.dwellers[home as usize].iter().copied();
        self.not_ejected(dwellers.filter(|h| beds + self.ejection.household(*h).size >= size))
    }

    /// Those who were not ejected yet, if there are any.
    fn not_ejected(&self, of: impl Iterator<Item = u32>) -> Option<Way> {
        let Ejection { ejected, searches, .. } = self.ejection;
        let others: Vec<u32> = of.filter(|h| ejected[*h as usize] < *searches).collect();
        (!others.is_empty()).then_some(Way::Taken(others))
    }
}
