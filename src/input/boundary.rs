//! The outline of the municipality, from GeoJSON (RFC 7946).

use std::collections::BTreeMap;

use serde_json::Value;

use super::log::Log;
use crate::geo::{Area, Location, Point, locate};
use crate::model::{Fault, FaultKind, Surroundings, Table};
use crate::text::{Said, holds_cpr, said, said_of, tidy};

/// A longer file has far more in it than a map can show.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A longer text is no line under a map.
const MOST_SOURCE: usize = 300;

/// Reads outline and source; whatever else a file has is passed over.
pub(super) fn read(text: &str, surroundings: &mut Surroundings, log: &mut Log) {
    if text.len() > MOST_BYTES {
        let advice = said!(
            "Export the outline anew, simplified",
            "Eksportér omridset igen i forenklet form"
        );
        let expected = said!("a file of at most 16 MiB", "en fil på højst 16 MiB");
        log.faults.push(fault(FaultKind::Malformed, expected).advise(advice));
        return;
    }
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            let mut fault = fault(FaultKind::Malformed, said!("a GeoJSON file", "en GeoJSON-fil"));
            fault.line = Some(error.line() as u64);
            fault.column = Some(error.column());
            let found = said!("what is not JSON", "noget, der ikke er JSON");
            log.faults.push(fault.found(found).advise(export_anew()));
            return;
        }
    };
    if let Some(source) = root.get("source").and_then(Value::as_str) {
        if holds_cpr(source) {
            let mut fault =
                fault(FaultKind::PersonalData, said!("no CPR number", "intet CPR-nummer"));
            fault.field = Some("source".into());
            let found =
                said!("what reads as a CPR number", "noget, der kan læses som et CPR-nummer");
            let advice = said!(
                "Take the number out; it is not shown here",
                "Fjern nummeret; det vises ikke her"
            );
            log.faults.push(fault.found(found).advise(advice));
        } else {
            let source: String = tidy(source.trim()).chars().take(MOST_SOURCE).collect();
            surroundings.source = Some(source).filter(|source| !source.is_empty());
        }
    }
    let mut outline = Outline::default();
    outline.object(&root, &Path::Root);
    if outline.parts.is_empty() && outline.wrong.is_empty() {
        let expected = said!("a polygon at least", "mindst én polygon");
        log.faults.push(fault(FaultKind::Missing, expected).advise(export_anew()));
    }
    log.faults.extend(outline.wrong.into_iter().map(|(wrong, places)| wrong.fault(places)));
    surroundings.boundary = Area::new(outline.parts);
}

fn fault(kind: FaultKind, expected: Said) -> Fault {
    Fault::new(Table::Boundary, kind, expected)
}

fn export_anew() -> Said {
    said!(
        "Export the outline as GeoJSON, in degrees of WGS84 (EPSG:4326), as polygons",
        "Eksportér omridset som GeoJSON i WGS84-grader (EPSG:4326) som polygoner"
    )
}

/// What can be wrong in a GeoJSON file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Type,
    List,
    Position,
    Place,
    Line,
}

impl Wrong {
    fn fault(self, Places { first, found, count }: Places) -> Fault {
        let (kind, expected) = match self {
            Self::Type => (
                FaultKind::BadValue,
                said!(
                    "a type of GeoJSON, such as FeatureCollection, Feature, Polygon or MultiPolygon",
                    "en type i GeoJSON, som FeatureCollection, Feature, Polygon eller MultiPolygon"
                ),
            ),
            Self::List => (FaultKind::Malformed, said!("a list", "en liste")),
            Self::Position => (
                FaultKind::Malformed,
                said!("two numbers: longitude and latitude", "to tal: længde og bredde"),
            ),
            Self::Place => (
                FaultKind::BadPlace,
                said!(
                    "longitude and latitude of a place in or near Denmark",
                    "længde og bredde af et sted i eller nær Danmark"
                ),
            ),
            Self::Line => (
                FaultKind::Malformed,
                said!("a line of three places or more", "en linje med tre steder eller flere"),
            ),
        };
        let mut fault = fault(kind, expected);
        fault.field = Some(first.into());
        let found = match (count - 1, found) {
            (0, found) => found,
            (_, None) => Some(said!("something else, {count} times", "noget andet, {count} gange")),
            (more, Some(found)) => {
                let [found, in_danish] = found.both();
                Some(said!("{found}, and {more} more", "{in_danish} og {more} mere"))
            }
        };
        fault.found = found;
        fault.advise(export_anew())
    }
}

