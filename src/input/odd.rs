//! What is plausible but odd in a case: nothing is wrong with it, yet it may not be meant.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::log::Log;
use super::near::{Nearness, nearest};
use crate::geo::Point;
use crate::model::{Address, CaseParts, Household, Table, Tag, Tags};
use crate::nearby::Places;
use crate::text::{legible, tag_key};

/// A date further from all others is months away.
const MONTHS_AWAY_DAYS: i32 = 60;
/// Another place with the same postcode is expected within this distance.
const POSTCODE_METRES: f64 = 10_000.0;
/// Who is younger seeks no work.
const WORKING_AGE_YEARS: i16 = 15;
const ADULT_YEARS: i16 = 18;

/// For so many words of each side the nearest of the other is looked for.
const MOST_LOOKED_FOR: usize = 200;

/// Warns of whatever is odd in `parts`, which are sound.
pub(super) fn look(parts: &CaseParts, log: &mut Log) {
    if parts.households.is_empty() {
        log.warn(Table::Persons, None, None, "nobody arrives, so there is nothing to plan");
    }
    people(&parts.households, log);
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
        let message = "this arrival is months away from all others";
        log.warn_at(Table::Households, row, "arrival", message);
    }
    let mut row = 0;
    for (h, household) in households.iter().enumerate() {
        let year = household.arrival.date().year();
        let age = |birth_year: i16| year.saturating_sub(birth_year);
        for person in &household.members {
            if let Some(birth_year) = person.birth_year {
                if birth_year > year {
                    let message = "the birth year is after the arrival";
                    log.warn_at(Table::Persons, row, "birth_year", message);
                } else if person.job_seeker.is_some() && age(birth_year) < WORKING_AGE_YEARS {
                    let message = "a job seeker under 15";
                    log.warn_at(Table::Persons, row, "birth_year", message);
                }
            }
            row += 1;
        }
        let is_child = |birth_year: i16| age(birth_year) < ADULT_YEARS;
        if household.members.iter().all(|person| person.birth_year.is_some_and(is_child)) {
            let message = "a household without an adult: is a family split?";
            log.warn_at(Table::Households, h, "household", message);
        }
    }
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
        let mut rows: BTreeMap<[String; 3], Vec<usize>> = BTreeMap::new();
        for (row, address) in addresses.iter().enumerate() {
            let parts = [&address.street, &address.postcode, &address.locality];
            if !address.street.is_empty() {
                rows.entry(parts.map(|part| tag_key(part))).or_default().push(row);
            }
        }
        for row in rows.values().filter(|rows| rows.len() > 1).flatten() {
            let message = "one address with two ids: is it the same twice?";
            log.warn_at(table, *row, "address", message);
        }
    }
}

fn postcodes(parts: &CaseParts, log: &mut Log) {
    let homes = parts.dwellings.iter().enumerate().map(|(row, dwelling)| {
        ((Table::Dwellings, row), dwelling.location, &dwelling.address.postcode)
    });
    let sites = parts.sites.iter().enumerate();
    let sites =
        sites.map(|(row, site)| ((Table::Sites, row), site.location, &site.address.postcode));
    let mut of_code: BTreeMap<String, Vec<((Table, usize), Point)>> = BTreeMap::new();
    for (place, point, postcode) in homes.chain(sites) {
        if !postcode.is_empty() {
            of_code.entry(tag_key(postcode)).or_default().push((place, point));
        }
    }
    for places in of_code.values().filter(|places| places.len() > 1) {
        let index = Places::new(places.iter().map(|(_, point)| *point));
        for (at, ((table, row), point)) in places.iter().enumerate() {
            let mut others = index.nearest_first(*point).filter(|(other, _)| *other != at);
            if others.next().is_some_and(|(_, metres)| metres > POSTCODE_METRES) {
                let message = "all other places with this postcode are more than 10 km away";
                log.warn_at(*table, *row, "postcode", message);
            }
        }
    }
}

/// What one side asks for and the other has.
struct Market<'a> {
    /// Who asks, by table, row and field, and for what.
    asked: Vec<(Table, usize, &'static str, &'a Tags)>,
    had: Vec<(Table, usize, &'static str, &'a Tags)>,
    /// Whether those who ask are people, whose words are not shown.
    people_ask: bool,
}

