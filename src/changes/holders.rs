use crate::model::{Case, PersonId};
use crate::problem::Solution;

/// Who has what in a solution.
pub(super) struct Holders<'a> {
    case: &'a Case,
    /// For each dwelling the households in it.
    residents: Vec<Vec<usize>>,
    /// For each opening the persons in it.
    workers: Vec<Vec<&'a PersonId>>,
}

impl<'a> Holders<'a> {
    pub(super) fn new(case: &'a Case, solution: &Solution) -> Self {
        let mut residents = vec![Vec::new(); case.dwellings().len()];
        let mut workers = vec![Vec::new(); case.openings().len()];
        for (household, home) in solution.homes.iter().enumerate() {
            if let Some(home) = home.and_then(|home| residents.get_mut(home)) {
                home.push(household);
            }
        }
        let seekers = case.households().iter().flat_map(|household| household.seekers());
        for ((person, _), opening) in seekers.zip(&solution.openings) {
            if let Some(opening) = opening.and_then(|opening| workers.get_mut(opening)) {
                opening.push(&person.id);
            }
        }
        Self { case, residents, workers }
    }

    /// The households that leave no room for one more of this size in a dwelling.
    pub(super) fn of_dwelling(&self, dwelling: usize, size: i64) -> Vec<String> {
        let case = self.case;
        let in_it = self.residents.get(dwelling).map_or(&[][..], Vec::as_slice);
        let in_it = || in_it.iter().filter_map(|h| case.households().get(*h));
        let Some(home) = case.dwellings().get(dwelling) else { return Vec::new() };
        let people: i64 = in_it().map(|household| household.size()).sum();
        let is_full = people + size > home.beds || in_it().count() as i64 >= home.households;
        in_it().filter(|_| is_full).map(|household| household.id.to_string()).collect()
    }

    /// The persons who have all positions of an opening.
    pub(super) fn of_opening(&self, opening: usize) -> Vec<String> {
        let workers = self.workers.get(opening).map_or(&[][..], Vec::as_slice);
        let positions = self.case.openings().get(opening).map_or(0, |opening| opening.positions);
        let is_full = workers.len() as i64 >= positions;
        workers.iter().filter(|_| is_full).map(|person| person.to_string()).collect()
    }
}
