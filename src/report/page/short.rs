//! Prices and moves in few words: a card and a list have no room for every tier and every move.

use crate::explain::{Alternative, Call, Move, Price, Turn};
use crate::model::{DwellingId, HouseholdId, OpeningId, PersonId, Term};
use crate::report::explained::Teller;
use crate::words::named;

/// So many who move are named, of more only the number.
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

/// Another plan: its price, and who else moves than those of a household.
pub(super) fn other(teller: &Teller, own: &HouseholdId, other: &Alternative) -> String {
    let moves = moves(teller, own, &other.moves, other.others);
    [price(teller, &other.price)].into_iter().chain(moves).collect::<Vec<_>>().join("; ")
}

/// Who else moves than those of a household; `None` if nobody does.
fn moves(teller: &Teller, own: &HouseholdId, moves: &[Move], count: i64) -> Option<String> {
    let household = teller.case.household_index(own).map(|at| &teller.case.households()[at]);
    let is_own = |id: &PersonId| {
        household.is_some_and(|own| own.members.iter().any(|person| person.id == *id))
    };
    let homes = moves.iter().filter_map(|one| match one {
        Move::Household { household, .. } => (household != own).then_some(household),
        Move::Person { .. } => None,
    });
    let homes: Vec<&HouseholdId> = homes.collect();
    // Whoever moves with their household is named with it.
    let household_of =
        |id| teller.case.person_index(id).map(|(h, _)| &teller.case.households()[h].id);
    let persons = moves.iter().filter_map(|one| match one {
        Move::Person { person, .. } if !is_own(person) => {
            let moves = household_of(person).is_some_and(|home| homes.contains(&home));
            (!moves).then(|| person.as_str())
        }
        _ => None,
    });
    let others: Vec<&str> = homes.iter().map(|id| id.as_str()).chain(persons).collect();
    match others.len() {
        0 => None,
        1..=MOST_NAMED => Some(teller.words.who_moves(&others.join(", "), others.len())),
        _ => Some(teller.words.others(count, true)),
    }
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
        let steps: Vec<&str> =
            others.into_iter().chain(assumed).map(|turn| words.step(&turn.step)).collect();
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
    let lost = lost.then(|| words.lost(&price(teller, &turn.lost)));
    let others = moves(teller, &call.household, &turn.moves, turn.others);
    let parts = [Some(work), home, others, lost].into_iter().flatten();
    let if_step = words.if_step(words.step(&turn.step), turn.is_assumed);
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
