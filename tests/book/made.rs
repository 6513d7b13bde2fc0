//! Small workbooks, written part by part so that nothing is in them but what a test puts there.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How a cell is formatted.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    General = 0,
    Date = 1,
    Moment = 2,
    Time = 3,
    Length = 4,
    FourDigits = 5,
    Prefixed = 6,
    Kroner = 7,
}

/// A cell as XML without its place.
#[derive(Clone)]
pub(crate) struct Cell(String, Look);

pub(crate) fn text(text: &str) -> Cell {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    Cell(format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>"), Look::General)
}

pub(crate) fn number(number: f64, look: Look) -> Cell {
    Cell(format!("><v>{number}</v>"), look)
}

pub(crate) fn formula(value: &str) -> Cell {
    Cell(format!("><f>1+1</f>{value}"), Look::General)
}

/// A formula that comes to a text.
pub(crate) fn text_formula(value: &str) -> Cell {
    Cell(format!("t=\"str\"><f>A1&amp;B1</f>{value}"), Look::General)
}

pub(crate) fn error(error: &str) -> Cell {
    Cell(format!("t=\"e\"><v>{error}</v>"), Look::General)
}

pub(crate) fn boolean(value: bool) -> Cell {
    Cell(format!("t=\"b\"><v>{}</v>", u8::from(value)), Look::General)
}

/// A cell that is formatted and nothing else.
pub(crate) fn empty() -> Cell {
    Cell(">".to_owned(), Look::Date)
}

/// A row of texts.
pub(crate) fn texts(row: &str) -> Vec<Cell> {
    row.split(';').map(text).collect()
}

/// A sheet: its rows from A1 on, and what else its XML says.
#[derive(Clone, Default)]
pub(crate) struct Sheet {
    name: String,
    rows: Vec<(Vec<Cell>, String)>,
    from: (usize, usize),
    before: String,
    after: String,
    state: &'static str,
}

impl Sheet {
    pub(crate) fn new(name: &str, rows: &[&str]) -> Self {
        let rows = rows.iter().map(|row| (texts(row), String::new())).collect();
        Self { name: name.to_owned(), rows, state: "visible", ..Self::default() }
    }

    pub(crate) fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push((cells, String::new()));
        self
    }

    /// The last row, with attributes.
    pub(crate) fn with(mut self, attributes: &str) -> Self {
        self.rows.last_mut().unwrap().1 = attributes.to_owned();
        self
    }

    /// The same sheet, `rows` further down and `columns` to the right.
    pub(crate) fn moved(self, rows: usize, columns: usize) -> Self {
        Self { from: (rows, columns), ..self }
    }

    pub(crate) fn before(self, xml: &str) -> Self {
        Self { before: xml.to_owned(), ..self }
    }

    pub(crate) fn after(self, xml: &str) -> Self {
        Self { after: xml.to_owned(), ..self }
    }

    pub(crate) fn hidden(self, state: &'static str) -> Self {
        Self { state, ..self }
    }

    fn xml(&self) -> String {
        let mut data = String::new();
        for (at, (cells, attributes)) in self.rows.iter().enumerate() {
            let row = at + 1 + self.from.0;
            write!(data, "<row r=\"{row}\" {attributes}>").unwrap();
            for (at, Cell(cell, look)) in cells.iter().enumerate() {
                let letter = char::from(b'A' + u8::try_from(at + self.from.1).unwrap());
                write!(data, "<c r=\"{letter}{row}\" s=\"{}\" {cell}</c>", *look as u8).unwrap();
            }
            data += "</row>";
        }
        sheet_xml(&format!("{}<sheetData>{data}</sheetData>{}", self.before, self.after))
    }
}

pub(crate) fn sheet_xml(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{content}</worksheet>"
    )
}

/// The content of a workbook with these sheets.
pub(crate) fn book(sheets: &[Sheet]) -> Vec<u8> {
    book_with(sheets, "")
}

/// The same, with properties of the workbook.
pub(crate) fn book_with(sheets: &[Sheet], properties: &str) -> Vec<u8> {
    packed(&parts(sheets, properties))
}

/// The parts of a workbook, which a test may change.
pub(crate) fn parts(sheets: &[Sheet], properties: &str) -> Vec<(String, Vec<u8>)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut listed, mut related) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let (id, name) = (at + 1, sheet.name.replace('&', "&amp;").replace('"', "&quot;"));
        let state = sheet.state;
        write!(
            listed,
            "<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"r{id}\"/>"
        )
        .unwrap();
        write!(
            related,
            "<Relationship Id=\"r{id}\" Type=\"{office}/worksheet\" \
             Target=\"worksheets/sheet{id}.xml\"/>"
        )
        .unwrap();
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet.xml()));
    }
    let formats = ["dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm", "[h]:mm", "0000", "&quot;H-&quot;00"];
    let formats = formats.iter().chain(&["#,##0&quot; kr.&quot;"]).enumerate();
    let (mut codes, mut cells) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
    for (at, code) in formats {
        write!(codes, "<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + at).unwrap();
        write!(cells, "<xf numFmtId=\"{}\"/>", 164 + at).unwrap();
    }
    parts.extend([
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{properties}<sheets>{listed}\
                 </sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{package}\">{related}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{main}\"><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs>\
                 </styleSheet>"
            ),
        ),
    ]);
    parts.into_iter().map(|(name, xml)| (name, xml.into_bytes())).collect()
}

/// Parts as a package.
pub(crate) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) const PERSONS: [&str; 3] = [
    "person;husstand;ankomst;jobsøgende;bedste_trin",
    "P-01;H-01;25-03-2016;ja;praktik",
    "P-02;H-01;25-03-2016;nej;",
];
pub(crate) const HOMES: [&str; 2] =
    ["bolig;bredde;længde;sengepladser;husleje", "B-01;55,7705;9,6994;2;5500"];
pub(crate) const SITES: [&str; 2] = ["arbejdssted;bredde;længde", "A-01;55,7710;9,7000"];
pub(crate) const OPENINGS: [&str; 2] = ["stilling;arbejdssted;trin", "J-01;A-01;praktik"];

/// A sound month in which one sheet is another.
pub(crate) fn month(instead: &Sheet) -> Vec<u8> {
    let mut sheets = whole();
    let place = sheets.iter_mut().find(|sheet| sheet.name == instead.name.trim().to_lowercase());
    match place {
        Some(place) => *place = instead.clone(),
        None => sheets.push(instead.clone()),
    }
    book(&sheets)
}

/// A sound month.
pub(crate) fn whole() -> Vec<Sheet> {
    vec![
        Sheet::new("ankomster", &PERSONS),
        Sheet::new("boliger", &HOMES),
        Sheet::new("arbejdssteder", &SITES),
        Sheet::new("stillinger", &OPENINGS),
    ]
}
