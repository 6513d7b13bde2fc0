use super::column::place::{ADDRESS, EASTING, LATITUDE, LOCALITY, LONGITUDE, NORTHING, POSTCODE};
use super::column::{Column, Kind, Spec, Words, optional, required};
use super::log::Log;
use super::sheet::Sheet;
use super::{HEDENSTED, value};
use crate::model::Dwelling;

/// The columns.
pub(super) const COLUMNS: [Spec; 18] = [
    required("dwelling", "bolig").like_in("D-01", "B-01").holds(Kind::Id).means(
        "The dwelling's id, one row a dwelling.",
        "Boligens id, én række pr. bolig.",
    ),
    LATITUDE.like("55.7705"),
    LONGITUDE.like("9.6994"),
    EASTING,
    NORTHING,
    ADDRESS.like("Skolegade 4"),
    POSTCODE.like("8722"),
    LOCALITY.like("Hedensted"),
    required("beds", "sengepladser")
        .like("4")
        .not("senge|antal senge|sengeantal|sovepladser|personer|kapacitet")
        .holds(Kind::Whole(1))
        .means(
            "How many persons the dwelling can hold, 1 or more.",
            "Hvor mange personer boligen kan rumme, 1 eller flere.",
        ),
    optional("households", "husstande")
        .like("1")
        .not("familier|families")
        .holds(Kind::Whole(1))
        .means(
            "How many households may share the dwelling. Empty: 1.",
            "Hvor mange husstande der kan dele boligen. Tom: 1.",
        ),
    optional("rooms", "værelser")
        .like("3")
        .holds(Kind::Number)
        .means("Number of rooms, for the plan's readers.", "Antal værelser, til planens læsere."),
    optional("rent", "husleje")
        .like("5500")
        .not("bruttoleje|nettoleje|månedsleje|boligudgift|pris|price")
        .holds(Kind::Money)
        .means(
            "Rent, kroner a month; compared with what a household can pay at most.",
            "Husleje, kroner pr. måned; holdes op mod det, en husstand højst kan betale.",
        ),
    optional("available_from", "ledig_fra")
        .like("01-04-2016")
        .not(
            "avail from|availability|ready from|indflytning|indflytningsdato|overtagelse|\
             overtagelsesdato|klar|klar fra",
        )
        .holds(Kind::Date)
        .means(
            "The first day the dwelling can be taken over. Empty: already.",
            "Den første dag, boligen kan overtages. Tom: allerede nu.",
        ),
    optional("available_to", "ledig_til")
        .not("ledig indtil|udløber|until")
        .holds(Kind::Date)
        .means(
            "The last day the dwelling can be taken over. Empty: no end.",
            "Den sidste dag, boligen kan overtages. Tom: ingen slutdato.",
        ),
    optional("kind", "type")
        .like_in("permanent", "permanent")
        .not("art")
        .holds(Kind::Word(Words::Homes))
        .means(
            "A permanent home, or a temporary stay. Empty: permanent.",
            "En permanent bolig eller et midlertidigt opholdssted. Tom: permanent.",
        ),
    optional("restricted", "udsat_område")
        .like_in("no", "nej")
        .not(
            "belastet område|spærret|spærret område|udsat boligområde|særligt udsat|ghetto|\
             ghettoområde|parallelsamfund|omdannelsesområde|forebyggelsesområde|vulnerable area|\
             deprived area",
        )
        .holds(Kind::Word(Words::YesNo))
        .means(
            "Yes: in an area where nobody may be placed (udsat boligområde). The dwelling is never used. Empty: no.",
            "Ja: i et udsat boligområde. Boligen bliver aldrig brugt. Tom: nej.",
        ),
    optional("features", "egenskaber")
        .like_in("step_free", "trinfri")
        .not("faciliteter|tilgængelighed|facilities")
        .holds(Kind::Tags)
        .means(
            "What the dwelling has, in the same words as the households' needs.",
            "Hvad boligen har, med de samme ord som i husstandenes behov.",
        ),
    optional("reserved_for", "forbeholdt")
        .not("reserveret|reserveret til|kun for|målgruppe|only for")
        .holds(Kind::Tags)
        .means(
            "Only households with one of these words in group may live here. Empty: anybody.",
            "Kun husstande med et af disse ord i gruppe kan bo her. Tom: alle.",
        ),
];

/// Dwellings from `dwellings.csv`.
pub(super) fn read(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<Dwelling> {
    let [
        id,
        lat,
        lon,
        easting,
        northing,
        street,
        postcode,
        locality,
        beds,
        households,
        rooms,
        rent,
        available_from,
        available_to,
        kind,
        restricted,
        features,
        reserved_for,
    ] = sheet.columns(COLUMNS, log);
    let place = sheet.place_columns([lat, lon], [easting, northing], log);
    let address: [Column; 3] = [street, postcode, locality];
    let mut dwellings = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let id = row.id(id);
        let location = row.place(&place).unwrap_or(HEDENSTED);
        let address = row.address(address);
        let beds = row.required(beds, value::whole).unwrap_or(1);
        let households = row.read(households, value::whole).unwrap_or(1);
        let rooms = row.read(rooms, value::number);
        let rent = row.read(rent, value::kroner);
        let available_from = row.date(available_from);
        let available_to = row.date(available_to);
        let kind = row.read(kind, value::kind).unwrap_or_default();
        let restricted = row.read(restricted, value::yes_no).unwrap_or(false);
        let features = row.tags(features);
        let reserved_for = row.tags(reserved_for);
        let Some(id) = id else { continue };
        row.note();
        dwellings.push(Dwelling {
            id,
            location,
            address,
            beds,
            households,
            rooms,
            rent,
            available_from,
            available_to,
            kind,
            restricted,
            features,
            reserved_for,
        });
    }
    dwellings
}
