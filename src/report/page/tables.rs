use super::answers::Answers;
use super::short;
use crate::explain::{Alternative, Answer};
use crate::model::Term;
use crate::report::explained::Teller;
use crate::text::tidy;
use crate::words::named;

/// So many columns stand side by side on a sheet of A4.
const MOST_COLUMNS: usize = 9;
/// A heading is cut after so many characters.
const MOST_CHARACTERS: usize = 26;
/// So many of the nearest homes are told of each household.
pub(super) const NEAREST: usize = 5;

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
                .map(|(head, cells)| Row { head: head.clone(), cells: cells[from..to].to_vec() })
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

/// How dear another plan is, and what it comes to more in the first tier where it differs.
fn priced(teller: &Teller, other: &Alternative) -> (&'static str, String) {
    let mut tiers = teller.plan.tiers.iter().zip(&other.price).enumerate();
    let Some((at, (tier, price))) = tiers.find(|(_, (_, price))| price.exact() != Some(0)) else {
        return ("p0", teller.words.cell_same().to_owned());
    };
    let first = short::price(teller, &other.price[..=at]);
    let class = match (tier.weights.keys().next(), price.exact()) {
        (_, None) => "no",
        (_, Some(..=0)) => "p0",
        (Some(Term::Unhoused | Term::Unplaced | Term::Ladder), _) => "p4",
        (Some(Term::Commute), Some(SHORT..LONG)) => "p2",
        (Some(Term::Commute), Some(LONG..)) => "p3",
        _ => "p1",
    };
    (class, first)
}

/// From so many minutes more to work a week a way is longer, ...
const SHORT: i64 = 60;
/// ... and from so many much longer.
const LONG: i64 = 180;

/// The nearest other homes of a household, where prices were not worked out.
pub(super) fn nearest(teller: &Teller, answers: &Answers) -> Vec<Row> {
    let case = teller.case;
    let near = case.households().iter().zip(&teller.plan.households).enumerate();
    near.map(|(h, (household, placed))| {
        let own = placed.dwelling.as_ref().and_then(|id| case.dwelling_index(id));
        let sites = placed.persons.iter().filter_map(|person| person.job.as_ref());
        let sites =
            sites.filter_map(|job| Some(case.sites()[case.site_index(&job.site)?].location));
        let mut from: Vec<_> = sites.collect();
        if from.is_empty() {
            from.extend(own.map(|home| case.dwellings()[home].location));
        }
        let metres = |home: usize| -> i64 {
            let there = case.dwellings()[home].location;
            from.iter().map(|at| at.metres_to(there).round() as i64).sum()
        };
        let others = (0..case.dwellings().len()).filter(|home| Some(*home) != own);
        let mut others: Vec<(i64, usize)> = others.map(|home| (metres(home), home)).collect();
        others.sort_unstable();
        let cells =
            others.iter().take(NEAREST).map(|(_, home)| near_cell(teller, answers, h, *home));
        Row { head: household.id.to_string(), cells: cells.collect() }
    })
    .collect()
}

fn near_cell(teller: &Teller, answers: &Answers, h: usize, home: usize) -> Cell {
    let dwelling = &teller.case.dwellings()[home];
    let words = teller.words;
    let (class, others) = match answers.home_refused(h, home) {
        Some(reason) => ("no", words.rule(reason).to_owned()),
        None => match teller.holders(dwelling.id.as_str(), true).as_slice() {
            [] => ("p0", words.is_free().to_owned()),
            who => ("p1", words.has_now(&who.join(", "))),
        },
    };
    Cell { class, text: cut(&street_or(&dwelling.address.street, dwelling.id.as_str())), others }
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
