use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use boligplacering::actions::actions;
use boligplacering::changes::changes;
use boligplacering::check::{
    Claimed, ProofFault, ProofFlaw, Tally, check, verify_infeasible, verify_proof,
};
use boligplacering::explain::{Baseline, PriceList};
use boligplacering::input::Reading;
use boligplacering::model::Case;
use boligplacering::plan::{Plan, Status};
use boligplacering::problem::{Problem, Proposal, Solution};
use boligplacering::proof::Proof;
use boligplacering::report::{
    self, ReadError, Seconds, Summary, read_file, read_plan, read_proof, read_summary,
};
use boligplacering::solve::Options;
use boligplacering::text::{Language, Said};
use boligplacering::travel::TravelTime;
use clap::Args;

use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::previous::{Previous, read_with};
use crate::solving::{self, all_threads};
use crate::{show, words};

/// Check a written plan and the proof that no plan is better.
///
/// Rules, capacities, every detail and every tier are recomputed from the case alone; the other
/// files must say what plan.json says; and every step of proof.json must follow. Nothing is
/// solved anew. Decisions with which the plan was made are read from its decided.xlsx, unless others are given. Where it was proven that there is no plan, that proof is checked.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// Where the plan was written.
    pub(crate) dir: PathBuf,
    /// The earlier plan.json that the plan was made with, if it was.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let (reading, previous) = read_with(case, arguments.previous.as_deref(), language)?;
    let Reading { case, travel, .. } = reading;
    let dir = &arguments.dir;
    let previous_plan = previous.as_ref().map(|previous| &previous.plan);
    let problem = || solving::problem(&case, &travel, previous_plan, all_threads());

    let path = dir.join(report::PLAN_FILE);
    let plan = match read_plan(&path) {
        Ok(plan) => plan,
        Err(ReadError::Unreadable(_)) if says_no_plan(dir) => {
            return no_plan(&problem()?, &written_proof(dir)?, language);
        }
        Err(error @ ReadError::Unreadable(_)) => return Err(Failure::file(&path, &error.said())),
        Err(error) => return Err(wrong(words::about(path.display(), &error.said()))),
    };
    made_with(&plan, previous.as_ref())?;
    let tally = check(&case, &travel, &plan, previous_plan)
        .map_err(|violations| Failure::violations(violations.as_slice()))?;
    let proof = written_proof(dir)?;
    reasons(&case, &travel, &plan)?;
    files(dir, &case, &plan, &proof, &tally)?;
    let bounds: Vec<i64> = plan.tiers.iter().map(|tier| tier.bound).collect();
    let problem = problem()?;
    changes_are_right(dir, (&case, &travel, &problem), &plan, previous_plan)?;
    let prices = prices_are_of(dir, &case, &plan)?;
    actions_are_right(dir, &case, &plan, prices.as_ref())?;
    verify_proof(&problem, Claimed { values: &tally.values, bounds: &bounds }, &proof)
        .map_err(|fault| refused(&fault, Some(&plan)))?;
    Ok(show::verified(language, &plan, &tally, &proof))
}

/// Whether the earlier plan that was given is the one that the plan was made with.
fn made_with(plan: &Plan, previous: Option<&Previous>) -> Result<(), Failure> {
    let given = previous.map(|previous| previous.sha256.as_str());
    let text = match (plan.previous.as_deref(), given) {
        (named, given) if named == given => return Ok(()),
        (Some(named), None) => words::needs_previous(named),
        (Some(named), Some(given)) => words::needs_other_previous(named, given),
        (None, _) => words::needs_no_previous(),
    };
    Err(wrong(words::about(report::PLAN_FILE, &text)))
}

/// Whether the summary there says that no plan was found.
fn says_no_plan(dir: &Path) -> bool {
    let summary = read_summary(&dir.join(report::SUMMARY_FILE));
    summary.is_ok_and(|summary| summary.status == Status::NoPlan)
        && dir.join(report::PROOF_FILE).exists()
}

