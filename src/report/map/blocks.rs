use std::sync::LazyLock;

use super::shape::{Rect, Spot};

/// A side of the square that a mark is drawn in, with a little air.
pub(super) const MARK: f64 = 13.0;

/// Marks of things in one place, side by side.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The things with the middles of their marks.
    pub(super) marks: Vec<(usize, Spot)>,
    pub(super) rect: Rect,
}

/// Things that lie nearer than this are in one place.
const NEAR: f64 = 3.0;

/// Marks of things, none over another: those in one place side by side, and blocks in the way of others moved a little.
///
/// # Runtime
/// O(n² m) where no block has to try more than m places.
pub(super) fn blocks(things: &[(usize, Spot)]) -> Vec<Block> {
    let mut groups: Vec<(Spot, Vec<usize>)> = Vec::new();
    for (thing, spot) in things {
        match groups.iter_mut().find(|(first, _)| first.to(*spot) < NEAR) {
            Some((_, group)) => group.push(*thing),
            None => groups.push((*spot, vec![*thing])),
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (spot, group) in groups {
        let size = size(group.len());
        let (width, height) = (size.0 as f64 * MARK, size.1 as f64 * MARK);
        let moved = |offset: &Spot| {
            let middle = Spot::new(spot.x + offset.x, spot.y + offset.y);
            Rect::around(middle, width, height)
        };
        let is_free = |rect: &Rect| !blocks.iter().any(|other| other.rect.overlaps(*rect));
        let free = OFFSETS.iter().map(moved).find(is_free);
        let rect = free.unwrap_or_else(|| Rect::around(spot, width, height));
        let marks = group.iter().enumerate().map(|(at, thing)| {
            let (column, row) = (at % size.0, at / size.0);
            let x = rect.left + (column as f64 + 0.5) * MARK;
            (*thing, Spot::new(x, rect.top + (row as f64 + 0.5) * MARK))
        });
        let marks = marks.collect();
        blocks.push(Block { marks, rect });
    }
    blocks
}

/// Columns and rows of a block: a short row, or nearly a square.
fn size(count: usize) -> (usize, usize) {
    let columns = (1..).find(|columns| columns * columns >= count).unwrap_or(count);
    let columns = if count <= 3 { count.max(1) } else { columns };
    (columns, count.div_ceil(columns))
}

/// Where to move a block that is in the way, the nearest first.
static OFFSETS: LazyLock<Vec<Spot>> = LazyLock::new(offsets);

fn offsets() -> Vec<Spot> {
    const STEPS: i32 = 40;
    let steps = || -STEPS..=STEPS;
    let mut offsets: Vec<(i32, i32, i32)> = steps()
        .flat_map(|y| steps().map(move |x| (x * x + y * y, y, x)))
        .filter(|(far, _, _)| *far <= STEPS * STEPS)
        .collect();
    offsets.sort_unstable();
    offsets.into_iter().map(|(_, y, x)| Spot::new(f64::from(x) * 3.0, f64::from(y) * 3.0)).collect()
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg64Mcg;
    use rand_pcg::rand_core::{Rng, SeedableRng};

    use super::*;

    #[test]
    fn no_mark_lies_on_another() {
        for seed in 0..256 {
            let mut dice = Pcg64Mcg::seed_from_u64(seed);
            let mut below = |bound: u32| f64::from(dice.next_u32() % (bound * 1000)) / 1000.0;
            let count = below(80) as usize;
            let spots: Vec<(usize, Spot)> =
                (0..count).map(|thing| (thing, Spot::new(below(150), below(150)))).collect();
            let blocks = blocks(&spots);
            let rects: Vec<Rect> = (blocks.iter())
                .flat_map(|block| &block.marks)
                .map(|(_, middle)| Rect::around(*middle, MARK - 0.01, MARK - 0.01))
                .collect();
            assert_eq!(rects.len(), spots.len(), "seed {seed}");
            for (at, rect) in rects.iter().enumerate() {
                let is_overlapped = rects[at + 1..].iter().any(|other| other.overlaps(*rect));
                assert!(!is_overlapped, "seed {seed}");
            }
        }
    }

    #[test]
    fn flats_in_one_building_stand_in_a_square() {
        let spots: Vec<(usize, Spot)> =
            (0..9).map(|thing| (thing, Spot::new(50.0, 50.0))).collect();
        let blocks = blocks(&spots);
        assert_eq!(blocks.len(), 1);
        assert_eq!(blocks[0].rect, Rect::around(Spot::new(50.0, 50.0), 3.0 * MARK, 3.0 * MARK));
        assert_eq!(size(2), (2, 1));
    }
}
