//! Where labels stand: beside what they name, and on nothing else.

use super::ground::{AIR, Ground};
use super::lettering::width;
use super::shape::{Line, Rect, Spot};

/// The height of a line of text, for a font of size 1.
const LINE: f64 = 1.25;
/// From the top of a line to what the letters stand on.
const BASE: f64 = 0.95;

/// A label that is to stand somewhere near `anchor`.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) anchor: Rect,
    /// Whether it may stand further away, with a line that leads to it.
    pub(super) may_be_led: bool,
}

impl Wanted {
    /// A label of some lines in a font of a size.
    pub(super) fn new<'t>(
        lines: impl IntoIterator<Item = &'t str>,
        size: f64,
        anchor: Rect,
        may_be_led: bool,
    ) -> Self {
        let (mut most, mut count) = (0.0_f64, 0.0);
        for line in lines {
            most = most.max(width(line, size));
            count += 1.0;
        }
        Self { width: most, height: count * LINE * size, anchor, may_be_led }
    }
}

/// The base of a line of text in a label.
pub(super) fn base(label: Rect, size: f64, line: usize) -> f64 {
    label.top + (line as f64 * LINE + BASE) * size
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) rect: Rect,
    pub(super) align: Align,
    /// From the anchor to the label, if it stands further away.
    pub(super) leader: Option<Line>,
}

/// Which end of a text is sure, if it is narrower than its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

impl Align {
    /// Where in a label the text begins, is in the middle, or ends.
    pub(super) fn x(self, label: Rect) -> f64 {
        match self {
            Self::Start => label.left,
            Self::Middle => label.middle().x,
            Self::End => label.right,
        }
    }
}

/// Places for all labels in `frame`, so that none lies on another or on the ground; `None` for a label without one.
///
/// Those with the fewest places choose first; if some find none, they choose first in another round.
///
/// # Runtime
/// O(n c (n + g)) for n labels with c places each, and g things on the ground.
pub(super) fn place(wanted: &[Wanted], ground: &Ground, frame: Rect) -> Vec<Option<Placed>> {
    const ROUNDS: usize = 2;
    let frame = frame.grown(-AIR);
    let is_free = |placed: &Placed| frame.contains(placed.rect) && ground.is_free(placed.rect);
    let near = |label: &Wanted| {
        let mut places: Vec<Placed> = beside(label).filter(is_free).collect();
        places.sort_by_cached_key(|placed| !ground.is_plain(placed.rect));
        places
    };
    let near: Vec<Vec<Placed>> = wanted.iter().map(near).collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| near.get(*at).map_or(0, Vec::len));
    let mut best: Option<(usize, Vec<Option<Placed>>)> = None;
    for _ in 0..ROUNDS {
        let mut found = vec![None; wanted.len()];
        let mut taken = ground.clone();
        for &at in &order {
            let (Some(label), Some(near)) = (wanted.get(at), near.get(at)) else { continue };
            let placed = near.iter().copied().find(|placed| taken.is_free(placed.rect));
            let placed = placed.or_else(|| led(label, &taken, frame));
            if let Some(placed) = &placed {
                taken.rect(placed.rect);
                placed.leader.into_iter().for_each(|leader| taken.line(leader));
            }
            if let Some(place) = found.get_mut(at) {
                *place = placed;
            }
        }
        let is_lost = |at: &usize| found.get(*at).is_some_and(Option::is_none);
        let lost = order.iter().filter(|at| is_lost(at)).count();
        order.sort_by_key(|at| !is_lost(at));
        if best.as_ref().is_none_or(|(least, _)| lost < *least) {
            best = Some((lost, found));
        }
        if lost == 0 {
            break;
        }
    }
    best.map(|(_, found)| found).unwrap_or_default()
}

/// The places right beside the anchor, the best first.
fn beside(label: &Wanted) -> impl Iterator<Item = Placed> + '_ {
    let Wanted { width, height, anchor, .. } = *label;
    let middle = anchor.middle();
    [3.0, 7.0, 12.0, 18.0].into_iter().flat_map(move |far| {
        let slant = far * 0.7;
        let (right, left) = (anchor.right + far, anchor.left - far - width);
        let (above, below) = (anchor.top - far - height, anchor.bottom + far);
        let (up, down) = (anchor.top - slant - height, anchor.bottom + slant);
        let level = middle.y - height / 2.0;
        let centred = middle.x - width / 2.0;
        [
            (right, level, Align::Start),
            (left, level, Align::End),
            (centred, above, Align::Middle),
            (centred, below, Align::Middle),
            (anchor.right + slant, up, Align::Start),
            (anchor.right + slant, down, Align::Start),
            (anchor.left - slant - width, up, Align::End),
            (anchor.left - slant - width, down, Align::End),
            (anchor.left, above, Align::Start),
            (anchor.left, below, Align::Start),
            (anchor.right - width, above, Align::End),
            (anchor.right - width, below, Align::End),
            (right, anchor.top - height * 0.5, Align::Start),
            (right, anchor.bottom - height * 0.5, Align::Start),
            (left, anchor.top - height * 0.5, Align::End),
            (left, anchor.bottom - height * 0.5, Align::End),
        ]
        .map(|(x, y, align)| Placed {
            rect: Rect::new(x, y, x + width, y + height),
            align,
            leader: None,
        })
    })
}

