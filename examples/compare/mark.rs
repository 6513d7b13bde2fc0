use std::fmt::{Result, Write};

/// What the runs of a method are drawn with: a colour and a shape, so that neither has to be
/// told apart alone. The colours are those of Okabe and Ito, made for all eyes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) colour: &'static str,
    shape: usize,
}

const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#3a382f"];

/// Corners of the shapes, in half widths; the first is a circle.
const SHAPES: [&[(f64, f64)]; 6] = [
    &[],
    &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    &[(0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
    &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
    &[(0.0, 1.15), (1.1, -0.8), (-1.1, -0.8)],
    &[(-0.6, -1.1), (0.6, -1.1), (1.2, 0.0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0.0)],
];

impl Mark {
    /// The mark of the method in this place.
    pub(crate) fn nth(place: usize) -> Self {
        Self { colour: COLOURS[place % COLOURS.len()], shape: place % SHAPES.len() }
    }

    /// A solid shape for what is proven, a hollow one for what is not.
    pub(crate) fn draw(self, svg: &mut String, (x, y): (f64, f64), solid: bool) -> Result {
        let colour = self.colour;
        let fill = if solid { colour } else { "#fbfaf6" };
        let paint = format!("fill='{fill}' stroke='{colour}' stroke-width='1.6'");
        let corners = SHAPES[self.shape];
        if corners.is_empty() {
            return writeln!(svg, "<circle cx='{x:.1}' cy='{y:.1}' r='4.8' {paint}/>");
        }
        let points: Vec<String> = (corners.iter())
            .map(|(dx, dy)| format!("{:.1},{:.1}", x + 4.8 * dx, y + 4.8 * dy))
            .collect();
        writeln!(svg, "<polygon points='{}' {paint}/>", points.join(" "))
    }

    /// A cross for what came to no end.
    pub(crate) fn cross(self, svg: &mut String, (x, y): (f64, f64)) -> Result {
        let (left, right, top, bottom) = (x - 4.5, x + 4.5, y - 4.5, y + 4.5);
        writeln!(
            svg,
            "<path d='M{left:.1} {top:.1}L{right:.1} {bottom:.1}M{left:.1} {bottom:.1}L{right:.1} \
             {top:.1}' stroke='{}' stroke-width='2.4'/>",
            self.colour
        )
    }
}
