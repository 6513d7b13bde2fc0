use std::path::{Path, PathBuf};
use std::time::Instant;

use boligplacering::input::{
    CaseFiles, Reading, Source, WrittenDecisions, language_of, read_case_from,
};
use boligplacering::report::{self, DECIDED_FILE};
use boligplacering::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::{warn, words};

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
    pub(crate) fn open(&self, started: Instant) -> Result<Opened, Failure> {
        self.open_with(self.decisions.as_deref(), started)
    }

    /// Opens the files; where no decisions are given, those with which the plan in `dir` was made.
    pub(crate) fn open_for_plan_in(&self, dir: &Path, started: Instant) -> Result<Opened, Failure> {
        let kept = dir.join(DECIDED_FILE);
        self.open_with(self.decisions.as_deref().or(kept.is_file().then_some(&kept)), started)
    }

    fn open_with(&self, decisions: Option<&Path>, started: Instant) -> Result<Opened, Failure> {
        let files = CaseFiles::open(&self.case)?;
        let files = match decisions {
            Some(path) => files.with(WrittenDecisions::open(path)?),
            None => files,
        };
        let (path, decisions) = (self.case.clone(), decisions.map(Path::to_path_buf));
        Ok(Opened { started, path, decisions, files })
    }
}

/// The files of a case, opened.
pub(crate) struct Opened {
    /// When the program was started.
    pub(crate) started: Instant,
    pub(crate) path: PathBuf,
    pub(crate) decisions: Option<PathBuf>,
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

    /// Refuses to write to `path`, which `flag` names, if the case is read from there, or something else is: `read`.
    pub(crate) fn keep_from(&self, path: &Path, flag: &str, read: &[&Path]) -> Result<(), Failure> {
        let real = |path: &Path| path.canonicalize().ok();
        let mut read =
            read.iter().copied().chain([self.path.as_path()]).chain(self.decisions.as_deref());
        let is_read = real(path)
            .is_some_and(|written| read.any(|path| real(path).as_ref() == Some(&written)));
        match is_read || self.files.reads(path) {
            true => Err(Failure::Usage(words::is_read(path, flag))),
            false => Ok(()),
        }
    }

    /// Refuses to write a plan into `out` if one of its files is read. A workbook with decisions may be: the new plan
    /// keeps it as it is, under another name.
    pub(crate) fn keep_from_plan(&self, out: &Path, read: &[&Path]) -> Result<(), Failure> {
        let kept = self
            .files
            .decided()
            .and_then(WrittenDecisions::workbook)
            .and(self.decisions.as_deref());
        let kept = kept.and_then(|path| path.canonicalize().ok());
        for name in report::FILES.into_iter().chain(report::BESIDE) {
            let path = out.join(name);
            if kept.is_none() || path.canonicalize().ok() != kept {
                self.keep_from(&path, "--out", read)?;
            }
        }
        Ok(())
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
