//! What everything else would come to, in a cell of a table: of the page, and of the workbook.

use std::collections::BTreeSet;

use super::explained::Teller;
use super::short;
use crate::explain::{Alternative, Answer, PriceList};
use crate::model::Term;
use crate::plan::Tier;
use crate::rules::{Reason, Refusal};

/// A cell: what stands in it, who else moves, and how dear it is.
#[derive(Clone)]
pub(super) struct PriceCell {
    pub(super) shade: Shade,
    pub(super) text: String,
    pub(super) others: String,
}

/// How dear something is: darker costs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// It is what the plan has.
    Here,
    /// It is not possible, or not known.
    No,
    /// It is as good.
    Same,
    /// It costs a little, ...
    Little,
    /// ... a longer way, ...
    Longer,
    /// ... a much longer way, ...
    Far,
    /// ... or somebody's step, work or home.
    Loss,
}

impl Shade {
    /// The class in the page's style.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::No => "no",
            Self::Same => "p0",
            Self::Little => "p1",
            Self::Longer => "p2",
            Self::Far => "p3",
            Self::Loss => "p4",
        }
    }
}

impl PriceCell {
    /// What becomes of somebody with something else.
    pub(super) fn new(teller: &Teller, answer: &Answer) -> Self {
        let words = teller.words;
        let plain =
            |shade, text: &str| Self { shade, text: text.to_owned(), others: String::new() };
        match answer {
            Answer::Planned => plain(Shade::Here, words.here()),
            Answer::Forbidden(refusals) => {
                let rule = refusals.first().map_or("", |refusal| words.rule(refusal.reason));
                plain(Shade::No, rule)
            }
            Answer::AgainstDecisions => plain(Shade::No, words.cell_decided()),
            Answer::Unknown(_) => plain(Shade::No, words.cell_unknown()),
            Answer::Possible(other) => {
                let (shade, text) = priced(teller, other);
                let others = match other.others {
                    0 => String::new(),
                    others => words.cell_others(others),
                };
                Self { shade, text, others }
            }
        }
    }
}

/// How dear another plan is, and what it comes to more in the first tier where it differs, or in the first two if the
/// first only counts changes from an earlier plan.
fn priced(teller: &Teller, other: &Alternative) -> (Shade, String) {
    let tiers = teller.plan.tiers.iter().zip(&other.price).enumerate();
    let mut differing = tiers.filter(|(_, (_, price))| price.exact() != Some(0)).peekable();
    let only_moved = |tier: &Tier| tier.weights.keys().all(|term| *term == Term::Moved);
    let first = differing.next_if(|(_, (tier, price))| only_moved(tier) && price.exact().is_some());
    let Some((at, (tier, price))) = differing.next().or(first) else {
        return (Shade::Same, teller.words.cell_same().to_owned());
    };
    let shade = match (tier.weights.keys().next(), price.exact()) {
        (_, None) => Shade::No,
        (_, Some(..=0)) => Shade::Same,
        (Some(Term::Unhoused | Term::Unplaced | Term::Ladder), _) => Shade::Loss,
        (Some(Term::Commute), Some(SHORT..LONG)) => Shade::Longer,
        (Some(Term::Commute), Some(LONG..)) => Shade::Far,
        _ => Shade::Little,
    };
    (shade, short::price(teller, &other.price[..=at]))
}

/// From so many minutes more to work a week a way is longer, ...
const SHORT: i64 = 60;
/// ... and from so many much longer.
const LONG: i64 = 180;

/// What the words in refused cells mean: each rule that refuses something here.
pub(super) fn keys(teller: &Teller, prices: &PriceList) -> Vec<(&'static str, String)> {
    let homes = prices.households.iter().flat_map(|of| of.homes.iter().map(|one| &one.answer));
    let openings = prices.persons.iter().flat_map(|of| of.openings.iter().map(|one| &one.answer));
    let reasons: BTreeSet<Reason> = homes.chain(openings).filter_map(refusal).collect();
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

/// The first reason of an answer that is no.
pub(super) fn refusal(answer: &Answer) -> Option<Reason> {
    match answer {
        Answer::Forbidden(refusals) => refusals.first().map(|refusal| refusal.reason),
        _ => None,
    }
}
