use std::path::Path;

use boligplacering::input::Reading;
use boligplacering::plan::Plan;
use boligplacering::report::{fingerprint, read_plan};
use boligplacering::text::{Language, Said};

use crate::failure::Failure;
use crate::files::Opened;

/// An earlier plan, and the hash of its file by which later ones name it.
pub(crate) struct Previous {
    pub(crate) plan: Plan,
    pub(crate) sha256: String,
}

impl Previous {
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let plan = read_plan(path).map_err(|error| Failure::file(path, &error.said()))?;
        let sha256 =
            fingerprint(path).map_err(|error| Failure::file(path, &Said::system(&error)))?;
        Ok(Self { plan, sha256 })
    }
}

/// The case, and an earlier plan if there is one; with one the case is to be planned close to it.
pub(crate) fn read_with(
    case: &Opened,
    previous: Option<&Path>,
    language: Language,
) -> Result<(Reading, Option<Previous>), Failure> {
    let mut reading = case.read(language)?;
    let previous = previous.map(Previous::read).transpose()?;
    if previous.is_some() {
        reading.case = reading.case.close_to_previous();
    }
    Ok((reading, previous))
}
