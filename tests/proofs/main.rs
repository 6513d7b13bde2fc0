//! The checker of proofs: against all solutions, against an implementation word by word, and
//! against everything that can be wrong in a proof.

mod counts;
mod cuts;
mod faults;
mod forms;
#[path = "../support/gaps.rs"]
mod gaps;
mod idle;
mod reference;
#[path = "../support/mod.rs"]
mod support;
mod trips;

use boligplacering::check::{Claimed, ProofFault, ProofFlaw, verify_infeasible, verify_proof};
use boligplacering::model::{Case, Decision, Household, Ruling};
use boligplacering::problem::Problem;
use boligplacering::proof::{PROOF_VERSION, Prices, Proof, Step, TierProof};
use boligplacering::solve::{Method, Options, Outcome, solve};
use boligplacering::travel::travel_times;
use forms::{complete, free, random_steps};
use gaps::Gap;
use reference::{Place, Reference};
use support::{Dice, tiny_case, tiny_parts};

/// What is wrong with a proof of the best that has these steps.
fn check(gap: &Gap, steps: Vec<Step>) -> Result<(), (usize, ProofFlaw)> {
    let checked = verify_proof(
        &gap.problem,
        Claimed { values: &[gap.best], bounds: &[gap.best] },
        &gap.proof(steps),
    );
    checked.map_err(|fault| (fault.step.unwrap(), fault.flaw))
}

fn of_cuts(cuts: &[(u32, i64)]) -> Step {
    Step::Prices(Prices { cuts: cuts.to_vec(), ..free() })
}

/// The values of a best solution, or `None` if there is no solution.
fn best(problem: &Problem) -> Option<Vec<i64>> {
    let mut options = Options::default();
    options.method = &Method::Exhaustive;
    match solve(problem, &options) {
        Outcome::Optimal { cost, .. } => Some(cost),
        Outcome::Infeasible { .. } => None,
        other => panic!("{other:?}"),
    }
}

fn proof(tiers: Vec<TierProof>) -> Proof {
    Proof { version: PROOF_VERSION, tiers, infeasible: Vec::new() }
}

fn no_solution(infeasible: Vec<Step>) -> Proof {
    Proof { version: PROOF_VERSION, tiers: Vec::new(), infeasible }
}

fn place(fault: &ProofFault) -> Place {
    let reached = match fault.flaw {
        ProofFlaw::Short { reached, .. } | ProofFlaw::PartsShort { reached, .. } => Some(reached),
        _ => None,
    };
    (fault.tier, fault.step, reached)
}

/// That nothing comes below 0.
fn nothing_shown(tier: usize) -> TierProof {
    let steps = vec![Step::Prices(free())];
    TierProof { bound: 0, multipliers: vec![0; tier], held: None, steps }
}

fn has_count(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Count(_)))
}

/// Problems and their best values; in every third all people are of one household.
fn problems(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem, Option<Vec<i64>>)> {
    seeds.map(|seed| {
        let case = if seed % 3 == 0 { crowd(seed) } else { tiny_case(seed) };
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let best = best(&problem);
        (seed, problem, best)
    })
}

/// A tiny case in which somebody of each household must work, and there is one place to live.
fn overfull(seed: u64) -> Option<Problem> {
    let mut parts = tiny_parts(seed);
    parts.dwellings.truncate(1);
    parts.travel_times.retain(|entry| entry.dwelling == parts.dwellings[0].id);
    parts.preferences.clear();
    (parts.dwellings[0].beds, parts.dwellings[0].households) = (9, 1);
    parts.openings[0].positions = 3;
    let work = |household: &Household| {
        let person = household.members[0].id.clone();
        Decision::work(person, parts.openings[0].id.clone(), Ruling::Must)
    };
    parts.decisions = parts.households.iter().map(work).collect();
    let case = Case::new(parts).ok().filter(|case| case.households().len() > 1)?;
    Problem::new(&case, &travel_times(&case)).ok()
}

/// A tiny case in which all households are one, up to four of them seekers.
fn crowd(seed: u64) -> Case {
    let mut parts = tiny_parts(seed);
    let mut others = parts.households.split_off(1);
    let members = &mut parts.households[0].members;
    members.extend(others.iter_mut().flat_map(|household| household.members.drain(..)));
    members.retain(|person| person.job_seeker.is_some());
    members.truncate(4);
    let (household, people) = (&parts.households[0].id, &parts.households[0].members);
    parts.preferences.retain(|entry| entry.household == *household);
    parts.suitability.retain(|entry| people.iter().any(|person| person.id == entry.person));
    parts.dwellings.iter_mut().for_each(|dwelling| dwelling.beds += 3);
    parts.decisions.clear();
    if parts.households[0].members.is_empty() {
        return tiny_case(seed);
    }
    Case::new(parts).unwrap()
}

