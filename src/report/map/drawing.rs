//! What overview and details have in common: trips, marks and labels as SVG.

use std::fmt::Write;

use super::blocks::{Block, MARK};
use super::labels::{Placed, base};
use super::lettering::{cut, may_be_wider, width};
use super::markup::{escaped, units};
use super::shape::{Line, Rect, Spot};
use super::things::{Mark, Thing, Things, Trip};
use crate::model::Mode;
use crate::words::HomeMark;

/// Between trips between the same two places, by other modes.
const BESIDE: f64 = 5.0;

/// The elements of a picture, in the order in which they are drawn.
#[derive(Default)]
pub(super) struct Drawing {
    svg: String,
}

impl Drawing {
    pub(super) fn push(&mut self, svg: &str) {
        self.svg.push_str(svg);
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        let written = self.svg.write_fmt(text);
        debug_assert!(written.is_ok(), "a string takes everything");
    }

    /// A trip along a line. Somebody with a keyboard comes to it once, where it is `main`.
    pub(super) fn trip(&mut self, trip: &Trip, line: Line, is_main: bool) {
        let [x1, y1, x2, y2] = [line.from.x, line.from.y, line.to.x, line.to.y].map(units);
        let at = format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
        let class = mode_class(trip.mode);
        self.open_link("trip", &trip.households, Some(&trip.title), is_main);
        self.write(format_args!(
            "<line class=\"halo\" {at}/><line class=\"way {class}\" {at}/></a>"
        ));
    }

    /// The mark of a thing, with a link to the first who lives there.
    pub(super) fn mark(&mut self, thing: &Thing, at: Spot, size: f64, is_main: bool) {
        let is_home = matches!(thing.mark, Mark::Home(HomeMark::Taken));
        if is_home {
            self.open_link("home", &thing.households, Some(&thing.title), is_main);
        } else {
            let who = households(&thing.households);
            let title = escaped(&thing.title);
            self.write(format_args!("<g class=\"thing\"{who}><title>{title}</title>"));
        }
        let shape = mark(thing.mark, at, size);
        self.push(&shape);
        self.push(if is_home { "</a>" } else { "</g>" });
    }

    /// All marks of some blocks.
    pub(super) fn blocks(
        &mut self,
        things: &Things,
        blocks: &[Block],
        is_main: impl Fn(usize) -> bool,
    ) {
        let marks = blocks.iter().flat_map(|block| &block.marks);
        for (at, middle) in marks {
            if let Some(thing) = things.list.get(*at) {
                self.mark(thing, *middle, MARK - 2.0, is_main(*at));
            }
        }
    }

    /// An arrow at the frame, where a trip leaves the picture or comes into it.
    pub(super) fn arrow(&mut self, tip: Spot, from: Spot, mode: Mode) {
        let back = tip.towards(from, ARROW);
        let side = Line { from: back, to: tip };
        let (left, right) = (side.beside(-ARROW * 0.45).from, side.beside(ARROW * 0.45).from);
        let corners = [tip, left, right].map(|spot| format!("{},{}", units(spot.x), units(spot.y)));
        let (class, corners) = (mode_class(mode), corners.join(" "));
        self.write(format_args!("<polygon class=\"arrow {class}\" points=\"{corners}\"/>"));
    }

    /// Lines of text, with the line that leads to them.
    pub(super) fn label(&mut self, placed: &Placed, class: &str, size: f64, lines: &[Vec<Word>]) {
        if let Some(Line { from, to }) = placed.leader {
            let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(units);
            self.write(format_args!(
                "<line class=\"leader\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
            ));
        }
        let x = units(placed.align.x(placed.rect));
        let align = match placed.align {
            super::labels::Align::Start => "",
            super::labels::Align::Middle => " mid",
            super::labels::Align::End => " end",
        };
        for (at, line) in lines.iter().enumerate() {
            let y = units(base(placed.rect, size, at));
            self.write(format_args!("<text class=\"{class}{align}\" x=\"{x}\" y=\"{y}\">"));
            for (nth, word) in line.iter().enumerate() {
                if nth > 0 {
                    self.push(" ");
                }
                self.word(word, size);
            }
            self.push("</text>");
        }
    }

    fn word(&mut self, word: &Word, size: f64) {
        let text = escaped(&word.text);
        let fitted = if may_be_wider(&word.text) {
            let most = units(width(&word.text, size).max(1.0));
            format!(" textLength=\"{most}\" lengthAdjust=\"spacingAndGlyphs\"")
        } else {
            String::new()
        };
        if let Some(household) = word.household {
            self.open_link("id", &[household], None, false);
        }
        self.write(format_args!("<tspan{fitted}>{text}</tspan>"));
        if word.household.is_some() {
            self.push("</a>");
        }
    }

