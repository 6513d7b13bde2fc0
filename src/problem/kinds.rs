use std::collections::BTreeMap;

/// Values sorted into classes of equal ones, numbered in the order in which they first occur.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    /// For each value its class.
    pub(super) of: Vec<usize>,
    /// For each class the index of its first value.
    pub(super) first: Vec<usize>,
}

impl Classes {
    pub(super) fn new<T: Ord>(values: impl Iterator<Item = T>) -> Self {
        let mut known = BTreeMap::new();
        let mut first = Vec::new();
        let of = (values.enumerate())
            .map(|(index, value)| {
                *known.entry(value).or_insert_with(|| {
                    first.push(index);
                    first.len() - 1
                })
            })
            .collect();
        Self { of, first }
    }
}

/// The homes or openings of each kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    starts: Vec<usize>,
    members: Vec<u32>,
}

impl Members {
    /// Given the kind of each home or opening.
    pub(super) fn new(kind_of: &[usize]) -> Self {
        let kinds = kind_of.iter().max().map_or(0, |last| last + 1);
        let mut starts = vec![0; kinds + 1];
        for kind in kind_of {
            starts[kind + 1] += 1;
        }
        for kind in 0..kinds {
            starts[kind + 1] += starts[kind];
        }
        let mut next = starts.clone();
        let mut members = vec![0; starts[kinds]];
        for (index, kind) in (0u32..).zip(kind_of) {
            members[next[*kind]] = index;
            next[*kind] += 1;
        }
        Self { starts, members }
    }

    /// Those of `kind`, ascending.
    pub(super) fn of(&self, kind: usize) -> &[u32] {
        match (self.starts.get(kind), self.starts.get(kind + 1)) {
            (Some(start), Some(end)) => &self.members[*start..*end],
            _ => &[],
        }
    }
}
