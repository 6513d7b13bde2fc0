use super::Row;
use crate::geo::{Location, Point, locate};
use crate::input::column::{Column, PlaceColumns};
use crate::input::value;
use crate::model::FaultKind;
use crate::text::said;

impl Row<'_> {
    /// Where something is; `None` where the cells do not say.
    pub(in crate::input) fn place(&mut self, columns: &PlaceColumns) -> Option<Point> {
        columns.first()?;
        let degrees = self.pair(columns.degrees)?;
        let metres = self.pair(columns.metres)?;
        let [lat, _] = columns.degrees;
        let from_degrees = match degrees {
            Some((latitude, longitude)) => {
                let point = Point::from_wgs84(latitude, longitude);
                let known = |point: Option<Point>| {
                    point.is_some_and(|point| locate(point) != Location::Elsewhere)
                };
                if known(point) {
                    point
                } else {
                    let advice = if known(Point::from_wgs84(longitude, latitude)) {
                        said!(
                            "Latitude and longitude are swapped: latitude is near 56 here, longitude near 10",
                            "Bredde og længde er byttet om: bredden er omkring 56 her, længden omkring 10"
                        )
                    } else {
                        said!(
                            "Check the degrees: latitude is near 56 here, longitude near 10",
                            "Se graderne efter: bredden er omkring 56 her, længden omkring 10"
                        )
                    };
                    let expected = said!(
                        "a place on land in or near Denmark",
                        "et sted på land i eller nær Danmark"
                    );
                    self.fault(lat, FaultKind::BadPlace, expected, advice);
                    return None;
                }
            }
            None => None,
        };
        let point = metres.map(|(easting, northing)| Point::new(easting, northing));
        if let (Some(metres), Some(degrees)) = (point, from_degrees)
            && metres.metres_to(degrees) > 100.0
        {
            let [easting, _] = columns.metres;
            let expected =
                said!("the place that the degrees give", "det sted, som graderne angiver");
            let advice = said!(
                "Correct one of the two pairs or remove it",
                "Ret det ene af de to par, eller fjern det"
            );
            self.fault(easting, FaultKind::Contradiction, expected, advice);
        }
        if point.is_none() && from_degrees.is_none() {
            if let Some(column) = columns.first() {
                self.missing(
                    column,
                    said!(
                        "coordinates: lat and lon, or easting and northing",
                        "koordinater: bredde og længde, eller øst og nord"
                    ),
                );
            }
            return None;
        }
        point.or(from_degrees)
    }

    /// Both numbers of a pair or none; `None` where there is a fault in them.
    fn pair(&mut self, [first, second]: [Column; 2]) -> Option<Option<(f64, f64)>> {
        match (self.has(first), self.has(second)) {
            (false, false) => Some(None),
            (true, false) | (false, true) => {
                let absent = if self.has(first) { second } else { first };
                self.missing(
                    absent,
                    said!("both coordinates of the pair", "begge koordinater i parret"),
                );
                self.read(first, value::number);
                self.read(second, value::number);
                None
            }
            (true, true) => {
                match (self.read(first, value::number), self.read(second, value::number)) {
                    (Some(a), Some(b)) => Some(Some((a, b))),
                    _ => None,
                }
            }
        }
    }
}
