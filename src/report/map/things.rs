use std::collections::BTreeMap;

use crate::geo::Point;
use crate::model::{Address, Case, Mode, NamedPlace, Surroundings};
use crate::plan::{HousedHousehold, Plan};
use crate::text::tidy;
use crate::words::{HomeMark, Words, named};

/// Homes and workplaces, and the trips between them.
pub(super) struct Things {
    pub(super) list: Vec<Thing>,
    pub(super) trips: Vec<Trip>,
    /// What people call each household of the case.
    pub(super) households: Vec<String>,
}

/// A home or a workplace.
pub(super) struct Thing {
    pub(super) at: Point,
    pub(super) mark: Mark,
    /// The town that it is in; empty if nobody says.
    pub(super) town: String,
    /// What it is and who is there.
    pub(super) title: String,
    /// Who lives or works there, as indices of the case.
    pub(super) households: Vec<usize>,
}

/// What a thing is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Home(HomeMark),
    Site { idle: bool },
}

impl Mark {
    pub(super) fn is_home(self) -> bool {
        matches!(self, Self::Home(_))
    }
}

/// The way between a home and a workplace, by one mode.
pub(super) struct Trip {
    pub(super) home: usize,
    pub(super) site: usize,
    pub(super) mode: Mode,
    pub(super) title: String,
    pub(super) households: Vec<usize>,
}

/// A town is called by a place at most so far away, in metres, where its addresses do not say.
const FAR_METRES: f64 = 3_000.0;

impl Things {
    pub(super) fn new(
        case: &Case,
        plan: &Plan,
        surroundings: Option<&Surroundings>,
        words: &dyn Words,
    ) -> Self {
        let places = surroundings.map_or(&[][..], |surroundings| &surroundings.places);
        let town = |address: &Address, at: Point| {
            let locality = tidy(address.locality.trim());
            if locality.is_empty() { nearest(places, at) } else { locality.into_owned() }
        };
        let mut residents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut workers: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
        let mut ways: BTreeMap<(usize, usize, Mode), Way> = BTreeMap::new();
        for home in &plan.households {
            let Some((household, dwelling)) = housed(case, home) else { continue };
            residents.entry(dwelling).or_default().push(household);
            for placed in &home.persons {
                let Some(job) = &placed.job else { continue };
                let Some(site) = case.site_index(&job.site) else { continue };
                let person = placed.person.as_str();
                workers.entry(site).or_default().push((household, person));
                let way = ways.entry((dwelling, site, job.mode)).or_default();
                way.minutes = job.commute_minutes;
                way.who.push((household, person));
            }
        }
        let homes = case.dwellings().iter().enumerate().map(|(at, home)| {
            let households = residents.remove(&at).unwrap_or_default();
            let mark = match home {
                _ if !households.is_empty() => HomeMark::Taken,
                _ if home.restricted => HomeMark::Restricted,
                _ if !home.reserved_for.is_empty() => HomeMark::Reserved,
                _ => HomeMark::Free,
            };
            let called = named::dwelling(home);
            let title = match mark {
                HomeMark::Taken => format!("{}: {called}", ids(case, &households)),
                mark => format!("{called}: {}", words.home_mark(mark)),
            };
            let town = town(&home.address, home.location);
            Thing { at: home.location, mark: Mark::Home(mark), town, title, households }
        });
        let sites = case.sites().iter().enumerate().map(|(at, site)| {
            let workers = workers.remove(&at).unwrap_or_default();
            let persons: Vec<&str> = workers.iter().map(|(_, person)| *person).collect();
            let mut households: Vec<usize> = workers.iter().map(|(who, _)| *who).collect();
            households.dedup();
            let used = !persons.is_empty();
            let called = match named::site(site) {
                name if name.is_empty() => site.id.to_string(),
                name => name,
            };
            let told = if used { persons.join(", ") } else { words.site_mark(false).to_owned() };
            let title = format!("{called}: {told}");
            let town = town(&site.address, site.location);
            Thing { at: site.location, mark: Mark::Site { idle: !used }, town, title, households }
        });
        let list = homes.chain(sites).collect();
        let first_site = case.dwellings().len();
        let trips = ways.into_iter().filter_map(|((dwelling, site, mode), way)| {
            let (home, workplace) = (case.dwellings().get(dwelling)?, case.sites().get(site)?);
            let from = either(&home.address.street, home.id.as_str());
            let to = either(&workplace.employer, workplace.id.as_str());
            let mut households: Vec<usize> =
                way.who.iter().map(|(household, _)| *household).collect();
            households.dedup();
            let persons: Vec<&str> = way.who.iter().map(|(_, person)| *person).collect();
            let who = format!("{}, {}", ids(case, &households), persons.join(", "));
            let title = words.trip_between(&who, &from, &to, way.minutes, mode);
            Some(Trip { home: dwelling, site: first_site + site, mode, title, households })
        });
        let trips = trips.collect();
        let households =
            case.households().iter().map(|household| tidy(household.id.as_str()).into_owned());
        Self { list, trips, households: households.collect() }
    }
}

/// Who goes a way, and how long it takes.
#[derive(Default)]
struct Way<'a> {
    who: Vec<(usize, &'a str)>,
    minutes: i64,
}

/// The indices of a household and its home.
fn housed(case: &Case, home: &HousedHousehold) -> Option<(usize, usize)> {
    let household = case.household_index(&home.household)?;
    Some((household, case.dwelling_index(home.dwelling.as_ref()?)?))
}

fn ids(case: &Case, households: &[usize]) -> String {
    let named = households.iter().filter_map(|at| case.households().get(*at));
    named.map(|household| household.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn either(name: &str, id: &str) -> String {
    let name = tidy(name.trim());
    if name.is_empty() { id.to_owned() } else { name.into_owned() }
}

/// The name of the nearest place that is near.
fn nearest(places: &[NamedPlace], at: Point) -> String {
    let near = places.iter().map(|place| (place.location.metres_to(at), place));
    let nearest = near.min_by(|(a, _), (b, _)| a.total_cmp(b));
    let named = nearest.filter(|(metres, _)| *metres <= FAR_METRES);
    named.map_or_else(String::new, |(_, place)| tidy(place.name.trim()).into_owned())
}