/// Checks the proof that there is no plan.
fn no_plan(problem: &Problem, proof: &Proof, language: Language) -> Result<String, Failure> {
    verify_infeasible(problem, proof).map_err(|fault| refused(&fault, None))?;
    Ok(show::verified_no_plan(language, proof))
}

fn written_proof(dir: &Path) -> Result<Proof, Failure> {
    let path = dir.join(report::PROOF_FILE);
    read_proof(&path).map_err(|error| {
        let said = match error {
            ReadError::Unreadable(_) => words::proof_missing(&error.said()),
            _ => error.said(),
        };
        wrong(words::about(path.display(), &said))
    })
}

/// Whether notes and reasons follow from the case and the placements, which are checked already.
fn reasons(case: &Case, travel: &dyn TravelTime, plan: &Plan) -> Result<(), Failure> {
    let solution = solution(case, plan);
    let (cost, bound): (Vec<i64>, Vec<i64>) =
        plan.tiers.iter().map(|tier| (tier.value, tier.bound)).unzip();
    let (solution, method) = (&solution, plan.method.as_str());
    let proposal = Proposal { solution, cost: &cost, bound: &bound, method };
    // Notes and reasons are in the language that the plan was made in, whoever reads it now.
    let case = case.clone().in_language(plan.language);
    let again = Plan::new(&case, travel, &proposal);
    if again.is_some_and(|p| p.households == plan.households && p.unplaced == plan.unplaced) {
        Ok(())
    } else {
        Err(wrong(words::about(report::PLAN_FILE, &words::wrong_reason())))
    }
}

/// The solution that a plan stands for, which is checked already.
fn solution(case: &Case, plan: &Plan) -> Solution {
    let mut solution = Solution::default();
    for home in &plan.households {
        let dwelling = home.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        solution.homes.push(dwelling);
    }
    let persons = plan.households.iter().flat_map(|home| &home.persons);
    for (placed, person) in persons.zip(case.households().iter().flat_map(|home| &home.members)) {
        if person.job_seeker.is_some() {
            let opening = placed.job.as_ref().and_then(|job| case.opening_index(&job.opening));
            solution.openings.push(opening);
        }
    }
    solution
}

/// Whether the table of changes names those that there are, with a reason each; the prices of keeping something are not
/// worked out anew. Without an earlier plan there is no such table.
fn changes_are_right(
    dir: &Path,
    (case, travel, problem): (&Case, &Arc<dyn TravelTime>, &Problem),
    plan: &Plan,
    previous: Option<&Plan>,
) -> Result<(), Failure> {
    let name = report::CHANGES_FILE;
    let path = dir.join(name);
    let Some(previous) = previous else {
        let found = path.exists().then(|| wrong(words::about(name, &words::no_changes_asked())));
        return found.map_or(Ok(()), Err);
    };
    let unreadable = |error| wrong(words::about(name, &words::unreadable(&error)));
    let written = read_file(&path).map_err(unreadable)?;
    let solution = solution(case, plan);
    let (cost, bound): (Vec<i64>, Vec<i64>) =
        plan.tiers.iter().map(|tier| (tier.value, tier.bound)).unzip();
    let method = plan.method.as_str();
    let proposal = Proposal { solution: &solution, cost: &cost, bound: &bound, method };
    let no_solving = AtomicBool::new(true);
    let options = Options::default().with_cancel(&no_solving);
    let base = Baseline::new(case, travel, problem, &proposal);
    let changes = changes(&base, previous, &options);
    match report::changes_differ(&written, case, plan, &changes) {
        None => Ok(()),
        Some(line) => Err(wrong(words::wrong_changes(name, line))),
    }
}

