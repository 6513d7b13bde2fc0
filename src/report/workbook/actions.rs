use super::month::{Month, ids};
use crate::actions::{Action, Task, actions};
use crate::files::book::{Cell, Table};

const MOST: [usize; 7] = [0, 22, 22, 84, 18, 18, 0];
/// What stands in the column of what is done.
const DONE: &str = "x";

/// The action plan, to tick off.
pub(super) fn sheet(of: &Month) -> Table {
    let calls = of.extras.prices.map(|prices| prices.calls.as_slice());
    let actions = actions(of.teller.case, of.teller.plan, calls);
    let rows = actions.iter().map(|action| row(of, action));
    Table::new(of.teller.words.actions_sheet(), MOST, rows).asked(6, [DONE], "")
}

fn row(of: &Month, action: &Action) -> [Cell; 7] {
    let words = of.teller.words;
    let [talk, lease, find_home, find_work, keys, agreement, first_day, receive, enrol] =
        words.tasks();
    let task = match action.task {
        Task::Talk { .. } => talk,
        Task::Lease { .. } => lease,
        Task::FindHome { .. } => find_home,
        Task::FindWork { .. } => find_work,
        Task::Keys { .. } => keys,
        Task::Agreement { .. } => agreement,
        Task::FirstDay { .. } => first_day,
        Task::Receive { .. } => receive,
        Task::Enrol { .. } => enrol,
    };
    [
        Cell::Day(action.due),
        Cell::text(words.role(action.role)),
        Cell::text(task),
        Cell::text(of.teller.action(action)),
        ids(&action.households),
        ids(&action.persons),
        Cell::Input,
    ]
}
