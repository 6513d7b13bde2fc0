use super::column::place::{ADDRESS, EASTING, LATITUDE, LOCALITY, LONGITUDE, NORTHING, POSTCODE};
use super::column::{Kind, Spec, Words, optional, required};
use super::log::Log;
use super::sheet::Sheet;
use super::{HEDENSTED, value};
use crate::model::{Opening, Policy, Shift, Site, Table, Weekday};

/// The columns of sites.
pub(super) const SITES: [Spec; 9] = [
    required("site", "arbejdssted").like_in("S-01", "A-01").holds(Kind::Id).means(
        "The site's id, one row a workplace; a production unit's number (P-nummer) will do.",
        "Arbejdsstedets id, én række pr. arbejdssted; gerne P-nummeret.",
    ),
    optional("employer", "arbejdsgiver")
        .like_in("Invented Ltd", "Opdigtet ApS")
        .not("virksomhed|firma|company")
        .means(
            "The employer, as the plan is to show it.",
            "Arbejdsgiveren, som planen skal vise den.",
        ),
    LATITUDE.like("55.8028"),
    LONGITUDE.like("9.6970"),
    EASTING,
    NORTHING,
    ADDRESS.like("Vestergade 2"),
    POSTCODE.like("8723"),
    LOCALITY.like("Løsning"),
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
    required("opening", "stilling")
        .like_in("O-01", "J-01")
        .holds(Kind::Id)
        .means("The opening's id, one row an opening.", "Stillingens id, én række pr. stilling."),
    required("site", "arbejdssted")
        .like_in("S-01", "A-01")
        .holds(Kind::IdOf(Table::Sites))
        .means("Where the work is.", "Hvor arbejdet er."),
    required("step", "trin")
        .like_in("internship", "praktik")
        .not("type|ordning")
        .holds(Kind::Word(Words::Steps))
        .means(
            "The step of the employment ladder that the opening is on.",
            "Det trin på beskæftigelsestrappen, stillingen er på.",
        ),
    optional("positions", "pladser")
        .like("1")
        .not("antal|number")
        .holds(Kind::Whole(1))
        .means("How many can be taken on. Empty: 1.", "Hvor mange der er plads til. Tom: 1."),
    optional("start", "start")
        .like("04-04-2016")
        .not("første dag|first day|begynder|begins")
        .holds(Kind::Date)
        .means(
            "The first day on which somebody can begin. Empty: any day.",
            "Den første dag, nogen kan begynde. Tom: når som helst.",
        ),
    optional("closes", "lukker")
        .not("lukkedato|closing|closing date|slut|slutdato|end|end date|sidste dag")
        .holds(Kind::Date)
        .means(
            "The last day on which somebody can begin. Empty: no end.",
            "Den sidste dag, nogen kan begynde. Tom: ingen slutdato.",
        ),
    optional("days", "dage")
        .like_in("mon-fri", "man-fre")
        .not("ugedag|weekdays")
        .holds(Kind::Word(Words::Days))
        .means("The working days of the week. Empty: mon-fri.", "Ugens arbejdsdage. Tom: man-fre."),
    optional("shift_from", "vagt_fra")
        .like("08:00")
        .not("kl fra|time from|mødetid|arbejdstid fra")
        .holds(Kind::TimeOfDay)
        .means("When the shift begins. Empty: 08:00.", "Hvornår vagten begynder. Tom: 08.00."),
    optional("shift_to", "vagt_til")
        .like("16:00")
        .not("kl til|time to|fyraften|arbejdstid til")
        .holds(Kind::TimeOfDay)
        .means(
            "When the shift ends; before its beginning: on the next day. Empty: 16:00.",
            "Hvornår vagten slutter; før sin begyndelse: næste dag. Tom: 16.00.",
        ),
    optional("skills", "kompetencer")
        .like_in("welding", "svejsning")
        .not("kvalifikationer|færdigheder|krav")
        .holds(Kind::Tags)
        .means(
            "What the person must be able to do, all of it. Empty: nothing special.",
            "Hvad personen skal kunne, det hele. Tom: intet særligt.",
        ),
    optional("languages", "sprog").like_in("english", "engelsk").holds(Kind::Tags).means(
        "The languages the person must speak, all of them. Empty: none.",
        "De sprog, personen skal tale, alle sammen. Tom: ingen.",
    ),
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
