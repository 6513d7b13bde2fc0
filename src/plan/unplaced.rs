use std::collections::{BTreeMap, BTreeSet};

use super::{Unplaced, Who};
use crate::model::Case;
use crate::problem::Solution;
use crate::rules::{Reason, Rules};
use crate::travel::TravelTime;
use crate::words::{named, words};

/// What a plan leaves free, and who has the rest.
pub(super) struct Left<'a> {
    beds: Vec<i64>,
    places: Vec<i64>,
    positions: Vec<i64>,
    /// For each dwelling the households in it.
    residents: Vec<Vec<&'a str>>,
    /// For each opening the persons in it.
    holders: Vec<Vec<&'a str>>,
}

/// More ids help nobody, and a plan of thousands would be full of them.
const MOST_IN_THE_WAY: usize = 50;

/// So many homes or openings that are impossible for the same reason are named; of more the number is enough.
const MOST_NAMED: usize = 2;

/// Why somebody is left out.
pub(super) struct Why {
    reason: Reason,
    text: String,
    in_the_way: Vec<String>,
}

impl Why {
    pub(super) fn of(self, who: Who) -> Unplaced {
        let Self { reason, text, in_the_way } = self;
        Unplaced { who, reason, text, in_the_way }
    }
}

impl<'a> Left<'a> {
    pub(super) fn new(case: &'a Case, solution: &Solution) -> Self {
        let mut left = Self {
            beds: case.dwellings().iter().map(|dwelling| dwelling.beds).collect(),
            places: case.dwellings().iter().map(|dwelling| dwelling.households).collect(),
            positions: case.openings().iter().map(|opening| opening.positions).collect(),
            residents: vec![Vec::new(); case.dwellings().len()],
            holders: vec![Vec::new(); case.openings().len()],
        };
        for (household, home) in case.households().iter().zip(&solution.homes) {
            if let Some(home) = *home {
                left.beds[home] -= household.size();
                left.places[home] -= 1;
                left.residents[home].push(household.id.as_str());
            }
        }
        let seekers = case.households().iter().flat_map(|household| household.seekers());
        for ((person, _), opening) in seekers.zip(&solution.openings) {
            if let Some(opening) = *opening {
                left.positions[opening] -= 1;
                left.holders[opening].push(person.id.as_str());
            }
        }
        left
    }

    pub(super) fn unhoused(&self, rules: &Rules, household: usize) -> Why {
        let case = rules.case();
        let size = case.households()[household].size();
        let answers =
            (0..case.dwellings().len()).map(|dwelling| match rules.housing(household, dwelling) {
                Err(reason) => (reason, None),
                Ok(_) if self.beds[dwelling] >= size && self.places[dwelling] >= 1 => {
                    (Reason::NotChosen, None)
                }
                Ok(_) => (Reason::NoRoomLeft, self.residents.get(dwelling)),
            });
        let homes = case.dwellings();
        weigh(case, answers, true, |at| homes.get(at).map(named::dwelling))
    }

    pub(super) fn jobless(
        &self,
        rules: &Rules,
        travel: &dyn TravelTime,
        (h, m): (usize, usize),
        home: Option<usize>,
    ) -> Why {
        let case = rules.case();
        let Some(home) = home else { return alone(case, Reason::HouseholdUnhoused) };
        let answers = (0..case.openings().len()).map(|o| {
            if let Err(reason) = rules.work((h, m), o) {
                return (reason, None);
            }
            match rules.trip(travel, (h, m), home, o) {
                Ok(_) if self.positions[o] >= 1 => (Reason::NotChosen, None),
                Ok(_) => (Reason::NoPositionLeft, self.holders.get(o)),
                Err(reason) => (reason, None),
            }
        });
        let openings = case.openings();
        weigh(case, answers, false, |at| Some(named::opening(case, openings.get(at)?)))
    }
}

fn alone(case: &Case, reason: Reason) -> Why {
    let text = reason.in_language(case.policy().language);
    Why { reason, text, in_the_way: Vec::new() }
}

/// The reason to name: that of the possibilities which came closest, or else the one that most
/// share; and all of them in words, the most common first, few of one kind by name.
fn weigh<'a>(
    case: &Case,
    answers: impl Iterator<Item = (Reason, Option<&'a Vec<&'a str>>)>,
    of_homes: bool,
    name: impl Fn(usize) -> Option<String>,
) -> Why {
    let mut shares: BTreeMap<Reason, Share> = BTreeMap::new();
    let mut in_the_way: BTreeSet<&str> = BTreeSet::new();
    for (at, (reason, taken_by)) in answers.enumerate() {
        shares.entry(reason).or_default().add(at);
        for id in taken_by.into_iter().flatten() {
            let is_full = in_the_way.len() == MOST_IN_THE_WAY;
            if is_full && in_the_way.last().is_some_and(|last| last <= id) {
                continue;
            }
            if in_the_way.insert(id) && is_full {
                in_the_way.pop_last();
            }
        }
    }
    let closest = [Reason::NotChosen, Reason::NoRoomLeft, Reason::NoPositionLeft, Reason::TooFar]
        .into_iter()
        .find(|reason| shares.contains_key(reason));
    let total: usize = shares.values().map(|share| share.count).sum();
    let mut sorted: Vec<(Reason, Share)> = shares.into_iter().collect();
    sorted.sort_by_key(|(reason, share)| (Some(*reason) != closest, usize::MAX - share.count));
    let Some((first, _)) = sorted.first() else { return alone(case, Reason::NothingOffered) };
    let words = words(case.policy().language);
    let parts = sorted.iter().enumerate().map(|(place, (reason, Share { count, first }))| {
        let of_all = match place {
            0 => format!(" {} {total} {}", words.of(), words.noun(total, of_homes)),
            _ => String::new(),
        };
        let named = match *count <= MOST_NAMED {
            true => {
                let names: Vec<String> = first.iter().filter_map(|at| name(*at)).collect();
                format!(" ({})", names.join("; "))
            }
            false => String::new(),
        };
        format!("{count}{of_all}{named}{}", words.are(*reason))
    });
    Why {
        reason: *first,
        text: parts.collect::<Vec<_>>().join("; "),
        in_the_way: in_the_way.into_iter().map(str::to_owned).collect(),
    }
}

/// How many homes or openings are impossible for a reason, and the first of them.
#[derive(Default)]
struct Share {
    count: usize,
    first: Vec<usize>,
}

impl Share {
    fn add(&mut self, at: usize) {
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(at);
        }
    }
}
