use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use boligplacering::input::{write_case, write_template};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::{Language, Said};
use clap::Args;

use crate::failure::Failure;
use crate::show;
use crate::words::{empty_template, is_not_empty, written_to};

/// Make a case folder to fill in, or an invented case to try things on.
///
/// With `--lang da` headings and names of files are Danish; those of an invented case are English, its policy
/// says `da`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder to make; nothing that exists is overwritten.
    dir: PathBuf,
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

pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<String, Failure> {
    let dir = &arguments.dir;
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(false) => {}
        Ok(true) => return Err(Failure::file(dir, &is_not_empty())),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::file(dir, &Said::system(&error))),
    }
    let (written, what) = match arguments.synthetic {
        Some(households) => {
            let households = usize::try_from(households).unwrap_or(usize::MAX);
            let recipe = match arguments.tight {
                true => Synthetic::tight(households),
                false => Synthetic::new(households),
            };
            let case = recipe.seed(arguments.seed).case()?.in_language(language);
            (write_case(&case, dir), show::case(&case))
        }
        None => {
            (write_template(dir, language), format!("{}\n", empty_template().in_language(language)))
        }
    };
    written.map_err(|error| Failure::unwritten(dir, &error))?;
    Ok(format!("{what}{}\n", written_to(dir).in_language(language)))
}
