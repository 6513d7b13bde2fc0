//! Proofs that count.

use boligplacering::check::ProofFlaw;
use boligplacering::proof::{Count, Part, Prices, Property, Step};

use super::gaps::{Gap, both_work, counted_home, counted_pairs, half_cut, pairs, working};
use super::{best, check, free, of_cuts};

/// What is wrong with the proof of `gap` when one step is another.
fn check_with(gap: &Gap, at: usize, step: Step) -> Result<(), (usize, ProofFlaw)> {
    let mut steps = gap.steps.clone();
    steps[at] = step;
    check(gap, steps)
}

fn short(at: usize, reached: i128, target: i128) -> Result<(), (usize, ProofFlaw)> {
    Err((at, ProofFlaw::Short { reached, target }))
}

fn cut_of(cuts: &[(u32, i64)], scale: i64) -> Step {
    let weights = Prices { scale, cuts: cuts.to_vec(), ..Prices::default() };
    Step::Cut { households: Vec::new(), weights }
}

#[test]
fn with_counts_the_best_is_proven() {
    for gap in [counted_home(), counted_pairs()] {
        assert_eq!(best(&gap.problem), Some(vec![gap.best]));
        assert_eq!(check(&gap, gap.steps.clone()), Ok(()));
    }
    // Nobody else may have these openings.
    let gap = counted_pairs();
    let all = |pair| Step::Count(Count { households: Vec::new(), ..working(pair, 1) });
    assert_eq!(check_with(&gap, 1, all(0)), Ok(()));
    assert_eq!(check_with(&gap, 2, all(1)), Ok(()));
}

#[test]
fn other_counts_leave_a_side_open() {
    let gap = counted_pairs();
    assert_eq!(check_with(&gap, 1, Step::Count(working(0, 0))), short(5, -10, 20));
    assert_eq!(check_with(&gap, 1, Step::Count(working(0, 2))), short(3, 10, 20));
    // Of the other pair, of the first alone, of one opening and of no opening.
    assert_eq!(check_with(&gap, 1, Step::Count(working(1, 1))), short(3, 0, 20));
    let counts = [
        Count { households: vec![0], ..working(0, 1) },
        Count { openings: vec![1], ..working(0, 1) },
        Count { openings: Vec::new(), ..working(0, 1) },
    ];
    for count in counts {
        let found = check_with(&gap, 1, Step::Count(count));
        assert!(matches!(found, Err((3, ProofFlaw::Short { .. }))), "{found:?}");
    }
    let gap = counted_home();
    let count = |households, at_most| {
        Step::Count(Count { households, homes: vec![0], openings: Vec::new(), at_most })
    };
    assert_eq!(check_with(&gap, 1, count(vec![3], 1)), short(2, 30, 50));
    assert_eq!(check_with(&gap, 1, count(vec![2], 0)), short(2, 40, 50));
}

#[test]
fn each_side_has_its_own_capacity() {
    let gap = counted_pairs();
    assert_eq!(check_with(&gap, 3, Step::Prices(both_work(1, 1))), short(3, -50, 20));
    assert_eq!(check_with(&gap, 5, of_cuts(&[(0, 10)])), short(5, 0, 20));
    // The second count is no more there on the second side of the first.
    let unknown = Err((5, ProofFlaw::UnknownCut { cut: 1 }));
    assert_eq!(check_with(&gap, 5, Step::Prices(both_work(0, 1))), unknown);
    let mut swapped = gap.steps.clone();
    swapped.swap(4, 5);
    assert!(check(&gap, swapped).is_err());
}

