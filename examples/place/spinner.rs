//! What moves on a terminal while work goes on.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A line on a terminal that says what is done and for how long; nothing is shown elsewhere. Dropped, it is gone.
pub(crate) struct Spinner {
    running: Option<(Sender<String>, JoinHandle<()>)>,
}

const FRAMES: [char; 4] = ['|', '/', '-', '\\'];
const TICK: Duration = Duration::from_millis(100);
/// Takes away what stands in the line.
const CLEAR: &str = "\r\u{1b}[2K";

impl Spinner {
    pub(crate) fn new(message: &str, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (messages, told) = mpsc::channel();
        let mut message = message.to_owned();
        let show = move || {
            let start = Instant::now();
            for frame in FRAMES.iter().cycle() {
                let seconds = start.elapsed().as_secs();
                let _ = write!(io::stderr(), "{CLEAR}{frame} {seconds} s {message}");
                match told.recv_timeout(TICK) {
                    Ok(other) => message = other,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            let _ = write!(io::stderr(), "{CLEAR}");
        };
        Self { running: Some((messages, thread::spawn(show))) }
    }

    /// Says something else.
    pub(crate) fn say(&self, message: String) {
        if let Some((messages, _)) = &self.running {
            let _ = messages.send(message);
        }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some((messages, shows)) = self.running.take() {
            drop(messages);
            let _ = shows.join();
        }
    }
}
