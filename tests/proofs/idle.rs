//! Proofs that lean on idle openings being in no plan.

use boligplacering::check::{Claimed, ProofFlaw, verify_proof};
use boligplacering::problem::Problem;
use boligplacering::proof::{Property, Step};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;

use super::gaps::idle;
use super::{best, check, free, nothing_shown, proof};

#[test]
fn lists_are_short() {
    // Four seekers among 24 openings: 307,009 ways of working for each of 40 households, or one.
    let gap = idle(40, &[10; 24], 10);
    assert_eq!(check(&gap, gap.steps.clone()), Ok(()));
    // One cheaper than none, they are not idle.
    let gap = idle(40, &[10; 24], 11);
    assert_eq!(check(&gap, gap.steps.clone()), Err((0, ProofFlaw::TooManyPlans)));
}

#[test]
fn what_is_one_cheaper_than_none_is_not_idle() {
    let cases = [
        ([10, 10], 9, true),
        ([10, 10], 10, true),
        ([10, 9], 10, true),
        ([10, 10], 11, false),
        ([9, 10], 10, false),
    ];
    for (costs, none, is_idle) in cases {
        let gap = idle(2, &costs, none);
        assert_eq!(best(&gap.problem), Some(vec![gap.best]));
        assert_eq!(check(&gap, gap.steps.clone()), Ok(()));
        let [filter, shown] = &gap.steps[..] else { panic!() };
        let first = Step::Branch(Property::Opening { seeker: 0, opening: Some(0) });
        let steps = |with: &Step| vec![filter.clone(), first.clone(), with.clone(), shown.clone()];
        assert_eq!(check(&gap, steps(shown)), Ok(()));
        // Where no plan is left, nothing has to be shown.
        let found = check(&gap, steps(&Step::Prices(free())));
        let short = matches!(found, Err((2, ProofFlaw::Short { .. })));
        assert!(if is_idle { found.is_ok() } else { short }, "{costs:?} {none}: {found:?}");
    }
}

#[test]
fn whole_months_can_be_listed_where_only_homes_count() {
    let case = Synthetic::new(300).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let zeros = vec![0; problem.tiers()];
    let mut all = proof((0..problem.tiers()).map(nothing_shown).collect());
    all.tiers[0].steps.insert(0, Step::Fit);
    assert_eq!(verify_proof(&problem, Claimed { values: &zeros, bounds: &zeros }, &all), Ok(()));
}
