use std::collections::BTreeMap;
use std::io;

use crate::files::csv_table;
use crate::model::{Case, DwellingId, HouseholdId, Kroner, PersonId};
use crate::plan::{Job, Plan, Who};
use crate::text::tidy;

const PLACEMENTS: [&str; 19] = [
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
    "address",
    "postcode",
    "locality",
    "employer",
    "arrival",
    "rent",
    "shared_with",
];
const UNPLACED: [&str; 5] = ["household", "person", "reason_code", "reason", "in_the_way"];
const MOMENT: &str = "%Y-%m-%d %H:%M";

/// One row a person, sorted by household and person.
pub(super) fn placements(case: &Case, plan: &Plan) -> io::Result<Vec<u8>> {
    let mut lives_in: BTreeMap<&DwellingId, Vec<&str>> = BTreeMap::new();
    for home in &plan.households {
        if let Some(dwelling) = &home.dwelling {
            lives_in.entry(dwelling).or_default().push(home.household.as_str());
        }
    }
    let rows = plan.households.iter().flat_map(|home| {
        let id = home.dwelling.as_ref();
        let dwelling = id.and_then(|id| case.dwellings().get(case.dwelling_index(id)?));
        let [street, postcode, locality] = dwelling.map_or([""; 3], |dwelling| {
            let address = &dwelling.address;
            [&address.street, &address.postcode, &address.locality].map(String::as_str)
        });
        let rent = dwelling.and_then(|dwelling| dwelling.rent).map_or(String::new(), danish);
        let household = case.household_index(&home.household);
        let household = household.and_then(|at| case.households().get(at));
        let arrival = household.map_or(String::new(), |h| h.arrival.strftime(MOMENT).to_string());
        let others = id.and_then(|id| lives_in.get(id)).into_iter().flatten();
        let others: Vec<&str> =
            others.copied().filter(|other| *other != home.household.as_str()).collect();
        let others = others.join("|");
        home.persons.iter().map(move |placed| {
            let job = placed.job.as_ref();
            let of_job = |cell: fn(&Job) -> String| job.map_or(String::new(), cell);
            let site = job.and_then(|job| case.sites().get(case.site_index(&job.site)?));
            [
                placed.person.to_string(),
                home.household.to_string(),
                id.map_or(String::new(), DwellingId::to_string),
                of_job(|job| job.opening.to_string()),
                of_job(|job| job.site.to_string()),
                of_job(|job| job.step.to_string()),
                of_job(|job| job.mode.name().to_owned()),
                of_job(|job| job.commute_minutes.to_string()),
                of_job(|job| job.start.strftime(MOMENT).to_string()),
                of_job(|job| job.hours_after_reception.to_string()),
                of_job(|job| if job.provisional { "yes" } else { "no" }.to_owned()),
                placed.note.clone(),
                tidy(street).into_owned(),
                tidy(postcode).into_owned(),
                tidy(locality).into_owned(),
                site.map_or(String::new(), |site| tidy(&site.employer).into_owned()),
                arrival.clone(),
                rent.clone(),
                others.clone(),
            ]
        })
    });
    csv_table(PLACEMENTS, rows.map(Ok))
}

/// An amount with a decimal comma, as Danish spreadsheets read it.
fn danish(amount: Kroner) -> String {
    amount.to_string().replace('.', ",")
}

/// One row for each household and person left out, in the order of the plan.
pub(super) fn unplaced(plan: &Plan) -> io::Result<Vec<u8>> {
    let household_of: BTreeMap<&PersonId, &HouseholdId> = (plan.households.iter())
        .flat_map(|home| home.persons.iter().map(|placed| (&placed.person, &home.household)))
        .collect();
    csv_table(
        UNPLACED,
        plan.unplaced.iter().map(|left| {
            let (household, person) = match &left.who {
                Who::Household(id) => (id.as_str(), ""),
                Who::Person(id) => (household_of.get(id).map_or("", |id| id.as_str()), id.as_str()),
            };
            let in_the_way = left.in_the_way.join("|");
            Ok([household, person, left.reason.code(), &left.text, &in_the_way].map(str::to_owned))
        }),
    )
}
