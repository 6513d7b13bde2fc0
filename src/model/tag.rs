use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::text::tag_key;

/// A word for a skill, a language, a need, a feature or a group: compared as people read it,
/// without regard to case, Unicode form and spaces, and kept as it was written.
///
/// ```
/// use boligplacering::model::Tag;
///
/// assert_eq!(Tag::new("Kørekort"), Tag::new("kørekort "));
/// assert_eq!(Tag::new("Kørekort").as_str(), "Kørekort");
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Tag {
    text: Box<str>,
    /// What is compared, where it is not the text itself.
    key: Option<Box<str>>,
}

impl Tag {
    /// The tag in `text`; white space around it is dropped.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let key = tag_key(text);
        Self { text: text.into(), key: (key != text).then(|| key.into()) }
    }

    /// The tag as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What two tags that are equal have in common.
    pub fn key(&self) -> &str {
        self.key.as_ref().unwrap_or(&self.text)
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Tag {}

impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(other.key())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl From<&str> for Tag {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Tag {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.text.into()
    }
}

/// A sorted set of tags (skills, languages, needs, features, groups).
pub type Tags = BTreeSet<Tag>;
