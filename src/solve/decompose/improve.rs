//! Neighbourhood search: some households at a time are placed anew, as well as it can be done.

use super::master::Master;
use super::search::{Part, Search};
use super::tables::Pool;
use crate::problem::Problem;

/// Improves a choice of one plan a household.
pub(super) fn improve(
    problem: &Problem,
    pool: &Pool,
    master: &Master,
    plans: Vec<u32>,
    stop: &dyn Fn() -> bool,
) -> Vec<u32> {
    let prices = &master.best.1;
    let scale = prices.scale;
    let value = |plan: u32| pool.value(plan, master.costs[plan as usize], prices);
    // For each household its plans, by reduced cost above the least.
    let ranked: Vec<Vec<(i64, u32)>> = master
        .plans
        .iter()
        .map(|plans| {
            let mut ranked: Vec<(i64, u32)> =
                plans.iter().map(|plan| (value(*plan), *plan)).collect();
            ranked.sort_unstable();
            let least = ranked.first().map_or(0, |(value, _)| *value);
            ranked.iter_mut().for_each(|(value, _)| *value -= least);
            ranked
        })
        .collect();
    let mut now = plans;
    let mut left = master.capacities.clone();
    let mut users: Vec<Vec<u32>> = vec![Vec::new(); left.len()];
    for (h, plan) in now.iter().enumerate() {
        for (row, amount) in pool.uses(*plan) {
            left[*row as usize] -= i64::from(*amount);
            users[*row as usize].push(h as u32);
        }
    }
    let y = master.told_from_base(prices);
    let total = |now: &[u32]| -> i64 { now.iter().map(|p| master.costs[*p as usize]).sum() };
    let bound = super::ceil(master.best.0, scale);
    let mut x = vec![0.0; pool.len()];
    for size in [12, 25, 50] {
        if size > 25 && size > 2 * now.len() {
            break;
        }
        let mut stale = 0;
        let mut tried = vec![false; now.len()];
        loop {
            let gap = total(&now) - bound;
            if gap <= 0 || stop() {
                return now;
            }
            let room = i64::try_from(i128::from(total(&now)) * i128::from(scale) - master.best.0)
                .unwrap_or(i64::MAX);
            // Where most is lost: a plan dearer than the best, or a priced place left empty.
            let lost = |h: usize| {
                let own = value(now[h]) - value(ranked[h][0].1);
                let near: i64 = ranked[h]
                    .iter()
                    .take_while(|(excess, _)| *excess <= room)
                    .take(4)
                    .flat_map(|(_, plan)| pool.uses(*plan))
                    .filter(|(row, _)| left[*row as usize] > 0)
                    .map(|(row, _)| prices.rows[*row as usize])
                    .max()
                    .unwrap_or(0);
                own.max(near)
            };
            let seed =
                (0..now.len()).filter(|h| !tried[*h]).max_by_key(|h| (lost(*h), usize::MAX - *h));
            let Some(seed) = seed.filter(|h| lost(*h) > 0) else { break };
            tried[seed] = true;
            let mut chosen = vec![false; now.len()];
            let mut group = vec![seed as u32];
            chosen[seed] = true;
            let mut at = 0;
            while at < group.len() && group.len() < size {
                let h = group[at] as usize;
                for (_, plan) in ranked[h].iter().take_while(|(e, _)| *e <= room).take(10) {
                    for (row, _) in pool.uses(*plan) {
                        for other in &users[*row as usize] {
                            if !chosen[*other as usize] && group.len() < size {
                                chosen[*other as usize] = true;
                                group.push(*other);
                            }
                        }
                    }
                }
                at += 1;
            }
            group.sort_unstable();
            let mut free = left.clone();
            for h in &group {
                for (row, amount) in pool.uses(now[*h as usize]) {
                    free[*row as usize] += i64::from(*amount);
                }
            }
            let mut part = Part::default();
            for h in &group {
                let mut plans: Vec<u32> = ranked[*h as usize]
                    .iter()
                    .take_while(|(excess, _)| *excess <= room)
                    .map(|(_, plan)| *plan)
                    .filter(|plan| super::fits(pool, *plan, &free))
                    .take(40)
                    .collect();
                if !plans.contains(&now[*h as usize]) {
                    plans.push(now[*h as usize]);
                }
                part.households.push(*h);
                part.plans.push(plans);
            }
            let known: i64 = group.iter().map(|h| master.costs[now[*h as usize] as usize]).sum();
            for h in &group {
                for (_, plan) in &ranked[*h as usize] {
                    x[*plan as usize] = 0.0;
                }
                x[now[*h as usize] as usize] = 1.0;
            }
            let mut search = Search {
                problem,
                rows: &master.rows,
                pool,
                costs: &master.costs,
                capacities: &free,
                base: &master.base,
                y: y.clone(),
                x: std::mem::take(&mut x),
                nodes: 8,
                probes: 0,
                cutting: 0,
                cuts: Vec::new(),
                cut_uses: Vec::new(),
                stop,
            };
            let found = search.run(part, known);
            x = search.x;
            match found.best {
                Some((better, choice)) if better < known => {
                    for h in &group {
                        for (row, amount) in pool.uses(now[*h as usize]) {
                            left[*row as usize] += i64::from(*amount);
                            users[*row as usize].retain(|other| other != h);
                        }
                    }
                    for (h, plan) in choice {
                        now[h as usize] = plan;
                        tried[h as usize] = false;
                        for (row, amount) in pool.uses(plan) {
                            left[*row as usize] -= i64::from(*amount);
                            users[*row as usize].push(h);
                        }
                    }
                    tried[seed] = true;
                    stale = 0;
                }
                _ => stale += 1,
            }
            if stale > 12 {
                break;
            }
        }
    }
    now
}
