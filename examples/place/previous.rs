use std::path::Path;

use boligplacering::plan::Plan;
use boligplacering::report::{fingerprint, read_plan};
use boligplacering::text::Said;

use crate::failure::Failure;

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
