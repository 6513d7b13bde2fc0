use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use crate::model::{HouseholdId, PersonId};
use crate::plan::{Plan, Who};

const PLACEMENTS: [&str; 12] = [
    "person",
    "household",
    "dwelling",
    "opening",
    "site",
    "step",
    "mode",
    "commute_minutes",
    "start",
    "hours_after_reception",
    "provisional",
    "note",
];
const UNPLACED: [&str; 4] = ["household", "person", "reason_code", "reason"];

/// One row a person, sorted by household and person.
pub(super) fn placements(plan: &Plan) -> io::Result<Vec<u8>> {
    table(
        PLACEMENTS,
        plan.households.iter().flat_map(|home| {
            let dwelling = home.dwelling.as_ref().map_or("", |id| id.as_str());
            home.persons.iter().map(move |placed| {
                let job = placed.job.as_ref();
                let of_job =
                    |cell: fn(&crate::plan::Job) -> String| job.map_or(String::new(), cell);
                [
                    placed.person.to_string(),
                    home.household.to_string(),
                    dwelling.to_owned(),
                    of_job(|job| job.opening.to_string()),
                    of_job(|job| job.site.to_string()),
                    of_job(|job| job.step.to_string()),
                    of_job(|job| job.mode.name().to_owned()),
                    of_job(|job| job.commute_minutes.to_string()),
                    of_job(|job| job.start.strftime("%Y-%m-%d %H:%M").to_string()),
                    of_job(|job| job.hours_after_reception.to_string()),
                    of_job(|job| if job.provisional { "yes" } else { "no" }.to_owned()),
                    placed.note.clone(),
                ]
            })
        }),
    )
}

/// One row for each household and person left out, in the order of the plan.
pub(super) fn unplaced(plan: &Plan) -> io::Result<Vec<u8>> {
    let household_of: BTreeMap<&PersonId, &HouseholdId> = (plan.households.iter())
        .flat_map(|home| home.persons.iter().map(|placed| (&placed.person, &home.household)))
        .collect();
    table(
        UNPLACED,
        plan.unplaced.iter().map(|left| {
            let (household, person) = match &left.who {
                Who::Household(id) => (id.as_str(), ""),
                Who::Person(id) => (household_of.get(id).map_or("", |id| id.as_str()), id.as_str()),
            };
            [household, person, left.reason.code(), &left.text].map(str::to_owned)
        }),
    )
}

fn table<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The cell, written so that a spreadsheet does not take it for a formula.
fn inert(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        for cell in ["", "H-1", "a=b", "'x"] {
            assert_eq!(inert(cell), cell);
        }
    }

    #[test]
    fn cells_with_a_delimiter_are_quoted() {
        let rows = [["=a;b".to_owned(), "c".to_owned()]].into_iter();
        assert_eq!(table(["x", "y"], rows).unwrap(), b"x;y\n\"'=a;b\";c\n");
    }
}
