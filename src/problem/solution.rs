use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Cost, Problem};
use crate::text::Said;

/// Who takes what, by index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Solution {
    /// For each household its home.
    pub homes: Vec<Option<usize>>,
    /// For each seeker their opening.
    pub openings: Vec<Option<usize>>,
}

/// A solution as somebody puts it forward: what it costs, what is proven, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The solution.
    pub solution: &'a Solution,
    /// What it costs, a number a tier.
    pub cost: &'a [i64],
    /// What no solution undercuts, a number a tier.
    pub bound: &'a [i64],
    /// The name of the method that found it.
    pub method: &'a str,
}

/// Why a solution is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Infeasible {
    /// It speaks of other households or seekers than the problem.
    #[error("the solution is not of this problem")]
    Shape,
    /// A household has a home that is not on its menu.
    #[error("household {0} may not have its home")]
    Home(usize),
    /// A seeker has an opening that is not on their menu, or has no home to go there from.
    #[error("seeker {0} may not have their opening")]
    Opening(usize),
    /// A seeker's trip is too long.
    #[error("the trip of seeker {0} is too long")]
    Trip(usize),
    /// More people or households in a home than it holds.
    #[error("home {0} is too full")]
    HomeFull(usize),
    /// More people in an opening than it takes.
    #[error("opening {0} is too full")]
    OpeningFull(usize),
    /// Somebody who must be housed or placed is not.
    #[error("a decision about household {0} is not kept")]
    Must(usize),
}

impl Infeasible {
    /// What is wrong with a solution, in every language.
    pub(crate) fn said(self) -> Said {
        let danish = match self {
            Self::Shape => "løsningen hører ikke til dette problem".to_owned(),
            Self::Home(h) => format!("husstand {h} må ikke få sin bolig"),
            Self::Opening(s) => format!("jobsøgende {s} må ikke få sin stilling"),
            Self::Trip(s) => format!("rejsen for jobsøgende {s} er for lang"),
            Self::HomeFull(d) => format!("bolig {d} er overfyldt"),
            Self::OpeningFull(o) => format!("stilling {o} er overbesat"),
            Self::Must(h) => format!("en beslutning om husstand {h} er ikke overholdt"),
        };
        Said::new(self.to_string(), danish)
    }
}

impl Solution {
    /// Nobody has anything.
    pub fn nothing(problem: &Problem) -> Self {
        Self {
            homes: vec![None; problem.households.len()],
            openings: vec![None; problem.seekers.len()],
        }
    }
}

impl Problem {
    /// The exact cost of a solution.
    ///
    /// # Errors
    /// With the first thing that the solution does wrong.
    pub fn cost(&self, solution: &Solution) -> Result<Cost, Infeasible> {
        if solution.homes.len() != self.households.len()
            || solution.openings.len() != self.seekers.len()
        {
            return Err(Infeasible::Shape);
        }
        let mut cost = vec![0; self.tiers];
        let mut beds: Vec<i64> = self.homes.iter().map(|home| home.beds).collect();
        let mut places: Vec<i64> = self.homes.iter().map(|home| home.households).collect();
        let mut positions: Vec<i64> = self.openings.iter().map(|o| o.positions).collect();
        for (h, household) in self.households.iter().enumerate() {
            let Some(home) = solution.homes[h] else {
                if household.must {
                    return Err(Infeasible::Must(h));
                }
                add(&mut cost, self.home_menu(household).none());
                continue;
            };
            add(&mut cost, self.home_cost(household, home).ok_or(Infeasible::Home(h))?);
            beds[home] -= household.size;
            places[home] -= 1;
            if beds[home] < 0 || places[home] < 0 {
                return Err(Infeasible::HomeFull(home));
            }
        }
        for (s, seeker) in self.seekers.iter().enumerate() {
            let Some(opening) = solution.openings[s] else {
                if seeker.must {
                    return Err(Infeasible::Must(seeker.household));
                }
                add(&mut cost, self.opening_menu(seeker).none());
                continue;
            };
            let home = solution.homes[seeker.household].ok_or(Infeasible::Opening(s))?;
            add(&mut cost, self.opening_cost(seeker, opening).ok_or(Infeasible::Opening(s))?);
            let minutes = (self.trips.minutes(seeker.travel, home, self.openings[opening].site))
                .filter(|minutes| *minutes <= seeker.limit)
                .ok_or(Infeasible::Trip(s))?;
            if let Some(trip) = self.trip_tier {
                cost[trip.tier] += self.trip_cost(opening, minutes);
            }
            positions[opening] -= 1;
            if positions[opening] < 0 {
                return Err(Infeasible::OpeningFull(opening));
            }
        }
        Ok(cost)
    }
}

pub(crate) fn add(sum: &mut [i64], part: &[i64]) {
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += part;
    }
}
