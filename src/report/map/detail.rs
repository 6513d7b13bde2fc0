//! A town by itself, at the scale of all details.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Block, MARK, blocks};
use super::drawing::{ARROW, Drawing, Word, id_lines, side_by_side, told};
use super::ground::Ground;
use super::labels::{Placed, Wanted, place};
use super::lettering::cut;
use super::shape::{Line, Rect, Spot};
use super::things::Things;
use super::towns::Town;
use super::view::{View, middle};

/// Columns of the page, and what is between them, in units.
const COLUMN: f64 = 320.0;
const GAP: f64 = 15.0;
/// A detail spans so many columns at most.
pub(super) const MOST_COLUMNS: usize = 3;
/// The largest rectangle around a town that a detail has room for.
pub(super) const MOST_WIDE: f64 = 900.0;
pub(super) const MOST_HIGH: f64 = 600.0;
/// The size of the font.
const SIZE: f64 = 14.5;
/// Between the things of a town and its frame.
const MARGIN: f64 = 34.0;
const LEAST_HIGH: f64 = 210.0;
/// How a frame grows.
const MORE_HIGH: [f64; 3] = [0.0, 70.0, 170.0];
/// Where more than one home in so many is without a label, a little more height does not help.
const HOPELESS: usize = 8;

/// A town in its frame.
pub(super) struct Detail<'t> {
    things: &'t Things,
    town: &'t Town,
    pub(super) columns: usize,
    view: View,
    blocks: Vec<Block>,
    /// Trips by their index, with the line that is seen of each.
    ways: Vec<(usize, Line)>,
    exits: Vec<Exit>,
    labels: Vec<(Vec<Vec<Word>>, Option<Placed>)>,
    /// Households of the town whose ids found no place.
    pub(super) lost: BTreeSet<usize>,
}

/// Where a trip leaves the frame, or comes into it.
struct Exit {
    trip: usize,
    tip: Spot,
    from: Spot,
    text: String,
}

impl Exit {
    /// The rectangle around the head of its arrow.
    fn head(&self) -> Rect {
        let back = self.tip.towards(self.from, ARROW);
        let Spot { x, y } = self.tip;
        Rect::new(x, y, x, y).joined(Rect::new(back.x, back.y, back.x, back.y)).grown(ARROW / 2.0)
    }
}

pub(super) fn width(columns: usize) -> f64 {
    COLUMN * columns as f64 + GAP * (columns as f64 - 1.0)
}

impl<'t> Detail<'t> {
    /// A town in the smallest frame in which every label has its place, or else in the one where most have.
    pub(super) fn new(things: &'t Things, town: &'t Town, metres_per_unit: f64) -> Self {
        let [least, last] = town.corners;
        let wide = (last.easting - least.easting) / metres_per_unit + 2.0 * MARGIN;
        let high = (last.northing - least.northing) / metres_per_unit + 2.0 * MARGIN;
        let narrowest = (1..MOST_COLUMNS).find(|columns| width(*columns) >= wide);
        let own = town.things.iter().filter_map(|thing| things.list.get(*thing));
        let most_lost = own.filter(|thing| thing.mark.is_home()).count() / HOPELESS;
        let mut best: Option<Self> = None;
        for columns in narrowest.unwrap_or(MOST_COLUMNS)..=MOST_COLUMNS {
            for more in MORE_HIGH {
                let height = high.max(LEAST_HIGH).ceil() + more;
                let laid = Self::laid(things, town, metres_per_unit, columns, height);
                let lost = laid.lost.len();
                if best.as_ref().is_none_or(|best| lost < best.lost.len()) {
                    best = Some(laid);
                }
                if lost == 0 || lost > most_lost {
                    break;
                }
            }
            if best.as_ref().is_some_and(|best| best.lost.is_empty()) {
                break;
            }
        }
        best.unwrap_or_else(|| Self::laid(things, town, metres_per_unit, MOST_COLUMNS, MOST_HIGH))
    }

