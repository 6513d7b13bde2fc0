//! Everything that can be wrong in a proof has a fault of its own, and nothing panics.

use boligplacering::check::{Claimed, ProofFault, ProofFlaw, verify_infeasible, verify_proof};
use boligplacering::model::{Case, CaseParts};
use boligplacering::problem::Problem;
use boligplacering::proof::{Count, PROOF_VERSION, Part, Prices, Proof, Property, Room, Step};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;

use super::{free, no_solution, nothing_shown, proof};

/// Three households; nothing is proven but that no tier comes below 0.
struct Claim {
    problem: Problem,
    values: Vec<i64>,
    bounds: Vec<i64>,
    proof: Proof,
}

impl Claim {
    fn new() -> Self {
        let case = Synthetic::new(3).case().unwrap();
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let tiers = problem.tiers();
        let mut values = vec![0; tiers];
        values[2] = 5; // a tier that is not proven
        let proof = proof((0..tiers).map(nothing_shown).collect());
        Self { problem, values, bounds: vec![0; tiers], proof }
    }

    fn check(&self) -> Result<(), ProofFault> {
        verify_proof(
            &self.problem,
            Claimed { values: &self.values, bounds: &self.bounds },
            &self.proof,
        )
    }
}

/// What is wrong after a change, and where.
fn fault(change: impl FnOnce(&mut Claim)) -> (Option<usize>, Option<usize>, ProofFlaw) {
    let mut claim = Claim::new();
    assert_eq!(claim.check(), Ok(()));
    change(&mut claim);
    let fault = claim.check().unwrap_err();
    assert!(!fault.to_string().is_empty());
    (fault.tier, fault.step, fault.flaw)
}

/// What is wrong with the steps of tier 4.
fn flaw(steps: Vec<Step>) -> (usize, ProofFlaw) {
    let (tier, step, flaw) = fault(|claim| claim.proof.tiers[4].steps = steps);
    assert_eq!(tier, Some(4));
    (step.unwrap(), flaw)
}

/// The same of tier 2, for a bound that no plan comes near.
fn open_flaw(steps: Vec<Step>) -> (usize, ProofFlaw) {
    let (tier, step, flaw) = fault(|claim| {
        let far = 1_000_000;
        (claim.values[2], claim.bounds[2], claim.proof.tiers[2].bound) = (far, far, far);
        claim.proof.tiers[2].steps = steps;
    });
    assert_eq!(tier, Some(2));
    (step.unwrap(), flaw)
}

/// What is wrong with the steps of tier 1, for a bound that no plan comes near.
fn far_fault(problem: &Problem, steps: Vec<Step>) -> ProofFault {
    let mut proof = proof((0..problem.tiers()).map(nothing_shown).collect());
    let mut bounds = vec![0; problem.tiers()];
    (bounds[1], proof.tiers[1].bound, proof.tiers[1].steps) = (1_000_000, 1_000_000, steps);
    verify_proof(problem, Claimed { values: &bounds, bounds: &bounds }, &proof).unwrap_err()
}

fn prices(change: impl FnOnce(&mut Prices)) -> Vec<Step> {
    let mut prices = free();
    change(&mut prices);
    vec![Step::Prices(prices)]
}

fn room(places: i64, beds: i64, divisor: i64) -> Room {
    Room { places, beds, divisor }
}

fn cut(households: &[(u32, i64)], weights: Prices) -> Step {
    Step::Cut { households: households.to_vec(), weights }
}

fn part(households: &[u32], bound: i64) -> Part {
    Part { households: households.to_vec(), bound }
}

fn shown() -> Step {
    Step::Prices(free())
}

