use super::month::Month;
use crate::files::book::{Cell, Table};
use crate::model::{Decision, Ruling};

const MOST: [usize; 6] = [16, 16, 16, 16, 0, 0];

/// What people wrote into an earlier plan's workbook, if they did: as a table of decisions of a case.
pub(super) fn sheet(of: &Month) -> Option<Table> {
    let decided = of.extras.decided;
    let rows = decided.iter().map(|decision| row(of, decision));
    let table = Table::new(of.teller.words.decisions_sheet(), MOST, rows);
    (!decided.is_empty()).then_some(table)
}

fn row(of: &Month, decision: &Decision) -> [Cell; 6] {
    let [must, never] = of.teller.words.rulings();
    let ruling = match decision.ruling() {
        Ruling::Must => must,
        Ruling::Never => never,
    };
    let [household, person, dwelling, opening] = match decision {
        Decision::Housing { household, dwelling, .. } => {
            [Cell::id(Some(household)), Cell::Empty, Cell::id(Some(dwelling)), Cell::Empty]
        }
        Decision::Work { person, opening, .. } => {
            [Cell::Empty, Cell::id(Some(person)), Cell::Empty, Cell::id(Some(opening))]
        }
    };
    [household, person, dwelling, opening, Cell::text(ruling), of.yes_if(decision.has_begun())]
}
