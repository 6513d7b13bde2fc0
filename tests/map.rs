//! The map of months of several sizes: whole, closed, and safe whatever ids and names there are.

use boligplacering::geo::{Area, Point};
use boligplacering::model::{
    Address, Case, CaseParts, Dwelling, DwellingId, Household, HouseholdId, JobSeeker, NamedPlace,
    Opening, OpeningId, Person, PersonId, Site, SiteId, StepId, Surroundings,
};
use boligplacering::report::map;
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;
use boligplacering::{Method, Options, Plan, place};
use jiff::civil::date;

fn planned(case: &Case) -> Plan {
    place(case, &Options::default().with_method(&Method::Greedy)).unwrap().plan
}

/// Every element that is opened is closed, in order.
fn assert_closed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// What stands in an attribute, wherever it is.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn assert_sound(html: &str) {
    assert_closed(html);
    let mut ids = attributes(html, "id");
    assert!(ids.iter().all(|id| id.starts_with("map-")));
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(!html.contains(" style=") && !html.contains("<script") && !html.contains("NaN"));
}

#[test]
fn every_household_with_a_home_is_on_the_map() {
    for households in [1, 3, 8, 20, 45] {
        let case = Synthetic::new(households).case().unwrap();
        let plan = planned(&case);
        for language in [Language::English, Language::Danish] {
            let html = map(&case, &plan, None, language);
            assert_sound(&html);
            let links = attributes(&html, "href");
            for (at, household) in case.households().iter().enumerate() {
                let housed = plan.household(&household.id).unwrap().dwelling.is_some();
                assert_eq!(html.contains(household.id.as_str()), housed, "{at}");
            }
            for link in links {
                let at: usize = link.strip_prefix("#h").unwrap().parse().unwrap();
                assert!(at < households);
            }
            assert_eq!(html, map(&case, &plan, None, language));
        }
    }
}

#[test]
fn a_month_without_anything_has_a_map_too() {
    let case = Case::new(CaseParts::default()).unwrap();
    let plan = planned(&case);
    assert_sound(&map(&case, &plan, None, Language::Danish));
    let mut surroundings = Surroundings::default();
    let at = |lat, lon| Point::from_wgs84(lat, lon).unwrap();
    let triangle = vec![at(55.7, 9.6), at(55.9, 9.7), at(55.7, 9.9)];
    surroundings.boundary = Area::new([vec![triangle]]);
    surroundings.places = vec![NamedPlace::new("By", at(55.8, 9.7), "town")];
    let html = map(&case, &plan, Some(&surroundings), Language::Danish);
    assert_sound(&html);
    assert!(html.contains("class=\"land\"") && html.contains(">By</tspan>"), "{html}");
}

/// A month in which so many households have a home and work at one place, `name` being the name of everything.
fn month(count: usize, name: &str, apart: f64) -> Case {
    let at = |nth: usize| Point::new(543_879.0 + apart * nth as f64, 6_180_761.0);
    let id = |kind: &str, nth: usize| format!("{kind}{nth}{name}");
    let mut address = Address::default();
    (address.street, address.locality) = (name.into(), name.into());
    let mut parts = CaseParts::default();
    for nth in 0..count {
        let mut person = Person::new(PersonId::new(&id("P", nth)).unwrap());
        person.job_seeker = Some(JobSeeker::default());
        let arrival = date(2016, 4, 4).at(12, 0, 0, 0);
        let household = HouseholdId::new(&id("H", nth)).unwrap();
        parts.households.push(Household::new(household, arrival, vec![person]));
        let mut home = Dwelling::new(DwellingId::new(&id("D", nth)).unwrap(), at(nth), 2);
        home.address = address.clone();
        parts.dwellings.push(home);
        let mut site = Site::new(SiteId::new(&id("S", nth)).unwrap(), at(nth));
        site.employer = name.into();
        site.address = address.clone();
        let step = StepId::new("internship").unwrap();
        parts.openings.push(Opening::new(
            OpeningId::new(&id("O", nth)).unwrap(),
            site.id.clone(),
            step,
        ));
        parts.sites.push(site);
    }
    Case::new(parts).unwrap()
}

#[test]
fn names_are_text_whatever_they_hold() {
    for name in [
        "</svg><script>alert(1)</script>",
        "\"' onload=x",
        "&lt;b>",
        "مرحبا بالعالم",
        "W".repeat(40).as_str(),
    ] {
        for (count, apart) in [(1, 0.0), (12, 0.0), (12, 90.0), (3, 30_000.0)] {
            let case = month(count, name, apart);
            let html = map(&case, &planned(&case), None, Language::English);
            assert_sound(&html);
            assert!(!html.contains("' onload") && !html.contains("<b>"));
        }
    }
}
