use super::log::Log;
use super::sheet::{Sheet, required};
use super::value;
use crate::model::{Mode, Preference, Suitability, TravelTimeEntry, Verdict};

/// Known trips from `travel_times.csv`.
pub(super) fn travel_times(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<TravelTimeEntry> {
    let [dwelling, site, mode, minutes] = sheet.columns(
        [
            required("dwelling", "bolig"),
            required("site", "arbejdssted"),
            required("mode", "transport"),
            required("minutes", "minutter"),
        ],
        log,
    );
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

/// Views of case workers from `suitability.csv`.
pub(super) fn suitability(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Suitability> {
    let [person, opening, penalty] = sheet.columns(
        [
            required("person", "person"),
            required("opening", "stilling"),
            required("penalty", "straf"),
        ],
        log,
    );
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

/// Views of case workers from `preferences.csv`.
pub(super) fn preferences(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Preference> {
    let [household, dwelling, penalty] = sheet.columns(
        [
            required("household", "husstand"),
            required("dwelling", "bolig"),
            required("penalty", "straf"),
        ],
        log,
    );
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
