use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::{holds_cpr, is_invisible, is_production_unit};

/// Why a text cannot be an id. The text itself is never part of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IdError {
    /// Nothing but white space.
    #[error("an id cannot be empty")]
    Empty,
    /// More than 64 bytes.
    #[error("an id has at most 64 bytes")]
    TooLong,
    /// A line break, NUL or another control character, a mark of direction or something else that
    /// nobody sees.
    #[error("an id has no control characters and no invisible ones")]
    ControlCharacter,
    /// A CPR number, however it is spelt, can be read in it.
    #[error("this reads as a CPR number, which is never used as an id")]
    CprNumber,
}

fn checked(text: &str, is_free: impl Fn(&str) -> bool) -> Result<&str, IdError> {
    let text = text.trim();
    if text.is_empty() {
        Err(IdError::Empty)
    } else if holds_cpr(text) && !is_free(text) {
        Err(IdError::CprNumber)
    } else if text.len() > 64 {
        Err(IdError::TooLong)
    } else if text.chars().any(|c| c.is_control() || is_invisible(c)) {
        Err(IdError::ControlCharacter)
    } else {
        Ok(text)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident but $is_free:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// Free text of at most 64 bytes, compared exactly; white space around it is dropped,
        /// and a CPR number is refused.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The id in `text`.
            ///
            /// # Errors
            /// Where the text is empty, too long, has control or invisible characters or reads as a
            /// CPR number.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text, $is_free).map(|text| Self(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = IdError;
            fn try_from(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }
    )*};
}

/// No CPR number is let through.
fn none(_: &str) -> bool {
    false
}

ids! {
    /// A household (*husstand*).
    HouseholdId but none;
    /// A person.
    PersonId but none;
    /// A dwelling (*bolig*).
    DwellingId but none;
    /// An employer site (*arbejdssted*). Ten plain digits are the number of a production unit
    /// (*P-nummer*), and allowed.
    SiteId but is_production_unit;
    /// An opening (*stilling, praktikplads*).
    OpeningId but none;
    /// A step of the employment ladder (*trin*).
    StepId but none;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpr_number_is_no_id_and_a_production_unit_is_a_site() {
        for text in ["0101901234", "010190-1234", "P-0101901234", "=\"101901234\""] {
            assert_eq!(PersonId::new(text), Err(IdError::CprNumber), "{text}");
            assert_eq!(OpeningId::new(text), Err(IdError::CprNumber), "{text}");
        }
        assert!(SiteId::new("1003123456").is_ok());
        for text in ["100312-3456", "103123456", "P1003123456"] {
            assert_eq!(SiteId::new(text), Err(IdError::CprNumber), "{text}");
        }
        for text in ["1234567890", "12345678", "3213901234"] {
            assert!(PersonId::new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn ids_are_trimmed_and_bounded() {
        assert_eq!(SiteId::new("  S 1 ").unwrap().as_str(), "S 1");
        assert_eq!(SiteId::new(" \t"), Err(IdError::Empty));
        for text in ["a\0b", "a\u{202e}b", "a\u{200b}b", "a\nb"] {
            assert_eq!(SiteId::new(text), Err(IdError::ControlCharacter));
        }
        assert!(SiteId::new(&"x".repeat(64)).is_ok());
        assert_eq!(SiteId::new(&"æ".repeat(33)), Err(IdError::TooLong));
    }

    #[test]
    fn an_error_never_shows_the_text() {
        let error = PersonId::new("010190-1234").unwrap_err().to_string();
        assert!(!error.contains("1234"), "{error}");
    }
}
