use std::path::PathBuf;
use std::time::Duration;

use boligplacering::explain::{Baseline, Explainer};
use boligplacering::input::Reading;
use boligplacering::model::Case;
use boligplacering::plan::Plan;
use boligplacering::report::{explanation, explanation_of_month};
use boligplacering::solve::{Method, Outcome};
use boligplacering::text::Language;
use clap::Args;

use crate::duration::duration;
use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::interrupt;
use crate::previous::read_with;
use crate::solving::{self, Limits, all_threads};
use crate::text::folded;
use crate::words::{nobody, nothing_such, nothing_to_explain};

/// Say why somebody has what they have in the best plan, and what else would be possible at what price.
///
/// Each price is what the whole plan would come to, worked out anew and proven, with who else would move: the fewest
/// there can be. What is not possible is told with all rules that say no.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// A household or a job seeker; all of them if left out.
    #[arg(value_name = "ID")]
    who: Option<String>,
    /// One dwelling for the household, or one opening for the job seeker; all of them if left out.
    #[arg(value_name = "ID")]
    what: Option<String>,
    /// Time from the start of the program for the plan, and as much for each question about it: 60s, 2m, 500ms. What is
    /// not worked out says so.
    #[arg(long, value_name = "TIME", default_value = "1m", value_parser = duration)]
    pub(crate) time_limit: Duration,
    /// Threads to use; no answer depends on it [default: all].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// The earlier plan.json that the plan is made with, if it is.
    #[arg(long, value_name = "PLAN")]
    previous: Option<PathBuf>,
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let started = case.started;
    let (reading, previous) = read_with(case, arguments.previous.as_deref(), language)?;
    let Reading { case, travel, .. } = reading;
    let askers = askers(&case, arguments.who.as_deref())?;
    let previous = previous.as_ref().map(|previous| &previous.plan);
    let threads = arguments.threads.map_or_else(all_threads, usize::from);
    let problem = solving::problem(&case, &travel, previous, threads)?;
    let (end, cancel) = (started.checked_add(arguments.time_limit), interrupt::search());
    let limits = Limits { end, threads, cancel, quiet: false, language };
    let outcome = solving::solve(&problem, &Method::Auto, limits);
    let proposal = outcome.proposal();
    let plan = proposal.as_ref().and_then(|proposal| Plan::new(&case, &travel, proposal));
    let Some((proposal, plan)) = proposal.zip(plan) else {
        let text = nothing_to_explain();
        return Err(match outcome {
            Outcome::Infeasible { .. } => Failure::Input(text),
            _ => Failure::Limit(text),
        });
    };
    let base = Baseline::new(&case, &travel, &problem, &proposal);
    let options = limits.options().with_time_limit(arguments.time_limit);
    let explainer = Explainer::new(&base, &options);
    let texts = askers.iter().map(|who| {
        let about = (*who, arguments.what.as_deref());
        explanation(&case, &plan, &explainer, about, language).ok_or_else(|| {
            Failure::Usage(nothing_such(arguments.what.as_deref().unwrap_or_default()))
        })
    });
    let mut text = texts.collect::<Result<Vec<_>, _>>()?.join("\n");
    if arguments.who.is_none() {
        text += &explanation_of_month(&case, &plan, &explainer, language);
    }
    Ok(folded(&text))
}

/// Whoever is asked for: one household or job seeker, or all.
fn askers<'c>(case: &'c Case, who: Option<&str>) -> Result<Vec<&'c str>, Failure> {
    let mut all: Vec<&str> = Vec::new();
    for household in case.households() {
        all.push(household.id.as_str());
        all.extend(household.seekers().map(|(person, _)| person.id.as_str()));
    }
    let Some(who) = who else { return Ok(all) };
    match all.iter().find(|id| **id == who) {
        Some(id) => Ok(vec![*id]),
        None => Err(Failure::Usage(nobody(who))),
    }
}
