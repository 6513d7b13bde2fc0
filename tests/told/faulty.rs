//! Every folder of `data/faulty` has one kind of fault; `expected.txt` holds its messages.
//! `UPDATE_EXPECTED=1` writes them anew.

use std::path::{Path, PathBuf};
use std::{env, fs};

use boligplacering::input::read_case;
use boligplacering::text::Language;

use crate::english::english_words;

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
        assert_eq!(faults.to_string(), faults.in_language(Language::English), "{name}");
        for (file, language) in
            [("expected.txt", Language::English), ("expected.da.txt", Language::Danish)]
        {
            let found = faults.in_language(language) + "\n";
            let expected = folder.join(file);
            if env::var_os("UPDATE_EXPECTED").is_some() {
                fs::write(&expected, &found).unwrap();
            }
            assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{name}");
        }
    }
}

#[test]
fn danish_faults_are_danish() {
    for folder in folders() {
        let Err(faults) = read_case(&folder) else { continue };
        for fault in faults.as_slice() {
            let told = fault.in_language(Language::Danish);
            // Before it stands where it is: file and column by their names.
            let (_, told) = told.split_once(": ").unwrap();
            assert_eq!(english_words(told), [""; 0], "{}: {told}", folder.display());
        }
    }
}

#[test]
fn no_message_shows_a_cpr_number() {
    for folder in folders() {
        let Err(faults) = read_case(&folder) else { continue };
        for fault in faults.as_slice() {
            let danish = fault.in_language(Language::Danish);
            let message = format!("{fault} {danish} {fault:?}");
            for digits in ["2234", "4999", "010190", "101902", "311299"] {
                assert!(!message.contains(digits), "{}: {message}", folder.display());
            }
        }
    }
}
