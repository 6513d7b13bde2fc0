use serde::{Deserialize, Serialize};

use super::Point;

/// One character a square of 4 km, `#` where there is land within a kilometre; the first line is
/// the northernmost. Made from Natural Earth 1:10m (public domain), with the small inhabited
/// islands added by hand.
const MASK: &str = include_str!("land.txt");
const SQUARE_METRES: f64 = 4_000.0;
const WEST: f64 = 440_000.0;
const SOUTH: f64 = 6_045_000.0;
const COLUMNS: usize = 114;
const ROWS: usize = 90;

/// Where a point lies, as far as a coarse map of Denmark and its borderlands can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Location {
    /// On land, or so near it that the map cannot tell.
    Land,
    /// Certainly in the sea.
    Sea,
    /// Outside Denmark and its borderlands.
    Elsewhere,
}

/// Tells land from sea with a mask of 4 km squares: a point in the sea close to a coast passes
/// as land, a point on land never as sea.
///
/// ```
/// use boligplacering::geo::{Location, Point, locate};
///
/// assert_eq!(locate(Point::from_wgs84(55.7705, 9.6994).unwrap()), Location::Land);
/// assert_eq!(locate(Point::from_wgs84(56.3, 11.3).unwrap()), Location::Sea);
/// // Latitude and longitude swapped:
/// assert_eq!(locate(Point::from_wgs84(9.6994, 55.7705).unwrap()), Location::Elsewhere);
/// ```
pub fn locate(point: Point) -> Location {
    let column = ((point.easting - WEST) / SQUARE_METRES).floor();
    let row = ((point.northing - SOUTH) / SQUARE_METRES).floor();
    let inside = (0.0..COLUMNS as f64).contains(&column) && (0.0..ROWS as f64).contains(&row);
    if !inside {
        return Location::Elsewhere;
    }
    let at = (ROWS - 1 - row as usize) * (COLUMNS + 1) + column as usize;
    match MASK.as_bytes().get(at) {
        Some(b'#') => Location::Land,
        _ => Location::Sea,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mask_has_its_shape() {
        assert_eq!(MASK.len(), ROWS * (COLUMNS + 1));
        assert!(MASK.lines().all(|line| line.len() == COLUMNS));
    }

    #[test]
    fn islands_are_land_and_straits_are_sea() {
        let at = |lat, lon| locate(Point::from_wgs84(lat, lon).unwrap());
        for (lat, lon) in [(55.8265, 10.0775), (55.76, 10.28), (56.71, 11.56), (55.1, 14.9)] {
            assert_eq!(at(lat, lon), Location::Land, "{lat} {lon}");
        }
        for (lat, lon) in [(56.3, 11.3), (57.35, 9.0), (55.65, 10.75)] {
            assert_eq!(at(lat, lon), Location::Sea, "{lat} {lon}");
        }
    }
}
