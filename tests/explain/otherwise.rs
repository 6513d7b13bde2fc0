//! What would house or place somebody, what decisions cost, what is scarce, whom to call: each change is made in the
//! case itself, and all solutions of that are looked at.

use std::collections::BTreeMap;

use boligplacering::explain::{
    Alternative, Baseline, Explainer, LeftOut, More, Price, Remedied, Remedy, Ruled,
};
use boligplacering::model::{
    CaseParts, Decision, Dwelling, DwellingId, Household, JobSeeker, Opening, OpeningId, StepId,
    Tags, TravelTimeEntry, Verdict,
};
use boligplacering::plan::Who;
use boligplacering::problem::{Change, Cost, Problem, Solution};
use boligplacering::rules::{Reason, Rules};
use boligplacering::solve::Method;
use boligplacering::travel::travel_times;
use boligplacering::{Case, Options, solve};

use crate::support::tiny_case;

/// A tiny month, its best plan, and what is changed in it.
struct Month {
    case: Case,
    base: Cost,
    plan: Solution,
}

impl Month {
    /// The month with something else in it.
    fn with(&self, edit: impl FnOnce(&mut CaseParts)) -> Option<Problem> {
        let mut parts = self.case.clone().into_parts();
        edit(&mut parts);
        let case = Case::new(parts).ok()?;
        Problem::new(&case, &travel_times(&case)).ok()
    }

    /// What the best plan comes to with something that must be, and the fewest others that move there.
    fn best(&self, problem: &Problem, changes: &[Change]) -> Option<(Cost, i64)> {
        let counting = problem.counting_moves(&self.plan).with(changes);
        let options = Options::default().with_method(&Method::Exhaustive);
        let mut cost = solve(&counting, &options).cost()?.clone();
        let others = cost.pop()?;
        Some((cost, others))
    }

    /// The best plan that houses or places somebody, if it is better than the plan there is.
    fn better(&self, problem: Option<Problem>, changes: &[Change]) -> Option<(Cost, i64)> {
        self.best(&problem?, changes).filter(|(cost, _)| *cost < self.base)
    }

    fn price_of(&self, cost: &Cost) -> Vec<i64> {
        cost.iter().zip(&self.base).map(|(other, base)| other - base).collect()
    }

    fn assert_is(&self, found: &Alternative, expected: Option<(Cost, i64)>, name: &str) {
        let (cost, others) = expected.expect(name);
        assert_eq!(exact(&found.price), self.price_of(&cost), "{name}");
        assert_eq!((found.others, found.is_fewest), (others, true), "{name}");
    }
}

fn exact(prices: &[Price]) -> Vec<i64> {
    prices.iter().map(|price| price.exact().unwrap()).collect()
}

fn seeker_of(parts: &mut CaseParts, (h, m): (usize, usize)) -> &mut JobSeeker {
    parts.households[h].members[m].job_seeker.as_mut().unwrap()
}

/// More dwellings beside another one, with its trips and whatever anybody needs.
fn add_homes(parts: &mut CaseParts, beside: &DwellingId, beds: i64, count: i64) {
    let needs: Tags = parts.households.iter().flat_map(|who| who.needs.iter().cloned()).collect();
    for number in 0..count {
        let like = parts.dwellings.iter().find(|dwelling| dwelling.id == *beside).unwrap();
        // Ids of tiny cases begin with a B.
        let id = DwellingId::new(&format!("Z{number}")).unwrap();
        let mut home = Dwelling::new(id.clone(), like.location, beds);
        home.features.clone_from(&needs);
        parts.dwellings.push(home);
        let trips = parts.travel_times.iter().filter(|trip| trip.dwelling == *beside);
        let trips: Vec<_> = trips
            .map(|trip| {
                TravelTimeEntry::new(id.clone(), trip.site.clone(), trip.mode, trip.minutes)
            })
            .collect();
        parts.travel_times.extend(trips);
    }
}

/// One more opening at the site, days and hours of another one, that asks for nothing.
fn add_opening(parts: &mut CaseParts, like: &OpeningId, step: &StepId) {
    let like = parts.openings.iter().find(|opening| opening.id == *like).unwrap();
    let id = OpeningId::new(&format!("Z{}", parts.openings.len())).unwrap();
    let mut opening = Opening::new(id, like.site.clone(), step.clone());
    opening.days.clone_from(&like.days);
    opening.shift = like.shift;
    parts.openings.push(opening);
}

