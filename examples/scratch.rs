//! Scratch.
use boligplacering::explain::Explainer;
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Options, Problem, solve};
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let n: usize = args[1].parse().unwrap();
    let tight = args[2] == "t";
    let seed: u64 = args[3].parse().unwrap();
    let threads: usize = args[4].parse().unwrap();
    let parts = args.get(5).map(String::as_str).unwrap_or("hodlsc");
    let s = if tight { Synthetic::tight(n) } else { Synthetic::new(n) };
    let case = s.seed(seed).case().unwrap();
    let travel = travel_times(&case);
    let problem = Problem::new(&case, &travel).unwrap();
    let options = Options::default().with_threads(threads);
    let t = Instant::now();
    let outcome = solve(&problem, &options);
    println!("solve {:?} {:?}", t.elapsed(), outcome.cost());
    let base = boligplacering::explain::Baseline::new(
        &case,
        &travel,
        &problem,
        &outcome.proposal().unwrap(),
    );
    let e = Explainer::new(&base, &options);
    let total = Instant::now();
    let time = |name: &str, f: &mut dyn FnMut() -> usize| {
        let t = Instant::now();
        let count = f();
        println!("{name}: {count} in {:?}", t.elapsed());
    };
    let solutions = outcome.solution().unwrap();
    if parts.contains('h') {
        time("homes", &mut || (0..solutions.homes.len()).map(|h| e.homes(h).len()).sum());
    }
    if parts.contains('o') {
        time("openings", &mut || (0..solutions.openings.len()).map(|h| e.openings(h).len()).sum());
    }
    if parts.contains('d') {
        time("decided", &mut || e.decided().each.len());
    }
    if parts.contains('l') {
        time("left out", &mut || e.left_out().iter().map(|l| l.remedies.len()).sum());
    }
    if parts.contains('s') {
        time("scarce", &mut || e.scarce().len());
    }
    if parts.contains('c') {
        time("calls", &mut || e.calls().iter().map(|l| l.turns.len()).sum());
    }
    println!("total {:?}", total.elapsed());
    if parts.contains('1') {
        let mut times = Vec::new();
        for h in (0..solutions.homes.len()).step_by(3) {
            for d in (0..case.dwellings().len()).step_by(7) {
                let t = Instant::now();
                let a = e.home(h, d);
                if matches!(a, boligplacering::explain::Answer::Possible(_)) {
                    times.push(t.elapsed());
                }
            }
        }
        times.sort();
        println!(
            "single: {} median {:?} p90 {:?} max {:?}",
            times.len(),
            times.get(times.len() / 2),
            times.get(times.len() * 9 / 10),
            times.last()
        );
    }
}
