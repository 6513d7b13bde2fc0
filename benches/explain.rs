//! What an explanation takes: `explain/one/{size}` is one question to an [`Explainer`] that nobody has asked before, a
//! household in a home that is on its menu and not its own, the next one each time; `explain/all/{size}` is the whole
//! price list, all pairs, who is left out, what decisions cost, what is scarce and whom to call, on one thread.
//!
//! Sizes from 30 on answer everything once, on two threads, and print how long each part took; of 100 households and their
//! seekers one in ten is asked for.
//! `EXPLAIN_SIZES=15,30-tight` chooses sizes.

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use boligplacering::explain::{Baseline, Explainer, Scope};
use boligplacering::problem::Problem;
use boligplacering::solve::{Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};

const SIZES: [(usize, bool); 8] = [
    (8, false),
    (8, true),
    (15, false),
    (15, true),
    (30, false),
    (30, true),
    (100, false),
    (100, true),
];

fn explain(criterion: &mut Criterion) {
    let is_smoke_run = std::env::args().any(|argument| argument == "--test");
    let chosen = std::env::var("EXPLAIN_SIZES").ok();
    for (households, tight) in SIZES {
        let size = format!("{households}{}", if tight { "-tight" } else { "" });
        let is_chosen = match &chosen {
            Some(chosen) => chosen.split(',').any(|name| name.trim() == size),
            None if is_smoke_run => households == 8,
            None => households < 100,
        };
        if !is_chosen {
            continue;
        }
        let recipe = if tight { Synthetic::tight } else { Synthetic::new };
        let case = recipe(households).case().expect("a made case is valid");
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).expect("nothing is decided");
        let options = Options::default().with_threads(1);
        let outcome = solve(&problem, &options);
        let proposal = outcome.proposal().expect("a made case has a plan");
        let base = Baseline::new(&case, &travel, &problem, &proposal);
        let of = |(h, household)| problem.homes_for(household).map(move |(home, _)| (h, home));
        let pairs: Vec<(usize, usize)> = (problem.households().iter().enumerate())
            .flat_map(of)
            .filter(|(h, home)| proposal.solution.homes[*h] != Some(*home))
            .collect();
        let mut group = criterion.benchmark_group("explain");
        group.sample_size(20).sampling_mode(SamplingMode::Flat);
        group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(10));
        // Neighbours in the list are of one household: a step that is no divisor mixes them.
        let at = Cell::new(0);
        group.bench_function(BenchmarkId::new("one", &size), |b| {
            b.iter(|| {
                at.set(at.get() + 1);
                let (household, home) = pairs[at.get() * 1009 % pairs.len()];
                let base = Baseline::new(&case, &travel, &problem, &proposal);
                Explainer::new(&base, &options).home(black_box(household), home)
            });
        });
        if households < 30 {
            group.sample_size(10);
            group.bench_function(BenchmarkId::new("all", &size), |b| {
                b.iter(|| Explainer::new(&base, &options).price_list(Scope::Everything));
            });
        } else if !is_smoke_run {
            let options = Options::default().with_threads(2);
            let explainer = Explainer::new(&base, &options);
            let start = Instant::now();
            let mut before = 0.0;
            let mut part = |name: &str, count: usize| {
                let seconds = start.elapsed().as_secs_f64();
                let own = seconds - before;
                eprintln!("explain/all/{size}: {name}, {count}, in {own:.1} s");
                before = seconds;
            };
            // Of very many one in ten is asked for.
            let nth = if households < 100 { 1 } else { 10 };
            let asked = (0..problem.households().len()).step_by(nth);
            part("homes", asked.map(|h| explainer.homes(h).len()).sum());
            let asked = (0..problem.seekers().len()).step_by(nth);
            part("openings", asked.map(|s| explainer.openings(s).len()).sum());
            part("left out", explainer.left_out().len());
            part("scarce", explainer.scarce().len());
            part("calls", explainer.calls().len());
        }
        group.finish();
    }
}

criterion_group!(benches, explain);
criterion_main!(benches);
