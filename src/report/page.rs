//! The month on one page: HTML that opens by a double click, prints on A4 and needs no network.
//!
//! A template says what stands where, the files beside it what that is, a language file how it is said. Everything
//! that comes from outside is escaped by the template. Without script everything is there; the script only finds and
//! highlights.

mod answers;
mod cards;
mod charts;
mod clock;
mod lists;
mod tables;
mod waiting;

use std::io;

use askama::Template;

use self::answers::Answers;
use self::cards::Card;
use self::charts::{Bin, Step, Tile};
use self::lists::{DecidedRow, ScarceTable};
use self::tables::{Nearest, Table};
use self::waiting::Group;
use super::explained::Teller;
use super::extras::Extras;
use super::figures::{self, month};
use super::map;
use super::priced;
use super::summary::Summary;
use crate::actions::{Action, actions};
use crate::explain::{More, PriceList, Scarce};
use crate::files::{ACTIONS, CHANGES};
use crate::model::{Case, Household, InputFile};
use crate::plan::{Plan, Status, Who};
use crate::words::{Figures, Words};

/// Of more households than this not all have a card: nobody turns that many pages, ...
const MOST_CARDS: usize = 400;
/// ... and the first ones show what there is.
const FIRST_CARDS: usize = 100;
/// Of an action for more persons only their number is told.
const MOST_PERSONS: usize = 12;
/// So many households stand in a whole table of prices; of more the nearest of each.
const MOST_IN_A_TABLE: usize = 40;
/// So many rows of other lists are shown; the files have them all.
const MOST_ROWS: usize = 1000;
/// So many who are left out are named in the first sentence.
const MOST_LEFT_OUT: usize = 6;
/// So many things are told to look for.
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
    changed: Option<String>,
    against_hand: Option<&'static str>,
    first_deadline: Option<String>,
    tiles: [Tile; 4],
    ladder: Vec<Step>,
    hand_ladder: Option<Vec<Step>>,
    bins: Vec<Bin>,
    has_hand: bool,
    waiting: Vec<Group>,
    actions: Vec<ActionRow>,
    more_actions: Option<String>,
    look_for: Vec<(&'static str, ScarceTable)>,
    map: String,
    cards: Vec<Card>,
    more_cards: Option<String>,
    tables: Vec<Table>,
    keys: Vec<(&'static str, String)>,
    nearest: Vec<Nearest>,
    is_priced: bool,
    scarce: Option<ScarceTable>,
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

impl ActionRow {
    fn new(teller: &Teller, action: &Action) -> Self {
        let is_long = action.persons.len() > MOST_PERSONS;
        Self {
            sort: action.due.to_string(),
            due: teller.words.short_date(action.due),
            role: teller.words.role(action.role),
            what: teller.action(action),
            whom: if is_long {
                teller.words.people(action.persons.len())
            } else {
                teller.for_whom(action)
            },
        }
    }
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
/// let html = page(&case, &plan, &summary, Extras::default()).unwrap();
/// assert!(html.starts_with("<!doctype html>"));
/// ```
///
/// # Errors
/// None that is known: every plan can be written so.
pub fn page(case: &Case, plan: &Plan, summary: &Summary, extras: Extras) -> io::Result<String> {
    let language = case.policy().language;
    let teller = Teller::new(case, plan, language);
    let words = teller.words;
    let (prices, by_hand) = (extras.prices, extras.by_hand);
    let answers = Answers::new(case, prices);
    let figures = figures::of(case, plan);
    let hand = by_hand.map(|plan| figures::of(case, plan));
    let is_proven = plan.status == Status::Optimal;
    let households = case.households().len();
    let is_whole = households <= MOST_CARDS;
    let shown = if is_whole { households } else { FIRST_CARDS };
    let is_table = answers.are_priced() && shown <= MOST_IN_A_TABLE;
    let aims = (1..).zip(&plan.tiers).map(|(number, tier)| {
        let terms: Vec<&str> = tier.weights.keys().map(|term| words.counted_in(*term)).collect();
        format!("{number}. {}", terms.join(", "))
    });
    let aims: Vec<String> = aims.collect();
    let all_actions = actions(case, plan, prices.map(|prices| prices.calls.as_slice()));
    let shown_actions = all_actions.iter().take(MOST_ROWS);
    let actions: Vec<ActionRow> =
        shown_actions.map(|action| ActionRow::new(&teller, action)).collect();
    let page = Page {
        w: words,
        style: [include_str!("page/page.css"), map::STYLE],
        script: include_str!("page/page.js"),
        month: words.month(month(case)),
        lead: lead(&teller, &figures),
        verdict: if is_proven {
            words.lead_proven().to_owned()
        } else {
            words.lead_open(&teller.at_best())
        },
        changed: extras.changes.map(|changes| words.changed_since(changes.len())),
        against_hand: hand.as_ref().and_then(|hand| words.against_hand(&figures, hand, is_proven)),
        first_deadline: actions
            .first()
            .map(|first| words.first_deadline(&first.due, first.role, &first.what)),
        tiles: charts::tiles(words, &figures, hand.as_ref()),
        ladder: charts::ladder(&teller, plan),
        hand_ladder: by_hand.map(|hand| charts::ladder(&teller, hand)),
        bins: charts::histogram(words, plan, by_hand),
        has_hand: by_hand.is_some(),
        waiting: waiting::groups(&teller, &summary.warnings, prices),
        actions,
        more_actions: more(words, all_actions.len(), ACTIONS),
        look_for: look_for(&teller, prices),
        map: if is_whole && shown > 0 {
            map::html(case, plan, extras.surroundings, language)
        } else {
            String::new()
        },
        cards: cards(&teller, &answers, extras, shown),
        more_cards: (!is_whole).then(|| words.more_cards(shown, households)),
        tables: if is_table {
            [tables::homes(&teller, &answers), tables::openings(&teller, &answers)]
                .into_iter()
                .flatten()
                .collect()
        } else {
            Vec::new()
        },
        keys: match prices.filter(|_| is_table) {
            Some(prices) => priced::keys(&teller, prices),
            None => Vec::new(),
        },
        nearest: if is_whole && !is_table {
            tables::nearest(&teller, &answers)
        } else {
            Vec::new()
        },
        is_priced: answers.are_priced(),
        scarce: prices
            .filter(|_| answers.are_priced())
            .map(|prices| ScarceTable::new(&teller, prices.scarce.iter())),
        decided: prices.map_or_else(Vec::new, |prices| DecidedRow::all(&teller, &prices.decided)),
        changes: extras.changes.map(|changes| {
            let shown = &changes[..changes.len().min(MOST_ROWS)];
            let more = more(words, changes.len(), CHANGES);
            teller.changes(shown).into_iter().chain(more).collect()
        }),
        files: extras.inputs,
        policy: words.policy_told(case.policy()),
        order: words.order(&aims.join("; ")),
        made_by: words.made_by(env!("CARGO_PKG_VERSION"), &plan.method),
    };
    page.render().map_err(io::Error::other)
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

/// What housing and the company consultant look for next: what is scarce, with its title.
fn look_for(teller: &Teller, prices: Option<&PriceList>) -> Vec<(&'static str, ScarceTable)> {
    let Some(prices) = prices else { return Vec::new() };
    let is_home = |one: &&Scarce| matches!(one.what, More::Home { .. });
    let homes = prices.scarce.iter().filter(is_home).take(MOST_LOOKED_FOR);
    let work = prices.scarce_work().take(MOST_LOOKED_FOR);
    let tables = [
        (teller.words.look_for(true), ScarceTable::new(teller, homes)),
        (teller.words.look_for(false), ScarceTable::new(teller, work)),
    ];
    tables.into_iter().filter(|(_, table)| !table.rows.is_empty()).collect()
}

/// How many rows are not shown, and the file that has them.
fn more(words: &dyn Words, rows: usize, file: &str) -> Option<String> {
    let more = rows.checked_sub(MOST_ROWS).filter(|more| *more > 0)?;
    Some(words.more_rows(more, file))
}

/// What the plan comes to for a council, with the ids of the few that are left out.
fn lead(teller: &Teller, figures: &Figures) -> String {
    let mut parts = vec![teller.words.lead(figures)];
    if figures.provisional > 0 {
        let step = teller.step(&teller.case.policy().assume_step);
        parts.push(teller.words.lead_provisional(figures.provisional, &step));
    }
    for of_homes in [true, false] {
        let left = teller.plan.unplaced.iter();
        let left = left.filter(|left| matches!(left.who, Who::Household(_)) == of_homes);
        let ids: Vec<&str> = left.map(|left| left.who.id()).collect();
        if (1..=MOST_LEFT_OUT).contains(&ids.len()) {
            parts.push(teller.words.lead_left_out(&ids.join(", "), of_homes));
        }
    }
    parts.join(" ")
}
