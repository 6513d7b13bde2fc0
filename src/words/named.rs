//! Homes and work as people know them: by id and address.

use crate::model::{Address, Case, Dwelling, Opening};
use crate::text::tidy;

/// A dwelling.
pub(crate) fn dwelling(home: &Dwelling) -> String {
    with_address(home.id.to_string(), &home.address)
}

/// An opening, with its employer.
pub(crate) fn opening(case: &Case, opening: &Opening) -> String {
    let site = case.site_index(&opening.site).and_then(|at| case.sites().get(at));
    let Some(site) = site else { return opening.id.to_string() };
    let known = [opening.id.as_str(), &tidy(&site.employer)];
    let known: Vec<&str> = known.into_iter().filter(|text| !text.is_empty()).collect();
    with_address(known.join(", "), &site.address)
}

/// A name with an address, as far as that is known.
fn with_address(name: String, Address { street, postcode, locality }: &Address) -> String {
    let town = format!("{} {}", tidy(postcode), tidy(locality));
    let parts = [name.as_str(), &tidy(street), town.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
