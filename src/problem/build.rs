use std::sync::Arc;

use super::kinds::Members;
use super::offer;
use super::seeker_of::seekers_of;
use super::travels::Travels;
use super::weights::Weights;
use super::{Home, Household, Opening, Previous, Problem, Seeker, TripTier, Trips};
use crate::model::{Case, Faults, Term};
use crate::rules::{Rules, broken_decisions};
use crate::travel::TravelTime;

pub(super) fn build(
    case: &Case,
    travel: &Arc<dyn TravelTime>,
    previous: Option<&Previous>,
) -> Result<Problem, Faults> {
    // One step into the pool of threads instead of one for each of its tasks.
    #[cfg(feature = "parallel")]
    return rayon::scope(|_| build_here(case, travel, previous));
    #[cfg(not(feature = "parallel"))]
    build_here(case, travel, previous)
}

fn build_here(
    case: &Case,
    travel: &Arc<dyn TravelTime>,
    previous: Option<&Previous>,
) -> Result<Problem, Faults> {
    Faults::check(broken_decisions(case, travel))?;
    let rules = Rules::new(case);
    let weights = Weights::new(case);
    let seekers = seekers_of(case);
    let offered_homes = offer::homes(&rules, &weights, previous);
    let offered_openings = offer::openings(&rules, &weights, &seekers, previous);
    let same_both_ways = travel.same_both_ways();
    let (travels, travel_of) = Travels::new(&rules, travel, &seekers);

    let mut problem = Problem {
        tiers: weights.tiers,
        trip_tier: weights.of(Term::Commute).map(|(tier, weight)| TripTier { tier, weight }),
        households: Vec::with_capacity(case.households().len()),
        seekers: Vec::with_capacity(seekers.len()),
        homes: (case.dwellings().iter().zip(&offered_homes.kind_of))
            .map(|(dwelling, kind)| Home {
                beds: dwelling.beds,
                households: dwelling.households,
                kind: *kind,
            })
            .collect(),
        openings: (case.openings().iter().zip(&offered_openings.kind_of).zip(&travels.sites.of))
            .map(|((opening, kind), site)| Opening {
                positions: opening.positions,
                site: *site,
                days: i64::try_from(opening.days.len()).unwrap_or(7),
                kind: *kind,
            })
            .collect(),
        homes_of_kind: Members::new(&offered_homes.kind_of),
        openings_of_kind: Members::new(&offered_openings.kind_of),
        home_menus: offered_homes.menus,
        opening_menus: offered_openings.menus,
        trips: Arc::new(Trips::new(Arc::new(travels))),
        queue: queue(case),
        previous: previous.cloned().map(Arc::new),
    };
    for (s, of) in seekers.iter().enumerate() {
        problem.seekers.push(Seeker {
            household: of.household,
            menu: offered_openings.menu_of[s],
            travel: travel_of[s],
            limit: rules.limits(travel, of.who()).longest(same_both_ways),
            must: rules.decided_opening(of.who()).is_some(),
        });
    }
    let mut first_seeker = 0;
    for (h, household) in case.households().iter().enumerate() {
        let seekers = household.seekers().count();
        problem.households.push(Household {
            size: household.size(),
            menu: offered_homes.menu_of[h],
            first_seeker,
            seekers,
            must: rules.decided_dwelling(h).is_some(),
            kind: 0,
        });
        first_seeker += seekers;
    }
    problem.classify_households();
    Ok(problem)
}

/// The longest-waiting household first; who waits equally long, by id.
fn queue(case: &Case) -> Vec<usize> {
    let mut queue: Vec<usize> = (0..case.households().len()).collect();
    queue.sort_by_key(|h| case.households()[*h].arrival);
    queue
}
