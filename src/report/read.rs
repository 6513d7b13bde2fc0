use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::Summary;
use crate::explain::{PRICE_LIST_VERSION, PriceList};
use crate::files::{sha256, whole_file};
use crate::plan::{PLAN_VERSION, Plan};
use crate::proof::{PROOF_VERSION, Proof};
use crate::text::{Language, Said};

/// Why a file could not be read back. No message shows what is in the file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is not there or cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The file is not JSON.
    #[error("line {line}, column {column}: this is not JSON; the file may be cut off or edited")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// The file is JSON of another form.
    #[error("line {line}, column {column}: this is not of the form that is expected here")]
    OtherForm {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A plan in a form that this version does not know.
    #[error("the plan has version {version}; this program reads version {PLAN_VERSION}")]
    Version {
        /// Its version.
        version: u32,
    },
    /// A list of prices in a form that this version does not know.
    #[error("the prices have version {version}; this program reads version {PRICE_LIST_VERSION}")]
    PricesVersion {
        /// Its version.
        version: u32,
    },
    /// A proof in a form that this version does not know.
    #[error("the proof has version {version}; this program reads version {PROOF_VERSION}")]
    ProofVersion {
        /// Its version.
        version: u32,
    },
}

impl ReadError {
    /// Why the file could not be read, in every language.
    pub fn said(&self) -> Said {
        let danish = match self {
            Self::Unreadable(error) => {
                let said = Said::system(error);
                format!("filen kan ikke læses: {}", said.in_language(Language::Danish))
            }
            Self::NotJson { line, column } => format!(
                "linje {line}, kolonne {column}: det er ikke JSON; filen kan være afbrudt eller redigeret"
            ),
            Self::OtherForm { line, column } => {
                format!("linje {line}, kolonne {column}: det har ikke den form, der ventes her")
            }
            Self::Version { version } => {
                format!("planen har version {version}; dette program læser version {PLAN_VERSION}")
            }
            Self::PricesVersion { version } => format!(
                "priserne har version {version}; dette program læser version {PRICE_LIST_VERSION}"
            ),
            Self::ProofVersion { version } => format!(
                "beviset har version {version}; dette program læser version {PROOF_VERSION}"
            ),
        };
        Said::new(self.to_string(), danish)
    }
}

/// The content of a file, whole. What is no file, as a pipe or a device, may never end, and is not read.
///
/// # Errors
/// Where the file cannot be read.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    whole_file(path)
}

/// Reads a plan back from its JSON form. Nothing in it is checked against a case:
/// [`check`](crate::check::check) does that.
///
/// # Errors
/// Where the file cannot be read or is not a plan.
pub fn read_plan(path: &Path) -> Result<Plan, ReadError> {
    let bytes = whole_file(path)?;
    match parse::<Versioned>(&bytes) {
        Ok(Versioned { version }) if version != PLAN_VERSION => Err(ReadError::Version { version }),
        _ => parse(&bytes),
    }
}

/// The SHA-256 of a file in hexadecimal, by which a plan names the earlier one it was made with.
///
/// # Errors
/// Where the file cannot be read.
pub fn fingerprint(path: &Path) -> io::Result<String> {
    Ok(sha256(&whole_file(path)?))
}

/// Reads a proof back from its JSON form. Nothing in it is checked against a problem:
/// [`verify_proof`](crate::check::verify_proof) and
/// [`verify_infeasible`](crate::check::verify_infeasible) do that.
///
/// # Errors
/// Where the file cannot be read or is not a proof.
pub fn read_proof(path: &Path) -> Result<Proof, ReadError> {
    let bytes = whole_file(path)?;
    match parse::<Versioned>(&bytes) {
        Ok(Versioned { version }) if version != PROOF_VERSION => {
            Err(ReadError::ProofVersion { version })
        }
        _ => parse(&bytes),
    }
}

/// Reads a list of prices back from its JSON form. No price in it is worked out again.
///
/// # Errors
/// Where the file cannot be read or is no list of prices.
pub fn read_prices(path: &Path) -> Result<PriceList, ReadError> {
    let bytes = whole_file(path)?;
    match parse::<Versioned>(&bytes) {
        Ok(Versioned { version }) if version != PRICE_LIST_VERSION => {
            Err(ReadError::PricesVersion { version })
        }
        _ => parse(&bytes),
    }
}

/// Reads a summary back from its JSON form.
///
/// # Errors
/// Where the file cannot be read or is not a summary.
pub fn read_summary(path: &Path) -> Result<Summary, ReadError> {
    parse(&whole_file(path)?)
}

/// What can be read of a form that is not known.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_data() {
            ReadError::OtherForm { line, column }
        } else {
            ReadError::NotJson { line, column }
        }
    })
}
