use super::column::place::{EASTING, LATITUDE, LONGITUDE, NORTHING};
use super::column::{Kind, Spec, Words, optional, required};
use super::log::Log;
use super::sheet::Sheet;
use crate::geo::{Location, locate};
use crate::model::{FaultKind, NamedPlace};
use crate::text::said;

/// The columns.
pub(super) const COLUMNS: [Spec; 6] = [
    required("name", "navn")
        .not("by|sted|place|town")
        .means("What people call the place.", "Hvad stedet hedder."),
    LATITUDE,
    LONGITUDE,
    EASTING,
    NORTHING,
    optional("type", "type").not("art|kind").holds(Kind::Word(Words::Places)).means(
        "What sort of place it is; towns stand out on the map.",
        "Hvilken slags sted det er; byer træder frem på kortet.",
    ),
];

/// Places with a name from `places.csv`: towns, villages, hamlets, others, each sort by name.
pub(super) fn read(mut sheet: Sheet<'_>, log: &mut Log) -> Vec<NamedPlace> {
    let [name, lat, lon, easting, northing, kind] = sheet.columns(COLUMNS, log);
    let columns = sheet.place_columns([lat, lon], [easting, northing], log);
    let mut places = Vec::new();
    while let Some(mut row) = sheet.next(log) {
        let text = row.text(name);
        if name.at.is_some() && !row.has(name) {
            row.missing(name, said!("a name", "et navn"));
        }
        let location = row.place(&columns);
        let kind = row.text(kind).to_lowercase();
        row.note();
        let Some(location) = location else { continue };
        if locate(location) == Location::Elsewhere {
            row.fault(
                columns.first().unwrap_or(easting),
                FaultKind::BadPlace,
                said!("a place in or near Denmark", "et sted i eller nær Danmark"),
                said!(
                    "Check the metres: easting has six digits here, northing seven",
                    "Se metrene efter: øst har seks cifre her, nord syv"
                ),
            );
        }
        places.push(NamedPlace::new(text, location, kind));
    }
    places.sort_by(|a, b| (rank(&a.kind), &a.name).cmp(&(rank(&b.kind), &b.name)));
    places
}

/// How much a sort of place helps to know where one is; 0 is the most.
fn rank(kind: &str) -> usize {
    let kinds = [["town", "by"], ["village", "landsby"], ["hamlet", "bebyggelse"]];
    kinds.iter().position(|names| names.contains(&kind)).unwrap_or(kinds.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;

    fn read_text(text: &str) -> (Vec<NamedPlace>, Vec<String>) {
        let mut log = Log::default();
        let sheet = Sheet::open(Table::Places, text, &mut log).unwrap();
        let places = read(sheet, &mut log);
        (places, log.faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn towns_come_first_and_then_names() {
        let text = "navn;type;lat;lon\nB;hamlet;55,8;9,6\nZ;Town;55.77;9.7\nA;hamlet;55.8;9.61\n\
            Y;city;55.8;9.6\nC;landsby;55.8;9.6";
        let (places, faults) = read_text(text);
        let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!((names, faults), (vec!["Z", "C", "A", "B", "Y"], vec![]));
    }

    #[test]
    fn a_place_without_name_or_far_away_is_a_fault() {
        let text = "name,easting,northing\n,543879,6180761\nA,6180761,543879\nB,543879,x";
        let (_, faults) = read_text(text);
        assert_eq!(faults.len(), 3, "{faults:#?}");
    }
}
