//! Many files at once: whoever reads a folder finds the old ones or the new ones, whenever the writer is stopped.
//!
//! The new folder is made beside its place: the new files are written, all others get a second name in it. Then the two
//! folders are exchanged, by one call of the system, and what is no file is moved over from the old one. Where a system
//! has no such call the old folder is moved aside first: between the two moves there is no folder, and never a mixed
//! one. What a writer leaves that is stopped, [`Places::recover`] brings in order before the next one begins.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::iter;
use std::path::{Path, PathBuf};

use super::disk::{Disk, entries, is_there};

/// A place, and what stands beside it while it is replaced.
#[derive(Debug)]
pub(super) struct Places {
    /// The place: of a folder, or of a file.
    pub(super) place: PathBuf,
    /// What is to take the place; once folders are exchanged, what stood there.
    part: PathBuf,
    /// What stood there, where folders cannot be exchanged.
    old: PathBuf,
    above: PathBuf,
}

impl Places {
    /// Of a place; hidden names beside it tell what they are of.
    ///
    /// # Errors
    /// If it is the root of a file system, which nothing stands beside.
    pub(super) fn new(place: PathBuf) -> io::Result<Self> {
        let above = place.parent().ok_or(ErrorKind::InvalidInput)?.to_path_buf();
        let [part, old] = ["part", "old"].map(|ending| beside(&place, ending));
        Ok(Self { place, part, old, above })
    }

    /// Where the new one is made.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Puts `files` into the folder and takes the `stale` ones away, all or none; others stay.
    pub(super) fn replace_folder(
        &self,
        disk: &dyn Disk,
        files: &[(&Path, &[u8])],
        stale: &[&str],
    ) -> io::Result<()> {
        if !is_there(&self.place) {
            let made = self.make(disk, files, None);
            return self.or_nothing(disk, made.and_then(|()| self.appear(disk)));
        }
        let names = files.iter().map(|(name, _)| name.as_os_str());
        let ours: BTreeSet<&OsStr> = names.chain(stale.iter().map(OsStr::new)).collect();
        let (there, others): (Vec<_>, Vec<_>) =
            entries(&self.place)?.into_iter().partition(|(name, _)| ours.contains(&**name));
        if there.iter().any(|(_, kind)| kind.is_dir()) {
            return Err(ErrorKind::IsADirectory.into());
        }
        let others: Vec<OsString> = others.into_iter().map(|(name, _)| name).collect();
        let made = self.make(disk, files, Some(&others));
        let left = self.or_nothing(disk, made.and_then(|()| self.swap(disk)))?;
        // Somebody may have put something else there meanwhile.
        let brought = entries(left).and_then(|there| {
            let others = there.iter().filter(|(name, _)| !ours.contains(&**name));
            others
                .map(|(name, _)| name)
                .try_for_each(|name| disk.rename(&left.join(name), &self.place.join(name)))
        });
        if let Err(error) = brought {
            self.swap_back(disk, left, &others)?;
            return Err(error);
        }
        // The new files stand. What is left of the old ones is removed now, or by the next writer.
        let _ = disk.sync_dir(&self.place).and_then(|()| disk.sync_dir(&self.above));
        let _ = remove(disk, left);
        Ok(())
    }

    /// Makes the file, or replaces the one that stands there.
    pub(super) fn replace_file(&self, disk: &dyn Disk, content: &[u8]) -> io::Result<()> {
        let written = disk.write(&self.part, content);
        self.or_nothing(disk, written.and_then(|()| self.appear(disk)))
    }

    /// Makes the new folder in full.
    fn make(
        &self,
        disk: &dyn Disk,
        files: &[(&Path, &[u8])],
        others: Option<&[OsString]>,
    ) -> io::Result<()> {
        disk.make_dir(&self.part, others.map(|_| self.place.as_path()))?;
        for (name, content) in files {
            disk.write(&self.part.join(name), content)?;
        }
        for name in others.unwrap_or_default() {
            let (from, to) = (self.place.join(name), self.part.join(name));
            match disk.link(&from, &to) {
                // What is no file is moved after the exchange.
                Err(_) if !std::fs::symlink_metadata(&from)?.is_file() => {}
                linked => linked?,
            }
        }
        disk.sync_dir(&self.part)
    }

    /// What is new takes its place, where nothing is or a file.
    pub(super) fn appear(&self, disk: &dyn Disk) -> io::Result<()> {
        disk.rename(&self.part, &self.place)?;
        // It stands; until its name is on the disk, a power cut takes it back whole.
        let _ = disk.sync_dir(&self.above);
        Ok(())
    }

    /// The new folder takes the place of the old one, which is then where this says.
    fn swap(&self, disk: &dyn Disk) -> io::Result<&Path> {
        match disk.exchange(&self.part, &self.place) {
            Ok(()) => Ok(&self.part),
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                disk.rename(&self.place, &self.old)?;
                if let Err(error) = disk.rename(&self.part, &self.place) {
                    disk.rename(&self.old, &self.place)?;
                    return Err(error);
                }
                Ok(&self.old)
            }
            Err(error) => Err(error),
        }
    }

    /// The old folder, which is in `left`, takes its place again, with all that was in it.
    fn swap_back(&self, disk: &dyn Disk, left: &Path, others: &[OsString]) -> io::Result<()> {
        if left == self.part {
            disk.exchange(&self.part, &self.place)?;
        } else {
            disk.rename(&self.place, &self.part)?;
            disk.rename(&self.old, &self.place)?;
        }
        for name in others {
            let (from, to) = (self.part.join(name), self.place.join(name));
            if !is_there(&to) {
                disk.rename(&from, &to)?;
            }
        }
        remove(disk, &self.part)
    }

    /// Takes away what is half made, if it came to nothing.
    fn or_nothing<T>(&self, disk: &dyn Disk, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|_| drop(remove(disk, &self.part)))
    }

    /// Brings in order what a writer has left that was stopped.
    pub(super) fn recover(&self, disk: &dyn Disk) -> io::Result<()> {
        if !is_there(&self.place) && is_there(&self.old) {
            // The old folder is moved aside only when the new one is whole.
            let next = if is_there(&self.part) { &self.part } else { &self.old };
            disk.rename(next, &self.place)?;
        }
        for left in [&self.part, &self.old] {
            if left.is_dir() && self.place.is_dir() {
                // Files are in both folders, or another file of that name is in its place; so are links.
                for (name, kind) in entries(left)? {
                    let to = self.place.join(&name);
                    if kind.is_dir() || !kind.is_file() && !is_there(&to) {
                        disk.rename(&left.join(&name), &free(&to))?;
                    }
                }
            }
            remove(disk, left)?;
        }
        Ok(())
    }
}

/// A hidden name beside a place.
pub(super) fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(".place-");
    name.push(ending);
    place.with_file_name(name)
}

/// A path where nothing is: this one, or with a number behind it where somebody has put something else there since.
fn free(path: &Path) -> PathBuf {
    let numbered = |number: u32| {
        let mut path = path.as_os_str().to_owned();
        path.push(format!("-{number}"));
        PathBuf::from(path)
    };
    let others = (2..).map(numbered);
    iter::once(path.to_owned()).chain(others).find(|path| !is_there(path)).unwrap_or_default()
}

/// Removes a file, or a folder of files, if it is there.
fn remove(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if !is_there(path) {
        return Ok(());
    }
    if !path.is_dir() {
        return disk.remove_file(path);
    }
    for (name, kind) in entries(path)? {
        if !kind.is_dir() {
            disk.remove_file(&path.join(name))?;
        }
    }
    disk.remove_dir(path)
}
