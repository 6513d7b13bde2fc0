//! From a case folder to a written plan, whoever finds the solution.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use boligplacering::changes::changes;
use boligplacering::check::{Tally, check};
use boligplacering::explain::{Baseline, Explainer, Scope};
use boligplacering::input::{Reading, Source, WrittenDecisions};
use boligplacering::model::{Case, Decision, InputFile, Surroundings, Term};
use boligplacering::plan::{Plan, Status};
use boligplacering::problem::Problem;
use boligplacering::report::{self, Claim, Extras, Seconds, Summary, read_file};
use boligplacering::solve::{Method, Outcome, SolutionMethod, solve};
use boligplacering::text::{Language, Said};
use boligplacering::travel::TravelTime;
use boligplacering::words::words as words_of;
use clap::{Args, ValueEnum};

use crate::failure::Failure;
use crate::files::Opened;
use crate::previous::{Previous, read_with};
use crate::solving::{self, Limits, all_threads};
use crate::{claim, duration::duration, interrupt, show, warn, words};

/// What may be said of making a plan.
#[derive(Args)]
pub(crate) struct Flags {
    /// Where to write the plan [default: out in the folder, or beside the workbook].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Time from the start of the program, after which the best plan so far is written: 60s, 2m, 500ms, 1h. Ctrl-C does
    /// the same at any moment.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = duration)]
    pub(crate) time_limit: Duration,
    /// Threads to use; the plan does not depend on it [default: all].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// An earlier plan.json: nobody is moved away from what they have there without need, and changes.csv says who
    /// is, and why.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
    /// What else to work out for prices.json and clarify.csv: all, none, or auto, which is all up to 30 households, what
    /// decisions cost and whom to call up to 60, and nothing beyond or where the plan is not proven.
    #[arg(long, value_name = "WHAT", default_value = "auto")]
    prices: Prices,
    /// Print nothing but warnings and errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What is worked out beside a plan.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Prices {
    Auto,
    All,
    None,
}

/// Months up to so many households are priced whole, ...
const MOST_PRICED: usize = 30;
/// ... and of those up to so many it is said whom to call.
const MOST_CALLED: usize = 60;

/// Checking and writing a plan take so long for each household: the search ends that much before the time limit.
const WRITING: Duration = Duration::from_micros(250);
/// A plan that could only be written so long after the time limit, though nothing were searched, is not begun.
const LATEST: Duration = Duration::from_secs(3);

impl Prices {
    /// How much is worked out of a plan.
    fn scope(self, plan: &Plan) -> Option<Scope> {
        match self {
            Prices::All => Some(Scope::Everything),
            Prices::Auto if plan.status != Status::Optimal => None,
            Prices::Auto if plan.households.len() <= MOST_PRICED => Some(Scope::Everything),
            Prices::Auto if plan.households.len() <= MOST_CALLED => Some(Scope::Calls),
            _ => None,
        }
    }
}

/// A plan in the making: a case that is read, and its problem.
pub(crate) struct Making {
    start: Instant,
    read: Duration,
    build: Duration,
    out: PathBuf,
    claim: Claim,
    limits: Limits,
    prices: Prices,
    case: Case,
    travel: Arc<dyn TravelTime>,
    previous: Option<Previous>,
    warnings: Vec<String>,
    surroundings: Surroundings,
    files: Vec<InputFile>,
    decided: Vec<Decision>,
    decided_in: Option<Vec<u8>>,
    earlier: Vec<(String, Vec<u8>)>,
    pub(crate) problem: Problem,
}

