use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a text cannot be an id. The text itself is never part of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing but white space.
    #[error("an id cannot be empty")]
    Empty,
    /// More than 64 bytes.
    #[error("an id has at most 64 bytes")]
    TooLong,
    /// A line break, NUL or another control character.
    #[error("an id has no control characters")]
    ControlCharacter,
    /// Ten digits that read as a CPR number, or nine after a lost zero.
    #[error("this reads as a CPR number, which is never used as an id")]
    CprNumber,
}

/// Whether `text` reads as a CPR number: DDMMYY-SSSS, with or without the hyphen or a space, the
/// first zero perhaps lost by a spreadsheet. Replacement numbers (day + 60) count.
///
/// ```
/// use boligplacering::model::looks_like_cpr;
///
/// assert!(looks_like_cpr("010190-1234") && looks_like_cpr("101901234"));
/// assert!(!looks_like_cpr("9999999999"));
/// ```
pub fn looks_like_cpr(text: &str) -> bool {
    let text = text.trim();
    let mut digits = [0u32; 10];
    let mut count = 0;
    for (at, character) in text.chars().rev().enumerate() {
        match character.to_digit(10) {
            Some(digit) if count < 10 => {
                digits[9 - count] = digit;
                count += 1;
            }
            None if at == 4 && matches!(character, '-' | ' ' | '\u{2013}') => {}
            _ => return false,
        }
    }
    let day = digits[0] * 10 + digits[1];
    let month = digits[2] * 10 + digits[3];
    let day = if day > 60 { day - 60 } else { day };
    (9..=10).contains(&count) && (1..=31).contains(&day) && (1..=12).contains(&month)
}

fn checked(text: &str) -> Result<&str, IdError> {
    let text = text.trim();
    if text.is_empty() {
        Err(IdError::Empty)
    } else if looks_like_cpr(text) {
        Err(IdError::CprNumber)
    } else if text.len() > 64 {
        Err(IdError::TooLong)
    } else if text.chars().any(char::is_control) {
        Err(IdError::ControlCharacter)
    } else {
        Ok(text)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
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
            /// Where the text is empty, too long, has control characters or reads as a CPR number.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text).map(|text| Self(text.into()))
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

ids! {
    /// A household (*husstand*).
    HouseholdId
    /// A person.
    PersonId
    /// A dwelling (*bolig*).
    DwellingId
    /// An employer site (*arbejdssted*).
    SiteId
    /// An opening (*stilling, praktikplads*).
    OpeningId
    /// A step of the employment ladder (*trin*).
    StepId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpr_numbers_are_refused_in_every_spelling() {
        for text in [
            "0101901234",
            "010190-1234",
            "101901234",
            "10190-1234",
            " 3112991234 ",
            "610190-1234",
            "010190 1234",
        ] {
            assert_eq!(PersonId::new(text), Err(IdError::CprNumber), "{text}");
        }
        for text in ["1234567890", "P-0101901234", "01-01901234", "12345678", "3213901234"] {
            assert!(PersonId::new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn ids_are_trimmed_and_bounded() {
        assert_eq!(SiteId::new("  S 1 ").unwrap().as_str(), "S 1");
        assert_eq!(SiteId::new(" \t"), Err(IdError::Empty));
        assert_eq!(SiteId::new("a\0b"), Err(IdError::ControlCharacter));
        assert!(SiteId::new(&"x".repeat(64)).is_ok());
        assert_eq!(SiteId::new(&"æ".repeat(33)), Err(IdError::TooLong));
    }

    #[test]
    fn an_error_never_shows_the_text() {
        let error = PersonId::new("010190-1234").unwrap_err().to_string();
        assert!(!error.contains("1234"), "{error}");
    }
}