/// Makes a remedy come true, for a household and maybe a person of it.
fn apply(remedy: &Remedy, parts: &mut CaseParts, (h, m): (usize, usize)) {
    let who = |parts: &mut CaseParts, edit: &dyn Fn(&mut Household)| edit(&mut parts.households[h]);
    match remedy {
        Remedy::Feature(need) => who(parts, &|who| who.needs.retain(|other| other != need)),
        Remedy::Roof { hours } => who(parts, &|who| who.leeway.roof_hours = *hours),
        Remedy::Rent { more } => who(parts, &|who| {
            let now = who.max_rent.unwrap();
            let less = boligplacering::model::Kroner::new(0).less(*more);
            who.max_rent = Some(now.less(less));
        }),
        Remedy::Beds { dwelling, more } => {
            let home = parts.dwellings.iter_mut().find(|home| home.id == *dwelling).unwrap();
            home.beds += more;
        }
        Remedy::Home { beds, beside, .. } => add_homes(parts, beside, *beds, 1),
        Remedy::Skill(skill) => drop(seeker_of(parts, (h, m)).skills.insert(skill.clone())),
        Remedy::Language(tag) => drop(seeker_of(parts, (h, m)).languages.insert(tag.clone())),
        Remedy::Hours(hours) => seeker_of(parts, (h, m)).hours = Some(*hours),
        Remedy::Trip { minutes } => seeker_of(parts, (h, m)).more_minutes = *minutes,
        Remedy::Start { hours } => who(parts, &|who| who.leeway.limit_hours = *hours),
        Remedy::Position(id) => {
            let opening = parts.openings.iter_mut().find(|opening| opening.id == *id).unwrap();
            opening.positions += 1;
        }
        Remedy::Opening { step, like, .. } => add_opening(parts, like, step),
        other => panic!("{other:?}"),
    }
}

fn kind(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::Feature(_) => "feature",
        Remedy::Roof { .. } => "roof",
        Remedy::Rent { .. } => "rent",
        Remedy::Beds { .. } => "beds",
        Remedy::Home { .. } => "home",
        Remedy::Skill(_) => "skill",
        Remedy::Language(_) => "language",
        Remedy::Hours(_) => "hours",
        Remedy::Trip { .. } => "trip",
        Remedy::Start { .. } => "start",
        Remedy::Position(_) => "position",
        Remedy::Opening { .. } => "opening",
        _ => "other",
    }
}