fn multipliers(tier: usize, usable: usize, dice: &mut Dice) -> Vec<i64> {
    (0..tier).map(|s| if s < usable { [0, 0, 1, 2, 50][dice.below(5)] } else { 0 }).collect()
}

/// Multipliers with which nothing that is worse than the best in an earlier tier undercuts a bound.
fn enough(earlier: &[i64], bound: i64, dice: &mut Dice) -> Vec<i64> {
    let (mut multipliers, mut target) = (vec![0; earlier.len()], bound);
    for (multiplier, value) in multipliers.iter_mut().zip(earlier).rev() {
        *multiplier = target + [0, 0, 1, 2, 50][dice.below(5)];
        target += *multiplier * value;
    }
    multipliers
}

/// A proof of a tier that branches and counts until nothing is left to decide.
fn complete_tier(reference: &Reference, earlier: &[i64], bound: i64, dice: &mut Dice) -> TierProof {
    let mut multipliers = enough(earlier, bound, dice);
    // If a tier is held a smaller multiplier is enough.
    let held = (!earlier.is_empty() && dice.below(2) == 0).then(|| dice.below(earlier.len()));
    if let Some(held) = held {
        multipliers[held] = multipliers[held].min(dice.below(3) as i64);
    }
    let weights: Vec<i64> = multipliers.iter().copied().chain([1]).collect();
    let target = reference::weighed(&multipliers, earlier) + i128::from(bound);
    let most = held.map(|held| (held, earlier[held]));
    let steps = complete(reference, &weights, most, target, dice);
    TierProof { bound, multipliers, held, steps }
}

#[test]
fn complete_trees_prove_the_best_and_nothing_better() {
    for (seed, problem, best) in problems(0..1500) {
        let dice = &mut Dice::new(seed + 1);
        let reference = Reference::new(&problem);
        let Some(best) = best else {
            let steps = complete(&reference, &[], None, 1, dice);
            assert_eq!(verify_infeasible(&problem, &no_solution(steps)), Ok(()), "seed {seed}");
            continue;
        };
        let tier = |t: usize, bound: i64, dice: &mut Dice| {
            complete_tier(&reference, &best[..t], bound, dice)
        };
        let tiers: Vec<TierProof> = (0..best.len()).map(|t| tier(t, best[t], dice)).collect();
        let good = proof(tiers);
        assert_eq!(
            verify_proof(&problem, Claimed { values: &best, bounds: &best }, &good),
            Ok(()),
            "seed {seed}"
        );
        for t in 0..best.len() {
            let (mut values, mut bounds, mut bad) = (best.clone(), best.clone(), good.clone());
            bad.tiers[t].bound += 1;
            (values[t], bounds[t]) = (best[t] + 1, best[t] + 1);
            let fault = verify_proof(&problem, Claimed { values: &values, bounds: &bounds }, &bad)
                .unwrap_err();
            assert_eq!(fault.tier, Some(t), "seed {seed}: {fault}");
            // Nor when the tree is made for it.
            bad.tiers[t] = tier(t, best[t] + 1, dice);
            let fault = verify_proof(&problem, Claimed { values: &values, bounds: &bounds }, &bad)
                .unwrap_err();
            assert_eq!(fault.tier, Some(t), "seed {seed}: {fault}");
        }
        let steps = complete(&reference, &[], None, 1, dice);
        assert!(verify_infeasible(&problem, &no_solution(steps)).is_err(), "seed {seed}");
    }
}

