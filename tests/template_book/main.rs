//! Workbooks that people fill in: the empty one, and those that a case folder becomes.

mod book;
mod cells;
#[path = "../support/dice.rs"]
mod dice;
mod hostile;
mod program;
mod round;
#[path = "../support/run.rs"]
mod run;
mod template;
#[path = "../support/texts.rs"]
mod texts;

use std::path::PathBuf;

use boligplacering::model::Table;

/// The tables that people fill in.
const TABLES: [Table; 8] = [
    Table::Persons,
    Table::Dwellings,
    Table::Sites,
    Table::Openings,
    Table::TravelTimes,
    Table::Suitability,
    Table::Preferences,
    Table::Decisions,
];

/// The months that are shipped.
fn months() -> Vec<PathBuf> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/hedensted");
    ["2016-04", "2016-05"].map(|month| data.join(month)).into()
}
