//! Files that are no workbook, or one made to do harm: each ends with a fault that says what it is.

use std::fs;

use boligplacering::input::{Book, CaseFiles, read_case_from};
use boligplacering::model::Faults;

use super::made::{HOMES, PERSONS, Sheet, book, month, packed, parts, sheet_xml, text, whole};

fn told(bytes: &[u8]) -> String {
    Book::from_bytes(bytes).map(drop).unwrap_err().to_string()
}

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/book/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn other_files_are_told_from_workbooks() {
    for (bytes, found) in [
        (Vec::new(), "an empty file"),
        (b"person;husstand\nP-01;H-01\n".to_vec(), "a text file"),
        (
            "person;hånd".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "a file of another kind",
        ),
        (file("password.xlsx"), "a workbook with a password"),
        (file("renamed-xls.xlsx"), "a workbook of an old Excel (.xls)"),
        (file("renamed-ods.xlsx"), "a file of LibreOffice (.ods)"),
        (packed(&[("a.txt".to_owned(), b"a".to_vec())]), "a file of another kind"),
        (packed(&[("xl/workbook.bin".to_owned(), vec![1])]), "a binary workbook (.xlsb)"),
        (b"PK\x03\x04 and nothing else".to_vec(), "a file that is damaged"),
    ] {
        let told = told(&bytes);
        assert!(told.starts_with(&format!("workbook: found {found}")), "{found}: {told}");
    }
}

#[test]
fn a_workbook_that_libreoffice_saved_is_read() {
    let book = Book::from_bytes(&file("libreoffice.xlsx")).unwrap();
    let reading = read_case_from(&book).unwrap();
    assert_eq!(reading.case.households().len(), 2);
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
}

#[test]
fn a_workbook_that_breaks_off_is_damaged() {
    let whole = book(&whole());
    for length in (1..whole.len()).step_by(97) {
        let told = told(&whole[..length]);
        assert!(told.starts_with("workbook: found a"), "{told}");
    }
}

/// Reading ends with a fault; how soon is for benchmarks to say.
fn ends(bytes: &[u8]) {
    let faults: Result<(), Faults> = Book::from_bytes(bytes).map(drop);
    let told = faults.unwrap_err().to_string();
    assert!(told.contains("far more than a month needs") || told.contains("damaged"), "{told}");
}

fn with_sheet(xml: String) -> Vec<u8> {
    let mut parts = parts(&whole(), "");
    let sheet = parts.iter_mut().find(|(name, _)| name.ends_with("sheet2.xml")).unwrap();
    sheet.1 = xml.into_bytes();
    packed(&parts)
}

#[test]
fn bombs_of_any_sort_end_with_a_fault() {
    // Unpacks to far more than it is.
    ends(&with_sheet(" ".repeat(300 << 20)));
    let row = "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
    ends(&with_sheet(sheet_xml(&format!("<sheetData>{}</sheetData>", row.repeat(2_000_000)))));
    // Room is made for as many texts as are claimed.
    let mut claims = parts(&whole(), "");
    let strings = "<sst uniqueCount=\"99999999999999999\"><si><t>x</t></si></sst>";
    claims.push(("xl/sharedStrings.xml".to_owned(), strings.into()));
    ends(&packed(&claims));
    // One text, told a million times.
    let mut parts = parts(&whole(), "");
    let text = "x".repeat(30_000);
    let strings = format!("<sst uniqueCount=\"1\"><si><t>{text}</t></si></sst>");
    parts.push(("xl/sharedStrings.xml".to_owned(), strings.into_bytes()));
    let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000);
    parts[1].1 = sheet_xml(&format!("<sheetData>{cells}</sheetData>")).into_bytes();
    ends(&packed(&parts));
    // Merged areas over merged areas.
    let rows = "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>".repeat(50_000);
    let merged = "<mergeCell ref=\"A1:A1048576\"/>".repeat(9_000);
    let xml = format!("<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>");
    ends(&with_sheet(sheet_xml(&xml)));
    // Cells far to the right, in rows that are as long as that.
    let far: String = (1..=20_000)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c><c r=\"A{row}\"><v>1</v></c></row>"
            )
        })
        .collect();
    ends(&with_sheet(sheet_xml(&format!("<sheetData>{far}</sheetData>"))));
    let hidden = "<col min=\"1\" max=\"16384\" hidden=\"1\"/>".repeat(100_000);
    ends(&with_sheet(sheet_xml(&format!("<cols>{hidden}</cols><sheetData/>"))));
    // A million formats, ten thousand sheets, references out of any sheet.
    let mut parts = super::made::parts(&whole(), "");
    let styles = parts.iter_mut().find(|(name, _)| name.ends_with("styles.xml")).unwrap();
    styles.1 =
        format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1 << 20)).into();
    ends(&packed(&parts));
    let sheets: Vec<Sheet> = (0..2_000).map(|at| Sheet::new(&format!("a{at}"), &["x"])).collect();
    ends(&book(&sheets));
    for place in ["XFE1", "A1048577", "A0", "", "A99999999999", "ZZZZZZZZZZZZ1"] {
        let cell = format!("<sheetData><row><c r=\"{place}\"><v>1</v></c></row></sheetData>");
        ends(&with_sheet(sheet_xml(&cell)));
    }
    for area in ["B2:A1", "A2:A1", "A1:A1:A1", ":", "A1:XFE1"] {
        let xml = format!("<dimension ref=\"{area}\"/><sheetData/>");
        ends(&with_sheet(sheet_xml(&xml)));
    }
}

