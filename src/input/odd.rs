//! What is plausible but odd in a case: nothing is wrong with it, yet it may not be meant.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use jiff::civil::Date;

use super::log::Log;
use super::near::nearest;
use crate::geo::Point;
use crate::model::{Address, CaseParts, Household, Table, Tag, Tags};
use crate::nearby::Places;
use crate::text::{Said, id_skeleton, legible, said, tag_key};

/// A date further from all others is months away.
const MONTHS_AWAY_DAYS: i32 = 60;
/// Another place with the same postcode is expected within this distance.
const POSTCODE_METRES: f64 = 10_000.0;
/// Who is younger seeks no work.
const WORKING_AGE_YEARS: i16 = 15;
const ADULT_YEARS: i16 = 18;

/// So many words that nobody has are told one by one; more have one cause.
const MOST_TOLD: usize = 20;
/// The nearest word is looked for among so many.
const MOST_COMPARED: usize = 500;

/// Warns of whatever is odd in `parts`, which are sound.
pub(super) fn look(parts: &CaseParts, log: &mut Log) {
    if parts.households.is_empty() {
        log.warn(
            Table::Persons,
            None,
            None,
            said!(
                "nobody arrives, so there is nothing to plan",
                "ingen ankommer, så der er intet at planlægge"
            ),
        );
    }
    for (table, is_empty, what) in [
        (
            Table::Dwellings,
            parts.dwellings.is_empty(),
            said!("no dwelling is offered", "ingen bolig er ledig"),
        ),
        (
            Table::Openings,
            parts.openings.is_empty(),
            said!("no opening is offered", "ingen stilling er ledig"),
        ),
    ] {
        if is_empty && !parts.households.is_empty() {
            log.warn(table, None, None, what);
        }
    }
    people(&parts.households, log);
    ids(parts, log);
    addresses(parts, log);
    postcodes(parts, log);
    tags(parts, log);
}

fn people(households: &[Household], log: &mut Log) {
    let arrivals: Vec<(u64, Date)> = (households.iter().zip(0..))
        .map(|(household, row)| (row, household.arrival.date()))
        .collect();
    for row in far_from_others(&arrivals) {
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        let message = said!(
            "this arrival is months away from all others",
            "denne ankomst ligger måneder fra alle andre"
        );
        log.warn_at(Table::Households, row, "arrival", message);
    }
    let mut row = 0;
    for (h, household) in households.iter().enumerate() {
        let year = household.arrival.date().year();
        let age = |birth_year: i16| year.saturating_sub(birth_year);
        for person in &household.members {
            if let Some(birth_year) = person.birth_year {
                if birth_year > year {
                    let message = said!(
                        "the birth year is after the arrival",
                        "fødselsåret ligger efter ankomsten"
                    );
                    log.warn_at(Table::Persons, row, "birth_year", message);
                } else if person.job_seeker.is_some() && age(birth_year) < WORKING_AGE_YEARS {
                    let message = said!("a job seeker under 15", "en jobsøgende under 15 år");
                    log.warn_at(Table::Persons, row, "birth_year", message);
                }
            }
            row += 1;
        }
        let is_child = |birth_year: i16| age(birth_year) < ADULT_YEARS;
        if household.members.iter().all(|person| person.birth_year.is_some_and(is_child)) {
            let message = said!(
                "a household without an adult; a family may be split",
                "en husstand uden en voksen; en familie kan være delt"
            );
            log.warn_at(Table::Households, h, "household", message);
        }
    }
}

/// Warns of ids that may be the same, written in two ways.
fn ids(parts: &CaseParts, log: &mut Log) {
    let people = parts.households.iter().flat_map(|household| &household.members);
    let ids: [(Table, &'static str, Vec<&str>); 5] = [
        (Table::Households, "household", each(&parts.households, |h| h.id.as_str())),
        (Table::Persons, "person", people.map(|person| person.id.as_str()).collect()),
        (Table::Dwellings, "dwelling", each(&parts.dwellings, |d| d.id.as_str())),
        (Table::Sites, "site", each(&parts.sites, |s| s.id.as_str())),
        (Table::Openings, "opening", each(&parts.openings, |o| o.id.as_str())),
    ];
    for (table, field, ids) in ids {
        for row in alike(ids.iter().map(|id| id_skeleton(id)).enumerate()) {
            let message = said!(
                "ids that differ only in what parts letters and digits, or in zeros before a number; they may be the same",
                "id'er, der kun afviger i det, der skiller bogstaver og cifre, eller i nuller foran et tal; de kan være det samme"
            );
            log.warn_at(table, row, field, message);
        }
    }
}

/// The rows of which another has the same key.
fn alike<K: Eq + Hash>(keys: impl Iterator<Item = (usize, K)>) -> BTreeSet<usize> {
    let mut first = HashMap::with_capacity(keys.size_hint().1.unwrap_or(0));
    let mut alike = BTreeSet::new();
    for (row, key) in keys {
        match first.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(row)),
            Entry::Occupied(entry) => alike.extend([*entry.get(), row]),
        }
    }
    alike
}

