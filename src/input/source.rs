use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::book::Book;
use super::decided::WrittenDecisions;
use super::file_name::file_name;
use super::names::{is_book, is_silent, shown, table_of};
use crate::files::whole_file;
use crate::model::{Fault, FaultKind, Faults, Table};
use crate::text::{Language, Said, said};

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

    /// The workbooks there, of which each may hold tables.
    fn books(&self) -> &[Book] {
        &[]
    }

    /// Whether the tables are the sheets of one workbook and nothing else.
    fn is_book(&self) -> bool {
        false
    }

    /// Decisions beyond those of the case itself.
    fn decided(&self) -> Option<&WrittenDecisions> {
        None
    }

    /// What was wrong with files that had to be opened before it was known what they are.
    fn faults(&self) -> &[Fault] {
        &[]
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

/// A case folder. The names of its files are read as people write them, in English or Danish; tables may stand in
/// workbooks too.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    path: PathBuf,
    /// What is in the folder but for workbooks with tables, sorted; a folder ends with a slash.
    names: Vec<String>,
    books: Vec<Book>,
    faults: Vec<Fault>,
}

impl Folder {
    /// The folder at `path`.
    ///
    /// # Errors
    /// Where there is none or it cannot be listed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut folder = Self { path: path.to_path_buf(), ..Self::default() };
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            // A name that is no text is none of a table's either.
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = table_of(&name).is_none() && entry.path().is_dir();
            folder.names.push(if is_folder { name + "/" } else { name });
        }
        folder.names.sort();
        #[cfg(feature = "xlsx")]
        folder.open_books();
        Ok(folder)
    }

    /// Opens the workbooks; those in which no table stands are files like any other.
    #[cfg(feature = "xlsx")]
    fn open_books(&mut self) {
        let Self { path, names, books, faults } = self;
        names.retain(|name| {
            if !is_book(name) || is_silent(name) {
                return true;
            }
            match Book::open(&path.join(name)) {
                Ok(book) if book.has_tables() => books.push(book),
                Ok(_) => return true,
                Err(wrong) => faults.extend(wrong.into_vec()),
            }
            false
        });
    }

    /// The file of a table, if it is there.
    pub fn file_of(&self, table: Table) -> Option<PathBuf> {
        Some(self.path.join(self.named(table)?.0))
    }

    /// Whether the case is read from the file at `path`, or would be if a file stood there.
    fn reads(&self, path: &Path) -> bool {
        let is_read = |name: &str| table_of(name).is_some() || (is_book(name) && !is_silent(name));
        let real = path.canonicalize().ok();
        let mut files =
            self.names.iter().filter(|name| is_read(name)).map(|name| self.path.join(name));
        if real.is_some() && files.any(|file| file.canonicalize().ok() == real) {
            return true;
        }
        let above = path.parent().filter(|above| !above.as_os_str().is_empty());
        let above = above.unwrap_or(Path::new(".")).canonicalize();
        let is_inside =
            above.is_ok_and(|above| self.path.canonicalize().is_ok_and(|own| own == above));
        is_inside && path.file_name().is_some_and(|name| is_read(&name.to_string_lossy()))
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
        match (self.file_of(table), self.books.iter().find(|book| book.sheet(table).is_some())) {
            (Some(file), _) => whole_file(&file).map(Some),
            (None, Some(book)) => book.read(table),
            (None, None) => Ok(None),
        }
    }

    fn name_of(&self, table: Table) -> Cow<'_, str> {
        match (self.named(table), self.books.iter().find_map(|book| book.sheet(table))) {
            (Some((name, known)), _) => Cow::Owned(shown(name, known)),
            (None, Some(sheet)) => Cow::Owned(sheet.shown()),
            (None, None) => Cow::Borrowed(file_name(table, Language::English)),
        }
    }

    fn books(&self) -> &[Book] {
        &self.books
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}

/// Where the files of a case are: a folder, or one workbook.
#[derive(Debug, Clone)]
pub struct CaseFiles {
    place: Place,
    decided: Option<WrittenDecisions>,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(Folder),
    #[cfg(feature = "xlsx")]
    Book(Book),
}

