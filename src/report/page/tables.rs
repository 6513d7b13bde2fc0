use std::collections::BTreeSet;

use super::answers::{Answers, refusal};
use super::short;
use crate::explain::{Alternative, Answer};
use crate::geo::Point;
use crate::model::{Opening, Term};
use crate::plan::Tier;
use crate::report::explained::Teller;
use crate::rules::{Reason, Refusal};
use crate::text::tidy;
use crate::words::named;

/// So many columns stand side by side on a sheet of A4.
const MOST_COLUMNS: usize = 9;
/// A heading is cut after so many characters.
const MOST_CHARACTERS: usize = 26;
/// So many of the nearest homes are told of each household.
const NEAREST: usize = 5;

/// A table of prices, cut into bands that each fit a sheet.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) row_head: &'static str,
    pub(super) bands: Vec<Band>,
}

/// Some columns of a table.
pub(super) struct Band {
    pub(super) caption: String,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Row>,
}

/// Above a column.
pub(super) struct Head {
    pub(super) short: String,
    pub(super) whole: String,
}

/// A row of a table.
pub(super) struct Row {
    pub(super) head: String,
    pub(super) cells: Vec<Cell>,
}

/// A cell: what stands in it, who else moves, and how dear it is.
#[derive(Clone)]
pub(super) struct Cell {
    pub(super) class: &'static str,
    pub(super) text: String,
    pub(super) others: String,
}

/// The table of households and homes, where prices were worked out.
pub(super) fn homes(teller: &Teller, answers: &Answers) -> Option<Table> {
    let case = teller.case;
    let rows =
        case.households().iter().enumerate().map(|(h, household)| {
            Some((household.id.to_string(), cells(teller, &answers.homes(h)?)))
        });
    let heads = case.dwellings().iter().map(|home| Head {
        short: cut(&street_or(&home.address.street, home.id.as_str())),
        whole: named::dwelling(home),
    });
    table(teller, true, heads.collect(), rows.collect::<Option<_>>()?)
}

/// The table of job seekers and openings, where prices were worked out.
pub(super) fn openings(teller: &Teller, answers: &Answers) -> Option<Table> {
    let case = teller.case;
    let seekers = case.households().iter().flat_map(|household| household.seekers());
    let rows = seekers.enumerate().map(|(seeker, (person, _))| {
        Some((person.id.to_string(), cells(teller, &answers.openings(seeker)?)))
    });
    let heads = case.openings().iter().map(|opening| {
        let site = case.site_index(&opening.site).map(|at| case.sites()[at].employer.as_str());
        Head {
            short: cut(&format!("{} {}", opening.id, tidy(site.unwrap_or_default()))),
            whole: named::opening(case, opening),
        }
    });
    table(teller, false, heads.collect(), rows.collect::<Option<_>>()?)
}

/// What the words in refused cells mean: each rule that refuses something here.
pub(super) fn keys(teller: &Teller, answers: &Answers) -> Vec<(&'static str, String)> {
    let households = 0..teller.case.households().len();
    let homes = households.filter_map(|h| answers.homes(h));
    let seekers = teller.case.households().iter().map(|household| household.seekers().count());
    let openings = (0..seekers.sum()).filter_map(|seeker| answers.openings(seeker));
    let reasons: BTreeSet<Reason> = homes.chain(openings).flatten().filter_map(refusal).collect();
    let words = teller.words;
    let key = |reason: Reason| match reason {
        Reason::TooFar => (words.rule(reason), words.too_far_told().to_owned()),
        _ => (words.rule(reason), words.refusal(&Refusal::of(reason))),
    };
    let counts_changes =
        teller.plan.tiers.iter().any(|tier| tier.weights.contains_key(&Term::Moved));
    let changed = counts_changes.then(|| words.changed_key());
    let changed = changed.map(|[short, long]| (short, long.to_owned()));
    reasons.into_iter().map(key).chain(changed).collect()
}

fn table(
    teller: &Teller,
    of_homes: bool,
    heads: Vec<Head>,
    rows: Vec<(String, Vec<Cell>)>,
) -> Option<Table> {
    let words = teller.words;
    let all = heads.len();
    if all == 0 || rows.is_empty() {
        return None;
    }
    let width = all.div_ceil(all.div_ceil(MOST_COLUMNS));
    let mut heads = heads.into_iter();
    let bands = (0..all).step_by(width).map(|from| {
        let to = (from + width).min(all);
        Band {
            caption: words.columns(from + 1, to, all, of_homes),
            heads: heads.by_ref().take(to - from).collect(),
            rows: rows
                .iter()
                .map(|(head, cells)| {
                    let cells = cells.iter().skip(from).take(to - from).cloned();
                    Row { head: head.clone(), cells: cells.collect() }
                })
                .collect(),
        }
    });
    let bands = bands.collect();
    Some(Table { title: words.price_table(of_homes), row_head: words.row_head(of_homes), bands })
}

