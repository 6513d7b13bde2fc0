use std::sync::Arc;

use super::super::corner::Basis;
use super::super::restriction::{Frame, Restriction};
use super::super::simplex::{End, Simplex, keep};
use super::{Bounded, NO_CHOICE, Part, Search, below};
use crate::solve::decompose::prices::{WholePrices, whole_of};

/// The relaxation of a part, by the simplex method.
#[derive(Clone)]
pub(super) struct Program {
    pub(super) simplex: Simplex,
    /// The plan of each column, ascending by household.
    pub(super) plans: Vec<u32>,
    /// The row of each capacity.
    pub(super) rows: Vec<u32>,
    /// The number of each cut.
    pub(super) cuts: Vec<u32>,
    /// Cuts that are sides of counts on the way to it.
    pub(super) sides: Vec<u32>,
    /// How many times [`AWAY`] counts, 1 or more.
    pull: f64,
    /// What columns are told by.
    frame: Arc<Frame>,
    /// Whether some plans are no columns.
    sifted: bool,
    /// What the bound is told from, in units of 1/scale.
    offset: i128,
    /// The best prices so far.
    before: Option<Bounded>,
}

/// A plan costs as much more for everything it uses that its household's plan in the known choice does
/// not, and for not being that plan. Of thousands of best corners those near a choice are less divided.
/// (Fischetti and Monaci, "Proximity search for 0-1 mixed-integer convex programming", 2014.)
const AWAY: f64 = 4e-5;
/// It counts for more where more is missing, by this share of it, which takes far fewer pivots; ...
const OF_MISSING: f64 = 0.1;
/// ... and for so many times less once what that loses may be one in so many of what is missing.
const LESS: f64 = 8.0;
const LOST: f64 = 20.0;

/// Relaxations are solved until their bound is by so much above what is needed: some is lost by rounding.
const MARGIN: f64 = 0.02;

impl Program {
    /// The best bound so far, in units of 1/scale; `None` before the first.
    pub(super) fn bound(&self) -> Option<i128> {
        self.before.as_ref().map(|before| before.bound)
    }

    /// Adds what is in the basis to another's.
    pub(super) fn add_to(&self, basis: &mut Basis, rows: usize) {
        let plans = self.plans.iter().enumerate();
        let basic = plans.filter(|(column, _)| self.simplex.is_basic(*column));
        basis.plans.extend(basic.map(|(_, plan)| *plan));
        basis.slack.resize(rows, true);
        for (row, slack) in self.rows.iter().zip(self.simplex.slack()) {
            basis.slack[*row as usize] = *slack;
        }
    }
}

