use super::month::{Month, address, ids, tags};
use crate::files::book::{Cell, Table};
use crate::model::{Dwelling, DwellingKind};
use crate::rules::Reason;

const MOST: [usize; 16] = [12, 20, 6, 14, 0, 0, 0, 0, 0, 0, 0, 0, 14, 22, 14, 16];

/// Every dwelling, and who lives there.
pub(super) fn sheet(of: &Month) -> Table {
    let rows = of.teller.case.dwellings().iter().map(|home| row(of, home));
    Table::new(of.teller.words.dwellings_sheet(), MOST, rows).frozen(1)
}

fn row(of: &Month, home: &Dwelling) -> [Cell; 16] {
    let words = of.teller.words;
    let [street, postcode, locality] = address(Some(&home.address));
    let metres = |metres: f64| Cell::Whole(metres.round() as i64);
    let kind = match home.kind {
        DwellingKind::Permanent => words.permanent(),
        DwellingKind::Temporary => words.temporary(),
    };
    let lived_in = match of.living_in(&home.id) {
        [] if home.restricted => Cell::text(words.rule(Reason::RestrictedArea)),
        [] => Cell::text(words.is_free()),
        there => ids(there),
    };
    [
        Cell::Id(home.id.to_string()),
        street,
        postcode,
        locality,
        metres(home.location.easting),
        metres(home.location.northing),
        Cell::Whole(home.beds),
        Cell::Whole(home.households),
        home.rooms.map_or(Cell::Empty, Cell::Number),
        home.rent.map_or(Cell::Empty, Cell::Money),
        home.available_from.map_or(Cell::Empty, Cell::Day),
        home.available_to.map_or(Cell::Empty, Cell::Day),
        Cell::text(kind),
        tags(&home.features),
        tags(&home.reserved_for),
        lived_in,
    ]
}
