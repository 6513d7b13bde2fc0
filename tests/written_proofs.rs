//! Proofs of whole months, changed in every place: none proves what is not so.

#[path = "support/gaps.rs"]
mod gaps;

use std::path::Path;

use boligplacering::check::{Claimed, verify_proof};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Case, Options, Outcome, Problem, Proof, input, solve};
use gaps::{counted_home, counted_pairs, crowded_home, held, idle, pairs};
use serde_json::Value;

/// A place in JSON: for each level the index of the entry.
type Place = Vec<usize>;

/// The places of all numbers, and those of all entries of lists.
fn places(value: &Value, at: &mut Place, numbers: &mut Vec<Place>, entries: &mut Vec<Place>) {
    let inner: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        Value::Number(_) => return numbers.push(at.clone()),
        _ => return,
    };
    for (index, value) in inner.into_iter().enumerate() {
        at.push(index);
        places(value, at, numbers, entries);
        at.pop();
    }
    if value.is_array() {
        let length = value.as_array().map_or(0, Vec::len);
        entries.extend((0..length).map(|index| at.iter().copied().chain([index]).collect()));
    }
}

fn entry<'a>(value: &'a mut Value, place: &[usize]) -> &'a mut Value {
    place.iter().fold(value, |value, index| match value {
        Value::Array(list) => &mut list[*index],
        Value::Object(fields) => fields.values_mut().nth(*index).unwrap(),
        other => panic!("{other} has no entries"),
    })
}

/// Proofs that differ from `proof` in one number, or by one entry of a list left out.
fn changed(proof: &Proof) -> Vec<Proof> {
    let json = serde_json::to_value(proof).unwrap();
    let (mut numbers, mut entries) = (Vec::new(), Vec::new());
    places(&json, &mut Vec::new(), &mut numbers, &mut entries);
    let mut all = Vec::new();
    for place in &numbers {
        for change in [|n| n + 1, |n| n - 1, |n| 2 * n, |_| 0, |n: i64| -n, |_| i64::MAX] {
            let mut other = json.clone();
            let number = entry(&mut other, place);
            *number = change(number.as_i64().unwrap()).into();
            all.push(other);
        }
    }
    for place in &entries {
        let mut other = json.clone();
        let (index, list) = place.split_last().unwrap();
        entry(&mut other, list).as_array_mut().unwrap().remove(*index);
        all.push(other);
    }
    // What is not of the form is refused when it is read.
    let read = all.into_iter().filter_map(|other| serde_json::from_value(other).ok());
    read.filter(|other| other != proof).collect()
}

#[test]
fn no_change_to_the_proof_of_a_month_proves_what_is_not_so() {
    for month in ["2016-04", "2016-05"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted").join(month);
        let case = input::read_case(&folder).unwrap().case;
        assert!(refused_of_case(&case, month) > 100, "{month}");
    }
}

/// Here prices alone are not always enough.
#[test]
fn no_change_to_the_proof_of_a_scarce_month_proves_what_is_not_so() {
    for seed in 1..=4 {
        let case = Synthetic::tight(10).seed(seed).case().unwrap();
        assert!(refused_of_case(&case, &format!("seed {seed}")) > 100, "seed {seed}");
    }
}

/// Here they never are, and of the last an opening is idle.
#[test]
fn no_change_to_a_proof_with_rooms_cuts_or_filters_proves_what_is_not_so() {
    for (name, gap) in
        [("home", crowded_home()), ("pairs", pairs()), ("idle", idle(2, &[10, 9], 10))]
    {
        let proof = gap.proof(gap.steps.clone());
        let refused = refused(&gap.problem, &[gap.best], &proof, name);
        assert!(refused >= 20, "{name}: {refused}");
    }
}

#[test]
fn no_change_to_a_proof_with_counts_proves_what_is_not_so() {
    for (name, gap) in [("home", counted_home()), ("pairs", counted_pairs())] {
        let proof = gap.proof(gap.steps.clone());
        let refused = refused(&gap.problem, &[gap.best], &proof, name);
        assert!(refused >= 20, "{name}: {refused}");
    }
}

#[test]
fn no_change_to_a_proof_that_holds_a_tier_proves_what_is_not_so() {
    let (problem, best, proof) = held();
    let refused = refused(&problem, &best, &proof, "held");
    assert!(refused >= 20, "{refused}");
}

/// How many changes to the proof that the plan of `case` is a best one are refused.
fn refused_of_case(case: &Case, name: &str) -> usize {
    let problem = Problem::new(case, &travel_times(case)).unwrap();
    let outcome = solve(&problem, &Options::default());
    let Outcome::Optimal { cost: best, proof, .. } = outcome else { panic!("{outcome:?}") };
    refused(&problem, &best, &proof, name)
}

/// How many changes to a proof of `best` are refused; none of them proves a bound that does not
/// hold.
fn refused(problem: &Problem, best: &[i64], proof: &Proof, name: &str) -> usize {
    assert_eq!(
        verify_proof(problem, Claimed { values: best, bounds: best }, proof),
        Ok(()),
        "{name}"
    );
    let mut refused = 0;
    for other in changed(proof) {
        let bounds = other.bounds();
        // Against the plan that was written: only its own bounds.
        match verify_proof(problem, Claimed { values: best, bounds: best }, &other) {
            Ok(()) => assert_eq!(bounds, best, "{name}: {other:?}"),
            Err(_) => refused += 1,
        }
        // Whatever bounds are claimed, and however bad the plan: none above the best.
        let values: Vec<i64> = bounds.iter().zip(best).map(|(b, v)| *b.max(v)).collect();
        if bounds != best
            && verify_proof(problem, Claimed { values: &values, bounds: &bounds }, &other).is_ok()
        {
            assert!(bounds.iter().zip(best).all(|(b, v)| b <= v), "{name}: {other:?}");
        }
    }
    refused
}
