use std::cmp::Reverse;

use crate::explain::{Call, Kept, PriceList};
use crate::plan::{Plan, Who};
use crate::report::explained::Teller;
use crate::report::short;

/// Things of one sort that wait for a person.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) items: Vec<Item>,
}

/// One thing that waits.
pub(super) struct Item {
    pub(super) head: String,
    pub(super) lines: Vec<String>,
}

impl Item {
    fn plain(head: String) -> Self {
        Self { head, lines: Vec::new() }
    }
}

/// So many of a sort are told; the files have them all.
const MOST: usize = 50;
/// So many changes that would do are told of each of those left out; their cards have more.
const MOST_REMEDIES: usize = 2;

/// What needs a person before this plan can come true, the most pressing first; sorts of which there is nothing are
/// left out.
pub(super) fn groups(
    teller: &Teller,
    warnings: &[String],
    prices: Option<&PriceList>,
) -> Vec<Group> {
    let words = teller.words;
    let group =
        |title, items: Vec<Item>| Group { title, items: items.into_iter().take(MOST).collect() };
    let (calls_title, calls) = calls(teller, prices);
    [
        group(words.warnings(), warnings.iter().cloned().map(Item::plain).collect()),
        group(words.left_out(), left_out(teller, prices)),
        group(calls_title, calls),
        group(words.costly_decisions(), decisions(teller, prices)),
    ]
    .into_iter()
    .filter(|group| !group.items.is_empty())
    .collect()
}

fn left_out(teller: &Teller, prices: Option<&PriceList>) -> Vec<Item> {
    let out = teller.plan.unplaced.iter().map(|left| {
        let found =
            prices.and_then(|prices| prices.left_out.iter().find(|out| out.who == left.who));
        Item {
            head: format!("{}: {}", who(teller, &left.who), left.text),
            lines: found.map_or_else(Vec::new, |out| short::remedies(teller, out, MOST_REMEDIES)),
        }
    });
    out.collect()
}

/// Who is left out; a person with their household.
fn who(teller: &Teller, who: &Who) -> String {
    match (who, teller.household_of(who)) {
        (Who::Person(person), Some(household)) => format!("{person} ({household})"),
        _ => who.id().to_owned(),
    }
}

/// Whom to call by when, where that was worked out; else everybody whose step is only assumed.
fn calls(teller: &Teller, prices: Option<&PriceList>) -> (&'static str, Vec<Item>) {
    let words = teller.words;
    if let Some(prices) = prices {
        let call = |call: &Call| Item {
            head: words.call(call.person.as_str(), call.household.as_str(), call.last_day),
            lines: short::turns(teller, call),
        };
        return (words.calls(), prices.calls.iter().map(call).collect());
    }
    (words.provisional(), assumed(teller, teller.plan))
}

fn assumed(teller: &Teller, plan: &Plan) -> Vec<Item> {
    let persons = plan
        .households
        .iter()
        .flat_map(|home| home.persons.iter().map(move |placed| (home.household.as_str(), placed)));
    let provisional = persons.filter_map(|(household, placed)| {
        let job = placed.job.as_ref().filter(|job| job.provisional)?;
        let step = teller.step(&job.step);
        Some(Item::plain(teller.words.assumed(placed.person.as_str(), household, &step)))
    });
    provisional.collect()
}

/// Decisions that cost something, the dearest first.
fn decisions(teller: &Teller, prices: Option<&PriceList>) -> Vec<Item> {
    let mut kept: Vec<_> = prices.map_or_else(Vec::new, |prices| {
        let costs = |kept: &&Kept| kept.price.iter().any(|price| price.at_most != 0);
        prices.decided.each.iter().filter(costs).collect()
    });
    kept.sort_by_key(|kept| {
        Reverse(kept.price.iter().map(|price| price.at_most).collect::<Vec<_>>())
    });
    let item = |kept: &Kept| {
        let price = short::kept(teller, &kept.price);
        Item::plain(format!("{}: {price}", teller.ruled(&kept.what)))
    };
    kept.into_iter().map(item).collect()
}