/// Directions, level ones first; the numbers are written out, for they are the same on every machine.
const DIRECTIONS: [(f64, f64); 32] = [
    (1.000, 0.000),
    (-1.000, 0.000),
    (0.981, 0.195),
    (-0.981, 0.195),
    (-0.981, -0.195),
    (0.981, -0.195),
    (0.924, 0.383),
    (-0.924, 0.383),
    (-0.924, -0.383),
    (0.924, -0.383),
    (0.831, 0.556),
    (-0.831, 0.556),
    (-0.831, -0.556),
    (0.831, -0.556),
    (0.707, 0.707),
    (-0.707, 0.707),
    (-0.707, -0.707),
    (0.707, -0.707),
    (0.556, 0.831),
    (-0.556, 0.831),
    (-0.556, -0.831),
    (0.556, -0.831),
    (0.383, 0.924),
    (-0.383, 0.924),
    (-0.383, -0.924),
    (0.383, -0.924),
    (0.195, 0.981),
    (-0.195, 0.981),
    (-0.195, -0.981),
    (0.195, -0.981),
    (0.000, 1.000),
    (0.0, -1.000),
];

/// A free place further away, with a line that leads to it: better a longer one than one that crosses others.
fn led(label: &Wanted, taken: &Ground, frame: Rect) -> Option<Placed> {
    if !label.may_be_led {
        return None;
    }
    let Wanted { width, height, anchor, .. } = *label;
    let middle = anchor.middle();
    let reach = Spot::new(anchor.width() / 2.0, anchor.height() / 2.0);
    let placed = |far: f64, (x, y): (f64, f64)| {
        let edge = |half_width: f64, half_height: f64| {
            let (across, up) = (half_width / f64::abs(x), half_height / f64::abs(y));
            if x == 0.0 || (y != 0.0 && up < across) { up } else { across }
        };
        let start = edge(reach.x + 1.5, reach.y + 1.5);
        let end = start + far;
        let tip = Spot::new(middle.x + x * end, middle.y + y * end);
        let (left, align) = match x {
            _ if x > 0.3 => (tip.x + 2.0, Align::Start),
            _ if x < -0.3 => (tip.x - 2.0 - width, Align::End),
            _ => (tip.x - width / 2.0, Align::Middle),
        };
        let top = match (align, y) {
            (Align::Middle, y) if y > 0.0 => tip.y + 1.0,
            (Align::Middle, _) => tip.y - 1.0 - height,
            _ => tip.y - height / 2.0,
        };
        let rect = Rect::new(left, top, left + width, top + height);
        let from = Spot::new(middle.x + x * start, middle.y + y * start);
        Placed { rect, align, leader: Some(Line { from, to: tip }) }
    };
    const FAR: [f64; 12] =
        [16.0, 24.0, 34.0, 46.0, 60.0, 76.0, 94.0, 114.0, 136.0, 160.0, 190.0, 225.0];
    let all = || FAR.into_iter().flat_map(|far| DIRECTIONS.map(|way| placed(far, way)));
    let mut second = None;
    for placed in all().filter(|placed| frame.contains(placed.rect) && taken.is_free(placed.rect)) {
        let goes =
            |over_lines| placed.leader.is_some_and(|leader| taken.lets_through(leader, over_lines));
        if goes(false) {
            return Some(placed);
        }
        if second.is_none() && goes(true) {
            second = Some(placed);
        }
    }
    second
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg64Mcg;
    use rand_pcg::rand_core::{Rng, SeedableRng};

    use super::*;

    fn label(x: f64, y: f64, letters: usize) -> Wanted {
        let anchor = Rect::around(Spot::new(x, y), 13.0, 13.0);
        Wanted::new([&*"H".repeat(letters)], 14.0, anchor, true)
    }

    #[test]
    fn labels_lie_on_nothing() {
        for seed in 0..256 {
            let mut dice = Pcg64Mcg::seed_from_u64(seed);
            let mut below = |bound: usize| dice.next_u64() as usize % bound;
            let wanted: Vec<Wanted> = (0..below(40))
                .map(|_| {
                    let [x, y] = [(); 2].map(|()| below(320_000) as f64 / 1000.0);
                    label(x, y, 1 + below(8))
                })
                .collect();
            let lines: Vec<Line> = (0..below(12))
                .filter_map(|_| {
                    let mut end = || wanted.get(below(40)).map(|label| label.anchor.middle());
                    Some(Line { from: end()?, to: end()? })
                })
                .collect();
            let rects: Vec<Rect> = wanted.iter().map(|label| label.anchor).collect();
            let mut ground = Ground::new(320.0, 320.0);
            rects.iter().for_each(|rect| ground.rect(*rect));
            lines.iter().for_each(|line| ground.line(*line));
            let frame = Rect::new(0.0, 0.0, 320.0, 320.0);
            let placed = place(&wanted, &ground, frame);
            assert_eq!(placed.len(), wanted.len(), "seed {seed}");
            let placed: Vec<Placed> = placed.into_iter().flatten().collect();
            for (at, one) in placed.iter().enumerate() {
                assert!(frame.contains(one.rect), "seed {seed}");
                let mut others =
                    rects.iter().chain(placed[at + 1..].iter().map(|other| &other.rect));
                assert!(!others.any(|other| other.overlaps(one.rect)), "seed {seed}");
                let leaders = placed.iter().filter_map(|other| other.leader);
                let mut lines = lines.iter().copied().chain(leaders);
                assert!(!lines.any(|line| line.crosses(one.rect)), "seed {seed}");
            }
        }
    }

    #[test]
    fn a_label_stands_to_the_right_where_it_can() {
        let wanted = [label(50.0, 50.0, 1)];
        let mut ground = Ground::new(300.0, 100.0);
        ground.rect(wanted[0].anchor);
        let frame = Rect::new(0.0, 0.0, 300.0, 100.0);
        let placed = place(&wanted, &ground, frame);
        assert_eq!(placed[0].unwrap().rect.left, 59.5);
        let narrow = Rect::new(0.0, 0.0, 60.0, 20.0);
        assert_eq!(place(&wanted, &ground, narrow), [None]);
    }
}
