//! All rules that say no, and what is lacking: as much as is told is enough, and less is not.

use std::collections::BTreeMap;

use boligplacering::Reason;
use boligplacering::jiff::{ToSpan, civil::date};
use boligplacering::model::{Case, CaseParts, Hours, Kroner, Shift, Tags, TimeOfDay};
use boligplacering::rules::{Lacking, Refusal, Rules};
use boligplacering::travel::travel_times;

use crate::support::tiny_case;

#[test]
fn the_rule_that_says_no_first_is_among_all_that_do() {
    let mut several = 0;
    for seed in 0..3000 {
        let case = tiny_case(seed);
        let (rules, travel) = (Rules::new(&case), travel_times(&case));
        let mut assert_said = |first: Option<Reason>, all: &[Refusal]| {
            assert_eq!(first.is_none(), all.is_empty(), "seed {seed}: {first:?}, {all:?}");
            assert!(first.is_none_or(|first| all.iter().any(|no| no.reason == first)), "{all:?}");
            several += usize::from(all.len() > 1);
        };
        for (h, household) in case.households().iter().enumerate() {
            for d in 0..case.dwellings().len() {
                assert_said(rules.housing(h, d).err(), &rules.housing_refusals(h, d));
            }
            for (m, person) in household.members.iter().enumerate() {
                for o in 0..case.openings().len() {
                    assert_said(rules.work((h, m), o).err(), &rules.work_refusals((h, m), o));
                    if person.job_seeker.is_none() {
                        continue;
                    }
                    for d in 0..case.dwellings().len() {
                        let first = rules.trip(&travel, (h, m), d, o).err();
                        let all = rules.trip_refusal(&travel, (h, m), d, o);
                        assert_said(first, all.as_slice());
                    }
                }
            }
        }
    }
    assert!(several > 1000, "{several}");
}

/// A change of a case by so much of what is lacking to a household in a home.
fn with_more_home(parts: &mut CaseParts, (h, d): (usize, usize), no: &Refusal, less: bool) -> bool {
    let (who, home) = (&mut parts.households[h], &mut parts.dwellings[d]);
    let one_less = i64::from(less);
    match (&no.reason, &no.lacking) {
        (Reason::TooFewBeds, Some(Lacking::Beds(beds))) => home.beds += beds - one_less,
        (Reason::NotAvailableYet, Some(Lacking::Hours(hours))) => {
            parts.policy.deadline.roof_hours += hours - one_less;
        }
        (Reason::NoLongerAvailable, Some(Lacking::Days(days))) => {
            home.available_to =
                home.available_to.map(|to| to.checked_add((days - one_less).days()).unwrap());
        }
        (Reason::RentTooHigh, Some(Lacking::Rent(rent))) => {
            let dear = home.rent.unwrap().less(*rent);
            home.rent = Some(if less {
                Kroner::from_oere(1).less(Kroner::new(0).less(dear))
            } else {
                dear
            });
        }
        (Reason::MissingFeatures, Some(Lacking::Tags(tags))) => {
            home.features.extend(tags.iter().skip(usize::from(less)).cloned());
        }
        (Reason::ReservedForOthers, Some(Lacking::Tags(tags))) => {
            who.group = tags.iter().take(usize::from(!less)).cloned().collect();
        }
        _ => return false,
    }
    true
}

fn with_more_work(
    parts: &mut CaseParts,
    ((h, m), o): ((usize, usize), usize),
    no: &Refusal,
    less: bool,
) -> bool {
    let seeker = parts.households[h].members[m].job_seeker.as_mut().unwrap();
    let work = &mut parts.openings[o];
    let one_less = i64::from(less);
    let taken = |tags: &Tags| -> Tags { tags.iter().skip(usize::from(less)).cloned().collect() };
    match (&no.reason, &no.lacking) {
        (Reason::AboveBestStep, Some(Lacking::Steps(steps))) => {
            let ladder = &parts.policy.ladder;
            let step = seeker.best_step.as_ref().unwrap_or(&parts.policy.assume_step);
            let rank = ladder.iter().position(|other| other == step).unwrap();
            let better = rank - usize::try_from(steps - one_less).unwrap();
            seeker.best_step = Some(ladder[better].clone());
        }
        (Reason::MissingSkills, Some(Lacking::Tags(tags))) => seeker.skills.extend(taken(tags)),
        (Reason::MissingLanguages, Some(Lacking::Tags(tags))) => {
            seeker.languages.extend(taken(tags))
        }
        (Reason::Closed, Some(Lacking::Days(days))) => {
            work.closes = work.closes.map(|day| day.checked_add((days - one_less).days()).unwrap());
        }
        (Reason::StartsTooLate, Some(Lacking::Hours(hours))) => {
            parts.policy.deadline.work_limit_hours += hours - one_less;
        }
        _ => return false,
    }
    true
}

