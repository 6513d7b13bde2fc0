/// What is known of cheapest jobs from earlier prices: for each seeker kind and home a lower bound,
/// in small numbers, since there are many. Nothing that is asked for depends on it but the time it
/// takes.
pub(super) struct Memory {
    homes: usize,
    /// What 1 of a bound is; bounds are rounded down.
    unit: i64,
    bounds: Vec<u16>,
    /// For each seeker kind whether anything is known.
    known: Vec<bool>,
}

/// Seeker kind, home, and what the cheapest job costs at least.
pub(super) type Learnt = (u32, u32, i64);

impl Memory {
    pub(super) fn new(kinds: usize, homes: usize) -> Self {
        Self { homes, unit: 1, bounds: vec![0; kinds * homes], known: vec![false; kinds] }
    }

    /// Forgets everything; bounds are kept in a new unit.
    pub(super) fn forget(&mut self, unit: i64) {
        self.unit = unit;
        for s in 0..self.known.len() {
            self.fall(s, i64::MAX);
        }
    }

    /// Bounds are not higher than this.
    pub(super) fn highest(&self) -> i64 {
        self.unit.saturating_mul(i64::from(u16::MAX))
    }

    /// What a cheapest job costs at least, from each home.
    pub(super) fn of(&self, s: usize) -> (&[u16], i64) {
        (&self.bounds[s * self.homes..(s + 1) * self.homes], self.unit)
    }

    /// Lowers all bounds of a seeker kind.
    pub(super) fn fall(&mut self, s: usize, by: i64) {
        if by > 0 && self.known[s] {
            let by = by / self.unit + i64::from(by % self.unit > 0);
            let by = u16::try_from(by).unwrap_or(u16::MAX);
            let own = &mut self.bounds[s * self.homes..(s + 1) * self.homes];
            own.iter_mut().for_each(|bound| *bound = bound.saturating_sub(by));
            self.known[s] = by < u16::MAX;
        }
    }

    pub(super) fn learn(&mut self, learnt: Vec<Learnt>) {
        for (s, home, bound) in learnt {
            let bound = u16::try_from(bound / self.unit).unwrap_or(u16::MAX);
            let memory = &mut self.bounds[s as usize * self.homes + home as usize];
            *memory = bound.max(*memory);
            self.known[s as usize] = true;
        }
    }
}
