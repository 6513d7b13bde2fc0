//! Proofs that lean on the length of trips: one seeker, two homes, and work on five days a week.

use boligplacering::check::{Claimed, ProofFlaw, verify_proof};
use boligplacering::model::Case;
use boligplacering::problem::Problem;
use boligplacering::proof::{Prices, Step, TierProof};
use boligplacering::travel::travel_times;
use serde_json::{Value, json};

use super::gaps::Gap;
use super::{best, check, free, proof};

/// Two homes so many minutes from work, of which the second suits the household worse by 1.
fn two_homes(minutes: [f64; 2], objective: Value) -> Problem {
    let place = json!({"easting": 543_900.0, "northing": 6_181_000.0});
    let trips = ["A", "B"].into_iter().zip(minutes).map(|(dwelling, minutes)| {
        json!({"dwelling": dwelling, "site": "S", "mode": "walk", "minutes": minutes})
    });
    let parts = json!({
        "households": [{"id": "H", "arrival": "2016-04-04T12:00:00", "members": [
            {"id": "P", "job_seeker": {"best_step": "ordinary"}},
        ]}],
        "dwellings": [
            {"id": "A", "location": place, "beds": 1},
            {"id": "B", "location": place, "beds": 1},
        ],
        "sites": [{"id": "S", "location": place}],
        "openings": [{"id": "O", "site": "S", "step": "ordinary"}],
        "preferences": [{"household": "H", "dwelling": "B", "verdict": {"penalty": 1}}],
        "travel_times": trips.collect::<Value>(),
        "policy": {"travel": {"source": "table"}, "objective": objective},
    });
    let case = serde_json::from_value::<Case>(parts).unwrap();
    Problem::new(&case, &travel_times(&case)).unwrap()
}

fn next_door(bound: i64) -> Gap {
    let objective = json!([{"unhoused": 100, "unplaced": 100, "commute": 1, "preference": 1}]);
    Gap { problem: two_homes([1.0, 0.0], objective), best: bound, steps: Vec::new() }
}

#[test]
fn a_home_next_door_to_work_is_cheaper_than_one_a_minute_away() {
    assert_eq!(best(&next_door(1).problem), Some(vec![1]));
    for before in [vec![], vec![Step::Fit], vec![Step::Filter(free())]] {
        let at = before.len();
        let steps: Vec<Step> = before.into_iter().chain([Step::Prices(free())]).collect();
        assert_eq!(check(&next_door(1), steps.clone()), Ok(()));
        let found = check(&next_door(2), steps);
        assert_eq!(found, Err((at, ProofFlaw::Short { reached: 1, target: 2 })));
    }
}

#[test]
fn prices_are_so_small_that_the_longest_trip_can_be_counted() {
    // Nobody housed and nobody at work, 200, and 90 minutes on five days.
    let most = (1 << 61) / (200 + 90 * 5);
    let scaled = |scale| vec![Step::Prices(Prices { scale, ..free() })];
    assert_eq!(check(&next_door(1), scaled(most / 2)), Ok(()));
    assert_eq!(check(&next_door(1), scaled(most / 5 * 6)), Err((0, ProofFlaw::Overflow)));
}

#[test]
fn the_tier_of_trips_may_be_held() {
    let objective = json!([{"unhoused": 100, "unplaced": 100, "commute": 1}, {"preference": 1}]);
    let problem = two_homes([2.0, 1.0], objective);
    let values = vec![5, 1];
    assert_eq!(best(&problem), Some(values.clone()));
    let first = vec![Step::Prices(free())];
    let first = TierProof { bound: 5, multipliers: Vec::new(), held: None, steps: first };
    let check = |price| {
        let dear = Prices { cuts: vec![(0, price)], ..free() };
        let steps = vec![Step::Filter(free()), Step::Prices(dear)];
        let then = TierProof { bound: 1, multipliers: vec![0], held: Some(0), steps };
        let checked = verify_proof(
            &problem,
            Claimed { values: &values, bounds: &values },
            &proof(vec![first.clone(), then]),
        );
        checked.map_err(|fault| (fault.tier.unwrap(), fault.step.unwrap(), fault.flaw))
    };
    // From A the trips of a week take 10 minutes, and no more than 5 are left.
    assert_eq!(check(1), Ok(()));
    assert_eq!(check(0), Err((1, 1, ProofFlaw::Short { reached: 0, target: 1 })));
}