#[test]
fn the_whole() {
    let version = PROOF_VERSION + 1;
    let found = fault(|claim| claim.proof.version = version);
    assert_eq!(found, (None, None, ProofFlaw::Version { version }));
    let found = fault(|claim| claim.proof.infeasible.push(shown()));
    assert_eq!(found, (None, None, ProofFlaw::Contradiction));
    let changes: [fn(&mut Claim); 4] = [
        |claim| claim.proof.tiers.truncate(4),
        |claim| claim.proof.tiers.push(nothing_shown(5)),
        |claim| claim.values.truncate(4),
        |claim| claim.bounds.push(0),
    ];
    for change in changes {
        assert_eq!(fault(change), (None, None, ProofFlaw::Tiers));
    }
    let claim = Claim::new();
    let found = verify_infeasible(&claim.problem, &claim.proof).unwrap_err();
    assert_eq!((found.tier, found.step, found.flaw), (None, None, ProofFlaw::Contradiction));
}

#[test]
fn bounds_and_multipliers() {
    let found = fault(|claim| claim.proof.tiers[1].bound = -1);
    assert_eq!(found, (Some(1), None, ProofFlaw::Bound { proven: -1, claimed: 0 }));
    let found = fault(|claim| claim.values[1] = -1);
    assert_eq!(found, (Some(1), None, ProofFlaw::AboveValue { bound: 0, value: -1 }));
    let found = fault(|claim| claim.proof.tiers[3].multipliers.push(0));
    let flaw = ProofFlaw::Multipliers { found: 4, expected: 3 };
    assert_eq!(found, (Some(3), None, flaw));
    let found = fault(|claim| claim.proof.tiers[3].multipliers[1] = -1);
    assert_eq!(found, (Some(3), None, ProofFlaw::NegativeMultiplier { tier: 1 }));
    let found = fault(|claim| claim.proof.tiers[4].multipliers[3] = 1);
    assert_eq!(found, (Some(4), None, ProofFlaw::OpenTier { tier: 3 }));
    let found = fault(|claim| claim.proof.tiers[4].held = Some(3));
    assert_eq!(found, (Some(4), None, ProofFlaw::OpenTier { tier: 3 }));
    for tier in [4, 5, usize::MAX] {
        let found = fault(|claim| claim.proof.tiers[4].held = Some(tier));
        assert_eq!(found, (Some(4), None, ProofFlaw::HeldTier { tier }));
    }
    // The first tier that is not proven may have one, and may be held.
    let mut claim = Claim::new();
    claim.proof.tiers[4].multipliers[2] = 1;
    claim.proof.tiers[4].held = Some(2);
    let found = claim.check().unwrap_err();
    assert!(matches!(found.flaw, ProofFlaw::Short { target: 5, .. }), "{found}");
}

#[test]
fn prices_of_what_is_not_there() {
    assert_eq!(flaw(prices(|prices| prices.scale = 0)), (0, ProofFlaw::Scale));
    assert_eq!(flaw(vec![Step::Prices(Prices::default())]), (0, ProofFlaw::Scale));
    let unknown = |at| move |prices: &mut Prices| prices.places = vec![(0, 1), (at, 1)];
    assert_eq!(flaw(prices(unknown(5))), (0, ProofFlaw::UnknownHome { home: 5 }));
    assert_eq!(flaw(prices(unknown(u32::MAX))), (0, ProofFlaw::UnknownHome { home: u32::MAX }));
    assert_eq!(flaw(prices(unknown(0))), (0, ProofFlaw::PriceOrder));
    let found = flaw(prices(|prices| prices.rooms = vec![(5, Room::BEDS, 0)]));
    assert_eq!(found, (0, ProofFlaw::UnknownHome { home: 5 }));
    let found = flaw(prices(|prices| prices.openings = vec![(9, 0)]));
    assert_eq!(found, (0, ProofFlaw::UnknownOpening { opening: 9 }));
    let found = flaw(prices(|prices| prices.openings = vec![(1, 0), (0, 0)]));
    assert_eq!(found, (0, ProofFlaw::PriceOrder));
    let found = flaw(prices(|prices| prices.rooms = vec![(0, Room::BEDS, -1)]));
    assert_eq!(found, (0, ProofFlaw::NegativePrice));
    let found = flaw(prices(|prices| prices.rooms = vec![(0, room(0, 1, 0), 1)]));
    assert_eq!(found, (0, ProofFlaw::Divisor));
    let (one, two) = (room(0, 1, 1), room(0, 1, 2));
    for twice in [[(0, two), (0, two)], [(0, two), (0, one)], [(1, one), (0, two)]] {
        let twice = twice.map(|(home, room)| (home, room, 1));
        let found = flaw(prices(|prices| prices.rooms = twice.to_vec()));
        assert_eq!(found, (0, ProofFlaw::PriceOrder));
    }
    for (wrong, flaw_of_it) in [
        (room(0, 1, -1), ProofFlaw::Divisor),
        (room(0, 0, 1), ProofFlaw::RoomWeights),
        (room(-1, 1, 1), ProofFlaw::RoomWeights),
        (room(1, -1, 1), ProofFlaw::RoomWeights),
    ] {
        let found = flaw(prices(|prices| prices.rooms = vec![(0, wrong, 0)]));
        assert_eq!(found, (0, flaw_of_it));
    }
    // The same in every step that has prices, whether there is anything to show or not.
    let bad = || Prices { scale: -1, ..Prices::default() };
    assert_eq!(flaw(vec![Step::Filter(bad()), shown()]), (0, ProofFlaw::Scale));
    assert_eq!(flaw(vec![Step::Filter(free()), cut(&[], bad())]), (1, ProofFlaw::Scale));
    let all_gone = Step::Filter(free());
    assert_eq!(flaw(vec![all_gone, Step::Fit, Step::Prices(bad())]), (2, ProofFlaw::Scale));
}

