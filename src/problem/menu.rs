/// What may be taken, and what each entry costs in each tier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Menu {
    items: Vec<u32>,
    costs: Vec<i64>,
    none: Vec<i64>,
}

impl Menu {
    /// A menu with nothing on it; taking nothing costs `none`.
    pub(super) fn new(none: Vec<i64>) -> Self {
        Self { items: Vec::new(), costs: Vec::new(), none }
    }

    /// Adds an item, and gives its cost to fill in.
    pub(super) fn push(&mut self, item: usize) -> &mut [i64] {
        self.items.push(u32::try_from(item).unwrap_or(u32::MAX));
        let start = self.costs.len();
        self.costs.resize(start + self.none.len(), 0);
        &mut self.costs[start..]
    }

    /// The homes or openings, by index, in ascending order.
    pub fn items(&self) -> &[u32] {
        &self.items
    }

    /// The cost of the entry at `position` in [`items`](Self::items), one number a tier.
    pub fn cost(&self, position: usize) -> &[i64] {
        let tiers = self.none.len();
        &self.costs[position * tiers..(position + 1) * tiers]
    }

    /// The cost of taking nothing.
    pub fn none(&self) -> &[i64] {
        &self.none
    }

    /// The cost of `item`, if it is on the menu.
    pub fn cost_of(&self, item: usize) -> Option<&[i64]> {
        let item = u32::try_from(item).ok()?;
        self.items.binary_search(&item).ok().map(|position| self.cost(position))
    }
}
