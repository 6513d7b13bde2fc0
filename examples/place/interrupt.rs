//! Ctrl-C: the first time it ends the search, the second time the program.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use boligplacering::text::Language;

use crate::tell;
use crate::words::stopping;

static ASKED: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// Becomes true with the first Ctrl-C. Where the system cannot tell, that ends the program.
pub(crate) fn heed(quiet: bool, language: Language) -> &'static AtomicBool {
    let ask = move || {
        if ASKED.swap(true, Ordering::Relaxed) {
            process::exit(INTERRUPTED);
        }
        if !quiet {
            tell(stopping().in_language(language));
        }
    };
    let _ = ctrlc::set_handler(ask);
    &ASKED
}
