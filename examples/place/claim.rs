use std::path::Path;
use std::{env, fs, process};

use boligplacering::report::{Claim, Holder};
use jiff::Timestamp;

use crate::failure::Failure;

/// Claims a folder or a file for this run, until what comes back is dropped.
pub(crate) fn of(place: &Path) -> Result<Claim, Failure> {
    let mut holder = Holder::default();
    holder.process = Some(process::id());
    holder.machine = machine();
    holder.since = Some(Timestamp::now());
    Claim::new(place, &holder).map_err(|error| Failure::unclaimed(place, &error))
}

/// The name of this machine, where the system tells it.
fn machine() -> Option<String> {
    let told = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = told.or_else(|| env::var("COMPUTERNAME").ok())?;
    Some(told.trim().to_owned())
}
