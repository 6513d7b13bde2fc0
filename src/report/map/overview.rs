//! The whole municipality: outline, names of towns, everything there is.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Block, blocks};
use super::detail::residents;
use super::drawing::{Drawing, Word, id_lines, side_by_side, told};
use super::ground::Ground;
use super::labels::{Placed, Wanted, place};
use super::lettering::cut;
use super::shape::{Line, Rect, Spot};
use super::things::Things;
use super::towns::Town;
use super::view::{View, corners, middle, round_number};
use crate::geo::{Area, Point};
use crate::model::Surroundings;
use crate::text::tidy;

const WIDTH: f64 = 1000.0;
const LEAST_HIGH: f64 = 300.0;
const MOST_HIGH: f64 = 1000.0;
const MARGIN: f64 = 28.0;
/// The size of the font.
const SIZE: f64 = 20.0;
/// A mark that only shows where a detail has more.
const SMALL: f64 = 8.0;
/// Less of the world is not shown.
const LEAST_METRES: f64 = 4_000.0;
/// Where scale bar and north arrow stand, from the lower left.
const SCALE: [f64; 2] = [250.0, 50.0];
/// Places that only help to know where one is: so many at most, so far from others, and of the most important sorts.
const MOST_PLACES: usize = 10;
const FAR: f64 = 90.0;
const MOST_SORTS: usize = 2;

/// The frame around boundary and things; `None` where there is neither.
pub(super) fn view(things: &Things, boundary: &Area) -> Option<View> {
    let outlines = boundary.outlines().flatten().copied();
    let points = outlines.chain(things.list.iter().map(|thing| thing.at));
    let corners @ [least, last] = corners(points.filter(|point| point.is_finite()))?;
    let wide = (last.easting - least.easting).max(LEAST_METRES);
    let high = last.northing - least.northing;
    let metres_per_unit =
        f64::max(wide / (WIDTH - 2.0 * MARGIN), high / (MOST_HIGH - 2.0 * MARGIN));
    let height = (high / metres_per_unit + 2.0 * MARGIN).ceil().max(LEAST_HIGH);
    Some(View::of(middle(corners), metres_per_unit, [WIDTH, height]))
}

/// The overview while it is laid out.
pub(super) struct Overview<'t> {
    things: &'t Things,
    towns: &'t [Town],
    view: View,
    /// Things outside of towns.
    lone: Vec<Block>,
    /// Where each thing is drawn.
    spots: BTreeMap<usize, Spot>,
    ways: Vec<(usize, Line)>,
    ground: Ground,
    labels: Vec<(Vec<Vec<Word>>, &'static str, Placed)>,
    /// Places that are named, with a dot each.
    dots: Vec<Spot>,
    /// Names that stand on the map, and where.
    named: Vec<(String, Spot)>,
    /// Households whose ids found no place.
    pub(super) lost: BTreeSet<usize>,
}

impl<'t> Overview<'t> {
    pub(super) fn new(
        things: &'t Things,
        towns: &'t [Town],
        view: View,
        surroundings: Option<&Surroundings>,
    ) -> Self {
        let detailed: BTreeSet<usize> =
            towns.iter().flat_map(|town| &town.things).copied().collect();
        let mut spots: BTreeMap<usize, Spot> =
            things.list.iter().map(|thing| view.at(thing.at)).enumerate().collect();
        let apart: Vec<(usize, Spot)> = (spots.iter())
            .filter(|(thing, _)| !detailed.contains(thing))
            .map(|(thing, spot)| (*thing, *spot))
            .collect();
        let lone = blocks(&apart);
        spots.extend(lone.iter().flat_map(|block| block.marks.iter().copied()));
        let ways = ways(things, &spots);
        let mut ground = Ground::new(view.width, view.height + SCALE[1]);
        lone.iter().for_each(|block| ground.rect(block.rect));
        let small = detailed.iter().filter_map(|at| spots.get(at));
        small.for_each(|spot| ground.rect(Rect::around(*spot, SMALL, SMALL)));
        ways.iter().for_each(|(_, line)| ground.line(*line));
        let boundary = surroundings.map(|surroundings| &surroundings.boundary);
        for outline in boundary.into_iter().flat_map(Area::outlines) {
            let shore = view.outline(outline);
            let pairs = shore.iter().zip(shore.iter().skip(1));
            pairs.for_each(|(from, to)| ground.faint_line(Line { from: *from, to: *to }));
        }
        let mut overview = Self {
            things,
            towns,
            view,
            lone,
            spots,
            ways,
            ground,
            labels: Vec::new(),
            dots: Vec::new(),
            named: Vec::new(),
            lost: BTreeSet::new(),
        };
        overview.make_room_for_scale();
        overview.label_things();
        if let Some(surroundings) = surroundings {
            overview.label_places(surroundings);
        }
        overview
    }