#[test]
fn steps_that_show_less_or_are_not_all_there() {
    let found = flaw(prices(|prices| prices.places = vec![(0, 1)]));
    assert_eq!(found, (0, ProofFlaw::Short { reached: -1, target: 0 }));
    assert_eq!(flaw(vec![]), (0, ProofFlaw::Missing));
    assert_eq!(flaw(vec![Step::Fit]), (1, ProofFlaw::Missing));
    assert_eq!(flaw(vec![shown(), Step::Fit]), (1, ProofFlaw::LeftOver));
    let home = Step::Branch(Property::Home { household: 0, home: None });
    assert_eq!(flaw(vec![home.clone(), shown()]), (2, ProofFlaw::Missing));
    assert_eq!(flaw(vec![home, shown(), shown(), shown()]), (3, ProofFlaw::LeftOver));
    let parts = Step::Split(vec![part(&[0], 0), part(&[2], 0)]);
    assert_eq!(flaw(vec![parts.clone(), shown()]), (2, ProofFlaw::Missing));
    assert_eq!(flaw(vec![parts, shown(), shown(), shown()]), (3, ProofFlaw::LeftOver));
    assert_eq!(flaw(vec![Step::Split(vec![]), shown()]), (1, ProofFlaw::LeftOver));
}

#[test]
fn branches_and_parts_of_what_is_not_there() {
    let branch = |property| flaw(vec![Step::Branch(property), shown(), shown()]);
    let found = branch(Property::Home { household: 3, home: None });
    assert_eq!(found, (0, ProofFlaw::NotInSet { household: 3 }));
    let found = branch(Property::Home { household: 0, home: Some(5) });
    assert_eq!(found, (0, ProofFlaw::UnknownHome { home: 5 }));
    let found = branch(Property::Opening { seeker: u32::MAX, opening: None });
    assert_eq!(found, (0, ProofFlaw::UnknownSeeker { seeker: u32::MAX }));
    let found = branch(Property::Opening { seeker: 0, opening: Some(9) });
    assert_eq!(found, (0, ProofFlaw::UnknownOpening { opening: 9 }));
    let split = |parts: Vec<Part>| flaw(vec![Step::Split(parts), shown(), shown()]);
    assert_eq!(split(vec![part(&[0, 3], 0)]), (0, ProofFlaw::NotInSet { household: 3 }));
    assert_eq!(split(vec![part(&[1, 0], 0)]), (0, ProofFlaw::PartOrder));
    assert_eq!(split(vec![part(&[1, 1], 0)]), (0, ProofFlaw::PartOrder));
    let found = split(vec![part(&[0, 1], 0), part(&[1, 2], 0)]);
    assert_eq!(found, (0, ProofFlaw::Overlap { household: 1 }));
    let found = split(vec![part(&[0, 1, 2], -1)]);
    assert_eq!(found, (0, ProofFlaw::PartsShort { reached: -1, target: 0 }));
    // A part knows its own households only.
    let other = Step::Branch(Property::Home { household: 1, home: None });
    let found = flaw(vec![Step::Split(vec![part(&[0], 0)]), other, shown(), shown()]);
    assert_eq!(found, (1, ProofFlaw::NotInSet { household: 1 }));
}

