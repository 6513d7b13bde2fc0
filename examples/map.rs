//! Draws the best plan for a case folder as a map, an SVG picture on standard output:
//! `cargo run --release --example map -- data/hedensted/2016-04 > plan.svg`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use boligplacering::geo::{Area, Point};
use boligplacering::input::read_case;
use boligplacering::model::{Case, Mode};
use boligplacering::{Options, Plan, place};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("usage: map FOLDER > plan.svg");
        return ExitCode::from(2);
    };
    match map(Path::new(folder)) {
        Ok(picture) => {
            print!("{picture}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn map(folder: &Path) -> Result<String, Box<dyn Error>> {
    let case = read_case(folder)?.case;
    let plan = place(&case, &Options::default())?.plan;
    draw(&case, &plan)
}

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 70.0;
const TOP: f64 = 60.0;

/// Metres to pixels, north up.
struct Frame {
    west: f64,
    north: f64,
    pixels_per_metre: f64,
    height: f64,
}

impl Frame {
    fn around(places: impl Iterator<Item = Point> + Clone) -> Self {
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let west = least(&mut places.clone().map(|p| p.easting));
        let east = -least(&mut places.clone().map(|p| -p.easting));
        let south = least(&mut places.clone().map(|p| p.northing));
        let north = -least(&mut places.clone().map(|p| -p.northing));
        let pixels_per_metre = (WIDTH - 2.0 * MARGIN) / (east - west).max(1000.0);
        let height = (north - south) * pixels_per_metre + 2.0 * MARGIN + TOP;
        Self { west, north, pixels_per_metre, height }
    }

    fn at(&self, point: Point) -> (f64, f64) {
        let x = (point.easting - self.west) * self.pixels_per_metre + MARGIN;
        let y = (self.north - point.northing) * self.pixels_per_metre + MARGIN + TOP;
        (x, y)
    }
}

fn draw(case: &Case, plan: &Plan) -> Result<String, Box<dyn Error>> {
    let places = || {
        let homes = case.dwellings().iter().map(|d| (d.location, &d.address.locality));
        homes.chain(case.sites().iter().map(|s| (s.location, &s.address.locality)))
    };
    let frame = Frame::around(places().map(|(point, _)| point));
    let mut svg = String::new();
    writeln!(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {h:.0}' \
         font-family='sans-serif' font-size='13'>\n\
         <rect width='{WIDTH}' height='{h:.0}' fill='#fbfaf6'/>",
        h = frame.height
    )?;
    let mut towns: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    for (point, town) in places().filter(|(_, town)| !town.is_empty()) {
        towns.entry(town).or_default().push(point);
    }
    for (town, points) in towns {
        let hull = Area::hull(points);
        let corners: Vec<(f64, f64)> =
            hull.outlines().flatten().map(|corner| frame.at(*corner)).collect();
        write!(
            svg,
            "<polygon fill='#efebdf' stroke='#efebdf' stroke-width='28' stroke-linejoin='round' points='"
        )?;
        for (x, y) in &corners {
            write!(svg, "{x:.1},{y:.1} ")?;
        }
        writeln!(svg, "'/>")?;
        let fold = |least: fn(f64, f64) -> f64, values: &mut dyn Iterator<Item = f64>| {
            values.reduce(least).unwrap_or_default()
        };
        let west = fold(f64::min, &mut corners.iter().map(|(x, _)| *x));
        let east = fold(f64::max, &mut corners.iter().map(|(x, _)| *x));
        let top = fold(f64::min, &mut corners.iter().map(|(_, y)| *y));
        writeln!(
            svg,
            "<text x='{x:.0}' y='{y:.0}' text-anchor='middle' fill='#6b675c'>{}</text>",
            escaped(town),
            x = f64::midpoint(west, east),
            y = top - 20.0
        )?;
    }
    let mut shapes = String::new();
    for dwelling in case.dwellings() {
        let used = plan.households.iter().any(|h| h.dwelling.as_ref() == Some(&dwelling.id));
        square(&mut shapes, frame.at(dwelling.location), used)?;
    }
    for site in case.sites() {
        let jobs =
            || plan.households.iter().flat_map(|h| &h.persons).filter_map(|p| p.job.as_ref());
        circle(&mut shapes, frame.at(site.location), jobs().any(|job| job.site == site.id))?;
    }
    for household in &plan.households {
        let home = household.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        for job in household.persons.iter().filter_map(|person| person.job.as_ref()) {
            let (Some(home), Some(site)) = (home, case.site_index(&job.site)) else { continue };
            let (x1, y1) = frame.at(case.dwellings()[home].location);
            let (x2, y2) = frame.at(case.sites()[site].location);
            let colour = colour(job.mode);
            writeln!(
                svg,
                "<line x1='{x1:.1}' y1='{y1:.1}' x2='{x2:.1}' y2='{y2:.1}' stroke='{colour}' \
                 stroke-width='2.5'/><text x='{x:.1}' y='{y:.1}' font-size='11' \
                 fill='{colour}'>{minutes}′</text>",
                x = f64::midpoint(x1, x2) + 7.0,
                y = f64::midpoint(y1, y2) + 13.0,
                minutes = job.commute_minutes
            )?;
        }
    }
    svg.push_str(&shapes);
    legend(&mut svg)?;
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn legend(svg: &mut String) -> std::fmt::Result {
    let label = |svg: &mut String, x: f64, text: &str| {
        writeln!(svg, "<text x='{x}' y='34' fill='#3a382f'>{text}</text>")
    };
    square(svg, (30.0, 30.0), true)?;
    label(svg, 42.0, "dwelling")?;
    square(svg, (122.0, 30.0), false)?;
    label(svg, 134.0, "not used")?;
    circle(svg, (222.0, 30.0), true)?;
    label(svg, 234.0, "workplace")?;
    circle(svg, (322.0, 30.0), false)?;
    label(svg, 334.0, "not used")?;
    for (x, mode) in [450.0, 540.0, 650.0, 730.0].into_iter().zip(Mode::ALL) {
        let colour = colour(mode);
        writeln!(
            svg,
            "<line x1='{}' y1='30' x2='{x}' y2='30' stroke='{colour}' stroke-width='3'/>",
            x - 26.0
        )?;
        label(svg, x + 6.0, mode.name())?;
    }
    Ok(())
}

fn square(svg: &mut String, (x, y): (f64, f64), used: bool) -> std::fmt::Result {
    let fill = if used { "#b5482a" } else { "#fbfaf6" };
    let (x, y) = (x - 4.0, y - 4.0);
    writeln!(
        svg,
        "<rect x='{x:.1}' y='{y:.1}' width='8' height='8' fill='{fill}' stroke='#b5482a'/>"
    )
}

fn circle(svg: &mut String, (x, y): (f64, f64), used: bool) -> std::fmt::Result {
    let fill = if used { "#274b6d" } else { "#fbfaf6" };
    writeln!(svg, "<circle cx='{x:.1}' cy='{y:.1}' r='4' fill='{fill}' stroke='#274b6d'/>")
}

fn colour(mode: Mode) -> &'static str {
    match mode {
        Mode::Walk => "#5d8a3a",
        Mode::Bicycle => "#3b8ea5",
        Mode::Bus => "#c98a1b",
        _ => "#7d4e8c",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
