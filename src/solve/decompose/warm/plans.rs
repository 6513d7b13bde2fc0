use super::super::pool::{NONE, Pool};
use super::Warm;
use super::listed::Listed;

/// Plans that matter for a question, in a pool of their own.
pub(super) struct Plans<'w> {
    warm: &'w Warm<'w>,
    listed: &'w Listed,
    pub(super) pool: Pool,
    /// Of listed plans the number here.
    pub(super) numbers: Vec<u32>,
}

impl<'w> Plans<'w> {
    pub(super) fn new(warm: &'w Warm<'w>, listed: &'w Listed) -> Self {
        Self { warm, listed, pool: Pool::default(), numbers: vec![NONE; listed.pool.len()] }
    }

    /// The number of a listed plan.
    pub(super) fn take(&mut self, plan: u32) -> u32 {
        let known = self.numbers[plan as usize];
        if known != NONE {
            return known;
        }
        let from = &self.listed.pool;
        let (household, home) = (from.household(plan), from.home(plan).unwrap_or(NONE));
        let (problem, rows) = (self.warm.problem, &self.warm.rows);
        let number = self.pool.add(problem, rows, household, home, from.openings(plan));
        self.numbers[plan as usize] = number;
        number
    }
}
