mod appended;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use appended::appended;

use super::log::Log;
use super::sheet::Sheet;
use super::{Reading, Source, bytes, decisions, decoded, names};
use crate::files::{Claim, Holder, PLAN_FILES};
use crate::model::{Case, Decision, Fault, FaultKind, Faults, HouseholdId, Ruling, Table};
use crate::plan::Plan;
use crate::rules::broken_decisions;
use crate::text::{Language, Said, said, said_of_id};

/// A table of decisions with what a plan says as `must`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Locked {
    /// The whole table. What stood there stands there as before, as far as it has the columns that are needed.
    pub table: Vec<u8>,
    /// The decisions of the rows behind it.
    pub new: Vec<Decision>,
    /// What the table had decided so already.
    pub known: Vec<Decision>,
}

impl Locked {
    /// Writes the table as a file, or leaves what stood there.
    ///
    /// # Errors
    /// Where the file system does not let it.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        Claim::new(path, &Holder::default())?.write(&self.table)
    }
}

/// Puts what `plan` says of these households and their people, or of all if there are none, into the table of decisions
/// of the case that was read from `source`: a row with `must` for each dwelling and each opening.
///
/// The table keeps its encoding, delimiter, language and order of columns, all its rows and comments; what it says
/// already is not said again. Planned anew, everybody has what they have in `plan`.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use boligplacering::input::{lock, read_case_from};
/// use boligplacering::model::Table;
/// use boligplacering::{Options, place};
///
/// let mut tables = BTreeMap::from([
///     (Table::Persons, b"person;household;arrival\nP1;H1;25-03-2016".to_vec()),
///     (Table::Dwellings, b"dwelling;lat;lon;beds\nD1;55,7705;9,6994;2".to_vec()),
///     (Table::Sites, b"site;lat;lon".to_vec()),
///     (Table::Openings, b"opening;site;step".to_vec()),
///     (Table::Decisions, "husstand;bolig;afgørelse\n#H1;D1;aldrig".into()),
/// ]);
/// let reading = read_case_from(&tables).unwrap();
/// let plan = place(&reading.case, &Options::default()).unwrap().plan;
/// let locked = lock(&tables, &reading, &plan, &[]).unwrap();
/// assert_eq!(locked.table, "husstand;bolig;afgørelse\n#H1;D1;aldrig\nH1;D1;skal\n".as_bytes());
///
/// tables.insert(Table::Decisions, locked.table.clone());
/// let reading = read_case_from(&tables).unwrap();
/// assert_eq!(lock(&tables, &reading, &plan, &[]).unwrap().table, locked.table);
/// ```
///
/// # Errors
/// If the plan speaks of somebody or something that the case has not, or breaks its rules, and if the table has decided
/// otherwise: with every such row.
pub fn lock(
    source: &impl Source,
    reading: &Reading,
    plan: &Plan,
    households: &[HouseholdId],
) -> Result<Locked, Faults> {
    let case = &reading.case;
    let wanted = wanted(case, plan, households)?;
    let mut log = Log::default();
    names::check(source, &mut log);
    let table = bytes(source, Table::Decisions, false, &mut log);
    let text = table.as_ref().and_then(|table| decoded(table, Table::Decisions, &mut log));
    let sheet = text.as_ref().and_then(|text| Sheet::open(Table::Decisions, text, &mut log));
    let there =
        sheet.map_or(Vec::new(), |sheet| decisions::read(sheet, case.households(), &mut log));
    log.add(contradictions(&there, &wanted));
    if !log.faults.is_empty() {
        return Err(log.end().err().unwrap_or_else(|| unwritable().into()));
    }
    let is_there = |one: &Decision| there.iter().any(|other| pair(other) == pair(one));
    let (known, new): (Vec<Decision>, Vec<Decision>) = wanted.into_iter().partition(is_there);
    kept_together(reading, &new)?;
    let locked = appended(table.as_deref(), &new).ok_or_else(unwritable)?;
    // Nothing is handed out that reads as something else.
    let mut log = Log::default();
    let again = decoded(&locked, Table::Decisions, &mut log);
    let sheet = again.as_ref().and_then(|text| Sheet::open(Table::Decisions, text, &mut log));
    let again =
        sheet.map_or(Vec::new(), |sheet| decisions::read(sheet, case.households(), &mut log));
    if log.faults.is_empty() && again.iter().eq(there.iter().chain(&new)) {
        Ok(Locked { table: locked, new, known })
    } else {
        Err(unwritable().into())
    }
}