fn tags(parts: &CaseParts, log: &mut Log) {
    let openings = || parts.openings.iter().enumerate();
    let people = parts.households.iter().flat_map(|household| &household.members).enumerate();
    let seekers: Vec<_> =
        people.filter_map(|(row, person)| Some((row, person.job_seeker.as_ref()?))).collect();
    let households = || parts.households.iter().enumerate();
    let dwellings = || parts.dwellings.iter().enumerate();
    let persons = Table::Persons;
    for market in [
        Market {
            asked: openings().map(|(o, of)| (Table::Openings, o, "skills", &of.skills)).collect(),
            had: seekers.iter().map(|(p, of)| (persons, *p, "skills", &of.skills)).collect(),
            people_ask: false,
        },
        Market {
            asked: (openings())
                .map(|(o, of)| (Table::Openings, o, "languages", &of.languages))
                .collect(),
            had: seekers.iter().map(|(p, of)| (persons, *p, "languages", &of.languages)).collect(),
            people_ask: false,
        },
        Market {
            asked: households().map(|(h, of)| (Table::Households, h, "needs", &of.needs)).collect(),
            had: (dwellings())
                .map(|(d, of)| (Table::Dwellings, d, "features", &of.features))
                .collect(),
            people_ask: true,
        },
        Market {
            asked: (dwellings())
                .map(|(d, of)| (Table::Dwellings, d, "reserved_for", &of.reserved_for))
                .collect(),
            had: households().map(|(h, of)| (Table::Households, h, "group", &of.group)).collect(),
            people_ask: false,
        },
    ] {
        market.look(log);
    }
}

impl Market<'_> {
    fn look(&self, log: &mut Log) {
        if self.asked.is_empty() || self.had.is_empty() {
            return;
        }
        let all = |side: &[(Table, usize, &'static str, &Tags)]| -> BTreeSet<Tag> {
            side.iter().flat_map(|(.., tags)| tags.iter().cloned()).collect()
        };
        let (asked, had) = (all(&self.asked), all(&self.had));
        let among = |tag: &Tag, others: &BTreeSet<Tag>| {
            let others = others.iter().take(MOST_LOOKED_FOR).map(Tag::as_str);
            let near = nearest(tag.as_str(), others.map(|other| (other, other)));
            near.map(|(other, how)| (other.to_owned(), how))
        };
        for (at, tag) in asked.difference(&had).enumerate() {
            let near = if at < MOST_LOOKED_FOR { among(tag, &had) } else { None };
            // Words that people wrote of people are shown only where they are close to others'.
            let letters = near.as_ref().is_some_and(|(_, how)| *how == Nearness::Letters);
            let shown = if self.people_ask && !letters {
                format!("a word of {} characters", tag.as_str().chars().count())
            } else {
                legible(tag.as_str()).into_owned()
            };
            let near = match near {
                Some((near, Nearness::Letters)) => {
                    format!("; the nearest that somebody has is {}", legible(&near))
                }
                Some((near, _)) if self.people_ask => {
                    format!("; the nearest that somebody has is {}", legible(&near))
                }
                Some(_) => "; the nearest that somebody has is a word more or less".to_owned(),
                None => String::new(),
            };
            self.tell(&self.asked, tag, &format!("asks for {shown}, which nobody has{near}"), log);
        }
        let wanted: BTreeSet<Tag> = asked.difference(&had).cloned().collect();
        // A word for which nobody asks is harmless, unless another was meant.
        for tag in had.difference(&asked).take(MOST_LOOKED_FOR) {
            if among(tag, &wanted).is_some() {
                continue;
            }
            if let Some((near, how)) = among(tag, &asked) {
                let shown = if how == Nearness::Letters {
                    legible(tag.as_str()).into_owned()
                } else {
                    format!("a word of {} characters", tag.as_str().chars().count())
                };
                let message =
                    format!("has {shown}, for which nobody asks; is {} meant?", legible(&near));
                self.tell(&self.had, tag, &message, log);
            }
        }
    }

    fn tell(
        &self,
        side: &[(Table, usize, &'static str, &Tags)],
        tag: &Tag,
        message: &str,
        log: &mut Log,
    ) {
        for (table, row, field, _) in side.iter().filter(|(.., tags)| tags.contains(tag)) {
            log.warn_of(tag, (*table, *row, *field), message);
        }
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
