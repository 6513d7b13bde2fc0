use super::ProofFlaw;
use super::plans::List;

/// More plans than this are not listed at once, those to go back to included.
pub(super) const MOST_PLANS: usize = 1 << 23;

/// For each household the plans that are left, with a way back.
pub(super) struct Left {
    /// `None`: all plans that there are.
    lists: Vec<Option<List>>,
    /// What was replaced since the oldest mark.
    trail: Vec<(u32, Option<List>)>,
    marks: usize,
    listed: usize,
}

impl Left {
    /// All plans of all households.
    pub(super) fn all(households: usize) -> Self {
        let lists = (0..households).map(|_| None).collect();
        Self { lists, trail: Vec::new(), marks: 0, listed: 0 }
    }

    /// The plans of a household that are left, unless these are all that there are.
    pub(super) fn list(&self, household: u32) -> Option<&List> {
        self.lists[household as usize].as_ref()
    }

    /// How many plans are listed, those to go back to included.
    pub(super) fn listed(&self) -> usize {
        self.listed
    }

    pub(super) fn put(&mut self, household: u32, list: List) -> Result<(), ProofFlaw> {
        self.listed += list.len();
        let old = self.lists[household as usize].replace(list);
        if self.marks > 0 {
            self.trail.push((household, old));
        } else {
            self.listed -= old.map_or(0, |old| old.len());
        }
        if self.listed > MOST_PLANS { Err(ProofFlaw::TooManyPlans) } else { Ok(()) }
    }

    /// A place to go back to once; marks are gone back to latest first.
    pub(super) fn mark(&mut self) -> usize {
        self.marks += 1;
        self.trail.len()
    }

    pub(super) fn go_back(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some((household, old)) = self.trail.pop() else { break };
            let list = std::mem::replace(&mut self.lists[household as usize], old);
            self.listed -= list.map_or(0, |list| list.len());
        }
        self.marks -= 1;
    }
}
