//! From a case to a problem: the R-tree over sites, and the whole of it.

use std::hint::black_box;

use boligplacering::Problem;
use boligplacering::nearby::Places;
use boligplacering::synthetic::Synthetic;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn tree(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tree");
    for households in [100, 1_000, 10_000] {
        let case = Synthetic::new(households).case().expect("an invented case is valid");
        let points = || case.sites().iter().map(|site| site.location);
        let from = case.dwellings()[0].location;
        group.bench_function(BenchmarkId::new("load", households), |b| {
            b.iter(|| Places::new(black_box(points())));
        });
        let places = Places::new(points());
        group.bench_function(BenchmarkId::new("within-5km", households), |b| {
            b.iter(|| places.within(black_box(from), 5_000.0).count());
        });
        group.bench_function(BenchmarkId::new("nearest-10", households), |b| {
            b.iter(|| places.nearest_first(black_box(from)).take(10).count());
        });
    }
    group.finish();
}

fn problem(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("problem");
    group.sample_size(10);
    for households in [8, 30, 300, 1_000, 10_000] {
        let case = Synthetic::new(households).case().expect("an invented case is valid");
        group.bench_with_input(BenchmarkId::new("build", households), &case, |b, case| {
            b.iter(|| Problem::new(black_box(case)).expect("nothing is decided"));
        });
    }
    group.finish();
}

criterion_group!(benches, tree, problem);
criterion_main!(benches);
