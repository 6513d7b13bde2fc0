//! From a case to a problem.

use std::hint::black_box;

use boligplacering::Problem;
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn problem(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("problem");
    group.sample_size(10);
    for households in [8, 30, 300, 1_000, 10_000] {
        let case = Synthetic::new(households).case().expect("an invented case is valid");
        group.bench_with_input(BenchmarkId::new("build", households), &case, |b, case| {
            b.iter(|| {
                Problem::new(black_box(case), &travel_times(case)).expect("nothing is decided")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, problem);
criterion_main!(benches);