/// Asserts that each remedy does what it says, that none smaller does, and that none is missing.
fn assert_left_out(
    month: &Month,
    left: &LeftOut,
    at: (usize, usize),
    changes: &[Change; 2],
    kinds: &mut BTreeMap<&'static str, usize>,
    name: &str,
) {
    let of_new = |found: &Remedied| matches!(kind(&found.remedy), "home" | "opening");
    assert!(left.is_complete || !left.remedies.iter().any(of_new), "{name}");
    let does =
        |edit: &dyn Fn(&mut CaseParts)| month.better(month.with(|parts| edit(parts)), changes);
    for found in &left.remedies {
        let name = format!("{name}: {:?}", found.remedy);
        month.assert_is(&found.best, does(&|parts| apply(&found.remedy, parts, at)), &name);
        *kinds.entry(kind(&found.remedy)).or_default() += 1;
        let less: Vec<Remedy> = match &found.remedy {
            Remedy::Roof { hours } => {
                (0..*hours).rev().take(9).map(|hours| Remedy::Roof { hours }).collect()
            }
            Remedy::Start { hours } => {
                (0..*hours).rev().take(9).map(|hours| Remedy::Start { hours }).collect()
            }
            Remedy::Trip { minutes } => {
                (0..*minutes).rev().take(9).map(|minutes| Remedy::Trip { minutes }).collect()
            }
            Remedy::Rent { more } => {
                let oere = boligplacering::model::Kroner::from_oere(1);
                vec![Remedy::Rent { more: more.less(oere) }]
            }
            Remedy::Beds { dwelling, more } => {
                (0..*more).map(|more| Remedy::Beds { dwelling: dwelling.clone(), more }).collect()
            }
            Remedy::Home { beds, locality, beside } => (1..*beds)
                .map(|beds| {
                    let (locality, beside) = (locality.clone(), beside.clone());
                    Remedy::Home { beds, locality, beside }
                })
                .collect(),
            _ => Vec::new(),
        };
        for remedy in less {
            assert_eq!(does(&|parts| apply(&remedy, parts, at)), None, "{name}: {remedy:?} does");
        }
    }
    let has = |of: &str| left.remedies.iter().any(|found| kind(&found.remedy) == of);
    let (h, m) = at;
    if let Who::Household(_) = left.who {
        let who = &month.case.households()[h];
        let enough =
            |edit: &dyn Fn(&mut Household)| does(&|parts| edit(&mut parts.households[h])).is_some();
        assert_eq!(has("roof"), enough(&|who| who.leeway.roof_hours = 8_000), "{name}");
        assert_eq!(has("rent"), enough(&|who| who.max_rent = None), "{name}");
        for need in &who.needs {
            let found =
                left.remedies.iter().any(|found| found.remedy == Remedy::Feature(need.clone()));
            assert_eq!(
                found,
                does(&|parts| apply(&Remedy::Feature(need.clone()), parts, at)).is_some()
            );
        }
        let larger = |home: usize| {
            does(&|parts| {
                let home = &mut parts.dwellings[home];
                home.beds = home.beds.max(who.size());
            })
        };
        let homes = 0..month.case.dwellings().len();
        let rules = Rules::new(&month.case);
        let small = homes.filter(|home| {
            let refusals = rules.housing_refusals(h, *home);
            refusals.len() == 1 && refusals[0].reason == Reason::TooFewBeds
        });
        assert_eq!(has("beds"), small.filter_map(larger).next().is_some(), "{name}");
    } else if month.plan.homes[h].is_some() {
        let enough = |edit: &dyn Fn(&mut JobSeeker)| does(&|parts| edit(seeker_of(parts, at)));
        assert_eq!(has("hours"), enough(&|of| of.hours = None).is_some(), "{name}");
        assert_eq!(has("trip"), enough(&|of| of.more_minutes = 1_000).is_some(), "{name}");
        let later = does(&|parts| parts.households[h].leeway.limit_hours = 8_000);
        assert_eq!(has("start"), later.is_some(), "{name}");
        for skill in ["care", "kitchen"] {
            let remedy = Remedy::Skill(skill.into());
            let found = left.remedies.iter().any(|found| found.remedy == remedy);
            let of = month.case.households()[h].members[m].job_seeker.as_ref().unwrap();
            let new = !of.skills.contains(&skill.into());
            assert_eq!(found, new && does(&|parts| apply(&remedy, parts, at)).is_some(), "{name}");
        }
        for opening in month.case.openings() {
            let remedy = Remedy::Position(opening.id.clone());
            let found = left.remedies.iter().any(|found| found.remedy == remedy);
            assert_eq!(found, does(&|parts| apply(&remedy, parts, at)).is_some(), "{name}");
        }
    }
}

/// Asserts what the plan, or another one, comes to more than one with something changed.
fn assert_prices(found: &[Price], cost: &Cost, free: Option<(Cost, i64)>, name: &str) {
    let (free, _) = free.expect(name);
    let more: Vec<i64> = cost.iter().zip(&free).map(|(kept, free)| kept - free).collect();
    assert_eq!(exact(found), more, "{name}");
}

