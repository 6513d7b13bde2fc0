use serde::{Deserialize, Serialize};

use crate::geo::{Area, Point};

/// What lies around a case, for a map. Nothing is decided by it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Surroundings {
    /// The municipality; empty if its boundary is not known.
    pub boundary: Area,
    /// Who the outline is from, and under which licence, as its file says.
    pub source: Option<String>,
    /// Towns and villages, the most important first.
    pub places: Vec<NamedPlace>,
}

/// A place with a name, such as a town.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NamedPlace {
    /// What people call it.
    pub name: String,
    /// Its middle.
    pub location: Point,
    /// What it is, as the file says: `town`, `village`, `hamlet`.
    pub kind: String,
}

impl NamedPlace {
    /// A place.
    pub fn new(name: impl Into<String>, location: Point, kind: impl Into<String>) -> Self {
        Self { name: name.into(), location, kind: kind.into() }
    }
}
