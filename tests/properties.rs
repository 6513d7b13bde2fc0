//! What must hold of every case, whatever is in it.

mod support;

use boligplacering::model::{Decision, DwellingId, HouseholdId, OpeningId, PersonId, SiteId};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Case, CaseParts, Options, Outcome, Plan, Problem, check, solve};
use support::{Dice, tiny_case};

const SEEDS: std::ops::Range<u64> = 500_000..500_200;

fn best(case: &Case) -> Outcome {
    let outcome = solve(&Problem::new(case, &travel_times(case)).unwrap(), &Options::default());
    let proven = matches!(outcome, Outcome::Optimal { .. } | Outcome::Infeasible { .. });
    assert!(proven, "{outcome:?}");
    outcome
}

fn plan(case: &Case) -> Option<Plan> {
    let travel = travel_times(case);
    let plan = Plan::new(case, &travel, &best(case).proposal()?)?;
    if let Err(violations) = check(case, &travel, &plan, None) {
        panic!("{violations:?}");
    }
    Some(plan)
}

fn shuffled(case: &Case, seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let mut parts = case.clone().into_parts();
    dice.shuffle(&mut parts.households);
    parts.households.iter_mut().for_each(|household| dice.shuffle(&mut household.members));
    dice.shuffle(&mut parts.dwellings);
    dice.shuffle(&mut parts.sites);
    dice.shuffle(&mut parts.openings);
    dice.shuffle(&mut parts.travel_times);
    dice.shuffle(&mut parts.suitability);
    dice.shuffle(&mut parts.preferences);
    dice.shuffle(&mut parts.decisions);
    Case::new(parts).unwrap()
}

/// The same case with other ids, in the same order.
fn renamed(case: &Case) -> CaseParts {
    let mut parts = case.clone().into_parts();
    let new = |id: &str| format!("ny {id}!");
    macro_rules! rename {
        ($($id:expr => $kind:ident),*) => {{ $($id = $kind::new(&new($id.as_str())).unwrap();)* }};
    }
    for household in &mut parts.households {
        rename!(household.id => HouseholdId);
        household.members.iter_mut().for_each(|person| rename!(person.id => PersonId));
    }
    parts.dwellings.iter_mut().for_each(|dwelling| rename!(dwelling.id => DwellingId));
    parts.sites.iter_mut().for_each(|site| rename!(site.id => SiteId));
    for opening in &mut parts.openings {
        rename!(opening.id => OpeningId, opening.site => SiteId);
    }
    for entry in &mut parts.travel_times {
        rename!(entry.dwelling => DwellingId, entry.site => SiteId);
    }
    for entry in &mut parts.suitability {
        rename!(entry.person => PersonId, entry.opening => OpeningId);
    }
    for entry in &mut parts.preferences {
        rename!(entry.household => HouseholdId, entry.dwelling => DwellingId);
    }
    for decision in &mut parts.decisions {
        match decision {
            Decision::Housing { household, dwelling, .. } => {
                rename!(*household => HouseholdId, *dwelling => DwellingId);
            }
            Decision::Work { person, opening, .. } => {
                rename!(*person => PersonId, *opening => OpeningId);
            }
            other => unreachable!("{other}"),
        }
    }
    parts
}

fn without_ids(plan: &Plan) -> String {
    let json = serde_json::to_string(plan).unwrap();
    json.replace("ny ", "").replace('!', "")
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for seed in SEEDS {
        let case = tiny_case(seed);
        let other = shuffled(&case, seed);
        assert_eq!(plan(&case), plan(&other), "seed {seed}");
    }
}

#[test]
fn one_more_dwelling_never_makes_it_worse() {
    for seed in SEEDS {
        let case = tiny_case(seed);
        let mut parts = case.clone().into_parts();
        let mut more = tiny_case(!seed).into_parts().dwellings.remove(0);
        more.id = DwellingId::new("one more").unwrap();
        parts.dwellings.push(more);
        let richer = Case::new(parts).unwrap();
        match (best(&case).cost(), best(&richer).cost()) {
            (Some(before), Some(after)) => assert!(after <= before, "seed {seed}"),
            (None, _) => {}
            (Some(_), None) => panic!("seed {seed}: a dwelling more left no plan"),
        }
    }
}