#[test]
fn cuts_that_are_wrong_or_not_there() {
    let of_cut = |cut| Prices { cuts: vec![(cut, 1)], ..free() };
    // Of what comes after a filter that takes nothing away, or all.
    for flaw in [open_flaw, flaw] {
        let after_filter = |steps: &[Step]| {
            let filter = Step::Filter(free());
            flaw(std::iter::once(filter).chain(steps.iter().cloned()).collect())
        };
        let found = after_filter(&[cut(&[(3, 1)], free())]);
        assert_eq!(found, (1, ProofFlaw::UnknownHousehold { household: 3 }));
        for weights in [[(1, 1), (0, 1)], [(1, 1), (1, 1)]] {
            assert_eq!(after_filter(&[cut(&weights, free())]), (1, ProofFlaw::CutOrder));
        }
        for weight in [0, -1, i64::MIN] {
            let found = after_filter(&[cut(&[(0, weight)], free())]);
            assert_eq!(found, (1, ProofFlaw::CutWeight { household: 0 }));
        }
        let found = after_filter(&[cut(&[], of_cut(0))]);
        assert_eq!(found, (1, ProofFlaw::UnknownCut { cut: 0 }));
        let good = cut(&[(0, 1)], free());
        let found = after_filter(&[good.clone(), cut(&[], of_cut(0)), Step::Prices(of_cut(2))]);
        assert_eq!(found, (3, ProofFlaw::UnknownCut { cut: 2 }));
        let found = after_filter(&[good.clone(), Step::Prices(of_cut(u32::MAX))]);
        assert_eq!(found, (2, ProofFlaw::UnknownCut { cut: u32::MAX }));
        let price = Prices { cuts: vec![(0, -1)], ..free() };
        let found = after_filter(&[good.clone(), Step::Prices(price)]);
        assert_eq!(found, (2, ProofFlaw::NegativePrice));
        let twice = Prices { cuts: vec![(0, 1), (0, 1)], ..free() };
        let found = after_filter(&[good.clone(), Step::Prices(twice)]);
        assert_eq!(found, (2, ProofFlaw::PriceOrder));
        assert_eq!(after_filter(&[good]), (2, ProofFlaw::Missing));
    }
    for before in [vec![], vec![Step::Fit]] {
        let at = before.len();
        let steps = before.into_iter().chain([cut(&[], free()), shown()]).collect();
        assert_eq!(flaw(steps), (at, ProofFlaw::EarlyCut));
    }
    assert_eq!(
        flaw(prices(|prices| prices.cuts = vec![(0, 0)])),
        (0, ProofFlaw::UnknownCut { cut: 0 })
    );
}

