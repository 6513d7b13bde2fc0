use super::{Options, Outcome, SolutionMethod, Stop, decompose};
use crate::problem::{Problem, Solution};
use crate::proof::TierProof;

/// A solution that somebody else found, as a method: its outcome is that very solution, with the
/// bounds that [`Method::Decompose`](super::Method::Decompose) proves within the options.
///
/// The exact method goes on from the solution. What it proves holds up to the first tier in which
/// its own solution is better, that tier included: bounds of later tiers suppose that earlier ones
/// are as good as can be. In these only what each tier comes to at least is told. The outcome has
/// no [`Stop`] if the exact method came to its end: the bound of the first tier with a gap is then
/// what a best solution comes to there.
///
/// ```
/// use boligplacering::problem::Problem;
/// use boligplacering::solve::{Given, Method, Options, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
///
/// let case = Synthetic::tight(8).case().unwrap();
/// let problem = Problem::new(&case, &travel_times(&case)).unwrap();
/// let by_hand = solve(&problem, &Options::default().with_method(&Method::Greedy));
///
/// let given = Given { solution: by_hand.solution().unwrap(), name: "by-hand" };
/// let outcome = solve(&problem, &Options::default().with_method(&given));
/// assert_eq!((outcome.method(), outcome.solution()), (Some("by-hand"), by_hand.solution()));
/// assert!(outcome.bound() <= outcome.cost());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The solution; one that the problem does not allow has no outcome but
    /// [`Stop::SolverFailed`].
    pub solution: &'a Solution,
    /// Whose it is: the name that its plans bear.
    pub name: &'a str,
}

impl SolutionMethod for Given<'_> {
    fn name_in_plans(&self) -> &str {
        self.name
    }

    fn solve(&self, problem: &Problem, options: &Options) -> Outcome {
        let Ok(cost) = problem.cost(self.solution) else {
            return Outcome::NoPlan { stop: Stop::SolverFailed };
        };
        let own = decompose::improve(problem, options, self.solution);
        let stop = own.stop();
        let solution = self.solution.clone();
        let (Outcome::Optimal { cost: best, mut proof, .. }
        | Outcome::Feasible { cost: best, mut proof, .. }) = own
        else {
            return Outcome::unproven(problem, solution, stop);
        };
        let equal = best.iter().zip(&cost).take_while(|(best, cost)| best == cost).count();
        let proofs = proof.tiers.iter_mut().zip(problem.floor()).enumerate();
        for (tier, (proof, floor)) in proofs.skip(equal + 1) {
            *proof = TierProof::free(tier, floor);
        }
        Outcome::of(problem, solution, proof, stop)
    }
}