impl Making {
    /// Reads the case, builds its problem and claims the folder to write to. What is `also_read` is not written to.
    pub(crate) fn begin(
        opened: &Opened,
        flags: &Flags,
        also_read: &[&Path],
        language: Language,
    ) -> Result<Self, Failure> {
        let start = opened.started;
        let out = flags.out.clone().unwrap_or_else(|| opened.out());
        if out.exists() && !out.is_dir() {
            return Err(Failure::file(&out, &words::is_no_folder()));
        }
        let (reading, previous) = read_with(opened, flags.previous.as_deref(), language)?;
        let decided_in = opened.files.decided().and_then(WrittenDecisions::workbook);
        let decided_in = decided_in.map(<[u8]>::to_vec);
        let Reading { case, travel, warnings, surroundings, files, decided, .. } = reading;
        let mut warnings: Vec<String> =
            warnings.iter().map(|warning| warning.in_language(language)).collect();
        warnings.extend(previous_is_missing(previous.is_some(), &case));
        let read = start.elapsed();

        let threads = flags.threads.map_or_else(all_threads, usize::from);
        let previous_plan = previous.as_ref().map(|previous| &previous.plan);
        let problem = solving::problem(&case, &travel, previous_plan, threads)?;
        let build = start.elapsed();

        let households = u32::try_from(case.households().len()).unwrap_or(u32::MAX);
        let writing = WRITING.saturating_mul(households);
        if build.saturating_add(writing) > flags.time_limit.saturating_add(LATEST) {
            return Err(Failure::Limit(words::too_late()));
        }

        let cancel = interrupt::search();
        let claim = claim::of(&out)?;
        let also_read: Vec<&Path> =
            also_read.iter().copied().chain(flags.previous.as_deref()).collect();
        opened.keep_from_plan(claim.place(), &also_read)?;
        let earlier = kept_back(decided_in.as_deref(), &out);
        for (there, kept) in earlier.iter().filter(|_| decided.is_empty()) {
            let said = words::kept_back(there, &kept.0);
            warn(said.in_language(language), language);
            warnings.push(said.in_language(language).to_owned());
        }
        let earlier = earlier.into_iter().map(|(_, kept)| kept).collect();
        let end = start.checked_add(flags.time_limit.saturating_sub(writing));
        let quiet = flags.quiet;
        let limits = Limits { end, threads, cancel, quiet, language };
        let prices = flags.prices;
        let making = Self {
            start,
            read,
            build,
            out,
            claim,
            limits,
            prices,
            case,
            travel,
            previous,
            warnings,
            surroundings,
            files,
            decided,
            decided_in,
            earlier,
            problem,
        };
        Ok(making)
    }

    /// Solves the problem.
    pub(crate) fn solve(&self, method: &dyn SolutionMethod) -> Outcome {
        solving::solve(&self.problem, method, self.limits)
    }

    /// Makes the plan of an outcome, checks it, writes it and tells it, or tells that there is none.
    /// `source`: whose it is, if not this program's.
    pub(crate) fn finish(
        self,
        outcome: &Outcome,
        method: &str,
        source: Option<&Said>,
    ) -> Result<String, Failure> {
        let Self { start, read, build, out, claim, limits, prices, case, travel, .. } = self;
        let Self { previous, mut warnings, surroundings, files, problem, .. } = self;
        let Self { decided, decided_in, earlier, .. } = self;
        let solved = start.elapsed();
        let seconds = || {
            let mut seconds = Seconds::default();
            seconds.read = read.as_secs_f64();
            seconds.build = (build - read).as_secs_f64();
            seconds.solve = (solved - build).as_secs_f64();
            seconds.total = start.elapsed().as_secs_f64();
            seconds
        };
        let plan = solving::on_threads(limits.threads, || {
            outcome.proposal().and_then(|proposal| Plan::new(&case, &travel, &proposal))
        })?;
        let Some((mut plan, proof)) = plan.zip(outcome.proof()) else {
            let summary = Summary::no_plan(&case, method, seconds()).with_warnings(warnings);
            return Err(no_plan(outcome, (&out, &claim), &summary));
        };
        plan.previous = previous.as_ref().map(|previous| previous.sha256.clone());
        let previous_plan = previous.as_ref().map(|previous| &previous.plan);
        let tally = check(&case, &travel, &plan, previous_plan)
            .map_err(|violations| Failure::violations(violations.as_slice()))?;
        let base = outcome.proposal().map(|p| Baseline::new(&case, &travel, &problem, &p));
        let changes = base.as_ref().zip(previous_plan).map(|(base, previous)| {
            solving::explained(limits, |options| changes(base, previous, options))
        });
        let scope = prices.scope(&plan).filter(|_| limits.have_time());
        let prices = base.as_ref().zip(scope).map(|(base, scope)| {
            solving::explained(limits, |options| Explainer::new(base, options).price_list(scope))
        });
        let is_by_hand = plan.method == Method::Greedy.name();
        let by_hand = (!is_by_hand && limits.have_time())
            .then(|| by_hand(&case, &travel, &problem, previous_plan, limits))
            .flatten()
            .filter(|_| limits.have_time());
        if !is_by_hand && by_hand.is_none() && !limits.have_time() {
            let said = words::no_time_to_compare();
            let told = said.in_language(limits.language);
            warn(told, limits.language);
            warnings.push(told.to_owned());
        }
        let extras = Extras {
            changes: changes.as_deref(),
            prices: prices.as_ref(),
            by_hand: by_hand.as_ref().map(|(plan, _)| plan),
            surroundings: Some(&surroundings),
            inputs: &files,
            decided: &decided,
            decided_in: decided_in.as_deref(),
            earlier: &earlier,
        };
        let summary = Summary::new(&plan, &tally, seconds()).with_warnings(warnings);
        let write = || report::write_into(&claim, &case, &plan, proof, &summary, extras);
        solving::on_threads(limits.threads, write)?
            .map_err(|error| Failure::unwritten(&out, &error))?;
        if limits.quiet {
            return Ok(String::new());
        }
        let by_hand = by_hand.as_ref().map(|(_, tally)| tally);
        Ok(show::plan(&case, &plan, outcome, &summary, (extras, by_hand), &out, source))
    }
}

