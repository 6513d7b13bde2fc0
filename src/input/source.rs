use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::model::Table;

/// Where the tables of a case are kept: a folder, memory, the sheets of a workbook.
pub trait Source {
    /// A table as the content of its file ([`Table::file`]), `None` where there is none.
    ///
    /// # Errors
    /// Where the table is there but cannot be read.
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>>;
}

impl Source for BTreeMap<Table, Vec<u8>> {
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(&table).cloned())
    }
}

/// A case folder; the case of letters in the names of its files does not matter.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    path: PathBuf,
    files: Vec<OsString>,
}

impl Folder {
    /// The folder at `path`.
    ///
    /// # Errors
    /// Where there is none or it cannot be listed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut files = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        files.sort();
        Ok(Self { path: path.to_path_buf(), files })
    }
}

impl Source for Folder {
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        let exact = self.files.iter().find(|name| *name == table.file());
        let near = || self.files.iter().find(|name| name.eq_ignore_ascii_case(table.file()));
        exact.or_else(near).map(|name| fs::read(self.path.join(name))).transpose()
    }
}
