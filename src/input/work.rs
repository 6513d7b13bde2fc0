use super::log::Log;
use super::row::PlaceColumns;
use super::sheet::{Sheet, optional, required};
use super::{HEDENSTED, value};
use crate::model::{Opening, Shift, Site, Weekday};

/// Sites from `sites.csv`.
pub(super) fn sites(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Site> {
    let [id, employer, lat, lon, easting, northing, street, postcode, locality] = sheet.columns(
        [
            required("site", "arbejdssted"),
            optional("employer", "arbejdsgiver"),
            optional("lat", "bredde"),
            optional("lon", "længde"),
            optional("easting", "øst"),
            optional("northing", "nord"),
            optional("address", "adresse"),
            optional("postcode", "postnr"),
            optional("locality", "by"),
        ],
        log,
    );
    let place = PlaceColumns::new([lat, lon], [easting, northing], &sheet, log);
    let mut sites = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let id = row.id(id);
        let employer = row.text(employer);
        let location = row.place(&place).unwrap_or(HEDENSTED);
        let address = row.address([street, postcode, locality]);
        let Some(id) = id else { continue };
        row.note();
        sites.push(Site { id, employer, location, address });
    }
    sites
}

/// Openings from `openings.csv`.
pub(super) fn openings(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Opening> {
    let [id, site, step, positions, start, closes, days, from, to, skills, languages] = sheet
        .columns(
            [
                required("opening", "stilling"),
                required("site", "arbejdssted"),
                required("step", "trin"),
                optional("positions", "pladser"),
                optional("start", "start"),
                optional("closes", "lukker"),
                optional("days", "dage"),
                optional("shift_from", "vagt_fra"),
                optional("shift_to", "vagt_til"),
                optional("skills", "kompetencer"),
                optional("languages", "sprog"),
            ],
            log,
        );
    let usual = Shift::default();
    let mut openings = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let (id, site, step) = (row.id(id), row.id(site), row.id(step));
        let positions = row.read(positions, value::whole).unwrap_or(1);
        let start = row.read(start, value::date);
        let closes = row.read(closes, value::date);
        let mut days = row.words(days, value::weekday);
        if days.is_empty() {
            days = Weekday::working_week();
        }
        let shift = Shift {
            from: row.read(from, value::time_of_day).unwrap_or(usual.from),
            to: row.read(to, value::time_of_day).unwrap_or(usual.to),
        };
        let (skills, languages) = (row.tags(skills), row.tags(languages));
        let (Some(id), Some(site), Some(step)) = (id, site, step) else { continue };
        row.note();
        openings.push(Opening {
            id,
            site,
            step,
            positions,
            start,
            closes,
            days,
            shift,
            skills,
            languages,
        });
    }
    openings
}
