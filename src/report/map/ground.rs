use super::shape::{Line, Rect, Spot};

/// Between labels and whatever else there is.
pub(super) const AIR: f64 = 2.0;

/// A side of a cell.
const CELL: f64 = 40.0;

/// What is in a picture already, that no label may lie on; known by cells, so that few things are looked at.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    columns: usize,
    rows: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default)]
struct Cell {
    rects: Vec<Rect>,
    lines: Vec<Line>,
    faint: Vec<Line>,
}

impl Ground {
    /// Nothing yet, in a picture of this size.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let cells = |length: f64| (length / CELL).ceil().clamp(1.0, 100.0) as usize;
        let (columns, rows) = (cells(width), cells(height));
        Self { columns, rows, cells: vec![Cell::default(); columns * rows] }
    }

    /// Marks and labels.
    pub(super) fn rect(&mut self, rect: Rect) {
        self.each_cell(rect, |cell| cell.rects.push(rect));
    }

    /// Trips and the lines that lead to labels.
    pub(super) fn line(&mut self, line: Line) {
        self.each_cell(line.around(), |cell| cell.lines.push(line));
    }

    /// What a label may lie on, but better does not.
    pub(super) fn faint_line(&mut self, line: Line) {
        self.each_cell(line.around(), |cell| cell.faint.push(line));
    }

    fn range(&self, rect: Rect) -> [(usize, usize); 2] {
        let at = |length: f64, count: usize| {
            let last = count.saturating_sub(1);
            (length / CELL).floor().clamp(0.0, last as f64) as usize
        };
        [
            (at(rect.left, self.columns), at(rect.right, self.columns)),
            (at(rect.top, self.rows), at(rect.bottom, self.rows)),
        ]
    }

    fn each_cell(&mut self, rect: Rect, add: impl Fn(&mut Cell)) {
        let [(left, right), (top, bottom)] = self.range(rect);
        for row in top..=bottom {
            for column in left..=right {
                if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                    add(cell);
                }
            }
        }
    }

    fn near(&self, rect: Rect) -> impl Iterator<Item = &Cell> {
        let [(left, right), (top, bottom)] = self.range(rect);
        (top..=bottom)
            .flat_map(move |row| (left..=right).map(move |column| row * self.columns + column))
            .filter_map(|at| self.cells.get(at))
    }

    /// Whether a label may stand there.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        let (near, air) = (rect.grown(AIR / 2.0), rect.grown(AIR));
        self.near(air).all(|cell| {
            !cell.rects.iter().any(|other| other.overlaps(near))
                && !cell.lines.iter().any(|line| line.crosses(air))
        })
    }

    /// Whether there is not even a faint line.
    pub(super) fn is_plain(&self, rect: Rect) -> bool {
        self.near(rect).all(|cell| !cell.faint.iter().any(|line| line.crosses(rect)))
    }

    /// Whether a line that leads to a label may go there: over no mark and no label, and perhaps over other lines.
    pub(super) fn lets_through(&self, leader: Line, over_lines: bool) -> bool {
        self.near(leader.around().grown(1.0)).all(|cell| {
            !cell.rects.iter().any(|rect| leader.crosses(rect.grown(0.5)))
                && (over_lines || !cell.lines.iter().any(|line| line.meets(leader)))
        })
    }
}

impl Line {
    fn around(self) -> Rect {
        let Spot { x, y } = self.from;
        Rect::new(x, y, x, y).joined(Rect::new(self.to.x, self.to.y, self.to.x, self.to.y))
    }

    /// Whether two lines cross: each has the ends of the other on both of its sides.
    fn meets(self, other: Self) -> bool {
        let side = |of: Self, spot: Spot| {
            (of.to.x - of.from.x) * (spot.y - of.from.y)
                - (of.to.y - of.from.y) * (spot.x - of.from.x)
        };
        side(self, other.from) * side(self, other.to) <= 0.0
            && side(other, self.from) * side(other, self.to) <= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: (f64, f64), to: (f64, f64)) -> Line {
        Line { from: Spot::new(from.0, from.1), to: Spot::new(to.0, to.1) }
    }

    #[test]
    fn what_is_there_is_found_in_every_cell() {
        let mut ground = Ground::new(320.0, 210.0);
        ground.rect(Rect::new(30.0, 30.0, 130.0, 50.0));
        ground.line(line((0.0, 200.0), (320.0, 100.0)));
        assert!(!ground.is_free(Rect::new(125.0, 45.0, 140.0, 60.0)));
        assert!(!ground.is_free(Rect::new(150.0, 140.0, 170.0, 160.0)));
        assert!(ground.is_free(Rect::new(200.0, 10.0, 300.0, 30.0)));
        assert!(!ground.lets_through(line((80.0, 0.0), (80.0, 90.0)), true));
        let across = line((200.0, 100.0), (210.0, 190.0));
        assert!(ground.lets_through(across, true) && !ground.lets_through(across, false));
    }

    #[test]
    fn nothing_is_too_far_out() {
        let mut ground = Ground::new(100.0, 0.0);
        ground.rect(Rect::new(-1e9, -1e9, 1e9, 1e9));
        assert!(!ground.is_free(Rect::new(5.0, 5.0, 6.0, 6.0)));
    }
}