    fn frame(&self) -> Rect {
        Rect::new(0.0, 0.0, self.view.width, self.view.height)
    }

    /// Where scale bar and north arrow stand.
    fn scale_rect(&self) -> Rect {
        let [width, height] = SCALE;
        Rect::new(0.0, self.view.height - height, width, self.view.height)
    }

    fn make_room_for_scale(&mut self) {
        let rect = self.scale_rect();
        if !self.ground.is_free(rect) {
            self.view.height += SCALE[1];
        }
        self.ground.rect(self.scale_rect());
    }

    fn label_things(&mut self) {
        let (mut wanted, mut texts, mut whose) = (Vec::new(), Vec::new(), Vec::new());
        for town in self.towns.iter().filter(|town| !town.name.is_empty()) {
            let spots = town.things.iter().filter_map(|thing| self.spots.get(thing).copied());
            let Some(rect) = Rect::of(spots) else { continue };
            let anchor = rect.grown(SMALL / 2.0);
            self.named.push((town.name.clone(), rect.middle()));
            let name = cut(&town.name);
            wanted.push(Wanted::new([name.as_str()], SIZE, anchor, true));
            texts.push((vec![vec![Word::plain(&name)]], "town"));
            whose.push(Vec::new());
        }
        for block in &self.lone {
            let residents = residents(self.things, block);
            if !residents.is_empty() {
                let lines = id_lines(self.things, &residents, SIZE);
                let told: Vec<String> = lines.iter().map(|line| told(line)).collect();
                wanted.push(Wanted::new(told.iter().map(String::as_str), SIZE, block.rect, true));
                texts.push((lines, "ids"));
                whose.push(residents);
            }
            let town = block.marks.first().and_then(|(thing, _)| self.things.list.get(*thing));
            let Some(town) = town.map(|thing| &thing.town).filter(|town| !town.is_empty()) else {
                continue;
            };
            if self.named.iter().any(|(name, _)| name == town) {
                continue;
            }
            self.named.push((town.clone(), block.rect.middle()));
            let name = cut(town);
            wanted.push(Wanted::new([name.as_str()], SIZE, block.rect, false));
            texts.push((vec![vec![Word::plain(&name)]], "town"));
            whose.push(Vec::new());
        }
        let placed = place(&wanted, &self.ground, self.frame());
        for (((text, class), placed), who) in texts.into_iter().zip(placed).zip(whose) {
            match placed {
                Some(placed) => self.add(text, class, placed),
                None => self.lost.extend(who),
            }
        }
    }

    fn add(&mut self, text: Vec<Vec<Word>>, class: &'static str, placed: Placed) {
        self.ground.rect(placed.rect);
        placed.leader.into_iter().for_each(|leader| self.ground.line(leader));
        self.labels.push((text, class, placed));
    }

