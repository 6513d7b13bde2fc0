use std::f64::consts::FRAC_PI_2;
use std::sync::LazyLock;

use proj4rs::{Proj, transform::transform};
use serde::{Deserialize, Serialize};

/// A place in EPSG:25832 (ETRS89 / UTM zone 32N), in metres.
///
/// ```
/// use boligplacering::geo::Point;
///
/// let hedensted = Point::from_wgs84(55.77052, 9.69943).unwrap();
/// let torring = Point::from_wgs84(55.84996, 9.4838).unwrap();
/// assert_eq!(hedensted.metres_to(torring).round(), 16_150.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Metres east; 500,000 on the central meridian, 9° E.
    pub easting: f64,
    /// Metres north of the equator.
    pub northing: f64,
}

struct Projections {
    degrees: Proj,
    utm32: Proj,
}

/// `None` only if the projection strings below were wrong, which the tests rule out.
static PROJECTIONS: LazyLock<Option<Projections>> = LazyLock::new(|| {
    Some(Projections {
        degrees: Proj::from_proj_string("+proj=longlat +ellps=GRS80 +no_defs").ok()?,
        utm32: Proj::from_proj_string("+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs").ok()?,
    })
});

impl Point {
    /// The point at `easting`, `northing` metres.
    pub const fn new(easting: f64, northing: f64) -> Self {
        Self { easting, northing }
    }

    /// The point at `latitude`, `longitude` in WGS84 degrees, which is taken as equal to ETRS89
    /// (they differ by less than a metre); `None` where the projection is not defined.
    pub fn from_wgs84(latitude: f64, longitude: f64) -> Option<Self> {
        let (lat, lon) = (latitude.to_radians(), longitude.to_radians());
        if !(lat.abs() <= FRAC_PI_2 && lon.is_finite()) {
            return None;
        }
        let projections = PROJECTIONS.as_ref()?;
        let mut place = (lon, lat, 0.0);
        transform(&projections.degrees, &projections.utm32, &mut place).ok()?;
        let point = Self::new(place.0, place.1);
        point.is_finite().then_some(point)
    }

    /// `(latitude, longitude)` in WGS84 degrees; `None` where the projection is not defined.
    pub fn to_wgs84(self) -> Option<(f64, f64)> {
        let projections = PROJECTIONS.as_ref()?;
        let mut place = (self.easting, self.northing, 0.0);
        transform(&projections.utm32, &projections.degrees, &mut place).ok()?;
        let (lat, lon) = (place.1.to_degrees(), place.0.to_degrees());
        (lat.is_finite() && lon.is_finite()).then_some((lat, lon))
    }

    /// The distance in the plane, in metres.
    pub fn metres_to(self, other: Self) -> f64 {
        let (east, north) = (other.easting - self.easting, other.northing - self.northing);
        // Metres on a map neither overflow nor vanish when squared, so `hypot` is not needed.
        (east * east + north * north).sqrt()
    }

    /// Whether both coordinates are numbers.
    pub fn is_finite(self) -> bool {
        self.easting.is_finite() && self.northing.is_finite()
    }

    pub(crate) fn planar(self) -> geo::Point {
        geo::Point::new(self.easting, self.northing)
    }

    pub(crate) fn from_planar(point: geo::Point) -> Self {
        Self::new(point.x(), point.y())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference values from PROJ (`cs2cs EPSG:4326 EPSG:25832`).
    #[test]
    fn projection_agrees_with_proj() {
        let point = Point::from_wgs84(55.77052, 9.69943).unwrap();
        assert!((point.easting - 543_879.645).abs() < 1e-3, "{point:?}");
        assert!((point.northing - 6_180_761.005).abs() < 1e-3, "{point:?}");
        let (lat, lon) = point.to_wgs84().unwrap();
        assert!((lat - 55.77052).abs() < 1e-9 && (lon - 9.69943).abs() < 1e-9);
    }

    #[test]
    fn nonsense_has_no_point() {
        for (lat, lon) in [(f64::NAN, 9.0), (91.0, 9.0), (55.0, f64::INFINITY)] {
            assert_eq!(Point::from_wgs84(lat, lon), None);
        }
    }
}