impl Search<'_> {
    /// The relaxation of a part over its contended rows, without cuts but for those it starts from and the tier held.
    pub(super) fn program(&self, part: &Part, contended: &[bool]) -> Program {
        self.program_of(part, contended, &self.first(part))
    }

    /// The same, beginning with some plans of each household.
    pub(super) fn program_of(
        &self,
        part: &Part,
        contended: &[bool],
        first: &[Vec<u32>],
    ) -> Program {
        let mut restriction = Restriction::new(
            self.pool,
            self.costs,
            self.base,
            first.iter().map(Vec::as_slice),
            |row| contended[row as usize],
            self.capacities,
        );
        let rows = (0..contended.len()).filter(|row| contended[*row]);
        restriction.take_rows(rows, self.base, self.capacities);
        for (cost, plan) in restriction.problem.costs.iter_mut().zip(&restriction.plans) {
            *cost += self.pull * self.away_cost(*plan);
        }
        let mut program = Program {
            simplex: Simplex::new(&restriction.problem),
            plans: restriction.plans,
            rows: restriction.rows,
            cuts: Vec::new(),
            sides: Vec::new(),
            pull: self.pull,
            frame: Arc::new(restriction.frame),
            sifted: first != part.plans,
            offset: restriction.offset,
            before: None,
        };
        if let Some(basis) = self.start {
            self.add_cuts(&mut program, 0..self.start_cuts, f64::NEG_INFINITY);
            let is_basic = |(_, plan): &(usize, &u32)| basis.plans.binary_search(plan).is_ok();
            let columns = program.plans.iter().enumerate().filter(is_basic);
            let slack = program.rows.iter().map(|row| basis.slack[*row as usize]);
            let slack: Vec<bool> = slack.chain(program.cuts.iter().map(|_| false)).collect();
            program.simplex.start_from(columns.map(|(column, _)| column), &slack, self.stop);
        }
        self.add_cuts(&mut program, self.held_number(), f64::NEG_INFINITY);
        program
    }

    /// What a plan of a block costs and what it uses of the rows of a program, cuts aside.
    pub(super) fn column(
        &self,
        program: &Program,
        (block, plan): (u32, u32),
    ) -> (f64, Vec<(u32, u32)>) {
        let cost = self.costs[plan as usize];
        let (cost, uses) = program.frame.column(self.pool, cost, self.base, (block, plan));
        (cost + program.pull * self.away_cost(plan), uses)
    }

    /// How many times it counts to be away from the known choice, where so much is missing from what is to be shown.
    pub(in super::super) fn pull(missing: f64) -> f64 {
        (OF_MISSING * missing).max(1.0)
    }

    /// What a plan costs more than it does, for being away from the known choice.
    fn away_cost(&self, plan: u32) -> f64 {
        AWAY * self.away(plan) as f64
    }

    /// Lets the known choice count for less if the bound of a best corner may be lower for it by a good part of what is
    /// `short`; whether that is to be solved again.
    fn pull_less(&self, program: &mut Program, bounded: &Bounded, short: f64) -> bool {
        if program.pull <= 1.0 {
            return false;
        }
        let weighed = program.plans.iter().zip(program.simplex.solution());
        let away: f64 = weighed.map(|(plan, x)| x * self.away_cost(*plan)).sum();
        // Without it the relaxation comes to no more than this corner costs.
        let corner = program.simplex.bound() - program.pull * away;
        let lost = corner - (bounded.bound - program.offset) as f64 / self.base.scale as f64;
        let less = lost * LOST > short;
        if less {
            let now = (program.pull / LESS).max(1.0);
            let by = now - program.pull;
            let changes = program.plans.iter().map(|plan| by * self.away_cost(*plan));
            program.simplex.change_costs(changes);
            program.pull = now;
        }
        less
    }

    /// How far a plan is from that of its household in the known choice.
    fn away(&self, plan: u32) -> usize {
        match self.near.get(self.pool.household(plan) as usize) {
            Some(near) if *near != plan => {
                let used = self.pool.uses(*near);
                1 + self.pool.uses(plan).iter().filter(|own| !used.contains(own)).count()
            }
            _ => 0,
        }
    }

    /// Solves the relaxation of what is left of a part, with so many pivots at most: a bound, and
    /// whether the weights of plans, which are taken over, are those of a best corner.
    pub(super) fn cornered(
        &mut self,
        part: &Part,
        program: &mut Program,
        ub: i64,
        pivots: usize,
    ) -> (Bounded, bool) {
        let plans = part.plans.iter().flatten().chain(&program.plans);
        plans.for_each(|plan| self.x[*plan as usize] = 0.0);
        let (bounded, end) = self.solved(part, program, ub, pivots);
        for (plan, x) in program.plans.iter().zip(program.simplex.solution()) {
            self.x[*plan as usize] = x;
        }
        for (row, y) in program.rows.iter().zip(program.simplex.prices()) {
            self.y[*row as usize] = y;
        }
        (bounded, end == End::Optimal)
    }

    /// The bound of the relaxation of what is left of a part, after so many pivots at most.
    pub(super) fn solved(
        &self,
        part: &Part,
        program: &mut Program,
        ub: i64,
        pivots: usize,
    ) -> (Bounded, End) {
        let scale = self.base.scale;
        let mut left = vec![false; self.pool.len()];
        part.plans.iter().flatten().for_each(|plan| left[*plan as usize] = true);
        let columns = program.plans.iter().enumerate();
        program.simplex.remove(columns.filter(|(_, p)| !left[**p as usize]).map(|(c, _)| c));
        if let Some(kept) = program.simplex.forget_gone() {
            keep(&mut program.plans, &kept);
        }
        let (g, residue) = self.lattice(part);
        let needed =
            (ub < NO_CHOICE).then(|| i128::from(below(ub, g, residue)) * i128::from(scale));
        let mut enough = needed.map_or(f64::INFINITY, |needed| {
            (needed - program.offset) as f64 / scale as f64 + MARGIN
        });
        let (mut bounded, end) = loop {
            let end = program.simplex.solve(enough, pivots, self.stop);
            let bounded = self.whole(part, program);
            let short = needed.map_or(0, |needed| needed - bounded.bound);
            if end == End::Stopped || short < 0 {
                break (bounded, end);
            }
            if program.sifted && self.sift(part, program, &bounded)
                || end == End::Optimal
                    && self.pull_less(program, &bounded, short as f64 / scale as f64)
            {
                if program.simplex.settle(pivots, self.stop) == End::Stopped {
                    break (self.whole(part, program), End::Stopped);
                }
                continue;
            }
            if end != End::Enough {
                break (bounded, end);
            }
            // Rounding may lose more than the margin.
            enough = program.simplex.bound() + (2 * short) as f64 / scale as f64 + MARGIN;
        };
        // What held for more plans holds for those left.
        if let Some(mut before) = program.before.take().filter(|b| b.bound > bounded.bound) {
            self.add_up(part, &mut before);
            bounded = before;
        }
        program.before = Some(bounded.clone());
        (bounded, end)
    }

    /// The prices of a relaxation in whole numbers, and their bound.
    fn whole(&self, part: &Part, program: &Program) -> Bounded {
        let scale = self.base.scale;
        let mut prices = WholePrices::free(self.base.rows.len(), scale);
        let mut cuts = vec![0; self.cuts.len()];
        let mut of_rows = program.simplex.prices();
        for (row, y) in program.rows.iter().zip(&mut of_rows) {
            prices.rows[*row as usize] = self.base.whole(*row as usize, y);
        }
        for (cut, y) in program.cuts.iter().zip(of_rows) {
            if y > 0.0 {
                cuts[*cut as usize] = whole_of(y, scale, self.cuts[*cut as usize].most());
            }
        }
        let mut bounded = Bounded { bound: 0, prices, rows: program.rows.clone(), cuts };
        self.add_up(part, &mut bounded);
        bounded
    }

    /// Fills in the bound of prices.
    pub(super) fn add_up(&self, part: &Part, bounded: &mut Bounded) {
        bounded.bound = 0;
        let charges = self.charges(bounded);
        for plans in &part.plans {
            let least = plans.iter().map(|plan| self.value(*plan, bounded, &charges)).min();
            bounded.bound += i128::from(least.unwrap_or(0));
        }
        for row in &bounded.rows {
            let row = *row as usize;
            let price = i128::from(bounded.prices.rows[row]);
            bounded.bound -= price * i128::from(self.capacities[row]);
        }
        for (price, cut) in bounded.cuts.iter().zip(&self.cuts) {
            bounded.bound -= i128::from(*price) * i128::from(cut.holds);
        }
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::super::{Part, Search};
    use super::LOST;
    use crate::solve::decompose::in_play::with_plans_in_play;
    use crate::solve::decompose::simplex::End;

    #[test]
    fn the_known_choice_loses_little_of_what_is_missing() {
        for seed in 1..=10 {
            with_plans_in_play(seed, 16, |_, solver, master| {
                let part = Part::in_play(master);
                let stop = || false;
                let near = &solver.best.as_ref().unwrap().1;
                let value = master.cost_of(near);
                let bound = |pull: f64, above: i64| {
                    let at = (master.y.clone(), master.x.clone());
                    let search = Search::new(&solver.pool, master, &master.capacities, at, &stop);
                    let search = Search { pull, near, ..search };
                    let mut program = search.program(&part, &search.contended(&part));
                    let (bounded, end) = search.solved(&part, &mut program, above, usize::MAX);
                    assert_eq!(end, End::Optimal, "seed {seed}");
                    bounded.bound as f64 / master.base.scale as f64
                };
                for above in [value, 2 * value] {
                    let (free, pulled) = (bound(1.0, above), bound(1e12, above));
                    let lost = (free - pulled) / (above as f64 - free);
                    assert!(lost.abs() < 1.0 / LOST, "seed {seed}: {free}, {pulled} of {above}");
                }
            });
        }
    }
}
