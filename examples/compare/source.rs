use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use boligplacering::input::read_case;
use boligplacering::model::Case;
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::{TravelTime, travel_times};
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
    /// The case and its travel times.
    pub(crate) fn case(&self) -> Result<(Case, Arc<dyn TravelTime>), Box<dyn Error>> {
        match self {
            Source::Synthetic { tight, households, seed } => {
                let recipe = if *tight { Synthetic::tight } else { Synthetic::new };
                let case = recipe(*households).seed(*seed).case()?;
                let travel = travel_times(&case);
                Ok((case, travel))
            }
            Source::Folder(folder) => {
                let reading = read_case(folder)?;
                Ok((reading.case, reading.travel))
            }
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
