use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that planners read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, `en`.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Danish, `da`.
    #[serde(rename = "da")]
    Danish,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Danish];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Danish => "da",
        }
    }
}

impl FromStr for Language {
    type Err = &'static str;

    /// Reads `en` or `da`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Language::English),
            "da" => Ok(Language::Danish),
            _ => Err("a language is en or da"),
        }
    }
}