#[test]
fn counts_that_are_wrong_or_not_there() {
    let nothing = Count::default;
    // Of what comes after a filter that takes nothing away, or all.
    for flaw in [open_flaw, flaw] {
        let of =
            |count: Count| flaw(vec![Step::Filter(free()), Step::Count(count), shown(), shown()]);
        for at_most in [-1, i64::MIN] {
            assert_eq!(of(Count { at_most, ..nothing() }), (1, ProofFlaw::NegativeCount));
        }
        for list in [vec![1, 0], vec![1, 1], vec![0, 2, 1], vec![u32::MAX, 0]] {
            for count in [
                Count { households: list.clone(), ..nothing() },
                Count { homes: list.clone(), ..nothing() },
                Count { openings: list.clone(), ..nothing() },
            ] {
                assert_eq!(of(count), (1, ProofFlaw::CountOrder));
            }
        }
        for household in [3, u32::MAX] {
            let count = Count { households: vec![0, household], ..nothing() };
            assert_eq!(of(count), (1, ProofFlaw::UnknownHousehold { household }));
        }
        for home in [5, u32::MAX] {
            let count = Count { homes: vec![0, home], ..nothing() };
            assert_eq!(of(count), (1, ProofFlaw::UnknownHome { home }));
        }
        for opening in [9, u32::MAX] {
            let count = Count { openings: vec![0, opening], ..nothing() };
            assert_eq!(of(count), (1, ProofFlaw::UnknownOpening { opening }));
        }
        // Each side has a number, and no more.
        let unknown = Step::Prices(Prices { cuts: vec![(1, 1)], ..free() });
        let steps = vec![Step::Filter(free()), Step::Count(nothing()), unknown, shown()];
        assert_eq!(flaw(steps), (2, ProofFlaw::UnknownCut { cut: 1 }));
    }
    let count = Step::Count(nothing());
    let first = [Step::Filter(free()), count.clone(), shown()];
    assert_eq!(flaw(first.to_vec()), (3, ProofFlaw::Missing));
    let over = first.into_iter().chain([shown(), shown()]);
    assert_eq!(flaw(over.collect()), (4, ProofFlaw::LeftOver));
    for before in [vec![], vec![Step::Fit]] {
        let at = before.len();
        let steps = before.into_iter().chain([count.clone(), shown(), shown()]).collect();
        assert_eq!(flaw(steps), (at, ProofFlaw::EarlyCount));
    }
}

#[test]
fn numbers_without_measure() {
    let dear = |prices: &mut Prices| prices.places = vec![(0, i64::MAX)];
    assert_eq!(flaw(prices(dear)), (0, ProofFlaw::Overflow));
    assert_eq!(flaw(prices(|prices| prices.scale = i64::MAX)), (0, ProofFlaw::Overflow));
    let dear = |prices: &mut Prices| {
        prices.rooms = (0..5).map(|home| (home, Room::BEDS, 1 << 60)).collect();
    };
    assert_eq!(flaw(prices(dear)), (0, ProofFlaw::Overflow));
    for (room, price) in [
        (room(i64::MAX, 0, 1), 0),
        (room(0, i64::MAX, i64::MAX), 1),
        (room(i64::MAX, i64::MAX, 1), i64::MAX),
        (room(1, 1, 1), i64::MAX),
    ] {
        let found = flaw(prices(|prices| prices.rooms = vec![(0, room, price)]));
        assert_eq!(found, (0, ProofFlaw::Overflow));
    }
    // Rooms and cuts of rooms and cuts.
    let dear = |price| Prices { cuts: vec![(0, price)], ..free() };
    let places = |weight| Prices { places: vec![(0, weight), (1, weight)], ..free() };
    for (second, third, at) in [
        (cut(&[], places(i64::MAX)), shown(), 1),
        (cut(&[(0, i64::MAX), (1, i64::MAX), (2, i64::MAX)], places(1)), shown(), 1),
        (cut(&[(0, i64::MAX / 2)], free()), Step::Prices(dear(i64::MAX)), 2),
        (cut(&[(0, i64::MAX / 2)], free()), cut(&[(0, i64::MAX)], dear(i64::MAX)), 2),
    ] {
        let found = open_flaw(vec![Step::Filter(free()), second, third, shown()]);
        assert_eq!(found, (at, ProofFlaw::Overflow));
    }
    // Nobody uses of it, so that only what there is of it counts.
    let count = Step::Count(Count { at_most: i64::MAX, ..Count::default() });
    let steps =
        |last: &[Step]| [Step::Filter(free()), count.clone()].into_iter().chain(last.to_vec());
    let found = open_flaw(steps(&[Step::Prices(dear(i64::MAX))]).collect());
    assert_eq!(found, (2, ProofFlaw::Short { reached: 0, target: 1_000_000 }));
    let of_cut = Prices { cuts: vec![(1, i64::MAX)], ..free() };
    let found = open_flaw(steps(&[cut(&[], dear(i64::MAX)), cut(&[], of_cut)]).collect());
    assert_eq!(found, (3, ProofFlaw::Overflow));
    for (tier, multiplier) in [(4, i64::MAX), (1, i64::MAX), (3, i64::MAX / 2)] {
        let found = fault(|claim| claim.proof.tiers[tier].multipliers.fill(multiplier));
        let flaw = if tier == 4 { ProofFlaw::OpenTier { tier: 3 } } else { ProofFlaw::Overflow };
        assert_eq!(found, (Some(tier), None, flaw));
    }
    let far = fault(|claim| {
        claim.values = vec![i64::MAX; 5];
        claim.bounds = vec![i64::MAX; 5];
        claim.proof.tiers.iter_mut().for_each(|tier| tier.bound = i64::MAX);
    });
    assert!(matches!(far, (Some(0), Some(0), ProofFlaw::Short { .. })), "{far:?}");
    let low = |claim: &mut Claim| {
        claim.bounds[0] = i64::MIN;
        claim.proof.tiers[0].bound = i64::MIN;
        claim.proof.tiers[0].steps =
            vec![Step::Filter(free()), Step::Split(vec![part(&[0], i64::MIN); 1]), shown()];
    };
    let mut claim = Claim::new();
    low(&mut claim);
    assert_eq!(claim.check(), Ok(()));
}