impl CaseFiles {
    /// The folder at `path`, or the workbook if a file has the name of one.
    ///
    /// # Errors
    /// If nothing is there or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, Faults> {
        Ok(Self { place: Place::open(path)?, decided: None })
    }

    /// The same case, with decisions beyond its own.
    #[must_use]
    pub fn with(self, decided: WrittenDecisions) -> Self {
        Self { decided: Some(decided), ..self }
    }

    /// The folder, if it is one.
    pub fn folder(&self) -> Option<&Folder> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            #[cfg(feature = "xlsx")]
            Place::Book(_) => None,
        }
    }

    /// Whether the case is read from the file at `path`, or would be if a file stood there: nobody else is to write it.
    pub fn reads(&self, path: &Path) -> bool {
        match &self.place {
            Place::Folder(folder) => folder.reads(path),
            #[cfg(feature = "xlsx")]
            Place::Book(_) => false,
        }
    }

    fn source(&self) -> &dyn Source {
        match &self.place {
            Place::Folder(folder) => folder,
            #[cfg(feature = "xlsx")]
            Place::Book(book) => book,
        }
    }
}

impl Place {
    fn open(path: &Path) -> Result<Self, Faults> {
        #[cfg(feature = "xlsx")]
        if is_of_spreadsheet(&path.to_string_lossy()) && !path.is_dir() {
            return Book::open(path).map(Self::Book);
        }
        Folder::open(path).map(Self::Folder).map_err(|error| no_folder(&error).into())
    }
}

#[cfg(feature = "xlsx")]
impl From<Book> for CaseFiles {
    fn from(book: Book) -> Self {
        Self { place: Place::Book(book), decided: None }
    }
}

impl Source for CaseFiles {
    fn read(&self, table: Table) -> io::Result<Option<Vec<u8>>> {
        self.source().read(table)
    }

    fn name_of(&self, table: Table) -> Cow<'_, str> {
        self.source().name_of(table)
    }

    fn books(&self) -> &[Book] {
        self.source().books()
    }

    fn is_book(&self) -> bool {
        self.source().is_book()
    }

    fn decided(&self) -> Option<&WrittenDecisions> {
        self.decided.as_ref()
    }

    fn faults(&self) -> &[Fault] {
        self.source().faults()
    }

    fn names(&self) -> Vec<String> {
        self.source().names()
    }
}

/// Whether a file has a name that spreadsheets give; what it is instead of a workbook is told when it is opened.
#[cfg(feature = "xlsx")]
fn is_of_spreadsheet(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    ending.starts_with("xl") || ending.starts_with("od")
}

/// A fault of a file that cannot be read.
pub(super) fn unreadable(table: Table, name: &str, expected: Said, error: &io::Error) -> Fault {
    let mut fault = Fault::new(table, FaultKind::Unreadable, expected);
    fault.file = Some(name.to_owned());
    fault.found(there(error)).advise(said!(
        "Check the path, who may read it, and whether another program has it open",
        "Se efter, om stien er rigtig, hvem der må læse filen, og om et andet program har den åben"
    ))
}

/// What is there instead of what was to be read.
fn there(error: &io::Error) -> Said {
    match error.kind() {
        io::ErrorKind::NotFound => said!("nothing", "intet"),
        io::ErrorKind::NotADirectory => said!("a file", "en fil"),
        io::ErrorKind::IsADirectory => said!("a folder", "en mappe"),
        io::ErrorKind::NotSeekable => said!("no file", "noget, der ikke er en fil"),
        kind => Said::kind(kind),
    }
}

fn no_folder(error: &io::Error) -> Fault {
    let expected = said!(
        "a folder of case files, or a workbook (.xlsx)",
        "en mappe med sagens filer eller en projektmappe (.xlsx)"
    );
    let mut fault = Fault::new(Table::Folder, FaultKind::Unreadable, expected);
    fault.file = Some(file_name(Table::Folder, Language::English).into());
    fault.found(there(error)).advise(said!(
        "Check the path and who may read it",
        "Se efter, om stien er rigtig, og hvem der må læse mappen"
    ))
}
