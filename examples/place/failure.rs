use std::path::Path;
use std::{fmt, io};

use boligplacering::check::Violation;
use boligplacering::model::Faults;

use crate::text::counted;

/// Why the program ends without what it was asked for.
pub(crate) enum Failure {
    /// The input has faults.
    Faults(Faults),
    /// Something else about the input, or about where to write.
    Input(String),
    /// The command line asks for what must not be.
    Usage(String),
    /// No plan within the limit.
    Limit(String),
    /// A plan or its proof fails verification: each thing that is wrong.
    Wrong(Vec<String>),
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Failure::Faults(_) | Failure::Input(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Limit(_) => 3,
            Failure::Wrong(_) => 4,
        }
    }

    /// A file or folder that cannot be used.
    pub(crate) fn file(path: &Path, error: impl fmt::Display) -> Self {
        Failure::Input(format!("{}: {error}", path.display()))
    }

    /// A folder that cannot be written to.
    pub(crate) fn unwritten(dir: &Path, error: &io::Error) -> Self {
        Failure::file(dir, format!("nothing written: {error}"))
    }

    /// A plan that breaks what it must keep.
    pub(crate) fn violations(violations: &[Violation]) -> Self {
        Failure::Wrong(violations.iter().map(Violation::to_string).collect())
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Failure::Faults(faults)
    }
}

impl Failure {
    /// The failure in words; faults of one kind in one column as one, unless `all` are to be told.
    pub(crate) fn told(&self, all: bool) -> String {
        match self {
            Failure::Faults(faults) => {
                let count = counted(faults.as_slice().len(), "fault");
                let each = faults.as_slice().iter().map(|fault| format!("{fault}\n"));
                let told = if all { each.collect() } else { format!("{faults}\n") };
                format!("{told}{count}, nothing written")
            }
            Failure::Input(text) | Failure::Usage(text) | Failure::Limit(text) => text.clone(),
            Failure::Wrong(wrong) => {
                let count = counted(wrong.len(), "thing");
                format!("{}\nVerification failed: {count} wrong", wrong.join("\n"))
            }
        }
    }
}
