//! What writing the page takes, beyond solving and prices: `page/{households}`, with prices up to 15 households.
//! `page/map/{households}` is the map alone, `page/workbook/{households}` the workbook beside the page.

use std::hint::black_box;

use boligplacering::check::check;
use boligplacering::explain::{Baseline, Explainer, Scope};
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::report::workbook;
use boligplacering::report::{Extras, Seconds, Summary, map, page};
use boligplacering::solve::{Method, Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::travel::travel_times;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const SIZES: [usize; 3] = [8, 15, 100];
/// Larger months have no prices here: they take longer to work out than everything else.
const MOST_PRICED: usize = 15;

fn pages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("page");
    group.sample_size(20);
    for households in SIZES {
        let case = Synthetic::new(households).case().expect("a made case is valid");
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).expect("nothing is decided");
        let options = Options::default();
        let outcome = solve(&problem, &options);
        let proposal = outcome.proposal().expect("a made case has a plan");
        let plan = Plan::new(&case, &travel, &proposal).expect("a solution of this case");
        let greedy = solve(&problem, &Options::default().with_method(&Method::Greedy));
        let greedy = greedy.proposal().expect("by hand there is one, too");
        let by_hand = Plan::new(&case, &travel, &greedy).expect("a solution of this case");
        let tally = check(&case, &travel, &plan, None).expect("the plan keeps every rule");
        let summary = Summary::new(&plan, &tally, Seconds::default());
        let prices = (households <= MOST_PRICED).then(|| {
            let base = Baseline::new(&case, &travel, &problem, &proposal);
            Explainer::new(&base, &options).price_list(Scope::Everything)
        });
        let extras =
            Extras { prices: prices.as_ref(), by_hand: Some(&by_hand), ..Extras::default() };
        group.bench_function(BenchmarkId::from_parameter(households), |bencher| {
            bencher.iter(|| page(black_box(&case), &plan, &summary, extras));
        });
        group.bench_function(BenchmarkId::new("map", households), |bencher| {
            bencher.iter(|| map(black_box(&case), &plan, None, Language::Danish));
        });
        group.bench_function(BenchmarkId::new("workbook", households), |bencher| {
            bencher.iter(|| workbook(black_box(&case), &plan, &summary, extras));
        });
    }
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