    /// The same town at a larger scale, if labels have found no place, and some do there.
    pub(super) fn closer(self) -> Self {
        let mut best = self;
        for times in [1.6, 1.25, 1.25, 1.25] {
            if best.lost.is_empty() {
                break;
            }
            let scale = best.view.metres_per_unit / times;
            let [least, last] = best.town.corners;
            let wide = (last.easting - least.easting) / scale;
            let high = (last.northing - least.northing) / scale;
            if wide <= MOST_WIDE && high <= MOST_HIGH * 1.2 {
                let closer = Self::new(best.things, best.town, scale);
                if closer.lost.len() < best.lost.len() {
                    best = closer;
                }
            }
        }
        best
    }

    pub(super) fn metres_per_unit(&self) -> f64 {
        self.view.metres_per_unit
    }

    pub(super) fn height(&self) -> f64 {
        self.view.height
    }

    /// The same town in a higher frame, if no label loses its place by it.
    pub(super) fn grown_to(self, height: f64) -> Self {
        if self.view.height >= height {
            return self;
        }
        let scale = self.view.metres_per_unit;
        let higher = Self::laid(self.things, self.town, scale, self.columns, height);
        if higher.lost.len() <= self.lost.len() { higher } else { self }
    }

    fn laid(
        things: &'t Things,
        town: &'t Town,
        metres_per_unit: f64,
        columns: usize,
        height: f64,
    ) -> Self {
        let width = width(columns);
        let view = View::of(middle(town.corners), metres_per_unit, [width, height]);
        let frame = Rect::new(0.0, 0.0, width, height);
        let inner = frame.grown(-MARK);
        let seen: Vec<(usize, Spot)> = (things.list.iter().enumerate())
            .map(|(at, thing)| (at, view.at(thing.at)))
            .filter(|(_, spot)| inner.holds(*spot))
            .collect();
        let mut blocks = blocks(&seen);
        blocks.retain(|block| frame.grown(-1.0).contains(block.rect));
        let mut detail = Self {
            things,
            town,
            columns,
            view,
            blocks,
            ways: Vec::new(),
            exits: Vec::new(),
            labels: Vec::new(),
            lost: BTreeSet::new(),
        };
        detail.find_ways(frame.grown(-3.0));
        detail.place_labels(frame);
        detail
    }

    fn find_ways(&mut self, frame: Rect) {
        let marks: BTreeMap<usize, Spot> =
            self.blocks.iter().flat_map(|block| block.marks.iter().copied()).collect();
        let trips: Vec<_> = self.things.trips.iter().enumerate().collect();
        for same in trips.chunk_by(|(_, a), (_, b)| (a.home, a.site) == (b.home, b.site)) {
            let Some((_, trip)) = same.first() else { continue };
            let end = |thing: usize| {
                let at = || self.things.list.get(thing).map(|thing| self.view.at(thing.at));
                marks.get(&thing).copied().or_else(at)
            };
            let (Some(from), Some(to)) = (end(trip.home), end(trip.site)) else { continue };
            let seen = [trip.home, trip.site].map(|thing| marks.contains_key(&thing));
            if seen == [false, false] || from == to {
                continue;
            }
            let lines: Vec<(usize, Line)> =
                same.iter().map(|(at, _)| (*at, Line { from, to })).collect();
            for (at, line) in side_by_side(&lines) {
                let Some(part) = line.within(frame) else { continue };
                self.ways.push((at, part));
                let town = |thing: usize| {
                    self.things.list.get(thing).map_or("", |thing| thing.town.as_str())
                };
                let (tip, from, sign, town) = match seen {
                    [true, false] => (part.to, part.from, "→", town(trip.site)),
                    [false, true] => {
                        let tip = part.from.towards(part.to, ARROW);
                        (tip, part.from, "←", town(trip.home))
                    }
                    _ => continue,
                };
                let text =
                    if town.is_empty() { String::new() } else { format!("{sign} {}", cut(town)) };
                self.exits.push(Exit { trip: at, tip, from, text });
            }
        }
    }