    /// Names of the file far from all others, those of the most important sort first.
    fn label_places(&mut self, surroundings: &Surroundings) {
        let frame = self.frame();
        let mut sorts: Vec<&str> = surroundings.places.iter().map(|place| &*place.kind).collect();
        sorts.dedup();
        sorts.truncate(MOST_SORTS);
        let mut places: Vec<(String, Spot, &str)> = (surroundings.places.iter())
            .map(|place| (tidy(place.name.trim()), self.view.at(place.location), &*place.kind))
            .filter(|(name, spot, kind)| {
                !name.is_empty() && frame.holds(*spot) && sorts.contains(kind)
            })
            .map(|(name, spot, kind)| (name.into_owned(), spot, kind))
            .collect();
        for _ in 0..MOST_PLACES {
            let Some(sort) = places.first().map(|(_, _, kind)| *kind) else { break };
            let far = |spot: Spot| {
                let others = self.named.iter().map(|(_, other)| other.to(spot));
                others.fold(f64::INFINITY, f64::min)
            };
            places.retain(|(name, spot, _)| {
                far(*spot) >= FAR && !self.named.iter().any(|(other, _)| other == name)
            });
            let same = places.iter().enumerate().filter(|(_, (_, _, kind))| *kind == sort);
            let next = same.max_by(|(a, (_, one, _)), (b, (_, two, _))| {
                far(*one).total_cmp(&far(*two)).then(b.cmp(a))
            });
            let Some(at) = next.map(|(at, _)| at) else { continue };
            let (name, spot, _) = places.remove(at);
            let shown = cut(&name);
            let anchor = Rect::around(spot, 6.0, 6.0);
            let wanted = [Wanted::new([shown.as_str()], SIZE, anchor, false)];
            self.named.push((name, spot));
            let mut ground = self.ground.clone();
            ground.rect(anchor);
            if let ([Some(placed)], true) =
                (place(&wanted, &ground, frame).as_slice(), self.ground.is_free(anchor))
            {
                self.ground.rect(anchor);
                self.add(vec![vec![Word::plain(&shown)]], "place", *placed);
                self.dots.push(spot);
            }
        }
    }

    /// The picture.
    pub(super) fn svg(&self, boundary: &Area, name: &str, north: &str) -> String {
        let mut drawing = Drawing::default();
        let outlines: Vec<&[Point]> = boundary.outlines().collect();
        let hull;
        if outlines.is_empty() {
            hull = Area::hull(self.things.list.iter().map(|thing| thing.at));
            hull.outlines().for_each(|outline| drawing.land(&self.view, outline, "hull"));
        } else {
            outlines.iter().for_each(|outline| drawing.land(&self.view, outline, "land"));
        }
        self.dots.iter().for_each(|spot| drawing.dot(*spot));
        let town_of =
            |thing: &usize| self.towns.iter().position(|town| town.things.contains(thing));
        for (at, line) in &self.ways {
            let Some(trip) = self.things.trips.get(*at) else { continue };
            let town = town_of(&trip.home);
            let is_detailed = town.is_some() && town == town_of(&trip.site);
            drawing.trip(trip, *line, !is_detailed);
        }
        for town in self.towns {
            for at in &town.things {
                let (Some(thing), Some(spot)) = (self.things.list.get(*at), self.spots.get(at))
                else {
                    continue;
                };
                drawing.mark(thing, *spot, SMALL, false);
            }
        }
        drawing.blocks(self.things, &self.lone, |_| true);
        for (text, class, placed) in &self.labels {
            drawing.label(placed, class, SIZE, text);
        }
        let rect = self.scale_rect();
        let metres = round_number(self.view.metres_per_unit * 170.0);
        drawing.north(Spot::new(rect.left + 20.0, rect.bottom - 10.0), north);
        let from = Spot::new(rect.left + 50.0, rect.bottom - 12.0);
        drawing.scale(from, metres, self.view.metres_per_unit, SIZE);
        drawing.finish([self.view.width, self.view.height], "map-title", "overview-map", name)
    }
}

/// The trips between places that are not one.
fn ways(things: &Things, spots: &BTreeMap<usize, Spot>) -> Vec<(usize, Line)> {
    let trips: Vec<_> = things.trips.iter().enumerate().collect();
    let mut ways = Vec::new();
    for same in trips.chunk_by(|(_, a), (_, b)| (a.home, a.site) == (b.home, b.site)) {
        let line = |(at, trip): &(usize, &super::things::Trip)| {
            let (from, to) = (*spots.get(&trip.home)?, *spots.get(&trip.site)?);
            (from != to).then_some((*at, Line { from, to }))
        };
        ways.extend(side_by_side(&same.iter().filter_map(line).collect::<Vec<_>>()));
    }
    ways
}