fn each<T>(items: &[T], id: impl Fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(id).collect()
}

/// The numbers of those dates that are months away from all others.
pub(super) fn far_from_others(dates: &[(u64, Date)]) -> Vec<u64> {
    let mut sorted = dates.to_vec();
    sorted.sort_by_key(|(_, date)| *date);
    let far = |a: Date, b: Date| b.duration_since(a).as_hours() > i64::from(MONTHS_AWAY_DAYS) * 24;
    (sorted.iter().enumerate())
        .filter(|(at, (_, date))| {
            let before = at.checked_sub(1).and_then(|at| sorted.get(at));
            let after = sorted.get(at + 1);
            sorted.len() > 1
                && before.is_none_or(|(_, other)| far(*other, *date))
                && after.is_none_or(|(_, other)| far(*date, *other))
        })
        .map(|(_, (number, _))| *number)
        .collect()
}

fn addresses(parts: &CaseParts, log: &mut Log) {
    let homes: Vec<&Address> = parts.dwellings.iter().map(|dwelling| &dwelling.address).collect();
    let sites: Vec<&Address> = parts.sites.iter().map(|site| &site.address).collect();
    for (table, addresses) in [(Table::Dwellings, homes), (Table::Sites, sites)] {
        let whole = addresses.iter().enumerate().filter(|(_, address)| !address.street.is_empty());
        let keys = whole.map(|(row, address)| {
            let parts = [&address.street, &address.postcode, &address.locality];
            (row, parts.map(|part| tag_key(part)))
        });
        for row in alike(keys) {
            let message = said!(
                "one address with two ids; it may be the same twice",
                "én adresse med to id'er; det kan være det samme to gange"
            );
            log.warn_at(table, row, "address", message);
        }
    }
}

fn postcodes(parts: &CaseParts, log: &mut Log) {
    let homes = parts.dwellings.iter().enumerate();
    let homes = homes.map(|(row, home)| (Table::Dwellings, row, home.location, &home.address));
    let sites = parts.sites.iter().enumerate();
    let sites = sites.map(|(row, site)| (Table::Sites, row, site.location, &site.address));
    let mut of_code: HashMap<String, Vec<(Table, usize, Point)>> = HashMap::new();
    for (table, row, point, address) in homes.chain(sites) {
        if !address.postcode.is_empty() {
            of_code.entry(tag_key(&address.postcode)).or_default().push((table, row, point));
        }
    }
    for places in of_code.values().filter(|places| places.len() > 1) {
        let index = Places::new(places.iter().map(|(.., point)| *point));
        for (at, (table, row, point)) in places.iter().enumerate() {
            let mut near = index.within(*point, POSTCODE_METRES);
            if !near.any(|(other, _)| other != at) {
                let message = said!(
                    "all other places with this postcode are more than 10 km away",
                    "alle andre steder med dette postnummer ligger mere end 10 km væk"
                );
                log.warn_at(*table, *row, "postcode", message);
            }
        }
    }
}

/// The tags in one field of an entry.
struct Tagged<'a> {
    table: Table,
    row: usize,
    field: &'static str,
    tags: &'a Tags,
}

fn tags(parts: &CaseParts, log: &mut Log) {
    let said = |table, field| move |(row, tags)| Tagged { table, row, field, tags };
    let people = parts.households.iter().flat_map(|household| &household.members).enumerate();
    let seekers: Vec<_> =
        people.filter_map(|(row, person)| Some((row, person.job_seeker.as_ref()?))).collect();
    let openings = || parts.openings.iter().enumerate();
    let dwellings = || parts.dwellings.iter().enumerate();
    let households = || parts.households.iter().enumerate();

    let asked = openings().map(|(o, opening)| (o, &opening.skills));
    let had = seekers.iter().map(|(p, seeker)| (*p, &seeker.skills));
    Market {
        asked: asked.map(said(Table::Openings, "skills")).collect(),
        had: had.map(said(Table::Persons, "skills")).collect(),
    }
    .look(log);
    let asked = openings().map(|(o, opening)| (o, &opening.languages));
    let had = seekers.iter().map(|(p, seeker)| (*p, &seeker.languages));
    Market {
        asked: asked.map(said(Table::Openings, "languages")).collect(),
        had: had.map(said(Table::Persons, "languages")).collect(),
    }
    .look(log);
    let asked = households().map(|(h, household)| (h, &household.needs));
    let had = dwellings().map(|(d, dwelling)| (d, &dwelling.features));
    Market {
        asked: asked.map(said(Table::Households, "needs")).collect(),
        had: had.map(said(Table::Dwellings, "features")).collect(),
    }
    .look(log);
    let asked = dwellings().map(|(d, dwelling)| (d, &dwelling.reserved_for));
    let had = households().map(|(h, household)| (h, &household.group));
    Market {
        asked: asked.map(said(Table::Dwellings, "reserved_for")).collect(),
        had: had.map(said(Table::Households, "group")).collect(),
    }
    .look(log);
}

