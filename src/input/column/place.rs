//! The columns that say where something is, of whichever table.

use super::{Kind, Spec, optional};

pub(in crate::input) const LATITUDE: Spec =
    optional("lat", "bredde").holds(Kind::Number).means(
        "Latitude in degrees (WGS84), near 56 in Denmark. A place has lat and lon, or easting and northing.",
        "Breddegrad (WGS84), omkring 56 i Danmark. Et sted har bredde og længde eller øst og nord.",
    );

pub(in crate::input) const LONGITUDE: Spec = optional("lon", "længde").holds(Kind::Number).means(
    "Longitude in degrees (WGS84), near 10 in Denmark. Belongs to lat.",
    "Længdegrad (WGS84), omkring 10 i Danmark. Hører til bredde.",
);

pub(in crate::input) const EASTING: Spec =
    optional("easting", "øst").holds(Kind::Number).means(
        "Easting in metres (EPSG:25832), six digits. May stand in place of lat and lon, with northing.",
        "Østkoordinat i meter (EPSG:25832), seks cifre. Kan sammen med nord stå i stedet for bredde og længde.",
    );

pub(in crate::input) const NORTHING: Spec = optional("northing", "nord").holds(Kind::Number).means(
    "Northing in metres (EPSG:25832), seven digits. Belongs to easting.",
    "Nordkoordinat i meter (EPSG:25832), syv cifre. Hører til øst.",
);

pub(in crate::input) const ADDRESS: Spec = optional("address", "adresse").means(
    "Street and number, as the plan is to show them.",
    "Vej og husnummer, som planen skal vise dem.",
);

pub(in crate::input) const POSTCODE: Spec = optional("postcode", "postnr")
    .means("Postcode, as the plan is to show it.", "Postnummer, som planen skal vise det.");

pub(in crate::input) const LOCALITY: Spec = optional("locality", "by")
    .means("Town, as the plan is to show it.", "By, som planen skal vise den.");
