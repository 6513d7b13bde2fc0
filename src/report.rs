//! A plan as files: tables for planners, JSON for programs, a map for both, and the proof for
//! whoever doubts it.
//!
//! All files of a plan are written together or not at all. They are the same bytes for the same
//! plan and summary; only the seconds in the summary differ from run to run.

mod changed;
mod explained;
mod map;
mod read;
mod summary;
mod tables;
mod words;

use std::io;
use std::path::Path;

use serde::Serialize;

pub use changed::{changes_differ, changes_file, changes_told};
pub use explained::explanation;
pub use read::{ReadError, fingerprint, read_plan, read_proof, read_summary};
pub use summary::{CommuteSummary, HouseholdSummary, Seconds, SeekerSummary, Summary, TierSummary};

use crate::changes::Changed;
use crate::files::{CHANGES, PLAN_FILES, write_together};
use crate::model::Case;
use crate::plan::Plan;
use crate::proof::Proof;

/// The names of all [`files`].
pub const FILES: [&str; 6] = PLAN_FILES;
/// The file that holds everything about a plan.
pub const PLAN_FILE: &str = FILES[2];
/// The file that holds the proof of a plan's bounds, or that there is no plan.
pub const PROOF_FILE: &str = FILES[3];
/// The file that holds what a plan comes to.
pub const SUMMARY_FILE: &str = FILES[4];

/// The file that says who has something else than in the earlier plan, where there is one.
pub const CHANGES_FILE: &str = CHANGES;

/// Writes the [`files`] of `plan` into `dir`, all or none, and what has changed since an earlier plan if there is one;
/// [`CHANGES_FILE`] of another plan is taken away, and other files there are left alone.
///
/// # Errors
/// Where the file system does not let it.
pub fn write(
    dir: &Path,
    case: &Case,
    plan: &Plan,
    proof: &Proof,
    summary: &Summary,
    changes: Option<&[Changed]>,
) -> io::Result<()> {
    let mut files = files(case, plan, proof, summary)?;
    let language = case.policy().language;
    let changes = changes.map(|changes| changes_file(case, plan, changes, language)).transpose()?;
    let stale: &[&str] = if changes.is_none() { &[CHANGES_FILE] } else { &[] };
    files.extend(changes.map(|content| (CHANGES_FILE, content)));
    write_together(dir, &files, stale)
}

/// Writes the summary of a search that found no plan into `dir`, and the proof if there is none.
///
/// # Errors
/// Where the file system does not let it.
pub fn write_no_plan(dir: &Path, proof: Option<&Proof>, summary: &Summary) -> io::Result<()> {
    let mut files = vec![(SUMMARY_FILE, json(summary)?)];
    if let Some(proof) = proof {
        files.push((PROOF_FILE, compact(proof)?));
    }
    write_together(dir, &files, &[])
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
        json(&map::of(case, plan))?,
    ];
    Ok(FILES.into_iter().zip(contents).collect())
}

fn json(content: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(content)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// On one line: a proof has many numbers and nobody reads it with their eyes.
fn compact(proof: &Proof) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(proof)?;
    bytes.push(b'\n');
    Ok(bytes)
}
