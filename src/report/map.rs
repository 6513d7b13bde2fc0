//! Where everything is: an overview of the municipality, and a detail of each town whose homes and workplaces the
//! overview cannot tell apart.
//!
//! All is inline SVG in HTML, whose classes `map/map.css` draws: no script, no style attribute, nothing from
//! elsewhere. A household's home and its trips lead to its card, `#h0` for the first of the case. No label lies on
//! anything: where there is no room for one, a detail grows, and what finds none even so is told below it.

mod blocks;
mod detail;
mod drawing;
mod ground;
mod labels;
mod legend;
mod lettering;
mod markup;
mod overview;
mod scenery;
mod shape;
mod things;
mod towns;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use self::detail::{Detail, MOST_COLUMNS, MOST_HIGH, MOST_WIDE};
use self::drawing::Drawing;
use self::legend::legend;
use self::markup::escaped;
use self::overview::Overview;
use self::shape::Spot;
use self::things::Things;
use self::towns::{Town, towns};
use self::view::round_number;
use crate::geo::Area;
use crate::model::{Case, Surroundings};
use crate::plan::Plan;
use crate::text::{Language, tidy};
use crate::words::{Words, words};

/// How the classes of [`html`] are drawn.
pub(super) const STYLE: &str = include_str!("map/map.css");

/// Things nearer than this on the overview, in units, are told apart in a detail.
const NEAR: f64 = 22.0;

/// The scale of details, and how much larger than the overview they are at least.
const METRES_PER_UNIT: f64 = 10.0;
const LARGER: f64 = 3.0;

/// The map of a plan: figures, legend and sources.
pub(super) fn html(
    case: &Case,
    plan: &Plan,
    surroundings: Option<&Surroundings>,
    language: Language,
) -> String {
    let words = words(language);
    let things = Things::new(case, plan, surroundings, words);
    let nowhere = Area::default();
    let boundary = surroundings.map_or(&nowhere, |surroundings| &surroundings.boundary);
    let Some(view) = overview::view(&things, boundary) else {
        return format!("<p class=\"map\">{}</p>\n", words.empty_map());
    };
    let scale = f64::min(METRES_PER_UNIT, view.metres_per_unit / LARGER);
    let most = [MOST_WIDE * scale, MOST_HIGH * scale];
    let towns = towns(&things, NEAR * view.metres_per_unit, most);
    let overview = Overview::new(&things, &towns, view, surroundings);
    let mut html = String::from("<div class=\"map\">\n<figure class=\"overview\">\n");
    html += &scrolling(&overview.svg(boundary, words.map(), words.north()), words.map(), 3);
    html += "<figcaption>\n";
    html += &legend(&things, words);
    html += &paragraph("also", &also_here(&things, &overview.lost, words));
    if things.list.is_empty() {
        html += &paragraph("also", words.empty_map());
    }
    html += &paragraph("sources", &sources(case, surroundings, words));
    html += "</figcaption>\n</figure>\n";
    html += &details(&things, &towns, scale, words);
    html + "</div>\n"
}

/// The figures of the towns, in rows of the page, and their scale.
fn details(things: &Things, towns: &[Town], scale: f64, words: &dyn Words) -> String {
    if towns.is_empty() {
        return String::new();
    }
    let details: Vec<Detail> =
        towns.iter().map(|town| Detail::new(things, town, scale).closer()).collect();
    let is_closer = |detail: &Detail| detail.metres_per_unit() < scale;
    let all_alike = !details.iter().any(is_closer);
    let mut html = String::from("<div class=\"details\">\n");
    let titled = details.into_iter().zip(titles(towns, words)).collect();
    for (nth, (detail, title)) in in_rows(titled).into_iter().enumerate() {
        let columns = detail.columns;
        let mut svg = detail.svg(&format!("map-detail-{nth}"), &words.detail(&title));
        if is_closer(&detail) {
            let id = format!("map-scale-{nth}");
            svg += &scale_bar(detail.metres_per_unit(), columns, &id, words.own_scale());
        }
        html += &format!(
            "<figure class=\"detail w{columns}\">\n<figcaption>{}</figcaption>\n",
            escaped(&title)
        );
        html += &if columns > 1 { scrolling(&svg, &title, columns) } else { svg };
        html += &paragraph("also", &also_here(things, &detail.lost, words));
        html += "</figure>\n";
    }
    let told = words.one_scale(all_alike);
    html += "<figure class=\"detail w1\">\n";
    html += &scale_bar(scale, 1, "map-scale", told);
    html += &paragraph("also", told);
    html + "</figure>\n</div>\n"
}

/// How long some metres are in a detail that spans some columns.
fn scale_bar(metres_per_unit: f64, columns: usize, id: &str, name: &str) -> String {
    let mut bar = Drawing::default();
    bar.scale(Spot::new(1.0, 26.0), round_number(metres_per_unit * 150.0), metres_per_unit, 14.5);
    bar.finish([detail::width(columns), 30.0], id, "detail-scale", name)
}

/// The details in an order in which they fill rows, those of a row equally high.
fn in_rows(mut details: Vec<(Detail<'_>, String)>) -> Vec<(Detail<'_>, String)> {
    let mut ordered = Vec::new();
    while !details.is_empty() {
        let mut row = Vec::new();
        let mut room = MOST_COLUMNS;
        while let Some(next) = details.iter().position(|(detail, _)| detail.columns <= room) {
            let next = details.remove(next);
            room -= next.0.columns;
            row.push(next);
        }
        let height = row.iter().map(|(detail, _)| detail.height()).fold(0.0, f64::max);
        ordered.extend(row.into_iter().map(|(detail, title)| (detail.grown_to(height), title)));
    }
    ordered
}

/// What stands above each detail, no two the same.
fn titles(towns: &[Town], words: &dyn Words) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let title = |(at, town): (usize, &Town)| {
        let name = match town.name.as_str() {
            "" => words.nth_detail(at + 1),
            name => name.to_owned(),
        };
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    };
    towns.iter().enumerate().map(title).collect()
}

/// A wide picture, that a narrow screen moves sideways.
fn scrolling(svg: &str, name: &str, columns: usize) -> String {
    let name = escaped(name);
    format!(
        "<div class=\"scroll s{columns}\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">\n{svg}</div>\n"
    )
}

fn also_here(things: &Things, lost: &BTreeSet<usize>, words: &dyn Words) -> String {
    let lost: Vec<&str> =
        lost.iter().filter_map(|at| things.households.get(*at)).map(String::as_str).collect();
    if lost.is_empty() { String::new() } else { words.also_here(&lost.join(", ")) }
}

/// When people arrive, and whose data the map is made of.
fn sources(case: &Case, surroundings: Option<&Surroundings>, words: &dyn Words) -> String {
    let days = || case.households().iter().map(|household| household.arrival.date());
    let arrivals = days().min().zip(days().max());
    let arrivals = arrivals.map(|(first, last)| words.arrivals(first, last) + ".");
    let source = surroundings.and_then(|surroundings| surroundings.source.as_deref());
    let source = source.map(|source| words.sources(&tidy(source)));
    arrivals.into_iter().chain(source).collect::<Vec<_>>().join(" ")
}

/// A paragraph, unless it is empty.
fn paragraph(class: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<p class=\"{class}\">{}</p>\n", escaped(text))
}
