use super::ProofFlaw;
use super::left::Left;
use super::plans::PlanOf;
use crate::problem::Problem;
use crate::proof::Count;

/// Whether what is counted is in order, and of what there is.
pub(super) fn is_countable(problem: &Problem, count: &Count) -> Result<(), ProofFlaw> {
    if count.at_most < 0 {
        return Err(ProofFlaw::NegativeCount);
    }
    let unknown_household = |household| ProofFlaw::UnknownHousehold { household };
    in_order(&count.households, problem.households().len(), unknown_household)?;
    in_order(&count.homes, problem.homes().len(), |home| ProofFlaw::UnknownHome { home })?;
    let unknown_opening = |opening| ProofFlaw::UnknownOpening { opening };
    in_order(&count.openings, problem.openings().len(), unknown_opening)
}

fn in_order(of: &[u32], known: usize, unknown: impl Fn(u32) -> ProofFlaw) -> Result<(), ProofFlaw> {
    if !of.is_sorted_by(|a, b| a < b) {
        return Err(ProofFlaw::CountOrder);
    }
    match of.last().filter(|last| **last as usize >= known) {
        Some(last) => Err(unknown(*last)),
        None => Ok(()),
    }
}

/// The capacity of a side of a count, and what the plans left of a set use of it: (household, plan,
/// amount), amounts above 0.
pub(super) fn side(
    left: &Left,
    set: &[u32],
    count: &Count,
    more: bool,
) -> (i128, Vec<(u32, u32, i64)>) {
    let at_most = i128::from(count.at_most);
    let mut capacity = if more { -at_most - 1 } else { at_most };
    let mut uses = Vec::new();
    let is_listed = |household: &&u32| count.households.binary_search(household).is_ok();
    let all = count.households.is_empty();
    for household in set.iter().filter(|household| all || is_listed(household)) {
        let Some(list) = left.list(*household) else { continue };
        let counted = list.plans().map(|plan| (plan.index, counted(count, plan)));
        let most = counted.clone().map(|(_, amount)| amount).max().unwrap_or(0);
        if more {
            capacity += i128::from(most);
        }
        let used = counted.map(|(plan, amount)| (plan, if more { most - amount } else { amount }));
        let used = used.filter(|(_, amount)| *amount > 0);
        uses.extend(used.map(|(plan, amount)| (*household, plan, amount)));
    }
    (capacity, uses)
}

/// How much a plan has of what is counted.
fn counted(count: &Count, plan: PlanOf) -> i64 {
    let home = i64::from(count.homes.binary_search(&plan.home).is_ok());
    let openings = plan.openings().filter(|opening| count.openings.binary_search(opening).is_ok());
    home + openings.count() as i64
}
