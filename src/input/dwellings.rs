use super::log::Log;
use super::row::PlaceColumns;
use super::sheet::{Column, Sheet, optional, required};
use super::{HEDENSTED, value};
use crate::model::Dwelling;

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
    ] = sheet.columns(
        [
            required("dwelling", "bolig"),
            optional("lat", "bredde"),
            optional("lon", "længde"),
            optional("easting", "øst"),
            optional("northing", "nord"),
            optional("address", "adresse"),
            optional("postcode", "postnr"),
            optional("locality", "by"),
            required("beds", "sengepladser"),
            optional("households", "husstande"),
            optional("rooms", "værelser"),
            optional("rent", "husleje"),
            optional("available_from", "ledig_fra"),
            optional("available_to", "ledig_til"),
            optional("kind", "type"),
            optional("restricted", "udsat_område"),
            optional("features", "egenskaber"),
        ],
        log,
    );
    let place = PlaceColumns::new([lat, lon], [easting, northing], &sheet, log);
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
        let available_from = row.read(available_from, value::date);
        let available_to = row.read(available_to, value::date);
        let kind = row.read(kind, value::kind).unwrap_or_default();
        let restricted = row.read(restricted, value::yes_no).unwrap_or(false);
        let features = row.tags(features);
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
        });
    }
    dwellings
}
