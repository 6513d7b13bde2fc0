use super::month::Month;
use crate::explain::{Call, Turn};
use crate::files::book::{Cell, Table};
use crate::report::short;

const MOST: [usize; 14] = [0, 10, 10, 0, 0, 12, 6, 18, 18, 12, 0, 0, 40, 18];

/// Whom to call, a row for each step that they may turn out to have, where that was worked out.
pub(super) fn sheet(of: &Month) -> Option<Table> {
    let calls = (1..).zip(&of.extras.prices?.calls);
    let rows = calls
        .flat_map(|(number, call)| call.turns.iter().map(move |turn| row(of, number, call, turn)));
    Some(Table::new(of.teller.words.calls_sheet(), MOST, rows).frozen(2))
}

fn row(of: &Month, number: i64, call: &Call, turn: &Turn) -> [Cell; 14] {
    let teller = &of.teller;
    let home = turn.dwelling.as_ref().map(|id| short::dwelling(teller, id));
    let work = turn.opening.as_ref().map(|id| short::opening(teller, id));
    let step = turn.opening_step.as_ref().map(|step| teller.step(step));
    let asked = [call.household.as_str(), call.person.as_str()];
    let is_lost = turn.lost.iter().any(|price| price.exact() != Some(0));
    [
        Cell::Whole(number),
        Cell::Id(call.person.to_string()),
        Cell::Id(call.household.to_string()),
        of.household(&call.household).map_or(Cell::Empty, |who| Cell::Moment(who.arrival)),
        call.last_day.map_or(Cell::Empty, Cell::Day),
        Cell::text(teller.step(&turn.step)),
        of.yes_if(turn.is_assumed),
        Cell::text(home.unwrap_or_default()),
        Cell::text(work.unwrap_or_default()),
        Cell::text(step.unwrap_or_default()),
        turn.start.map_or(Cell::Empty, Cell::Moment),
        Cell::Whole(turn.others),
        Cell::text(short::each_move(teller, &asked, &turn.moves).join("; ")),
        Cell::text(if is_lost { short::price(teller, &turn.lost) } else { String::new() }),
    ]
}
