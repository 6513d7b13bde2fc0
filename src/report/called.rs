use std::io;

use super::explained::Teller;
use crate::explain::{Call, Turn};
use crate::files::csv_table;
use crate::model::Case;
use crate::plan::Plan;
use crate::text::Language;

const CALLS: [&str; 14] = [
    "number",
    "person",
    "household",
    "arrival",
    "last_day",
    "step",
    "assumed",
    "dwelling",
    "opening",
    "opening_step",
    "start",
    "others",
    "changes",
    "lost",
];

/// Whom to call as a table: a row for each step that somebody may turn out to have, most decisive first.
///
/// # Errors
/// None that is known: all calls can be written so.
pub fn calls_file(
    case: &Case,
    plan: &Plan,
    calls: &[Call],
    language: Language,
) -> io::Result<Vec<u8>> {
    let teller = Teller::new(case, plan, language);
    let numbered = (1..).zip(calls);
    let rows =
        numbered.flat_map(|(number, call)| call.turns.iter().map(move |turn| (number, call, turn)));
    csv_table(CALLS, rows.map(|(number, call, turn)| Ok(teller.row_of_call(number, call, turn))))
}

impl Teller<'_> {
    fn row_of_call(&self, number: usize, call: &Call, turn: &Turn) -> [String; 14] {
        let household = self.case.household_index(&call.household);
        let arrival = household.map(|at| self.case.households()[at].arrival);
        let moment = "%Y-%m-%d %H:%M";
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let moves: Vec<String> = turn.moves.iter().map(|one| self.moved(one)).collect();
        [
            number.to_string(),
            call.person.to_string(),
            call.household.to_string(),
            arrival.map_or(String::new(), |at| at.strftime(moment).to_string()),
            call.last_day.map_or(String::new(), |day| day.to_string()),
            turn.step.to_string(),
            if turn.is_assumed { "yes" } else { "no" }.to_owned(),
            id(turn.dwelling.as_ref().map(|id| id.as_str())),
            id(turn.opening.as_ref().map(|id| id.as_str())),
            id(turn.opening_step.as_ref().map(|id| id.as_str())),
            turn.start.map_or(String::new(), |at| at.strftime(moment).to_string()),
            turn.others.to_string(),
            moves.join("; "),
            self.price(&turn.lost).unwrap_or_default(),
        ]
    }
}
