//! A plan as files: tables for planners, JSON for programs, a map for both, and the proof for
//! whoever doubts it.
//!
//! All files of a plan are written at once or not at all: whoever looks, at any moment, finds those of one plan. They
//! are the same bytes for the same plan and summary; only the seconds in the summary differ from run to run.

mod acted;
mod calendar;
mod called;
mod changed;
mod explained;
mod extras;
mod figures;
mod geojson;
mod map;
mod page;
mod priced;
mod read;
mod short;
mod summary;
mod tables;
#[cfg(feature = "xlsx")]
mod workbook;

use std::io;
use std::path::Path;

use serde::Serialize;

pub use acted::{action_told, actions_file};
pub use calendar::calendar_file;
pub use called::calls_file;
pub use changed::{changes_differ, changes_file, changes_told};
pub use explained::{explanation, explanation_of_month};
pub use extras::Extras;
pub use page::page;
pub use read::{
    ReadError, fingerprint, read_file, read_plan, read_prices, read_proof, read_summary,
};
pub use summary::{CommuteSummary, HouseholdSummary, Seconds, SeekerSummary, Summary, TierSummary};
#[cfg(feature = "xlsx")]
pub use workbook::{is_as_written, workbook};

use crate::actions::actions;
use crate::files::{
    ACTIONS, BESIDE_A_PLAN, CALENDAR, CALLS, CHANGES, DECIDED, EARLIER, PAGE, PLAN_FILES, PRICES,
    WORKBOOK,
};
pub use crate::files::{Claim, ClaimError, Holder, NewFile};
use crate::model::{Case, Surroundings};
use crate::plan::Plan;
use crate::proof::Proof;
use crate::text::Language;

/// The names of all [`files`].
pub const FILES: [&str; 6] = PLAN_FILES;
/// The file that holds everything about a plan.
pub const PLAN_FILE: &str = FILES[2];
/// The file that holds the proof of a plan's bounds, or that there is no plan.
pub const PROOF_FILE: &str = FILES[3];
/// The file that holds what a plan comes to.
pub const SUMMARY_FILE: &str = FILES[4];

/// The names of all files that may stand beside them.
pub const BESIDE: [&str; 8] = BESIDE_A_PLAN;

/// The file that says who has to do what by when.
pub const ACTIONS_FILE: &str = ACTIONS;
/// The file that holds the same as a calendar.
pub const CALENDAR_FILE: &str = CALENDAR;

/// The file that says who has something else than in the earlier plan, where there is one.
pub const CHANGES_FILE: &str = CHANGES;

/// The file that holds what everything else would come to, where that was worked out.
pub const PRICES_FILE: &str = PRICES;
/// The file that says whom to call, where that was worked out.
pub const CALLS_FILE: &str = CALLS;
/// The page that says everything to people.
pub const PAGE_FILE: &str = PAGE;
/// The workbook in which people work with the plan, written with the feature `xlsx`.
pub const WORKBOOK_FILE: &str = WORKBOOK;

/// The workbook of an earlier plan whose decisions this one follows, as people left it.
pub const DECIDED_FILE: &str = DECIDED;
/// The name in `dir` under which a workbook is kept that people have worked in: one that no file has yet, behind as many
/// that are `taken`.
pub fn earlier_file(dir: &Path, taken: usize) -> String {
    let names = (1..).map(|at: u32| match at {
        1 => format!("{EARLIER}.xlsx"),
        _ => format!("{EARLIER}-{at}.xlsx"),
    });
    let mut free = names.filter(|name| !dir.join(name).exists());
    free.nth(taken).unwrap_or_default()
}

/// Writes the [`files`] of `plan` into `dir`, all or none, with the page, the workbook, what has to be done and what is told beside
/// them; what another plan had beside its files is taken away, and other files there are left alone.
///
/// # Errors
/// Where the file system does not let it, or somebody else writes there.
pub fn write(
    dir: &Path,
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    summary: &Summary,
    extras: Extras,
) -> io::Result<()> {
    write_into(&Claim::new(dir, &Holder::default())?, case, plan, proof, summary, extras)
}

