use std::collections::HashMap;

use super::column::{Column, Kind, Spec, Words, optional, required};
use super::log::Log;
use super::row::Row;
use super::sheet::Sheet;
use super::value;
use crate::model::{
    Decision, FaultKind, Household, HouseholdId, OpeningId, PersonId, Ruling, Table,
};
use crate::text::{Said, said};

/// The columns.
pub(super) const COLUMNS: [Spec; 6] = [
    optional("household", "husstand")
        .like("H-01")
        .holds(Kind::IdOf(Table::Households))
        .means(
            "The household that the decision is about; or fill in person.",
            "Den husstand, beslutningen gælder; eller udfyld person.",
        ),
    optional("person", "person").holds(Kind::IdOf(Table::Persons)).means(
        "The person that the decision is about; or fill in household.",
        "Den person, beslutningen gælder; eller udfyld husstand.",
    ),
    optional("dwelling", "bolig")
        .like_in("D-01", "B-01")
        .holds(Kind::IdOf(Table::Dwellings))
        .means(
            "The dwelling that is decided on; or fill in opening.",
            "Den bolig, der er besluttet; eller udfyld stilling.",
        ),
    optional("opening", "stilling").holds(Kind::IdOf(Table::Openings)).means(
        "The opening that is decided on; or fill in dwelling.",
        "Den stilling, der er besluttet; eller udfyld bolig.",
    ),
    required("decision", "afgørelse|beslutning")
        .like_in("must", "skal")
        .holds(Kind::Word(Words::Rulings))
        .means(
            "Must: it is to be so. Never: it must not be so.",
            "Skal: sådan skal det være. Aldrig: sådan må det ikke blive.",
        ),
    optional("begun", "begyndt")
        .not("påbegyndt|startet|indflyttet|started|moved in")
        .holds(Kind::Word(Words::YesNo))
        .means(
            "Yes: they live or work there already, so rules on start and availability no longer apply. Empty: no.",
            "Ja: de bor eller arbejder der allerede, så regler om start og ledighed ikke længere gælder. Tom: nej.",
        ),
];

/// Decisions from `decisions.csv`: one a row, but for a household that gets no such opening,
/// which is one for each of its job seekers.
pub(super) fn read(mut sheet: Sheet<'_>, households: &[Household], log: &mut Log) -> Vec<Decision> {
    let [household, person, dwelling, opening, decision, begun] = sheet.columns(COLUMNS, log);
    if household.at.or(person.at).is_none() {
        sheet.lacks(
            &[household.name, person.name],
            said!(
                "a column household (husstand) or person",
                "en kolonne husstand (household) eller person"
            ),
            log,
        );
    }
    if dwelling.at.or(opening.at).is_none() {
        sheet.lacks(
            &[dwelling.name, opening.name],
            said!(
                "a column dwelling (bolig) or opening (stilling)",
                "en kolonne bolig (dwelling) eller stilling (opening)"
            ),
            log,
        );
    }
    let people = People::of(households);
    let arrivals_known = log.is_complete(Table::Persons);
    let mut decisions = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let ruling = row.required(decision, value::ruling);
        let has_begun = row.read(begun, value::yes_no).unwrap_or(false) && ruling.is_some();
        let who = one_of(
            &mut row,
            household,
            person,
            said!("a household or a person", "en husstand eller en person"),
        );
        let what = one_of(
            &mut row,
            dwelling,
            opening,
            said!("a dwelling or an opening", "en bolig eller en stilling"),
        );
        let household_id = row.optional_id::<HouseholdId>(household);
        let person_id = row.optional_id::<PersonId>(person);
        let dwelling_id = row.optional_id(dwelling);
        let opening_id = row.optional_id::<OpeningId>(opening);
        if !who || !what {
            continue;
        }
        let neutral = ruling.unwrap_or(Ruling::Never);
        let made = match (household_id, person_id, dwelling_id, opening_id) {
            (_, Some(id), Some(dwelling), _) => {
                let household = people.persons.get(&id).copied().cloned();
                if household.is_none() && arrivals_known {
                    unknown(&mut row, person);
                }
                Vec::from_iter(
                    household.map(|household| Decision::housing(household, dwelling, neutral)),
                )
            }
            (Some(household), None, Some(dwelling), _) => {
                vec![Decision::housing(household, dwelling, neutral)]
            }
            (_, Some(person), None, Some(opening)) => {
                vec![Decision::work(person, opening, neutral)]
            }
            (Some(id), None, None, Some(opening)) => match people.households.get(&id) {
                None => {
                    if arrivals_known {
                        unknown(&mut row, household);
                    }
                    Vec::new()
                }
                Some(found) => {
                    let seekers = found.seekers().count();
                    if ruling == Some(Ruling::Must) && seekers != 1 {
                        let expected = said!(
                            "a household with one job seeker",
                            "en husstand med én jobsøgende"
                        );
                        let advice = said!(
                            "Name the person in place of the household",
                            "Angiv personen i stedet for husstanden"
                        );
                        row.fault(household, FaultKind::Contradiction, expected, advice);
                    }
                    found
                        .seekers()
                        .map(|(person, _)| {
                            Decision::work(person.id.clone(), opening.clone(), neutral)
                        })
                        .collect()
                }
            },
            _ => Vec::new(),
        };
        for decision in made {
            row.note();
            decisions.push(if has_begun { decision.begun() } else { decision });
        }
    }
    decisions
}

/// Whether a row fills one of two cells and not both.
fn one_of(row: &mut Row<'_>, first: Column, second: Column, expected: Said) -> bool {
    let named = if first.at.is_some() { first } else { second };
    match (row.has(first), row.has(second)) {
        (false, false) => {
            if named.at.is_some() {
                row.missing(named, expected);
            }
            false
        }
        (true, true) => {
            let [english, danish] = expected.both();
            let expected = said!("{english}, not both", "{danish}, ikke begge");
            row.fault(
                second,
                FaultKind::Contradiction,
                expected,
                said!("Empty one of the two cells", "Tøm den ene af de to celler"),
            );
            false
        }
        _ => true,
    }
}

fn unknown(row: &mut Row<'_>, column: Column) {
    let name = column.name;
    let danish = if name == "household" { "husstand" } else { "person" };
    let expected = said!("the id of a known {name}", "id på en kendt {danish}");
    let advice = said!(
        "Correct the id or add what it names",
        "Ret id'et, eller tilføj det, som det står for"
    );
    row.fault(column, FaultKind::UnknownReference, expected, advice);
}

struct People<'a> {
    households: HashMap<&'a HouseholdId, &'a Household>,
    persons: HashMap<&'a PersonId, &'a HouseholdId>,
}

impl<'a> People<'a> {
    fn of(households: &'a [Household]) -> Self {
        Self {
            households: households.iter().map(|household| (&household.id, household)).collect(),
            persons: households
                .iter()
                .flat_map(|h| h.members.iter().map(move |person| (&person.id, &h.id)))
                .collect(),
        }
    }
}
