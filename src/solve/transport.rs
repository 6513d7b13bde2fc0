//! Transport: amounts that are sent from sources to places of limited capacity at least cost.
//!
//! The primal-dual method (Ford and Fulkerson, "Solving the transportation problem", 1956): sources
//! and places have prices such that nothing costs less than it is worth, and amounts go where they
//! are equal. As much as can be goes there along shortest paths (Dinic, 1970); then prices rise by
//! as little as opens a way for more. All numbers are whole, and at every moment the prices of
//! places prove a bound.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A way that there is not.
pub(super) const NO_WAY: i64 = i64::MAX / 8;

/// Sources and places.
pub(super) struct Transport {
    /// What is left at each source.
    amounts: Vec<i64>,
    /// What each place can still take.
    room: Vec<i64>,
    /// For each source what a unit costs at each place; `NO_WAY` where it cannot go.
    costs: Vec<Vec<i64>>,
    /// For each source what a unit costs that goes nowhere.
    none: Vec<i64>,
    /// For each source what a unit costs at the margin.
    pays: Vec<i64>,
    /// By place.
    prices: Vec<i64>,
    /// For each place what came from each source.
    sent: Vec<Vec<i64>>,
    /// Distance and number of steps from the nearest source that has something left: sources, then
    /// places.
    reached: Vec<(i64, u32)>,
    /// The end of the shortest ways.
    end: (i64, u32),
}

impl Transport {
    pub(super) fn new(
        amounts: Vec<i64>,
        room: Vec<i64>,
        costs: Vec<Vec<i64>>,
        none: Vec<i64>,
    ) -> Self {
        let least = |(costs, none): (&Vec<i64>, &i64)| {
            costs.iter().copied().min().unwrap_or(NO_WAY).min(*none)
        };
        Self {
            pays: costs.iter().zip(&none).map(least).collect(),
            prices: vec![0; room.len()],
            sent: vec![vec![0; amounts.len()]; room.len()],
            reached: vec![(NO_WAY, 0); amounts.len() + room.len()],
            end: (NO_WAY, 0),
            amounts,
            room,
            costs,
            none,
        }
    }

    /// Sends as much as there is a way for, or until `stop` says so.
    pub(super) fn send_cheapest(&mut self, stop: &dyn Fn() -> bool) {
        while !stop() && self.look_for_ways() {
            self.raise();
            self.send_all();
        }
    }

    /// The prices of places.
    pub(super) fn prices(&self) -> &[i64] {
        &self.prices
    }

    /// How much went from each source to a place.
    pub(super) fn sent(&self, place: usize) -> &[i64] {
        &self.sent[place]
    }

    /// What a unit of a source costs at the margin: no more than at any place, its price included.
    pub(super) fn pays(&self, source: usize) -> i64 {
        self.pays[source]
    }

    /// How much more than that a unit costs at a place; `None` where it cannot go.
    pub(super) fn excess(&self, source: usize, place: usize) -> Option<i64> {
        let cost = self.costs[source][place];
        (cost < NO_WAY).then(|| cost + self.prices[place] - self.pays[source])
    }

    /// How far everything is from what is left; whether anything can be sent.
    fn look_for_ways(&mut self) -> bool {
        let sources = self.amounts.len();
        self.reached.fill((NO_WAY, 0));
        self.end = (NO_WAY, 0);
        let mut queue = BinaryHeap::new();
        for (source, _) in self.amounts.iter().enumerate().filter(|(_, amount)| **amount > 0) {
            self.reached[source] = (0, 0);
            queue.push(Reverse(((0, 0), source)));
        }
        while let Some(Reverse((at, node))) = queue.pop() {
            if at >= self.end {
                break;
            }
            if at > self.reached[node] {
                continue;
            }
            let (distance, steps) = at;
            if node < sources {
                let pays = self.pays[node];
                let none = distance + self.none[node] - pays;
                self.end = self.end.min((none, steps + 1));
                let ways = self.costs[node].iter().zip(&self.prices).enumerate();
                for (place, (cost, price)) in ways {
                    let way = (distance + cost + price - pays, steps + 1);
                    if *cost < NO_WAY && way < self.reached[sources + place] && way < self.end {
                        self.reached[sources + place] = way;
                        queue.push(Reverse((way, sources + place)));
                    }
                }
            } else if self.room[node - sources] > 0 {
                self.end = self.end.min((distance, steps + 1));
            } else {
                for (source, sent) in self.sent[node - sources].iter().enumerate() {
                    let way = (distance, steps + 1);
                    if *sent > 0 && way < self.reached[source] {
                        self.reached[source] = way;
                        queue.push(Reverse((way, source)));
                    }
                }
            }
        }
        self.end.0 < NO_WAY
    }

