use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use boligplacering::input::read_case;
use boligplacering::model::Case;
use boligplacering::synthetic::Synthetic;
use serde::{Deserialize, Serialize};

/// Where a case comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Source {
    /// It is invented.
    Synthetic { tight: bool, households: usize, seed: u64 },
    /// It is read from a folder.
    Folder(PathBuf),
}

impl Source {
    pub(crate) fn case(&self) -> Result<Case, Box<dyn Error>> {
        match self {
            Source::Synthetic { tight, households, seed } => {
                let recipe = if *tight { Synthetic::tight } else { Synthetic::new };
                Ok(recipe(*households).seed(*seed).case()?)
            }
            Source::Folder(folder) => Ok(read_case(folder)?.case),
        }
    }

    /// The sort of case, which is drawn in a panel of its own.
    pub(crate) fn sort(&self) -> &'static str {
        match self {
            Source::Synthetic { tight: false, .. } => "invented, loose",
            Source::Synthetic { tight: true, .. } => "invented, tight",
            Source::Folder(_) => "case folders",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Synthetic { tight, households, seed } => {
                let sort = if *tight { "tight" } else { "loose" };
                write!(f, "{sort} {households} seed {seed}")
            }
            Source::Folder(folder) => write!(f, "{}", folder.display()),
        }
    }
}