/// What a plan decides, household by household.
fn wanted(case: &Case, plan: &Plan, only: &[HouseholdId]) -> Result<Vec<Decision>, Faults> {
    let mut wanted = Vec::new();
    let mut faults = Vec::new();
    for household in only.iter().filter(|id| plan.household(id).is_none()) {
        let expected = said!("a household of the plan", "en husstand i planen");
        let fault = of_plan(FaultKind::UnknownReference, expected).quoting_id(household);
        faults
            .push(fault.advise(said!("Name one that is in the plan", "Angiv en, der er i planen")));
    }
    let mut unknown = |[what, in_danish]: [&str; 2], id: &str| {
        let expected = said!(
            "a plan of this case, in which every {what} is known",
            "en plan for denne sagsmappe, hvori {in_danish} er kendt"
        );
        let fault = of_plan(FaultKind::UnknownReference, expected).quoting_id(id);
        faults.push(fault.advise(said!(
            "Take the plan that was made for this folder",
            "Tag den plan, der er lavet for denne mappe"
        )));
    };
    for placed in &plan.households {
        let is_wanted = only.is_empty() || only.contains(&placed.household);
        let of_case = case.household_index(&placed.household);
        if of_case.is_none() {
            unknown(["household", "hver husstand"], placed.household.as_str());
        }
        match &placed.dwelling {
            Some(dwelling) if is_wanted && case.dwelling_index(dwelling).is_none() => {
                unknown(["dwelling", "hver bolig"], dwelling.as_str());
            }
            Some(dwelling) if is_wanted => {
                let household = placed.household.clone();
                wanted.push(Decision::housing(household, dwelling.clone(), Ruling::Must));
            }
            _ => {}
        }
        for person in &placed.persons {
            let place = case.person_index(&person.person);
            if place.is_none() || place.map(|(h, _)| h) != of_case {
                unknown(["person", "hver person"], person.person.as_str());
            }
            match &person.job {
                Some(job) if is_wanted && case.opening_index(&job.opening).is_none() => {
                    unknown(["opening", "hver stilling"], job.opening.as_str());
                }
                Some(job) if is_wanted => {
                    let (person, opening) = (person.person.clone(), job.opening.clone());
                    wanted.push(Decision::work(person, opening, Ruling::Must));
                }
                _ => {}
            }
        }
    }
    Faults::check(faults)?;
    Ok(wanted)
}

/// The decisions of a table that say otherwise.
fn contradictions(there: &[Decision], wanted: &[Decision]) -> Vec<Fault> {
    let wanted: BTreeMap<(bool, &str), &str> = wanted.iter().map(pair).collect();
    let contradicts = |(row, decision): (usize, &Decision)| {
        let (who, what) = pair(decision);
        let planned = *wanted.get(&who)?;
        let is_other = (decision.ruling() == Ruling::Must) != (planned == what);
        is_other.then(|| {
            let planned = said_of_id(planned);
            let [has, har] = planned.both();
            let expected = said!(
                "nothing against the plan, which has {has}",
                "intet imod planen, som har {har}"
            );
            Fault::new(Table::Decisions, FaultKind::Contradiction, expected)
                .at(row, "decision")
                .found(told(decision))
                .advise(said!(
                    "Take the decision back, or lock other households",
                    "Tag beslutningen tilbage, eller lås andre husstande"
                ))
        })
    };
    there.iter().enumerate().filter_map(contradicts).collect()
}

/// Whom a decision is about, a household or not, and what.
fn pair(decision: &Decision) -> ((bool, &str), &str) {
    match decision {
        Decision::Housing { household, dwelling, .. } => {
            ((true, household.as_str()), dwelling.as_str())
        }
        Decision::Work { person, opening, .. } => ((false, person.as_str()), opening.as_str()),
    }
}

/// A decision with its ids as far as a message may show them.
fn told(decision: &Decision) -> Said {
    let ((is_household, who), what) = pair(decision);
    let (who, what) = (said_of_id(who), said_of_id(what));
    let told = |language: Language, kinds: [&str; 2], ruled: &str| {
        let (who, what) = (who.in_language(language), what.in_language(language));
        format!("{} {who} {ruled} {} {what}", kinds[0], kinds[1])
    };
    let [english, danish] = if is_household {
        [["household", "dwelling"], ["husstand", "bolig"]]
    } else {
        [["person", "opening"], ["person", "stilling"]]
    };
    let ruling = decision.ruling();
    Said::new(
        told(Language::English, english, &ruling.to_string()),
        told(Language::Danish, danish, ruling.in_danish()),
    )
}

/// Refuses decisions that break a rule, by themselves or with those that are there.
fn kept_together(reading: &Reading, new: &[Decision]) -> Result<(), Faults> {
    let mut parts = reading.case.clone().into_parts();
    parts.decisions.extend_from_slice(new);
    let faults = match Case::new(parts) {
        Ok(case) => broken_decisions(&case, &reading.travel),
        Err(faults) => faults.into_vec(),
    };
    let before = reading.case.decisions().len();
    let placed = |fault: Fault| match fault.row.and_then(|row| new.get(row.checked_sub(before)?)) {
        None => fault,
        Some(decision) => {
            let found = fault
                .found
                .unwrap_or(said!("a decision that cannot be", "en beslutning, der ikke kan gælde"));
            let told = told(decision);
            let ([who, hvem], [found, fundet]) = (told.both(), found.both());
            let expected = said!(
                "a plan that keeps the rules of this case",
                "en plan, der overholder reglerne for denne sagsmappe"
            );
            of_plan(FaultKind::BrokenRule, expected)
                .found(said!("{who}: {found}", "{hvem}: {fundet}"))
                .advise(said!(
                    "Plan anew, or lock other households",
                    "Lav planen igen, eller lås andre husstande"
                ))
        }
    };
    Faults::check(faults.into_iter().map(placed).collect())
}

/// A fault of the plan.
fn of_plan(kind: FaultKind, expected: Said) -> Fault {
    let mut fault = Fault::new(Table::Previous, kind, expected);
    fault.file = Some(PLAN_FILES[2].to_owned());
    fault
}

fn unwritable() -> Fault {
    let expected = said!(
        "a table of decisions that rows can be put behind",
        "en tabel med beslutninger, som rækker kan føjes til"
    );
    Fault::new(Table::Decisions, FaultKind::Malformed, expected)
        .advise(said!("Save the table anew, as CSV in UTF-8", "Gem tabellen igen, som CSV i UTF-8"))
}
