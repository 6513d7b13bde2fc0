//! Kinds of openings that most seekers rate alike, in groups: few enough to know of each what it costs near
//! every home.

use super::super::tables::{NEVER, Tables, of_kind};

#[derive(Clone)]
pub(super) struct Groups {
    /// For each kind of opening its group.
    pub(super) of: Vec<u32>,
    pub(super) count: usize,
    /// For each menu of openings the groups on it, and what each costs at least.
    menus: Vec<Vec<(u32, i64)>>,
}

/// So many menus tell kinds apart.
const MENUS: usize = 128;

impl Groups {
    /// At most so many groups: the kind that differs most from those that lead one leads the next, and each
    /// kind goes with the leader it differs least from. (Gonzalez, "Clustering to minimize the maximum
    /// intercluster distance", 1985.)
    pub(super) fn new(tables: &Tables, most: usize) -> Self {
        let problem = tables.problem;
        let menus = problem.opening_menus.len();
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let told_by: Vec<usize> = (0..menus).step_by(menus.div_ceil(MENUS).max(1)).collect();
        let ratings = |kind: usize| told_by.iter().map(move |m| of_kind(tables.openings(*m), kind));
        let ratings: Vec<Vec<i64>> = (0..kinds).map(|kind| ratings(kind).collect()).collect();
        let openings: Vec<usize> =
            (0..kinds).map(|kind| problem.openings_of_kind(kind).len()).collect();
        let mut of = vec![0; kinds];
        let mut apart = vec![told_by.len() + 1; kinds];
        let mut count = 0;
        while count < most {
            let farthest =
                (0..kinds).max_by_key(|kind| (apart[*kind] * openings[*kind], kinds - kind));
            let Some(leader) = farthest.filter(|kind| apart[*kind] > 0) else { break };
            for kind in 0..kinds {
                let pairs = ratings[kind].iter().zip(&ratings[leader]);
                let differ = pairs.filter(|(one, other)| one != other).count();
                if differ < apart[kind] {
                    (apart[kind], of[kind]) = (differ, count as u32);
                }
            }
            apart[leader] = 0;
            of[leader] = count as u32;
            count += 1;
        }
        let on_menu = |menu: usize| {
            let mut least = vec![NEVER; count];
            for (cost, group) in tables.openings(menu).iter().zip(&of) {
                let least = &mut least[*group as usize];
                *least = (*cost).min(*least);
            }
            (0..).zip(least).filter(|(_, least)| *least < NEVER).collect()
        };
        Self { menus: (0..menus).map(on_menu).collect(), of, count }
    }

    /// The groups on a menu, and what each costs at least.
    pub(super) fn on(&self, menu: usize) -> &[(u32, i64)] {
        &self.menus[menu]
    }
}
