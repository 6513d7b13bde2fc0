use std::sync::{Arc, OnceLock};

use crate::model::Case;
use crate::problem::{Cost, Problem, Proposal, Solution};
use crate::rules::Rules;
use crate::travel::TravelTime;

/// A plan that is explained, and the month that it is of.
pub struct Baseline<'a> {
    pub(super) case: &'a Case,
    pub(super) travel: Arc<dyn TravelTime>,
    pub(super) rules: Rules<'a>,
    pub(super) problem: &'a Problem,
    /// The problem with one more tier, the last: how many have something else than in the plan.
    counting: OnceLock<Problem>,
    pub(super) solution: Solution,
    pub(super) value: Cost,
    pub(super) bound: Cost,
}

impl<'a> Baseline<'a> {
    /// The plan that `proposal` is, of the `problem` of `case` with these travel times.
    pub fn new(
        case: &'a Case,
        travel: &Arc<dyn TravelTime>,
        problem: &'a Problem,
        proposal: &Proposal,
    ) -> Self {
        Self {
            case,
            travel: travel.clone(),
            rules: Rules::new(case),
            problem,
            counting: OnceLock::new(),
            solution: proposal.solution.clone(),
            value: proposal.cost.to_vec(),
            bound: proposal.bound.to_vec(),
        }
    }

    pub(super) fn counting(&self) -> &Problem {
        self.counting.get_or_init(|| self.problem.counting_moves(&self.solution))
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// The travel times.
    pub fn travel(&self) -> &Arc<dyn TravelTime> {
        &self.travel
    }

    /// The rules of the case.
    pub fn rules(&self) -> &Rules<'a> {
        &self.rules
    }

    /// Who has what in the plan.
    pub fn solution(&self) -> &Solution {
        &self.solution
    }
}
