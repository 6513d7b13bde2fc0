//! The plan as GeoJSON (RFC 7946): people by their ids only, WGS84 degrees, longitude first.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::geo::Point;
use crate::model::{
    Address, Case, DwellingId, HouseholdId, Mode, OpeningId, PersonId, SiteId, StepId,
};
use crate::plan::Plan;
use crate::text::tidy;

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
        used: bool,
        households: Vec<&'a HouseholdId>,
        people: usize,
        beds: i64,
        #[serde(flatten)]
        address: Place<'a>,
    },
    Site {
        site: &'a SiteId,
        used: bool,
        persons: Vec<&'a PersonId>,
        employer: Cow<'a, str>,
        #[serde(flatten)]
        address: Place<'a>,
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

/// Where something is, for people.
#[derive(Serialize)]
struct Place<'a> {
    address: Cow<'a, str>,
    postcode: Cow<'a, str>,
    locality: Cow<'a, str>,
}

impl<'a> Place<'a> {
    fn new(address: &'a Address) -> Self {
        Self {
            address: tidy(&address.street),
            postcode: tidy(&address.postcode),
            locality: tidy(&address.locality),
        }
    }
}

/// The dwellings, then the sites, used and not, each sorted by id, then a line for each trip that
/// has a length.
pub(super) fn of<'a>(case: &'a Case, plan: &'a Plan) -> Map<'a> {
    let mut residents: BTreeMap<&DwellingId, (Vec<&HouseholdId>, usize)> = BTreeMap::new();
    let mut workers: BTreeMap<&SiteId, Vec<&PersonId>> = BTreeMap::new();
    let mut trips = Vec::new();
    for home in &plan.households {
        let Some(dwelling) = &home.dwelling else { continue };
        let (households, people) = residents.entry(dwelling).or_default();
        households.push(&home.household);
        *people += home.persons.len();
        for placed in &home.persons {
            let Some(job) = &placed.job else { continue };
            workers.entry(&job.site).or_default().push(&placed.person);
            let ends = dwelling_at(case, dwelling).zip(site_at(case, &job.site));
            let Some((from, to)) = ends.filter(|(from, to)| from != to) else { continue };
            trips.push(Feature {
                geometry: Some(Geometry::LineString { coordinates: [from, to] }),
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
    let point = |at: Point| degrees(at).map(|coordinates| Geometry::Point { coordinates });
    let dwellings = case.dwellings().iter().map(|dwelling| {
        let (households, people) = residents.remove(&dwelling.id).unwrap_or_default();
        Feature {
            geometry: point(dwelling.location),
            properties: Properties::Dwelling {
                dwelling: &dwelling.id,
                used: !households.is_empty(),
                households,
                people,
                beds: dwelling.beds,
                address: Place::new(&dwelling.address),
            },
        }
    });
    let sites = case.sites().iter().map(|site| {
        let persons = workers.remove(&site.id).unwrap_or_default();
        Feature {
            geometry: point(site.location),
            properties: Properties::Site {
                site: &site.id,
                used: !persons.is_empty(),
                persons,
                employer: tidy(&site.employer),
                address: Place::new(&site.address),
            },
        }
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
