use super::column::{Kind, Spec, Words, required};
use super::log::Log;
use super::sheet::Sheet;
use super::value;
use crate::model::{Mode, Preference, Suitability, Table, TravelTimeEntry, Verdict};

const DWELLING: Spec = required("dwelling", "bolig")
    .like_in("D-01", "B-01")
    .holds(Kind::IdOf(Table::Dwellings))
    .means("The dwelling's id.", "Boligens id.");

const PENALTY: Spec = required("penalty", "straf").holds(Kind::Word(Words::Penalties)).means(
    "How badly the two fit, as the case worker sees it: 0 is no objection, more is worse; never rules it out.",
    "Hvor dårligt de to passer sammen efter sagsbehandlerens skøn: 0 er ingen indvending, mere er værre; aldrig udelukker det.",
);

/// The columns of known trips.
pub(super) const TRAVEL_TIMES: [Spec; 4] = [
    DWELLING,
    required("site", "arbejdssted")
        .like_in("S-01", "A-01")
        .holds(Kind::IdOf(Table::Sites))
        .means("The site's id.", "Arbejdsstedets id."),
    required("mode", "transport").like("bus").holds(Kind::Word(Words::Mode)).means(
        "The means of travel that the time is of; the row replaces the computed time.",
        "Det transportmiddel, tiden gælder; rækken erstatter den beregnede tid.",
    ),
    required("minutes", "minutter")
        .like("25")
        .holds(Kind::Number)
        .means("Minutes one way.", "Minutter hver vej."),
];

/// Known trips from `travel_times.csv`.
pub(super) fn travel_times(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<TravelTimeEntry> {
    let [dwelling, site, mode, minutes] = sheet.columns(TRAVEL_TIMES, log);
    let mut entries = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let (dwelling, site) = (row.id(dwelling), row.id(site));
        let mode = row.required(mode, value::mode).unwrap_or(Mode::Walk);
        let minutes = row.required(minutes, value::number).unwrap_or(0.0);
        let (Some(dwelling), Some(site)) = (dwelling, site) else { continue };
        row.note();
        entries.push(TravelTimeEntry { dwelling, site, mode, minutes });
    }
    entries
}

/// The columns of views of openings.
pub(super) const SUITABILITY: [Spec; 3] = [
    required("person", "person")
        .like("P-01")
        .holds(Kind::IdOf(Table::Persons))
        .means("The job seeker's id.", "Den jobsøgendes id."),
    required("opening", "stilling")
        .like_in("O-01", "J-01")
        .holds(Kind::IdOf(Table::Openings))
        .means("The opening's id.", "Stillingens id."),
    PENALTY.like("10"),
];

/// Views of case workers from `suitability.csv`.
pub(super) fn suitability(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Suitability> {
    let [person, opening, penalty] = sheet.columns(SUITABILITY, log);
    let mut entries = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let (person, opening) = (row.id(person), row.id(opening));
        let verdict = row.required(penalty, value::verdict).unwrap_or(Verdict::Penalty(0));
        let (Some(person), Some(opening)) = (person, opening) else { continue };
        row.note();
        entries.push(Suitability { person, opening, verdict });
    }
    entries
}

/// The columns of views of dwellings.
pub(super) const PREFERENCES: [Spec; 3] = [
    required("household", "husstand")
        .like("H-01")
        .holds(Kind::IdOf(Table::Households))
        .means("The household's id.", "Husstandens id."),
    DWELLING,
    PENALTY.like_in("never", "aldrig"),
];

/// Views of case workers from `preferences.csv`.
pub(super) fn preferences(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Preference> {
    let [household, dwelling, penalty] = sheet.columns(PREFERENCES, log);
    let mut entries = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let (household, dwelling) = (row.id(household), row.id(dwelling));
        let verdict = row.required(penalty, value::verdict).unwrap_or(Verdict::Penalty(0));
        let (Some(household), Some(dwelling)) = (household, dwelling) else { continue };
        row.note();
        entries.push(Preference { household, dwelling, verdict });
    }
    entries
}