#[test]
fn one_cell_in_the_last_corner_takes_no_room() {
    let xml = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}</row>\
         <row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>",
        "<c t=\"inlineStr\"><is><t>bolig</t></is></c>"
    );
    let book = Book::from_bytes(&with_sheet(sheet_xml(&xml))).unwrap();
    let told = read_case_from(&book).unwrap_err().to_string();
    assert!(told.contains("boliger!XFD1048576: found something under no heading"), "{told}");
}

#[test]
fn whatever_becomes_of_its_bytes_nothing_panics() {
    let parts = parts(&whole(), "<workbookPr date1904=\"1\"/>");
    let mut state = 88_172_645_463_325_252_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).unwrap()
    };
    for _ in 0..3_000 {
        let mut parts = parts.clone();
        for _ in 0..=below(3) {
            let at = below(parts.len());
            let content = &mut parts[at].1;
            let (from, length) = (below(content.len().max(1)), below(12));
            let to = (from + length).min(content.len());
            let other: Vec<u8> = match below(4) {
                0 => Vec::new(),
                1 => vec![b"<>/=\"'&;0A"[below(10)]],
                2 => b"99999999999".to_vec(),
                _ => content
                    .get(below(content.len().max(1))..)
                    .unwrap_or_default()
                    .iter()
                    .take(20)
                    .copied()
                    .collect(),
            };
            content.splice(from.min(to)..to, other);
        }
        let bytes = packed(&parts);
        if let Ok(book) = Book::from_bytes(&bytes) {
            let _ = read_case_from(&book);
        }
    }
}

#[test]
fn files_beside_an_open_workbook_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("april.xlsx");
    fs::write(&path, book(&whole())).unwrap();
    let warned = |path| read_case_from(&CaseFiles::open(path).unwrap()).unwrap().warnings;
    assert!(warned(&path).is_empty());
    for lock in ["~$april.xlsx", ".~lock.april.xlsx#"] {
        fs::write(dir.path().join(lock), "somebody").unwrap();
        let warnings = warned(&path);
        assert_eq!(warnings.len(), 1);
        let told = warnings[0].to_string();
        assert!(told.starts_with("workbook: another program has the workbook open"), "{told}");
        // The case is in the folder too, and the lock file is none of its files.
        assert_eq!(warned(dir.path()).len(), 1);
        let own = CaseFiles::open(&dir.path().join(lock)).map(drop).unwrap_err().to_string();
        assert!(own.starts_with("workbook: found "), "{own}");
        fs::remove_file(dir.path().join(lock)).unwrap();
    }
    let missing = CaseFiles::open(&dir.path().join("maj.xlsx")).map(drop).unwrap_err().to_string();
    assert!(
        missing.starts_with("workbook: found nothing") || missing.contains("not found"),
        "{missing}"
    );
}

#[test]
fn a_table_stands_once_in_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let only = |sheets: &[Sheet]| fs::write(dir.path().join("april.xlsx"), book(sheets)).unwrap();
    only(&whole());
    fs::write(dir.path().join("dwellings.csv"), HOMES.join("\n")).unwrap();
    let read = || read_case_from(&CaseFiles::open(dir.path()).unwrap());
    let told = read().unwrap_err().to_string();
    assert!(
        told.contains(
            "folder: found dwellings.csv and the sheet boliger; expected each table once"
        ),
        "{told}"
    );
    // What is in no sheet may be a file.
    only(&[whole()[0].clone(), whole()[2].clone(), whole()[3].clone()]);
    let reading = read().unwrap();
    assert_eq!(reading.case.dwellings().len(), 1);
    let names: Vec<_> = reading.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["ankomster", "dwellings.csv", "arbejdssteder", "stillinger"]);
    let faulty = month(&Sheet::new("ankomster", &PERSONS[..1]).row(vec![text("P-01")]));
    fs::write(dir.path().join("april.xlsx"), faulty).unwrap();
    fs::remove_file(dir.path().join("dwellings.csv")).unwrap();
    let told = read().unwrap_err().to_string();
    assert!(told.contains("ankomster!B2 (husstand)"), "{told}");
}
