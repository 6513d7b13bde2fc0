use std::io;
use std::path::Path;

use super::file_name::{TABLES, file_name};
use super::names::sheet_table_of;
use super::source::Source;
use crate::files::write_together;
use crate::model::Table;
use crate::text::Language;

/// Writes the tables of a case as a folder: each as its source has it, whole, with notes and comments. Those of a
/// workbook become files under the names that its sheets have, English or Danish.
///
/// # Errors
/// Where a table cannot be read, or one of the files is there already or cannot be written.
pub fn write_folder(source: &impl Source, dir: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for (table, names) in TABLES {
        let Some(mut content) = source.read(table)? else { continue };
        let is_text = matches!(table, Table::Policy | Table::Boundary);
        if source.books().iter().any(|book| book.sheet(table).is_some()) && !is_text {
            // A double click in Danish Excel asks for the mark.
            content.splice(0..0, "\u{feff}".bytes());
        }
        let name = source.name_of(table);
        let is_danish = Language::ALL.iter().position(|language| {
            let known = sheet_table_of(file_name(table, *language)).map(|(_, known)| known);
            known == sheet_table_of(&name).map(|(_, known)| known)
        });
        files.push((names.into_iter().nth(is_danish.unwrap_or(0)).unwrap_or_default(), content));
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        let message = format!("{} is there already", dir.join(name).display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    write_together(dir, &files, &[])
}