fn cells(teller: &Teller, answers: &[&Answer]) -> Vec<Cell> {
    answers.iter().map(|answer| cell(teller, answer)).collect()
}

fn cell(teller: &Teller, answer: &Answer) -> Cell {
    let words = teller.words;
    let plain = |class, text: &str| Cell { class, text: text.to_owned(), others: String::new() };
    match answer {
        Answer::Planned => plain("here", words.here()),
        Answer::Forbidden(refusals) => {
            plain("no", refusals.first().map_or("", |refusal| words.rule(refusal.reason)))
        }
        Answer::AgainstDecisions => plain("no", words.cell_decided()),
        Answer::Unknown(_) => plain("no", words.cell_unknown()),
        Answer::Possible(other) => {
            let (class, text) = priced(teller, other);
            let others = match other.others {
                0 => String::new(),
                others => words.cell_others(others),
            };
            Cell { class, text, others }
        }
    }
}

/// How dear another plan is, and what it comes to more in the first tier where it differs, or in the first two if the
/// first only counts changes from an earlier plan.
fn priced(teller: &Teller, other: &Alternative) -> (&'static str, String) {
    let tiers = teller.plan.tiers.iter().zip(&other.price).enumerate();
    let mut differing = tiers.filter(|(_, (_, price))| price.exact() != Some(0)).peekable();
    let only_moved = |tier: &Tier| tier.weights.keys().all(|term| *term == Term::Moved);
    let first = differing.next_if(|(_, (tier, price))| only_moved(tier) && price.exact().is_some());
    let Some((at, (tier, price))) = differing.next().or(first) else {
        return ("p0", teller.words.cell_same().to_owned());
    };
    let class = match (tier.weights.keys().next(), price.exact()) {
        (_, None) => "no",
        (_, Some(..=0)) => "p0",
        (Some(Term::Unhoused | Term::Unplaced | Term::Ladder), _) => "p4",
        (Some(Term::Commute), Some(SHORT..LONG)) => "p2",
        (Some(Term::Commute), Some(LONG..)) => "p3",
        _ => "p1",
    };
    (class, short::price(teller, &other.price[..=at]))
}

/// From so many minutes more to work a week a way is longer, ...
const SHORT: i64 = 60;
/// ... and from so many much longer.
const LONG: i64 = 180;

/// The nearest others of each, where a whole table would be too large or has no prices.
pub(super) struct Nearest {
    pub(super) title: &'static str,
    pub(super) note: String,
    pub(super) row_head: &'static str,
    pub(super) rows: Vec<Row>,
}

/// The other homes nearest to the work of each household, and the other openings nearest to the home of each job seeker.
pub(super) fn nearest(teller: &Teller, answers: &Answers) -> Vec<Nearest> {
    let words = teller.words;
    let table = |of_homes, rows: Vec<Row>| Nearest {
        title: words.nearest(of_homes),
        note: words.nearest_note(NEAREST, of_homes),
        row_head: words.row_head(of_homes),
        rows,
    };
    let tables =
        [table(true, near_homes(teller, answers)), table(false, near_openings(teller, answers))];
    let has_cells = |table: &Nearest| table.rows.iter().any(|row| !row.cells.is_empty());
    tables.into_iter().filter(has_cells).collect()
}

fn near_homes(teller: &Teller, answers: &Answers) -> Vec<Row> {
    let case = teller.case;
    let row = |h: usize| {
        let household = &case.households()[h];
        let own = home_of(teller, h);
        let placed = household.members.iter().filter_map(|person| teller.placed(h, person));
        let jobs = placed.filter_map(|placed| placed.job.as_ref());
        let sites = jobs.filter_map(|job| Some(case.sites()[case.site_index(&job.site)?].location));
        let mut from: Vec<Point> = sites.collect();
        if from.is_empty() {
            from.extend(own.map(|home| case.dwellings()[home].location));
        }
        let homes = case.dwellings().iter().map(|home| home.location);
        let priced = answers.homes(h);
        let cell = |home: usize| {
            let dwelling = &case.dwellings()[home];
            let name = street_or(&dwelling.address.street, dwelling.id.as_str());
            let holders = || teller.holders(dwelling.id.as_str(), true).join(", ");
            let refused = || answers.home_refused(h, home);
            let answer = priced.as_ref().and_then(|of| of.get(home).copied());
            near_cell(teller, &name, answer, refused, holders)
        };
        let cells = nearest_of(homes, own, &from).into_iter().map(cell).collect();
        Row { head: household.id.to_string(), cells }
    };
    (0..case.households().len()).map(row).collect()
}

