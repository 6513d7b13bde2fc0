use super::master::Master;
use super::pool::NONE;
use super::search::{Part, Search};
use super::{Choice, Solver};

/// Iterations of the first-order method at first, and after each time that some are fixed.
const ITERATIONS: (usize, usize) = (400, 150);

/// So many plans are enough; ...
const ENOUGH: usize = 100_000;
/// ... but of each household so many, the cheapest, ...
const CHEAPEST: usize = 8;
/// ... and those that have this share.
const SHARE: f64 = 0.01;

impl Solver<'_> {
    /// For each household the plans in play that it may well have.
    fn most_likely(&self, master: &Master) -> Vec<Vec<u32>> {
        let most = CHEAPEST.max(ENOUGH / master.plans.len().max(1));
        let prices = &master.best.1;
        let likely = |plans: &Vec<u32>| {
            let mut ranked = plans.clone();
            if ranked.len() > most {
                ranked.sort_by_cached_key(|plan| (master.value(&self.pool, *plan, prices), *plan));
                let dear = ranked.split_off(most);
                ranked.extend(dear.into_iter().filter(|plan| master.x[*plan as usize] > SHARE));
            }
            ranked
        };
        master.plans.iter().map(likely).collect()
    }

    /// A solution near the relaxation: what it is sure of is fixed, again and again.
    pub(super) fn dive(&mut self, master: &mut Master) -> Option<Choice> {
        let mut left = master.capacities.clone();
        let mut chosen = vec![NONE; self.problem.households().len()];
        let households = (0..chosen.len() as u32).collect();
        let mut part = Part { households, plans: self.most_likely(master) };
        let mut y = master.y.clone();
        let mut x = master.x.clone();
        x.resize(self.pool.len(), 0.0);
        let stop = self.stop();
        let mut first = true;
        let mut set_aside = Vec::new();
        while !part.households.is_empty() {
            let mut search = Search::new(&self.pool, master, &left, (y, x), &stop);
            // Where prices were held back, weights may exceed what rows hold at first.
            if !first || master.corner.is_none() {
                search.relax_only(&part, if first { ITERATIONS.0 } else { ITERATIONS.1 });
            }
            first = false;
            (y, x) = (search.y, search.x);
            let mut order: Vec<(f64, usize, u32)> = (part.plans.iter().enumerate())
                .filter_map(|(i, plans)| {
                    let best = plans
                        .iter()
                        .copied()
                        .max_by(|a, b| x[*a as usize].total_cmp(&x[*b as usize]).then(b.cmp(a)))?;
                    Some((x[best as usize], i, best))
                })
                .collect();
            order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let at_least = order.len().div_ceil(12);
            let mut gone = vec![false; part.households.len()];
            for (at, (share, i, plan)) in order.iter().enumerate() {
                if *share < 0.9 && at >= at_least {
                    break;
                }
                if self.pool.fits(*plan, &left) {
                    self.pool.take(*plan, &mut left);
                    chosen[part.households[*i] as usize] = *plan;
                    gone[*i] = true;
                }
            }
            let mut rest = Part::default();
            for (i, plans) in part.plans.into_iter().enumerate() {
                if gone[i] {
                    continue;
                }
                let plans: Vec<u32> =
                    plans.into_iter().filter(|plan| self.pool.fits(*plan, &left)).collect();
                if plans.is_empty() {
                    set_aside.push(part.households[i] as usize);
                } else {
                    rest.households.push(part.households[i]);
                    rest.plans.push(plans);
                }
            }
            part = rest;
        }
        if !set_aside.is_empty() {
            let households = set_aside.into_iter();
            let prices = &master.best.1;
            let taken = master.pricer.one_by_one(prices, &mut left, households);
            for (h, quote) in taken {
                chosen[h as usize] = master.add(&mut self.pool, h, quote.home, &quote.openings);
            }
        }
        chosen.iter().all(|plan| *plan != NONE).then_some(chosen)
    }
}