#[test]
fn random_trees_prove_nothing_that_is_not_so() {
    let (mut sharp, mut short, mut faulty, mut idle, mut counted) = (0, 0, 0, 0, 0);
    for (seed, problem, best) in problems(0..1500) {
        let dice = &mut Dice::new(seed + 2);
        let reference = Reference::new(&problem);
        let Some(best) = best else { continue };
        for _ in 0..4 {
            // What is known is the best but for one tier, where it may be worse.
            let t = dice.below(best.len());
            let open = dice.below(best.len() + 1);
            let mut values = best.clone();
            let mut bounds = vec![0; best.len()];
            if let Some(value) = values.get_mut(open) {
                *value += 1 + dice.below(3) as i64;
            }
            let usable = open + 1;
            let mut tiers = Vec::new();
            for s in 0..best.len() {
                if s >= t || s > open {
                    tiers.push(nothing_shown(s));
                    continue;
                }
                bounds[s] = best[s];
                tiers.push(complete_tier(&reference, &best[..s], best[s], dice));
            }
            values[t] += 10_000_000;
            let usable = usable.min(t);
            tiers[t].multipliers = multipliers(t, usable, dice);
            let stray = usize::from(dice.below(50) == 0);
            tiers[t].held =
                (dice.below(2) == 0 && usable + stray > 0).then(|| dice.below(usable + stray));
            tiers[t].steps = random_steps(&reference, t, tiers[t].held.is_some(), dice);
            let mut proof = proof(tiers);
            let weights: Vec<i64> = proof.tiers[t].multipliers.iter().copied().chain([1]).collect();
            let mostly_idle = reference.is_mostly_idle(&weights, proof.tiers[t].held);
            let above = [1_000_000, 1000, 3, 1].map(|more| best[t] + more);
            for bound in above.into_iter().chain([best[t], best[t] / 2, 0]) {
                (bounds[t], proof.tiers[t].bound) = (bound, bound);
                let checked =
                    verify_proof(&problem, Claimed { values: &values, bounds: &bounds }, &proof);
                let expected = reference.check(&values, &bounds, &proof);
                let place = checked.as_ref().map_err(place).copied();
                assert_eq!(place, expected, "seed {seed}, tier {t}: {checked:?} {proof:#?}");
                let shows = checked.is_ok() || place.is_err_and(|(.., reached)| reached.is_some());
                idle += u32::from(mostly_idle && shows);
                counted += u32::from(has_count(&proof.tiers[t].steps) && shows);
                match checked {
                    Ok(()) => {
                        assert!(bound <= best[t], "seed {seed}, tier {t}: {bound} {proof:#?}");
                        sharp += u32::from(bound == best[t] && bound > 0);
                        short += u32::from(bound < best[t]);
                    }
                    Err(_) => faulty += 1,
                }
            }
            let steps = random_steps(&reference, 0, false, dice);
            let proof = no_solution(steps);
            let fault = verify_infeasible(&problem, &proof).unwrap_err();
            let expected = reference.check_infeasible(&proof);
            assert_eq!(Err(place(&fault)), expected, "seed {seed}: {fault} {proof:#?}");
        }
    }
    assert!(sharp > 500 && short > 1000 && faulty > 10_000, "{sharp} {short} {faulty}");
    assert!(idle > 1000 && counted > 1000, "{idle} {counted}");
}

#[test]
fn random_trees_in_which_there_is_no_solution() {
    let (mut shown, mut not_shown, mut idle, mut counted) = (0, 0, 0, 0);
    let tiny = problems(0..8000).filter(|(.., best)| best.is_none());
    let tiny = tiny.map(|(seed, problem, _)| (seed, problem));
    let overfull = (0..4000).filter_map(|seed| Some((seed, overfull(seed)?)));
    for (seed, problem) in tiny.chain(overfull) {
        let dice = &mut Dice::new(seed + 3);
        let reference = Reference::new(&problem);
        let mostly_idle = reference.is_mostly_idle(&[], None);
        for _ in 0..50 {
            let proof = no_solution(random_steps(&reference, 0, false, dice));
            let checked = verify_infeasible(&problem, &proof);
            let place = checked.as_ref().map_err(place).copied();
            let expected = reference.check_infeasible(&proof);
            assert_eq!(place, expected, "seed {seed}: {checked:?} {proof:#?}");
            shown += u32::from(checked.is_ok());
            let shows = checked.is_ok() || place.is_err_and(|(.., reached)| reached.is_some());
            idle += u32::from(mostly_idle && shows);
            counted += u32::from(has_count(&proof.infeasible) && shows);
            not_shown += u32::from(checked.is_err());
        }
    }
    assert!(shown > 100 && not_shown > 100, "{shown} {not_shown}");
    assert!(idle > 100 && counted > 100, "{idle} {counted}");
}

#[test]
fn what_a_method_claims_it_proves() {
    let methods = Method::ALL.into_iter().filter(|method| method.is_built_in());
    let methods: Vec<Method> = methods.collect();
    let mut proven = 0;
    for (seed, problem, best) in problems(0..600) {
        for method in &methods {
            let mut options = Options::default();
            options.method = method;
            let outcome = solve(&problem, &options);
            let Some(proof) = outcome.proof() else { continue };
            let checked = match (outcome.cost(), outcome.bound()) {
                (Some(cost), Some(bound)) => {
                    verify_proof(&problem, Claimed { values: cost, bounds: bound }, proof)
                }
                _ => verify_infeasible(&problem, proof),
            };
            assert_eq!(checked, Ok(()), "seed {seed} {method}");
            proven += u32::from(outcome.is_optimal());
            assert!(!outcome.is_optimal() || outcome.cost() == best.as_ref(), "seed {seed}");
        }
    }
    assert!(proven > 1000, "{proven}");
}
