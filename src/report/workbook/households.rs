use super::month::{Month, address, tags};
use crate::files::book::{Cell, Table};
use crate::model::{DwellingKind, Household};
use crate::plan::HousedHousehold;
use crate::rules::Rules;
use crate::time::Clock;

const MOST: [usize; 19] = [8, 12, 0, 0, 12, 18, 6, 14, 0, 0, 0, 0, 0, 10, 14, 12, 0, 0, 34];

/// One row a household, in the order of the plan.
pub(super) fn sheet(of: &Month) -> Table {
    let words = of.teller.words;
    let rules = Rules::new(of.teller.case);
    let rows = of.teller.plan.households.iter().map(|home| row(of, &rules, home));
    Table::new(words.households_sheet(), MOST, rows)
        .frozen(2)
        .asked(0, words.rulings(), words.rulings_told(false))
        .aside(words.rulings_in_short(false))
}

fn row(of: &Month, rules: &Rules, home: &HousedHousehold) -> [Cell; 19] {
    let household = of.household(&home.household);
    let dwelling = home.dwelling.as_ref().and_then(|id| of.dwelling(id));
    let of_household = |cell: &dyn Fn(&Household) -> Cell| household.map_or(Cell::Empty, cell);
    let [street, postcode, locality] = address(dwelling.map(|dwelling| &dwelling.address));
    let roof = of.teller.case.policy().deadline.roof_hours;
    let placed = home.persons.iter().filter(|placed| placed.job.is_some()).count();
    [
        Cell::Input,
        Cell::Id(home.household.to_string()),
        Cell::count(home.persons.len()),
        of_household(&|household| Cell::Moment(household.arrival)),
        Cell::id(home.dwelling.as_ref()),
        street,
        postcode,
        locality,
        dwelling.and_then(|home| home.rooms).map_or(Cell::Empty, Cell::Number),
        dwelling.map_or(Cell::Empty, |home| Cell::Whole(home.beds)),
        dwelling.and_then(|home| home.rent).map_or(Cell::Empty, Cell::Money),
        household.and_then(|household| household.max_rent).map_or(Cell::Empty, Cell::Money),
        of_household(&|household| {
            let hours = roof.saturating_add(household.leeway.roof_hours);
            Cell::Moment(Clock::Calendar.hours_after(household.arrival, hours))
        }),
        of.shared_with(&home.household, home.dwelling.as_ref()),
        of_household(&|household| tags(&household.needs)),
        of_household(&|household| tags(&household.group)),
        of_household(&|household| Cell::count(household.seekers().count())),
        Cell::count(placed),
        Cell::text(note(of, rules, home)),
    ]
}

/// Why the household has no home, or what to know of the one that it has.
fn note(of: &Month, rules: &Rules, home: &HousedHousehold) -> String {
    let words = of.teller.words;
    let Some(id) = &home.dwelling else {
        return of.why_unhoused(&home.household).unwrap_or_default().to_owned();
    };
    let case = of.teller.case;
    let (h, at) = (case.household_index(&home.household), case.dwelling_index(id));
    let begun = h.and_then(|h| rules.begun_dwelling(h));
    let decided = h.and_then(|h| rules.decided_dwelling(h));
    let is_temporary =
        of.dwelling(id).is_some_and(|dwelling| dwelling.kind == DwellingKind::Temporary);
    let notes = [
        (at.is_some() && begun == at).then(|| words.lives_there()),
        (at.is_some() && begun.is_none() && decided == at).then(|| words.dwelling_decided()),
        is_temporary.then(|| words.temporary()),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
