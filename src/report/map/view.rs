use super::shape::Spot;
use crate::geo::Point;

/// How a part of the world is seen: north up, metres as units.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// What lies in the upper left corner.
    corner: Point,
    pub(super) metres_per_unit: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl View {
    /// A view with a point in its middle.
    pub(super) fn of(middle: Point, metres_per_unit: f64, [width, height]: [f64; 2]) -> Self {
        let west = middle.easting - width / 2.0 * metres_per_unit;
        let north = middle.northing + height / 2.0 * metres_per_unit;
        Self { corner: Point::new(west, north), metres_per_unit, width, height }
    }

    /// Where in the picture a point is.
    pub(super) fn at(&self, point: Point) -> Spot {
        let east = (point.easting - self.corner.easting) / self.metres_per_unit;
        let south = (self.corner.northing - point.northing) / self.metres_per_unit;
        Spot::new(tenth(east), tenth(south))
    }

    /// An outline without corners that are nearer than a unit to the one before.
    pub(super) fn outline(&self, outline: &[Point]) -> Vec<Spot> {
        let mut fine: Vec<Spot> = Vec::new();
        for spot in outline.iter().map(|point| self.at(*point)) {
            if fine.last().is_none_or(|last| last.to(spot) >= 1.0) {
                fine.push(spot);
            }
        }
        fine
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The corners of the least upright rectangle around some points: in the south-west and in the north-east.
pub(super) fn corners(points: impl IntoIterator<Item = Point>) -> Option<[Point; 2]> {
    points.into_iter().map(|point| [point, point]).reduce(|[least, most], [_, point]| {
        [
            Point::new(least.easting.min(point.easting), least.northing.min(point.northing)),
            Point::new(most.easting.max(point.easting), most.northing.max(point.northing)),
        ]
    })
}

/// What lies between two points.
pub(super) fn middle([a, b]: [Point; 2]) -> Point {
    Point::new(f64::midpoint(a.easting, b.easting), f64::midpoint(a.northing, b.northing))
}

/// The largest of the round numbers 1, 2 and 5 with zeros that is at most `most`.
pub(super) fn round_number(most: f64) -> f64 {
    let mut round = 1.0;
    for step in [2.0, 2.5, 2.0].into_iter().cycle().take(24) {
        if round * step > most {
            break;
        }
        round *= step;
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_are_below() {
        for (most, round) in [(0.5, 1.0), (1.0, 1.0), (4.9, 2.0), (5.0, 5.0), (9_999.0, 5_000.0)] {
            assert_eq!(round_number(most), round, "{most}");
        }
    }

    #[test]
    fn north_is_up() {
        let middle = Point::new(540_000.0, 6_180_000.0);
        let view = View::of(middle, 10.0, [300.0, 200.0]);
        assert_eq!(view.at(Point::new(541_000.0, 6_180_500.0)), Spot::new(250.0, 50.0));
    }
}
