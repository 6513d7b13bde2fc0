use std::collections::BTreeMap;

use super::things::Things;
use super::view::{corners, middle};
use crate::geo::Point;

/// Things that lie so close together that the overview cannot tell them apart, some of which somebody has.
pub(super) struct Town {
    pub(super) things: Vec<usize>,
    /// Empty if nobody says.
    pub(super) name: String,
    /// The corners of the least rectangle around them.
    pub(super) corners: [Point; 2],
}

/// The towns, those with the most households first; two things are in one if nearer than `near` metres, and none is
/// larger than `most` metres from west to east and from south to north.
///
/// # Runtime
/// O(n²) for n things.
pub(super) fn towns(things: &Things, near: f64, most: [f64; 2]) -> Vec<Town> {
    let at = |thing: &usize| things.list.get(*thing).map(|thing| thing.at);
    let mut left: Vec<usize> = (0..things.list.len()).collect();
    let mut towns = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut next = 0;
        while let Some(from) = group.get(next).and_then(at) {
            let (joined, others): (Vec<usize>, Vec<usize>) = left
                .iter()
                .partition(|other| at(other).is_some_and(|at| at.metres_to(from) < near));
            group.extend(joined);
            left = others;
            next += 1;
        }
        group.sort_unstable();
        split(things, group, most, &mut towns);
    }
    let is_used =
        |thing: &usize| things.list.get(*thing).is_some_and(|thing| !thing.households.is_empty());
    towns.retain(|town: &Town| town.things.iter().any(is_used));
    join(things, &mut towns, most);
    towns.retain(|town| town.things.len() > 1);
    let households = |town: &Town| {
        let of = town.things.iter().filter_map(|thing| things.list.get(*thing));
        of.map(|thing| thing.households.len()).sum::<usize>()
    };
    towns.sort_by_cached_key(|town| {
        (std::cmp::Reverse(households(town)), town.name.clone(), town.things.first().copied())
    });
    towns
}

/// Makes one town of those that have one name, as far as it is not larger than `most`.
fn join(things: &Things, towns: &mut Vec<Town>, most: [f64; 2]) {
    let mut joined: Vec<Town> = Vec::new();
    for town in towns.drain(..) {
        let fits = |other: &&mut Town| {
            !town.name.is_empty() && other.name == town.name && {
                let [[a, b], [c, d]] = [other.corners, town.corners];
                corners([a, b, c, d]).is_some_and(|corners| fits(corners, most))
            }
        };
        match joined.iter_mut().find(fits) {
            Some(other) => {
                other.things.extend(town.things);
                other.things.sort_unstable();
                let at = |thing: &usize| things.list.get(*thing).map(|thing| thing.at);
                other.corners =
                    corners(other.things.iter().filter_map(at)).unwrap_or(other.corners);
            }
            None => joined.push(town),
        }
    }
    *towns = joined;
}

fn fits([least, last]: [Point; 2], [most_wide, most_high]: [f64; 2]) -> bool {
    last.easting - least.easting <= most_wide && last.northing - least.northing <= most_high
}

/// Halves of a group at its widest gaps, until none is larger than `most`.
fn split(things: &Things, mut group: Vec<usize>, most: [f64; 2], towns: &mut Vec<Town>) {
    let at = |thing: &usize| things.list.get(*thing).map(|thing| thing.at);
    let Some(corners @ [least, last]) = corners(group.iter().filter_map(at)) else { return };
    let (width, height) = (last.easting - least.easting, last.northing - least.northing);
    if fits(corners, most) {
        let name = name(things, &group, middle(corners));
        return towns.push(Town { things: group, name, corners });
    }
    let along = |thing: &usize| {
        at(thing).map_or(0.0, |at| if width >= height { at.easting } else { at.northing })
    };
    group.sort_by(|a, b| along(a).total_cmp(&along(b)).then(a.cmp(b)));
    let gap = |at: usize| Some(along(group.get(at)?) - along(group.get(at - 1)?));
    let widest = (1..group.len()).max_by(|a, b| {
        let gaps = gap(*a).unwrap_or(0.0).total_cmp(&gap(*b).unwrap_or(0.0));
        gaps.then(b.cmp(a))
    });
    let Some(widest) = widest else { return };
    let mut rest = group.split_off(widest);
    group.sort_unstable();
    rest.sort_unstable();
    split(things, group, most, towns);
    split(things, rest, most, towns);
}

/// What most things of a group say their town is; of several, that of the thing nearest to the middle.
fn name(things: &Things, group: &[usize], middle: Point) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let of = || group.iter().filter_map(|thing| things.list.get(*thing));
    for thing in of().filter(|thing| !thing.town.is_empty()) {
        *counts.entry(&thing.town).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    let named = of().filter(|thing| counts.get(thing.town.as_str()) == Some(&most));
    let far = |at: Point| at.metres_to(middle);
    let nearest = named.min_by(|a, b| far(a.at).total_cmp(&far(b.at)));
    nearest.map_or_else(String::new, |thing| thing.town.clone())
}