    /// Raises prices so that the shortest ways cost nothing more.
    fn raise(&mut self) {
        let (sources, places) = self.reached.split_at(self.amounts.len());
        for (pays, (distance, _)) in self.pays.iter_mut().zip(sources) {
            *pays += (self.end.0 - distance).max(0);
        }
        for (price, (distance, _)) in self.prices.iter_mut().zip(places) {
            *price += (self.end.0 - distance).max(0);
        }
    }

    /// Sends all that the shortest ways can take.
    fn send_all(&mut self) {
        let mut next = vec![0; self.reached.len()];
        for source in 0..self.amounts.len() {
            while self.amounts[source] > 0 && self.send(source, &mut next) {}
        }
    }

    /// Sends along one way from a source, if there is one; `next` tells for each source and place
    /// where to try to go on.
    fn send(&mut self, source: usize, next: &mut [usize]) -> bool {
        let sources = self.amounts.len();
        let mut way = vec![source];
        loop {
            let at = way[way.len() - 1];
            let (distance, steps) = self.reached[at];
            let last = distance <= self.end.0 && steps + 1 == self.end.1;
            if last && at < sources && self.pays[at] == self.none[at] {
                self.pass(&way, i64::MAX);
                return true;
            }
            if last && at >= sources && self.room[at - sources] > 0 {
                let room = self.room[at - sources];
                let passed = self.pass(&way, room);
                self.room[at - sources] -= passed;
                return true;
            }
            let ahead = |node: usize| {
                let (distance, other) = self.reached[node];
                distance <= self.end.0 && other == steps + 1 && other < self.end.1
            };
            let open = |node: &usize| {
                ahead(*node)
                    && if at < sources {
                        let place = *node - sources;
                        self.costs[at][place] + self.prices[place] == self.pays[at]
                    } else {
                        self.sent[at - sources][*node] > 0
                    }
            };
            let nodes = if at < sources { sources..self.reached.len() } else { 0..sources };
            let from = nodes.start + next[at];
            match (from..nodes.end).find(open) {
                Some(node) => {
                    next[at] = node - nodes.start;
                    way.push(node);
                }
                None => {
                    next[at] = nodes.len();
                    way.pop();
                    match way.last() {
                        Some(before) => next[*before] += 1,
                        None => return false,
                    }
                }
            }
        }
    }

    /// Sends along a way what it can take, at most `room`; how much that is.
    fn pass(&mut self, way: &[usize], room: i64) -> i64 {
        let sources = self.amounts.len();
        let back = way.windows(2).filter(|step| step[1] < sources);
        let least = back.map(|step| self.sent[step[0] - sources][step[1]]).min();
        let passed = room.min(self.amounts[way[0]]).min(least.unwrap_or(i64::MAX));
        self.amounts[way[0]] -= passed;
        for step in way.windows(2) {
            if step[1] < sources {
                self.sent[step[0] - sources][step[1]] -= passed;
            } else {
                self.sent[step[1] - sources][step[0]] += passed;
            }
        }
        passed
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_WAY, Transport};

    /// The least that sources from `at` on cost, by trying everything.
    fn least(at: usize, costs: &[Vec<i64>], none: &[i64], room: &mut [i64]) -> i64 {
        if at == costs.len() {
            return 0;
        }
        let mut best = none[at] + least(at + 1, costs, none, room);
        for place in 0..room.len() {
            if costs[at][place] < NO_WAY && room[place] > 0 {
                room[place] -= 1;
                best = best.min(costs[at][place] + least(at + 1, costs, none, room));
                room[place] += 1;
            }
        }
        best
    }

    #[test]
    fn prices_prove_what_the_best_way_costs() {
        let mut state = 7u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            ((state >> 33) % bound) as i64
        };
        for _ in 0..300 {
            let (sources, places) = (1 + below(5) as usize, 1 + below(4) as usize);
            let mut cost = || if below(5) == 0 { NO_WAY } else { below(9) };
            let costs: Vec<Vec<i64>> =
                (0..sources).map(|_| (0..places).map(|_| cost()).collect()).collect();
            let none: Vec<i64> = (0..sources).map(|_| 5 + below(9)).collect();
            let mut room: Vec<i64> = (0..places).map(|_| below(3)).collect();
            let mut transport =
                Transport::new(vec![1; sources], room.clone(), costs.clone(), none.clone());
            transport.send_cheapest(&|| false);
            let pays: i64 = (0..sources).map(|source| transport.pays(source)).sum();
            let worth = transport.prices().iter().zip(&room).map(|(price, room)| price * room);
            assert_eq!(pays - worth.sum::<i64>(), least(0, &costs, &none, &mut room));
            for source in 0..sources {
                let excess = (0..places).filter_map(|place| transport.excess(source, place));
                assert!(excess.min().is_none_or(|least| least >= 0));
            }
        }
    }
}
