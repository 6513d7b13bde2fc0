use crate::problem::Problem;

/// The openings that have a position, site by site.
pub(super) struct Sites {
    openings: Vec<Vacancy>,
    /// For each site where its openings begin; the end comes last.
    starts: Vec<usize>,
}

/// An opening that has a position.
pub(super) struct Vacancy {
    pub(super) opening: u32,
    pub(super) kind: usize,
}

impl Sites {
    pub(super) fn new(problem: &Problem) -> Self {
        let vacant = (0u32..)
            .zip(problem.openings())
            .filter(|(_, known)| known.positions > 0 && known.site < usize::MAX);
        let mut order: Vec<(usize, Vacancy)> = vacant
            .map(|(opening, known)| (known.site, Vacancy { opening, kind: known.kind }))
            .collect();
        order.sort_by_key(|(site, _)| *site);
        let mut starts = vec![0];
        for (at, (site, _)) in order.iter().enumerate() {
            starts.resize(site + 1, at);
        }
        starts.push(order.len());
        Self { openings: order.into_iter().map(|(_, vacancy)| vacancy).collect(), starts }
    }

    /// All sites with such openings are before this one.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The openings at a site.
    pub(super) fn at(&self, site: usize) -> &[Vacancy] {
        match (self.starts.get(site), self.starts.get(site + 1)) {
            (Some(start), Some(end)) => &self.openings[*start..*end],
            _ => &[],
        }
    }

    /// The openings, site by site.
    pub(super) fn openings(&self) -> &[Vacancy] {
        &self.openings
    }
}
