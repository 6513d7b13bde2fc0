//! Against the real geography of the municipality, where it is at hand beside the project.

use std::fs;
use std::path::Path;

use boligplacering::geo::{Location, Point, locate};
use boligplacering::input;

/// The named places, or `None` where the data is not there, which is said.
fn places() -> Option<Vec<(String, Point)>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hedensted/places.csv");
    let Ok(text) = fs::read_to_string(&file) else {
        eprintln!("SKIPPED: the real geography is not at {}", file.display());
        return None;
    };
    let place = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        let point = Point::from_wgs84(cells[2].parse().unwrap(), cells[3].parse().unwrap());
        (cells[0].to_owned(), point.unwrap())
    };
    Some(text.lines().skip(1).map(place).collect())
}

#[test]
fn every_named_place_is_on_land() {
    let Some(places) = places() else { return };
    assert!(places.len() > 100);
    for (name, point) in places {
        assert_eq!(locate(point), Location::Land, "{name}");
    }
}

#[test]
fn the_months_lie_around_the_real_towns() {
    let Some(places) = places() else { return };
    for month in ["2016-04", "2016-05"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hedensted").join(month);
        let case = input::read_case(&folder).unwrap().case;
        let homes = case.dwellings().iter().map(|dwelling| dwelling.location);
        for point in homes.chain(case.sites().iter().map(|site| site.location)) {
            let near = places.iter().any(|(_, place)| place.metres_to(point) < 1_500.0);
            assert!(near, "{month}: {point:?}");
        }
    }
}
