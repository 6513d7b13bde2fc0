//! What it costs to give a household another home, from nothing and from what is known: `resolve/{cold,warm}/{size}`.
//!
//! Every pair of a household and a home on its menu is a question. Before anything is timed, both ways answer some of
//! them and must agree. A sample is one question, the next one each time, so that the median is one over all of them;
//! `resolve/all/{size}` answers all questions on two threads, once, or every nth where they are very many.
//! `RESOLVE_SIZES=30,30-tight` chooses sizes.

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use boligplacering::problem::{Change, Problem};
use boligplacering::solve::{Options, WhatIf, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use rayon::prelude::*;

const SIZES: [(usize, bool); 6] =
    [(8, false), (8, true), (30, false), (30, true), (100, false), (100, true)];
/// So many questions are answered in both ways before anything is timed.
const COMPARED: usize = 5;

/// So many questions are answered together at most.
const TOGETHER: usize = 2_000;

/// Each household in each home on its menu, in an order that mixes them.
fn questions(problem: &Problem) -> Vec<Change> {
    let households = problem.households().iter().enumerate();
    let all: Vec<Change> = households
        .flat_map(|(household, of)| {
            problem.homes_for(of).map(move |(home, _)| Change::ForceHome { household, home })
        })
        .collect();
    let step = (all.len() * 3 / 8).max(1);
    let step = (step..).find(|step| gcd(*step, all.len()) == 1).unwrap_or(1);
    (0..all.len()).map(|at| all[at * step % all.len()]).collect()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn resolve(criterion: &mut Criterion) {
    let is_smoke_run = std::env::args().any(|argument| argument == "--test");
    let chosen = std::env::var("RESOLVE_SIZES").ok();
    for (households, tight) in SIZES {
        let size = format!("{households}{}", if tight { "-tight" } else { "" });
        let is_chosen = match &chosen {
            Some(chosen) => chosen.split(',').any(|name| name.trim() == size),
            None => !is_smoke_run || households == 8,
        };
        if !is_chosen {
            continue;
        }
        let recipe = if tight { Synthetic::tight } else { Synthetic::new };
        let case = recipe(households).case().expect("a made case is valid");
        let problem = Problem::new(&case, &travel_times(&case)).expect("nothing is decided");
        let options = Options::default();
        let what_if = WhatIf::new(&problem, &options);
        let questions = questions(&problem);
        let cold = |change: Change| solve(&problem.with(&[change]), &options);
        for change in questions.iter().take(COMPARED) {
            assert_eq!(what_if.with(&[*change]).cost(), cold(*change).cost(), "{change:?}");
        }
        let mut group = criterion.benchmark_group("resolve");
        group.sample_size(100).sampling_mode(SamplingMode::Flat);
        group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(20));
        let at = Cell::new(0);
        let next = || {
            at.set(at.get() + 1);
            questions[at.get() % questions.len()]
        };
        group.bench_function(BenchmarkId::new("cold", &size), |b| {
            b.iter(|| cold(black_box(next())));
        });
        at.set(0);
        group.bench_function(BenchmarkId::new("warm", &size), |b| {
            b.iter(|| what_if.with(&[black_box(next())]));
        });
        group.finish();
        if !is_smoke_run {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
            let nth = questions.len().div_ceil(TOGETHER);
            let asked: Vec<Change> = questions.iter().copied().step_by(nth).collect();
            let start = Instant::now();
            let fresh = WhatIf::new(&problem, &options);
            let proven = pool.install(|| {
                let answers = asked.par_iter().map(|change| fresh.with(&[*change]));
                answers.filter(|answer| answer.is_optimal()).count()
            });
            let seconds = start.elapsed().as_secs_f64();
            let which = if nth == 1 { String::new() } else { format!(", one in {nth} of all") };
            eprintln!(
                "resolve/all/{size}: {proven} of {} proven in {seconds:.1} s{which}",
                asked.len()
            );
        }
    }
}

criterion_group!(benches, resolve);
criterion_main!(benches);
