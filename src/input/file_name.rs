use crate::model::Table;
use crate::text::Language;

/// The tables with their English and Danish names, in the order in which people know them.
pub(super) const TABLES: [(Table, [&str; 2]); 11] = [
    (Table::Persons, ["arrivals.csv", "ankomster.csv"]),
    (Table::Dwellings, ["dwellings.csv", "boliger.csv"]),
    (Table::Sites, ["sites.csv", "arbejdssteder.csv"]),
    (Table::Openings, ["openings.csv", "stillinger.csv"]),
    (Table::TravelTimes, ["travel_times.csv", "rejsetider.csv"]),
    (Table::Suitability, ["suitability.csv", "egnethed.csv"]),
    (Table::Preferences, ["preferences.csv", "ønsker.csv"]),
    (Table::Decisions, ["decisions.csv", "beslutninger.csv"]),
    (Table::Boundary, ["boundary.geojson", "grænse.geojson"]),
    (Table::Places, ["places.csv", "steder.csv"]),
    (Table::Policy, ["policy.toml", "politik.toml"]),
];

/// The name of the file of a table in a case folder.
///
/// ```
/// use boligplacering::{input::file_name, model::Table, text::Language};
///
/// assert_eq!(file_name(Table::Dwellings, Language::English), "dwellings.csv");
/// assert_eq!(file_name(Table::Dwellings, Language::Danish), "boliger.csv");
/// ```
pub fn file_name(table: Table, language: Language) -> &'static str {
    // A household stands in the rows of its persons.
    let table = if table == Table::Households { Table::Persons } else { table };
    let names = TABLES.iter().find(|(other, _)| *other == table);
    match (names, language) {
        (Some((_, [english, _])), Language::English) => english,
        (Some((_, [_, danish])), Language::Danish) => danish,
        (None, _) if table == Table::Folder => "case folder",
        (None, _) if table == Table::Book => "workbook",
        (None, _) => table.name(),
    }
}

/// The name of the sheet of a table in a workbook: that of its file, without the ending.
///
/// ```
/// use boligplacering::{input::sheet_name, model::Table, text::Language};
///
/// assert_eq!(sheet_name(Table::Dwellings, Language::Danish), "boliger");
/// ```
pub fn sheet_name(table: Table, language: Language) -> &'static str {
    let name = file_name(table, language);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}
