//! What a worksheet says beside its values, which the library that reads the values leaves out: what is hidden, what is
//! merged, and which formulas nobody has calculated.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::Package;
use super::unusable::Unusable;

/// The last row and column of a sheet, from 0.
const LAST: (u32, u32) = (1_048_575, 16_383);
/// More merged areas, hidden columns or relations than this are none of a month's.
const MOST_AREAS: usize = 10_000;
/// More sheets than this are none of a month's.
const MOST_SHEETS: usize = 1_000;

/// An area of a sheet: its rows and columns, from 0.
pub(in crate::input) type Area = (RangeInclusive<u32>, RangeInclusive<u32>);

/// What a worksheet says beside its values; rows and columns count from 0.
#[derive(Default)]
pub(in crate::input) struct Markup {
    pub(in crate::input) hidden_rows: BTreeSet<u32>,
    pub(in crate::input) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(in crate::input) merged: Vec<Area>,
    /// Cells with a formula and no value: the program that wrote them calculates nothing.
    pub(in crate::input) uncalculated: BTreeSet<(u32, u32)>,
    /// Cells with an error, and which.
    pub(super) errors: BTreeMap<(u32, u32), String>,
}

impl Markup {
    /// Reads a worksheet, and sees to it that its references lie in a sheet.
    pub(in crate::input) fn read(xml: &[u8]) -> Result<Self, Unusable> {
        let mut markup = Self::default();
        let mut reader = Reader::from_reader(xml);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        let mut at = (0, 0);
        let mut cell = Cell::default();
        let damaged = |_| Unusable::Damaged;
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "col" => markup.column(&element)?,
                    "row" => {
                        if let Some(row) = whole(&element, "r")? {
                            at = (row.checked_sub(1).ok_or(Unusable::Damaged)?, 0);
                        }
                        let hidden = is_true(&element, "hidden")? || is_zero(&element, "ht")?;
                        if hidden {
                            markup.hidden_rows.insert(at.0);
                        }
                    }
                    "c" => {
                        cell = Cell::default();
                        for attribute in element.attributes().with_checks(false) {
                            let attribute = attribute.map_err(|_| Unusable::Damaged)?;
                            match attribute.key.as_ref() {
                                "r" => at = place_of(&attribute.value).ok_or(Unusable::Damaged)?,
                                "t" => {
                                    cell.is_text = attribute.value == "str";
                                    cell.is_shared = attribute.value == "s";
                                    cell.is_error = attribute.value == "e";
                                }
                                _ => {}
                            }
                        }
                    }
                    "f" => cell.has_formula = true,
                    "v" => (cell.is_value, cell.has_place) = (true, true),
                    "mergeCell" => markup.merged.extend(area(&element, "ref")?),
                    "dimension" => {
                        area(&element, "ref")?;
                    }
                    _ => {}
                },
                Event::Text(text) if cell.is_value => {
                    // The number of a shared text; the library takes the first for one that is none.
                    if cell.is_shared && text.trim().parse::<u32>().is_err() {
                        return Err(Unusable::Damaged);
                    }
                    if cell.is_error {
                        markup.errors.insert(at, text.trim().to_owned());
                    }
                    cell.has_value = true;
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "v" => cell.is_value = false,
                    "c" => {
                        // A formula may well come to an empty text.
                        let is_known = cell.has_value || (cell.is_text && cell.has_place);
                        if cell.has_formula && !is_known {
                            markup.uncalculated.insert(at);
                        }
                        cell = Cell::default();
                        at.1 += 1;
                    }
                    "row" => at = (at.0 + 1, 0),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            let areas = markup.merged.len().max(markup.hidden_columns.len());
            if at.0 > LAST.0 + 1 || at.1 > LAST.1 + 1 || areas > MOST_AREAS {
                return Err(Unusable::Damaged);
            }
        }
        Ok(markup)
    }

    fn column(&mut self, element: &BytesStart<'_>) -> Result<(), Unusable> {
        let hidden = is_true(element, "hidden")? || is_zero(element, "width")?;
        if let (true, Some(first), Some(last)) =
            (hidden, whole(element, "min")?, whole(element, "max")?)
        {
            self.hidden_columns.push(first.saturating_sub(1)..=last.saturating_sub(1));
        }
        Ok(())
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    is_text: bool,
    is_shared: bool,
    is_error: bool,
    has_formula: bool,
    is_value: bool,
    has_place: bool,
    has_value: bool,
}

