use serde::{Deserialize, Serialize};

/// A file, or a sheet, that a case was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InputFile {
    /// Its name, without the folder.
    pub name: String,
    /// How many rows were read; `None` of what has none.
    pub rows: Option<usize>,
    /// The SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl InputFile {
    /// A file with a name, so many rows and a hash.
    pub fn new(name: impl Into<String>, rows: Option<usize>, sha256: impl Into<String>) -> Self {
        Self { name: name.into(), rows, sha256: sha256.into() }
    }
}
