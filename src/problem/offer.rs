//! The menus of a case, asked for once for all who are alike and all that is alike.

use std::collections::BTreeSet;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::kinds::Classes;
use super::seeker_of::SeekerOf;
use super::weights::Weights;
use super::{Cost, Menu, Previous};
use crate::model::{Kroner, Tag, Tags, Term};
use crate::rules::Rules;

/// Who may take what, by kind.
pub(super) struct Offer {
    pub(super) menus: Vec<Menu>,
    /// For each household or seeker their menu.
    pub(super) menu_of: Vec<usize>,
    /// For each home or opening its kind.
    pub(super) kind_of: Vec<usize>,
}

/// The menus of homes.
///
/// What [`Rules::housing`] looks at is equal for all households, and all dwellings, with one key.
pub(super) fn homes(rules: &Rules, weights: &Weights, previous: Option<&Previous>) -> Offer {
    let case = rules.case();
    let before = |h: usize| previous.and_then(|previous| *previous.homes.get(h)?);
    let named = previous.map(|previous| named(&previous.homes)).unwrap_or_default();
    let households = (case.households().iter().enumerate()).map(|(h, household)| {
        let individual = (rules.judged_household(h) || before(h).is_some()).then_some(h);
        let crate::model::Household { arrival, needs, max_rent, group, share, leeway, .. } =
            household;
        (household.size(), (arrival, needs, max_rent), (group, share, leeway), individual)
    });
    let dwellings = (case.dwellings().iter().enumerate()).map(|(d, dwelling)| {
        let individual = (rules.judged_dwelling(d) || named.contains(&d)).then_some(d);
        // Only who lives in a restricted area already may live there.
        let closed = dwelling.restricted && individual.is_none();
        let available = (dwelling.available_from, dwelling.available_to);
        let whom = (&dwelling.features, &dwelling.reserved_for, dwelling.households > 1);
        let open = (dwelling.beds, available, dwelling.rent, whom, individual);
        (!closed).then_some(open)
    });
    let none = |h| weights.cost([(Term::Unhoused, 1), (Term::Moved, moved(before(h), None))]);
    let entry = |h, d| {
        let penalty = rules.housing(h, d).ok()?;
        let rent = case.dwellings()[d].rent.map_or(0, Kroner::rounded);
        let moved = moved(before(h), Some(d));
        Some(weights.cost([(Term::Preference, penalty), (Term::Rent, rent), (Term::Moved, moved)]))
    };
    offer(households, dwellings, |_| 0, none, entry)
}

/// The menus of openings.
///
/// What [`Rules::work`] looks at is equal for all seekers, and all openings, with one key. Of
/// what a seeker can do, only that counts for which some opening asks.
pub(super) fn openings(
    rules: &Rules,
    weights: &Weights,
    seekers: &[SeekerOf],
    previous: Option<&Previous>,
) -> Offer {
    let case = rules.case();
    let asked = |tags: fn(&crate::model::Opening) -> &Tags| -> Tags {
        case.openings().iter().flat_map(tags).cloned().collect()
    };
    let (skills, languages) = (asked(|o| &o.skills), asked(|o| &o.languages));
    let before = |s: usize| previous.and_then(|previous| *previous.openings.get(s)?);
    let named = previous.map(|previous| named(&previous.openings)).unwrap_or_default();
    let askers = (seekers.iter().enumerate()).map(|(s, of)| {
        let individual = (rules.judged_person(of.who()) || before(s).is_some()).then_some(s);
        let (best, _) = case.best_rank(of.seeker);
        let able: Vec<&Tag> = of.seeker.skills.intersection(&skills).collect();
        let speaks: Vec<&Tag> = of.seeker.languages.intersection(&languages).collect();
        (of.received, best, able, speaks, of.seeker.hours, individual)
    });
    let openings = (case.openings().iter().enumerate()).map(|(o, opening)| {
        let individual = (rules.judged_opening(o) || named.contains(&o)).then_some(o);
        let crate::model::Opening { step, start, closes, days, shift, .. } = opening;
        (step, (start, closes, days, shift), &opening.skills, &opening.languages, individual)
    });
    let days = |o: usize| case.openings()[o].days.len();
    let none = |s| weights.cost([(Term::Unplaced, 1), (Term::Moved, moved(before(s), None))]);
    let entry = |s: usize, o: usize| {
        let (start, penalty) = rules.work(seekers[s].who(), o).ok()?;
        Some(weights.cost([
            (Term::Ladder, rules.steps_down(seekers[s].seeker, &case.openings()[o])),
            (Term::Late, start.late_hours),
            (Term::Suitability, penalty),
            (Term::Moved, moved(before(s), Some(o))),
        ]))
    };
    offer(askers, openings, days, none, entry)
}

/// Whether an entry differs from what was before; somebody new has not moved.
fn moved(before: Option<Option<usize>>, now: Option<usize>) -> i64 {
    i64::from(before.is_some_and(|before| before != now))
}

/// What somebody had before.
fn named(before: &[Option<Option<usize>>]) -> BTreeSet<usize> {
    before.iter().flatten().flatten().copied().collect()
}

/// Asks for the entry of each pair of keys once, then joins what is alike in every answer: items
/// whose entries are equal in all menus, and equal `besides`, are of one kind, and equal menus
/// are one.
fn offer<Asker: Ord, Item: Ord>(
    askers: impl Iterator<Item = Asker>,
    items: impl Iterator<Item = Item>,
    besides: impl Fn(usize) -> usize,
    none: impl Fn(usize) -> Cost + Sync,
    entry: impl Fn(usize, usize) -> Option<Cost> + Sync,
) -> Offer {
    let (askers, items) = (Classes::new(askers), Classes::new(items));
    #[cfg(feature = "parallel")]
    let rows = askers.first.par_iter();
    #[cfg(not(feature = "parallel"))]
    let rows = askers.first.iter();
    let mut menus: Vec<Menu> = rows
        .map(|asker| Menu::new(none(*asker), items.first.iter().map(|item| entry(*asker, *item))))
        .collect();
    let column = |(item, first): (usize, &usize)| {
        let entries: Vec<u32> = menus.iter().map(|menu| menu.entry(item)).collect();
        (besides(*first), entries)
    };
    let kinds = Classes::new(items.first.iter().enumerate().map(column));
    menus.iter_mut().for_each(|menu| menu.keep(&kinds.first));
    let different = Classes::new(menus.iter());
    Offer {
        menu_of: askers.of.iter().map(|asker| different.of[*asker]).collect(),
        kind_of: items.of.iter().map(|item| kinds.of[*item]).collect(),
        menus: different.first.iter().map(|first| menus[*first].clone()).collect(),
    }
}
