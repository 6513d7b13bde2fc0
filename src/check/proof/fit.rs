use super::ProofFlaw;
use super::ground::Ground;
use super::left::Left;
use super::plans::{List, NONE, PlanOf};

/// What households take whatever they choose.
pub(super) struct Taken<'a> {
    ground: &'a Ground<'a>,
    places: Vec<i64>,
    beds: Vec<i64>,
    positions: Vec<i64>,
}

/// What one household takes whatever it chooses.
struct Sure {
    home: Option<u32>,
    openings: Vec<(u32, i64)>,
}

impl Sure {
    fn of(list: &List) -> Self {
        Self { home: list.home(), openings: list.openings() }
    }
}

impl<'a> Taken<'a> {
    /// Nobody takes anything.
    pub(super) fn new(ground: &'a Ground<'a>) -> Self {
        Self {
            ground,
            places: vec![0; ground.problem.homes().len()],
            beds: vec![0; ground.problem.homes().len()],
            positions: vec![0; ground.problem.openings().len()],
        }
    }

    /// Takes away the plans of a set that no longer fit, until nothing changes; says whether
    /// every household still has a plan. All plans of the set are listed.
    pub(super) fn fit(&mut self, set: &[u32], left: &mut Left) -> Result<bool, ProofFlaw> {
        let sure = |left: &Left, household: u32| left.list(household).map(Sure::of);
        let mut sures: Vec<Option<Sure>> = set.iter().map(|h| sure(left, *h)).collect();
        for (household, sure) in set.iter().zip(&sures) {
            self.count(*household, sure.as_ref(), 1);
        }
        let (mut changed, mut possible) = (true, true);
        while possible && std::mem::replace(&mut changed, false) {
            for (household, own) in set.iter().zip(&mut sures) {
                self.count(*household, own.as_ref(), -1);
                let list = left.list(*household);
                let size = self.ground.problem.households()[*household as usize].size;
                if let Some(list) = list.and_then(|l| l.retain(|plan| self.has_room(size, plan))) {
                    changed = true;
                    possible &= !list.is_empty();
                    left.put(*household, list)?;
                    *own = sure(left, *household);
                }
                self.count(*household, own.as_ref(), 1);
            }
        }
        for (household, sure) in set.iter().zip(&sures) {
            self.count(*household, sure.as_ref(), -1);
        }
        Ok(possible)
    }

    fn count(&mut self, household: u32, sure: Option<&Sure>, times: i64) {
        let Some(sure) = sure else { return };
        if let Some(home) = sure.home {
            self.places[home as usize] += times;
            self.beds[home as usize] +=
                times * self.ground.problem.households()[household as usize].size;
        }
        for (opening, positions) in &sure.openings {
            self.positions[*opening as usize] += times * positions;
        }
    }

    /// Whether a plan fits beside what is taken.
    fn has_room(&self, size: i64, plan: PlanOf) -> bool {
        let problem = self.ground.problem;
        let home = plan.home as usize;
        let housed = plan.home == NONE || {
            let known = problem.homes()[home];
            self.places[home] < known.households && self.beds[home] + size <= known.beds
        };
        housed
            && plan.openings().all(|opening| {
                let at = opening as usize;
                self.positions[at] + plan.positions(opening) <= problem.openings()[at].positions
            })
    }
}