#[test]
fn a_side_that_nothing_fits() {
    let gap = pairs();
    let halves = [half_cut(0), half_cut(1), of_cuts(&[(1, 10), (2, 10)])];
    let steps_of = |at_most, last: &[Step]| {
        let first = [Step::Filter(free()), Step::Count(working(0, at_most))];
        first.into_iter().chain(halves.clone()).chain(last.to_vec()).collect()
    };
    let steps = |last: &[Step]| steps_of(2, last);
    // Three of two are one too many.
    assert_eq!(check(&gap, steps(&[of_cuts(&[(0, 20)])])), Ok(()));
    assert_eq!(check(&gap, steps(&[of_cuts(&[(0, 19)])])), short(5, 19, 20));
    assert_eq!(check(&gap, steps_of(i64::MAX, &[of_cuts(&[(0, 1)])])), Ok(()));
    // Half of one less than nothing is one less, rounded down.
    assert_eq!(check(&gap, steps(&[cut_of(&[(0, 1)], 2), of_cuts(&[(1, 20)])])), Ok(()));
    assert_eq!(check(&gap, steps(&[cut_of(&[(0, 1)], 2), of_cuts(&[(1, 19)])])), short(6, 19, 20));
}

#[test]
fn cuts_over_counts() {
    let gap = counted_pairs();
    let steps = |scale| {
        let mut steps = gap.steps.clone();
        steps[3] = of_cuts(&[(2, 10)]);
        steps.insert(3, cut_of(&[(0, 1), (1, 1)], scale));
        steps
    };
    assert_eq!(check(&gap, steps(1)), Ok(()));
    // Half of what one plan uses is nothing.
    assert_eq!(check(&gap, steps(2)), short(4, -10, 20));
}

#[test]
fn counts_in_parts() {
    let gap = pairs();
    let part = |first| Part { households: vec![first, first + 1], bound: 10 };
    let parts = Step::Split(vec![part(0), part(2)]);
    let steps = |counts: [Count; 2]| {
        let mut steps = vec![Step::Filter(free()), parts.clone()];
        for (pair, count) in (0..).zip(counts) {
            let both = Step::Prices(both_work(pair, 0));
            steps.extend([Step::Count(count), of_cuts(&[(0, 10)]), both]);
        }
        steps
    };
    assert_eq!(check(&gap, steps([working(0, 1), working(1, 1)])), Ok(()));
    // Only who is in the part counts, whoever is listed.
    let openings: Vec<u32> = (0..4).collect();
    for households in [Vec::new(), openings.clone()] {
        let openings = openings.clone();
        let all = Count { households, homes: Vec::new(), openings, at_most: 1 };
        assert_eq!(check(&gap, steps([all.clone(), all])), Ok(()));
    }
    // Nobody in the part counts.
    assert_eq!(check(&gap, steps([working(1, 1), working(1, 1)])), short(3, -10, 10));
}

#[test]
fn parts_know_the_counts_before_them() {
    let gap = pairs();
    let part = |first| Part { households: vec![first, first + 1], bound: 10 };
    let steps = |at_most, cut| {
        let count = Count { openings: (0..4).collect(), at_most, ..Count::default() };
        vec![
            Step::Filter(free()),
            Step::Count(count),
            Step::Split(vec![part(0), part(2)]),
            of_cuts(&[(cut, 10)]),
            of_cuts(&[(0, 10)]),
            half_cut(0),
            half_cut(1),
            of_cuts(&[(1, 10), (2, 10)]),
        ]
    };
    assert_eq!(check(&gap, steps(1, 0)), Ok(()));
    assert_eq!(check(&gap, steps(1, 1)), Err((3, ProofFlaw::UnknownCut { cut: 1 })));
    // Each part may have all that is there.
    assert_eq!(check(&gap, steps(2, 0)), short(3, 0, 10));
}

#[test]
fn counts_after_a_branch() {
    let gap = pairs();
    // Far away the first cannot work, so that two of the pair cannot either.
    let far = Step::Branch(Property::Home { household: 0, home: Some(4) });
    let steps = |price| {
        vec![
            Step::Filter(free()),
            far.clone(),
            Step::Count(working(0, 1)),
            half_cut(1),
            of_cuts(&[(1, 10)]),
            of_cuts(&[(0, price)]),
            half_cut(0),
            half_cut(1),
            of_cuts(&[(0, 10), (1, 10)]),
        ]
    };
    assert_eq!(check(&gap, steps(1)), Ok(()));
    assert_eq!(check(&gap, steps(0)), short(5, 11, 20));
}
