use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::Reason;
use super::refusal::Asker;
use crate::model::{Ruling, Verdict};

/// What is said of pairs: who may take what.
pub(super) struct Rulings<Who> {
    penalty: BTreeMap<(Who, usize), i64>,
    never: BTreeSet<(Who, usize)>,
    pub(super) must: BTreeMap<Who, usize>,
    begun: BTreeSet<(Who, usize)>,
    /// Whatever somebody is judged or decided to take or not to take.
    pub(super) what: BTreeSet<usize>,
}

impl<Who: Ord + Copy> Rulings<Who> {
    pub(super) fn new() -> Self {
        Self {
            penalty: BTreeMap::new(),
            never: BTreeSet::new(),
            must: BTreeMap::new(),
            begun: BTreeSet::new(),
            what: BTreeSet::new(),
        }
    }

    pub(super) fn judge(&mut self, who: Who, what: usize, verdict: Verdict) {
        self.what.insert(what);
        match verdict {
            Verdict::Penalty(penalty) => drop(self.penalty.insert((who, what), penalty)),
            Verdict::Never => drop(self.never.insert((who, what))),
        }
    }

    pub(super) fn decide(&mut self, who: Who, what: usize, ruling: Ruling, begun: bool) {
        self.what.insert(what);
        match ruling {
            Ruling::Must => drop(self.must.insert(who, what)),
            Ruling::Never => drop(self.never.insert((who, what))),
        }
        if begun {
            self.begun.insert((who, what));
        }
    }

    /// What somebody must have and has already.
    pub(super) fn begun(&self, who: Who) -> Option<usize> {
        self.must.get(&who).copied().filter(|what| self.begun.contains(&(who, *what)))
    }

    pub(super) fn ask(&self, who: Who, what: usize, asker: &mut impl Asker) -> ControlFlow<()> {
        if self.must.get(&who).is_some_and(|decided| *decided != what) {
            asker.no(Reason::DecidedOtherwise)?;
        }
        if self.never.contains(&(who, what)) {
            asker.no(Reason::RuledOut)?;
        }
        ControlFlow::Continue(())
    }

    pub(super) fn penalty(&self, who: Who, what: usize) -> i64 {
        self.penalty.get(&(who, what)).copied().unwrap_or(0)
    }

    pub(super) fn mentions(&self, who: Who) -> bool {
        self.must.contains_key(&who)
            || self.never.range((who, 0)..=(who, usize::MAX)).next().is_some()
            || self.penalty.range((who, 0)..=(who, usize::MAX)).next().is_some()
    }
}
