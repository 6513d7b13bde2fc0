use jiff::civil::Date;

use crate::geo::{Location, Point, locate};
use crate::model::FaultKind::{BadPlace, Contradiction, OutOfRange, PersonalData};
use crate::model::{Address, Fault, Kroner, Table, Tags};
use crate::text::{holds_cpr, said};

/// The largest penalty and rent: with them no sum of costs can overflow 64 bits.
pub(super) const MAX_AMOUNT: i64 = 1_000_000;

pub(super) fn range(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &'static str),
    value: i64,
    (least, most): (i64, i64),
) {
    if !(least..=most).contains(&value) {
        let expected =
            said!("a whole number from {least} to {most}", "et helt tal fra {least} til {most}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(value));
    }
}

pub(super) fn amount(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &'static str),
    amount: Kroner,
) {
    if !(Kroner::new(0)..=Kroner::new(MAX_AMOUNT)).contains(&amount) {
        let expected = said!("kroner from 0 to {MAX_AMOUNT}", "kroner fra 0 til {MAX_AMOUNT}");
        faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(amount));
    }
}

pub(super) fn dates(
    faults: &mut Vec<Fault>,
    (table, row): (Table, usize),
    named: [(&'static str, Option<Date>); 2],
) {
    for (field, date) in named {
        if let Some(date) = date.filter(|date| !(1990..=2099).contains(&date.year())) {
            let expected = said!("a date from 1990 to 2099", "en dato fra 1990 til 2099");
            faults.push(Fault::new(table, OutOfRange, expected).at(row, field).quoting(date));
        }
    }
    if let [(first, Some(from)), (last, Some(to))] = named
        && to < from
    {
        faults.push(
            Fault::new(table, Contradiction, {
                let first_in_danish = in_danish(first);
                said!(
                    "a date not before that of {first}",
                    "en dato, der ikke ligger før {first_in_danish}"
                )
            })
            .at(row, last)
            .quoting(to),
        );
    }
}

pub(super) fn place(faults: &mut Vec<Fault>, (table, row): (Table, usize), point: Point) {
    let expected =
        said!("a place on land in or near Denmark", "et sted på land i eller nær Danmark");
    let fault = Fault::new(table, BadPlace, expected).at(row, "location");
    let mirrored = Point::new(point.northing, point.easting);
    match locate(point) {
        Location::Land => {}
        Location::Sea => {
            faults.push(fault.found(said!("a place in the sea", "et sted i havet")).advise(said!(
                "Check the coordinates for a wrong digit",
                "Se efter et forkert ciffer i koordinaterne"
            )))
        }
        Location::Elsewhere if locate(mirrored) != Location::Elsewhere => faults.push(
            fault
                .found(said!("coordinates that are swapped", "koordinater, der er byttet om"))
                .advise(said!(
                    "Swap easting and northing: easting has six digits here, northing seven",
                    "Byt om på øst og nord: øst har seks cifre her, nord syv"
                )),
        ),
        Location::Elsewhere => faults.push(
            fault.found(said!("a place outside Denmark", "et sted uden for Danmark")).advise(
                said!(
                    "Check the order of the coordinates and their system",
                    "Se efter, om koordinaterne står i rigtig rækkefølge og i det rigtige system"
                ),
            ),
        ),
    }
}

/// A fault where a text that will be shown holds a CPR number.
pub(super) fn text(
    faults: &mut Vec<Fault>,
    (table, row, field): (Table, usize, &'static str),
    text: &str,
) {
    if holds_cpr(text) {
        faults.push(
            Fault::new(table, PersonalData, said!("no CPR number", "intet CPR-nummer"))
                .at(row, field)
                .found(said!(
                    "what reads as a CPR number",
                    "noget, der kan læses som et CPR-nummer"
                ))
                .advise(said!(
                    "Take the number out; it is not shown here",
                    "Fjern nummeret; det vises ikke her"
                )),
        );
    }
}

pub(super) fn tags(faults: &mut Vec<Fault>, place: (Table, usize, &'static str), tags: &Tags) {
    if let Some(tag) = tags.iter().find(|tag| holds_cpr(tag.as_str())) {
        text(faults, place, tag.as_str());
    }
}

pub(super) fn address(faults: &mut Vec<Fault>, (table, row): (Table, usize), address: &Address) {
    text(faults, (table, row, "address"), &address.street);
    text(faults, (table, row, "postcode"), &address.postcode);
    text(faults, (table, row, "locality"), &address.locality);
}

/// What a field is called in a Danish file, where a message names it.
fn in_danish(field: &str) -> &str {
    match field {
        "available_from" => "ledig_fra",
        other => other,
    }
}
