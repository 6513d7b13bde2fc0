//! A workbook as another program reads it, and its parts as they are.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

pub(crate) struct Book {
    bytes: Vec<u8>,
}

impl Book {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    fn open(&self) -> Xlsx<Cursor<&[u8]>> {
        Xlsx::new(Cursor::new(&self.bytes[..])).unwrap()
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        self.open().sheet_names()
    }

    /// The cells of a sheet from its first one on, row by row.
    pub(crate) fn cells(&self, sheet: &str) -> Vec<Vec<Data>> {
        let range = self.open().worksheet_range(sheet).unwrap();
        let Some((rows, columns)) = range.end() else { return Vec::new() };
        let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
        (0..=rows).map(|row| (0..=columns).map(|column| cell(row, column)).collect()).collect()
    }

    /// A row of a sheet as text.
    pub(crate) fn row(&self, sheet: &str, row: usize) -> Vec<String> {
        self.cells(sheet)[row].iter().map(ToString::to_string).collect()
    }

    /// A part of the file.
    pub(crate) fn part(&self, name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes[..])).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The part of a sheet.
    pub(crate) fn xml(&self, sheet: &str) -> String {
        self.part(&format!("xl/worksheets/sheet{}.xml", self.number(sheet)))
    }

    /// The notes of a sheet; the sheet before it has none.
    pub(crate) fn notes(&self, sheet: &str) -> String {
        let rels = format!("xl/worksheets/_rels/sheet{}.xml.rels", self.number(sheet));
        let rels = self.part(&rels);
        let name = between(&rels, "../comments", ".xml").next().unwrap();
        self.part(&format!("xl/comments{name}.xml"))
    }

    fn number(&self, sheet: &str) -> usize {
        1 + self.sheets().iter().position(|name| name == sheet).unwrap()
    }
}

/// Each text between two marks.
pub(crate) fn between<'t>(
    text: &'t str,
    from: &'t str,
    to: &'t str,
) -> impl Iterator<Item = &'t str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split_once(to)).map(|(part, _)| part)
}
