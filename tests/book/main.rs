//! A case in a workbook: what people see in it counts, and what cannot be read is told with its cell.

mod decided;
mod made;
mod traps;
mod unusable;

use boligplacering::input::{Book, Reading, read_case_from};
use boligplacering::text::Language;

fn read(bytes: &[u8]) -> Result<Reading, Vec<String>> {
    let told = |faults: boligplacering::model::Faults| {
        faults.as_slice().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let book = Book::from_bytes(bytes).map_err(told)?;
    read_case_from(&book).map_err(told)
}

/// The warnings of a workbook that is read, in Danish.
fn warnings(bytes: &[u8]) -> Vec<String> {
    let reading = read(bytes).unwrap_or_else(|faults| panic!("{faults:?}"));
    reading.warnings.iter().map(|warning| warning.in_language(Language::Danish)).collect()
}

/// The faults of a workbook, of which there are some.
fn faults(bytes: &[u8]) -> Vec<String> {
    read(bytes).expect_err("no fault")
}
