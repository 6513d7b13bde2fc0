//! Homes and openings apart: what a tier without trips comes to at least if everybody could work
//! anywhere. That is two transport problems, and their prices are close to those of all plans.

use std::collections::BTreeMap;

use super::super::transport::{NO_WAY, Transport};
use super::Solver;
use super::master::Master;
use super::prices::WholePrices;
use super::stage::Stage;
use super::tables::{NEVER, Tables, of_kind};

/// More costs than this are not laid out.
const MOST_COSTS: usize = 1 << 20;

impl Solver<'_> {
    /// Takes over what a stage comes to at least if everybody could work anywhere; whether trips do not
    /// count, and that was to be known.
    pub(super) fn relax_apart(&mut self, stage: &mut Stage) -> bool {
        let stop = self.stop();
        if stop() {
            return false;
        }
        let objective = stage.objective();
        let tables = Tables::new(self.problem, objective);
        let Some(prices) = self.prices_apart(&tables, stage.prices.scale) else { return false };
        let mut master = Master::new(&tables, prices.clone());
        let priced = master.price(&mut self.pool, prices, |_| i64::MIN, 1, &stop);
        stage.take_prices(&master);
        priced.is_some()
    }

    /// The best prices of an objective if everybody could work anywhere; `None` if trips count, or costs
    /// are too many.
    fn prices_apart(&self, tables: &Tables, scale: i64) -> Option<WholePrices> {
        if tables.trip != 0 {
            return None;
        }
        let problem = self.problem;
        let stop = self.stop();

        let kind_of_home = |home: usize| (problem.homes()[home].kind, problem.homes()[home].beds);
        let room = grouped(
            (0..problem.homes().len())
                .map(|home| (kind_of_home(home), problem.homes()[home].households)),
        );
        let asking = grouped(problem.households().iter().map(|of| ((of.menu, of.size), 1)));
        let cost = |(menu, size): (usize, i64), (kind, beds): (usize, i64)| {
            if size <= beds { of_kind(tables.homes(menu), kind) } else { NEVER }
        };
        let none = |(menu, _): (usize, i64)| tables.home_none(menu);
        let of_homes = prices(&asking, &room, cost, none, &stop)?;

        let kind_of_opening = |opening: usize| problem.openings()[opening].kind;
        let room = grouped(
            (0..problem.openings().len())
                .map(|opening| (kind_of_opening(opening), problem.openings()[opening].positions)),
        );
        let asking = grouped(problem.seekers().iter().map(|of| (of.menu, 1)));
        let cost = |menu: usize, kind: usize| of_kind(tables.openings(menu), kind);
        let none = |menu: usize| tables.opening_none(menu);
        let of_openings = prices(&asking, &room, cost, none, &stop)?;

        let mut prices = WholePrices::free(self.rows.count(), scale);
        for home in 0..problem.homes().len() {
            prices.rows[self.rows.place(home)] = of_homes[&kind_of_home(home)] * scale;
        }
        for opening in 0..problem.openings().len() {
            prices.rows[self.rows.opening(opening)] =
                of_openings[&kind_of_opening(opening)] * scale;
        }
        Some(prices)
    }
}

/// How many there are of each.
fn grouped<T: Ord>(all: impl Iterator<Item = (T, i64)>) -> BTreeMap<T, i64> {
    let mut grouped = BTreeMap::new();
    for (one, amount) in all {
        let sum: &mut i64 = grouped.entry(one).or_insert(0);
        *sum = sum.saturating_add(amount);
    }
    grouped
}

/// What room is worth to those who ask for it, at costs that may be `NEVER`; `None` if costs are too many.
fn prices<A: Copy + Ord, R: Copy + Ord>(
    asking: &BTreeMap<A, i64>,
    room: &BTreeMap<R, i64>,
    cost: impl Fn(A, R) -> i64,
    none: impl Fn(A) -> i64,
    stop: &dyn Fn() -> bool,
) -> Option<BTreeMap<R, i64>> {
    if asking.len().saturating_mul(room.len()) > MOST_COSTS {
        return None;
    }
    let costs = |(one, amount): (&A, &i64)| {
        let way = |cost: i64| if cost < NEVER { cost } else { NO_WAY };
        let costs: Vec<i64> = room.keys().map(|room| way(cost(*one, *room))).collect();
        ((costs, none(*one)), *amount)
    };
    // Those to whom everything costs the same count as one.
    let alike = grouped(asking.iter().map(costs));
    let (costs, amounts): (Vec<_>, Vec<i64>) = alike.into_iter().unzip();
    let (costs, none) = costs.into_iter().unzip();
    let mut transport = Transport::new(amounts, room.values().copied().collect(), costs, none);
    transport.send_cheapest(stop);
    Some(room.keys().copied().zip(transport.prices().iter().copied()).collect())
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::{Chain, MARGINS, Options, Solver, Stage, WholePrices};
    use crate::problem::Problem;
    use crate::solve::solve;
    use crate::synthetic::Synthetic;
    use crate::travel::travel_times;

    #[test]
    fn tiers_before_the_trips_are_bounded_and_mostly_tightly() {
        let (mut tight, mut all) = (0, 0);
        for seed in 1..=20 {
            let case = Synthetic::tight(12).seed(seed).case().unwrap();
            let problem = Problem::new(&case, &travel_times(&case)).unwrap();
            let options = Options::default();
            let best = solve(&problem, &options).cost().cloned().unwrap();
            let chain = Chain::new(&problem, MARGINS[0]);
            let mut solver = Solver::new(&problem, &options);
            let trips = problem.trip_tier().unwrap().tier;
            for tier in 0..problem.tiers() {
                let free = WholePrices::free(solver.rows.count(), chain.scale);
                let mut stage = Stage::new(&chain, tier, solver.floor[tier], free);
                assert_eq!(solver.relax_apart(&mut stage), tier < trips);
                if tier < trips {
                    let lower = stage.lower(&best[..tier]);
                    assert!(lower <= best[tier], "seed {seed}, tier {tier}");
                    tight += usize::from(best[tier] > solver.floor[tier] && lower == best[tier]);
                    all += usize::from(best[tier] > solver.floor[tier]);
                }
            }
        }
        assert!(all > 20 && 4 * tight > 3 * all, "{tight} of {all}");
    }
}
