use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use boligplacering::input::{
    Folder, case_book, case_tables, template_book, write_case, write_template,
};
use boligplacering::model::Case;
use boligplacering::synthetic::Synthetic;
use boligplacering::text::{Language, Said};
use clap::Args;

use crate::failure::Failure;
use crate::words::{self, is_not_empty, written_to};
use crate::{read, show};

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
    /// Turn this case into the other form: a folder into a workbook.
    #[arg(long, value_name = "CASE", conflicts_with = "synthetic")]
    pub(crate) from: Option<PathBuf>,
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

pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<String, Failure> {
    let (target, what) = match (target(arguments, language)?, &arguments.from) {
        (Target::Folder(dir), _) => {
            must_be_free(&dir)?;
            let what = folder(arguments, &dir, language)?;
            (dir, what)
        }
        (Target::Book(path), from) => {
            if path.exists() {
                return Err(Failure::file(&path, &words::is_there_already()));
            }
            let unwritten = |error: io::Error| Failure::unwritten(&path, &error);
            let (book, what) = match (from, invented(arguments, language)?) {
                (Some(from), _) => {
                    let reading = read(from, language)?;
                    let source = Folder::open(from)
                        .map_err(|error| Failure::file(from, &Said::system(&error)))?;
                    (case_book(&source, language), show::case(&reading.case))
                }
                (None, Some(case)) => {
                    let book = case_tables(&case).and_then(|tables| case_book(&tables, language));
                    (book, show::case(&case))
                }
                (None, None) => (template_book(language), said(&words::empty_book(), language)),
            };
            write_new(&path, &book.map_err(unwritten)?).map_err(unwritten)?;
            (path, what)
        }
    };
    Ok(format!("{what}{}", said(&written_to(&target), language)))
}

/// What is to be made, and where.
fn target(arguments: &Arguments, language: Language) -> Result<Target, Failure> {
    let Arguments { out, xlsx, from, .. } = arguments;
    let from_book = from.as_deref().is_some_and(is_book);
    let wants_book = *xlsx || out.as_deref().is_some_and(is_book);
    if from_book && wants_book {
        return Err(Failure::Usage(words::book_from_book()));
    }
    let file = match language {
        Language::English => "month.xlsx",
        Language::Danish => "måned.xlsx",
    };
    Ok(match (out, from) {
        (None, Some(from)) if from_book => Target::Folder(from.with_extension("")),
        (None, from) => {
            let folder = from.as_deref().unwrap_or(Path::new("."));
            let mut name = match folder.file_name() {
                Some(_) => folder.components().as_path().as_os_str().to_owned(),
                None => folder.canonicalize().unwrap_or_else(|_| folder.into()).into_os_string(),
            };
            name.push(".xlsx");
            Target::Book(name.into())
        }
        (Some(out), _) if is_book(out) => Target::Book(out.clone()),
        (Some(out), Some(_)) if !from_book => Target::Book(out.join(file)),
        (Some(out), _) if wants_book => Target::Book(out.join(file)),
        (Some(out), _) => Target::Folder(out.clone()),
    })
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
fn folder(arguments: &Arguments, dir: &Path, language: Language) -> Result<String, Failure> {
    let (written, what) = match invented(arguments, language)? {
        Some(case) => (write_case(&case, dir), show::case(&case)),
        None => (write_template(dir, language), said(&words::empty_template(), language)),
    };
    written.map_err(|error| Failure::unwritten(dir, &error))?;
    Ok(what)
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
fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(content).and_then(|()| file.sync_all()).inspect_err(|_| {
        // What is there is of no use, and ours.
        let _ = fs::remove_file(path);
    })
}

fn said(said: &Said, language: Language) -> String {
    format!("{}\n", said.in_language(language))
}
