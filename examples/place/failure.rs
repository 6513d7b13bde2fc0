use std::io;
use std::path::Path;

use boligplacering::check::Violation;
use boligplacering::model::Faults;
use boligplacering::report::ClaimError;
use boligplacering::text::{Language, Said};
use boligplacering::words::words;

use crate::words::{about, not_written, unwritten};

/// The exit code where there is no plan within the limit.
pub(crate) const NO_PLAN: u8 = 3;

/// Why the program ends without what it was asked for.
pub(crate) enum Failure {
    /// The input has faults.
    Faults(Faults),
    /// Something else about the input, or about where to write.
    Input(Said),
    /// The command line asks for what must not be.
    Usage(Said),
    /// No plan within the limit.
    Limit(Said),
    /// A plan or its proof fails verification: each thing that is wrong.
    Wrong(Vec<Said>),
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Failure::Faults(_) | Failure::Input(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Limit(_) => NO_PLAN,
            Failure::Wrong(_) => 4,
        }
    }

    /// A file or folder that cannot be used.
    pub(crate) fn file(path: &Path, error: &Said) -> Self {
        Failure::Input(about(path.display(), error))
    }

    /// A folder that cannot be written to.
    pub(crate) fn unwritten(dir: &Path, error: &io::Error) -> Self {
        Failure::file(dir, &unwritten(error))
    }

    /// A place that cannot be claimed to write to.
    pub(crate) fn unclaimed(place: &Path, error: &ClaimError) -> Self {
        Failure::file(place, &not_written(&error.said()))
    }

    /// A plan that breaks what it must keep.
    pub(crate) fn violations(violations: &[Violation]) -> Self {
        let said = |violation: &Violation| {
            let [english, danish] = Language::ALL.map(|l| violation.in_language(l));
            Said::new(english, danish)
        };
        Failure::Wrong(violations.iter().map(said).collect())
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Failure::Faults(faults)
    }
}

impl Failure {
    /// The failure in words; faults of one kind in one column as one, unless `all` are to be told.
    pub(crate) fn told(&self, all: bool, language: Language) -> String {
        let words = words(language);
        match self {
            Failure::Faults(faults) => {
                let each = faults.as_slice().iter().map(|fault| fault.in_language(language));
                let told = match all {
                    true => each.collect::<Vec<_>>().join("\n"),
                    false => faults.in_language(language),
                };
                format!("{told}\n{}", words.faults(faults.as_slice().len()))
            }
            Failure::Input(text) | Failure::Usage(text) | Failure::Limit(text) => {
                text.in_language(language).to_owned()
            }
            Failure::Wrong(wrong) => {
                let each: Vec<&str> = wrong.iter().map(|said| said.in_language(language)).collect();
                format!("{}\n{}", each.join("\n"), words.not_verified(wrong.len()))
            }
        }
    }
}
