//! Solver methods on the same problems: `solve/{method}/{size}/{seed}`.
//!
//! Before anything is timed, every method solves the problem once with a time limit: all that
//! prove their solution must come to the same cost. A method that hits the limit, or cannot take
//! the case, is not timed there, nor asked again at larger sizes of the same sort; what it had is
//! told on standard error.
//!
//! `SOLVE_SIZES=8,30-tight` chooses sizes, `SOLVE_SECONDS=60` sets the limit.

use std::hint::black_box;
use std::time::Duration;

use boligplacering::solve::{Method, Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Outcome, Problem};
use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};

const SIZES: [usize; 6] = [8, 15, 30, 100, 300, 1_000];
const SEEDS: [u64; 3] = [1, 2, 3];

/// The methods that can be expected to do it: those for small cases are not asked to fill the
/// memory with a large one.
fn methods(households: usize) -> impl Iterator<Item = Method> {
    Method::ALL.into_iter().filter(move |method| {
        let most = match method {
            Method::Exhaustive => 0,
            Method::Milp | Method::MilpHighs => 100,
            Method::Columns | Method::ColumnsHighs => 300,
            _ => usize::MAX,
        };
        method.is_built_in() && method.resolved() == *method && households <= most
    })
}

fn by(problem: &Problem, method: Method, limit: Duration) -> Outcome {
    let mut options = Options::default();
    options.method = &method;
    options.time_limit = Some(limit);
    solve(problem, &options)
}

/// What a method had when it was asked for the solution once.
fn in_short(outcome: &Outcome) -> String {
    match (outcome, outcome.cost(), outcome.bound()) {
        (Outcome::NoPlan { stop }, ..) => format!("no plan: {stop}"),
        (_, Some(cost), Some(bound)) => format!("{cost:?}, proven {bound:?} at least"),
        _ => "no solution".to_owned(),
    }
}

/// The methods that solve `problem` within `limit`, in agreement, and those that do not.
fn sorted_out(
    problem: &Problem,
    asked: impl Iterator<Item = Method>,
    name: &str,
    limit: Duration,
) -> (Vec<Method>, Vec<Method>) {
    let mut proven: Option<Outcome> = None;
    asked.partition(|method| {
        let outcome = by(problem, *method, limit);
        if outcome.is_optimal() {
            let first = proven.get_or_insert_with(|| outcome.clone());
            assert_eq!(outcome.cost(), first.cost(), "{name} {method}");
        }
        let is_done = match &outcome {
            Outcome::Feasible { stop, .. } => stop.is_none(),
            outcome => outcome.is_optimal(),
        };
        if !is_done {
            eprintln!("solve/{method}/{name}: not timed, {}", in_short(&outcome));
        }
        is_done
    })
}

fn sizes(criterion: &mut Criterion) {
    let is_smoke_run = std::env::args().any(|argument| argument == "--test");
    let seconds = std::env::var("SOLVE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let limit = Duration::from_secs(seconds.unwrap_or(if is_smoke_run { 3 } else { 10 }));
    let chosen = std::env::var("SOLVE_SIZES").ok();
    let sizes: Vec<String> =
        SIZES.iter().flat_map(|n| [n.to_string(), format!("{n}-tight")]).collect();
    for name in chosen.iter().flat_map(|chosen| chosen.split(',')) {
        assert!(
            sizes.iter().any(|size| size == name.trim()),
            "SOLVE_SIZES: {name} is none of {sizes:?}"
        );
    }
    let is_chosen = |households: usize, size: &str| match &chosen {
        Some(chosen) => chosen.split(',').any(|name| name.trim() == size),
        None => !is_smoke_run || households <= 15,
    };
    for (recipe, sort) in
        [(Synthetic::new as fn(usize) -> Synthetic, ""), (Synthetic::tight, "-tight")]
    {
        let mut given_up: Vec<Method> = Vec::new();
        for households in SIZES {
            let size = format!("{households}{sort}");
            if !is_chosen(households, &size) {
                continue;
            }
            let mut group = criterion.benchmark_group("solve");
            group.sample_size(10).sampling_mode(SamplingMode::Flat);
            group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
            let mut too_large = Vec::new();
            for seed in SEEDS {
                let name = format!("{size}/{seed}");
                let case = recipe(households).seed(seed).case().expect("a made case is valid");
                let problem = Problem::new(&case, &travel_times(&case));
                let problem = problem.expect("nothing is decided in a made case");
                let asked = methods(households).filter(|method| !given_up.contains(method));
                let (done, cut) = sorted_out(&problem, asked, &name, limit);
                too_large.extend(cut);
                for method in done {
                    let id = BenchmarkId::new(method.name(), &name);
                    group.bench_with_input(id, &problem, |b, problem| {
                        b.iter(|| by(black_box(problem), method, limit));
                    });
                }
            }
            given_up.extend(too_large);
            group.finish();
        }
    }
}

criterion_group!(benches, sizes);
criterion_main!(benches);
