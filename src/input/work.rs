use super::column::{Spec, optional, required};
use super::log::Log;
use super::sheet::Sheet;
use super::{HEDENSTED, value};
use crate::model::{Opening, Policy, Shift, Site, Weekday};

/// The columns of sites.
pub(super) const SITES: [Spec; 9] = [
    required("site", "arbejdssted").like_in("S-01", "A-01"),
    optional("employer", "arbejdsgiver")
        .like_in("Invented Ltd", "Opdigtet ApS")
        .not("virksomhed|firma|company"),
    optional("lat", "bredde").like("55.8028"),
    optional("lon", "længde").like("9.6970"),
    optional("easting", "øst"),
    optional("northing", "nord"),
    optional("address", "adresse").like("Vestergade 2"),
    optional("postcode", "postnr").like("8723"),
    optional("locality", "by").like("Løsning"),
];

/// Sites from `sites.csv`.
pub(super) fn sites(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Site> {
    let [id, employer, lat, lon, easting, northing, street, postcode, locality] =
        sheet.columns(SITES, log);
    let place = sheet.place_columns([lat, lon], [easting, northing], log);
    let mut sites = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let id = row.id(id);
        let employer = row.employer(employer);
        let location = row.place(&place).unwrap_or(HEDENSTED);
        let address = row.address([street, postcode, locality]);
        let Some(id) = id else { continue };
        row.note();
        sites.push(Site { id, employer, location, address });
    }
    sites
}

/// The columns of openings.
pub(super) const OPENINGS: [Spec; 11] = [
    required("opening", "stilling").like_in("O-01", "J-01"),
    required("site", "arbejdssted").like_in("S-01", "A-01"),
    required("step", "trin").like_in("internship", "praktik").not("type|ordning"),
    optional("positions", "pladser").like("1").not("antal|number"),
    optional("start", "start").like("04-04-2016").not("første dag|first day|begynder|begins"),
    optional("closes", "lukker")
        .not("lukkedato|closing|closing date|slut|slutdato|end|end date|sidste dag"),
    optional("days", "dage").like_in("mon-fri", "man-fre").not("ugedag|weekdays"),
    optional("shift_from", "vagt_fra").like("08:00").not("kl fra|time from|mødetid|arbejdstid fra"),
    optional("shift_to", "vagt_til").like("16:00").not("kl til|time to|fyraften|arbejdstid til"),
    optional("skills", "kompetencer")
        .like_in("welding", "svejsning")
        .not("kvalifikationer|færdigheder|krav"),
    optional("languages", "sprog").like_in("english", "engelsk"),
];

/// Openings from `openings.csv`.
pub(super) fn openings(mut sheet: Sheet<'_>, policy: &Policy, log: &mut Log) -> Vec<Opening> {
    let [id, site, step, positions, start, closes, days, from, to, skills, languages] =
        sheet.columns(OPENINGS, log);
    let usual = Shift::default();
    let mut openings = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let (id, site, step) = (row.id(id), row.id(site), row.step(step, policy));
        let positions = row.read(positions, value::whole).unwrap_or(1);
        let start = row.date(start);
        let closes = row.date(closes);
        let mut days = row.list(days, value::weekdays);
        if days.is_empty() {
            days = Weekday::working_week();
        }
        let shift = Shift {
            from: row.time(from).unwrap_or(usual.from),
            to: row.time(to).unwrap_or(usual.to),
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
