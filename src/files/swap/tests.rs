//! The writer is stopped at each of its steps, and each call fails: what a reader finds is old or new.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::files::disk::Machine;

/// What happens at a call, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The writer dies in the midst of it: nothing is done from there on.
    Dies(usize),
    /// It fails, and the others do not.
    Fails(usize),
    /// The disk is full from there on.
    Full(usize),
}

/// The machine's file system, on which that happens.
struct Faulty {
    fate: Fate,
    exchanges: bool,
    calls: Cell<usize>,
    /// Each call that was done, with the name of what it was about.
    done: RefCell<Vec<String>>,
}

impl Faulty {
    fn new(fate: Fate, exchanges: bool) -> Self {
        Self { fate, exchanges, calls: Cell::new(0), done: RefCell::default() }
    }

    /// Counts a call; `takes_room`: it fails on a full disk.
    fn call(&self, what: &str, path: &Path, takes_room: bool) -> io::Result<()> {
        let call = self.calls.get();
        self.calls.set(call + 1);
        match self.fate {
            Fate::Dies(at) if call >= at => return Err(io::Error::other("dead")),
            Fate::Fails(at) if call == at => return Err(ErrorKind::PermissionDenied.into()),
            Fate::Full(at) if call >= at && takes_room => {
                return Err(ErrorKind::StorageFull.into());
            }
            _ => {}
        }
        let name = path.file_name().unwrap().to_string_lossy();
        self.done.borrow_mut().push(format!("{what} {name}"));
        Ok(())
    }
}

impl Disk for Faulty {
    fn make_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        self.call("make", path, true)?;
        Machine.make_dir(path, like)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.call("write", path, true).inspect_err(|_| {
            let is_first = match self.fate {
                Fate::Dies(at) | Fate::Fails(at) | Fate::Full(at) => self.calls.get() == at + 1,
            };
            if is_first {
                fs::write(path, &content[..content.len() / 2]).unwrap();
            }
        })?;
        Machine.write(path, content)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("link", to, true)?;
        Machine.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("rename", to, false)?;
        Machine.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.call("exchange", other, false)?;
        match self.exchanges {
            true => Machine.exchange(one, other),
            false => Err(ErrorKind::Unsupported.into()),
        }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.call("remove", path, false)?;
        Machine.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.call("remove", path, false)?;
        Machine.remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.call("sync", path, false)?;
        Machine.sync_dir(path)
    }
}

/// A folder with the files of an old plan, or none, and what others have put there.
struct Desk {
    dir: tempfile::TempDir,
    at: Places,
}

const NEW: [(&str, &str); 3] = [("plan", "new plan"), ("page", "new page"), ("prices", "new")];
const STALE: [&str; 1] = ["changes"];

impl Desk {
    fn new(is_first: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = Places::new(dir.path().join("out")).unwrap();
        if !is_first {
            fs::create_dir(&at.place).unwrap();
            for (name, content) in [("plan", "old plan"), ("page", "old page"), ("changes", "old")]
            {
                fs::write(at.place.join(name), content).unwrap();
            }
            fs::write(at.place.join("notes"), "of somebody").unwrap();
            fs::create_dir_all(at.place.join("kept/deep")).unwrap();
            fs::write(at.place.join("kept/deep/file"), "deep").unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink("nowhere", at.place.join("link")).unwrap();
        }
        Self { dir, at }
    }

    fn replace(&self, disk: &dyn Disk) -> io::Result<()> {
        let files = NEW.map(|(name, content)| (Path::new(name), content.as_bytes()));
        self.at.replace_folder(disk, &files, &STALE)
    }

    /// The files of a plan that are there; `None`: no folder.
    fn set(&self) -> Option<BTreeMap<String, String>> {
        let there = entries(&self.at.place).ok()?;
        let files = there.into_iter().map(|(name, _)| name.into_string().unwrap());
        let of_plan = files.filter(|name| ["plan", "page", "prices", "changes"].contains(&&**name));
        Some(of_plan.map(|name| (name.clone(), read(&self.at.place.join(name)))).collect())
    }

