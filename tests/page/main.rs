//! The page of a month: what stands on it, that it is of the plan and asks nobody, and that texts stay texts.
//!
//! How it looks is checked in a browser, by `.ci/page/run`.

#[path = "../support/month.rs"]
mod month;

use std::collections::BTreeSet;

use boligplacering::explain::Answer;
use boligplacering::model::{Case, CaseParts, Surroundings, Term};
use boligplacering::report::{Extras, page};
use boligplacering::synthetic::Synthetic;
use boligplacering::text::Language;

use month::Month;

impl Month {
    fn page(&self) -> String {
        let surroundings = Surroundings::default();
        let extras = Extras {
            prices: self.prices.as_ref(),
            by_hand: Some(&self.by_hand),
            surroundings: Some(&surroundings),
            ..Extras::default()
        };
        page(&self.case, &self.plan, &self.summary, extras).unwrap()
    }
}

fn months() -> Vec<Month> {
    let tight = (1..=3).map(|seed| Synthetic::tight(7).seed(seed).case().unwrap());
    let loose = [0, 1, 8].map(|size| Synthetic::new(size).case().unwrap());
    let priced = tight.chain(loose).map(|case| Month::new(case, true));
    let large = Month::new(Synthetic::tight(60).case().unwrap(), false);
    let mut months: Vec<Month> = priced.chain([large]).collect();
    for (at, month) in months.iter_mut().enumerate().filter(|(at, _)| at % 2 == 1) {
        let case = month.case.clone().in_language(Language::Danish);
        *month = Month::new(case, at < 6);
    }
    months
}

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is between tags, of the body and without the script.
fn texts(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
    let parts = body.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_asks_nobody_and_leads_only_to_itself() {
    for month in months() {
        let page = month.page();
        for asks in ["http:", "https:", " src=", "url(", "@import", "<link", "<img", "<iframe"] {
            assert!(!page.contains(asks), "{asks}");
        }
        let ids = values(&page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "ids are unique");
        for href in values(&page, "href") {
            assert!(known.contains(href.strip_prefix('#').unwrap()), "{href}");
        }
        for label in values(&page, "aria-labelledby") {
            assert!(label.split(' ').all(|id| known.contains(id)), "{label}");
        }
        assert_eq!(page, month.page(), "the same bytes");
    }
}

#[test]
fn everybody_has_a_card_and_every_price_a_cell() {
    for month in months() {
        let page = month.page();
        let cards: Vec<&str> = page.split("<article ").skip(1).collect();
        assert_eq!(cards.len(), month.case.households().len());
        for (card, household) in cards.iter().zip(month.case.households()) {
            assert!(card.contains(&format!("<h3>{}</h3>", household.id)));
            assert!(household.seekers().all(|(person, _)| card.contains(person.id.as_str())));
            let placed = month.plan.household(&household.id).unwrap();
            let jobs = placed.persons.iter().filter(|placed| placed.job.is_some()).count();
            assert_eq!(card.matches("class=\"clock\"").count(), jobs);
            let dwelling = placed.dwelling.as_ref();
            assert!(dwelling.is_none_or(|dwelling| card.contains(dwelling.as_str())));
        }
        let Some(prices) = &month.prices else { continue };
        let homes = prices.households.iter().flat_map(|of| of.homes.iter().map(|one| &one.answer));
        let openings =
            prices.persons.iter().flat_map(|of| of.openings.iter().map(|one| &one.answer));
        let answers: Vec<&Answer> = homes.chain(openings).collect();
        let cells = |class: &str| page.matches(&format!("<td class=\"{class}\">")).count();
        let planned = answers.iter().filter(|answer| ***answer == Answer::Planned).count();
        assert_eq!(cells("here"), planned);
        let possible = answers.iter().filter(|answer| matches!(answer, Answer::Possible(_)));
        let priced: usize = ["p0", "p1", "p2", "p3", "p4"].map(cells).iter().sum();
        assert_eq!(priced, possible.count());
        assert_eq!(cells("no"), answers.len() - planned - priced);
    }
}

#[test]
fn the_figures_are_those_of_the_summary() {
    for month in months() {
        let page = month.page();
        let (households, seekers) = (month.summary.households, month.summary.seekers);
        let of = if month.case.policy().language == Language::Danish { "af" } else { "of" };
        let bold: Vec<&str> =
            page.split("<b>").skip(1).filter_map(|rest| rest.split("</b>").next()).collect();
        assert_eq!(bold[0], format!("{} {of} {}", households.housed, households.total));
        assert_eq!(bold[1], format!("{} {of} {}", seekers.placed, seekers.total));
        let mean = month
            .summary
            .commute
            .mean_minutes
            .to_string()
            .replace('.', if of == "af" { "," } else { "." });
        assert_eq!(bold[3].split(' ').next().unwrap(), mean);
        let week = month.summary.tiers.iter().find_map(|tier| tier.terms.get(&Term::Commute));
        let figures: Vec<String> = page
            .split("<span>")
            .skip(1)
            .take(4)
            .map(|rest| rest.split("</span>").next().unwrap().replace('.', ""))
            .collect();
        let words = figures[3].split(|c: char| !c.is_ascii_digit()).collect::<Vec<_>>();
        assert!(words.contains(&week.unwrap().to_string().as_str()), "{}", figures[3]);
    }
}

#[test]
fn texts_stay_texts() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;{{ 7*7 }}\u{202e}";
    let mut parts = CaseParts::from(Synthetic::new(6).case().unwrap());
    for dwelling in &mut parts.dwellings {
        dwelling.address.street = hostile.to_owned();
        dwelling.address.locality = hostile.to_owned();
    }
    for site in &mut parts.sites {
        site.employer = hostile.repeat(50);
        site.address.locality = hostile.to_owned();
    }
    for language in [Language::English, Language::Danish] {
        let case = Case::new(parts.clone()).unwrap().in_language(language);
        let page = Month::new(case, true).page();
        assert_eq!(page.matches("<script>").count(), 1, "the page's own");
        assert!(!page.contains("<img") && !page.contains('\u{202e}') && !page.contains("49 }}"));
        assert!(texts(&page).contains("&#60;script&#62;alert(1)"));
    }
}

#[test]
fn a_month_of_a_municipality_is_light() {
    let month = Month::new(Synthetic::new(15).case().unwrap(), true);
    assert!(month.page().len() < 500_000);
    let month = Month::new(Synthetic::tight(100).case().unwrap(), false);
    assert!(month.page().len() < 3_000_000);
}
