//! Special cases, and the method made for them: `assignment/{decompose,lapjv}/800`, persons to homes
//! by penalties alone, and `shared/decompose/500-21-40`, 500 households to 21 shared homes of 40 beds and more,
//! or other numbers of beds.
//!
//! `SHAPES_SECONDS=60` sets the limit for the shared homes: what is not proven until then is told
//! on standard error, and not timed.

#[path = "../tests/support/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::time::Duration;

use boligplacering::model::{Case, CaseParts};
use boligplacering::solve::{Options, solve};
use boligplacering::travel::travel_times;
use boligplacering::{Outcome, Problem};
use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use lapjv::{Matrix, lapjv};

fn problem(parts: CaseParts) -> Problem {
    let case = Case::new(parts).expect("a made case is valid");
    Problem::new(&case, &travel_times(&case)).expect("nothing is decided in a made case")
}

fn by_decompose(problem: &Problem, limit: Duration) -> Outcome {
    let mut options = Options::default();
    options.time_limit = Some(limit);
    solve(problem, &options)
}

fn is_smoke_run() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

fn assignment(criterion: &mut Criterion) {
    let count = if is_smoke_run() { 100 } else { 800 };
    let parts = shapes::assignment(count, 1000);
    let penalties = shapes::penalties(&parts);
    let problem = problem(parts);
    let costs =
        Matrix::from_shape_fn((count, count), |(row, column)| penalties[row][column] as f64);
    let limit = Duration::from_secs(60);

    let (homes, _) = lapjv(&costs).expect("a square matrix");
    let least: i64 = homes.iter().zip(&penalties).map(|(home, row)| row[*home]).sum();
    let outcome = by_decompose(&problem, limit);
    assert!(outcome.is_optimal(), "not proven in {limit:?}");
    assert_eq!(outcome.cost().and_then(|cost| cost.last()), Some(&least));

    let mut group = criterion.benchmark_group("assignment");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.bench_function(format!("decompose/{count}"), |b| {
        b.iter(|| by_decompose(black_box(&problem), limit));
    });
    group.bench_function(format!("lapjv/{count}"), |b| {
        b.iter(|| lapjv(black_box(&costs)));
    });
    group.finish();
}

fn shared(criterion: &mut Criterion) {
    let seconds = std::env::var("SHAPES_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let limit = Duration::from_secs(seconds.unwrap_or(if is_smoke_run() { 1 } else { 20 }));
    let beds: &[i64] = if is_smoke_run() { &[40] } else { &[40, 30, 34, 38, 42, 43, 47] };
    let mut group = criterion.benchmark_group("shared");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for beds in beds {
        let problem = problem(shapes::shared(500, 21, *beds, 24));
        let id = format!("decompose/500-21-{beds}");
        let outcome = by_decompose(&problem, limit);
        if !outcome.is_optimal() {
            let (cost, bound) = (outcome.cost(), outcome.bound());
            eprintln!("shared/{id}: not timed, {cost:?}, proven {bound:?} at least");
            continue;
        }
        group.bench_function(id, |b| b.iter(|| by_decompose(black_box(&problem), limit)));
    }
    group.finish();
}

criterion_group!(benches, assignment, shared);
criterion_main!(benches);
