use std::path::{Path, PathBuf};

use boligplacering::input::{CaseFiles, Reading, WrittenDecisions, language_of, read_case_from};
use boligplacering::report::DECIDED_FILE;
use boligplacering::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::warn;

/// The case that a command is about.
#[derive(Args)]
pub(crate) struct Files {
    /// The case folder, or a workbook (.xlsx) with a sheet for each table.
    #[arg(value_name = "FOLDER|BOOK")]
    case: PathBuf,
    /// What people have decided beyond the case: the plan.xlsx into which they wrote must or never, or a table as
    /// decisions.csv.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
}

impl Files {
    /// Opens the files.
    pub(crate) fn open(&self) -> Result<Opened, Failure> {
        self.open_with(self.decisions.as_deref())
    }

    /// Opens the files; where no decisions are given, those with which the plan in `dir` was made.
    pub(crate) fn open_for_plan_in(&self, dir: &Path) -> Result<Opened, Failure> {
        let kept = dir.join(DECIDED_FILE);
        self.open_with(self.decisions.as_deref().or(kept.is_file().then_some(&kept)))
    }

    fn open_with(&self, decisions: Option<&Path>) -> Result<Opened, Failure> {
        let files = CaseFiles::open(&self.case)?;
        let files = match decisions {
            Some(path) => files.with(WrittenDecisions::open(path)?),
            None => files,
        };
        Ok(Opened { path: self.case.clone(), files })
    }
}

/// The files of a case, opened.
pub(crate) struct Opened {
    pub(crate) path: PathBuf,
    pub(crate) files: CaseFiles,
}

impl Opened {
    /// The language in which the case asks to be told about.
    pub(crate) fn language(&self) -> Language {
        language_of(&self.files)
    }

    /// Reads the case; its warnings are told, whoever wants it quiet.
    pub(crate) fn read(&self, language: Language) -> Result<Reading, Failure> {
        let mut reading = read_case_from(&self.files)?;
        reading.case = reading.case.in_language(language);
        for warning in &reading.warnings {
            warn(&warning.in_language(language), language);
        }
        Ok(reading)
    }

    /// Where a plan is written if nobody says so: inside the folder, or beside the workbook.
    pub(crate) fn out(&self) -> PathBuf {
        let folder = match self.files.folder() {
            Some(_) => self.path.as_path(),
            None => self.path.parent().unwrap_or(Path::new("")),
        };
        folder.join("out")
    }
}