    fn place_labels(&mut self, frame: Rect) {
        let mut ground = Ground::new(self.view.width, self.view.height);
        self.blocks.iter().for_each(|block| ground.rect(block.rect));
        self.ways.iter().for_each(|(_, line)| ground.line(*line));
        self.exits.iter().for_each(|exit| ground.rect(exit.head()));
        let mut wanted = Vec::new();
        let mut texts = Vec::new();
        let mut whose = Vec::new();
        for block in &self.blocks {
            let residents = residents(self.things, block);
            if !residents.is_empty() {
                let lines = id_lines(self.things, &residents, SIZE);
                let told: Vec<String> = lines.iter().map(|line| told(line)).collect();
                wanted.push(Wanted::new(told.iter().map(String::as_str), SIZE, block.rect, true));
                texts.push(lines);
                whose.push(residents);
            }
        }
        for exit in self.named_exits() {
            let text = exit.text.as_str();
            wanted.push(Wanted::new([text], SIZE, exit.head(), true));
            texts.push(vec![vec![Word::plain(text)]]);
            whose.push(Vec::new());
        }
        let placed = place(&wanted, &ground, frame);
        let shown: BTreeSet<usize> = (placed.iter().zip(&whose))
            .filter(|(placed, _)| placed.is_some())
            .flat_map(|(_, who)| who.iter().copied())
            .collect();
        let own = self.town.things.iter().filter_map(|thing| self.things.list.get(*thing));
        let own = own.filter(|thing| thing.mark.is_home()).flat_map(|home| &home.households);
        self.lost = own.copied().filter(|household| !shown.contains(household)).collect();
        self.labels = texts.into_iter().zip(placed).collect();
    }

    /// One label for all exits to one town that are close together.
    fn named_exits(&self) -> Vec<&Exit> {
        const CLOSE: f64 = 60.0;
        let mut named: Vec<&Exit> = Vec::new();
        for exit in self.exits.iter().filter(|exit| !exit.text.is_empty()) {
            let same = |other: &&Exit| other.text == exit.text && other.tip.to(exit.tip) < CLOSE;
            if !named.iter().any(same) {
                named.push(exit);
            }
        }
        named
    }

    /// The picture; `id` is that of its name.
    pub(super) fn svg(&self, id: &str, name: &str) -> String {
        let own: BTreeSet<usize> = self.town.things.iter().copied().collect();
        let mut drawing = Drawing::default();
        let [width, height] = [self.view.width, self.view.height];
        drawing.frame([width, height]);
        for (at, line) in &self.ways {
            let Some(trip) = self.things.trips.get(*at) else { continue };
            drawing.trip(trip, *line, own.contains(&trip.home) && own.contains(&trip.site));
        }
        for exit in &self.exits {
            let Some(trip) = self.things.trips.get(exit.trip) else { continue };
            drawing.arrow(exit.tip, exit.from, trip.mode);
        }
        drawing.blocks(self.things, &self.blocks, |thing| own.contains(&thing));
        for (lines, placed) in &self.labels {
            let class = if lines.iter().flatten().any(|word| word.household.is_some()) {
                "ids"
            } else {
                "exit"
            };
            if let Some(placed) = placed {
                drawing.label(placed, class, SIZE, lines);
            }
        }
        drawing.finish([width, height], id, "detail-map", name)
    }
}

/// Who lives in the homes of a block.
pub(super) fn residents(things: &Things, block: &Block) -> Vec<usize> {
    let homes = block.marks.iter().filter_map(|(thing, _)| things.list.get(*thing));
    let homes = homes.filter(|thing| thing.mark.is_home());
    let mut residents: Vec<usize> =
        homes.flat_map(|home| home.households.iter().copied()).collect();
    residents.sort_unstable();
    residents
}
