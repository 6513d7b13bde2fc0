use std::cmp::Reverse;

use super::{Left, Reach};
use crate::problem::{Menu, Problem, Seeker};

/// How near the nearest opening is that a seeker can hope for, for each home: a bound that is read
/// without looking at trips.
///
/// In a menu, those kinds matter whose cost is least in all tiers before that of trips, as whoever
/// takes another has lost before the trip counts, and of these again those whose cost is least in
/// all tiers. Such sets of kinds are many but much alike, so they are put into few groups, and the
/// bound of a group is the nearest opening of any kind in any of its sets: it is not farther than
/// the nearest of one set. Openings only become fewer, so what was too far once remains so; where a
/// bound has led astray, it is [brought up to date](Near::renew).
/// How the sets are grouped only decides how much time is saved.
pub(super) struct Near {
    /// For each menu of openings the groups of its two sets.
    groups_of: Vec<[usize; 2]>,
    /// For each kind the groups it is in, a bit each.
    groups_with: Vec<u64>,
    travels: usize,
    /// For group and travel, for each home: no opening of the group is nearer.
    minutes: Vec<Vec<u16>>,
}

/// So many sites are looked at from a home. What is not found among them is not nearer than the
/// last of them.
const SITES: usize = 16;
/// There are not more groups than bits.
const GROUPS: usize = u64::BITS as usize;

impl Near {
    pub(super) fn new(problem: &Problem, reach: &Reach) -> Self {
        let travels = problem.seekers().iter().map(|seeker| seeker.travel + 1).max().unwrap_or(0);
        let (groups_of, groups) = grouped(problem);
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let groups_with: Vec<u64> = (0..kinds)
            .map(|kind| {
                let with = (0..groups.len()).filter(|group| groups[*group].has(kind));
                with.map(|group| 1 << group).sum()
            })
            .collect();
        let minutes = vec![vec![0; problem.homes().len()]; groups.len() * travels];
        let mut near = Self { groups_of, groups_with, travels, minutes };
        let all = u64::MAX.checked_shr((GROUPS - groups.len()) as u32).unwrap_or(0);
        for home in 0..problem.homes().len() {
            for travel in 0..travels {
                near.look_around(problem, reach, (travel, home), all, |_| true);
            }
        }
        near
    }

    /// Where to ask for the bounds of a seeker's trip: to an opening that costs least before the
    /// tier of trips, and to one that costs least.
    pub(super) fn bounds(&self, seeker: &Seeker) -> [usize; 2] {
        self.groups_of[seeker.menu].map(|group| group * self.travels + seeker.travel)
    }

    /// The minutes of a trip from `home` at least, by a bound of [`bounds`](Self::bounds).
    pub(super) fn minutes(&self, bound: usize, home: usize) -> i64 {
        i64::from(self.minutes[bound][home])
    }

    /// Brings the bounds of a seeker's trip from `home` up to date with what is left.
    pub(super) fn renew(
        &mut self,
        problem: &Problem,
        reach: &Reach,
        left: &Left,
        seeker: &Seeker,
        home: usize,
    ) {
        let groups = self.groups_of[seeker.menu].into_iter().fold(0, |all, group| all | 1 << group);
        let is_free = |opening: usize| left.positions[opening] > 0;
        self.look_around(problem, reach, (seeker.travel, home), groups, is_free);
    }

    /// Sets the minutes from a home to the nearest opening of `groups` that is free, or to what is
    /// not more.
    fn look_around(
        &mut self,
        problem: &Problem,
        reach: &Reach,
        (travel, home): (usize, usize),
        groups: u64,
        is_free: impl Fn(usize) -> bool,
    ) {
        let mut missing = groups;
        let mut set = |mut found: u64, minutes: u16| {
            while found != 0 {
                let group = found.trailing_zeros() as usize;
                self.minutes[group * self.travels + travel][home] = minutes;
                found &= found - 1;
            }
        };
        for (seen, (site, minutes)) in problem.trips().row(travel, home).enumerate() {
            let here = reach.openings_at(site).iter().fold(0, |all, at| {
                // Whether it is free is looked up only where that matters.
                let new = self.groups_with[at.kind as usize] & missing & !all;
                if new != 0 && is_free(at.opening as usize) { all | new } else { all }
            });
            let found = if seen + 1 == SITES { missing } else { here };
            set(found, u16::try_from(minutes).unwrap_or(u16::MAX));
            missing &= !found;
            if missing == 0 {
                return;
            }
        }
        set(missing, u16::MAX);
    }
}

