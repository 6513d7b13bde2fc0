use super::answers::Answers;
use crate::explain::Answer;
use crate::geo::Point;
use crate::model::Opening;
use crate::report::explained::Teller;
use crate::report::priced::{PriceCell, Shade};
use crate::rules::Reason;
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
    pub(super) cells: Vec<PriceCell>,
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
    rows: Vec<(String, Vec<PriceCell>)>,
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

fn cells(teller: &Teller, answers: &[&Answer]) -> Vec<PriceCell> {
    answers.iter().map(|answer| PriceCell::new(teller, answer)).collect()
}

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
) -> PriceCell {
    let words = teller.words;
    let text = cut(name);
    if let Some(answer) = answer {
        let priced = PriceCell::new(teller, answer);
        let others = [priced.text, priced.others].join(" ").trim_end().to_owned();
        return PriceCell { shade: priced.shade, text, others };
    }
    let (shade, others) = match refused() {
        Some(reason) => (Shade::No, words.rule(reason).to_owned()),
        None => match holders() {
            who if who.is_empty() => (Shade::Same, words.is_free().to_owned()),
            who => (Shade::Little, words.has_now(&who)),
        },
    };
    PriceCell { shade, text, others }
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
