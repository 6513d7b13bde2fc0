//! What corners and pricers make of plans in play.

use super::in_play::with_plans_in_play;
use super::pool::NONE;
use super::pricing::Wanted;
use super::relaxation::Accuracy;
use super::simplex::loosened;

#[test]
fn the_first_corner_is_a_best_one_of_the_plans_in_play() {
    for seed in 1..=10 {
        with_plans_in_play(seed, 4, |problem, solver, master| {
            let choice = solver.best.as_ref().unwrap().1.clone();
            master.start_from(&solver.pool, None, &choice, &|| false);

            let (pool, corner) = (&solver.pool, master.corner.as_ref().unwrap());
            let mut shares = vec![0.0; problem.households().len()];
            let mut left: Vec<f64> = master.capacities.iter().map(|holds| *holds as f64).collect();
            let mut value = 0.0;
            for (plan, x) in corner.solution() {
                assert!(x > -1e-6);
                shares[pool.household(plan) as usize] += x;
                for (row, amount) in pool.uses(plan) {
                    left[*row as usize] -= f64::from(*amount) * x;
                }
                value += master.costs[plan as usize] as f64 * x;
            }
            assert!(shares.iter().all(|share| (share - 1.0).abs() < 1e-6), "seed {seed}");
            assert!(left.iter().all(|left| *left > -1e-3), "seed {seed}");

            let prices = corner.prices();
            let pays = |plan: &u32| {
                let uses = pool.uses(*plan).iter();
                let paid: f64 = uses.map(|(row, of)| f64::from(*of) * prices[*row as usize]).sum();
                master.costs[*plan as usize] as f64 + paid
            };
            let least = |plans: &Vec<u32>| plans.iter().map(pays).fold(f64::INFINITY, f64::min);
            let rows = prices.iter().zip(&master.capacities).enumerate();
            let worth = rows.map(|(row, (price, holds))| price * loosened(row, *holds as f64));
            let bound = master.plans.iter().map(least).sum::<f64>() - worth.sum::<f64>();
            assert!((value - bound).abs() < 1e-9 * value, "seed {seed}: {value}, {bound}");
        });
    }
}

#[test]
fn no_job_costs_less_than_what_is_known_of_those_near() {
    let (mut near, mut all) = (0, 0);
    for seed in 1..=5 {
        with_plans_in_play(seed, 2, |_, solver, master| {
            for _ in 0..3 {
                let accuracy = Accuracy { gap: 0.0, enough: f64::INFINITY, iterations: 50 };
                master.round(&mut solver.pool, accuracy, 6, &|| false);
            }
            let (prices, pricer) = (master.best.1.clone(), &mut master.pricer);
            pricer.least_and_known(&prices, |value, known, unit| {
                assert!(known <= value, "seed {seed}: {known} of {value}");
                near += usize::from(known + unit > value);
                all += 1;
            });
        });
    }
    assert!(all > 1000 && 4 * near > 3 * all, "{near} of {all}");
}

#[test]
fn lists_are_made_whole_or_not_at_all() {
    for seed in 1..=5 {
        with_plans_in_play(seed, 1, |_, _, master| {
            let prices = master.base.clone();
            let cheapest = |_: usize| Wanted { below: i64::MIN, most: Some(1) };
            let least = master.pricer.offers(&prices, cheapest, usize::MAX, &|| false);
            let least: Vec<i64> = least.unwrap().iter().map(|offer| offer.least).collect();
            let room = 10_000 * prices.scale;
            let near = |k: usize| Wanted { below: least[k] + room, most: None };
            let mut listed = |at_most| {
                let offers = master.pricer.offers(&prices, near, at_most, &|| false)?;
                let kinds = master.pricer.household_kinds().iter().zip(&offers);
                let counts = kinds.map(|(kind, offer)| {
                    let placed = offer.plans.iter().filter(|quote| quote.home != NONE);
                    kind.households.len() * placed.count()
                });
                Some(counts.sum::<usize>())
            };
            let all = listed(usize::MAX).unwrap();
            assert!(all > 100, "seed {seed}: {all}");
            assert_eq!(listed(all), Some(all));
            assert_eq!(listed(all - 1), None);
        });
    }
}
