//! What is near what: an R-tree over places.

use geo::Point as Planar;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::geo::Point;

/// Places that can be asked for by distance; each is known by its index in the list it came in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    tree: RTree<GeomWithData<Planar, usize>>,
}

impl Places {
    /// An index of `points`. What is not a number is near nothing.
    ///
    /// # Runtime
    /// O(n log n): the tree is loaded in bulk.
    pub(crate) fn new(points: impl IntoIterator<Item = Point>) -> Self {
        let entries = (points.into_iter().enumerate())
            .filter(|(_, point)| point.is_finite())
            .map(|(index, point)| GeomWithData::new(point.planar(), index))
            .collect();
        Self { tree: RTree::bulk_load(entries) }
    }

    /// The places at most `metres` away with their distance, in no particular order.
    ///
    /// # Runtime
    /// O(log n + k) for k places found.
    // Inlined, because `reach` goes through millions: a call more for each is seen.
    #[inline]
    pub(crate) fn within(&self, from: Point, metres: f64) -> impl Iterator<Item = (usize, f64)> {
        let metres = metres.max(0.0);
        (self.tree.locate_within_distance(from.planar(), metres * metres))
            .map(move |entry| (entry.data, from.metres_to(Point::from_planar(*entry.geom()))))
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::geo::Point;

    #[test]
    fn the_near_are_found_and_the_far_left_out() {
        let at = |metres_east| Point::new(540_000.0 + metres_east, 6_180_000.0);
        let places = Places::new([at(900.0), at(100.0), at(5_000.0)]);
        assert_eq!(places.within(at(0.0), 500.0).collect::<Vec<_>>(), [(1, 100.0)]);
    }

    #[test]
    fn what_is_not_a_number_is_near_nothing() {
        let nowhere = Point::new(f64::NAN, f64::INFINITY);
        let places = Places::new([nowhere, Point::new(1.0, 2.0), nowhere]);
        assert_eq!(places.within(Point::new(1.0, 1.0), 5.0).collect::<Vec<_>>(), [(1, 1.0)]);
        assert_eq!(places.within(nowhere, 5.0).count(), 0);
    }
}
