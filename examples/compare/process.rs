use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::record::{Job, Record, Status};

/// What a process may take.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    pub(crate) megabytes: u64,
}

/// How often a process is looked after.
const LOOK: Duration = Duration::from_millis(5);

/// Does `job` in a process of its own: this program, called anew.
pub(crate) fn run(job: &Job, limits: Limits) -> Result<Record, Box<dyn Error>> {
    let start = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--run")
        .arg(serde_json::to_string(job)?)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let answers = child.stdout.take().ok_or("the process has no output")?;
    let reader = thread::spawn(move || {
        let lines = BufReader::new(answers).lines().map_while(Result::ok);
        lines.filter_map(|line| serde_json::from_str::<Record>(&line).ok()).last()
    });
    let (ended, peak) = look_after(&mut child, limits)?;
    let last = reader.join().map_err(|_| "the answers cannot be read")?;
    let Some(mut record) = last else {
        if ended == Status::Failed {
            return Err(format!("{}: the case cannot be used", job.source).into());
        }
        let seconds = start.elapsed().as_secs_f64();
        return Ok(Record { status: ended, seconds, megabytes: peak, ..Record::new(job) });
    };
    if record.status == Status::Running {
        record.status = ended;
        record.seconds = start.elapsed().as_secs_f64() - record.build_seconds;
    }
    record.megabytes = record.megabytes.or(peak);
    Ok(record)
}

/// Waits for the end of a process, or ends it: how it ended if it did not say so itself, and the
/// most memory that it was seen to have.
fn look_after(child: &mut Child, limits: Limits) -> Result<(Status, Option<f64>), Box<dyn Error>> {
    let start = Instant::now();
    let patience = limits.time * 2 + Duration::from_secs(10);
    let mut peak = None;
    let ended = loop {
        if child.try_wait()?.is_some() {
            break Status::Failed;
        }
        peak = peak_megabytes(&child.id().to_string()).or(peak);
        if peak.is_some_and(|peak| peak > limits.megabytes as f64) {
            break Status::MemoryLimit;
        }
        if start.elapsed() > patience {
            break Status::TimeLimit;
        }
        thread::sleep(LOOK);
    };
    if ended != Status::Failed {
        child.kill()?;
        child.wait()?;
    }
    Ok((ended, peak))
}

/// The most memory that a process has had, where the system tells.
pub(crate) fn peak_megabytes(process: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    Some(kilobytes / 1024.0)
}