#[test]
fn what_is_lacking_is_enough_and_less_is_not() {
    let mut tried = BTreeMap::new();
    for seed in 0..4000 {
        let mut parts = tiny_case(seed).into_parts();
        for opening in parts.openings.iter_mut().filter(|_| seed % 2 == 0) {
            let day = i8::try_from(1 + seed / 2 % 5).unwrap();
            (opening.start, opening.closes) = (None, Some(date(2016, 4, day)));
        }
        let case = Case::new(parts.clone()).unwrap();
        let rules = Rules::new(&case);
        let mut assert_exact =
            |no: &Refusal,
             change: &dyn Fn(&mut CaseParts, bool) -> bool,
             again: &dyn Fn(&Rules) -> Vec<Refusal>| {
                for less in [false, true] {
                    let mut parts = parts.clone();
                    if !change(&mut parts, less) {
                        continue;
                    }
                    let Ok(changed) = Case::new(parts) else { continue };
                    let all = again(&Rules::new(&changed));
                    let still = all.iter().any(|other| other.reason == no.reason);
                    assert_eq!(still, less, "seed {seed}: {no:?}, then {all:?}");
                    *tried.entry(no.reason).or_insert(0) += 1;
                }
            };
        for (h, household) in case.households().iter().enumerate() {
            for d in 0..case.dwellings().len() {
                for no in rules.housing_refusals(h, d) {
                    let change =
                        |parts: &mut CaseParts, less| with_more_home(parts, (h, d), &no, less);
                    assert_exact(&no, &change, &|rules| rules.housing_refusals(h, d));
                }
            }
            for (m, _) in
                household.members.iter().enumerate().filter(|(_, p)| p.job_seeker.is_some())
            {
                for o in 0..case.openings().len() {
                    for no in rules.work_refusals((h, m), o) {
                        let change = |parts: &mut CaseParts, less| {
                            with_more_work(parts, ((h, m), o), &no, less)
                        };
                        assert_exact(&no, &change, &|rules| rules.work_refusals((h, m), o));
                    }
                }
            }
        }
    }
    for reason in [
        Reason::TooFewBeds,
        Reason::NotAvailableYet,
        Reason::NoLongerAvailable,
        Reason::RentTooHigh,
        Reason::MissingFeatures,
        Reason::ReservedForOthers,
        Reason::AboveBestStep,
        Reason::MissingSkills,
        Reason::MissingLanguages,
        Reason::Closed,
        Reason::StartsTooLate,
    ] {
        assert!(tried.get(&reason).is_some_and(|count| *count > 20), "{reason:?}: {tried:?}");
    }
}

/// Every quarter of a day, and its end.
fn times() -> Vec<TimeOfDay> {
    (0..=24 * 4)
        .filter_map(|quarter| TimeOfDay::new(quarter / 4, quarter % 4 * 15))
        .step_by(5)
        .collect()
}

#[test]
fn hours_are_short_of_a_shift_by_the_fewest_minutes_that_would_do() {
    let minutes = |time: TimeOfDay| i64::from(time.minutes());
    let at = |minutes: i64| {
        let minutes = minutes.rem_euclid(24 * 60) as u16;
        TimeOfDay::new(minutes / 60, minutes % 60).unwrap()
    };
    for (from, to) in
        times().into_iter().flat_map(|from| times().into_iter().map(move |to| (from, to)))
    {
        let hours = Hours { from, to };
        let window = (minutes(to) - minutes(from)).rem_euclid(24 * 60);
        if window == 0 {
            continue;
        }
        for (from, to) in [("06:00", "14:00"), ("22:00", "06:15"), ("13:00", "13:30")] {
            let shift = Shift { from: from.parse().unwrap(), to: to.parse().unwrap() };
            let short = hours.minutes_short_of(shift);
            let extended = |all: i64, earlier: i64| {
                let (from, to) = (minutes(hours.from) - earlier, minutes(hours.to) + all - earlier);
                window + all >= 24 * 60 || Hours { from: at(from), to: at(to) }.contain(shift)
            };
            let ways = |all: i64| (0..=all).step_by(15).any(|earlier| extended(all, earlier));
            assert!(ways(short), "{hours:?} {shift:?}: {short}");
            assert!(short == 0 || !ways(short - 15), "{hours:?} {shift:?}: {short}");
        }
    }
}