fn assert_decided(month: &Month, explainer: &Explainer, name: &str) -> usize {
    let decided = explainer.decided();
    for kept in &decided.each {
        let free = month.with(|parts| match &kept.what {
            Ruled::Decision(decision) => {
                let at = parts.decisions.iter().position(|other| other == decision).unwrap();
                parts.decisions.remove(at);
            }
            Ruled::Dwelling { household, dwelling } => parts
                .preferences
                .retain(|one| one.household != *household || one.dwelling != *dwelling),
            Ruled::Opening { person, opening } => {
                parts.suitability.retain(|one| one.person != *person || one.opening != *opening);
            }
            other => panic!("{other:?}"),
        });
        let free = month.best(&free.unwrap(), &[]);
        assert_prices(&kept.price, &month.base, free, &format!("{name}: {:?}", kept.what));
    }
    let free = month.with(|parts| {
        parts.decisions.retain(Decision::has_begun);
        parts.preferences.retain(|one| one.verdict != Verdict::Never);
        parts.suitability.retain(|one| one.verdict != Verdict::Never);
    });
    assert_prices(&decided.all, &month.base, month.best(&free.unwrap(), &[]), name);
    let never = |verdict: &Verdict| *verdict == Verdict::Never;
    let nevers = month.case.preferences().iter().filter(|one| never(&one.verdict)).count()
        + month.case.suitability().iter().filter(|one| never(&one.verdict)).count();
    let decisions = month.case.decisions().iter().filter(|decision| !decision.has_begun());
    assert_eq!(decided.each.len(), decisions.count() + nevers, "{name}");
    decided.each.iter().filter(|kept| exact(&kept.price).iter().any(|price| *price > 0)).count()
}

/// So many more of something.
fn add(more: &More, parts: &mut CaseParts, count: i64) {
    match more {
        More::Home { beds, beside, .. } => add_homes(parts, beside, *beds, count),
        More::Position(id) => {
            let opening = parts.openings.iter_mut().find(|opening| opening.id == *id).unwrap();
            opening.positions += count;
        }
        More::Opening { step, like, .. } => {
            (0..count).for_each(|_| add_opening(parts, like, step));
        }
        More::StartHour => parts.policy.deadline.work_limit_hours += count,
        More::RoofHour => parts.policy.deadline.roof_hours += count,
        More::Minute => {
            let people = parts.households.iter_mut().flat_map(|who| &mut who.members);
            let seekers = people.filter_map(|person| person.job_seeker.as_mut());
            seekers.for_each(|seeker| seeker.more_minutes += count);
        }
        other => panic!("{other:?}"),
    }
}

fn assert_scarce(month: &Month, explainer: &Explainer, name: &str) -> usize {
    let scarce = explainer.scarce();
    for one in &scarce {
        let mut before = vec![0; month.base.len()];
        for (count, gain) in (1..).zip(&one.gains) {
            let name = format!("{name}: {count} {:?}", one.what);
            let problem = month.with(|parts| add(&one.what, parts, count)).expect(&name);
            let (cost, _) = month.best(&problem, &[]).expect(&name);
            assert_eq!(exact(gain), month.price_of(&cost), "{name}");
            assert!(exact(gain) < before, "{name}: {gain:?}");
            before = exact(gain);
        }
    }
    let all = month.case.openings().iter().map(|opening| More::Position(opening.id.clone()));
    for more in all.chain([More::StartHour, More::RoofHour, More::Minute]) {
        let Some(problem) = month.with(|parts| add(&more, parts, 1)) else { continue };
        let gains = month.best(&problem, &[]).is_some_and(|(cost, _)| cost < month.base);
        let found = scarce.iter().any(|one| one.what == more);
        assert_eq!(found, gains, "{name}: {more:?}");
    }
    let firsts: Vec<Vec<i64>> = scarce.iter().map(|one| exact(&one.gains[0])).collect();
    assert!(firsts.is_sorted(), "{name}: {firsts:?}");
    scarce.len()
}

