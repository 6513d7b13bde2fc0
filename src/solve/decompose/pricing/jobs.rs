use super::super::tables::{NEVER, NONE};
use super::{HouseholdKind, Pricer, Quote};

impl Pricer<'_> {
    /// The cheapest `count` jobs of a seeker from a home that cost less than `below`; having none
    /// is one of them.
    pub(super) fn jobs(
        &self,
        s: usize,
        home: u32,
        mut below: i64,
        count: usize,
        into: &mut Vec<(i64, u32)>,
    ) {
        let kind = &self.kinds[s];
        let scale = self.last.scale;
        into.clear();
        let mut add = |value: i64, j: u32, below: &mut i64| {
            let at = into.partition_point(|known| *known < (value, j));
            into.insert(at, (value, j));
            if into.len() > count {
                into.pop();
            }
            if into.len() == count {
                *below = (*below).min(into[count - 1].0);
            }
        };
        if let Some(none) = kind.none
            && none * scale < below
        {
            add(none * scale, NONE, &mut below);
        }
        let priced = &self.priced[kind.menu];
        let least = self.least[kind.menu];
        if least >= NEVER {
            return;
        }
        if self.tables.trip == 0 {
            let minutes = &self.minutes[kind.travel];
            for j in &self.order[kind.menu] {
                let value = priced[*j as usize];
                if value >= below {
                    break;
                }
                if self.positions(*j) < 1 {
                    continue;
                }
                let site = self.problem.openings()[*j as usize].site;
                let m = minutes[home as usize * self.sites + site];
                if m != u16::MAX && i64::from(m) <= kind.limit {
                    add(value, *j, &mut below);
                }
            }
            return;
        }
        let minute = self.tables.trip * scale;
        let least_at = &self.least_at[kind.menu];
        // Whether to go on; the sites come in the order of minutes.
        let mut visit = |site: usize, m: i64| {
            let trip = minute * m;
            if m > kind.limit || least + trip * self.days >= below {
                return false;
            }
            if least_at.get(site).is_none_or(|least| least + trip * self.days >= below) {
                return true;
            }
            for j in &self.openings_at[site] {
                let value = priced[*j as usize];
                if value < NEVER && self.positions(*j) >= 1 {
                    let value = value + trip * self.problem.openings()[*j as usize].days;
                    if value < below {
                        add(value, *j, &mut below);
                    }
                }
            }
            true
        };
        let trips = self.problem.trips();
        match trips.whole_row(kind.travel, home as usize) {
            Some((sites, minutes)) => {
                let mut row = sites.iter().zip(minutes);
                row.all(|(site, m)| visit(*site as usize, i64::from(*m)));
            }
            None => {
                trips.row(kind.travel, home as usize).all(|(site, m)| visit(site, m));
            }
        }
    }

    /// The cheapest jobs for all seekers together, below `room`.
    pub(super) fn best_jobs(
        &self,
        kind: &HouseholdKind,
        floors: &[i64],
        home: u32,
        room: i64,
        learnt: &mut Vec<(usize, i64)>,
    ) -> Option<(i64, Vec<u32>)> {
        let homes = self.problem.homes().len();
        let count = kind.seekers.len();
        let mut bounds: Vec<i64> = (kind.seekers.iter().zip(floors))
            .map(|(s, floor)| (*floor).max(self.seen[s * homes + home as usize] - self.fallen))
            .collect();
        let mut lists: Vec<Vec<(i64, u32)>> = vec![Vec::new(); count];
        for (at, s) in kind.seekers.iter().enumerate() {
            let others: i64 = bounds.iter().sum::<i64>() - bounds[at];
            let below = room - others;
            self.jobs(*s, home, below, count, &mut lists[at]);
            let least = lists[at].first().map_or(below, |(value, _)| *value);
            bounds[at] = bounds[at].max(least);
            learnt.push((s * homes + home as usize, bounds[at]));
            if lists[at].is_empty() {
                return None;
            }
        }
        if count == 1 {
            let (value, j) = lists[0][0];
            return Some((value, vec![j]));
        }
        let mut best = (room, None);
        let mut current = Vec::with_capacity(count);
        self.choose(
            &lists,
            &bounds,
            0,
            &mut current,
            &mut |value, jobs| {
                if value < best.0 {
                    best = (value, Some(jobs.to_vec()));
                }
                best.0
            },
            room,
        );
        let (value, jobs) = best;
        jobs.map(|jobs| (value, jobs))
    }

    /// All choices of one job a seeker that cost less than `below` with the home.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn all_jobs(
        &self,
        kind: &HouseholdKind,
        floors: &[i64],
        home: u32,
        own: i64,
        below: i64,
        learnt: &mut Vec<(usize, i64)>,
        into: &mut Vec<Quote>,
    ) {
        let homes = self.problem.homes().len();
        let room = below - own;
        let mut bounds: Vec<i64> = (kind.seekers.iter().zip(floors))
            .map(|(s, floor)| (*floor).max(self.seen[s * homes + home as usize] - self.fallen))
            .collect();
        let mut lists: Vec<Vec<(i64, u32)>> = vec![Vec::new(); kind.seekers.len()];
        for (at, s) in kind.seekers.iter().enumerate() {
            let others: i64 = bounds.iter().sum::<i64>() - bounds[at];
            let below = room - others;
            self.jobs(*s, home, below, usize::MAX, &mut lists[at]);
            let least = lists[at].first().map_or(below, |(value, _)| *value);
            bounds[at] = bounds[at].max(least);
            learnt.push((s * homes + home as usize, bounds[at]));
            if lists[at].is_empty() {
                return;
            }
        }
        let mut current = Vec::new();
        self.choose(
            &lists,
            &bounds,
            0,
            &mut current,
            &mut |value, jobs| {
                into.push(Quote { value: own + value, home, openings: jobs.to_vec() });
                room
            },
            room,
        );
    }

    /// Calls `found` for every choice of one job a list that costs less than what it last said.
    fn choose(
        &self,
        lists: &[Vec<(i64, u32)>],
        bounds: &[i64],
        value: i64,
        current: &mut Vec<u32>,
        found: &mut impl FnMut(i64, &[u32]) -> i64,
        mut room: i64,
    ) -> i64 {
        let at = current.len();
        if at == lists.len() {
            return if value < room { found(value, current) } else { room };
        }
        let rest: i64 = bounds[at + 1..].iter().sum();
        for (own, j) in &lists[at] {
            if value + own + rest >= room {
                break;
            }
            if *j != NONE {
                let taken = current.iter().filter(|other| *other == j).count() as i64;
                if taken + 1 > self.positions(*j) {
                    continue;
                }
            }
            current.push(*j);
            room = self.choose(lists, bounds, value + own, current, found, room);
            current.pop();
        }
        room
    }
}
