use std::collections::BTreeSet;

/// A sorted set of tags (skills, languages, needs, features), compared exactly.
pub type Tags = BTreeSet<String>;