#[test]
fn other_ids_change_nothing_but_ids() {
    for seed in SEEDS {
        let case = tiny_case(seed);
        let other = Case::new(renamed(&case)).unwrap();
        match (plan(&case), plan(&other)) {
            (Some(one), Some(other)) => {
                assert_eq!(without_ids(&one), without_ids(&other), "seed {seed}");
            }
            (one, other) => assert_eq!(one.is_some(), other.is_some(), "seed {seed}"),
        }
    }
}

#[test]
fn a_case_is_the_same_after_serde() {
    for seed in SEEDS {
        let case = tiny_case(seed);
        let json = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), case, "seed {seed}");
    }
}

#[test]
fn a_tampered_plan_fails_the_check() {
    let case = Synthetic::new(8).case().unwrap();
    let good = plan(&case).unwrap();
    let mut tampered: Vec<Plan> = Vec::new();
    let mut tamper = |change: &dyn Fn(&mut Plan)| {
        let mut plan = good.clone();
        change(&mut plan);
        tampered.push(plan);
    };
    tamper(&|plan| plan.version += 1);
    tamper(&|plan| plan.tiers[3].value -= 1);
    tamper(&|plan| plan.tiers[3].bound -= 1);
    tamper(&|plan| plan.tiers[3].bound += 1);
    tamper(&|plan| drop(plan.tiers.pop()));
    tamper(&|plan| drop(plan.households.pop()));
    tamper(&|plan| plan.households.swap(0, 1));
    tamper(&|plan| drop(plan.households[0].persons.pop()));
    tamper(&|plan| plan.households[0].dwelling = plan.households[1].dwelling.clone());
    tamper(&|plan| plan.households[0].dwelling = Some(DwellingId::new("nowhere").unwrap()));
    let jobs = good.households.iter().flat_map(|h| &h.persons).filter(|p| p.job.is_some()).count();
    for at in 0..jobs {
        let job = |plan: &mut Plan, change: &dyn Fn(&mut boligplacering::plan::Job)| {
            let people = plan.households.iter_mut().flat_map(|h| &mut h.persons);
            change(people.filter_map(|p| p.job.as_mut()).nth(at).unwrap());
        };
        tamper(&|plan| job(plan, &|job| job.commute_minutes -= 1));
        tamper(&|plan| job(plan, &|job| job.hours_after_reception -= 1));
        tamper(&|plan| job(plan, &|job| job.provisional = !job.provisional));
        tamper(&|plan| job(plan, &|job| job.opening = OpeningId::new("nothing").unwrap()));
    }
    for plan in &tampered {
        assert!(check(&case, &travel_times(&case), plan, None).is_err(), "{plan:?}");
    }
}

#[test]
fn a_cancelled_or_late_search_still_gives_a_checked_plan() {
    use std::sync::atomic::AtomicBool;
    let case = Synthetic::tight(15).case().unwrap();
    let travel = travel_times(&case);
    let problem = Problem::new(&case, &travel).unwrap();
    let cancel = AtomicBool::new(true);
    let mut cancelled = Options::default();
    cancelled.cancel = Some(&cancel);
    let mut late = Options::default();
    late.time_limit = Some(std::time::Duration::ZERO);
    let best = solve(&problem, &Options::default());
    for options in [cancelled, late] {
        let outcome = solve(&problem, &options);
        let Outcome::Feasible { cost, bound, .. } = &outcome else { panic!("{outcome:?}") };
        assert!(bound < cost && Some(cost) >= best.cost() && Some(bound) <= best.cost());
        let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
        assert_eq!(&check(&case, &travel, &plan, None).unwrap().values, cost);
    }
}
