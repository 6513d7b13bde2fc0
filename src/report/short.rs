//! Prices and moves in few words: a card and a list have no room for every tier and every move.

use crate::explain::{Alternative, Call, LeftOut, Move, Price, Remedied, Turn};
use crate::model::{DwellingId, OpeningId, Term};
use crate::report::explained::Teller;
use crate::text::tidy;
use crate::words::named;

/// So many changes for others are named, of more only the number.
const MOST_NAMED: usize = 6;

/// What a plan comes to more: each tier of one term that differs, and the first tier in any case.
pub(super) fn price(teller: &Teller, prices: &[Price]) -> String {
    let words = teller.words;
    let mut parts: Vec<String> = Vec::new();
    let tiers = teller.plan.tiers.iter().zip(prices).enumerate();
    for (at, (tier, price)) in tiers.filter(|(_, (_, price))| price.exact() != Some(0)) {
        let terms: Vec<(Term, i64)> = tier.weights.iter().map(|(of, by)| (*of, *by)).collect();
        match (price.exact(), terms.as_slice()) {
            (None, _) => {
                parts.push(words.cell_unknown().to_owned());
                break;
            }
            (Some(amount), [(term, 1)]) => parts.push(words.cell(*term, amount)),
            (Some(amount), _) if parts.is_empty() => parts.push(words.cell_in_tier(at + 1, amount)),
            _ => {}
        }
    }
    if parts.is_empty() { words.cell_same().to_owned() } else { parts.join(", ") }
}

/// What a plan comes to more in the first tier that differs: what later tiers gain makes up for nothing.
fn first(teller: &Teller, prices: &[Price]) -> String {
    let differs = |price: &Price| price.exact() != Some(0);
    let to = prices.iter().position(differs).map_or(prices.len(), |at| at + 1);
    price(teller, &prices[..to])
}

/// What keeping something costs.
pub(super) fn kept(teller: &Teller, prices: &[Price]) -> String {
    match prices {
        [] => teller.words.unknown().to_owned(),
        prices if prices.iter().all(|price| price.exact() == Some(0)) => {
            teller.words.free().to_owned()
        }
        prices => price(teller, prices),
    }
}

/// Another plan: its price, and what others get in it than `asker`, who gets what they ask of.
pub(super) fn other(teller: &Teller, asker: &str, other: &Alternative) -> String {
    let moves = moves(teller, &[asker], &other.moves);
    [price(teller, &other.price)].into_iter().chain(moves).collect::<Vec<_>>().join("; ")
}

/// What everybody gets instead but some; `None` if nobody does.
fn moves(teller: &Teller, but: &[&str], moves: &[Move]) -> Option<String> {
    let told = each_move(teller, but, moves);
    match told.len() {
        0 => None,
        1..=MOST_NAMED => Some(told.join(", ")),
        count => Some(teller.words.cell_others(i64::try_from(count).unwrap_or(i64::MAX))),
    }
}

/// What everybody gets instead but some, one by one.
pub(super) fn each_move(teller: &Teller, but: &[&str], moves: &[Move]) -> Vec<String> {
    let street = |id: &DwellingId| {
        let home = teller.case.dwelling_index(id).map(|at| &teller.case.dwellings()[at]);
        let street = home.map_or(String::new(), |home| tidy(&home.address.street).into_owned());
        if street.is_empty() { teller.dwelling(id) } else { street }
    };
    let employer = |id: &OpeningId| {
        let opening = teller.case.opening_index(id).map(|at| &teller.case.openings()[at]);
        let site = opening.and_then(|opening| teller.case.site_index(&opening.site));
        let employer = site.map(|at| tidy(&teller.case.sites()[at].employer).into_owned());
        employer.filter(|name| !name.is_empty()).unwrap_or_else(|| teller.opening(id))
    };
    let nothing = || "–".to_owned();
    let told = moves.iter().filter_map(|one| match one {
        Move::Household { household, to, .. } if !but.contains(&household.as_str()) => {
            Some(format!("{household} → {}", to.as_ref().map_or_else(nothing, street)))
        }
        Move::Person { person, to, .. } if !but.contains(&person.as_str()) => {
            Some(format!("{person} → {}", to.as_ref().map_or_else(nothing, employer)))
        }
        _ => None,
    });
    told.collect()
}

/// The changes that would house or place somebody who is left out, the best first: what each comes to.
pub(super) fn remedies(teller: &Teller, left: &LeftOut, most: usize) -> Vec<String> {
    let mut found: Vec<&Remedied> = left.remedies.iter().collect();
    found.sort_by_cached_key(|one| one.best.order());
    let told = |one: &Remedied| {
        let what = teller.remedy(&one.remedy) + &teller.terms(&one.best);
        format!("{what}: {}", other(teller, left.who.id(), &one.best))
    };
    found.into_iter().take(most).map(told).collect()
}

/// What becomes of the month for each step that a talk may show: those that change nothing together.
pub(super) fn turns(teller: &Teller, call: &Call) -> Vec<String> {
    let words = teller.words;
    let (still, moving): (Vec<&Turn>, Vec<&Turn>) =
        call.turns.iter().partition(|turn| turn.moves.is_empty());
    let mut lines: Vec<String> = moving.iter().map(|turn| moved(teller, call, turn)).collect();
    if !still.is_empty() {
        let (assumed, others): (Vec<&Turn>, Vec<&Turn>) =
            still.into_iter().partition(|turn| turn.is_assumed);
        let is_assumed = !assumed.is_empty();
        let steps: Vec<String> =
            others.into_iter().chain(assumed).map(|turn| teller.step(&turn.step)).collect();
        lines.push(format!("{}: {}", words.if_step(&steps.join(", "), is_assumed), words.stays()));
    }
    lines
}

fn moved(teller: &Teller, call: &Call, turn: &Turn) -> String {
    let words = teller.words;
    let own_home = turn.moves.iter().any(
        |one| matches!(one, Move::Household { household, .. } if *household == call.household),
    );
    let home = turn.dwelling.as_ref().filter(|_| own_home).map(|id| dwelling(teller, id));
    let work = match &turn.opening {
        Some(id) => opening(teller, id),
        None => words.no_work().to_owned(),
    };
    let lost = turn.lost.iter().any(|price| price.exact() != Some(0));
    let lost = lost.then(|| words.lost(&first(teller, &turn.lost)));
    let asked = [call.household.as_str(), call.person.as_str()];
    let others = moves(teller, &asked, &turn.moves);
    let parts = [Some(work), home, others, lost].into_iter().flatten();
    let if_step = words.if_step(&teller.step(&turn.step), turn.is_assumed);
    format!("{if_step}: {}", parts.collect::<Vec<_>>().join("; "))
}

/// A dwelling in few words.
pub(super) fn dwelling(teller: &Teller, id: &DwellingId) -> String {
    let home = teller.case.dwelling_index(id).and_then(|at| teller.case.dwellings().get(at));
    home.map_or_else(|| teller.dwelling(id), named::short_dwelling)
}

/// An opening in few words.
pub(super) fn opening(teller: &Teller, id: &OpeningId) -> String {
    let opening = teller.case.opening_index(id).and_then(|at| teller.case.openings().get(at));
    let short = |opening| named::short_opening(teller.case, opening);
    opening.map_or_else(|| teller.opening(id), short)
}