fn near_openings(teller: &Teller, answers: &Answers) -> Vec<Row> {
    let case = teller.case;
    let site = |opening: &Opening| case.site_index(&opening.site).map(|at| &case.sites()[at]);
    let mut rows = Vec::new();
    for (h, household) in case.households().iter().enumerate() {
        let from: Vec<Point> =
            home_of(teller, h).map(|home| case.dwellings()[home].location).into_iter().collect();
        let seekers = household.members.iter().enumerate();
        for (m, person) in seekers.filter(|(_, person)| person.job_seeker.is_some()) {
            let job = teller.placed(h, person).and_then(|placed| placed.job.as_ref());
            let own = job.and_then(|job| case.opening_index(&job.opening));
            let places = case
                .openings()
                .iter()
                .map(|opening| site(opening).map_or(Point::new(0.0, 0.0), |site| site.location));
            let priced = answers.openings(rows.len());
            let cell = |at: usize| {
                let opening = &case.openings()[at];
                let employer = site(opening).map_or("", |site| site.employer.as_str());
                let name = format!("{} {}", opening.id, tidy(employer));
                let holders = || {
                    let holders = teller.holders(opening.id.as_str(), false);
                    let is_full = holders.len() as i64 >= opening.positions;
                    if is_full { holders.join(", ") } else { String::new() }
                };
                let refused = || answers.opening_refused((h, m), at);
                let answer = priced.as_ref().and_then(|of| of.get(at).copied());
                near_cell(teller, &name, answer, refused, holders)
            };
            let cells = nearest_of(places, own, &from).into_iter().map(cell).collect();
            rows.push(Row { head: person.id.to_string(), cells });
        }
    }
    rows
}

/// The home of a household in the plan.
fn home_of(teller: &Teller, h: usize) -> Option<usize> {
    let household = teller.plan.household(&teller.case.households().get(h)?.id)?;
    let id = household.dwelling.as_ref()?;
    teller.case.dwelling_index(id)
}

/// The places nearest to some points, but for one's own; none if there is nothing to be near to.
fn nearest_of(
    places: impl Iterator<Item = Point>,
    own: Option<usize>,
    from: &[Point],
) -> Vec<usize> {
    let metres =
        |there: Point| from.iter().map(|at| at.metres_to(there).round() as i64).sum::<i64>();
    let others = places.enumerate().filter(|(at, _)| Some(*at) != own && !from.is_empty());
    let mut others: Vec<(i64, usize)> = others.map(|(at, there)| (metres(there), at)).collect();
    others.sort_unstable();
    others.into_iter().take(NEAREST).map(|(_, at)| at).collect()
}

/// What is near: its name, and its price if that is known, else the rule that says no, or who has it.
fn near_cell(
    teller: &Teller,
    name: &str,
    answer: Option<&Answer>,
    refused: impl FnOnce() -> Option<Reason>,
    holders: impl FnOnce() -> String,
) -> Cell {
    let words = teller.words;
    let text = cut(name);
    if let Some(answer) = answer {
        let priced = cell(teller, answer);
        let others = [priced.text, priced.others].join(" ").trim_end().to_owned();
        return Cell { class: priced.class, text, others };
    }
    let (class, others) = match refused() {
        Some(reason) => ("no", words.rule(reason).to_owned()),
        None => match holders() {
            who if who.is_empty() => ("p0", words.is_free().to_owned()),
            who => ("p1", words.has_now(&who)),
        },
    };
    Cell { class, text, others }
}

/// A street, or the id of what has none.
fn street_or(street: &str, id: &str) -> String {
    let street = tidy(street);
    if street.is_empty() { id.to_owned() } else { street.into_owned() }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let short: String = text.chars().take(MOST_CHARACTERS - 1).collect();
    short.trim_end().to_owned() + "…"
}