/// Where the same is wrong.
struct Places {
    first: String,
    found: Option<Said>,
    count: usize,
}

/// Where a value stands in the file.
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'static str),
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn told(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(Self::Root, key) => (*key).to_owned(),
            Self::Key(above, key) => format!("{}.{key}", above.told()),
            Self::Item(above, at) => format!("{}[{at}]", above.told()),
        }
    }
}

/// The polygons that were found, and what was wrong. No deeper than a parser of JSON lets it.
#[derive(Default)]
struct Outline {
    parts: Vec<Vec<Vec<Point>>>,
    wrong: BTreeMap<Wrong, Places>,
}

impl Outline {
    fn object(&mut self, object: &Value, path: &Path) {
        let kind = object.get("type");
        match kind.and_then(Value::as_str) {
            Some("FeatureCollection") => {
                self.each(object, path, "features", |this, feature, at| this.object(feature, at));
            }
            Some("GeometryCollection") => {
                self.each(object, path, "geometries", |this, inner, at| this.object(inner, at));
            }
            Some("Feature") => {
                if let Some(geometry) = object.get("geometry").filter(|inner| !inner.is_null()) {
                    self.object(geometry, &Path::Key(path, "geometry"));
                }
            }
            Some("Polygon") => {
                let Some(coordinates) = object.get("coordinates") else { return };
                self.polygon(coordinates, &Path::Key(path, "coordinates"));
            }
            Some("MultiPolygon") => {
                self.each(object, path, "coordinates", |this, inner, at| this.polygon(inner, at));
            }
            Some("Point" | "MultiPoint" | "LineString" | "MultiLineString") => {}
            found => {
                let found = match (found, kind) {
                    (Some(word), _) => said_of(word),
                    (None, Some(_)) => said!("something else", "noget andet"),
                    (None, None) => said!("none", "ingen"),
                };
                self.note(Wrong::Type, &Path::Key(path, "type"), Some(found));
            }
        }
    }

    /// Each item of a list that an object has under a key.
    fn each(
        &mut self,
        object: &Value,
        path: &Path,
        key: &'static str,
        read: impl Fn(&mut Self, &Value, &Path),
    ) {
        let path = Path::Key(path, key);
        match object.get(key).and_then(Value::as_array) {
            Some(items) => {
                let items = items.iter().enumerate();
                items.for_each(|(at, item)| read(self, item, &Path::Item(&path, at)));
            }
            None => self.note(Wrong::List, &path, None),
        }
    }

    fn polygon(&mut self, lines: &Value, path: &Path) {
        let Some(lines) = lines.as_array() else { return self.note(Wrong::List, path, None) };
        let lines = lines.iter().enumerate();
        let part: Vec<Vec<Point>> =
            lines.filter_map(|(at, line)| self.line(line, &Path::Item(path, at))).collect();
        if !part.is_empty() {
            self.parts.push(part);
        }
    }

    fn line(&mut self, positions: &Value, path: &Path) -> Option<Vec<Point>> {
        let Some(positions) = positions.as_array() else {
            self.note(Wrong::List, path, None);
            return None;
        };
        let mut line = Vec::with_capacity(positions.len());
        for (at, position) in positions.iter().enumerate() {
            line.extend(self.position(position, &Path::Item(path, at)));
        }
        if positions.len() < 3 {
            self.note(Wrong::Line, path, None);
        }
        Some(line)
    }

    fn position(&mut self, position: &Value, path: &Path) -> Option<Point> {
        let number = |at: usize| position.get(at).and_then(Value::as_f64);
        let (Some(longitude), Some(latitude)) = (number(0), number(1)) else {
            self.note(Wrong::Position, path, None);
            return None;
        };
        let point = Point::from_wgs84(latitude, longitude);
        let known = point.filter(|point| locate(*point) != Location::Elsewhere);
        if known.is_none() {
            let found = said_of(&format!("{longitude}, {latitude}"));
            self.note(Wrong::Place, path, Some(found));
        }
        known
    }

