//! The month on one page: HTML that opens by a double click, prints on A4 and needs no network.
//!
//! A template says what stands where, the files beside it what that is, a language file how it is said. Everything
//! that comes from outside is escaped by the template. Without script everything is there; the script only finds and
//! highlights.

mod answers;
mod cards;
mod clock;
mod figures;
mod lists;
mod short;
mod tables;
mod waiting;

use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::Date;

use self::answers::Answers;
use self::cards::Card;
use self::figures::{Bin, Step, Tile};
use self::lists::{DecidedRow, ScarceRow};
use self::tables::{Row, Table};
use self::waiting::Group;
use super::explained::Teller;
use super::{Extras, Summary, map};
use crate::actions::{Action, actions};
use crate::explain::{PriceList, Scarce};
use crate::model::{Case, Household, InputFile};
use crate::plan::{Plan, Status};
use crate::words::Words;

/// Cards beyond so many are left out: nobody turns that many pages.
const MOST_CARDS: usize = 400;
/// So many sorts of work are told to look for.
const MOST_LOOKED_FOR: usize = 5;

#[derive(Template)]
#[template(path = "page.html", config = "src/report/page/askama.toml")]
struct Page<'a> {
    w: &'static dyn Words,
    style: [&'static str; 2],
    script: &'static str,
    month: String,
    lead: String,
    verdict: String,
    tiles: [Tile; 4],
    ladder: Vec<Step>,
    hand_ladder: Option<Vec<Step>>,
    bins: Vec<Bin>,
    has_hand: bool,
    waiting: Vec<Group>,
    actions: Vec<ActionRow>,
    look_for: Vec<ScarceRow>,
    map: String,
    cards: Vec<Card>,
    more_cards: Option<String>,
    tables: Vec<Table>,
    nearest: Vec<Row>,
    each: usize,
    scarce: Option<Vec<ScarceRow>>,
    decided: Vec<DecidedRow>,
    changes: Option<Vec<String>>,
    files: &'a [InputFile],
    policy: Vec<String>,
    order: String,
    made_by: String,
}

/// An action, as a row to tick off.
struct ActionRow {
    sort: String,
    due: String,
    role: &'static str,
    what: String,
    whom: String,
}

fn action_rows(teller: &Teller, prices: Option<&PriceList>) -> Vec<ActionRow> {
    let calls = prices.map(|prices| prices.calls.as_slice());
    let actions = actions(teller.case, teller.plan, calls);
    let row = |action: &Action| ActionRow {
        sort: action.due.to_string(),
        due: teller.words.short_date(action.due),
        role: teller.words.role(action.role),
        what: teller.action(action),
        whom: teller.for_whom(action),
    };
    actions.iter().map(row).collect()
}

/// The page of a plan, with what is told beside it.
///
/// ```
/// use boligplacering::plan::Plan;
/// use boligplacering::problem::Problem;
/// use boligplacering::report::{Extras, Seconds, Summary, page};
/// use boligplacering::solve::{Options, solve};
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::travel::travel_times;
/// use boligplacering::check;
///
/// let case = Synthetic::new(3).case().unwrap();
/// let travel = travel_times(&case);
/// let outcome = solve(&Problem::new(&case, &travel).unwrap(), &Options::default());
/// let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
/// let tally = check(&case, &travel, &plan, None).unwrap();
/// let summary = Summary::new(&plan, &tally, Seconds::default());
/// let html = page(&case, &plan, &summary, Extras::default());
/// assert!(html.starts_with("<!doctype html>"));
/// ```
pub fn page(case: &Case, plan: &Plan, summary: &Summary, extras: Extras) -> String {
    let language = case.policy().language;
    let teller = Teller::new(case, plan, language);
    let words = teller.words;
    let (prices, by_hand) = (extras.prices, extras.by_hand);
    let answers = Answers::new(case, prices);
    let figures = figures::of(case, plan);
    let hand = by_hand.map(|plan| figures::of(case, plan));
    let is_proven = plan.status == Status::Optimal;
    let shown = case.households().len().min(MOST_CARDS);
    let is_whole = shown == case.households().len();
    let priced = answers.are_priced() && is_whole;
    let terms = plan.tiers.iter().flat_map(|tier| tier.weights.keys());
    let terms: Vec<&str> = terms.map(|term| words.counted_in(*term)).collect();
    let scarce = |of: &mut dyn Iterator<Item = &Scarce>| -> Vec<ScarceRow> {
        of.map(|one| ScarceRow::new(&teller, one)).collect()
    };
    let page = Page {
        w: words,
        style: [include_str!("page/page.css"), map::STYLE],
        script: include_str!("page/page.js"),
        month: words.month(month(case)),
        lead: words.lead(&figures),
        verdict: if is_proven {
            words.lead_proven().to_owned()
        } else {
            words.lead_open(&teller.at_best())
        },
        tiles: figures::tiles(words, &figures, hand.as_ref()),
        ladder: figures::ladder(words, case, plan),
        hand_ladder: by_hand.map(|hand| figures::ladder(words, case, hand)),
        bins: figures::histogram(words, plan, by_hand),
        has_hand: by_hand.is_some(),
        waiting: waiting::groups(&teller, &summary.warnings, prices),
        actions: action_rows(&teller, prices),
        look_for: prices.map_or_else(Vec::new, |prices| {
            scarce(&mut prices.scarce_work().take(MOST_LOOKED_FOR))
        }),
        map: if is_whole && shown > 0 {
            map::html(case, plan, extras.surroundings, language)
        } else {
            String::new()
        },
        cards: cards(&teller, &answers, extras, shown),
        more_cards: (!is_whole).then(|| words.more_cards(shown, case.households().len())),
        tables: [tables::homes(&teller, &answers), tables::openings(&teller, &answers)]
            .into_iter()
            .flatten()
            .filter(|_| priced)
            .collect(),
        nearest: if priced || !is_whole { Vec::new() } else { tables::nearest(&teller, &answers) },
        each: tables::NEAREST,
        scarce: prices
            .filter(|_| answers.are_priced())
            .map(|prices| scarce(&mut prices.scarce.iter())),
        decided: prices.map_or_else(Vec::new, |prices| DecidedRow::all(&teller, &prices.decided)),
        changes: extras.changes.map(|changes| teller.changes(changes)),
        files: extras.inputs,
        policy: words.policy_told(case.policy()),
        order: words.order(&terms.join("; ")),
        made_by: words.made_by(env!("CARGO_PKG_VERSION"), &plan.method),
    };
    // A template writes into memory and asks nothing that could fail.
    page.render().unwrap_or_default()
}

fn cards(teller: &Teller, answers: &Answers, extras: Extras, shown: usize) -> Vec<Card> {
    let mut first = 0;
    let households = teller.case.households().iter().take(shown).enumerate();
    let card = |(h, household): (usize, &Household)| {
        let card = cards::card(teller, answers, extras.prices, h, first);
        first += household.seekers().count();
        card
    };
    households.map(card).collect()
}

/// A day of the month in which most households arrive; of several the first.
fn month(case: &Case) -> Option<Date> {
    let mut months: BTreeMap<Date, usize> = BTreeMap::new();
    for household in case.households() {
        *months.entry(household.arrival.date().first_of_month()).or_default() += 1;
    }
    let most = months.values().max()?;
    months.iter().find(|(_, count)| *count == most).map(|(month, _)| *month)
}
