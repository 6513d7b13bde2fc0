//! Tables as bytes, the fingerprint of a file, and writing several files whole or not at all.

#[cfg(feature = "xlsx")]
pub(crate) mod book;
mod claim;
mod disk;
mod swap;

use std::path::Path;
use std::{fs, io};

use csv::{Terminator, WriterBuilder};
use hmac_sha256::Hash;

pub use claim::{Claim, ClaimError, Holder, NewFile};

use crate::text::inert;

/// The files that a plan consists of.
pub(crate) const PLAN_FILES: [&str; 6] =
    ["placements.csv", "unplaced.csv", "plan.json", "proof.json", "summary.json", "plan.geojson"];

/// The page of a plan.
pub(crate) const PAGE: &str = "report.html";

/// The workbook of a plan.
pub(crate) const WORKBOOK: &str = "plan.xlsx";

/// The files of what has to be done for a plan.
pub(crate) const ACTIONS: &str = "actions.csv";
pub(crate) const CALENDAR: &str = "actions.ics";

/// The file of a plan that was made with an earlier one.
pub(crate) const CHANGES: &str = "changes.csv";

/// The files of what was worked out about a plan.
pub(crate) const PRICES: &str = "prices.json";
pub(crate) const CALLS: &str = "clarify.csv";

/// The workbook of an earlier plan, with the decisions that people wrote into it.
pub(crate) const DECIDED: &str = "decided.xlsx";

/// How the names of workbooks begin that people have worked in, and that are kept.
pub(crate) const EARLIER: &str = "earlier";

/// All files that may stand beside those of a plan.
pub(crate) const BESIDE_A_PLAN: [&str; 8] =
    [PAGE, WORKBOOK, ACTIONS, CALENDAR, CHANGES, PRICES, CALLS, DECIDED];

/// A table as a double click in Danish Excel shows it right: UTF-8 with a byte-order mark,
/// semicolons, CRLF. A spreadsheet runs no cell, with whatever delimiter it opens the table.
pub(crate) fn csv_table<R: IntoIterator<Item = String>>(
    header: impl IntoIterator<Item = impl AsRef<str>>,
    rows: impl Iterator<Item = io::Result<R>>,
) -> io::Result<Vec<u8>> {
    let bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(header.into_iter().map(|heading| heading.as_ref().to_owned()))?;
    for row in rows {
        writer.write_record(row?.into_iter().map(|text| inert(&text).into_owned()))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The SHA-256 of a file's content in hexadecimal.
pub(crate) fn sha256(content: &[u8]) -> String {
    Hash::hash(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The content of a file. What is no file, as a pipe or a device, may never end, and is not read.
pub(crate) fn whole_file(path: &Path) -> io::Result<Vec<u8>> {
    let there = fs::metadata(path)?;
    if there.is_file() || there.is_dir() {
        return fs::read(path);
    }
    Err(io::Error::new(io::ErrorKind::NotSeekable, "no file, but a pipe or a device"))
}

/// Writes `files` into `dir`, all or none; `dir` is made if it is missing, and other files in it are left alone.
pub(crate) fn write_together<N: AsRef<Path>>(dir: &Path, files: &[(N, Vec<u8>)]) -> io::Result<()> {
    Claim::new(dir, &Holder::default())?.replace_folder(files, &[])
}

/// Writes `files` into `dir`, all or none, where none of them is yet.
pub(crate) fn write_new(dir: &Path, files: &[(&str, Vec<u8>)]) -> io::Result<()> {
    let claim = Claim::new(dir, &Holder::default())?;
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        let message = format!("{} is there already", dir.join(name).display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    claim.replace_folder(files, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_replaced_and_others_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        fs::write(dir.path().join("other"), "other").unwrap();
        fs::write(dir.path().join("stale"), "stale").unwrap();
        let new = [("a", b"new".to_vec()), ("b", b"b".to_vec())];
        let claim = Claim::new(dir.path(), &Holder::default()).unwrap();
        claim.replace_folder(&new, &["stale", "missing"]).unwrap();
        assert_eq!(fs::read(dir.path().join("a")).unwrap(), b"new");
        assert_eq!(names(dir.path()), ["a", "b", "other"]);
    }

    #[test]
    fn a_failure_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        fs::create_dir(dir.path().join("c")).unwrap();
        let files = ["a", "b", "c"].map(|name| (name, b"new".to_vec()));
        let error = write_together(dir.path(), &files).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(fs::read(dir.path().join("a")).unwrap(), b"old");
        assert_eq!(names(dir.path()), ["a", "c"]);
        let claim = Claim::new(dir.path(), &Holder::default()).unwrap();
        let error = claim.replace_folder(&files[..2], &["c"]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(fs::read(dir.path().join("a")).unwrap(), b"old");
        assert_eq!(names(dir.path()), ["a", "c"]);
    }

    #[test]
    fn a_directory_made_in_vain_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("x/y");
        assert!(write_together(&deep, &[("no/such", Vec::new())]).is_err());
        assert!(names(dir.path()).is_empty());
        write_together(&deep, &[("a", Vec::new())]).unwrap();
        assert_eq!(names(&deep), ["a"]);
    }
}
