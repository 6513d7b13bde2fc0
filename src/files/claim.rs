//! One run at a time writes to a place.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::disk::Machine;
use super::swap::{Places, beside};
use crate::text::{Language, Said};
use crate::time::shown;

/// A folder or a file that is to be written, and that nobody else writes until this is dropped.
///
/// Whoever claims it first brings in order what a run has left there that was stopped. While it is claimed a hidden file
/// beside it says by whom; the system knows when they are gone, however they ended.
///
/// ```
/// use boligplacering::report::{Claim, ClaimError, Holder};
///
/// let out = std::env::temp_dir().join("boligplacering-claimed");
/// let claim = Claim::new(&out, &Holder::default()).unwrap();
/// let second = Claim::new(&out, &Holder::default());
/// assert!(matches!(second, Err(ClaimError::Held { .. })));
/// drop(claim);
/// assert!(Claim::new(&out, &Holder::default()).is_ok());
/// ```
#[derive(Debug)]
pub struct Claim {
    at: Places,
    // The lock goes first, then folders that were made in vain.
    _lock: Lock,
    _made: Made,
}

/// Who has claimed a place, for whoever comes second.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Holder {
    /// The process, as the system numbers it.
    pub process: Option<u32>,
    /// The name of its machine: several may share a drive.
    pub machine: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
}

/// Why a place could not be claimed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClaimError {
    /// Somebody else writes there.
    #[error("another run is writing there{}", in_brackets(.by, Language::English))]
    Held {
        /// Who, as far as they say so.
        by: Holder,
    },
    /// What stands there cannot be exchanged for something else, as the place where a drive is mounted.
    #[error("this folder cannot be replaced as a whole; give a folder inside it")]
    Fixed,
    /// The file system does not let it.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ClaimError {
    /// Why the place could not be claimed, in every language.
    pub fn said(&self) -> Said {
        let danish = match self {
            Self::Held { by } => {
                format!("en anden kørsel skriver der{}", in_brackets(by, Language::Danish))
            }
            Self::Fixed => {
                "mappen kan ikke udskiftes som helhed; angiv en mappe inde i den".to_owned()
            }
            Self::Io(error) => return Said::system(error),
        };
        Said::new(self.to_string(), danish)
    }
}

impl From<ClaimError> for io::Error {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Io(error) => error,
            ClaimError::Held { .. } | ClaimError::Fixed => {
                io::Error::new(ErrorKind::ResourceBusy, error)
            }
        }
    }
}

/// Who it is, in brackets; nothing if that is not known.
fn in_brackets(holder: &Holder, language: Language) -> String {
    let [process, on, since] = match language {
        Language::English => ["process", "on", "since"],
        Language::Danish => ["proces", "på", "siden"],
    };
    let parts = [
        holder.process.map(|number| format!("{process} {number}")),
        holder.machine.as_ref().map(|machine| format!("{on} {machine}")),
        holder.since.map(|moment| format!("{since} {}", shown(moment).strftime("%d-%m-%Y %H:%M"))),
    ];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}

impl Claim {
    /// Claims a place for `holder`; folders above it are made if they are missing.
    ///
    /// # Errors
    /// If somebody else has claimed it, or the file system does not let it.
    pub fn new(place: &Path, holder: &Holder) -> Result<Self, ClaimError> {
        let above = match place.parent() {
            Some(above) if !above.as_os_str().is_empty() => above,
            _ => Path::new("."),
        };
        let made = Made::above(above)?;
        let place = resolved(place, above)?;
        if is_mounted(&place) {
            return Err(ClaimError::Fixed);
        }
        let lock = Lock::new(beside(&place, "lock"), holder)?;
        let at = Places::new(place)?;
        at.recover(&Machine)?;
        Ok(Self { at, _lock: lock, _made: made })
    }

    /// The place, without links on the way to it.
    pub fn place(&self) -> &Path {
        &self.at.place
    }

    /// Puts `files` into the folder and takes the `stale` ones away, all at once or none; others in it are left alone.
    pub(crate) fn replace_folder<N: AsRef<Path>>(
        &self,
        files: &[(N, Vec<u8>)],
        stale: &[&str],
    ) -> io::Result<()> {
        let files: Vec<(&Path, &[u8])> =
            files.iter().map(|(name, content)| (name.as_ref(), content.as_slice())).collect();
        self.at.replace_folder(&Machine, &files, stale)
    }

