use geo::{
    Contains, ConvexHull, Distance, Euclidean, LineString, MultiPoint, MultiPolygon, Polygon,
};
use serde::{Deserialize, Serialize};

use super::Point;

/// An area of the map, such as a municipality: each part an outline, and holes in it.
///
/// ```
/// use boligplacering::geo::{Area, Point};
///
/// let at = |east, north| Point::new(540_000.0 + east, 6_180_000.0 + north);
/// let town = Area::hull([at(0.0, 0.0), at(400.0, 0.0), at(400.0, 300.0), at(390.0, 10.0)]);
/// assert!(town.contains(at(300.0, 100.0)) && !town.contains(at(0.0, 300.0)));
/// assert_eq!(town.metres_to(at(700.0, 100.0)), 300.0);
/// assert_eq!(town.outlines().count(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// For each part its outline, and then its holes.
    parts: Vec<Vec<Vec<Point>>>,
}

impl Area {
    /// The area of some parts: each an outline, and then its holes. A line need not be closed.
    pub fn new(parts: impl IntoIterator<Item = Vec<Vec<Point>>>) -> Self {
        Self { parts: parts.into_iter().collect() }
    }

    /// The least area without a dent that has all of `points` in it, which are numbers.
    pub fn hull(points: impl IntoIterator<Item = Point>) -> Self {
        let points: MultiPoint = points.into_iter().map(Point::planar).collect();
        let outline = points.convex_hull().exterior().points().map(Point::from_planar).collect();
        Self { parts: vec![vec![outline]] }
    }

    /// Whether a point lies in the area, and not on its line.
    pub fn contains(&self, point: Point) -> bool {
        self.planar().contains(&point.planar())
    }

    /// How far a point is from the area, in metres; 0 for a point in it.
    pub fn metres_to(&self, point: Point) -> f64 {
        Euclidean.distance(&point.planar(), &self.planar())
    }

    /// The outlines of its parts, without the holes.
    pub fn outlines(&self) -> impl Iterator<Item = &[Point]> {
        self.parts.iter().filter_map(|part| Some(part.first()?.as_slice()))
    }

    fn planar(&self) -> MultiPolygon {
        let line = |points: &Vec<Point>| -> LineString {
            points.iter().map(|point| point.planar().0).collect()
        };
        let part = |part: &Vec<Vec<Point>>| {
            let mut lines = part.iter().map(line);
            let outline = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
            Polygon::new(outline, lines.collect())
        };
        self.parts.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(east: f64, north: f64) -> Point {
        Point::new(540_000.0 + east, 6_180_000.0 + north)
    }

    fn square(least: f64, most: f64) -> Vec<Point> {
        vec![at(least, least), at(most, least), at(most, most), at(least, most)]
    }

    #[test]
    fn holes_are_no_part_of_an_area() {
        let ring = Area::new([vec![square(0.0, 90.0), square(30.0, 60.0)]]);
        for (metres, inside) in [(-1.0, false), (1.0, true), (45.0, false), (61.0, true)] {
            assert_eq!(ring.contains(at(metres, metres)), inside, "{metres}");
        }
        assert_eq!(ring.metres_to(at(45.0, 40.0)), 10.0);
        assert_eq!(ring.metres_to(at(45.0, 100.0)), 10.0);
        assert_eq!(ring.metres_to(at(10.0, 10.0)), 0.0);
    }

    #[test]
    fn an_island_is_a_part_of_its_own() {
        let both = Area::new([vec![square(0.0, 90.0)], vec![square(200.0, 210.0)]]);
        assert!(both.contains(at(45.0, 45.0)) && both.contains(at(205.0, 205.0)));
        assert!(!both.contains(at(150.0, 150.0)));
        assert_eq!(both.outlines().map(<[Point]>::len).collect::<Vec<_>>(), [4, 4]);
    }

    #[test]
    fn few_points_have_a_hull_and_none_has_no_area() {
        assert_eq!(Area::hull([at(0.0, 0.0)]).metres_to(at(0.0, 7.0)), 7.0);
        assert_eq!(Area::hull([at(0.0, 0.0), at(9.0, 0.0)]).metres_to(at(4.0, 2.0)), 2.0);
        let nothing = Area::default();
        assert!(!nothing.contains(at(0.0, 0.0)) && nothing.outlines().count() == 0);
    }
}