/// The workbooks in `out` that people have worked in, but for the `given` one: each by its name, and by the name under
/// which it is kept.
fn kept_back(given: Option<&[u8]>, out: &Path) -> Vec<(&'static str, (String, Vec<u8>))> {
    let mut kept: Vec<(&'static str, (String, Vec<u8>))> = Vec::new();
    for name in [report::WORKBOOK_FILE, report::DECIDED_FILE] {
        let Ok(workbook) = read_file(&out.join(name)) else { continue };
        let is_plain = name == report::WORKBOOK_FILE && report::is_as_written(&workbook);
        let is_kept = kept.iter().any(|(_, (_, other))| *other == workbook);
        if !is_plain && !is_kept && given != Some(&workbook) {
            let free = report::earlier_file(out, kept.len());
            kept.push((name, (free, workbook)));
        }
    }
    kept
}

/// Warns where the policy asks for few changes, but from what is not said.
fn previous_is_missing(given: bool, case: &Case) -> Option<String> {
    let weight = case.policy().objective.iter().find_map(|tier| tier.get(&Term::Moved));
    if given || weight.is_none_or(|weight| *weight == 0) {
        return None;
    }
    let language = case.policy().language;
    let warning = words::previous_missing();
    let warning = warning.in_language(language);
    warn(warning, language);
    Some(warning.to_owned())
}

/// The plan that a careful person would make by hand, and what it comes to.
fn by_hand(
    case: &Case,
    travel: &dyn TravelTime,
    problem: &Problem,
    previous: Option<&Plan>,
    limits: Limits,
) -> Option<(Plan, Tally)> {
    let outcome = solve(problem, &limits.options().with_method(&Method::Greedy));
    let plan = Plan::new(case, travel, &outcome.proposal()?)?;
    let tally = check(case, travel, &plan, previous).ok()?;
    Some((plan, tally))
}

/// Tells that there is no plan. An earlier plan in `out` is left as it is; otherwise the summary
/// is written, for programs, with the proof if there is one.
fn no_plan(outcome: &Outcome, (out, claim): (&Path, &Claim), summary: &Summary) -> Failure {
    let kept = if out.join(report::PLAN_FILE).exists() {
        words::earlier_plan_kept(out)
    } else if let Err(error) = report::write_no_plan_into(claim, outcome.proof(), summary) {
        return Failure::unwritten(out, &error);
    } else {
        match outcome.proof() {
            Some(_) => words::proves_it(&out.join(report::PROOF_FILE)),
            None => words::says_so(&out.join(report::SUMMARY_FILE)),
        }
    };
    let told = |language: Language| {
        let (words, kept) = (words_of(language), kept.in_language(language));
        match outcome {
            Outcome::Infeasible { .. } => {
                format!("{}\n{}", words.decisions_clash(), words.there_is_no_plan(kept))
            }
            Outcome::NoPlan { stop } => words.no_plan(&stop.in_language(language), kept),
            _ => words.no_plan(words.search_ended(), kept),
        }
    };
    let said = Said::new(told(Language::English), told(Language::Danish));
    match outcome {
        Outcome::Infeasible { .. } => Failure::Input(said),
        _ => Failure::Limit(said),
    }
}
