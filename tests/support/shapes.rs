//! Cases that are made for their shape, for tests and benches.

use boligplacering::model::{CaseParts, Dwelling, Household, Person, Preference, Verdict};
use boligplacering::synthetic::Synthetic;

/// The invented case of so many households.
pub(crate) fn parts(households: usize) -> CaseParts {
    Synthetic::new(households).case().unwrap().into_parts()
}

/// A household of so many adults who seek no work.
pub(crate) fn household(number: usize, size: usize) -> Household {
    let like = &parts(1).households[0];
    let person =
        |member: usize| Person::new(format!("P{number}-{member}").as_str().try_into().unwrap());
    let id = format!("H{number:04}").as_str().try_into().unwrap();
    Household::new(id, like.arrival, (0..size).map(person).collect())
}

/// A home that everybody may have.
pub(crate) fn dwelling(number: usize, beds: i64, households: i64) -> Dwelling {
    let like = &parts(1).dwellings[0];
    let id = format!("B{number:04}").as_str().try_into().unwrap();
    let mut dwelling = Dwelling::new(id, like.location, beds);
    dwelling.households = households;
    dwelling
}

/// For every pair a penalty that looks random.
pub(crate) fn preferences(parts: &mut CaseParts, most: u64) {
    for (h, household) in parts.households.iter().enumerate() {
        for (d, dwelling) in parts.dwellings.iter().enumerate() {
            let mixed = (h as u64 * 7919 + d as u64 * 104_729 + 13).wrapping_mul(0x9E37_79B9_7F4A);
            let verdict = Verdict::Penalty(((mixed >> 16) % most) as i64);
            let (household, dwelling) = (household.id.clone(), dwelling.id.clone());
            parts.preferences.push(Preference::new(household, dwelling, verdict));
        }
    }
}

/// As many homes as persons, each for one, and nothing but penalties below `most`.
pub(crate) fn assignment(count: usize, most: u64) -> CaseParts {
    let mut parts = CaseParts::default();
    parts.households = (0..count).map(|n| household(n, 1)).collect();
    parts.dwellings = (0..count).map(|n| dwelling(n, 1, 1)).collect();
    preferences(&mut parts, most);
    parts
}

/// The penalty of each household in each home.
pub(crate) fn penalties(parts: &CaseParts) -> Vec<Vec<i64>> {
    let penalty = |entry: &Preference| match entry.verdict {
        Verdict::Penalty(penalty) => penalty,
        _ => unreachable!("only penalties are made here"),
    };
    parts
        .preferences
        .chunks(parts.dwellings.len())
        .map(|row| row.iter().map(penalty).collect())
        .collect()
}

/// Households of one to four, and homes of `beds` or a few more for so many households each: a
/// multiple knapsack with penalties below 50.
pub(crate) fn shared(count: usize, homes: usize, beds: i64, households: i64) -> CaseParts {
    let mut parts = CaseParts::default();
    parts.households = (0..count).map(|n| household(n, 1 + n % 4)).collect();
    parts.dwellings = (0..homes).map(|n| dwelling(n, beds + n as i64, households)).collect();
    preferences(&mut parts, 50);
    parts
}
