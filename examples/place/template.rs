use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use boligplacering::input::{
    Book, CaseFiles, case_book, case_tables, folder_tables, read_case_from, template_book,
    write_case, write_folder, write_template,
};
use boligplacering::model::{Case, Surroundings};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::{Language, Said};
use clap::Args;

use crate::failure::Failure;
use crate::files::Opened;
use crate::words::{self, is_not_empty, written_to};
use crate::{claim, show};

/// Make a case folder or a workbook to fill in, or an invented case to try things on; or turn the
/// one form into the other.
///
/// With `--lang da` headings and names of files and sheets are Danish; headings of an invented case are English, its
/// policy says `da`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder or the workbook (.xlsx) to make; nothing that exists is overwritten
    /// [default with --from: the same name beside it].
    #[arg(required_unless_present = "from")]
    out: Option<PathBuf>,
    /// Make a workbook: OUT, or month.xlsx in the folder OUT.
    #[arg(long)]
    xlsx: bool,
    /// Turn this case into the other form: a folder into a workbook, a workbook into a folder.
    #[arg(long, value_name = "FOLDER|BOOK", conflicts_with = "synthetic")]
    from: Option<PathBuf>,
    /// Invent a case of so many households; nobody in it exists.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    synthetic: Option<u32>,
    /// Another seed gives another invented case.
    #[arg(long, default_value_t = 1, requires = "synthetic")]
    seed: u64,
    /// Invent fewer dwellings and openings: homes are scarce, and not everybody finds work.
    #[arg(long, requires = "synthetic")]
    tight: bool,
}

/// What is made.
enum Target {
    Folder(PathBuf),
    Book(PathBuf),
}

impl Arguments {
    /// Opens the case that is to be turned, if one is.
    pub(crate) fn open(&self, started: Instant) -> Result<Option<Opened>, Failure> {
        let Some(path) = &self.from else { return Ok(None) };
        Ok(Some(Opened {
            started,
            path: path.clone(),
            decisions: None,
            files: CaseFiles::open(path)?,
        }))
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    from: Option<&Opened>,
    language: Language,
) -> Result<String, Failure> {
    let (path, what) = match target(arguments, from, language)? {
        Target::Folder(dir) => {
            must_be_free(&dir)?;
            let what = folder(arguments, from, &dir, language)?;
            (dir, what)
        }
        Target::Book(path) => {
            if path.exists() {
                return Err(Failure::file(&path, &words::is_there_already()));
            }
            let (book, what) = book(arguments, from, &path, language)?;
            write_new(&path, &book)?;
            (path, what)
        }
    };
    Ok(format!("{what}{}", said(&written_to(&path), language)))
}

/// What is to be made, and where.
fn target(
    arguments: &Arguments,
    from: Option<&Opened>,
    language: Language,
) -> Result<Target, Failure> {
    let file = match language {
        Language::English => "month.xlsx",
        Language::Danish => "måned.xlsx",
    };
    let out = arguments.out.as_deref();
    let is_named = out.is_some_and(is_book);
    let from_book = from.is_some_and(|from| from.files.folder().is_none());
    let wants_book = arguments.xlsx || is_named || (from.is_some() && !from_book);
    Ok(match (out, from) {
        _ if from_book && wants_book => return Err(Failure::Usage(words::book_from_book())),
        (Some(out), _) if is_named => Target::Book(out.to_owned()),
        (Some(out), _) if wants_book => Target::Book(out.join(file)),
        (Some(out), _) => Target::Folder(out.to_owned()),
        (None, Some(from)) if from_book => Target::Folder(from.path.with_extension("")),
        (None, from) => Target::Book(beside(from.map_or(Path::new("."), |from| &from.path))),
    })
}

/// The workbook that has the name of a folder and stands beside it.
fn beside(folder: &Path) -> PathBuf {
    let folder = match folder.file_name() {
        Some(_) => folder.components().as_path().to_owned(),
        None => folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
    };
    let mut name = folder.into_os_string();
    name.push(".xlsx");
    name.into()
}

fn is_book(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Refuses a folder in which something is.
fn must_be_free(dir: &Path) -> Result<(), Failure> {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Failure::file(dir, &is_not_empty())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::file(dir, &Said::system(&error))),
    }
}

/// Writes a case folder, and tells what is in it.
fn folder(
    arguments: &Arguments,
    from: Option<&Opened>,
    dir: &Path,
    language: Language,
) -> Result<String, Failure> {
    let (written, what) = match (from, invented(arguments, language)?) {
        (Some(from), _) => {
            let case = from.read(language)?.case;
            // Nothing is handed out that reads as something else.
            let tables =
                folder_tables(&from.files).map_err(|error| Failure::unwritten(dir, &error))?;
            let again = read_case_from(&tables).map(|read| read.case.in_language(language));
            if again.as_ref().ok() != Some(&case) {
                return Err(Failure::file(dir, &words::reads_otherwise()));
            }
            (write_folder(&from.files, dir), show::case(&case))
        }
        (None, Some(case)) => (write_case(&case, dir), show::case(&case)),
        (None, None) => (write_template(dir, language), said(&words::empty_template(), language)),
    };
    written.map_err(|error| Failure::unwritten(dir, &error))?;
    Ok(what)
}

/// Makes a workbook, and tells what is in it.
fn book(
    arguments: &Arguments,
    from: Option<&Opened>,
    path: &Path,
    language: Language,
) -> Result<(Vec<u8>, String), Failure> {
    let unwritten = |error: io::Error| Failure::unwritten(path, &error);
    let (book, case, surroundings) = match (from, invented(arguments, language)?) {
        (Some(from), _) => {
            let reading = from.read(language)?;
            (case_book(&from.files, language), reading.case, reading.surroundings)
        }
        (None, Some(case)) => {
            let book = case_tables(&case).and_then(|tables| case_book(&tables, language));
            (book, case, Surroundings::default())
        }
        (None, None) => {
            let book = template_book(language).map_err(unwritten)?;
            return Ok((book, said(&words::empty_book(), language)));
        }
    };
    let book = book.map_err(unwritten)?;
    // Nothing is handed out that reads as something else.
    let again = Book::from_bytes(&book).and_then(|book| read_case_from(&book))?;
    if again.case.in_language(language) != case || again.surroundings != surroundings {
        return Err(Failure::file(path, &words::reads_otherwise()));
    }
    Ok((book, show::case(&case)))
}

/// The case that is to be invented, if one is.
fn invented(arguments: &Arguments, language: Language) -> Result<Option<Case>, Failure> {
    let Some(households) = arguments.synthetic else { return Ok(None) };
    let households = usize::try_from(households).unwrap_or(usize::MAX);
    let recipe = match arguments.tight {
        true => Synthetic::tight(households),
        false => Synthetic::new(households),
    };
    Ok(Some(recipe.seed(arguments.seed).case()?.in_language(language)))
}

/// Writes a file that is not there yet, whole or not at all.
fn write_new(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let claim = claim::of(path)?;
    if path.exists() {
        return Err(Failure::file(path, &words::is_there_already()));
    }
    claim.write(content).map_err(|error| Failure::unwritten(path, &error))
}

fn said(said: &Said, language: Language) -> String {
    format!("{}\n", said.in_language(language))
}
