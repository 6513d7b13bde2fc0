use super::drawing::Drawing;
use super::markup::{escaped, units};
use super::shape::Spot;
use super::view::View;
use crate::geo::Point;

/// What is under the marks and beside them.
impl Drawing {
    /// The ground of a detail.
    pub(super) fn frame(&mut self, [width, height]: [f64; 2]) {
        let [width, height] = [width, height].map(units);
        self.push(&format!("<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>"));
    }

    /// A part of the municipality, or of what things lie around.
    pub(super) fn land(&mut self, view: &View, outline: &[Point], class: &str) {
        let mut path = String::new();
        for spot in view.outline(outline) {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path += &format!("{} {}", units(spot.x), units(spot.y));
        }
        if !path.is_empty() {
            self.push(&format!("<path class=\"{class}\" d=\"{path}Z\"/>"));
        }
    }

    /// Where a place is that has a name.
    pub(super) fn dot(&mut self, at: Spot) {
        let (x, y) = (units(at.x), units(at.y));
        self.push(&format!("<circle class=\"place-dot\" cx=\"{x}\" cy=\"{y}\" r=\"2\"/>"));
    }

    /// Which way north is.
    pub(super) fn north(&mut self, foot: Spot, sign: &str) {
        let x = units(foot.x);
        let (left, right) = (units(foot.x - 6.0), units(foot.x + 6.0));
        let (base, tip) = (units(foot.y - 22.0), units(foot.y - 36.0));
        let (low, sign) = (units(foot.y), escaped(sign));
        self.push(&format!(
            "<path class=\"north\" d=\"M{x} {tip}L{right} {base}L{left} {base}Z\"/>\
             <text class=\"scale mid\" x=\"{x}\" y=\"{low}\">{sign}</text>"
        ));
    }

    /// How long so many metres are.
    pub(super) fn scale(&mut self, from: Spot, metres: f64, metres_per_unit: f64, size: f64) {
        let (x, y) = (units(from.x), units(from.y));
        let (end, tick) = (units(from.x + metres / metres_per_unit), units(from.y - 5.0));
        let told = if metres >= 1000.0 {
            format!("{} km", units(metres / 1000.0))
        } else {
            format!("{} m", units(metres))
        };
        let (left, base) = (units(from.x + 4.0), units(from.y - size * 0.35));
        self.push(&format!(
            "<path class=\"bar\" d=\"M{x} {tick}V{y}H{end}V{tick}\"/>\
             <text class=\"scale\" x=\"{left}\" y=\"{base}\">{told}</text>"
        ));
    }
}