/// Whether the list of prices, where there is one, is of this plan, and the table of calls says what it says. No price is
/// worked out anew.
fn prices_are_of(dir: &Path, case: &Case, plan: &Plan) -> Result<Option<PriceList>, Failure> {
    let (name, calls) = (report::PRICES_FILE, report::CALLS_FILE);
    let prices = match report::read_prices(&dir.join(name)) {
        Ok(prices) => Some(prices),
        Err(ReadError::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(wrong(words::about(name, &error.said()))),
    };
    if prices.as_ref().is_some_and(|prices| !prices.is_of(plan)) {
        return Err(wrong(words::about(name, &words::other_plan())));
    }
    let written = match read_file(&dir.join(calls)) {
        Ok(written) => Some(written),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(wrong(words::about(calls, &words::unreadable(&error)))),
    };
    let expected = prices
        .as_ref()
        .map(|prices| report::calls_file(case, plan, &prices.calls, plan.language))
        .transpose()
        .map_err(|error| Failure::file(dir, &Said::system(&error)))?;
    if written == expected { Ok(prices) } else { Err(wrong(words::wrong_calls(calls))) }
}

/// Whether the action plan, as a table and as a calendar, is what follows from the plan and the calls.
fn actions_are_right(
    dir: &Path,
    case: &Case,
    plan: &Plan,
    prices: Option<&PriceList>,
) -> Result<(), Failure> {
    let actions = actions(case, plan, prices.map(|prices| prices.calls.as_slice()));
    let expected = |name, file: io::Result<Vec<u8>>| {
        file.map(|file| (name, file)).map_err(|error| Failure::file(dir, &Said::system(&error)))
    };
    let language = plan.language;
    let files = [
        expected(report::ACTIONS_FILE, report::actions_file(case, plan, &actions, language))?,
        expected(report::CALENDAR_FILE, report::calendar_file(case, plan, &actions, language))?,
    ];
    let wrong = differing(dir, &files);
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Wrong(wrong)) }
}

/// Whether the other files say what the plan says. How the proof is laid out is no matter.
fn files(
    dir: &Path,
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    tally: &Tally,
) -> Result<(), Failure> {
    // How long it took, and what was odd in the files, is not the plan's to say.
    let (seconds, warnings) = read_summary(&dir.join(report::SUMMARY_FILE))
        .map_or((Seconds::default(), Vec::new()), |written| (written.seconds, written.warnings));
    let summary = Summary::new(plan, tally, seconds).with_warnings(warnings);
    let mut expected = report::files(case, plan, proof, &summary)
        .map_err(|error| Failure::file(dir, &Said::system(&error)))?;
    let known = [report::PLAN_FILE, report::PROOF_FILE];
    expected.retain(|(name, _)| !known.contains(name));
    let wrong = differing(dir, &expected);
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Wrong(wrong)) }
}

/// What is wrong with files in `dir` that should be these.
fn differing(dir: &Path, files: &[(&str, Vec<u8>)]) -> Vec<Said> {
    let mut wrong = Vec::new();
    for (name, expected) in files {
        match read_file(&dir.join(name)) {
            Ok(found) if found == *expected => {}
            Ok(found) => {
                let line = first_difference(&found, expected);
                wrong.push(words::not_what_the_plan_says(name, line));
            }
            Err(error) => wrong.push(words::about(name, &words::unreadable(&error))),
        }
    }
    wrong
}

/// The line, from 1, in which two texts first differ.
fn first_difference(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

/// What does not follow in a proof, and where; tiers and steps from 1.
fn refused(fault: &ProofFault, plan: Option<&Plan>) -> Failure {
    let tier = fault.tier.map(|at| {
        let tier = plan.and_then(|plan| plan.tiers.get(at));
        (at + 1, tier.map_or(String::new(), |tier| show::terms(&tier.weights)))
    });
    let place = words::place_in_proof(report::PROOF_FILE, tier, fault.step.map(|at| at + 1));
    let flaw = match fault.flaw {
        ProofFlaw::NegativeMultiplier { tier } => ProofFlaw::NegativeMultiplier { tier: tier + 1 },
        ProofFlaw::OpenTier { tier } => ProofFlaw::OpenTier { tier: tier + 1 },
        flaw => flaw,
    };
    let said = |l| format!("{}: {}", place.in_language(l), flaw.in_language(l));
    wrong(Said::new(said(Language::English), said(Language::Danish)))
}

fn wrong(text: Said) -> Failure {
    Failure::Wrong(vec![text])
}
