/// A place in a picture: units to the right and down.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Spot {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn to(self, other: Self) -> f64 {
        let (x, y) = (other.x - self.x, other.y - self.y);
        (x * x + y * y).sqrt()
    }

    /// The place so far from here towards `other`; here where the two are one.
    pub(super) fn towards(self, other: Self, far: f64) -> Self {
        let whole = self.to(other);
        if whole == 0.0 {
            return self;
        }
        let part = far / whole;
        Self::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    pub(super) const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub(super) fn around(middle: Spot, width: f64, height: f64) -> Self {
        let (x, y) = (width / 2.0, height / 2.0);
        Self::new(middle.x - x, middle.y - y, middle.x + x, middle.y + y)
    }

    /// The least rectangle that has all of `spots` in it, if there are any.
    pub(super) fn of(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        let point = |spot: Spot| Self::new(spot.x, spot.y, spot.x, spot.y);
        spots.into_iter().map(point).reduce(Self::joined)
    }

    pub(super) fn joined(self, other: Self) -> Self {
        Self::new(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right.max(other.right),
            self.bottom.max(other.bottom),
        )
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn middle(self) -> Spot {
        Spot::new(f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// The same, with its sides moved outwards.
    pub(super) fn grown(self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    pub(super) fn holds(self, spot: Spot) -> bool {
        self.contains(Self::new(spot.x, spot.y, spot.x, spot.y))
    }
}

/// A straight line between two places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) from: Spot,
    pub(super) to: Spot,
}

impl Line {
    /// The part of the line in a rectangle, if any (Liang and Barsky's way).
    pub(super) fn within(self, rect: Rect) -> Option<Self> {
        let (x, y) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        let sides = [
            (-x, self.from.x - rect.left),
            (x, rect.right - self.from.x),
            (-y, self.from.y - rect.top),
            (y, rect.bottom - self.from.y),
        ];
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if step < 0.0 {
                first = first.max(room / step);
            } else {
                last = last.min(room / step);
            }
        }
        let at = |part: f64| Spot::new(self.from.x + x * part, self.from.y + y * part);
        (first <= last).then(|| Self { from: at(first), to: at(last) })
    }

    pub(super) fn crosses(self, rect: Rect) -> bool {
        self.within(rect).is_some()
    }

    /// The same line, so far to its right.
    pub(super) fn beside(self, far: f64) -> Self {
        let length = self.from.to(self.to);
        if length == 0.0 || far == 0.0 {
            return self;
        }
        let (x, y) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let moved = |spot: Spot| Spot::new(spot.x - y / length * far, spot.y + x / length * far);
        Self { from: moved(self.from), to: moved(self.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_the_frame() {
        let frame = Rect::new(0.0, 0.0, 10.0, 10.0);
        let line = |a: (f64, f64), b: (f64, f64)| Line {
            from: Spot::new(a.0, a.1),
            to: Spot::new(b.0, b.1),
        };
        assert_eq!(line((5.0, 5.0), (25.0, 5.0)).within(frame).unwrap().to, Spot::new(10.0, 5.0));
        assert!(!line((-6.0, 5.0), (5.0, 16.0)).crosses(frame));
        assert!(line((-1.0, 5.0), (11.0, 6.0)).crosses(frame));
        assert!(line((3.0, 3.0), (3.0, 3.0)).crosses(frame));
    }

    #[test]
    fn sides_that_touch_do_not_overlap() {
        let one = Rect::new(0.0, 0.0, 1.0, 1.0);
        assert!(!one.overlaps(Rect::new(1.0, 0.0, 2.0, 1.0)));
        assert!(one.overlaps(Rect::new(0.5, 0.5, 2.0, 2.0)));
    }
}
