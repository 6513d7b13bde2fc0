//! What the two months of Hedensted come to. The values were found by a second program too,
//! written from the format alone, with another solver.

use std::path::Path;

use boligplacering::model::Case;
use boligplacering::plan::Who;
use boligplacering::{Method, Options, Plan, Problem, Reason, check, input, solve, travel_times};

fn month(name: &str) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted").join(name);
    let reading = input::read_case(&folder).unwrap();
    assert!(reading.warnings.is_empty(), "{name}");
    reading.case
}

fn plan(case: &Case, method: Method) -> Plan {
    let mut options = Options::default();
    options.method = &method;
    let travel = travel_times(case);
    let outcome = solve(&Problem::new(case, &travel).unwrap(), &options);
    let plan = Plan::new(case, &travel, &outcome.proposal().unwrap()).unwrap();
    check(case, &travel, &plan, None).unwrap();
    plan
}

fn values(plan: &Plan) -> Vec<i64> {
    plan.tiers.iter().map(|tier| tier.value).collect()
}

#[test]
fn april_is_solved_and_visibly_better_than_by_hand() {
    let case = month("2016-04");
    let best = plan(&case, Method::Auto);
    assert_eq!(values(&best), [0, 0, 0, 268, 145]);
    assert_eq!(values(&plan(&case, Method::Milp)), values(&best));
    assert!(best.unplaced.is_empty());
    let by_hand = values(&plan(&case, Method::Greedy));
    assert!(by_hand[2] > 0 && by_hand[3] > 400, "{by_hand:?}");
}

#[test]
fn may_is_solved_and_says_why_somebody_is_left_out() {
    let case = month("2016-05");
    let best = plan(&case, Method::Auto);
    assert_eq!(values(&best), [1, 3, 0, 365, 3]);
    assert_eq!(values(&plan(&case, Method::Milp)), values(&best));
    let left: Vec<(&str, Reason)> =
        best.unplaced.iter().map(|left| (left.who.id(), left.reason)).collect();
    assert_eq!(
        left,
        [
            ("H-03", Reason::TooFewBeds),
            ("P-06", Reason::HouseholdUnhoused),
            ("P-07", Reason::HouseholdUnhoused),
            ("P-19", Reason::AboveBestStep),
        ]
    );
    assert!(matches!(best.unplaced[0].who, Who::Household(_)));
}

#[test]
fn a_good_friday_reception_starts_work_on_tuesday() {
    let mut parts = month("2016-04").into_parts();
    parts.decisions.clear();
    for household in &mut parts.households {
        household.arrival = jiff::civil::date(2016, 3, 25).at(12, 0, 0, 0);
    }
    let case = Case::new(parts).unwrap();
    let best = plan(&case, Method::Auto);
    let jobs = best.households.iter().flat_map(|h| &h.persons).filter_map(|p| p.job.as_ref());
    for job in jobs {
        // Easter Monday is a holiday, and one of the 96 hours is lost to summer time.
        let at_eight = job.start == jiff::civil::date(2016, 3, 29).at(8, 0, 0, 0);
        assert!(!at_eight || job.hours_after_reception == 91);
        assert!(job.hours_after_reception <= 96, "{job:?}");
    }
}
