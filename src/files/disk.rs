//! What writing asks of a file system: the seam at which tests stop it, call by call.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// A file system. Each call is done, or fails and has changed nothing that matters; only a [`write`](Disk::write) that
/// fails may leave a part of its file.
pub(super) trait Disk {
    /// Makes a directory, of which there is none, that whoever may use `like` may use.
    fn make_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()>;
    /// Writes a file, of which there is none, down to the disk.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Gives a file a second name; where files have one name only, a regular one gets a copy.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves a file or a directory; a file that is there is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two directories at once.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a directory that is empty.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Brings the names in a directory down to the disk.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
pub(super) struct Machine;

impl Disk for Machine {
    fn make_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        fs::create_dir(path)?;
        let Some(like) = like else { return Ok(()) };
        let like = fs::metadata(like)?;
        // Only the superuser may give to any group.
        #[cfg(unix)]
        let _ =
            std::os::unix::fs::chown(path, None, Some(std::os::unix::fs::MetadataExt::gid(&like)));
        fs::set_permissions(path, like.permissions())
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(content)?;
        file.sync_all()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Err(_) if fs::symlink_metadata(from)?.is_file() => fs::copy(from, to).map(drop),
            linked => linked,
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;

        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
            // A file system that cannot says so in one of these ways.
            Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => ErrorKind::Unsupported.into(),
            error => error.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    #[cfg(unix)]
    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    // Elsewhere a directory cannot be opened for that.
    #[cfg(not(unix))]
    fn sync_dir(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// What stands in a directory, sorted by name.
pub(super) fn entries(dir: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?))
    };
    let mut entries: Vec<_> = fs::read_dir(dir)?.map(entry).collect::<io::Result<_>>()?;
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}

/// Whether anything stands there, be it a link that leads nowhere.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