    fn note(&mut self, wrong: Wrong, path: &Path, found: Option<Said>) {
        let places = self.wrong.entry(wrong);
        places.or_insert_with(|| Places { first: path.told(), found, count: 0 }).count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Surroundings, Vec<String>) {
        let (mut surroundings, mut log) = (Surroundings::default(), Log::default());
        read(text, &mut surroundings, &mut log);
        (surroundings, log.faults.iter().map(ToString::to_string).collect())
    }

    const SQUARE: &str = "[[[9.6, 55.7], [9.8, 55.7, -1], [9.8, 55.8], [9.6, 55.7]]]";

    #[test]
    fn polygons_are_found_wherever_they_are() {
        let polygon = format!("{{\"type\": \"Polygon\", \"coordinates\": {SQUARE}}}");
        let many = format!("{{\"type\": \"MultiPolygon\", \"coordinates\": [{SQUARE}, {SQUARE}]}}");
        let feature = |of: &str| format!("{{\"type\": \"Feature\", \"geometry\": {of}}}");
        let both = format!(
            "{{\"type\": \"GeometryCollection\", \"geometries\": [{many}, {polygon}, \
             {{\"type\": \"Point\", \"coordinates\": [9, 55]}}]}}"
        );
        let all = format!(
            "{{\"type\": \"FeatureCollection\", \"source\": \" DAGI \\u202e2014\", \
             \"features\": [{}, {}]}}",
            feature(&both),
            feature("null")
        );
        for (text, parts) in [(&polygon, 1), (&many, 2), (&feature(&many), 2), (&all, 3)] {
            let (found, faults) = read_text(text);
            assert_eq!((found.boundary.outlines().count(), faults), (parts, vec![]), "{text}");
        }
        assert_eq!(read_text(&all).0.source.as_deref(), Some("DAGI 2014"));
    }

    #[test]
    fn whatever_is_wrong_is_a_fault() {
        let of = |coordinates: &str| {
            format!("{{\"type\": \"MultiPolygon\", \"coordinates\": [{coordinates}]}}")
        };
        for (text, told) in [
            ("{\"type\": 1".into(), "line 1, column 10: found what is not JSON"),
            ("{}".into(), "type: found none; expected a type"),
            (
                "{\"type\": \"FeatureCollection\", \"features\": []}".into(),
                "expected a polygon at least",
            ),
            ("{\"type\": \"FeatureCollection\"}".into(), "features: expected a list"),
            (
                of("[[[55.7, 9.6], [9.6, 55.7], [9.7, 55.7]]]"),
                "coordinates[0][0][0]: found 55.7, 9.6;",
            ),
            (of("[[[9.6, 55.7], [9.7, 55.7]]]"), "coordinates[0][0]: expected a line"),
            (of("[[[9.6, null], 3, [9.7, 55.7]]]"), "found something else, 2 times; expected two"),
            (of("3"), "coordinates[0]: expected a list"),
            ("[".repeat(100_000), "column 128: found what is not JSON"),
        ] {
            let (_, faults) = read_text(&text);
            assert!(faults.len() == 1 && faults[0].contains(told), "{told}: {faults:#?}");
        }
    }

    #[test]
    fn all_is_told_at_once_and_each_sort_once() {
        let text = "{\"type\": \"MultiPolygon\", \"source\": \"010190-1234\", \"coordinates\": \
            [[[[0, 0], [1, 1], [2, 2], [\"\", 1]], [[9.6, 55.7]]], 7]}";
        let (_, faults) = read_text(text);
        assert_eq!(faults.len(), 5, "{faults:#?}");
        assert!(faults.iter().any(|told| told.contains("found 0, 0, and 2 more;")), "{faults:#?}");
        assert!(faults.iter().all(|told| !told.contains("0101")), "{faults:#?}");
    }
}
