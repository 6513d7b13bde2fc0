//! A month with everything that is told of it.

use boligplacering::check::check;
use boligplacering::explain::{Baseline, Explainer, PriceList, Scope};
use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::problem::Problem;
use boligplacering::report::{Seconds, Summary};
use boligplacering::solve::{Method, Options, solve};
use boligplacering::travel::travel_times;

/// A month with its plan, prices and what is reached by hand.
pub(crate) struct Month {
    pub(crate) case: Case,
    pub(crate) plan: Plan,
    pub(crate) by_hand: Plan,
    pub(crate) summary: Summary,
    pub(crate) prices: Option<PriceList>,
}

impl Month {
    pub(crate) fn new(case: Case, is_priced: bool) -> Self {
        let travel = travel_times(&case);
        let problem = Problem::new(&case, &travel).unwrap();
        let options = Options::default();
        let outcome = solve(&problem, &options);
        let proposal = outcome.proposal().unwrap();
        let plan = Plan::new(&case, &travel, &proposal).unwrap();
        let greedy = solve(&problem, &Options::default().with_method(&Method::Greedy));
        let by_hand = Plan::new(&case, &travel, &greedy.proposal().unwrap()).unwrap();
        let tally = check(&case, &travel, &plan, None).unwrap();
        let summary = Summary::new(&plan, &tally, Seconds::default());
        let prices = is_priced.then(|| {
            let base = Baseline::new(&case, &travel, &problem, &proposal);
            Explainer::new(&base, &options).price_list(Scope::Everything)
        });
        Self { case, plan, by_hand, summary, prices }
    }
}