/// What one side asks for and the other has.
struct Market<'a> {
    asked: Vec<Tagged<'a>>,
    had: Vec<Tagged<'a>>,
}

impl Market<'_> {
    /// Warns of what is asked for and nobody has, and of what somebody has that was meant to be
    /// what is asked for.
    fn look(&self, log: &mut Log) {
        if self.asked.is_empty() || self.had.is_empty() {
            return;
        }
        let (asked, had) = (by_tag(&self.asked), by_tag(&self.had));
        let missing = || asked.iter().filter(|(tag, _)| !had.contains_key(*tag));
        for (tag, who) in missing().take(MOST_TOLD) {
            let near = nearest_tag(tag, had.keys().copied());
            let count = counted(tag);
            let near = near.map(|near| legible(near.as_str()));
            let message = match near {
                None => said!(
                    "asks for a word of {count} characters, which nobody has",
                    "kræver et ord på {count} tegn, som ingen har"
                ),
                Some(near) => said!(
                    "asks for a word of {count} characters, which nobody has; the nearest that somebody has is {near}",
                    "kræver et ord på {count} tegn, som ingen har; det nærmeste, som nogen har, er {near}"
                ),
            };
            tell(who, tag, &message, log);
        }
        if let Some((tag, who)) = missing().nth(MOST_TOLD) {
            let many = said!(
                "asks for many words more that nobody has",
                "kræver mange flere ord, som ingen har"
            );
            tell(who, tag, &many, log);
        }
        let surplus = had.iter().filter(|(tag, _)| !asked.contains_key(*tag));
        for (tag, who) in surplus.take(MOST_TOLD) {
            // Whoever asks for a word that nobody has was told of the nearest.
            if nearest_tag(tag, missing().map(|(other, _)| *other)).is_some() {
                continue;
            }
            if let Some(near) = nearest_tag(tag, asked.keys().copied()) {
                let (count, meant) = (counted(tag), legible(near.as_str()));
                let message = said!(
                    "has a word of {count} characters, for which nobody asks; {meant} may be meant",
                    "har et ord på {count} tegn, som ingen kræver; måske menes {meant}"
                );
                tell(who, tag, &message, log);
            }
        }
    }
}

/// Who says each tag.
type ByTag<'a> = BTreeMap<&'a Tag, Vec<&'a Tagged<'a>>>;

fn by_tag<'a>(side: &'a [Tagged<'a>]) -> ByTag<'a> {
    let mut tags = ByTag::new();
    for said in side {
        for tag in said.tags {
            tags.entry(tag).or_default().push(said);
        }
    }
    tags
}

/// The word of the other side that may be meant. It is shown, the word that somebody wrote is not.
fn nearest_tag<'a>(tag: &Tag, others: impl Iterator<Item = &'a Tag>) -> Option<&'a Tag> {
    let others = others.take(MOST_COMPARED).map(|other| (other, other.as_str()));
    nearest(tag.as_str(), others).map(|(near, _)| near)
}

fn counted(tag: &Tag) -> usize {
    tag.as_str().chars().count()
}

fn tell(who: &[&Tagged], tag: &Tag, message: &Said, log: &mut Log) {
    for said in who {
        log.warn_of(tag, (said.table, said.row, said.field), message.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_far_only_where_no_other_is_near() {
        let dates = |days: &[(i16, i8, i8)]| -> Vec<(u64, Date)> {
            (0..).zip(days.iter().map(|(y, m, d)| date(*y, *m, *d))).collect()
        };
        let far = |days: &[(i16, i8, i8)]| far_from_others(&dates(days));
        assert_eq!(far(&[(2016, 4, 1), (2016, 4, 4), (2061, 4, 1)]), [2]);
        assert_eq!(far(&[(2016, 4, 1), (2016, 5, 31)]), [] as [u64; 0]);
        assert_eq!(far(&[(2016, 4, 1), (2016, 6, 1)]), [0, 1]);
        assert_eq!(far(&[(2016, 4, 1)]), [] as [u64; 0]);
        assert_eq!(far(&[(2016, 4, 1), (2016, 4, 1), (2017, 4, 1), (2017, 4, 1)]), [] as [u64; 0]);
    }
}
