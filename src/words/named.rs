//! Homes and work as people know them: by id and address.

use crate::model::{Address, Case, Dwelling, Opening, Site};
use crate::text::tidy;

/// A dwelling.
pub fn dwelling(home: &Dwelling) -> String {
    listed([home.id.as_str(), &address(&home.address)])
}

/// An opening, with its employer.
pub fn opening(case: &Case, opening: &Opening) -> String {
    let site = case.site_index(&opening.site).and_then(|at| case.sites().get(at));
    let Some(site) = site else { return opening.id.to_string() };
    listed([opening.id.as_str(), &tidy(&site.employer), &address(&site.address)])
}

/// A dwelling without its postcode.
pub fn short_dwelling(home: &Dwelling) -> String {
    let Address { street, locality, .. } = &home.address;
    listed([home.id.as_str(), &tidy(street), &tidy(locality)])
}

/// An opening with its employer and town.
pub fn short_opening(case: &Case, opening: &Opening) -> String {
    let at = case.site_index(&opening.site).and_then(|at| case.sites().get(at));
    listed([opening.id.as_str(), &at.map_or(String::new(), site)])
}

/// A workplace by its employer and town.
pub fn site(Site { employer, address, .. }: &Site) -> String {
    listed([&tidy(employer), &tidy(&address.locality)])
}

/// An address, as far as it is known.
pub fn address(Address { street, postcode, locality }: &Address) -> String {
    listed([&tidy(street), format!("{} {}", tidy(postcode), tidy(locality)).trim()])
}

/// What is not empty of some texts.
fn listed<const N: usize>(texts: [&str; N]) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}
