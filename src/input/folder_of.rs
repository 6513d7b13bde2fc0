use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::file_name::TABLES;
use super::names::sheet_table_of;
use super::source::Source;
use crate::files::write_new;
use crate::model::Table;

/// Writes the tables of a case as a folder: each as its source has it, whole, with notes and comments. Those of a
/// workbook become files under the names that its sheets have, English or Danish.
///
/// # Errors
/// Where a table cannot be read, or one of the files is there already or cannot be written.
pub fn write_folder(source: &impl Source, dir: &Path) -> io::Result<()> {
    let mut tables = folder_tables(source)?;
    let files: Vec<_> = (TABLES.into_iter())
        .filter_map(|(table, names)| {
            let known = sheet_table_of(&source.name_of(table)).map(|(_, known)| known);
            let [english, _] = names;
            let stem = |name: &&str| name.split_once('.').map(|(stem, _)| stem) == known;
            Some((names.into_iter().find(stem).unwrap_or(english), tables.remove(&table)?))
        })
        .collect();
    write_new(dir, &files)
}

/// The files that [`write_folder`] writes. A folder holds texts, so a number that is a date in a sheet, though its format
/// was lost, is none here: [`read_case_from`](super::read_case_from) tells whether they are the same case.
///
/// # Errors
/// Where a table cannot be read.
pub fn folder_tables(source: &impl Source) -> io::Result<BTreeMap<Table, Vec<u8>>> {
    let mut tables = BTreeMap::new();
    for (table, _) in TABLES {
        let Some(mut content) = source.read(table)? else { continue };
        let is_text = matches!(table, Table::Policy | Table::Boundary);
        if source.books().iter().any(|book| book.sheet(table).is_some()) && !is_text {
            // A double click in Danish Excel asks for the mark.
            content.splice(0..0, "\u{feff}".bytes());
        }
        tables.insert(table, content);
    }
    Ok(tables)
}
