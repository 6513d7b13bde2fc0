//! Every folder of `data/faulty` has one kind of fault; `expected.txt` holds its messages.
//! `UPDATE_EXPECTED=1` writes them anew.

#![cfg(feature = "files")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use boligplacering::input::read_case;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/faulty");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_fault_is_told_as_expected() {
    for folder in folders() {
        let name = folder.display();
        let faults = read_case(&folder).expect_err(&format!("{name} has a fault"));
        let found = format!("{faults}\n");
        let expected = folder.join("expected.txt");
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{name}");
    }
}

#[test]
fn no_message_shows_a_cpr_number() {
    for folder in folders() {
        let Err(faults) = read_case(&folder) else { continue };
        for message in faults.as_slice().iter().map(|fault| format!("{fault} {fault:?}")) {
            for digits in ["2234", "4999", "010190", "101902", "311299"] {
                assert!(!message.contains(digits), "{}: {message}", folder.display());
            }
        }
    }
}
