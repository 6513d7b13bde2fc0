use super::column::{Column, Spec, optional, required};
use super::log::Log;
use super::sheet::Sheet;
use super::{HEDENSTED, value};
use crate::model::Dwelling;

/// The columns.
pub(super) const COLUMNS: [Spec; 18] = [
    required("dwelling", "bolig").like_in("D-01", "B-01"),
    optional("lat", "bredde").like("55.7705"),
    optional("lon", "længde").like("9.6994"),
    optional("easting", "øst"),
    optional("northing", "nord"),
    optional("address", "adresse").like("Skolegade 4"),
    optional("postcode", "postnr").like("8722"),
    optional("locality", "by").like("Hedensted"),
    required("beds", "sengepladser")
        .like("4")
        .not("senge|antal senge|sengeantal|sovepladser|personer|kapacitet"),
    optional("households", "husstande").like("1").not("familier|families"),
    optional("rooms", "værelser").like("3"),
    optional("rent", "husleje")
        .like("5500")
        .not("bruttoleje|nettoleje|månedsleje|boligudgift|pris|price"),
    optional("available_from", "ledig_fra").like("01-04-2016").not(
        "avail from|availability|ready from|indflytning|indflytningsdato|overtagelse|\
             overtagelsesdato|klar|klar fra",
    ),
    optional("available_to", "ledig_til").not("ledig indtil|udløber|until"),
    optional("kind", "type").like_in("permanent", "permanent").not("art"),
    optional("restricted", "udsat_område").like_in("no", "nej").not(
        "belastet område|spærret|spærret område|udsat boligområde|særligt udsat|ghetto|\
         ghettoområde|parallelsamfund|omdannelsesområde|forebyggelsesområde|vulnerable area|\
         deprived area",
    ),
    optional("features", "egenskaber")
        .like_in("step_free", "trinfri")
        .not("faciliteter|tilgængelighed|facilities"),
    optional("reserved_for", "forbeholdt")
        .not("reserveret|reserveret til|kun for|målgruppe|only for"),
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
