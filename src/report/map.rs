//! The plan as GeoJSON (RFC 7946): ids only, WGS84 degrees, longitude first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::geo::Point;
use crate::model::{Case, DwellingId, HouseholdId, Mode, OpeningId, PersonId, SiteId, StepId};
use crate::plan::Plan;

#[derive(Serialize)]
#[serde(tag = "type", rename = "FeatureCollection")]
pub(super) struct Map<'a> {
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
struct Feature<'a> {
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Geometry {
    Point { coordinates: [f64; 2] },
    LineString { coordinates: [[f64; 2]; 2] },
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Properties<'a> {
    Dwelling {
        dwelling: &'a DwellingId,
        households: Vec<&'a HouseholdId>,
        people: usize,
    },
    Site {
        site: &'a SiteId,
        persons: Vec<&'a PersonId>,
    },
    Trip {
        person: &'a PersonId,
        household: &'a HouseholdId,
        dwelling: &'a DwellingId,
        opening: &'a OpeningId,
        site: &'a SiteId,
        step: &'a StepId,
        mode: Mode,
        minutes: i64,
    },
}

/// The dwellings in use, then the sites in use, each sorted by id, then a line for each trip.
pub(super) fn of<'a>(case: &'a Case, plan: &'a Plan) -> Map<'a> {
    let mut dwellings: BTreeMap<&DwellingId, (Vec<&HouseholdId>, usize)> = BTreeMap::new();
    let mut sites: BTreeMap<&SiteId, Vec<&PersonId>> = BTreeMap::new();
    let mut trips = Vec::new();
    for home in &plan.households {
        let Some(dwelling) = &home.dwelling else { continue };
        let (households, people) = dwellings.entry(dwelling).or_default();
        households.push(&home.household);
        *people += home.persons.len();
        for placed in &home.persons {
            let Some(job) = &placed.job else { continue };
            sites.entry(&job.site).or_default().push(&placed.person);
            let ends = dwelling_at(case, dwelling).zip(site_at(case, &job.site));
            trips.push(Feature {
                geometry: ends.map(|(from, to)| Geometry::LineString { coordinates: [from, to] }),
                properties: Properties::Trip {
                    person: &placed.person,
                    household: &home.household,
                    dwelling,
                    opening: &job.opening,
                    site: &job.site,
                    step: &job.step,
                    mode: job.mode,
                    minutes: job.commute_minutes,
                },
            });
        }
    }
    let point = |at: Option<[f64; 2]>| at.map(|coordinates| Geometry::Point { coordinates });
    let dwellings = dwellings.into_iter().map(|(dwelling, (households, people))| Feature {
        geometry: point(dwelling_at(case, dwelling)),
        properties: Properties::Dwelling { dwelling, households, people },
    });
    let sites = sites.into_iter().map(|(site, persons)| Feature {
        geometry: point(site_at(case, site)),
        properties: Properties::Site { site, persons },
    });
    Map { features: dwellings.chain(sites).chain(trips).collect() }
}

fn dwelling_at(case: &Case, id: &DwellingId) -> Option<[f64; 2]> {
    degrees(case.dwellings().get(case.dwelling_index(id)?)?.location)
}

fn site_at(case: &Case, id: &SiteId) -> Option<[f64; 2]> {
    degrees(case.sites().get(case.site_index(id)?)?.location)
}

/// Longitude and latitude to six decimals, a tenth of a metre.
fn degrees(point: Point) -> Option<[f64; 2]> {
    let (latitude, longitude) = point.to_wgs84()?;
    Some([longitude, latitude].map(|degrees| (degrees * 1e6).round() / 1e6))
}
