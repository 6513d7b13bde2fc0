use super::month::Month;
use crate::changes::Changed;
use crate::explain::Move;
use crate::files::book::{Cell, Table};

const MOST: [usize; 8] = [12, 12, 10, 12, 12, 24, 24, 50];

/// Who has something else than in the earlier plan, where there is one.
pub(super) fn sheet(of: &Month) -> Option<Table> {
    let changes = of.extras.changes?;
    let words = of.teller.words;
    let none = changes.is_empty().then(|| words.no_changes().to_owned());
    let below = none.into_iter().chain([of.teller.fewest()]);
    let rows = changes.iter().map(|changed| row(of, changed));
    let table = Table::new(words.changes_sheet(), MOST, rows).frozen(2);
    Some(table.below(below.map(|line| (None, line))))
}

fn row(of: &Month, changed: &Changed) -> [Cell; 8] {
    let [household, person, _, from, to, from_address, to_address, why] =
        of.teller.row_of_change(changed);
    let is_home = matches!(changed.what, Move::Household { .. });
    let id = |id: String| Cell::id(Some(id).filter(|id| !id.is_empty()));
    [
        id(household),
        id(person),
        Cell::text(of.teller.words.home_or_work(is_home)),
        id(from),
        id(to),
        Cell::text(from_address),
        Cell::text(to_address),
        Cell::text(why),
    ]
}