    /// Writes the file whole, or leaves what stands there.
    ///
    /// # Errors
    /// Where the file system does not let it.
    pub fn write(&self, content: &[u8]) -> io::Result<()> {
        self.at.replace_file(&Machine, content)
    }

    /// Begins the file anew, for what is too much to be held in memory. What stands there stays until
    /// [`keep`](NewFile::keep).
    ///
    /// # Errors
    /// Where the file system does not let it.
    pub fn begin(&self) -> io::Result<NewFile<'_>> {
        Ok(NewFile { out: BufWriter::new(File::create_new(self.at.part())?), at: &self.at })
    }
}

/// A file that is being written, and takes its place when it is whole; dropped before, it leaves nothing.
#[derive(Debug)]
pub struct NewFile<'a> {
    out: BufWriter<File>,
    at: &'a Places,
}

impl NewFile<'_> {
    /// Puts the file into its place.
    ///
    /// # Errors
    /// Where the file system does not let it; what stood there stays.
    pub fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        self.at.appear(&Machine)
    }
}

impl Write for NewFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        // Once it has taken its place nothing is there any more.
        let _ = fs::remove_file(self.at.part());
    }
}

/// Directories that were missing, the deepest first. Those that are empty in the end are removed.
#[derive(Debug)]
struct Made(Vec<PathBuf>);

impl Made {
    /// Makes `dir` and what is missing above it.
    fn above(dir: &Path) -> io::Result<Self> {
        let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
        let made = Self(dir.ancestors().take_while(is_missing).map(Path::to_path_buf).collect());
        fs::create_dir_all(dir)?;
        Ok(made)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for dir in &self.0 {
            let _ = fs::remove_dir(dir);
        }
    }
}

/// A place by its one name, so that two ways to it are known for one.
fn resolved(place: &Path, above: &Path) -> io::Result<PathBuf> {
    match (place.canonicalize(), place.file_name()) {
        (Ok(place), _) => Ok(place),
        (Err(_), Some(name)) => Ok(above.canonicalize()?.join(name)),
        (Err(error), None) => Err(error),
    }
}

/// Whether a folder is where another file system begins.
#[cfg(unix)]
fn is_mounted(place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let device = |path: &Path| fs::metadata(path).map(|there| there.dev()).ok();
    let [own, above] = [Some(place), place.parent()].map(|path| path.and_then(device));
    own.is_some_and(|own| above != Some(own))
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    false
}

/// A file that one process at a time has locked.
#[derive(Debug)]
struct Lock {
    file: File,
    #[cfg(unix)]
    path: PathBuf,
}

impl Lock {
    fn new(path: PathBuf, holder: &Holder) -> Result<Self, ClaimError> {
        loop {
            let mut open = OpenOptions::new();
            let mut file = open.read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(ClaimError::Held { by: holder_in(&mut file) });
                }
                // Where a file system has no locks, nobody can be kept out.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            // Whoever held it before may have removed it meanwhile.
            if is_at(&file, &path) {
                file.set_len(0)?;
                file.write_all(&serde_json::to_vec(holder).map_err(io::Error::from)?)?;
                return Ok(Self {
                    file,
                    #[cfg(unix)]
                    path,
                });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is locked, so that nobody locks one that is on its way out; see `is_at`.
        #[cfg(unix)]
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Who says in a lock that they hold it; they may not have got so far.
fn holder_in(file: &mut File) -> Holder {
    const MOST_BYTES: u64 = 1 << 12;
    let mut told = Vec::new();
    let read = file.rewind().and_then(|()| file.take(MOST_BYTES).read_to_end(&mut told));
    read.ok().and_then(|_| serde_json::from_slice(&told).ok()).unwrap_or_default()
}

/// Whether `file` is what stands at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let identity = |there: fs::Metadata| (there.dev(), there.ino());
    let there = fs::symlink_metadata(path).map(identity);
    file.metadata().map(identity).is_ok_and(|own| there.is_ok_and(|there| there == own))
}

/// Elsewhere a lock is not removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