/// The worksheets of a workbook by their names, each with the name of its part.
pub(in crate::input) fn worksheets(
    package: &mut Package<'_>,
) -> Result<Vec<(String, String)>, Unusable> {
    let documents = relations(package, "_rels/.rels")?;
    let document = documents.into_iter().find(|(_, kind, _)| kind.ends_with("/officeDocument"));
    let (_, _, document) = document.ok_or(Unusable::Damaged)?;
    let document = document.trim_start_matches('/').to_owned();
    let (folder, name) = document.rsplit_once('/').unwrap_or(("", &document));
    let targets = relations(package, &format!("{folder}/_rels/{name}.rels"))?;
    let xml = package.part(&document)?.ok_or(Unusable::Damaged)?;
    let mut sheets = Vec::new();
    each(&xml, "sheet", |element| {
        let id = attribute_named(element, |key| key == "id" || key.ends_with(":id"))?;
        let target = targets.iter().find(|(other, ..)| Some(other) == id.as_ref());
        let (name, target) = attribute(element, "name")?
            .zip(target.map(|(_, _, target)| target))
            .ok_or(Unusable::Damaged)?;
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{folder}/{target}"),
        };
        sheets.push((name, part));
        if sheets.len() > MOST_SHEETS { Err(Unusable::TooMuch) } else { Ok(()) }
    })?;
    Ok(sheets)
}

/// The relations in a part: id, type and target of each.
fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<(String, String, String)>, Unusable> {
    let xml = package.part(part.trim_start_matches('/'))?.ok_or(Unusable::Damaged)?;
    let mut relations = Vec::new();
    each(&xml, "Relationship", |element| {
        let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(element, name));
        relations
            .extend(id?.zip(kind?).zip(target?).map(|((id, kind), target)| (id, kind, target)));
        if relations.len() > MOST_AREAS { Err(Unusable::TooMuch) } else { Ok(()) }
    })?;
    Ok(relations)
}

/// Calls `see` with each element of a name.
fn each(
    xml: &[u8],
    name: &str,
    mut see: impl FnMut(&BytesStart<'_>) -> Result<(), Unusable>,
) -> Result<(), Unusable> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Unusable::Damaged)? {
            Event::Start(element) if element.local_name().as_ref() == name => see(&element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unusable> {
    attribute_named(element, |key| key == name)
}

fn attribute_named(
    element: &BytesStart<'_>,
    is_meant: impl Fn(&str) -> bool,
) -> Result<Option<String>, Unusable> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Unusable::Damaged)?;
        if is_meant(attribute.key.as_ref()) {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return Ok(Some(value.map_err(|_| Unusable::Damaged)?.into_owned()));
        }
    }
    Ok(None)
}

fn whole(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Unusable> {
    let text = attribute(element, name)?;
    text.map(|text| text.parse().map_err(|_| Unusable::Damaged)).transpose()
}

fn is_true(element: &BytesStart<'_>, name: &str) -> Result<bool, Unusable> {
    Ok(attribute(element, name)?.is_some_and(|text| text == "1" || text == "true"))
}

fn is_zero(element: &BytesStart<'_>, name: &str) -> Result<bool, Unusable> {
    Ok(attribute(element, name)?.and_then(|text| text.parse::<f64>().ok()) == Some(0.0))
}

/// The area that an attribute names.
fn area(element: &BytesStart<'_>, name: &str) -> Result<Option<Area>, Unusable> {
    let Some(text) = attribute(element, name)? else { return Ok(None) };
    let (from, to) = text.split_once(':').unwrap_or((&text, &text));
    let corners = place_of(from).zip(place_of(to));
    let (from, to) = corners.ok_or(Unusable::Damaged)?;
    if from.0 > to.0 || from.1 > to.1 {
        return Err(Unusable::Damaged);
    }
    Ok(Some((from.0..=to.0, from.1..=to.1)))
}

/// The row and column, from 0, of a cell such as `C7`, if it lies in a sheet.
fn place_of(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(digits)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.chars().try_fold(0, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| column * 26 + u32::from(letter) - u32::from('A') + 1)
    })?;
    let place = (digits.parse::<u32>().ok()?.checked_sub(1)?, column - 1);
    (place.0 <= LAST.0 && place.1 <= LAST.1).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_places_in_a_sheet() {
        let found = ["A1", "C7", "xfd1048576", "AA10"].map(place_of);
        assert_eq!(found, [(0, 0), (6, 2), (1_048_575, 16_383), (9, 26)].map(Some));
        for bad in ["", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "Æ1", "A99999999999"] {
            assert_eq!(place_of(bad), None, "{bad}");
        }
    }
}