    /// Panics unless what others have put there is there, and nothing of ours beside the folder.
    fn assert_in_order(&self, told: &str) {
        let beside: Vec<_> = entries(self.dir.path()).unwrap();
        let beside: Vec<_> = beside.iter().filter(|(name, _)| name != "out").collect();
        assert!(beside.is_empty(), "{told}: {beside:?}");
        self.assert_others(told);
    }

    fn assert_others(&self, told: &str) {
        let place = &self.at.place;
        let twice = entries(place).unwrap().into_iter().find(|(name, _)| name == "link-2");
        assert!(twice.is_none(), "{told}: {twice:?}");
        assert_eq!(read(&place.join("notes")), "of somebody", "{told}");
        assert_eq!(read(&place.join("kept/deep/file")), "deep", "{told}");
        #[cfg(unix)]
        assert_eq!(fs::read_link(place.join("link")).unwrap(), Path::new("nowhere"), "{told}");
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn set(files: &[(&str, &str)]) -> Option<BTreeMap<String, String>> {
    Some(files.iter().map(|(name, content)| (name.to_string(), content.to_string())).collect())
}

fn new() -> Option<BTreeMap<String, String>> {
    set(&NEW)
}

fn old(is_first: bool) -> Option<BTreeMap<String, String>> {
    if is_first {
        None
    } else {
        set(&[("plan", "old plan"), ("page", "old page"), ("changes", "old")])
    }
}

/// How many calls a writer makes whom nothing stops.
fn calls(is_first: bool, exchanges: bool) -> usize {
    let disk = Faulty::new(Fate::Dies(usize::MAX), exchanges);
    let desk = Desk::new(is_first);
    desk.replace(&disk).unwrap();
    assert_eq!(desk.set(), new());
    disk.calls.get()
}

/// Every step of a writer, with and without a folder before it, with and without a system that exchanges folders.
fn each_call(test: impl Fn(usize, bool, bool)) {
    for (is_first, exchanges) in [(true, true), (false, true), (false, false)] {
        let calls = calls(is_first, exchanges);
        assert!(calls > NEW.len(), "{calls}");
        (0..calls).for_each(|call| test(call, is_first, exchanges));
    }
}

#[test]
fn a_writer_that_dies_at_any_step_leaves_old_or_new_files() {
    each_call(|call, is_first, exchanges| {
        let told = format!("call {call}, first {is_first}, exchanges {exchanges}");
        let desk = Desk::new(is_first);
        let disk = Faulty::new(Fate::Dies(call), exchanges);
        let _ = desk.replace(&disk);
        let found = desk.set();
        let between = !is_first && !exchanges && found.is_none();
        assert!(between || found == old(is_first) || found == new(), "{told}: {found:?}");
        if !is_first && !between {
            assert_eq!(read(&desk.at.place.join("notes")), "of somebody", "{told}");
        }
        // The next one finds all in order, also if it is stopped in the same way.
        let _ = desk.at.recover(&Faulty::new(Fate::Dies(1), exchanges));
        desk.at.recover(&Machine).unwrap();
        let left = desk.set();
        assert!(left == new() || (!between && left == found), "{told}: {left:?}");
        if !is_first {
            desk.assert_in_order(&told);
        }
        desk.replace(&Machine).unwrap();
        assert_eq!(desk.set(), new(), "{told}");
    });
}

#[test]
fn a_call_that_fails_leaves_old_files_or_new_ones_as_it_says() {
    each_call(|call, is_first, exchanges| {
        for fate in [Fate::Fails(call), Fate::Full(call)] {
            let told = format!("{fate:?}, first {is_first}, exchanges {exchanges}");
            let desk = Desk::new(is_first);
            let written = desk.replace(&Faulty::new(fate, exchanges));
            let expected = if written.is_ok() { new() } else { old(is_first) };
            assert_eq!(desk.set(), expected, "{told}: {written:?}");
            if !is_first {
                desk.assert_others(&told);
            }
            desk.at.recover(&Machine).unwrap();
            assert_eq!(desk.set(), expected, "{told}");
            if !is_first {
                desk.assert_in_order(&told);
            }
        }
    });
}

#[test]
fn all_is_on_the_disk_before_the_folders_are_exchanged() {
    let disk = Faulty::new(Fate::Dies(usize::MAX), true);
    Desk::new(false).replace(&disk).unwrap();
    let done = disk.done.into_inner();
    let at = |what: &str| {
        let found = done.iter().position(|call| call == what);
        found.unwrap_or_else(|| panic!("{what} in {done:?}"))
    };
    let synced = at("sync .out.place-part");
    for written in ["write plan", "write page", "write prices", "link notes"] {
        assert!(at(written) < synced, "{done:?}");
    }
    assert!(synced < at("exchange out"), "{done:?}");
    assert!(at("exchange out") < at("rename kept") && at("rename kept") < at("sync out"));
    let above = done.iter().rposition(|call| call.starts_with("sync ")).unwrap();
    assert!(at("sync out") < above && above < at("remove plan"), "{done:?}");
}

#[test]
fn a_file_is_old_or_new_too() {
    for call in 0..3 {
        for fate in [Fate::Dies(call), Fate::Fails(call), Fate::Full(call)] {
            let dir = tempfile::tempdir().unwrap();
            let at = Places::new(dir.path().join("table")).unwrap();
            fs::write(&at.place, "old").unwrap();
            let written = at.replace_file(&Faulty::new(fate, true), b"new");
            let expected = if written.is_ok() { "new" } else { "old" };
            assert_eq!(read(&at.place), expected, "{fate:?}");
            at.recover(&Machine).unwrap();
            assert_eq!(entries(dir.path()).unwrap().len(), 1, "{fate:?}");
            assert_eq!(read(&at.place), expected, "{fate:?}");
        }
    }
}

/// Somebody has made a folder anew that a stopped writer has not brought over: both are kept.
#[test]
fn what_has_the_name_of_something_left_behind_is_kept_beside_it() {
    let desk = Desk::new(false);
    let left = desk.at.part().join("kept");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("file"), "left behind").unwrap();
    desk.at.recover(&Machine).unwrap();
    desk.assert_in_order("recovered");
    assert_eq!(read(&desk.at.place.join("kept-2/file")), "left behind");
}

#[test]
fn what_somebody_saves_meanwhile_is_kept() {
    /// Somebody saves two files at the last moment.
    struct Busy<'a>(&'a Path);
    impl Disk for Busy<'_> {
        fn make_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
            Machine.make_dir(path, like)
        }
        fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
            Machine.write(path, content)
        }
        fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
            Machine.link(from, to)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            Machine.rename(from, to)
        }
        fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
            fs::write(self.0.join("saved"), "later").unwrap();
            fs::write(self.0.join("more"), "later").unwrap();
            fs::rename(self.0.join("more"), self.0.join("notes")).unwrap();
            Machine.exchange(one, other)
        }
        fn remove_file(&self, path: &Path) -> io::Result<()> {
            Machine.remove_file(path)
        }
        fn remove_dir(&self, path: &Path) -> io::Result<()> {
            Machine.remove_dir(path)
        }
        fn sync_dir(&self, path: &Path) -> io::Result<()> {
            Machine.sync_dir(path)
        }
    }
    let desk = Desk::new(false);
    desk.replace(&Busy(&desk.at.place)).unwrap();
    assert_eq!(desk.set(), new());
    assert_eq!(read(&desk.at.place.join("saved")), "later");
    assert_eq!(read(&desk.at.place.join("notes")), "later");
}
