use std::collections::BTreeMap;

use crate::record::{Record, Status};
use crate::source::Source;

/// What cannot be true of all that the methods claim.
pub(crate) fn contradictions(records: &[Record]) -> Vec<String> {
    let mut cases: BTreeMap<&Source, Vec<&Record>> = BTreeMap::new();
    for record in records {
        cases.entry(&record.source).or_default().push(record);
    }
    let mut wrong = Vec::new();
    for (source, records) in cases {
        for claim in records.iter().filter(|record| record.is_proven()) {
            let others = records.iter().filter(|other| other.method != claim.method);
            wrong.extend(others.filter_map(|other| {
                Some(format!("{source}: {} {}", claim.method, contradicts(claim, other)?))
            }));
        }
    }
    wrong
}

/// What `claim` proved, against what another method found.
fn contradicts(claim: &Record, other: &Record) -> Option<String> {
    let method = other.method;
    let found = other.values.as_ref();
    let Some(best) = &claim.values else {
        return found.map(|values| format!("says there is no solution, {method} has {values:?}"));
    };
    if other.status == Status::Infeasible {
        return Some(format!("has {best:?}, {method} says there is no solution"));
    }
    if let Some(values) = found.filter(|values| *values < best) {
        return Some(format!("says {best:?} is the best, {method} has {values:?}"));
    }
    if let Some(values) = found.filter(|values| other.is_proven() && *values != best) {
        return Some(format!("says {best:?} is the best, {method} says {values:?} is"));
    }
    let bound = other.bound.as_ref()?;
    let above = bound.iter().zip(best).position(|(bound, best)| bound > best)?;
    let (tier, bound) = (above + 1, bound[above]);
    Some(format!("says {best:?} is the best, {method} proves {bound} at least in tier {tier}"))
}

#[cfg(test)]
mod tests {
    use boligplacering::solve::Method;

    use super::*;
    use crate::record::Job;

    fn record(method: Method, status: Status, values: Option<&[i64]>, bound: &[i64]) -> Record {
        let source = Source::Synthetic { tight: false, households: 8, seed: 1 };
        let (values, bound) = (values.map(<[i64]>::to_vec), Some(bound.to_vec()));
        Record {
            status,
            values,
            bound,
            ..Record::new(&Job { source, method, seconds: 1.0, threads: 1 })
        }
    }

    #[test]
    fn what_cannot_all_be_true_is_told() {
        let best = record(Method::Milp, Status::Optimal, Some(&[0, 5]), &[0, 5]);
        let with = |status, values: Option<&[i64]>, bound: &[i64]| {
            contradictions(&[best.clone(), record(Method::Greedy, status, values, bound)])
        };
        assert_eq!(with(Status::Optimal, Some(&[0, 5]), &[0, 5]), [""; 0]);
        assert_eq!(with(Status::TimeLimit, Some(&[1, 0]), &[0, 0]), [""; 0]);
        assert_eq!(with(Status::TimeLimit, None, &[0, 5]), [""; 0]);
        assert_eq!(
            with(Status::Feasible, Some(&[0, 4]), &[0, 0]),
            ["loose 8 seed 1: milp says [0, 5] is the best, greedy has [0, 4]"]
        );
        assert_eq!(
            with(Status::TimeLimit, Some(&[0, 7]), &[0, 6]),
            ["loose 8 seed 1: milp says [0, 5] is the best, greedy proves 6 at least in tier 2"]
        );
        assert!(!with(Status::Optimal, Some(&[0, 6]), &[0, 6]).is_empty());
        assert!(!with(Status::Infeasible, None, &[]).is_empty());
    }
}
