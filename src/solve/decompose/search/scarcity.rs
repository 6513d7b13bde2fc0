use super::{Part, Search};

impl Search<'_> {
    /// Takes away plans that no longer fit, as [`Step::Fit`] says.
    pub(super) fn fit(&self, part: &mut Part) -> bool {
        let rows = self.capacities.len();
        // What every household uses of a row at least, and how often a row was seen.
        let mut sure = vec![0i64; rows];
        let mut seen = vec![(0u32, 0u32); rows];
        let mut own: Vec<Vec<(u32, i64)>> = Vec::with_capacity(part.plans.len());
        for plans in &part.plans {
            let mut least: Vec<(u32, i64)> = Vec::new();
            if plans.len() == 1 {
                least.extend(self.uses(plans[0]));
            } else {
                for plan in plans {
                    for (row, amount) in self.pool.uses(*plan) {
                        let seen = &mut seen[*row as usize];
                        seen.1 = if seen.0 == 0 { *amount } else { seen.1.min(*amount) };
                        seen.0 += 1;
                    }
                }
                for (row, _) in plans.first().map_or(&[][..], |plan| self.pool.uses(*plan)) {
                    let (count, amount) = seen[*row as usize];
                    if count as usize == plans.len() {
                        least.push((*row, i64::from(amount)));
                    }
                }
                for plan in plans {
                    for (row, _) in self.pool.uses(*plan) {
                        seen[*row as usize] = (0, 0);
                    }
                }
            }
            for (row, amount) in &least {
                sure[*row as usize] += amount;
            }
            own.push(least);
        }
        let mut any = false;
        loop {
            let mut changed = false;
            for (plans, own) in part.plans.iter_mut().zip(&mut own) {
                let before = plans.len();
                plans.retain(|plan| {
                    self.uses(*plan).all(|(row, amount)| {
                        let mine = own.iter().find(|(other, _)| *other == row);
                        let others = sure[row as usize] - mine.map_or(0, |(_, amount)| *amount);
                        others + amount <= self.capacities[row as usize]
                    })
                });
                if plans.len() == before {
                    continue;
                }
                changed = true;
                let Some((first, others)) = plans.split_first() else { return true };
                let mut least: Vec<(u32, i64)> = self.uses(*first).collect();
                for plan in others {
                    least.retain_mut(|(row, least)| {
                        let used = self.uses(*plan).find(|(other, _)| other == row);
                        *least = (*least).min(used.map_or(0, |(_, amount)| amount));
                        *least > 0
                    });
                    if least.is_empty() {
                        break;
                    }
                }
                for (row, amount) in &*own {
                    sure[*row as usize] -= amount;
                }
                for (row, amount) in &least {
                    sure[*row as usize] += amount;
                }
                *own = least;
            }
            any |= changed;
            if !changed {
                return any;
            }
        }
    }

    pub(super) fn uses(&self, plan: u32) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.pool.uses(plan).iter().map(|(row, amount)| (*row, i64::from(*amount)))
    }

    /// Rows that could be asked for more than they hold.
    pub(super) fn contended(&self, part: &Part) -> Vec<bool> {
        let mut most = vec![0i64; self.capacities.len()];
        let mut own = vec![0i64; self.capacities.len()];
        for plans in &part.plans {
            for plan in plans {
                for (row, amount) in self.uses(*plan) {
                    let (most, own) = (&mut most[row as usize], &mut own[row as usize]);
                    *most += (amount - *own).max(0);
                    *own = amount.max(*own);
                }
            }
            for plan in plans {
                for (row, _) in self.uses(*plan) {
                    own[row as usize] = 0;
                }
            }
        }
        most.iter().zip(self.capacities).map(|(most, capacity)| most > capacity).collect()
    }

    /// Households that use no contended row, and groups of households that share some. A tier that is held
    /// is shared by all.
    pub(super) fn components(
        &self,
        part: &Part,
        contended: &[bool],
    ) -> (Vec<usize>, Vec<Vec<usize>>) {
        let count = part.households.len();
        if self.held().is_some() {
            return (Vec::new(), vec![(0..count).collect()]);
        }
        let mut parent: Vec<usize> = (0..count).collect();
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        let mut first = vec![usize::MAX; contended.len()];
        let mut bound = vec![false; count];
        for (i, plans) in part.plans.iter().enumerate() {
            for plan in plans {
                for (row, _) in self.uses(*plan) {
                    if contended[row as usize] {
                        bound[i] = true;
                        let other = &mut first[row as usize];
                        if *other == usize::MAX {
                            *other = i;
                        } else if *other != i {
                            let (a, b) = (root(&mut parent, i), root(&mut parent, *other));
                            parent[a.max(b)] = a.min(b);
                        }
                    }
                }
            }
        }
        let mut free = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group_of = vec![usize::MAX; count];
        for (i, bound) in bound.into_iter().enumerate() {
            if bound {
                let r = root(&mut parent, i);
                if group_of[r] == usize::MAX {
                    group_of[r] = groups.len();
                    groups.push(Vec::new());
                }
                groups[group_of[r]].push(i);
            } else {
                free.push(i);
            }
        }
        (free, groups)
    }
}
