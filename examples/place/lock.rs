use std::path::{Path, PathBuf};

use boligplacering::input::{file_name, lock};
use boligplacering::model::{Decision, HouseholdId, Table};
use boligplacering::report::{PLAN_FILE, read_plan};
use boligplacering::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::files::{Files, Opened};
use crate::{claim, words};

/// Write a plan into decisions.csv, so that it stays as it is.
///
/// Each dwelling and each opening of the plan becomes a row with `must`; who has none stays free. What the table holds already is left as it is
/// and not said again; where it says otherwise, nothing is written. A row of somebody who lives or works there already
/// gets yes under `begun`, by hand.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: Files,
    /// Where the plan was written, or its plan.json.
    plan: PathBuf,
    /// Only this household and its people; may be given several times.
    #[arg(long, value_name = "ID")]
    household: Vec<String>,
    /// Write the table there and leave the folder as it is [default: its decisions.csv or beslutninger.csv; a workbook
    /// is never written into, so it needs this, and the table is read with --decisions].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(
    arguments: &Arguments,
    case: &Opened,
    language: Language,
) -> Result<String, Failure> {
    let Arguments { plan, household, out, .. } = arguments;
    // What reads as a CPR number is not shown, so the ids are parsed here.
    let households: Result<Vec<HouseholdId>, _> = household.iter().map(|id| id.parse()).collect();
    let households =
        households.map_err(|_| Failure::Usage(words::about("--household", &words::no_id())))?;
    let own = match (case.files.folder(), out) {
        (Some(folder), _) => {
            let name = || case.path.join(file_name(Table::Decisions, Language::English));
            Some(folder.file_of(Table::Decisions).unwrap_or_else(name))
        }
        (None, Some(_)) => None,
        (None, None) => return Err(Failure::Usage(words::lock_needs_out())),
    };
    let reading = case.read(language)?;
    let plan_path = if plan.is_dir() { plan.join(PLAN_FILE) } else { plan.clone() };
    let plan = read_plan(&plan_path).map_err(|error| Failure::file(&plan_path, &error.said()))?;
    let locked = lock(&case.files, &reading, &plan, &households)?;
    let to = out.as_deref().or(own.as_deref()).unwrap_or(Path::new(""));
    if locked.new.is_empty() && out.is_none() {
        return Ok(format!(
            "{}\n",
            words::nothing_to_lock(locked.known.len()).in_language(language)
        ));
    }
    let claim = claim::of(to)?;
    if own.as_deref().and_then(resolved).as_deref() != Some(claim.place()) {
        case.keep_from(claim.place(), "--out", &[&plan_path])?;
    }
    claim.write(&locked.table).map_err(|error| Failure::unwritten(to, &error))?;
    let told = |decision: &Decision| format!("  {}\n", decision.in_language(language));
    let rows: String = locked.new.iter().map(told).collect();
    let written = words::locked(locked.new.len(), locked.known.len(), to);
    Ok(format!("{rows}{}\n", written.in_language(language)))
}

/// A path without links on the way to it; the file itself need not be there.
fn resolved(path: &Path) -> Option<PathBuf> {
    let to_be = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(to_be)
}