/// A set of kinds.
#[derive(Default)]
struct Kinds(Vec<u64>);

impl Kinds {
    fn new(menu: &Menu, is_in: impl Fn(&[i64]) -> bool) -> Self {
        let mut bits = Vec::new();
        for (kind, _) in menu.kinds().filter(|(_, cost)| is_in(cost)) {
            bits.resize(bits.len().max(kind / 64 + 1), 0);
            bits[kind / 64] |= 1 << (kind % 64);
        }
        Self(bits)
    }

    fn has(&self, kind: usize) -> bool {
        self.0.get(kind / 64).is_some_and(|bits| bits >> (kind % 64) & 1 == 1)
    }

    /// How many openings are of kinds that are in both.
    fn common(&self, other: &Self, problem: &Problem) -> usize {
        let both = self.0.iter().zip(&other.0).map(|(a, b)| a & b).enumerate();
        both.map(|(word, mut bits)| {
            let mut openings = 0;
            while bits != 0 {
                let kind = word * 64 + bits.trailing_zeros() as usize;
                openings += problem.openings_of_kind(kind).len();
                bits &= bits - 1;
            }
            openings
        })
        .sum()
    }

    fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }
}

/// For each menu of openings the groups of its two sets, and for each group the kinds in it. The
/// set with most openings comes first, and each joins the group that is most like it, if they share
/// half of the openings that are in either, or if there are groups enough.
fn grouped(problem: &Problem) -> (Vec<[usize; 2]>, Vec<Kinds>) {
    let before = problem.trip_tier().map_or(problem.tiers(), |trip| trip.tier);
    let menus = problem.seekers().iter().map(|seeker| seeker.menu + 1).max().unwrap_or(0);
    let mut sets: Vec<(usize, usize, Kinds)> = Vec::new();
    let mut known = vec![false; menus];
    for seeker in problem.seekers() {
        if !std::mem::replace(&mut known[seeker.menu], true) {
            let menu = problem.opening_menu(seeker);
            let least = menu.kinds().map(|(_, cost)| cost).min().unwrap_or(menu.none());
            let usual = Kinds::new(menu, |cost| cost[..before] == least[..before]);
            sets.push((seeker.menu, 0, usual));
            sets.push((seeker.menu, 1, Kinds::new(menu, |cost| cost == least)));
        }
    }
    sets.sort_by_cached_key(|(menu, which, kinds)| {
        (Reverse(kinds.common(kinds, problem)), *menu, *which)
    });
    let mut groups: Vec<(Kinds, usize)> = Vec::new();
    let mut groups_of = vec![[0; 2]; menus];
    for (menu, which, kinds) in sets {
        let size = kinds.common(&kinds, problem);
        // In thousandths, what is in both of what is in either.
        let likeness = |(group, all): &(Kinds, usize)| {
            let common = group.common(&kinds, problem);
            1000 * common / (all + size - common).max(1)
        };
        let most = groups.iter().map(likeness).enumerate().max_by_key(|(_, likeness)| *likeness);
        let group = match most {
            Some((group, likeness)) if likeness >= 500 || groups.len() == GROUPS => group,
            _ => {
                groups.push((Kinds::default(), 0));
                groups.len() - 1
            }
        };
        groups[group].0.add(&kinds);
        groups[group].1 = groups[group].0.common(&groups[group].0, problem);
        groups_of[menu][which] = group;
    }
    (groups_of, groups.into_iter().map(|(kinds, _)| kinds).collect())
}
