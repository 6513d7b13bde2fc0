//! Ctrl-C and the time limit. As long as there is nothing to keep, either ends the program; then the first Ctrl-C ends
//! the search, and the second the program.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{process, thread};

use boligplacering::text::{Language, Said};

use crate::failure::NO_PLAN;
use crate::tell;
use crate::words::{stopped_early, stopping, too_late};

static SEARCHES: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// So long after the time limit the files may be read and the problem built: a plan by hand is then made at once.
const GRACE: Duration = Duration::from_secs(1);

/// Heeds Ctrl-C, and a time limit that is counted from `started`, until a search begins. Where the system cannot tell of
/// Ctrl-C, that ends the program.
pub(crate) fn heed(started: Instant, limit: Duration, quiet: bool, language: Language) {
    let ask = move || {
        if !SEARCHES.load(Ordering::Relaxed) {
            give_up(&stopped_early(), language);
        }
        if ASKED.swap(true, Ordering::Relaxed) {
            process::exit(INTERRUPTED);
        }
        if !quiet {
            tell(stopping().in_language(language));
        }
    };
    let _ = ctrlc::set_handler(ask);
    let Some(end) = limit.checked_add(GRACE) else { return };
    thread::spawn(move || {
        thread::sleep(end.saturating_sub(started.elapsed()));
        if !SEARCHES.load(Ordering::Relaxed) {
            give_up(&too_late(), language);
        }
    });
}

/// From now on there is something to keep: this becomes true with the first Ctrl-C.
pub(crate) fn search() -> &'static AtomicBool {
    SEARCHES.store(true, Ordering::Relaxed);
    &ASKED
}

/// Nothing is claimed, and nothing written: there is nothing to put in order.
fn give_up(why: &Said, language: Language) -> ! {
    tell(why.in_language(language));
    process::exit(NO_PLAN.into())
}