    fn open_link(&mut self, class: &str, who: &[usize], title: Option<&str>, is_main: bool) {
        let first = who.first().copied().unwrap_or(0);
        let who = households(who);
        let order = if is_main { "" } else { " tabindex=\"-1\"" };
        self.write(format_args!("<a class=\"{class}\" href=\"#h{first}\"{who}{order}"));
        match title.map(escaped) {
            Some(title) => {
                self.write(format_args!(" aria-label=\"{title}\"><title>{title}</title>"));
            }
            None => self.push(">"),
        }
    }

    /// The whole picture, that has a name: its `id` is nowhere else in the page.
    pub(super) fn finish(
        self,
        [width, height]: [f64; 2],
        id: &str,
        class: &str,
        name: &str,
    ) -> String {
        let [width, height] = [width, height].map(units);
        let (name, svg) = (escaped(name), self.svg);
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"group\" \
             aria-labelledby=\"{id}\"><title id=\"{id}\">{name}</title>{svg}</svg>\n"
        )
    }
}

/// How long the head of an arrow is.
pub(super) const ARROW: f64 = 11.0;

/// A word of a label: the id of a household, or something else.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) household: Option<usize>,
}

impl Word {
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), household: None }
    }
}

/// More households in one place are counted.
const MOST_IDS: usize = 4;

/// A line of ids is not wider, but for a single long one.
const MOST_WIDE: f64 = 150.0;

/// The ids of households in lines; `+3` stands for the rest.
pub(super) fn id_lines(things: &Things, households: &[usize], size: f64) -> Vec<Vec<Word>> {
    let id = |at: &usize| {
        let text = cut(things.households.get(*at)?);
        Some(Word { text, household: Some(*at) })
    };
    let shown = if households.len() == MOST_IDS + 1 { MOST_IDS + 1 } else { MOST_IDS };
    let mut words: Vec<Word> = households.iter().take(shown).filter_map(id).collect();
    let more = households.len().saturating_sub(shown);
    if more > 0 {
        words.push(Word::plain(&format!("+{more}")));
    }
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if width(&told(line), size) + width(&word.text, size) < MOST_WIDE => {
                line.push(word);
            }
            _ => lines.push(vec![word]),
        }
    }
    lines
}

/// A line as one text.
pub(super) fn told(line: &[Word]) -> String {
    line.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The lines of trips between two places beside each other, one for each mode.
pub(super) fn side_by_side(trips: &[(usize, Line)]) -> Vec<(usize, Line)> {
    let middle = (trips.len() as f64 - 1.0) / 2.0;
    let moved = |(nth, (trip, line)): (usize, &(usize, Line))| {
        (*trip, line.beside((nth as f64 - middle) * BESIDE))
    };
    trips.iter().enumerate().map(moved).collect()
}

pub(super) fn mode_class(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "walk",
        Mode::Bicycle => "bicycle",
        Mode::Bus => "bus",
        Mode::Car => "car",
    }
}

/// The mark itself.
pub(super) fn mark(mark: Mark, at: Spot, size: f64) -> String {
    let half = size / 2.0;
    let square = |class: &str| {
        let Rect { left, top, .. } = Rect::around(at, size, size);
        let (x, y, size) = (units(left), units(top), units(size));
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\"/>")
    };
    let (x, y) = (units(at.x), units(at.y));
    let circle = |class: &str, radius: f64| {
        let r = units(radius);
        format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>")
    };
    match mark {
        Mark::Home(HomeMark::Taken) => square("taken"),
        Mark::Home(HomeMark::Free) => square("free"),
        Mark::Home(HomeMark::Reserved) => square("free") + &circle("dot", half * 0.36),
        Mark::Home(HomeMark::Restricted) => {
            let [l, t] = [at.x - half, at.y - half].map(units);
            let [r, b] = [at.x + half, at.y + half].map(units);
            square("restricted")
                + &format!("<path class=\"cross\" d=\"M{l} {t}L{r} {b}M{l} {b}L{r} {t}\"/>")
        }
        Mark::Site { idle: false } => circle("used", half),
        Mark::Site { idle: true } => circle("unused", half),
    }
}

/// Whom an element is about, for whoever points at it.
fn households(who: &[usize]) -> String {
    if who.is_empty() {
        return String::new();
    }
    let who: Vec<String> = who.iter().map(usize::to_string).collect();
    format!(" data-h=\"{}\"", who.join(" "))
}