fn assert_calls(month: &Month, explainer: &Explainer, name: &str) -> usize {
    let calls = explainer.calls();
    let unknown = month.case.households().iter().flat_map(|who| who.seekers());
    assert_eq!(calls.len(), unknown.filter(|(_, of)| of.best_step.is_none()).count(), "{name}");
    let mut decisive = 0;
    for call in &calls {
        let at = month.case.person_index(&call.person).unwrap();
        let before = month.case.households()[..at.0].iter().map(|who| who.seekers().count());
        let seeker = before.sum::<usize>()
            + month.case.households()[at.0].members[..at.1]
                .iter()
                .filter(|person| person.job_seeker.is_some())
                .count();
        for turn in &call.turns {
            let name = format!("{name}: {} {}", call.person, turn.step);
            let edit = |parts: &mut CaseParts| {
                seeker_of(parts, at).best_step = Some(turn.step.clone());
            };
            let problem = month.with(edit).expect(&name);
            let (cost, others) =
                month.best(&problem, &[Change::FreeSeeker { seeker }]).expect(&name);
            assert_eq!(turn.others, others, "{name}");
            assert_eq!(turn.moves.is_empty(), turn.is_same_as(month, seeker), "{name}");
            let mut now = month.plan.clone();
            let allowed = |opening: &usize| {
                problem.opening_cost(&problem.seekers()[seeker], *opening).is_some()
            };
            now.openings[seeker] = now.openings[seeker].filter(allowed);
            match problem.cost(&now) {
                Ok(now) => assert_prices(&turn.lost, &now, Some((cost, 0)), &name),
                Err(_) => assert!(turn.lost.is_empty(), "{name}"),
            }
            if turn.is_assumed {
                assert!(turn.lost.iter().all(|price| price.exact() == Some(0)), "{name}");
            }
        }
        let moves = call.turns.iter().any(|turn| !turn.moves.is_empty());
        assert!(call.last_day.is_none() || moves, "{name}");
        decisive += usize::from(call.stake().iter().any(|lost| *lost > 0));
    }
    assert!(calls.iter().map(|call| call.stake()).rev().is_sorted(), "{name}");
    decisive
}

trait SameAs {
    fn is_same_as(&self, month: &Month, seeker: usize) -> bool;
}

impl SameAs for boligplacering::explain::Turn {
    /// Whether a person's own placement and that of their household are as in the plan, and nobody else moves.
    fn is_same_as(&self, month: &Month, seeker: usize) -> bool {
        let opening = month.plan.openings[seeker].map(|at| &month.case.openings()[at].id);
        self.others == 0 && self.opening.as_ref() == opening
    }
}

#[test]
fn what_would_be_otherwise_is_what_all_solutions_of_changed_cases_say() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..500 {
        let case = tiny_case(seed);
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).unwrap();
        let options = Options::default().with_threads(1);
        let outcome = solve(&problem, &options);
        let Some(proposal) = outcome.proposal().filter(|_| problem.seekers().len() <= 3) else {
            continue;
        };
        let base = Baseline::new(&case, &travel, &problem, &proposal);
        let explainer = Explainer::new(&base, &options);
        let (base, plan) = (proposal.cost.to_vec(), proposal.solution.clone());
        let month = Month { case: case.clone(), base, plan };
        for left in explainer.left_out() {
            let name = format!("seed {seed}: {:?}", left.who);
            let (at, changes) = match &left.who {
                Who::Household(id) => {
                    let household = case.household_index(id).unwrap();
                    let must = Change::House { household };
                    ((household, 0), [must, Change::FreeHousehold { household }])
                }
                Who::Person(id) => {
                    let (h, m) = case.person_index(id).unwrap();
                    let members = case.households().iter().flat_map(|who| who.seekers());
                    let seeker = members.map(|(person, _)| &person.id).position(|one| one == id);
                    let seeker = seeker.unwrap();
                    ((h, m), [Change::Place { seeker }, Change::FreeSeeker { seeker }])
                }
                other => panic!("{other:?}"),
            };
            assert_left_out(&month, &left, at, &changes, &mut kinds, &name);
            let waits = matches!(left.who, Who::Person(_)) && month.plan.homes[at.0].is_none();
            if let Some(instead) = &left.instead_of_others {
                month.assert_is(instead, month.best(&problem, &changes), &name);
                *kinds.entry("others come first").or_default() += 1;
            } else if !waits {
                assert_eq!(month.best(&problem, &changes), None, "{name}");
            }
        }
        let name = format!("seed {seed}");
        *kinds.entry("decision that costs").or_default() +=
            assert_decided(&month, &explainer, &name);
        *kinds.entry("scarce").or_default() += assert_scarce(&month, &explainer, &name);
        *kinds.entry("decisive call").or_default() += assert_calls(&month, &explainer, &name);
    }
    let all = [
        "feature",
        "roof",
        "rent",
        "beds",
        "home",
        "skill",
        "language",
        "hours",
        "trip",
        "start",
        "position",
        "opening",
        "others come first",
        "decision that costs",
        "scarce",
        "decisive call",
    ];
    for kind in all {
        assert!(kinds.get(kind).is_some_and(|count| *count > 3), "{kind}: {kinds:?}");
    }
}
