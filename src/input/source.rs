use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::file_name::file_name;
use super::names::{shown, table_of};
use crate::model::Table;
use crate::text::Language;

/// Where the tables of a case are kept: a folder, memory, the sheets of a workbook.
pub trait Source {
    /// A table as the content of its file ([`file_name`](super::file_name())), `None` where there is none.
    ///
    /// # Errors
    /// Where the table is there but cannot be read.
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>>;

    /// The name of the file that a table stands in, for people.
    fn name_of(&self, table: Table) -> Cow<'_, str> {
        Cow::Borrowed(file_name(table, Language::English))
    }

    /// The names of all files there, so that none is passed over in silence; none where tables
    /// are not kept by name. A folder ends with a slash.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Source for BTreeMap<Table, Vec<u8>> {
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(&table).cloned())
    }
}

/// A case folder. The names of its files are read as people write them, in English or Danish.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    path: PathBuf,
    /// What is in the folder, sorted; a folder ends with a slash.
    names: Vec<String>,
}

impl Folder {
    /// The folder at `path`.
    ///
    /// # Errors
    /// Where there is none or it cannot be listed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            // A name that is no text is none of a table's either.
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = table_of(&name).is_none() && entry.path().is_dir();
            names.push(if is_folder { name + "/" } else { name });
        }
        names.sort();
        Ok(Self { path: path.to_path_buf(), names })
    }

    /// The file of a table, if it is there.
    pub fn file_of(&self, table: Table) -> Option<PathBuf> {
        Some(self.path.join(self.named(table)?.0))
    }

    /// The name of a table's file, and the one that it is known by.
    fn named(&self, table: Table) -> Option<(&str, &'static str)> {
        self.names.iter().find_map(|name| {
            table_of(name).filter(|(other, _)| *other == table).map(|(_, known)| (&**name, known))
        })
    }
}

impl Source for Folder {
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        self.file_of(table).map(fs::read).transpose()
    }

    fn name_of(&self, table: Table) -> Cow<'_, str> {
        match self.named(table) {
            Some((name, known)) => Cow::Owned(shown(name, known)),
            None => Cow::Borrowed(file_name(table, Language::English)),
        }
    }

    fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}
