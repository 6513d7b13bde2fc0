use std::collections::BTreeMap;

use super::explainer::Explainer;
use crate::geo::Point;
use crate::model::{Opening, SiteId};

impl Explainer<'_> {
    /// For each town with homes that may be used, the one of them that is nearest to their middle: its index.
    pub(super) fn towns_of_homes(&self) -> BTreeMap<&str, usize> {
        let mut towns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let homes = self.base.case.dwellings();
        for (at, home) in homes.iter().enumerate().filter(|(_, home)| !home.restricted) {
            towns.entry(home.address.locality.as_str()).or_default().push(at);
        }
        let nearest = |of_town: Vec<usize>| {
            let mean = |coordinate: fn(&Point) -> f64| {
                let sum: f64 = of_town.iter().map(|at| coordinate(&homes[*at].location)).sum();
                sum / of_town.len() as f64
            };
            let middle = Point::new(mean(|point| point.easting), mean(|point| point.northing));
            let distance = |at: &usize| homes[*at].location.metres_to(middle);
            of_town.iter().copied().min_by(|one, other| distance(one).total_cmp(&distance(other)))
        };
        towns.into_iter().filter_map(|(town, homes)| Some((town, nearest(homes)?))).collect()
    }

    /// For each town with work the first opening there that will do.
    pub(super) fn work_of_towns(&self, will_do: impl Fn(&Opening) -> bool) -> Vec<usize> {
        let mut towns: BTreeMap<String, usize> = BTreeMap::new();
        for (at, opening) in self.base.case.openings().iter().enumerate() {
            if will_do(opening) {
                towns.entry(self.town_of(&opening.site)).or_insert(at);
            }
        }
        towns.into_values().collect()
    }

    /// The town in which a site is, as its address names it.
    pub(super) fn town_of(&self, site: &SiteId) -> String {
        let site =
            self.base.case.site_index(site).and_then(|site| self.base.case.sites().get(site));
        site.map_or_else(String::new, |site| site.address.locality.clone())
    }
}
