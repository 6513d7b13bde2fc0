//! What other solvers find is read back, judged, and bounded by the exact method of this crate.
//!
//! The files in `tests/golden/answers` are real, written by CBC 2.10.8, HiGHS 1.16.0, SCIP 10.0 and
//! Gurobi 13.0.3 for `Synthetic::new(3)`; those of `month-…` for data/hedensted/2016-04. The files
//! `…-infeasible` are of the former with two homes fixed for one household. What the tests write
//! themselves follows these.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use boligplacering::model::FaultKind;
use boligplacering::problem::{Answer, AnswerError, LpSolver, Problem, Solution};
use boligplacering::solve::{Given, Method, Options, Outcome, Stop, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Claimed, verify_proof};

use crate::support::{Dice, tiny_case};

const SOLVERS: [LpSolver; 4] = [LpSolver::Cbc, LpSolver::Highs, LpSolver::Scip, LpSolver::Gurobi];

fn three_households() -> Problem {
    let case = Synthetic::new(3).case().unwrap();
    Problem::new(&case, &travel_times(&case)).unwrap()
}

fn golden(name: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/answers");
    std::fs::read(dir.join(name)).unwrap()
}

/// The variables that are 1.
fn taken(problem: &Problem, solution: &Solution) -> Vec<String> {
    let homes = solution.homes.iter().enumerate();
    let homes = homes.filter_map(|(h, home)| Some(format!("x_{h}_{}", (*home)?)));
    let openings = solution.openings.iter().zip(problem.seekers()).enumerate();
    let openings = openings.filter_map(|(s, (opening, seeker))| {
        Some(format!("z_{s}_{}_{}", solution.homes[seeker.household]?, (*opening)?))
    });
    ["one".to_owned()].into_iter().chain(homes).chain(openings).collect()
}

/// A solution file; `objective` where it is to be stated.
fn file(solver: LpSolver, names: &[String], objective: &str) -> String {
    let mut text = match solver {
        LpSolver::Cbc => format!("Optimal - objective value {objective}\n"),
        LpSolver::Highs => format!(
            "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective {objective}\n\
             # Columns {}\n",
            names.len()
        ),
        LpSolver::Scip => format!(
            "solution status: optimal solution found\nobjective value:        {objective}\n"
        ),
        _ => format!("# Solution for model obj\n# Objective value = {objective}\n"),
    };
    for (index, name) in names.iter().enumerate() {
        let _ = match solver {
            LpSolver::Cbc => writeln!(text, "{index:7} {name:15} 1  0"),
            LpSolver::Highs | LpSolver::Gurobi => writeln!(text, "{name} 1"),
            _ => writeln!(text, "{name:40} 1 \t(obj:0)"),
        };
    }
    if solver == LpSolver::Highs {
        text += "# Rows 0\n\n# Dual solution values\nNone\n";
    }
    text
}

fn of(solver: LpSolver, problem: &Problem, solution: &Solution) -> String {
    let tier = problem.cost(solution).unwrap()[0];
    file(solver, &taken(problem, solution), &tier.to_string())
}

/// The outcome of an answer, its proof verified.
fn judged(problem: &Problem, answer: &Answer, options: &Options) -> Outcome {
    let name = answer.solver.name_in_plans();
    let given = Given { solution: &answer.solution, name };
    let outcome = solve(problem, &options.clone().with_method(&given));
    assert_eq!(outcome.method(), Some(name));
    assert_eq!(outcome.solution(), Some(&answer.solution));
    assert_eq!(outcome.cost(), Some(&answer.cost));
    let (cost, bound) = (outcome.cost().unwrap(), outcome.bound().unwrap());
    let claimed = Claimed { values: cost, bounds: bound };
    verify_proof(problem, claimed, outcome.proof().unwrap()).unwrap();
    outcome
}

