//! The plans that a household has left.

use super::super::pool::{NONE, Pool, uses};
use super::super::tables::{NEVER, Tables, of_kind};
use super::{Tier, Warm};
use crate::problem::Problem;

/// A plan with its reduced cost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Own {
    pub(super) value: i64,
    pub(super) home: u32,
    pub(super) openings: Vec<u32>,
}

impl Own {
    /// The number in a pool of this plan of a household.
    pub(super) fn number(&self, pool: &mut Pool, warm: &Warm, household: usize) -> u32 {
        pool.add(warm.problem, &warm.rows, household as u32, self.home, &self.openings)
    }
}

/// Looks through the plans of one household in a changed problem.
pub(super) struct Owner<'w> {
    pub(super) warm: &'w Warm<'w>,
    pub(super) tier: &'w Tier<'w>,
    /// What plans cost: those of the tier, or of the changed problem where that has other costs.
    pub(super) tables: &'w Tables<'w>,
    pub(super) changed: &'w Problem,
    pub(super) household: usize,
}

impl Owner<'_> {
    /// The least reduced cost; `NEVER` if there is no plan.
    pub(super) fn least(&self) -> i64 {
        let nothing = self.nothing().map_or(NEVER, |own| own.value);
        self.housed(nothing, &mut |value, _, _| value)
    }

    /// So many of the cheapest plans, or some more; all, if there are fewer.
    pub(super) fn cheapest(&self, count: usize) -> Vec<Own> {
        let least = self.least();
        let mut room = self.tier.prices.scale;
        loop {
            let plans = self.below(least.saturating_add(room));
            if plans.len() >= count || room >= NEVER / 4 {
                return plans;
            }
            room *= 4;
        }
    }

    /// All plans below a reduced cost, the cheapest first.
    pub(super) fn below(&self, below: i64) -> Vec<Own> {
        let mut plans: Vec<Own> = self.nothing().into_iter().collect();
        plans.retain(|own| own.value < below);
        self.housed(below, &mut |value, home, openings| {
            plans.push(Own { value, home, openings: openings.to_vec() });
            below
        });
        plans.sort_unstable();
        plans
    }

    /// The plan without a home.
    fn nothing(&self) -> Option<Own> {
        let household = &self.changed.households()[self.household];
        if household.must || household.seekers().any(|s| self.changed.seekers()[s].must) {
            return None;
        }
        let tables = self.tables;
        let own = &tables.problem.households()[self.household];
        let seekers = own.seekers().map(|s| tables.opening_none(tables.problem.seekers()[s].menu));
        let value = tables.home_none(own.menu) + seekers.sum::<i64>();
        let openings = vec![NONE; household.seekers];
        Some(Own { value: value * self.tier.prices.scale, home: NONE, openings })
    }

    /// Tells `found` the plans with a home below `below`, or whatever `found` says from then on; returns what it said
    /// last.
    fn housed(&self, mut below: i64, found: &mut dyn FnMut(i64, u32, &[u32]) -> i64) -> i64 {
        let (warm, tier) = (self.warm, self.tier);
        let household = &self.changed.households()[self.household];
        let priced = self.tables.problem;
        let costs = self.tables.homes(priced.households()[self.household].menu);
        for (home, _) in self.changed.homes_for(household) {
            let cost = of_kind(costs, priced.homes()[home].kind);
            let home = home as u32;
            let used = uses(warm.problem, &warm.rows, self.household, Some(home), &[]);
            let paid: i64 = used.map(|(row, amount)| tier.prices.rows[row] * amount).sum();
            let own = cost * tier.prices.scale + paid;
            let Some(jobs) = (own < below).then(|| self.jobs(home as usize)).flatten() else {
                continue;
            };
            let mut rests = vec![0; jobs.len() + 1];
            for (at, jobs) in jobs.iter().enumerate().rev() {
                rests[at] = rests[at + 1] + jobs[0].0;
            }
            let tell = &mut |value, openings: &[u32]| found(value, home, openings);
            below = self.combine(&jobs, &rests, own, below, &mut Vec::new(), tell);
        }
        below
    }

    /// The same with one of each seeker's jobs in turn; `rests` are the least that those from a place on cost.
    fn combine(
        &self,
        jobs: &[Vec<(i64, u32)>],
        rests: &[i64],
        value: i64,
        mut below: i64,
        chosen: &mut Vec<u32>,
        found: &mut dyn FnMut(i64, &[u32]) -> i64,
    ) -> i64 {
        let at = chosen.len();
        if at == jobs.len() {
            return if value < below { found(value, chosen) } else { below };
        }
        for (own, opening) in &jobs[at] {
            if value + own + rests[at + 1] >= below {
                break;
            }
            let taken = chosen.iter().filter(|other| *other == opening).count() as i64;
            if *opening != NONE && taken >= self.changed.openings()[*opening as usize].positions {
                continue;
            }
            chosen.push(*opening);
            below = self.combine(jobs, rests, value + own, below, chosen, found);
            chosen.pop();
        }
        below
    }

    /// For each seeker the jobs from a home, the cheapest first; `None` if somebody has none.
    fn jobs(&self, home: usize) -> Option<Vec<Vec<(i64, u32)>>> {
        let (warm, tier, tables, priced) = (self.warm, self.tier, self.tables, self.tables.problem);
        let scale = tier.prices.scale;
        let mut lists = Vec::new();
        for s in priced.households()[self.household].seekers() {
            let (seeker, changed) = (&priced.seekers()[s], &self.changed.seekers()[s]);
            let costs = tables.openings(seeker.menu);
            let none = tables.opening_none(seeker.menu);
            // Whoever must work has no plan without work, and none is idle.
            let idle = if changed.must { NEVER } else { none * scale };
            let mut list: Vec<(i64, u32)> = Vec::new();
            if !changed.must {
                list.push((none * scale, NONE));
            }
            for (site, minutes) in priced.trips().row(seeker.travel, home) {
                if minutes > seeker.limit {
                    break;
                }
                for opening in warm.at_site.get(site).into_iter().flatten() {
                    let of = &priced.openings()[*opening as usize];
                    if self.changed.opening_cost(changed, *opening as usize).is_none() {
                        continue;
                    }
                    let value = (of_kind(costs, of.kind) + tables.trip * minutes * of.days) * scale;
                    if value < idle {
                        let price = tier.prices.rows[warm.rows.opening(*opening as usize)];
                        list.push((value + price, *opening));
                    }
                }
            }
            if list.is_empty() {
                return None;
            }
            list.sort_unstable();
            lists.push(list);
        }
        Some(lists)
    }
}
