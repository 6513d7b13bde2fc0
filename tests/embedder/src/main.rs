//! A case system that embeds the crate: it builds a month of its own, brings travel times and a method, asks "and if",
//! is told how far a solve is, stops one, and keeps everything as JSON. Built and run by `tests/embedding.rs`.

use std::error::Error;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use boligplacering::geo::Point;
use boligplacering::jiff::civil::date;
use boligplacering::model::{
    CaseParts, Dwelling, Household, JobSeeker, Mode, Opening, Person, Site,
};
use boligplacering::problem::{Change, Solution};
use boligplacering::solve::{SolutionMethod, Stop};
use boligplacering::travel::RoundTrip;
use boligplacering::{
    Case, Claimed, Options, Outcome, PlaceError, Placement, Problem, TravelTime, WhatIf,
    place_with, solve, verify_proof,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

type Anything<T> = Result<T, Box<dyn Error>>;

const HOUSEHOLDS: usize = 6;

/// As many homes and openings as households, one after the other along a road.
fn month() -> Anything<Case> {
    let mut parts = CaseParts::default();
    for n in 0..HOUSEHOLDS {
        let at = Point::new(541_000.0 + 1_000.0 * n as f64, 6_178_000.0);
        let mut person = Person::new(format!("P-{n}").parse()?);
        person.job_seeker = Some(JobSeeker::default());
        let arrival = date(2016, 4, 1).at(12, 0, 0, 0);
        parts.households.push(Household::new(format!("H-{n}").parse()?, arrival, vec![person]));
        parts.dwellings.push(Dwelling::new(format!("D-{n}").parse()?, at, 1));
        let site = Site::new(format!("S-{n}").parse()?, at);
        let id = format!("O-{n}").parse()?;
        parts.openings.push(Opening::new(id, site.id.clone(), "internship".parse()?));
        parts.sites.push(site);
    }
    Ok(Case::new(parts)?)
}

/// A bus that goes up the road quicker than down.
#[derive(Debug)]
struct Bus;

impl TravelTime for Bus {
    fn trip(&self, dwelling: usize, opening: usize, mode: Mode) -> Option<RoundTrip> {
        let stops = dwelling.abs_diff(opening) as i64;
        let (up, down) = (5 + 2 * stops, 5 + 3 * stops);
        let trip =
            if dwelling < opening { RoundTrip::new(up, down) } else { RoundTrip::new(down, up) };
        (mode == Mode::Bus).then_some(trip)
    }
}

/// Everybody takes the last home and the last opening that are free.
struct LastFirst;

impl SolutionMethod for LastFirst {
    fn name_in_plans(&self) -> &str {
        "last-first"
    }

    fn solve(&self, problem: &Problem, options: &Options) -> Outcome {
        let mut solution = Solution::nothing(problem);
        for (h, household) in problem.households().iter().enumerate() {
            if let Some(stop) = options.stop() {
                return Outcome::unproven(problem, solution, Some(stop));
            }
            for home in (0..problem.homes().len()).rev() {
                solution.homes[h] = Some(home);
                if problem.cost(&solution).is_ok() {
                    break;
                }
                solution.homes[h] = None;
            }
            for seeker in household.seekers() {
                for opening in (0..problem.openings().len()).rev() {
                    solution.openings[seeker] = Some(opening);
                    if problem.cost(&solution).is_ok() {
                        break;
                    }
                    solution.openings[seeker] = None;
                }
            }
        }
        Outcome::unproven(problem, solution, None)
    }
}

/// What comes back from JSON is what went there.
fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Anything<String> {
    let text = serde_json::to_string(value)?;
    assert_eq!(*value, serde_json::from_str::<T>(&text)?);
    Ok(text)
}

fn main() -> Anything<()> {
    let case = month()?;
    kept(&case)?;
    let travel: Arc<dyn TravelTime> = Arc::new(Bus);

    // One call, on two threads, and somebody who is told.
    let (told, quiet) = (AtomicUsize::new(0), AtomicBool::new(false));
    let listener = |progress: &boligplacering::solve::Progress| {
        assert!(progress.proven_tiers <= progress.tiers);
        told.fetch_add(1, Ordering::Relaxed);
    };
    let options = Options::default().with_threads(2).with_cancel(&quiet).with_progress(&listener);
    let best = place_with(&case, &travel, None, &options)?;
    assert!(best.outcome.is_optimal() && told.load(Ordering::Relaxed) > 0);
    assert_eq!((best.tally.housed, best.tally.placed), (HOUSEHOLDS, HOUSEHOLDS));
    assert!(best.tally.commutes.iter().all(|minutes| *minutes == 5), "next door to the bus");
    kept(&best)?;
    kept(&best.plan)?;
    kept(best.proof().ok_or("no proof")?)?;

    // The same plan on one thread, and from a case that was kept.
    let again: Case = serde_json::from_str(&kept(&case)?)?;
    let alone = place_with(&again, &travel, None, &Options::default().with_threads(1))?;
    assert_eq!(alone.plan, best.plan);

    // A method from outside: its name is in the plan, and how far it may be from the best.
    let other = place_with(&case, &travel, None, &Options::default().with_method(&LastFirst))?;
    assert_eq!(other.plan.method, "last-first");
    assert!(!other.outcome.is_optimal() && other.outcome.cost() >= best.outcome.cost());

    // And if? On two threads, each answer as a solve from nothing gives it.
    let problem = Problem::new(&case, &travel)?;
    let what_if = WhatIf::new(&problem, &options);
    let ask = |changes: &[Change]| -> Anything<Outcome> {
        let (changed, answer) = (problem.with(changes), what_if.with(changes));
        assert_eq!(answer.cost(), solve(&changed, &Options::default()).cost(), "{changes:?}");
        let (Some(values), Some(proof)) = (answer.cost(), answer.proof()) else {
            return Err("no answer".into());
        };
        verify_proof(&changed, Claimed { values, bounds: &proof.bounds() }, proof)?;
        kept(&answer)?;
        Ok(answer)
    };
    let questions: Vec<Change> = (0..HOUSEHOLDS)
        .flat_map(|household| {
            (0..HOUSEHOLDS).map(move |home| Change::ForceHome { household, home })
        })
        .chain((0..HOUSEHOLDS).map(|opening| Change::Positions { opening, more: -1 }))
        .collect();
    thread::scope(|scope| {
        let halves = questions.chunks(questions.len() / 2);
        let asked = halves.map(|half| {
            scope.spawn(|| {
                half.iter().try_for_each(|change| {
                    ask(&[*change]).map(|_| ()).map_err(|error| error.to_string())
                })
            })
        });
        let asked: Vec<_> = asked.collect();
        asked.into_iter().try_for_each(|half| half.join().expect("a thread that ends"))
    })?;

    // Stopped before it begins, and by a clock of its own. So few are placed by the exact method before it looks.
    let (own, stopped) = (Options::default().with_method(&LastFirst), AtomicBool::new(true));
    let cancelled = place_with(&case, &travel, None, &own.clone().with_cancel(&stopped));
    assert!(is_stopped(&cancelled, Stop::Cancelled), "{cancelled:?}");
    let clock = AtomicUsize::new(0);
    let an_hour_a_look =
        move || Duration::from_secs(3600 * clock.fetch_add(1, Ordering::Relaxed) as u64);
    let late = own.with_time_limit(Duration::from_secs(60)).with_clock(an_hour_a_look);
    let late = place_with(&case, &travel, None, &late);
    assert!(is_stopped(&late, Stop::TimeLimit), "{late:?}");
    println!("embedded");
    Ok(())
}

/// Whether a solve was stopped for this reason, with a plan or without one.
fn is_stopped(placed: &Result<Placement, PlaceError>, why: Stop) -> bool {
    match placed {
        Ok(placement) => placement.outcome.stop() == Some(why),
        Err(PlaceError::NoPlan(stop)) => *stop == why,
        Err(_) => false,
    }
}
