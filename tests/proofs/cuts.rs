//! Proofs that need rooms and cuts.

use boligplacering::check::{Claimed, ProofFlaw, verify_proof};
use boligplacering::proof::{Part, Prices, Property, Room, Step, TierProof};

use super::gaps::{crowded_home, half_cut, held, pairs};
use super::{best, check, free, of_cuts};

#[test]
fn with_rooms_and_cuts_the_best_is_proven() {
    for gap in [crowded_home(), pairs()] {
        assert_eq!(best(&gap.problem), Some(vec![gap.best]));
        assert_eq!(check(&gap, gap.steps.clone()), Ok(()));
    }
}

#[test]
fn without_them_less_is_shown() {
    let gap = crowded_home();
    // At these prices all are content with their share, and the shares cost 45: no prices of
    // places and beds show more.
    let (places, rooms) = (vec![(0, 15)], vec![(0, Room::BEDS, 5)]);
    let prices = Prices { scale: 2, places, rooms, ..Prices::default() };
    let short = ProofFlaw::Short { reached: 45, target: 50 };
    assert_eq!(check(&gap, vec![Step::Prices(prices)]), Err((0, short)));

    let gap = pairs();
    let (places, openings) = (vec![(0, 5), (2, 5)], vec![(1, 5), (3, 5)]);
    let prices = Prices { places, openings, ..free() };
    let short = |reached| ProofFlaw::Short { reached, target: 20 };
    assert_eq!(check(&gap, vec![Step::Prices(prices.clone())]), Err((0, short(10))));
    let steps = vec![Step::Filter(free()), Step::Prices(prices)];
    assert_eq!(check(&gap, steps), Err((1, short(10))));
    let one = vec![Step::Filter(free()), half_cut(0), of_cuts(&[(0, 10)])];
    assert_eq!(check(&gap, one), Err((2, short(10))));
}

#[test]
fn cuts_over_cuts() {
    let gap = pairs();
    let sum = |scale| {
        let weights = Prices { scale, cuts: vec![(0, 1), (1, 1)], ..Prices::default() };
        Step::Cut { households: Vec::new(), weights }
    };
    let steps = |scale| {
        vec![Step::Filter(free()), half_cut(0), half_cut(1), sum(scale), of_cuts(&[(2, 10)])]
    };
    assert_eq!(check(&gap, steps(1)), Ok(()));
    // Half of what one plan uses is nothing.
    assert_eq!(check(&gap, steps(2)), Err((4, ProofFlaw::Short { reached: -10, target: 20 })));
}

#[test]
fn cuts_in_parts() {
    let gap = pairs();
    let part = |first| Part { households: vec![first, first + 1], bound: 10 };
    let parts = Step::Split(vec![part(0), part(2)]);
    let proven = of_cuts(&[(0, 10)]);
    let steps =
        vec![Step::Filter(free()), parts, half_cut(0), proven.clone(), half_cut(1), proven.clone()];
    assert_eq!(check(&gap, steps.clone()), Ok(()));
    let mut other = steps.clone();
    other.remove(4);
    assert_eq!(check(&gap, other), Err((4, ProofFlaw::UnknownCut { cut: 0 })));
    // All parts know what comes before.
    let mut other = steps;
    other.swap(1, 2);
    other[5] = of_cuts(&[(1, 10)]);
    assert_eq!(check(&gap, other.clone()), Ok(()));
    other[5] = of_cuts(&[(0, 10)]);
    let short = ProofFlaw::Short { reached: -10, target: 10 };
    assert_eq!(check(&gap, other), Err((5, short)));
    // Who is not in the part only makes the cut weaker.
    let Step::Cut { weights, .. } = half_cut(0) else { panic!() };
    let cut = Step::Cut { households: vec![(0, 1), (3, 1)], weights };
    let steps = vec![Step::Filter(free()), Step::Split(vec![part(0), part(2)]), cut, proven];
    let short = ProofFlaw::Short { reached: 0, target: 10 };
    assert_eq!(check(&gap, steps), Err((3, short)));
}

#[test]
fn cuts_on_one_side_of_a_branch() {
    let gap = pairs();
    let home = Step::Branch(Property::Home { household: 0, home: Some(4) });
    let steps = |last: &[(u32, i64)], more: Option<Step>| {
        let first = [Step::Filter(free()), half_cut(0), home.clone(), half_cut(1)];
        let proven = of_cuts(&[(0, 10), (1, 10)]);
        first.into_iter().chain([proven]).chain(more).chain([of_cuts(last)]).collect()
    };
    let both = [(0, 10), (1, 10)];
    assert_eq!(check(&gap, steps(&both, Some(half_cut(1)))), Ok(()));
    assert_eq!(check(&gap, steps(&both, None)), Err((5, ProofFlaw::UnknownCut { cut: 1 })));
    let short = ProofFlaw::Short { reached: 10, target: 20 };
    assert_eq!(check(&gap, steps(&[(0, 10)], Some(half_cut(1)))), Err((6, short)));
}

#[test]
fn a_tier_that_is_held_has_a_price() {
    let (problem, values, proof) = held();
    assert_eq!(best(&problem), Some(values.clone()));
    let check = |change: &dyn Fn(&mut TierProof)| {
        let mut proof = proof.clone();
        change(&mut proof.tiers[1]);
        let checked = verify_proof(&problem, Claimed { values: &values, bounds: &values }, &proof);
        checked.map_err(|fault| (fault.step.unwrap(), fault.flaw))
    };
    assert_eq!(check(&|_| ()), Ok(()));
    // Nobody having a home costs nothing, ...
    let unheld = Err((1, ProofFlaw::UnknownCut { cut: 0 }));
    assert_eq!(check(&|tier| tier.held = None), unheld);
    // ... so it takes a multiplier of 5 and no price, ...
    let multiplied = |multiplier| {
        check(&move |tier| {
            (tier.held, tier.multipliers) = (None, vec![multiplier]);
            tier.steps = vec![Step::Prices(Prices { places: vec![(0, 2)], ..free() })];
        })
    };
    assert_eq!(multiplied(5), Ok(()));
    assert_eq!(multiplied(4), Err((0, ProofFlaw::Short { reached: 6, target: 7 })));
    // ... or both together.
    let both = |multiplier, price| {
        check(&move |tier| {
            tier.multipliers = vec![multiplier];
            let cuts = vec![(0, price)];
            tier.steps[1] = Step::Prices(Prices { places: vec![(0, 2)], cuts, ..free() });
        })
    };
    assert_eq!(both(2, 3), Ok(()));
    assert_eq!(both(2, 1), Err((1, ProofFlaw::Short { reached: 4, target: 5 })));
    // There is no such capacity before the first filter.
    let early = check(&|tier| drop(tier.steps.remove(0)));
    assert_eq!(early, Err((0, ProofFlaw::UnknownCut { cut: 0 })));
}