fn told(problem: &Problem, file: &str) -> String {
    match problem.read_answer(file.as_bytes()) {
        Err(AnswerError::Faults(faults)) => faults.in_file("a.sol").to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn real_files_of_every_solver_are_the_best_plan() {
    let problem = three_households();
    let best = solve(&problem, &Options::default());
    for (name, solver) in [
        ("cbc.sol", LpSolver::Cbc),
        ("cbc-rows.sol", LpSolver::Cbc),
        ("highs.sol", LpSolver::Highs),
        ("highs-pretty.sol", LpSolver::Highs),
        ("highs-sparse.sol", LpSolver::Highs),
        ("scip.sol", LpSolver::Scip),
        ("scip-values.sol", LpSolver::Scip),
        ("gurobi.sol", LpSolver::Gurobi),
    ] {
        let answer = problem.read_answer(&golden(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(answer.solver, solver, "{name}");
        assert_eq!(Some(&answer.cost), best.cost(), "{name}");
        assert!(judged(&problem, &answer, &Options::default()).is_optimal(), "{name}");
    }
}

#[test]
fn line_ends_and_marks_of_windows_do_not_matter() {
    let problem = three_households();
    for name in ["cbc.sol", "highs.sol", "highs-pretty.sol", "scip.sol", "gurobi.sol"] {
        let plain = String::from_utf8(golden(name)).unwrap();
        let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
        let [plain, marked] =
            [plain, marked].map(|text| problem.read_answer(text.as_bytes()).unwrap());
        assert_eq!(plain, marked, "{name}");
    }
}

#[test]
fn real_files_without_a_solution_are_refused() {
    let problem = three_households();
    for (name, line) in [("cbc-infeasible", 1), ("highs-infeasible", 2), ("scip-infeasible", 1)] {
        let Err(AnswerError::Infeasible(faults)) =
            problem.read_answer(&golden(&format!("{name}.sol")))
        else {
            panic!("{name}");
        };
        let told = faults.in_file("a.sol").to_string();
        let expected = format!("a.sol, line {line}: found `infeasible`; expected a solution.");
        assert!(told.starts_with(&expected), "{name}: {told}");
    }
    for (name, line) in [("cbc-no-integer", 1), ("highs-time-limit", 5)] {
        let text = String::from_utf8(golden(&format!("{name}.sol"))).unwrap();
        let told = told(&problem, &text);
        let expected = format!("a.sol, line {line}: found that the solver has none; expected");
        assert!(told.starts_with(&expected), "{name}: {told}");
    }
}

#[test]
fn other_words_for_no_solution_are_understood() {
    let problem = three_households();
    let infeasible = |text: &str| {
        matches!(problem.read_answer(text.as_bytes()), Err(AnswerError::Infeasible(_)))
    };
    let pretty = "Columns\n    Index Status  Lower Upper Primal Dual Type Name\n\
                  0  1  1  Continuous  one\nRows\n\nModel status: Infeasible\n";
    assert!(infeasible("Integer infeasible - objective value 3\n"));
    assert!(infeasible("Model status\nPrimal infeasible or unbounded\n"));
    assert!(infeasible(pretty));
    assert!(infeasible("solution status: infeasible or unbounded\n"));
    for text in [
        "Unbounded - objective value 0\n",
        "Model status\nUnbounded\n",
        "Model status\n",
        "solution status: time limit reached\nno solution available\n",
        "solution status: unbounded\n",
        &pretty.replace("Infeasible", "Time limit reached"),
    ] {
        assert!(told(&problem, text).contains("found that the solver has none"), "{text}");
    }
}

#[test]
fn a_solution_in_any_form_gets_the_bounds_it_deserves() {
    let (mut best, mut worse, mut wrong) = (0, 0, 0);
    for seed in 0..2_000 {
        let case = tiny_case(seed);
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        let optimum = solve(&problem, &Options::default().with_method(&Method::Exhaustive));
        let (Some(solution), Some(optimum)) = (optimum.solution(), optimum.cost()) else {
            continue;
        };
        let mut dice = Dice::new(seed);
        let solver = SOLVERS[dice.below(4)];
        let answer = problem.read_answer(of(solver, &problem, solution).as_bytes()).unwrap();
        assert_eq!((answer.solver, &answer.solution), (solver, solution), "seed {seed}");
        assert!(judged(&problem, &answer, &Options::default()).is_optimal(), "seed {seed}");
        best += 1;

        // Another: some of it is left out or exchanged.
        let mut other = solution.clone();
        for opening in &mut other.openings {
            match dice.below(4) {
                0 => *opening = dice.below(problem.openings().len() + 1).checked_sub(1),
                1 => *opening = None,
                _ => {}
            }
        }
        for home in &mut other.homes {
            if dice.below(4) == 0 {
                *home = dice.below(problem.homes().len() + 1).checked_sub(1);
            }
        }
        let Ok(cost) = problem.cost(&other) else {
            let text = file(solver, &taken(&problem, &other), "0");
            let homeless = (other.openings.iter().zip(problem.seekers()))
                .any(|(opening, s)| opening.is_some() && other.homes[s.household].is_none());
            let read = problem.read_answer(text.as_bytes());
            assert!(homeless || read.is_err(), "seed {seed}: {other:?}");
            wrong += 1;
            continue;
        };
        let answer = problem.read_answer(of(solver, &problem, &other).as_bytes()).unwrap();
        assert_eq!(answer.cost, cost);
        let outcome = judged(&problem, &answer, &Options::default());
        let (bound, floor) = (outcome.bound().unwrap(), problem.floor());
        let equal = cost.iter().zip(optimum).take_while(|(a, b)| a == b).count();
        assert_eq!(outcome.is_optimal(), equal == cost.len(), "seed {seed}");
        for (tier, bound) in bound.iter().enumerate() {
            let expected = if tier <= equal { optimum[tier] } else { floor[tier] };
            assert_eq!(*bound, expected, "seed {seed}, tier {tier}");
        }
        worse += usize::from(equal < cost.len());
    }
    assert!(best > 900 && worse > 100 && wrong > 300, "{best} {worse} {wrong}");
}

#[test]
fn without_time_the_solution_stays_and_little_is_proven() {
    let case = Synthetic::tight(30).case().unwrap();
    let problem = Problem::new(&case, &travel_times(&case)).unwrap();
    let by_hand = solve(&problem, &Options::default().with_method(&Method::Greedy));
    let text = of(LpSolver::Scip, &problem, by_hand.solution().unwrap());
    let answer = problem.read_answer(text.as_bytes()).unwrap();
    let options = Options::default().with_time_limit(Duration::ZERO);
    let outcome = judged(&problem, &answer, &options);
    assert!(matches!(outcome, Outcome::Feasible { stop: Some(Stop::TimeLimit), .. }));

    let cancel = AtomicBool::new(true);
    let outcome = judged(&problem, &answer, &Options::default().with_cancel(&cancel));
    assert!(matches!(outcome, Outcome::Feasible { stop: Some(Stop::Cancelled), .. }));

    let nobody = Given { solution: &Solution::default(), name: "nobody" };
    let outcome = solve(&problem, &Options::default().with_method(&nobody));
    assert_eq!(outcome, Outcome::NoPlan { stop: Stop::SolverFailed });
}

#[test]
fn each_fault_is_told_with_its_line() {
    let problem = three_households();
    let faults = |lines: &str| told(&problem, &format!("# Solution for model obj\n{lines}"));
    for (lines, expected) in [
        (
            "one 1\nx_0_4 0.5\n",
            "a.sol, line 3: found x_0_4 = 0.5; expected 0 or 1, to within 0.0001. A choice left open \
             is no plan: let the solver finish, all variables being binary.",
        ),
        ("x_0_4 2\n", "a.sol, line 2: found x_0_4 = 2; expected 0 or 1"),
        ("x_0_4 1.00011\n", "a.sol, line 2: found x_0_4 = 1.00011; expected 0 or 1"),
        ("one 0\n", "a.sol, line 2: found one = 0; expected a value of 1."),
        ("x_0_4 nan\n", "a.sol, line 2: found x_0_4 = nan; expected a number."),
        ("x_0_4 1,0\n", "a.sol, line 2: found x_0_4 = 1,0; expected a number."),
        (
            "x_0_99 0\n",
            "a.sol, line 2: found x_0_99; expected a variable of this case's program. The file \
             belongs to another month, or the case was changed since the export.",
        ),
        ("z_0_4_99 1\n", "a.sol, line 2: found z_0_4_99; expected a variable"),
        ("z_99_4_5 1\n", "a.sol, line 2: found z_99_4_5; expected a variable"),
        ("Fatima 1\n", "a.sol, line 2: found a text of 6 letters; expected a variable"),
        (
            "x_0_4 0\nx_0_4 1\n",
            "a.sol, line 3: found x_0_4; expected each variable once; compare line 2.",
        ),
        ("x_0_4\n", "a.sol, line 2: expected a name and a value."),
        (
            "x_0_3 1\nx_0_4 1\n",
            "a.sol, line 3: found home_0 = 2, above 1; expected one home for a household. The solution \
             does not keep every row of the program and is no plan.",
        ),
        (
            "z_0_4_5 1\n",
            "a.sol, line 2: found job_0_4 = 1, above 0; expected one opening for a seeker, from",
        ),
        (
            "x_0_1 1\nx_1_1 1\n",
            "a.sol, line 3: found beds_1 = 6, above 5; expected no more people than beds.",
        ),
        (
            "# Objective value = 1234.5\n",
            "a.sol, line 2: found 1234.5; expected the objective that these values come to. The \
             file belongs to another month, to a case that was changed since the export, or to one \
             exported with an earlier plan.",
        ),
        ("# Objective value = soon\n", "a.sol, line 2: found a text of 4 letters; expected the"),
    ] {
        assert!(faults(lines).starts_with(expected), "{lines}: {}", faults(lines));
    }
    assert!(faults("x_0_1 1\nx_1_1 1\n").contains("found places_1 = 2, above 1; expected no more"));
    let unknown = "a.sol, line 1: expected a solution file of CBC, HiGHS, SCIP or Gurobi.";
    for text in ["", "\n\n", "Minimize\n obj: x\n", "<?xml version=\"1.0\"?>\n"] {
        assert!(told(&problem, text).starts_with(unknown), "{text}");
    }
    let cut = "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 3\n\
               # Columns 9\none 1\n";
    assert!(told(&problem, cut).starts_with("a.sol, line 7: expected as many values as this line"));
}

#[test]
fn all_faults_are_told_in_one_go() {
    let problem = three_households();
    let text = "solution status: optimal\nx_0_4 0.5\nx_9_9 1\nx_1_1 one\nx_1_1 1\nx_2_3\n";
    let Err(AnswerError::Faults(faults)) = problem.read_answer(text.as_bytes()) else { panic!() };
    let kinds: Vec<_> = faults.as_slice().iter().map(|fault| (fault.line, fault.kind)).collect();
    assert_eq!(
        kinds,
        [
            (Some(2), FaultKind::OutOfRange),
            (Some(3), FaultKind::UnknownReference),
            (Some(4), FaultKind::BadValue),
            (Some(5), FaultKind::Duplicate),
            (Some(6), FaultKind::Malformed),
        ]
    );
}

#[test]
fn values_that_are_nearly_whole_count_as_whole() {
    let problem = three_households();
    let exact = problem.read_answer(&golden("scip.sol")).unwrap();
    let text = String::from_utf8(golden("scip.sol")).unwrap();
    for near in ["0.9999", "1.00009999", "9.99999e-1"] {
        let text = text.replace(" 1 \t", &format!(" {near} \t")) + "x_0_0 -0.00009 \t(obj:0)\n";
        assert_eq!(problem.read_answer(text.as_bytes()), Ok(exact.clone()), "{near}");
    }
}

#[test]
fn the_objective_may_be_of_any_program_that_is_written() {
    let problem = three_households();
    let best = solve(&problem, &Options::default());
    let names = taken(&problem, best.solution().unwrap());
    let read = |objective: &str| {
        let text = file(LpSolver::Gurobi, &names, objective);
        problem.read_answer(text.as_bytes()).map(|answer| answer.cost)
    };
    for value in best.cost().unwrap() {
        assert_eq!(read(&value.to_string()).as_ref(), Ok(best.cost().unwrap()));
    }
    assert_eq!(read("65228").as_ref(), Ok(best.cost().unwrap())); // all tiers
    assert!(read("75228").is_err());
}

#[test]
fn damaged_files_are_read_or_refused() {
    let problem = three_households();
    let names = [
        "cbc.sol",
        "cbc-rows.sol",
        "cbc-infeasible.sol",
        "highs.sol",
        "highs-pretty.sol",
        "highs-sparse.sol",
        "scip.sol",
        "scip-infeasible.sol",
        "gurobi.sol",
    ];
    let files = names.map(golden);
    let (mut read, mut refused) = (0, 0);
    let mut dice = Dice::new(1);
    for turn in 0..6_000 {
        let mut bytes = files[turn % files.len()].clone();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len().max(1));
            bytes.resize(bytes.len().max(1), b' ');
            match dice.below(5) {
                0 => bytes[at] = dice.below(256) as u8,
                1 => bytes.insert(at, b"0129_- \n#x*e.\t\xff"[dice.below(15)]),
                2 => drop(bytes.remove(at)),
                3 => bytes.truncate(at + 1),
                _ => {
                    let end = (at + dice.below(60)).min(bytes.len());
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        match problem.read_answer(&bytes) {
            Ok(answer) => {
                assert_eq!(problem.cost(&answer.solution), Ok(answer.cost));
                read += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(read > 500 && refused > 500, "{read} {refused}");
}
