use crate::model::Case;

/// At which site each opening is, and an opening at each site.
#[derive(Debug, Clone)]
pub(super) struct Workplaces {
    site_of: Vec<Option<usize>>,
    opening_at: Vec<Option<usize>>,
}

impl Workplaces {
    pub(super) fn new(case: &Case) -> Self {
        let openings = case.openings().iter();
        let site_of: Vec<_> = openings.map(|opening| case.site_index(&opening.site)).collect();
        let mut opening_at = vec![None; case.sites().len()];
        for (opening, site) in site_of.iter().enumerate() {
            if let Some(site) = *site {
                opening_at[site] = Some(opening);
            }
        }
        Self { site_of, opening_at }
    }

    /// The site of an opening.
    pub(super) fn site_of(&self, opening: usize) -> Option<usize> {
        *self.site_of.get(opening)?
    }

    /// Every site at which there is work, and some opening there.
    pub(super) fn openings(&self) -> impl Iterator<Item = (usize, usize)> {
        self.opening_at.iter().enumerate().filter_map(|(site, opening)| Some((site, (*opening)?)))
    }

    /// Some opening at a site, if there is work.
    pub(super) fn opening_at(&self, site: usize) -> Option<usize> {
        *self.opening_at.get(site)?
    }

    /// Openings at one site share all trips where the shift does not matter.
    pub(super) fn stop(&self, opening: usize) -> usize {
        self.site_of(opening).unwrap_or(usize::MAX)
    }
}
