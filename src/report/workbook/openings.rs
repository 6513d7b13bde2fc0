use super::month::{Month, address, ids, tags};
use crate::files::book::{Cell, Table};
use crate::model::{Opening, Weekday};
use crate::words::Words;

const MOST: [usize; 17] = [12, 18, 18, 6, 14, 12, 0, 0, 0, 0, 0, 12, 0, 0, 16, 14, 16];

/// Every opening, and who works there.
pub(super) fn sheet(of: &Month) -> Table {
    let rows = of.teller.case.openings().iter().map(|opening| row(of, opening));
    Table::new(of.teller.words.openings_sheet(), MOST, rows).frozen(1)
}

fn row(of: &Month, opening: &Opening) -> [Cell; 17] {
    let site = of.site(&opening.site);
    let [street, postcode, locality] = address(site.map(|site| &site.address));
    let taken = of.working_in(&opening.id);
    let free = opening.positions.saturating_sub(i64::try_from(taken.len()).unwrap_or(i64::MAX));
    [
        Cell::Id(opening.id.to_string()),
        site.map_or(Cell::Empty, |site| Cell::text(&site.employer)),
        street,
        postcode,
        locality,
        Cell::text(of.teller.step(&opening.step)),
        Cell::Whole(opening.positions),
        Cell::count(taken.len()),
        Cell::Whole(free.max(0)),
        opening.start.map_or(Cell::Empty, Cell::Day),
        opening.closes.map_or(Cell::Empty, Cell::Day),
        Cell::text(days(of.teller.words, opening)),
        Cell::Time(opening.shift.from),
        Cell::Time(opening.shift.to),
        tags(&opening.skills),
        tags(&opening.languages),
        ids(taken),
    ]
}

/// The days of an opening; three and more in a row as the first and the last.
fn days(words: &dyn Words, opening: &Opening) -> String {
    let there: Vec<Weekday> = opening.days.iter().copied().collect();
    let in_a_row = there.chunk_by(|day, next| *next as usize == *day as usize + 1);
    let told = in_a_row.map(|days| {
        let names: Vec<&str> = days.iter().map(|day| words.short_weekday(*day)).collect();
        match names.as_slice() {
            [first, _, .., last] => format!("{first}-{last}"),
            few => few.join(", "),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}
