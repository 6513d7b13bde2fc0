//! Solver methods on the same problems: `solve/{method}/{size}`.
//!
//! Every exact method must come to the same cost, proven; that is asserted before anything is
//! timed.

use std::hint::black_box;

use boligplacering::solve::{Method, Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::{Outcome, Problem};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn by(problem: &Problem, method: Method) -> Outcome {
    let mut options = Options::default();
    options.method = method;
    solve(problem, &options)
}

fn methods(criterion: &mut Criterion) {
    let exact = [Method::Milp, Method::MilpHighs].into_iter().filter(|m| m.is_built_in());
    let exact: Vec<Method> = exact.collect();
    let mut group = criterion.benchmark_group("solve");
    group.sample_size(10);
    for (size, recipe) in [
        ("8", Synthetic::new(8)),
        ("8-tight", Synthetic::tight(8)),
        ("15", Synthetic::new(15)),
        ("15-tight", Synthetic::tight(15)),
        ("30", Synthetic::new(30)),
    ] {
        let case = recipe.case().expect("an invented case is valid");
        let problem = Problem::new(&case).expect("nothing is decided in an invented case");
        let outcomes: Vec<Outcome> = exact.iter().map(|method| by(&problem, *method)).collect();
        for outcome in &outcomes {
            assert!(outcome.is_optimal(), "{size}");
            assert_eq!(outcome.cost(), outcomes[0].cost(), "{size}");
        }
        for method in exact.iter().copied().chain([Method::Greedy]) {
            group.bench_with_input(
                BenchmarkId::new(method.name(), size),
                &problem,
                |b, problem| {
                    b.iter(|| by(black_box(problem), method));
                },
            );
        }
    }
    group.finish();
}

/// The method `greedy` where no exact method goes.
fn by_hand(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("solve");
    group.sample_size(10);
    for (size, recipe) in [
        ("300", Synthetic::new(300)),
        ("1000", Synthetic::new(1_000)),
        ("1000-tight", Synthetic::tight(1_000)),
    ] {
        let case = recipe.case().expect("an invented case is valid");
        let problem = Problem::new(&case).expect("nothing is decided in an invented case");
        group.bench_function(BenchmarkId::new(Method::Greedy.name(), size), |b| {
            b.iter(|| by(black_box(&problem), Method::Greedy));
        });
    }
    group.finish();
}

criterion_group!(benches, methods, by_hand);
criterion_main!(benches);