#[test]
fn steps_without_end() {
    // A tree so deep that nothing could walk it by calling itself.
    let home = Step::Branch(Property::Home { household: 0, home: None });
    let mut steps = vec![home; 100_000];
    steps.extend(vec![shown(); 100_001]);
    let mut claim = Claim::new();
    claim.proof.tiers[0].steps = steps.clone();
    assert_eq!(claim.check(), Ok(()));
    steps.pop();
    assert_eq!(fault(|claim| claim.proof.tiers[0].steps = steps).1, Some(200_000));
    let parts = Step::Split(vec![part(&[0, 1, 2], 0), part(&[], 0)]);
    let mut steps = vec![parts; 100_000];
    steps.extend(vec![shown(); 100_001]);
    claim.proof.tiers[0].steps = steps;
    assert_eq!(claim.check(), Ok(()));
}

#[test]
fn more_cuts_than_there_is_room_for() {
    let case = Synthetic::new(12).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let everybody: Vec<(u32, i64)> = (0..12).map(|household| (household, 1)).collect();
    let steps = |households: &[(u32, i64)]| {
        let cuts = vec![cut(households, free()); 2_000];
        let steps: Vec<Step> = std::iter::once(Step::Filter(free())).chain(cuts).collect();
        far_fault(&problem, steps)
    };
    let found = steps(&everybody);
    assert_eq!(found.flaw, ProofFlaw::TooManyUses, "{found}");
    // What is not used needs no room.
    let found = steps(&[]);
    assert_eq!((found.step, found.flaw), (Some(2_001), ProofFlaw::Missing));
}

#[test]
fn more_plans_than_there_is_room_for() {
    let case = Synthetic::new(300).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let found = far_fault(&problem, vec![Step::Fit, shown()]);
    assert_eq!((found.step, found.flaw), (Some(0), ProofFlaw::TooManyPlans));
}

#[test]
fn nobody_at_all() {
    let case = Case::new(CaseParts::default()).unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let zeros = vec![0; problem.tiers()];
    let mut all = proof((0..problem.tiers()).map(nothing_shown).collect());
    assert_eq!(verify_proof(&problem, Claimed { values: &zeros, bounds: &zeros }, &all), Ok(()));
    all.tiers[0].steps = vec![Step::Filter(free()), Step::Fit, Step::Split(vec![])];
    assert_eq!(verify_proof(&problem, Claimed { values: &zeros, bounds: &zeros }, &all), Ok(()));
    let found = verify_infeasible(&problem, &no_solution(vec![shown()])).unwrap_err();
    assert_eq!(found.flaw, ProofFlaw::Short { reached: 0, target: 1 });
}
