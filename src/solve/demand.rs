use super::transport::{NO_WAY, Transport};
use crate::problem::{Menu, Problem};

/// Who asks for what, homes and trips left aside: seekers by menu, openings by kind. What is then
/// best is a transport problem, and small. Where people are many, nearly everybody can work next
/// door, and it is nearly the whole problem.
pub(super) struct Demand {
    transport: Transport,
    /// What all households and seekers come to at least.
    bound: i128,
}

impl Demand {
    /// With a weight for each tier; trips cost nothing. Solved as far as `stop` allows.
    pub(super) fn new(problem: &Problem, weights: &[i64], stop: &dyn Fn() -> bool) -> Self {
        let weigh = |cost: &[i64]| -> i64 { weights.iter().zip(cost).map(|(w, c)| w * c).sum() };
        let kinds = problem.openings().iter().map(|opening| opening.kind + 1).max().unwrap_or(0);
        let mut asking = vec![0; problem.opening_menus.len()];
        problem.seekers().iter().for_each(|seeker| asking[seeker.menu] += 1);
        let mut positions = vec![0; kinds];
        for opening in problem.openings() {
            positions[opening.kind] += opening.positions;
        }
        let costs = |menu: &Menu| -> Vec<i64> {
            (0..kinds).map(|kind| menu.cost_of_kind(kind).map_or(NO_WAY, weigh)).collect()
        };
        let mut transport = Transport::new(
            asking.clone(),
            positions.clone(),
            problem.opening_menus.iter().map(costs).collect(),
            problem.opening_menus.iter().map(|menu| weigh(menu.none())).collect(),
        );
        transport.send_cheapest(stop);
        let least = |menu: &Menu| {
            menu.kinds().map(|(_, cost)| weigh(cost)).chain([weigh(menu.none())]).min()
        };
        let homes: Vec<i64> = problem.home_menus.iter().filter_map(least).collect();
        let times = |(count, of): (&i64, i64)| i128::from(*count) * i128::from(of);
        let bound = problem.households().iter().map(|h| i128::from(homes[h.menu])).sum::<i128>()
            + (asking.iter().enumerate())
                .map(|(menu, count)| times((count, transport.pays(menu))))
                .sum::<i128>()
            - positions.iter().zip(transport.prices().iter().copied()).map(times).sum::<i128>();
        Self { transport, bound }
    }

    /// What every solution comes to at least.
    pub(super) fn bound(&self) -> i128 {
        self.bound
    }

    /// For each kind of opening the price of a position that shows it.
    pub(super) fn prices(&self) -> &[i64] {
        self.transport.prices()
    }

    /// For each menu of openings how many of those who have it are best placed in a kind.
    pub(super) fn best_placed(&self, kind: usize) -> &[i64] {
        self.transport.sent(kind)
    }

    /// How much more an opening of a kind costs than the best on a menu, prices included; `None`
    /// if it is not on it.
    pub(super) fn excess(&self, menu: usize, kind: usize) -> Option<i64> {
        self.transport.excess(menu, kind)
    }
}
