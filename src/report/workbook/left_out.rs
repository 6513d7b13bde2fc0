use super::month::Month;
use crate::files::book::{Cell, Table};
use crate::plan::{Unplaced, Who};
use crate::report::short;

const MOST: [usize; 4] = [12, 12, 44, 70];
/// So many changes that would do are told of each.
const MOST_REMEDIES: usize = 4;

/// Who is left out and why, one row each.
pub(super) fn sheet(of: &Month) -> Table {
    let words = of.teller.words;
    let left = &of.teller.plan.unplaced;
    let nobody = left.is_empty().then(|| (None, words.nobody_left_out().to_owned()));
    let unpriced = (!left.is_empty() && of.extras.prices.is_none())
        .then(|| (None, words.no_prices().to_owned()));
    Table::new(words.left_out_sheet(), MOST, left.iter().map(|left| row(of, left)))
        .frozen(2)
        .below(nobody)
        .below(unpriced)
}

fn row(of: &Month, left: &Unplaced) -> [Cell; 4] {
    let person = match &left.who {
        Who::Household(_) => Cell::Empty,
        Who::Person(id) => Cell::Id(id.to_string()),
    };
    let found = of.extras.prices.into_iter().flat_map(|prices| &prices.left_out);
    let found = found.filter(|out| out.who == left.who).take(1);
    let remedies = found.flat_map(|out| short::remedies(&of.teller, out, MOST_REMEDIES));
    [
        Cell::id(of.teller.household_of(&left.who)),
        person,
        Cell::text(&left.text),
        Cell::lines(remedies),
    ]
}
