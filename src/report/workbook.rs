//! The month as a workbook: what planners work in, with real dates and numbers, and columns to write decisions in.
//!
//! Each file beside this makes the sheets of one noun as data; [`Table`] writes them. The workbook says what the page
//! says, in its words, and what stands on both is worked out once.

mod actions;
mod calls;
mod changes;
mod decisions;
mod dwellings;
mod figures;
mod households;
mod left_out;
mod month;
mod openings;
mod placements;
mod prices;

use std::io;

#[cfg(feature = "parallel")]
use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;

use self::month::Month;
use super::extras::Extras;
use super::figures::month;
use super::summary::Summary;
use crate::files::book::{self, Looks, Table, unwritten};
use crate::model::Case;
use crate::plan::Plan;

/// The workbook of a plan, with what is told beside it: the content of [`WORKBOOK_FILE`](super::WORKBOOK_FILE).
///
/// The first sheets are to work in: whoever writes *must* or *never* in a row decides on the next plan. A month that a
/// sheet has no room for is written without that sheet's table, and the sheet says so.
///
/// ```
/// use boligplacering::plan::Plan;
/// use boligplacering::problem::Problem;
/// use boligplacering::report::{Extras, Seconds, Summary, workbook};
/// use boligplacering::solve::{Options, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::check;
///
/// let case = Synthetic::new(3).case().unwrap();
/// let travel = travel_times(&case);
/// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
/// let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
/// let tally = check(&case, &travel, &plan, None).unwrap();
/// let summary = Summary::new(&plan, &tally, Seconds::default());
/// let bytes = workbook(&case, &plan, &summary, Extras::default()).unwrap();
/// assert!(bytes.starts_with(b"PK"));
/// ```
///
/// # Errors
/// None that is known: every plan can be written so.
pub fn workbook(
    case: &Case,
    plan: &Plan,
    summary: &Summary,
    extras: Extras,
) -> io::Result<Vec<u8>> {
    written(&Month::new(case, plan, summary, extras)).map_err(unwritten)
}

/// Whether nobody has saved the workbook of a plan since it was written.
pub fn is_as_written(workbook: &[u8]) -> bool {
    book::properties(workbook).is_some_and(|properties| properties.contains(book::MADE))
}

fn written(of: &Month) -> Result<Vec<u8>, XlsxError> {
    let words = of.teller.words;
    let (looks, name) = (Looks::new(), words.month(month(of.teller.case)));
    let sheet = |table: Table| table.sheet(&looks, &name, words.too_large());
    #[cfg(feature = "parallel")]
    let tables = TABLES.par_iter();
    #[cfg(not(feature = "parallel"))]
    let tables = TABLES.iter();
    let sheets: Vec<_> = tables.filter_map(|table| table(of).map(sheet)).collect();
    let mut workbook = book::workbook()?;
    for sheet in sheets {
        workbook.push_worksheet(sheet?);
    }
    workbook.save_to_buffer()
}

/// What stands on the sheets, in order; nothing where there is nothing to say.
const TABLES: [fn(&Month) -> Option<Table>; 12] = [
    |of| Some(placements::sheet(of)),
    |of| Some(households::sheet(of)),
    |of| Some(left_out::sheet(of)),
    calls::sheet,
    |of| Some(actions::sheet(of)),
    changes::sheet,
    prices::homes,
    prices::openings,
    |of| Some(dwellings::sheet(of)),
    |of| Some(openings::sheet(of)),
    |of| Some(figures::sheet(of)),
    decisions::sheet,
];
