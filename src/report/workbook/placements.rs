use super::month::{Month, address};
use crate::files::book::{Cell, Table};
use crate::model::{Dwelling, Household};
use crate::plan::{HousedHousehold, Job, PlacedPerson};

const MOST: [usize; 23] =
    [8, 10, 10, 10, 14, 6, 11, 10, 10, 14, 14, 6, 11, 8, 0, 0, 0, 0, 0, 0, 8, 5, 22];

/// One row a person, in the order of the plan.
pub(super) fn sheet(of: &Month) -> Table {
    let words = of.teller.words;
    let households = of.teller.plan.households.iter();
    let rows =
        households.flat_map(|home| home.persons.iter().map(move |placed| row(of, home, placed)));
    Table::new(words.placements_sheet(), MOST, rows)
        .frozen(3)
        .asked(0, words.rulings(), words.rulings_told(true))
        .aside(words.rulings_in_short(true))
}

fn row(of: &Month, home: &HousedHousehold, placed: &PlacedPerson) -> [Cell; 23] {
    let words = of.teller.words;
    let household = of.household(&home.household);
    let dwelling = home.dwelling.as_ref().and_then(|id| of.dwelling(id));
    let job = placed.job.as_ref();
    let site = job.and_then(|job| of.site(&job.site));
    let of_job = |cell: &dyn Fn(&Job) -> Cell| job.map_or(Cell::Empty, cell);
    let [street, postcode, locality] = address(dwelling.map(|home: &Dwelling| &home.address));
    let [work_street, work_postcode, work_locality] = address(site.map(|site| &site.address));
    let is_seeker =
        |household: &&Household| household.seekers().any(|(person, _)| person.id == placed.person);
    let deadline = &of.teller.case.policy().deadline;
    let last_start = household.filter(is_seeker).map(|household| {
        let limit = deadline.work_limit_hours.saturating_add(household.leeway.limit_hours);
        Cell::Moment(deadline.clock.hours_after(household.arrival, limit))
    });
    // Why somebody has nothing is said where they are looked for.
    let why = || of.why_unhoused(&home.household).or_else(|| of.why_unplaced(&placed.person));
    let note = Some(&*placed.note).filter(|note| !note.is_empty()).or_else(why);
    [
        Cell::Input,
        Cell::Id(home.household.to_string()),
        Cell::Id(placed.person.to_string()),
        Cell::id(home.dwelling.as_ref()),
        street,
        postcode,
        locality,
        of_job(&|job| Cell::Id(job.opening.to_string())),
        of_job(&|job| Cell::text(of.teller.step(&job.step))),
        site.map_or(Cell::Empty, |site| Cell::text(&site.employer)),
        work_street,
        work_postcode,
        work_locality,
        of_job(&|job| Cell::text(words.mode(job.mode))),
        of_job(&|job| Cell::Whole(job.commute_minutes)),
        of_job(&|job| Cell::Moment(job.start)),
        last_start.unwrap_or(Cell::Empty),
        of_job(&|job| Cell::Whole(job.hours_after_reception)),
        household.map_or(Cell::Empty, |household| Cell::Moment(household.arrival)),
        dwelling.and_then(|home| home.rent).map_or(Cell::Empty, Cell::Money),
        of.shared_with(&home.household, home.dwelling.as_ref()),
        of_job(&|job| of.yes_if(job.provisional)),
        Cell::text(note.unwrap_or_default()),
    ]
}