/// The same into a folder that is claimed already.
///
/// # Errors
/// Where the file system does not let it.
pub fn write_into(
    folder: &Claim,
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    summary: &Summary,
    extras: Extras,
) -> io::Result<()> {
    let (files, books) = at_once(
        || told(case, plan, proof, summary, extras),
        || -> io::Result<Vec<(&str, Vec<u8>)>> {
            #[cfg(feature = "xlsx")]
            return Ok(vec![(WORKBOOK_FILE, workbook(case, plan, summary, extras)?)]);
            #[cfg(not(feature = "xlsx"))]
            Ok(Vec::new())
        },
    );
    let (mut files, books) = (files?, books?);
    files.extend(books);
    files.extend(extras.decided_in.map(|book| (DECIDED_FILE, book.to_vec())));
    files.extend(extras.earlier.iter().map(|(name, book)| (name.as_str(), book.clone())));
    let is_stale = |name: &&str| files.iter().all(|(written, _)| written != name);
    let beside = [CHANGES_FILE, PRICES_FILE, CALLS_FILE, WORKBOOK_FILE, DECIDED_FILE];
    let stale: Vec<&str> = beside.into_iter().filter(is_stale).collect();
    folder.replace_folder(&files, &stale)
}

/// The files of a plan and those beside them, but for the workbooks.
fn told(
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    summary: &Summary,
    extras: Extras,
) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = files(case, plan, proof, summary)?;
    let language = case.policy().language;
    let calls = extras.prices.map(|prices| prices.calls.as_slice());
    let actions = actions(case, plan, calls);
    files.push((ACTIONS_FILE, actions_file(case, plan, &actions, language)?));
    files.push((CALENDAR_FILE, calendar_file(case, plan, &actions, language)?));
    if let Some(changes) = extras.changes {
        files.push((CHANGES_FILE, changes_file(case, plan, changes, language)?));
    }
    if let Some(prices) = extras.prices {
        files.push((PRICES_FILE, compact(prices)?));
        files.push((CALLS_FILE, calls_file(case, plan, &prices.calls, language)?));
    }
    files.push((PAGE_FILE, page(case, plan, summary, extras)?.into_bytes()));
    Ok(files)
}

/// Does two things, at once where there are threads for it.
fn at_once<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(one, other);
    #[cfg(not(feature = "parallel"))]
    (one(), other())
}

/// Writes the summary of a search that found no plan into `dir`, and the proof if there is none.
///
/// # Errors
/// Where the file system does not let it, or somebody else writes there.
pub fn write_no_plan(dir: &Path, proof: Option<&Proof>, summary: &Summary) -> io::Result<()> {
    write_no_plan_into(&Claim::new(dir, &Holder::default())?, proof, summary)
}

/// The same into a folder that is claimed already.
///
/// # Errors
/// Where the file system does not let it.
pub fn write_no_plan_into(
    folder: &Claim,
    proof: Option<&Proof>,
    summary: &Summary,
) -> io::Result<()> {
    let mut files = vec![(SUMMARY_FILE, json(summary)?)];
    if let Some(proof) = proof {
        files.push((PROOF_FILE, compact(proof)?));
    }
    folder.replace_folder(&files, &[])
}

/// The files of `plan`, whose bounds `proof` proves, each with its name and content.
///
/// ```
/// use boligplacering::check::check;
/// use boligplacering::plan::Plan;
/// use boligplacering::problem::Problem;
/// use boligplacering::report::{Seconds, Summary, files};
/// use boligplacering::solve::{Options, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
///
/// let case = Synthetic::new(3).case().unwrap();
/// let travel = travel_times(&case);
/// let options = Options::default();
/// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &options);
/// let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
/// let tally = check(&case, &travel, &plan, None).unwrap();
/// let summary = Summary::new(&plan, &tally, Seconds::default());
/// let proof = outcome.proof().unwrap();
/// let (name, content) = &files(&case, &plan, proof, &summary).unwrap()[0];
/// assert_eq!(*name, "placements.csv");
/// assert!(content.starts_with("\u{feff}person;household;dwelling;".as_bytes()));
/// ```
///
/// # Errors
/// None that is known: every plan can be written in these forms.
pub fn files(
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    summary: &Summary,
) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let contents = [
        tables::placements(case, plan)?,
        tables::unplaced(plan)?,
        json(plan)?,
        compact(proof)?,
        json(summary)?,
        json(&geojson::of(case, plan))?,
    ];
    Ok(FILES.into_iter().zip(contents).collect())
}

/// A plan on a map, as the content of a section of HTML; [`MAP_STYLE`] draws it.
///
/// ```
/// use boligplacering::report::map;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let html = map(&case, &plan, None, Language::English);
/// assert!(html.contains("<svg ") && html.contains("href=\"#h0\""));
/// ```
pub fn map(
    case: &Case,
    plan: &Plan,
    surroundings: Option<&Surroundings>,
    language: Language,
) -> String {
    map::html(case, plan, surroundings, language)
}

/// The stylesheet of [`map()`].
pub const MAP_STYLE: &str = map::STYLE;

fn json(content: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(content)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// On one line: a proof or a list of prices is long, and nobody reads it with their eyes.
fn compact(content: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(content)?;
    bytes.push(b'\n');
    Ok(bytes)
}
