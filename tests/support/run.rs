//! The programs of `examples`, run as a user runs them.

#![allow(dead_code, reason = "each test takes of it what it needs")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// No run takes longer; one that hangs is ended and fails its test.
const LONGEST: Duration = Duration::from_secs(300);

/// Where cargo has built an example.
pub(crate) fn program(example: &str) -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = tests.parent().and_then(Path::parent).unwrap();
    let program = built.join("examples").join(format!("{example}{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "build it first: cargo build --example {example}");
    program
}

/// Runs `place`.
pub(crate) fn place(arguments: &[impl AsRef<OsStr>]) -> Done {
    Done::by(Command::new(program("place")).args(arguments))
}

/// What a program has said, and how it ended.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Done {
    /// Runs a program to its end.
    pub(crate) fn by(command: &mut Command) -> Self {
        let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = piped.spawn().unwrap();
        let id = child.id().to_string();
        let (ended, watched) = mpsc::channel::<()>();
        let watch = std::thread::spawn(move || {
            if watched.recv_timeout(LONGEST) == Err(mpsc::RecvTimeoutError::Timeout) {
                Command::new("kill").args(["-KILL", &id]).status().unwrap();
            }
        });
        let output = child.wait_with_output().unwrap();
        drop(ended);
        watch.join().unwrap();
        let [stdout, stderr] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        Self { code: output.status.code(), stdout, stderr }
    }

    /// It must have ended with this exit code.
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, Some(expected), "{}{}", self.stdout, self.stderr);
        self
    }

    /// All that it has said.
    pub(crate) fn said(&self) -> String {
        [&*self.stdout, &self.stderr].concat()
    }
}
